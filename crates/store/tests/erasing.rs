//! Erasing an external user, and making one of two.

use crate::support::{Records, both_engines, fill::*};
use domain::{question::AnswerValue, *};
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use store::{
    Engine, browsers, check, counters, decisions,
    decisions::NewDecision,
    erasing, events,
    events::NewEvent,
    external_user_notes as notes, external_users,
    grants::{self, Subject},
    languages, links,
    links::{LinkKind, NewLink},
    merging, open_asks, outbox,
    request_list::{self, Filter, Viewer},
    requests::{self, NewRequest},
};

/// What is erased with a person: words by them, about them or to them, and whatever names them.
const OF_A_PERSON: &[&str] = &[
    "browsers.hash",
    "counters.bucket",
    "decisions.message",
    "download_counts.subject",
    "external_user_notes.text",
    "external_users.first_name",
    "external_users.language",
    "external_users.last_name",
    "external_users.mail",
    "external_users.mail_key",
    "external_users.search",
    "idempotency_keys.caller",
    "links.hash",
    "open_asks.asker",
    "outbox.payload",
    "request_notes.text",
    "request_words.text",
    "requests.answers",
    "requests.language",
    "requests.message",
    "requests.reason",
    "requests.reference",
    "requests.revocation_message",
    "requests.search",
];

/// What stays: fixed words, numbers, what owners and users are called and wrote for everybody.
const OF_NOBODY: &[&str] = &[
    "asset_versions.blob_key asset_versions.content_type asset_versions.dominant_color asset_versions.filename \
     asset_versions.preview asset_versions.sha256 assets.credit assets.description assets.licence assets.made_on \
     assets.search assets.tags assets.title",
    "answer_counts.answer answer_counts.question day_counts.type event_counts.type changes.touched saved_replies.text saved_replies.title strokes.verdict decisions.verdict download_counts.content download_selections.asset_ids download_selections.hash \
     events.data events.type folders.name id_blocks.name",
    "idempotency_keys.body_hash idempotency_keys.idempotency_key idempotency_keys.route installation.name installation.value",
    "kit_sections.text kit_sections.title kits.description kits.password_hash kits.policy kits.privacy kits.questions kits.slug \
     kits.title kits.watermark links.kind",
    "marked_previews.blob_key marked_previews.content_type marked_previews.mark marked_previews.sha256",
    "outbox.kind outbox.last_error outbox.lease portals.accent portals.introduction portals.languages portals.password_hash \
     portals.policy portals.privacy portals.questions portals.slug portals.title portals.watermark",
    "previews.blob_key previews.content_type previews.sha256 recoveries.hash renditions.blob_key renditions.format \
     renditions.sha256 request_counts.status request_items.request_status request_items.status \
     request_responsibles.request_status",
    "requests.origin requests.policy requests.policy_of requests.routing requests.scope requests.status sessions.browser \
     sessions.hash settings.accent settings.language settings.languages settings.mail_from settings.organisation technical_properties.name terms.text tokens.hash tokens.name tokens.scope",
    "upload_parts.blob_key upload_parts.sha256 uploads.blob_key uploads.duplicates uploads.filename uploads.path uploads.sha256",
    "webhook_deliveries.error webhook_deliveries.status webhook_deliveries.type webhooks.description webhooks.earlier_secret \
     webhooks.events webhooks.off_because webhooks.secret webhooks.url",
    "users.first_name users.language users.last_name users.mail users.mail_key users.notifications users.password_hash \
     users.role users.search users.time_zone",
];

/// A new column of text has to say whether it is a person's: then `store::erasing` erases it, and it stands in the list above.
#[tokio::test]
async fn every_text_in_the_schema_is_a_persons_or_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("ajar.db").display());
    store::Store::open(&url).await.unwrap().close().await;
    let sql = "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' \
               AND c.type = 'TEXT' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'search\\_%' ESCAPE '\\'";
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let columns: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    let columns: BTreeSet<&str> = columns.iter().map(String::as_str).collect();
    let said = OF_NOBODY.iter().flat_map(|line| line.split_whitespace()).chain(OF_A_PERSON.iter().copied());
    let said: BTreeSet<&str> = said.collect();
    assert_eq!(columns.difference(&said).collect::<Vec<_>>(), Vec::<&&str>::new(), "is this a person's?");
    assert_eq!(said.difference(&columns).collect::<Vec<_>>(), Vec::<&&str>::new(), "there is no such column");
}

