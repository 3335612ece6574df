//! PDF: the first page, on white paper. Nothing in it runs, and nothing outside of it is opened: its letters are set in
//! the typefaces it carries, else in the fourteen that come with the library.

use std::fs::File;
use std::io::{BufReader, Read};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::peniko::ImageAlphaType;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use super::Canvas;
use super::drawing::{Drawn, Extent};
use crate::{Failure, Limits, Reason};

/// Draws the first page at the extent asked for.
pub(crate) fn draw(file: File, extent: Extent, limits: &Limits) -> Result<Drawn, Failure> {
    let mut bytes = Vec::new();
    BufReader::new(file).read_to_end(&mut bytes).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    let pdf = Pdf::new(bytes).map_err(refusal)?;
    let page = pdf.pages().first().ok_or_else(|| Failure::damaged("no page"))?;
    let (own_width, own_height) = page.render_dimensions();
    let (width, height) = extent.of(own_width, own_height, limits)?;
    let settings =
        PixmapSettings { x_scale: scale(width, own_width), y_scale: scale(height, own_height), bg_color: WHITE };
    let interpreter = InterpreterSettings::default();
    let drawn = hayro::render(page, &RenderCache::new(), &interpreter, &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let rgba = drawn.take_rgba8(ImageAlphaType::Alpha);
    let rgb = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let whole = |side: f32| (side.round() as u32).max(1);
    Ok(Drawn { canvas: Canvas::new(width, height, false, rgb)?, width: whole(own_width), height: whole(own_height) })
}

/// The library cuts the product off; a quarter of a pixel keeps it on the right side.
fn scale(pixels: u32, own: f32) -> f32 {
    (pixels as f32 + 0.25) / own
}

fn refusal(cause: LoadPdfError) -> Failure {
    match cause {
        // One that is locked without a word, as many are against printing, opens.
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Failure::new(Reason::Unsupported, "a document behind a password")
        }
        LoadPdfError::Decryption(other) => Failure::new(Reason::Unsupported, format!("encryption: {other:?}")),
        LoadPdfError::Invalid => Failure::damaged("not to be read as a document"),
    }
}
