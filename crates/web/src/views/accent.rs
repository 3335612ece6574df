//! A portal's accent colour, made safe to read.
//!
//! Pages carry no inline style, so the colour reaches them as a stylesheet of its own, one address for each
//! colour. The brand's exact colour fills buttons where letters read on it; where it is text or a line it is darkened (or lightened,
//! on a dark ground) just as far as contrast demands, so hue and character stay.

use std::fmt;

/// A colour as people give it: `#RRGGBB` or `RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accent {
    rgb: [u8; 3],
}

/// The grounds that text in the accent colour stands on (`--ground-2` of `ajar.css`, the harder one of two).
const LIGHT_GROUND: [u8; 3] = [0xf4, 0xf4, 0xf1];
const DARK_GROUND: [u8; 3] = [0x24, 0x26, 0x29];
const WHITE: [u8; 3] = [0xff; 3];
/// Pure, since with anything softer some middling colours would have no legible ink at all.
const BLACK: [u8; 3] = [0; 3];
const INK: [u8; 3] = [0x11, 0x12, 0x14];

/// WCAG AA asks for 4.5; the rest is for rounding.
const TEXT_CONTRAST: f64 = 4.6;

impl Accent {
    /// Ajar's own accent, where no portal brings one. `ajar.css` carries its values already.
    pub const DEFAULT: Accent = Accent { rgb: [0x17, 0x59, 0x4a] };

    /// Reads `#RRGGBB` or `RRGGBB`, in either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Accent> {
        let hex = text.strip_prefix('#').unwrap_or(text);
        if hex.len() != 6 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(hex, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Accent { rgb: [red, green, blue] })
    }

    /// Its stylesheet's address below `base`.
    pub fn stylesheet_url(self, base: &str) -> String {
        format!("{base}/assets/accent/{self}.css")
    }

    /// The stylesheet: the tokens of `ajar.css` that depend on the accent, for light and dark.
    pub fn stylesheet(self) -> String {
        let light = self.tokens(LIGHT_GROUND, INK);
        let dark = self.tokens(DARK_GROUND, WHITE);
        format!(":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
    }

    /// How it is worn on light and on dark pages.
    pub fn worn(self) -> [Worn; 2] {
        [self.worn_on(LIGHT_GROUND, INK), self.worn_on(DARK_GROUND, WHITE)]
    }

    fn worn_on(self, ground: [u8; 3], toward: [u8; 3]) -> Worn {
        let Tones { fill, on_fill, text, .. } = self.tones(ground, toward);
        Worn {
            ground: Hex(ground).to_string(),
            fill: Hex(fill).to_string(),
            on_fill: Hex(on_fill).to_string(),
            text: Hex(text).to_string(),
            fill_contrast: contrast(fill, on_fill),
            text_contrast: contrast(text, ground),
            is_exact: fill == self.rgb && text == self.rgb,
        }
    }

    fn tones(self, ground: [u8; 3], toward: [u8; 3]) -> Tones {
        // A fill must stand out from its ground a little too, or a near-white button vanishes on white.
        let fill = until_contrast(self.rgb, ground, toward, 1.25);
        // Where white nearly reads on it, as on most reds and oranges, a shade darker is truer to the brand
        // than black letters.
        let (fill, on_fill) = match contrast(fill, WHITE) {
            nearly if nearly >= 3.2 => (until_contrast(fill, WHITE, BLACK, TEXT_CONTRAST), WHITE),
            _ => (fill, BLACK),
        };
        let text = until_contrast(self.rgb, ground, toward, TEXT_CONTRAST);
        // Away from the ink on it, so that hovering only ever adds contrast.
        let away = if on_fill == WHITE { BLACK } else { WHITE };
        Tones { fill, hover: mix(fill, away, 0.16), on_fill, text }
    }

    fn tokens(self, ground: [u8; 3], toward: [u8; 3]) -> String {
        let Tones { fill, hover, on_fill, text } = self.tones(ground, toward);
        format!(
            "--accent:{};--accent-hover:{};--on-accent:{};--accent-text:{}",
            Hex(fill),
            Hex(hover),
            Hex(on_fill),
            Hex(text)
        )
    }
}

