//! Assets as pages show them: a picture or an icon, a title, a type and a size.

use crate::{
    Site,
    views::{
        shared::{Access, AskedAsset, AssetCard, FileIcon, FileLine, Ground, Picture, Thumb},
        words,
    },
};
use app::{browse::Contents, place::Spot};
use domain::{AssetId, Holder, Policy, Timestamp};
use std::collections::HashMap;
use store_rows::{Asset, Preview};

/// The rows that use cases hand out.
pub(super) mod store_rows {
    pub use app::rows::{Asset, Preview};
}

/// The pictures of the assets on a page.
pub(super) type Pictures = HashMap<AssetId, Vec<Preview>>;

/// The edge of the pictures in grids, and of the large one on an asset's page.
pub(super) const CARD: u32 = 640;
pub(super) const LARGE: u32 = 1600;

/// On what ground an asset shows best.
pub(super) fn ground(asset: &Asset) -> Ground {
    match (asset.has_alpha, asset.is_light) {
        (true, true) => Ground::Dark,
        (true, false) => Ground::Checker,
        (false, _) if asset.content_type == "image/jpeg" || asset.content_type == "image/webp" => Ground::Photo,
        (false, _) => Ground::Plain,
    }
}

/// The picture of an asset that comes closest to an edge, at the address of a place.
pub(super) fn thumb(site: &Site, path: &str, asset: &Asset, pictures: &Pictures, edge: u32) -> Thumb {
    let all = pictures.get(&asset.id).map_or(&[][..], Vec::as_slice);
    let closest = all.iter().min_by_key(|picture| picture.width.max(picture.height).abs_diff(edge));
    Thumb {
        picture: closest.map(|picture| Picture {
            src: site.path(&format!("{path}/assets/{}/preview/{}", asset.id, picture.width)),
            width: picture.width,
            height: picture.height,
            ground: ground(asset),
        }),
        icon: FileIcon::for_content_type(&asset.content_type),
    }
}

/// A type as people call it: `JPEG`, `PDF`, `ZIP`; else the ending of the name.
pub(super) fn kind(asset: &Asset) -> String {
    let known = match asset.content_type.as_str() {
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "image/gif" => "GIF",
        "image/webp" => "WebP",
        "image/svg+xml" => "SVG",
        "application/pdf" => "PDF",
        "video/mp4" => "MP4",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let ending = asset.filename.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let fits = (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    if fits { ending.to_uppercase() } else { "File".to_owned() }
}

/// What a page needs to know to offer assets of a place.
pub(super) struct Offering<'a> {
    pub site: &'a Site,
    pub spot: &'a Spot,
    pub contents: &'a Contents,
    pub pictures: &'a Pictures,
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

    pub fn card(&self, asset: &Asset, edge: u32) -> AssetCard {
        AssetCard {
            id: asset.id.0,
            title: asset.title.clone(),
            kind: kind(asset),
            size: words::size(asset.size),
            bytes: asset.size,
            thumb: thumb(self.site, &self.spot.path(), asset, self.pictures, edge),
            access: self.access(asset.id),
        }
    }
}

/// An asset in the list of what is asked for.
pub(super) fn asked(site: &Site, path: &str, asset: &Asset, pictures: &Pictures) -> AskedAsset {
    AskedAsset {
        id: asset.id.0,
        title: asset.title.clone(),
        kind: kind(asset),
        size: words::size(asset.size),
        thumb: thumb(site, path, asset, pictures, CARD),
    }
}

/// An asset as a line that downloads it.
pub(super) fn line(site: &Site, path: &str, asset: &Asset, pictures: &Pictures) -> FileLine {
    FileLine {
        title: asset.title.clone(),
        kind: kind(asset),
        size: words::size(asset.size),
        thumb: thumb(site, path, asset, pictures, CARD),
        href: site.path(&format!("{path}/assets/{}/download", asset.id)),
    }
}
