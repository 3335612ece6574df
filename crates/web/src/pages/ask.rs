//! Asking for downloads by the form of a place.

use super::{
    cards::Easel,
    frame::{Frame, paragraphs, render, render_as, told},
    place::{Doorway, back_to, open},
};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Fields, Form, PlacePath, Query},
    failure::Failure,
    views::{
        public::{Answer as AnswerView, AskPage, AskScope, AskedPage, Downloads, Input, QuestionField, TermsField},
        shared::{FieldError, ZipOffer},
    },
};
use app::{
    Fault, Refusal, Viewer,
    browse::{self, Contents},
    form::{AskForm, Asked, AskedTerms},
    place::Spot,
    submit::{Answer, FormAsk, Open, ask_by_form, form_of, form_token},
};
use axum::{extract::State, response::Response};
use domain::{AssetId, QuestionKind, TermsId, question::Given};
use http::{StatusCode, header};
use std::time::Duration;
use words::Language;

/// How long a browser keeps the cookie by which a policy let it in: its access lasts until revoked.
const BROWSER_LIFETIME: Duration = Duration::from_secs(400 * 24 * 60 * 60);

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Query(query): Query,
) -> Result<Response, Failure> {
    let spot = match open(&site, &viewer, &path, StatusCode::OK).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    let assets: Vec<AssetId> = query.ids("mediaId")?;
    let contents = browse::contents(&site.app, &viewer, &spot).await?;
    // What went since the page was opened is told; what is left is asked for, never more than was chosen.
    let here: Vec<AssetId> = assets.iter().copied().filter(|asset| contents.assets.contains_key(asset)).collect();
    let mut faults = vec![];
    if here.len() < assets.len() {
        if here.is_empty() {
            return Ok(back_to(&site, &spot));
        }
        faults.push(Fault::said("/mediaId", &app::said::ASSETS_GONE));
    }
    let assets = here;
    let wanted = if assets.is_empty() { contents.asset_ids() } else { assets.clone() };
    let holder = viewer.holder(&site.app).await?;
    let now = site.app.now();
    let access: Vec<domain::Access> = wanted.iter().map(|asset| contents.access(&spot, *asset, &holder, now)).collect();
    if access.iter().all(|access| access.is_allowed()) {
        return Ok(back_to(&site, &spot));
    }
    if !access.iter().any(|access| matches!(access, domain::Access::Ask(_))) {
        return Err(Refusal::forbidden("downloads-disabled", "Nothing can be downloaded here.").into());
    }
    let ask = FormAsk { assets, mail: known_mail(&viewer), ..FormAsk::default() };
    Ok(render(&page(&site, &viewer, &spot, &contents, &ask, &faults).await?))
}

fn known_mail(viewer: &Viewer) -> String {
    match (&viewer.user, &viewer.proven) {
        (Some(user), _) => user.mail.clone(),
        (None, Some(proven)) => proven.user.mail.clone(),
        (None, None) => String::new(),
    }
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    spot: &Spot,
    contents: &Contents,
    ask: &FormAsk,
    faults: &[Fault],
) -> Result<AskPage, Failure> {
    let frame = Frame { site, viewer };
    let mut shell = frame.shell_of(spot).await?;
    shell.form_token = form_token(&site.app, spot);
    if let Some(tongues) = &mut shell.tongues {
        tongues.form = Some("ask");
    }
    let scope = if ask.assets.is_empty() {
        let all = contents.in_order();
        AskScope::Everything {
            files: all.len() as u64,
            size: shell.lang.size(all.iter().map(|asset| asset.size).sum()),
        }
    } else {
        let rows: Vec<&app::rows::Asset> = ask.assets.iter().filter_map(|asset| contents.assets.get(asset)).collect();
        let pictures = browse::previews(&site.app, &rows).await?;
        let easel = Easel { site, lang: shell.lang, pictures: &pictures };
        AskScope::Assets(rows.iter().map(|asset| easel.asked(&spot.path(), asset)).collect())
    };
    let here: Vec<AssetId> = ask.assets.iter().copied().filter(|asset| contents.assets.contains_key(asset)).collect();
    let nothing_left = here.is_empty() && !ask.assets.is_empty();
    let form = form_of(&site.app, viewer, spot, &here).await?;
    let several = form.terms.len() > 1;
    let terms = form.terms.iter().map(|terms| terms_field(shell.lang, terms, several, &ask.terms)).collect();
    let errors = errors(shell.lang, &form, faults);
    Ok(AskPage {
        crumbs: frame.crumbs(spot, true),
        place: site.path(&spot.path()),
        place_title: spot.title().to_owned(),
        scope,
        at_once: form.at_once,
        mail: ask.mail.clone(),
        mail_proven: viewer.user.is_some(),
        message: ask.message.clone(),
        questions: form.questions.iter().map(|asked| question(asked, &ask.answers)).collect(),
        terms,
        errors,
        nothing_left,
        shell,
    })
}

