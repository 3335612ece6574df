//! `/api/dam/kits`: curated sets of assets with a public page.

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
    edit_kit::{self, KitDraft, SectionDraft},
    library::{self, KitView},
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_kits, create_kit)).routes(routes!(show_kit, patch_kit, delete_kit))
}

/// The most sections that a kit has, and the most assets in one of them.
const MOST_SECTIONS: usize = 1_000;
const MOST_ASSETS: usize = 100_000;

/// A kit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Kit {
    #[schema(value_type = i64)]
    id: KitId,
    title: String,
    /// Its word in addresses.
    slug: String,
    description: String,
    #[schema(value_type = schema::Privacy)]
    privacy: Privacy,
    #[schema(value_type = schema::Policy)]
    download_policy: Policy,
    sections: Vec<Section>,
    /// What its form asks.
    #[schema(value_type = Vec<forms::Question>)]
    questions: Vec<Question>,
    /// The terms of use to accept; `null` where there are none.
    #[schema(required)]
    terms: Option<Terms>,
    /// What stands across its previews; empty where nothing does.
    watermark: String,
    /// Whether a ZIP of it holds `manifest.csv`: checksums, licences, who asked and when it was approved.
    manifest: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// A section of a kit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = KitSection)]
struct Section {
    title: String,
    /// A line of text under the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[schema(value_type = Vec<i64>)]
    media_ids: Vec<AssetId>,
}

impl Kit {
    fn of(view: KitView) -> Self {
        let KitView { kit, sections, terms } = view;
        let sections = sections.into_iter().map(|(section, media_ids)| Section {
            title: section.title,
            text: Some(section.text).filter(|text| !text.is_empty()),
            media_ids,
        });
        Self {
            id: kit.id,
            title: kit.title,
            slug: kit.slug,
            description: kit.description,
            privacy: kit.privacy,
            download_policy: kit.policy,
            sections: sections.collect(),
            questions: kit.questions,
            terms: terms.map(Terms::of),
            watermark: kit.watermark,
            manifest: kit.manifest,
            created_at: kit.created_at,
            updated_at: kit.updated_at,
        }
    }
}

/// A section as it is to be.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewSection {
    title: Option<String>,
    text: Option<String>,
    media_ids: Option<Vec<i64>>,
}

/// A kit to make.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewKit {
    title: String,
    /// Small Latin letters, digits and single hyphens; made of the title where left out.
    slug: Option<String>,
    description: Option<String>,
    /// `private` where left out.
    #[schema(value_type = Option<schema::Privacy>)]
    privacy: Option<String>,
    /// For privacy `password`.
    password: Option<String>,
    /// `approval` where left out.
    #[schema(value_type = Option<schema::Policy>)]
    download_policy: Option<String>,
    sections: Option<Vec<NewSection>>,
    /// What its form asks, as it is to be.
    questions: Option<Vec<NewQuestion>>,
    /// The terms of use to accept; a new text is a new version, `null` takes them away.
    terms: Option<String>,
    /// What stands across its previews: at most 80 characters.
    watermark: Option<String>,
    /// Whether a ZIP of it holds `manifest.csv`; `false` where left out.
    manifest: Option<bool>,
}

/// What changes on a kit.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct KitPatch {
    title: Option<String>,
    slug: Option<String>,
    description: Option<String>,
    #[schema(value_type = Option<schema::Privacy>)]
    privacy: Option<String>,
    password: Option<String>,
    #[schema(value_type = Option<schema::Policy>)]
    download_policy: Option<String>,
    /// All sections as they are to be.
    sections: Option<Vec<NewSection>>,
    /// What its form asks, as it is to be.
    questions: Option<Vec<NewQuestion>>,
    /// The terms of use to accept; a new text is a new version, `null` takes them away.
    terms: Option<String>,
    /// What stands across its previews: at most 80 characters.
    watermark: Option<String>,
    /// Whether a ZIP of it holds `manifest.csv`.
    manifest: Option<bool>,
}

/// What a kit is made of.
const MEMBERS: Known = &[
    "title",
    "slug",
    "description",
    "privacy",
    "password",
    "downloadPolicy",
    "sections",
    "questions",
    "terms",
    "watermark",
    "manifest",
];

