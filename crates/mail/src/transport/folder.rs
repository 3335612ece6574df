//! Mails as files: for a look, for a relay that collects them, for machines without a network.

use std::{
    fmt, fs, io,
    io::Write,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::Message;

use super::error::SendError;

/// Sets apart what is being written at the same time.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// A folder of `.eml` files, one for each `Message-ID`.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) async fn send(&self, message: &Message) -> Result<(), SendError> {
        let bytes = message.to_bytes()?;
        let folder = self.path.clone();
        let name = message.message_id.as_str().to_owned();
        tokio::task::spawn_blocking(move || write(&folder, &name, &bytes))
            .await
            .map_err(|_| SendError::Interrupted)?
            .map_err(SendError::Folder)
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the folder {}", self.path.display())
    }
}

/// Writes beside the place and moves there, so that who watches the folder sees whole mails only.
/// A repeat of an id replaces the file.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let turn = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let unfinished = folder.join(format!(".{}-{turn}.tmp", process::id()));
    let written = create(&unfinished)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&unfinished, folder.join(format!("{name}.eml"))));
    if written.is_err() {
        // The first error is the one to tell; what cannot be removed is hidden by its dot.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Readable by its owner alone: mails hold private links.
fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
