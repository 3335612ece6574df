//! `ajar check`.

use super::progress::Progress;
use crate::{args::Check, failure::Failure, out};
use app::{
    App,
    check::{self, Checkup},
};
use indicatif::HumanBytes;
use serde_json::json;

/// Checks everything and says what is wrong.
pub async fn run(app: &App, command: Check) -> Result<(), Failure> {
    let progress = Progress::begin();
    let checkup = check::check(app, &progress).await;
    progress.end();
    let checkup = checkup?;
    if command.json {
        as_json(&checkup)?
    } else {
        as_lines(&checkup)?
    }
    if checkup.faults.is_empty() { Ok(()) } else { Err(Failure::told()) }
}

fn as_lines(checkup: &Checkup) -> Result<(), Failure> {
    for fault in &checkup.faults {
        out::line(format!("{} {}: {}", fault.table, fault.id, fault.what))?;
    }
    for remedy in remedies(checkup) {
        out::note(remedy);
    }
    if checkup.unnamed > 0 {
        out::note(format!("files that no record names: {}; that is no fault", checkup.unnamed));
    }
    let (files, bytes) = (checkup.files, HumanBytes(checkup.bytes));
    let found = match checkup.faults.len() {
        0 => "all is well".to_owned(),
        1 => "1 fault".to_owned(),
        faults => format!("{faults} faults"),
    };
    out::note(format!("checked: {files} files ({bytes}), {} requests; {found}", checkup.requests));
    Ok(())
}

/// What there is to do; docs/backup.md says more.
fn remedies(checkup: &Checkup) -> Vec<&'static str> {
    let mut remedies = Vec::new();
    if checkup.about_files > 0 {
        remedies.push(
            "to mend a file, copy it from a backup (files/ab/cdef…) to the same name in AJAR_STORAGE_URL, and check again; \
             where no backup has it, delete the asset at the desk and bring the file in anew",
        );
    }
    if checkup.faults.len() as u64 > checkup.about_files {
        remedies.push(
            "to mend a record, restore the last backup from before into another AJAR_DATA (`ajar restore`), check it, and go \
             on with that one; keep this one until then, for what came since",
        );
    }
    remedies
}

fn as_json(checkup: &Checkup) -> Result<(), Failure> {
    let fault = |fault: &check::Fault| json!({"table": fault.table, "id": fault.id, "fault": fault.what});
    let text = json!({
        "files": checkup.files,
        "bytes": checkup.bytes,
        "requests": checkup.requests,
        "unnamedFiles": checkup.unnamed,
        "faults": checkup.faults.iter().map(fault).collect::<Vec<_>>(),
    });
    out::line(format!("{text:#}"))
}
