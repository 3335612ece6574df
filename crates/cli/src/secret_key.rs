//! The installation's secret key: from the settings, else from a file that is made once.

use crate::{ambient, config::Config, failure::Failure};
use app::keys::Keys;
use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// The shortest key that is taken, in bytes.
pub const SHORTEST: usize = 16;

const FILE: &str = "secret.key";

/// The key of this installation.
pub fn keys(config: &Config) -> Result<Keys, Failure> {
    if let Some(secret) = &config.secret_key {
        return Ok(Keys::new(secret.as_bytes()));
    }
    let path = config.data.join(FILE);
    let shown = crate::out::path(&path);
    let secret = read_or_make(&path).map_err(|error| {
        Failure::failed(format!("AJAR_SECRET_KEY is not set, and the key in {shown} can't be used: {error}"))
    })?;
    if secret.len() < SHORTEST {
        let short = format!("the key in {shown} is too short; it needs at least {SHORTEST} characters");
        return Err(Failure::failed(short));
    }
    Ok(Keys::new(secret.as_bytes()))
}

/// The text of the file; where there is none, a fresh key is written. A lock on the file makes sure that two processes
/// that start at once end with the same key, and that one killed while writing leaves nothing that counts.
fn read_or_make(path: &Path) -> io::Result<String> {
    // A file that may only be read (a mounted secret, say) is enough once it has something in it.
    if let Ok(file) = File::open(path) {
        file.lock_shared()?;
        let secret = read(&file)?;
        if !secret.is_empty() {
            return Ok(secret);
        }
    }
    let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    file.lock()?;
    let secret = read(&file)?;
    if !secret.is_empty() {
        return Ok(secret);
    }
    let mut bytes = [0; 32];
    ambient::fill(&mut bytes);
    let secret = hex::encode(bytes);
    file.write_all(format!("{secret}\n").as_bytes())?;
    file.sync_all()?;
    Ok(secret)
}

fn read(mut file: &File) -> io::Result<String> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn processes_that_start_at_once_end_with_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let keys: Vec<String> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..16).map(|_| scope.spawn(|| read_or_make(&path).unwrap())).collect();
            started.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0] && key.len() == 64));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read_or_make(&path).unwrap(), keys[0]);
    }

    #[test]
    fn a_file_that_a_kill_left_empty_gets_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, "").unwrap();
        assert_eq!(read_or_make(&path).unwrap().len(), 64);
    }
}
