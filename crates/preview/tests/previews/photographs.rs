//! What cameras and printers write: orientation, profiles, ink.

use image::{Rgb, RgbImage};
use jpeg_encoder::ColorType;
use moxcms::ColorProfile;
use preview::Job;

use crate::desk::preview;
use crate::samples::{BLUE, GREEN, RED, WHITE, assert_near, exif, jpeg, jpeg_of, png, quarters};

#[test]
fn all_eight_orientations_come_out_upright() {
    // What stands at the corners when shown: top left, top right, bottom left, bottom right.
    let corners = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ];
    for (orientation, [top_left, top_right, bottom_left, bottom_right]) in corners {
        let bytes = jpeg(&quarters(320, 160), |encoder| {
            encoder.add_app_segment(1, &exif(orientation)).expect("room for Exif");
        });
        let seen = preview(&bytes, Job::new([80])).expect("a preview");
        let (width, height) = if orientation < 5 { (80, 40) } else { (40, 80) };
        assert_eq!(seen.sizes(), [(width, height)], "orientation {orientation}");
        assert_eq!((seen.facts.width, seen.facts.height), (width * 4, height * 4), "orientation {orientation}");
        let what = format!("orientation {orientation}");
        assert_near(seen.pixel(10, 10), top_left, &what);
        assert_near(seen.pixel(width - 10, 10), top_right, &what);
        assert_near(seen.pixel(10, height - 10), bottom_left, &what);
        assert_near(seen.pixel(width - 10, height - 10), bottom_right, &what);
    }
}

/// A profile whose red is sRGB's green and the other way round: nobody can overlook whether it was applied.
fn swapped() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.green_colorant);
    profile.cicp = None;
    profile.encode().expect("a profile")
}

#[test]
fn a_profile_is_applied_to_every_kind_that_carries_one() {
    let plain = RgbImage::from_pixel(200, 100, Rgb(RED));
    let wanted = [RED[1], RED[0], RED[2]];
    let photograph = jpeg(&plain, |encoder| encoder.add_icc_profile(&swapped()).expect("room for a profile"));
    let seen = preview(&photograph, Job::new([100])).expect("a preview");
    assert_near(seen.pixel(50, 25), wanted, "JPEG");
    for (alpha, name) in [(false, "PNG"), (true, "PNG with alpha")] {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        image::ImageEncoder::set_icc_profile(&mut encoder, swapped()).expect("room for a profile");
        let image = image::DynamicImage::from(plain.clone());
        let image = if alpha { image.to_rgba8().into() } else { image };
        image.write_with_encoder(encoder).expect("the sample can be encoded");
        let seen = preview(&bytes, Job::new([100])).expect("a preview");
        assert_near(seen.pixel(50, 25), wanted, name);
    }
}

#[test]
fn adobe_rgb_is_converted_by_the_numbers() {
    let profile = ColorProfile::new_adobe_rgb().encode().expect("a profile");
    let image = RgbImage::from_pixel(200, 100, Rgb([100, 150, 100]));
    let bytes = jpeg(&image, |encoder| encoder.add_icc_profile(&profile).expect("room for a profile"));
    let seen = preview(&bytes, Job::new([100])).expect("a preview");
    // Adobe RGB (100, 150, 100) is sRGB (62, 151, 98): the green is outside what the same numbers mean there.
    assert_near(seen.pixel(50, 25), [62, 151, 98], "Adobe RGB");
}

#[test]
fn a_broken_or_foreign_profile_is_passed_over() {
    let gray = ColorProfile::new_gray_with_gamma(2.2).encode().expect("a profile");
    for profile in [b"not a profile at all".to_vec(), gray, swapped()[..200].to_vec()] {
        let bytes = jpeg(&quarters(200, 100), |encoder| {
            encoder.add_icc_profile(&profile).expect("room for a profile");
        });
        let seen = preview(&bytes, Job::new([100])).expect("a preview");
        assert_near(seen.pixel(10, 10), RED, "as if it had none");
    }
}

#[test]
fn ink_becomes_light() {
    let pixel = [0, 255, 255, 0].repeat(64 * 64);
    for color in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let bytes = jpeg_of(&pixel, 64, 64, color, |_| {});
        let seen = preview(&bytes, Job::new([32])).expect("a preview");
        let whole = preview(&bytes, Job::new([64])).expect("a preview");
        assert_near(seen.pixel(16, 16), [255, 0, 0], &format!("{color:?}, shrunk"));
        assert_near(whole.pixel(16, 16), [255, 0, 0], &format!("{color:?}, whole"));
    }
}

#[test]
fn a_progressive_photograph_is_shrunk_while_decoding() {
    let bytes = jpeg(&quarters(1600, 1200), |encoder| encoder.set_progressive(true));
    let seen = preview(&bytes, Job::new([160])).expect("a preview");
    assert_eq!(seen.sizes(), [(160, 120)]);
    assert_near(seen.pixel(150, 10), GREEN, "top right");
}

#[test]
fn no_preview_is_larger_for_a_photograph_stored_small() {
    let seen = preview(&png(quarters(40, 30)), Job::new([480, 960])).expect("a preview");
    assert_eq!(seen.sizes(), [(40, 30)]);
}
