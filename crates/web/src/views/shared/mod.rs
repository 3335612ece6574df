//! What several pages show: pictures, states, links, and the frame around public pages.

mod frame;
mod picture;

use ::words::Language;

pub use frame::{Brand, Identity, Shell, Tongues};
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
    /// Its id, which its anchor on the page carries.
    pub id: i64,
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
    /// Its id.
    pub id: i64,
    /// Its size in bytes, which the script adds up.
    pub bytes: u64,
    /// The same picture in other formats and sizes.
    pub formats: Vec<Format>,
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

/// The same picture in another format or size.
#[derive(Debug, Clone)]
pub struct Format {
    /// Its bytes.
    pub href: String,
    /// `JPEG`, `PNG`, `WebP`.
    pub name: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Format {
    /// Format and size, as people read them.
    pub fn words(&self, lang: &Language) -> String {
        let values = [
            ("format", self.name.to_owned()),
            ("width", lang.number(u64::from(self.width))),
            ("height", lang.number(u64::from(self.height))),
        ];
        lang.with("asset-format", &values)
    }
}

/// Searching a place, and choosing a type of file.
#[derive(Debug, Clone)]
pub struct Finder {
    /// The place, without any search.
    pub action: String,
    /// Its title.
    pub place: String,
    /// What is searched for.
    pub q: String,
    /// The types there are, "all" first; one or none shows none.
    pub kinds: Vec<KindChoice>,
    /// How many were found, where something is searched or chosen.
    pub found: Option<u64>,
}

/// A type of file to choose.
#[derive(Debug, Clone)]
pub struct KindChoice {
    /// Its word in `?type=`; empty for all.
    pub word: &'static str,
    /// The message of its name.
    pub label: &'static str,
    /// How many files are of it.
    pub count: u64,
    /// The page with these only.
    pub href: String,
    /// Whether it is chosen.
    pub current: bool,
}

impl Finder {
    /// How many were found, where there are any: that there are none is said where they would stand.
    pub fn hits(&self) -> Option<u64> {
        self.found.filter(|found| *found > 0)
    }

    /// The word of the chosen type, if one is.
    pub fn chosen(&self) -> Option<&'static str> {
        self.kinds.iter().find(|kind| kind.current && !kind.word.is_empty()).map(|kind| kind.word)
    }
}

/// Which part of a long list a page shows.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Number of its first file, from 1.
    pub from: u64,
    /// Number of its last file.
    pub to: u64,
    /// How many there are.
    pub total: u64,
    /// The first page, on every later one.
    pub first: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Stretch {
    /// "Files 1 to 60 of 5,000".
    pub fn words(&self, lang: &Language) -> String {
        lang.with("find-shown", &[("from", self.from), ("to", self.to), ("total", self.total)])
    }
}

/// What can be done with what is ticked on a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Picks {
    /// Something can be downloaded at once.
    pub download: bool,
    /// Something after a form.
    pub form: bool,
    /// Something has to be asked for.
    pub request: bool,
}

impl Picks {
    /// What these cards allow.
    pub fn of<'a>(cards: impl IntoIterator<Item = &'a AssetCard>) -> Self {
        let mut picks = Self::default();
        for card in cards {
            match card.access {
                Access::Download => picks.download = true,
                Access::DownloadAfterForm => picks.form = true,
                Access::Request => picks.request = true,
                Access::UnderReview | Access::Closed => {}
            }
        }
        picks
    }

    /// Whether anything can be ticked.
    pub fn any(&self) -> bool {
        self.download || self.form || self.request
    }
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
    /// The message that people read.
    pub fn key(&self) -> &'static str {
        match self {
            Status::Pending => "status-pending",
            Status::Approved => "status-approved",
            Status::PartiallyApproved => "status-partly",
            Status::Denied => "status-denied",
            Status::Cancelled => "status-withdrawn",
            Status::Expired => "status-expired",
            Status::Revoked => "status-revoked",
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
    pub field: String,
    /// What the field is called; empty where the sentence says enough by itself.
    pub label: String,
    /// What to mend, as a whole sentence.
    pub text: String,
}

impl FieldError {
    /// An error whose sentence says enough by itself.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { field: field.into(), label: String::new(), text: text.into() }
    }

    /// The error of a field that is called so.
    #[must_use]
    pub fn of(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }
}

/// The first error of a field, for the line below it.
pub(crate) fn error_of<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.text.as_str())
}
