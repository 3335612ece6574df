//! Pages for those who decide and look after the installation: a desk.

mod asset;
mod assets;
mod case;
mod edit_assets;
mod folder;
mod history;
mod people;
mod properties;
mod request;
mod requests;
mod shell;
mod sign_in;
mod start;
mod trash;
mod upload;

pub use asset::{AssetDesk, AssetForm, DeskAssetPage, VersionRow};
pub use assets::{AssetRow, AssetsPage, FolderLine, LibraryDesk, OpenFolder, Tree};
pub use case::{Case, CaseItem, DecisionForm, Person};
pub use edit_assets::{BulkTyped, EditAssetsPage};
pub use folder::FolderPage;
pub use history::{HistoryPage, HistoryRow, HistoryWishes};
pub use people::{ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage};
pub use properties::{PropertiesPage, PropertyRow, PropertySource};
pub use request::{RequestPage, RevokeForm};
pub use requests::{Choice, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts};
pub use shell::{DeskRoom, DeskShell, DeskUser, Flash};
pub use sign_in::SignInPage;
pub use start::StartPage;
pub use trash::{TrashPage, TrashRow};
pub use upload::{UploadPage, UploadResult};
