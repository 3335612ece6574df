//! Pages for those who decide and look after the installation: a desk.

mod case;
mod history;
mod insight;
mod people;
mod properties;
mod request;
mod requests;
mod shell;
mod sign_in;
mod start;

pub use case::{Case, CaseItem, DecisionForm, Person};
pub use history::{HistoryPage, HistoryRow, HistoryWishes};
pub use insight::{
    InsightChart, InsightPage, InsightRow, InsightStep, InsightTab, InsightTable, InsightWishes, Number,
};
pub use people::{ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage};
pub use properties::{PropertiesPage, PropertyRow, PropertySource};
pub use request::{RequestPage, RevokeForm};
pub use requests::{Choice, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts};
pub use shell::{DeskRoom, DeskShell, DeskUser, Flash};
pub use sign_in::SignInPage;
pub use start::StartPage;
