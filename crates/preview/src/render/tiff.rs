//! TIFF: the first page, in the colours of light or of ink.

use std::fs::File;
use std::io::{BufReader, Seek};

use fast_image_resize::images::Image;
use image::metadata::Orientation;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::bitmap::{Colour, Original, check_size};
use super::raster;
use crate::{Failure, Limits, Reason};

/// Ink is read here, so that its profile can be applied; everything else by the general decoder.
pub(crate) fn decode(mut file: File, limits: &Limits, _: raster::Wanted<'_>) -> Result<Original, Failure> {
    let again = file.try_clone().map_err(|cause| Failure::unavailable("reading the file", cause))?;
    let mut decoder = Decoder::new(BufReader::new(again)).map_err(refusal)?.with_limits(allowance(limits));
    let (width, height) = decoder.dimensions().map_err(refusal)?;
    let orientation = match decoder.find_tag_unsigned::<u8>(Tag::Orientation) {
        Ok(Some(said)) => Orientation::from_exif(said).unwrap_or(Orientation::NoTransforms),
        // Broken metadata is no reason to show nothing.
        _ => Orientation::NoTransforms,
    };
    let icc = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let deep = match decoder.colortype().map_err(refusal)? {
        ColorType::CMYK(8) => false,
        ColorType::CMYK(16) => true,
        _ => {
            file.rewind().map_err(|cause| Failure::unavailable("reading the file", cause))?;
            let read = image::codecs::tiff::TiffDecoder::new(BufReader::new(file));
            // Once its limits are set, the general decoder finds no profile any more.
            return raster::whole(read, limits).map(|original| Original { orientation, icc, ..original });
        }
    };
    check_size(width, height, if deep { 8 } else { 4 }, limits)?;
    let samples = match decoder.read_image().map_err(refusal)? {
        DecodingResult::U8(samples) if !deep => samples,
        DecodingResult::U16(samples) if deep => samples.into_iter().flat_map(u16::to_ne_bytes).collect(),
        _ => return Err(Failure::new(Reason::Unsupported, "ink in an unusual number of bits")),
    };
    let colour = Colour::Cmyk;
    let mut pixels = Image::new(width, height, colour.pixel_type(deep));
    // Ink in separate planes has fewer samples here than pixels need.
    if samples.len() != pixels.buffer().len() {
        return Err(Failure::new(Reason::Unsupported, "ink in separate planes"));
    }
    pixels.buffer_mut().copy_from_slice(&samples);
    Ok(Original { pixels, colour, width, height, orientation, icc })
}

fn allowance(limits: &Limits) -> tiff::decoder::Limits {
    let room = usize::try_from(limits.memory / 2).unwrap_or(usize::MAX);
    let mut allowance = tiff::decoder::Limits::default();
    allowance.decoding_buffer_size = room;
    allowance.intermediate_buffer_size = room;
    allowance.ifd_value_size = 16 << 20;
    allowance
}

fn refusal(cause: TiffError) -> Failure {
    let reason = match &cause {
        TiffError::LimitsExceeded | TiffError::IntSizeError => Reason::TooLarge,
        TiffError::UnsupportedError(_) => Reason::Unsupported,
        _ => Reason::Damaged,
    };
    Failure::new(reason, cause.to_string())
}
