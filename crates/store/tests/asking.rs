//! Asking: requests, their items, and what is under review.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use std::sync::Arc;
use store::{
    Store, Tx, open_asks,
    requests::{self, Change, NewRequest, Origin, PolicyOf},
};

/// Asks by the form for what is not under review yet, as the use case does; the new request if there is one.
async fn ask(
    tx: &Tx,
    visitor: ExternalUserId,
    place: Place,
    asked: &[Option<AssetId>],
) -> store::Result<Option<RequestId>> {
    let id = requests::next_id(tx).await?;
    let claimed = open_asks::claim(tx, open_asks::Asker::External(visitor), place, asked, id).await?;
    if claimed.is_empty() {
        return Ok(None);
    }
    let assets: Vec<AssetId> = asked.iter().copied().flatten().collect();
    let request =
        NewRequest { place: Some(place), origin: Origin::Form, ..new_request(Asker::Visitor(visitor), &assets) };
    requests::insert(tx, id, &request, at(0)).await?;
    Ok(Some(id))
}

async fn three_items(records: &Records) -> (ExternalUserId, [AssetId; 3], RequestId) {
    let visitor = visitor(records, "ann@example.org").await;
    let assets = [asset(records, "A").await, asset(records, "B").await, asset(records, "C").await];
    (visitor, assets, request(records, visitor, &assets, at(1)).await)
}

