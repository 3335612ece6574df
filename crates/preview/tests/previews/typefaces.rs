//! Typefaces: a specimen in their own letters.

use preview::{ContentType, Job, Kind, Reason};

use crate::desk::{preview, preview_by, reason, with_limits};
use crate::typeface::{typeface, woff, woff2};

fn latin() -> Vec<u8> {
    let letters: String = ('A'..='Z').chain('a'..='z').chain('0'..='9').collect();
    typeface(&letters)
}

/// How many dark pixels stand in this part of the sheet, in hundredths.
fn ink(seen: &crate::desk::Seen, x: std::ops::Range<u32>, y: std::ops::Range<u32>) -> usize {
    let image = seen.pictures[0].image.to_luma8();
    let (width, height) = image.dimensions();
    let inside = |at: u32, whole: u32, range: &std::ops::Range<u32>| range.contains(&(at * 100 / whole));
    image
        .enumerate_pixels()
        .filter(|(at_x, at_y, p)| inside(*at_x, width, &x) && inside(*at_y, height, &y) && p.0[0] < 90)
        .count()
}

#[test]
fn a_typeface_shows_large_letters_its_alphabet_and_its_figures() {
    for (what, bytes) in [("TrueType", latin()), ("WOFF", woff(&latin())), ("WOFF2", woff2(&latin()))] {
        let seen =
            preview(&bytes, Job::new([960, 480]).at_most_half()).unwrap_or_else(|failure| panic!("{what}: {failure}"));
        assert_eq!((seen.kind, seen.sizes()), (Kind::Font, vec![(960, 640), (480, 320)]), "{what}");
        assert_eq!(seen.pictures[0].content_type, ContentType::Jpeg);
        assert!(!seen.facts.has_alpha);
        assert!(ink(&seen, 0..100, 20..56) > 2000, "{what}: large letters");
        for line in [62..70, 70..80, 80..90] {
            assert!(ink(&seen, 0..100, line.clone()) > 300, "{what}: a line at {line:?}");
        }
        assert_eq!(ink(&seen, 0..100, 95..100), 0, "{what}: a margin");
    }
}

#[test]
fn a_script_without_latin_letters_shows_its_own() {
    let seen = preview(&typeface("אבגדהוזחטיכלמנ"), Job::new([480])).expect("a preview");
    assert!(ink(&seen, 60..100, 20..56) > 500, "two large letters on the right");
    assert_eq!(ink(&seen, 0..30, 20..56), 0, "and nothing on the left");
    let seen = preview(&typeface("\u{e000}\u{e001}\u{e002}"), Job::new([480])).expect("a preview");
    assert!(ink(&seen, 0..50, 20..56) > 500, "signs of nobody's script");
}

#[test]
fn what_has_no_outlines_keeps_its_icon() {
    assert_eq!(reason(&preview(&typeface(""), Job::new([480]))), Reason::Unsupported);
}

#[test]
fn a_typeface_that_claims_too_much_is_refused() {
    let mut bytes = woff2(&latin());
    bytes[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(reason(&preview(&bytes, Job::new([480]))), Reason::TooLarge);
    let previewer = with_limits(|limits| limits.memory = 256 << 20);
    for cut in [30, 100, 300] {
        let outcome = preview_by(&previewer, &latin()[..cut], Job::new([480]));
        assert!(matches!(reason(&outcome), Reason::Damaged | Reason::Unsupported), "{outcome:?}");
    }
}
