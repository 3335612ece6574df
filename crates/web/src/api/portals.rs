//! `/api/dam/portals`: branded pages that gather kits.

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known, Object},
    door::{Named, SignedIn},
    forms::{self, NewQuestion, Terms},
    list::{List, Page, PageParams},
    schema,
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    delete_place::{self, Deletion},
    edit_portal::{self, PortalDraft},
    library::{self, PortalView},
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Language;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_portals, create_portal)).routes(routes!(
        show_portal,
        patch_portal,
        delete_portal
    ))
}

/// The most kits that a portal gathers.
const MOST_KITS: usize = 10_000;

/// A portal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Portal {
    #[schema(value_type = i64)]
    id: PortalId,
    title: String,
    /// Its word in addresses.
    slug: String,
    introduction: String,
    /// `#rrggbb`.
    #[schema(required)]
    accent: Option<String>,
    /// The asset that is its logo.
    #[schema(required, value_type = Option<i64>)]
    logo_id: Option<AssetId>,
    /// The asset that is its cover.
    #[schema(required, value_type = Option<i64>)]
    cover_id: Option<AssetId>,
    #[schema(value_type = schema::Privacy)]
    privacy: Privacy,
    #[schema(value_type = schema::PortalPolicy)]
    download_policy: PortalPolicy,
    /// The kits it gathers, in order.
    #[schema(value_type = Vec<i64>)]
    kit_ids: Vec<KitId>,
    /// What its form asks, where its own policy counts.
    #[schema(value_type = Vec<forms::Question>)]
    questions: Vec<Question>,
    /// The terms of use to accept; `null` where there are none.
    #[schema(required)]
    terms: Option<Terms>,
    /// What stands across its previews; empty where nothing does.
    watermark: String,
    /// Whether a ZIP of it holds `manifest.csv`: checksums, licences, who asked and when it was approved.
    manifest: bool,
    /// The languages it is offered in; empty: those of the installation.
    #[schema(value_type = Vec<schema::Language>)]
    languages: Vec<Language>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl Portal {
    fn of(view: PortalView) -> Self {
        let PortalView { portal, kits, terms } = view;
        Self {
            id: portal.id,
            title: portal.title,
            slug: portal.slug,
            introduction: portal.introduction,
            accent: portal.accent,
            logo_id: portal.logo_id,
            cover_id: portal.cover_id,
            privacy: portal.privacy,
            download_policy: portal.policy,
            kit_ids: kits,
            questions: portal.questions,
            terms: terms.map(Terms::of),
            watermark: portal.watermark,
            manifest: portal.manifest,
            languages: portal.languages,
            created_at: portal.created_at,
            updated_at: portal.updated_at,
        }
    }
}

/// A portal to make.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewPortal {
    title: String,
    /// Small Latin letters, digits and single hyphens; made of the title where left out.
    slug: Option<String>,
    introduction: Option<String>,
    /// `#rrggbb`.
    accent: Option<String>,
    logo_id: Option<i64>,
    cover_id: Option<i64>,
    /// `private` where left out.
    #[schema(value_type = Option<schema::Privacy>)]
    privacy: Option<String>,
    /// For privacy `password`.
    password: Option<String>,
    /// `inherit` where left out.
    #[schema(value_type = Option<schema::PortalPolicy>)]
    download_policy: Option<String>,
    kit_ids: Option<Vec<i64>>,
    /// What its form asks, as it is to be.
    questions: Option<Vec<NewQuestion>>,
    /// The terms of use to accept; a new text is a new version, `null` takes them away.
    terms: Option<String>,
    /// What stands across its previews: at most 80 characters.
    watermark: Option<String>,
    /// Whether a ZIP of it holds `manifest.csv`; `false` where left out.
    manifest: Option<bool>,
    /// The languages it is offered in; empty: those of the installation.
    #[schema(value_type = Option<Vec<schema::Language>>)]
    languages: Option<Vec<String>>,
}

/// What changes on a portal.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct PortalPatch {
    title: Option<String>,
    slug: Option<String>,
    introduction: Option<String>,
    accent: Option<String>,
    logo_id: Option<i64>,
    cover_id: Option<i64>,
    #[schema(value_type = Option<schema::Privacy>)]
    privacy: Option<String>,
    password: Option<String>,
    #[schema(value_type = Option<schema::PortalPolicy>)]
    download_policy: Option<String>,
    /// All kits as they are to be, in order.
    kit_ids: Option<Vec<i64>>,
    /// What its form asks, as it is to be.
    questions: Option<Vec<NewQuestion>>,
    /// The terms of use to accept; a new text is a new version, `null` takes them away.
    terms: Option<String>,
    /// What stands across its previews: at most 80 characters.
    watermark: Option<String>,
    /// Whether a ZIP of it holds `manifest.csv`.
    manifest: Option<bool>,
    /// The languages it is offered in; empty: those of the installation.
    #[schema(value_type = Option<Vec<schema::Language>>)]
    languages: Option<Vec<String>>,
}

