//! Backups: the records of one moment as lines, which either engine takes back.

use crate::support::{Records, both_engines, fill::*, records::Place};
use domain::*;
use sqlx::{Connection, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Engine, Run, Store,
    backup::{self, KEPT, LEFT_OUT, Line, Reader, Writer},
    browsers, check,
    links::{self, LinkKind, NewLink},
    outbox,
    request_list::{self, Filter, Viewer},
    requests, sessions, tokens,
};

type Lines = BTreeMap<&'static str, Vec<Line>>;

async fn lines_of(db: &impl Run) -> Lines {
    let mut lines = Lines::new();
    for table in KEPT {
        let mut reader = Reader::of(db, table).await.unwrap();
        let mut all = Vec::new();
        loop {
            let some = reader.next(db).await.unwrap();
            if some.is_empty() {
                break;
            }
            all.extend(some);
        }
        lines.insert(table.name, all);
    }
    lines
}

async fn restore(store: &Store, lines: &Lines) -> store::Result<()> {
    store::write!(store, |tx| {
        let taken = backup::clear(tx).await?;
        for table in KEPT {
            let mut writer = Writer::of(tx, table).await?;
            writer.write(tx, lines[table.name].clone()).await?;
            writer.end(tx).await?;
        }
        Writer::finish(tx, &taken).await
    })
}

/// People, assets in folders of which one was moved below a later one, places, requests, and every kind of secret.
async fn fill(records: &Records) -> RequestId {
    let zoe = visitor(records, "zoe@example.org").await;
    let uta = user(records, "uta@example.org", Role::Admin).await;
    let inner = folder(records, None, "Inner").await;
    let outer = folder(records, None, "Outer").await;
    records.raw(&format!("UPDATE folders SET parent_id = {outer} WHERE id = {inner}")).await.unwrap();
    let logo = asset_in(records, Some(inner), "Logo \"blue\" \\ 🌊\nof two lines").await;
    let kit = kit(records, "press", &[logo]).await;
    portal(records, "museum", &[kit]).await;
    let request = request(records, zoe, &[logo], at(1)).await;
    insert(records, &new_kit_request(zoe, kit), at(2)).await;
    write(records, async |tx| {
        browsers::insert(tx, "a browser's hash", at(0)).await?;
        tokens::insert(tx, uta, "script", "a token's hash", None, at(0)).await?;
        sessions::insert(tx, uta, "a session's hash", at(0), at(9)).await?;
        let link = NewLink {
            kind: LinkKind::Pickup,
            hash: "a link's hash",
            external_user_id: Some(zoe),
            user_id: None,
            request_id: Some(request),
            expires_at: at(9),
        };
        links::insert(tx, &link, at(0)).await?;
        outbox::enqueue(tx, "mail", &7, at(0), at(0)).await
    })
    .await;
    outbox::lease(records, "mail", "a holder", 1, at(1), at(60)).await.unwrap();
    request
}

