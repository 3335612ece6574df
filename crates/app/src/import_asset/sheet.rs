//! A table that says what files are, one row a file. Nothing is read here but the table itself: the same text means the same
//! everywhere, and all that is wrong with it is found at once.

use crate::{
    Fault, Refusal,
    edit_asset::{AssetDraft, describe, typed_tags},
    edit_kit::title,
    refusal::Faults,
};
use csv::{ReaderBuilder, StringRecord};
use domain::text::{self, nearest};
use std::{collections::HashMap, fmt};

/// The columns that there are, by the names that the first row has. Case, blanks, hyphens and underscores do not matter.
pub const COLUMNS: [&str; 9] =
    ["path", "filename", "title", "description", "tags", "licence", "credit", "madeOn", "folder"];

/// The most folders within one another that a row may name.
const DEEPEST: usize = 30;

/// Something that is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column, by its name.
    pub column: Option<String>,
    /// What is wrong and what to mend, as a sentence.
    pub detail: String,
}

impl fmt::Display for SheetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.detail),
            None => write!(f, "line {}: {}", self.line, self.detail),
        }
    }
}

/// What a table says of one file.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its line, from 1.
    pub line: u64,
    /// What it is called, where that is said.
    pub title: Option<String>,
    /// What is said of it, checked.
    pub about: AssetDraft,
    /// The folder it goes to, with slashes between the names, where that is said.
    pub folder: Option<String>,
    which: Which,
}

/// Which file a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Which {
    Path(String),
    Filename(String),
}

impl Default for Which {
    fn default() -> Self {
        Which::Filename(String::new())
    }
}

/// A table that says what files are.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    rows: Vec<Row>,
}

/// What is wrong so far.
#[derive(Default)]
struct Wrong(Vec<SheetFault>);

impl Wrong {
    fn add(&mut self, line: u64, column: Option<&str>, detail: impl Into<String>) {
        self.0.push(SheetFault { line, column: column.map(str::to_owned), detail: detail.into() });
    }
}

impl Sheet {
    /// Reads a table: CSV in UTF-8, with commas, semicolons or tabs, whichever the first row has.
    ///
    /// # Errors
    /// Everything that is wrong with it, by lines.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<SheetFault>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut wrong = Wrong::default();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
                wrong.add(line, None, "From here on this is no UTF-8: save the table as \"CSV UTF-8\".");
                return Err(wrong.0);
            }
        };
        let mut records = records(text, &mut wrong).into_iter();
        let Some((line, first)) = records.next() else {
            wrong.add(1, None, "The table is empty: its first row names the columns.");
            return Err(wrong.0);
        };
        let header = Header::of(line, &first, &mut wrong);
        let mut sheet = Self::default();
        let mut seen: HashMap<Which, u64> = HashMap::new();
        for (line, record) in records {
            let Some(row) = header.row(line, &record, &mut wrong) else { continue };
            if let Some(earlier) = seen.insert(row.which.clone(), line) {
                wrong.add(line, None, format!("This is about the same file as line {earlier}."));
            }
            sheet.rows.push(row);
        }
        if wrong.0.is_empty() { Ok(sheet) } else { Err(wrong.0) }
    }

    /// Which row is about which of these files, given by the ways to them with slashes between folders. Files without a row
    /// have none.
    ///
    /// # Errors
    /// The rows that are about none of them, or about several.
    pub fn rows_of<'a>(&'a self, files: &[&str]) -> Result<Vec<Option<&'a Row>>, Vec<SheetFault>> {
        let paths: Vec<String> = files.iter().map(|path| tidy(path)).collect();
        let (mut by_path, mut by_name) = (HashMap::<&str, Vec<usize>>::new(), HashMap::<&str, Vec<usize>>::new());
        for (index, path) in paths.iter().enumerate() {
            by_path.entry(path).or_default().push(index);
            by_name.entry(last(path)).or_default().push(index);
        }
        let mut wrong = Wrong::default();
        let mut rows: Vec<Option<&Row>> = vec![None; files.len()];
        for row in &self.rows {
            let (column, found) = match &row.which {
                Which::Path(path) => ("path", by_path.get(path.as_str())),
                Which::Filename(name) => ("filename", by_name.get(name.as_str())),
            };
            match found.map(Vec::as_slice) {
                None | Some([]) => wrong.add(row.line, Some(column), "There is no such file among those to import."),
                Some([only]) => match rows[*only] {
                    None => rows[*only] = Some(row),
                    Some(other) => {
                        wrong.add(row.line, Some(column), format!("Line {} is about this file too.", other.line));
                    }
                },
                Some(several) => {
                    let detail = format!("{} files are called that: say which one in a column path.", several.len());
                    wrong.add(row.line, Some(column), detail);
                }
            }
        }
        if wrong.0.is_empty() { Ok(rows) } else { Err(wrong.0) }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The rows in which something stands, each with its line.
