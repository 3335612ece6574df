//! Do the records keep their own rules? What the engine holds by itself (types, uniqueness, words) needs no look; what it was
//! told not to mind for a while, and what only Ajar knows of, does.

mod references;
mod requests;
mod rules;
mod sound;

pub use references::{REFERENCES, Reference, references};
pub use requests::{RequestState, live_grants, request_states};
pub use rules::rules;
pub use sound::sound;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// In which table.
    pub table: &'static str,
    /// Its primary key; the parts of one with several columns are joined by slashes.
    pub id: String,
    /// What is wrong, as the rest of a sentence about it.
    pub what: String,
}

/// How many faults of one kind are named; whoever has more has the same one everywhere.
const MOST: usize = 1_000;

/// A row's primary key as text, where the query calls the row `t`.
fn key_of(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("CAST(t.{column} AS TEXT)")).collect::<Vec<_>>().join(" || '/' || ")
}
