//! What several pages show: pictures, states, links, and the frame around public pages.

mod frame;
mod picture;

pub use frame::{Brand, Dir, Identity, Shell};
pub use picture::{FileIcon, Ground, Picture, Thumb};

/// A moment, for machines and for people.
#[derive(Debug, Clone, Default)]
pub struct When {
    /// RFC 3339, for `<time datetime>`.
    pub iso: String,
    /// As people read it: "21 November 2026, 14:03" or "3 hours ago".
    pub text: String,
}

/// Words that lead somewhere.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// The words.
    pub text: String,
}

/// A kit or a portal in a list of them.
#[derive(Debug, Clone)]
pub struct PlaceCard {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// One line about it, or nothing.
    pub text: String,
    /// How many assets a visitor finds there; portals may leave it out.
    pub assets: Option<u64>,
    /// The first pictures of it; the first three are shown.
    pub mosaic: Vec<Thumb>,
    /// Who may see it, where that is not everybody.
    pub lock: Option<Lock>,
}

/// Who may see a place that is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Signed-in users.
    Private,
    /// Whoever has the password.
    Password,
}

/// How the visitor comes by one asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The bytes flow: policy `open`, or a grant.
    Download,
    /// Policy `noApproval` without a grant yet: a form first, then the bytes.
    DownloadAfterForm,
    /// It must be asked for.
    Request,
    /// It was asked for by this (proven) requester.
    UnderReview,
    /// Policy `disabled`.
    Closed,
}

impl Access {
    /// Whether ticking it for a selection leads anywhere.
    pub fn selectable(&self) -> bool {
        !matches!(self, Access::Closed | Access::UnderReview)
    }

    /// Its word in `data-access`, which the script reads.
    pub fn word(&self) -> &'static str {
        match self {
            Access::Download => "download",
            Access::DownloadAfterForm => "form",
            Access::Request => "request",
            Access::UnderReview => "review",
            Access::Closed => "closed",
        }
    }
}

/// How the visitor comes by everything of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// One ZIP, now.
    Download {
        /// How many files are in it.
        files: u64,
        /// How large it is, as people read it.
        size: String,
    },
    /// One ZIP, after the form (policy `noApproval`).
    DownloadAfterForm {
        /// How many files are in it.
        files: u64,
        /// How large it is, as people read it.
        size: String,
    },
    /// It must be asked for.
    Request,
    /// It was asked for by this (proven) requester.
    UnderReview,
    /// Nothing to press: policy `disabled`, an empty place, or a portal that offers it kit by kit.
    Nothing,
}

/// One asset in a grid.
#[derive(Debug, Clone)]
pub struct AssetCard {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its type in a word: "PNG", "PDF".
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its size in bytes, which the script adds up.
    pub bytes: u64,
    /// Its picture.
    pub thumb: Thumb,
    /// How to come by it.
    pub access: Access,
}

/// A section of a kit.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its heading; empty for none.
    pub title: String,
    /// Its text, one entry a paragraph.
    pub text: Vec<String>,
    /// What is in it.
    pub assets: Vec<AssetCard>,
}

impl Section {
    /// Whether it is laid out as a wall of photographs, each row filled edge to edge, rather than as tiles of
    /// one size. Only where everything in it is a photograph: a logo must not be cropped.
    pub fn is_wall(&self) -> bool {
        self.assets.len() > 1 && self.assets.iter().all(|asset| asset.thumb.is_photo())
    }

    /// Whether there is more than one asset to select.
    pub fn selects_many(&self) -> bool {
        self.assets.iter().filter(|asset| asset.access.selectable()).count() > 1
    }
}

/// An asset in a list of what is asked for.
#[derive(Debug, Clone)]
pub struct AskedAsset {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its picture.
    pub thumb: Thumb,
}

/// An asset that can be had now.
#[derive(Debug, Clone)]
pub struct FileLine {
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Its bytes.
    pub href: String,
}

/// Several assets as one ZIP.
#[derive(Debug, Clone)]
pub struct ZipOffer {
    /// Its bytes (GET).
    pub href: String,
    /// How many files are in it.
    pub files: u64,
    /// How large it is, as people read it.
    pub size: String,
}

/// Where a request stands, or one of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody has decided it yet.
    Pending,
    /// Approved.
    Approved,
    /// Approved in part; requests only.
    PartiallyApproved,
    /// Denied.
    Denied,
    /// Withdrawn by the requester, or everything asked for was deleted.
    Cancelled,
    /// Nobody decided it in time.
    Expired,
    /// It was approved and is not any more.
    Revoked,
}

impl Status {
    /// What people read.
    pub fn label(&self) -> &'static str {
        match self {
            Status::Pending => "Under review",
            Status::Approved => "Approved",
            Status::PartiallyApproved => "Partly approved",
            Status::Denied => "Denied",
            Status::Cancelled => "Withdrawn",
            Status::Expired => "Expired",
            Status::Revoked => "Revoked",
        }
    }

    /// Its class in the stylesheet.
    pub fn class(&self) -> &'static str {
        match self {
            Status::Pending => "is-pending",
            Status::Approved | Status::PartiallyApproved => "is-approved",
            Status::Denied | Status::Revoked => "is-denied",
            Status::Cancelled | Status::Expired => "is-over",
        }
    }

    /// Whether it still waits for a decision.
    pub fn is_pending(&self) -> bool {
        *self == Status::Pending
    }

    /// Whether something is granted by it.
    pub fn is_granted(&self) -> bool {
        matches!(self, Status::Approved | Status::PartiallyApproved)
    }
}

/// What is wrong with a field of a form that was sent.
#[derive(Debug, Clone)]
pub struct FieldError {
    /// Name of the field; empty where it concerns the form as a whole.
    pub field: &'static str,
    /// What to mend, as a whole sentence.
    pub text: String,
}

/// The first error of a field, for the line below it.
pub(crate) fn error_of<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.text.as_str())
}
