//! Strokes: what is decided at once and may be undone until its mails leave. Of the one who sends them and the one who undoes,
//! one wins.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use std::sync::Arc;
use store::{
    Store, changes,
    decisions::{self, NewDecision},
    events::{self, NewEvent},
    grants::{self, Subject},
    outbox,
    requests::{self, Change},
    strokes,
};

/// Uta approves a request of Ann's for everything in a kit, with two mails that leave at second 20.
struct Made {
    ann: ExternalUserId,
    uta: UserId,
    kit: KitId,
    request: RequestId,
    stroke: StrokeId,
    grant: GrantId,
}

async fn made(records: &Records) -> Made {
    let ann = visitor(records, "ann@example.org").await;
    let uta = user(records, "uta@example.org", Role::Responsible).await;
    let logo = asset(records, "Logo").await;
    let kit = kit(records, "press", &[logo]).await;
    let request = insert(records, &new_kit_request(ann, kit), at(1)).await;
    let items = items(records, request).await;
    let row = NewDecision {
        request_id: request,
        verdict: Verdict::Approve,
        user_id: Some(uta),
        whole: true,
        message: Some("Yes.".into()),
        expires_at: None,
        through_grant_id: None,
    };
    let (stroke, grant) = write(records, async |tx| {
        let stroke = strokes::begin(tx, uta, Verdict::Approve, at(10)).await?;
        requests::hold(tx, request).await?;
        let decision = decisions::insert(tx, &row, &items, at(10)).await?;
        let scopes = [GrantScope::Kit(kit)];
        let grants = grants::insert(tx, request, decision, Subject::ExternalUser(ann), &scopes, None, at(10)).await?;
        let decided = Some((at(10), Some(uta), Some("Yes.".into()), None));
        let change = Change { status: Some(RequestStatus::Approved), decision: decided, revoked: None };
        requests::change(tx, request, &change).await?;
        for mail in 0..2 {
            outbox::enqueue_with_stroke(tx, "mail", &mail, at(10), at(15), stroke).await?;
        }
        strokes::add(tx, stroke, 1, &[decision], outbox::of_stroke(tx, stroke).await?, at(20)).await?;
        Ok((stroke, grants[0]))
    })
    .await;
    Made { ann, uta, kit, request, stroke, grant }
}

async fn is_built_upon(records: &Records, made: &Made) -> bool {
    let stroke = strokes::by_id(&**records, made.stroke).await.unwrap().unwrap();
    strokes::is_built_upon(&**records, &stroke).await.unwrap()
}

