//! The history: only ever added to, found by what it is about.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    Store,
    events::{self, Filter, NewEvent},
};

async fn record(store: &Store, kind: &str, event: NewEvent, seconds: i64) -> EventId {
    write(store, async |tx| events::record(tx, kind, &event, at(seconds)).await).await
}

/// Everything that a list shows; its count agrees.
async fn listed(store: &Store, filter: Filter) -> Vec<EventId> {
    let events = events::list(store, &filter, None, 100).await.unwrap();
    assert_eq!(events::count(store, &filter).await.unwrap(), events.len() as u64);
    events.into_iter().map(|event| event.id).collect()
}

both_engines! {
    async fn an_event_comes_back_with_all_it_is_about(records) {
        let mut data = serde_json::Map::new();
        data.insert("size".into(), 7.into());
        let new = NewEvent {
            user_id: Some(UserId(1)),
            external_user_id: Some(ExternalUserId(2)),
            requester_user_id: Some(UserId(3)),
            browser_id: Some(BrowserId(4)),
            request_id: Some(RequestId(5)),
            grant_id: Some(GrantId(6)),
            portal_id: Some(PortalId(7)),
            kit_id: Some(KitId(8)),
            asset_id: Some(AssetId(9)),
            assets: vec![AssetId(11), AssetId(10), AssetId(11)],
            folder_id: Some(FolderId(12)),
            data,
        };
        let id = record(records, "download.zip", new, 5).await;
        let plain = record(records, "view.kit", NewEvent::default(), 4).await;
        let found = events::list(&**records, &Filter::default(), None, 10).await.unwrap();
        let [event, other] = &found[..] else { panic!("{found:?}") };
        assert_eq!((event.id, event.at, event.kind.as_str()), (id, at(5), "download.zip"));
        assert_eq!(
            (event.user_id, event.external_user_id, event.requester_user_id),
            (Some(UserId(1)), Some(ExternalUserId(2)), Some(UserId(3)))
        );
        assert_eq!((event.request_id, event.grant_id), (Some(RequestId(5)), Some(GrantId(6))));
        assert_eq!(
            (event.portal_id, event.kit_id, event.asset_id),
            (Some(PortalId(7)), Some(KitId(8)), Some(AssetId(9)))
        );
        assert_eq!((event.folder_id, other.folder_id), (Some(FolderId(12)), None));
        assert_eq!((event.data.as_str(), other.data.as_str(), other.id), ("{\"size\":7}", "{}", plain));
        let assets = events::assets(&**records, &[id, plain]).await.unwrap();
        assert_eq!(assets.get(&id), Some(&vec![AssetId(10), AssetId(11)]));
        assert_eq!(assets.len(), 1);
    }

    async fn a_type_is_matched_as_a_whole_or_by_its_first_part(records) {
        let mut ids = Vec::new();
        for kind in ["view.kit", "view.kit.asset", "view", "views.kit", "view-kit", "request.created"] {
            ids.push(record(records, kind, NewEvent::default(), 0).await);
        }
        let of = async |kind: &str| {
            let mut found = listed(records, Filter { kind: Some(kind.into()), ..Filter::default() }).await;
            found.sort();
            found
        };
        assert_eq!(of("view").await, ids[..3]);
        assert_eq!(of("view.kit").await, ids[..2]);
        assert_eq!(of("view.k").await, []);
        assert_eq!(of("request.created").await, ids[5..]);
        assert_eq!(of("%").await, []);
    }

    async fn events_are_found_by_requester_asset_kit_request_and_time(records) {
        let ann = visitor(records, "ann@example.org").await;
        let uta = user(records, "uta@example.org", Role::Member).await;
        let event = NewEvent::default;
        let of_ann = record(records, "request.created", NewEvent { external_user_id: Some(ann), ..event() }, 1).await;
        let of_uta = record(
            records,
            "request.created",
            NewEvent { requester_user_id: Some(uta), kit_id: Some(KitId(8)), ..event() },
            2,
        )
        .await;
        let by_uta = record(
            records,
            "decision.approved",
            NewEvent { user_id: Some(uta), external_user_id: Some(ann), request_id: Some(RequestId(5)), ..event() },
            3,
        )
        .await;
        let file = record(records, "download.asset", NewEvent { asset_id: Some(AssetId(9)), ..event() }, 4).await;
        let zip =
            record(records, "download.zip", NewEvent { assets: vec![AssetId(9), AssetId(10)], ..event() }, 5).await;
        let filter = Filter::default;
        let of = |address: &str| Filter { mail_key: Some(mail(address).key().into()), ..filter() };
        assert_eq!(listed(records, of("Ann@example.org")).await, [by_uta, of_ann]);
        assert_eq!(listed(records, of("uta@example.org")).await, [of_uta], "the requester counts, not who decided");
        assert_eq!(listed(records, of("nobody@example.org")).await, []);
        assert_eq!(listed(records, Filter { asset: Some(AssetId(9)), ..filter() }).await, [zip, file]);
        assert_eq!(listed(records, Filter { asset: Some(AssetId(10)), ..filter() }).await, [zip]);
        assert_eq!(listed(records, Filter { kit: Some(KitId(8)), ..filter() }).await, [of_uta]);
        assert_eq!(listed(records, Filter { user: Some(uta), ..filter() }).await, [by_uta]);
        assert_eq!(listed(records, Filter { request: Some(RequestId(5)), ..filter() }).await, [by_uta]);
        assert_eq!(listed(records, Filter { after: Some(at(4)), ..filter() }).await, [zip, file]);
        assert_eq!(listed(records, Filter { before: Some(at(2)), ..filter() }).await, [of_ann]);
        assert_eq!(
            listed(records, Filter { kind: Some("request".into()), after: Some(at(2)), ..filter() }).await,
            [of_uta]
        );
    }

    async fn events_are_found_by_portal_folder_and_the_type_of_files(records) {
        let (logo, photo) = (asset(records, "Logo").await, asset(records, "Photo").await);
        let event = NewEvent::default;
        let at_portal = record(records, "view.portal", NewEvent { portal_id: Some(PortalId(7)), ..event() }, 1).await;
        let of_folder = record(records, "folder.changed", NewEvent { folder_id: Some(FolderId(3)), ..event() }, 2).await;
        let one = record(records, "download.asset", NewEvent { asset_id: Some(logo), ..event() }, 3).await;
        let many =
            record(records, "download.zip", NewEvent { assets: vec![logo, photo, AssetId(99)], ..event() }, 4).await;
        record(records, "asset.deleted", NewEvent { asset_id: Some(AssetId(99)), ..event() }, 5).await;
        let filter = Filter::default;
        assert_eq!(listed(records, Filter { portal: Some(PortalId(7)), ..filter() }).await, [at_portal]);
        assert_eq!(listed(records, Filter { folder: Some(FolderId(3)), ..filter() }).await, [of_folder]);
        let of_type = |content_type: &str| Filter { content_type: Some(content_type.into()), ..filter() };
        assert_eq!(listed(records, of_type("image/png")).await, [many, one]);
        assert_eq!(listed(records, of_type("image/jpeg")).await, []);
        // What is made another file is of another type from then on, also in what happened before.
        records.raw(&format!("UPDATE asset_versions SET content_type = 'image/jpeg' WHERE asset_id = {photo}")).await.unwrap();
        assert_eq!(listed(records, of_type("image/jpeg")).await, [many]);
        let both = Filter { asset: Some(photo), kind: Some("download".into()), ..of_type("image/jpeg") };
        assert_eq!(listed(records, both).await, [many]);
    }

    async fn pages_of_history_stay_right_while_it_grows(records) {
        let mut all = Vec::new();
        for count in 0..23 {
            all.push((at(count / 5), record(records, "view.kit", NewEvent::default(), count / 5).await));
        }
        all.sort();
        all.reverse();
        let mut seen: Vec<(Timestamp, EventId)> = Vec::new();
        loop {
            let page = events::list(&**records, &Filter::default(), seen.last().copied(), 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            seen.extend(page.iter().map(|event| (event.at, event.id)));
            record(records, "view.kit", NewEvent::default(), 100).await;
        }
        assert_eq!(seen, all);
    }

    async fn pages_of_a_kind_go_through_its_types_together(records) {
        let mut all = Vec::new();
        for (count, kind) in ["view.kit", "decision.denied", "view.portal", "view", "view-not"].into_iter().cycle().take(40).enumerate() {
            let seconds = count as i64 / 3;
            let id = record(records, kind, NewEvent { kit_id: Some(KitId(8)), ..NewEvent::default() }, seconds).await;
            if kind.starts_with("view") && kind != "view-not" {
                all.push((at(seconds), id));
            }
        }
        all.sort();
        all.reverse();
        let views = Filter { kind: Some("view".into()), ..Filter::default() };
        for filter in [views.clone(), Filter { kit: Some(KitId(8)), ..views.clone() }, Filter { after: Some(at(0)), ..views }] {
            let mut seen: Vec<(Timestamp, EventId)> = Vec::new();
            loop {
                let page = events::list(&**records, &filter, seen.last().copied(), 5).await.unwrap();
                if page.is_empty() {
                    break;
                }
                seen.extend(page.iter().map(|event| (event.at, event.id)));
            }
            assert_eq!(seen, all, "{filter:?}");
            assert_eq!(events::count(&**records, &filter).await.unwrap(), all.len() as u64);
        }
    }
}
