//! Writing letters: from ids in the outbox to words, with links minted on the way. Only hashes of them are kept.

mod closed;
mod expired;
mod revoked;
mod webhook_off;

use super::{
    post::{Ready, address, user_address},
    reader::language,
};
use crate::{
    App, Outcome, Refusal, Viewer, browse,
    in_force::logo_path,
    notify::{Letter, Recipient},
    place,
    responsibles::Deciders,
    secret::Secret,
    settings::{DECIDE_LIFETIME, INVITATION_LIFETIME, PICK_UP_LIFETIME, RECOVERY_LIFETIME},
    show_request::{RequestView, Requester, kept_views, show_made},
};
use domain::{place::Sight, question::AnswerValue, *};
use mail::{
    Accent, Brand, Picture,
    letters::{
        Answered, Assets, FreshLink, HandledRequest, Handling, Invitation, Item as LetterItem, MailTest,
        Outcome as Decided, Person, Recovery, RequestDecided, RequestHandled, RequestReceived, RequestToReview, Review,
        Told, Verdict as Said, Wanted,
    },
};
use std::sync::Arc;
use store::{
    decisions, digests, grants,
    links::{self, LinkKind, NewLink},
    portals::Portal,
    recoveries,
    requests::{self, Item},
    users,
};
use words::Language;

/// How many assets a letter lists; see [`Assets`].
const LISTED: usize = 8;

pub(super) async fn write(app: &App, letter: &Letter) -> Outcome<Option<Ready>> {
    match letter {
        Letter::RequestReceived { to, requests } => received(app, *to, requests).await,
        Letter::RequestToReview { to, requests } => to_review(app, *to, requests).await,
        Letter::RequestDecided { to, decisions } => decided(app, *to, decisions).await,
        Letter::AccessRevoked { to, requests, grants } => revoked::write(app, *to, requests, grants).await,
        Letter::RequestClosed { to, requests } => closed::write(app, *to, requests).await,
        Letter::FreshLink { to, place, request } => fresh_link(app, *to, *place, *request).await,
        Letter::RequestHandled { to, request, by } => handled(app, *to, *request, *by).await,
        Letter::ReviewDigest { to, due } => digest(app, *to, *due).await,
        Letter::Invitation { to, by } => invitation(app, *to, *by).await,
        Letter::Recovery { to } => recovery(app, *to).await,
        Letter::WebhookOff { to, webhook } => webhook_off::write(app, *to, *webhook).await,
        Letter::MailTest { to } => mail_test(app, *to).await,
        Letter::RequestExpired { to, requests } => expired::to_requester(app, *to, requests).await,
        Letter::RequestsRanOut { to, requests } => expired::to_responsible(app, *to, requests).await,
    }
}

/// A link of this kind, minted now: the secret goes into the mail, its hash into the records.
async fn mint(
    app: &App,
    kind: LinkKind,
    to: Recipient,
    request_id: Option<RequestId>,
    lifetime: std::time::Duration,
) -> Outcome<Secret> {
    let secret = Secret::mint(app);
    let (external_user_id, user_id) = match to {
        Recipient::ExternalUser(id) => (Some(id), None),
        Recipient::User(id) => (None, Some(id)),
    };
    let hash = secret.hash();
    let expires_at = app.now().plus(lifetime);
    let link = NewLink { kind, hash: &hash, external_user_id, user_id, request_id, expires_at };
    store::write!(app.store, |tx| Ok::<_, Refusal>(links::insert(tx, &link, app.now()).await?))?;
    Ok(secret)
}

