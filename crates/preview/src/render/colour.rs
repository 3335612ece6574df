//! Everything becomes sRGB, because that is what a page without a profile is shown in.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::bitmap::Colour;

/// Larger profiles exist, for printing presses; none is worth the time here.
const LARGEST_PROFILE: usize = 8 << 20;

/// RGB or RGBA in sRGB. A profile that is broken, or is for other colours than these, is passed over: a picture in
/// slightly wrong colours is better than none.
pub(crate) fn to_srgb(pixels: Vec<u8>, colour: Colour, icc: Option<&[u8]>) -> Vec<u8> {
    icc.and_then(|icc| by_profile(&pixels, colour, icc)).unwrap_or_else(|| by_custom(pixels, colour))
}

fn by_profile(pixels: &[u8], colour: Colour, icc: &[u8]) -> Option<Vec<u8>> {
    if icc.len() > LARGEST_PROFILE {
        return None;
    }
    let profile = ColorProfile::new_from_slice(icc).ok()?;
    let (space, from, to) = match colour {
        Colour::Gray => (DataColorSpace::Gray, Layout::Gray, Layout::Rgb),
        Colour::GrayAlpha => (DataColorSpace::Gray, Layout::GrayAlpha, Layout::Rgba),
        Colour::Rgb => (DataColorSpace::Rgb, Layout::Rgb, Layout::Rgb),
        Colour::Rgba => (DataColorSpace::Rgb, Layout::Rgba, Layout::Rgba),
        // The library lays ink out as four channels and calls them RGBA.
        Colour::Cmyk => (DataColorSpace::Cmyk, Layout::Rgba, Layout::Rgb),
    };
    if profile.color_space != space {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default()).ok()?;
    let mut converted = vec![0; pixels.len() / from.channels() * to.channels()];
    transform.transform(pixels, &mut converted).ok()?;
    Some(converted)
}

/// Without a profile: gray and RGB are taken for sRGB, ink for what a simple printer does with it.
fn by_custom(pixels: Vec<u8>, colour: Colour) -> Vec<u8> {
    match colour {
        Colour::Rgb | Colour::Rgba => pixels,
        Colour::Gray => pixels.iter().flat_map(|gray| [*gray; 3]).collect(),
        Colour::GrayAlpha => pixels.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
        Colour::Cmyk => pixels.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]].map(|ink| under(ink, p[3]))).collect(),
    }
}

/// The light that one ink and black leave.
fn under(ink: u8, black: u8) -> u8 {
    let light = u32::from(255 - ink) * u32::from(255 - black);
    u8::try_from((light + 127) / 255).unwrap_or(u8::MAX)
}
