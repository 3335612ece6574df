//! What `ajar import` takes.

use super::{slug, words};
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// `ajar import`.
#[derive(Debug, Args)]
#[command(
    long_about = "Bring files in as assets. A PATH is a file, a folder, or a bucket: s3://bucket/prefix?endpoint=https://…&region=…, \
                  with credentials by the usual AWS variables. Folders are walked to their end, and become folders below \
                  --folder; symbolic links are followed. Hidden files in folders (their names begin with a dot) and the \
                  installation's own data are passed over, and that is said; everything else comes in. With --unpack an \
                  archive (.zip) stands for what is in it.\n\n\
                  Safe to repeat and to interrupt: a file that stands there already, with the same name and content in the \
                  same folder, is known and not added again.\n\n\
                  --metadata names a table (CSV, UTF-8) with a row a file. Its first row names the columns: path or filename, \
                  which say what file a row is about, and any of title, description, tags, licence, credit, madeOn \
                  (2026-05-03) and folder. Everything that is wrong with it is told, by line and column, before \
                  anything is imported."
)]
pub struct Import {
    /// Files, folders, archives and s3:// prefixes
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The kit, by its slug, whose last section they join
    #[arg(long, value_name = "SLUG", value_parser = slug)]
    pub kit: Option<String>,
    /// The folder they go to, as in Press/2026; made where it is missing
    #[arg(long, value_name = "NAME", value_parser = words)]
    pub folder: Option<String>,
    /// Put all files into that one folder, instead of folders like those they come from
    #[arg(long)]
    pub flat: bool,
    /// Unpack archives (.zip) that are named here; those in folders come in as they are
    #[arg(long)]
    pub unpack: bool,
    /// A table that says what the files are: titles, licences, credits
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub metadata: Option<PathBuf>,
    /// Say what would be imported, and where to, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print a JSON object a file
    #[arg(long)]
    pub json: bool,
}
