//! What is counted and what is set: limits, downloads, idempotency keys, technical properties, the installation's own values.

use crate::support::{both_engines, fill::*};
use domain::*;
use std::time::Duration;
use store::{
    Store, counters, downloads,
    idempotency::{self, Key},
    installation, properties,
};

const HOUR: Duration = Duration::from_secs(3_600);

fn key(key: &str, body: &str) -> Key {
    Key { caller: "u7".into(), route: "requests", key: key.into(), body_hash: body.into() }
}

both_engines! {
    async fn a_limit_counts_every_one_of_many_at_once(records) {
        let other = records.another().await;
        let tasks: Vec<_> = (0..60)
            .map(|task| {
                let store = if task % 2 == 0 { Store::clone(records) } else { other.clone() };
                tokio::spawn(async move {
                    let counted: store::Result<u64> =
                        store::write!(store, |tx| counters::count(tx, "network", HOUR, at(0)).await);
                    counted.expect("counted")
                })
            })
            .collect();
        let mut counts = Vec::new();
        for task in tasks {
            counts.push(task.await.unwrap());
        }
        other.close().await;
        counts.sort();
        assert_eq!(counts, (1..=60).collect::<Vec<_>>(), "each saw another number");
        assert_eq!(counters::recent(&**records, "network", HOUR, at(0)).await.unwrap(), 60);
        assert_eq!(counters::recent(&**records, "another", HOUR, at(0)).await.unwrap(), 0);
    }

    async fn a_limit_forgets_little_by_little(records) {
        // A window begins at each full hour: at(0) is one.
        assert_eq!(at(0).seconds() % 3_600, 0);
        for _ in 0..40 {
            write(records, async |tx| counters::count(tx, "network", HOUR, at(1_800)).await).await;
        }
        let recent = async |now| counters::recent(&**records, "network", HOUR, at(now)).await.unwrap();
        assert_eq!(recent(3_599).await, 40);
        assert_eq!(recent(3_600).await, 40, "the whole window before still counts");
        assert_eq!(recent(3_600 + 900).await, 30);
        assert_eq!(recent(3_600 + 3_599).await, 0);
        assert_eq!(recent(7_200).await, 0);
        write(records, async |tx| counters::forget(tx, at(0)).await).await;
        assert_eq!(recent(3_600).await, 40);
        write(records, async |tx| counters::forget(tx, at(1)).await).await;
        assert_eq!(recent(3_600).await, 0);
    }

    async fn windows_before_1970_count_too(records) {
        let early = Timestamp::from_micros(-1);
        assert_eq!(write(records, async |tx| counters::count(tx, "b", HOUR, early).await).await, 1);
        assert_eq!(counters::recent(&**records, "b", HOUR, early).await.unwrap(), 1);
    }

    async fn a_download_counts_once_an_hour_however_many_ranges_fetch_it(records) {
        let tasks: Vec<_> = (0..30)
            .map(|_| {
                let store = Store::clone(records);
                tokio::spawn(async move {
                    let counts: store::Result<bool> =
                        store::write!(store, |tx| downloads::count(tx, "e7", "v1", at(-3_600), at(0)).await);
                    counts.unwrap()
                })
            })
            .collect();
        let mut counted = 0;
        for task in tasks {
            counted += u32::from(task.await.unwrap());
        }
        assert_eq!(counted, 1);
        let count = async |subject: &str, content: &str, now| {
            write(records, async |tx| downloads::count(tx, subject, content, at(now - 3_600), at(now)).await).await
        };
        assert!(count("e8", "v1", 1).await && count("e7", "v2", 1).await, "another requester, another content");
        assert!(!count("e7", "v1", 3_599).await);
        assert!(count("e7", "v1", 3_600).await, "an hour later");
        assert!(!count("e7", "v1", 3_601).await);
        let counted = async |since| downloads::counted_at(&**records, "e7", "v1", at(since)).await.unwrap().is_some();
        assert!(counted(3_599).await && !counted(3_600).await);
        write(records, async |tx| downloads::forget(tx, at(3_600)).await).await;
        assert_eq!(records.rows("download_counts").await, 1);
    }

    async fn of_two_with_the_same_key_one_is_told_that_it_was_used(records) {
        let tasks: Vec<_> = (0..6)
            .map(|number| {
                let store = Store::clone(records);
                tokio::spawn(async move {
                    let written: store::Result<()> =
                        store::write!(store, |tx| idempotency::remember(tx, &key("k", "body"), number, at(0)).await);
                    written
                })
            })
            .collect();
        let mut written = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => written += 1,
                Err(error) => assert!(idempotency::is_taken(&error), "{error}"),
            }
        }
        assert_eq!(written, 1);
    }

    async fn a_key_belongs_to_a_caller_and_a_route(records) {
        write(records, async |tx| idempotency::remember(tx, &key("k", "body"), 7, at(3)).await).await;
        let earlier = idempotency::find(&**records, &key("k", "other body")).await.unwrap().unwrap();
        assert_eq!((earlier.body_hash.as_str(), earlier.resource_id, earlier.created_at), ("body", 7, at(3)));
        for other in [
            key("K", "body"),
            Key { caller: "u8".into(), ..key("k", "body") },
            Key { route: "kits", ..key("k", "body") },
        ] {
            assert!(idempotency::find(&**records, &other).await.unwrap().is_none(), "{other:?}");
        }
        write(records, async |tx| idempotency::forget(tx, at(3)).await).await;
        assert!(idempotency::find(&**records, &key("k", "body")).await.unwrap().is_some());
        write(records, async |tx| idempotency::forget(tx, at(4)).await).await;
        assert!(idempotency::find(&**records, &key("k", "body")).await.unwrap().is_none());
        let taken: store::Result<KitId> = async {
            kit(records, "press", &[]).await;
            store::write!(records, |tx| store::kits::insert(
                tx,
                &new_kit("press", Privacy::Public, Policy::Open),
                at(0)
            )
            .await)
        }
        .await;
        assert!(!idempotency::is_taken(&taken.unwrap_err()));
    }

    async fn a_property_is_what_it_was_last_set_to(records) {
        assert!(properties::all_set(&**records).await.unwrap().is_empty());
        let folders = TechnicalProperty::RequestDownloadFolderModeEnabled;
        for value in [true, true, false] {
            write(records, async |tx| properties::set(tx, folders, value, at(0)).await).await;
            assert_eq!(properties::all_set(&**records).await.unwrap(), [(folders, value)]);
        }
        records
            .raw("INSERT INTO technical_properties (name, value, updated_at) VALUES ('OF_A_NEWER_VERSION', 1, 0)")
            .await
            .unwrap();
        assert_eq!(
            properties::all_set(&**records).await.unwrap(),
            [(folders, false)],
            "what is not known is left alone"
        );
    }

    async fn the_first_value_of_the_installation_stays(records) {
        assert_eq!(installation::value(&**records, "name").await.unwrap(), None);
        let tasks: Vec<_> = (0..6)
            .map(|task| {
                let store = Store::clone(records);
                tokio::spawn(async move {
                    let value: store::Result<String> = store::write!(store, |tx| {
                        installation::value_or_set(tx, "name", &format!("of {task}")).await
                    });
                    value.unwrap()
                })
            })
            .collect();
        let mut values = Vec::new();
        for task in tasks {
            values.push(task.await.unwrap());
        }
        values.dedup();
        assert_eq!(values.len(), 1, "{values:?}");
        assert_eq!(installation::value(&**records, "name").await.unwrap().as_ref(), values.first());
    }
}