both_engines! {
    async fn a_request_comes_back_as_it_was_made(records) {
        let ann = visitor(records, "ann@example.org").await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let folder = folder(records, None, "Logos").await;
        let (logo, photo) = (asset_in(records, Some(folder), "Logo").await, asset(records, "Photo").await);
        let kit = kit(records, "press", &[logo, photo]).await;
        let portal = portal(records, "museum", &[kit]).await;
        let new = NewRequest {
            origin: Origin::PublicApi,
            place: Some(Place::PortalKit(portal, kit)),
            policy: Policy::PerAssetApproval,
            policy_of: PolicyOf::Kit,
            routing: Routing::Folders,
            reason: Some("Für\neinen Artikel 🦀".into()),
            items: vec![(Some(photo), None), (Some(logo), Some(folder))],
            responsibles: vec![uta, uta],
            ..new_request(Asker::Visitor(ann), &[])
        };
        let id = insert(records, &new, at(5)).await;
        let found = requests::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((found.id, found.status, found.origin), (id, RequestStatus::Pending, Origin::PublicApi));
        assert_eq!((found.external_user_id, found.user_id, found.browser_id), (Some(ann), None, None));
        assert_eq!((found.place(), found.scope), (Some(Place::PortalKit(portal, kit)), RequestScope::Assets));
        assert_eq!(
            (found.policy, found.routing, found.created_at),
            (Policy::PerAssetApproval, Routing::Folders, at(5))
        );
        assert_eq!(found.policy_source(), Some(place::PolicySource::Kit(kit)));
        assert_eq!(found.reason, new.reason);
        assert_eq!((found.message, found.decided_at, found.decided_by, found.expires_at), (None, None, None, None));
        assert_eq!((found.revoked_at, found.revocation_message), (None, None));
        let by_reference = requests::by_reference(&**records, &new.reference).await.unwrap();
        assert_eq!(by_reference.map(|request| request.id), Some(id));
        let items = requests::items(&**records, &[id]).await.unwrap();
        assert_eq!(items.iter().map(|item| item.asset_id).collect::<Vec<_>>(), [Some(photo), Some(logo)]);
        assert_eq!(
            (items[1].folder_id, items[1].title.as_deref(), items[1].status),
            (Some(folder), Some("Logo"), ItemStatus::Pending)
        );
        assert_eq!((items[0].decision_id, items[0].decided_by, items[0].whole), (None, None, None));
        assert_eq!(requests::chosen_responsibles(&**records, &[id]).await.unwrap(), [(id, uta)]);
        assert!(requests::by_reference(&**records, "guess").await.unwrap().is_none());
        assert!(requests::by_id(&**records, RequestId(99)).await.unwrap().is_none());
    }

    async fn a_request_for_the_whole_has_one_item_without_an_asset(records) {
        let ann = visitor(records, "ann@example.org").await;
        let kit = kit(records, "press", &[]).await;
        let id = insert(records, &new_kit_request(ann, kit), at(0)).await;
        let items = requests::items(&**records, &[id]).await.unwrap();
        assert_eq!(items.iter().map(|item| (item.asset_id, item.title.clone())).collect::<Vec<_>>(), [(None, None)]);
        assert_eq!(requests::by_id(&**records, id).await.unwrap().unwrap().scope, RequestScope::Kit);
    }

    async fn two_asks_at_the_same_instant_make_one(records) {
        let ann = visitor(records, "ann@example.org").await;
        let logo = asset(records, "Logo").await;
        let kit = kit(records, "press", &[logo]).await;
        for asked in [vec![None], vec![Some(logo)]] {
            let barrier = Arc::new(tokio::sync::Barrier::new(20));
            let tasks: Vec<_> = (0..20)
                .map(|_| {
                    let (store, barrier, asked) = (Store::clone(records), barrier.clone(), asked.clone());
                    tokio::spawn(async move {
                        barrier.wait().await;
                        let made: store::Result<_> =
                            store::write!(store, |tx| ask(tx, ann, Place::Kit(kit), &asked).await);
                        made.unwrap()
                    })
                })
                .collect();
            let mut made = Vec::new();
            for task in tasks {
                made.extend(task.await.unwrap());
            }
            assert_eq!(made.len(), 1, "{made:?}");
        }
        assert_eq!(records.rows("requests").await, 2);
        assert_eq!(open_asks::count(&**records).await.unwrap(), 2);
    }

    async fn what_is_under_review_is_known_by_asker_place_and_asset(records) {
        let (ann, bob) = (visitor(records, "ann@example.org").await, visitor(records, "bob@example.org").await);
        let uta = user(records, "ann@example.org", Role::Member).await;
        let (a, b) = (asset(records, "A").await, asset(records, "B").await);
        let kit = kit(records, "press", &[a, b]).await;
        let portal = portal(records, "museum", &[kit]).await;
        let claim = async |asker, place, asked: &[Option<AssetId>]| {
            write(records, async |tx| open_asks::claim(tx, asker, place, asked, RequestId(7)).await).await
        };
        let external = open_asks::Asker::External;
        assert_eq!(claim(external(ann), Place::Kit(kit), &[Some(a), None]).await, [Some(a), None]);
        assert_eq!(
            claim(external(ann), Place::Kit(kit), &[Some(b), Some(a), None]).await,
            [Some(b)],
            "the rest is open"
        );
        for (asker, place) in [
            (external(bob), Place::Kit(kit)),
            (open_asks::Asker::User(uta), Place::Kit(kit)),
            (external(ann), Place::PortalKit(portal, kit)),
            (external(ann), Place::Portal(portal)),
        ] {
            assert_eq!(claim(asker, place, &[Some(a)]).await, [Some(a)], "another asker or place");
        }
        let open = open_asks::of(&**records, external(ann), Place::Kit(kit)).await.unwrap();
        assert_eq!(open, [(None, RequestId(7)), (Some(a), RequestId(7)), (Some(b), RequestId(7))]);
        assert_eq!(open_asks::count(&**records).await.unwrap(), 7);
    }

    async fn what_is_decided_or_withdrawn_may_be_asked_again(records) {
        let (ann, [a, b, _], _) = three_items(records).await;
        let kit = kit(records, "press", &[a, b]).await;
        let place = Place::Kit(kit);
        let first = write(records, async |tx| ask(tx, ann, place, &[Some(a), Some(b)]).await).await.unwrap();
        let items = items(records, first).await;
        let release = async |item: ItemId, status| {
            write(records, async |tx| {
                requests::set_item_status(tx, &[item], ItemStatus::Pending, status).await?;
                open_asks::release(tx, &[first]).await
            })
            .await;
        };
        release(items[0], ItemStatus::Denied).await;
        let asker = open_asks::Asker::External(ann);
        assert_eq!(open_asks::of(&**records, asker, place).await.unwrap(), [(Some(b), first)]);
        let again = write(records, async |tx| ask(tx, ann, place, &[Some(a)]).await).await;
        assert!(again.is_some_and(|again| again != first));
        release(items[1], ItemStatus::Cancelled).await;
        assert_eq!(open_asks::of(&**records, asker, place).await.unwrap(), [(Some(a), again.unwrap())]);
    }

    async fn the_whole_stays_under_review_until_its_last_item_is_decided(records) {
        let (ann, [a, b, _], _) = three_items(records).await;
        let kit = kit(records, "press", &[a, b]).await;
        // In folder mode the present assets of the kit are the items of an ask for the whole.
        let request = NewRequest { items: vec![(Some(a), None), (Some(b), None)], ..new_kit_request(ann, kit) };
        let id = insert(records, &request, at(0)).await;
        let asker = open_asks::Asker::External(ann);
        write(records, async |tx| open_asks::claim(tx, asker, Place::Kit(kit), &[None], id).await).await;
        for (item, left) in items(records, id).await.into_iter().zip([1, 0]) {
            write(records, async |tx| {
                requests::set_item_status(tx, &[item], ItemStatus::Pending, ItemStatus::Approved).await?;
                open_asks::release(tx, &[id]).await
            })
            .await;
            assert_eq!(open_asks::count(&**records).await.unwrap(), left);
        }
    }

    async fn a_requester_sees_their_own_newest_first(records) {
        let (ann, [a, ..], first) = three_items(records).await;
        let bob = visitor(records, "bob@example.org").await;
        let third = request(records, ann, &[a], at(9)).await;
        let second = request(records, ann, &[a], at(5)).await;
        request(records, bob, &[a], at(10)).await;
        let of = async |most| {
            let found = requests::of_external_user(&**records, ann, most).await.unwrap();
            found.into_iter().map(|request| request.id).collect::<Vec<_>>()
        };
        assert_eq!(of(10).await, [third, second, first]);
        assert_eq!(of(2).await, [third, second]);
        let mut some: Vec<_> = requests::by_ids(&**records, &[third, RequestId(99), first])
            .await
            .unwrap()
            .into_iter()
            .map(|request| request.id)
            .collect();
        some.sort();
        assert_eq!(some, [first, third]);
    }

    async fn pending_requests_beside_are_of_the_same_requester_and_place(records) {
        let (ann, bob) = (visitor(records, "ann@example.org").await, visitor(records, "bob@example.org").await);
        let uta = user(records, "uta@example.org", Role::Member).await;
        let kit = kit(records, "press", &[]).await;
        let other = crate::support::fill::kit(records, "other", &[]).await;
        let portal = portal(records, "museum", &[kit]).await;
        let at_place = |place, asker| NewRequest { place, ..new_request(asker, &[]) };
        let (ann, bob, uta) = (Asker::Visitor(ann), Asker::Visitor(bob), Asker::User(uta));
        let here = Some(Place::Kit(kit));
        let mut ids = Vec::new();
        for (place, asker) in [
            (here, ann),
            (here, ann),
            (Some(Place::Kit(other)), ann),
            (Some(Place::PortalKit(portal, kit)), ann),
            (None, ann),
            (here, bob),
            (here, uta),
            (here, uta),
            (here, ann),
        ] {
            ids.push(insert(records, &at_place(place, asker), at(0)).await);
        }
        let done = Change { status: Some(RequestStatus::Denied), ..Change::default() };
        write(records, async |tx| requests::change(tx, ids[8], &done).await).await;
        let beside = async |id: RequestId| {
            write(records, async |tx| {
                let request = requests::by_id(tx, id).await?.unwrap();
                let externals: Vec<ExternalUserId> = request.external_user_id.into_iter().collect();
                let users: Vec<UserId> = request.user_id.into_iter().collect();
                let pending = requests::pending_of(tx, &externals, &users).await?;
                let rows = requests::by_ids(tx, &pending).await?;
                let same_place = |other: &&requests::Request| other.id != id && other.place() == request.place();
                Ok(rows.iter().filter(same_place).map(|request| request.id).collect::<Vec<_>>())
            })
            .await
        };
        assert_eq!(beside(ids[0]).await, [ids[1]]);
        assert_eq!(beside(ids[7]).await, [ids[6]]);
        assert_eq!(beside(ids[5]).await, []);
        assert_eq!(beside(ids[4]).await, [], "no place is a place of its own");
    }
}
