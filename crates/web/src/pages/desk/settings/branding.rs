//! Branding: name, logo and colour of what belongs to no portal. The page works as that of a portal does: whatever is pressed
//! sends all of it, and only *Save* keeps anything.

use super::{
    Sent, done, field, language,
    places::{fields, library, upload},
    plain, shell,
};
use crate::{
    Site,
    extract::{Fields, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown, picture},
        desk::Desk,
        frame::{render_as, see_other},
    },
    views::{
        Accent,
        desk::{AccentFacts, BrandingPage, DeskRoom, Flash, Moment, SettingsTab, Sign},
    },
};
use app::{
    Fault, Refusal, Viewer, browse,
    change_settings::{self, SettingsDraft, View},
    refusal::Faults,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{AssetId, Setting};
use http::StatusCode;
use std::collections::HashSet;

pub(super) const PATH: &str = "/admin/settings/branding";

/// The form as it is kept or was typed.
struct BrandingForm {
    /// None where the operator says it: then there is no field.
    organisation: Option<String>,
    accent: String,
    logo: Option<AssetId>,
}

impl BrandingForm {
    fn of(view: &View) -> Self {
        Self {
            organisation: Some(view.set.organisation.clone().unwrap_or_default()),
            accent: view.set.accent.clone().unwrap_or_default(),
            logo: view.set.logo_id,
        }
    }

    fn read(sent: &Fields) -> Self {
        Self {
            organisation: sent.every(Setting::Organisation.as_str()).next().map(str::to_owned),
            accent: sent.text("accent").trim().to_owned(),
            logo: sent.text("logoId").parse().ok().map(AssetId),
        }
    }

    fn draft(&self) -> SettingsDraft {
        SettingsDraft {
            organisation: self.organisation.clone().map(Some),
            accent: Some(Some(self.accent.clone())),
            logo: Some(self.logo),
            ..SettingsDraft::default()
        }
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, &viewer).await?;
    let form = BrandingForm::of(&view);
    page(&site, &viewer, &view, &form, &query, (done(&query), Moment::default(), &[]), StatusCode::OK).await
}

pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    request: Request,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, &viewer).await?;
    let upload::WithFiles { fields: sent, assets, faults } = upload::read(&site, &viewer, request).await?;
    let mut form = BrandingForm::read(&sent);
    if let Some((_, logo)) = assets.into_iter().find(|(field, _)| field == "logoFile") {
        form.logo = Some(logo);
    }
    let act = match sent.text("act") {
        // Enter in a field: it searches where it was pressed in the search.
        "" if library::is_asked(&sent) => "find",
        "" => "save",
        act => act,
    };
    if act == "save" && faults.is_empty() {
        let faults = match change_settings::change(&site.app, &viewer, form.draft(), Faults::default()).await {
            Ok(()) => return Ok(see_other(&site, &format!("{PATH}?done=saved"))),
            Err(Refusal::Invalid(faults)) => faults,
            Err(other) => return Err(other.into()),
        };
        let moment = Moment { errors: fields::errors(&faults, &[]), unsaved: true, ..Moment::default() };
        let after = (None, moment, faults.as_slice());
        return page(&site, &viewer, &view, &form, &sent, after, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let said = match (act, act.strip_prefix("logo.").and_then(|id| id.parse().ok())) {
        (_, Some(id)) => {
            form.logo = Some(AssetId(id));
            "The logo was chosen."
        }
        ("logo-none", None) => {
            form.logo = None;
            "The logo was taken away."
        }
        _ => "",
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = fields::errors(&faults, &[]);
    let moment = Moment { said: said.to_owned(), unsaved: true, errors, ..Moment::default() };
    page(&site, &viewer, &view, &form, &sent, (None, moment, &[]), status).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    view: &View,
    form: &BrandingForm,
    sent: &Fields,
    (flash, moment, faults): (Option<Flash>, Moment, &[Fault]),
    status: StatusCode,
) -> Result<Response, Failure> {
    let ids: Vec<AssetId> = form.logo.into_iter().collect();
    let rows = app::library::assets_by_ids(&site.app, &ids).await?;
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let logo = rows.first().map(|row| Sign {
        id: row.id.0,
        title: row.title.clone(),
        thumb: easel.thumb("/admin", row, Shown::Line),
        waits: row.preview == "waiting",
    });
    let header = rows.first().and_then(|row| {
        let all = pictures.get(&row.id).map_or(&[][..], Vec::as_slice);
        picture(site, "/admin", row, all, Shown::Line)
    });
    let hint = "On the home page, at the desk, in mails and in the titles of windows.".to_owned();
    let mut organisation = field(view, Setting::Organisation, hint, Sent { fields: None, faults });
    organisation.value = form.organisation.clone().unwrap_or_default();
    organisation.default = app::in_force::ORGANISATION.to_owned();
    let called = match organisation.value.trim() {
        _ if organisation.fixed.is_some() => plain(&view.in_force.value(Setting::Organisation)),
        "" => organisation.default.clone(),
        typed => typed.to_owned(),
    };
    let page = BrandingPage {
        tab: SettingsTab::Branding,
        action: site.path(PATH),
        organisation,
        called,
        facts: Accent::parse(&form.accent).filter(|_| form.accent.starts_with('#')).map(AccentFacts::of),
        accent: form.accent.clone(),
        logo,
        picture: header,
        library: library::panel(site, viewer, sent, &HashSet::from_iter(ids)).await?,
        home_href: site.path("/"),
        moment,
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
    };
    Ok(render_as(status, &page))
}