/// How many rows of any table hold a text, on either engine.
async fn holding(records: &Records, needle: &str) -> Vec<String> {
    let columns = OF_NOBODY.iter().flat_map(|line| line.split_whitespace()).chain(OF_A_PERSON.iter().copied());
    let mut found = Vec::new();
    for column in columns {
        let (table, name) = column.split_once('.').unwrap();
        let count = records
            .number(&format!("SELECT COUNT(*) FROM {table} WHERE LOWER({name}) LIKE '%{}%'", needle.to_lowercase()))
            .await;
        if count > 0 {
            found.push(column.to_owned());
        }
    }
    found
}

const WORDS: [&str; 9] =
    ["vera", "vane", "press.example", "zeppelin", "marzipan", "quokka", "gargoyle", "wherewithal", "hullabaloo"];

struct Filled {
    vera: ExternalUserId,
    other: ExternalUserId,
    decided: RequestId,
    pending: RequestId,
}

/// Somebody with everything that can be stored about a person, among others of whom everything stays.
async fn fill(records: &Records) -> Filled {
    let uta = user(records, "uta@example.org", Role::Admin).await;
    let logo = asset(records, "Logo").await;
    let kit = kit(records, "press", &[logo]).await;
    let other = visitor(records, "zoe@elsewhere.example").await;
    let stays = NewRequest { reason: Some("for a poster".into()), ..new_request(Asker::Visitor(other), &[logo]) };
    insert(records, &stays, at(1)).await;
    let vera = write(records, async |tx| {
        let (first, last) = (name("Vera"), name("Vane"));
        Ok(external_users::insert(tx, &mail("Vera@Press.example"), &first, &last, at(1)).await?.id)
    })
    .await;
    let answers = vec![Answer {
        id: "where".into(),
        label: "Where?".into(),
        kind: "text".into(),
        value: AnswerValue::Text("in the marzipan quarterly".into()),
    }];
    let asked =
        NewRequest { reason: Some("About a zeppelin.".into()), answers, ..new_request(Asker::Visitor(vera), &[logo]) };
    let decided = insert(records, &asked, at(2)).await;
    let browser = write(records, async |tx| browsers::insert(tx, "a browser's hash", at(2)).await).await;
    let mut by_form = new_kit_request(vera, kit);
    by_form.reason = Some("More of the zeppelin.".into());
    by_form.browser_id = Some(browser);
    let pending = insert(records, &by_form, at(3)).await;
    let item = items(records, decided).await;
    write(records, async |tx| {
        languages::set_first(tx, vera, ::words::Language::default()).await?;
        requests::add_words(tx, pending, "It is a quokka, too.", at(4)).await?;
        open_asks::claim(tx, open_asks::Asker::External(vera), Place::Kit(kit), &[None], pending).await?;
        let decision = NewDecision {
            request_id: decided,
            verdict: Verdict::Approve,
            user_id: Some(uta),
            whole: true,
            message: Some("Dear gargoyle".into()),
            expires_at: None,
            through_grant_id: None,
        };
        let id = decisions::insert(tx, &decision, &item, at(5)).await?;
        let scope = [GrantScope::Asset(logo)];
        grants::insert(tx, decided, id, Subject::ExternalUser(vera), &scope, None, at(5)).await?;
        grants::insert(tx, decided, id, Subject::Browser(browser), &scope, None, at(5)).await?;
        let said = (at(5), Some(uta), Some("Dear gargoyle".to_owned()), None);
        let change = requests::Change {
            status: Some(RequestStatus::Approved),
            decision: Some(said),
            revoked: Some((at(6), Some(uta), Some("wherewithal".into()))),
        };
        requests::change(tx, decided, &change).await?;
        notes::insert(tx, vera, uta, "hullabaloo", at(6)).await?;
        let link = NewLink {
            kind: LinkKind::Pickup,
            hash: "a link's hash",
            external_user_id: Some(vera),
            user_id: None,
            request_id: Some(decided),
            expires_at: at(900),
        };
        links::insert(tx, &link, at(6)).await?;
        counters::count(tx, "bucket of vera", std::time::Duration::from_secs(60), at(6)).await?;
        store::downloads::count(tx, &format!("e{vera}"), "v1", at(0), at(6)).await?;
        outbox::enqueue(tx, "mail", &serde_json::json!({"to": {"externalUser": vera}}), at(6), at(6)).await?;
        outbox::enqueue(tx, "mail", &serde_json::json!({"to": {"externalUser": other}}), at(6), at(6)).await?;
        let event = NewEvent { external_user_id: Some(vera), asset_id: Some(logo), ..NewEvent::default() };
        events::record(tx, "download.asset", &event, at(6)).await?;
        Ok(())
    })
    .await;
    Filled { vera, other, decided, pending }
}

