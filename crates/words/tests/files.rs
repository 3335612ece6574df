//! What the files of the languages must hold.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use words::Language;

/// The names that a message sets in, and the elements it uses.
type Uses = BTreeSet<String>;

fn locales() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        files.push((path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
    }
    files.sort();
    files
}

fn collect(pattern: &Pattern<&str>, uses: &mut Uses, text: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => collect_inline(inline, uses, text),
                Expression::Select { selector, variants } => {
                    collect_inline(selector, uses, text);
                    for variant in variants {
                        collect(&variant.value, uses, text);
                    }
                }
            },
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, uses: &mut Uses, text: &mut String) {
    match inline {
        InlineExpression::VariableReference { id } => {
            uses.insert(format!("${}", id.name));
        }
        InlineExpression::StringLiteral { value } => text.push_str(value),
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                collect_inline(inline, uses, text);
            }
        }
        _ => {}
    }
}

fn messages(tag: &str, source: &str) -> BTreeMap<String, Uses> {
    let resource = parser::parse(source).unwrap_or_else(|(_, faults)| panic!("{tag}.ftl cannot be read: {faults:?}"));
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let (mut uses, mut text) = (Uses::new(), String::new());
        collect(message.value.as_ref().expect("a message with words"), &mut uses, &mut text);
        for element in ["<b>", "</b>", "<a>", "</a>"] {
            if text.contains(element) {
                uses.insert(element.to_owned());
            }
        }
        let stray = text.replace("<b>", "").replace("</b>", "").replace("<a>", "").replace("</a>", "");
        assert!(!stray.contains(['<', '>']), "{tag}.ftl: {} has an element that is not understood", message.id.name);
        let twice = messages.insert(message.id.name.to_owned(), uses);
        assert!(twice.is_none(), "{tag}.ftl says {} twice", message.id.name);
    }
    messages
}

#[test]
fn every_language_says_everything_and_sets_in_nothing_else() {
    let files = locales();
    let (_, english) = files.iter().find(|(tag, _)| tag == "en").unwrap();
    let source = messages("en", english);
    for (tag, text) in &files {
        let own = messages(tag, text);
        let missing: Vec<&String> = source.keys().filter(|key| !own.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{tag}.ftl lacks {missing:?}");
        for (key, uses) in &own {
            let known = source.get(key).unwrap_or_else(|| panic!("{tag}.ftl says {key}, which nothing asks for"));
            assert!(uses.is_subset(known), "{tag}.ftl: {key} sets in {uses:?}, but is given {known:?}");
            let links = |uses: &Uses| uses.contains("<a>");
            assert_eq!(links(uses), links(known), "{tag}.ftl: {key} loses or invents a link");
        }
    }
}

#[test]
fn numbers_sizes_and_days_are_written_in_the_manner_of_the_language() {
    let french = Language::parse("fr").unwrap();
    let german = Language::parse("de-AT").unwrap();
    let english = Language::default();
    assert_eq!(english.number(1_234_567), "1,234,567");
    assert_eq!(french.number(1_234_567), "1\u{202f}234\u{202f}567");
    assert_eq!(german.number(1_234_567), "1.234.567");
    assert_eq!(english.size(999), "999 B");
    assert_eq!(english.size(9_949), "9.9 kB");
    assert_eq!(english.size(9_950), "10 kB");
    assert_eq!(english.size(999_500), "1.0 MB");
    assert_eq!(french.size(5_368_709_120), "5,4\u{a0}Go");
    let day = jiff::civil::date(2026, 3, 1);
    assert_eq!(english.day(day), "1 March 2026");
    assert_eq!(french.day(day), "1er mars 2026");
    assert_eq!(german.day(day), "1. März 2026");
    assert_eq!(german.minute(day.at(9, 5, 0, 0)), "1. März 2026, 09:05 Uhr UTC");
}

#[test]
fn a_day_in_arabic_runs_from_right_to_left_wherever_it_stands() {
    let arabic = Language::parse("ar").unwrap();
    let at = jiff::civil::date(2026, 3, 1).at(9, 5, 0, 0);
    assert_eq!(arabic.day(at.date()), "1 مارس 2026");
    assert_eq!(arabic.minute(at), "1 مارس 2026، الساعة 09:05 بالتوقيت العالمي");
    assert_eq!(arabic.size(4_200_000), "4.2\u{a0}ميغابايت");
    assert_eq!(arabic.ago(180, at.date()), "قبل 3 ساعات");
}

#[test]
fn counting_follows_the_grammar_of_the_language() {
    let arabic = Language::parse("ar").unwrap();
    assert_eq!(arabic.direction(), "rtl");
    let told = |count: u64| arabic.tell("files", &[("count", count.into())]);
    let forms: BTreeSet<String> =
        [1, 2, 3, 11, 100].iter().map(|n| told(*n).replace(|c: char| c.is_ascii_digit(), "")).collect();
    assert_eq!(forms.len(), 5, "{forms:?}");
    assert_eq!(Language::default().tell("files", &[("count", 1_u64.into())]), "1 file");
}
