//! What becomes of requests: when they come, who makes them, what is decided, and what is downloaded then.

use super::{
    SEED, World,
    dice::Dice,
    places::{Kit, answers},
};
use domain::{
    AssetId, Day, GrantScope, ItemStatus, Place, Policy, PortalId, RequestScope, Routing, Timestamp, UserId, Verdict,
    grant::{ApprovedItem, DecidedRequest, grants_of_decision},
    place::PolicySource,
};
use std::{collections::HashSet, time::Duration};
use store::{
    events::NewEvent,
    grants::Subject,
    requests::{
        NewRequest, Origin, PolicyOf,
        past::{Act, End, Story},
    },
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Somebody asks: which of the people, and when.
#[derive(Clone, Copy)]
pub struct Asking {
    pub at: Timestamp,
    pub person: usize,
}

/// When people ask, from a moment on until another, in the order of time: more and more of them, at the hours and on the
/// days when people work. Everybody asks at least once where there are enough requests; a few ask again and again.
pub fn plan(requests: usize, people: usize, from: Timestamp, until: Timestamp, dice: &mut Dice) -> Vec<Asking> {
    let span = until.since(from).as_micros() as f64;
    let mut known = 0;
    let mut plan: Vec<Asking> = (0..requests)
        .map(|number| {
            let share = number as f64 / requests as f64;
            let passed = share + 0.25 * share * (1.0 - share);
            let at = at_work(from.plus(Duration::from_micros((passed * span) as u64)), until, dice);
            let is_new = known < people && number * people >= known * requests;
            known += usize::from(is_new);
            Asking { at, person: if is_new { known - 1 } else { dice.skewed(known.max(1)) } }
        })
        .collect();
    plan.sort_by_key(|asking| asking.at);
    plan
}

/// A moment of the same day, or of the Friday before, when people work; before `until`.
pub fn at_work(moment: Timestamp, until: Timestamp, dice: &mut Dice) -> Timestamp {
    const HOURS: [u64; 20] = [6, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 17, 20];
    let (day, moves) = (Day::of(moment), dice.percent(75));
    // The first day of 1970 was a Thursday.
    let weekday = (day.number() + 3).rem_euclid(7);
    let day = if weekday > 4 && moves { day.plus(4 - weekday) } else { day };
    let seconds = dice.one_of(&HOURS) * HOUR + dice.below(3_600) as u64;
    let at = day.begins().plus(Duration::from_micros(seconds * 1_000_000 + dice.below(1_000_000) as u64));
    // As many rolls on every day of the week, so that the same people ask in every demo.
    let late = until.minus(Duration::from_secs(1 + dice.below(7_200) as u64));
    if at < until { at } else { late }
}

/// Something that happened, for the history.
pub type Happened = (Timestamp, &'static str, NewEvent);

/// A story, with what its requester downloaded.
pub struct Told {
    pub story: Story,
    /// A policy lets the browser in that has this secret's hash.
    pub lets_in: Option<String>,
    pub downloads: Vec<Happened>,
}

/// Where a request came from, and what it asks for.
struct Wish<'a> {
    kit: &'a Kit,
    portal: Option<PortalId>,
    policy: Policy,
    source: Option<PolicySource>,
    scope: RequestScope,
    assets: Vec<Option<AssetId>>,
    /// The user who asks, where it is a colleague.
    colleague: Option<UserId>,
}

/// What is asked for by form and waits, so that nobody asks for it twice.
pub type Waiting = HashSet<(usize, Option<PortalId>, i64, Option<AssetId>)>;

/// One of so many nobody ever comes to.
const FORGOTTEN: usize = 200;

const MAGAZINES: [&str; 10] = [
    "Coast Quarterly",
    "Das Watt",
    "Revue du littoral",
    "Море",
    "潮騒",
    "The Evening Tide",
    "مجلة البحر",
    "Harbour News",
    "Radio Flut",
    "Tidelines",
];
const REASONS: [&str; 10] = [
    "For a story about the coast in {m}, number {n}.",
    "Cover of {m}, issue {n}, to be printed next month.",
    "A lecture on tides for students, slide {n}; they will be shown once.",
    "Für einen Beitrag in {m}, Heft {n}, Seite 12.",
    "Pour un article dans {m}, numéro {n}.",
    "Для матеріалу в {m}, номер {n}.",
    "لمقال في {m}، العدد {n}.",
    "{m} 第{n}号の記事のため。",
    "School exhibition on the storm of 1962, panel {n}.",
    "Agency work for {m}: a brochure, draft {n}.",
];
const YES: [&str; 4] =
    ["With pleasure. Please name the photographer.", "As agreed on the telephone.", "Please send us a copy.", ""];
const NO: [&str; 4] = [
    "We hold no rights to these for advertising.",
    "Please tell us where they will appear, and ask again.",
    "Leider nicht: die Erben haben der Verwendung nicht zugestimmt.",
    "These are reserved for the exhibition.",
];
const OVER: [&str; 3] = ["The licence has ended.", "It was used for something else than was said.", ""];

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What comes of somebody's asking.
pub fn tell(world: &World, asking: Asking, number: usize, waiting: &mut Waiting) -> Told {
    // Dice of its own: what becomes of one request hangs on no other.
    let dice = &mut Dice::new((SEED << 32) | number as u64);
    let wish = wish(world, dice);
    let magazine = dice.one_of(&MAGAZINES);
    let reason = dice.one_of(&REASONS).replace("{m}", magazine).replace("{n}", &(1 + number % 997).to_string());
    let by_form = wish.colleague.is_none() && dice.percent(85);
    let external = wish.colleague.is_none().then(|| world.people[asking.person]);
    let at_once = wish.policy == Policy::NoApproval;
    let responsible = (wish.colleague.is_some() && dice.percent(30)).then(|| world.decider(dice));
    let mut request = NewRequest {
        reference: hex::encode(dice.bytes::<16>()),
        origin: match (wish.colleague, by_form || at_once) {
            (Some(_), _) => Origin::Api,
            (None, true) => Origin::Form,
            (None, false) => Origin::PublicApi,
        },
        external_user_id: external,
        user_id: wish.colleague,
        browser_id: None,
        place: wish.place(),
        scope: wish.scope,
        policy: wish.policy,
        policy_of: match wish.source {
            Some(PolicySource::Kit(_)) => PolicyOf::Kit,
            Some(PolicySource::Portal(_)) => PolicyOf::Portal,
            None => PolicyOf::Nobody,
        },
        routing: match responsible {
            _ if at_once => Routing::Policy,
            Some(_) => Routing::Chosen,
            None => Routing::External,
        },
        reason: (!by_form || dice.percent(88)).then_some(reason),
        answers: if by_form && wish.kit.asks { answers(dice, magazine) } else { vec![] },
        terms_id: None,
        items: wish.assets.iter().map(|asset| (*asset, None)).collect(),
        responsibles: responsible.into_iter().collect(),
        language: None,
    };
    let (acts, end) = match (at_once, number % FORGOTTEN == 7) {
        (true, _) => (wish.at_once(asking.at), None),
        (false, true) => (vec![], None),
        (false, false) => wish.decided(world, asking.at, dice),
    };
    if acts.is_empty() && end.is_none() && request.origin == Origin::Form {
        let asks = |asset: &Option<AssetId>| (asking.person, wish.portal, wish.kit.id.0, *asset);
        // The form would say that this is under review; a program may ask again.
        if wish.assets.iter().any(|asset| waiting.contains(&asks(asset))) {
            request.origin = Origin::PublicApi;
        } else {
            waiting.extend(wish.assets.iter().map(asks));
        }
    }
    let subject = wish.colleague.map_or(Subject::ExternalUser(world.people[asking.person]), Subject::User);
    let story = Story { request, at: asking.at, subject, acts, end };
    let downloads = downloads(world, &wish, &story, dice);
    Told { story, lets_in: at_once.then(|| hex::encode(dice.bytes::<32>())), downloads }
}

/// What somebody wants.
fn wish<'a>(world: &'a World, dice: &mut Dice) -> Wish<'a> {
    let kit = &world.kits[world.askable[dice.skewed(world.askable.len())]];
    let colleague = (!world.colleagues.is_empty() && dice.percent(3)).then(|| dice.one_of(&world.colleagues));
    let count = 1 + dice.skewed(8);
    let some = dice.some(count, kit.assets.len()).into_iter().map(|at| Some(kit.assets[at])).collect();
    if colleague.is_some() {
        let (policy, scope) = (Policy::PerAssetApproval, RequestScope::Assets);
        return Wish { kit, portal: None, policy, source: None, scope, assets: some, colleague };
    }
    let (portal, policy, source) = kit.way_in(dice);
    let (scope, assets) = if dice.percent(25) { (RequestScope::Kit, vec![None]) } else { (RequestScope::Assets, some) };
    Wish { kit, portal, policy, source: Some(source), scope, assets, colleague }
}

