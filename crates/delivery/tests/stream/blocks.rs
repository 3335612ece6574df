//! How bytes are gathered, and what a client costs.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use delivery::stream::{Blocks, GROWS_AFTER, LENT, Outlet, Reader, archive, file};
use delivery::zip::Segment;
use delivery::{Span, answer};
use futures_util::{Stream, StreamExt, TryStreamExt};
use http::{HeaderMap, Method};

use crate::shelf::{Member, Shelf};

const KIB: u64 = 1024;

async fn collected(stream: impl Stream<Item = std::io::Result<Bytes>>) -> (Vec<usize>, Vec<u8>) {
    let buffers: Vec<Bytes> = stream.try_collect().await.unwrap();
    (buffers.iter().map(Bytes::len).collect(), buffers.concat())
}

fn pattern(length: usize) -> Bytes {
    (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect::<Vec<u8>>().into()
}

/// An archive's bytes, put together from its segments.
fn expected(shelf: &Shelf, range: std::ops::Range<u64>) -> Vec<u8> {
    let mut all = Vec::new();
    for segment in shelf.plan().range(range) {
        match segment {
            Segment::Bytes(bytes) => all.extend_from_slice(&bytes),
            Segment::Source { index, offset, len } => {
                let Member::Sound(bytes) = &shelf.members[index] else { panic!("no sound member") };
                all.extend_from_slice(&bytes.slice(offset as usize..(offset + len) as usize));
            }
        }
    }
    all
}

fn whole(length: u64) -> Vec<Span> {
    vec![Span::Content(0..length)]
}

#[tokio::test]
async fn small_members_are_gathered_into_a_quarter_of_a_mebibyte() {
    let shelf = Shelf::new((0..200).map(|_| Member::Sound(pattern(20_000))).collect());
    let plan = shelf.plan();
    let length = plan.length();
    let (sizes, bytes) = collected(archive(plan, shelf.clone(), whole(length), Blocks::default())).await;
    assert_eq!(bytes, expected(&shelf, 0..length));
    let (last, full) = sizes.split_last().unwrap();
    assert!(full.iter().all(|size| (230_000..=262_144).contains(size)), "{sizes:?}");
    assert!(*last > 0);
}

#[tokio::test]
async fn large_members_come_in_blocks_and_their_ends_with_what_follows() {
    let members = [700_000, 5, 262_144, 0, 300_000].map(|length| Member::Sound(pattern(length)));
    let shelf = Shelf::new(members.to_vec());
    let plan = shelf.plan();
    let length = plan.length();
    let (sizes, bytes) = collected(archive(plan, shelf.clone(), whole(length), Blocks::default())).await;
    assert_eq!(bytes, expected(&shelf, 0..length));
    assert_eq!(sizes.iter().filter(|size| **size == 131_072).count(), 9, "{sizes:?}");
    assert_eq!(sizes.len(), 13, "{sizes:?}");
}

#[tokio::test]
async fn any_range_with_any_blocks_is_the_same_bytes() {
    let members = [0, 1, 999, 1000, 1001, 5000].map(|length| Member::Sound(pattern(length)));
    let shelf = Shelf::new(members.to_vec());
    let plan = shelf.plan();
    for (start, end) in [(0, plan.length()), (31, 32), (500, 7000), (plan.length() - 30, plan.length())] {
        for (large, gathered) in [(1, 1), (7, 0), (1000, 1500), (100_000, 200_000)] {
            let blocks = Blocks { large, grown: large, gathered, outlet: None };
            let spans = vec![Span::Content(start..end)];
            let (_, bytes) = collected(archive(plan.clone(), shelf.clone(), spans, blocks)).await;
            assert_eq!(bytes, expected(&shelf, start..end), "{start}..{end} {large} {gathered}");
        }
    }
}

#[tokio::test]
async fn what_is_not_at_hand_is_on_its_way_before_its_turn() {
    let members = [5000, 0, 700_000, 3_000_000, 1, 2, 4_000_000, 20_000].map(|length| Member::Sound(pattern(length)));
    for at_once in [2, 3, 32] {
        let shelf = Shelf { at_once, ..Shelf::new(members.to_vec()) };
        let plan = shelf.plan();
        for (start, end) in [(0, plan.length()), (4000, 800_000), (3_000_000, plan.length() - 10), (10, 11)] {
            let spans = vec![Span::Content(start..end), Span::Content(0..6000)];
            let mut stream = Box::pin(archive(plan.clone(), shelf.clone(), spans, Blocks::default()));
            let mut bytes = Vec::new();
            while let Some(buffer) = stream.next().await {
                bytes.extend_from_slice(&buffer.unwrap());
                let open = shelf.counts.open_now.load(Ordering::Relaxed);
                assert!(open <= at_once + 1, "{open} are open");
            }
            assert_eq!(bytes, [expected(&shelf, start..end), expected(&shelf, 0..6000)].concat(), "{start}..{end}");
            assert_eq!(shelf.counts.open_now.load(Ordering::Relaxed), 0);
        }
    }
    let far = Shelf { at_once: 32, ..Shelf::new((0..100).map(|_| Member::Sound(pattern(500_000))).collect()) };
    let plan = far.plan();
    let length = plan.length();
    let mut stream = Box::pin(archive(plan, far.clone(), whole(length), Blocks::default()));
    // The first one's head, and its first block.
    for _ in 0..2 {
        assert!(!stream.next().await.unwrap().unwrap().is_empty());
    }
    let ahead = far.counts.ahead.load(Ordering::Relaxed) - 500_000;
    assert!((2_000_000..3_000_000).contains(&ahead), "{ahead} bytes behind the first member are on their way");
}

#[tokio::test]
async fn a_multipart_answer_of_an_archive_is_streamed_as_long_as_it_says() {
    let shelf = Shelf::new((0..9).map(|n| Member::Sound(pattern(n * 1000))).collect());
    let plan = shelf.plan();
    let headers = HeaderMap::from_iter([(http::header::RANGE, "bytes=0-99,5000-5999,-50".parse().unwrap())]);
    let answered = answer(&Method::GET, &headers, &plan.representation());
    let stream = archive(plan.clone(), shelf.clone(), answered.body, Blocks::default());
    let (_, bytes) = collected(stream).await;
    assert_eq!(answered.headers["content-length"], bytes.len().to_string());
    let middle = expected(&shelf, 5000..6000);
    assert!(bytes.windows(1000).any(|window| window == middle));
}

#[tokio::test]
async fn a_small_file_is_one_buffer() {
    let shelf = Shelf::new(vec![Member::Sound(pattern(20_000))]);
    let stream = file(shelf.reader(0), 20_000, whole(20_000), Blocks::default()).unwrap();
    let (sizes, bytes) = collected(stream).await;
    assert_eq!((sizes, bytes), (vec![20_000], pattern(20_000).to_vec()));
}

#[tokio::test]
async fn a_large_file_comes_in_blocks() {
    let shelf = Shelf::new(vec![Member::Sound(pattern(600_000))]);
    let spans = vec![Span::Content(100_000..600_000)];
    let (sizes, bytes) = collected(file(shelf.reader(0), 600_000, spans, Blocks::default()).unwrap()).await;
    assert_eq!(sizes, [131_072, 131_072, 131_072, 106_784]);
    assert_eq!(bytes, pattern(600_000)[100_000..]);
}

#[tokio::test]
async fn nothing_to_send_is_no_buffer() {
    let shelf = Shelf::new(vec![Member::Sound(Bytes::new())]);
    let (sizes, _) = collected(file(shelf.reader(0), 0, whole(0), Blocks::default()).unwrap()).await;
    assert!(sizes.is_empty());
    let (sizes, _) = collected(file(shelf.reader(0), 0, Vec::new(), Blocks::default()).unwrap()).await;
    assert!(sizes.is_empty());
}

#[tokio::test]
async fn nothing_is_read_before_the_client_takes_it() {
    let shelf = Shelf::new(vec![Member::Zeros(1 << 40), Member::Zeros(1 << 40)]);
    let plan = shelf.plan();
    let length = plan.length();
    let mut stream = Box::pin(archive(plan, shelf.clone(), whole(length), Blocks::default()));
    assert_eq!((shelf.read(), shelf.counts.opened.load(Ordering::Relaxed)), (0, 0));
    for _ in 0..3 {
        stream.next().await.unwrap().unwrap();
    }
    assert!(shelf.read() <= 3 * 256 * KIB, "{}", shelf.read());
    drop(stream);
    assert_eq!(shelf.counts.open_now.load(Ordering::Relaxed), 0, "a member is still open");
}

#[tokio::test]
async fn one_member_is_open_at_a_time_and_opened_once() {
    let shelf = Shelf::new(vec![Member::Zeros(1 << 20); 5]);
    let plan = shelf.plan();
    let length = plan.length();
    let mut stream = Box::pin(archive(plan, shelf.clone(), whole(length), Blocks::default()));
    while let Some(buffer) = stream.next().await {
        buffer.unwrap();
        assert!(shelf.counts.open_now.load(Ordering::Relaxed) <= 1);
    }
    assert_eq!(shelf.counts.opened.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn four_and_a_half_gib_are_counted_to_the_byte() {
    let shelf = Shelf::new(vec![Member::Zeros(9 << 29), Member::Zeros(3)]);
    let plan = shelf.plan();
    let length = plan.length();
    let mut stream = Box::pin(archive(plan, shelf, whole(length), Blocks::default()));
    let mut counted = 0;
    while let Some(buffer) = stream.next().await {
        counted += buffer.unwrap().len() as u64;
    }
    assert_eq!(counted, length);
    assert!(length > 9 << 29);
}

#[test]
fn bodies_may_be_sent_between_threads() {
    fn sendable<T: Send + 'static>(_: &T) {}
    let shelf = Shelf::new(vec![Member::Zeros(1)]);
    sendable(&archive(shelf.plan(), shelf.clone(), Vec::new(), Blocks::default()));
    let plan = shelf.plan();
    sendable(&async move { delivery::stream::preflight(&plan, &[], &shelf).await.is_ok() });
}

#[tokio::test]
async fn blocks_grow_once_a_client_has_taken_what_systems_hold_for_it() {
    let length = GROWS_AFTER + 1_100_000;
    let shelf = Shelf::new(vec![Member::Sound(pattern(length as usize))]);
    let stream = file(shelf.reader(0), length, whole(length), Blocks::default()).unwrap();
    let (sizes, bytes) = collected(stream).await;
    assert!(bytes == pattern(length as usize), "the same bytes");
    let (first, later) = sizes.split_at(128);
    assert!(first.iter().all(|size| *size == 131_072), "{sizes:?}");
    assert_eq!(later, [524_288, 524_288, 51_424]);
}

/// A file of which every third mebibyte would have to be read from a slow disk.
#[derive(Clone)]
struct PartlyAtHand(Arc<File>, Arc<AtomicUsize>);

impl Reader for PartlyAtHand {
    fn size(&self) -> u64 {
        self.0.metadata().unwrap().len()
    }

    async fn read_at(&self, offset: u64, len: usize) -> std::io::Result<Bytes> {
        let mut bytes = vec![0; len];
        self.0.read_exact_at(&mut bytes, offset)?;
        self.1.fetch_add(len, Ordering::Relaxed);
        Ok(bytes.into())
    }

    fn lend(&self, offset: u64, _: usize) -> Option<Arc<File>> {
        (offset / LENT as u64 % 3 != 2).then(|| self.0.clone())
    }
}

/// Sends at once what it takes.
#[derive(Debug, Default)]
struct Way(AtomicUsize);

impl Outlet for Way {
    fn take(&self, file: Arc<File>, offset: u64, len: usize) -> Bytes {
        let mut bytes = vec![0; len];
        file.read_exact_at(&mut bytes, offset).unwrap();
        self.0.fetch_add(len, Ordering::Relaxed);
        bytes.into()
    }
}

#[tokio::test]
async fn what_is_at_hand_goes_out_as_it_lies_and_the_rest_is_read() {
    let content = pattern(7 * LENT + 4_321);
    let mut stored = tempfile::tempfile().unwrap();
    stored.write_all(&content).unwrap();
    let reader = PartlyAtHand(Arc::new(stored), Arc::default());
    let way = Arc::new(Way::default());
    let blocks = Blocks { outlet: Some(way.clone()), ..Blocks::default() };
    let (from, to) = (77, content.len() - 9);
    let spans = vec![Span::Content(from as u64..to as u64)];
    let stream = file(reader.clone(), content.len() as u64, spans, blocks).unwrap();
    let (_, bytes) = collected(stream).await;
    assert!(bytes == content[from..to], "the same bytes");
    let (lent, read) = (way.0.load(Ordering::Relaxed), reader.1.load(Ordering::Relaxed));
    assert_eq!(lent + read, to - from);
    assert!(lent > 4 * LENT && read >= LENT, "{lent} lent, {read} read");
}
