//! A process that is killed in the middle of a put: this program starts itself once more, and kills that.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, SystemTime};

use blobs::{BlobKey, Blobs};
use bytes::Bytes;
use futures_util::stream;

const FOLDER: &str = "AJAR_TEST_KILLED_FOLDER";

/// Not a test of its own: what the second process does.
#[tokio::test]
#[ignore = "run by a_killed_put_leaves_a_temporary_file_for_the_sweep"]
async fn puts_without_end() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let blobs = Blobs::open_folder(Path::new(&folder)).unwrap();
    let endless = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Some((Ok(Bytes::from_static(&[7; 1 << 16])), ()))
    });
    blobs.put(BlobKey::from_bits([1; 16]), endless, None).await.unwrap();
}

/// Killed whatever becomes of the test.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn a_killed_put_leaves_a_temporary_file_for_the_sweep() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "puts_without_end", "--ignored"]).env(FOLDER, folder.path());
    let child = Killed(command.spawn().unwrap());
    let incoming = folder.path().join(".incoming");
    let temporary = incoming.join(format!("{}.part", "01".repeat(16)));
    let written = || fs::metadata(&temporary).map(|metadata| metadata.len()).unwrap_or(0);
    for _ in 0..1000 {
        if written() > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(child);
    assert!(written() > 0, "nothing was written before the kill");

    let blobs = Blobs::open_folder(folder.path()).unwrap();
    let key = BlobKey::from_bits([1; 16]);
    assert!(!blobs.exists(key).await.unwrap(), "half a blob");
    let touched: SystemTime = fs::metadata(&temporary).unwrap().modified().unwrap();
    assert_eq!(blobs.sweep_temporary(touched).await.unwrap(), 0);
    assert_eq!(blobs.sweep_temporary(touched + Duration::from_secs(1)).await.unwrap(), 1);
    assert_eq!(fs::read_dir(incoming).unwrap().count(), 0);
}