/// Whose paper it is on: the portal's where the request came through one, else the organisation's.
async fn brand(app: &App, portal: Option<&Portal>) -> Outcome<Brand> {
    let house = app.in_force();
    let accent = |typed: Option<&str>| typed.and_then(|accent| Accent::parse(accent).ok());
    let logo = house.logo.as_ref().and_then(|(asset, pictures)| {
        let picture = pictures.first()?;
        let path = logo_path(asset.id, picture.width);
        Some(Picture::sized(app.settings.link(&path), picture.width, picture.height))
    });
    let mut brand = Brand {
        organisation: house.organisation.as_str().into(),
        accent: accent(house.accent.as_deref()).unwrap_or_default(),
        logo,
        home_url: app.settings.link("/").into(),
    };
    let Some(portal) = portal.filter(|portal| portal.deleted_at.is_none()) else { return Ok(brand) };
    brand.organisation = portal.title.as_str().into();
    brand.home_url = app.settings.link(&place::path(Some(&portal.slug), None)).into();
    brand.logo = None;
    if let Some(accent) = accent(portal.accent.as_deref()) {
        brand.accent = accent;
    }
    // A mail program has no cookies: only what a stranger sees shows in a letter.
    if portal.privacy == Privacy::Public
        && let (Some((asset, pictures)), _) = browse::branding(app, portal).await?
        && let Some(picture) = pictures.first()
    {
        let path = format!("{}/assets/{}/preview/{}", place::path(Some(&portal.slug), None), asset.id, picture.width);
        brand.logo = Some(Picture::sized(app.settings.link(&path), picture.width, picture.height));
    }
    Ok(brand)
}

/// Assets as a letter lists them; the whole place where an item names none.
async fn assets(app: &App, language: Language, view: &RequestView, items: &[&Item]) -> Outcome<Assets> {
    if items.iter().any(|item| item.asset_id.is_none()) {
        return Ok(Assets::Everything);
    }
    let listed = &items[..items.len().min(LISTED)];
    let ids: Vec<AssetId> = listed.iter().filter_map(|item| item.asset_id).collect();
    let rows = store::assets::by_ids(&app.store, &ids).await?;
    let pictures = browse::previews(app, &rows.iter().collect::<Vec<_>>()).await?;
    let shows = shows_to_strangers(app, view).await?;
    let letter_item = |item: &&Item| {
        let thumbnail = item.asset_id.filter(|_| shows).and_then(|asset| {
            let picture = pictures.get(&asset)?.first()?;
            let path = format!("{}/assets/{asset}/preview/{}", view.place_path()?, picture.width);
            Some(Picture::sized(app.settings.link(&path), picture.width, picture.height))
        });
        let is_twice = items.iter().filter(|other| other.title == item.title).count() > 1;
        let filename = rows.iter().find(|row| is_twice && Some(row.id) == item.asset_id).map(|row| &row.filename);
        let title = match (item.title.as_deref(), filename) {
            // Only the file's name tells them apart.
            (Some(title), Some(filename)) => format!("{title} ({filename})").into(),
            (Some(title), None) => title.into(),
            (None, _) => language.say("mail-deleted-asset").into(),
        };
        LetterItem { title, thumbnail }
    };
    Ok(Assets::Some { listed: listed.iter().map(letter_item).collect(), total: items.len() })
}

async fn shows_to_strangers(app: &App, view: &RequestView) -> Outcome<bool> {
    let spot = place::of_request(app, &view.request).await?;
    Ok(spot.is_some_and(|spot| place::look(app, &Viewer::default(), &spot) == Sight::Visible))
}

fn place_title(app: &App, view: &RequestView) -> String {
    view.place_title().map_or_else(|| app.in_force().organisation.clone(), str::to_owned)
}

async fn wanted(app: &App, language: Language, view: &RequestView) -> Outcome<Wanted> {
    let items: Vec<&Item> = view.items.iter().collect();
    let assets = match view.request.scope {
        RequestScope::Assets => assets(app, language, view, &items).await?,
        RequestScope::Kit | RequestScope::Portal => Assets::Everything,
    };
    Ok(Wanted { place: place_title(app, view).into(), assets })
}

fn person(view: &RequestView) -> Person {
    match &view.requester {
        Requester::External(user) => Person { name: user.name().map(Into::into), mail: user.mail.as_str().into() },
        Requester::User(user) => Person { name: Some(user.name().into()), mail: user.mail.as_str().into() },
    }
}

/// These requests, in this order, as far as they are there.
async fn load(app: &App, ids: &[RequestId]) -> Outcome<Vec<Arc<RequestView>>> {
    let stamp = app.stamp();
    let mut rows = requests::by_ids(&app.store, ids).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    kept_views(app, stamp, rows).await
}