/// What a portal is made of.
const MEMBERS: Known = &[
    "title",
    "slug",
    "introduction",
    "accent",
    "logoId",
    "coverId",
    "privacy",
    "password",
    "downloadPolicy",
    "kitIds",
    "questions",
    "terms",
    "watermark",
    "manifest",
    "languages",
];

fn languages(object: &Object<'_>, faults: &mut Faults) -> Option<Vec<Language>> {
    let is_there = object.value("languages").is_some() || object.takes_away("languages");
    is_there.then(|| object.words(faults, "languages"))
}

fn draft(object: &Object<'_>, faults: &mut Faults) -> PortalDraft {
    let introduction = object.text(faults, "introduction");
    let accent = object.text(faults, "accent");
    let logo = object.id(faults, "logoId", AssetId);
    let cover = object.id(faults, "coverId", AssetId);
    let kits = object.ids(faults, "kitIds", KitId, MOST_KITS);
    PortalDraft {
        title: object.text(faults, "title"),
        slug: object.text(faults, "slug"),
        introduction: if object.takes_away("introduction") { Some(String::new()) } else { introduction },
        accent: if object.takes_away("accent") { Some(None) } else { accent.map(Some) },
        logo: if object.takes_away("logoId") { Some(None) } else { logo.map(Some) },
        cover: if object.takes_away("coverId") { Some(None) } else { cover.map(Some) },
        privacy: object.word(faults, "privacy"),
        password: object.text(faults, "password"),
        policy: object.word(faults, "downloadPolicy"),
        questions: forms::questions(object, faults),
        terms: forms::terms(object, faults),
        watermark: forms::watermark(object, faults),
        manifest: forms::manifest(object, faults),
        languages: languages(object, faults),
        kits: if object.takes_away("kitIds") { Some(vec![]) } else { kits },
        once: None,
        seen: None,
    }
}

/// List portals
#[utoipa::path(
    get, path = "/api/dam/portals", tag = "portals",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Portal>))
)]
async fn list_portals(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Portal>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "portals", 1, &[], &mut faults);
    faults.check()?;
    let portals = library::portals(&site.app, &viewer).await?;
    Ok(Json(page.of_all(portals, |view| view.portal.id.0, Portal::of)))
}

/// One portal
#[utoipa::path(
    get, path = "/api/dam/portals/{id}", tag = "portals",
    params(("id" = i64, Path, description = "The portal.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The portal.", body = Portal))
)]
async fn show_portal(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<PortalId>,
) -> Result<Response, Failure> {
    Ok(resource(&Portal::of(library::portal(&site.app, &viewer, id).await?)))
}

/// Make a portal
///
/// For managers and admins. New portals are private with policy `inherit`: publishing is an act.
#[utoipa::path(
    post, path = "/api/dam/portals", tag = "portals",
    request_body = NewPortal,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "The portal.", body = Portal),
        (status = 422, description = "Understood, but wrong; every fault at once. `slug-taken`: another portal has this slug."),
    )
)]
async fn create_portal(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.require(&mut faults, "title");
    let draft = PortalDraft { once, ..draft(&object, &mut faults) };
    let id = edit_portal::create(&site.app, &viewer, draft, faults).await?.id;
    let made = Portal::of(library::portal(&site.app, &viewer, id).await?);
    Ok(created(&site, &format!("/api/dam/portals/{id}"), &made))
}

/// Change a portal
///
/// For managers and admins.
#[utoipa::path(
    patch, path = "/api/dam/portals/{id}", tag = "portals",
    params(("id" = i64, Path, description = "The portal.")),
    request_body(content((PortalPatch = "application/json"), (PortalPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The portal as it is then.", body = Portal),
        (status = 422, description = "Understood, but wrong; every fault at once. `slug-taken`: another portal has this slug."),
    )
)]
async fn patch_portal(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<PortalId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let present = library::portal(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Portal::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.keep(&mut faults, &["title", "slug", "privacy", "password", "downloadPolicy"]);
    let draft = PortalDraft { seen, ..draft(&object, &mut faults) };
    edit_portal::update(&site.app, &viewer, id, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Portal::of(library::portal(&site.app, &viewer, id).await?)))
}

/// Delete a portal
///
/// For managers and admins. Requests for the whole of it that are under review end as `cancelled`, grants of the whole of it are
/// revoked, and their people are told; what was granted asset by asset stays. Its kits stay.
#[utoipa::path(
    delete, path = "/api/dam/portals/{id}", tag = "portals",
    params(("id" = i64, Path, description = "The portal.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn delete_portal(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<PortalId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.manager()?;
    let present = library::portal(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Portal::of(present), version)?;
    let deletion = Deletion { message: None, seen };
    delete_place::delete_portal(&site.app, &viewer, id, deletion).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}
