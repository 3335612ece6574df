//! What `ajar backup`, `ajar restore` and `ajar check` take.

use clap::{Args, ValueHint};
use std::path::PathBuf;

/// `ajar backup`.
#[derive(Debug, Args)]
#[command(
    long_about = "Back everything up, beside a running server too: the records of one moment, and every file that they name. \
                  A name becomes one tar file, which takes the place of one of that name once it is whole. A folder that is \
                  there (or whose name ends in a slash) is brought up to date: what it holds already is not copied again. \
                  It reads the same from SQLite and from PostgreSQL.\n\n\
                  A backup holds addresses, and hashes of passwords and tokens; it is readable for its owner alone. It holds \
                  no sessions, no links that were sent by mail, and not the secret key."
)]
pub struct Backup {
    /// The file or folder that it goes to
    #[arg(value_name = "FILE|FOLDER", value_hint = ValueHint::AnyPath)]
    pub target: PathBuf,
}

/// `ajar restore`.
#[derive(Debug, Args)]
#[command(
    long_about = "Restore a backup where there is nothing yet, whatever engine it came from. The server must not run meanwhile. \
                  Everything is checked before anything is written; after a kill in the middle it may be begun again.\n\n\
                  Mails wait then until you let them go: --release sends them, --discard drops those that came out of the \
                  backup. Sessions and links that were sent before open nothing any more."
)]
pub struct Restore {
    /// The file or folder that `ajar backup` wrote
    #[arg(value_name = "FILE|FOLDER", value_hint = ValueHint::AnyPath, required_unless_present_any = ["release", "discard"])]
    pub source: Option<PathBuf>,
    /// Let the mails go that wait since a backup was restored
    #[arg(long, conflicts_with_all = ["source", "discard"])]
    pub release: bool,
    /// Drop the mails that came out of the backup, and let later ones go
    #[arg(long, conflicts_with = "source")]
    pub discard: bool,
}

/// `ajar check`.
#[derive(Debug, Args)]
#[command(
    long_about = "Check every file against its size and SHA-256, and every record against the rules, beside a running server \
                  too. Each fault is a line: the table, the id, and what is wrong. Status 0: all is well; 1: it is not."
)]
pub struct Check {
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}
