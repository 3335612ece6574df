//! The ids of everything that is remembered. Each is its own type, so that a kit's id cannot stand where an asset's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map($name) }
        }
    )*};
}

ids! {
    /// A person who can sign in.
    UserId,
    /// A requester: a mail address with a name perhaps, but no login.
    ExternalUserId,
    /// A browser that a policy let in at once; known by a cookie only.
    BrowserId,
    /// An API token.
    TokenId,
    /// A signed-in browser of a user.
    SessionId,
    /// A link that was sent by mail: pick-up, decide, invitation.
    LinkId,
    /// A folder of the tree in which assets live.
    FolderId,
    /// One file with its metadata, previews and versions. `mediaId` in the HTTP API.
    AssetId,
    /// One version of an asset's content.
    VersionId,
    /// A curated set of assets with a public page.
    KitId,
    /// A section of a kit.
    SectionId,
    /// A branded page that gathers kits.
    PortalId,
    /// One version of the terms of use of a kit or portal.
    TermsId,
    /// A download request.
    RequestId,
    /// One asset of a download request, or the whole place where it names none.
    ItemId,
    /// Words that a requester added to a request.
    WordId,
    /// One act of approving or denying.
    DecisionId,
    /// What one user decided in the pages at once, while it may be undone.
    StrokeId,
    /// A note of a colleague on a request, or of an external user: each kind counts for itself.
    NoteId,
    /// A message that is written again and again.
    ReplyId,
    /// What a requester may download.
    GrantId,
    /// One line of the history.
    EventId,
    /// One piece of background work.
    JobId,
    /// A way back into an account, sent by mail.
    RecoveryId,
    /// A file on its way in.
    UploadId,
    /// An address that is told what happens.
    WebhookId,
}
