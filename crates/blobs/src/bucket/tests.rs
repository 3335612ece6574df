//! A bucket in memory, which does what it is asked, and one that breaks off.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::SystemTime;
use std::{fmt, io};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::multipart::PartId;
use object_store::{
    CopyOptions, GetResult, GetResultPayload, ListResult, MultipartId, MultipartUpload, ObjectMeta,
    PutMultipartOptions, PutResult, Result,
};

use super::*;
use crate::{Blobs, Checked, Stored};

const MIB: usize = 1 << 20;

fn key(number: u32) -> BlobKey {
    let mut bits = [0; 16];
    bits[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
    BlobKey::from_bits(bits)
}

fn pattern(length: usize) -> Bytes {
    (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect::<Vec<u8>>().into()
}

/// These bytes in pieces, as they come.
fn pieces(bytes: &Bytes, piece: usize) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send + use<> {
    stream::iter(bytes.chunks(piece).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect::<Vec<_>>())
}

/// A store that counts what it is asked for, and ends answers early.
#[derive(Debug, Default)]
struct Fickle {
    inner: InMemory,
    /// After so many bytes.
    breaks_after: Option<usize>,
    /// So often.
    times: AtomicU32,
    gets: AtomicU32,
    /// Of all answers together.
    given: AtomicU64,
    /// Parts are refused from this one on, where that is not 0.
    refuses_part: usize,
}

impl fmt::Display for Fickle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fickle")
    }
}

#[async_trait]
impl ObjectStore for Fickle {
    async fn put_opts(&self, path: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.inner.put_opts(path, payload, options).await
    }

    async fn put_multipart_opts(&self, path: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(path, options).await
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        let is_head = options.head;
        let mut found = self.inner.get_opts(path, options).await?;
        if is_head {
            return Ok(found);
        }
        self.gets.fetch_add(1, Ordering::Relaxed);
        let (meta, range) = (found.meta.clone(), found.range.clone());
        let fewer = |times: u32| times.checked_sub(1);
        let is_left = self.times.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer).is_ok();
        let breaks_after = self.breaks_after.filter(|_| is_left);
        let all = found.bytes().await?;
        self.given.fetch_add(all.len() as u64, Ordering::Relaxed);
        let kept = all.slice(..all.len().min(breaks_after.unwrap_or(usize::MAX)));
        let end = breaks_after
            .is_some()
            .then(|| Err(object_store::Error::Generic { store: "fickle", source: "it broke".into() }));
        let blocks: Vec<_> = kept.chunks(10_000).map(|block| Ok(kept.slice_ref(block))).chain(end).collect();
        found = GetResult {
            payload: GetResultPayload::Stream(stream::iter(blocks).boxed()),
            meta,
            range,
            attributes: Default::default(),
            extensions: Default::default(),
        };
        Ok(found)
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

#[async_trait]
impl MultipartStore for Fickle {
    async fn create_multipart(&self, path: &Path) -> Result<MultipartId> {
        self.inner.create_multipart(path).await
    }

    async fn put_part(&self, path: &Path, id: &MultipartId, number: usize, data: PutPayload) -> Result<PartId> {
        if self.refuses_part > 0 && number >= self.refuses_part {
            return Err(object_store::Error::Generic { store: "fickle", source: "no room".into() });
        }
        self.inner.put_part(path, id, number, data).await
    }

    async fn complete_multipart(&self, path: &Path, id: &MultipartId, parts: Vec<PartId>) -> Result<PutResult> {
        self.inner.complete_multipart(path, id, parts).await
    }

