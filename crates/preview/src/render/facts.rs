//! What a page wants to know before the picture is there.

use super::Canvas;
use crate::Facts;

/// Colours are counted in boxes of 32 × 32 × 32 values a side of 8.
const BOXES: usize = 8 * 8 * 8;

/// Looks at every pixel of the canvas; `width` and `height` are the original's.
pub(crate) fn of(canvas: &Canvas, width: u32, height: u32) -> Facts {
    let mut counts = vec![Tally::default(); BOXES];
    let (mut visible, mut light, mut clear, mut all) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut has_alpha = false;
    for pixel in canvas.bytes().chunks_exact(canvas.channels()) {
        let [r, g, b] = [pixel[0], pixel[1], pixel[2]];
        let alpha = u64::from(pixel.get(3).copied().unwrap_or(u8::MAX));
        has_alpha |= alpha < 255;
        all += 1;
        clear += u64::from(alpha < 128);
        visible += alpha;
        light += if is_light(r, g, b) { alpha } else { 0 };
        counts[usize::from(r >> 5) * 64 + usize::from(g >> 5) * 8 + usize::from(b >> 5)].add([r, g, b], alpha);
    }
    let most = counts.iter().copied().reduce(|a, b| if b.weight > a.weight { b } else { a }).unwrap_or_default();
    Facts {
        width,
        height,
        has_alpha,
        dominant: most.mean(),
        // Four fifths of what is seen are light, and a twentieth at least is ground.
        is_light: clear * 20 >= all && visible > 0 && light * 5 >= visible * 4,
    }
}

/// Light enough to get lost on white.
fn is_light(r: u8, g: u8, b: u8) -> bool {
    (u32::from(r) * 2126 + u32::from(g) * 7152 + u32::from(b) * 722) / 10_000 >= 200
}

#[derive(Clone, Copy, Default)]
struct Tally {
    weight: u64,
    sum: [u64; 3],
}

impl Tally {
    fn add(&mut self, rgb: [u8; 3], weight: u64) {
        self.weight += weight;
        for (sum, sample) in self.sum.iter_mut().zip(rgb) {
            *sum += u64::from(sample) * weight;
        }
    }

    fn mean(self) -> String {
        // Nothing visible at all: the page's own ground.
        let [r, g, b] = self.sum.map(|sum| (sum + self.weight / 2).checked_div(self.weight).unwrap_or(255));
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}
