//! The one colour of a brand, and what may be written upon it.

use std::fmt;

/// The accent colour of an organisation or a portal: `#rrggbb`.
///
/// A type rather than a string because it is written into `style` attributes: what is not a colour
/// cannot get there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    red: u8,
    green: u8,
    blue: u8,
}

/// The text is not a colour of the form `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an accent colour is written #rrggbb, for example #1f5eff")]
pub struct InvalidAccent;

/// The letter's paper in light and in dark mode; a button must stand out from both.
const PAPER: Accent = Accent::rgb(0xff, 0xff, 0xff);
const PAPER_DARK: Accent = Accent::rgb(0x1e, 0x1e, 0x1c);
const BLACK: Accent = Accent::rgb(0, 0, 0);
const WHITE: Accent = Accent::rgb(0xff, 0xff, 0xff);

/// What WCAG asks of the edge of a control against what surrounds it.
const EDGE_CONTRAST: f64 = 3.0;

impl Accent {
    const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rrggbb`, in either case.
    ///
    /// # Errors
    ///
    /// [`InvalidAccent`] for everything else, including the short `#rgb` and colour names.
    pub fn parse(text: &str) -> Result<Self, InvalidAccent> {
        let hex = text.strip_prefix('#').ok_or(InvalidAccent)?;
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(InvalidAccent);
        }
        let value = u32::from_str_radix(hex, 16).map_err(|_| InvalidAccent)?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self { red, green, blue })
    }

    /// Black or white, whichever reads better on this colour.
    ///
    /// The better of the two has a contrast of at least 4.58 : 1 on any colour.
    pub fn ink(self) -> Self {
        if self.contrast(BLACK) > self.contrast(WHITE) { BLACK } else { WHITE }
    }

    /// The colour of a button's edge on light paper: its own, unless it would melt into the paper.
    pub fn edge(self) -> Self {
        self.edge_on(PAPER, Self::rgb(0x8a, 0x8a, 0x84))
    }

    /// The colour of a button's edge on dark paper.
    pub fn edge_dark(self) -> Self {
        self.edge_on(PAPER_DARK, Self::rgb(0x9a, 0x9a, 0x94))
    }

    fn edge_on(self, paper: Self, otherwise: Self) -> Self {
        if self.contrast(paper) < EDGE_CONTRAST { otherwise } else { self }
    }

    /// The WCAG contrast ratio between two colours, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl Default for Accent {
    /// The house's own blue, for who has not chosen a colour.
    fn default() -> Self {
        Self::rgb(0x1f, 0x4f, 0xd8)
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        assert_eq!(Accent::parse("#1F5eff").map(|a| a.to_string()), Ok("#1f5eff".into()));
        for wrong in ["", "#", "1f5eff", "#1f5ef", "#1f5eff0", "#1f5efg", "red", "#+12345", "#fff;}"] {
            assert_eq!(Accent::parse(wrong), Err(InvalidAccent), "{wrong}");
        }
    }

    #[test]
    fn the_ink_is_readable_on_every_colour() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let accent = Accent::rgb(red, green, blue);
                    assert!(accent.contrast(accent.ink()) >= 4.5, "{accent}");
                }
            }
        }
    }

    #[test]
    fn a_button_that_melts_into_the_paper_gets_an_edge() {
        for wrong in ["#ffffff", "#ffe600", "#000000", "#1e1e1c", "#808080"] {
            let accent = Accent::parse(wrong).unwrap();
            assert!(accent.edge().contrast(PAPER) >= EDGE_CONTRAST, "{wrong}");
            assert!(accent.edge_dark().contrast(PAPER_DARK) >= EDGE_CONTRAST, "{wrong}");
        }
        let blue = Accent::parse("#1f5eff").unwrap();
        assert_eq!(blue.edge(), blue);
    }
}
