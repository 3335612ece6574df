//! Undoing what was just decided.

use super::{Desk, requests};
use crate::{
    Site,
    extract::{Fields, Form},
    failure::Failure,
    pages::frame::see_other,
    views::{
        desk::{Flash, Undo},
        words,
    },
};
use app::{Refusal, Viewer, undo};
use axum::{extract::State, response::Response};
use domain::{StrokeId, Verdict};
use http::StatusCode;

/// POST: `stroke`.
pub(super) const PATH: &str = "/admin/users/download-requests/undo";

/// What the viewer last decided, while they may undo it.
pub(super) async fn offered(site: &Site, viewer: &Viewer) -> Result<Option<Undo>, Failure> {
    Ok(undo::offered(&site.app, viewer).await?.map(|offer| {
        let (word, told) = match (offer.verdict, offer.requests) {
            (Verdict::Approve, 1) => ("Approved.".to_owned(), "The requester is"),
            (Verdict::Deny, 1) => ("Denied.".to_owned(), "The requester is"),
            (Verdict::Approve, many) => (format!("{} approved.", words::requests(&many)), "Their requesters are"),
            (Verdict::Deny, many) => (format!("{} denied.", words::requests(&many)), "Their requesters are"),
        };
        Undo {
            action: site.path(PATH),
            stroke: offer.stroke.0,
            text: format!("{word} {told} told by mail in ten seconds."),
            seconds: offer.left.as_secs() + 1,
        }
    }))
}

/// The stroke that a form names.
pub(in crate::pages) fn stroke(fields: &Fields) -> Result<StrokeId, Refusal> {
    fields.text("stroke").parse().map_err(|_| Refusal::said("/stroke", &app::said::ID_UNREADABLE))
}

pub(super) async fn undo(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    match undo::undo(&site.app, &viewer, stroke(&fields)?).await {
        Ok(requests) => Ok(match requests.as_slice() {
            [only] => see_other(&site, &format!("{}/{only}?done=undone", requests::PATH)),
            _ => see_other(&site, &format!("{}?done=undone", requests::PATH)),
        }),
        Err(Refusal::Conflict { detail, .. }) => {
            let flash = Flash { good: false, text: detail };
            requests::show(&site, &viewer, &Fields::default(), Some(flash), StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}