async fn erase(records: &Records, filled: &Filled) {
    let jobs = [format!("\"to\":{{\"externalUser\":{}}}", filled.vera)];
    let buckets = ["bucket of vera".to_owned()];
    write(records, async |tx| {
        let ids = erasing::requests_of(tx, filled.vera).await?;
        assert_eq!(ids, [filled.decided, filled.pending]);
        requests::hold_all(tx, &ids).await?;
        let pending = requests::items(tx, &[filled.pending]).await?;
        let pending: Vec<ItemId> = pending.iter().map(|item| item.id).collect();
        requests::set_item_status(tx, &pending, ItemStatus::Pending, ItemStatus::Cancelled).await?;
        let over = requests::Change { status: Some(RequestStatus::Cancelled), ..requests::Change::default() };
        requests::change(tx, filled.pending, &over).await?;
        erasing::erase(tx, filled.vera, &buckets, &jobs, at(10)).await
    })
    .await;
    assert!(erasing::finish(records).await.unwrap());
}

async fn counts(records: &Records) -> Vec<(&'static str, i64)> {
    let mut counts = Vec::new();
    for table in ["external_users", "requests", "request_items", "decisions", "item_decisions", "grants", "events"] {
        counts.push((table, records.rows(table).await));
    }
    counts
}

