//! What is wrong ends the download, early where that can be and loudly in any case.

use std::io::ErrorKind;

use bytes::Bytes;
use delivery::Span;
use delivery::stream::{Blocks, PreflightError, archive, file, preflight};
use futures_util::{Stream, StreamExt};

use crate::shelf::{Member, Shelf};

fn sound(length: usize) -> Member {
    Member::Sound(Bytes::from(vec![1; length]))
}

/// The bytes that came, and the error that ended them; nothing may come behind it.
async fn until_the_end(stream: impl Stream<Item = std::io::Result<Bytes>>) -> (u64, Option<std::io::Error>) {
    let mut stream = Box::pin(stream);
    let mut received = 0;
    while let Some(buffer) = stream.next().await {
        match buffer {
            Ok(bytes) => received += bytes.len() as u64,
            Err(error) => {
                assert!(stream.next().await.is_none(), "bytes behind an error");
                return (received, Some(error));
            }
        }
    }
    (received, None)
}

async fn of_archive(members: Vec<Member>) -> (u64, u64, std::io::Error) {
    let shelf = Shelf::new(members);
    let plan = shelf.plan();
    let length = plan.length();
    let stream = archive(plan, shelf, vec![Span::Content(0..length)], Blocks::default());
    let (received, error) = until_the_end(stream).await;
    (received, length, error.expect("the stream ended as if all were well"))
}

#[tokio::test]
async fn a_member_that_comes_short_ends_the_archive() {
    for said in [20, 20_000, 2_000_000] {
        let short = Member::Short { said, bytes: Bytes::from_static(b"ten bytes!") };
        let (received, length, error) = of_archive(vec![sound(10), short, sound(10)]).await;
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        assert!(error.to_string().contains("member 1"), "{error}");
        assert!(received < length);
    }
}

#[tokio::test]
async fn a_member_that_fails_half_way_ends_the_archive() {
    let broken = Member::Broken { bytes: Bytes::from(vec![1; 2_000_000]), from: 1_000_000 };
    let (received, _, error) = of_archive(vec![sound(10), broken]).await;
    assert!(error.to_string().contains("member 1: the disk is tired"), "{error}");
    assert!((500_000..1_000_100).contains(&received), "{received}");
}

#[tokio::test]
async fn a_member_that_vanished_or_grew_ends_the_archive() {
    let (_, _, error) = of_archive(vec![sound(10), Member::Missing]).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let grown = Member::Grown(Bytes::from(vec![1; 11]));
    let (_, _, error) = of_archive(vec![grown]).await;
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert!(error.to_string().contains("11 bytes where 10"), "{error}");
}

#[tokio::test]
async fn a_file_that_comes_short_ends_the_download() {
    for said in [11, 1_000_000] {
        let shelf = Shelf::new(vec![Member::Short { said, bytes: Bytes::from_static(b"ten bytes!") }]);
        let stream = file(shelf.reader(0), said, vec![Span::Content(0..said)], Blocks::default()).unwrap();
        let (_, error) = until_the_end(stream).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::UnexpectedEof);
    }
}

#[test]
fn a_file_of_another_size_is_not_begun() {
    let shelf = Shelf::new(vec![sound(10)]);
    let refused = file(shelf.reader(0), 11, vec![Span::Content(0..11)], Blocks::default());
    let refused = refused.map(|_| ()).unwrap_err();
    assert!(matches!(refused, PreflightError::WrongSize { member: 0, expected: 11, found: 10 }));
}

#[tokio::test]
async fn the_look_beforehand_names_the_member_that_is_wrong() {
    let all = |shelf: &Shelf| vec![Span::Content(0..shelf.plan().length())];

    let shelf = Shelf::new(vec![sound(10), sound(0), Member::Missing]);
    let refused = preflight(&shelf.plan(), &all(&shelf), &shelf).await.unwrap_err();
    assert!(matches!(&refused, PreflightError::Unreadable { member: 2, error } if error.kind() == ErrorKind::NotFound));
    assert_eq!(refused.member(), 2);

    let shelf = Shelf::new(vec![sound(10), Member::Grown(Bytes::from(vec![1; 11]))]);
    let refused = preflight(&shelf.plan(), &all(&shelf), &shelf).await.unwrap_err();
    assert!(matches!(refused, PreflightError::WrongSize { member: 1, expected: 10, found: 11 }));

    let shelf = Shelf::new(vec![sound(10), sound(0)]);
    preflight(&shelf.plan(), &all(&shelf), &shelf).await.unwrap();
    assert_eq!(shelf.read(), 0, "the look beforehand read something");
}

#[tokio::test]
async fn the_look_beforehand_leaves_out_what_the_range_leaves_out() {
    let shelf = Shelf::new(vec![Member::Missing, sound(100_000)]);
    let plan = shelf.plan();
    let end = plan.length();
    preflight(&plan, &[Span::Content(50_000..end)], &shelf).await.unwrap();
    preflight(&plan, &[Span::Content(0..5), Span::Content(end - 5..end)], &shelf).await.unwrap();
    let both = [Span::Content(50_000..end), Span::Content(40..41)];
    assert_eq!(preflight(&plan, &both, &shelf).await.unwrap_err().member(), 0);
}

#[tokio::test]
async fn the_first_of_many_that_are_asked_for_at_once_is_named() {
    let mut members: Vec<Member> = (0..100).map(|_| sound(10)).collect();
    (members[40], members[70]) = (Member::Missing, Member::Missing);
    let shelf = Shelf { at_once: 32, ..Shelf::new(members) };
    let plan = shelf.plan();
    let length = plan.length();
    let missing = preflight(&plan, &[Span::Content(0..length)], &shelf).await.unwrap_err();
    assert!(matches!(missing, PreflightError::Unreadable { member: 40, .. }), "{missing:?}");
    preflight(&plan, &[Span::Content(0..1000)], &shelf).await.unwrap();
    let stream = archive(plan, shelf, vec![Span::Content(0..length)], Blocks::default());
    let (_, error) = until_the_end(stream).await;
    assert!(error.is_some_and(|error| error.to_string().contains("member 40")));
}
