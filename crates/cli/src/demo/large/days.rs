//! A year, day after day: what came in, what was decided and taken, what was looked at; each day in one transaction, so that
//! what is counted by days is counted once.

use super::{
    Progress, Size, World,
    dice::Dice,
    story::{self, Asking, Happened, Told, Waiting},
};
use crate::failure::Failure;
use app::Refusal;
use domain::{AssetId, Day, Timestamp};
use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};
use store::{
    Store, Tx, browsers,
    events::{self, NewEvent},
    grants::Subject,
    requests::past,
};

/// Lets everything happen.
pub async fn live_through(
    store: &Store,
    world: &World,
    size: &Size,
    from: Timestamp,
    asking: &[Asking],
    dice: &mut Dice,
) -> Result<(), Failure> {
    let progress = Progress::begin("requests", size.requests);
    let (mut waiting, mut later): (Waiting, BTreeMap<Day, Vec<Happened>>) = (HashSet::new(), BTreeMap::new());
    let (views, taken) =
        (moments(size.views, from, world.now, dice), moments(size.open_downloads, from, world.now, dice));
    let public: Vec<usize> = (0..world.kits.len()).filter(|at| world.kits[*at].is_public()).collect();
    let (mut asking, mut views, mut taken, mut number) = (asking, views.as_slice(), taken.as_slice(), 0);
    let last = Day::of(world.now);
    // Whoever came at a weekend may have done so on the Friday before the first day.
    let mut day = Day::of(from).plus(-2);
    while day <= last {
        let today = until(&mut asking, |asking| Day::of(asking.at) <= day);
        let mut told = Vec::with_capacity(today.len());
        for asking in today {
            told.push(story::tell(world, *asking, number, &mut waiting));
            number += 1;
        }
        let mut due = later.remove(&day).unwrap_or_default();
        let known = number * world.people.len() / size.requests.max(1);
        for at in until(&mut views, |at| Day::of(*at) <= day) {
            due.extend(view(world, &public, known, *at, dice));
        }
        for at in until(&mut taken, |at| Day::of(*at) <= day) {
            due.extend(open_download(world, *at, dice));
        }
        let after = store::write!(store, |tx| Ok::<_, Refusal>(write(tx, day, &mut told, &due).await?))?;
        for what in after {
            later.entry(Day::of(what.0)).or_default().push(what);
        }
        progress.did(today.len());
        day = day.plus(1);
    }
    progress.end();
    Ok(())
}

/// Takes off the first rows that fit.
fn until<'a, T>(rows: &mut &'a [T], fits: impl Fn(&T) -> bool) -> &'a [T] {
    let (first, rest) = rows.split_at(rows.partition_point(fits));
    *rows = rest;
    first
}

/// So many moments at which people work, in order.
fn moments(count: usize, from: Timestamp, until: Timestamp, dice: &mut Dice) -> Vec<Timestamp> {
    let span = until.since(from).as_micros() as f64;
    let passed = |number: usize| Duration::from_micros((number as f64 / count as f64 * span) as u64);
    let mut moments: Vec<Timestamp> =
        (0..count).map(|number| story::at_work(from.plus(passed(number)), until, dice)).collect();
    moments.sort();
    moments
}

/// Writes what happened on a day; what happens on later ones.
async fn write(tx: &Tx, day: Day, told: &mut [Told], due: &[Happened]) -> store::Result<Vec<Happened>> {
    let (mut history, mut after) = (due.to_vec(), Vec::new());
    for Told { story, lets_in, downloads } in told {
        if let Some(hash) = lets_in {
            let browser = browsers::insert(tx, hash, story.at).await?;
            story.request.browser_id = Some(browser);
            story.subject = Subject::Browser(browser);
            downloads.iter_mut().for_each(|(_, _, event)| event.browser_id = Some(browser));
        }
        let written = past::write(tx, story).await?;
        for what in written.history.into_iter().chain(downloads.iter().cloned()) {
            if Day::of(what.0) <= day { history.push(what) } else { after.push(what) }
        }
    }
    history.sort_by_key(|(at, ..)| *at);
    for (at, kind, event) in &history {
        events::record(tx, kind, event, *at).await?;
    }
    Ok(after)
}

/// Somebody looks at a portal, a kit or an asset in it. A few of them are known; `known` are by then.
fn view(world: &World, public: &[usize], known: usize, at: Timestamp, dice: &mut Dice) -> Option<Happened> {
    let kit = &world.kits[*public.get(dice.skewed(public.len()))?];
    let (portal_id, ..) = kit.way_in(dice);
    let external_user_id = (known > 0 && dice.percent(8)).then(|| world.people[dice.skewed(known)]);
    let event = NewEvent { portal_id, external_user_id, ..NewEvent::default() };
    Some(match dice.below(100) {
        0..12 if portal_id.is_some() => (at, "view.portal", event),
        0..60 => (at, "view.kit", NewEvent { kit_id: Some(kit.id), ..event }),
        _ => {
            let asset_id = Some(kit.assets[dice.skewed(kit.assets.len())]);
            (at, "view.asset", NewEvent { kit_id: Some(kit.id), asset_id, ..event })
        }
    })
}

/// Somebody takes something that is open to everybody.
fn open_download(world: &World, at: Timestamp, dice: &mut Dice) -> Option<Happened> {
    let kit = &world.kits[*world.open.get(dice.skewed(world.open.len()))?];
    let count = 1 + dice.skewed(6);
    let some: Vec<AssetId> = dice.some(count, kit.assets.len()).into_iter().map(|at| kit.assets[at]).collect();
    let about = NewEvent { kit_id: Some(kit.id), portal_id: kit.way_in(dice).0, ..NewEvent::default() };
    Some(story::taken(world, at, &some, about, dice))
}