fn records(text: &str, wrong: &mut Wrong) -> Vec<(u64, StringRecord)> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter(text));
    let (mut records, mut lines) = (Vec::new(), Lines { bytes: text.as_bytes(), at: 0, line: 1 });
    for record in reader.from_reader(text.as_bytes()).into_records() {
        match record {
            Ok(record) => {
                let line = lines.of(record.position());
                if record.iter().any(|cell| !cell.trim().is_empty()) {
                    records.push((line, record));
                }
            }
            Err(error) => {
                let line = lines.of(error.position());
                wrong.add(line, None, format!("This can't be read as CSV ({error})."));
            }
        }
    }
    records
}

/// Counts lines from one row to the next.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line in which a row begins: the library says where it began to look for it, before empty lines.
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let looked = position.map_or(0, csv::Position::byte);
        let begin = usize::try_from(looked).unwrap_or(usize::MAX).clamp(self.at, self.bytes.len());
        let empty = self.bytes[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.bytes[self.at..begin + empty];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = begin + empty;
        self.line
    }
}

/// What stands between the cells of the first row.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b'\t'].into_iter().fold(b',', |most, other| if count(other) > count(most) { other } else { most })
}

/// The first row.
struct Header {
    /// What each cell of a row is, where it is something, and how the table calls it.
    columns: Vec<(Option<&'static str>, String)>,
}

impl Header {
    fn of(line: u64, first: &StringRecord, wrong: &mut Wrong) -> Self {
        let mut columns: Vec<(Option<&'static str>, String)> = Vec::new();
        for cell in first {
            let written = text::line(cell).unwrap_or_default();
            let known = column(&written);
            if known.is_some() && columns.iter().any(|(other, _)| *other == known) {
                wrong.add(line, Some(&written), "This column stands there twice.");
            }
            if known.is_none() && !written.is_empty() {
                let meant = nearest(&written, COLUMNS).map(|meant| format!(" Did you mean {meant}?"));
                let detail =
                    format!("There is no such column.{} There are {}.", meant.unwrap_or_default(), COLUMNS.join(", "));
                wrong.add(line, Some(&written), detail);
            }
            columns.push((known, written));
        }
        if !columns.iter().any(|(known, _)| matches!(known, Some("path" | "filename"))) {
            wrong.add(line, None, "A column path or filename is needed, which says what file a row is about.");
        }
        Self { columns }
    }

    /// What a row says; what is wrong with it is noted, and makes none of it.
    fn row(&self, line: u64, record: &StringRecord, wrong: &mut Wrong) -> Option<Row> {
        let cells = record.len();
        let are_few = cells < self.columns.len();
        if are_few || record.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty()) {
            let detail = format!(
                "It has {cells} cells where the first row has {}: is there a comma or a quote that belongs to a text?",
                self.columns.len()
            );
            wrong.add(line, None, detail);
            return None;
        }
        let cell = |name: &str| {
            let index = self.columns.iter().position(|(known, _)| *known == Some(name))?;
            record.get(index).filter(|cell| !cell.trim().is_empty())
        };
        let path = cell("path").map(tidy).filter(|path| !path.is_empty()).map(Which::Path);
        let which = path.or_else(|| cell("filename").and_then(text::line).map(Which::Filename));
        if which.is_none() && self.columns.iter().any(|(known, _)| matches!(known, Some("path" | "filename"))) {
            wrong.add(line, None, "It does not say what file it is about.");
        }
        let mut faults = Faults::default();
        let title = cell("title").and_then(|cell| title(&mut faults, cell));
        let said = AssetDraft {
            description: cell("description").map(str::to_owned),
            licence: cell("licence").map(str::to_owned),
            credit: cell("credit").map(str::to_owned),
            tags: cell("tags").map(|cell| typed_tags(&cell.replace([';', '|'], ","))),
            made_on: cell("madeOn").map(str::to_owned),
            ..AssetDraft::default()
        };
        let about = describe(&said, &mut faults);
        let folder = cell("folder").map(tidy).filter(|folder| !folder.is_empty());
        if folder.as_deref().is_some_and(|folder| folder.split('/').count() > DEEPEST) {
            faults.add(Fault::at("/folder", format!("At most {DEEPEST} folders within one another are made.")));
        }
        self.note(line, faults, wrong);
        Some(Row { line, title, about, folder, which: which? })
    }

