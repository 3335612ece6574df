//! Windows of what stands in kits.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use store::{
    assets::{self, NewVersion},
    kits, portals,
    windows::{self, Filter, Neighbours, Placed, Position, Scope},
};

async fn asset_of(records: &Records, title: &str, content_type: &str, size: u64) -> AssetId {
    let version = NewVersion { content_type: content_type.into(), size, ..version(&format!("{title}.bin")) };
    write(records, async |tx| assets::insert(tx, None, title, &version, at(0)).await).await
}

async fn section(records: &Records, kit: KitId, assets: &[AssetId]) -> SectionId {
    write(records, async |tx| {
        let section = kits::insert_section(tx, kit, "", "").await?;
        kits::add_assets(tx, kit, section, assets).await?;
        Ok(section)
    })
    .await
}

async fn ids(records: &Records, scope: &Scope, filter: &Filter) -> Vec<AssetId> {
    let page = windows::page(&**records, scope, filter, None, 100).await.unwrap();
    page.iter().map(|placed| placed.asset).collect()
}

/// The whole order, by pages of two.
async fn by_pages(records: &Records, scope: &Scope) -> Vec<AssetId> {
    let (mut all, mut after) = (Vec::new(), None::<Position>);
    loop {
        let page = windows::page(&**records, scope, &Filter::default(), after, 2).await.unwrap();
        let Some(last) = page.last() else { return all };
        // A position survives an address.
        after = Some(last.position.to_string().parse().unwrap());
        all.extend(page.iter().map(|placed| placed.asset));
    }
}