both_engines! {
    async fn a_stroke_that_is_taken_out_leaves_nothing_behind(records) {
        let made = made(records).await;
        records.catch_up().await.unwrap();
        let stamp = records.stamp();
        let about = [changes::Subject::ExternalUser(made.ann)];
        assert!(records.is_current(stamp, &about));
        assert_eq!(strokes::decisions(&**records, made.stroke).await.unwrap().len(), 1);
        let back = write(records, async |tx| {
            let back = outbox::take_back(tx, made.stroke).await?;
            requests::hold(tx, made.request).await?;
            strokes::take_out(tx, made.stroke).await?;
            requests::reopen(tx, &[made.request], RequestStatus::Pending, None).await?;
            Ok(back)
        })
        .await;
        assert_eq!(back, 2);
        assert!(!records.is_current(stamp, &about), "whoever kept what Ann may download asks again");
        let request = requests::by_id(&**records, made.request).await.unwrap().unwrap();
        assert_eq!((request.status, request.decided_at, request.decided_by), (RequestStatus::Pending, None, None));
        assert_eq!((request.message, request.expires_at), (None, None));
        let items = requests::items(&**records, &[made.request]).await.unwrap();
        assert!(items.iter().all(|item| item.status == ItemStatus::Pending && item.decision_id.is_none()), "{items:?}");
        for table in ["grants", "decisions", "item_decisions", "outbox", "strokes", "stroke_decisions"] {
            assert_eq!(records.rows(table).await, 0, "{table}");
        }
        assert_eq!(requests::counted(&**records, &[RequestStatus::Pending], None, Some(made.kit)).await.unwrap(), 1);
        assert!(store::check::rules(&**records).await.unwrap().is_empty());
        assert!(store::check::references(&**records).await.unwrap().is_empty());
    }

    async fn a_stroke_is_offered_to_its_decider_until_its_mails_leave(records) {
        let made = made(records).await;
        let other = user(records, "ulf@example.org", Role::Admin).await;
        let latest = async |user: UserId, now: i64| {
            strokes::latest(&**records, user, at(now)).await.unwrap().map(|stroke| (stroke.id, stroke.mails))
        };
        assert_eq!(latest(made.uta, 19).await, Some((made.stroke, 2)));
        assert_eq!((latest(made.uta, 20).await, latest(other, 11).await), (None, None));
        let about = async |request: RequestId, now: i64| {
            strokes::latest_about(&**records, made.uta, request, at(now)).await.unwrap().is_some()
        };
        assert!(about(made.request, 19).await && !about(made.request, 20).await && !about(RequestId(99), 11).await);
        let open = async |now: i64| strokes::may_be_undone(&**records, &[made.request], at(now)).await.unwrap();
        assert!(open(19).await && !open(20).await);
        assert!(!outbox::is_due(&**records, "mail", at(19)).await.unwrap(), "all of its mails wait as long");
        write(records, async |tx| strokes::forget(tx, at(20)).await).await;
        assert_eq!(records.rows("strokes").await, 1);
        write(records, async |tx| strokes::forget(tx, at(21)).await).await;
        assert_eq!((records.rows("strokes").await, records.rows("stroke_decisions").await), (0, 0));
    }

    async fn either_the_mails_leave_or_the_stroke_is_undone(records) {
        let made = Arc::new(made(records).await);
        let barrier = Arc::new(tokio::sync::Barrier::new(2));
        let (store, wait) = (records.another().await, barrier.clone());
        let worker = tokio::spawn(async move {
            wait.wait().await;
            outbox::lease(&store, "mail", "w", 1, at(20), at(70)).await.unwrap().len() as u64
        });
        let (store, stroke) = (Store::clone(records), made.stroke);
        let decider = tokio::spawn(async move {
            barrier.wait().await;
            let undone: Result<(), store::Error> = store::write!(store, |tx| {
                match outbox::take_back(tx, stroke).await? {
                    2 => Ok(()),
                    _ => Err(store::Error::Taken("the mails".into())),
                }
            });
            undone.is_ok()
        });
        let (leased, undone) = (worker.await.unwrap(), decider.await.unwrap());
        assert_eq!(undone, leased == 0, "{leased} left");
        assert_eq!(records.rows("outbox").await, if undone { 0 } else { 2 });
    }

    async fn what_was_built_upon_a_stroke_keeps_it(records) {
        let made = made(records).await;
        assert!(!is_built_upon(records, &made).await);
        write(records, async |tx| {
            let event = NewEvent { request_id: Some(made.request), ..NewEvent::default() };
            events::record(tx, "request.withdrawn", &event, at(9)).await
        })
        .await;
        assert!(!is_built_upon(records, &made).await, "that was before");
        let other = asset(records, "Other").await;
        let sql = format!("UPDATE request_items SET asset_id = {other} WHERE request_id = {}", made.request);
        records.raw(&sql).await.unwrap();
        records.raw(&format!("UPDATE assets SET deleted_at = 5 WHERE id = {other}")).await.unwrap();
        assert!(is_built_upon(records, &made).await, "what was asked for is gone");
        records.raw(&format!("UPDATE assets SET deleted_at = NULL WHERE id = {other}")).await.unwrap();
        assert!(!is_built_upon(records, &made).await);
        write(records, async |tx| {
            let event = NewEvent { request_id: Some(made.request), ..NewEvent::default() };
            events::record(tx, "request.withdrawn", &event, at(11)).await
        })
        .await;
        assert!(is_built_upon(records, &made).await, "the requester withdrew the rest");
        records.raw("DELETE FROM events").await.unwrap();
        write(records, async |tx| grants::revoke(tx, &[made.grant], None, at(12)).await).await;
        assert!(is_built_upon(records, &made).await, "it was revoked");
    }
}
