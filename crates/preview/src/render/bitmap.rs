//! Pixels: an original as decoded, and the small sRGB canvas made of it.

use fast_image_resize::images::Image;
use fast_image_resize::pixels::{InnerPixel, U8, U8x2, U8x3, U8x4, U16, U16x2, U16x3, U16x4};
use fast_image_resize::{FilterType, MulDiv, PixelTrait, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;

use super::{colour, fitted};
use crate::{Failure, Limits, Reason};

/// What the samples of a pixel mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    /// Amounts of ink: 255 is all of it.
    Cmyk,
}

impl Colour {
    pub(crate) fn has_alpha(self) -> bool {
        matches!(self, Self::GrayAlpha | Self::Rgba)
    }

    pub(crate) fn pixel_type(self, deep: bool) -> PixelType {
        match (self, deep) {
            (Self::Gray, false) => PixelType::U8,
            (Self::GrayAlpha, false) => PixelType::U8x2,
            (Self::Rgb, false) => PixelType::U8x3,
            (Self::Rgba | Self::Cmyk, false) => PixelType::U8x4,
            (Self::Gray, true) => PixelType::U16,
            (Self::GrayAlpha, true) => PixelType::U16x2,
            (Self::Rgb, true) => PixelType::U16x3,
            (Self::Rgba | Self::Cmyk, true) => PixelType::U16x4,
        }
    }
}

/// Refuses before anything is allocated: dimensions and the memory the decoded pixels would take.
pub(crate) fn check_size(width: u32, height: u32, pixel_bytes: u64, limits: &Limits) -> Result<(), Failure> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Failure::damaged("no pixels"));
    }
    // A quarter is left for the program, the file and the decoder's own buffers.
    let room = limits.memory / 4 * 3;
    if pixels > limits.pixels || width.max(height) > limits.edge || pixels.saturating_mul(pixel_bytes) > room {
        return Err(Failure::new(Reason::TooLarge, format!("{width} × {height} pixels of {pixel_bytes} bytes")));
    }
    Ok(())
}

/// A decoded file.
pub(crate) struct Original {
    /// As stored, maybe already smaller than the file says (scaled decoding).
    pub(crate) pixels: Image<'static>,
    pub(crate) colour: Colour,
    /// Dimensions the file says, before orientation.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) icc: Option<Vec<u8>>,
}

