//! What an operator sees of the records: what waits, since when, and how the connections stand.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    outbox,
    uploads::{self, NewUpload},
    vitals::{self, Queue},
};

fn film(user_id: UserId) -> NewUpload {
    let (filename, duplicates) = ("film.mp4".into(), "keep".into());
    NewUpload { user_id, filename, path: String::new(), folder_id: None, duplicates, size: 10 }
}

both_engines! {
    async fn a_queue_says_how_much_waits_since_when_it_is_late_and_what_was_given_up(records) {
        let queue = async |kind: &str, now| vitals::queue(&**records, kind, at(now)).await.unwrap();
        assert_eq!(queue("mail", 0).await, Queue { waiting: 0, due_since: None, given_up: 0 });
        write(records, async |tx| {
            for (kind, due) in [("mail", 10), ("mail", 20), ("mail", 30), ("preview", 5)] {
                outbox::enqueue(tx, kind, &1, at(0), at(due)).await?;
            }
            Ok(())
        })
        .await;
        assert_eq!(queue("mail", 9).await, Queue { waiting: 3, due_since: None, given_up: 0 }, "nothing is late yet");
        assert_eq!(queue("mail", 25).await, Queue { waiting: 3, due_since: Some(at(10)), given_up: 0 });
        assert_eq!(queue("preview", 25).await, Queue { waiting: 1, due_since: Some(at(5)), given_up: 0 });
        let jobs = outbox::lease(records, "mail", "w", 1, at(25), at(75)).await.unwrap();
        assert_eq!(queue("mail", 25).await.due_since, Some(at(20)), "what is being done is not late");
        assert_eq!(queue("mail", 80).await.due_since, Some(at(20)));
        write(records, async |tx| outbox::give_up(tx, jobs[0].id, "w", at(26), "no").await).await;
        assert_eq!(queue("mail", 25).await, Queue { waiting: 2, due_since: Some(at(20)), given_up: 1 });
        assert_eq!(queue("preview", 25).await.given_up, 0, "of another kind");
    }

    async fn requests_are_counted_by_state_and_the_oldest_that_waits_is_known(records) {
        assert!(vitals::requests(&**records).await.unwrap().is_empty());
        assert_eq!(vitals::pending_since(&**records).await.unwrap(), None);
        let vera = visitor(records, "vera@example.org").await;
        let asset = asset(records, "logo").await;
        for seconds in [30, 10, 20] {
            insert(records, &new_request(Asker::Visitor(vera), &[asset]), at(seconds)).await;
        }
        assert_eq!(vitals::requests(&**records).await.unwrap(), [(RequestStatus::Pending, 3)]);
        assert_eq!(vitals::pending_since(&**records).await.unwrap(), Some(at(10)));
    }

    async fn an_upload_counts_until_it_became_something(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let asset = asset(records, "film").await;
        let id = write(records, async |tx| uploads::insert(tx, &film(rita), at(1), at(9)).await).await;
        assert_eq!(vitals::uploads(&**records).await.unwrap(), 1);
        write(records, async |tx| uploads::settle(tx, id, asset).await).await;
        assert_eq!(vitals::uploads(&**records).await.unwrap(), 0);
    }

    async fn connections_are_counted_by_what_they_are_for(records) {
        records.ping().await.unwrap();
        let pools = records.pools();
        assert_eq!(pools.map(|pool| pool.name), ["write", "read", "feed"]);
        for pool in pools {
            assert!(pool.idle <= pool.open && pool.open <= pool.most, "{pool:?}");
        }
        assert!(pools[1].open >= 1, "it was asked just now: {pools:?}");
    }

    async fn what_goes_wrong_is_counted(records) {
        let closed = records.another().await;
        closed.close().await;
        let (silent, failed, _) = vitals::troubles();
        assert!(vitals::uploads(&closed).await.is_err());
        assert!(vitals::troubles().0 > silent, "a closed pool answers nobody");
        let wrong: store::Result<()> = store::write!(&**records, |tx| {
            // There is no such user.
            uploads::insert(tx, &film(UserId(404)), at(1), at(9)).await?;
            Ok(())
        });
        assert!(wrong.is_err());
        assert!(vitals::troubles().1 > failed);
    }
}