both_engines! {
    async fn a_window_of_a_kit_goes_by_sections_and_counts_each_asset_once(records) {
        let photo = asset_of(records, "Photo", "image/jpeg", 10).await;
        let logo = asset_of(records, "Logo", "image/svg+xml", 20).await;
        let sheet = asset_of(records, "Übersicht", "application/pdf", 30).await;
        let gone = asset_of(records, "Gone", "image/jpeg", 1_000).await;
        let press = kit(records, "press", &[sheet, gone, photo]).await;
        let second = section(records, press, &[logo, photo]).await;
        records.raw(&format!("UPDATE assets SET deleted_at = 1 WHERE id = {gone}")).await.unwrap();
        let scope = Scope { portal: None, kits: vec![press] };
        assert_eq!(ids(records, &scope, &Filter::default()).await, [sheet, photo, logo, photo]);
        assert_eq!(by_pages(records, &scope).await, [sheet, photo, logo, photo]);

        let kinds = windows::kinds(&**records, &scope, &Filter::default()).await.unwrap();
        let kinds: Vec<_> = kinds.iter().map(|of| (of.kind, of.assets, of.bytes)).collect();
        let expected = [(AssetKind::Document, 1, 30), (AssetKind::Image, 1, 10), (AssetKind::Vector, 1, 20)];
        assert_eq!(kinds, expected, "the photo stands twice and counts once");
        let sections = windows::sections(&**records, &scope, &Filter::default()).await.unwrap();
        assert!(sections.len() == 2 && sections.iter().all(|(_, count)| *count == 2));
        assert_eq!(windows::of_kits(&**records, &[press, KitId(99)]).await.unwrap(), [(press, 3, 60)]);

        let by_word = |q: &str| Filter { q: Some(q.into()), ..Filter::default() };
        assert_eq!(ids(records, &scope, &by_word("ÜBER")).await, [sheet]);
        assert_eq!(ids(records, &scope, &by_word("logo.bin")).await, [logo]);
        assert!(ids(records, &scope, &by_word("%")).await.is_empty());
        let images = Filter { kind: Some(AssetKind::Image), ..Filter::default() };
        assert_eq!(ids(records, &scope, &images).await, [photo, photo]);
        let in_second = Filter { section: Some(second), ..Filter::default() };
        assert_eq!(ids(records, &scope, &in_second).await, [logo, photo]);

        let beside = async |asset| windows::neighbours(&**records, &scope, asset).await.unwrap();
        let expected = Neighbours { previous: Some(sheet), next: Some(logo), number: 2, total: 3 };
        assert_eq!(beside(photo).await, Some(expected));
        assert_eq!(beside(logo).await.unwrap().next, None, "the photo came before");
        assert_eq!(beside(gone).await, None);
        let placed = windows::of_assets(&**records, &scope, &[photo, gone]).await.unwrap();
        assert_eq!(placed.iter().map(|placed| placed.asset).collect::<Vec<_>>(), [photo, photo]);
        assert_eq!(placed[1].section, second);
    }

    async fn a_window_across_a_portal_goes_by_its_kits_and_shows_each_asset_once(records) {
        let [a, b, c, d] = [
            asset(records, "A").await, asset(records, "B").await, asset(records, "C").await, asset(records, "D").await,
        ];
        let (one, two) = (kit(records, "one", &[a, b]).await, kit(records, "two", &[c, b]).await);
        let hidden = kit_of(records, "hidden", Privacy::Private, &[d]).await;
        let museum = portal(records, "museum", &[two, one, hidden]).await;
        let scope = Scope { portal: Some(museum), kits: vec![one, two] };
        assert_eq!(ids(records, &scope, &Filter::default()).await, [c, b, a]);
        assert_eq!(by_pages(records, &scope).await, [c, b, a]);
        let beside = windows::neighbours(&**records, &scope, b).await.unwrap();
        assert_eq!(beside, Some(Neighbours { previous: Some(c), next: Some(a), number: 2, total: 3 }));
        assert_eq!(windows::neighbours(&**records, &scope, d).await.unwrap(), None);
        let kinds = windows::kinds(&**records, &scope, &Filter::default()).await.unwrap();
        assert_eq!(kinds.iter().map(|of| of.assets).sum::<u64>(), 3);
        let everywhere: Vec<Placed> = windows::of_assets(&**records, &scope, &[b]).await.unwrap();
        assert_eq!(everywhere.len(), 2, "in both kits");
        write(records, async |tx| portals::set_kits(tx, museum, &[one, two]).await).await;
        assert_eq!(ids(records, &scope, &Filter::default()).await, [a, b, c]);
        let nothing = Scope { portal: Some(museum), kits: vec![] };
        assert!(ids(records, &nothing, &Filter::default()).await.is_empty());
    }

    /// Every page of 5,000 assets in their order, none twice and none left out; and no statement takes long.
    async fn a_kit_of_five_thousand_assets_is_shown_window_by_window(records) {
        let count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)";
        let assets = "INSERT INTO assets (id, title, version, search, created_at, updated_at) \
                      SELECT 10000 + i, 'Asset', 1, ' asset ' || i, 1, 1 FROM n";
        let versions = "INSERT INTO asset_versions (id, asset_id, number, filename, content_type, blob_key, size, sha256, crc32, \
                        preview, has_alpha, is_light, created_at) SELECT 10000 + i, 10000 + i, 1, 'a', 'image/png', 'b' || i, 7, \
                        '', 1, 'none', 0, 0, 1 FROM n";
        for insert in [assets, versions] {
            records.raw(&format!("{count} {insert}")).await.unwrap();
        }
        let all: Vec<AssetId> = (10_001..=15_000).map(AssetId).collect();
        let large = kit(records, "large", &all[..2_500]).await;
        section(records, large, &all[2_500..]).await;
        let scope = Scope { portal: None, kits: vec![large] };
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = windows::page(&**records, &scope, &Filter::default(), after, 200).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.position);
            seen.extend(page.iter().map(|placed| placed.asset));
        }
        assert_eq!(seen, all);
        let beside = windows::neighbours(&**records, &scope, all[2_500]).await.unwrap().unwrap();
        let expected = Neighbours { previous: Some(all[2_499]), next: Some(all[2_501]), number: 2_501, total: 5_000 };
        assert_eq!(beside, expected);
        let found = Filter { q: Some("ASSET 5000".into()), ..Filter::default() };
        assert_eq!(ids(records, &scope, &found).await, [all[4_999]]);
        let kinds = windows::kinds(&**records, &scope, &Filter::default()).await.unwrap();
        assert_eq!(kinds.iter().map(|of| of.assets).sum::<u64>(), 5_000);
    }
}
