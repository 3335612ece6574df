//! Member names that differ even on a file system where case does not count.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::portable::{fit, portable};

/// What a member would like to be called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// The folders above it, outermost first; none for the top. Any text; empty ones are passed over.
    pub folders: Vec<String>,
    /// The file's name. Any text.
    pub name: String,
}

impl Wish {
    /// A file at the top.
    #[must_use]
    pub fn file(name: impl Into<String>) -> Self {
        Self { folders: Vec::new(), name: name.into() }
    }

    /// A file in one folder, such as a kit's section.
    #[must_use]
    pub fn within(folder: impl Into<String>, name: impl Into<String>) -> Self {
        Self { folders: vec![folder.into()], name: name.into() }
    }
}

/// Gives each wish its path, in the order of the wishes: `/` between segments, each segment [`portable`], each path
/// unlike every other when case is ignored.
///
/// Who comes first keeps the name; the next one gets ` (2)` before its extension. Folders that differ only by case are
/// one folder, spelt like the first; a file that is called like a folder beside it counts as the later one. The same
/// wishes always give the same paths.
#[must_use]
pub fn paths(wishes: &[Wish]) -> Vec<String> {
    let mut folders = Folders::default();
    let placed: Vec<(String, String)> = wishes.iter().map(|wish| folders.enter(&wish.folders)).collect();
    let mut taken: HashSet<String> = folders.spelt.into_keys().collect();
    let mut counts: HashMap<String, u64> = HashMap::new();
    let mut paths = Vec::with_capacity(wishes.len());
    for (wish, (folder, folder_key)) in wishes.iter().zip(placed) {
        let name = portable(&wish.name);
        let key = format!("{folder_key}{}", compared(&name));
        let name = if taken.insert(key.clone()) {
            name
        } else {
            // Counting on from the last number keeps many files of one name from being tried against each other.
            let count = counts.entry(key).or_insert(1);
            loop {
                *count += 1;
                let numbered = fit(&name, &format!(" ({count})"));
                if taken.insert(format!("{folder_key}{}", compared(&numbered))) {
                    break numbered;
                }
            }
        };
        paths.push(format!("{folder}{name}"));
    }
    paths
}

/// The folders met so far: compared path to the path as it was first spelt, both without the `/` at the end.
#[derive(Default)]
struct Folders {
    spelt: HashMap<String, String>,
}

impl Folders {
    /// The folder's path and its compared form, each with a `/` at the end, or empty for the top.
    fn enter(&mut self, segments: &[String]) -> (String, String) {
        let (mut path, mut key) = (String::new(), String::new());
        // A section without a title is no folder.
        for segment in segments.iter().filter(|segment| !segment.trim().is_empty()) {
            let segment = portable(segment);
            key.push_str(&compared(&segment));
            path.push_str(&segment);
            path = self.spelt.entry(key.clone()).or_insert(path).clone();
            path.push('/');
            key.push('/');
        }
        (path, key)
    }
}

/// The form in which names are compared. By way of small letters to capitals: what differs by case alone in any way that
/// Unicode folds (`ß` and `SS`, the two small sigmas, ligatures) ends alike, composed.
fn compared(name: &str) -> String {
    name.to_lowercase().to_uppercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<String> {
        paths(&names.iter().map(|name| Wish::file(*name)).collect::<Vec<_>>())
    }

    #[test]
    fn the_second_of_a_name_is_numbered_before_its_extension() {
        assert_eq!(named(&["a.jpg", "a.jpg", "a.jpg"]), ["a.jpg", "a (2).jpg", "a (3).jpg"]);
        assert_eq!(named(&["a", "a", ".env", ".env"]), ["a", "a (2)", ".env", ".env (2)"]);
        assert_eq!(named(&["a.tar.gz", "a.tar.gz"]), ["a.tar.gz", "a (2).tar.gz"]);
    }

    #[test]
    fn case_and_composition_do_not_tell_names_apart() {
        assert_eq!(named(&["A.JPG", "a.jpg"]), ["A.JPG", "a (2).jpg"]);
        assert_eq!(named(&["É", "e\u{301}"]), ["É", "é (2)"]);
        assert_eq!(named(&["ΑΣ", "ας", "ασ"]), ["ΑΣ", "ας (2)", "ασ (3)"]);
        assert_eq!(named(&["Straße.txt", "STRASSE.txt"]), ["Straße.txt", "STRASSE (2).txt"]);
        assert_eq!(named(&["ﬁ", "FI"]), ["ﬁ", "FI (2)"]);
    }

    #[test]
    fn a_number_that_is_taken_is_passed_over() {
        assert_eq!(named(&["a (2)", "a", "a"]), ["a (2)", "a", "a (3)"]);
        assert_eq!(named(&["a", "a", "a (2)"]), ["a", "a (2)", "a (2) (2)"]);
    }

    #[test]
    fn names_that_become_alike_by_cleaning_are_told_apart() {
        assert_eq!(named(&["a?b", "a*b", "../a_b"]), ["a_b", "a_b (2)", "a_b (3)"]);
    }

    #[test]
    fn folders_keep_names_apart_and_are_one_whatever_the_case() {
        let wishes = [
            Wish::within("Logos", "a.svg"),
            Wish::within("Photos", "a.svg"),
            Wish::within("LOGOS", "A.svg"),
            Wish::within("../Logos", "b.svg"),
            Wish::within(" ", "d"),
            Wish { folders: vec!["Logos".into(), "Print/Web".into()], name: "c".into() },
        ];
        assert_eq!(
            paths(&wishes),
            ["Logos/a.svg", "Photos/a.svg", "Logos/A (2).svg", "Logos/b.svg", "d", "Logos/Print_Web/c"]
        );
    }

    #[test]
    fn a_file_is_never_called_like_a_folder_beside_it() {
        let wishes = [Wish::file("logos"), Wish::within("Logos", "a")];
        assert_eq!(paths(&wishes), ["logos (2)", "Logos/a"]);
    }

    #[test]
    fn a_long_name_is_cut_to_make_room_for_the_number() {
        let long = format!("{}.jpg", "ä".repeat(200));
        let given = named(&[&long, &long]);
        assert!(given[1].ends_with(" (2).jpg") && given[1].len() <= 255, "{}", given[1]);
        assert_ne!(given[0], given[1]);
    }

    #[test]
    fn a_hundred_thousand_of_one_name_are_named_at_once() {
        let given = paths(&vec![Wish::file("a.jpg"); 100_000]);
        assert_eq!(given[99_999], "a (100000).jpg");
    }
}
