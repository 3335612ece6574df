//! Constraints: the rules that the database keeps, whatever the code above it believes. Told by statements behind the
//! store's back.

use crate::support::{Records, both_engines, fill::*};
use domain::*;

/// Somebody who asked for one asset of a kit, and was told yes.
struct Case {
    visitor: ExternalUserId,
    user: UserId,
    kit: KitId,
    portal: PortalId,
    asset: AssetId,
    request: RequestId,
    item: ItemId,
}

async fn case(records: &Records) -> Case {
    let visitor = visitor(records, "ann@example.org").await;
    let user = user(records, "uta@example.org", Role::Responsible).await;
    let asset = asset(records, "Logo").await;
    let kit = kit(records, "press", &[asset]).await;
    let portal = portal(records, "museum", &[kit]).await;
    let request = request(records, visitor, &[asset], at(1)).await;
    let item = items(records, request).await[0];
    records
        .raw(&format!(
            "INSERT INTO decisions (id, request_id, verdict, user_id, whole, created_at) VALUES (1, {request}, 'approve', {user}, 1, 1)"
        ))
        .await
        .unwrap();
    Case { visitor, user, kit, portal, asset, request, item }
}

both_engines! {
    async fn one_user_and_one_external_user_for_an_address(records) {
        case(records).await;
        for (table, columns, values) in [
            ("users", "first_name, last_name, role, responsible_for_external_users", "'', '', 'member', 0"),
            ("external_users", "language", "NULL"),
        ] {
            let mail = if table == "users" { "uta@example.org" } else { "ann@example.org" };
            let sql = format!(
                "INSERT INTO {table} (id, mail, mail_key, search, created_at, {columns}) VALUES (99, 'X', '{mail}', '', 0, {values})"
            );
            records.refuse(&format!("{table}_mail_key"), &format!("{table}.mail_key"), &sql).await;
        }
    }

    async fn a_user_has_a_role_that_there_is(records) {
        let Case { user, .. } = case(records).await;
        records.refuse("users_role", "", &format!("UPDATE users SET role = 'king' WHERE id = {user}")).await;
        let sql = format!("UPDATE users SET responsible_for_external_users = 2 WHERE id = {user}");
        records.refuse("users_responsible", "", &sql).await;
    }

    async fn an_external_user_has_both_names_or_none(records) {
        let Case { visitor, .. } = case(records).await;
        let sql = format!("UPDATE external_users SET first_name = 'Ann' WHERE id = {visitor}");
        records.refuse("external_users_names", "", &sql).await;
    }

    async fn slugs_belong_to_one(records) {
        let Case { kit, portal, .. } = case(records).await;
        let other = crate::support::fill::kit(records, "other", &[]).await;
        let sql = format!("UPDATE kits SET slug = 'press' WHERE id = {other}");
        records.refuse("kits_slug", "kits.slug", &sql).await;
        let other = crate::support::fill::portal(records, "other", &[kit]).await;
        let sql = format!("UPDATE portals SET slug = 'museum' WHERE id = {other}");
        records.refuse("portals_slug", "portals.slug", &sql).await;
        // A kit and a portal may share one: their addresses differ.
        records.raw(&format!("UPDATE portals SET slug = 'press' WHERE id = {portal}")).await.unwrap();
    }

    async fn a_place_behind_a_password_has_one(records) {
        let Case { kit, portal, .. } = case(records).await;
        records.refuse("kits_password", "", &format!("UPDATE kits SET privacy = 'password' WHERE id = {kit}")).await;
        let sql = format!("UPDATE portals SET privacy = 'password' WHERE id = {portal}");
        records.refuse("portals_password", "", &sql).await;
        records.refuse("kits_privacy", "", &format!("UPDATE kits SET privacy = 'secret' WHERE id = {kit}")).await;
        records.refuse("portals_privacy", "", &format!("UPDATE portals SET privacy = '' WHERE id = {portal}")).await;
    }

    async fn only_a_portal_inherits_its_policy(records) {
        let Case { kit, portal, .. } = case(records).await;
        records.refuse("kits_policy", "", &format!("UPDATE kits SET policy = 'inherit' WHERE id = {kit}")).await;
        records.refuse("portals_policy", "", &format!("UPDATE portals SET policy = 'ask' WHERE id = {portal}")).await;
    }

    async fn a_folder_holds_one_of_a_name_also_at_the_top(records) {
        let top = folder(records, None, "Press").await;
        let other = folder(records, Some(top), "Logos").await;
        folder(records, Some(other), "Logos").await;
        let sql = "INSERT INTO folders (id, name, created_at) VALUES (99, 'Press', 0)";
        records.refuse("folders_top_name", "folders.name", sql).await;
        let sql = format!("INSERT INTO folders (id, parent_id, name, created_at) VALUES (99, {top}, 'Logos', 0)");
        records.refuse("folders_name", "folders.parent_id, folders.name", &sql).await;
    }

    async fn one_open_ask_for_an_asker_a_place_and_an_asset(records) {
        let insert = |portal: i64, kit: i64, asset: i64| {
            format!(
                "INSERT INTO open_asks (asker, portal_id, kit_id, asset_id, request_id) VALUES ('external:1', {portal}, {kit}, {asset}, 1)"
            )
        };
        for (portal, kit, asset) in [(0, 1, 0), (0, 1, 7), (2, 1, 7), (2, 0, 7)] {
            records.raw(&insert(portal, kit, asset)).await.unwrap();
            records.refuse("open_asks_pkey", "open_asks.asker", &insert(portal, kit, asset)).await;
        }
    }

    async fn one_decision_for_an_item(records) {
        let Case { item, .. } = case(records).await;
        let sql = format!("INSERT INTO item_decisions (item_id, decision_id) VALUES ({item}, 1)");
        records.raw(&sql).await.unwrap();
        records.refuse("item_decisions_pkey", "item_decisions.item_id", &sql).await;
    }

    async fn a_request_has_one_requester_and_the_words_of_the_product(records) {
        let Case { user, request, kit, .. } = case(records).await;
        for (constraint, change) in [
            ("requests_requester", format!("user_id = {user}")),
            ("requests_requester", "external_user_id = NULL".into()),
            ("requests_status", "status = 'open'".into()),
            ("requests_origin", "origin = 'mail'".into()),
            ("requests_policy", "policy = 'disabled'".into()),
            ("requests_policy_of", "policy_of = 'me'".into()),
            ("requests_routing", "routing = 'all'".into()),
            ("requests_scope", "scope = 'kit'".into()),
            ("requests_scope", format!("scope = 'portal', kit_id = {kit}")),
            ("requests_scope", format!("scope = 'everything', kit_id = {kit}")),
        ] {
            records.refuse(constraint, "", &format!("UPDATE requests SET {change} WHERE id = {request}")).await;
        }
        let columns = "origin, status, external_user_id, scope, policy, policy_of, routing, routes_external, search, created_at, version";
        let sql = format!(
            "INSERT INTO requests (id, reference, {columns}) SELECT 99, reference, {columns} FROM requests WHERE id = {request}"
        );
        records.refuse("requests_reference", "requests.reference", &sql).await;
    }

    async fn a_request_names_an_asset_once_and_the_whole_once(records) {
        let Case { request, asset, item, .. } = case(records).await;
        let insert = |id: i64, asset: &str| {
            format!(
                "INSERT INTO request_items (id, request_id, position, asset_id, status) VALUES ({id}, {request}, 9, {asset}, 'pending')"
            )
        };
        let columns = "request_items.request_id, request_items.asset_id";
        records.refuse("request_items_asset", columns, &insert(98, &asset.to_string())).await;
        records.raw(&insert(98, "NULL")).await.unwrap();
        records.refuse("request_items_whole", "request_items.request_id", &insert(99, "NULL")).await;
        let sql = format!("UPDATE request_items SET status = 'partiallyApproved' WHERE id = {item}");
        records.refuse("request_items_status", "", &sql).await;
        records.refuse("decisions_verdict", "", "UPDATE decisions SET verdict = 'maybe' WHERE id = 1").await;
    }

    async fn a_grant_has_one_subject_and_one_scope(records) {
        let Case { visitor, user, kit, asset, request, .. } = case(records).await;
        let insert = |id: i64, visitor: &str, user: &str, kit: &str, asset: &str| {
            format!(
                "INSERT INTO grants (id, request_id, decision_id, external_user_id, user_id, kit_id, asset_id, created_at) \
                 VALUES ({id}, {request}, 1, {visitor}, {user}, {kit}, {asset}, 0)"
            )
        };
        let (visitor, user, kit, asset) = (visitor.to_string(), user.to_string(), kit.to_string(), asset.to_string());
        records.raw(&insert(1, &visitor, "NULL", &kit, "NULL")).await.unwrap();
        records.raw(&insert(2, "NULL", &user, "NULL", &asset)).await.unwrap();
        records.refuse("grants_subject", "", &insert(3, &visitor, &user, &kit, "NULL")).await;
        records.refuse("grants_subject", "", &insert(3, "NULL", "NULL", &kit, "NULL")).await;
        records.refuse("grants_scope", "", &insert(3, &visitor, "NULL", &kit, &asset)).await;
        records.refuse("grants_scope", "", &insert(3, &visitor, "NULL", "NULL", "NULL")).await;
    }

    async fn a_link_belongs_to_one_and_has_a_secret_of_its_own(records) {
        let Case { visitor, user, .. } = case(records).await;
        let insert = |id: i64, kind: &str, hash: &str, visitor: &str, user: &str| {
            format!(
                "INSERT INTO links (id, kind, hash, external_user_id, user_id, created_at, expires_at) \
                 VALUES ({id}, '{kind}', '{hash}', {visitor}, {user}, 0, 1)"
            )
        };
        let (visitor, user) = (visitor.to_string(), user.to_string());
        records.raw(&insert(1, "pickup", "aa", &visitor, "NULL")).await.unwrap();
        records.refuse("links_hash", "links.hash", &insert(2, "decide", "aa", "NULL", &user)).await;
        records.refuse("links_kind", "", &insert(2, "magic", "bb", "NULL", &user)).await;
        records.refuse("links_subject", "", &insert(2, "decide", "bb", &visitor, &user)).await;
        records.refuse("links_subject", "", &insert(2, "decide", "bb", "NULL", "NULL")).await;
    }

    async fn versions_of_an_asset_are_numbered_and_share_no_bytes(records) {
        let Case { asset, .. } = case(records).await;
        let insert = |number: i64, blob: &str, size: i64, preview: &str| {
            format!(
                "INSERT INTO asset_versions (id, asset_id, number, filename, content_type, blob_key, size, sha256, crc32, preview, \
                 has_alpha, is_light, created_at) VALUES (99, {asset}, {number}, 'a', 'b', {blob}, {size}, 'd', 0, '{preview}', 0, 0, 0)"
            )
        };
        let columns = "asset_versions.asset_id, asset_versions.number";
        records.refuse("asset_versions_number", columns, &insert(1, "'fresh'", 1, "none")).await;
        let same = format!("(SELECT blob_key FROM asset_versions WHERE asset_id = {asset})");
        records.refuse("asset_versions_blob", "asset_versions.blob_key", &insert(2, &same, 1, "none")).await;
        records.refuse("asset_versions_size", "", &insert(2, "'fresh'", -1, "none")).await;
        records.refuse("asset_versions_preview", "", &insert(2, "'fresh'", 1, "later")).await;
    }

    async fn what_is_referred_to_stays(records) {
        let Case { asset, kit, request, visitor, .. } = case(records).await;
        for sql in [
            format!("DELETE FROM assets WHERE id = {asset}"),
            format!("DELETE FROM kits WHERE id = {kit}"),
            format!("DELETE FROM requests WHERE id = {request}"),
            format!("DELETE FROM external_users WHERE id = {visitor}"),
        ] {
            let said = records.raw(&sql).await.expect_err(&sql).to_lowercase();
            assert!(said.contains("foreign key"), "{said}");
        }
    }
}