impl Wish<'_> {
    fn place(&self) -> Option<Place> {
        match self.colleague {
            Some(_) => None,
            None => Place::of(self.portal, Some(self.kit.id)),
        }
    }

    /// The policy lets in whoever asks.
    fn at_once(&self, at: Timestamp) -> Vec<Act> {
        let opens = self.source.map(|source| match source {
            PolicySource::Kit(kit) => GrantScope::Kit(kit),
            PolicySource::Portal(portal) => GrantScope::Portal(portal),
        });
        vec![Act {
            verdict: Verdict::Approve,
            by: None,
            at,
            message: None,
            expires_at: None,
            items: (0..self.assets.len()).collect(),
            opens: opens.into_iter().collect(),
        }]
    }

    /// What people decide; nothing where nobody has come to it yet.
    fn decided(&self, world: &World, asked: Timestamp, dice: &mut Dice) -> (Vec<Act>, Option<End>) {
        let waits = match dice.below(100) {
            0..20 => dice.below(HOUR as usize) as u64,
            20..70 => HOUR + dice.below(9 * HOUR as usize) as u64,
            70..95 => 10 * HOUR + dice.below(3 * DAY as usize) as u64,
            _ => 3 * DAY + dice.below(8 * DAY as usize) as u64,
        };
        let at = asked.plus(Duration::from_secs(waits + MINUTE));
        if at.plus(Duration::from_secs(MINUTE)) >= world.now {
            return (vec![], None);
        }
        let decider = world.decider(dice);
        let all: Vec<usize> = (0..self.assets.len()).collect();
        match dice.below(100) {
            0..66 => (vec![self.approve(decider, at, all, dice)], None),
            66..76 if all.len() > 1 => {
                let (some, rest) = all.split_at(1 + dice.below(all.len() - 1));
                let yes = self.approve(decider, at, some.to_vec(), dice);
                let no = self.deny(decider, at.plus(Duration::from_secs(20)), rest.to_vec(), dice);
                (vec![yes, no], None)
            }
            66..92 => (vec![self.deny(decider, at, all, dice)], None),
            92..96 => (vec![], Some(End::Withdrawn(at))),
            _ => {
                let approval = Act { expires_at: None, ..self.approve(decider, at, all, dice) };
                let end = at.plus(Duration::from_secs(DAY + dice.below(60 * DAY as usize) as u64));
                let (by, message) = (world.decider(dice), said(dice.one_of(&OVER)));
                (vec![approval], (end < world.now).then_some(End::Revoked { at: end, by, message }))
            }
        }
    }

    fn approve(&self, by: UserId, at: Timestamp, items: Vec<usize>, dice: &mut Dice) -> Act {
        let days = dice.one_of(&[30, 90, 180, 365]);
        let newly: Vec<AssetId> = items.iter().filter_map(|item| self.assets[*item]).collect();
        let approved =
            items.iter().map(|item| ApprovedItem { asset: self.assets[*item], by_one_who_may_decide_all: true });
        let approved: Vec<ApprovedItem> = approved.collect();
        let opens = grants_of_decision(&DecidedRequest {
            scope: self.scope,
            policy: self.policy,
            source: self.source,
            everything_approved: items.len() == self.assets.len(),
            approved: &approved,
            newly_approved: &newly,
        });
        Act {
            verdict: Verdict::Approve,
            by: Some(by),
            at,
            message: said(dice.one_of(&YES)),
            expires_at: dice.percent(15).then(|| at.plus(Duration::from_secs(days * DAY))),
            items,
            opens,
        }
    }

    fn deny(&self, by: UserId, at: Timestamp, items: Vec<usize>, dice: &mut Dice) -> Act {
        let message = said(dice.one_of(&NO));
        Act { verdict: Verdict::Deny, by: Some(by), at, message, expires_at: None, items, opens: vec![] }
    }
}

