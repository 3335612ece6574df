//! The table of `--metadata`: read from its file, and tied to the files that are imported.

use super::walk::Walk;
use crate::{failure::Failure, out};
use app::import_asset::{Row, Sheet, SheetFault};
use std::{fs, path::Path};

/// The largest table that is read: more rows than a desk has assets.
const LARGEST: u64 = 64 << 20;

/// Reads the table. Everything that is wrong with it is told, and nothing is imported.
pub fn read(path: &Path) -> Result<Sheet, Failure> {
    let shown = out::path(path);
    let fault = |error: std::io::Error| Failure::failed(format!("--metadata: {shown}: {error}"));
    if fs::metadata(path).map_err(fault)?.len() > LARGEST {
        return Err(Failure::failed(format!("--metadata: {shown}: a table has at most {LARGEST} bytes")));
    }
    Sheet::read(&fs::read(path).map_err(fault)?).map_err(|faults| told(path, &faults))
}

/// What the table says of each file, in the order of the walk.
pub fn rows<'a>(path: Option<&Path>, sheet: Option<&'a Sheet>, walk: &Walk) -> Result<Vec<Option<&'a Row>>, Failure> {
    let (Some(path), Some(sheet)) = (path, sheet) else { return Ok(vec![None; walk.files.len()]) };
    let files: Vec<&str> = walk.files.iter().map(|found| found.path.as_str()).collect();
    sheet.rows_of(&files).map_err(|faults| told(path, &faults))
}

fn told(path: &Path, faults: &[SheetFault]) -> Failure {
    let shown = out::path(path);
    Failure::faults(faults.iter().map(|fault| format!("{shown}, {fault}")).collect())
}
