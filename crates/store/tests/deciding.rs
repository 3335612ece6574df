//! Deciding: one decision for an item, and who wins when many decide at once.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use std::sync::Arc;
use store::{
    Error, Store,
    decisions::{self, NewDecision},
    requests::{self, Change},
};

fn decision(request: RequestId, verdict: Verdict, user: UserId) -> NewDecision {
    NewDecision {
        request_id: request,
        verdict,
        user_id: Some(user),
        whole: true,
        message: None,
        expires_at: None,
        through_grant_id: None,
    }
}

async fn three_items(records: &Records) -> (ExternalUserId, [AssetId; 3], RequestId) {
    let visitor = visitor(records, "ann@example.org").await;
    let assets = [asset(records, "A").await, asset(records, "B").await, asset(records, "C").await];
    (visitor, assets, request(records, visitor, &assets, at(1)).await)
}

both_engines! {
    async fn a_request_may_ask_for_ten_thousand_assets(records) {
        let ann = visitor(records, "ann@example.org").await;
        let mut assets = Vec::new();
        write(records, async |tx| {
            let version = version("x.png");
            store::assets::insert(tx, None, "Asset", &version, at(0)).await
        })
        .await;
        let from = "INSERT INTO assets (id, title, version, search, created_at, updated_at)";
        for hundred in 0..100 {
            let rows: Vec<String> =
                (0..100).map(|one| format!("({}, 'x', 1, 'x', 0, 0)", 100 + hundred * 100 + one)).collect();
            records.raw(&format!("{from} VALUES {}", rows.join(", "))).await.unwrap();
        }
        assets.extend((100..10_100).map(AssetId));
        let id = request(records, ann, &assets, at(0)).await;
        let items = requests::items(&**records, &[id]).await.unwrap();
        assert_eq!(items.len(), 10_000);
        let uta = user(records, "uta@example.org", Role::Admin).await;
        let all: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let decision = decision(id, Verdict::Approve, uta);
        write(records, async |tx| decisions::insert(tx, &decision, &all, at(1)).await).await;
        let approved = records.number("SELECT COUNT(*) FROM request_items WHERE status = 'approved'").await;
        assert_eq!(approved, 10_000);
    }

    async fn of_eight_that_decide_the_same_item_one_wins_and_the_others_are_told(records) {
        let (_, _, request) = three_items(records).await;
        let item = items(records, request).await[0];
        let mut users = Vec::new();
        for count in 0..8 {
            users.push(user(records, &format!("u{count}@example.org"), Role::Responsible).await);
        }
        let barrier = Arc::new(tokio::sync::Barrier::new(8));
        let tasks: Vec<_> = users
            .into_iter()
            .map(|user| {
                let (store, barrier) = (Store::clone(records), barrier.clone());
                tokio::spawn(async move {
                    barrier.wait().await;
                    let verdict = if user.0 % 2 == 0 { Verdict::Approve } else { Verdict::Deny };
                    let made: store::Result<DecisionId> = store::write!(store, |tx| {
                        decisions::insert(tx, &decision(request, verdict, user), &[item], at(1)).await
                    });
                    (user, verdict, made)
                })
            })
            .collect();
        let mut winners = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                (user, verdict, Ok(_)) => winners.push((user, verdict)),
                (_, _, Err(error)) => assert!(matches!(error, Error::Taken(_)), "{error}"),
            }
        }
        let [(winner, verdict)] = winners[..] else { panic!("{winners:?} won") };
        let found = &requests::items(&**records, &[request]).await.unwrap()[0];
        assert_eq!((found.decided_by, found.status), (Some(winner), verdict.item_status()));
        assert_eq!(records.rows("decisions").await, 1);
    }

    /// What the use case does: hold the request, look what is pending, decide that.
    async fn who_holds_a_request_sees_what_the_one_before_decided(records) {
        let (_, _, request) = three_items(records).await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = Store::clone(records);
                tokio::spawn(async move {
                    let decided: store::Result<usize> = store::write!(store, |tx| {
                        let held = requests::hold(tx, request).await?.expect("it is there");
                        let items = requests::items(tx, &[held.id]).await?;
                        let pending: Vec<ItemId> = items
                            .iter()
                            .filter(|item| item.status == ItemStatus::Pending)
                            .map(|item| item.id)
                            .collect();
                        if !pending.is_empty() {
                            decisions::insert(tx, &decision(request, Verdict::Approve, uta), &pending, at(1)).await?;
                        }
                        Ok(pending.len())
                    });
                    decided.expect("nobody gets in another's way")
                })
            })
            .collect();
        let mut decided = Vec::new();
        for task in tasks {
            decided.push(task.await.unwrap());
        }
        decided.sort();
        assert_eq!(decided, [0, 0, 0, 0, 0, 0, 0, 3]);
        let nobody: store::Result<_> = store::write!(records, |tx| requests::hold(tx, RequestId(99)).await);
        assert!(nobody.unwrap().is_none());
    }

    async fn an_item_that_waits_no_more_is_not_decided(records) {
        let (_, _, request) = three_items(records).await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let items = items(records, request).await;
        write(records, async |tx| {
            requests::set_item_status(tx, &items[..1], ItemStatus::Pending, ItemStatus::Cancelled).await
        })
        .await;
        let made: store::Result<DecisionId> = store::write!(records, |tx| {
            decisions::insert(tx, &decision(request, Verdict::Approve, uta), &items, at(1)).await
        });
        assert!(matches!(made, Err(Error::Taken(_))), "{made:?}");
        assert_eq!(records.rows("item_decisions").await + records.rows("decisions").await, 0);
    }

    async fn decisions_stand_with_their_items(records) {
        let (_, _, request) = three_items(records).await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let items = items(records, request).await;
        let yes = NewDecision {
            message: Some("Gern".into()),
            expires_at: Some(at(100)),
            through_grant_id: Some(GrantId(7)),
            ..decision(request, Verdict::Approve, uta)
        };
        let no = NewDecision { user_id: None, whole: false, ..decision(request, Verdict::Deny, uta) };
        let (yes, no) = write(records, async |tx| {
            let yes = decisions::insert(tx, &yes, &items[..2], at(5)).await?;
            Ok((yes, decisions::insert(tx, &no, &items[2..], at(6)).await?))
        })
        .await;
        let found = requests::items(&**records, &[request]).await.unwrap();
        assert_eq!(
            (found[0].status, found[0].decision_id, found[0].decided_by),
            (ItemStatus::Approved, Some(yes), Some(uta))
        );
        assert_eq!(
            (found[1].decided_at, found[1].message.as_deref(), found[1].whole),
            (Some(at(5)), Some("Gern"), Some(1))
        );
        assert_eq!((found[2].status, found[2].decision_id, found[2].decided_by), (ItemStatus::Denied, Some(no), None));
        assert_eq!((found[2].decided_at, found[2].whole), (Some(at(6)), Some(0)));
        let yes = decisions::by_id(&**records, yes).await.unwrap().unwrap();
        assert_eq!((yes.request_id, yes.verdict, yes.user_id), (request, Verdict::Approve, Some(uta)));
        assert_eq!((yes.message.as_deref(), yes.expires_at, yes.created_at), (Some("Gern"), Some(at(100)), at(5)));
        assert!(decisions::by_id(&**records, DecisionId(99)).await.unwrap().is_none());
        assert_eq!(decisions::requests_through(&**records, &[GrantId(7), GrantId(8)]).await.unwrap(), [(GrantId(7), request)]);
        assert_eq!(decisions::requests_through(&**records, &[GrantId(8)]).await.unwrap(), []);
        assert_eq!(decisions::grants_through(&**records, &[request]).await.unwrap(), [(request, GrantId(7))]);
    }

    async fn what_changes_on_a_request_is_changed_and_nothing_else(records) {
        let (_, _, id) = three_items(records).await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let change = async |change: Change| {
            write(records, async |tx| requests::change(tx, id, &change).await).await;
            requests::by_id(&**records, id).await.unwrap().unwrap()
        };
        let decided = change(Change {
            status: Some(RequestStatus::Approved),
            decision: Some((at(2), Some(uta), Some("Gern".into()), Some(at(9)))),
            ..Change::default()
        })
        .await;
        assert_eq!(
            (decided.status, decided.decided_at, decided.decided_by),
            (RequestStatus::Approved, Some(at(2)), Some(uta))
        );
        assert_eq!((decided.message.as_deref(), decided.expires_at), (Some("Gern"), Some(at(9))));
        let revoked = change(Change {
            status: Some(RequestStatus::Revoked),
            revoked: Some((at(3), None, Some("Sorry".into()))),
            ..Change::default()
        })
        .await;
        assert_eq!((revoked.status, revoked.revoked_at), (RequestStatus::Revoked, Some(at(3))));
        assert_eq!((revoked.revocation_message.as_deref(), revoked.message.as_deref()), (Some("Sorry"), Some("Gern")));
        assert_eq!(change(Change::default()).await.status, RequestStatus::Revoked);
        assert_eq!(requests::count(&**records, RequestStatus::Revoked).await.unwrap(), 1);
        assert_eq!(requests::count(&**records, RequestStatus::Pending).await.unwrap(), 0);
    }
}
