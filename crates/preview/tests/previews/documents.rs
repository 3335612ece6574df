//! PDF: the first page, and documents that mean harm.

use std::time::Duration;

use preview::{ContentType, Job, Kind, Reason};

use crate::desk::{preview, preview_by, reason, with_limits};
use crate::samples::{RED, assert_near, pdf};

const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

/// A document of one page with these contents.
fn page(attributes: &str, contents: &str) -> Vec<u8> {
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        PAGES,
        &format!(
            "<< /Type /Page /Parent 2 0 R {attributes} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>"
        ),
        &format!("<< /Length {} >>\nstream\n{contents}\nendstream", contents.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
    ])
}

const RED_FIELD: &str = "0.863 0.078 0.078 rg 0 0 100 100 re f";

#[test]
fn the_first_page_is_shown_on_white_paper() {
    let bytes = page("/MediaBox [0 0 200 100]", RED_FIELD);
    let seen = preview(&bytes, Job::new([400, 200]).at_most_half()).expect("a preview");
    assert_eq!(seen.kind, Kind::Pdf);
    assert_eq!(seen.sizes(), [(400, 200), (200, 100)]);
    assert_eq!((seen.facts.width, seen.facts.height, seen.facts.has_alpha), (200, 100, false));
    assert_eq!(seen.pictures[0].content_type, ContentType::Jpeg);
    assert_near(seen.pixel(100, 100), RED, "the field");
    assert_near(seen.pixel(300, 100), [255, 255, 255], "the paper");
    let seen = preview(&bytes, Job::new([1600]).drawings_at_most(960)).expect("a preview");
    assert_eq!(seen.sizes(), [(960, 480)], "a page has no pixels to take half of");
}

#[test]
fn a_page_is_turned_as_it_says_and_cut_to_its_box() {
    let seen = preview(&page("/MediaBox [0 0 200 100] /Rotate 90", RED_FIELD), Job::new([200])).expect("a preview");
    assert_eq!(seen.sizes(), [(100, 200)]);
    assert_near(seen.pixel(50, 50), RED, "the field, turned to the top");
    let cut = page("/MediaBox [0 0 200 100] /CropBox [0 0 100 100]", RED_FIELD);
    let seen = preview(&cut, Job::new([100])).expect("a preview");
    assert_eq!(seen.sizes(), [(100, 100)]);
    assert_near(seen.pixel(90, 50), RED, "nothing but the field");
}

#[test]
fn letters_need_no_typeface_of_the_system() {
    let words = "BT /F 60 Tf 10 20 Td (Ajar) Tj ET";
    let seen = preview(&page("/MediaBox [0 0 200 100]", words), Job::new([200])).expect("a preview");
    let ink = seen.pictures[0].image.to_luma8().pixels().filter(|pixel| pixel.0[0] < 80).count();
    assert!(ink > 300, "{ink} pixels were inked");
}

#[test]
fn a_document_behind_a_password_keeps_its_icon() {
    let mut bytes = page("/MediaBox [0 0 200 100]", RED_FIELD);
    let lock = format!(
        "trailer << /ID [<{0}> <{0}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{1}> /U <{1}> >>",
        "00112233445566778899aabbccddeeff",
        "5a".repeat(32)
    );
    let at = bytes.windows(10).rposition(|w| w == b"trailer <<").expect("a trailer");
    bytes.splice(at..at + 10, lock.bytes());
    let outcome = preview(&bytes, Job::new([100]));
    assert_eq!(reason(&outcome), Reason::Unsupported, "{outcome:?}");
    assert!(outcome.expect_err("no preview").detail.contains("password"));
}

#[test]
fn a_page_as_large_as_a_country_is_drawn_small() {
    for size in ["[0 0 1000000000 500000000]", "[-1e30 -1e30 1e30 1e30]", "[0 0 1e-30 1e-30]", "[0 0 900000000 1]"] {
        match preview(&page(&format!("/MediaBox {size}"), RED_FIELD), Job::new([480])) {
            Ok(seen) => assert!(seen.sizes()[0].0.max(seen.sizes()[0].1) <= 480, "{size}: {:?}", seen.sizes()),
            Err(failure) => assert!(matches!(failure.reason, Reason::Damaged | Reason::TooLarge), "{size}: {failure}"),
        }
    }
}

#[test]
fn what_draws_itself_ends() {
    let previewer = with_limits(|limits| limits.cpu = Duration::from_secs(2));
    let outcome = preview_by(&previewer, &page("/MediaBox [0 0 100 100]", "/X Do"), Job::new([100]));
    if let Err(failure) = outcome {
        assert!(matches!(failure.reason, Reason::OutOfTime | Reason::Crashed | Reason::OutOfMemory), "{failure}");
    }
}

#[test]
fn endless_objects_cost_their_child_only() {
    let loops =
        pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 1000000000 >>"]);
    let reference = pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "3 0 R", "2 0 R"]);
    let nested =
        pdf(&["<< /Type /Catalog /Pages 2 0 R >>", &format!("{}{}", "[".repeat(300_000), "]".repeat(300_000))]);
    let operators = page("/MediaBox [0 0 100 100]", &"q 1 0 0 1 1 1 cm 0 0 90 90 re W n ".repeat(60_000));
    let many: Vec<String> = (0..50_000).map(|n| format!("<< /Next {} 0 R >>", n + 2)).collect();
    let many: Vec<&str> =
        std::iter::once("<< /Type /Catalog /Pages 2 0 R >>").chain(many.iter().map(String::as_str)).collect();
    let previewer = with_limits(|limits| (limits.cpu, limits.memory) = (Duration::from_secs(4), 512 << 20));
    for (what, bytes) in [
        ("pages of themselves", loops),
        ("a reference to itself", reference),
        ("lists in lists", nested),
        ("operators", operators),
        ("many objects", pdf(&many)),
    ] {
        let outcome = preview_by(&previewer, &bytes, Job::new([480]));
        if let Err(failure) = outcome {
            assert_ne!(failure.reason, Reason::Unusable, "{what}: {failure}");
            assert_ne!(failure.reason, Reason::Unavailable, "{what}: {failure}");
        }
    }
}
