//! Searching by words: what is found keeps up with what is written, what is taken out leaves nothing behind, and rows from
//! before words were kept are taken along.

use crate::support::{Records, both_engines, fill::*, records::Place};
use domain::*;
use store::{
    Engine, Store, assets, external_users,
    request_list::{self, Filter, Page, Viewer},
    requests::{self, NewRequest},
};

/// The requests that every plan finds with these words.
async fn found(store: &Store, question: &str) -> Vec<RequestId> {
    let filter = Filter { q: Some(question.into()), ..Filter::default() };
    let page = Page { ascending: true, after: None, size: 50 };
    let plans = request_list::by_every_plan(store, Viewer::Everything, &filter, page).await.unwrap();
    for (plan, ids, _) in &plans {
        assert_eq!(ids, &plans[0].1, "{question:?}, {plan}");
    }
    plans[0].1.clone()
}

async fn asked_because(records: &Records, visitor: ExternalUserId, assets: &[AssetId], reason: &str) -> RequestId {
    let request = NewRequest { reason: Some(reason.into()), ..new_request(Asker::Visitor(visitor), assets) };
    insert(records, &request, at(0)).await
}

both_engines! {
    async fn what_is_found_keeps_up_with_what_is_written(records) {
        let zoe = visitor(records, "zoe@visitor.example").await;
        let logo = asset(records, "Logo").await;
        let one = asked_because(records, zoe, &[logo], "For the autumn issue").await;
        let two = asked_because(records, zoe, &[], "Für den Winter").await;
        assert_eq!(found(records, "zoe@visitor.example").await, [one, two]);
        assert_eq!(found(records, "logo zoe").await, [one]);

        // Words that are added are found with those that were there.
        write(records, async |tx| requests::add_words(tx, two, "und die Herbstausgabe", at(1)).await).await;
        assert_eq!(found(records, "herbst winter").await, [two]);

        // A name changes what all of somebody's requests are found by, in one row.
        let named = external_users::by_id(&**records, zoe).await.unwrap().unwrap();
        assert_eq!(found(records, "müller").await, []);
        for _ in 0..2 {
            write(records, async |tx| external_users::set_names(tx, &named, &name("Zoë"), &name("Müller")).await).await;
            assert_eq!(found(records, "müller visitor").await, [one, two]);
        }

        // So does the title of an asset, and what it was called before is forgotten.
        let before = assets::by_id(&**records, logo).await.unwrap().unwrap();
        let after = assets::Asset { title: "Wappen".into(), filename: "crest.svg".into(), ..before };
        write(records, async |tx| assets::update(tx, &after, at(2)).await).await;
        assert_eq!(found(records, "wappen").await, [one]);
        assert_eq!(found(records, "logo").await, []);
        assert_eq!(assets::count(&**records, &assets::Filter { q: Some("wappen".into()), ..Default::default() }).await.unwrap(), 1);

        // What was not kept is not found.
        let refused: store::Result<()> = store::write!(records, |tx| {
            requests::add_words(tx, one, "undone", at(3)).await?;
            Err(store::Error::Unreachable("on second thoughts".into()))
        });
        refused.unwrap_err();
        assert_eq!(found(records, "undone").await, []);
    }

    async fn scripts_without_blanks_are_searched_too(records) {
        let zoe = visitor(records, "zoe@visitor.example").await;
        let poster = asset(records, "東京都美術館").await;
        let one = asked_because(records, zoe, &[poster], "新しいポスターのため").await;
        let two = asked_because(records, zoe, &[], "สำหรับนิทรรศการ").await;
        for question in ["美術館", "京都", "館", "ポスター", "東京 ポスター"] {
            assert_eq!(found(records, question).await, [one], "{question}");
        }
        assert_eq!(found(records, "นิทรรศการ").await, [two]);
        assert_eq!(found(records, "東美").await, []);
    }

    async fn a_word_however_long_can_be_written(records) {
        let zoe = visitor(records, "zoe@visitor.example").await;
        let long = format!("https://museum.example/{}", "x".repeat(4_000));
        let one = asked_because(records, zoe, &[], &long).await;
        assert_eq!(found(records, &long).await, [one]);
        assert_eq!(found(records, "museum.example xxx").await, [one]);
    }

    async fn rows_from_before_words_were_kept_are_taken_along(records) {
        let zoe = visitor(records, "zoe@visitor.example").await;
        let uta = user(records, "uta@example.org", Role::Member).await;
        let logo = asset(records, "Das Große Wappen").await;
        let one = asked_because(records, zoe, &[logo], "Für das Buch").await;
        write(records, async |tx| requests::add_words(tx, one, "und den Katalog", at(1)).await).await;
        let two = insert(records, &new_request(Asker::User(uta), &[]), at(2)).await;
        for table in ["requests", "external_users", "users", "assets"] {
            records.raw(&format!("UPDATE {table} SET search = 'as it was'")).await.unwrap();
        }
        records.raw("DELETE FROM installation WHERE name = 'words'").await.unwrap();
        let again = records.another().await;
        for (question, ids) in [
            ("buch", &[one][..]),
            ("katalog große", &[one]),
            ("visitor.example", &[one]),
            ("üblich", &[two]),
            ("as it was", &[]),
        ] {
            assert_eq!(found(&again, question).await, ids, "{question}");
        }
        again.close().await;
    }
}

/// On SQLite what is taken out of the index leaves nothing behind in the file.
#[tokio::test]
async fn a_word_that_is_taken_out_of_the_index_is_overwritten() {
    let place = Place::fresh(Engine::Sqlite).await.expect("a folder");
    let store = Store::open(&place.url).await.unwrap();
    let logo = asset(&store, "Xylophonkonzert").await;
    assert!(index_holds(&place, "xylophonkonzert").await);
    let before = assets::by_id(&store, logo).await.unwrap().unwrap();
    let after = assets::Asset { title: "Wappen".into(), filename: "crest.svg".into(), ..before };
    write(&store, async |tx| assets::update(tx, &after, at(2)).await).await;
    assert!(index_holds(&place, "wappen").await && !index_holds(&place, "xylophon").await);
    store.close().await;
}

/// Whether the pages of the index hold these letters.
async fn index_holds(place: &Place, letters: &str) -> bool {
    let hex: String = letters.bytes().map(|byte| format!("{byte:02X}")).collect();
    place.number(&format!("SELECT COUNT(*) FROM search_assets_data WHERE INSTR(HEX(block), '{hex}') > 0")).await > 0
}
