//! Encoding: the pictures a page shows (JPEG where nothing shines through, PNG where something does), and renditions.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::Canvas;
use crate::{ContentType, Failure, Kind, Reason};

/// Of previews, and of what replaces an original.
const QUALITY: u8 = 82;
const FINE: u8 = 92;

/// What the format can say.
const LONGEST_WEBP: u32 = 16_383;

/// Encodes a preview, without any metadata. `has_alpha` is about the whole set, so that every size has one type.
pub(crate) fn encode(canvas: &Canvas, kind: Kind, has_alpha: bool) -> Result<(ContentType, Vec<u8>), Failure> {
    if has_alpha { Ok((ContentType::Png, png(canvas)?)) } else { Ok((ContentType::Jpeg, jpeg(canvas, kind, QUALITY)?)) }
}

/// Encodes as what somebody asked for, without any metadata; JPEG has to be free of alpha already.
pub(crate) fn encode_as(canvas: &Canvas, kind: Kind, format: ContentType) -> Result<Vec<u8>, Failure> {
    match format {
        ContentType::Jpeg => jpeg(canvas, kind, FINE),
        ContentType::Png => png(canvas),
        ContentType::Webp => webp(canvas),
    }
}

fn colour(canvas: &Canvas) -> ExtendedColorType {
    if canvas.channels() == 4 { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 }
}

fn png(canvas: &Canvas) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(canvas.bytes(), canvas.width(), canvas.height(), colour(canvas))
        .map_err(Failure::damaged)?;
    Ok(bytes)
}

fn webp(canvas: &Canvas) -> Result<Vec<u8>, Failure> {
    if canvas.width().max(canvas.height()) > LONGEST_WEBP {
        return Err(Failure::new(Reason::TooLarge, "longer than WebP can say"));
    }
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(canvas.bytes(), canvas.width(), canvas.height(), colour(canvas))
        .map_err(Failure::damaged)?;
    Ok(bytes)
}

fn jpeg(canvas: &Canvas, kind: Kind, quality: u8) -> Result<Vec<u8>, Failure> {
    let side = |side: u32| u16::try_from(side).map_err(Failure::damaged);
    let color = if canvas.channels() == 4 { ColorType::Rgba } else { ColorType::Rgb };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    // Photographs lose nothing by coarse colour; red letters on a screenshot or a drawing would.
    encoder.set_sampling_factor(match kind {
        Kind::Jpeg | Kind::Webp | Kind::Avif | Kind::Video if quality < FINE => SamplingFactor::F_2_2,
        _ => SamplingFactor::F_1_1,
    });
    encoder.encode(canvas.bytes(), side(canvas.width())?, side(canvas.height())?, color).map_err(Failure::damaged)?;
    Ok(bytes)
}
