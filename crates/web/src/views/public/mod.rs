//! Pages for visitors and requesters: a gallery.

mod ask;
mod asset;
mod choose_password;
mod decide;
mod home;
mod kit;
mod link;
mod password;
mod pickup;
mod portal;
mod problem;
mod recovery;
mod refused;
mod request_status;

pub use ask::{Answer, AskPage, AskScope, AskedPage, Downloads, Input, QuestionField, TermsField};
pub use asset::{AssetPage, EarlierVersion, Fact};
pub use choose_password::{ChoosePasswordPage, Occasion};
pub use decide::{DecidePage, Decided, Decider};
pub use home::HomePage;
pub use kit::KitPage;
pub use link::{ContinueAsPage, FreshLinkPage, LinkTrouble};
pub use password::PasswordPage;
pub use pickup::PickupPage;
pub use portal::PortalPage;
pub use problem::{NotePage, ProblemPage};
pub use recovery::RecoveryPage;
pub use refused::DownloadRefusedPage;
pub use request_status::{AddWord, Answered, RequestStatusPage, StatusItem, TimelineEntry, Word};
