//! What is said while importing: a bar on a terminal, a line or a JSON object a file elsewhere.

use super::walk::{Found, Walk};
use crate::{
    failure::{Failure, chain},
    out,
};
use app::{Refusal, import_asset::Imported};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::{
    io::{IsTerminal, stderr, stdout},
    path::Path,
};

/// Says what becomes of each file.
pub struct Teller {
    bar: ProgressBar,
    json: bool,
    lines: bool,
    /// Nothing is done; how many would be.
    dry: Option<usize>,
    added: usize,
    known: usize,
    failed: usize,
}

impl Teller {
    /// A bar where people look on, and lines where a program or a file reads along.
    pub fn new(walk: &Walk, json: bool, dry: bool) -> Self {
        let watched = stdout().is_terminal() && stderr().is_terminal();
        let bar = ProgressBar::new(walk.files.iter().map(|found| found.size).sum());
        let style = ProgressStyle::with_template("{bar:32} {bytes} of {total_bytes}  {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let shows = watched && !json && !dry;
        bar.set_draw_target(if shows { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        Self { bar, json, lines: !watched || json, dry: dry.then_some(0), added: 0, known: 0, failed: 0 }
    }

    /// A file would come in, and go to this folder.
    pub fn would(&mut self, found: &Found, folder: &str) -> Result<(), Failure> {
        self.dry = self.dry.map(|count| count + 1);
        if self.json {
            let folder = Some(folder).filter(|folder| !folder.is_empty());
            return out::line(json!({"status": "new", "path": found.shown.to_string_lossy(), "folder": folder}));
        }
        let to = if folder.is_empty() { String::new() } else { format!(" to {folder}") };
        out::line(format!("would import {}{to}", out::path(&found.shown)))
    }

    /// A file is in.
    pub fn done(&mut self, found: &Found, imported: &Imported) -> Result<(), Failure> {
        self.bar.inc(found.size);
        self.bar.set_message(out::path(&found.shown));
        let word = match imported {
            Imported::Added(_) => "added",
            Imported::Known(_) => "known",
        };
        match imported {
            Imported::Added(_) => self.added += 1,
            Imported::Known(_) => self.known += 1,
        }
        let (id, path) = (imported.id(), out::path(&found.shown));
        if self.json {
            return out::line(json!({"id": id, "status": word, "path": found.shown.to_string_lossy()}));
        }
        if self.lines { out::line(format!("{word} {id} {path}")) } else { Ok(()) }
    }

    /// A file could not be taken.
    pub fn failed(&mut self, path: &Path, why: &str) {
        self.failed += 1;
        self.bar.suspend(|| out::note(format!("error: {}: {why}", out::path(path))));
    }

    /// Something is passed over.
    pub fn note(&self, note: &str) {
        self.bar.suspend(|| out::note(note));
    }

    /// The sum, and whether it is a failure.
    pub fn end(self, hidden: usize) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        if hidden > 0 {
            let what =
                if hidden == 1 { "1 hidden file or folder" } else { &format!("{hidden} hidden files and folders") };
            out::note(format!("passed over {what}; name them to import them"));
        }
        let Self { dry, added, known, failed, .. } = self;
        let failures = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        match dry {
            Some(count) => {
                out::note(format!("{count} would be imported{failures}; those that stand there already would be known"))
            }
            None => out::note(format!("{added} added, {known} known{failures}")),
        }
        if failed > 0 { Err(Failure::told()) } else { Ok(()) }
    }
}

/// Why a file could not be taken, without its path, which stands before it.
pub fn reason(refusal: &Refusal, path: &Path) -> String {
    let why = match refusal {
        Refusal::Internal(error) | Refusal::Unavailable(error) | Refusal::BrokenOff(error) => chain(error.as_ref()),
        Refusal::Invalid(faults) => faults.iter().map(|fault| fault.detail.as_str()).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    why.replace(&format!("{}: ", path.display()), "")
}