/// What a requester downloads while it is open.
fn downloads(world: &World, wish: &Wish<'_>, story: &Story, dice: &mut Dice) -> Vec<Happened> {
    let Some(act) = story.acts.iter().find(|act| act.verdict.item_status() == ItemStatus::Approved) else {
        return vec![];
    };
    if !dice.percent(75) {
        return vec![];
    }
    let revoked = match story.end {
        Some(End::Revoked { at, .. }) => Some(at),
        _ => None,
    };
    let until = [Some(world.now), act.expires_at, revoked].into_iter().flatten().min().unwrap_or(world.now);
    let opened: Vec<AssetId> = match act.items.iter().map(|item| wish.assets[*item]).collect::<Option<Vec<AssetId>>>() {
        Some(assets) => assets,
        // The whole kit, of which most take some.
        None => wish.kit.assets.iter().copied().take(1 + dice.below(12)).collect(),
    };
    let about = NewEvent {
        user_id: story.request.user_id,
        requester_user_id: story.request.user_id,
        // Whom a policy lets in is a browser of which nobody is proven.
        external_user_id: story.request.external_user_id.filter(|_| act.by.is_some()),
        portal_id: wish.portal,
        kit_id: wish.place().and_then(Place::kit),
        ..NewEvent::default()
    };
    let times = 1 + dice.skewed(3);
    let mut downloads = Vec::with_capacity(times);
    for _ in 0..times {
        let at = act.at.plus(Duration::from_secs(5 * MINUTE + dice.skewed(20 * DAY as usize) as u64));
        if at < until {
            downloads.push(taken(world, at, &opened, about.clone(), dice));
        }
    }
    downloads
}

