//! One portal at the desk: its face, its kits, who sees it and what it lets through, in one form.

mod form;

use super::{
    fields::{self, Common},
    language, library, lists,
    meanings::{self, Seen},
    saving, shell, upload,
};
use crate::{
    Site,
    extract::{Fields, Path, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown, picture},
        desk::Desk,
        frame::{paragraphs, render_as},
    },
    views::{
        Accent,
        desk::{AccentFacts, Branding, Choice, DeskRoom, Flash, GatheredKit, Moment, PortalEditor, Sign, Tongue},
        shared::Link,
        words,
    },
};
use ::words::Language;
use app::{
    Refusal, Viewer, browse,
    edit_kit::CHANGED_SINCE,
    edit_portal,
    library::{PortalView, portal},
    list_places::{self, is_looser},
    place,
    refusal::Faults,
    rows::Kit,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{AssetId, KitId, PortalId, Privacy};
use form::PortalForm;
use http::StatusCode;
use std::collections::HashSet;

fn path(id: PortalId) -> String {
    format!("/admin/portals/{id}")
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let view = portal(&site.app, &viewer, PortalId(id)).await?;
    let flash = saving::flash(&query, "portal", &site.path(&place::path(Some(&view.portal.slug), None)));
    page(&site, &viewer, &view, PortalForm::of(&view), &query, (flash, Moment::default()), StatusCode::OK).await
}

/// Saves the form, or does to it what a button says and shows it again.
pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    request: Request,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let view = portal(&site.app, &viewer, PortalId(id)).await?;
    let upload::WithFiles { fields: sent, assets, faults } = upload::read(&site, &viewer, request).await?;
    let mut form = PortalForm::read(&sent, &view);
    for (field, asset) in assets {
        match field.as_str() {
            "logoFile" => form.logo = Some(asset),
            "coverFile" => form.cover = Some(asset),
            _ => {}
        }
    }
    let act = saving::act(&sent);
    if act == "save" && faults.is_empty() {
        return save(&site, &viewer, &view, form, &sent).await;
    }
    let kits = list_places::all_kits(&site.app, &viewer).await?;
    let said = form.act(act, &sent, &kits);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let moment = Moment { said, unsaved: true, errors: fields::errors(&faults, &[]), ..Moment::default() };
    page(&site, &viewer, &view, form, &sent, (None, moment), status).await
}

