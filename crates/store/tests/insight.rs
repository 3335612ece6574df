//! Insight: what is counted by days and walked along indexes says the same as a model in memory.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Store,
    events::{self, NewEvent},
    insight::{self, By, Fate, KINDS, Scope},
    requests::{self, Change, NewRequest},
};

/// Half a day after the tests began to count.
const NOON: i64 = 12 * 3_600;
const DAY: i64 = 24 * 3_600;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Something that happened, as the model remembers it.
#[derive(Clone)]
struct Told {
    day: i64,
    kind: &'static str,
    portal: Option<PortalId>,
    kit: Option<KitId>,
    assets: Vec<AssetId>,
    external: Option<ExternalUserId>,
    user: Option<UserId>,
}

/// A request that was decided, and after how many seconds.
struct Decided {
    day: i64,
    portal: Option<PortalId>,
    kit: Option<KitId>,
    after: i64,
}

/// On which day and where, what was asked, and what was answered.
type GivenAnswer = (i64, Option<PortalId>, Option<KitId>, String, String);

#[derive(Default)]
struct Model {
    events: Vec<Told>,
    decided: Vec<Decided>,
    answers: Vec<GivenAnswer>,
    portals: Vec<PortalId>,
    kits: Vec<KitId>,
    assets: Vec<AssetId>,
    visitors: Vec<(ExternalUserId, &'static str)>,
}

fn fits(scope: &Scope, day: i64, portal: Option<PortalId>, kit: Option<KitId>) -> bool {
    let within = Day::of(at(0)).number() + day;
    (scope.days.first().number()..=scope.days.last().number()).contains(&within)
        && scope.portal.is_none_or(|wanted| portal == Some(wanted))
        && scope.kit.is_none_or(|wanted| kit == Some(wanted))
}

impl Model {
    fn told(&self, scope: &Scope) -> impl Iterator<Item = &Told> {
        self.events.iter().filter(|told| KINDS.contains(&told.kind) && fits(scope, told.day, told.portal, told.kit))
    }

