//! Typefaces: a specimen, set in the typeface itself: two large letters, its alphabet and its figures, on white paper.

use std::fs::File;
use std::io::{BufReader, Read};

use resvg::tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Transform};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::Canvas;
use super::drawing::{Drawn, Extent};
use crate::{Failure, Limits, Reason};

/// The sheet, in units of its own. Three to two, as most cards are.
const WIDTH: f32 = 960.0;
const HEIGHT: f32 = 640.0;
const MARGIN: f32 = 72.0;
/// Neutral, and dark enough for hairlines.
const INK: [u8; 3] = [0x1c, 0x20, 0x26];
/// Unpacked typefaces of the whole world's letters stay below this.
const LARGEST: usize = 128 << 20;
/// Letters of a script without the Latin ones that are looked at.
const MOST_LETTERS: usize = 20_000;

/// Draws the sheet at the extent asked for.
pub(crate) fn draw(file: File, extent: Extent, limits: &Limits) -> Result<Drawn, Failure> {
    let mut bytes = Vec::new();
    BufReader::new(file).read_to_end(&mut bytes).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    let bytes = unpacked(bytes)?;
    // Of a collection the first.
    let font = FontRef::from_index(&bytes, 0).map_err(Failure::damaged)?;
    let (width, height) = extent.of(WIDTH, HEIGHT, limits)?;
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| Failure::damaged("no size"))?;
    pixmap.fill(Color::WHITE);
    let sheet = Sheet { font: &font, fit: Transform::from_scale(width as f32 / WIDTH, height as f32 / HEIGHT) };
    if !sheet.set(&mut pixmap, &Words::of(&font)) {
        return Err(Failure::new(Reason::Unsupported, "a typeface without outlines"));
    }
    let rgb = pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok(Drawn { canvas: Canvas::new(width, height, false, rgb)?, width: WIDTH as u32, height: HEIGHT as u32 })
}

/// What compressed typefaces hold; others as they are.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    // Both say how large they will be; who believes it should have room.
    let said = bytes.get(16..20).and_then(|said| said.first_chunk()).map_or(0, |said| u32::from_be_bytes(*said));
    let is_packed = bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2");
    if is_packed && said as usize > LARGEST {
        return Err(Failure::new(Reason::TooLarge, format!("a typeface of {said} bytes")));
    }
    let spoilt = |cause: wuff::WuffErr| Failure::damaged(format!("not to be unpacked: {cause:?}"));
    match bytes.first_chunk() {
        Some(b"wOFF") => wuff::decompress_woff1(&bytes).map_err(spoilt),
        Some(b"wOF2") => wuff::decompress_woff2(&bytes).map_err(spoilt),
        _ => Ok(bytes),
    }
}

/// What is set: large, and in the lines below.
struct Words {
    large: String,
    lines: Vec<String>,
    to_the_left: bool,
}

impl Words {
    fn of(font: &FontRef<'_>) -> Self {
        let map = font.charmap();
        let has = |text: &str| text.chars().filter(|c| *c != ' ').all(|c| map.map(c).is_some());
        let lines = |texts: &[&str]| texts.iter().filter(|text| has(text)).map(|text| (*text).to_owned()).collect();
        if has("Aa") {
            let lines = lines(&["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"]);
            return Self { large: "Aa".into(), lines, to_the_left: false };
        }
        // Its own first letters; the signs where it has none.
        let known = || map.mappings().take(MOST_LETTERS).filter_map(|(code, _)| char::from_u32(code));
        let mut letters: Vec<char> = known().filter(|c| c.is_alphabetic() && !c.is_ascii()).take(48).collect();
        if letters.len() < 2 {
            letters = known().filter(|c| !c.is_control() && !c.is_whitespace()).take(48).collect();
        }
        let to_the_left = letters.first().is_some_and(|c| is_set_to_the_left(*c));
        let mut own: Vec<String> = letters.chunks(16).map(|line| line.iter().collect()).collect();
        own.extend(lines(&["0123456789"]));
        Self { large: letters.iter().take(2).collect(), lines: own, to_the_left }
    }
}

/// Hebrew, Arabic and their neighbours.
fn is_set_to_the_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

struct Sheet<'a> {
    font: &'a FontRef<'a>,
    fit: Transform,
}

impl Sheet<'_> {
    /// Sets everything; whether any ink was used.
    fn set(&self, pixmap: &mut Pixmap, words: &Words) -> bool {
        let inside = WIDTH - 2.0 * MARGIN;
        // The large letters stand on a line a little below the middle, whatever their typeface's own proportions.
        let mut inked = self.line(pixmap, &words.large, 300.0, inside, 350.0, words.to_the_left);
        let mut base = 440.0;
        // One size for all lines: that at which the longest of them fills the measure.
        let size = words.lines.iter().map(|line| self.fitting(line, 54.0, inside)).fold(54.0, f32::min);
        for line in words.lines.iter().take(4) {
            inked |= self.line(pixmap, line, size, inside, base, words.to_the_left);
            base += (size * 1.5).min(60.0);
        }
        inked
    }

    /// The largest size up to `most` at which the text fits into `measure`.
    fn fitting(&self, text: &str, most: f32, measure: f32) -> f32 {
        let metrics = self.font.glyph_metrics(Size::new(most), LocationRef::default());
        let map = self.font.charmap();
        let advance = |c: char| map.map(c).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(0.0);
        let width: f32 = text.chars().map(advance).sum();
        if width > measure { most * measure / width } else { most }
    }

    fn line(&self, pixmap: &mut Pixmap, text: &str, most: f32, measure: f32, base: f32, to_the_left: bool) -> bool {
        let size = self.fitting(text, most, measure);
        let metrics = self.font.glyph_metrics(Size::new(size), LocationRef::default());
        let (map, outlines) = (self.font.charmap(), self.font.outline_glyphs());
        let mut x = if to_the_left { WIDTH - MARGIN } else { MARGIN };
        let mut inked = false;
        for glyph in text.chars().filter_map(|c| map.map(c)) {
            let advance = metrics.advance_width(glyph).filter(|width| width.is_finite()).unwrap_or(size / 2.0);
            if to_the_left {
                x -= advance;
            }
            let mut pen = Pen(PathBuilder::new());
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            let outline = outlines.get(glyph).and_then(|outline| outline.draw(settings, &mut pen).ok());
            if let Some(path) = outline.and_then(|_| pen.0.finish()) {
                self.ink(pixmap, &path, x, base);
                inked = true;
            }
            if !to_the_left {
                x += advance;
            }
        }
        inked
    }

    fn ink(&self, pixmap: &mut Pixmap, path: &Path, x: f32, base: f32) {
        let mut paint = Paint::default();
        paint.set_color_rgba8(INK[0], INK[1], INK[2], 255);
        // Typefaces count upwards, pictures downwards.
        let place = self.fit.pre_translate(x, base).pre_scale(1.0, -1.0);
        pixmap.fill_path(path, &paint, FillRule::Winding, place, None);
    }
}

/// An outline as a path.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