fn render(to: mail::Address, language: Language, letter: &impl mail::letters::Letter) -> Outcome<Option<Ready>> {
    let rendered = letter.render(language).map_err(Refusal::internal)?;
    Ok(Some(Ready { to, rendered }))
}

async fn received(app: &App, to: Recipient, ids: &[RequestId]) -> Outcome<Option<Ready>> {
    let Some(address) = address(app, to).await? else { return Ok(None) };
    let views = load(app, ids).await?;
    let Some(first) = views.first() else { return Ok(None) };
    let language = language(app, to, ids).await?;
    // One sending may have become several requests, one for each kit of a portal: the letter is about the first, whose
    // page leads to the others.
    let letter = RequestReceived {
        brand: brand(app, first.portal.as_ref()).await?,
        wanted: wanted(app, language, first).await?,
        status_url: app.settings.link(&format!("/requests/{}", first.request.reference)).into(),
    };
    render(address, language, &letter)
}

/// Whether nothing is there any more of what a request asked for.
async fn is_gone(app: &App, view: &RequestView) -> Outcome<bool> {
    if view.is_place_gone() {
        return Ok(true);
    }
    let asked: Vec<AssetId> = view.items.iter().filter_map(|item| item.asset_id).collect();
    Ok(!asked.is_empty() && store::assets::by_ids(&app.store, &asked).await?.is_empty())
}

async fn to_review(app: &App, to: UserId, ids: &[RequestId]) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    let Some(user) = users::by_id(&app.store, to).await? else { return Ok(None) };
    let language = language(app, Recipient::User(to), ids).await?;
    let mut reviews = Vec::new();
    let mut paper = None;
    let views = load(app, ids).await?;
    let requests: Vec<requests::Request> = views.iter().map(|view| view.request.clone()).collect();
    let deciders = Deciders::of(&app.store, &user, &requests).await?;
    for view in views {
        let theirs = deciders.decidable(&view.request, &view.items).unwrap_or_default();
        let waits = |item: &Item| item.status == ItemStatus::Pending && theirs.contains(&item.id);
        // Decided, withdrawn or handed over since: nobody is asked for what is no longer theirs to answer.
        if !view.items.iter().any(waits) {
            continue;
        }
        let secret = mint(app, LinkKind::Decide, Recipient::User(to), Some(view.request.id), DECIDE_LIFETIME).await?;
        if paper.is_none() {
            paper = Some(brand(app, view.portal.as_ref()).await?);
        }
        reviews.push(Review {
            number: view.request.id.0,
            asker: person(&view),
            wanted: wanted(app, language, &view).await?,
            message: view.request.reason.as_deref().map(Into::into),
            answers: view.request.answers.iter().map(answered).collect(),
            asked: view.request.created_at.civil(),
            decide_url: app.settings.link(&format!("/decide/{}", secret.expose())).into(),
        });
    }
    let Some(brand) = paper else { return Ok(None) };
    let requests_url = app.settings.link("/admin/users/download-requests").into();
    render(address, language, &RequestToReview { brand, requests: reviews, requests_url })
}

/// What came for a responsible within an hour or a day, in one letter.
async fn digest(app: &App, to: UserId, due: Timestamp) -> Outcome<Option<Ready>> {
    let ids = digests::requests(&app.store, to, due).await?;
    to_review(app, to, &ids).await
}

/// What was answered to a question of the owner.
fn answered(answer: &Answer) -> Answered {
    let told = match &answer.value {
        AnswerValue::Ticked(ticked) => Told::Ticked(*ticked),
        AnswerValue::Text(text) => match answer.day() {
            Some(day) => Told::Day(day.civil().date()),
            None => Told::Words(text.as_str().into()),
        },
    };
    Answered { question: answer.label.as_str().into(), answer: told }
}

/// The link by which a requester gets what was approved: a pick-up link, or the status page for a user, who signs in.
async fn way_to_files(app: &App, to: Recipient, view: &RequestView) -> Outcome<String> {
    Ok(match to {
        Recipient::ExternalUser(_) => {
            let secret = mint(app, LinkKind::Pickup, to, Some(view.request.id), PICK_UP_LIFETIME).await?;
            app.settings.link(&format!("/pickup/{}", secret.expose()))
        }
        Recipient::User(_) => app.settings.link(&format!("/requests/{}", view.request.reference)),
    })
}

