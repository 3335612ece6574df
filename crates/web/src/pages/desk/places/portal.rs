//! One portal at the desk: its face, its kits, who sees it and what it lets through, in one form.

use super::{
    fields::{self, Common},
    language, library, lists,
    meanings::{self, Seen},
    order::{earlier, later},
    shell, upload,
};
use crate::{
    Site,
    extract::{Fields, Path, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown, picture},
        desk::Desk,
        frame::{ago, paragraphs, render_as, see_other},
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
    Fault, Refusal, Viewer, browse,
    edit_kit::CHANGED_SINCE,
    edit_portal::{self, PortalDraft},
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
use domain::{AssetId, KitId, PortalId, PortalPolicy, Privacy};
use http::StatusCode;
use std::collections::HashSet;

fn path(id: PortalId) -> String {
    format!("/admin/portals/{id}")
}

/// A portal as its form has it: as it is kept, or as it was typed.
#[derive(Clone)]
struct PortalForm {
    common: Common,
    policy: PortalPolicy,
    accent: String,
    logo: Option<AssetId>,
    cover: Option<AssetId>,
    kits: Vec<KitId>,
    /// The first is for whoever reads none of them.
    languages: Vec<Language>,
}

impl PortalForm {
    fn of(view: &PortalView) -> Self {
        let row = &view.portal;
        let common = Common {
            version: view.version(),
            title: row.title.clone(),
            slug: row.slug.clone(),
            text: row.introduction.clone(),
            privacy: row.privacy,
            password: String::new(),
            ask: fields::asked(&row.questions, view.terms.as_ref(), &row.watermark, row.manifest),
        };
        Self {
            common,
            policy: row.policy,
            accent: row.accent.clone().unwrap_or_default(),
            logo: row.logo_id,
            cover: row.cover_id,
            kits: view.kits.clone(),
            languages: row.languages.clone(),
        }
    }

    fn read(sent: &Fields, view: &PortalView) -> Self {
        let kept = Self::of(view);
        let asset = |name: &str| sent.text(name).parse().ok().map(AssetId);
        let mut kits: Vec<KitId> = Vec::new();
        for id in sent.every("kitId").filter_map(|id| id.parse().ok().map(KitId)) {
            if !kits.contains(&id) {
                kits.push(id);
            }
        }
        let mut languages: Vec<Language> = sent.every("language").filter_map(Language::parse).collect();
        if let Some(first) = Language::parse(sent.text("firstLanguage")) {
            // Chosen as the first it is offered, where not all are anyway.
            let offered = !languages.is_empty();
            languages.retain(|language| *language != first);
            if offered {
                languages.insert(0, first);
            }
        }
        Self {
            common: Common::read(sent, "introduction", &kept.common),
            policy: sent.text("downloadPolicy").parse().unwrap_or(kept.policy),
            accent: sent.text("accent").trim().to_owned(),
            logo: asset("logoId"),
            cover: asset("coverId"),
            kits,
            languages,
        }
    }

    fn draft(&self) -> PortalDraft {
        let Common { version, title, slug, text, privacy, ask, .. } = &self.common;
        PortalDraft {
            title: Some(title.clone()),
            slug: Some(slug.trim().to_owned()),
            introduction: Some(text.clone()),
            accent: Some(Some(self.accent.clone()).filter(|accent| !accent.is_empty())),
            logo: Some(self.logo),
            cover: Some(self.cover),
            privacy: Some(*privacy),
            password: self.common.typed_password(),
            policy: Some(self.policy),
            kits: Some(self.kits.clone()),
            questions: Some(fields::drafts(&ask.questions)),
            terms: Some(Some(ask.terms.clone())),
            watermark: Some(ask.watermark.clone()),
            manifest: Some(ask.manifest),
            languages: Some(self.languages.clone()),
            once: None,
            seen: Some(version.clone()),
        }
    }

    /// Where what is kept differs from what was typed, in a few words each.
    fn differences(&self, view: &PortalView) -> Vec<String> {
        let kept = Self::of(view);
        let mut lines = fields::differences(&self.common, &kept.common, "The introduction");
        if self.kits != kept.kits {
            lines.push(format!("The kits: {}, or in another order", words::kits(&(kept.kits.len() as u64))));
        }
        if self.policy != kept.policy {
            lines.push(format!("Downloads: {}", meanings::portal_policy(kept.policy)));
        }
        if self.logo != kept.logo || self.cover != kept.cover {
            lines.push("Logo or cover".to_owned());
        }
        if !self.accent.eq_ignore_ascii_case(&kept.accent) {
            let accent = if kept.accent.is_empty() { "none" } else { &kept.accent };
            lines.push(format!("The colour: {accent}"));
        }
        if self.languages != kept.languages {
            let names: Vec<&str> = kept.languages.iter().map(|language| language.name()).collect();
            lines.push(format!("The languages: {}", if names.is_empty() { "all".into() } else { names.join(", ") }));
        }
        lines
    }

    /// Does what a button of the form says; what was done, in a sentence.
    fn act(&mut self, act: &str, sent: &Fields, kits: &[Kit]) -> String {
        let (verb, of) = act.split_once('.').unwrap_or((act, ""));
        let kit = of.parse().ok().map(KitId);
        let called = |id: KitId| {
            let title = kits.iter().find(|kit| kit.id == id).map(|kit| format!("“{}”", kit.title));
            title.unwrap_or_else(|| "The kit".to_owned())
        };
        let asset = of.parse().ok().map(AssetId);
        match (verb, kit) {
            ("kit-up" | "kit-down", Some(id)) => {
                let chosen = |kit: &KitId| *kit == id;
                if verb == "kit-up" {
                    earlier(&mut self.kits, chosen)
                } else {
                    later(&mut self.kits, chosen)
                };
                let at = self.kits.iter().position(chosen).map_or(0, |at| at + 1);
                format!("{} is now number {at} of {}.", called(id), self.kits.len())
            }
            ("kit-remove", Some(id)) => {
                self.kits.retain(|kit| *kit != id);
                format!("{} was taken out of the portal.", called(id))
            }
            ("kit-add", _) => match sent.text("addKit").parse().ok().map(KitId) {
                Some(id) if !self.kits.contains(&id) => {
                    self.kits.push(id);
                    format!("{} was added.", called(id))
                }
                _ => "Choose a kit first.".to_owned(),
            },
            ("logo", _) if asset.is_some() => {
                self.logo = asset;
                "The logo was chosen.".to_owned()
            }
            ("cover", _) if asset.is_some() => {
                self.cover = asset;
                "The cover was chosen.".to_owned()
            }
            ("logo-none", _) => {
                self.logo = None;
                "The logo was taken away.".to_owned()
            }
            ("cover-none", _) => {
                self.cover = None;
                "The cover was taken away.".to_owned()
            }
            _ => fields::act_on_questions(&mut self.common.ask.questions, act).unwrap_or_default(),
        }
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let view = portal(&site.app, &viewer, PortalId(id)).await?;
    let flash = match query.text("done") {
        "made" => Some("The portal is made. Nobody but members sees it yet.".to_owned()),
        "saved" => Some("Saved.".to_owned()),
        "published" => {
            Some(format!("Saved and published at {}.", site.path(&place::path(Some(&view.portal.slug), None))))
        }
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text });
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
    let act = match sent.text("act") {
        // Enter in a field: it searches where it was pressed in the search.
        "" if library::is_asked(&sent) => "find",
        "" => "save",
        act => act,
    };
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
        Ok(_) => {
            let published = meanings::is_published(view.portal.privacy, form.common.privacy);
            let done = if published { "published" } else { "saved" };
            Ok(see_other(site, &format!("{}?done={done}", path(id))))
        }
        Err(Refusal::Invalid(faults)) => {
            let moment = Moment { errors: errors(&faults), unsaved: true, ..Moment::default() };
            page(site, viewer, view, form, sent, (None, moment), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Refusal::Conflict { code: CHANGED_SINCE, .. }) => {
            let view = portal(&site.app, viewer, id).await?;
            let theirs = form.differences(&view);
            let last = list_places::last_change(&site.app, viewer, None, Some(id)).await?;
            let who = fields::who_changed(last, "portal", |at| ago(language(), at, site.app.now()).text);
            let moment = Moment { unsaved: true, overtaken: Some((who, theirs)), ..Moment::default() };
            // Saved once more it is meant to replace what is kept now.
            let common = Common { version: view.version(), ..form.common };
            let form = PortalForm { common, ..form };
            page(site, viewer, &view, form, sent, (None, moment), StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

fn errors(faults: &[Fault]) -> Vec<crate::views::shared::FieldError> {
    fields::errors(faults, &[])
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
