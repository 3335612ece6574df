//! The system's fonts, where there are any. A drawing whose letters cannot be drawn is drawn without them.

use resvg::usvg::fontdb::{Database, Family, Query};

/// What letters without a family are set in.
pub(crate) const FAMILY: &str = "sans-serif";

/// Tried in turn where the system does not say what its generic families are.
const SANS: [&str; 5] = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Helvetica", "Arial"];
const SERIF: [&str; 5] = ["DejaVu Serif", "Liberation Serif", "Noto Serif", "Times", "Times New Roman"];
const MONO: [&str; 5] = ["DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Courier", "Courier New"];

/// Finds the fonts and sees to it that the generic families mean something: serif is the last resort of text.
pub(crate) fn load(fonts: &mut Database) {
    fonts.load_system_fonts();
    if !has(fonts, Family::SansSerif)
        && let Some(name) = first(fonts, &SANS)
    {
        fonts.set_sans_serif_family(name);
    }
    if !has(fonts, Family::Serif)
        && let Some(name) = first(fonts, &SERIF).or_else(|| first(fonts, &SANS))
    {
        fonts.set_serif_family(name);
    }
    if !has(fonts, Family::Monospace)
        && let Some(name) = first(fonts, &MONO).or_else(|| first(fonts, &SANS))
    {
        fonts.set_monospace_family(name);
    }
}

fn has(fonts: &Database, family: Family<'_>) -> bool {
    fonts.query(&Query { families: &[family], ..Query::default() }).is_some()
}

fn first(fonts: &Database, names: &[&str]) -> Option<String> {
    let known = names.iter().find(|name| has(fonts, Family::Name(name))).map(|name| (*name).to_owned());
    // Any font at all is better than no letters.
    known.or_else(|| fonts.faces().next()?.families.first().map(|(name, _)| name.clone()))
}
