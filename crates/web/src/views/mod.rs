//! Pages as people see them: a typed struct for each template, holding only what is ready to be shown.
//!
//! Handlers fill these from use cases; nothing here asks a rule, a store or a clock. Each page brings
//! samples (nothing, one, many, very long, right to left), and a test renders every page with each of them.

pub mod accent;
pub mod desk;
pub mod mailbox;
pub mod public;
mod samples;
pub mod shared;
pub mod words;

pub use accent::Accent;
pub use samples::{Rendered, render_all};
