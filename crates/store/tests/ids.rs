//! Ids: unique over all processes, small enough for JavaScript, in the order in which they were asked for.

use crate::support::{both_engines, fill::*};
use std::collections::HashSet;
use store::{Store, Table};

async fn id(store: &Store, table: Table) -> i64 {
    let id: store::Result<i64> = store::write!(store, |tx| tx.id(table).await);
    id.expect("an id")
}

both_engines! {
    async fn no_two_get_the_same_id_in_whichever_process_they_ask(records) {
        let other = records.another().await;
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = if task % 2 == 0 { Store::clone(records) } else { other.clone() };
                tokio::spawn(async move {
                    let mut ids = Vec::new();
                    for round in 0..60usize {
                        let taken: store::Result<Vec<i64>> = store::write!(store, |tx| {
                            let mut taken = vec![tx.id(Table::Requests).await?];
                            taken.extend(tx.ids(Table::Requests, round % 7).await?);
                            Ok(taken)
                        });
                        ids.extend(taken.expect("ids"));
                    }
                    ids
                })
            })
            .collect();
        let mut seen = HashSet::new();
        for task in tasks {
            for id in task.await.unwrap() {
                assert!(id > 0 && id < 1 << 53, "{id}");
                assert!(seen.insert(id), "{id} was given out twice");
            }
        }
        other.close().await;
        // Blocks are small while little is needed: what two processes threw away is no waste to speak of.
        let next = records.number("SELECT next_id FROM id_blocks WHERE name = 'requests'").await;
        assert!(next < 8 * 60 * 4 + 8_192, "{next}");
    }

    async fn one_process_gets_them_in_order_and_from_one_on(records) {
        let mut last = 0;
        for _ in 0..100 {
            let next = id(records, Table::Kits).await;
            assert!(next > last, "{next} after {last}");
            last = next;
        }
        assert_eq!(last, 100, "none was wasted");
    }

    async fn a_short_lived_process_wastes_none(records) {
        for expected in 1..=5 {
            let process = records.another().await;
            assert_eq!(id(&process, Table::Assets).await, expected);
            process.close().await;
        }
    }

    async fn ids_of_a_transaction_that_was_rolled_back_are_never_somebody_elses(records) {
        let mut seen = HashSet::new();
        for round in 0..40 {
            let taken: store::Result<Vec<i64>> = store::write!(records, |tx| {
                let id = tx.id(Table::Grants).await?;
                let ids: Vec<i64> = std::iter::once(id).chain(tx.ids(Table::Grants, 3).await?).collect();
                if round % 2 == 0 { Ok(ids) } else { Err(store::Error::Unreadable("on purpose".into())) }
            });
            for id in taken.unwrap_or_default() {
                assert!(seen.insert(id), "{id} was given out twice");
            }
        }
        assert_eq!(seen.len(), 80);
    }

    async fn a_row_of_ids_is_as_long_as_was_asked_for(records) {
        for count in [0, 1, 3, 1_000, 10_000, 5] {
            let ids: store::Result<_> = store::write!(records, |tx| tx.ids(Table::RequestItems, count).await);
            let ids = ids.unwrap();
            assert_eq!(usize::try_from(ids.end - ids.start).unwrap(), count);
        }
    }

    async fn a_transaction_that_needs_many_one_by_one_gets_them_in_order_and_wastes_less_than_it_uses(records) {
        let taken: store::Result<Vec<(i64, i64)>> = store::write!(records, |tx| {
            let mut taken = Vec::new();
            for _ in 0..1_000 {
                taken.push((tx.id(Table::Decisions).await?, tx.id(Table::Grants).await?));
            }
            Ok(taken)
        });
        let (decisions, grants): (Vec<i64>, Vec<i64>) = taken.expect("ids").into_iter().unzip();
        for ids in [decisions, grants] {
            assert!(ids.windows(2).all(|two| two[0] < two[1]), "each once, in order");
        }
        let next = records.number("SELECT next_id FROM id_blocks WHERE name = 'decisions'").await;
        assert!((1_001..2_100).contains(&next), "{next}");
        assert!(id(records, Table::Decisions).await >= next, "what it took is nobody else's");
    }

    async fn each_table_counts_for_itself(records) {
        assert_eq!(id(records, Table::Kits).await, 1);
        assert_eq!(id(records, Table::Portals).await, 1);
        let visitor = visitor(records, "ann@example.org").await;
        assert_eq!(visitor.0, 1);
    }
}
