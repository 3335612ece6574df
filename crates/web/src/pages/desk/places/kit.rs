//! One kit at the desk: composed, described, published, in one form.

use super::{
    composition::Composition,
    fields::{self, Common},
    language, library, lists,
    meanings::{self, Seen},
    saving, shell,
};
use crate::{
    Site,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        desk::Desk,
        frame::render_as,
    },
    views::{
        desk::{DeskRoom, Flash, GatheredBy, KitEditor, Moment, PlacedItem, SectionFields},
        shared::{FileIcon, Link, Thumb},
        words,
    },
};
use app::{
    Fault, Refusal, Viewer, browse,
    edit_kit::{self, CHANGED_SINCE, KitDraft},
    library::{KitView, kit},
    list_places::{self, is_looser},
    place,
    refusal::Faults,
    rows::Asset,
};
use axum::{extract::State, response::Response};
use domain::{AssetId, KitId, Policy};
use http::StatusCode;
use std::collections::{HashMap, HashSet};

fn path(id: KitId) -> String {
    format!("/admin/kits/{id}")
}

/// A kit as its form has it: as it is kept, or as it was typed.
struct KitForm {
    common: Common,
    policy: Policy,
    composition: Composition,
}

impl KitForm {
    fn of(view: &KitView) -> Self {
        let row = &view.kit;
        let common = Common {
            version: view.version(),
            title: row.title.clone(),
            slug: row.slug.clone(),
            text: row.description.clone(),
            privacy: row.privacy,
            password: String::new(),
            ask: fields::asked(&row.questions, view.terms.as_ref(), &row.watermark, row.manifest),
        };
        Self { common, policy: row.policy, composition: Composition::of(view) }
    }

    fn read(sent: &Fields, view: &KitView) -> Self {
        let kept = Self::of(view);
        Self {
            common: Common::read(sent, "description", &kept.common),
            policy: sent.text("downloadPolicy").parse().unwrap_or(kept.policy),
            composition: Composition::read(sent),
        }
    }

    fn draft(&self) -> KitDraft {
        let Common { version, title, slug, text, privacy, ask, .. } = &self.common;
        KitDraft {
            title: Some(title.clone()),
            slug: Some(slug.trim().to_owned()),
            description: Some(text.clone()),
            privacy: Some(*privacy),
            password: self.common.typed_password(),
            policy: Some(self.policy),
            sections: Some(self.composition.drafts()),
            questions: Some(fields::drafts(&ask.questions)),
            terms: Some(Some(ask.terms.clone())),
            watermark: Some(ask.watermark.clone()),
            manifest: Some(ask.manifest),
            once: None,
            seen: Some(version.clone()),
        }
    }

    /// Where what is kept differs from what was typed, in a few words each.
    fn differences(&self, view: &KitView) -> Vec<String> {
        let kept = KitForm::of(view);
        let mut lines = fields::differences(&self.common, &kept.common, "The description");
        let shape = |form: &KitForm| {
            form.composition
                .drafts()
                .into_iter()
                .map(|section| (section.title, section.text, section.assets))
                .collect::<Vec<_>>()
        };
        if shape(self) != shape(&kept) {
            let (sections, assets) = (kept.composition.sections.len() as u64, kept.composition.assets().len() as u64);
            lines.push(format!("The contents: {}, {}", words::sections(&sections), words::assets(&assets)));
        }
        if self.policy != kept.policy {
            lines.push(format!("Downloads: {}", meanings::policy(kept.policy)));
        }
        lines
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let view = kit(&site.app, &viewer, KitId(id)).await?;
    let flash = saving::flash(&query, "kit", &site.path(&place::path(None, Some(&view.kit.slug))));
    page(&site, &viewer, &view, KitForm::of(&view), &query, (flash, Moment::default()), StatusCode::OK).await
}

/// Saves the form, or does to it what a button says and shows it again.
pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(sent): Form,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let id = KitId(id);
    let view = kit(&site.app, &viewer, id).await?;
    let mut form = KitForm::read(&sent, &view);
    let act = saving::act(&sent);
    if act == "save" {
        return save(&site, &viewer, &view, form, &sent).await;
    }
    let titles = titles(&site, &form, &sent).await?;
    let title = |asset: AssetId| titles.get(&asset).cloned().unwrap_or_else(|| format!("Asset {asset}"));
    let said = form.composition.act(act, &sent, title);
    let said = said.or_else(|| fields::act_on_questions(&mut form.common.ask.questions, act));
    let moment = Moment { said: said.unwrap_or_default(), unsaved: true, ..Moment::default() };
    page(&site, &viewer, &view, form, &sent, (None, moment), StatusCode::OK).await
}

