//! Kits, their sections, and the portals that gather them.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    kits, portals,
    requests::{self, PolicyOf},
    selections,
    terms::Owner,
    windows,
};

both_engines! {
    async fn a_kit_comes_back_as_it_was_made_and_changed(records) {
        let mut new = new_kit("press", Privacy::Password, Policy::PerAssetApproval);
        new.description = "Für die Presse".into();
        let id = write(records, async |tx| kits::insert(tx, &new, at(3)).await).await;
        let mut kit = kits::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!(
            (kit.slug.as_str(), kit.title.as_str(), kit.description.as_str()),
            ("press", "The kit press", "Für die Presse")
        );
        assert_eq!(
            (kit.privacy, kit.policy, kit.password_hash.as_deref()),
            (Privacy::Password, Policy::PerAssetApproval, Some("$argon2id$"))
        );
        assert_eq!((kit.created_at, kit.updated_at), (at(3), at(3)));
        kit.slug = "news".into();
        kit.privacy = Privacy::Public;
        kit.password_hash = None;
        kit.policy = Policy::Open;
        write(records, async |tx| kits::update(tx, &kit, at(4)).await).await;
        let changed = kits::by_slug(&**records, "news").await.unwrap().unwrap();
        assert_eq!(
            (changed.id, changed.policy, changed.password_hash.as_deref(), changed.updated_at),
            (id, Policy::Open, None, at(4))
        );
        assert!(kits::by_slug(&**records, "press").await.unwrap().is_none());
        assert!(
            kits::has_slug(&**records, "news").await.unwrap() && !kits::has_slug(&**records, "press").await.unwrap()
        );
        assert_eq!(changed.facts(), KitFacts { id, privacy: Privacy::Public, policy: Policy::Open });
    }

    async fn a_slug_belongs_to_one_kit_also_when_it_changes(records) {
        kit(records, "press", &[]).await;
        let other = kit(records, "other", &[]).await;
        let mut taken = kits::by_id(&**records, other).await.unwrap().unwrap();
        taken.slug = "press".into();
        let changed: store::Result<()> = store::write!(records, |tx| kits::update(tx, &taken, at(1)).await);
        assert!(changed.unwrap_err().is_taken("kits_slug", "kits.slug"));
        assert_eq!(kits::by_id(&**records, other).await.unwrap().unwrap().slug, "other");
    }

    async fn sections_and_their_assets_keep_their_order(records) {
        let [a, b, c, d] = [
            asset(records, "A").await,
            asset(records, "B").await,
            asset(records, "C").await,
            asset(records, "D").await,
        ];
        let press = kit(records, "press", &[c, a]).await;
        let second = write(records, async |tx| {
            let second = kits::insert_section(tx, press, "Second", "with a text").await?;
            kits::add_assets(tx, press, second, &[b, a]).await?;
            Ok(second)
        })
        .await;
        let sections = kits::sections(&**records, press).await.unwrap();
        let first = sections[0].id;
        assert_eq!(sections.iter().map(|section| section.title.as_str()).collect::<Vec<_>>(), ["", "Second"]);
        assert_eq!((sections[1].id, sections[1].text.as_str(), sections[1].kit_id), (second, "with a text", press));
        assert_eq!(kits::assets(&**records, press).await.unwrap(), [(first, c), (first, a), (second, b), (second, a)]);
        // Imported later: at the end, and what is there already stays where it is.
        write(records, async |tx| kits::add_assets(tx, press, second, &[a, d, b, d]).await).await;
        assert_eq!(kits::assets(&**records, press).await.unwrap()[2..], [(second, b), (second, a), (second, d)]);
        records.raw(&format!("UPDATE assets SET deleted_at = 1 WHERE id = {a}")).await.unwrap();
        assert_eq!(kits::assets(&**records, press).await.unwrap(), [(first, c), (second, b), (second, d)]);
        write(records, async |tx| kits::clear_sections(tx, press).await).await;
        assert!(kits::sections(&**records, press).await.unwrap().is_empty());
        assert!(kits::assets(&**records, press).await.unwrap().is_empty());
    }

    async fn kits_are_found_by_the_assets_in_them(records) {
        let (a, b, c) = (asset(records, "A").await, asset(records, "B").await, asset(records, "C").await);
        let (press, news) = (kit(records, "press", &[a, b]).await, kit(records, "news", &[b]).await);
        assert!(kits::has_asset(&**records, press, a).await.unwrap());
        assert!(!kits::has_asset(&**records, news, a).await.unwrap());
        let mut of = kits::of_assets(&**records, &[a, b, c]).await.unwrap();
        of.sort();
        assert_eq!(of, [(a, press), (b, press), (b, news)]);
        let mut some: Vec<_> =
            kits::by_ids(&**records, &[news, KitId(99), press]).await.unwrap().into_iter().map(|kit| kit.id).collect();
        some.sort();
        assert_eq!(some, [press, news]);
        let all: Vec<_> = kits::list(&**records).await.unwrap().into_iter().map(|kit| kit.id).collect();
        assert_eq!(all, [press, news]);
    }

    async fn a_visitor_sees_what_stands_in_a_public_kit_only(records) {
        let mut assets = Vec::new();
        for title in ["public", "private", "password", "nowhere", "deleted", "both"] {
            assets.push(asset(records, title).await);
        }
        let [public, private, password, nowhere, deleted, both] = assets[..] else { panic!() };
        kit_of(records, "public", Privacy::Public, &[public, deleted, both]).await;
        let hidden = kit_of(records, "private", Privacy::Private, &[private, both]).await;
        let locked = kit_of(records, "password", Privacy::Password, &[password]).await;
        // A public portal opens neither.
        portal(records, "museum", &[hidden, locked]).await;
        records.raw(&format!("UPDATE assets SET deleted_at = 1 WHERE id = {deleted}")).await.unwrap();
        let asked = [public, private, password, nowhere, deleted, both, AssetId(99)];
        let visible = kits::visible_to_visitors(&**records, &asked).await.unwrap();
        let mut visible: Vec<AssetId> = visible.into_iter().map(|found| found.asset).collect();
        visible.sort();
        assert_eq!(visible, [public, both]);
    }

    async fn a_portal_comes_back_as_it_was_made_and_changed(records) {
        let (logo, cover) = (asset(records, "Logo").await, asset(records, "Cover").await);
        let mut new = new_portal("museum", PortalPolicy::Inherit);
        new.accent = Some("#0b7a75".into());
        new.logo_id = Some(logo);
        new.cover_id = Some(cover);
        let id = write(records, async |tx| portals::insert(tx, &new, at(3)).await).await;
        let mut portal = portals::by_slug(&**records, "museum").await.unwrap().unwrap();
        assert_eq!(
            (portal.id, portal.accent.as_deref(), portal.logo_id, portal.cover_id),
            (id, Some("#0b7a75"), Some(logo), Some(cover))
        );
        assert_eq!(portal.facts(), PortalFacts { id, privacy: Privacy::Public, policy: PortalPolicy::Inherit });
        portal.policy = PortalPolicy::Disabled;
        portal.introduction = "Willkommen".into();
        portal.logo_id = None;
        write(records, async |tx| portals::update(tx, &portal, at(4)).await).await;
        let changed = portals::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!(
            (changed.policy, changed.introduction.as_str(), changed.logo_id),
            (PortalPolicy::Disabled, "Willkommen", None)
        );
        assert_eq!((changed.created_at, changed.updated_at), (at(3), at(4)));
        assert!(
            portals::has_slug(&**records, "museum").await.unwrap()
                && !portals::has_slug(&**records, "x").await.unwrap()
        );
        let again: store::Result<PortalId> = store::write!(records, |tx| portals::insert(tx, &new, at(3)).await);
        assert!(again.unwrap_err().is_taken("portals_slug", "portals.slug"));
    }

    async fn a_portal_gathers_kits_in_its_own_order(records) {
        let (a, b, c) = (kit(records, "a", &[]).await, kit(records, "b", &[]).await, kit(records, "c", &[]).await);
        let museum = portal(records, "museum", &[c, a, c]).await;
        let order = async || {
            kits::of_portal(&**records, museum).await.unwrap().into_iter().map(|kit| kit.id).collect::<Vec<_>>()
        };
        assert_eq!(order().await, [c, a]);
        assert!(portals::has_kit(&**records, museum, c).await.unwrap());
        assert!(!portals::has_kit(&**records, museum, b).await.unwrap());
        write(records, async |tx| portals::set_kits(tx, museum, &[b, c]).await).await;
        assert_eq!(order().await, [b, c]);
        let other = portal(records, "other", &[a]).await;
        let all: Vec<_> = portals::list(&**records).await.unwrap().into_iter().map(|portal| portal.id).collect();
        assert_eq!(all, [museum, other]);
        assert_eq!(portals::by_ids(&**records, &[other, PortalId(99)]).await.unwrap()[0].id, other);
    }

    async fn a_deleted_kit_is_nowhere_but_in_what_names_it(records) {
        let logo = asset(records, "Logo").await;
        let (press, news) = (kit(records, "press", &[logo]).await, kit(records, "news", &[]).await);
        let museum = portal(records, "museum", &[press, news]).await;
        assert_eq!(kits::portals_with(&**records, press).await.unwrap(), [museum]);
        write(records, async |tx| kits::delete(tx, press, at(9)).await).await;
        assert!(kits::by_id(&**records, press).await.unwrap().is_none());
        assert!(kits::by_slug(&**records, "press").await.unwrap().is_none());
        assert_eq!(kits::list(&**records).await.unwrap().len(), 1);
        assert!(kits::of_assets(&**records, &[logo]).await.unwrap().is_empty());
        assert_eq!(portals::gathered(&**records).await.unwrap(), [(museum, news)]);
        let still = kits::by_ids(&**records, &[press]).await.unwrap().remove(0);
        assert_eq!((still.title.as_str(), still.deleted_at, still.privacy), ("The kit press", Some(at(9)), Privacy::Private));
        // Its address is free again.
        kit(records, "press", &[logo]).await;
        write(records, async |tx| portals::delete(tx, museum, at(10)).await).await;
        assert!(portals::by_id(&**records, museum).await.unwrap().is_none());
        assert!(portals::list(&**records).await.unwrap().is_empty());
        assert!(portals::gathered(&**records).await.unwrap().is_empty());
        assert_eq!(portals::by_ids(&**records, &[museum]).await.unwrap()[0].deleted_at, Some(at(10)));
        portal(records, "museum", &[news]).await;
    }

    async fn a_place_knows_who_waits_for_it(records) {
        let (ann, bob) = (visitor(records, "ann@example.org").await, visitor(records, "bob@example.org").await);
        let logo = asset(records, "Logo").await;
        let (press, news) = (kit(records, "press", &[logo]).await, kit(records, "news", &[]).await);
        let whole = insert(records, &new_kit_request(ann, press), at(1)).await;
        insert(records, &new_kit_request(bob, news), at(2)).await;
        let mut assets = new_request(Asker::Visitor(bob), &[logo]);
        assets.place = Some(Place::Kit(press));
        assets.policy_of = PolicyOf::Kit;
        let some = insert(records, &assets, at(3)).await;
        let of = Owner::Kit(press);
        let waiting = requests::waiting_for(&**records, of, 10).await.unwrap();
        assert_eq!(waiting, [(whole, RequestScope::Kit), (some, RequestScope::Assets)]);
        assert_eq!(requests::waiting_for(&**records, of, 1).await.unwrap().len(), 1);
        assert_eq!(requests::count_waiting_for(&**records, of).await.unwrap(), (1, 1));
        let mut pending = requests::pending_by_place(&**records).await.unwrap();
        pending.sort();
        assert_eq!(pending, [(None, Some(press), 2), (None, Some(news), 1)]);
        write(records, async |tx| {
            requests::hold_all(tx, &[some]).await?;
            requests::let_go(tx, &[some]).await
        })
        .await;
        assert_eq!(requests::count_waiting_for(&**records, of).await.unwrap(), (1, 0));
        assert_eq!(requests::by_id(&**records, some).await.unwrap().unwrap().policy_source(), None);
    }

    async fn the_first_assets_of_each_kit_come_in_its_order(records) {
        let mut assets = Vec::new();
        for title in ["a", "b", "c", "d"] {
            assets.push(asset(records, title).await);
        }
        let [a, b, c, d] = assets[..] else { panic!() };
        let (press, news) = (kit(records, "press", &[d, b, a]).await, kit(records, "news", &[c]).await);
        let first = windows::first_of_kits(&**records, &[news, press, KitId(99)], 2).await.unwrap();
        assert_eq!(first, [(press, d), (press, b), (news, c)]);
        assert!(windows::first_of_kits(&**records, &[], 2).await.unwrap().is_empty());
    }

    async fn the_basket_of_a_user_keeps_its_order_and_forgets_what_is_gone(records) {
        let uta = user(records, "uta@example.org", Role::Member).await;
        let (a, b, c) = (asset(records, "A").await, asset(records, "B").await, asset(records, "C").await);
        write(records, async |tx| selections::replace(tx, uta, &[c, a, b]).await).await;
        assert_eq!(selections::of_user(&**records, uta).await.unwrap(), [c, a, b]);
        records.raw(&format!("UPDATE assets SET deleted_at = 1 WHERE id = {a}")).await.unwrap();
        assert_eq!(selections::of_user(&**records, uta).await.unwrap(), [c, b]);
        write(records, async |tx| selections::replace(tx, uta, &[]).await).await;
        assert!(selections::of_user(&**records, uta).await.unwrap().is_empty());
    }

    async fn a_selection_is_kept_for_its_time_and_longer_when_it_is_made_again(records) {
        let assets = [AssetId(3), AssetId(1)];
        write(records, async |tx| selections::keep(tx, "hash", &assets, at(10)).await).await;
        let kept = async |now| selections::kept(&**records, "hash", at(now)).await.unwrap();
        assert_eq!(kept(9).await, Some((assets.to_vec(), at(10))));
        assert_eq!(kept(10).await, None);
        write(records, async |tx| selections::keep(tx, "hash", &assets, at(20)).await).await;
        assert!(kept(10).await.is_some());
        write(records, async |tx| selections::forget(tx, at(19)).await).await;
        assert!(kept(10).await.is_some());
        write(records, async |tx| selections::forget(tx, at(20)).await).await;
        assert_eq!(records.rows("download_selections").await, 0);
    }
}
