//! A file in another format.

use image::{DynamicImage, ImageFormat, RgbImage};
use preview::{ContentType, Failure, Reason, Wish};

use crate::desk::{SeenPicture, one_picture};
use crate::samples::{BLUE, GREEN, RED, assert_near, disc, encoded, exif, jpeg, png, quarters, svg};

fn converted(bytes: &[u8], format: ContentType, width: Option<u32>) -> Result<SeenPicture, Failure> {
    let wish = Wish { format, width };
    one_picture(bytes, |previewer, input, out| async move { previewer.convert(&input, &out, wish).await })
}

fn size(picture: &SeenPicture) -> (u32, u32) {
    (picture.image.width(), picture.image.height())
}

#[test]
fn every_picture_becomes_every_format_at_exactly_the_width_asked_for() {
    let image = quarters(301, 200);
    for source in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let bytes = encoded(image.clone(), source);
        for format in [ContentType::Jpeg, ContentType::Png, ContentType::Webp] {
            let whole = converted(&bytes, format, None).expect("a picture");
            assert_eq!((size(&whole), whole.content_type), ((301, 200), format));
            let narrow = converted(&bytes, format, Some(150)).expect("a picture");
            assert_eq!(size(&narrow), (150, 100), "{source:?} as {format:?}");
            let pixel = narrow.image.to_rgba8().get_pixel(10, 10).0;
            assert_near(pixel, RED, &format!("{source:?} as {format:?}"));
        }
    }
}

#[test]
fn the_width_is_that_of_the_picture_as_people_see_it() {
    for (width, height) in [(640, 320), (320, 640), (1000, 7)] {
        for orientation in [1, 3, 6, 8] {
            let bytes = jpeg(&quarters(width, height), |encoder| {
                encoder.add_app_segment(1, &exif(orientation)).expect("room for Exif");
            });
            let (seen_width, seen_height) = if orientation < 5 { (width, height) } else { (height, width) };
            let wished = (seen_width / 3).max(1);
            let picture = converted(&bytes, ContentType::Png, Some(wished)).expect("a picture");
            let wanted = (f64::from(seen_height) * f64::from(wished) / f64::from(seen_width)).round().max(1.0);
            assert_eq!(size(&picture), (wished, wanted as u32), "{width} × {height} turned by {orientation}");
        }
    }
}

#[test]
fn nothing_is_enlarged() {
    let bytes = png(quarters(30, 20));
    assert_eq!(size(&converted(&bytes, ContentType::Png, Some(30)).expect("a picture")), (30, 20));
    assert_eq!(converted(&bytes, ContentType::Png, Some(31)).expect_err("no picture").reason, Reason::Unsupported);
}

#[test]
fn what_shows_through_is_kept_or_put_on_white() {
    let bytes = png(disc(BLUE, 100));
    for format in [ContentType::Png, ContentType::Webp] {
        let picture = converted(&bytes, format, Some(50)).expect("a picture");
        assert_eq!(picture.image.to_rgba8().get_pixel(0, 0).0[3], 0, "{format:?}");
    }
    let picture = converted(&bytes, ContentType::Jpeg, Some(50)).expect("a picture").image.to_rgba8();
    assert_near(picture.get_pixel(0, 0).0, [255, 255, 255], "the paper");
    assert_near(picture.get_pixel(25, 25).0, BLUE, "the disc");
}

#[test]
fn a_drawing_becomes_pixels_of_any_width() {
    let bytes = svg("viewBox='0 0 30 20'", "<rect width='15' height='20' fill='rgb(20,200,20)'/>");
    let picture = converted(&bytes, ContentType::Png, Some(2048)).expect("a picture");
    assert_eq!(size(&picture), (2048, 1365));
    assert_near(picture.image.to_rgba8().get_pixel(100, 100).0, GREEN, "the field");
    assert_eq!(picture.image.to_rgba8().get_pixel(2000, 100).0[3], 0);
    assert_eq!(converted(&bytes, ContentType::Png, None).expect_err("no picture").reason, Reason::Unsupported);
    let tower = svg("viewBox='0 0 1 100000'", "");
    assert_eq!(converted(&tower, ContentType::Png, Some(512)).expect_err("no picture").reason, Reason::TooLarge);
}

#[test]
fn metadata_stays_behind_and_webp_loses_nothing() {
    let noise = RgbImage::from_fn(64, 64, |x, y| image::Rgb([(x * 37 + y * 91) as u8, (x * y) as u8, (x ^ y) as u8]));
    let picture = converted(&png(noise.clone()), ContentType::Webp, None).expect("a picture");
    assert_eq!(picture.image.to_rgb8(), noise);
    let bytes = jpeg(&quarters(100, 100), |encoder| encoder.add_app_segment(1, &exif(1)).expect("room for Exif"));
    let picture = converted(&bytes, ContentType::Jpeg, None).expect("a picture");
    assert!(!picture.bytes.windows(4).any(|window| window == b"Exif"));
    let gray = DynamicImage::from(quarters(40, 40)).to_luma8();
    assert_eq!(size(&converted(&png(gray), ContentType::Webp, Some(20)).expect("a picture")), (20, 20));
}
