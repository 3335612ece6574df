//! What is said of assets, their versions, and windows of large places.

use app::{
    Viewer,
    browse::{self, Filter},
    place,
};
use domain::*;
use serde_json::json;
use testkit::Desk;

#[tokio::test]
async fn an_asset_is_described_and_found_by_it() {
    let desk = Desk::open().await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let asset = desk.asset("crab.txt", "a").await;
    let address = format!("/api/dam/medias/{asset}");
    let bare = manager.get(&address).await.expect(200).json();
    assert!(bare.get("description").is_none() && bare.get("licence").is_none());
    let patch = json!({"description": "A crab.\nOn sand.", "licence": "CC BY 4.0", "credit": "Ann  Archer"});
    let made = manager.patch(&address, patch.clone()).await.expect(200).json();
    assert_eq!(
        (&made["description"], &made["licence"], &made["credit"]),
        (&patch["description"], &patch["licence"], &patch["credit"])
    );
    for q in ["sand", "ARCHER", "cc%20by", "crab.txt"] {
        let found = manager.get(&format!("/api/dam/medias?q={q}")).await.expect(200).json();
        assert_eq!(found["totalCount"], 1, "{q}");
    }
    let changed = manager.patch(&address, json!({"credit": null})).await.expect(200).json();
    assert_eq!((changed.get("credit"), &changed["licence"]), (None, &patch["licence"]), "what is left out stays");
    let wrong = json!({"description": "d".repeat(5_001), "licence": "l".repeat(501), "credit": 7});
    let answer = manager.patch(&address, wrong).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/credit", "/description", "/licence"]);

    let upload = manager.clone().with("content-disposition", "attachment; filename=b.txt");
    let query = "/api/dam/medias?credit=Bo&licence=MIT&description=Two";
    let made = upload.post_raw(query, "application/octet-stream", "b").await.expect(201).json();
    assert_eq!((&made["credit"], &made["licence"], &made["description"]), (&json!("Bo"), &json!("MIT"), &json!("Two")));
}

#[tokio::test]
async fn the_versions_of_an_asset_are_listed() {
    let desk = Desk::open().await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let asset = desk.asset("crab.txt", "a").await;
    let address = format!("/api/dam/medias/{asset}/versions");
    manager
        .clone()
        .with("content-disposition", "attachment; filename=new.txt")
        .put(&format!("/api/dam/medias/{asset}/content"), json!(7))
        .await
        .expect(200);
    let list = manager.get(&address).await.expect(200).json();
    let names: Vec<_> =
        list["items"].as_array().unwrap().iter().map(|one| (one["number"].clone(), one["filename"].clone())).collect();
    assert_eq!(names, [(json!(2), json!("new.txt")), (json!(1), json!("crab.txt"))]);
    assert_eq!((&list["totalCount"], &list["items"][1]["size"]), (&json!(2), &json!(1)));
    let page = manager.get(&format!("{address}?size=1")).await.expect(200).json();
    let next = format!("{address}?size=1&cursor={}", page["nextCursor"].as_str().unwrap());
    assert_eq!(manager.get(&next).await.expect(200).json()["items"][0]["number"], 1);
    desk.visitor().get(&address).await.expect_problem(401, "unauthenticated");
    manager.get("/api/dam/medias/999/versions").await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_user_has_a_language() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let address = format!("/api/dam/users/{}", admin.id());
    assert_eq!(admin.get(&address).await.expect(200).json()["language"], json!(null));
    assert_eq!(admin.patch(&address, json!({"language": "ar"})).await.expect(200).json()["language"], "ar");
    assert_eq!(admin.patch(&address, json!({"lastName": "Max"})).await.expect(200).json()["language"], "ar");
    assert_eq!(admin.patch(&address, json!({"language": "tlh"})).await.expect(422).pointers(), ["/language"]);
    assert_eq!(admin.patch(&address, json!({"language": null})).await.expect(200).json()["language"], json!(null));
}

