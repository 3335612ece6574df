//! Which blobs there are.

use std::fs;
use std::io;
use std::path::Path;

use super::{Folder, INCOMING};
use crate::error::{Error, at_path};
use crate::key::BlobKey;

impl Folder {
    pub async fn keys(&self) -> Result<Vec<BlobKey>, Error> {
        let root = self.root.clone();
        let listed = tokio::task::spawn_blocking(move || list(&root));
        listed.await.map_err(Error::of_thread)?.map_err(Error::of_storage)
    }
}

fn list(root: &Path) -> io::Result<Vec<BlobKey>> {
    let mut keys = Vec::new();
    for shelf in fs::read_dir(root).map_err(at_path(root))? {
        let shelf = shelf?;
        if shelf.file_name() == INCOMING || !shelf.file_type()?.is_dir() {
            continue;
        }
        let path = shelf.path();
        for entry in fs::read_dir(&path).map_err(at_path(&path))? {
            let name = entry?.file_name();
            // Whatever else somebody keeps there is not ours.
            keys.extend(format!("{}/{}", shelf.file_name().display(), name.display()).parse::<BlobKey>());
        }
    }
    Ok(keys)
}
