//! JPEG, decoded at an eighth, two eighths … of its size where that is enough.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::Image;
use image::metadata::Orientation;
use mozjpeg::{ColorSpace, Decompress, Marker};

use super::bitmap::{Colour, Original, check_size};
use super::{fitted, raster};
use crate::{Failure, Limits, Reason};

const EXIF: Marker = Marker::APP(1);
const PROFILE: Marker = Marker::APP(2);
const ADOBE: Marker = Marker::APP(14);

/// Decodes no larger than needed; what the scaling decoder cannot read, the forgiving one may.
pub(crate) fn decode(file: File, limits: &Limits, wanted: raster::Wanted<'_>) -> Result<Original, Failure> {
    let mut bytes = Vec::new();
    BufReader::new(file).read_to_end(&mut bytes).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    // The library's way to give up is to unwind.
    let scaled = catch_unwind(AssertUnwindSafe(|| scaled(&bytes, limits, wanted)));
    match scaled.unwrap_or_else(|_| Err(Failure::damaged("the decoder gave up"))) {
        Err(failure) if failure.reason == Reason::Damaged => raster::forgiving_jpeg(Cursor::new(bytes), limits),
        other => other,
    }
}

fn scaled(bytes: &[u8], limits: &Limits, wanted: raster::Wanted<'_>) -> Result<Original, Failure> {
    let markers = [EXIF, PROFILE, ADOBE];
    let mut decoder = Decompress::with_markers(&markers).from_mem(bytes).map_err(Failure::damaged)?;
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = (side(decoder.width()), side(decoder.height()));
    let (colour, channels, space) = match decoder.color_space() {
        ColorSpace::JCS_GRAYSCALE => (Colour::Gray, 1, ColorSpace::JCS_GRAYSCALE),
        ColorSpace::JCS_YCbCr | ColorSpace::JCS_RGB => (Colour::Rgb, 3, ColorSpace::JCS_RGB),
        ColorSpace::JCS_CMYK | ColorSpace::JCS_YCCK => (Colour::Cmyk, 4, ColorSpace::JCS_CMYK),
        _ => return Err(Failure::damaged("samples of no known meaning")),
    };
    check_size(width, height, channels, limits)?;
    let marked = |marker: Marker| decoder.markers().filter(move |found| found.marker == marker).map(|found| found.data);
    let exif = marked(EXIF).find_map(|data| data.strip_prefix(b"Exif\0\0"));
    let orientation = exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let icc = profile(marked(PROFILE));
    let is_from_adobe = marked(ADOBE).any(|data| data.starts_with(b"Adobe"));

    let (least_width, least_height) = fitted(width, height, wanted(width, height));
    let eighths =
        |side: u32, least: u32| (1..8).find(|n| (u64::from(side) * n).div_ceil(8) >= least.into()).unwrap_or(8);
    let scale = eighths(width, least_width).max(eighths(height, least_height));
    decoder.scale(u8::try_from(scale).unwrap_or(8));
    let mut started = decoder.to_colorspace(space).map_err(Failure::damaged)?;
    let mut pixels = Image::new(side(started.width()), side(started.height()), colour.pixel_type(false));
    let written = started.read_scanlines_into::<u8>(pixels.buffer_mut()).map_err(Failure::damaged)?;
    if written.len() != pixels.buffer().len() {
        return Err(Failure::damaged("pixels do not fill the picture"));
    }
    if colour == Colour::Cmyk && is_from_adobe {
        // Adobe's programs write what is left white; others write ink, as the standard says.
        pixels.buffer_mut().iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    Ok(Original { pixels, colour, width, height, orientation, icc })
}

/// The colour profile, which is cut into numbered parts; none where one is missing (ICC.1, annex B.4).
fn profile<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut found = Vec::new();
    for part in parts.filter_map(|data| data.strip_prefix(b"ICC_PROFILE\0")) {
        let [number, count, data @ ..] = part else { return None };
        found.push((*number, *count, data));
    }
    found.sort_by_key(|(number, ..)| *number);
    let count = found.len();
    let is_whole =
        |(at, part): (usize, &(u8, u8, &[u8]))| usize::from(part.0) == at + 1 && usize::from(part.1) == count;
    let whole = count > 0 && found.iter().enumerate().all(is_whole);
    whole.then(|| found.iter().flat_map(|(.., data)| data.iter().copied()).collect())
}
