//! The outbox: work that is enqueued with what makes it necessary, held by one worker at a time, and never lost.

use crate::support::{both_engines, fill::*};
use domain::*;
use std::{collections::HashMap, time::Duration};
use store::{Store, outbox};

async fn enqueue(store: &Store, count: i64, seconds: i64) -> Vec<JobId> {
    write(store, async |tx| {
        let mut jobs = Vec::new();
        for number in 0..count {
            jobs.push(outbox::enqueue(tx, "mail", &number, at(0), at(seconds)).await?);
        }
        Ok(jobs)
    })
    .await
}

async fn lease(store: &Store, holder: &str, most: u32, now: i64) -> Vec<JobId> {
    let jobs = outbox::lease(store, "mail", holder, most, at(now), at(now + 60)).await.unwrap();
    jobs.into_iter().map(|job| job.id).collect()
}

async fn finish(store: &Store, job: JobId, holder: &str) -> bool {
    let done: store::Result<bool> = store::write!(store, |tx| outbox::finish(tx, job, holder).await);
    done.unwrap()
}

both_engines! {
    async fn work_that_waits_is_seen_by_what_came_after_it_only(records) {
        write(records, async |tx| {
            for (to, seconds) in [(5, 1), (5, 2), (51, 3)] {
                outbox::enqueue(tx, "mail", &serde_json::json!({"to": {"user": to}, "n": seconds}), at(seconds), at(9)).await?;
            }
            Ok(())
        })
        .await;
        let jobs = outbox::lease(records, "mail", "w", 3, at(10), at(70)).await.unwrap();
        let waits = async |at_job: usize, since: i64| {
            outbox::waits_before(&**records, &jobs[at_job], "\"to\":{\"user\":5}", at(since)).await.unwrap()
        };
        assert!(!waits(0, 0).await, "nothing is before the first");
        assert!(waits(1, 0).await, "also while it is being done");
        assert!(!waits(1, 2).await, "what is too old keeps nobody back");
        let other = outbox::waits_before(&**records, &jobs[2], "\"to\":{\"user\":51}", at(0)).await.unwrap();
        assert!(!other, "somebody else's");
        assert!(finish(records, jobs[0].id, "w").await);
        assert!(!waits(1, 0).await, "what is done");
    }

    async fn work_comes_back_as_it_was_enqueued_when_it_is_due(records) {
        let payload = serde_json::json!({"requestId": 7, "to": "requester"});
        let id = write(records, async |tx| outbox::enqueue(tx, "mail", &payload, at(0), at(10)).await).await;
        assert!(!outbox::is_due(&**records, "mail", at(9)).await.unwrap());
        assert!(lease(records, "w", 10, 9).await.is_empty());
        assert!(outbox::is_due(&**records, "mail", at(10)).await.unwrap());
        let jobs = outbox::lease(records, "mail", "w", 10, at(10), at(70)).await.unwrap();
        let [job] = &jobs[..] else { panic!("{jobs:?}") };
        assert_eq!((job.id, job.kind.as_str(), job.attempts, job.created_at), (id, "mail", 1, at(0)));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&job.payload).unwrap(), payload);
        assert!(!outbox::is_due(&**records, "mail", at(11)).await.unwrap(), "leased is not due");
        assert!(finish(records, id, "w").await);
        assert!(!finish(records, id, "w").await, "it is gone");
        assert_eq!(outbox::counts(&**records).await.unwrap(), (0, 0));
    }

    async fn the_oldest_due_work_comes_first_and_no_more_than_wanted(records) {
        let late = enqueue(records, 2, 5).await;
        let early = enqueue(records, 3, 1).await;
        assert_eq!(lease(records, "w", 4, 10).await.len(), 4);
        let left = lease(records, "v", 10, 10).await;
        assert_eq!(left, late[1..]);
        assert!(!left.contains(&early[0]));
    }

    async fn each_kind_of_work_has_a_lane_of_its_own(records) {
        let mails = enqueue(records, 3, 0).await;
        let picture = write(records, async |tx| outbox::enqueue(tx, "preview", &1, at(0), at(9)).await).await;
        assert!(outbox::is_due(&**records, "mail", at(0)).await.unwrap());
        assert!(!outbox::is_due(&**records, "preview", at(0)).await.unwrap());
        assert_eq!(lease(records, "w", 10, 9).await, mails);
        let jobs = outbox::lease(records, "preview", "w", 10, at(9), at(60)).await.unwrap();
        assert_eq!(jobs.iter().map(|job| job.id).collect::<Vec<_>>(), [picture]);
    }

    async fn many_pieces_are_enqueued_at_once(records) {
        let payloads: Vec<i64> = (0..5_000).collect();
        write(records, async |tx| outbox::enqueue_many(tx, "mail", &payloads, at(3)).await).await;
        write(records, async |tx| outbox::enqueue_many(tx, "mail", &[] as &[i64], at(3)).await).await;
        assert_eq!(outbox::counts(&**records).await.unwrap(), (5_000, 0));
        assert!(outbox::is_due(&**records, "mail", at(3)).await.unwrap());
        let jobs = outbox::lease(records, "mail", "w", 10_000, at(3), at(60)).await.unwrap();
        let numbers: Vec<i64> = jobs.iter().map(|job| job.payload.parse().unwrap()).collect();
        assert_eq!(numbers, payloads, "in the order in which they were enqueued");
    }

    async fn no_two_workers_hold_the_same_work(records) {
        const WORK: i64 = 120;
        enqueue(records, WORK, 0).await;
        let other = records.another().await;
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let store = if worker % 2 == 0 { Store::clone(records) } else { other.clone() };
                tokio::spawn(async move {
                    let holder = format!("worker {worker}");
                    let mut held = Vec::new();
                    loop {
                        let jobs = lease(&store, &holder, 3, 1).await;
                        if jobs.is_empty() && !outbox::is_due(&store, "mail", at(1)).await.unwrap() {
                            return held;
                        }
                        for job in jobs {
                            tokio::task::yield_now().await;
                            held.push(job);
                            assert!(finish(&store, job, &holder).await, "somebody else had {job} too");
                        }
                    }
                })
            })
            .collect();
        let mut done: HashMap<JobId, u32> = HashMap::new();
        for worker in workers {
            for job in worker.await.unwrap() {
                *done.entry(job).or_default() += 1;
            }
        }
        other.close().await;
        assert_eq!(done.len(), usize::try_from(WORK).unwrap());
        assert!(done.values().all(|times| *times == 1), "{done:?}");
        assert_eq!(records.rows("outbox").await, 0);
    }

    async fn work_of_a_worker_that_died_is_taken_by_another(records) {
        let [job] = enqueue(records, 1, 0).await[..] else { panic!() };
        assert_eq!(lease(records, "died", 1, 0).await, [job]);
        assert!(lease(records, "next", 1, 59).await.is_empty(), "it is held");
        let jobs = outbox::lease(records, "mail", "next", 1, at(60), at(120)).await.unwrap();
        assert_eq!((jobs[0].id, jobs[0].attempts), (job, 2));
        assert!(!finish(records, job, "died").await, "it lost it, and came back too late");
        write(records, async |tx| outbox::postpone(tx, job, "died", at(0), "late").await).await;
        write(records, async |tx| outbox::give_up(tx, job, "died", at(0), "late").await).await;
        assert_eq!(outbox::counts(&**records).await.unwrap(), (1, 0), "nor does it take it from the other");
        assert!(lease(records, "third", 1, 100).await.is_empty());
        assert!(finish(records, job, "next").await);
    }

    async fn work_that_failed_for_the_moment_is_begun_again_at_its_time(records) {
        let [job] = enqueue(records, 1, 0).await[..] else { panic!() };
        for (attempt, pause) in [(1, 5), (2, 15), (3, 45)] {
            let now = i64::from(attempt) * 1_000;
            let jobs = outbox::lease(records, "mail", "w", 1, at(now), at(now + 60)).await.unwrap();
            assert_eq!((jobs[0].id, jobs[0].attempts), (job, attempt as u32));
            let again = at(now).plus(Duration::from_secs(pause));
            write(records, async |tx| outbox::postpone(tx, job, "w", again, "451 try later").await).await;
            assert!(!outbox::is_due(&**records, "mail", at(now)).await.unwrap());
            assert!(outbox::is_due(&**records, "mail", again).await.unwrap());
        }
        assert_eq!(records.number("SELECT COUNT(*) FROM outbox WHERE last_error = '451 try later'").await, 1);
    }

    async fn work_that_was_given_up_stays_to_be_seen(records) {
        let [job, _] = enqueue(records, 2, 0).await[..] else { panic!() };
        lease(records, "w", 1, 0).await;
        write(records, async |tx| outbox::give_up(tx, job, "w", at(1), "550 no such user").await).await;
        assert_eq!(outbox::counts(&**records).await.unwrap(), (1, 1));
        let later = lease(records, "w", 10, 1_000_000).await;
        assert!(!later.contains(&job) && later.len() == 1);
    }

    async fn work_of_a_transaction_that_failed_was_never_there(records) {
        let written: store::Result<()> = store::write!(records, |tx| {
            outbox::enqueue(tx, "mail", &1, at(0), at(0)).await?;
            Err(store::Error::Unreadable("on purpose".into()))
        });
        assert!(written.is_err());
        assert!(!outbox::is_due(&**records, "mail", at(1)).await.unwrap());
    }
}
