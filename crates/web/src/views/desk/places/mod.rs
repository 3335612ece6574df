//! Kits and portals at the desk: lists of them, the pages on which they are made, and what their deletion does.

mod deletion;
mod kit;
mod list;
mod parts;
mod portal;

pub use deletion::{DeletionPage, Effect};
pub use kit::{GatheredBy, KitEditor, PlacedItem, SectionFields};
pub use list::{KitRow, KitsPage, NewPlace, PortalRow, PortalsPage};
pub(super) use parts::library as library_sample;
pub use parts::{AskFields, LibraryItem, LibraryPanel, Meaning, Moment, QuestionFields, Visibility};
pub use portal::{AccentFacts, Branding, GatheredKit, PortalEditor, Sign, Tongue};
