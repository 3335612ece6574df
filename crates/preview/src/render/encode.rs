//! The pictures a page shows: JPEG where nothing shines through, PNG where something does.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::Canvas;
use crate::{ContentType, Failure, Kind};

const QUALITY: u8 = 82;

/// Encodes without any metadata. `has_alpha` is about the whole set, so that every size has one type.
pub(crate) fn encode(canvas: &Canvas, kind: Kind, has_alpha: bool) -> Result<(ContentType, Vec<u8>), Failure> {
    if has_alpha { Ok((ContentType::Png, png(canvas)?)) } else { Ok((ContentType::Jpeg, jpeg(canvas, kind)?)) }
}

fn png(canvas: &Canvas) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(canvas.bytes(), canvas.width(), canvas.height(), ExtendedColorType::Rgba8)
        .map_err(Failure::damaged)?;
    Ok(bytes)
}

fn jpeg(canvas: &Canvas, kind: Kind) -> Result<Vec<u8>, Failure> {
    let side = |side: u32| u16::try_from(side).map_err(Failure::damaged);
    let color = if canvas.channels() == 4 { ColorType::Rgba } else { ColorType::Rgb };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    // Photographs lose nothing by coarse colour; red letters on a screenshot or a drawing would.
    encoder.set_sampling_factor(match kind {
        Kind::Jpeg | Kind::Webp => SamplingFactor::F_2_2,
        Kind::Png | Kind::Gif | Kind::Svg => SamplingFactor::F_1_1,
    });
    encoder.encode(canvas.bytes(), side(canvas.width())?, side(canvas.height())?, color).map_err(Failure::damaged)?;
    Ok(bytes)
}
