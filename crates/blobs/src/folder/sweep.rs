//! What killed puts left behind.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::{Folder, remove_if_there};
use crate::error::{Error, at_path};

impl Folder {
    pub async fn sweep_temporary(&self, older_than: SystemTime) -> Result<u64, Error> {
        let incoming = self.incoming();
        let swept = tokio::task::spawn_blocking(move || sweep(&incoming, older_than));
        swept.await.map_err(Error::of_thread)?.map_err(Error::of_storage)
    }
}

fn sweep(incoming: &Path, older_than: SystemTime) -> io::Result<u64> {
    let mut removed = 0;
    let mut failure = None;
    for entry in fs::read_dir(incoming).map_err(at_path(incoming))? {
        match sweep_one(&entry?, older_than) {
            Ok(true) => removed += 1,
            Ok(false) => {}
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    failure.map_or(Ok(removed), Err)
}

fn sweep_one(entry: &fs::DirEntry, older_than: SystemTime) -> io::Result<bool> {
    let path = entry.path();
    // Whatever else somebody keeps there is not ours.
    if path.extension().is_none_or(|extension| extension != "part") {
        return Ok(false);
    }
    let metadata = match entry.metadata() {
        // Became a blob meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        metadata => metadata.map_err(at_path(&path))?,
    };
    if !metadata.is_file() || metadata.modified()? >= older_than {
        return Ok(false);
    }
    remove_if_there(&path)
}
