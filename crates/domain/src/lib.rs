//! The rules of Ajar: policies, places, the state of a request, who may decide it, and what a grant covers.
//!
//! This crate owns every rule that can be said without a database, a file or a clock. It refuses I/O, async code and
//! time of its own: whatever it needs to know is handed in. It reads like the product's description.

pub mod access;
pub mod account;
pub mod asset_kind;
pub mod calendar;
pub mod grant;
pub mod id;
pub mod mail_address;
pub mod network;
pub mod person;
pub mod place;
pub mod policy;
pub mod property;
pub mod question;
pub mod request;
pub mod responsible;
pub mod role;
pub mod setting;
pub mod slug;
pub mod text;
pub mod time;
pub(crate) mod words;

pub use access::{Access, Holder, access};
pub use account::{Notifications, TokenScope, Zone};
pub use asset_kind::AssetKind;
pub use calendar::{Day, Days};
pub use grant::{Grant, GrantScope, grants_of_decision};
pub use id::*;
pub use mail_address::MailAddress;
pub use network::Network;
pub use person::PersonName;
pub use place::{KitFacts, Place, PortalFacts, Privacy};
pub use policy::{Policy, PortalPolicy};
pub use property::TechnicalProperty;
pub use question::{Answer, AnswerValue, Question, QuestionKind};
pub use request::{ItemStatus, RequestScope, RequestStatus, Verdict};
pub use responsible::{Decider, Route, Routing, may_decide};
pub use role::Role;
pub use setting::Setting;
pub use slug::Slug;
pub use time::Timestamp;
pub use words::UnknownWord;
