//! Technical properties: what is on, who says so, and switching them.

use super::{Desk, shell};
use crate::{
    Site,
    extract::Form,
    failure::Failure,
    pages::frame::{render, see_other},
    views::desk::{DeskRoom, PropertiesPage, PropertyRow, PropertySource, SettingsTab},
};
use app::{
    Refusal,
    properties::{self, Source},
};
use axum::{extract::State, response::Response};
use domain::{TechnicalProperty, property::parse_switch};

pub(super) async fn list(State(site): State<Site>, Desk(viewer): Desk) -> Result<Response, Failure> {
    viewer.admin()?;
    let rows = properties::list(&site.app).await?.into_iter().map(|property| PropertyRow {
        name: property.property.to_string(),
        effect: property.property.effect().to_owned(),
        on: property.value,
        source: match property.source {
            Source::Environment => PropertySource::Environment,
            Source::Setting => PropertySource::Setting,
            Source::Default => PropertySource::Default,
        },
    });
    Ok(render(&PropertiesPage {
        tab: SettingsTab::Properties,
        rows: rows.collect(),
        action: site.path("/admin/settings"),
        shell: shell(&site, &viewer, DeskRoom::Settings, None).await?,
    }))
}

pub(super) async fn set(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    viewer.admin()?;
    let property: TechnicalProperty =
        fields.text("name").parse().map_err(|_| Refusal::invalid("/name", "There is no such property."))?;
    let value =
        parse_switch(fields.text("value")).ok_or_else(|| Refusal::invalid("/value", "This is true or false."))?;
    properties::set(&site.app, &viewer, property, value).await?;
    Ok(see_other(&site, "/admin/settings"))
}
