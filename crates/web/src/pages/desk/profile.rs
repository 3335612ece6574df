//! One's own profile: names, language, time zone, when one hears of requests; password, sessions and tokens.

use super::{
    Desk,
    account::{self, access_of, named},
    language, shell,
};
use crate::{
    Site,
    addresses::Addresses,
    extract::{Form, Path, Query},
    failure::Failure,
    pages::frame::{field_errors, render_as, see_other},
    views::desk::{Choice, DeskRoom, Flash, ProfilePage},
};
use ::words::Language;
use app::{
    Fault, Refusal, Viewer, access, accounts, password,
    profile::{self, Profile},
};
use axum::{extract::State, response::Response};
use domain::{Notifications, SessionId, TokenId, UserId, Zone, responsible::can_be_responsible};
use http::StatusCode;

const PATH: &str = "/admin/profile";

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get(PATH, show)
        .post(PATH, change)
        .post("/admin/profile/password", change_password)
        .post("/admin/profile/tokens", make_token)
        .post("/admin/profile/tokens/{token}/end", end_token)
        .post("/admin/profile/sessions/end", end_sessions)
        .post("/admin/profile/sessions/{session}/end", end_session)
}

fn own(viewer: &Viewer) -> Result<UserId, Refusal> {
    viewer.signed_in().map(|user| user.id)
}

async fn show(State(site): State<Site>, Desk(viewer): Desk, Query(query): Query) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "saved" => Some("Saved."),
        "password" => Some("The password is changed. Everywhere else you are signed out."),
        "token-ended" => Some("The token is ended."),
        "session-ended" => Some("Ended."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    let page = page(&site, &viewer, flash).await?;
    Ok(render_as(StatusCode::OK, &page))
}

async fn page(site: &Site, viewer: &Viewer, flash: Option<Flash>) -> Result<ProfilePage, Failure> {
    let id = own(viewer)?;
    let user = accounts::show(&site.app, viewer, id).await?;
    let address = site.path(PATH);
    let choice = |language: Language| Choice { id: language.tag().to_owned(), title: language.name().to_owned() };
    Ok(ProfilePage {
        shell: shell(site, viewer, DeskRoom::Profile, flash).await?,
        language: user.language.map(|language| language.tag().to_owned()).unwrap_or_default(),
        languages: Language::all().map(choice).collect(),
        time_zone: user.time_zone.as_ref().map(|zone| zone.name().to_owned()).unwrap_or_default(),
        zones: Zone::all(),
        notifications: user.notifications.to_string(),
        gets_requests: can_be_responsible(user.role, user.responsible_for_external_users),
        mail: user.mail,
        first_name: user.first_name,
        last_name: user.last_name,
        errors: vec![],
        password_errors: vec![],
        least: u32::try_from(password::SHORTEST).unwrap_or(u32::MAX),
        access: access_of(site, viewer, id, &address).await?,
        address,
    })
}

async fn change(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    let typed = Profile {
        first_name: fields.text("firstName").to_owned(),
        last_name: fields.text("lastName").to_owned(),
        language: Language::parse(fields.text("language")),
        time_zone: fields.text("timeZone").to_owned(),
        notifications: fields.text("notifications").parse().unwrap_or(Notifications::Each),
    };
    match profile::update(&site.app, &viewer, typed.clone()).await {
        Ok(()) => Ok(see_other(&site, "/admin/profile?done=saved")),
        Err(Refusal::Invalid(faults)) => {
            let mut page = page(&site, &viewer, None).await?;
            page.first_name = typed.first_name;
            page.last_name = typed.last_name;
            page.language = fields.text("language").to_owned();
            page.time_zone = typed.time_zone;
            page.notifications = typed.notifications.to_string();
            page.errors = field_errors(language(), &faults, named);
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

async fn change_password(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (present, typed) = (fields.text("present").to_owned(), fields.text("password").to_owned());
    match profile::change_password(&site.app, &viewer, present, typed, fields.text("passwordAgain")).await {
        Ok(()) => Ok(see_other(&site, "/admin/profile?done=password")),
        Err(Refusal::Invalid(faults)) => {
            let mut page = page(&site, &viewer, None).await?;
            page.password_errors = field_errors(language(), &faults, named);
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

async fn make_token(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    let made = account::make_token(&site, &viewer, own(&viewer)?, &fields).await;
    let mut page = page(&site, &viewer, None).await?;
    match made {
        Ok((_, secret)) => {
            page.access.made = Some(secret.expose().to_owned());
            Ok(render_as(StatusCode::CREATED, &page))
        }
        Err(Refusal::Invalid(faults)) => {
            let faults: Vec<Fault> = faults;
            account::refill(&mut page.access, &fields, &faults);
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

async fn end_token(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(token): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    access::end_token(&site.app, &viewer, own(&viewer)?, TokenId(token)).await?;
    Ok(see_other(&site, "/admin/profile?done=token-ended#tokens"))
}

async fn end_session(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(session): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    access::end_session(&site.app, &viewer, own(&viewer)?, SessionId(session)).await?;
    Ok(see_other(&site, "/admin/profile?done=session-ended#sessions"))
}

async fn end_sessions(State(site): State<Site>, Desk(viewer): Desk, _: Form) -> Result<Response, Failure> {
    access::end_other_sessions(&site.app, &viewer, own(&viewer)?).await?;
    Ok(see_other(&site, "/admin/profile?done=session-ended#sessions"))
}
