//! What somebody may have meant.

/// The candidate that differs least from `typed`, if it differs little enough to be meant.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_ascii_lowercase();
    let distances =
        candidates.into_iter().map(|candidate| (distance(&typed, &candidate.to_ascii_lowercase()), candidate));
    distances.min().filter(|(distance, _)| *distance <= 1 + typed.chars().count() / 4).map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or changed.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for column in 1..row.len() {
            let changed = diagonal + usize::from(letter != to[column - 1]);
            diagonal = row[column];
            row[column] = changed.min(row[column] + 1).min(row[column - 1] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_nonsense_is_not() {
        let keys = ["listen", "language", "limit_network", "smtp_url"];
        assert_eq!(nearest("lisen", keys), Some("listen"));
        assert_eq!(nearest("SMTP-URL", keys), Some("smtp_url"));
        assert_eq!(nearest("limit_networks", keys), Some("limit_network"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
