//! The feed of changes, what is kept count of, and rows that wait for the end of their transaction.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    changes::{self, Subject},
    events::{self, NewEvent},
    kits, outbox,
    requests::{self, Change},
};

async fn rename(store: &store::Store, kit: KitId, title: &str) {
    write(store, async |tx| {
        let kit = kits::by_id(tx, kit).await?.expect("a kit");
        kits::update(tx, &kits::Kit { title: title.into(), ..kit }, at(1)).await
    })
    .await;
}

both_engines! {
    async fn what_this_process_commits_counts_at_once(records) {
        let (press, other) = (kit(records, "press", &[]).await, kit(records, "other", &[]).await);
        let stamp = records.stamp();
        assert!(!records.is_current(stamp, &[Subject::Kit(press)]), "nobody has looked at the feed yet");
        records.catch_up().await.unwrap();
        assert!(records.is_current(stamp, &[Subject::Kit(press), Subject::Kit(other)]));
        rename(records, press, "Renamed").await;
        assert!(!records.is_current(stamp, &[Subject::Kit(press)]));
        assert!(records.is_current(stamp, &[Subject::Kit(other)]), "only what was touched");
        assert!(records.is_current(records.stamp(), &[Subject::Kit(press)]), "what is read from now on counts");
    }

    async fn what_is_rolled_back_touches_nothing(records) {
        let press = kit(records, "press", &[]).await;
        records.catch_up().await.unwrap();
        let (stamp, told) = (records.stamp(), changes::count(&**records).await.unwrap());
        let outcome: store::Result<()> = store::write!(records, |tx| {
            let kit = kits::by_id(tx, press).await?.expect("a kit");
            kits::update(tx, &kit, at(1)).await?;
            Err(store::Error::Unreachable("a change of mind".into()))
        });
        outcome.unwrap_err();
        assert!(records.is_current(stamp, &[Subject::Kit(press)]));
        assert_eq!(changes::count(&**records).await.unwrap(), told);
    }

    async fn another_process_learns_of_it_from_the_feed_in_whatever_order(records) {
        let (press, late) = (kit(records, "press", &[]).await, kit(records, "late", &[]).await);
        let node = records.another().await;
        node.catch_up().await.unwrap();
        let stamp = node.stamp();
        rename(records, press, "Renamed").await;
        assert!(node.is_current(stamp, &[Subject::Kit(press)]), "not looked yet");
        node.catch_up().await.unwrap();
        assert!(!node.is_current(stamp, &[Subject::Kit(press)]));
        assert!(node.is_current(stamp, &[Subject::Kit(late)]));
        // A change that was written before that one, and became visible after it.
        let sql = format!("INSERT INTO changes (id, at, touched) SELECT -1, MAX(at) - 5000000, 'k{late} ' FROM changes");
        records.raw(&sql).await.unwrap();
        node.catch_up().await.unwrap();
        assert!(!node.is_current(stamp, &[Subject::Kit(late)]));
        let stamp = node.stamp();
        node.catch_up().await.unwrap();
        assert!(node.is_current(stamp, &[Subject::Kit(press), Subject::Kit(late)]), "each change counts once");
        node.close().await;
    }

    async fn an_answer_is_worth_nothing_once_the_feed_was_not_read_for_a_second(records) {
        let press = kit(records, "press", &[]).await;
        records.catch_up().await.unwrap();
        let stamp = records.stamp();
        assert!(records.is_current(stamp, &[Subject::Kit(press)]));
        tokio::time::sleep(std::time::Duration::from_millis(1_050)).await;
        assert!(!records.is_current(stamp, &[Subject::Kit(press)]));
        records.catch_up().await.unwrap();
        assert!(records.is_current(stamp, &[Subject::Kit(press)]));
    }

    async fn what_shows_of_an_asset_shows_in_its_kits_and_as_a_cover(records) {
        let logo = asset(records, "Logo").await;
        let press = kit(records, "press", &[logo]).await;
        let gate = portal(records, "gate", &[]).await;
        records.catch_up().await.unwrap();
        let about = [Subject::Asset(logo), Subject::Kit(press)];
        let stamp = records.stamp();
        write(records, async |tx| store::assets::replace_content(tx, logo, &version("new.svg"), at(2)).await).await;
        assert!(about.iter().all(|subject| !records.is_current(stamp, &[*subject])));
        assert!(records.is_current(stamp, &[Subject::Portal(gate)]));
        write(records, async |tx| {
            let portal = store::portals::by_id(tx, gate).await?.expect("a portal");
            store::portals::update(tx, &store::portals::Portal { cover_id: Some(logo), ..portal }, at(3)).await
        })
        .await;
        let stamp = records.stamp();
        write(records, async |tx| store::assets::replace_content(tx, logo, &version("newer.svg"), at(4)).await).await;
        assert!(!records.is_current(stamp, &[Subject::Portal(gate)]));
    }

    async fn requests_are_kept_count_of_through_all_their_states(records) {
        let (eva, logo) = (visitor(records, "eva@example.org").await, asset(records, "Logo").await);
        let press = kit(records, "press", &[logo]).await;
        let mut ids = Vec::new();
        for number in 0..6 {
            let request = if number % 2 == 0 { new_kit_request(eva, press) } else { new_request(Asker::Visitor(eva), &[logo]) };
            ids.push(insert(records, &request, at(number)).await);
        }
        let to = |status| Change { status: Some(status), ..Change::default() };
        let move_to = async |ids: &[RequestId], status| {
            write(records, async |tx| requests::change_all(tx, ids, &to(status)).await).await;
        };
        let agrees = async |when: &str| {
            for status in RequestStatus::ALL {
                let kept = requests::counted(&**records, &[*status], None, None).await.unwrap();
                assert_eq!(kept, requests::count(&**records, *status).await.unwrap(), "{status} {when}");
            }
            let sql = format!("SELECT COUNT(*) AS value FROM requests WHERE kit_id = {press}");
            let of_kit = requests::counted(&**records, &[], None, Some(press)).await.unwrap();
            assert_eq!(of_kit, u64::try_from(records.number(&sql).await).unwrap(), "of the kit, {when}");
        };
        agrees("while all are pending").await;
        move_to(&ids[..4], RequestStatus::Approved).await;
        move_to(&ids[1..3], RequestStatus::Revoked).await;
        move_to(&ids[1..3], RequestStatus::Revoked).await;
        agrees("after some were decided, and one twice").await;
        write(records, async |tx| requests::put_together(tx).await).await;
        agrees("once put together").await;
        assert!(records.rows("request_counts").await <= 6);
        move_to(&ids, RequestStatus::Denied).await;
        write(records, async |tx| requests::put_together(tx).await).await;
        agrees("at the end").await;
        assert_eq!(records.rows("request_counts").await, 2, "empty drawers are taken out");
    }

    async fn rows_that_wait_are_there_for_whoever_looks_within_the_transaction_and_after_it(records) {
        let (eva, logo) = (visitor(records, "eva@example.org").await, asset(records, "Logo").await);
        let made = write(records, async |tx| {
            let id = requests::next_id(tx).await?;
            requests::insert(tx, id, &new_request(Asker::Visitor(eva), &[logo]), at(0)).await?;
            events::record(tx, "request.created", &NewEvent { assets: vec![logo, logo], ..NewEvent::default() }, at(0)).await?;
            outbox::enqueue(tx, "mail", &"a letter", at(0), at(0)).await?;
            // Asked for by what names its table, so it has gone out before.
            let seen = requests::by_id(tx, id).await?.is_some();
            Ok((id, seen, requests::items(tx, &[id]).await?.len()))
        })
        .await;
        assert!(made.1);
        assert_eq!(made.2, 1);
        for (table, rows) in [("requests", 1), ("request_items", 1), ("events", 1), ("event_assets", 1), ("outbox", 1)] {
            assert_eq!(records.rows(table).await, rows, "{table}");
        }
    }
}
