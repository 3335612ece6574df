//! Transactions: all or nothing, as if one after the other, made again where the engine asks for it.

use crate::support::{both_engines, fill::*};
use domain::*;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use store::{Error, Run as _, Store, external_users, installation, kits, outbox, users};

/// What a use case's error looks like.
#[derive(Debug)]
enum Refusal {
    No,
    Internal(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Internal(error)
    }
}

/// A column that one can read and then write.
async fn password(db: &impl store::Run, user: UserId) -> store::Result<String> {
    Ok(users::by_id(db, user).await?.and_then(|user| user.password_hash).unwrap_or_default())
}

both_engines! {
    /// Handlers are spawned: the future of a write has to be `Send`, whatever it captures.
    async fn a_write_can_be_spawned_with_what_it_borrows_and_owns(records) {
        async fn use_case(store: &Store, address: &str, numbers: &[i64]) -> Result<ExternalUserId, Refusal> {
            let typed = mail(address);
            let owned = address.to_owned();
            store::write!(store, |tx| {
                let user = external_users::find_or_insert(tx, &typed, at(0)).await?;
                for number in numbers {
                    installation::value_or_set(tx, &format!("number {number}"), &owned).await?;
                }
                Ok(user.id)
            })
        }
        let store = Store::clone(records);
        let task = tokio::spawn(async move {
            let address = String::from("ann@example.org");
            use_case(&store, &address, &[1, 2, 3]).await
        });
        let id = task.await.expect("the task ends").expect("written");
        assert_eq!(external_users::by_id(&**records, id).await.unwrap().unwrap().mail, "ann@example.org");
        let noted = records.number("SELECT COUNT(*) FROM installation WHERE value LIKE '%ann%'").await;
        assert_eq!(noted, 3);
    }

    async fn two_hundred_that_read_and_then_write_a_number_lose_nothing(records) {
        let user = user(records, "uta@example.org", Role::Member).await;
        write(records, async |tx| users::set_password(tx, user, "0").await).await;
        let other = records.another().await;
        let tasks: Vec<_> = (0..200)
            .map(|task| {
                let store = if task % 2 == 0 { Store::clone(records) } else { other.clone() };
                tokio::spawn(async move {
                    let written: store::Result<()> = store::write!(store, |tx| {
                        let read: i64 = password(tx, user).await?.parse().expect("a number");
                        tokio::task::yield_now().await;
                        users::set_password(tx, user, &(read + 1).to_string()).await
                    });
                    written.expect("written in the end");
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        other.close().await;
        assert_eq!(password(&**records, user).await.unwrap(), "200");
    }

    /// Two that each read what the other writes: one after the other, one of them must see the other's row.
    async fn what_a_transaction_read_is_still_so_when_it_commits(records) {
        for round in 0..10 {
            let barrier = Arc::new(tokio::sync::Barrier::new(2));
            let tasks: Vec<_> = ["one", "other"]
                .into_iter()
                .map(|me| {
                    let (store, barrier) = (Store::clone(records), barrier.clone());
                    tokio::spawn(async move {
                        barrier.wait().await;
                        let written: store::Result<()> = store::write!(store, |tx| {
                            let other = if me == "one" { "other" } else { "one" };
                            let alone = installation::value(tx, &format!("{other} {round}")).await?.is_none();
                            tokio::task::yield_now().await;
                            let value = if alone { "first" } else { "second" };
                            installation::value_or_set(tx, &format!("{me} {round}"), value).await?;
                            Ok(())
                        });
                        written.unwrap();
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            let firsts = records
                .number(&format!("SELECT COUNT(*) FROM installation WHERE name LIKE '% {round}' AND value = 'first'"))
                .await;
            assert_eq!(firsts, 1, "round {round}: both believe to have come first");
        }
    }

    async fn a_transaction_that_met_another_is_made_again_from_its_beginning(records) {
        let user = user(records, "uta@example.org", Role::Member).await;
        let tries = AtomicU32::new(0);
        let met = tokio::sync::Barrier::new(2);
        let rival = records.another().await;
        let slow = async {
            let written: store::Result<String> = store::write!(records, |tx| {
                let read = password(tx, user).await?;
                if tries.fetch_add(1, Ordering::Relaxed) == 0 {
                    met.wait().await;
                    if records.engine() == store::Engine::Postgres {
                        // Until the rival has committed. SQLite lets nobody in between in the first place.
                        met.wait().await;
                    }
                }
                let next = format!("{read} slow");
                users::set_password(tx, user, &next).await?;
                Ok(next)
            });
            written.unwrap()
        };
        let quick = async {
            met.wait().await;
            let written: store::Result<()> = store::write!(rival, |tx| users::set_password(tx, user, "quick").await);
            written.unwrap();
            if records.engine() == store::Engine::Postgres {
                met.wait().await;
            }
        };
        let (slow, ()) = tokio::join!(slow, quick);
        rival.close().await;
        if records.engine() == store::Engine::Postgres {
            assert_eq!(slow, "quick slow", "the second try sees what the first one missed");
            assert_eq!(tries.into_inner(), 2);
        } else {
            assert_eq!(slow, " slow", "the rival waited");
            assert_eq!(tries.into_inner(), 1);
        }
    }

    async fn what_ends_in_a_refusal_leaves_nothing(records) {
        let written: Result<(), Refusal> = store::write!(records, |tx| {
            external_users::find_or_insert(tx, &mail("ann@example.org"), at(0)).await?;
            outbox::enqueue(tx, "mail", &1, at(0), at(0)).await?;
            Err(Refusal::No)
        });
        assert!(matches!(written, Err(Refusal::No)));
        assert_eq!(records.rows("external_users").await + records.rows("outbox").await, 0);
    }

    /// A browser that hangs up drops its handler in the middle of what it does.
    async fn what_is_dropped_half_way_leaves_nothing_and_holds_nobody_up(records) {
        for _ in 0..20 {
            let store = Store::clone(records);
            let half_way = Arc::new(tokio::sync::Notify::new());
            let told = half_way.clone();
            let task = tokio::spawn(async move {
                let _: store::Result<()> = store::write!(store, |tx| {
                    external_users::find_or_insert(tx, &mail("ann@example.org"), at(0)).await?;
                    told.notify_one();
                    std::future::pending().await
                });
            });
            half_way.notified().await;
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
        }
        let next = visitor(records, "bob@example.org");
        tokio::time::timeout(std::time::Duration::from_secs(10), next).await.expect("the next one is let in");
        assert_eq!(records.rows("external_users").await, 1);
    }

    async fn what_panics_leaves_nothing(records) {
        let store = Store::clone(records);
        let task = tokio::spawn(async move {
            let _: store::Result<()> = store::write!(store, |tx| {
                external_users::find_or_insert(tx, &mail("ann@example.org"), at(0)).await?;
                panic!("on purpose")
            });
        });
        assert!(task.await.unwrap_err().is_panic());
        visitor(records, "bob@example.org").await;
        assert_eq!(records.rows("external_users").await, 1);
    }

    /// PostgreSQL keeps nothing of a transaction after an error, even if it is told to commit, and says nothing of it;
    /// SQLite would keep the rest. Neither is what somebody who went on believes.
    async fn who_goes_on_after_a_refused_statement_is_told_that_nothing_is_kept(records) {
        kit(records, "press", &[]).await;
        let written: store::Result<()> = store::write!(records, |tx| {
            outbox::enqueue(tx, "mail", &1, at(0), at(0)).await?;
            let taken = kits::insert(tx, &new_kit("press", Privacy::Public, Policy::Open), at(0)).await;
            assert!(matches!(taken, Err(Error::Taken(_))));
            Ok(())
        });
        assert!(matches!(written, Err(Error::Spoiled)), "{written:?}");
        assert_eq!(records.rows("outbox").await, 0);
    }

    async fn a_refusal_of_the_database_comes_out_as_it_is(records) {
        kit(records, "press", &[]).await;
        let written: Result<KitId, Refusal> = store::write!(records, |tx| {
            Ok(kits::insert(tx, &new_kit("press", Privacy::Public, Policy::Open), at(0)).await?)
        });
        let Err(Refusal::Internal(error)) = written else { panic!("{written:?}") };
        assert!(error.is_taken("kits_slug", "kits.slug"), "{error}");
        assert!(!error.is_taken("portals_slug", "portals.slug"), "{error}");
    }

    async fn readers_do_not_wait_for_a_writer_and_see_nothing_unfinished(records) {
        let written: store::Result<()> = store::write!(records, |tx| {
            external_users::find_or_insert(tx, &mail("ann@example.org"), at(0)).await?;
            let seen = external_users::count(&**records, None);
            let seen = tokio::time::timeout(std::time::Duration::from_secs(5), seen).await.expect("no waiting")?;
            assert_eq!(seen, 0);
            assert_eq!(external_users::count(tx, None).await?, 1);
            Ok(())
        });
        written.unwrap();
        assert_eq!(external_users::count(&**records, None).await.unwrap(), 1);
    }

    async fn more_writers_than_connections_all_get_their_turn(records) {
        let tasks: Vec<_> = (0..300)
            .map(|count| {
                let store = Store::clone(records);
                tokio::spawn(async move { visitor(&store, &format!("v{count}@example.org")).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(records.rows("external_users").await, 300);
    }

    /// An address bar can hold anything; PostgreSQL refuses a NUL in a text.
    async fn a_nul_in_a_text_finds_nothing_and_breaks_nothing(records) {
        assert!(kits::by_slug(&**records, "press\0").await.unwrap().is_none());
        assert_eq!(external_users::count(&**records, Some("\0")).await.unwrap(), 0);
        write(records, async |tx| installation::value_or_set(tx, "a\0b", "c\0d").await).await;
        assert_eq!(installation::value(&**records, "a\0b").await.unwrap().as_deref(), Some("c\u{fffd}d"));
    }
}