/// What becomes of a colour on one ground.
struct Tones {
    fill: [u8; 3],
    hover: [u8; 3],
    on_fill: [u8; 3],
    text: [u8; 3],
}

/// How a colour is worn on one ground, for its owner to see: every colour as `#rrggbb`.
#[derive(Debug, Clone)]
pub struct Worn {
    /// The ground.
    pub ground: String,
    /// What fills buttons.
    pub fill: String,
    /// The letters on them.
    pub on_fill: String,
    /// Links and lines.
    pub text: String,
    /// Contrast of the letters on buttons, from 1 to 21.
    pub fill_contrast: f64,
    /// Contrast of links on the ground.
    pub text_contrast: f64,
    /// Whether it is worn just as it was given.
    pub is_exact: bool,
}

impl Worn {
    /// "7.1 : 1", rounded down, so that it never promises more than there is.
    pub fn ratio(contrast: &f64) -> String {
        format!("{:.1} : 1", (contrast * 10.0).floor() / 10.0)
    }
}

impl fmt::Display for Accent {
    /// Six lower-case hexadecimal digits, no `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "{red:02x}{green:02x}{blue:02x}")
    }
}

struct Hex([u8; 3]);

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", Accent { rgb: self.0 })
    }
}

/// Mixes `colour` toward `toward` in small steps until it contrasts enough with `ground`.
fn until_contrast(colour: [u8; 3], ground: [u8; 3], toward: [u8; 3], wanted: f64) -> [u8; 3] {
    (0..=50)
        .map(|step| mix(colour, toward, f64::from(step) / 50.0))
        .find(|mixed| contrast(*mixed, ground) >= wanted)
        .unwrap_or(toward)
}

fn mix(from: [u8; 3], to: [u8; 3], share: f64) -> [u8; 3] {
    std::array::from_fn(|i| {
        let (from, to) = (f64::from(from[i]), f64::from(to[i]));
        // A mean of two bytes, so it fits a byte.
        (from + (to - from) * share).round() as u8
    })
}

/// Contrast of two colours as WCAG 2 defines it, from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_hexadecimal_digits_are_a_colour() {
        assert_eq!(Accent::parse("#17594A"), Some(Accent::DEFAULT));
        assert_eq!(Accent::parse("17594a").map(|accent| accent.to_string()), Some("17594a".into()));
        for wrong in ["", "#fff", "red", "+17594", "17594a;", "éééa"] {
            assert_eq!(Accent::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_accent_is_legible_in_light_and_dark() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    check(Accent { rgb: [red, green, blue] });
                }
            }
        }
    }

    fn check(accent: Accent) {
        let css = accent.stylesheet();
        for (scheme, ground) in css.split("@media").zip([LIGHT_GROUND, DARK_GROUND]) {
            let token = |name: &str| {
                let start = scheme.find(&format!("{name}:#")).map(|at| at + name.len() + 2);
                let hex = start.and_then(|start| scheme.get(start..start + 6));
                hex.and_then(Accent::parse).map(|accent| accent.rgb).unwrap_or_default()
            };
            let on = token("--on-accent");
            assert!(contrast(token("--accent"), on) >= 4.5, "{accent}: {scheme}");
            assert!(contrast(token("--accent-hover"), on) >= 4.5, "{accent}: {scheme}");
            assert!(contrast(token("--accent-text"), ground) >= 4.5, "{accent}: {scheme}");
        }
    }

    #[test]
    fn the_default_stands_in_the_stylesheet() {
        let css = include_str!("../../assets/ajar.css").replace(": #", ":#");
        for token in ["--accent:", "--accent-hover:", "--on-accent:", "--accent-text:"] {
            let wanted = Accent::DEFAULT.tokens(LIGHT_GROUND, INK);
            let value = wanted.split(';').find(|part| part.starts_with(token)).unwrap_or("missing");
            assert!(css.contains(value), "{value}");
        }
    }
}
