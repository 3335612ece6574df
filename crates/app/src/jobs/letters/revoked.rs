//! The letter about what was taken away: what is closed by it, and what other requests leave open.

use super::{Ready, address, assets, brand, language, load, place_title, render};
use crate::{App, Outcome, notify::Recipient, show_request::RequestView};
use domain::*;
use mail::letters::{AccessRevoked, AlsoRevoked, Assets};
use store::{
    grants,
    requests::{self, Item},
};
use words::Language;

pub(super) async fn write(app: &App, to: Recipient, requests: &[RequestId], ids: &[GrantId]) -> Outcome<Option<Ready>> {
    let Some(address) = address(app, to).await? else { return Ok(None) };
    let views = load(app, requests).await?;
    let taken: Vec<_> =
        grants::of_requests(&app.store, requests).await?.into_iter().filter(|grant| ids.contains(&grant.id)).collect();
    let language = language(app, to, requests).await?;
    let subject = match to {
        Recipient::ExternalUser(id) => grants::Subject::ExternalUser(id),
        Recipient::User(id) => grants::Subject::User(id),
    };
    let mut live = grants::of_subjects(&app.store, &[subject]).await?;
    live.retain(|grant| grant.is_live(app.now()));
    let mut places: Vec<Option<Place>> = Vec::new();
    let mut ended = Vec::new();
    for view in &views {
        let place = view.request.place();
        if !places.contains(&place) {
            places.push(place);
            let there: Vec<&RequestView> =
                views.iter().map(AsRef::as_ref).filter(|view| view.request.place() == place).collect();
            ended.extend(ended_at(app, language, &there, (&taken, &live)).await?);
        }
    }
    // Where other requests leave everything open, nothing ended; where that is so everywhere, the letter says so.
    if ended.iter().any(|(_, still)| *still != Some(Assets::Everything)) {
        ended.retain(|(_, still)| *still != Some(Assets::Everything));
    } else {
        ended.truncate(1);
    }
    if ended.is_empty() {
        return Ok(None);
    }
    let (first, still_open) = ended.remove(0);
    let ended = ended.into_iter().map(|(also, _)| also).collect();
    let letter = AccessRevoked {
        brand: brand(app, views[0].portal.as_ref()).await?,
        place: first.place,
        assets: first.assets,
        still_open,
        message: views.iter().rev().find_map(|view| view.request.revocation_message.as_deref()).map(Into::into),
        ask_again_url: first.ask_again_url,
        also: ended,
    };
    render(address, language, &letter)
}

/// What ended at one place, whatever the number of requests it came from; and what other requests leave open there.
async fn ended_at(
    app: &App,
    language: Language,
    views: &[&RequestView],
    (taken, live): (&[grants::GrantRecord], &[grants::GrantRecord]),
) -> Outcome<Option<(AlsoRevoked, Option<Assets>)>> {
    let Some(view) = views.first() else { return Ok(None) };
    let (place, source) = (view.request.place(), view.request.policy_source());
    let here = |grant: &&grants::GrantRecord| views.iter().any(|view| view.request.id == grant.request_id);
    let (single, whole): (Vec<GrantScope>, Vec<GrantScope>) =
        taken.iter().filter(here).map(|grant| grant.scope).partition(|scope| matches!(scope, GrantScope::Asset(_)));
    let is_open = |asset: AssetId| {
        live.iter().any(|grant| match place {
            Some(place) => grant.scope.covers(asset, place, source),
            None => grant.scope == GrantScope::Asset(asset),
        })
    };
    let whole_is_open = place.is_some_and(|place| live.iter().any(|grant| grant.scope.covers_place(place, source)));
    let ended = |assets| AlsoRevoked {
        place: place_title(app, view).into(),
        assets,
        ask_again_url: view.place_path().map(|path| app.settings.link(&format!("{path}/request")).into()),
    };
    if !whole.is_empty() {
        if whole_is_open {
            return Ok(Some((ended(Assets::Everything), Some(Assets::Everything))));
        }
        let others: Vec<RequestId> = live.iter().map(|grant| grant.request_id).collect();
        let others = requests::by_ids(&app.store, &others).await?;
        let others: Vec<RequestId> =
            others.iter().filter(|other| other.place() == place).map(|other| other.id).collect();
        let rows = requests::items(&app.store, &others).await?;
        let open = each_once(rows.iter().filter(|item| item.asset_id.is_some_and(is_open)));
        let still = if open.is_empty() { None } else { Some(assets(app, language, view, &open).await?) };
        return Ok(Some((ended(Assets::Everything), still)));
    }
    let lost = |item: &&Item| item.asset_id.is_some_and(|asset| single.contains(&GrantScope::Asset(asset)));
    let items = each_once(views.iter().flat_map(|view| &view.items).filter(lost));
    let (open, closed): (Vec<&Item>, Vec<&Item>) =
        items.into_iter().partition(|item| item.asset_id.is_some_and(is_open));
    let still = match (open.is_empty(), closed.is_empty()) {
        (true, _) => None,
        (false, true) => Some(Assets::Everything),
        (false, false) => Some(assets(app, language, view, &open).await?),
    };
    Ok(Some((ended(assets(app, language, view, &closed).await?), still)))
}

/// Items of several requests, each asset once.
fn each_once<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<&'a Item> {
    let mut once: Vec<&Item> = Vec::new();
    for item in items {
        if !once.iter().any(|known| known.asset_id == item.asset_id) {
            once.push(item);
        }
    }
    once
}
