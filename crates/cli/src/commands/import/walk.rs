//! Which files a path means: itself, or everything in it.

use super::zipped::Archive;
use blobs::{Elsewhere, Listed};
use std::{
    ffi::OsString,
    fs::{self, Metadata},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// A file to import.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where its bytes are.
    pub origin: Origin,
    /// Its name for people: what was named, and the way from there.
    pub shown: PathBuf,
    /// The way to it from what was named, with slashes between the names; the last one is its own.
    pub path: String,
    /// How long it is, in bytes, as far as is known before it is read.
    pub size: u64,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Origin {
    /// On this machine.
    File,
    /// In an archive on this machine, by its number there.
    Member(Archive, usize),
    /// In a bucket.
    Object(Elsewhere, Listed),
}

impl Found {
    /// The names of the folders on the way to it, with slashes between; empty where there are none.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, in the order of their names.
    pub files: Vec<Found>,
    /// What can't be imported, and why.
    pub faults: Vec<(PathBuf, String)>,
    /// What is passed over, and why.
    pub notes: Vec<String>,
    /// How many hidden files and folders were passed over.
    pub hidden: usize,
    /// The installation's own folders: importing the records into themselves helps nobody.
    own: Vec<Identity>,
}

/// A file or folder of this machine, by whatever name.
type Identity = (u64, u64);

fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

/// Whether a name is one of those that systems hide, or keep for themselves.
fn is_hidden(name: &[u8]) -> bool {
    name.starts_with(b".") || name == b"__MACOSX"
}

impl Walk {
    /// A walk that passes the installation's own folders over.
    pub fn beside(data: &Path, storage_url: &str) -> Self {
        let storage = storage_url.strip_prefix("file:").unwrap_or_default();
        let folders = [data, Path::new(storage.trim_start_matches("//"))];
        let own = folders.iter().filter_map(|folder| fs::metadata(folder).ok()).map(|metadata| identity(&metadata));
        Self { own: own.collect(), ..Self::default() }
    }

    /// Takes what somebody named on this machine, also where it is hidden.
    pub fn take(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.visit(path, &metadata, "", &mut Vec::new()),
            Ok(metadata) => self.visit(path, &metadata, &name, &mut Vec::new()),
            Err(error) => self.fault(path, &error),
        }
    }

    /// Takes what is in an archive that somebody named.
    pub fn unpack(&mut self, path: &Path) {
        let (archive, members) = match Archive::open(path) {
            Ok(opened) => opened,
            Err(fault) => return self.faults.push((path.to_owned(), fault)),
        };
        for member in members {
            let shown = path.join(&member.path);
            if member.path.split('/').any(|name| is_hidden(name.as_bytes())) {
                self.hidden += 1;
            } else if let Some(fault) = member.fault {
                self.faults.push((shown, fault));
            } else {
                let origin = Origin::Member(archive.clone(), member.index);
                self.files.push(Found { origin, shown, path: member.path, size: member.size });
            }
        }
    }

    /// Takes what lies in a bucket.
    pub async fn list(&mut self, address: &str) {
        let elsewhere = match Elsewhere::open(address) {
            Ok(elsewhere) => elsewhere,
            Err(fault) => return self.faults.push((without_secrets(address), fault)),
        };
        let listed = match elsewhere.list().await {
            Ok(listed) => listed,
            Err(error) => return self.faults.push((elsewhere.shown().into(), crate::failure::chain(&error))),
        };
        if listed.is_empty() {
            return self.faults.push((elsewhere.shown().into(), "there is nothing below this prefix".to_owned()));
        }
        for one in listed {
            if one.name.split('/').any(|name| is_hidden(name.as_bytes())) {
                self.hidden += 1;
                continue;
            }
            let shown = PathBuf::from(format!("{}/{}", elsewhere.shown(), one.name));
            let (path, size) = (one.name.clone(), one.size);
            self.files.push(Found { origin: Origin::Object(elsewhere.clone(), one), shown, path, size });
        }
    }

    /// `way` leads here from what was named; `above` are the folders that the path lies in, as they are on the disk: a
    /// symbolic link may lead back to one.
    fn visit(&mut self, path: &Path, metadata: &Metadata, way: &str, above: &mut Vec<Identity>) {
        if metadata.is_file() {
            let (shown, path) = (path.to_owned(), way.to_owned());
            return self.files.push(Found { origin: Origin::File, shown, path, size: metadata.len() });
        }
        if !metadata.is_dir() {
            // Reading a pipe or a device might never end.
            return self.faults.push((path.to_owned(), "this is neither a file nor a folder".to_owned()));
        }
        let itself = identity(metadata);
        if self.own.contains(&itself) {
            return self.notes.push(format!("passed over {}: the installation's own data", crate::out::path(path)));
        }
        if above.contains(&itself) {
            return self.notes.push(format!("passed over {}: it leads back to where it lies", crate::out::path(path)));
        }
        above.push(itself);
        match names(path) {
            Ok(names) => names.into_iter().for_each(|name| self.visit_within(path, &name, way, above)),
            Err(error) => self.fault(path, &error),
        }
        above.pop();
    }

    fn visit_within(&mut self, folder: &Path, name: &OsString, way: &str, above: &mut Vec<Identity>) {
        if is_hidden(name.as_encoded_bytes()) {
            self.hidden += 1;
            return;
        }
        // The name as it is; what is no UTF-8 in it is replaced, since names go into ZIPs and headers.
        let shown = name.to_string_lossy();
        let way = if way.is_empty() { shown.into_owned() } else { format!("{way}/{shown}") };
        let path = folder.join(name);
        match fs::metadata(&path) {
            Ok(metadata) => self.visit(&path, &metadata, &way, above),
            Err(error) => self.fault(&path, &error),
        }
    }

    fn fault(&mut self, path: &Path, error: &io::Error) {
        self.faults.push((path.to_owned(), error.to_string()));
    }
}

