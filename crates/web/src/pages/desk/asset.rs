//! One asset at the desk: what it is, where it is used, its versions; changing, replacing and deleting it.

use super::{
    Desk, language, shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        frame::{field_errors, paragraphs, render_as, see_other, when},
    },
    send::{Asked, hand_out},
    views::{
        desk::{AssetDesk, AssetForm, DeskAssetPage, DeskRoom, Flash, VersionRow},
        shared::{FieldError, Link},
    },
};
use app::{
    Fault, Refusal, Viewer, browse, delete_assets,
    download::{self, Denied},
    edit_asset::{self, AssetDraft},
    import_asset, library,
    refusal::Faults,
    rows::{Asset, Version},
    where_used,
};
use axum::{
    extract::{FromRequest, Multipart, Request, State},
    response::Response,
};
use domain::{AssetId, FolderId};
use futures_util::TryStreamExt;
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::io;

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "saved" => Some("Saved.".to_owned()),
        "replaced" => Some("This is the new version. The earlier ones are below.".to_owned()),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text });
    page(&site, &viewer, AssetId(id), None, flash, StatusCode::OK).await
}

/// The form as it was typed, and what is wrong with it.
type Typed<'a> = (&'a Fields, Vec<FieldError>);

async fn page(
    site: &Site,
    viewer: &Viewer,
    id: AssetId,
    typed: Option<Typed<'_>>,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let asset = library::asset(&site.app, viewer, id).await?;
    let folders = Folders::of(site, viewer).await?;
    let pictures = browse::previews(&site.app, &[&asset]).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let uses = where_used::of_asset(&site.app, viewer, id).await?;
    let link = |path: String, text: &str| Link { href: site.path(&path), text: text.to_owned() };
    // To where one may change it; to its public page for everybody else.
    let place = |room: &str, id: i64, slug: &str, title: &str| match viewer.manager() {
        Ok(_) => link(format!("/admin/{room}/{id}"), title),
        Err(_) => link(format!("/{room}/{slug}"), title),
    };
    let kit = |kit: &app::rows::Kit| place("kits", kit.id.0, &kit.slug, &kit.title);
    let portal = |portal: &app::rows::Portal| place("portals", portal.id.0, &portal.slug, &portal.title);
    let tag = |tag: &String| link(format!("{ASSETS}?q={}", utf8_percent_encode(tag, NON_ALPHANUMERIC)), tag);
    let house = uses.is_logo.then(|| Link { href: site.path("/"), text: site.app.in_force().organisation.clone() });
    let desk = viewer.manager().is_ok().then(|| AssetDesk {
        form: form(site, &asset, &folders, typed),
        replace_action: site.path(&format!("{ASSETS}/{id}/content")),
        delete_action: site.path(&format!("{ASSETS}/{id}/deletion")),
        history_href: site.path(&format!("/admin/history?mediaId={id}")),
    });
    let page = DeskAssetPage {
        shell: shell(site, viewer, DeskRoom::Assets, flash).await?,
        crumbs: crumbs(site, &folders, asset.folder_id),
        title: asset.title.clone(),
        thumb: easel.thumb("/admin", &asset, Shown::Large),
        description: paragraphs(&asset.description),
        facts: facts(&easel, &asset, &folders),
        sha256: asset.sha256.clone(),
        tags: asset.tags.iter().map(tag).collect(),
        download_href: may_download(site, viewer, id).await?.then(|| site.path(&format!("{ASSETS}/{id}/download"))),
        has_position: asset.has_position && desk.is_some(),
        kits: uses.kits.iter().map(kit).collect(),
        portals: uses.portals.iter().map(portal).collect(),
        worn_by: uses.worn_by.iter().map(portal).chain(house).collect(),
        awaited_by: uses.awaited_by,
        versions: versions(site, viewer, &asset).await?,
        desk,
    };
    Ok(render_as(status, &page))
}

/// The way to a folder: the list, and each folder around it.
pub(super) fn crumbs(site: &Site, folders: &Folders, folder: Option<FolderId>) -> Vec<Link> {
    let mut crumbs = vec![Link { href: site.path(ASSETS), text: "Assets".to_owned() }];
    for view in folder.map(|id| folders.way_to(id)).unwrap_or_default() {
        let href = site.path(&format!("{ASSETS}?folderId={}", view.folder.id));
        crumbs.push(Link { href, text: view.folder.name.clone() });
    }
    crumbs
}

async fn may_download(site: &Site, viewer: &Viewer, id: AssetId) -> Result<bool, Failure> {
    match download::authorise_user(&site.app, viewer, id).await {
        Ok(_) => Ok(true),
        Err(Denied::NoAccess { .. }) => Ok(false),
        Err(Denied::Refusal(refusal)) => Err(refusal.into()),
    }
}