/// What is to be mended, in the order in which the form asks.
fn errors(lang: Language, form: &AskForm, faults: &[Fault]) -> Vec<FieldError> {
    let questions = form.questions.iter().map(|asked| format!("{ANSWER}{}", asked.key));
    let first = [String::new(), "mail".to_owned()].into_iter();
    let last = std::iter::once("message".to_owned()).chain(form.terms.iter().map(terms_id));
    let order: Vec<String> = first.chain(questions).chain(last).collect();
    let mut errors: Vec<FieldError> = faults.iter().map(|fault| field_error(lang, form, fault)).collect();
    errors.sort_by_key(|error| order.iter().position(|field| *field == error.field));
    errors
}

/// A fault at its field. Where its words could be about several, they come with what the field is called.
fn field_error(lang: Language, form: &AskForm, fault: &Fault) -> FieldError {
    let error = |field: String| FieldError::new(field, told(lang, fault));
    let pointer = fault.pointer.as_str();
    if let Some(key) = pointer.strip_prefix("/answers/") {
        let asked = form.questions.iter().find(|asked| asked.key == key);
        return error(format!("{ANSWER}{key}")).of(asked.map_or("", |asked| asked.question.label.as_str()));
    }
    if let Some(terms) = form.terms.iter().find(|terms| terms.pointer == pointer) {
        let error = error(terms_id(terms));
        return if form.terms.len() > 1 { error.of(terms_title(lang, terms, true)) } else { error };
    }
    match pointer {
        "/mail" => error("mail".to_owned()),
        "/message" => error("message".to_owned()).of(lang.say(message_label(form.at_once))),
        _ => error(String::new()),
    }
}

/// The message of what the message is called.
fn message_label(at_once: bool) -> &'static str {
    if at_once { "ask-message-at-once" } else { "ask-message" }
}

fn terms_id(terms: &AskedTerms) -> String {
    format!("terms-{}", terms.id)
}

fn terms_title(lang: Language, terms: &AskedTerms, several: bool) -> String {
    if several { lang.with("ask-terms-of", &[("place", terms.place.as_str())]) } else { lang.say("ask-terms") }
}

/// What the names of the owner's questions begin with.
const ANSWER: &str = "answer.";

/// A question of the owner as the form shows it, with what was typed.
fn question(asked: &Asked, given: &Given) -> QuestionField {
    let typed = given.get(&asked.key).and_then(|values| values.first()).cloned();
    let value = typed.clone().unwrap_or_default();
    QuestionField {
        field: format!("{ANSWER}{}", asked.key),
        label: asked.question.label.clone(),
        hint: asked.question.hint.clone().unwrap_or_default(),
        required: asked.question.required,
        input: match &asked.question.kind {
            QuestionKind::Text => Input::Text { value },
            QuestionKind::LongText => Input::LongText { value },
            QuestionKind::Date => Input::Date { value },
            QuestionKind::Choice { options } => Input::Choice { options: options.clone(), value },
            QuestionKind::Checkbox => Input::Checkbox { checked: typed.is_some() },
        },
    }
}