fn section(object: &Object<'_>, faults: &mut Faults) -> SectionDraft {
    SectionDraft {
        title: object.text(faults, "title").unwrap_or_default(),
        text: object.text(faults, "text").unwrap_or_default(),
        assets: object.ids(faults, "mediaIds", AssetId, MOST_ASSETS).unwrap_or_default(),
    }
}

fn draft(object: &Object<'_>, faults: &mut Faults) -> KitDraft {
    let sections = object.objects(faults, "sections", MOST_SECTIONS, &["title", "text", "mediaIds"]);
    let sections = sections.map(|sections| sections.iter().map(|one| section(one, faults)).collect());
    let description = object.text(faults, "description");
    KitDraft {
        title: object.text(faults, "title"),
        slug: object.text(faults, "slug"),
        description: if object.takes_away("description") { Some(String::new()) } else { description },
        privacy: object.word(faults, "privacy"),
        password: object.text(faults, "password"),
        policy: object.word(faults, "downloadPolicy"),
        questions: forms::questions(object, faults),
        terms: forms::terms(object, faults),
        watermark: forms::watermark(object, faults),
        manifest: forms::manifest(object, faults),
        sections: if object.takes_away("sections") { Some(vec![]) } else { sections },
        once: None,
        seen: None,
    }
}

/// List kits
#[utoipa::path(
    get, path = "/api/dam/kits", tag = "kits",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Kit>))
)]
async fn list_kits(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Kit>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "kits", 1, &[], &mut faults);
    faults.check()?;
    let kits = library::kits(&site.app, &viewer).await?;
    Ok(Json(page.of_all(kits, |view| view.kit.id.0, Kit::of)))
}

/// One kit
#[utoipa::path(
    get, path = "/api/dam/kits/{id}", tag = "kits",
    params(("id" = i64, Path, description = "The kit.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The kit.", body = Kit))
)]
async fn show_kit(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<KitId>,
) -> Result<Response, Failure> {
    Ok(resource(&Kit::of(library::kit(&site.app, &viewer, id).await?)))
}

/// Make a kit
///
/// For managers and admins. New kits are private with policy `approval`: publishing is an act.
#[utoipa::path(
    post, path = "/api/dam/kits", tag = "kits",
    request_body = NewKit,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "The kit.", body = Kit),
        (status = 422, description = "Understood, but wrong; every fault at once. `slug-taken`: another kit has this slug."),
    )
)]
async fn create_kit(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.require(&mut faults, "title");
    let draft = KitDraft { once, ..draft(&object, &mut faults) };
    let id = edit_kit::create(&site.app, &viewer, draft, faults).await?.id;
    let made = Kit::of(library::kit(&site.app, &viewer, id).await?);
    Ok(created(&site, &format!("/api/dam/kits/{id}"), &made))
}

/// Change a kit
///
/// For managers and admins.
#[utoipa::path(
    patch, path = "/api/dam/kits/{id}", tag = "kits",
    params(("id" = i64, Path, description = "The kit.")),
    request_body(content((KitPatch = "application/json"), (KitPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The kit as it is then.", body = Kit),
        (status = 422, description = "Understood, but wrong; every fault at once. `slug-taken`: another kit has this slug."),
    )
)]
async fn patch_kit(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<KitId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let present = library::kit(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Kit::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.keep(&mut faults, &["title", "slug", "privacy", "password", "downloadPolicy"]);
    let draft = KitDraft { seen, ..draft(&object, &mut faults) };
    edit_kit::update(&site.app, &viewer, id, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Kit::of(library::kit(&site.app, &viewer, id).await?)))
}

/// Delete a kit
///
/// For managers and admins. Requests for the whole of it that are under review end as `cancelled`, grants of the whole of it are
/// revoked, and their people are told; what was granted asset by asset stays. Its assets stay where they are.
#[utoipa::path(
    delete, path = "/api/dam/kits/{id}", tag = "kits",
    params(("id" = i64, Path, description = "The kit.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn delete_kit(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<KitId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.manager()?;
    let present = library::kit(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Kit::of(present), version)?;
    let deletion = Deletion { message: None, seen };
    delete_place::delete_kit(&site.app, &viewer, id, deletion).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}