    /// Notes faults under the names that the table has for its columns.
    fn note(&self, line: u64, faults: Faults, wrong: &mut Wrong) {
        let Err(Refusal::Invalid(faults)) = faults.check() else { return };
        for fault in faults {
            let name = fault.pointer.trim_start_matches('/');
            let column = self.columns.iter().find(|(known, _)| *known == Some(name));
            wrong.add(line, column.map(|(_, written)| written.as_str()), fault.detail);
        }
    }
}

/// The column that a name in the first row means.
fn column(written: &str) -> Option<&'static str> {
    let bare = |name: &str| name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect::<String>().to_lowercase();
    match bare(written).as_str() {
        "license" => Some("licence"),
        "file" => Some("filename"),
        written => COLUMNS.into_iter().find(|known| bare(known) == written),
    }
}

/// A way to a file as it is compared: names in NFC with slashes between, without what leads nowhere or out of it.
fn tidy(path: &str) -> String {
    let names = path.split(['/', '\\']).filter_map(text::line).filter(|name| name != "." && name != "..");
    names.collect::<Vec<_>>().join("/")
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(table: &str) -> Vec<String> {
        Sheet::read(table.as_bytes()).unwrap_err().iter().map(SheetFault::to_string).collect()
    }

    #[test]
    fn a_table_says_what_files_are_however_it_was_saved() {
        let comma = "\u{feff}path,Title,Made on,TAGS,license,description,folder,credit\r\n\
                     in/a.jpg,\"The \"\"Door\"\", open\",2026-05-03,\"blue, wood;door\",CC BY,\"two\nlines\",Press/2026,Ines\r\n\
                     \r\n\
                     b.jpg,,,,,,,\r\n";
        let semicolon = "Filename;title\na.jpg;Door; open\n";
        let sheet = Sheet::read(comma.as_bytes()).unwrap();
        assert_eq!(sheet.len(), 2);
        let rows = sheet.rows_of(&["b.jpg", "in/a.jpg", "c.jpg"]).unwrap();
        let first = rows[1].unwrap();
        assert_eq!((first.line, first.title.as_deref()), (2, Some("The \"Door\", open")));
        assert_eq!(first.folder.as_deref(), Some("Press/2026"));
        let AssetDraft { description, licence, credit, tags, made_on, .. } = &first.about;
        assert_eq!(description.as_deref(), Some("two\nlines"));
        assert_eq!((licence.as_deref(), credit.as_deref()), (Some("CC BY"), Some("Ines")));
        assert_eq!(tags.as_deref().unwrap(), ["blue", "wood", "door"]);
        assert_eq!(made_on.as_deref(), Some("2026-05-03"));
        let second = rows[0].unwrap();
        assert_eq!((second.line, second.title.as_deref(), second.about.tags.as_deref()), (5, None, None));
        assert!(rows[2].is_none(), "a file without a row");
        assert_eq!(
            wrong(semicolon),
            ["line 2: It has 3 cells where the first row has 2: is there a comma or a quote that belongs to a text?"]
        );
        let tabs = Sheet::read(b"file\ttitle\na.jpg\tDoor; open, wide\n").unwrap();
        assert_eq!(tabs.rows_of(&["x/a.jpg"]).unwrap()[0].unwrap().title.as_deref(), Some("Door; open, wide"));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_with_line_and_column() {
        let long = "x".repeat(201);
        let table = format!("path,Made-On,titel,tags,path\na.jpg,3 May,,,\n,,,,\n,2026-05-03,,\"{long}\",\n,,one,\n");
        assert_eq!(
            wrong(&table),
            [
                "line 1, titel: There is no such column. Did you mean title? There are path, filename, title, \
                 description, tags, licence, credit, madeOn, folder.",
                "line 1, path: This column stands there twice.",
                "line 2, Made-On: This is no day; write it like 2026-05-03.",
                "line 4: It does not say what file it is about.",
                "line 4, tags: A tag has at most 60 characters.",
                "line 5: It has 4 cells where the first row has 5: is there a comma or a quote that belongs to a text?",
            ]
        );
        assert_eq!(
            wrong("title\nx\n"),
            ["line 1: A column path or filename is needed, which says what file a row is about."]
        );
        assert_eq!(wrong(" \n\n"), ["line 1: The table is empty: its first row names the columns."]);
        assert_eq!(wrong("path\na\nb\n./a\n"), ["line 4: This is about the same file as line 2."]);
        let latin = Sheet::read(b"path,title\na,x\nb,na\xefve\n").unwrap_err();
        assert_eq!(latin[0].line, 3);
    }

    #[test]
    fn rows_that_are_about_no_file_or_several_are_told() {
        let sheet = Sheet::read("filename\na.jpg\nb.jpg\nc.jpg\n".as_bytes()).unwrap();
        let faults = sheet.rows_of(&["one/a.jpg", "two/a.jpg", "b.jpg"]).unwrap_err();
        let told: Vec<String> = faults.iter().map(SheetFault::to_string).collect();
        assert_eq!(
            told,
            [
                "line 2, filename: 2 files are called that: say which one in a column path.",
                "line 4, filename: There is no such file among those to import.",
            ]
        );
        let both = Sheet::read("path,filename\nin/a.jpg,\n,a.jpg\n".as_bytes()).unwrap();
        assert_eq!(
            both.rows_of(&["in/a.jpg"]).unwrap_err()[0].to_string(),
            "line 3, filename: Line 2 is about this file too."
        );
        // As one system writes an accent, and as another does.
        let accents = Sheet::read("path\ncafe\u{301}/a.jpg\n".as_bytes()).unwrap();
        assert!(accents.rows_of(&["caf\u{e9}/a.jpg"]).unwrap()[0].is_some());
    }

    #[test]
    fn whatever_it_is_given_it_comes_to_an_end_and_breaks_nothing() {
        let parts =
            ["path", "filename", "title", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "a.jpg", "../..", "é", "\0", " "];
        let mut state = 1_u32;
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..state % 40 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text += parts[state as usize / 65_536 % parts.len()];
            }
            state = state.wrapping_add(12_345);
            let cut = text.len() / 2;
            for bytes in [text.as_bytes(), &text.as_bytes()[cut..], &text.as_bytes()[..cut]] {
                if let Ok(sheet) = Sheet::read(bytes) {
                    let _ = sheet.rows_of(&["a.jpg", "b/a.jpg"]);
                }
            }
        }
    }
}