async fn decided(app: &App, to: Recipient, ids: &[DecisionId]) -> Outcome<Option<Ready>> {
    let Some(address) = address(app, to).await? else { return Ok(None) };
    let mut by_request: Vec<(RequestId, Vec<decisions::Decision>)> = Vec::new();
    for id in ids {
        let Some(decision) = decisions::by_id(&app.store, *id).await? else { continue };
        match by_request.iter_mut().find(|(request, _)| *request == decision.request_id) {
            Some((_, decisions)) => decisions.push(decision),
            None => by_request.push((decision.request_id, vec![decision])),
        }
    }
    let requests: Vec<RequestId> = by_request.iter().map(|(request, _)| *request).collect();
    let language = language(app, to, &requests).await?;
    let mut outcomes = Vec::new();
    let mut paper = None;
    for (request, decisions) in by_request {
        let Some(view) = load(app, &[request]).await?.pop() else { continue };
        if paper.is_none() {
            paper = Some(brand(app, view.portal.as_ref()).await?);
        }
        outcomes.extend(outcome(app, (to, language), &view, &decisions).await?);
    }
    let Some(brand) = paper.filter(|_| !outcomes.is_empty()) else { return Ok(None) };
    render(address, language, &RequestDecided { brand, outcomes })
}

async fn outcome(
    app: &App,
    (to, language): (Recipient, Language),
    view: &RequestView,
    made: &[decisions::Decision],
) -> Outcome<Option<Decided>> {
    let of = |verdict: domain::Verdict| {
        let ids: Vec<DecisionId> =
            made.iter().filter(|decision| decision.verdict == verdict).map(|decision| decision.id).collect();
        view.items.iter().filter(|item| item.decision_id.is_some_and(|id| ids.contains(&id))).collect::<Vec<&Item>>()
    };
    // What was taken away since is told by another letter: this one gives nothing that opens nothing.
    let mut approved = of(domain::Verdict::Approve);
    approved.retain(|item| item.status == ItemStatus::Approved);
    let denied = of(domain::Verdict::Deny);
    // In folder mode a whole place is decided by its assets; told is the whole where all of it was.
    let all = |items: &[&Item]| view.request.scope != RequestScope::Assets && items.len() == view.items.len();
    let listed = async |items: &[&Item]| match all(items) {
        true => Ok(Assets::Everything),
        false => assets(app, language, view, items).await,
    };
    let verdict = match (approved.is_empty(), denied.is_empty()) {
        (false, true) => Said::Approved(listed(&approved).await?),
        (false, false) => Said::PartlyApproved { approved: listed(&approved).await?, denied: listed(&denied).await? },
        (true, false) => Said::Denied(listed(&denied).await?),
        (true, true) => return Ok(None),
    };
    // What was denied is asked for again, not everything; a link has room for so many.
    let denied_assets = denied.iter().filter(|_| view.request.scope == RequestScope::Assets);
    let again: Vec<String> =
        denied_assets.filter_map(|item| item.asset_id).take(50).map(|id| format!("mediaId={id}")).collect();
    let again = if again.is_empty() { String::new() } else { format!("?{}", again.join("&")) };
    let ask_again = view.place_path().map(|path| app.settings.link(&format!("{path}/request{again}")).into());
    Ok(Some(Decided {
        place: place_title(app, view).into(),
        verdict,
        still_under_review: view.items.iter().filter(|item| item.status == ItemStatus::Pending).count(),
        message: made.iter().find_map(|decision| decision.message.as_deref()).map(Into::into),
        until: made.iter().find_map(|decision| decision.expires_at).map(|end| end.civil()),
        pick_up_url: if approved.is_empty() { None } else { Some(way_to_files(app, to, view).await?.into()) },
        ask_again_url: ask_again,
    }))
}