both_engines! {
    async fn records_go_from_either_engine_to_either(records) {
        let request = fill(records).await;
        let before = lines_of(&**records).await;
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let Some(place) = Place::fresh(engine).await else { continue };
            let other = Store::open(&place.url).await.unwrap();
            assert!(backup::is_empty(&other).await.unwrap());
            restore(&other, &before).await.unwrap();
            assert!(!backup::is_empty(&other).await.unwrap());
            let after = lines_of(&other).await;
            for table in KEPT.iter().filter(|table| table.name != "id_blocks") {
                assert_eq!(after[table.name], before[table.name], "{}", table.name);
            }
            assert_eq!(check::rules(&other).await.unwrap(), vec![]);
            assert_eq!(check::references(&other).await.unwrap(), vec![]);
            assert_eq!(check::sound(&other).await.unwrap(), vec![]);
            let filter = Filter { q: Some("zoe logo".into()), ..Filter::default() };
            assert_eq!(request_list::ids(&other, Viewer::Everything, &filter, 9).await.unwrap(), [request]);
            assert_eq!(requests::counted(&other, &[RequestStatus::Pending], None, None).await.unwrap(), 2);
            let fresh = visitor(&other, "new@example.org").await;
            assert!(fresh.0 > 1, "ids go on");
            other.close().await;
            place.clear().await;
        }
    }

    async fn nothing_in_it_opens_anything_by_itself(records) {
        fill(records).await;
        let lines = lines_of(&**records).await;
        let all = serde_json::to_string(&lines).unwrap();
        assert!(all.contains("a token's hash"), "tokens stay");
        for secret in ["a browser's hash", "a session's hash", "a link's hash", "a holder"] {
            assert!(!all.contains(secret), "{secret}");
        }
    }

    async fn links_and_jobs_after_it_get_no_id_that_went_out_before(records) {
        fill(records).await;
        let lines = lines_of(&**records).await;
        let place = Place::fresh(Engine::Sqlite).await.unwrap();
        let other = Store::open(&place.url).await.unwrap();
        restore(&other, &lines).await.unwrap();
        let job = write(&other, async |tx| outbox::enqueue(tx, "mail", &7, at(0), at(0)).await).await;
        assert!(job.0 > 1_000_000, "{job}");
        other.close().await;
    }

    async fn it_is_of_one_moment(records) {
        let zoe = visitor(records, "zoe@example.org").await;
        let logo = asset(records, "Logo").await;
        let snapshot = records.snapshot().await.unwrap();
        request(records, zoe, &[logo], at(1)).await;
        let lines = lines_of(&snapshot).await;
        assert_eq!((lines["requests"].len(), lines["request_items"].len()), (0, 0));
        assert_eq!((lines["assets"].len(), lines["external_users"].len()), (1, 1));
        drop(snapshot);
        assert_eq!(lines_of(&**records).await["requests"].len(), 1);
    }

    async fn a_table_of_many_rows_is_read_to_its_end(records) {
        let from = "INSERT INTO download_counts (subject, content, counted_at)";
        for thousand in 0..5 {
            let rows: Vec<String> = (0..1_000).map(|one| format!("('s{}', 'c{one}', 0)", thousand)).collect();
            records.raw(&format!("{from} VALUES {}", rows.join(", "))).await.unwrap();
        }
        let lines = &lines_of(&**records).await["download_counts"];
        let distinct: BTreeSet<String> = lines.iter().map(|line| serde_json::to_string(line).unwrap()).collect();
        assert_eq!((lines.len(), distinct.len()), (5_000, 5_000));
    }

    async fn a_column_that_nobody_knows_is_refused_and_one_that_is_missing_gets_its_default(records) {
        fill(records).await;
        let mut lines = lines_of(&**records).await;
        let place = Place::fresh(Engine::Sqlite).await.unwrap();
        let other = Store::open(&place.url).await.unwrap();
        lines.get_mut("kits").unwrap()[0].remove("manifest");
        restore(&other, &lines).await.unwrap();
        assert_eq!(lines_of(&other).await["kits"][0]["manifest"], 0);
        lines.get_mut("kits").unwrap()[0].insert("colour".into(), "blue".into());
        let said = restore(&other, &lines).await.unwrap_err().to_string();
        assert!(said.contains("kits has no column colour"), "{said}");
        other.close().await;
    }

    async fn work_that_is_held_back_is_leased_by_nobody(records) {
        write(records, async |tx| {
            outbox::enqueue(tx, "mail", &1, at(0), at(0)).await?;
            outbox::enqueue(tx, "preview", &1, at(0), at(0)).await?;
            outbox::hold(tx, "mail", at(1)).await
        })
        .await;
        let other = records.another().await;
        let lease = async |kind| outbox::lease(&other, kind, "w", 9, at(5), at(60)).await.unwrap().len();
        assert!(!outbox::is_due(&other, "mail", at(5)).await.unwrap());
        assert_eq!((lease("mail").await, lease("preview").await), (0, 1));
        assert_eq!(outbox::held_since(&other, "mail").await.unwrap(), Some(at(1)));
        write(records, async |tx| outbox::release(tx, "mail", at(999)).await).await;
        assert!(outbox::is_due(&other, "mail", at(5)).await.unwrap());
        let leased = outbox::lease(&other, "mail", "w", 9, at(999), at(1_060)).await.unwrap();
        assert_eq!(leased.iter().map(|job| job.created_at).collect::<Vec<_>>(), [at(999)], "its days begin anew");
        other.close().await;
    }
}

#[tokio::test]
async fn every_table_is_either_kept_or_left_out() {
    let place = Place::fresh(Engine::Sqlite).await.unwrap();
    Store::open(&place.url).await.unwrap().close().await;
    let mut connection = SqliteConnection::connect(&place.url).await.unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' \
               AND name NOT LIKE 'search\\_%' ESCAPE '\\'";
    let there: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    let named: BTreeSet<&str> = KEPT.iter().map(|table| table.name).chain(LEFT_OUT.iter().copied()).collect();
    assert_eq!(there.iter().map(String::as_str).collect::<BTreeSet<_>>(), named);
}