/// What the assets are called that a button may be about.
async fn titles(site: &Site, form: &KitForm, sent: &Fields) -> Result<HashMap<AssetId, String>, Failure> {
    let picked = sent.every("pick").filter_map(|id| id.parse().ok().map(AssetId));
    let ids: Vec<AssetId> =
        form.composition.sections.iter().flat_map(|section| section.ticked.iter().copied()).chain(picked).collect();
    let rows = app::library::assets_by_ids(&site.app, &ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

async fn save(site: &Site, viewer: &Viewer, view: &KitView, form: KitForm, sent: &Fields) -> Result<Response, Failure> {
    let id = view.kit.id;
    match edit_kit::update(&site.app, viewer, id, form.draft(), Faults::default()).await {
        Ok(_) => Ok(saving::saved(site, &path(id), view.kit.privacy, form.common.privacy)),
        Err(Refusal::Invalid(faults)) => {
            let moment = Moment { errors: errors(&form, &faults), unsaved: true, ..Moment::default() };
            page(site, viewer, view, form, sent, (None, moment), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Refusal::Conflict { code: CHANGED_SINCE, .. }) => {
            let view = kit(&site.app, viewer, id).await?;
            let moment = saving::overtaken(site, viewer, Some(id), None, form.differences(&view)).await?;
            // Saved once more it is meant to replace what is kept now.
            let common = Common { version: view.version(), ..form.common };
            let form = KitForm { common, ..form };
            page(site, viewer, &view, form, sent, (None, moment), StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

fn errors(form: &KitForm, faults: &[Fault]) -> Vec<crate::views::shared::FieldError> {
    let keys: Vec<String> = form.composition.sections.iter().map(|section| section.key.clone()).collect();
    fields::errors(faults, &keys)
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    view: &KitView,
    form: KitForm,
    sent: &Fields,
    (flash, moment): (Option<Flash>, Moment),
    status: StatusCode,
) -> Result<Response, Failure> {
    let id = view.kit.id;
    let KitForm { common, policy, composition } = form;
    let here: HashSet<AssetId> = composition.assets();
    let around = list_places::around_kit(&site.app, viewer, id).await?;
    let address = place::path(None, Some(&view.kit.slug));
    let address = site.path(&address);
    let seen = Seen {
        what: "kit",
        now: view.kit.privacy,
        chosen: common.privacy,
        contents: words::assets(&(here.len() as u64)),
        address: &address,
        policy: meanings::policy(policy),
        has_password: view.kit.password_hash.is_some(),
        password: &common.password,
    };
    let portal = |row: &app::rows::Portal| GatheredBy {
        link: Link { href: site.path(&format!("/admin/portals/{}", row.id)), text: row.title.clone() },
        policy: row.policy.own().map(meanings::policy),
        looser: is_looser(row.policy, policy),
    };
    let page = KitEditor {
        action: site.path(&path(id)),
        heading: view.kit.title.clone(),
        slug_base: site.path("/kits/"),
        assets: here.len() as u64,
        sections: sections(site, &composition, &here).await?,
        policies: meanings::of_kit(policy),
        visibility: meanings::visibility(&seen),
        portals: around.portals.iter().map(portal).collect(),
        library: library::panel(site, viewer, sent, &here).await?,
        visitor_href: site.path(&format!("{}/visitor", path(id))),
        deletion_href: site.path(&format!("{}/deletion", path(id))),
        pending: (around.pending, lists::requests(site, "kitId", id.0)),
        shell: shell(site, viewer, DeskRoom::Kits, flash).await?,
        page: Link { text: address.clone(), href: address },
        version: common.version,
        title: common.title,
        slug: common.slug,
        description: common.text,
        ask: common.ask,
        moment,
    };
    Ok(render_as(status, &page))
}

/// The sections with what stands in them. An asset that was deleted meanwhile is shown as such, to be taken out.
async fn sections(
    site: &Site,
    composition: &Composition,
    here: &HashSet<AssetId>,
) -> Result<Vec<SectionFields>, Failure> {
    let rows = app::library::assets_by_ids(&site.app, &here.iter().copied().collect::<Vec<_>>()).await?;
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let rows: HashMap<AssetId, &Asset> = rows.iter().map(|row| (row.id, row)).collect();
    let item = |asset: &AssetId, ticked: bool| match rows.get(asset) {
        Some(row) => PlacedItem {
            id: asset.0,
            title: row.title.clone(),
            kind: easel.kind(row),
            thumb: easel.thumb("/admin", row, Shown::Line),
            ticked,
        },
        None => PlacedItem {
            id: asset.0,
            title: "Deleted asset".to_owned(),
            kind: String::new(),
            thumb: Thumb { picture: None, icon: FileIcon::Generic },
            ticked,
        },
    };
    let section = |section: &super::composition::Section| SectionFields {
        key: section.key.clone(),
        title: section.title.clone(),
        text: section.text.clone(),
        items: section.assets.iter().map(|asset| item(asset, section.ticked.contains(asset))).collect(),
    };
    Ok(composition.sections.iter().map(section).collect())
}
