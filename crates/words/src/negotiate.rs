//! Choosing a language for a browser.

use crate::Language;

/// The offered language with the highest weight in the header, its order deciding between equals.
pub(crate) fn best(header: &str, offered: &[Language]) -> Option<Language> {
    let mut wishes: Vec<(&str, u32)> = header.split(',').take(32).filter_map(wish).collect();
    // Stable: what stands first wins among equals.
    wishes.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    wishes.into_iter().filter(|(_, weight)| *weight > 0).find_map(|(tag, _)| match tag {
        "*" => offered.first().copied(),
        _ => Language::parse(tag).filter(|language| offered.contains(language)),
    })
}

/// One language range with its weight in thousandths.
fn wish(part: &str) -> Option<(&str, u32)> {
    let mut pieces = part.split(';').map(str::trim);
    let tag = pieces.next().filter(|tag| !tag.is_empty())?;
    let weight = pieces.find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")));
    let thousandths = match weight {
        None => 1000,
        Some(weight) => {
            let weight: f64 = weight.parse().ok()?;
            if !(0.0..=1.0).contains(&weight) {
                return None;
            }
            (weight * 1000.0).round() as u32
        }
    };
    Some((tag, thousandths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(header: &str) -> Option<&'static str> {
        let all: Vec<Language> = Language::all().collect();
        best(header, &all).map(Language::tag)
    }

    #[test]
    fn the_heaviest_wish_that_can_be_met_wins() {
        assert_eq!(choose("nl, fr-CH;q=0.9, de;q=0.95, *;q=0.1"), Some("de"));
        assert_eq!(choose("ar-EG,en;q=0.8"), Some("ar"));
        assert_eq!(choose("fr;q=0, nl"), None);
        assert_eq!(choose("*"), Some("en"));
    }

    #[test]
    fn nonsense_chooses_nothing() {
        for header in ["", ",,;q=1", "fr;q=two", "fr;q=7", "💡"] {
            assert_eq!(choose(header), None, "{header}");
        }
    }
}
