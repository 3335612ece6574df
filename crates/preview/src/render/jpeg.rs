//! JPEG, decoded at a half, a quarter or an eighth of its size where that is enough.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};

use fast_image_resize::images::Image;
use image::metadata::Orientation;
use jpeg_decoder::{Decoder, PixelFormat};

use super::bitmap::{Colour, Original, check_size};
use super::{fitted, raster};
use crate::{Failure, Limits, Reason};

/// Decodes no larger than needed; what the scaling decoder cannot read, the forgiving one may.
pub(crate) fn decode(file: File, limits: &Limits, wanted: raster::Wanted<'_>) -> Result<Original, Failure> {
    let mut bytes = Vec::new();
    BufReader::new(file).read_to_end(&mut bytes).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    match scaled(&bytes, limits, wanted) {
        Err(failure) if failure.reason == Reason::Damaged => raster::forgiving_jpeg(Cursor::new(bytes), limits),
        other => other,
    }
}

fn scaled(bytes: &[u8], limits: &Limits, wanted: raster::Wanted<'_>) -> Result<Original, Failure> {
    let mut decoder = Decoder::new(bytes);
    decoder.read_info().map_err(Failure::damaged)?;
    let info = decoder.info().ok_or_else(|| Failure::damaged("no frame"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let (colour, deep) = match info.pixel_format {
        PixelFormat::L8 => (Colour::Gray, false),
        PixelFormat::L16 => (Colour::Gray, true),
        PixelFormat::RGB24 => (Colour::Rgb, false),
        PixelFormat::CMYK32 => (Colour::Cmyk, false),
    };
    check_size(width, height, info.pixel_format.pixel_bytes() as u64, limits)?;
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.memory / 4 * 3).unwrap_or(usize::MAX));
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let icc = decoder.icc_profile();
    let (least_width, least_height) = fitted(width, height, wanted(width, height));
    let narrow = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    let (w, h) = decoder.scale(narrow(least_width), narrow(least_height)).map_err(Failure::damaged)?;
    let mut samples = decoder.decode().map_err(Failure::damaged)?;
    if colour == Colour::Cmyk && !is_from_adobe(bytes) {
        // The decoder takes ink for inverted, as Adobe's programs write it; others write it as the standard says.
        samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    let mut pixels = Image::new(w.into(), h.into(), colour.pixel_type(deep));
    if samples.len() != pixels.buffer().len() {
        return Err(Failure::damaged("pixels do not fill the picture"));
    }
    pixels.buffer_mut().copy_from_slice(&samples);
    Ok(Original { pixels, colour, width, height, orientation, icc })
}

/// Whether the headers carry Adobe's marker (APP14).
fn is_from_adobe(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, tail @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        if *marker == 0xee && tail.starts_with(b"Adobe") {
            return true;
        }
        if *marker == 0xda {
            return false;
        }
        rest = tail.get(length..).unwrap_or_default();
    }
    false
}
