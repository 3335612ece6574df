//! Languages: which one is the default, and which public pages are offered in.

use super::{done, shell};
use crate::{
    Site,
    extract::{Form, Query},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::{render_as, see_other},
    },
    views::desk::{DeskRoom, Flash, LanguagesPage, SettingsTab, Tongue},
};
use ::words::Language;
use app::{
    Fault, Refusal, Viewer,
    change_settings::{self, SettingsDraft},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::Setting;
use http::StatusCode;

pub(super) const PATH: &str = "/admin/settings/languages";

/// The languages as they are kept or were chosen.
struct Chosen {
    default: Language,
    offered: Vec<Language>,
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    page(&site, &viewer, None, &[], done(&query), StatusCode::OK).await
}

pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    // Who leaves the default as it is has not set it.
    let counts = change_settings::show(&site.app, &viewer).await?.in_force.language;
    let mut faults = Faults::default();
    let typed = fields.get("language");
    let default = typed.and_then(Language::parse);
    if typed.is_some() && default.is_none() {
        faults.add(Fault::at("/language", "This language is not spoken here."));
    }
    let offered: Vec<Language> = fields.every("languages").filter_map(Language::parse).collect();
    let draft = SettingsDraft {
        language: default.filter(|language| *language != counts).map(Some),
        languages: Some(offered.clone()),
        ..SettingsDraft::default()
    };
    match change_settings::change(&site.app, &viewer, draft, faults).await {
        Ok(()) => Ok(see_other(&site, &format!("{PATH}?done=saved"))),
        Err(Refusal::Invalid(faults)) => {
            let chosen = Chosen { default: default.unwrap_or(counts), offered };
            page(&site, &viewer, Some(chosen), &faults, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    chosen: Option<Chosen>,
    faults: &[Fault],
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, viewer).await?;
    let kept = || Chosen { default: view.in_force.language, offered: view.set.languages.clone() };
    let Chosen { default, offered } = chosen.unwrap_or_else(kept);
    let tongue = |language: Language| Tongue {
        tag: language.tag().to_owned(),
        name: language.name().to_owned(),
        ticked: offered.contains(&language),
        first: language == default,
    };
    let fixed = view.is_fixed(Setting::Language).then(|| Setting::Language.variable()).flatten();
    let page = LanguagesPage {
        tab: SettingsTab::Languages,
        action: site.path(PATH),
        tongues: Language::all().map(tongue).collect(),
        fixed: fixed.map(|variable| (view.in_force.language.name().to_owned(), variable)),
        error: faults.first().map(|fault| fault.detail.clone()),
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
    };
    Ok(render_as(status, &page))
}