async fn fresh_link(
    app: &App,
    to: ExternalUserId,
    place: Option<Place>,
    of: Option<RequestId>,
) -> Outcome<Option<Ready>> {
    let recipient = Recipient::ExternalUser(to);
    let Some(address) = address(app, recipient).await? else { return Ok(None) };
    let granted = grants::of_subjects(&app.store, &[grants::Subject::ExternalUser(to)]).await?;
    let mut live = granted.into_iter().filter(|grant| grant.is_live(app.now())).collect::<Vec<_>>();
    // What the request opened that it was asked for, then the newest.
    live.sort_by_key(|grant| (Some(grant.request_id) != of, std::cmp::Reverse(grant.id)));
    let mut best = None;
    for grant in &live {
        let Some(request) = requests::by_id(&app.store, grant.request_id).await? else { continue };
        if best.is_none() || (place.is_some() && request.place() == place) {
            let found = place.is_some() && request.place() == place;
            best = Some(request);
            if found {
                break;
            }
        }
    }
    // Nothing stands open any more: there is nothing that a link could open.
    let Some(request) = best else { return Ok(None) };
    let view = show_made(app, request.id).await?;
    let language = language(app, recipient, &[request.id]).await?;
    let letter = FreshLink {
        brand: brand(app, view.portal.as_ref()).await?,
        wanted: wanted(app, language, &view).await?,
        pick_up_url: way_to_files(app, recipient, &view).await?.into(),
    };
    render(address, language, &letter)
}

async fn handled(app: &App, to: UserId, request: RequestId, by: Option<UserId>) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    // Who was never asked, because the answer came before the question was sent, needs no all-clear.
    if !links::was_made(&app.store, LinkKind::Decide, to, request).await? {
        return Ok(None);
    }
    let Some(view) = load(app, &[request]).await?.pop() else { return Ok(None) };
    let language = language(app, Recipient::User(to), &[request]).await?;
    let decider = users::by_ids(&app.store, &by.into_iter().collect::<Vec<_>>()).await?;
    let name = decider.first().map(|user| user.name()).unwrap_or_default();
    let handling = match (view.request.status, by) {
        (RequestStatus::Pending, _) => return Ok(None),
        (RequestStatus::Cancelled, _) if is_gone(app, &view).await? => Handling::NothingLeft,
        (RequestStatus::Cancelled, _) | (_, None) => Handling::Withdrawn,
        (RequestStatus::Denied, _) => Handling::DeniedBy(name.into()),
        (RequestStatus::PartiallyApproved, _) => Handling::PartlyApprovedBy(name.into()),
        _ => Handling::ApprovedBy(name.into()),
    };
    let request = HandledRequest {
        asker: person(&view),
        wanted: wanted(app, language, &view).await?,
        handling,
        message: view.request.message.as_deref().map(Into::into),
        request_url: Some(app.settings.link(&format!("/admin/users/download-requests/{}", view.request.id)).into()),
    };
    let brand = brand(app, view.portal.as_ref()).await?;
    render(address, language, &RequestHandled { brand, requests: vec![request] })
}

async fn invitation(app: &App, to: UserId, by: Option<UserId>) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    let inviter = match by {
        Some(by) => users::by_ids(&app.store, &[by]).await?.first().map(|user| user.name().into()),
        None => None,
    };
    let secret = mint(app, LinkKind::Invitation, Recipient::User(to), None, INVITATION_LIFETIME).await?;
    let password_url = app.settings.link(&format!("/invitation/{}", secret.expose())).into();
    let language = language(app, Recipient::User(to), &[]).await?;
    render(address, language, &Invitation { brand: brand(app, None).await?, inviter, password_url })
}

async fn recovery(app: &App, to: UserId) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    let secret = Secret::mint(app);
    let (hash, expires_at) = (secret.hash(), app.now().plus(RECOVERY_LIFETIME));
    store::write!(app.store, |tx| Ok::<_, Refusal>(recoveries::insert(tx, to, &hash, app.now(), expires_at).await?))?;
    let password_url = app.settings.link(&format!("/recovery/{}", secret.expose())).into();
    let language = language(app, Recipient::User(to), &[]).await?;
    render(address, language, &Recovery { brand: brand(app, None).await?, password_url })
}

async fn mail_test(app: &App, to: UserId) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    let settings_url = app.settings.link("/admin/settings/mail").into();
    let language = language(app, Recipient::User(to), &[]).await?;
    render(address, language, &MailTest { brand: brand(app, None).await?, settings_url })
}
