//! Watermarks: legible on any ground, and never left out.

use image::{ImageFormat, Rgb, RgbImage};
use preview::{ContentType, Reason};

use crate::desk::{SeenPicture, one_picture};
use crate::samples::{disc, encoded, png};

fn marked(bytes: &[u8], words: &str) -> Result<SeenPicture, preview::Failure> {
    let words = words.to_owned();
    one_picture(bytes, |previewer, input, out| async move { previewer.mark(&input, &out, &words).await })
}

fn plain(gray: u8) -> RgbImage {
    RgbImage::from_pixel(480, 320, Rgb([gray; 3]))
}

/// How many pixels are darker or lighter than before.
fn changed(picture: &SeenPicture, before: &RgbImage) -> (usize, usize) {
    let after = picture.image.to_rgb8();
    let pairs =
        || after.pixels().zip(before.pixels()).map(|(after, before)| i32::from(after.0[1]) - i32::from(before.0[1]));
    (pairs().filter(|by| *by < -25).count(), pairs().filter(|by| *by > 25).count())
}

#[test]
fn words_show_on_light_dark_and_gray_alike() {
    for gray in [255, 0, 128] {
        let before = plain(gray);
        let after = marked(&encoded(before.clone(), ImageFormat::Jpeg), "© Museum of Doors").expect("a picture");
        assert_eq!(after.content_type, ContentType::Jpeg);
        assert_eq!((after.image.width(), after.image.height()), (480, 320));
        let (darker, lighter) = changed(&after, &before);
        assert!(darker + lighter > 480 * 320 / 100, "on {gray}: {darker} darker, {lighter} lighter");
        assert!(darker + lighter < 480 * 320 / 2, "the picture is still to be seen on {gray}");
    }
}

#[test]
fn words_reach_every_corner() {
    let before = plain(128);
    let after = marked(&png(before.clone()), "Sample").expect("a picture").image.to_rgb8();
    for (x, y) in [(0, 0), (320, 0), (0, 200), (320, 200), (160, 100)] {
        let near = (x..x + 160).flat_map(|x| (y..y + 120).map(move |y| (x, y)));
        let touched = near.filter(|(x, y)| after.get_pixel(*x, *y).0[0].abs_diff(128) > 25).count();
        assert!(touched > 50, "{touched} pixels near {x},{y}");
    }
}

#[test]
fn a_transparent_picture_stays_transparent_where_no_words_are() {
    let after = marked(&png(disc([20, 20, 220], 300)), "Sample").expect("a picture");
    assert_eq!(after.content_type, ContentType::Png);
    let clear = after.image.to_rgba8().pixels().filter(|pixel| pixel.0[3] == 0).count();
    assert!(clear > 300 * 300 / 4, "{clear} clear pixels");
}

#[test]
fn any_words_leave_a_mark() {
    let before = plain(128);
    let long = "a very long line that goes on and on ".repeat(30);
    for words in ["", " ", "\u{1}\u{2}", "<&>\"'", "نموذج", "見本", "\u{10FFFD}\u{E000}", "i", long.as_str()] {
        let after = marked(&png(before.clone()), words).unwrap_or_else(|failure| panic!("{words:?}: {failure}"));
        let (darker, lighter) = changed(&after, &before);
        assert!(darker + lighter > 200, "{words:?}: {darker} darker, {lighter} lighter");
    }
}

#[test]
fn only_pictures_of_our_own_kinds_are_marked() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";
    assert_eq!(marked(svg, "x").expect_err("no picture").reason, Reason::Unsupported);
    assert!(marked(b"\x89PNG\r\n\x1a\n", "x").is_err());
}
