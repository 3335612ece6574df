//! The list of requests: who sees which, what the filters mean, and pages that stay right while rows come and go.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use store::{
    Store, external_users, folders,
    request_list::{self, Filter, Page, Viewer},
    requests::{self, Change, NewRequest},
};

const FIRST_PAGE: Page = Page { ascending: false, after: None, size: 100 };

/// Everything that a list shows, newest first; its count agrees.
async fn listed(store: &Store, viewer: Viewer, filter: &Filter) -> Vec<RequestId> {
    let page = request_list::page(store, viewer, filter, FIRST_PAGE).await.unwrap();
    assert_eq!(request_list::count(store, viewer, filter).await.unwrap(), page.len() as u64, "{filter:?}");
    let listed: Vec<RequestId> = page.into_iter().map(|request| request.id).collect();
    let mut ids = request_list::ids(store, viewer, filter, 1_000).await.unwrap();
    ids.reverse();
    assert_eq!(ids, listed, "{filter:?}");
    for (plan, ids, count) in request_list::by_every_plan(store, viewer, filter, FIRST_PAGE).await.unwrap() {
        assert_eq!((&ids, count), (&listed, listed.len() as u64), "{plan}: {filter:?}");
    }
    listed
}

/// Everything a manager sees under this filter.
async fn found(store: &Store, filter: Filter) -> Vec<RequestId> {
    listed(store, Viewer::Everything, &filter).await
}

fn theirs(user: UserId, responsible_for_external_users: bool) -> Viewer {
    Viewer::Theirs { user, can_be_responsible: true, responsible_for_external_users }
}

async fn named_visitor(records: &Records, address: &str, first: &str, last: &str) -> ExternalUserId {
    let typed = mail(address);
    write(records, async |tx| {
        let user = external_users::find_or_insert(tx, &typed, at(0)).await?;
        external_users::set_names(tx, &user, &name(first), &name(last)).await?;
        Ok(user.id)
    })
    .await
}

