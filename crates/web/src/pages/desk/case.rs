//! A request as somebody sees it who may decide it: who, what, why; and the form that decides.

use super::replies::message;
use crate::{
    Site,
    extract::Fields,
    failure::Failure,
    pages::{
        cards::{self, Easel},
        frame::{day_after, field_errors, when},
        status::{answers, item_status, status, words},
    },
    views::{
        desk::{Case, CaseItem, DecisionForm, PERIODS, Person},
        public::{Decided, Decider},
        shared::{FieldError, FileIcon, Link, Thumb},
        words,
    },
};
use ::words::Language;
use app::{
    Fault, Outcome, Refusal, Viewer, browse,
    decide_request::Decision,
    rows::Asset,
    show_request::{RequestView, Requester, Shown},
};
use domain::{AssetId, RequestStatus, Timestamp};
use std::time::Duration;

/// The faults of a decision, at the fields of its form.
pub(in crate::pages) fn decision_errors(lang: Language, faults: &[Fault]) -> Vec<FieldError> {
    let field = |pointer: &str| match pointer {
        "/message" => "message".to_owned(),
        "/expiresAt" => "expiresAt".to_owned(),
        "/decision" => "decision".to_owned(),
        "/mail" => "mail".to_owned(),
        "/reply" => "reply".to_owned(),
        _ => String::new(),
    };
    field_errors(lang, faults, field)
}

/// Name and address of who asked.
pub(in crate::pages) fn person(lang: Language, view: &RequestView) -> Person {
    let (name, mail) = match &view.requester {
        // Who gave no name is called by their address.
        Requester::External(user) => (user.name().unwrap_or_else(|| user.mail.clone()), user.mail.clone()),
        Requester::User(user) => (user.name(), user.mail.clone()),
    };
    let subject = match view.place_title() {
        Some(title) => lang.with("case-subject", &[("place", title)]),
        None => lang.say("case-subject-bare"),
    };
    Person { mailto: words::mailto(&mail, &subject), name, mail }
}

pub(in crate::pages) async fn case(
    site: &Site,
    lang: Language,
    viewer: &Viewer,
    shown: &Shown,
) -> Result<Case, Failure> {
    let view = &shown.view;
    let rows = app::library::assets_of_request(&site.app, view).await?;
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let at_desk = viewer.session.is_some();
    let path = view.place_path();
    // At the desk every picture shows; behind a link only what the place shows to everybody.
    let picture_path = if at_desk { Some("/admin") } else { path.as_deref() };
    let find = |asset: AssetId| rows.iter().find(|row| row.id == asset);
    let easel = Easel { site, lang, pictures: &pictures };
    let items = view.assets().map(|(item, asset)| CaseItem {
        id: asset.0,
        title: item.title.clone().unwrap_or_default(),
        kind: find(asset).map_or_else(|| lang.say("file-deleted"), |row| easel.kind(row)),
        size: find(asset).map(|row| easel.size(row)).unwrap_or_default(),
        thumb: picture(&easel, picture_path, find(asset)),
        status: item_status(item.status),
        requests_href: at_desk
            .then(|| site.path(&format!("/admin/users/download-requests?tab=all&mediaId={}", asset.0))),
        decidable: item.status == domain::ItemStatus::Pending && shown.decidable.contains(&item.id),
        note: item
            .decided_by
            .and_then(|by| view.deciders.get(&by))
            .map(|name| lang.with("case-decided-by", &[("name", name.as_str())])),
    });
    Ok(Case {
        person: person(lang, view),
        place: path
            .as_ref()
            .zip(view.place_title())
            .map(|(path, title)| Link { href: site.path(path), text: title.to_owned() }),
        items: items.collect(),
        reason: view.request.reason.clone().unwrap_or_default(),
        answers: answers(lang, &view.request),
        words: words(lang, view),
        asked: when(lang, view.request.created_at),
        status: status(view.request.status),
    })
}

fn picture(easel: &Easel<'_>, path: Option<&str>, asset: Option<&Asset>) -> Thumb {
    match (path, asset) {
        (Some(path), Some(asset)) => easel.thumb(path, asset, cards::Shown::Line),
        (_, asset) => {
            let kind = asset.map(|asset| asset.content_type.as_str()).unwrap_or_default();
            Thumb { picture: None, icon: FileIcon::for_content_type(kind) }
        }
    }
}

/// The form that decides, where something is left that the reader may decide.
pub(in crate::pages) fn decision_form(site: &Site, shown: &Shown, action: String) -> Option<DecisionForm> {
    let pending =
        |item: &&app::rows::Item| item.status == domain::ItemStatus::Pending && shown.decidable.contains(&item.id);
    shown.view.items.iter().find(pending)?;
    Some(DecisionForm {
        action,
        message: String::new(),
        expires_at: String::new(),
        period: String::new(),
        earliest: day_after(site.app.now()),
        replies: vec![],
        reply: String::new(),
        ticked: vec![],
        errors: vec![],
    })
}

/// Puts what was typed back into the form.
pub(in crate::pages) fn refill(form: &mut DecisionForm, fields: &Fields) {
    form.message = fields.text("message").to_owned();
    form.reply = fields.text("reply").to_owned();
    form.expires_at = fields.text("expiresAt").to_owned();
    form.period = fields.text("period").to_owned();
    form.ticked = fields.every("mediaId").filter_map(|id| id.parse().ok()).collect();
}

/// The decision that a form says.
pub(in crate::pages) async fn read_decision(site: &Site, viewer: &Viewer, fields: &Fields) -> Outcome<Decision> {
    let verdict = fields.text("decision").parse();
    let verdict = verdict.map_err(|_| Refusal::said("/decision", &app::said::VERDICT_MISSING))?;
    let expires_at = if verdict == domain::Verdict::Approve { read_end(site, fields)? } else { None };
    let mut assets = Vec::new();
    for id in fields.every("mediaId") {
        assets
            .push(AssetId(id.parse().map_err(|_| Refusal::invalid("/mediaIds", "This is no asset of the request."))?));
    }
    Ok(Decision {
        verdict,
        message: message(site, viewer, fields).await?,
        assets: (!assets.is_empty()).then_some(assets),
        expires_at,
    })
}

/// Until when a form says that access lasts: a date, or so many days from now.
pub(in crate::pages) fn read_end(site: &Site, fields: &Fields) -> Outcome<Option<Timestamp>> {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let wrong = || Refusal::said("/expiresAt", &app::said::EXPIRY_UNREADABLE);
    if let Some(text) = fields.get("expiresAt") {
        return Timestamp::parse(text).ok_or_else(wrong).map(Some);
    }
    let Some(period) = fields.get("period") else { return Ok(None) };
    let offered = PERIODS.iter().find(|(days, _)| *days == period);
    let days: u32 = offered.and_then(|(days, _)| days.parse().ok()).ok_or_else(wrong)?;
    Ok(Some(site.app.now().plus(DAY * days)))
}

/// Who decided, when, and what was said; none while the request waits.
pub(in crate::pages) fn decided(lang: Language, shown: &Shown) -> Option<Decided> {
    let request = &shown.view.request;
    if request.status == RequestStatus::Pending {
        return None;
    }
    let (by, at) = shown.view.last_act()?;
    let by = match (by, request.routing) {
        (Some(by), _) => Decider::User(by.name.clone()),
        (None, domain::Routing::Policy) => Decider::Policy,
        (None, _) => Decider::Nobody,
    };
    let message = request.revocation_message.clone().or(request.message.clone());
    Some(Decided { status: status(request.status), by, when: when(lang, at), message })
}
