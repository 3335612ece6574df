//! Tables that say what imported files are.

use crate::text;
use app::import_asset::Sheet;

/// Ways to files in the first line, with tabs between them, a table in the rest: each row is about exactly one of the files,
/// no folder leads out of where it is, and what is wrong stands in a line that there is.
pub fn sheets(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (first, table) = (text(&bytes[..end]), bytes.get(end + 1..).unwrap_or_default());
    let files: Vec<&str> = first.split('\t').collect();
    let lines = 1 + table.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
    let are_told = |faults: &[app::import_asset::SheetFault]| {
        assert!(!faults.is_empty());
        for fault in faults {
            assert!((1..=lines).contains(&fault.line), "{fault} of {lines} lines");
            assert!(fault.detail.ends_with(['.', '?', ')']), "{fault}");
        }
    };
    let sheet = match Sheet::read(table) {
        Ok(sheet) => sheet,
        Err(faults) => return are_told(&faults),
    };
    assert!((sheet.len() as u64) < lines.max(2), "{} rows of {lines} lines", sheet.len());
    let rows = match sheet.rows_of(&files) {
        Ok(rows) => rows,
        Err(faults) => return are_told(&faults),
    };
    assert_eq!(rows.len(), files.len());
    let found: Vec<_> = rows.into_iter().flatten().collect();
    assert_eq!(found.len(), sheet.len(), "a row is about no file, or about several");
    for row in found {
        for name in row.folder.iter().flat_map(|folder| folder.split('/')) {
            assert!(!matches!(name.trim(), "" | "." | "..") && !name.contains(char::is_control), "{:?}", row.folder);
        }
        assert!(row.title.as_ref().is_none_or(|title| !title.trim().is_empty()), "{row:?}");
        assert!(row.about.tags.iter().flatten().all(|tag| !tag.trim().is_empty()), "{row:?}");
    }
}
