//! However a list of requests is read, it is the same list: every plan against a model that looks at each request in memory.

use crate::support::{Records, both_engines, fill::*};
use domain::{
    question::{Answer, AnswerValue},
    *,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    assets::{self, NewVersion},
    external_users, folders,
    request_list::{self, Answered, ByPeople, Filter, Page, Viewer},
    requests::{self, Change, NewRequest},
};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one_of<T: Clone>(&mut self, things: &[T]) -> T {
        things[self.roll(things.len())].clone()
    }

    fn maybe<T: Clone>(&mut self, in_so_many: usize, things: &[T]) -> Option<T> {
        (self.roll(in_so_many) == 0).then(|| self.one_of(things))
    }
}

/// A request as the model remembers it.
#[derive(Debug, Clone)]
struct Known {
    id: RequestId,
    at: Timestamp,
    request: NewRequest,
    status: RequestStatus,
    added: String,
    /// After how many seconds people decided it.
    decided: Option<i64>,
}

struct World {
    visitors: Vec<(ExternalUserId, &'static str, String)>,
    users: Vec<(UserId, &'static str, String)>,
    assets: Vec<(AssetId, String)>,
    kits: Vec<KitId>,
    portals: Vec<PortalId>,
    /// Which of the users are responsibles of which folder.
    folders: Vec<(FolderId, Vec<UserId>)>,
    /// Of what type each asset is now.
    types: BTreeMap<AssetId, &'static str>,
    requests: Vec<Known>,
}

const WORDS: [&str; 12] =
    ["autumn", "Autumnal", "story", "Größe", "museum", "東京都", "京都展", "🦀", "50%", "vera", "logo", "x"];
const SOUGHT: [&str; 16] = [
    "autumn",
    "AUT",
    "story museum",
    "größe",
    "京都",
    "都",
    "🦀",
    "50",
    "vera",
    "example.org",
    "logo png",
    "x",
    "%",
    "bela",
    "Uta vera",
    "nothing",
];
const DOMAINS: [&str; 5] = ["example.org", "museum.example", "müller.example", "story.example", "nowhere.example"];

/// Questions with their answers; the last ones try to look like others.
const ANSWERS: [(&str, &str, &str); 8] = [
    ("Medium", "choice", "Online"),
    ("Medium", "choice", "Print"),
    ("Medium", "text", "Print"),
    ("Published", "checkbox", "yes"),
    ("Published", "checkbox", "no"),
    ("Published", "text", "yes"),
    ("For \"whom\"?", "longText", "京都 museum, 50 % \\"),
    ("x", "text", "\"label\":\"Medium\",\"kind\":\"text\",\"value\":\"Online\"}"),
];

fn answer((label, kind, value): (&str, &str, &str)) -> Answer {
    let value = match (kind, value) {
        ("checkbox", "yes") => AnswerValue::Ticked(true),
        ("checkbox", _) => AnswerValue::Ticked(false),
        (_, text) => AnswerValue::Text(text.into()),
    };
    Answer { id: "q".into(), label: label.into(), kind: kind.into(), value }
}

/// Types of files; nothing is of the last one.
const TYPES: [&str; 3] = ["image/png", "image/jpeg", "text/plain"];

const STATES: [RequestStatus; 5] = [
    RequestStatus::Pending,
    RequestStatus::Approved,
    RequestStatus::Denied,
    RequestStatus::Revoked,
    RequestStatus::Cancelled,
];

async fn world(records: &Records, dice: &mut Dice) -> World {
    let (mut visitors, mut people, mut all_assets, mut kits) = (vec![], vec![], vec![], vec![]);
    for address in ["ann@example.org", "bela@museum.example", "vera@x.example", "zoe@müller.example"] {
        visitors.push((visitor(records, address).await, address, address.to_owned()));
    }
    let named = external_users::by_id(&**records, visitors[0].0).await.unwrap().unwrap();
    write(records, async |tx| external_users::set_names(tx, &named, &name("Vera"), &name("Größe")).await).await;
    visitors[0].2.push_str(" Vera Größe");
    for address in ["uta@example.org", "ulf@story.example", "ute@example.org"] {
        let id = user(records, address, Role::Responsible).await;
        people.push((id, address, format!("Uta Üblich {address}")));
    }
    for number in 0..6 {
        let (title, renamed) = (format!("{} {number}", WORDS[number]), format!("{} {number}", WORDS[11 - number]));
        let id = asset(records, &title).await;
        let is_renamed = number % 2 == 0;
        if is_renamed {
            let before = assets::by_id(&**records, id).await.unwrap().unwrap();
            let after = assets::Asset { title: renamed.clone(), ..before };
            write(records, async |tx| assets::update(tx, &after, at(0)).await).await;
        }
        all_assets.push((id, format!("{} {title}.png", if is_renamed { &renamed } else { &title })));
    }
    for slug in ["one", "two"] {
        kits.push(kit(records, slug, &[all_assets[0].0]).await);
    }
    let portals = vec![portal(records, "museum", &kits).await];
    let mut all_folders = vec![];
    for (title, responsibles) in [("Press", vec![people[0].0, people[1].0]), ("Other", vec![people[1].0])] {
        let id = folder(records, None, title).await;
        write(records, async |tx| folders::set_responsibles(tx, id, &responsibles).await).await;
        all_folders.push((id, responsibles));
    }
    // One of another type, one that was of another type before.
    let mut types: BTreeMap<AssetId, &str> = all_assets.iter().map(|(id, _)| (*id, "image/png")).collect();
    for (number, kind) in [(1, "image/jpeg"), (2, "image/jpeg"), (2, "image/png")] {
        let id = all_assets[number].0;
        let row = assets::by_id(&**records, id).await.unwrap().unwrap();
        let new = NewVersion { content_type: kind.into(), ..version(&row.filename) };
        write(records, async |tx| assets::replace_content(tx, id, &new, at(0)).await).await;
        types.insert(id, kind);
    }
    let mut world = World {
        visitors,
        users: people,
        assets: all_assets,
        kits,
        portals,
        folders: all_folders,
        types,
        requests: vec![],
    };
    for number in 0..90 {
        let known = known(records, &world, dice, number).await;
        world.requests.push(known);
    }
    world
}

async fn known(records: &Records, world: &World, dice: &mut Dice, number: i64) -> Known {
    let asker = match dice.roll(3) {
        0 => Asker::User(dice.one_of(&world.users).0),
        _ => Asker::Visitor(dice.one_of(&world.visitors).0),
    };
    let routing =
        dice.one_of(&[Routing::Policy, Routing::Chosen, Routing::Folders, Routing::Folders, Routing::External]);
    let asked: BTreeSet<AssetId> = (0..dice.roll(4)).map(|_| dice.one_of(&world.assets).0).collect();
    let folders: Vec<FolderId> = world.folders.iter().map(|(id, _)| *id).collect();
    let items = asked.into_iter().map(|asset| (Some(asset), dice.maybe(2, &folders))).collect();
    let (kit, portal) = (dice.maybe(2, &world.kits), dice.maybe(3, &world.portals));
    let words: Vec<&str> = (0..dice.roll(4)).map(|_| dice.one_of(&WORDS)).collect();
    let answers = (0..dice.roll(3)).map(|_| dice.one_of(&ANSWERS)).map(answer).collect();
    let request = NewRequest {
        routing,
        items,
        place: Place::of(portal, kit),
        reason: (!words.is_empty()).then(|| words.join(", ")),
        answers,
        responsibles: match routing {
            Routing::Chosen => vec![dice.one_of(&world.users).0, dice.one_of(&world.users).0],
            _ => vec![],
        },
        ..new_request(asker, &[])
    };
    // Several share a moment.
    let moment = at(number / 3);
    let id = insert(records, &request, moment).await;
    let status = dice.one_of(&STATES);
    // Decided by people, by the policy, or by nobody.
    let decided = dice.maybe(2, &[5, 10, 59, 60]);
    let by = decided.filter(|_| dice.roll(4) > 0).map(|_| world.users[0].0);
    let decision = decided.map(|after| (at(number / 3 + after), by, None, None));
    let change = Change { status: Some(status), decision, ..Change::default() };
    let added = dice.maybe(4, &WORDS).unwrap_or_default().to_owned();
    write(records, async |tx| {
        if !added.is_empty() {
            requests::add_words(tx, id, &added, moment).await?;
        }
        requests::change(tx, id, &change).await
    })
    .await;
    Known { id, at: moment, request, status, added, decided: decided.filter(|_| by.is_some()) }
}

impl World {
    fn is_responsible(&self, known: &Known, user: UserId, for_external_users: bool) -> bool {
        let request = &known.request;
        let of_folder = |folder: &FolderId| {
            self.folders.iter().any(|(id, responsibles)| id == folder && responsibles.contains(&user))
        };
        let is_external = request.routing == Routing::External
            || (request.routing == Routing::Folders && request.items.iter().any(|(_, folder)| folder.is_none()));
        request.responsibles.contains(&user)
            || (request.routing == Routing::Folders
                && request.items.iter().filter_map(|(_, folder)| folder.as_ref()).any(of_folder))
            || (for_external_users && is_external)
    }

    fn has_words(&self, known: &Known, question: &str) -> bool {
        let mut texts = vec![format!("{} {}", known.request.reason.clone().unwrap_or_default(), known.added)];
        texts.extend(known.request.answers.iter().filter_map(Answer::text).map(str::to_owned));
        texts.extend(
            self.visitors.iter().filter(|(id, ..)| known.request.external_user_id == Some(*id)).map(|v| v.2.clone()),
        );
        texts
            .extend(self.users.iter().filter(|(id, ..)| known.request.user_id == Some(*id)).map(|user| user.2.clone()));
        let asks_for = |asset: AssetId| known.request.items.iter().any(|(asked, _)| *asked == Some(asset));
        texts.extend(self.assets.iter().filter(|(id, _)| asks_for(*id)).map(|(_, words)| words.clone()));
        let texts: Vec<String> = texts.iter().map(|text| text::words(text)).collect();
        let sought = text::sought(question);
        let is_found = |word: &String| texts.iter().any(|text| text.contains(&format!(" {word}")));
        !sought.is_empty() && sought.iter().all(is_found)
    }

    fn is_listed(&self, known: &Known, viewer: Viewer, filter: &Filter) -> bool {
        let request = &known.request;
        let is_seen = match viewer {
            Viewer::Everything => true,
            Viewer::Theirs { user, can_be_responsible, responsible_for_external_users } => {
                request.user_id == Some(user)
                    || (can_be_responsible && self.is_responsible(known, user, responsible_for_external_users))
            }
        };
        let by = |key: &String| {
            let visitor = self
                .visitors
                .iter()
                .any(|(id, address, _)| request.external_user_id == Some(*id) && mail(address).key() == key);
            visitor
                || self.users.iter().any(|(id, address, _)| request.user_id == Some(*id) && mail(address).key() == key)
        };
        let of_domain = |domain: &String| {
            let of = |address: &str| mail(address).key().ends_with(&format!("@{domain}"));
            self.visitors.iter().any(|(id, address, _)| request.external_user_id == Some(*id) && of(address))
                || self.users.iter().any(|(id, address, _)| request.user_id == Some(*id) && of(address))
        };
        let answers = |answered: &Answered| {
            request.answers.iter().filter(|answer| answer.label == answered.question).any(|answer| {
                let said = match &answer.value {
                    AnswerValue::Ticked(ticked) => {
                        if *ticked {
                            "yes"
                        } else {
                            "no"
                        }
                    }
                    AnswerValue::Text(text) => text,
                };
                answered.answer.as_ref().is_none_or(|sought| sought == said)
            })
        };
        let is_decided = |wish: &ByPeople| {
            known.decided.is_some_and(|after| {
                let decided_at = Timestamp::from_micros(known.at.micros() + after * 1_000_000);
                wish.after.is_none_or(|from| decided_at >= from)
                    && wish.before.is_none_or(|end| decided_at < end)
                    && wish.waited.is_none_or(|least| after >= i64::from(least))
                    && wish.waited_less.is_none_or(|end| after < i64::from(end))
            })
        };
        let asks_for_type = |wish: &String| {
            let is_of_it = |asset: AssetId| self.types.get(&asset).is_some_and(|of| of == wish);
            request.items.iter().filter_map(|(asset, _)| *asset).any(is_of_it)
        };
        is_seen
            && filter.has_reason.is_none_or(|has| request.reason.is_some() == has)
            && filter.content_type.as_ref().is_none_or(asks_for_type)
            && filter.decided.as_ref().is_none_or(is_decided)
            && filter.domain.as_ref().is_none_or(of_domain)
            && filter.answer.as_ref().is_none_or(answers)
            && (filter.status.is_empty() || filter.status.contains(&known.status))
            && filter.kit.is_none_or(|kit| request.place.and_then(Place::kit) == Some(kit))
            && filter.portal.is_none_or(|portal| request.place.and_then(Place::portal) == Some(portal))
            && filter.asset.is_none_or(|asset| request.items.iter().any(|(asked, _)| *asked == Some(asset)))
            && filter.mail_key.as_ref().is_none_or(by)
            && filter.responsible.is_none_or(|(user, external)| self.is_responsible(known, user, external))
            && filter.q.as_ref().is_none_or(|question| self.has_words(known, question))
            && filter.created_after.is_none_or(|after| known.at >= after)
            && filter.created_before.is_none_or(|before| known.at < before)
    }

    fn filter(&self, dice: &mut Dice) -> Filter {
        let addresses: Vec<&str> = self
            .visitors
            .iter()
            .map(|v| v.1)
            .chain(self.users.iter().map(|u| u.1))
            .chain(["nobody@x.example"])
            .collect();
        let assets: Vec<AssetId> = self.assets.iter().map(|(id, _)| *id).chain([AssetId(99)]).collect();
        let users: Vec<(UserId, bool)> = self.users.iter().flat_map(|(id, ..)| [(*id, true), (*id, false)]).collect();
        Filter {
            status: (0..dice.roll(3)).map(|_| dice.one_of(&STATES)).collect(),
            kit: dice.maybe(5, &self.kits),
            portal: dice.maybe(8, &self.portals),
            asset: dice.maybe(4, &assets),
            mail_key: dice.maybe(6, &addresses).map(|address| mail(address).key().to_owned()),
            domain: dice.maybe(6, &DOMAINS).map(|domain| mail(&format!("x@{domain}")).key()[2..].to_owned()),
            answer: dice.maybe(6, &ANSWERS).map(|(question, _, answer)| Answered {
                question: question.to_owned(),
                answer: dice.maybe(2, &[answer.to_owned()]),
            }),
            has_reason: dice.maybe(8, &[true, false]),
            content_type: dice.maybe(5, &TYPES).map(str::to_owned),
            decided: (dice.roll(5) == 0).then(|| ByPeople {
                after: dice.maybe(3, &[at(5), at(40)]),
                before: dice.maybe(3, &[at(60), at(100)]),
                waited: dice.maybe(3, &[10, 60]),
                waited_less: dice.maybe(3, &[60, 61]),
            }),
            responsible: dice.maybe(5, &users),
            q: dice.maybe(2, &SOUGHT).map(str::to_owned),
            created_after: dice.maybe(5, &[at(3), at(10)]),
            created_before: dice.maybe(5, &[at(20), at(12)]),
        }
    }

    fn viewer(&self, dice: &mut Dice) -> Viewer {
        match dice.roll(2) {
            0 => Viewer::Everything,
            _ => Viewer::Theirs {
                user: dice.one_of(&self.users).0,
                can_be_responsible: dice.roll(5) > 0,
                responsible_for_external_users: dice.roll(3) == 0,
            },
        }
    }
}

both_engines! {
    async fn every_way_of_reading_a_list_finds_the_same(records) {
        let mut dice = Dice(7);
        let world = world(records, &mut dice).await;
        let mut lengths = BTreeSet::new();
        for _ in 0..250 {
            let (viewer, filter) = (world.viewer(&mut dice), world.filter(&mut dice));
            let mut expected: Vec<(Timestamp, RequestId)> =
                world.requests.iter().filter(|known| world.is_listed(known, viewer, &filter)).map(|known| (known.at, known.id)).collect();
            let count = expected.len() as u64;
            lengths.insert(count);
            expected.sort();
            let ascending = dice.roll(2) == 0;
            if !ascending {
                expected.reverse();
            }
            // A page somewhere in the list, which begins after a row of it or of another one.
            let after = dice.maybe(2, &world.requests).map(|known| (known.at, known.id));
            let size = 1 + dice.roll(12);
            let page = Page { ascending, after, size: size as u32 };
            let comes_after = |row: &&(Timestamp, RequestId)| after.is_none_or(|after| if ascending { **row > after } else { **row < after });
            let expected: Vec<RequestId> = expected.iter().filter(comes_after).take(size).map(|(_, id)| *id).collect();
            for (plan, ids, counted) in request_list::by_every_plan(&**records, viewer, &filter, page).await.unwrap() {
                assert_eq!((&ids, counted), (&expected, count), "{plan}\n{viewer:?}\n{filter:?}\n{page:?}");
            }
            let (rows, counted) = request_list::entries_and_count(&**records, viewer, &filter, page).await.unwrap();
            assert_eq!((rows.iter().map(|row| row.id).collect::<Vec<_>>(), counted), (expected, count));
        }
        assert!(lengths.len() > 12, "the questions are worth asking: {lengths:?}");
    }

    async fn of_words_that_the_newest_requests_lack_the_rarer_one_is_gathered_by(records) {
        let visitor = visitor(records, "ann@example.org").await;
        write(records, async |tx| {
            for number in 0..750 {
                let reason = match number {
                    0 => "everybodys x9",
                    1..600 => "everybodys",
                    _ => "something else",
                };
                let request = NewRequest { reason: Some(reason.into()), ..new_request(Asker::Visitor(visitor), &[]) };
                let id = requests::next_id(tx).await?;
                requests::insert(tx, id, &request, at(number)).await?;
            }
            Ok(())
        })
        .await;
        let filter = Filter { q: Some("everybodys x9".into()), ..Filter::default() };
        let page = Page { ascending: false, after: None, size: 50 };
        let found = request_list::by_every_plan(&**records, Viewer::Everything, &filter, page).await.unwrap();
        assert_eq!(found[0].0, r#"gather 1 by Word("x9")"#);
        for (plan, ids, count) in found {
            assert_eq!((ids.len(), count), (1, 1), "{plan}");
        }
    }
}