    async fn abort_multipart(&self, path: &Path, id: &MultipartId) -> Result<()> {
        self.inner.abort_multipart(path, id).await
    }
}

fn opened(fickle: Fickle) -> (Arc<Fickle>, Blobs) {
    let store = Arc::new(fickle);
    (store.clone(), Blobs::in_bucket(Bucket::over(store, Path::from("press/files"))))
}

/// Everything that lies there, by name.
async fn names(store: &Fickle) -> Vec<String> {
    let mut names = Vec::new();
    let mut listed = store.list(None);
    while let Some(meta) = listed.next().await {
        names.push(meta.unwrap().location.to_string());
    }
    names.sort();
    names
}

fn assert_is(stored: &Stored, key: BlobKey, bytes: &[u8]) {
    use sha2::{Digest, Sha256};
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    assert_eq!(*stored, Stored { key, size: bytes.len() as u64, sha256, crc32: crc32fast::hash(bytes) });
}

#[tokio::test]
async fn what_is_put_comes_out_whether_in_one_part_or_several() {
    let (store, blobs) = opened(Fickle::default());
    let lengths = [0, 1, 70_000, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 19 * MIB];
    for (number, length) in (0..).zip(lengths) {
        let bytes = pattern(length);
        let stored = blobs.put(key(number), pieces(&bytes, 300_007), None).await.unwrap();
        assert_is(&stored, key(number), &bytes);
        assert_eq!(blobs.size(key(number)).await.unwrap(), length as u64);
        assert_eq!(blobs.read_all(key(number), u64::MAX).await.unwrap(), bytes);
        assert_eq!(blobs.check(key(number), stored.size, stored.sha256).await.unwrap(), Checked::Sound);
    }
    let mut keys = blobs.keys().await.unwrap();
    let mut expected: Vec<BlobKey> = (0..lengths.len() as u32).map(key).collect();
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(names(&store).await.len(), lengths.len(), "no note stays behind");
    assert!(names(&store).await.iter().all(|name| name.starts_with("press/files/")));
}

#[tokio::test]
async fn a_file_is_put_and_fetched_as_one() {
    let (_store, blobs) = opened(Fickle::default());
    let file = tempfile::NamedTempFile::new().unwrap();
    let bytes = pattern(3_000_001);
    std::fs::write(file.path(), &bytes).unwrap();
    let stored = blobs.put_file(key(1), file.path(), None).await.unwrap();
    assert_is(&stored, key(1), &bytes);
    assert_eq!(blobs.local_path(key(1)), None);
    let copy = blobs.as_file(key(1), stored.size).await.unwrap();
    assert_eq!(std::fs::read(copy.path()).unwrap(), bytes);
    let path = copy.path().to_owned();
    drop(copy);
    assert!(!path.exists(), "the copy goes with its owner");
    assert!(matches!(blobs.as_file(key(1), stored.size - 1).await, Err(Error::TooLarge { .. })));
    let missing = blobs.put_file(key(2), &path, None).await.unwrap_err();
    assert!(matches!(missing, Error::Sender(_)), "{missing:?}");
}

#[tokio::test]
async fn one_connection_gives_what_is_read_in_a_row() {
    let (store, blobs) = opened(Fickle::default());
    let bytes = pattern(2_000_000);
    blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    blob.ahead(500_000, 1_000_000);
    let mut at = 500_000;
    while at < 1_500_000 {
        // As a download does: what is still to come is said before each block.
        blob.ahead(at as u64, (1_500_000 - at) as u64);
        let mut block = vec![0; 125_000];
        blob.read_into(at as u64, &mut block).await.unwrap();
        assert_eq!(block, bytes[at..at + 125_000]);
        at += 125_000;
    }
    assert_eq!(store.gets.load(Ordering::Relaxed), 1);
    assert_eq!(store.given.load(Ordering::Relaxed), 1_000_000, "more was fetched than was to be read");
    // Elsewhere, and back: each is asked for on its own.
    for Range { start, end } in [0..10, 1_999_990..2_000_000, 5..5, 0..2_000_000] {
        assert_eq!(blob.read_at(start as u64, end - start).await.unwrap(), bytes[start..end]);
    }
    for (offset, len) in [(2_000_000, 1), (0, 2_000_001), (u64::MAX, 1)] {
        let failed = blob.read_at(offset, len).await.unwrap_err();
        assert!(matches!(&failed, Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof), "{failed:?}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_taken_up_where_it_was() {
    let (store, blobs) = opened(Fickle { breaks_after: Some(30_000), times: AtomicU32::new(9), ..Fickle::default() });
    let bytes = pattern(1_000_000);
    blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
    let blob = blobs.open(key(1)).await.unwrap();
    blob.ahead(0, 1_000_000);
    assert_eq!(blob.read_at(0, 1_000_000).await.unwrap(), bytes);
    assert_eq!(store.gets.load(Ordering::Relaxed), 10);
}

#[tokio::test]
async fn a_store_that_gives_a_little_each_time_is_read_and_one_that_gives_nothing_is_given_up() {
    for (breaks_after, is_read) in [(1, true), (0, false)] {
        let breaks = Fickle { breaks_after: Some(breaks_after), times: AtomicU32::new(u32::MAX), ..Fickle::default() };
        let (store, blobs) = opened(breaks);
        let bytes = pattern(1_000_000);
        blobs.put(key(1), pieces(&bytes, 100_000), None).await.unwrap();
        let blob = blobs.open(key(1)).await.unwrap();
        match blob.read_at(7, 50).await {
            Ok(read) => assert!(is_read && read == bytes[7..57]),
            Err(failed) => assert!(!is_read && matches!(failed, Error::Unreachable(_)), "{failed:?}"),
        }
        assert_eq!(store.gets.load(Ordering::Relaxed), if is_read { 50 } else { 4 });
        blobs.delete(key(1)).await.unwrap();
        let missing = blob.read_at(100, 50).await.unwrap_err();
        assert!(matches!(missing, Error::Missing(absent) if absent == key(1)), "{missing:?}");
    }
}

#[tokio::test]
async fn another_object_than_was_known_fails_to_be_read() {
    let (_store, blobs) = opened(Fickle::default());
    blobs.put(key(1), pieces(&pattern(1000), 1000), None).await.unwrap();
    assert!(matches!(blobs.open(key(2)).await, Err(Error::Missing(absent)) if absent == key(2)));
    assert!(!blobs.exists(key(2)).await.unwrap());
    assert_eq!(blobs.check(key(2), 0, [0; 32]).await.unwrap(), Checked::Missing);
    assert_eq!(blobs.check(key(1), 999, [0; 32]).await.unwrap(), Checked::WrongSize { found: 1000 });
    assert_eq!(blobs.check(key(1), 1000, [0; 32]).await.unwrap(), Checked::WrongContent);
    for (size, at) in [(999, 0), (1001, 0), (1001, 500)] {
        let blob = blobs.open_sized(key(1), size).await.unwrap();
        let failed = io::Error::from(blob.read_at(at, 400).await.unwrap_err());
        assert_eq!(failed.kind(), io::ErrorKind::InvalidData, "{size} {at}");
    }
    let absent = blobs.open_sized(key(2), 10).await.unwrap();
    assert!(matches!(absent.read_at(0, 10).await, Err(Error::Missing(_))));
}

#[tokio::test]
async fn what_breaks_off_or_is_too_large_leaves_nothing() {
    let (store, blobs) = opened(Fickle::default());
    for sent in [0, 5, 20 * MIB] {
        let broken = stream::iter([Ok(pattern(sent)), Err(io::ErrorKind::ConnectionReset.into())]);
        let refused = blobs.put(key(1), broken, None).await.unwrap_err();
        assert!(matches!(&refused, Error::Sender(error) if error.kind() == io::ErrorKind::ConnectionReset));
        let limit = Some(sent.saturating_sub(1) as u64);
        let refused = blobs.put(key(1), pieces(&pattern(sent.max(1)), 100_000), limit).await.unwrap_err();
        assert!(matches!(refused, Error::TooLarge { .. }), "{refused:?}");
        assert_eq!(names(&store).await, [""; 0]);
    }
    let (store, blobs) = opened(Fickle { refuses_part: 1, ..Fickle::default() });
    let refused = blobs.put(key(1), pieces(&pattern(20 * MIB), 100_000), None).await.unwrap_err();
    assert!(matches!(refused, Error::Io(_)), "{refused:?}");
    assert_eq!(names(&store).await, [""; 0]);
}

#[tokio::test]
async fn a_put_that_is_dropped_is_given_up() {
    let (store, blobs) = opened(Fickle::default());
    let (sender, receiver) = tokio::sync::mpsc::channel::<()>(1);
    let start = (pattern(MIB), receiver);
    let stalls = stream::unfold((start, 0), |((block, mut receiver), sent)| async move {
        if sent == 10 {
            receiver.recv().await;
        }
        Some((Ok(block.clone()), ((block, receiver), sent + 1)))
    });
    let mut putting = Box::pin(blobs.put(key(1), stalls, None));
    while names(&store).await.is_empty() {
        tokio::select! {
            _ = &mut putting => panic!("it does not end"),
            () = tokio::time::sleep(std::time::Duration::from_millis(5)) => {}
        }
    }
    assert_eq!(names(&store).await.len(), 1, "a note for the sweep");
    drop(putting);
    drop(sender);
    for _ in 0..200 {
        if names(&store).await.is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("{:?}", names(&store).await);
}

#[tokio::test]
async fn the_sweep_gives_up_what_a_killed_put_left() {
    let (store, blobs) = opened(Fickle::default());
    blobs.put(key(1), pieces(&pattern(10), 10), None).await.unwrap();
    let bucket = Bucket::over(store.clone(), Path::from("press/files"));
    let left = store.create_multipart(&bucket.path_of(key(2))).await.unwrap();
    bucket.note(key(2), &left).await.unwrap();
    // Whatever else somebody keeps there is not ours.
    store.put_opts(&bucket.incoming().join("notes.txt"), "mine".into(), PutOptions::default()).await.unwrap();
    let far_off = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX));
    assert_eq!(blobs.sweep_temporary(SystemTime::UNIX_EPOCH).await.unwrap(), 0);
    assert_eq!(blobs.sweep_temporary(far_off).await.unwrap(), 1);
    assert_eq!(names(&store).await.len(), 2);
    assert!(store.inner.put_part(&bucket.path_of(key(2)), &left, 0, "late".into()).await.is_err());
    assert_eq!(blobs.keys().await.unwrap(), [key(1)]);
}

#[tokio::test]
async fn a_bucket_is_written_to_once_at_the_start_and_left_as_it_was() {
    let (store, _blobs) = opened(Fickle::default());
    Bucket::over(store.clone(), Path::from("press")).try_writing().await.unwrap();
    assert_eq!(names(&store).await, [""; 0]);
}

#[tokio::test]
async fn what_somebody_else_keeps_is_listed_without_what_stands_for_folders() {
    let (store, _blobs) = opened(Fickle::default());
    let put = async |name: &str, content: &'static str| {
        store.put_opts(&Path::from(name), content.into(), PutOptions::default()).await.unwrap();
    };
    for (name, content) in
        [("in/b/two.txt", "two"), ("in/b", ""), ("in/a.txt", "one"), ("in/empty", ""), ("inside", "x")]
    {
        put(name, content).await;
    }
    let elsewhere = Elsewhere::over(store.clone(), "in");
    let listed = elsewhere.list().await.unwrap();
    let names: Vec<(&str, u64)> = listed.iter().map(|listed| (listed.name.as_str(), listed.size)).collect();
    assert_eq!(names, [("a.txt", 3), ("b/two.txt", 3), ("empty", 0)]);
    let blocks: Vec<_> = elsewhere.read(&listed[1]).blocks().collect().await;
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].as_ref().unwrap(), "two");
}

#[tokio::test]
async fn a_small_blob_that_was_read_is_in_memory() {
    let (store, blobs) = opened(Fickle::default());
    blobs.put(key(1), pieces(&pattern(1000), 1000), None).await.unwrap();
    assert_eq!(blobs.recall(key(1)), None);
    assert_eq!(blobs.read_all(key(1), 1000).await.unwrap(), pattern(1000));
    assert_eq!(blobs.recall(key(1)).unwrap(), pattern(1000));
    assert_eq!(blobs.open_sized(key(1), 1000).await.unwrap().read_at(3, 5).await.unwrap(), pattern(1000)[3..8]);
    assert_eq!(store.gets.load(Ordering::Relaxed), 1);
    blobs.delete(key(1)).await.unwrap();
    blobs.delete(key(1)).await.unwrap();
    assert_eq!(blobs.recall(key(1)), None);
}
