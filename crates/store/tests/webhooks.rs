//! Webhooks: what is to be told is enqueued with what happened, and how it went is remembered.

use crate::support::{both_engines, fill::*};
use domain::*;
use serde_json::json;
use store::{
    Store,
    events::{self, NewEvent},
    outbox, strokes,
    webhooks::{
        self, Told, WEBHOOK, Webhook,
        deliveries::{self, Delivery, DeliveryStatus},
    },
};

fn webhook(events: &str) -> Webhook {
    Webhook {
        id: WebhookId(0),
        url: "https://example.org/hooks".into(),
        events: events.into(),
        description: String::new(),
        enabled: true,
        off_because: None,
        secret: "sealed".into(),
        earlier_secret: None,
        earlier_until: None,
        failing_since: None,
        rests_until: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

async fn listens(store: &Store, events: &str) -> WebhookId {
    write(store, async |tx| webhooks::insert(tx, &webhook(events)).await).await
}

async fn happens(store: &Store, kind: &str) -> EventId {
    write(store, async |tx| events::record(tx, kind, &NewEvent::default(), at(1)).await).await
}

/// What waits to be told, in the order of jobs.
async fn waiting(store: &Store, seconds: i64) -> Vec<(WebhookId, Option<EventId>)> {
    let jobs = outbox::lease(store, WEBHOOK, "w", 100, at(seconds), at(seconds)).await.unwrap();
    let read = |payload: &str| serde_json::from_str::<Told>(payload).unwrap();
    jobs.iter().map(|job| read(&job.payload)).map(|told| (told.webhook, told.event)).collect()
}

fn delivery(id: i64, webhook: WebhookId, seconds: i64) -> Delivery {
    Delivery {
        id: JobId(id),
        webhook_id: webhook,
        event_id: Some(EventId(id)),
        kind: "request.created".into(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        response_code: None,
        duration: None,
        error: None,
        created_at: at(seconds),
        attempted_at: None,
        next_at: None,
    }
}

both_engines! {
    async fn a_webhook_comes_back_as_it_was_kept(records) {
        let id = listens(records, "request decision.approved").await;
        let kept = webhooks::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!(kept, Webhook { id, ..webhook("request decision.approved") });
        let changed = Webhook {
            url: "https://example.net".into(),
            events: String::new(),
            description: "The archive".into(),
            enabled: false,
            off_because: Some("failing".into()),
            secret: "another".into(),
            earlier_secret: Some("sealed".into()),
            earlier_until: Some(at(9)),
            failing_since: Some(at(3)),
            rests_until: Some(at(4)),
            updated_at: at(5),
            ..kept
        };
        assert!(write(records, async |tx| webhooks::update(tx, &changed).await).await);
        assert_eq!(webhooks::list(&**records).await.unwrap(), [changed]);
        write(records, async |tx| deliveries::record(tx, &delivery(1, id, 0)).await).await;
        assert!(write(records, async |tx| webhooks::delete(tx, id).await).await);
        assert!(!write(records, async |tx| webhooks::delete(tx, id).await).await);
        assert_eq!(webhooks::by_id(&**records, id).await.unwrap(), None);
    }

    async fn what_happens_is_enqueued_for_whoever_listens_to_it(records) {
        happens(records, "request.created").await;
        let all = listens(records, "").await;
        let some = listens(records, "decision.approved request").await;
        let created = happens(records, "request.created").await;
        let denied = happens(records, "decision.denied").await;
        happens(records, "decision.undone").await;
        let expected = [(all, Some(created)), (some, Some(created)), (all, Some(denied))];
        assert_eq!(waiting(records, 1).await, expected);
        // What a transaction does not keep is not told.
        let store: &Store = records;
        let failed: store::Result<()> = store::write!(store, |tx| {
            events::record(tx, "request.created", &NewEvent::default(), at(2)).await?;
            Err(store::Error::Spoiled)
        });
        assert!(failed.is_err());
        assert!(write(records, async |tx| webhooks::switch_off(tx, all, "gone", at(3)).await).await);
        assert!(!write(records, async |tx| webhooks::switch_off(tx, all, "gone", at(3)).await).await);
        let last = happens(records, "request.created").await;
        assert_eq!(waiting(records, 4).await.last(), Some(&(some, Some(last))));
        assert_eq!(waiting(records, 5).await.len(), 4);
    }

    async fn what_may_be_undone_waits_with_its_stroke_and_goes_with_it(records) {
        let uta = user(records, "uta@example.org", Role::Admin).await;
        listens(records, "decision").await;
        let stroke = write(records, async |tx| {
            let stroke = strokes::begin(tx, uta, Verdict::Approve, at(0)).await?;
            let mut event = NewEvent::default();
            event.data.insert("strokeId".into(), json!(stroke.0));
            events::record(tx, "decision.approved", &event, at(0)).await?;
            assert_eq!(outbox::of_stroke(tx, stroke).await?, 1);
            strokes::add(tx, stroke, 1, &[], 1, at(10)).await?;
            Ok(stroke)
        })
        .await;
        assert_eq!(waiting(records, 9).await, []);
        assert_eq!(write(records, async |tx| outbox::take_back(tx, stroke).await).await, 1);
        assert_eq!(waiting(records, 60).await, []);
    }

    async fn failures_are_counted_from_the_first_until_something_is_taken(records) {
        let id = listens(records, "").await;
        let since = async |seconds: i64| {
            write(records, async |tx| webhooks::failed(tx, id, at(seconds), at(seconds + 5)).await).await
        };
        assert_eq!((since(1).await, since(7).await), (Some(at(1)), Some(at(1))));
        let kept = webhooks::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((kept.failing_since, kept.rests_until), (Some(at(1)), Some(at(12))));
        write(records, async |tx| webhooks::wake(tx, id).await).await;
        assert_eq!(webhooks::by_id(&**records, id).await.unwrap().unwrap().rests_until, None);
        write(records, async |tx| webhooks::answered(tx, id).await).await;
        assert_eq!(webhooks::by_id(&**records, id).await.unwrap().unwrap().failing_since, None);
        assert_eq!(since(9).await, Some(at(9)));
    }

    async fn deliveries_are_listed_page_by_page_and_forgotten_once_they_wait_no_more(records) {
        let (one, other) = (listens(records, "").await, listens(records, "").await);
        write(records, async |tx| {
            for id in 1..=5 {
                deliveries::record(tx, &delivery(id, one, 10 - id)).await?;
            }
            deliveries::record(tx, &delivery(6, other, 1)).await?;
            let status = DeliveryStatus::Failed;
            let failed = Delivery { status, attempts: 10, response_code: Some(500), duration: Some(84), error: Some("no".into()), attempted_at: Some(at(20)), ..delivery(4, one, 6) };
            deliveries::record(tx, &failed).await
        })
        .await;
        let page = async |status, before, size| {
            let page = deliveries::list(&**records, one, status, before, size).await.unwrap();
            page.iter().map(|delivery| delivery.id.0).collect::<Vec<_>>()
        };
        assert_eq!(page(None, None, 2).await, [1, 2]);
        assert_eq!(page(None, Some((at(8), JobId(2))), 9).await, [3, 4, 5]);
        assert_eq!(page(Some(DeliveryStatus::Failed), None, 9).await, [4]);
        let kept = deliveries::by_id(&**records, one, JobId(4)).await.unwrap().unwrap();
        assert_eq!((kept.attempts, kept.response_code, kept.duration, kept.error.as_deref()), (10, Some(500), Some(84), Some("no")));
        assert_eq!(deliveries::by_id(&**records, other, JobId(4)).await.unwrap(), None, "somebody else's");
        let count = async |status| deliveries::count(&**records, one, status).await.unwrap();
        assert_eq!((count(None).await, count(Some(DeliveryStatus::Pending)).await), (5, 4));
        write(records, async |tx| deliveries::forget(tx, at(100)).await).await;
        assert_eq!(count(None).await, 4, "what waits stays");
    }

    async fn work_that_waits_is_hastened_by_its_id_or_its_payload(records) {
        let id = listens(records, "").await;
        let told = |delivery| Told { webhook: id, event: Some(EventId(7)), delivery };
        let first = write(records, async |tx| outbox::enqueue(tx, WEBHOOK, &told(None), at(0), at(100)).await).await;
        let again = told(Some(first));
        write(records, async |tx| outbox::enqueue(tx, WEBHOOK, &again, at(0), at(200)).await).await;
        let other = told(Some(JobId(first.0 * 10 + 1)));
        write(records, async |tx| outbox::enqueue(tx, WEBHOOK, &other, at(0), at(300)).await).await;
        let part = format!("\"delivery\":{first}}}");
        assert_eq!(write(records, async |tx| outbox::hasten(tx, WEBHOOK, first, &part, at(1)).await).await, 2);
        assert_eq!(waiting(records, 1).await.len(), 2);
    }
}
