//! The assets: a grid or a list, the folders beside it, search; and deleting what is ticked.

use super::{
    Desk, language, shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        frame::{render, see_other, when},
    },
    views::{
        desk::{AssetRow, AssetsPage, DeskRoom, Flash, FolderLine, LibraryDesk, OpenFolder, Tree},
        shared::Link,
        words,
    },
};
use app::{
    Viewer, browse, delete_assets, edit_folder,
    library::{self, AssetFilter},
    rows::Asset,
};
use axum::{extract::State, response::Response};
use domain::{AssetId, FolderId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const PAGE_SIZE: u32 = 48;
/// What stands in an address for "in no folder".
const NONE: &str = "none";

/// What an address says.
struct Said<'a> {
    q: &'a str,
    folder: &'a str,
    is_list: bool,
}

impl<'a> Said<'a> {
    fn of(query: &'a Fields) -> Self {
        Self { q: query.text("q").trim(), folder: query.text("folderId"), is_list: query.text("view") == "list" }
    }

    fn folder_id(&self) -> Option<FolderId> {
        self.folder.parse().ok()
    }

    /// The address that says so.
    fn address(&self, site: &Site) -> String {
        let mut parts = Vec::new();
        if !self.folder.is_empty() {
            parts.push(format!("folderId={}", utf8_percent_encode(self.folder, NON_ALPHANUMERIC)));
        }
        if self.is_list {
            parts.push("view=list".to_owned());
        }
        if !self.q.is_empty() {
            parts.push(format!("q={}", utf8_percent_encode(self.q, NON_ALPHANUMERIC)));
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        site.path(&format!("{ASSETS}{query}"))
    }
}

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let said = Said::of(&query);
    let folders = Folders::of(&site, &viewer).await?;
    let open = said.folder_id().filter(|id| folders.find(*id).is_some());
    let filter = AssetFilter {
        q: Some(said.q.to_owned()).filter(|q| !q.is_empty()),
        // A search goes on below; without one a folder shows what lies in itself.
        folders: open.map(|id| if said.q.is_empty() { vec![id] } else { folders.below(id) }),
        loose: said.folder == NONE,
        ..AssetFilter::default()
    };
    let before = query.get("cursor").and_then(|cursor| cursor.parse().ok());
    let (rows, next, total) = library::newest_assets(&site.app, &viewer, &filter, before, PAGE_SIZE).await?;
    let here = said.address(&site);
    let with = |rest: String| if here.contains('?') { format!("{here}&{rest}") } else { format!("{here}?{rest}") };
    let mut hidden = Vec::new();
    if !said.folder.is_empty() {
        hidden.push(("folderId", said.folder.to_owned()));
    }
    if said.is_list {
        hidden.push(("view", "list".to_owned()));
    }
    let page = AssetsPage {
        is_list: said.is_list,
        grid_href: Said { is_list: false, ..said }.address(&site),
        list_href: Said { is_list: true, ..said }.address(&site),
        q: said.q.to_owned(),
        hidden,
        tree: tree(&site, &viewer, &folders, &said, open).await?,
        folder: open.and_then(|id| open_folder(&site, &viewer, &folders, &said, id)),
        rows: asset_rows(&site, &folders, &rows).await?,
        total,
        first_href: before.map(|_: AssetId| here.clone()),
        next_href: next.map(|id| with(format!("cursor={id}"))),
        desk: desk(&site, &viewer, open).await?,
        shell: shell(&site, &viewer, DeskRoom::Assets, told(&query)).await?,
    };
    Ok(render(&page))
}

async fn tree(
    site: &Site,
    viewer: &Viewer,
    folders: &Folders,
    said: &Said<'_>,
    open: Option<FolderId>,
) -> Result<Tree, Failure> {
    let (counts, loose) = edit_folder::counts(&site.app, viewer).await?;
    let address = |folder: &str| Said { q: "", folder, is_list: said.is_list }.address(site);
    let line = |name: &str, folder: &str, count, current| FolderLine {
        href: address(folder),
        name: name.to_owned(),
        depth: 0,
        count,
        current,
        responsibles: vec![],
    };
    let is_loose = said.folder == NONE;
    Ok(Tree {
        all: line("All assets", "", counts.values().sum::<u64>() + loose, open.is_none() && !is_loose),
        loose: line("In no folder", NONE, loose, is_loose),
        folders: folders.lines(&counts, open, |id| address(&id.to_string())),
    })
}

fn open_folder(site: &Site, viewer: &Viewer, folders: &Folders, said: &Said<'_>, id: FolderId) -> Option<OpenFolder> {
    let mut way = folders.way_to(id);
    let itself = way.pop()?;
    let link = |folder: FolderId| Said { q: "", folder: &folder.to_string(), is_list: said.is_list }.address(site);
    Some(OpenFolder {
        id: id.0,
        name: itself.folder.name.clone(),
        within: way.iter().map(|view| Link { href: link(view.folder.id), text: view.folder.name.clone() }).collect(),
        responsibles: folders.responsibles(itself),
        edit_href: viewer.manager().is_ok().then(|| site.path(&format!("{ASSETS}/folders/{id}"))),
    })
}

async fn desk(site: &Site, viewer: &Viewer, open: Option<FolderId>) -> Result<Option<LibraryDesk>, Failure> {
    if viewer.manager().is_err() {
        return Ok(None);
    }
    let into = open.map(|id| format!("?folderId={id}")).unwrap_or_default();
    let (_, _, trash) = delete_assets::list(&site.app, viewer, None, 1).await?;
    Ok(Some(LibraryDesk {
        upload_href: site.path(&format!("{ASSETS}/upload{into}")),
        uploads_action: site.path("/api/dam/uploads"),
        edit_action: site.path(&format!("{ASSETS}/edit")),
        delete_action: site.path(&format!("{ASSETS}/deletion")),
        folder_action: site.path(&format!("{ASSETS}/folders")),
        trash_href: site.path(&format!("{ASSETS}/trash")),
        trash,
    }))
}

/// Assets as tiles or lines.
pub(super) async fn asset_rows(site: &Site, folders: &Folders, rows: &[Asset]) -> Result<Vec<AssetRow>, Failure> {
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let row = |asset: &Asset| AssetRow {
        id: asset.id.0,
        href: site.path(&format!("{ASSETS}/{}", asset.id)),
        title: asset.title.clone(),
        kind: easel.kind(asset),
        size: easel.size(asset),
        bytes: asset.size,
        folder: folders.path(asset.folder_id),
        added: when(language(), asset.created_at),
        thumb: easel.thumb("/admin", asset, Shown::Line),
    };
    Ok(rows.iter().map(row).collect())
}

/// What was just done, as the address says it.
pub(super) fn told(query: &Fields) -> Option<Flash> {
    let count: u64 = query.text("n").parse().ok()?;
    let assets = if count == 1 { "1 asset".to_owned() } else { format!("{} assets", words::grouped(&count)) };
    let were = if count == 1 { "was" } else { "were" };
    let text = match query.text("done") {
        "deleted" => format!("{assets} {were} deleted. For thirty days you find what was deleted under “Deleted”."),
        "restored" => format!("{assets} {were} brought back."),
        "changed" => format!("{assets} {were} changed."),
        _ => return None,
    };
    Some(Flash { good: true, text })
}

/// Deletes what is ticked.
pub(super) async fn delete(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let gone = delete_assets::delete(&site.app, &viewer, &fields.ids("mediaId")?).await?;
    Ok(see_other(&site, &format!("{ASSETS}?done=deleted&n={}", gone.len())))
}
