//! Files made to harm.

#![expect(clippy::disallowed_methods, reason = "a stopwatch")]

use std::time::{Duration, Instant};

use image::ImageFormat;
use preview::{Job, Kind, Reason};

use crate::desk::{preview, preview_by, reason, with_limits};
use crate::samples::{encoded, header, jpeg, png, png_of, quarters, svg};

fn sizes() -> Job {
    Job::new([480, 960])
}

#[test]
fn a_header_that_claims_too_much_is_refused_before_anything_is_allocated() {
    for (width, height) in [(30_000, 30_000), (30_001, 1), (1, 60_000), (u32::MAX >> 1, u32::MAX >> 1)] {
        let bytes = png_of(&[(b"IHDR", &header(width, height, 8, 6)), (b"IDAT", b"x"), (b"IEND", b"")]);
        // In so little memory, an allocation would end the child before it could refuse.
        let previewer = with_limits(|limits| limits.memory = 128 << 20);
        assert_eq!(reason(&preview_by(&previewer, &bytes, sizes())), Reason::TooLarge, "{width} × {height}");
    }
}

#[test]
fn a_photograph_that_claims_too_much_is_refused() {
    let mut bytes = jpeg(&quarters(64, 64), |_| {});
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x70, 0x00, 0x70, 0x00]);
    assert_eq!(reason(&preview(&bytes, sizes())), Reason::TooLarge);
}

#[test]
fn a_small_file_of_very_many_pixels_stays_within_its_memory() {
    let bytes = png(image::GrayImage::new(4_000, 4_000));
    assert!(bytes.len() < 1 << 20);
    assert_eq!(preview(&bytes, sizes()).expect("within the default limits").sizes()[0], (960, 960));
    let previewer = with_limits(|limits| limits.pixels = 15_000_000);
    assert_eq!(reason(&preview_by(&previewer, &bytes, sizes())), Reason::TooLarge);
}

#[test]
fn a_chunk_that_inflates_without_end_harms_nobody() {
    // The pixels of one picture as the profile and the text of another: 64 MB each, in a few kilobytes of file.
    let zeros = png(image::GrayImage::new(16_000, 4_000));
    let idat = zeros.windows(4).position(|name| name == b"IDAT").expect("pixels");
    let mut profile = b"p\0\0".to_vec();
    profile.extend(&zeros[idat + 4..]);
    let bytes = png_of(&[(b"IHDR", &header(4, 4, 8, 0)), (b"iCCP", &profile), (b"zTXt", &profile), (b"IEND", b"")]);
    let previewer = with_limits(|limits| limits.memory = 64 << 20);
    let reason = reason(&preview_by(&previewer, &bytes, sizes()));
    assert!(matches!(reason, Reason::Damaged | Reason::TooLarge | Reason::OutOfMemory), "{reason}");
}

#[test]
fn a_billion_laughs_are_not_laughed() {
    let mut text = "<!DOCTYPE svg [<!ENTITY a0 'ha'>".to_owned();
    for level in 1..=9 {
        let inner = format!("&a{};", level - 1).repeat(10);
        text.push_str(&format!("<!ENTITY a{level} '{inner}'>"));
    }
    text.push_str("]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&a9;</text></svg>");
    let started = Instant::now();
    assert_eq!(reason(&preview(text.as_bytes(), sizes())), Reason::Damaged);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_drawing_that_uses_itself_a_billion_times_ends() {
    let mut inside = "<g id='a0'><rect width='1' height='1'/></g>".to_owned();
    for level in 1..=9 {
        let inner = format!("<use href='#a{}'/>", level - 1).repeat(10);
        inside.push_str(&format!("<g id='a{level}'>{inner}</g>"));
    }
    let previewer = with_limits(|limits| limits.cpu = Duration::from_secs(2));
    let outcome = preview_by(&previewer, &svg("viewBox='0 0 9 9'", &inside), sizes());
    assert!(outcome.is_err(), "{outcome:?}");
}

#[test]
fn a_drawing_nested_too_deep_ends_its_child_only() {
    let inside = "<g>".repeat(200_000) + &"</g>".repeat(200_000);
    let outcome = preview(&svg("viewBox='0 0 9 9'", &inside), sizes());
    assert!(outcome.is_err(), "{outcome:?}");
}

#[test]
fn a_heavy_filter_runs_into_the_limit_of_processor_time() {
    let steps = "<feMorphology radius='400'/><feGaussianBlur stdDeviation='90'/>".repeat(400);
    let inside = format!("<filter id='f'>{steps}</filter><rect width='900' height='900' filter='url(#f)'/>");
    let previewer = with_limits(|limits| limits.cpu = Duration::from_secs(1));
    let started = Instant::now();
    let outcome = preview_by(&previewer, &svg("viewBox='0 0 900 900'", &inside), Job::new([1600]));
    assert_eq!(reason(&outcome), Reason::OutOfTime);
    assert!(started.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_truncated_file_is_an_answer_or_a_failure() {
    let image = quarters(300, 200);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(image::DynamicImage::from(image.clone()).to_rgb8(), format);
        for keep in [whole.len() / 10, whole.len() / 2, whole.len() - 20] {
            match preview(&whole[..keep], sizes()) {
                Ok(seen) => assert_eq!(seen.sizes()[0], (300, 200), "{format:?} cut to {keep}"),
                Err(failure) => assert_eq!(failure.reason, Reason::Damaged, "{format:?} cut to {keep}: {failure}"),
            }
        }
    }
}

#[test]
fn what_is_nothing_has_no_preview() {
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in
        [&b""[..], b"\0", b"%!PS-Adobe-3.0\n", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"<html><svg/></html>", &noise]
    {
        assert_eq!(reason(&preview(bytes, sizes())), Reason::Unsupported, "{:?}", &bytes[..bytes.len().min(20)]);
    }
}

#[test]
fn a_file_is_what_its_bytes_say_and_no_second_thing() {
    let mut polyglot = encoded(image::DynamicImage::from(quarters(30, 20)).to_rgba8(), ImageFormat::Gif);
    polyglot.extend(b"*/=1;alert(document.cookie)//<svg onload=alert(1)>");
    let seen = preview(&polyglot, sizes()).expect("a preview");
    assert_eq!(seen.kind, Kind::Gif);
    let bytes = &seen.pictures[0].bytes;
    assert!(!bytes.windows(5).any(|window| window == b"alert"), "nothing of the tail is carried over");
    assert!(preview(b"GIF89a=1;alert(1)//", sizes()).is_err(), "no picture, whatever it is");
}