fn form(site: &Site, asset: &Asset, folders: &Folders, typed: Option<Typed<'_>>) -> AssetForm {
    let action = site.path(&format!("{ASSETS}/{}", asset.id));
    let folders = folders.choices(None);
    match typed {
        Some((fields, errors)) => AssetForm {
            action,
            folders,
            title: fields.text("title").to_owned(),
            description: fields.text("description").to_owned(),
            tags: fields.text("tags").to_owned(),
            licence: fields.text("licence").to_owned(),
            credit: fields.text("credit").to_owned(),
            made_on: fields.text("madeOn").to_owned(),
            folder: fields.text("folderId").to_owned(),
            errors,
        },
        None => AssetForm {
            action,
            folders,
            title: asset.title.clone(),
            description: asset.description.clone(),
            tags: asset.tags.join(", "),
            licence: asset.licence.clone(),
            credit: asset.credit.clone(),
            made_on: asset.made_on.clone(),
            folder: asset.folder_id.map(|id| id.to_string()).unwrap_or_default(),
            errors: vec![],
        },
    }
}

fn facts(easel: &Easel<'_>, asset: &Asset, folders: &Folders) -> Vec<(&'static str, String)> {
    let lang = language();
    let mut facts = vec![("Type", easel.kind(asset)), ("Size", easel.size(asset))];
    if let (Some(width), Some(height)) = (asset.width, asset.height) {
        let (width, height) = (lang.number(u64::from(width)), lang.number(u64::from(height)));
        facts.push(("Dimensions", format!("{width} × {height} px")));
    }
    facts.push(("File", asset.filename.clone()));
    if asset.folder_id.is_some() {
        facts.push(("Folder", folders.path(asset.folder_id)));
    }
    for (name, text) in [("Credit", &asset.credit), ("Licence", &asset.licence), ("Made on", &asset.made_on)] {
        if !text.is_empty() {
            facts.push((name, text.clone()));
        }
    }
    facts.push(("Added", when(lang, asset.created_at).text));
    facts
}

async fn versions(site: &Site, viewer: &Viewer, asset: &Asset) -> Result<Vec<VersionRow>, Failure> {
    let versions = library::versions(&site.app, viewer, asset.id).await?;
    let names = library::bringers(&site.app, viewer, &versions).await?;
    let may = viewer.manager().is_ok();
    let row = |version: Version| VersionRow {
        number: version.number,
        current: version.number == asset.version,
        when: when(language(), version.created_at),
        by: version.user_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        size: language().size(version.size),
        href: may.then(|| site.path(&format!("{ASSETS}/{}/versions/{}/download", asset.id, version.number))),
        filename: version.filename,
    };
    Ok(versions.into_iter().map(row).collect())
}

/// Names the fields of faults as the forms of assets call them.
pub(super) fn errors(faults: &[Fault]) -> Vec<FieldError> {
    let labelled = |error: FieldError| {
        let label = match error.field.as_str() {
            "title" => "Title",
            "description" => "Description",
            "tags" => "Tags",
            "licence" => "Licence",
            "credit" => "Credit",
            "madeOn" => "Made on",
            "folderId" => "Folder",
            _ => return error,
        };
        error.of(label)
    };
    let field = |pointer: &str| pointer.trim_start_matches('/').to_owned();
    field_errors(language(), faults, field).into_iter().map(labelled).collect()
}

/// The folder that a form names: empty for none.
pub(super) fn folder_of(fields: &Fields, faults: &mut Faults) -> Option<FolderId> {
    let text = fields.get("folderId")?;
    let folder = text.parse().ok().map(FolderId);
    if folder.is_none() {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    folder
}

/// Changes what is said of it.
pub(super) async fn update(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let mut faults = Faults::default();
    let text = |name: &str| Some(fields.text(name).to_owned());
    let draft = AssetDraft {
        title: text("title"),
        description: text("description"),
        tags: Some(edit_asset::typed_tags(fields.text("tags"))),
        licence: text("licence"),
        credit: text("credit"),
        made_on: text("madeOn"),
        folder: Some(folder_of(&fields, &mut faults)),
        seen: None,
    };
    match edit_asset::update(&site.app, &viewer, AssetId(id), draft, faults).await {
        Ok(_) => Ok(see_other(&site, &format!("{ASSETS}/{id}?done=saved"))),
        Err(Refusal::Invalid(faults)) => {
            let typed = Some((&fields, errors(&faults)));
            page(&site, &viewer, AssetId(id), typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Replaces its content by a file of a form.
pub(super) async fn replace(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    request: Request,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let unreadable = || Failure::bad_request("The form can't be read.");
    let mut parts = Multipart::from_request(request, &site).await.map_err(|_| unreadable())?;
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let Some(name) = part.file_name().map(str::to_owned).filter(|name| !name.is_empty()) else { continue };
        let bytes = part.map_err(io::Error::other);
        import_asset::replace_content(&site.app, &viewer, AssetId(id), Some(&name), bytes, None).await?;
        return Ok(see_other(&site, &format!("{ASSETS}/{id}?done=replaced")));
    }
    let flash = Flash { good: false, text: "Choose the file of the new version first.".into() };
    page(&site, &viewer, AssetId(id), None, Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Deletes it.
pub(super) async fn delete(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    delete_assets::delete_one(&site.app, &viewer, AssetId(id), None).await?;
    Ok(see_other(&site, &format!("{ASSETS}?done=deleted&n=1")))
}

/// The bytes of one of its versions.
pub(super) async fn download_version(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, number)): Path<(i64, i64)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let permit = download::authorise_version(&site.app, &viewer, AssetId(id), number).await?;
    hand_out(&site, &permit, &Fields::default(), &asked).await
}