async fn save(
    site: &Site,
    viewer: &Viewer,
    view: &PortalView,
    form: PortalForm,
    sent: &Fields,
) -> Result<Response, Failure> {
    let id = view.portal.id;
    match edit_portal::update(&site.app, viewer, id, form.draft(), Faults::default()).await {
        Ok(_) => Ok(saving::saved(site, &path(id), view.portal.privacy, form.common.privacy)),
        Err(Refusal::Invalid(faults)) => {
            let moment = Moment { errors: fields::errors(&faults, &[]), unsaved: true, ..Moment::default() };
            page(site, viewer, view, form, sent, (None, moment), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Refusal::Conflict { code: CHANGED_SINCE, .. }) => {
            let view = portal(&site.app, viewer, id).await?;
            let moment = saving::overtaken(site, viewer, None, Some(id), form.differences(&view)).await?;
            // Saved once more it is meant to replace what is kept now.
            let common = Common { version: view.version(), ..form.common };
            let form = PortalForm { common, ..form };
            page(site, viewer, &view, form, sent, (None, moment), StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    view: &PortalView,
    form: PortalForm,
    sent: &Fields,
    (flash, moment): (Option<Flash>, Moment),
    status: StatusCode,
) -> Result<Response, Failure> {
    let id = view.portal.id;
    let all = list_places::all_kits(&site.app, viewer).await?;
    let pending = list_places::pending_at_portal(&site.app, viewer, id).await?;
    let address = site.path(&place::path(Some(&view.portal.slug), None));
    let seen = Seen {
        what: "portal",
        now: view.portal.privacy,
        chosen: form.common.privacy,
        contents: contents(&form, &all),
        address: &address,
        policy: meanings::portal_policy(form.policy),
        has_password: view.portal.password_hash.is_some(),
        password: &form.common.password,
    };
    let signs: HashSet<AssetId> = [form.logo, form.cover].into_iter().flatten().collect();
    let page = PortalEditor {
        action: site.path(&path(id)),
        heading: view.portal.title.clone(),
        slug_base: site.path("/portals/"),
        branding: branding(site, &form).await?,
        paragraphs: paragraphs(&form.common.text.replace("\r\n", "\n")),
        tongues: tongues(&form.languages),
        kits: gathered(site, &form, &all),
        others: others(&form, &all),
        policies: meanings::of_portal(form.policy),
        visibility: meanings::visibility(&seen),
        asks_itself: form.policy.own().is_some(),
        library: library::panel(site, viewer, sent, &signs).await?,
        visitor_href: site.path(&format!("{}/visitor", path(id))),
        deletion_href: site.path(&format!("{}/deletion", path(id))),
        pending: (pending, lists::requests(site, "portalId", id.0)),
        shell: shell(site, viewer, DeskRoom::Portals, flash).await?,
        page: Link { text: address.clone(), href: address },
        version: form.common.version,
        title: form.common.title,
        slug: form.common.slug,
        introduction: form.common.text,
        ask: form.common.ask,
        moment,
    };
    Ok(render_as(status, &page))
}

/// What of it becomes visible with it: private kits stay hidden.
fn contents(form: &PortalForm, all: &[Kit]) -> String {
    let hidden = |id: &&KitId| all.iter().any(|kit| kit.id == **id && kit.privacy == Privacy::Private);
    match form.kits.iter().filter(hidden).count() as u64 {
        0 => words::kits(&(form.kits.len() as u64)),
        hidden => format!("{}; {} of them stay hidden, being private", words::kits(&(form.kits.len() as u64)), hidden),
    }
}

fn gathered(site: &Site, form: &PortalForm, all: &[Kit]) -> Vec<GatheredKit> {
    let kit = |id: &KitId| match all.iter().find(|kit| kit.id == *id) {
        Some(kit) => GatheredKit {
            id: id.0,
            title: kit.title.clone(),
            href: site.path(&format!("/admin/kits/{id}")),
            lock: lists::lock(kit.privacy),
            policy: meanings::policy(kit.policy),
            looser: is_looser(form.policy, kit.policy),
        },
        // Deleted while the form was open: shown as such, to be taken out.
        None => GatheredKit {
            id: id.0,
            title: "Deleted kit".to_owned(),
            href: site.path("/admin/kits"),
            lock: None,
            policy: "",
            looser: false,
        },
    };
    form.kits.iter().map(kit).collect()
}

fn others(form: &PortalForm, all: &[Kit]) -> Vec<Choice> {
    let others = all.iter().filter(|kit| !form.kits.contains(&kit.id));
    others.map(|kit| Choice { id: kit.id.to_string(), title: kit.title.clone() }).collect()
}

fn tongues(offered: &[Language]) -> Vec<Tongue> {
    let tongue = |language: Language| Tongue {
        tag: language.tag().to_owned(),
        name: language.name().to_owned(),
        ticked: offered.contains(&language),
        first: offered.first() == Some(&language),
    };
    Language::all().map(tongue).collect()
}

/// Logo, cover and colour, with the pictures that they have by now.
async fn branding(site: &Site, form: &PortalForm) -> Result<Branding, Failure> {
    let ids: Vec<AssetId> = [form.logo, form.cover].into_iter().flatten().collect();
    let rows = app::library::assets_by_ids(&site.app, &ids).await?;
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let sign = |id: Option<AssetId>| {
        let row = rows.iter().find(|row| Some(row.id) == id)?;
        Some(Sign {
            id: row.id.0,
            title: row.title.clone(),
            thumb: easel.thumb("/admin", row, Shown::Line),
            waits: row.preview == "waiting",
        })
    };
    let cover = rows.iter().find(|row| Some(row.id) == form.cover);
    let cover_picture = cover.and_then(|row| {
        let all = pictures.get(&row.id).map_or(&[][..], Vec::as_slice);
        picture(site, "/admin", row, all, Shown::Card)
    });
    let facts = Accent::parse(&form.accent).filter(|_| form.accent.starts_with('#')).map(AccentFacts::of);
    Ok(Branding { logo: sign(form.logo), cover: sign(form.cover), cover_picture, accent: form.accent.clone(), facts })
}
