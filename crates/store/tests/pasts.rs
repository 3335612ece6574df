//! Years at once: what is written with all that became of it keeps every rule, and says what it would say had it been lived.

use crate::support::{Records, both_engines, fill::*};
use domain::{request::status_of, *};
use store::{
    assets::{self, Filter, NewAsset},
    check::{self, Fault},
    events,
    grants::{self, Subject},
    insight::{self, Scope},
    open_asks::{self, Asker as Asks},
    requests::{
        self, NewRequest, Origin,
        past::{self, Act, End, Story},
    },
};

struct Desk {
    zoe: ExternalUserId,
    uta: UserId,
    assets: Vec<AssetId>,
    kit: KitId,
}

async fn desk(records: &Records) -> Desk {
    let zoe = visitor(records, "zoe@example.org").await;
    let uta = user(records, "uta@desk.example", Role::Responsible).await;
    let mut assets = Vec::new();
    for title in ["Logo", "Map", "Plan"] {
        assets.push(asset(records, title).await);
    }
    let kit = kit(records, "press", &assets).await;
    Desk { zoe, uta, assets, kit }
}

impl Desk {
    /// A request for all three assets, by the form of the kit.
    fn asked(&self) -> NewRequest {
        NewRequest {
            origin: Origin::Form,
            place: Some(Place::Kit(self.kit)),
            policy: Policy::PerAssetApproval,
            policy_of: requests::PolicyOf::Kit,
            reason: Some("For the autumn issue.".into()),
            ..new_request(Asker::Visitor(self.zoe), &self.assets)
        }
    }

    fn story(&self, seconds: i64, acts: Vec<Act>, end: Option<End>) -> Story {
        Story { request: self.asked(), at: at(seconds), subject: Subject::ExternalUser(self.zoe), acts, end }
    }

    fn act(&self, verdict: Verdict, seconds: i64, items: &[usize]) -> Act {
        let opens = items.iter().map(|item| GrantScope::Asset(self.assets[*item])).collect();
        Act {
            verdict,
            by: Some(self.uta),
            at: at(seconds),
            message: Some("As agreed.".into()),
            expires_at: None,
            items: items.to_vec(),
            opens: if verdict == Verdict::Approve { opens } else { vec![] },
        }
    }

    fn revoked(&self, seconds: i64) -> End {
        End::Revoked { at: at(seconds), by: self.uta, message: Some("No longer.".into()) }
    }
}

async fn faults(records: &Records) -> Vec<String> {
    let mut faults = check::sound(&**records).await.unwrap();
    faults.extend(check::references(&**records).await.unwrap());
    faults.extend(check::rules(&**records).await.unwrap());
    faults.extend(check::live_grants(&**records, at(1_000)).await.unwrap());
    let said = |Fault { table, id, what }: Fault| format!("{table} {id}: {what}");
    let mut said: Vec<String> = faults.into_iter().map(said).collect();
    for request in check::request_states(&**records, RequestId(0)).await.unwrap() {
        let sum = status_of(request.items.iter().copied());
        if request.status != sum {
            said.push(format!("request {} is {:?}, its items say {sum:?}", request.id, request.status));
        }
    }
    said
}

/// Writes stories and then their history; where each request stands.
async fn told(records: &Records, stories: &[Story]) -> Vec<(RequestId, RequestStatus)> {
    write(records, async |tx| {
        let (mut told, mut history) = (vec![], vec![]);
        for story in stories {
            let written = past::write(tx, story).await?;
            told.push((written.id, written.status));
            history.extend(written.history);
        }
        for (moment, kind, event) in &history {
            events::record(tx, kind, event, *moment).await?;
        }
        Ok(told)
    })
    .await
}

