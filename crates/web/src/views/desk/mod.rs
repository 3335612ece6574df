//! Pages for those who decide and look after the installation: a desk.

mod account;
mod case;
mod external_user;
mod history;
mod member;
mod people;
mod places;
mod properties;
mod request;
mod requests;
mod shell;
mod sign_in;
mod start;

pub use account::{Access, SessionRow, TokenRow};
pub use case::{Case, CaseItem, DecisionForm, Person};
pub use external_user::{DownloadRow, ErasePage, ExternalUserPage, MergePage, MergeSide, NoteRow, OpenRow};
pub use history::{HistoryPage, HistoryRow, HistoryWishes};
pub use member::{FolderChoice, InviteForm, MemberForm, MemberPage, ProfilePage, Removal};
pub use people::{ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage};
pub use places::{
    AccentFacts, AskFields, Branding, DeletionPage, Effect, GatheredBy, GatheredKit, KitEditor, KitRow, KitsPage,
    LibraryItem, LibraryPanel, Meaning, Moment, NewPlace, PlacedItem, PortalEditor, PortalRow, PortalsPage,
    QuestionFields, SectionFields, Sign, Tongue, Visibility,
};
pub use properties::{PropertiesPage, PropertyRow, PropertySource};
pub use request::{RequestPage, RevokeForm};
pub use requests::{Choice, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts};
pub use shell::{DeskRoom, DeskShell, DeskUser, Flash};
pub use sign_in::SignInPage;
pub use start::StartPage;
