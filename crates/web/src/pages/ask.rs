//! Asking for downloads by the form of a place.

use super::{
    cards::{asked, line},
    frame::{Frame, render, render_as},
    place::{Doorway, back_to, open},
};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Fields, Form, PlacePath, Query},
    failure::Failure,
    views::{
        public::{Answer as AnswerView, AskPage, AskScope, AskedPage},
        shared::{FieldError, ZipOffer},
        words,
    },
};
use app::{
    Fault, Refusal, Viewer,
    browse::{self, Contents},
    place::Spot,
    submit::{Answer, FormAsk, ask_by_form, form_token},
};
use axum::{extract::State, response::Response};
use domain::{AssetId, Policy};
use http::{StatusCode, header};
use std::time::Duration;

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
    let wanted = if assets.is_empty() { contents.asset_ids() } else { assets.clone() };
    if wanted.iter().any(|asset| !contents.assets.contains_key(asset)) {
        return Err(Refusal::NotFound.into());
    }
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
    Ok(render(&page(&site, &viewer, &spot, &contents, &ask, &[]).await?))
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
    let scope = if ask.assets.is_empty() {
        let all = contents.in_order();
        AskScope::Everything { files: all.len() as u64, size: words::size(all.iter().map(|asset| asset.size).sum()) }
    } else {
        let rows: Vec<&app::rows::Asset> = ask.assets.iter().filter_map(|asset| contents.assets.get(asset)).collect();
        let pictures = browse::previews(&site.app, &rows).await?;
        AskScope::Assets(rows.iter().map(|asset| asked(site, &spot.path(), asset, &pictures)).collect())
    };
    let field = |pointer: &str| match pointer {
        "/mail" => "mail",
        "/message" => "message",
        _ => "",
    };
    Ok(AskPage {
        crumbs: frame.crumbs(spot, true),
        place: site.path(&spot.path()),
        place_title: spot.title().to_owned(),
        scope,
        at_once: matches!(spot.policy, Some((Policy::NoApproval, _))),
        mail: ask.mail.clone(),
        mail_proven: viewer.user.is_some(),
        message: ask.message.clone(),
        errors: faults
            .iter()
            .map(|fault| FieldError { field: field(&fault.pointer), text: fault.detail.clone() })
            .collect(),
        shell,
    })
}

fn read(fields: &Fields) -> Result<FormAsk, Failure> {
    Ok(FormAsk {
        mail: fields.text("mail").to_owned(),
        message: fields.text("message").to_owned(),
        assets: fields.ids("mediaId")?,
        answers: fields.below("answer."),
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
    match ask_by_form(&site.app, &viewer, &spot, ask.clone()).await {
        Err(Refusal::Invalid(faults)) => {
            let contents = browse::contents(&site.app, &viewer, &spot).await?;
            let page = page(&site, &viewer, &spot, &contents, &ask, &faults).await?;
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
        Ok(answer) => answered(&site, &viewer, &spot, &ask, answer).await,
    }
}

async fn answered(
    site: &Site,
    viewer: &Viewer,
    spot: &Spot,
    ask: &FormAsk,
    answer: Answer,
) -> Result<Response, Failure> {
    let frame = Frame { site, viewer };
    let (answer, cookie) = match answer {
        Answer::UnderReview { mail, browser } => (AnswerView::UnderReview { mail }, browser),
        Answer::Granted { browser } => (granted(site, viewer, spot, ask).await?, browser),
    };
    let page = AskedPage {
        shell: frame.shell_of(spot).await?,
        crumbs: frame.crumbs(spot, true),
        place: frame.link(spot),
        answer,
    };
    let mut response = render(&page);
    if let Some(secret) = cookie {
        let cookie = Cookie::Browser.set(site, secret.expose(), Some(BROWSER_LIFETIME));
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What was asked for, as lines to download; past a few, the archive says it all.
async fn granted(site: &Site, viewer: &Viewer, spot: &Spot, ask: &FormAsk) -> Result<AnswerView, Failure> {
    const MOST_LINES: usize = 60;
    let contents = browse::contents(&site.app, viewer, spot).await?;
    let all = contents.in_order();
    let rows: Vec<&app::rows::Asset> =
        all.into_iter().filter(|asset| ask.assets.is_empty() || ask.assets.contains(&asset.id)).collect();
    let size = words::size(rows.iter().map(|asset| asset.size).sum());
    let mut zip = None;
    if rows.len() > 1 {
        let ids: Vec<AssetId> = rows.iter().map(|asset| asset.id).collect();
        let mut href = site.path(&format!("{}/download", spot.path()));
        if !ask.assets.is_empty() {
            href.push_str(&format!("?selection={}", app::download::keep_selection(&site.app, &ids).await?));
        }
        zip = Some(ZipOffer { href, files: rows.len() as u64, size });
    }
    let shown = &rows[..rows.len().min(MOST_LINES)];
    let pictures = browse::previews(&site.app, shown).await?;
    let files = shown.iter().map(|asset| line(site, &spot.path(), asset, &pictures)).collect();
    Ok(AnswerView::Granted { files, zip })
}
