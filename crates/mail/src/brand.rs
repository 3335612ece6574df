//! Whose paper a letter is written on.

use crate::{Accent, Line};
use words::Value;

/// The organisation or portal in whose name a letter goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The organisation's (or the portal's) name, as people say it.
    pub organisation: Line,
    /// The colour of the one button.
    pub accent: Accent,
    /// The logo; without one the name stands in its place.
    pub logo: Option<Picture>,
    /// Where the name and the logo lead: an absolute link to the front page.
    pub home_url: Line,
}

impl Brand {
    /// What sentences may say of it.
    pub(crate) fn values(&self) -> [(&'static str, Value); 1] {
        [("organisation", self.organisation.value())]
    }
}

/// A picture that a mail program loads by its link; nothing is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// An absolute link.
    pub url: Line,
    /// Width and height in pixels, so that nothing is distorted or shifts; `None` when unknown.
    pub size: Option<(u32, u32)>,
}

impl Picture {
    /// A picture whose measures are known: the better of the two ways.
    pub fn sized(url: impl Into<Line>, width: u32, height: u32) -> Self {
        Self { url: url.into(), size: Some((width, height)) }
    }

    /// A picture of unknown measures: a logo gets a fixed height, a thumbnail a square.
    pub fn unsized_at(url: impl Into<Line>) -> Self {
        Self { url: url.into(), size: None }
    }

    /// The size at which the picture fits a box, proportions kept, never enlarged, never below 1.
    pub(crate) fn within(&self, width: u32, height: u32) -> Option<(u32, u32)> {
        let (own_width, own_height) = self.size.filter(|&(w, h)| w > 0 && h > 0)?;
        if own_width <= width && own_height <= height {
            return Some((own_width, own_height));
        }
        let scale = (f64::from(width) / f64::from(own_width)).min(f64::from(height) / f64::from(own_height));
        // Both products are at most the box's own sides, so the casts cannot truncate.
        let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
        Some((scaled(own_width), scaled(own_height)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions_in_the_box() {
        let fit = |w, h| Picture::sized("https://x.example/a.png", w, h).within(56, 56);
        assert_eq!(fit(480, 240), Some((56, 28)));
        assert_eq!(fit(240, 480), Some((28, 56)));
        assert_eq!(fit(20, 10), Some((20, 10)));
        assert_eq!(fit(10_000, 1), Some((56, 1)));
        assert_eq!(fit(0, 10), None);
        assert_eq!(fit(u32::MAX, u32::MAX), Some((56, 56)));
    }
}