both_engines! {
    async fn a_person_who_is_erased_stands_in_no_table_and_everything_counted_stays(records) {
        let filled = fill(records).await;
        for word in WORDS {
            assert!(!holding(records, word).await.is_empty(), "{word} is nowhere, so that nothing is shown");
        }
        let before = counts(records).await;
        erase(records, &filled).await;
        for word in WORDS {
            assert_eq!(holding(records, word).await, Vec::<String>::new(), "{word}");
        }
        assert_eq!(counts(records).await, before);
        for (table, rows) in [("links", 0), ("browsers", 0), ("request_words", 0), ("external_user_notes", 0), ("outbox", 1), ("counters", 0), ("download_counts", 0), ("open_asks", 0)] {
            assert_eq!(records.rows(table).await, rows, "{table}");
        }
        assert_eq!(records.number("SELECT COUNT(*) FROM grants WHERE revoked_at IS NULL AND expires_at IS NULL").await, 0);
        assert_eq!(check::rules(&**records).await.unwrap(), vec![]);
        assert_eq!(check::references(&**records).await.unwrap(), vec![]);
        // Nobody finds them, and everybody else is found as before.
        let found = async |q: &str| {
            let filter = Filter { q: Some(q.into()), ..Filter::default() };
            request_list::ids(&**records, Viewer::Everything, &filter, 9).await.unwrap().len()
        };
        assert_eq!((found("zeppelin").await, found("vera").await, found("poster").await), (0, 0, 1));
        assert_eq!(external_users::count(&**records, None).await.unwrap(), 1);
        assert!(external_users::by_mail_key(&**records, mail("vera@press.example").key()).await.unwrap().is_none());
        let row = external_users::by_id(&**records, filled.vera).await.unwrap().unwrap();
        assert_eq!((row.erased_at, row.name()), (Some(at(10)), None));
        // Who asks with the address again is somebody new.
        assert_ne!(visitor(records, "vera@press.example").await, filled.vera);
        assert!(external_users::by_id(&**records, filled.other).await.unwrap().unwrap().erased_at.is_none());
    }

    async fn two_become_one_and_nothing_counts_twice(records) {
        let filled = fill(records).await;
        let (vera, zoe) = (filled.vera, filled.other);
        let pending = requests::by_id(&**records, filled.pending).await.unwrap().unwrap();
        write(records, async |tx| {
            // Both have the same under review, and took the same within the hour.
            open_asks::claim(tx, open_asks::Asker::External(zoe), Place::Kit(pending.kit_id.unwrap()), &[None], RequestId(1)).await?;
            store::downloads::count(tx, &format!("e{zoe}"), "v1", at(0), at(6)).await?;
            let find = async |id| external_users::by_id(tx, id).await.map(|user| user.expect("somebody"));
            let jobs = [(format!("\"externalUser\":{vera}}}"), format!("\"externalUser\":{zoe}}}"))];
            merging::merge(tx, &find(vera).await?, &find(zoe).await?, &jobs, at(20)).await
        })
        .await;
        assert!(external_users::by_id(&**records, vera).await.unwrap().is_none());
        let zoe_now = external_users::by_id(&**records, zoe).await.unwrap().unwrap();
        assert_eq!((zoe_now.mail.as_str(), zoe_now.name().as_deref()), ("zoe@elsewhere.example", Some("Vera Vane")));
        assert_eq!(erasing::requests_of(&**records, zoe).await.unwrap().len(), 3);
        assert_eq!(grants::of_subjects(&**records, &[Subject::ExternalUser(zoe)]).await.unwrap().len(), 1);
        assert_eq!(events::downloads_of(&**records, Subject::ExternalUser(zoe)).await.unwrap().0, 1);
        assert_eq!(notes::of_external_user(&**records, zoe).await.unwrap().len(), 1);
        assert!(links::live_of_external_user(&**records, zoe, at(21)).await.unwrap().is_empty(), "it proved the other address");
        assert_eq!((records.rows("open_asks").await, records.rows("download_counts").await), (1, 1));
        assert_eq!(records.number(&format!("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%:{zoe}}}}}'")).await, 2);
        assert_eq!(holding(records, "press.example").await, Vec::<String>::new());
        let filter = Filter { q: Some("vera zoe zeppelin".into()), ..Filter::default() };
        assert_eq!(request_list::ids(&**records, Viewer::Everything, &filter, 9).await.unwrap().len(), 2);
        assert_eq!(check::references(&**records).await.unwrap(), vec![]);
    }
}

/// The file itself, and the log beside it, on SQLite: what was erased is overwritten, among many others.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_file_holds_nothing_of_who_was_erased() {
    let Some(place) = crate::support::records::Place::fresh(Engine::Sqlite).await else { return };
    let store = store::Store::open(&place.url).await.unwrap();
    let logo = asset(&store, "Logo").await;
    let mut people = Vec::new();
    for number in 0..300 {
        let person = visitor(&store, &format!("person{number}@crowd{number}.example")).await;
        let reason = format!("Reason number{number} {}", "filler ".repeat(number % 40));
        let asked = NewRequest { reason: Some(reason), ..new_request(Asker::Visitor(person), &[logo]) };
        insert(&store, &asked, at(number as i64)).await;
        people.push(person);
    }
    for person in [people[7], people[123], people[299]] {
        write(&store, async |tx| erasing::erase(tx, person, &[], &[], at(1_000)).await).await;
    }
    assert!(erasing::finish(&store).await.unwrap());
    let bytes = |name: &str| std::fs::read(place.folder().join(name)).unwrap_or_default();
    let file = [bytes("ajar.db"), bytes("ajar.db-wal")].concat();
    let holds = |needle: &str| file.windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle.as_bytes()));
    for number in [7, 123, 299] {
        for needle in [
            format!("person{number}@"),
            format!("crowd{number}."),
            format!("number{number} "),
            format!(" crowd{number} "),
        ] {
            assert!(!holds(&needle), "{needle}");
        }
    }
    assert!(holds("person8@") && holds("number124 "), "the others are there");
    store.close().await;
    place.clear().await;
}
