//! Any range of an archive is that slice of the whole.

use proptest::prelude::*;

use crate::sample::Sample;

fn members() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let member = ("[a-zäß🦀/]{0,12}", prop::collection::vec(any::<u8>(), 0..300));
    prop::collection::vec(member, 0..12).prop_map(|members| {
        let name = |index: usize, text: String| format!("{index}{}", text.replace('/', "-"));
        members.into_iter().enumerate().map(|(index, (text, bytes))| (name(index, text), bytes)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// 200 archives × 100 ranges.
    #[test]
    fn twenty_thousand_random_ranges_are_slices_of_the_whole(
        members in members(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 100),
    ) {
        let sample = Sample::new(members);
        let whole = sample.whole();
        for (one, other) in places {
            let (one, other) = (one.index(whole.len() + 1), other.index(whole.len() + 1));
            let (start, end) = (one.min(other), one.max(other));
            prop_assert_eq!(&sample.bytes(start as u64..end as u64), &whole[start..end]);
        }
    }
}

#[test]
fn every_range_of_a_small_archive_is_a_slice_of_the_whole() {
    let content = |length: u8| (0..length).collect::<Vec<u8>>();
    let sample =
        Sample::new(vec![("a".into(), content(9)), ("empty".into(), Vec::new()), ("folder/ä".into(), content(1))]);
    let whole = sample.whole();
    for start in 0..=whole.len() {
        for end in start..=whole.len() {
            assert_eq!(sample.bytes(start as u64..end as u64), &whole[start..end], "{start}..{end}");
        }
    }
}

#[test]
fn what_lies_past_the_end_is_left_out() {
    let sample = Sample::new(vec![("a".into(), vec![1; 9])]);
    let whole = sample.whole();
    assert_eq!(sample.bytes(50..u64::MAX), &whole[50..]);
    assert!(sample.bytes(u64::MAX - 1..u64::MAX).is_empty());
    assert!(Sample::new(Vec::new()).bytes(22..23).is_empty());
    #[expect(clippy::reversed_empty_ranges, reason = "a caller's mistake must do no harm")]
    let reversed = sample.bytes(9..3);
    assert!(reversed.is_empty());
}
