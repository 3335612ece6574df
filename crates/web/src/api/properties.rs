//! `/api/dam/technical-properties`: the named switches of the installation.

use super::{
    body,
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
    schema,
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    Refusal, Viewer,
    properties::{self, Property, Source},
    refusal::Faults,
};
use axum::{Json, extract::State};
use domain::TechnicalProperty;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_technical_properties)).routes(routes!(
        show_technical_property,
        patch_technical_property,
        put_technical_property
    ))
}

/// Who says what a property is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum SourceWord {
    /// Nobody.
    Default,
    /// The settings page, the API or the command line.
    Setting,
    /// The environment, which wins.
    Environment,
}

impl SourceWord {
    pub(super) fn of(source: Source) -> Self {
        match source {
            Source::Default => SourceWord::Default,
            Source::Setting => SourceWord::Setting,
            Source::Environment => SourceWord::Environment,
        }
    }
}

/// A technical property.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TechnicalPropertyState {
    #[schema(value_type = schema::TechnicalProperty)]
    name: TechnicalProperty,
    value: bool,
    source: SourceWord,
    /// What it does.
    effect: &'static str,
}

impl TechnicalPropertyState {
    fn of(property: Property) -> Self {
        Self {
            name: property.property,
            value: property.value,
            source: SourceWord::of(property.source),
            effect: property.property.effect(),
        }
    }
}

/// What a property is to be.
#[derive(ToSchema)]
#[allow(dead_code)]
struct NewValue {
    value: bool,
}

/// List technical properties
///
/// For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/technical-properties", tag = "technical properties",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "All of them.", body = List<TechnicalPropertyState>))
)]
async fn list_technical_properties(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<TechnicalPropertyState>>, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let page = Page::read(&fields, "properties", 1, &[], &mut faults);
    faults.check()?;
    let all = (0i64..).zip(properties::list(&site.app).await?).collect();
    Ok(Json(page.of_all(all, |(number, _)| *number, |(_, property)| TechnicalPropertyState::of(property))))
}

/// One technical property
///
/// For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/technical-properties/{name}", tag = "technical properties",
    params(("name" = schema::TechnicalProperty, Path, description = "The property.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The property.", body = TechnicalPropertyState))
)]
async fn show_technical_property(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(name): Named<TechnicalProperty>,
) -> Result<Json<TechnicalPropertyState>, Failure> {
    viewer.manager()?;
    let found = properties::list(&site.app).await?.into_iter().find(|property| property.property == name);
    Ok(Json(TechnicalPropertyState::of(found.ok_or(Refusal::NotFound)?)))
}

/// Set a technical property
///
/// For admins. It counts on every node within a second.
#[utoipa::path(
    patch, path = "/api/dam/technical-properties/{name}", tag = "technical properties",
    params(("name" = schema::TechnicalProperty, Path, description = "The property.")),
    request_body = NewValue,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The property.", body = TechnicalPropertyState),
        (status = 409, description = "`set-by-environment`: change it there."),
    )
)]
async fn patch_technical_property(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(name): Named<TechnicalProperty>,
    body: body::Json,
) -> Result<Json<TechnicalPropertyState>, Failure> {
    set(&site, &viewer, name, &body).await
}

/// Set a technical property
///
/// For admins. The same as by PATCH.
#[utoipa::path(
    put, path = "/api/dam/technical-properties/{name}", tag = "technical properties",
    params(("name" = schema::TechnicalProperty, Path, description = "The property.")),
    request_body = NewValue,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The property.", body = TechnicalPropertyState),
        (status = 409, description = "`set-by-environment`: change it there."),
    )
)]
async fn put_technical_property(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(name): Named<TechnicalProperty>,
    body: body::Json,
) -> Result<Json<TechnicalPropertyState>, Failure> {
    set(&site, &viewer, name, &body).await
}

async fn set(
    site: &Site,
    viewer: &Viewer,
    name: TechnicalProperty,
    body: &body::Json,
) -> Result<Json<TechnicalPropertyState>, Failure> {
    viewer.admin()?;
    let mut faults = Faults::default();
    let object = body.object(&["value"], &mut faults);
    object.require(&mut faults, "value");
    let value = object.switch(&mut faults, "value");
    faults.check()?;
    let property = properties::set(&site.app, viewer, name, value.unwrap_or_default()).await?;
    Ok(Json(TechnicalPropertyState::of(property)))
}
