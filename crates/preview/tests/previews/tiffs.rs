//! TIFF: depths, inks, turns and profiles.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use moxcms::ColorProfile;
use preview::{Job, Kind, Reason};
use tiff::encoder::colortype::{CMYK8, CMYK16, RGB8};
use tiff::encoder::{Compression, TiffEncoder};
use tiff::tags::Tag;

use crate::desk::{preview, preview_by, reason, with_limits};
use crate::samples::{BLUE, GREEN, RED, WHITE, assert_near, disc, encoded, quarters};

#[test]
fn a_tiff_has_a_preview_whatever_its_depth_and_compression() {
    let image = quarters(300, 200);
    let deep = DynamicImage::from(image.clone()).to_rgb16();
    let mut samples = vec![encoded(image.clone(), ImageFormat::Tiff), encoded(deep, ImageFormat::Tiff)];
    for compression in [Compression::Lzw, Compression::Deflate(Default::default()), Compression::Packbits] {
        let mut bytes = Cursor::new(Vec::new());
        let encoder = TiffEncoder::new(&mut bytes).expect("an encoder").with_compression(compression);
        let mut encoder = encoder;
        encoder.write_image::<RGB8>(300, 200, image.as_raw()).expect("the sample can be encoded");
        samples.push(bytes.into_inner());
    }
    for (number, bytes) in samples.iter().enumerate() {
        let seen = preview(bytes, Job::new([120])).expect("a preview");
        assert_eq!((seen.kind, seen.sizes()), (Kind::Tiff, vec![(120, 80)]));
        assert_eq!((seen.facts.width, seen.facts.height), (300, 200));
        for (x, y, colour) in [(20, 20, RED), (100, 20, GREEN), (20, 60, BLUE), (100, 60, WHITE)] {
            assert_near(seen.pixel(x, y), colour, &format!("sample {number} at {x},{y}"));
        }
    }
    let seen = preview(&encoded(disc(BLUE, 80), ImageFormat::Tiff), Job::new([40])).expect("a preview");
    assert_eq!(seen.pixel(0, 0)[3], 0, "what is transparent stays so");
}

/// Ink everywhere, turned to the right, with a profile where there is one.
fn ink(deep: bool, orientation: u16, icc: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).expect("an encoder");
    let pixels = [0_u8, 255, 255, 0].repeat(64 * 32);
    if deep {
        let pixels: Vec<u16> = pixels.iter().map(|sample| u16::from(*sample) * 257).collect();
        encoder.write_image::<CMYK16>(64, 32, &pixels).expect("the sample can be encoded");
        return bytes.into_inner();
    }
    let mut page = encoder.new_image::<CMYK8>(64, 32).expect("a page");
    page.encoder().write_tag(Tag::Orientation, orientation).expect("room for a tag");
    if let Some(icc) = icc {
        page.encoder().write_tag(Tag::IccProfile, icc).expect("room for a profile");
    }
    page.write_data(&pixels).expect("the sample can be encoded");
    bytes.into_inner()
}

#[test]
fn ink_becomes_light_and_stands_upright() {
    for bytes in [ink(false, 1, None), ink(true, 1, None)] {
        let seen = preview(&bytes, Job::new([32])).expect("a preview");
        assert_eq!(seen.sizes(), [(32, 16)]);
        assert_near(seen.pixel(8, 8), [255, 0, 0], "red ink");
    }
    assert_eq!(preview(&ink(false, 6, None), Job::new([32])).expect("a preview").sizes(), [(16, 32)]);
    let foreign = ColorProfile::new_srgb().encode().expect("a profile");
    let seen = preview(&ink(false, 1, Some(&foreign)), Job::new([32])).expect("a preview");
    assert_near(seen.pixel(8, 8), [255, 0, 0], "a profile for other colours is passed over");
}

#[test]
fn a_profile_of_light_is_applied() {
    let mut profile = ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.green_colorant);
    profile.cicp = None;
    let profile = profile.encode().expect("a profile");
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).expect("an encoder");
    let mut page = encoder.new_image::<RGB8>(64, 32).expect("a page");
    page.encoder().write_tag(Tag::IccProfile, &profile[..]).expect("room for a profile");
    page.encoder().write_tag(Tag::Orientation, 6_u16).expect("room for a tag");
    page.write_data(&RED.repeat(64 * 32)).expect("the sample can be encoded");
    let seen = preview(&bytes.into_inner(), Job::new([32])).expect("a preview");
    assert_eq!(seen.sizes(), [(16, 32)]);
    assert_near(seen.pixel(8, 8), [RED[1], RED[0], RED[2]], "red and green change places");
}

#[test]
fn a_tiff_that_claims_too_much_is_refused() {
    let mut bytes = ink(false, 1, None);
    let whole = encoded(quarters(64, 32), ImageFormat::Tiff);
    // Width and height are the values of tags 256 and 257.
    for bytes in [&mut bytes, &mut whole.clone()] {
        for tag in [256_u16, 257] {
            let at =
                bytes.windows(4).position(|w| w[..2] == tag.to_le_bytes() && (w[2] == 3 || w[2] == 4) && w[3] == 0);
            let at = at.expect("a tag");
            bytes[at + 2] = 4;
            bytes[at + 8..at + 12].copy_from_slice(&29_000_u32.to_le_bytes());
        }
        let previewer = with_limits(|limits| limits.memory = 256 << 20);
        let outcome = preview_by(&previewer, bytes, Job::new([100]));
        assert!(matches!(reason(&outcome), Reason::TooLarge | Reason::Damaged), "{outcome:?}");
    }
}
