//! `POST /api/public/download-validation-requests`

use super::{MOST_NAMED, shown::PublicRequest};
use crate::{
    Site,
    api::{
        answer::created,
        body::{Json, Known},
        forms, limits,
    },
    extract::Door,
    failure::Failure,
};
use app::{
    Refusal, Viewer,
    refusal::Faults,
    submit::{PublicAsk, ask_publicly},
};
use axum::{
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
use domain::*;
use http::{HeaderMap, request::Parts};
use utoipa::ToSchema;

/// Where the installation allows asking publicly. Else nothing is here, whatever was sent.
pub(super) struct Enabled;

impl FromRequestParts<Site> for Enabled {
    type Rejection = Failure;

    async fn from_request_parts(_: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let property = TechnicalProperty::EnablePublicDownloadRequest;
        if app::properties::is_on(&site.app, property).await? { Ok(Self) } else { Err(Refusal::NotFound.into()) }
    }
}

/// What somebody without an account asks for.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewPublicDownloadRequest {
    /// The assets; each must be visible to a visitor somewhere.
    media_ids: Vec<i64>,
    first_name: String,
    last_name: String,
    /// Where the answer goes. An address that asked before must bring the names it first brought.
    #[schema(format = Email)]
    mail: String,
    /// What they are wanted for.
    reason: String,
    /// Who is to decide; ignored where the installation does not let requesters choose.
    responsible_ids: Option<Vec<i64>>,
    /// The kit it came from.
    kit_id: Option<i64>,
    /// The portal it came from.
    portal_id: Option<i64>,
    /// Answers to the questions of where it came from, by their ids; none has to be there.
    #[schema(value_type = Option<std::collections::HashMap<String, forms::AnswerValue>>)]
    answers: Option<()>,
}

/// What is asked.
const MEMBERS: Known =
    &["mediaIds", "firstName", "lastName", "mail", "reason", "responsibleIds", "kitId", "portalId", "answers"];

/// Ask for downloads without an account
///
/// Where the technical property `ENABLE_PUBLIC_DOWNLOAD_REQUEST` is on; else 404.
#[utoipa::path(
    post, path = "/api/public/download-validation-requests", tag = "public requests",
    request_body = NewPublicDownloadRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(()),
    responses(
        (status = 201, description = "The request.", body = PublicRequest, headers(
            ("RateLimit-Policy" = String, description = "How many requests fit, and within how many seconds."),
            ("RateLimit" = String, description = "How many are left to the caller's network."),
        )),
        (status = 404, description = "This installation does not take public requests."),
        (status = 422, description = "Understood, but wrong; every fault at once. `requester-mismatch`: the address is known by another name; \
            `downloads-disabled`: nothing can be downloaded where it came from."),
        (status = 429, description = "Too often, or names were wrong too often; see `Retry-After`."),
    )
)]
pub(super) async fn ask_publicly_for_downloads(
    State(site): State<Site>,
    Enabled: Enabled,
    Door(viewer): Door,
    headers: HeaderMap,
    body: Json,
) -> Response {
    let asked = ask(&site, &viewer, &headers, &body).await;
    limits::of_request(&site, &viewer, asked.into_response()).await
}

async fn ask(site: &Site, viewer: &Viewer, headers: &HeaderMap, body: &Json) -> Result<Response, Failure> {
    let key = body.idempotency(headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.require(&mut faults, "mediaIds");
    let ask = PublicAsk {
        assets: object.ids(&mut faults, "mediaIds", AssetId, MOST_NAMED),
        first_name: object.required_text(&mut faults, "firstName"),
        last_name: object.required_text(&mut faults, "lastName"),
        mail: object.required_text(&mut faults, "mail"),
        reason: object.required_text(&mut faults, "reason"),
        responsibles: object.ids(&mut faults, "responsibleIds", UserId, MOST_NAMED).unwrap_or_default(),
        kit: object.id(&mut faults, "kitId", KitId),
        portal: object.id(&mut faults, "portalId", PortalId),
        answers: forms::answers(&object, &mut faults),
    };
    let made = ask_publicly(&site.app, viewer, ask, faults, key).await?;
    let made = PublicRequest::of(&made.request, &made.items);
    Ok(created(site, &format!("/api/public/download-validation-requests/{}", made.reference), &made))
}
