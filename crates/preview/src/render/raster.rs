//! Pictures with pixels: which decoder reads them, and the general one for PNG, GIF, WebP, most TIFF, and JPEG where
//! the scaling decoder gives up.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek};

use fast_image_resize::images::Image;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ColorType, ImageDecoder, ImageError};

use super::Original;
use super::bitmap::{Colour, check_size};
use crate::{Failure, Kind, Limits, Reason};

/// The longer edge that will be wanted of an original of this width and height, before it is turned upright.
pub(crate) type Wanted<'a> = &'a dyn Fn(u32, u32) -> u32;

/// A decoder: the file, the limits, and how much of it will be wanted.
pub(crate) type Decode = fn(File, &Limits, Wanted<'_>) -> Result<Original, Failure>;

/// The decoder of a kind that has pixels.
pub(crate) fn decode(kind: Kind) -> Decode {
    match kind {
        Kind::Gif => |file, limits, _| whole(GifDecoder::new(BufReader::new(file)), limits),
        Kind::Webp => |file, limits, _| whole(WebPDecoder::new(BufReader::new(file)), limits),
        Kind::Png => png,
        Kind::Jpeg => super::jpeg::decode,
        Kind::Tiff => super::tiff::decode,
        // Of films the parent hands in a frame, which is a PNG.
        Kind::Avif | Kind::Video => {
            |_, _, _| Err(Failure::new(Reason::Unsupported, "a film that nobody cut a frame of"))
        }
        Kind::Svg | Kind::Pdf | Kind::Font => |_, _, _| Err(Failure::new(Reason::Unsupported, "no pixels of its own")),
    }
}

fn png(file: File, limits: &Limits, _: Wanted<'_>) -> Result<Original, Failure> {
    // The limits must be known before the header is read: its chunks may be bombs themselves.
    whole(PngDecoder::with_limits(BufReader::new(file), allowance(limits)), limits)
}

/// Decodes with the library's general decoders, into memory that suits the resizer.
pub(crate) fn whole(decoder: Result<impl ImageDecoder, ImageError>, limits: &Limits) -> Result<Original, Failure> {
    let mut decoder = decoder.map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let (colour, deep) = samples(decoder.color_type())?;
    check_size(width, height, decoder.color_type().bytes_per_pixel().into(), limits)?;
    decoder.set_limits(allowance(limits)).map_err(refusal)?;
    // Broken metadata is no reason to show nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let icc = decoder.icc_profile().unwrap_or(None);
    let mut pixels = Image::new(width, height, colour.pixel_type(deep));
    decoder.read_image(pixels.buffer_mut()).map_err(refusal)?;
    Ok(Original { pixels, colour, width, height, orientation, icc })
}

/// Reads a JPEG whole, with the decoder that forgives most.
pub(crate) fn forgiving_jpeg(input: impl BufRead + Seek, limits: &Limits) -> Result<Original, Failure> {
    whole(image::codecs::jpeg::JpegDecoder::new(input), limits)
}

fn allowance(limits: &Limits) -> image::Limits {
    let mut allowance = image::Limits::default();
    allowance.max_image_width = Some(limits.edge);
    allowance.max_image_height = Some(limits.edge);
    allowance.max_alloc = Some(limits.memory / 4 * 3);
    allowance
}

fn samples(color: ColorType) -> Result<(Colour, bool), Failure> {
    Ok(match color {
        ColorType::L8 => (Colour::Gray, false),
        ColorType::La8 => (Colour::GrayAlpha, false),
        ColorType::Rgb8 => (Colour::Rgb, false),
        ColorType::Rgba8 => (Colour::Rgba, false),
        ColorType::L16 => (Colour::Gray, true),
        ColorType::La16 => (Colour::GrayAlpha, true),
        ColorType::Rgb16 => (Colour::Rgb, true),
        ColorType::Rgba16 => (Colour::Rgba, true),
        other => return Err(Failure::new(Reason::Unsupported, format!("samples of type {other:?}"))),
    })
}

fn refusal(cause: ImageError) -> Failure {
    let reason = match &cause {
        ImageError::Limits(_) => Reason::TooLarge,
        ImageError::Unsupported(_) => Reason::Unsupported,
        _ => Reason::Damaged,
    };
    Failure::new(reason, cause.to_string())
}
