//! Sizes, alpha, types and facts of ordinary pictures.

use image::{DynamicImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use preview::{ContentType, Job, Kind};

use crate::desk::preview;
use crate::samples::{BLUE, GREEN, RED, WHITE, assert_near, disc, encoded, jpeg, png, quarters};

#[test]
fn every_raster_kind_has_a_preview_of_the_right_colours() {
    let image = quarters(300, 200);
    for (bytes, kind) in [
        (encoded(image.clone(), ImageFormat::Jpeg), Kind::Jpeg),
        (png(image.clone()), Kind::Png),
        (encoded(DynamicImage::from(image.clone()).to_rgba8(), ImageFormat::Gif), Kind::Gif),
        (encoded(image.clone(), ImageFormat::WebP), Kind::Webp),
    ] {
        let seen = preview(&bytes, Job::new([120])).expect("a preview");
        assert_eq!(seen.kind, kind);
        assert_eq!(seen.sizes(), [(120, 80)], "{kind:?}");
        assert_eq!(seen.pictures[0].content_type, ContentType::Jpeg, "{kind:?}");
        assert_eq!((seen.facts.width, seen.facts.height, seen.facts.has_alpha), (300, 200, false));
        for (x, y, colour) in [(20, 20, RED), (100, 20, GREEN), (20, 60, BLUE), (100, 60, WHITE)] {
            assert_near(seen.pixel(x, y), colour, &format!("{kind:?} at {x},{y}"));
        }
    }
}

#[test]
fn sizes_are_exact_keep_the_aspect_and_never_grow() {
    let bytes = png(quarters(1000, 700));
    let sizes = |job| preview(&bytes, job).expect("a preview").sizes();
    assert_eq!(sizes(Job::new([480, 960, 1600])), [(1000, 700), (960, 672), (480, 336)]);
    assert_eq!(sizes(Job::new([480, 960, 1600]).at_most(600)), [(600, 420), (480, 336)]);
    assert_eq!(sizes(Job::new([480, 960, 1600]).at_most_half()), [(500, 350), (480, 336)]);
    assert_eq!(sizes(Job::new([])), []);
}

#[test]
fn a_very_long_picture_keeps_one_pixel_of_its_short_edge() {
    let seen = preview(&png(RgbImage::new(3000, 1)), Job::new([480])).expect("a preview");
    assert_eq!(seen.sizes(), [(480, 1)]);
}

#[test]
fn a_picture_of_one_pixel_has_a_preview() {
    let seen = preview(&png(RgbImage::new(1, 1)), Job::new([480]).at_most_half()).expect("a preview");
    assert_eq!(seen.sizes(), [(1, 1)]);
}

#[test]
fn alpha_is_kept_and_what_cannot_be_seen_does_not_bleed() {
    for bytes in [png(disc(BLUE, 400)), encoded(disc(BLUE, 400), ImageFormat::WebP)] {
        let seen = preview(&bytes, Job::new([100, 50])).expect("a preview");
        assert!(seen.facts.has_alpha);
        for picture in &seen.pictures {
            assert_eq!(picture.content_type, ContentType::Png);
            let image = picture.image.to_rgba8();
            assert_eq!(image.get_pixel(0, 0).0[3], 0);
            assert_eq!(image.get_pixel(image.width() / 2, image.height() / 2).0[3], 255);
            for pixel in image.pixels().filter(|pixel| pixel.0[3] > 40) {
                assert!(pixel.0[0] < 60 && pixel.0[2] > 180, "the magenta under nothing shows: {pixel:?}");
            }
        }
    }
}

#[test]
fn a_transparent_gif_keeps_its_holes() {
    let seen = preview(&encoded(disc(RED, 80), ImageFormat::Gif), Job::new([40])).expect("a preview");
    assert_eq!(seen.pictures[0].content_type, ContentType::Png);
    assert_eq!(seen.pixel(0, 0)[3], 0);
    assert_near(seen.pixel(20, 20), RED, "the disc");
}

#[test]
fn an_alpha_channel_that_hides_nothing_makes_no_png() {
    let opaque = DynamicImage::from(quarters(200, 100)).to_rgba8();
    let seen = preview(&png(opaque), Job::new([100])).expect("a preview");
    assert!(!seen.facts.has_alpha);
    assert_eq!(seen.pictures[0].content_type, ContentType::Jpeg);
    assert_near(seen.pixel(10, 10), RED, "top left");
}

#[test]
fn sixteen_bits_and_gray_come_out_in_eight_and_colour() {
    let deep = image::ImageBuffer::from_pixel(64, 64, Rgb([65535_u16, 32896, 0]));
    let seen = preview(&png(DynamicImage::ImageRgb16(deep)), Job::new([32])).expect("a preview");
    assert_near(seen.pixel(16, 16), [255, 128, 0], "sixteen bits");
    let gray = image::ImageBuffer::from_pixel(64, 64, Luma([77_u8]));
    let seen = preview(&png(DynamicImage::ImageLuma8(gray.clone())), Job::new([64])).expect("a preview");
    assert_near(seen.pixel(16, 16), [77, 77, 77], "gray PNG");
    let seen = preview(&encoded(gray, ImageFormat::Jpeg), Job::new([32])).expect("a preview");
    assert_near(seen.pixel(16, 16), [77, 77, 77], "gray JPEG");
    let deep = image::ImageBuffer::from_pixel(64, 64, image::LumaA([0x8080_u16, 0x4040]));
    let seen = preview(&png(DynamicImage::ImageLumaA16(deep)), Job::new([32])).expect("a preview");
    assert_near(seen.pixel(16, 16), [128, 128, 128], "gray with alpha");
    assert!(seen.pixel(16, 16)[3].abs_diff(64) <= 1);
}

#[test]
fn the_dominant_colour_is_the_one_there_is_most_of() {
    let mut image = RgbImage::from_pixel(100, 100, Rgb(BLUE));
    for (x, y) in (0..100).flat_map(|x| (0..40).map(move |y| (x, y))) {
        image.put_pixel(x, y, Rgb(RED));
    }
    assert_eq!(preview(&png(image), Job::new([100])).expect("a preview").facts.dominant, "#1414dc");
    let seen = preview(&png(disc(GREEN, 100)), Job::new([100])).expect("a preview");
    assert_eq!(seen.facts.dominant, "#14c814", "the magenta under nothing does not count");
}

#[test]
fn only_light_artwork_on_transparent_ground_asks_for_a_dark_page() {
    let is_light = |bytes: &[u8]| preview(bytes, Job::new([100])).expect("a preview").facts.is_light;
    assert!(is_light(&png(disc(WHITE, 100))));
    assert!(!is_light(&png(disc(BLUE, 100))));
    assert!(!is_light(&png(RgbImage::from_pixel(100, 100, Rgb(WHITE)))));
    assert!(!is_light(&png(RgbaImage::from_pixel(100, 100, Rgba([255, 255, 255, 0])))), "nothing is not light");
}

#[test]
fn metadata_stays_behind() {
    let bytes = jpeg(&quarters(100, 100), |encoder| {
        encoder.add_app_segment(1, &crate::samples::exif(1)).expect("room for Exif");
        encoder.add_app_segment(13, b"Photoshop 3.0\0SECRET PLACE").expect("room for IPTC");
    });
    let seen = preview(&bytes, Job::new([100, 50])).expect("a preview");
    for picture in &seen.pictures {
        let holds = |words: &[u8]| picture.bytes.windows(words.len()).any(|window| window == words);
        assert!(!holds(b"Exif") && !holds(b"SECRET") && !holds(b"ICC_PROFILE"));
    }
}
