//! Blobs that the system does not hold in memory any more.
#![cfg(target_os = "linux")]

use std::fs::File;

use blobs::{BlobKey, Blobs};
use bytes::Bytes;
use futures_util::stream;
use rustix::fs::{Advice, fadvise};

#[tokio::test]
async fn what_is_not_in_memory_is_read_from_the_disk() {
    // Beside the build rather than in /tmp, which may be memory itself.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let blobs = Blobs::open_folder(folder.path()).unwrap();
    let bytes: Bytes = (0..3_000_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect::<Vec<u8>>().into();
    let key = BlobKey::from_bits([5; 16]);
    blobs.put(key, stream::iter([Ok(bytes.clone())]), None).await.unwrap();
    let blob = blobs.open(key).await.unwrap();
    let forget = || {
        let file = File::open(blobs.local_path(key).unwrap()).unwrap();
        fadvise(&file, 0, None, Advice::DontNeed).unwrap();
    };
    for (warm, offset, len) in [(0, 0, 3_000_000), (100_000, 0, 3_000_000), (0, 1_000_001, 20_000), (10, 5, 300_000)] {
        forget();
        // Some of it in memory, the rest not.
        blob.read_at(0, warm).await.unwrap();
        assert_eq!(blob.read_at(offset as u64, len).await.unwrap(), bytes[offset..offset + len]);
        forget();
        blob.read_at(0, warm).await.unwrap();
        let mut buffer = vec![0; len];
        blob.read_into(offset as u64, &mut buffer).await.unwrap();
        assert_eq!(buffer, bytes[offset..offset + len]);
    }
}
