//! Changing many assets in one stroke.

use super::{
    Desk,
    asset::{crumbs, errors, folder_of},
    language, shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        frame::{render_as, see_other},
    },
    views::{
        desk::{BulkTyped, DeskRoom, EditAssetsPage},
        shared::FieldError,
    },
};
use app::{
    Refusal, Viewer, browse,
    edit_asset::typed_tags,
    edit_assets::{self, Changes},
    library,
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::AssetId;
use http::StatusCode;
use std::collections::BTreeMap;

/// How many pictures are shown.
const SHOWN: usize = 12;
/// What leaves each asset where it lies.
const KEEP: &str = "keep";

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let typed = BulkTyped { folder: KEEP.into(), ..BulkTyped::default() };
    page(&site, &viewer, query.ids("mediaId")?, typed, vec![], StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    ids: Vec<AssetId>,
    typed: BulkTyped,
    errors: Vec<FieldError>,
    status: StatusCode,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let rows = library::assets_by_ids(&site.app, &ids).await?;
    if rows.is_empty() {
        return Ok(see_other(site, ASSETS));
    }
    let folders = Folders::of(site, viewer).await?;
    let first = &rows[..rows.len().min(SHOWN)];
    let pictures = browse::previews(&site.app, &first.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let mut tags: BTreeMap<&String, u64> = BTreeMap::new();
    for tag in rows.iter().flat_map(|asset| &asset.tags) {
        *tags.entry(tag).or_default() += 1;
    }
    let page = EditAssetsPage {
        shell: shell(site, viewer, DeskRoom::Assets, None).await?,
        crumbs: crumbs(site, &folders, None),
        action: site.path(&format!("{ASSETS}/edit")),
        ids: rows.iter().map(|asset| asset.id.0).collect(),
        first: first.iter().map(|asset| (easel.thumb("/admin", asset, Shown::Line), asset.title.clone())).collect(),
        present_tags: tags.into_iter().map(|(tag, count)| (tag.clone(), count)).collect(),
        typed,
        folders: folders.choices(None),
        errors,
    };
    Ok(render_as(status, &page))
}

fn typed(fields: &Fields) -> BulkTyped {
    BulkTyped {
        folder: fields.text("folderId").to_owned(),
        add_tags: fields.text("addTags").to_owned(),
        remove_tags: fields.every("removeTags").map(str::to_owned).collect(),
        licence: fields.text("licence").to_owned(),
        no_licence: fields.get("noLicence").is_some(),
        credit: fields.text("credit").to_owned(),
        no_credit: fields.get("noCredit").is_some(),
    }
}

/// A line that was typed, or is taken away; nothing where it stays.
fn line(typed: &str, takes_away: bool) -> Option<String> {
    match takes_away {
        true => Some(String::new()),
        false => Some(typed.trim().to_owned()).filter(|text| !text.is_empty()),
    }
}

pub(super) async fn update(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let ids: Vec<AssetId> = fields.ids("mediaId")?;
    let typed = typed(&fields);
    let mut faults = Faults::default();
    let changes = Changes {
        folder: (typed.folder != KEEP).then(|| folder_of(&fields, &mut faults)),
        add_tags: typed_tags(&typed.add_tags),
        remove_tags: typed.remove_tags.clone(),
        licence: line(&typed.licence, typed.no_licence),
        credit: line(&typed.credit, typed.no_credit),
    };
    match edit_assets::update(&site.app, &viewer, &ids, changes, faults).await {
        Ok(sum) => Ok(see_other(&site, &format!("{ASSETS}?done=changed&n={}", sum.changed))),
        Err(Refusal::Invalid(faults)) => {
            page(&site, &viewer, ids, typed, errors(&faults), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}
