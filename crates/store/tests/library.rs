//! Folders, assets, their versions and pictures.

use crate::support::{both_engines, fill::*};
use domain::*;
use std::collections::HashMap;
use store::{
    Store,
    assets::{self, Asset, Filter},
    folders,
    previews::{self, Facts, Preview},
    renditions::{self, Rendition},
};

fn ids(assets: Vec<Asset>) -> Vec<AssetId> {
    assets.into_iter().map(|asset| asset.id).collect()
}

both_engines! {
    async fn folders_form_a_tree_and_are_found_by_name(records) {
        let press = folder(records, None, "Press").await;
        let logos = folder(records, Some(press), "Logos").await;
        let find = async |parent, name: &str| {
            write(records, async |tx| folders::find_or_insert(tx, parent, name, at(0)).await).await
        };
        assert_eq!(find(None, "Press").await, (press, false));
        assert_eq!(find(Some(press), "Logos").await, (logos, false));
        let (top, is_new) = find(None, "Logos").await;
        assert!(is_new);
        assert_ne!(top, logos, "another place, another folder");
        assert_eq!(folders::list(&**records).await.unwrap().len(), 3);
        let found = folders::by_id(&**records, logos).await.unwrap().unwrap();
        assert_eq!((found.parent_id, found.name.as_str(), found.created_at), (Some(press), "Logos", at(0)));
        assert!(folders::by_id(&**records, FolderId(99)).await.unwrap().is_none());
        let again: store::Result<FolderId> =
            store::write!(records, |tx| folders::insert(tx, Some(press), "Logos", at(0)).await);
        assert!(again.unwrap_err().is_taken("folders_name", "folders.parent_id, folders.name"));
    }

    async fn the_same_folder_from_eight_imports_at_once(records) {
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = Store::clone(records);
                tokio::spawn(async move {
                    let found: store::Result<(FolderId, bool)> =
                        store::write!(store, |tx| folders::find_or_insert(tx, None, "صور 🖼", at(0)).await);
                    found.unwrap()
                })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            made += usize::from(task.await.unwrap().1);
        }
        assert_eq!((records.rows("folders").await, made), (1, 1), "one of them made it");
    }

    async fn a_folder_is_renamed_moved_and_taken_away_when_empty(records) {
        let (press, other) = (folder(records, None, "Press").await, folder(records, None, "Other").await);
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let mut moved = folders::by_id(&**records, other).await.unwrap().unwrap();
        moved.parent_id = Some(press);
        moved.name = "Below".into();
        write(records, async |tx| {
            folders::update(tx, &moved).await?;
            folders::set_responsibles(tx, other, &[uta]).await
        })
        .await;
        let found = folders::by_id(&**records, other).await.unwrap().unwrap();
        assert_eq!((found.parent_id, found.name.as_str()), (Some(press), "Below"));
        assert!(folders::is_used(&**records, press).await.unwrap(), "a folder is in it");
        assert!(!folders::is_used(&**records, other).await.unwrap());
        let logo = asset_in(records, Some(other), "Logo").await;
        assert!(folders::is_used(&**records, other).await.unwrap(), "an asset is in it");
        assert_eq!(assets::by_id(&**records, logo).await.unwrap().unwrap().folder_id, Some(other));
        let empty = folder(records, None, "Empty").await;
        write(records, async |tx| {
            folders::set_responsibles(tx, empty, &[uta]).await?;
            folders::delete(tx, empty).await
        })
        .await;
        assert!(folders::by_id(&**records, empty).await.unwrap().is_none());
        assert_eq!(folders::of_responsible(&**records, uta).await.unwrap(), [other]);
    }

    async fn an_asset_is_decided_by_the_nearest_folder_that_has_a_responsible(records) {
        let top = folder(records, None, "Top").await;
        let middle = folder(records, Some(top), "Middle").await;
        let leaf = folder(records, Some(middle), "Leaf").await;
        let lonely = folder(records, None, "Lonely").await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let ben = user(records, "ben@example.org", Role::Responsible).await;
        let idle = user(records, "idle@example.org", Role::Member).await;
        let (deep, high, far, loose) = (
            asset_in(records, Some(leaf), "Deep").await,
            asset_in(records, Some(top), "High").await,
            asset_in(records, Some(lonely), "Far").await,
            asset(records, "Loose").await,
        );
        let deciding = async || folders::deciding_folders(&**records, &[deep, high, far, loose]).await.unwrap();
        assert!(deciding().await.is_empty());
        write(records, async |tx| {
            folders::set_responsibles(tx, top, &[uta, ben, uta]).await?;
            folders::set_responsibles(tx, lonely, &[idle]).await
        })
        .await;
        assert_eq!(folders::responsibles(&**records).await.unwrap(), HashMap::from([(top, vec![uta, ben])]));
        assert_eq!(deciding().await, HashMap::from([(deep, top), (high, top)]), "a member decides nothing");
        write(records, async |tx| folders::set_responsibles(tx, middle, &[ben]).await).await;
        assert_eq!(deciding().await, HashMap::from([(deep, middle), (high, top)]));
        assert_eq!(folders::of_responsible(&**records, ben).await.unwrap(), [top, middle]);
        write(records, async |tx| folders::set_responsibles(tx, middle, &[]).await).await;
        assert_eq!(deciding().await, HashMap::from([(deep, top), (high, top)]));
    }

    async fn a_loop_among_folders_hangs_nobody(records) {
        let one = folder(records, None, "One").await;
        let other = folder(records, Some(one), "Other").await;
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let elsewhere = folder(records, None, "Elsewhere").await;
        let logo = asset_in(records, Some(other), "Logo").await;
        write(records, async |tx| folders::set_responsibles(tx, elsewhere, &[uta]).await).await;
        records.raw(&format!("UPDATE folders SET parent_id = {other} WHERE id = {one}")).await.unwrap();
        assert!(folders::deciding_folders(&**records, &[logo]).await.unwrap().is_empty());
    }

    async fn an_asset_comes_back_as_it_was_added(records) {
        let folder = folder(records, None, "Photographs").await;
        let new = assets::NewVersion {
            filename: "صورة 🦀.jpg".into(),
            content_type: "image/jpeg".into(),
            blob_key: "ab/cd".into(),
            size: u64::from(u32::MAX) * 3,
            sha256: "f".repeat(64),
            crc32: u32::MAX,
            by: None,
            has_position: true,
        };
        let id = write(records, async |tx| assets::insert(tx, Some(folder), "Crab", &new, at(7)).await).await;
        let found = assets::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((found.id, found.folder_id, found.title.as_str(), found.version), (id, Some(folder), "Crab", 1));
        assert_eq!(
            (found.filename, found.content_type, found.blob_key),
            (new.filename, new.content_type, new.blob_key)
        );
        assert_eq!((found.size, found.sha256, found.crc32), (new.size, new.sha256, new.crc32));
        assert_eq!((found.width, found.preview.as_str(), found.has_alpha), (None, "waiting", false));
        assert_eq!((found.created_at, found.version_created_at), (at(7), at(7)));
        assert!(assets::by_id(&**records, AssetId(99)).await.unwrap().is_none());
    }

    async fn an_empty_file_is_an_asset_too(records) {
        let new = assets::NewVersion { size: 0, crc32: 0, ..version("empty.txt") };
        let id = write(records, async |tx| assets::insert(tx, None, "Empty", &new, at(0)).await).await;
        assert_eq!(assets::by_id(&**records, id).await.unwrap().unwrap().size, 0);
    }

    async fn new_content_is_a_new_version_and_the_old_one_stays(records) {
        let logo = asset(records, "Logo").await;
        let first = assets::by_id(&**records, logo).await.unwrap().unwrap();
        let new = version("logo-2.png");
        let number = write(records, async |tx| assets::replace_content(tx, logo, &new, at(9)).await).await;
        assert_eq!(number, 2);
        let now = assets::by_id(&**records, logo).await.unwrap().unwrap();
        assert_eq!(
            (now.version, now.filename.as_str(), now.blob_key.as_str()),
            (2, "logo-2.png", new.blob_key.as_str())
        );
        assert_eq!((now.created_at, now.version_created_at), (at(0), at(9)));
        assert_ne!(now.version_id, first.version_id);
        let then = assets::by_version(&**records, first.version_id).await.unwrap().unwrap();
        assert_eq!((then.id, then.blob_key), (logo, first.blob_key));
        assert!(assets::by_version(&**records, VersionId(99)).await.unwrap().is_none());
        let nobody = AssetId(99);
        assert_eq!(write(records, async |tx| assets::replace_content(tx, nobody, &version("x"), at(9)).await).await, 0);
    }

    async fn an_asset_is_renamed_and_moved(records) {
        let folder = folder(records, None, "Logos").await;
        let logo = asset(records, "Logo").await;
        let mut renamed = assets::by_id(&**records, logo).await.unwrap().unwrap();
        renamed.title = "Grüße".into();
        renamed.folder_id = Some(folder);
        renamed.description = "Das Wappen".into();
        renamed.licence = "CC BY 4.0".into();
        renamed.credit = "Ann Archer".into();
        write(records, async |tx| assets::update(tx, &renamed, at(9)).await).await;
        let now = assets::by_id(&**records, logo).await.unwrap().unwrap();
        assert_eq!((now.title.as_str(), now.folder_id, now.filename.as_str()), ("Grüße", Some(folder), "Logo.png"));
        let found = async |q: &str| {
            assets::count(&**records, &Filter { q: Some(q.into()), ..Filter::default() }).await.unwrap()
        };
        assert_eq!((found("GRÜSSE").await, found("GRÜẞE").await), (0, 1));
        assert_eq!((&*now.description, &*now.licence, &*now.credit), ("Das Wappen", "CC BY 4.0", "Ann Archer"));
        for words in ["wappen", "cc by", "archer", "LOGO.png"] {
            assert_eq!(found(words).await, 1, "{words}");
        }
        // The name of the file goes with its version.
        write(records, async |tx| assets::replace_content(tx, logo, &version("crest.svg"), at(10)).await).await;
        assert_eq!((found("logo").await, found("crest").await, found("wappen").await), (0, 1, 1));
        let versions = assets::versions(&**records, logo).await.unwrap();
        let versions: Vec<_> = versions.iter().map(|version| (version.number, version.filename.as_str())).collect();
        assert_eq!(versions, [(2, "crest.svg"), (1, "Logo.png")]);
    }

    async fn an_import_that_is_repeated_finds_what_it_brought(records) {
        let folder = folder(records, None, "Photographs").await;
        let new = version("crab.jpg");
        let id = write(records, async |tx| assets::insert(tx, Some(folder), "Crab", &new, at(0)).await).await;
        let find = async |folder, filename: &str, size| {
            assets::by_content(&**records, folder, filename, &new.sha256, size).await.unwrap().map(|asset| asset.id)
        };
        assert_eq!(find(Some(folder), "crab.jpg", new.size).await, Some(id));
        assert_eq!(find(None, "crab.jpg", new.size).await, None, "another folder");
        assert_eq!(find(Some(folder), "Crab.jpg", new.size).await, None, "another name");
        assert_eq!(find(Some(folder), "crab.jpg", new.size + 1).await, None, "other bytes");
        let loose = version("crab.jpg");
        let id = write(records, async |tx| assets::insert(tx, None, "Crab", &loose, at(0)).await).await;
        let found = assets::by_content(&**records, None, "crab.jpg", &loose.sha256, loose.size).await.unwrap();
        assert_eq!(found.map(|asset| asset.id), Some(id));
    }

    async fn assets_are_listed_page_by_page_while_they_come_and_go(records) {
        let mut all = Vec::new();
        for count in 0..12 {
            all.push(asset(records, &format!("Asset {count}")).await);
        }
        let mut seen = Vec::new();
        let mut after = None;
        while seen.len() < 12 {
            let page = ids(assets::list(&**records, &Filter::default(), after, 5).await.unwrap());
            after = page.last().copied();
            seen.extend(page);
            // The one that the cursor stands on goes; it has been seen.
            records.raw(&format!("UPDATE assets SET deleted_at = 1 WHERE id = {}", after.unwrap())).await.unwrap();
        }
        assert_eq!(seen, all);
        assert_eq!(assets::count(&**records, &Filter::default()).await.unwrap(), 9, "three were deleted");
    }

    async fn assets_are_filtered_by_words_folder_and_kit(records) {
        let folder = folder(records, None, "Logos").await;
        let logo = asset_in(records, Some(folder), "Das große LOGO").await;
        let photo = asset(records, "Straße_100%").await;
        let arabic = asset(records, "صورة").await;
        let kit = kit(records, "press", &[photo, logo]).await;
        let found = async |filter: Filter| {
            let listed = ids(assets::list(&**records, &filter, None, 50).await.unwrap());
            assert_eq!(assets::count(&**records, &filter).await.unwrap(), listed.len() as u64);
            listed
        };
        let q = |q: &str| Filter { q: Some(q.into()), ..Filter::default() };
        assert_eq!(found(q("GROSSE")).await, [], "ß is no ss");
        assert_eq!(found(q("logo")).await, [logo]);
        assert_eq!(found(q("GROẞE")).await, [logo]);
        assert_eq!(found(q("straße 100")).await, [photo]);
        assert_eq!(found(q("aße")).await, [], "words are found by their beginnings");
        assert_eq!(found(q("%")).await, []);
        assert_eq!(found(q("_")).await, []);
        assert_eq!(found(q("صور")).await, [arabic]);
        assert_eq!(found(Filter { folder: Some(folder), ..Filter::default() }).await, [logo]);
        assert_eq!(found(Filter { kit: Some(kit), ..Filter::default() }).await, [logo, photo]);
        assert_eq!(found(Filter { kit: Some(kit), folder: Some(folder), q: Some("photo".into()), ..Filter::default() }).await, []);
    }

    async fn assets_are_fetched_by_the_thousand_without_deleted_ones(records) {
        let mut all = Vec::new();
        write(records, async |tx| {
            for count in 0..1_100 {
                let version = version(&format!("{count}.png"));
                assets::insert(tx, None, &count.to_string(), &version, at(0)).await?;
            }
            Ok(())
        })
        .await;
        all.extend((1..=1_200).map(AssetId));
        records.raw("UPDATE assets SET deleted_at = 1 WHERE id = 7").await.unwrap();
        let found = assets::by_ids(&**records, &all).await.unwrap();
        assert_eq!(found.len(), 1_099);
        assert!(found.iter().all(|asset| asset.id != AssetId(7)));
        assert!(assets::by_id(&**records, AssetId(7)).await.unwrap().is_none());
        assert!(assets::by_ids(&**records, &[]).await.unwrap().is_empty());
    }

    async fn pictures_are_remembered_with_what_was_learnt(records) {
        let (logo, text) = (asset(records, "Logo").await, asset(records, "Text").await);
        let version = async |id| assets::by_id(&**records, id).await.unwrap().unwrap().version_id;
        let (logo_version, text_version) = (version(logo).await, version(text).await);
        let waiting = async || ids(assets::awaiting_preview(&**records, 10).await.unwrap());
        assert_eq!(waiting().await, [logo, text]);
        assert_eq!(ids(assets::awaiting_preview(&**records, 1).await.unwrap()), [logo]);
        let picture = |width: u32| Preview {
            version_id: logo_version,
            width,
            height: width / 2,
            content_type: "image/jpeg".into(),
            blob_key: format!("p{width}"),
            size: 9,
            sha256: "e".repeat(64),
        };
        let facts = Facts {
            width: Some(4_000),
            height: Some(2_000),
            dominant_color: Some("#aabbcc".into()),
            has_alpha: true,
            is_light: true,
        };
        write(records, async |tx| {
            previews::set(tx, logo_version, &facts, &[picture(960), picture(480)]).await?;
            previews::set(tx, text_version, &Facts::default(), &[]).await
        })
        .await;
        assert!(waiting().await.is_empty());
        let asset = assets::by_id(&**records, logo).await.unwrap().unwrap();
        assert_eq!((asset.width, asset.height, asset.preview.as_str()), (Some(4_000), Some(2_000), "ready"));
        assert_eq!((asset.dominant_color.as_deref(), asset.has_alpha, asset.is_light), (Some("#aabbcc"), true, true));
        assert_eq!(assets::by_id(&**records, text).await.unwrap().unwrap().preview, "none");
        let widths = async |versions: &[VersionId]| {
            let found = previews::of_versions(&**records, versions).await.unwrap();
            found.into_iter().map(|preview| (preview.version_id, preview.width)).collect::<Vec<_>>()
        };
        assert_eq!(widths(&[text_version, logo_version]).await, [(logo_version, 480), (logo_version, 960)]);
        let one = previews::of_version(&**records, logo_version).await.unwrap();
        assert_eq!((one[0].height, one[0].blob_key.as_str(), one[0].size), (240, "p480", 9));
        // Made again, after a better renderer say.
        write(records, async |tx| previews::set(tx, logo_version, &facts, &[picture(240)]).await).await;
        assert_eq!(widths(&[logo_version]).await, [(logo_version, 240)]);
    }

    async fn a_marked_picture_and_a_rendition_are_remembered_once(records) {
        let logo = asset(records, "Logo").await;
        let version = assets::by_id(&**records, logo).await.unwrap().unwrap().version_id;
        let picture = |width, key: &str| Preview {
            version_id: version,
            width,
            height: width / 2,
            content_type: "image/jpeg".into(),
            blob_key: key.into(),
            size: 9,
            sha256: "0".repeat(64),
        };
        let insert = async |mark: &str, width, key: &str| {
            let picture = picture(width, key);
            write(records, async |tx| renditions::insert_marked(tx, mark, &picture).await).await
        };
        assert!(insert("a", 480, "m1").await);
        assert!(!insert("a", 480, "m2").await, "the first one counts");
        assert!(insert("a", 960, "m3").await);
        assert!(insert("b", 480, "m4").await, "other words, another picture");
        let found = renditions::marked(&**records, version, "a", 480).await.unwrap().unwrap();
        assert_eq!((found.blob_key.as_str(), found.height), ("m1", 240));
        assert!(renditions::marked(&**records, version, "c", 480).await.unwrap().is_none());
        assert!(renditions::marked(&**records, version, "a", 1600).await.unwrap().is_none());
        let rendition = |format: &str, width, key: &str| Rendition {
            version_id: version,
            format: format.into(),
            width,
            height: 10,
            blob_key: key.into(),
            size: 5_000_000_000,
            sha256: "1".repeat(64),
            created_at: at(7),
        };
        for (made, counts) in [
            (rendition("webp", 640, "r1"), true),
            (rendition("webp", 640, "r2"), false),
            (rendition("jpeg", 640, "r3"), true),
            (rendition("webp", 1280, "r4"), true),
        ] {
            let inserted = write(records, async |tx| renditions::insert(tx, &made).await).await;
            assert_eq!(inserted, counts, "{}", made.blob_key);
        }
        let found = renditions::by_width(&**records, version, "webp", 640).await.unwrap().unwrap();
        assert_eq!((found.blob_key.as_str(), found.size, found.created_at), ("r1", 5_000_000_000, at(7)));
        assert!(renditions::by_width(&**records, version, "png", 640).await.unwrap().is_none());
        let mut gone = write(records, async |tx| renditions::forget_marked(tx, version).await).await;
        gone.sort();
        assert_eq!(gone, ["m1", "m3", "m4"]);
        assert_eq!((records.rows("marked_previews").await, records.rows("renditions").await), (0, 3));
    }

    async fn what_was_made_of_superseded_versions_goes(records) {
        let (logo, other) = (asset(records, "Logo").await, asset(records, "Other").await);
        for (asset, key) in [(logo, "l"), (other, "o")] {
            let version = assets::by_id(&**records, asset).await.unwrap().unwrap().version_id;
            let picture = Preview {
                version_id: version,
                width: 480,
                height: 240,
                content_type: "image/png".into(),
                blob_key: format!("{key}-marked"),
                size: 9,
                sha256: "0".repeat(64),
            };
            let rendition = Rendition {
                version_id: version,
                format: "png".into(),
                width: 640,
                height: 320,
                blob_key: format!("{key}-rendition"),
                size: 9,
                sha256: "0".repeat(64),
                created_at: at(0),
            };
            write(records, async |tx| {
                renditions::insert_marked(tx, "a", &picture).await?;
                renditions::insert(tx, &rendition).await
            })
            .await;
        }
        let forget = async || write(records, async |tx| renditions::forget_superseded(tx).await).await;
        assert_eq!(forget().await, Vec::<String>::new(), "both are current");
        let newer = version("Logo.png");
        write(records, async |tx| assets::replace_content(tx, logo, &newer, at(1)).await).await;
        assert_eq!(forget().await, ["l-marked", "l-rendition"]);
        assert_eq!((records.rows("marked_previews").await, records.rows("renditions").await), (1, 1));
    }
}
