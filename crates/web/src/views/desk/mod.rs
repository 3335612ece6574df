//! Pages for those who decide and look after the installation: a desk.

mod account;
mod asset;
mod assets;
mod bulk;
mod case;
mod chip;
mod colleagues;
mod edit_assets;
mod external_user;
mod folder;
mod history;
mod insight;
mod member;
mod people;
mod places;
mod properties;
mod replies;
mod request;
mod requests;
mod settings;
mod shell;
mod sign_in;
mod start;
mod trash;
mod undo;
mod upload;
mod webhooks;

pub use account::{Access, SessionRow, TokenRow};
pub use asset::{AssetDesk, AssetForm, DeskAssetPage, VersionRow};
pub use assets::{AssetRow, AssetsPage, FolderLine, LibraryDesk, OpenFolder, Tree};
pub use bulk::{BulkAct, BulkDonePage, BulkGroup, BulkPage};
pub use case::{Case, CaseItem, DecisionForm, PERIODS, Person};
pub use chip::Chip;
pub use colleagues::{NoteRow, Notes, PassOnForm};
pub use edit_assets::{BulkTyped, EditAssetsPage};
pub use external_user::{DownloadRow, ErasePage, ExternalUserPage, MergePage, MergeSide, OpenRow};
pub use folder::FolderPage;
pub use history::{HistoryPage, HistoryRow, HistoryWishes, Kinds};
pub use insight::{
    InsightChart, InsightPage, InsightRow, InsightStep, InsightTab, InsightTable, InsightWishes, Number,
};
pub use member::{FolderChoice, InviteForm, MemberForm, MemberPage, ProfilePage, Removal};
pub use people::{ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage};
pub use places::{
    AccentFacts, AskFields, Branding, DeletionPage, Effect, GatheredBy, GatheredKit, KitEditor, KitRow, KitsPage,
    LibraryItem, LibraryPanel, Meaning, Moment, NewPlace, PlacedItem, PortalEditor, PortalRow, PortalsPage,
    QuestionFields, SectionFields, Sign, Tongue, Visibility,
};
pub use properties::{PropertiesPage, PropertyRow, PropertySource};
pub use replies::{RepliesPage, ReplyChoice, ReplyForm};
pub use request::{RequestPage, RevokeForm};
pub use requests::{Choice, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts};
pub use settings::{
    BrandingPage, FieldsPage, LanguagesPage, MailPage, MailTestLine, SettingField, SettingsTab, TroubledRow,
};
pub use shell::{DeskRoom, DeskShell, DeskUser, Flash};
pub use sign_in::SignInPage;
pub use start::StartPage;
pub use trash::{TrashPage, TrashRow};
pub use undo::Undo;
pub use upload::{UploadPage, UploadResult};
pub use webhooks::{
    DeliveryList, DeliveryRow, DeliverySign, KindChoice, TypeChoice, WebhookForm, WebhookPage, WebhookRow,
    WebhookState, WebhooksPage,
};
