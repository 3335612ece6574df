//! The library at the desk: what was deleted and its way back, uploads that may break off, lists by folder.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    assets::{self, Filter},
    folders, kits, portals, previews, requests, trash,
    uploads::{self, NewUpload, Part},
};

fn part(start: u64, size: u64, key: &str) -> Part {
    Part { start, size, blob_key: key.into(), sha256: "0".repeat(64), crc32: 7 }
}

both_engines! {
    async fn what_is_deleted_is_out_of_every_list_and_comes_back_where_it_was(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let (logo, other) = (asset(records, "Logo").await, asset(records, "Other").await);
        let press = kit(records, "press", &[logo, other]).await;
        let deleted = write(records, async |tx| trash::put_in(tx, &[logo, AssetId(99)], rita, at(5)).await).await;
        assert_eq!(deleted, [logo]);
        assert!(write(records, async |tx| trash::put_in(tx, &[logo], rita, at(6)).await).await.is_empty());
        assert!(assets::by_id(&**records, logo).await.unwrap().is_none());
        assert_eq!(kits::assets(&**records, press).await.unwrap().len(), 1);
        assert_eq!(kits::deleted_assets(&**records, press).await.unwrap().len(), 1);
        let titles = assets::titles(&**records, &[logo, other, AssetId(99)]).await.unwrap();
        assert_eq!((titles.len(), titles[&logo].as_str()), (2, "Logo"), "it is still called so");
        assert_eq!(trash::count(&**records).await.unwrap(), 1);
        let listed = trash::list(&**records, None, 10).await.unwrap();
        assert_eq!((listed[0].id, listed[0].at, listed[0].user_id), (logo, at(5), Some(rita)));
        assert!(trash::list(&**records, Some((at(5), logo)), 10).await.unwrap().is_empty());
        assert_eq!(trash::by_id(&**records, logo).await.unwrap().unwrap().title, "Logo");
        let back = write(records, async |tx| trash::take_out(tx, &[logo, other], at(7)).await).await;
        assert_eq!(back, [logo]);
        assert_eq!(kits::assets(&**records, press).await.unwrap().len(), 2);
        assert!(kits::deleted_assets(&**records, press).await.unwrap().is_empty());
        assert_eq!(trash::count(&**records).await.unwrap(), 0);
    }

    async fn what_goes_for_good_leaves_its_title_and_names_its_files(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let logo = asset(records, "Logo").await;
        let press = kit(records, "press", &[logo]).await;
        let portal = portal(records, "house", &[press]).await;
        records.raw(&format!("UPDATE portals SET logo_id = {logo} WHERE id = {portal}")).await.unwrap();
        let row = assets::by_id(&**records, logo).await.unwrap().unwrap();
        let picture = previews::Preview {
            version_id: row.version_id,
            width: 320,
            height: 200,
            content_type: "image/png".into(),
            blob_key: "preview".into(),
            size: 3,
            sha256: "0".repeat(64),
        };
        let facts = previews::Facts::default();
        write(records, async |tx| previews::set(tx, row.version_id, &facts, std::slice::from_ref(&picture)).await).await;
        let vera = visitor(records, "vera@example.org").await;
        let asked = request(records, vera, &[logo], at(1)).await;
        assert_eq!(trash::awaited_by(&**records, &[logo]).await.unwrap(), [asked]);
        // Nothing that is there is let go.
        assert!(write(records, async |tx| trash::let_go(tx, logo).await).await.is_empty());
        write(records, async |tx| trash::put_in(tx, &[logo], rita, at(5)).await).await;
        assert!(trash::over(&**records, at(5), 10).await.unwrap().is_empty());
        assert_eq!(trash::over(&**records, at(6), 10).await.unwrap(), [logo]);
        let mut keys = write(records, async |tx| trash::let_go(tx, logo).await).await;
        keys.sort();
        assert_eq!(keys, [row.blob_key, "preview".into()]);
        assert!(trash::over(&**records, at(6), 10).await.unwrap().is_empty());
        assert!(write(records, async |tx| trash::take_out(tx, &[logo], at(7)).await).await.is_empty());
        assert_eq!(portals::by_id(&**records, portal).await.unwrap().unwrap().logo_id, None);
        let items = requests::items(&**records, &[asked]).await.unwrap();
        assert_eq!(items[0].title.as_deref(), Some("Logo"));
        assert!(store::check::rules(&**records).await.unwrap().is_empty());
        assert!(store::check::references(&**records).await.unwrap().is_empty());
    }

    async fn a_folder_of_deleted_assets_is_empty(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let press = folder(records, None, "Press").await;
        let logo = asset_in(records, Some(press), "Logo").await;
        assert!(folders::is_used(&**records, press).await.unwrap());
        write(records, async |tx| trash::put_in(tx, &[logo], rita, at(5)).await).await;
        assert!(!folders::is_used(&**records, press).await.unwrap());
        write(records, async |tx| folders::delete(tx, press).await).await;
        write(records, async |tx| trash::take_out(tx, &[logo], at(7)).await).await;
        assert_eq!(assets::by_id(&**records, logo).await.unwrap().unwrap().folder_id, None);
    }

    async fn assets_are_listed_newest_first_by_folder(records) {
        let press = folder(records, None, "Press").await;
        let (one, two) = (asset_in(records, Some(press), "One").await, asset(records, "Two").await);
        let three = asset_in(records, Some(press), "Three").await;
        let list = async |filter: Filter, before| {
            let rows = assets::newest(&**records, &filter, before, 10).await.unwrap();
            rows.into_iter().map(|asset| asset.id).collect::<Vec<_>>()
        };
        assert_eq!(list(Filter::default(), None).await, [three, two, one]);
        assert_eq!(list(Filter::default(), Some(two)).await, [one]);
        assert_eq!(list(Filter { folders: Some(vec![press]), ..Filter::default() }, None).await, [three, one]);
        assert_eq!(list(Filter { loose: true, ..Filter::default() }, None).await, [two]);
        assert!(list(Filter { folders: Some(vec![]), ..Filter::default() }, None).await.is_empty());
        assert_eq!(assets::in_folders(&**records).await.unwrap()[&press], 2);
        let row = assets::by_id(&**records, one).await.unwrap().unwrap();
        assert_eq!(assets::by_bytes(&**records, &row.sha256, row.size).await.unwrap()[0].id, one);
    }

    async fn tags_are_kept_and_found(records) {
        let logo = asset(records, "Logo").await;
        let mut row = assets::by_id(&**records, logo).await.unwrap().unwrap();
        row.tags = vec!["autumn".into(), "منارة".into()];
        row.made_on = "2026-05-03".into();
        write(records, async |tx| assets::update(tx, &row, at(9)).await).await;
        let found = assets::by_id(&**records, logo).await.unwrap().unwrap();
        assert_eq!((found.tags, found.made_on), (row.tags, row.made_on));
        let filter = Filter { q: Some("autumn".into()), ..Filter::default() };
        assert_eq!(assets::count(&**records, &filter).await.unwrap(), 1);
    }

    async fn of_two_that_send_the_same_bytes_one_is_told_no(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let new = NewUpload {
            user_id: rita,
            filename: "film.mp4".into(),
            path: "Press/2026".into(),
            folder_id: None,
            duplicates: "ask".into(),
            size: 10,
        };
        let id = write(records, async |tx| uploads::insert(tx, &new, at(1), at(9)).await).await;
        let add = async |part: Part| write(records, async |tx| uploads::add_part(tx, id, &part, at(20)).await).await;
        assert!(add(part(0, 6, "a")).await);
        assert!(!add(part(0, 6, "b")).await, "it stands elsewhere");
        assert!(!add(part(6, 5, "c")).await, "that is more than was announced");
        let whole = part(0, 10, "whole");
        assert_eq!(write(records, async |tx| uploads::put_together(tx, id, &whole).await).await, None);
        assert!(uploads::left_lying(&**records, at(21)).await.unwrap().is_empty());
        assert!(add(part(6, 4, "d")).await);
        assert_eq!(uploads::left_lying(&**records, at(21)).await.unwrap().len(), 1);
        assert!(uploads::left_lying(&**records, at(20)).await.unwrap().is_empty(), "somebody is at it");
        assert_eq!(uploads::files(&**records).await.unwrap().len(), 2);
        assert_eq!(uploads::parts(&**records, id).await.unwrap().len(), 2);
        let mut old = write(records, async |tx| uploads::put_together(tx, id, &whole).await).await.unwrap();
        old.sort();
        assert_eq!(old, ["a", "d"]);
        assert_eq!(write(records, async |tx| uploads::put_together(tx, id, &whole).await).await, None);
        // It waits for an answer: nobody goes on with it.
        assert!(uploads::left_lying(&**records, at(21)).await.unwrap().is_empty());
        assert!(write(records, async |tx| uploads::take_file(tx, id).await).await);
        assert!(!write(records, async |tx| uploads::take_file(tx, id).await).await);
        let logo = asset(records, "Logo").await;
        write(records, async |tx| uploads::settle(tx, id, logo).await).await;
        let now = uploads::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((now.asset_id, now.blob_key, now.received, now.expires_at), (Some(logo), None, 10, at(20)));
        assert_eq!(uploads::over(&**records, at(20), 10).await.unwrap(), [id]);
        assert!(write(records, async |tx| uploads::delete(tx, id).await).await.is_empty());
        assert!(uploads::by_id(&**records, id).await.unwrap().is_none());
    }

    async fn an_upload_that_is_ended_names_what_is_there_of_it(records) {
        let rita = user(records, "rita@example.org", Role::Manager).await;
        let new = NewUpload {
            user_id: rita,
            filename: "a".into(),
            path: String::new(),
            folder_id: None,
            duplicates: "keep".into(),
            size: 3,
        };
        let id = write(records, async |tx| uploads::insert(tx, &new, at(1), at(9)).await).await;
        assert_eq!(uploads::open_of(&**records, rita).await.unwrap(), 1);
        write(records, async |tx| uploads::add_part(tx, id, &part(0, 2, "a"), at(9)).await).await;
        assert_eq!(write(records, async |tx| uploads::delete(tx, id).await).await, ["a"]);
        assert_eq!(uploads::open_of(&**records, rita).await.unwrap(), 0);
    }
}
