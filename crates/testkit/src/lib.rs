//! A running desk for tests: fresh records and an empty folder, a clock that one can move, a mailbox that one can read,
//! and people who call it by HTTP.
//!
//! ```no_run
//! # async fn story() {
//! use domain::{Policy, Privacy, Role};
//! let desk = testkit::Desk::open().await;
//! let ann = desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
//! let logo = desk.asset("logo.svg", "<svg/>").await;
//! desk.kit("press", Privacy::Public, Policy::Approval, &[logo]).await;
//! let answer = ann.get("/api/dam/medias").await;
//! assert_eq!(answer.json()["totalCount"], 1);
//! desk.run_jobs().await;
//! assert!(desk.mailbox.is_empty());
//! # }
//! ```
//!
//! The records are SQLite in a temporary folder; with `AJAR_TEST_ENGINE=postgres` a database of its own in the cluster that
//! `AJAR_TEST_POSTGRES` names. Previews are made by no program: their jobs fail for the moment and wait.

mod actor;
mod answer;
mod clock;
mod desk;
mod fill;
mod raw;
mod receiver;
mod records;
mod stream;

pub mod past;

pub use actor::Actor;
pub use answer::Answer;
pub use clock::Clock;
pub use desk::{Desk, Setup};
pub use receiver::{Received, Receiver};
pub use records::Records;
pub use stream::{Line, Stream};

/// How a mailbox fails, where it is to.
pub use mail::Trouble;

/// Text as HTTP Basic carries it.
pub fn base64(text: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(text)
}