/// A wrong address as it may be told: its options, and what stands before an `@`, may be secrets.
fn without_secrets(address: &str) -> PathBuf {
    let place = address.trim_start_matches("s3://").split(['?', '#']).next().unwrap_or_default();
    format!("s3://{}", place.rsplit('@').next().unwrap_or_default()).into()
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_walk_ends_and_leaves_nothing_out_without_a_word() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for folder in ["in/b", "in/data", "in/.git"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["in/b/صورة 🌊.txt", "in/a.txt", "in/.hidden", "in/.git/config", "in/data/ajar.db"] {
            fs::write(at(file), "x").unwrap();
        }
        symlink(at("in"), at("in/b/again")).unwrap();
        symlink(at("nowhere"), at("in/dangling")).unwrap();
        symlink(at("in/a.txt"), at("in/link.txt")).unwrap();
        let mut walk = Walk::beside(&at("in/data"), "");
        walk.take(&at("in"));
        let files: Vec<&Path> = walk.files.iter().map(|found| found.shown.as_path()).collect();
        assert_eq!(files, [at("in/a.txt"), at("in/b/صورة 🌊.txt"), at("in/link.txt")]);
        let ways: Vec<(&str, &str)> = walk.files.iter().map(|found| (found.folder(), found.name())).collect();
        assert_eq!(ways, [("", "a.txt"), ("b", "صورة 🌊.txt"), ("", "link.txt")]);
        assert_eq!((walk.hidden, walk.notes.len(), walk.faults.len()), (2, 2, 1));
        walk.take(&at("in/.hidden"));
        assert_eq!(walk.files.len(), 4);
        assert_eq!(walk.files[3].path, ".hidden");
    }

    #[tokio::test]
    async fn a_wrong_address_is_told_without_secrets() {
        let mut walk = Walk::default();
        for address in
            ["s3://id:hid/den@bucket/in", "s3://bucket/in?key=hidden", "s3://bucket/in?endpoint=http://a:hid@b"]
        {
            walk.list(address).await;
        }
        assert_eq!(walk.faults.len(), 3);
        for (address, fault) in &walk.faults {
            assert_eq!(address, Path::new("s3://bucket/in"));
            assert!(!fault.contains("hid"), "{fault}");
        }
    }
}
