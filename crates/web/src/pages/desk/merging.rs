//! Making one of two external users: what that does, and doing it.

use super::{
    Desk,
    external_user::{self, Typed, path},
    language, shell,
};
use crate::{
    Site,
    extract::{Form, Path, Query},
    failure::Failure,
    pages::frame::{render, see_other, when},
    views::{
        desk::{DeskRoom, MergePage, MergeSide},
        shared::Link,
    },
};
use app::{Refusal, merge_external_users as use_case, show_external_user::ExternalUserView};
use axum::{extract::State, response::Response};
use domain::ExternalUserId;
use http::StatusCode;

fn side(view: &ExternalUserView) -> MergeSide {
    MergeSide {
        id: view.user.id.0,
        name: view.user.name().unwrap_or_default(),
        mail: view.user.mail.clone(),
        since: when(language(), view.user.created_at),
        asked: view.asked(),
        pending: view.pending(),
        open: view.open.len() as u64,
        downloads: view.downloads.0,
        notes: view.notes.len() as u64,
    }
}

/// What merging would do; whom with is said by `mail`, or by `other`, the id.
pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let kept = ExternalUserId(id);
    let other = match query.get("other").and_then(|id| id.parse().ok()) {
        Some(other) => Ok(other),
        None => use_case::other(&site.app, &viewer, kept, query.text("mail")).await,
    };
    let other = match other {
        Ok(other) => other,
        Err(Refusal::Invalid(faults)) => {
            let fault = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let typed = Typed { other: Some((query.text("mail").to_owned(), fault)), ..Typed::default() };
            return external_user::page(&site, &viewer, kept, None, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let (stays, goes) = use_case::preview(&site.app, &viewer, kept, other).await?;
    Ok(render(&MergePage {
        shell: shell(&site, &viewer, DeskRoom::ExternalUsers, None).await?,
        back: Link { href: site.path(&path(kept)), text: stays.user.name().unwrap_or_else(|| stays.user.mail.clone()) },
        action: site.path(&format!("{}/merger", path(kept))),
        swap_href: site.path(&format!("{}/merger?other={kept}", path(other))),
        kept: side(&stays),
        gone: side(&goes),
    }))
}

pub(super) async fn merge(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let kept = ExternalUserId(id);
    let other = fields.text("other").parse().map_err(|_| Refusal::said("/other", &app::said::ID_UNREADABLE))?;
    use_case::merge(&site.app, &viewer, kept, other).await?;
    Ok(see_other(&site, &format!("{}?done=merged", path(kept))))
}