#[tokio::test]
async fn a_window_shows_a_part_and_counts_the_whole() {
    let desk = Desk::open().await;
    let mut assets = Vec::new();
    for number in 0..7 {
        assets.push(desk.asset(&format!("file-{number}.txt"), format!("{number}")).await);
    }
    assets.push(desk.asset("pack.zip", "PK").await);
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    let hidden = desk.asset("hidden.txt", "h").await;
    let private = desk.kit("hidden", Privacy::Private, Policy::Open, &[hidden]).await;
    let portal = desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[private, kit]).await;
    let nobody = Viewer::default();
    for spot in [(None, Some(kit)), (Some(portal), Some(kit)), (Some(portal), None)] {
        let spot = place::by_ids(&desk.app, spot.0, spot.1).await.unwrap().unwrap();
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let window = browse::window(&desk.app, &nobody, &spot, &Filter::default(), cursor, 3).await.unwrap();
            assert!(window.placed.len() <= 3 && window.contents.assets.len() <= 3);
            assert_eq!((window.total, window.files, window.bytes), (8, 8, 9));
            assert_eq!((window.sections.len(), window.sections[0].1), (1, 8));
            for (_, asset) in &window.placed {
                let access = window.contents.access(&spot, *asset, &Holder::default(), desk.app.now());
                assert_eq!(access, Access::Ask(Policy::PerAssetApproval));
                seen.push(*asset);
            }
            cursor = window.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, assets);
        let archives = Filter { kind: Some(AssetKind::Archive), ..Filter::default() };
        let window = browse::window(&desk.app, &nobody, &spot, &archives, None, 3).await.unwrap();
        assert_eq!((window.placed.len(), window.total, window.files), (1, 1, 8));
        let kinds: Vec<_> = window.kinds.iter().map(|of| (of.kind, of.assets)).collect();
        assert_eq!(kinds, [(AssetKind::Archive, 1), (AssetKind::Document, 7)]);
        let words = Filter { q: Some("FILE-3".into()), ..Filter::default() };
        let window = browse::window(&desk.app, &nobody, &spot, &words, None, 3).await.unwrap();
        assert_eq!((window.placed.len(), window.total, window.files), (1, 1, 8));
        let beside = browse::neighbours(&desk.app, &nobody, &spot, assets[1]).await.unwrap();
        let id = |asset: Option<app::rows::Asset>| asset.map(|asset| asset.id);
        assert_eq!(
            (id(beside.previous), id(beside.next), beside.number, beside.total),
            (Some(assets[0]), Some(assets[2]), 2, 8)
        );
        assert!(browse::neighbours(&desk.app, &nobody, &spot, hidden).await.is_err(), "of a private kit");
        assert!(browse::asset_at(&desk.app, &nobody, &spot, hidden).await.is_err(), "of a private kit");
        let (first, files, bytes) = browse::glimpse(&desk.app, &nobody, &spot, 2).await.unwrap();
        assert_eq!((first.len(), files, bytes), (2, 8, 9));
    }
}

#[tokio::test]
async fn what_was_granted_piece_by_piece_opens_the_whole_once_nothing_is_left() {
    let desk = Desk::open().await;
    let assets = [desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await];
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    let open = desk.kit("open", Privacy::Public, Policy::Open, &assets[..1]).await;
    let portal = desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[kit, open]).await;
    let nobody = Viewer::default();
    let grant = |asset| Grant { scope: GrantScope::Asset(asset), expires_at: None };
    let holding = |held: &[AssetId]| Holder { role: None, grants: held.iter().copied().map(grant).collect() };
    let whole = async |portal, kit, held: &[AssetId]| {
        let spot = place::by_ids(&desk.app, portal, kit).await.unwrap().unwrap();
        browse::whole_access(&desk.app, &nobody, &spot, &holding(held)).await.unwrap()
    };
    let ask = Access::Ask(Policy::PerAssetApproval);
    assert_eq!(whole(None, Some(kit), &[]).await, ask);
    assert_eq!(whole(None, Some(kit), &assets[..1]).await, ask);
    assert_eq!(whole(None, Some(kit), &assets).await, Access::Granted);
    assert_eq!(whole(None, Some(open), &[]).await, Access::Open);
    assert_eq!(whole(Some(portal), None, &[]).await, Access::KitByKit);
    assert_eq!(whole(Some(portal), None, &assets).await, Access::Granted);
}

#[tokio::test]
async fn an_address_that_leads_past_the_end_of_a_kit_shows_the_kit() {
    let desk = Desk::open().await;
    let assets = [desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await];
    desk.kit("press", Privacy::Public, Policy::Open, &assets).await;
    for query in ["after=9.9.9.9&from=99999999999999999999", "after=1.1.1.1&from=18446744073709551615", "from=-1"] {
        let page = desk.visitor().get(&format!("/kits/press?{query}")).await;
        assert!(page.status == 200, "{query}: {}", page.status);
    }
}

#[tokio::test]
async fn an_address_that_leads_past_the_end_of_what_was_found_shows_its_beginning() {
    let desk = Desk::open().await;
    let mut assets = vec![];
    for number in 0..90 {
        assets.push(desk.asset(&format!("sheet {number:02}.txt"), [number]).await);
    }
    let kit = desk.kit("press", Privacy::Public, Policy::Open, &assets).await;
    desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    for place in ["/kits/press?", "/kits/press?q=sheet&", "/portals/museum?q=sheet&", "/portals/museum?type=document&"]
    {
        let first = desk.visitor().get(place.trim_end_matches(['?', '&'])).await.expect(200).text();
        assert!(first.contains("sheet 00") && first.contains("Files 1 to 80 of 90"), "{place}: {first}");
        let past = desk.visitor().get(&format!("{place}after=9.9.9.999&from=161")).await.expect(200).text();
        assert_eq!(past, first, "{place}");
        let none = desk.visitor().get(&format!("{place}after=9.9.9.999&from=161&q=nowhere")).await.expect(200).text();
        assert!(place.contains("q=") || none.contains("Nothing found"), "{place}: {none}");
    }
}
