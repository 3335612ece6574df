//! Assets of the library beside a form that takes some of them.

use super::language;
use crate::{
    Site,
    extract::Fields,
    failure::Failure,
    pages::cards::{Easel, Shown},
    views::desk::{Choice, LibraryItem, LibraryPanel},
};
use app::{
    Viewer, browse, edit_folder,
    library::{self, AssetFilter},
    rows::Folder,
};
use domain::{AssetId, FolderId};
use std::collections::{HashMap, HashSet};

/// How many are shown at once.
const PAGE: u32 = 24;

/// What the fields search for: the first page, or the one after an asset.
pub(in crate::pages::desk) async fn panel(
    site: &Site,
    viewer: &Viewer,
    fields: &Fields,
    here: &HashSet<AssetId>,
) -> Result<LibraryPanel, Failure> {
    let q = fields.text("q").trim();
    let folder: Option<FolderId> = fields.text("folderId").parse().ok().map(FolderId);
    let after = fields.text("act").strip_prefix("more.").and_then(|id| id.parse().ok()).map(AssetId);
    let filter = AssetFilter { q: Some(q.to_owned()).filter(|q| !q.is_empty()), folder, ..AssetFilter::default() };
    let (found, next, total) = library::assets(&site.app, viewer, &filter, after, PAGE).await?;
    let pictures = browse::previews(&site.app, &found.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let item = |asset: &app::rows::Asset| LibraryItem {
        id: asset.id.0,
        title: asset.title.clone(),
        kind: easel.kind(asset),
        thumb: easel.thumb("/admin", asset, Shown::Line),
        here: here.contains(&asset.id),
    };
    Ok(LibraryPanel {
        q: q.to_owned(),
        folders: folders(site, viewer).await?,
        folder: folder.map(|folder| folder.to_string()).unwrap_or_default(),
        found: found.iter().map(item).collect(),
        total,
        more: next.map(|next| next.0),
        later: after.is_some(),
    })
}

/// Whether the words or the folder were changed since the results that stand beside them were made.
pub(in crate::pages::desk) fn is_asked(fields: &Fields) -> bool {
    fields.text("q") != fields.text("shownQ") || fields.text("folderId") != fields.text("shownFolderId")
}

/// Every folder by its path, in the order of paths.
async fn folders(site: &Site, viewer: &Viewer) -> Result<Vec<Choice>, Failure> {
    let all: HashMap<FolderId, Folder> =
        edit_folder::list(&site.app, viewer).await?.into_iter().map(|view| (view.folder.id, view.folder)).collect();
    let mut choices: Vec<Choice> =
        all.values().map(|folder| Choice { id: folder.id.to_string(), title: path(folder, &all) }).collect();
    choices.sort_by_cached_key(|choice| (choice.title.to_lowercase(), choice.id.clone()));
    Ok(choices)
}

fn path(folder: &Folder, all: &HashMap<FolderId, Folder>) -> String {
    let mut names = vec![folder.name.as_str()];
    let mut above = folder.parent_id;
    while let Some(parent) = above.and_then(|id| all.get(&id)).filter(|_| names.len() < all.len()) {
        names.push(&parent.name);
        above = parent.parent_id;
    }
    names.reverse();
    names.join(" / ")
}
