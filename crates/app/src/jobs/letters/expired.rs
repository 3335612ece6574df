//! The letters about requests that nobody decided in time: to who asked, and to who was asked to decide.

use super::{Ready, address, assets, brand, language, load, person, place_title, render, user_address, wanted};
use crate::{App, Outcome, notify::Recipient, show_request::RequestView};
use domain::*;
use mail::letters::{Assets, Expired, HandledRequest, Handling, RequestExpired, RequestHandled, Wanted};
use store::{
    links::{self, LinkKind},
    requests::Item,
};
use words::Language;

/// How many assets a link to ask again has room for.
const MOST_AGAIN: usize = 50;

pub(super) async fn to_requester(app: &App, to: Recipient, requests: &[RequestId]) -> Outcome<Option<Ready>> {
    let Some(address) = address(app, to).await? else { return Ok(None) };
    let views = load(app, requests).await?;
    let Some(first) = views.first() else { return Ok(None) };
    let language = language(app, to, requests).await?;
    let mut expired = Vec::new();
    for view in &views {
        expired.extend(of_request(app, language, view).await?);
    }
    if expired.is_empty() {
        return Ok(None);
    }
    render(address, language, &RequestExpired { brand: brand(app, first.portal.as_ref()).await?, expired })
}

/// What of a request expired, where something did.
async fn of_request(app: &App, language: Language, view: &RequestView) -> Outcome<Option<Expired>> {
    let items: Vec<&Item> = view.items.iter().filter(|item| item.status == ItemStatus::Expired).collect();
    if items.is_empty() {
        return Ok(None);
    }
    let is_whole = view.request.scope != RequestScope::Assets && items.len() == view.items.len();
    let assets = if is_whole { Assets::Everything } else { assets(app, language, view, &items).await? };
    let single = items.iter().filter(|_| view.request.scope == RequestScope::Assets);
    let again: Vec<String> =
        single.filter_map(|item| item.asset_id).take(MOST_AGAIN).map(|id| format!("mediaId={id}")).collect();
    let again = if again.is_empty() { String::new() } else { format!("?{}", again.join("&")) };
    Ok(Some(Expired {
        wanted: Wanted { place: place_title(app, view).into(), assets },
        ask_again_url: view.place_path().map(|path| app.settings.link(&format!("{path}/request{again}")).into()),
    }))
}

pub(super) async fn to_responsible(app: &App, to: UserId, requests: &[RequestId]) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    let language = language(app, Recipient::User(to), requests).await?;
    let (mut handled, mut paper) = (Vec::new(), None);
    for view in load(app, requests).await? {
        let id = view.request.id;
        // Who was never asked, because they hear of no requests, needs no all-clear.
        if !links::was_made(&app.store, LinkKind::Decide, to, id).await? {
            continue;
        }
        if paper.is_none() {
            paper = Some(brand(app, view.portal.as_ref()).await?);
        }
        handled.push(HandledRequest {
            asker: person(&view),
            wanted: wanted(app, language, &view).await?,
            handling: Handling::Expired,
            message: None,
            request_url: Some(app.settings.link(&format!("/admin/users/download-requests/{id}")).into()),
        });
    }
    let Some(brand) = paper else { return Ok(None) };
    render(address, language, &RequestHandled { brand, requests: handled })
}
