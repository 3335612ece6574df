//! Notes on requests, saved replies, and another responsible for a request.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    request_list::{self, Filter, Viewer},
    requests,
    saved_replies::{self, SavedReply},
};

both_engines! {
    async fn notes_come_back_in_order_and_go_one_by_one(records) {
        let ann = visitor(records, "ann@example.org").await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let logo = asset(records, "Logo").await;
        let (one, other) = (request(records, ann, &[logo], at(1)).await, request(records, ann, &[logo], at(2)).await);
        let written = write(records, async |tx| {
            let first = requests::add_note(tx, one, uta, "First", at(3)).await?;
            requests::add_note(tx, one, uta, "Second 🦀", at(4)).await?;
            requests::add_note(tx, other, uta, "Elsewhere", at(5)).await?;
            Ok(first)
        })
        .await;
        let texts = async || {
            let notes = requests::notes(&**records, &[one]).await.unwrap();
            notes.into_iter().map(|note| note.text).collect::<Vec<_>>()
        };
        assert_eq!(texts().await, ["First", "Second 🦀"]);
        let note = requests::note(&**records, written).await.unwrap().unwrap();
        assert_eq!((note.request_id, note.user_id, note.created_at), (one, uta, at(3)));
        assert!(write(records, async |tx| requests::erase_note(tx, written).await).await);
        assert!(!write(records, async |tx| requests::erase_note(tx, written).await).await);
        assert_eq!(texts().await, ["Second 🦀"]);
    }

    async fn saved_replies_stand_by_title(records) {
        let id = write(records, async |tx| {
            saved_replies::insert(tx, "Yes", "With pleasure.", at(1)).await?;
            saved_replies::insert(tx, "No", "Sorry.", at(1)).await
        })
        .await;
        let titles = async || {
            let replies = saved_replies::list(&**records).await.unwrap();
            replies.into_iter().map(|reply| reply.title).collect::<Vec<_>>()
        };
        assert_eq!(titles().await, ["No", "Yes"]);
        let changed = SavedReply { id, title: "Zoo".into(), text: "No animals.".into() };
        assert!(write(records, async |tx| saved_replies::update(tx, &changed, at(2)).await).await);
        assert_eq!(titles().await, ["Yes", "Zoo"]);
        assert_eq!(saved_replies::by_id(&**records, id).await.unwrap(), Some(changed));
        assert!(write(records, async |tx| saved_replies::delete(tx, id).await).await);
        assert!(!write(records, async |tx| saved_replies::delete(tx, id).await).await);
        assert_eq!(titles().await, ["Yes"]);
    }

    async fn a_request_that_is_passed_on_is_in_the_list_of_one_alone(records) {
        let ann = visitor(records, "ann@example.org").await;
        let [uta, ulf] = [user(records, "uta@example.org", Role::Responsible).await, user(records, "ulf@example.org", Role::Responsible).await];
        let logo = asset(records, "Logo").await;
        let id = request(records, ann, &[logo], at(1)).await;
        let seen = async |user: UserId| {
            let viewer = Viewer::Theirs { user, can_be_responsible: true, responsible_for_external_users: true };
            let filter = Filter { status: vec![RequestStatus::Pending], ..Filter::default() };
            request_list::ids(&**records, viewer, &filter, 10).await.unwrap()
        };
        assert_eq!((seen(uta).await, seen(ulf).await), (vec![id], vec![id]));
        for to in [uta, ulf] {
            write(records, async |tx| {
                let request = requests::hold(tx, id).await?.expect("it is there");
                requests::pass_on(tx, &request, to).await
            })
            .await;
        }
        assert_eq!((seen(uta).await, seen(ulf).await), (vec![], vec![id]));
        assert!(store::check::rules(&**records).await.unwrap().is_empty());
    }
}