fn terms_field(lang: Language, terms: &AskedTerms, several: bool, accepted: &[TermsId]) -> TermsField {
    TermsField {
        field: terms_id(terms),
        id: terms.id.0,
        title: terms_title(lang, terms, several),
        text: paragraphs(&terms.text),
        accepted: accepted.contains(&terms.id),
    }
}

fn read(fields: &Fields) -> Result<FormAsk, Failure> {
    Ok(FormAsk {
        mail: fields.text("mail").to_owned(),
        message: fields.text("message").to_owned(),
        assets: fields.ids("mediaId")?,
        answers: fields.below(ANSWER),
        terms: fields.ids("terms")?,
        form: fields.text("form").to_owned(),
        honeypot: fields.text("website").to_owned(),
    })
}

pub(super) async fn send(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let spot = match open(&site, &viewer, &path, StatusCode::FORBIDDEN).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    let ask = read(&fields)?;
    if let Some(language) = Language::parse(fields.text("language")) {
        return in_another(&site, viewer, &spot, &ask, language).await;
    }
    let whole = ask.assets.is_empty();
    match ask_by_form(&site.app, &viewer, &spot, ask.clone()).await {
        Err(Refusal::Invalid(faults)) => {
            let contents = browse::contents(&site.app, &viewer, &spot).await?;
            let page = page(&site, &viewer, &spot, &contents, &ask, &faults).await?;
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
        Ok(answer) => answered(&site, &viewer, &spot, whole, answer).await,
    }
}

/// The form in the language that was chosen below it, with what was typed so far. Nothing is asked for yet.
async fn in_another(
    site: &Site,
    mut viewer: Viewer,
    spot: &Spot,
    ask: &FormAsk,
    language: Language,
) -> Result<Response, Failure> {
    viewer.reads.chosen = Some(language);
    let contents = browse::contents(&site.app, &viewer, spot).await?;
    let mut response = render(&page(site, &viewer, spot, &contents, ask, &[]).await?);
    response.headers_mut().append(header::SET_COOKIE, super::language::cookie(site, language));
    Ok(response)
}

async fn answered(site: &Site, viewer: &Viewer, spot: &Spot, whole: bool, answer: Answer) -> Result<Response, Failure> {
    let frame = Frame { site, viewer };
    let shell = frame.shell_of(spot).await?;
    let (answer, cookie) = match answer {
        Answer::UnderReview { mail, browser, open } => {
            let open = downloads(site, spot, whole, open, shell.lang).await?;
            (AnswerView::UnderReview { mail, open }, browser)
        }
        Answer::Granted { browser, open } => {
            (AnswerView::Granted { open: downloads(site, spot, whole, open, shell.lang).await? }, browser)
        }
    };
    let page = AskedPage { crumbs: frame.crumbs(spot, true), place: frame.link(spot), answer, shell };
    let mut response = render(&page);
    if let Some(secret) = cookie {
        let cookie = Cookie::Browser.set(site, secret.expose(), Some(BROWSER_LIFETIME));
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What is open now, as lines to download; past a few, the archive says it all.
async fn downloads(site: &Site, spot: &Spot, whole: bool, open: Open, lang: Language) -> Result<Downloads, Failure> {
    const MOST_LINES: usize = 60;
    let mut zip = None;
    if open.assets.len() > 1 {
        let ids: Vec<AssetId> = open.assets.iter().map(|asset| asset.id).collect();
        let mut href = site.path(&format!("{}/download", spot.path()));
        if !whole || !open.complete {
            href.push_str(&format!("?selection={}", app::download::keep_selection(&site.app, &ids).await?));
        }
        let size = lang.size(open.assets.iter().map(|asset| asset.size).sum());
        zip = Some(ZipOffer { href, files: ids.len() as u64, size });
    }
    let shown: Vec<&app::rows::Asset> = open.assets.iter().take(MOST_LINES).collect();
    let pictures = browse::previews(&site.app, &shown).await?;
    let easel = Easel { site, lang, pictures: &pictures };
    Ok(Downloads { files: shown.iter().map(|asset| easel.line(&spot.path(), asset)).collect(), zip })
}
