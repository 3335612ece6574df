//! Pages for those who decide and look after the installation: a desk.

mod bulk;
mod case;
mod colleagues;
mod history;
mod people;
mod properties;
mod replies;
mod request;
mod requests;
mod shell;
mod sign_in;
mod start;
mod undo;

pub use bulk::{BulkAct, BulkDonePage, BulkGroup, BulkPage};
pub use case::{Case, CaseItem, DecisionForm, PERIODS, Person};
pub use colleagues::{NoteRow, Notes, PassOnForm};
pub use history::{HistoryPage, HistoryRow, HistoryWishes};
pub use people::{ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage};
pub use properties::{PropertiesPage, PropertyRow, PropertySource};
pub use replies::{RepliesPage, ReplyChoice, ReplyForm};
pub use request::{RequestPage, RevokeForm};
pub use requests::{Choice, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts};
pub use shell::{DeskRoom, DeskShell, DeskUser, Flash};
pub use sign_in::SignInPage;
pub use start::StartPage;
pub use undo::Undo;
