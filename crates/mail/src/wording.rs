//! Words from people, made safe to set into a line or a paragraph, and the wrapping of plain text.

use std::fmt;
use words::Value;

/// One line of words: a name, a title, an address, a link, a date.
///
/// Line breaks, tabs and control characters become single spaces, so that no header and no
/// sentence can be broken open. The invisible marks that reorder the text around them (bidirectional
/// embeddings, overrides and isolates) are dropped; letters of every script, emoji and joiners stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Line(String);

/// Words of several lines: a message somebody typed.
///
/// Line breaks are kept as `\n`; control characters and reordering marks go as in [`Line`], and
/// more than one empty line in a row becomes one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage(String);

/// Marks that change the order of what stands around them and so could disguise a name or an address.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What separates words or lines, including the separators that `char::is_whitespace` and
/// `char::is_control` disagree about.
fn separates(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

impl Line {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// At most `limit` characters, the last of them an ellipsis where something was cut.
    pub fn shortened(&self, limit: usize) -> String {
        shorten(&self.0, limit)
    }

    /// The words as a sentence takes them.
    pub(crate) fn value(&self) -> Value {
        Value::from(&self.0)
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for Line {
    fn from(text: &T) -> Self {
        let kept: String = text.as_ref().chars().filter(|&c| !reorders(c)).collect();
        let words: Vec<&str> = kept.split(separates).filter(|word| !word.is_empty()).collect();
        Self(words.join(" "))
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Passage {
    /// The words, lines separated by `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, for whoever sets them one by one.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for Passage {
    fn from(text: &T) -> Self {
        let unified = text.as_ref().replace("\r\n", "\n");
        let mut lines: Vec<String> = Vec::new();
        for line in unified.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
            let clean: String =
                line.chars().filter(|&c| !reorders(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
            let clean = clean.trim_end().to_owned();
            if clean.is_empty() && lines.last().is_none_or(String::is_empty) {
                continue;
            }
            lines.push(clean);
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Self(lines.join("\n"))
    }
}

impl From<String> for Passage {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// A sentence of ours as one line: what could break a header is gone, but its no-break spaces stay, and so do the
/// isolates that keep the names in it apart. What people typed has none of those: it came as a [`Line`].
pub(crate) fn one_line(sentence: &str) -> String {
    let breaks = |c: char| c.is_control() || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
    let kept: String = sentence.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect();
    kept.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters, the last of them an ellipsis where something was cut.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Sets plain text to `width` columns and tidies empty lines.
///
/// A line's own beginning (direction, indent, bullet, quotation mark) is carried on to its continuation; a word
/// longer than the line (a link) stands alone and whole.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut blank = true;
    for line in text.lines() {
        // "-- " with its trailing space is how mail programs know a signature.
        let line = if line == "-- " { line } else { line.trim_end() };
        if line.is_empty() {
            if !blank {
                out.push('\n');
            }
            blank = true;
            continue;
        }
        blank = false;
        wrap_line(line, width, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn wrap_line(line: &str, width: usize, out: &mut String) {
    if line.chars().count() <= width {
        out.push_str(line);
        out.push('\n');
        return;
    }
    let (lead, rest) = lead_of(line);
    let carried: String = if lead.contains('>') { lead.to_owned() } else { " ".repeat(lead.chars().count()) };
    let mut column = lead.chars().count();
    out.push_str(lead);
    let mut fresh = true;
    for word in rest.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if !fresh && column + 1 + length > width {
            out.push('\n');
            out.push_str(&carried);
            column = carried.chars().count();
            fresh = true;
        }
        if !fresh {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
        fresh = false;
    }
    out.push('\n');
}

/// Splits a line into its direction, indent, bullet or quotation mark, and the words.
fn lead_of(line: &str) -> (&str, &str) {
    let end = line.find(|c: char| !matches!(c, ' ' | '>' | '*' | '\u{200f}')).unwrap_or(line.len());
    line.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_no_break_and_no_control_character() {
        let line = Line::from("Ana\r\nBcc: all@x.example\0\t\u{2028}\u{85}end ");
        assert_eq!(line.as_str(), "Ana Bcc: all@x.example end");
    }

    #[test]
    fn letters_of_all_scripts_and_joined_emoji_stay_and_reordering_marks_go() {
        let name = "Ünïcödé ليلى 👩\u{200d}🎨 می\u{200c}خواهم";
        assert_eq!(Line::from(name).as_str(), name);
        assert_eq!(Line::from("a\u{202e}gpj.exe").as_str(), "agpj.exe");
    }

    #[test]
    fn a_passage_keeps_its_lines_and_loses_its_excess() {
        let passage = Passage::from("\n\nHello\r\n\r\n\r\n\r\nsecond\rthird\0\n\n");
        assert_eq!(passage.as_str(), "Hello\n\nsecond\nthird");
    }

    #[test]
    fn wrapping_carries_the_bullet_and_the_quotation_mark_and_spares_links() {
        let link = format!("https://x.example/{}", "a".repeat(60));
        let text = format!("  * one two three four\n> five six seven eight\n\n\n\n{link}\n-- \nend");
        assert_eq!(
            wrap(&text, 14),
            format!("  * one two\n    three four\n> five six\n> seven eight\n\n{link}\n-- \nend\n"),
        );
    }

    #[test]
    fn a_sentence_on_one_line_keeps_its_spaces_that_do_not_break_and_its_isolates() {
        let sentence = "Demande\u{202f}: \u{2068}ليلى\u{2069} 5\u{a0}Mo";
        assert_eq!(one_line(sentence), sentence);
        assert_eq!(one_line(" a\r\nBcc: b\u{2028}c\u{202e}d "), "a Bcc: b cd");
    }

    #[test]
    fn shortening_counts_characters_not_bytes() {
        assert_eq!(shorten("äöüß", 4), "äöüß");
        assert_eq!(shorten("äöüßx", 4), "äöü…");
    }
}
