//! The settings, what is kept for a while only, and the outbox as its keepers see it.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    changes::Subject,
    events::{self, Filter, NewEvent},
    outbox, queue, retention,
    settings::{self, Settings},
    trash,
};
use words::Language;

fn german() -> Language {
    Language::parse("de").expect("German")
}

both_engines! {
    async fn settings_are_what_they_were_last_set_to(records) {
        assert_eq!(settings::get(&**records).await.unwrap(), Settings::default());
        let logo = asset(records, "logo").await;
        let all = Settings {
            organisation: Some("Museum \0 of Low Water".into()),
            accent: Some("#17594a".into()),
            logo_id: Some(logo),
            language: Some(german()),
            languages: vec![german(), Language::default()],
            mail_from: Some("Desk <desk@example.org>".into()),
            limit_network: Some(0),
            limit_address: Some(2),
            limit_downloads: Some(3),
            requests_expire_after_days: Some(90),
            history_kept_for_days: Some(u32::MAX),
        };
        let kept = Settings { organisation: Some("Museum \u{fffd} of Low Water".into()), ..all.clone() };
        for (set, kept) in [(&all, &kept), (&Settings::default(), &Settings::default()), (&all, &kept)] {
            write(records, async |tx| settings::set(tx, set, at(1)).await).await;
            assert_eq!(settings::get(&**records).await.unwrap(), *kept);
        }
        assert_eq!(records.rows("settings").await, 1);
        records.refuse("settings_one", "", "INSERT INTO settings (id, languages, updated_at) VALUES (2, '', 0)").await;
    }

    async fn whoever_rests_on_the_settings_hears_of_them_and_of_the_logo(records) {
        let (logo, other) = (asset(records, "logo").await, asset(records, "other").await);
        let by = user(records, "mia@desk.example", Role::Manager).await;
        records.catch_up().await.unwrap();
        let node = records.another().await;
        node.catch_up().await.unwrap();
        let (stamp, elsewhere) = (records.stamp(), node.stamp());
        write(records, async |tx| {
            settings::set(tx, &Settings { logo_id: Some(logo), ..Settings::default() }, at(1)).await
        })
        .await;
        assert!(!records.is_current(stamp, &[Subject::Settings]));
        node.catch_up().await.unwrap();
        assert!(!node.is_current(elsewhere, &[Subject::Settings]));
        records.catch_up().await.unwrap();
        let stamp = records.stamp();
        write(records, async |tx| trash::put_in(tx, &[other], by, at(2)).await).await;
        assert!(records.is_current(stamp, &[Subject::Settings]), "another asset");
        write(records, async |tx| trash::put_in(tx, &[logo], by, at(2)).await).await;
        assert!(!records.is_current(stamp, &[Subject::Settings]), "the logo");
        node.close().await;
    }

    async fn requests_that_wait_for_long_are_found_oldest_first(records) {
        let vera = visitor(records, "vera@press.example").await;
        let logo = asset(records, "logo").await;
        let late = request(records, vera, &[logo], at(30)).await;
        let early = request(records, vera, &[logo], at(10)).await;
        let withdrawn = request(records, vera, &[logo], at(5)).await;
        write(records, async |tx| {
            let change = store::requests::Change { status: Some(RequestStatus::Cancelled), ..Default::default() };
            store::requests::hold(tx, withdrawn).await?;
            store::requests::change(tx, withdrawn, &change).await
        })
        .await;
        assert_eq!(retention::waiting_since(&**records, at(10), 9).await.unwrap(), []);
        assert_eq!(retention::waiting_since(&**records, at(31), 9).await.unwrap(), [early, late]);
        assert_eq!(retention::waiting_since(&**records, at(31), 1).await.unwrap(), [early]);
        assert_eq!(retention::count_waiting_since(&**records, at(31)).await.unwrap(), 2);
    }

    async fn the_history_is_forgotten_from_its_beginning_and_stays_counted(records) {
        for seconds in 0..5 {
            let event = NewEvent { assets: vec![AssetId(1), AssetId(2)], ..NewEvent::default() };
            write(records, async |tx| events::record(tx, "download.zip", &event, at(seconds)).await).await;
        }
        let counted = records.number("SELECT COUNT(*) FROM event_counts").await;
        let forget = async |most| write(records, async |tx| retention::forget_events(tx, at(3), most).await).await;
        assert_eq!(forget(2).await, 2);
        let oldest = records.number("SELECT MIN(at) FROM events").await;
        assert_eq!(oldest, at(2).micros());
        assert_eq!((forget(2).await, forget(2).await), (1, 0));
        assert_eq!(events::count(&**records, &Filter::default()).await.unwrap(), 2);
        assert_eq!(records.rows("event_assets").await, 4);
        assert_eq!(records.number("SELECT COUNT(*) FROM event_counts").await, counted);
    }

    async fn what_failed_is_seen_taken_up_again_or_dropped(records) {
        let ids = write(records, async |tx| {
            let mut ids = Vec::new();
            for (number, kind) in ["mail", "mail", "mail", "preview"].iter().enumerate() {
                ids.push(outbox::enqueue(tx, kind, &number, at(0), at(0)).await?);
            }
            Ok(ids)
        })
        .await;
        let [waits, fails, lost, picture] = ids[..] else { panic!("{ids:?}") };
        for kind in ["mail", "preview"] {
            outbox::lease(records, kind, "w", 9, at(1), at(60)).await.unwrap();
        }
        assert!(!write(records, async |tx| queue::drop_failed(tx, "mail", fails).await).await, "it has not failed");
        write(records, async |tx| {
            outbox::postpone(tx, fails, "w", at(600), "the server is away").await?;
            outbox::give_up(tx, lost, "w", at(2), "550 no").await?;
            outbox::give_up(tx, picture, "w", at(2), "no picture").await
        })
        .await;
        let counts = queue::counts(&**records, "mail").await.unwrap();
        assert_eq!((counts.waiting, counts.failing, counts.given_up), (2, 1, 1));
        let troubled = queue::troubled(&**records, "mail", 9).await.unwrap();
        let seen: Vec<_> = troubled.iter().map(|job| (job.id, job.failed_at, job.last_error.as_deref())).collect();
        assert_eq!(seen, [(lost, Some(at(2)), Some("550 no")), (fails, None, Some("the server is away"))]);
        assert_eq!((troubled[1].attempts, troubled[1].run_at, troubled[1].payload.as_str()), (1, at(600), "1"));
        assert!(queue::by_id(&**records, "mail", waits).await.unwrap().is_some());
        assert!(queue::by_id(&**records, "mail", picture).await.unwrap().is_none(), "of another kind");

        let take_up = async |id| write(records, async |tx| queue::take_up(tx, "mail", id, at(9)).await).await;
        assert!(!take_up(waits).await, "it is under way");
        assert!(!take_up(picture).await, "of another kind");
        assert!(take_up(lost).await && take_up(fails).await);
        let lost_now = queue::by_id(&**records, "mail", lost).await.unwrap().unwrap();
        assert_eq!((lost_now.failed_at, lost_now.created_at, lost_now.run_at), (None, at(9), at(9)));
        let fails_now = queue::by_id(&**records, "mail", fails).await.unwrap().unwrap();
        assert_eq!((fails_now.created_at, fails_now.run_at, fails_now.attempts), (at(0), at(9), 0), "it keeps its turn");
        assert!(write(records, async |tx| queue::drop_failed(tx, "mail", lost).await).await);
        assert!(queue::by_id(&**records, "mail", lost).await.unwrap().is_none());
    }
}
