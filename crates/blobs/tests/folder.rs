//! A folder of blobs: what goes in comes out, and nothing else is ever there.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use blobs::{BlobKey, Blobs, Checked, Error, INLINE, Stored};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, Stream};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

fn key(number: u32) -> BlobKey {
    let mut bits = [0; 16];
    bits[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
    BlobKey::from_bits(bits)
}

fn opened() -> (TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open_folder(&folder.path().join("blobs")).unwrap();
    (folder, blobs)
}

fn pattern(length: usize) -> Bytes {
    (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect::<Vec<u8>>().into()
}

/// A stream of these bytes in pieces.
fn pieces(bytes: &Bytes, piece: usize) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    let pieces: Vec<_> = bytes.chunks(piece).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

/// Every file below the folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn assert_is(stored: &Stored, key: BlobKey, bytes: &[u8]) {
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    let expected = Stored { key, size: bytes.len() as u64, sha256, crc32: crc32fast::hash(bytes) };
    assert_eq!(*stored, expected);
}

#[tokio::test]
async fn all_keys_are_told_and_a_copy_is_the_same_under_the_same_key() {
    let ((folder, blobs), (_other_folder, other)) = (opened(), opened());
    assert_eq!(blobs.keys().await.unwrap(), []);
    for (number, length) in [(1, 0), (2, 3_000_000)] {
        let bytes = pattern(length);
        let stored = blobs.put(key(number), pieces(&bytes, 7_001), None).await.unwrap();
        assert_eq!(blobs.copy_to(&other, key(number)).await.unwrap(), stored);
        assert_eq!(other.read_all(key(number), 1 << 30).await.unwrap(), bytes);
        assert!(matches!(blobs.copy_to(&other, key(number)).await, Err(Error::Exists(_))));
    }
    // Whatever else somebody keeps there is not ours.
    fs::write(folder.path().join("blobs/notes.txt"), "mine").unwrap();
    let mut keys = blobs.keys().await.unwrap();
    keys.sort_unstable();
    let mut expected = [key(1), key(2)];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert!(matches!(blobs.copy_to(&other, key(3)).await, Err(Error::Missing(_))));
}

#[tokio::test]
async fn what_is_put_lies_in_the_folder_as_it_came() {
    let (folder, blobs) = opened();
    for (number, length, piece) in [(1, 0, 1), (2, 1, 1), (3, 3_000_000, 7_001), (4, 3_000_000, 2_500_000)] {
        let bytes = pattern(length);
        let stored = blobs.put(key(number), pieces(&bytes, piece), None).await.unwrap();
        assert_is(&stored, key(number), &bytes);
        let path = blobs.local_path(stored.key).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert!(path.ends_with(stored.key.to_string()));
        assert_eq!(blobs.read_all(stored.key, length as u64).await.unwrap(), bytes);
        assert_eq!(blobs.size(stored.key).await.unwrap(), length as u64);
    }
    assert_eq!(files(folder.path()).len(), 4);
}

#[tokio::test]
async fn a_file_is_imported_and_stays() {
    let (folder, blobs) = opened();
    let (bytes, path) = (pattern(2_500_001), folder.path().join("original"));
    fs::write(&path, &bytes).unwrap();
    let stored = blobs.put_file(key(1), &path, None).await.unwrap();
    assert_is(&stored, key(1), &bytes);
    assert_eq!(fs::read(blobs.local_path(key(1)).unwrap()).unwrap(), bytes);
    assert_eq!(fs::read(path).unwrap(), bytes);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_leaves_nothing() {
    let (folder, blobs) = opened();
    let absent = folder.path().join("absent");
    for path in [absent.as_path(), folder.path()] {
        let refused = blobs.put_file(key(1), path, None).await.unwrap_err();
        assert!(matches!(refused, Error::Sender(_)), "{refused:?}");
    }
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn folders_and_files_are_for_their_user_only() {
    let (folder, blobs) = opened();
    blobs.put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = blobs.local_path(key(1)).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&folder.path().join("blobs")), 0o700);
    assert_eq!(mode(&folder.path().join("blobs/.incoming")), 0o700);
}

#[tokio::test]
async fn a_key_is_put_once() {
    let (folder, blobs) = opened();
    let bytes = pattern(10);
    blobs.put(key(1), pieces(&bytes, 10), None).await.unwrap();
    let again = blobs.put(key(1), pieces(&pattern(20), 10), None).await.unwrap_err();
    assert!(matches!(again, Error::Exists(taken) if taken == key(1)));
    assert_eq!(blobs.read_all(key(1), 100).await.unwrap(), bytes);
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_puts_of_one_key_at_once_one_succeeds() {
    let (folder, blobs) = opened();
    let tasks: Vec<_> = (0..16_usize)
        .map(|number| {
            let blobs = blobs.clone();
            tokio::spawn(async move { blobs.put(key(1), pieces(&pattern(100_000 + number), 999), None).await })
        })
        .collect();
    let mut won = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            Ok(stored) => won.push(stored),
            Err(error) => assert!(matches!(error, Error::Exists(_)), "{error:?}"),
        }
    }
    let [stored] = won.as_slice() else { panic!("{} puts succeeded", won.len()) };
    assert_eq!(blobs.check(key(1), stored.size, stored.sha256).await.unwrap(), Checked::Sound);
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_blobs_at_once_do_not_mix() {
    let (folder, blobs) = opened();
    let tasks: Vec<_> = (0..64_u32)
        .map(|number| {
            let blobs = blobs.clone();
            tokio::spawn(async move {
                let bytes = pattern(number as usize * 5_003);
                let stored = blobs.put(key(number), pieces(&bytes, 4_096), None).await.unwrap();
                assert_is(&stored, key(number), &bytes);
                assert_eq!(blobs.read_all(key(number), u64::MAX).await.unwrap(), bytes);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(files(folder.path()).len(), 64);
}

#[tokio::test]
async fn a_sender_that_breaks_off_leaves_nothing() {
    let (folder, blobs) = opened();
    for sent in [0, 1, 3_000_000] {
        let broken = stream::iter([Ok(pattern(sent)), Err(io::ErrorKind::ConnectionReset.into())]);
        let refused = blobs.put(key(1), broken, None).await.unwrap_err();
        assert!(matches!(&refused, Error::Sender(error) if error.kind() == io::ErrorKind::ConnectionReset));
        assert!(files(folder.path()).is_empty());
        assert!(!blobs.exists(key(1)).await.unwrap());
    }
    // The key is still fresh.
    blobs.put(key(1), pieces(&pattern(5), 5), None).await.unwrap();
}

#[tokio::test]
async fn a_limit_is_the_last_length_that_fits() {
    let (folder, blobs) = opened();
    let original = folder.path().join("original");
    fs::write(&original, pattern(1_500_000)).unwrap();
    let limit = Some(1_499_999);
    let streamed = blobs.put(key(1), pieces(&pattern(1_500_000), 1000), limit).await.unwrap_err();
    let copied = blobs.put_file(key(2), &original, limit).await.unwrap_err();
    for refused in [streamed, copied] {
        assert!(matches!(refused, Error::TooLarge { limit: 1_499_999 }), "{refused:?}");
    }
    assert_eq!(files(folder.path()), [original.as_path()]);
    blobs.put(key(1), pieces(&pattern(1_500_000), 1000), Some(1_500_000)).await.unwrap();
    blobs.put_file(key(2), &original, Some(1_500_000)).await.unwrap();
}

#[tokio::test]
async fn a_put_that_is_dropped_leaves_nothing() {
    let (folder, blobs) = opened();
    let endless = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Some((Ok(pattern(600_000)), ()))
    });
    let put = blobs.put(key(1), endless, None);
    assert!(tokio::time::timeout(Duration::from_millis(150), put).await.is_err());
    // A batch may still be on its way to the file, which has no name any more.
    assert!(files(folder.path()).is_empty(), "{:?}", files(folder.path()));
}

#[tokio::test]
async fn a_put_dropped_at_any_moment_leaves_all_or_nothing() {
    let (folder, blobs) = opened();
    let bytes = pattern(1_200_000);
    let mut told = 0;
    for number in 0..120_u32 {
        let put = blobs.put(key(number), pieces(&bytes, 300_000), None);
        let patience = Duration::from_micros(u64::from(number) * 150);
        if tokio::time::timeout(patience, put).await.is_ok() {
            told += 1;
        }
    }
    // Threads that lost their future come to their end.
    let mut left = files(folder.path()).len();
    for _ in 0..100 {
        if left == told {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        left = files(folder.path()).len();
    }
    assert_eq!(left, told, "a blob that nobody was told of, or one that is gone");
}

#[tokio::test]
async fn reads_are_exact_whether_small_or_large() {
    let (_folder, blobs) = opened();
    let bytes = pattern(1_000_000);
    blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    for (offset, len) in [(0, 0), (0, 1), (5, INLINE - 1), (5, INLINE), (0, 1_000_000), (999_999, 1), (1_000_000, 0)] {
        let expected = &bytes[offset..offset + len];
        assert_eq!(blob.read_at(offset as u64, len).await.unwrap(), expected, "{offset} {len}");
        let mut buffer = vec![0; len];
        blob.read_into(offset as u64, &mut buffer).await.unwrap();
        assert_eq!(buffer, expected, "{offset} {len}");
    }
}

#[tokio::test]
async fn a_read_past_the_end_fails_and_asks_for_no_memory() {
    let (_folder, blobs) = opened();
    blobs.put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    for (offset, len) in [(0, 11), (10, 1), (u64::MAX, 1), (0, usize::MAX), (11, 0)] {
        let failed = blob.read_at(offset, len).await.unwrap_err();
        assert!(matches!(&failed, Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof), "{failed:?}");
        if len < usize::MAX {
            blob.read_into(offset, &mut vec![0; len]).await.unwrap_err();
        }
    }
}

#[tokio::test]
async fn a_file_cut_short_behind_our_back_fails_to_be_read() {
    let (_folder, blobs) = opened();
    blobs.put(key(1), pieces(&pattern(600_000), 1000), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    fs::File::options().write(true).open(blobs.local_path(key(1)).unwrap()).unwrap().set_len(1000).unwrap();
    for len in [2000, INLINE] {
        let failed = io::Error::from(blob.read_at(0, len).await.unwrap_err());
        assert_eq!(failed.kind(), io::ErrorKind::UnexpectedEof);
    }
    blob.read_into(0, &mut [0; 2000]).await.unwrap_err();
}

#[tokio::test]
async fn who_reads_is_not_hurt_by_a_deletion() {
    let (folder, blobs) = opened();
    let bytes = pattern(700_000);
    blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    blobs.delete(key(1)).await.unwrap();
    blobs.delete(key(1)).await.unwrap();
    assert!(files(folder.path()).is_empty());
    assert!(!blobs.exists(key(1)).await.unwrap());
    assert_eq!(blob.read_at(0, 700_000).await.unwrap(), bytes);
    assert_eq!(blob.read_at(100, 100).await.unwrap(), bytes[100..200]);
}

#[tokio::test]
async fn a_missing_blob_is_missing() {
    let (_folder, blobs) = opened();
    assert!(matches!(blobs.open(key(9)).await, Err(Error::Missing(absent)) if absent == key(9)));
    assert!(matches!(blobs.size(key(9)).await, Err(Error::Missing(_))));
    assert!(matches!(blobs.read_all(key(9), 9).await, Err(Error::Missing(_))));
    assert_eq!(blobs.check(key(9), 0, [0; 32]).await.unwrap(), Checked::Missing);
}

#[tokio::test]
async fn reading_all_has_a_limit() {
    let (_folder, blobs) = opened();
    blobs.put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    assert!(matches!(blobs.read_all(key(1), 9).await, Err(Error::TooLarge { limit: 9 })));
    assert_eq!(blobs.read_all(key(1), 10).await.unwrap().len(), 10);
}

#[tokio::test]
async fn a_check_finds_what_changed() {
    let (_folder, blobs) = opened();
    let stored = blobs.put(key(1), pieces(&pattern(2_500_000), 100_000), None).await.unwrap();
    let check = || blobs.check(key(1), stored.size, stored.sha256);
    assert_eq!(check().await.unwrap(), Checked::Sound);
    let path = blobs.local_path(key(1)).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[2_400_000] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert_eq!(check().await.unwrap(), Checked::WrongContent);
    fs::write(&path, &bytes[1..]).unwrap();
    assert_eq!(check().await.unwrap(), Checked::WrongSize { found: 2_499_999 });
}

#[tokio::test]
async fn the_sweep_takes_old_temporary_files_only() {
    let (folder, blobs) = opened();
    blobs.put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    let incoming = folder.path().join("blobs/.incoming");
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for (name, age) in [("old.part", 1), ("young.part", 0), ("notes.txt", 1)] {
        let file = fs::File::create(incoming.join(name)).unwrap();
        file.set_modified(moment - Duration::from_secs(age)).unwrap();
    }
    assert_eq!(blobs.sweep_temporary(moment).await.unwrap(), 1);
    assert!(!incoming.join("old.part").exists());
    assert!(incoming.join("young.part").exists() && incoming.join("notes.txt").exists());
    assert!(blobs.exists(key(1)).await.unwrap());
}

#[tokio::test]
async fn a_storage_is_opened_again_by_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}/a%20folder/blobs", folder.path().display());
    let stored = Blobs::open_url(&url).await.unwrap().put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    let again = Blobs::open_url(&url).await.unwrap();
    assert_eq!(again.check(stored.key, stored.size, stored.sha256).await.unwrap(), Checked::Sound);
    assert!(folder.path().join("a folder/blobs").is_dir());
    assert_eq!(files(folder.path()).len(), 1, "the trial of writing left something");
}

#[tokio::test]
async fn a_file_of_a_folder_is_the_blob_itself() {
    let (_folder, blobs) = opened();
    let bytes = pattern(3_000_000);
    blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
    let file = blobs.as_file(key(1), 0).await.unwrap();
    assert_eq!(file.path(), blobs.local_path(key(1)).unwrap());
    drop(file);
    let blob = blobs.open_sized(key(1), 3_000_000).await.unwrap();
    let blocks: Vec<Bytes> = blob.blocks().map(Result::unwrap).collect().await;
    assert!(blocks.len() > 1 && blocks.concat() == bytes);
    assert_eq!(blobs.at_once(), 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_named_with_its_setting() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().display().to_string();
    let text = Blobs::open_url(&format!("file:{path}/blobs")).await.unwrap_err().to_string();
    assert!(text.contains("AJAR_STORAGE_URL") && text.contains(&path), "{text}");
}

#[tokio::test]
#[ignore = "wants AJAR_TEST_SMALL_FOLDER: a file system of less than 8 MiB, such as a tmpfs"]
async fn a_full_disk_is_no_space_and_leaves_nothing() {
    let folder = PathBuf::from(std::env::var_os("AJAR_TEST_SMALL_FOLDER").unwrap());
    let blobs = Blobs::open_folder(&folder.join("blobs")).unwrap();
    let refused = blobs.put(key(1), pieces(&pattern(9_000_000), 100_000), None).await.unwrap_err();
    assert!(matches!(refused, Error::NoSpace(_)), "{refused:?}");
    assert!(files(&folder).is_empty());
}