    fn assets(&self, scope: &Scope, fate: Fate) -> Vec<(AssetId, u64)> {
        let beginning = if fate == Fate::Asked { "request.created" } else { "download." };
        let mut counts: BTreeMap<AssetId, u64> = BTreeMap::new();
        for told in self.told(scope).filter(|told| told.kind.starts_with(beginning)) {
            for asset in &told.assets {
                *counts.entry(*asset).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(asset, count)| (std::cmp::Reverse(*count), *asset));
        counts
    }
}

/// Forty days of whatever may happen.
async fn filled(records: &Records) -> Model {
    let mut model = Model::default();
    let mut dice = Dice(7);
    for number in 0..6 {
        model.assets.push(asset(records, &format!("Asset {number}")).await);
    }
    for slug in ["press", "brand", "gone"] {
        model.kits.push(kit(records, slug, &model.assets).await);
    }
    model.portals = vec![portal(records, "museum", &model.kits[..2]).await, portal(records, "fair", &[]).await];
    for (mail, domain) in
        [("ann@example.org", "example.org"), ("bob@example.org", "example.org"), ("cy@press.example", "press.example")]
    {
        model.visitors.push((visitor(records, mail).await, domain));
    }
    let uta = user(records, "uta@desk.example", Role::Member).await;
    let places: Vec<Option<Place>> = vec![
        None,
        Some(Place::Kit(model.kits[0])),
        Some(Place::Kit(model.kits[2])),
        Some(Place::PortalKit(model.portals[0], model.kits[1])),
        Some(Place::Portal(model.portals[1])),
    ];
    for number in 0..240 {
        let (day, seconds) = (dice.below(40) as i64, dice.below(40_000) as i64 - 20_000);
        let moment = at(day * DAY + NOON + seconds);
        let day = Day::of(moment).number() - Day::of(at(0)).number();
        let place = dice.one_of(&places);
        let (portal, kit) = (place.and_then(Place::portal), place.and_then(Place::kit));
        let by_user = dice.below(5) == 0;
        let (external, _) = dice.one_of(&model.visitors);
        let (external, user) = if by_user { (None, Some(uta)) } else { (Some(external), None) };
        let some = dice.below(3);
        let assets: BTreeSet<AssetId> = (0..some).map(|_| dice.one_of(&model.assets)).collect();
        let assets: Vec<AssetId> = assets.into_iter().collect();
        let mut told = Told { day, kind: "", portal, kit, assets: vec![], external, user };
        if number % 3 == 0 {
            let asker = external.map_or(Asker::User(uta), Asker::Visitor);
            let choice = ["Print", "Web"][dice.below(2)];
            let with_reason = dice.below(2) == 0;
            let answer = |label: &str, kind: &str, value: AnswerValue| Answer {
                id: label.into(),
                label: label.into(),
                kind: kind.into(),
                value,
            };
            let request = NewRequest {
                place,
                reason: with_reason.then(|| "Because.".into()),
                answers: vec![
                    answer("Medium", "choice", AnswerValue::Text(choice.into())),
                    answer("Who?", "text", AnswerValue::Text("Somebody".into())),
                    answer("Press", "checkbox", AnswerValue::Ticked(by_user)),
                ],
                ..new_request(asker, &assets)
            };
            let id = insert(records, &request, moment).await;
            model.answers.push((day, portal, kit, "Medium".into(), choice.into()));
            model.answers.push((day, portal, kit, "Press".into(), if by_user { "yes" } else { "no" }.into()));
            if with_reason {
                model.answers.push((day, portal, kit, String::new(), String::new()));
            }
            told.kind = "request.created";
            told.assets = assets;
            if dice.below(3) > 0 {
                let after = [5, 59, 60, 3_000, 7_200, 90_000, 500_000][dice.below(7)];
                let decided_at = Timestamp::from_micros(moment.micros() + after * 1_000_000);
                let by = (dice.below(4) > 0).then_some(uta);
                let change = Change { decision: Some((decided_at, by, None, None)), ..Change::default() };
                write(records, async |tx| requests::change(tx, id, &change).await).await;
                if by.is_some() {
                    let day = Day::of(decided_at).number() - Day::of(at(0)).number();
                    model.decided.push(Decided { day, portal, kit, after });
                }
            }
        } else {
            told.kind = dice.one_of(&[
                "view.kit",
                "view.asset",
                "decision.approved",
                "download.asset",
                "download.zip",
                "kit.changed",
            ]);
            if told.kind == "download.asset" {
                told.assets = vec![dice.one_of(&model.assets)];
            } else if told.kind == "download.zip" {
                told.assets = assets;
            }
        }
        let single = (told.kind == "download.asset").then(|| told.assets[0]);
        let event = NewEvent {
            portal_id: portal,
            kit_id: kit,
            asset_id: single,
            assets: if single.is_some() { vec![] } else { told.assets.clone() },
            external_user_id: external,
            requester_user_id: user,
            ..NewEvent::default()
        };
        write(records, async |tx| events::record(tx, told.kind, &event, moment).await).await;
        model.events.push(told);
    }
    model
}

fn scopes(model: &Model) -> Vec<Scope> {
    let day = |number: i64| Day::of(at(0)).plus(number);
    let all = Scope { days: Days::new(day(0), day(60)), portal: None, kit: None };
    vec![
        all,
        Scope { days: Days::new(day(10), day(19)), ..all },
        Scope { days: Days::new(day(-5), day(-1)), ..all },
        Scope { kit: Some(model.kits[0]), ..all },
        Scope { portal: Some(model.portals[0]), kit: Some(model.kits[1]), ..all },
        Scope { days: Days::new(day(5), day(25)), portal: Some(model.portals[1]), ..all },
        Scope { kit: Some(KitId(9_999)), ..all },
    ]
}

async fn agrees(store: &Store, model: &Model, scope: Scope) {
    let mut days: BTreeMap<(i64, String), u64> = BTreeMap::new();
    let mut kits: BTreeMap<(i64, String), u64> = BTreeMap::new();
    for told in model.told(&scope) {
        *days.entry((Day::of(at(0)).number() + told.day, told.kind.into())).or_default() += 1;
        if let Some(kit) = told.kit {
            *kits.entry((kit.0, told.kind.into())).or_default() += 1;
        }
    }
    let found = insight::days(store, scope).await.unwrap();
    assert_eq!(found.into_iter().map(|of| ((of.day.number(), of.kind), of.count)).collect::<BTreeMap<_, _>>(), days);
    let found = insight::places(store, scope, By::Kit).await.unwrap();
    assert_eq!(found.into_iter().map(|of| ((of.id, of.kind), of.count)).collect::<BTreeMap<_, _>>(), kits, "{scope:?}");
    let found = insight::places(store, scope, By::Portal).await.unwrap();
    let at_portals = model.told(&scope).filter(|told| told.portal.is_some()).count() as u64;
    assert_eq!(found.iter().map(|of| of.count).sum::<u64>(), at_portals);

    for fate in [Fate::Asked, Fate::Taken] {
        let mut expected = model.assets(&scope, fate);
        let all: u64 = expected.iter().map(|(_, count)| count).sum();
        let formats = insight::formats(store, scope, fate).await.unwrap();
        let known: Vec<_> = (all > 0).then(|| ("image/png".to_owned(), all)).into_iter().collect();
        assert_eq!(formats, known, "{fate:?} {scope:?}");
        assert_eq!(insight::assets(store, scope, fate, 100).await.unwrap(), expected, "{fate:?} {scope:?}");
        expected.truncate(2);
        assert_eq!(insight::assets(store, scope, fate, 2).await.unwrap(), expected, "the first of them");
    }

    let mut people: BTreeMap<(Option<ExternalUserId>, Option<UserId>), u64> = BTreeMap::new();
    let mut taken = people.clone();
    let mut domains: BTreeMap<&str, (BTreeSet<ExternalUserId>, u64)> = BTreeMap::new();
    for told in model.told(&scope) {
        match told.kind {
            "request.created" => *people.entry((told.external, told.user)).or_default() += 1,
            kind if kind.starts_with("download.") => *taken.entry((told.external, told.user)).or_default() += 1,
            _ => continue,
        }
        if let (Some(id), "request.created") = (told.external, told.kind) {
            let (_, domain) = model.visitors.iter().find(|(known, _)| *known == id).unwrap();
            let of = domains.entry(domain).or_default();
            of.0.insert(id);
            of.1 += 1;
        }
    }
    let found = insight::people(store, scope, 100).await.unwrap();
    assert!(found.windows(2).all(|pair| pair[0].count >= pair[1].count), "those who asked most come first");
    let found: BTreeMap<_, _> = found.into_iter().map(|of| ((of.external_user_id, of.user_id), of.count)).collect();
    assert_eq!(found, people, "{scope:?}");
    let externals: Vec<ExternalUserId> = model.visitors.iter().map(|(id, _)| *id).collect();
    let users: Vec<UserId> = taken.keys().filter_map(|(_, user)| *user).collect();
    let mut found: BTreeMap<_, u64> = BTreeMap::new();
    for of in insight::taken_by(store, scope, &externals, &users).await.unwrap() {
        *found.entry((of.external_user_id, of.user_id)).or_default() += of.count;
    }
    assert_eq!(found, taken, "{scope:?}");
    let found = insight::domains(store, scope, 100).await.unwrap();
    let found: Vec<_> = found.into_iter().map(|of| (of.domain, of.people, of.count)).collect();
    let mut expected: Vec<_> =
        domains.into_iter().map(|(domain, (people, count))| (domain.to_owned(), people.len() as u64, count)).collect();
    expected.sort_by_key(|(domain, _, count)| (std::cmp::Reverse(*count), domain.clone()));
    assert_eq!(found, expected, "{scope:?}");

    let mut answers: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (day, portal, kit, question, answer) in &model.answers {
        if fits(&scope, *day, *portal, *kit) {
            *answers.entry((question.clone(), answer.clone())).or_default() += 1;
        }
    }
    let found = insight::answers(store, scope).await.unwrap();
    assert_eq!(found.into_iter().map(|of| ((of.question, of.answer), of.count)).collect::<BTreeMap<_, _>>(), answers);

    let decided = model.decided.iter().filter(|of| fits(&scope, of.day, of.portal, of.kit));
    let mut took: Vec<i64> = decided.map(|of| of.after).collect();
    took.sort_unstable();
    let rank = |rank: usize| rank.checked_sub(1).and_then(|at| took.get(at)).copied();
    let found = insight::speed(store, scope).await.unwrap();
    assert_eq!(found.decided, took.len() as u64, "{scope:?}");
    assert_eq!(found.median, rank(took.len().div_ceil(2)), "{scope:?}");
    assert_eq!(found.ninetieth, rank((took.len() * 9).div_ceil(10)), "{scope:?}");
    let mut start = 0;
    for (end, count) in found.within {
        let end = end.unwrap_or(i64::MAX);
        assert_eq!(count, took.iter().filter(|after| (start..end).contains(*after)).count() as u64, "{start} to {end}");
        start = end;
    }
}

both_engines! {
    async fn whatever_is_told_agrees_with_a_model_in_memory(records) {
        let model = filled(records).await;
        for scope in scopes(&model) {
            agrees(records, &model, scope).await;
        }
        let rows = records.rows("event_counts").await;
        let today = Day::of(at(0)).plus(30);
        write(records, async |tx| insight::put_together(tx, today).await).await;
        assert!(records.rows("event_counts").await < rows, "days that are over are put together");
        let twice = format!(
            "SELECT COUNT(*) FROM (SELECT day FROM day_counts WHERE day < {} GROUP BY day, type HAVING COUNT(*) > 1) d",
            today.number()
        );
        assert_eq!(records.number(&twice).await, 0, "one row for each day, wherever it was");
        assert_eq!(store::check::rules(&**records).await.unwrap(), vec![]);
        for scope in scopes(&model) {
            agrees(records, &model, scope).await;
        }
        let first = insight::first_day(&**records).await.unwrap().unwrap();
        assert_eq!(first.number() - Day::of(at(0)).number(), model.events.iter().map(|told| told.day).min().unwrap());
    }

    async fn what_is_taken_out_of_the_history_stays_counted(records) {
        for day in [3, 3, 5] {
            write(records, async |tx| {
                events::record(tx, "view.kit", &NewEvent { kit_id: Some(KitId(8)), ..NewEvent::default() }, at(day * DAY)).await
            })
            .await;
        }
        records.raw("DELETE FROM events").await.unwrap();
        let days = Days::new(Day::of(at(0)), Day::of(at(9 * DAY)));
        let scope = Scope { days, portal: None, kit: Some(KitId(8)) };
        let counts: Vec<u64> = insight::days(&**records, scope).await.unwrap().iter().map(|of| of.count).collect();
        assert_eq!(counts, [2, 1]);
        for _ in 0..2 {
            write(records, async |tx| insight::put_together(tx, Day::of(at(9 * DAY))).await).await;
            assert_eq!(records.rows("event_counts").await, 2, "one row for each day");
        }
        // What comes later is added to what was put together.
        write(records, async |tx| {
            events::record(tx, "view.kit", &NewEvent { kit_id: Some(KitId(8)), ..NewEvent::default() }, at(3 * DAY)).await
        })
        .await;
        write(records, async |tx| insight::put_together(tx, Day::of(at(9 * DAY))).await).await;
        let counts: Vec<u64> = insight::days(&**records, scope).await.unwrap().iter().map(|of| of.count).collect();
        assert_eq!((counts.as_slice(), records.rows("event_counts").await), (&[3, 1][..], 2));
    }

    async fn what_was_undone_counts_no_longer(records) {
        let new = NewEvent { kit_id: Some(KitId(8)), request_id: Some(RequestId(5)), ..NewEvent::default() };
        let day = Day::of(at(3 * DAY));
        let counts = async || {
            let scope = Scope { days: Days::new(day.plus(-3), day.plus(3)), portal: None, kit: Some(KitId(8)) };
            let found = insight::days(&**records, scope).await.unwrap();
            let of_kit = insight::places(&**records, scope, By::Kit).await.unwrap();
            assert_eq!(found.len(), of_kit.len(), "what is not there any more is in neither");
            found.into_iter().map(|of| (of.kind, of.count)).collect::<Vec<_>>()
        };
        for kind in ["decision.approved", "decision.approved", "decision.denied", "view.kit"] {
            write(records, async |tx| events::record(tx, kind, &new, at(3 * DAY)).await).await;
        }
        let other = NewEvent { request_id: Some(RequestId(6)), ..NewEvent::default() };
        write(records, async |tx| events::record(tx, "decision.denied", &other, at(3 * DAY)).await).await;
        let since = async |seconds: i64| {
            events::decisions_since(&**records, &[RequestId(5)], at(seconds)).await.unwrap()
        };
        assert_eq!((since(3 * DAY).await.len(), since(3 * DAY + 1).await.len()), (3, 0));
        let mut undone = since(3 * DAY).await;
        undone.sort_by_key(|event| std::cmp::Reverse(event.kind.clone()));
        undone.truncate(2);
        write(records, async |tx| {
            for event in &undone {
                insight::uncount(tx, event).await?;
            }
            Ok(())
        })
        .await;
        let standing = [("decision.approved".to_owned(), 1), ("view.kit".to_owned(), 1)];
        assert_eq!(counts().await, standing);
        write(records, async |tx| insight::put_together(tx, day.plus(1)).await).await;
        assert_eq!(counts().await, standing, "also when the day is over");
        assert_eq!(records.rows("event_counts").await, 3, "one row for what is left of each, the other request's too");
    }

    async fn what_a_transaction_takes_back_is_not_counted(records) {
        let taken_back: store::Result<()> = store::write!(**records, |tx| {
            events::record(tx, "view.kit", &NewEvent::default(), at(0)).await?;
            Err(store::Error::Unreadable("on second thoughts".into()))
        });
        assert!(taken_back.is_err());
        assert_eq!(records.rows("event_counts").await, 0);
    }
}
