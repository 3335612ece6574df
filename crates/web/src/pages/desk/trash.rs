//! What was deleted, and the way back.

use super::{
    Desk,
    asset::crumbs,
    assets::asset_rows,
    language, shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Form, Query},
    failure::Failure,
    pages::frame::{render, see_other, when},
    views::desk::{DeskRoom, TrashPage, TrashRow},
};
use app::delete_assets::{self, Cursor};
use axum::{extract::State, response::Response};
use domain::{AssetId, Timestamp};

const PAGE_SIZE: u32 = 100;

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let before = query.get("cursor").and_then(position);
    let (deleted, next, _) = delete_assets::list(&site.app, &viewer, before, PAGE_SIZE).await?;
    let folders = Folders::of(&site, &viewer).await?;
    let rows: Vec<_> = deleted.iter().map(|row| row.asset.clone()).collect();
    let assets = asset_rows(&site, &folders, &rows).await?;
    let row = |(row, asset): (delete_assets::Deleted, _)| TrashRow {
        asset,
        deleted: when(language(), row.at),
        by: row.by.unwrap_or_default(),
        until: when(language(), row.until),
    };
    let page = TrashPage {
        shell: shell(&site, &viewer, DeskRoom::Assets, None).await?,
        crumbs: crumbs(&site, &folders, None),
        action: site.path(&format!("{ASSETS}/restoration")),
        rows: deleted.into_iter().zip(assets).map(row).collect(),
        first_href: before.map(|_| site.path(&format!("{ASSETS}/trash"))),
        next_href: next.map(|(at, id)| site.path(&format!("{ASSETS}/trash?cursor={}-{id}", at.micros()))),
    };
    Ok(render(&page))
}

fn position(cursor: &str) -> Option<Cursor> {
    let (at, id) = cursor.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), AssetId(id.parse().ok()?)))
}

/// Brings back what is ticked.
pub(super) async fn restore(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let back = delete_assets::restore(&site.app, &viewer, &fields.ids("mediaId")?).await?;
    Ok(see_other(&site, &format!("{ASSETS}?done=restored&n={}", back.len())))
}
