//! Files to make previews of, made on the spot.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};

pub const RED: [u8; 3] = [220, 20, 20];
pub const GREEN: [u8; 3] = [20, 200, 20];
pub const BLUE: [u8; 3] = [20, 20, 220];
pub const WHITE: [u8; 3] = [250, 250, 250];

/// Red top left, green top right, blue bottom left, white bottom right: every turn shows.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    })
}

pub fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("the sample can be encoded");
    bytes.into_inner()
}

pub fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    encoded(image, ImageFormat::Png)
}

/// A JPEG with the segments `dress` adds.
pub fn jpeg(image: &RgbImage, dress: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    jpeg_of(image.as_raw(), image.width(), image.height(), ColorType::Rgb, dress)
}

pub fn jpeg_of(
    samples: &[u8],
    width: u32,
    height: u32,
    color: ColorType,
    dress: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    dress(&mut encoder);
    encoder.encode(samples, width as u16, height as u16, color).expect("the sample can be encoded");
    bytes
}

/// Exif that says nothing but how to turn the picture, and that it was taken by ME.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x0f\x01\x02\0\x03\0\0\0ME\0\0");
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif
}

/// A white disc on transparent ground.
pub fn disc(colour: [u8; 3], edge: u32) -> RgbaImage {
    let middle = edge as f32 / 2.0;
    RgbaImage::from_fn(edge, edge, |x, y| {
        let inside = (x as f32 - middle).hypot(y as f32 - middle) < middle * 0.7;
        // The colour of what cannot be seen is a trap for resizers.
        if inside { Rgba([colour[0], colour[1], colour[2], 255]) } else { Rgba([255, 0, 255, 0]) }
    })
}

/// A PNG of one chunk list, checksums right.
pub fn png_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        bytes.extend((data.len() as u32).to_be_bytes());
        let body = [&name[..], data].concat();
        bytes.extend(&body);
        bytes.extend(crc32fast::hash(&body).to_be_bytes());
    }
    bytes
}

/// The header chunk of a PNG.
pub fn header(width: u32, height: u32, depth: u8, color: u8) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, color, 0, 0, 0]].concat()
}

/// A drawing of this inside, with both name spaces declared.
pub fn svg(attributes: &str, inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {attributes}>{inside}</svg>"
    )
    .into_bytes()
}

/// Whether two colours are the same to the eye.
#[track_caller]
pub fn assert_near(seen: [u8; 4], wanted: [u8; 3], what: &str) {
    let far = seen.iter().zip(wanted).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0);
    assert!(far <= 12, "{what}: saw {seen:?}, wanted {wanted:?}");
}

/// A PDF of these objects, numbered from 1, of which the first is the catalogue.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let at = bytes.len();
    bytes.extend(table.bytes());
    bytes.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1).bytes());
    bytes
}
