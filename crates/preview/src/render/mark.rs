//! A watermark: words across a picture, again and again, light with a dark edge, so that they show on any ground.

use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};
use resvg::usvg::{Options, Tree};

use super::drawing::straight;
use super::{Canvas, fonts};
use crate::Failure;

/// How steeply the words rise.
const SLOPE: f32 = -30.0;
/// What the words are set in before they are shrunk to the picture: large enough for the largest.
const SET_IN: f32 = 160.0;
/// Words on one stamp; the rest of them would be too small to read.
const MOST_LETTERS: usize = 80;

/// The same picture with the words over it, as transparent as before.
pub(crate) fn mark(canvas: Canvas, words: &str) -> Result<Canvas, Failure> {
    let (width, height) = (canvas.width() as f32, canvas.height() as f32);
    let longer = width.max(height);
    let mut size = (longer / 22.0).clamp(12.0, SET_IN);
    let stamp = stamp(words)?;
    // Long words are set smaller, so that they can be read whole somewhere.
    let set_width = stamp.width() as f32 * size / SET_IN;
    size *= (longer * 0.7 / set_width).min(1.0);
    let scale = size / SET_IN;
    let (step_x, step_y) = (stamp.width() as f32 * scale + size * 2.0, (size * 3.0).max(18.0));
    let mut pixmap = premultiplied(&canvas)?;
    let turned = Transform::from_translate(width / 2.0, height / 2.0).pre_concat(Transform::from_rotate(SLOPE));
    let reach = width.hypot(height) / 2.0;
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    let rows = (reach / step_y).ceil() as i32;
    let columns = (reach / step_x).ceil() as i32 + 1;
    for row in -rows..=rows {
        // Every second row stands between the words of the one above.
        let shift = if row % 2 == 0 { 0.0 } else { step_x / 2.0 };
        for column in -columns..=columns {
            let place = turned.pre_translate(column as f32 * step_x + shift, row as f32 * step_y);
            pixmap.draw_pixmap(0, 0, stamp.as_ref(), &paint, place.pre_scale(scale, scale), None);
        }
    }
    let alpha = canvas.channels() == 4;
    let (width, height) = (canvas.width(), canvas.height());
    let rgba = straight(pixmap);
    if alpha {
        return Canvas::new(width, height, true, rgba);
    }
    let rgb = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Canvas::new(width, height, false, rgb)
}

/// The words once, as large as they are ever needed. Where no typeface here has their letters they become a stroke:
/// a picture that is to be marked never goes out unmarked.
fn stamp(words: &str) -> Result<Pixmap, Failure> {
    let mut options = Options::default();
    fonts::load(options.fontdb_mut());
    options.font_family = fonts::FAMILY.to_owned();
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().take(MOST_LETTERS).collect();
    let style =
        "fill='#fff' fill-opacity='.42' stroke='#000' stroke-opacity='.3' stroke-width='6' paint-order='stroke'";
    let text =
        format!("<text {style} font-size='{SET_IN}' font-weight='600' xml:space='preserve'>{}</text>", escaped(&words));
    let stroke = format!("<path {style} d='M0 0h640v48h-640z'/>");
    let drawn = drawn(&text, &options)?.filter(has_ink);
    drawn
        .map_or_else(|| self::drawn(&stroke, &options), |stamp| Ok(Some(stamp)))?
        .ok_or_else(|| Failure::damaged("no stamp"))
}

/// What stands in the text of a drawing, cut to its ink.
fn drawn(inside: &str, options: &Options<'_>) -> Result<Option<Pixmap>, Failure> {
    let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>{inside}</svg>");
    let tree = Tree::from_str(&text, options).map_err(Failure::damaged)?;
    let ink = tree.root().abs_stroke_bounding_box();
    let (width, height) = (ink.width().ceil() as u32 + 2, ink.height().ceil() as u32 + 2);
    if ink.width() < 1.0 || width > 40_000 || height > 4_000 {
        return Ok(None);
    }
    let Some(mut pixmap) = Pixmap::new(width, height) else { return Ok(None) };
    resvg::render(&tree, Transform::from_translate(1.0 - ink.x(), 1.0 - ink.y()), &mut pixmap.as_mut());
    Ok(Some(pixmap))
}

fn has_ink(pixmap: &Pixmap) -> bool {
    pixmap.data().chunks_exact(4).any(|pixel| pixel[3] > 40)
}

fn escaped(words: &str) -> String {
    let mut text = String::new();
    for c in words.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            c => text.push(c),
        }
    }
    text
}

fn premultiplied(canvas: &Canvas) -> Result<Pixmap, Failure> {
    let mut pixmap = Pixmap::new(canvas.width(), canvas.height()).ok_or_else(|| Failure::damaged("no size"))?;
    let pixels = pixmap.data_mut().chunks_exact_mut(4);
    for (to, from) in pixels.zip(canvas.bytes().chunks_exact(canvas.channels())) {
        let alpha = from.get(3).copied().unwrap_or(u8::MAX);
        let seen = |sample: u8| u8::try_from((u32::from(sample) * u32::from(alpha) + 127) / 255).unwrap_or(u8::MAX);
        to.copy_from_slice(&[seen(from[0]), seen(from[1]), seen(from[2]), alpha]);
    }
    Ok(pixmap)
}