both_engines! {
    async fn people_see_what_they_may_decide_and_their_own(records) {
        let ann = visitor(records, "ann@example.org").await;
        let chosen = user(records, "chosen@example.org", Role::Responsible).await;
        let of_folder = user(records, "folder@example.org", Role::Responsible).await;
        let asker = user(records, "asker@example.org", Role::Member).await;
        let press = folder(records, None, "Press").await;
        let logo = asset_in(records, Some(press), "Logo").await;
        let loose = asset(records, "Loose").await;
        write(records, async |tx| folders::set_responsibles(tx, press, &[of_folder]).await).await;

        let external = request(records, ann, &[logo], at(1)).await;
        let base = new_request(Asker::Visitor(ann), &[]);
        let to_chosen = NewRequest {
            routing: Routing::Chosen,
            responsibles: vec![chosen],
            items: vec![(Some(logo), Some(press))],
            ..base.clone()
        };
        let to_chosen = insert(records, &to_chosen, at(2)).await;
        let to_folder = NewRequest {
            routing: Routing::Folders,
            items: vec![(Some(logo), Some(press))],
            reference: "folder".into(),
            ..base.clone()
        };
        let to_folder = insert(records, &to_folder, at(3)).await;
        let to_both = NewRequest {
            routing: Routing::Folders,
            items: vec![(Some(logo), Some(press)), (Some(loose), None)],
            reference: "both".into(),
            ..base.clone()
        };
        let to_both = insert(records, &to_both, at(4)).await;
        let own = NewRequest { routing: Routing::Chosen, ..new_request(Asker::User(asker), &[loose]) };
        let own = insert(records, &own, at(5)).await;
        let by_policy = NewRequest { routing: Routing::Policy, reference: "policy".into(), ..base };
        let by_policy = insert(records, &by_policy, at(6)).await;

        let all = Filter::default();
        assert_eq!(
            listed(records, Viewer::Everything, &all).await,
            [by_policy, own, to_both, to_folder, to_chosen, external]
        );
        assert_eq!(listed(records, theirs(chosen, false), &all).await, [to_chosen]);
        assert_eq!(listed(records, theirs(chosen, true), &all).await, [to_both, to_chosen, external]);
        assert_eq!(listed(records, theirs(of_folder, false), &all).await, [to_both, to_folder]);
        assert_eq!(listed(records, theirs(asker, false), &all).await, [own]);
        let member = Viewer::Theirs { user: chosen, can_be_responsible: false, responsible_for_external_users: false };
        assert_eq!(listed(records, member, &all).await, [], "who lost the role sees nothing of it any more");

        let of = |user, external| Filter { responsible: Some((user, external)), ..Filter::default() };
        assert_eq!(found(records, of(chosen, false)).await, [to_chosen]);
        assert_eq!(found(records, of(of_folder, true)).await, [to_both, to_folder, external]);
        let both = listed(records, theirs(of_folder, false), &of(chosen, false)).await;
        assert_eq!(both, [], "a filter never shows more than one may see");
    }

    async fn filters_narrow_the_list(records) {
        let ann = visitor(records, "ann@example.org").await;
        let uta = user(records, "Uta@example.org", Role::Member).await;
        let (logo, photo) = (asset(records, "Logo").await, asset(records, "Photo").await);
        let kit = kit(records, "press", &[logo]).await;
        let portal = portal(records, "museum", &[kit]).await;
        let plain = request(records, ann, &[logo, photo], at(10)).await;
        let in_kit = NewRequest { place: Some(Place::Kit(kit)), ..new_request(Asker::Visitor(ann), &[logo]) };
        let in_kit = insert(records, &in_kit, at(20)).await;
        let through =
            NewRequest { place: Some(Place::PortalKit(portal, kit)), ..new_request(Asker::User(uta), &[photo]) };
        let through = insert(records, &through, at(30)).await;
        let denied = Change { status: Some(RequestStatus::Denied), ..Change::default() };
        write(records, async |tx| requests::change(tx, plain, &denied).await).await;

        let status = |status: &[RequestStatus]| Filter { status: status.to_vec(), ..Filter::default() };
        assert_eq!(found(records, status(&[RequestStatus::Pending])).await, [through, in_kit]);
        assert_eq!(found(records, status(&[RequestStatus::Denied, RequestStatus::Expired])).await, [plain]);
        assert_eq!(found(records, status(RequestStatus::ALL)).await, [through, in_kit, plain]);
        assert_eq!(found(records, Filter { kit: Some(kit), ..Filter::default() }).await, [through, in_kit]);
        assert_eq!(found(records, Filter { portal: Some(portal), ..Filter::default() }).await, [through]);
        assert_eq!(found(records, Filter { asset: Some(photo), ..Filter::default() }).await, [through, plain]);
        assert_eq!(found(records, Filter { asset: Some(AssetId(99)), ..Filter::default() }).await, []);
        let of = |address: &str| Filter { mail_key: Some(mail(address).key().into()), ..Filter::default() };
        assert_eq!(found(records, of("ANN@example.org")).await, [in_kit, plain]);
        assert_eq!(found(records, of("uta@example.org")).await, [through]);
        assert_eq!(found(records, of("nobody@example.org")).await, []);
        let time = |after: Option<i64>, before: Option<i64>| Filter {
            created_after: after.map(at),
            created_before: before.map(at),
            ..Filter::default()
        };
        assert_eq!(found(records, time(Some(20), None)).await, [through, in_kit], "at or after");
        assert_eq!(found(records, time(None, Some(20))).await, [plain], "before");
        assert_eq!(found(records, time(Some(20), Some(30))).await, [in_kit]);
        let together =
            Filter { asset: Some(logo), kit: Some(kit), q: Some("ann".into()), ..status(&[RequestStatus::Pending]) };
        assert_eq!(found(records, together).await, [in_kit]);
    }

    async fn words_are_sought_in_reason_requester_and_titles(records) {
        let ann = named_visitor(records, "ann@example.org", "Ann", "Ó_Neil").await;
        let zoe = named_visitor(records, "zoe@müller.example", "Zoë", "محمد").await;
        let uta = user(records, "uta@example.org", Role::Member).await;
        let (logo, photo) = (asset(records, "Logo 50%").await, asset(records, "صورة 🦀").await);
        let because = |reason: &str, request: NewRequest| NewRequest { reason: Some(reason.into()), ..request };
        let one = insert(records, &because("Für ein BUCH", new_request(Asker::Visitor(ann), &[logo])), at(1)).await;
        let two = insert(records, &because("a\\b", new_request(Asker::Visitor(zoe), &[photo])), at(2)).await;
        let three = insert(records, &new_request(Asker::User(uta), &[logo, photo]), at(3)).await;
        for (q, is) in [
            ("für ein buch", &[one][..]),
            ("FÜR", &[one]),
            ("logo", &[three, one]),
            ("50%", &[three, one]),
            ("ó_n", &[one]),
            ("محمد", &[two]),
            ("صورة", &[three, two]),
            ("🦀", &[three, two]),
            ("üblich", &[three]),
            ("uta@", &[three]),
            ("müller", &[two]),
            ("example", &[three, two, one]),
            ("zzz", &[]),
            ("ann@example.org", &[one]),
            ("ann buch logo", &[one]),
            ("photo buch", &[]),
            ("eil", &[]),
            // Nothing of these is a word, and so nothing is found.
            ("%", &[]),
            ("_", &[]),
            ("\\", &[]),
        ] {
            assert_eq!(found(records, Filter { q: Some(q.into()), ..Filter::default() }).await, is, "{q}");
        }
    }

    async fn pages_stay_right_while_requests_come_and_go(records) {
        let ann = visitor(records, "ann@example.org").await;
        let mut all = Vec::new();
        for count in 0..30 {
            // Four share each moment: the id decides.
            all.push((at(count / 4), request(records, ann, &[], at(count / 4)).await));
        }
        all.sort();
        for ascending in [true, false] {
            let mut expected = all.clone();
            if !ascending {
                expected.reverse();
            }
            let mut seen: Vec<(Timestamp, RequestId)> = Vec::new();
            loop {
                let page = Page { ascending, after: seen.last().copied(), size: 7 };
                let rows = request_list::page(&**records, Viewer::Everything, &Filter::default(), page).await.unwrap();
                if rows.is_empty() {
                    break;
                }
                assert!(rows.len() <= 7);
                seen.extend(rows.iter().map(|request| (request.created_at, request.id)));
                // One comes where this reader has been already, and the row that its cursor stands on goes.
                request(records, ann, &[], at(if ascending { -5 } else { 500 })).await;
                let (_, gone) = *seen.last().unwrap();
                records.raw(&format!("DELETE FROM requests WHERE id = {gone}")).await.unwrap();
            }
            assert_eq!(seen, expected);
            all = request_list::page(
                &**records,
                Viewer::Everything,
                &Filter::default(),
                Page { ascending: true, ..FIRST_PAGE },
            )
            .await
            .unwrap()
            .into_iter()
            .map(|request| (request.created_at, request.id))
            .collect();
        }
    }

    async fn the_ids_of_a_filter_come_oldest_first_and_no_more_than_wanted(records) {
        let ann = visitor(records, "ann@example.org").await;
        let mut all = Vec::new();
        for count in 0..5 {
            all.push(request(records, ann, &[], at(count)).await);
        }
        let ids = request_list::ids(&**records, Viewer::Everything, &Filter::default(), 3).await.unwrap();
        assert_eq!(ids, all[..3]);
    }
}
