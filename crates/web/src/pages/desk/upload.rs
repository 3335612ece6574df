//! Uploading by a plain form; the script of the page sends files one by one, and goes on where a connection broke.

use super::{
    Desk,
    asset::{crumbs, errors, folder_of},
    shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Fields, Query},
    failure::Failure,
    pages::frame::render_as,
    views::{
        desk::{DeskRoom, UploadPage, UploadResult},
        shared::{FieldError, Link},
    },
};
use app::{
    Refusal, Viewer,
    import_asset::{self, Received, Upload},
    refusal::Faults,
    rows::Asset,
};
use axum::{
    extract::{FromRequest, Multipart, Request, State},
    response::Response,
};
use domain::FolderId;
use futures_util::TryStreamExt;
use http::StatusCode;
use std::io;

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    page(&site, &viewer, &query, vec![], vec![], StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    fields: &Fields,
    results: Vec<UploadResult>,
    errors: Vec<FieldError>,
    status: StatusCode,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let folders = Folders::of(site, viewer).await?;
    let open: Option<FolderId> = fields.text("folderId").parse().ok();
    let page = UploadPage {
        shell: shell(site, viewer, DeskRoom::Assets, None).await?,
        crumbs: crumbs(site, &folders, open.filter(|id| folders.find(*id).is_some())),
        action: site.path(&format!("{ASSETS}/upload")),
        uploads_action: site.path("/api/dam/uploads"),
        folder: fields.text("folderId").to_owned(),
        folders: folders.choices(None),
        keeps: fields.text("duplicates") == "keep",
        results,
        errors,
    };
    Ok(render_as(status, &page))
}

/// A file of the form: its bytes, which have no record yet, and its name.
type Sent = (Received, String);

/// Takes a form with files.
pub(super) async fn send(State(site): State<Site>, Desk(viewer): Desk, request: Request) -> Result<Response, Failure> {
    viewer.manager()?;
    let mut files = Vec::new();
    let fields = match read(&site, &viewer, request, &mut files).await {
        Ok(fields) => fields,
        Err(failure) => {
            discard(&site, files).await;
            return Err(failure);
        }
    };
    if files.is_empty() {
        let errors = vec![FieldError::new("file", "Choose at least one file.").of("Files")];
        return page(&site, &viewer, &fields, vec![], errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut faults = Faults::default();
    let folder = folder_of(&fields, &mut faults);
    if let Err(Refusal::Invalid(faults)) = faults.check() {
        discard(&site, files).await;
        return page(&site, &viewer, &fields, vec![], errors(&faults), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let keeps = fields.text("duplicates") == "keep";
    let mut results = Vec::new();
    let mut files = files.into_iter();
    while let Some((received, name)) = files.next() {
        match add(&site, &viewer, received, &name, folder, keeps).await {
            Ok(result) => results.push(result),
            Err(Refusal::Invalid(faults)) => {
                discard(&site, files.collect()).await;
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return page(&site, &viewer, &fields, results, errors(&faults), status).await;
            }
            Err(other) => {
                discard(&site, files.collect()).await;
                return Err(other.into());
            }
        }
    }
    page(&site, &viewer, &fields, results, vec![], StatusCode::OK).await
}

/// Reads the form; files are taken in as they come.
async fn read(site: &Site, viewer: &Viewer, request: Request, files: &mut Vec<Sent>) -> Result<Fields, Failure> {
    let unreadable = || Failure::bad_request("The form can't be read.");
    let mut parts = Multipart::from_request(request, site).await.map_err(|_| unreadable())?;
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            // No file was chosen.
            Some(name) if name.is_empty() => {}
            Some(name) => {
                let received = import_asset::receive(&site.app, viewer, part.map_err(io::Error::other)).await?;
                files.push((received, name));
            }
            None => fields.push((field, part.text().await.map_err(|_| unreadable())?)),
        }
    }
    Ok(Fields::default().after(fields))
}

async fn discard(site: &Site, files: Vec<Sent>) {
    for (received, _) in files {
        import_asset::discard(&site.app, received).await;
    }
}

/// Makes an asset of a file, unless it is there already and is to be skipped.
async fn add(
    site: &Site,
    viewer: &Viewer,
    received: Received,
    name: &str,
    folder: Option<FolderId>,
    keeps: bool,
) -> Result<UploadResult, Refusal> {
    let result = |text: &str, asset: &Asset| UploadResult {
        name: name.to_owned(),
        text: text.to_owned(),
        asset: Link { href: site.path(&format!("{ASSETS}/{}", asset.id)), text: asset.title.clone() },
    };
    let same = match import_asset::same(&site.app, &received).await {
        Ok(same) => same,
        Err(error) => {
            import_asset::discard(&site.app, received).await;
            return Err(error);
        }
    };
    if let Some(known) = same.first().filter(|_| !keeps) {
        import_asset::discard(&site.app, received).await;
        return Ok(result("was here already, and is skipped; it is", known));
    }
    let upload = Upload { name: name.to_owned(), folder, ..Upload::default() };
    let asset = import_asset::add(&site.app, viewer, received, upload, Faults::default()).await?;
    Ok(result(if same.is_empty() { "added as" } else { "was here already, and is added once more as" }, &asset))
}
