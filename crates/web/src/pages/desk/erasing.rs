//! Erasing an external user: what goes, what stays, and the address typed once more.

use super::{Desk, external_user::path, shell};
use crate::{
    Site,
    extract::{Form, Path},
    failure::Failure,
    pages::frame::{render_as, see_other},
    views::{
        desk::{DeskRoom, ErasePage},
        shared::Link,
    },
};
use app::{Refusal, Viewer, erase_external_user};
use axum::{extract::State, response::Response};
use domain::ExternalUserId;
use http::StatusCode;

async fn page(
    site: &Site,
    viewer: &Viewer,
    id: ExternalUserId,
    typed: &str,
    error: Option<String>,
) -> Result<Response, Failure> {
    let view = erase_external_user::preview(&site.app, viewer, id).await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ErasePage {
        shell: shell(site, viewer, DeskRoom::ExternalUsers, None).await?,
        back: Link { href: site.path(&path(id)), text: view.user.name().unwrap_or_else(|| view.user.mail.clone()) },
        action: site.path(&format!("{}/erasure", path(id))),
        asked: view.asked(),
        pending: view.pending(),
        open: view.open.len() as u64,
        downloads: view.downloads.0,
        notes: view.notes.len() as u64,
        mail: view.user.mail,
        typed: typed.to_owned(),
        error,
    };
    Ok(render_as(status, &page))
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    page(&site, &viewer, ExternalUserId(id), "", None).await
}

pub(super) async fn erase(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (id, typed) = (ExternalUserId(id), fields.text("mail"));
    match erase_external_user::erase(&site.app, &viewer, id, Some(typed)).await {
        Ok(()) => Ok(see_other(&site, "/admin/users/external-users?done=erased")),
        Err(Refusal::Invalid(faults)) => {
            let fault = faults.first().map(|fault| fault.detail.clone());
            page(&site, &viewer, id, typed, Some(fault.unwrap_or_default())).await
        }
        Err(other) => Err(other.into()),
    }
}
