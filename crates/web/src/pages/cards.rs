//! Assets as pages show them: a picture or an icon, a title, a type and a size.

use crate::{
    Site,
    views::shared::{Access, AskedAsset, AssetCard, FileIcon, FileLine, Format, Ground, Picture, Thumb},
};
use app::{browse::Contents, place::Spot};
use domain::{AssetId, Holder, Policy, Timestamp};
use std::collections::HashMap;
use store_rows::{Asset, Preview};
use words::Language;

/// The rows that use cases hand out.
pub(super) mod store_rows {
    pub use app::rows::{Asset, Preview};
}

/// The pictures of the assets on a page.
pub(super) type Pictures = HashMap<AssetId, Vec<Preview>>;

/// How a picture is shown, which decides the sizes that are offered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// A small one beside a line.
    Line,
    /// In a grid.
    Card,
    /// By itself.
    Large,
    /// Across the page.
    Cover,
}

impl Shown {
    /// The longer edge that fits best where a browser knows no `srcset`.
    fn edge(self) -> u32 {
        match self {
            Shown::Line => 320,
            Shown::Card => 640,
            Shown::Large | Shown::Cover => 1600,
        }
    }

    /// How wide it is shown, for `sizes`.
    fn sizes(self) -> &'static str {
        match self {
            Shown::Line => "6rem",
            Shown::Card => "(max-width: 40rem) 50vw, 20rem",
            Shown::Large => "(max-width: 60rem) 100vw, 60vw",
            Shown::Cover => "100vw",
        }
    }
}

/// On what ground an asset shows best.
pub(super) fn ground(asset: &Asset) -> Ground {
    match (asset.has_alpha, asset.is_light) {
        (true, true) => Ground::Dark,
        (true, false) => Ground::Checker,
        (false, _) if asset.content_type == "image/jpeg" || asset.content_type == "image/webp" => Ground::Photo,
        (false, _) => Ground::Plain,
    }
}

/// What assets are shown with: the site's addresses, the reader's language, and the pictures.
#[derive(Clone, Copy)]
pub(super) struct Easel<'a> {
    pub site: &'a Site,
    pub lang: Language,
    pub pictures: &'a Pictures,
}

impl Easel<'_> {
    /// The picture of an asset at the address of a place, or its icon.
    pub fn thumb(&self, path: &str, asset: &Asset, shown: Shown) -> Thumb {
        let all = self.pictures.get(&asset.id).map_or(&[][..], Vec::as_slice);
        Thumb {
            picture: picture(self.site, path, asset, all, shown),
            icon: FileIcon::for_content_type(&asset.content_type),
        }
    }

    /// A type as people call it: `JPEG`, `PDF`, `ZIP`; else the ending of the name.
    pub fn kind(&self, asset: &Asset) -> String {
        kind(asset).unwrap_or_else(|| self.lang.say("file-without-type"))
    }

    /// Its size as people read it.
    pub fn size(&self, asset: &Asset) -> String {
        self.lang.size(asset.size)
    }

    /// An asset in the list of what is asked for.
    pub fn asked(&self, path: &str, asset: &Asset) -> AskedAsset {
        AskedAsset {
            id: asset.id.0,
            title: asset.title.clone(),
            kind: self.kind(asset),
            size: self.size(asset),
            thumb: self.thumb(path, asset, Shown::Line),
        }
    }

    /// An asset as a line that downloads it.
    pub fn line(&self, path: &str, asset: &Asset) -> FileLine {
        FileLine {
            id: asset.id.0,
            bytes: asset.size,
            formats: self.formats(path, asset),
            title: asset.title.clone(),
            kind: self.kind(asset),
            size: self.size(asset),
            thumb: self.thumb(path, asset, Shown::Line),
            href: self.site.path(&format!("{path}/assets/{}/download", asset.id)),
        }
    }

    /// The formats and sizes in which an asset that may be downloaded can be had beside the original.
    pub fn formats(&self, path: &str, asset: &Asset) -> Vec<Format> {
        let offered = app::renditions::offered(asset);
        let name = |name: &str| match name {
            "jpeg" => "JPEG",
            "png" => "PNG",
            _ => "WebP",
        };
        let format = |offered: &app::renditions::Offered| Format {
            href: self.site.path(&format!("{path}/assets/{}/download?{}", asset.id, offered.query())),
            name: name(offered.name()),
            width: offered.width,
            height: offered.height,
        };
        offered.iter().map(format).collect()
    }

    /// An asset as a card.
    pub fn card(&self, path: &str, asset: &Asset, access: Access, shown: Shown) -> AssetCard {
        AssetCard {
            id: asset.id.0,
            title: asset.title.clone(),
            kind: self.kind(asset),
            size: self.size(asset),
            bytes: asset.size,
            thumb: self.thumb(path, asset, shown),
            access,
        }
    }
}

/// The picture of an asset in the size that fits best, and the others for `srcset`.
pub(super) fn picture(site: &Site, path: &str, asset: &Asset, all: &[Preview], shown: Shown) -> Option<Picture> {
    let address = |picture: &Preview| site.path(&format!("{path}/assets/{}/preview/{}", asset.id, picture.width));
    let closest = all.iter().min_by_key(|picture| picture.width.max(picture.height).abs_diff(shown.edge()))?;
    let several = shown != Shown::Line && all.len() > 1;
    let srcset = all.iter().filter(|_| several).map(|picture| format!("{} {}w", address(picture), picture.width));
    Some(Picture {
        src: address(closest),
        srcset: srcset.collect::<Vec<_>>().join(", "),
        sizes: shown.sizes(),
        tone: asset.dominant_color.clone().filter(|_| !asset.has_alpha),
        width: closest.width,
        height: closest.height,
        ground: ground(asset),
    })
}

fn kind(asset: &Asset) -> Option<String> {
    let known = match asset.content_type.as_str() {
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "image/gif" => "GIF",
        "image/webp" => "WebP",
        "image/tiff" => "TIFF",
        "image/avif" => "AVIF",
        "image/svg+xml" => "SVG",
        "application/pdf" => "PDF",
        "video/mp4" => "MP4",
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    let (_, ending) = asset.filename.rsplit_once('.')?;
    let fits = (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    fits.then(|| ending.to_uppercase())
}

/// What a page needs to know to offer assets of a place.
pub(super) struct Offering<'a> {
    pub easel: Easel<'a>,
    pub spot: &'a Spot,
    pub contents: &'a Contents,
    pub holder: &'a Holder,
    pub now: Timestamp,
    /// Whether the whole place is under review, and which assets are.
    pub under_review: &'a (bool, Vec<AssetId>),
}

impl Offering<'_> {
    pub fn access(&self, asset: AssetId) -> Access {
        let asked = self.under_review.0 || self.under_review.1.contains(&asset);
        match self.contents.access(self.spot, asset, self.holder, self.now) {
            domain::Access::Open | domain::Access::Granted => Access::Download,
            domain::Access::Ask(Policy::NoApproval) => Access::DownloadAfterForm,
            domain::Access::Ask(_) if asked => Access::UnderReview,
            domain::Access::Ask(_) => Access::Request,
            domain::Access::Disabled | domain::Access::KitByKit => Access::Closed,
        }
    }

    pub fn card(&self, asset: &Asset, shown: Shown) -> AssetCard {
        self.easel.card(&self.spot.path(), asset, self.access(asset.id), shown)
    }
}