/// Somebody downloads some of these assets: one of them, or all in an archive.
pub fn taken(world: &World, at: Timestamp, assets: &[AssetId], about: NewEvent, dice: &mut Dice) -> Happened {
    let bytes = |asset: &AssetId| world.sizes.get(asset).copied().unwrap_or(0);
    let mut event = about;
    if assets.len() > 1 && dice.percent(60) {
        event.data.insert("files".into(), assets.len().into());
        event.data.insert("bytes".into(), assets.iter().map(bytes).sum::<u64>().into());
        return (at, "download.zip", NewEvent { assets: assets.to_vec(), ..event });
    }
    let asset = dice.one_of(assets);
    event.data.insert("version".into(), 1.into());
    event.data.insert("bytes".into(), bytes(&asset).into());
    (at, "download.asset", NewEvent { asset_id: Some(asset), ..event })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_ask_more_and_more_while_others_work_and_everybody_asks_once() {
        let from = Timestamp::from_micros(1_750_000_000_000_000);
        let until = from.plus(Duration::from_secs(365 * DAY));
        let plan = plan(2_000, 400, from, until, &mut Dice::new(1));
        assert!(plan.windows(2).all(|pair| pair[0].at <= pair[1].at));
        assert!(plan.iter().all(|asking| asking.at < until));
        let people: HashSet<usize> = plan.iter().map(|asking| asking.person).collect();
        assert_eq!((people.len(), people.iter().max()), (400, Some(&399)));
        let half = from.plus(Duration::from_secs(365 * DAY / 2));
        let early = plan.iter().filter(|asking| asking.at < half).count();
        assert!((800..970).contains(&early), "{early}");
        let weekday = |asking: &&Asking| (Day::of(asking.at).number() + 3).rem_euclid(7) > 4;
        let at_weekends = plan.iter().filter(weekday).count();
        assert!((50..250).contains(&at_weekends), "{at_weekends}");
    }
}