both_engines! {
    async fn whatever_became_of_requests_they_keep_every_rule(records) {
        let desk = desk(records).await;
        let (approve, deny) = (Verdict::Approve, Verdict::Deny);
        let partial = || vec![desk.act(approve, 20, &[0, 1]), desk.act(deny, 21, &[2])];
        let stories = [
            desk.story(1, vec![desk.act(approve, 10, &[0, 1, 2])], None),
            desk.story(2, partial(), None),
            desk.story(3, vec![desk.act(deny, 30, &[0, 1, 2])], None),
            desk.story(4, vec![], Some(End::Withdrawn(at(40)))),
            desk.story(5, partial(), Some(desk.revoked(50))),
            desk.story(6, vec![desk.act(approve, 60, &[0])], None),
        ];
        let told = told(records, &stories).await;
        let states: Vec<RequestStatus> = told.iter().map(|(_, status)| *status).collect();
        assert_eq!(
            states,
            [
                RequestStatus::Approved,
                RequestStatus::PartiallyApproved,
                RequestStatus::Denied,
                RequestStatus::Cancelled,
                RequestStatus::Revoked,
                RequestStatus::Pending,
            ]
        );
        assert_eq!(faults(records).await, Vec::<String>::new());
        let live = grants::of_subjects(&**records, &[Subject::ExternalUser(desk.zoe)]).await.unwrap();
        let of = |at: usize| live.iter().filter(|grant| grant.request_id == told[at].0).count();
        assert_eq!((0..6).map(of).collect::<Vec<_>>(), [3, 2, 0, 0, 0, 1]);
        let row = requests::by_id(&**records, told[4].0).await.unwrap().unwrap();
        assert_eq!((row.decided_at, row.decided_by, row.message.as_deref()), (Some(at(21)), Some(desk.uta), Some("As agreed.")));
        assert_eq!((row.revoked_at, row.revoked_by, row.revocation_message.as_deref()), (Some(at(50)), Some(desk.uta), Some("No longer.")));
        assert_eq!(row.version, 4, "asked, decided twice, revoked");
        // What is under review by form can't be asked for again.
        let open = open_asks::of(&**records, Asks::External(desk.zoe), Place::Kit(desk.kit)).await.unwrap();
        assert_eq!(open, [(Some(desk.assets[1]), told[5].0), (Some(desk.assets[2]), told[5].0)]);
    }

    async fn it_is_counted_found_and_told_as_if_it_had_been_lived(records) {
        let desk = desk(records).await;
        let stories = [
            desk.story(1, vec![desk.act(Verdict::Approve, 10, &[0, 1, 2])], Some(desk.revoked(50))),
            desk.story(2, vec![desk.act(Verdict::Deny, 10, &[0, 1, 2])], None),
        ];
        let told = told(records, &stories).await;
        let counted = requests::counted(&**records, &[RequestStatus::Revoked], None, Some(desk.kit)).await.unwrap();
        assert_eq!(counted, 1);
        let history = events::list(&**records, &events::Filter { request: Some(told[0].0), ..Default::default() }, None, 9).await.unwrap();
        let kinds: Vec<&str> = history.iter().rev().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["request.created", "decision.approved", "grant.revoked", "grant.revoked", "grant.revoked"]);
        let day = Day::of(at(0));
        let scope = Scope { days: Days::new(day, day), portal: None, kit: Some(desk.kit) };
        let days = insight::days(&**records, scope).await.unwrap();
        let days: Vec<(&str, u64)> = days.iter().map(|of| (of.kind.as_str(), of.count)).collect();
        assert_eq!(days, [("decision.approved", 1), ("decision.denied", 1), ("request.created", 2)]);
        let reasons = insight::answers(&**records, scope).await.unwrap();
        assert_eq!(reasons.iter().map(|of| of.count).sum::<u64>(), 2, "both gave a reason");
    }

    async fn what_is_said_twice_is_refused(records) {
        let desk = desk(records).await;
        let twice = desk.story(1, vec![desk.act(Verdict::Approve, 10, &[0]), desk.act(Verdict::Deny, 11, &[0])], None);
        let pending = desk.story(2, vec![], None);
        for stories in [vec![twice], vec![pending.clone(), pending]] {
            let refused: store::Result<()> = store::write!(**records, |tx| {
                for story in &stories {
                    past::write(tx, story).await?;
                }
                Ok(())
            });
            assert!(matches!(refused, Err(store::Error::Taken(_))), "{refused:?}");
        }
        assert_eq!(records.rows("requests").await, 0);
    }

    async fn many_assets_come_in_at_once(records) {
        let uta = user(records, "uta@desk.example", Role::Manager).await;
        let new = |number: usize| NewAsset {
            folder: None,
            title: format!("Tide table {number}"),
            description: "High water.".into(),
            licence: String::new(),
            credit: "A. Keeper".into(),
            tags: vec!["tides".into(), format!("n{number}")],
            made_on: "2026-05-03".into(),
            version: assets::NewVersion { by: Some(uta), ..version(&format!("table-{number}.csv")) },
            has_pictures: number == 0,
            at: at(7),
        };
        let new: Vec<NewAsset> = (0..3).map(new).collect();
        let ids = write(records, async |tx| assets::insert_all(tx, &new).await).await;
        let listed = assets::list(&**records, &Filter { q: Some("n1".into()), ..Filter::default() }, None, 9).await.unwrap();
        let [found] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!((found.id, found.version_id), ids[1]);
        assert_eq!((found.title.as_str(), found.credit.as_str(), found.preview.as_str()), ("Tide table 1", "A. Keeper", "none"));
        assert_eq!((found.tags.as_slice(), found.created_at), (new[1].tags.as_slice(), at(7)));
        let waiting = assets::awaiting_preview(&**records, 9).await.unwrap();
        assert_eq!(waiting.iter().map(|asset| asset.id).collect::<Vec<_>>(), [ids[0].0]);
        assert_eq!(faults(records).await, Vec::<String>::new());
    }
}