impl Original {
    /// Width and height as a person sees them.
    pub(crate) fn upright(&self) -> (u32, u32) {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        match self.orientation {
            Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }

    /// Shrinks to the longer edge given, converts to sRGB and turns upright.
    pub(crate) fn into_canvas(mut self, edge: u32) -> Result<Canvas, Failure> {
        let (width, height) = fitted(self.width, self.height, edge);
        let alpha = self.colour.has_alpha();
        let same = (self.pixels.width(), self.pixels.height()) == (width, height);
        if alpha && !same {
            // In place: a second copy of a hundred million pixels does not fit into the child.
            MulDiv::new().multiply_alpha_inplace(&mut self.pixels).map_err(Failure::damaged)?;
        }
        let mut small = resized(self.pixels, width, height, false)?;
        if alpha && !same {
            MulDiv::new().divide_alpha_inplace(&mut small).map_err(Failure::damaged)?;
        }
        let shallow = to_eight_bits(small);
        let pixels = colour::to_srgb(shallow, self.colour, self.icc.as_deref());
        Canvas::new(width, height, self.colour.has_alpha(), pixels)?.turned(self.orientation)
    }
}

/// Lanczos3 to exactly these dimensions; unchanged if it already has them.
fn resized(source: Image<'static>, width: u32, height: u32, use_alpha: bool) -> Result<Image<'static>, Failure> {
    if (source.width(), source.height()) == (width, height) {
        return Ok(source);
    }
    let mut target = Image::new(width, height, source.pixel_type());
    // By name rather than by the library's own choice: that one brings thirteen kinds of pixels, each for every processor.
    match source.pixel_type() {
        PixelType::U8 => resize::<U8>(&source, &mut target, use_alpha),
        PixelType::U8x2 => resize::<U8x2>(&source, &mut target, use_alpha),
        PixelType::U8x3 => resize::<U8x3>(&source, &mut target, use_alpha),
        PixelType::U8x4 => resize::<U8x4>(&source, &mut target, use_alpha),
        PixelType::U16 => resize::<U16>(&source, &mut target, use_alpha),
        PixelType::U16x2 => resize::<U16x2>(&source, &mut target, use_alpha),
        PixelType::U16x3 => resize::<U16x3>(&source, &mut target, use_alpha),
        PixelType::U16x4 => resize::<U16x4>(&source, &mut target, use_alpha),
        other => Err(Failure::damaged(format!("pixels of the kind {other:?}"))),
    }?;
    Ok(target)
}

fn resize<P: PixelTrait + InnerPixel>(
    source: &Image<'static>,
    target: &mut Image<'static>,
    use_alpha: bool,
) -> Result<(), Failure> {
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(use_alpha);
    let (Some(source), Some(mut target)) = (source.typed_image::<P>(), target.typed_image_mut::<P>()) else {
        return Err(Failure::damaged("pixels of another kind than they say"));
    };
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(Failure::damaged)
}

/// Samples of one byte each; sixteen bits are for darkrooms, not for previews.
fn to_eight_bits(image: Image<'static>) -> Vec<u8> {
    let deep = matches!(image.pixel_type(), PixelType::U16 | PixelType::U16x2 | PixelType::U16x3 | PixelType::U16x4);
    let bytes = image.into_vec();
    if !deep {
        return bytes;
    }
    let samples = bytes.chunks_exact(2).map(|pair| u32::from(u16::from_ne_bytes([pair[0], pair[1]])));
    // 257 × 255 = 65535: white stays white.
    samples.map(|sample| u8::try_from((sample + 128) / 257).unwrap_or(u8::MAX)).collect()
}

/// A small picture in sRGB, upright, eight bits a sample, RGB or RGBA with the colour not multiplied by alpha.
pub(crate) struct Canvas {
    pixels: Image<'static>,
    alpha: bool,
}

impl Canvas {
    pub(crate) fn new(width: u32, height: u32, alpha: bool, pixels: Vec<u8>) -> Result<Self, Failure> {
        let pixel_type = if alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let pixels = Image::from_vec_u8(width, height, pixels, pixel_type).map_err(Failure::damaged)?;
        Ok(Self { pixels, alpha })
    }

    pub(crate) fn width(&self) -> u32 {
        self.pixels.width()
    }

    pub(crate) fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// Without alpha: on white paper.
    pub(crate) fn on_white(self) -> Result<Self, Failure> {
        if !self.alpha {
            return Ok(self);
        }
        let (width, height) = (self.width(), self.height());
        let over = |sample: u8, alpha: u8| {
            let (sample, alpha) = (u32::from(sample), u32::from(alpha));
            u8::try_from((sample * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        let pixels = self.bytes().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]].map(|sample| over(sample, p[3])));
        let pixels = pixels.collect();
        Self::new(width, height, false, pixels)
    }

    /// RGB triples or RGBA quadruples, as [`channels`](Self::channels) says.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.pixels.buffer()
    }

    pub(crate) fn channels(&self) -> usize {
        if self.alpha { 4 } else { 3 }
    }

    /// Smaller, so that the longer edge is `edge`; a canvas that is not longer stays as it is.
    pub(crate) fn shrunk(self, edge: u32) -> Result<Self, Failure> {
        if edge >= self.width().max(self.height()) {
            return Ok(self);
        }
        let (width, height) = fitted(self.width(), self.height(), edge);
        Ok(Self { pixels: resized(self.pixels, width, height, true)?, alpha: self.alpha })
    }

    fn turned(self, orientation: Orientation) -> Result<Self, Failure> {
        if orientation == Orientation::NoTransforms {
            return Ok(self);
        }
        let (width, height, alpha) = (self.width(), self.height(), self.alpha);
        let lost = || Failure::damaged("pixels do not fill the picture");
        let bytes = self.pixels.into_vec();
        let mut image = if alpha {
            image::DynamicImage::ImageRgba8(image::RgbaImage::from_raw(width, height, bytes).ok_or_else(lost)?)
        } else {
            image::DynamicImage::ImageRgb8(image::RgbImage::from_raw(width, height, bytes).ok_or_else(lost)?)
        };
        image.apply_orientation(orientation);
        Self::new(image.width(), image.height(), alpha, image.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_is_refused_by_pixels_by_edge_and_by_memory() {
        let limits = Limits::default();
        let reason = |width, height, bytes| check_size(width, height, bytes, &limits).err().map(|f| f.reason);
        assert_eq!(reason(10_000, 10_000, 4), None);
        assert_eq!(reason(10_001, 10_000, 4), Some(Reason::TooLarge));
        assert_eq!(reason(30_000, 3_000, 1), None);
        assert_eq!(reason(30_001, 1, 1), Some(Reason::TooLarge));
        assert_eq!(reason(11_000, 9_000, 16), Some(Reason::TooLarge));
        assert_eq!(reason(u32::MAX, u32::MAX, 8), Some(Reason::TooLarge));
        assert_eq!(reason(0, 5, 3), Some(Reason::Damaged));
    }
}
