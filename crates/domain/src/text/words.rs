//! In what pieces texts are searched: words, of which a question names the beginnings.

use super::fold;
use std::collections::HashSet;
use unicode_normalization::char::is_combining_mark;

/// The longest word, in characters; a longer one is found by its beginning.
const LONGEST: usize = 64;

/// The most words that a question is made of; what comes after them does not count.
const MOST_SOUGHT: usize = 24;

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Goes on with the word.
    Letter,
    /// Of a script that sets no blanks between words.
    Dense,
    /// A word by itself, such as a crab.
    Sign,
    /// Joins what stands beside it, and is not seen itself.
    Joint,
    /// Stands between words.
    Gap,
}

fn part(c: char) -> Part {
    match c {
        'a'..='z' | '0'..='9' => Part::Letter,
        '\0'..='\u{7f}' => Part::Gap,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {
            Part::Joint
        }
        c if c.is_alphanumeric() || is_combining_mark(c) => match c {
            // Thai, Lao, Burmese, Khmer; kana, bopomofo, and the characters of China.
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Part::Dense,
            '\u{3005}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' => Part::Dense,
            '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Part::Dense,
            _ => Part::Letter,
        },
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1ffff}' => Part::Sign,
        _ => Part::Gap,
    }
}

/// Calls `act` with each run of letters, of characters that no blanks part, or with each sign.
fn runs(text: &str, mut act: impl FnMut(Part, &str)) {
    let (mut run, mut of) = (String::new(), Part::Gap);
    for c in fold(text).chars() {
        let part = part(c);
        if part == Part::Joint {
            continue;
        }
        if part != of || part == Part::Sign {
            if !run.is_empty() {
                act(of, &run);
            }
            run.clear();
            of = part;
        }
        if part != Part::Gap {
            run.push(c);
        }
    }
    if !run.is_empty() {
        act(of, &run);
    }
}

/// The first characters of a word, as many as are kept.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

/// The pairs of neighbours in a run that no blanks part. Where words begin in it nobody can tell without a dictionary, so it
/// may be sought from any character on.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().skip(2).map(|(end, _)| end).chain([run.len()]);
    run.char_indices().zip(ends).map(|((start, _), end)| &run[start..end])
}

/// The words of a text, each once, folded, each with a blank before it: what is searched in.
pub fn words(text: &str) -> String {
    let (mut words, mut seen) = (String::with_capacity(text.len() + 8), HashSet::new());
    let mut add = |word: &str| {
        if seen.insert(word.to_owned()) {
            words.push(' ');
            words.push_str(word);
        }
    };
    runs(text, |part, run| match part {
        Part::Dense => {
            pairs(run).for_each(&mut add);
            // The last character begins no pair, and may be sought by itself.
            run.chars().next_back().map(String::from).iter().for_each(|last| add(last));
        }
        _ => add(beginning(run)),
    });
    words
}

/// The words that somebody seeks, as [`words`] has them: a text is found that has, for each of them, a word that begins so.
/// None where nothing of it is a word: then nothing is found.
pub fn sought(question: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    runs(question, |part, run| match part {
        Part::Dense if run.chars().nth(1).is_some() => {
            found.extend(pairs(run).map(str::to_owned));
        }
        _ => found.push(beginning(run).to_owned()),
    });
    // What another one begins with is found with it.
    let mut sought: Vec<String> = Vec::new();
    for (number, word) in found.iter().enumerate() {
        let is_covered = found
            .iter()
            .enumerate()
            .any(|(other, longer)| longer.starts_with(word.as_str()) && (longer.len() > word.len() || other < number));
        if !is_covered && sought.len() < MOST_SOUGHT {
            sought.push(word.clone());
        }
    }
    sought
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is found by a question.
    fn finds(question: &str, text: &str) -> bool {
        let (words, sought) = (words(text), sought(question));
        !sought.is_empty() && sought.iter().all(|word| words.contains(&format!(" {word}")))
    }

    #[test]
    fn a_text_is_kept_as_its_words_each_once() {
        assert_eq!(words("Für das Buch, für's BUCH (2. Auflage)!"), " für das buch s 2 auflage");
        assert_eq!(words("zoe.miller@visitor.example"), " zoe miller visitor example");
        assert_eq!(words("IMG_1234.jpg"), " img 1234 jpg");
        assert_eq!(words(" … \0 % "), "");
    }

    #[test]
    fn words_are_found_by_their_beginnings_in_any_order() {
        for question in ["buch", "BU", "auflage für", "buch f", "„Buch“"] {
            assert!(finds(question, "Für das Buch, zweite Auflage"), "{question}");
        }
        for question in ["lage", "buch dritte", "ubuch"] {
            assert!(!finds(question, "Für das Buch, zweite Auflage"), "{question}");
        }
        for question in ["zoe@visitor.example", "zoe@", "visitor", "visitor.ex", "Example"] {
            assert!(finds(question, "zoe@visitor.example"), "{question}");
        }
        assert!(finds("a\u{308}rger", "Ärger"), "composed or not");
        assert!(finds("हिन्दी", "हिन्दी में"), "marks belong to their word");
        assert!(finds("می‌خواهم", "میخواهم"), "what is not seen does not matter");
    }

    #[test]
    fn scripts_without_blanks_are_found_from_any_character_on() {
        for question in ["東京", "京都", "東京都", "都", "美術館", "の展"] {
            assert!(finds(question, "東京都美術館の展覧会"), "{question}");
        }
        for question in ["東都", "館展", "京東"] {
            assert!(!finds(question, "東京都美術館の展覧会"), "{question}: neighbours count");
        }
        assert!(finds("เรียน", "โรงเรียนไทย") && !finds("เรียนโรง", "โรงเรียนไทย"));
        assert!(finds("ロゴ2024", "新しいロゴ2024年") && finds("2024", "新しいロゴ2024年"));
    }

    #[test]
    fn signs_are_words_and_punctuation_is_none() {
        assert!(finds("🦀", "A crab 🦀🦞") && finds("🦞", "A crab 🦀🦞") && !finds("🦀", "A 🦞"));
        assert!(finds("👍", "👍🏽 nice") && finds("❤", "❤️"));
        for question in ["%", "_", "\\", "", "\u{ad}", "…"] {
            assert!(sought(question).is_empty() && !finds(question, "50 % _ \\ …"), "{question}");
        }
    }

    #[test]
    fn a_question_stays_small() {
        assert_eq!(sought("for f fortune fo for"), ["fortune"]);
        let long = "x".repeat(70);
        assert!(finds(&long, &long) && finds(&"x".repeat(65), &long));
        assert_eq!(words(&long).chars().count(), 1 + LONGEST);
        let many: Vec<String> = (0..100).map(|number| format!("w{number}x")).collect();
        assert_eq!(sought(&many.join(" ")).len(), MOST_SOUGHT);
    }
}
