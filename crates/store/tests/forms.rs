//! What forms ask: questions, terms of use, answers, and words added later.

use crate::support::{both_engines, fill::*};
use domain::{question::questions, *};
use store::{
    kits, portals,
    request_list::{self, Filter, Viewer},
    requests::{self, NewRequest},
    terms::{self, Owner},
    users,
};

fn form() -> Vec<Question> {
    let draft = |label: &str, kind: &str| question::QuestionDraft {
        label: Some(label.into()),
        kind: Some(kind.into()),
        required: true,
        options: (kind == "choice").then(|| vec!["Print".into(), "Wéb".into()]),
        ..question::QuestionDraft::default()
    };
    questions(&[draft("Où?", "choice"), draft("When", "date"), draft("Agreed", "checkbox")]).unwrap()
}

fn language(tag: &str) -> words::Language {
    tag.parse().unwrap()
}

both_engines! {
    async fn questions_marks_and_languages_come_back_as_they_were_set(records) {
        let kit_id = kit(records, "press", &[]).await;
        let mut changed = kits::by_id(&**records, kit_id).await.unwrap().unwrap();
        assert!(changed.questions.is_empty() && changed.watermark.is_empty());
        changed.questions = form();
        changed.watermark = "© Müsëum".into();
        write(records, async |tx| kits::update(tx, &changed, at(1)).await).await;
        let found = kits::by_slug(&**records, "press").await.unwrap().unwrap();
        assert_eq!((found.questions, found.watermark.as_str()), (form(), "© Müsëum"));

        let mut new = new_portal("museum", PortalPolicy::Approval);
        new.languages = vec![language("ar"), language("de")];
        new.questions = form();
        new.watermark = "draft".into();
        let id = write(records, async |tx| portals::insert(tx, &new, at(1)).await).await;
        let mut found = portals::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((&found.languages, &found.questions, &found.watermark), (&new.languages, &new.questions, &new.watermark));
        found.languages = vec![];
        write(records, async |tx| portals::update(tx, &found, at(2)).await).await;
        assert!(portals::by_id(&**records, id).await.unwrap().unwrap().languages.is_empty());
        write(records, async |tx| portals::set_kits(tx, id, &[kit_id]).await).await;
        assert_eq!(kits::of_portal(&**records, id).await.unwrap()[0].questions, form());

        let uta = user(records, "uta@example.org", Role::Member).await;
        assert_eq!(users::by_id(&**records, uta).await.unwrap().unwrap().language, None);
        write(records, async |tx| users::set_language(tx, uta, Some(language("fr"))).await).await;
        assert_eq!(users::by_id(&**records, uta).await.unwrap().unwrap().language, Some(language("fr")));
    }

    async fn terms_have_versions_that_stay(records) {
        let (press, other) = (kit(records, "press", &[]).await, kit(records, "other", &[]).await);
        let museum = portal(records, "museum", &[press]).await;
        assert_eq!(terms::current(&**records, Owner::Kit(press)).await.unwrap(), None);
        let set = async |of, text: &str| write(records, async |tx| terms::set(tx, of, text, at(5)).await).await;
        let first = set(Owner::Kit(press), "Name the museum.").await;
        let second = set(Owner::Kit(press), "Name the museum and the artist.").await;
        let of_portal = set(Owner::Portal(museum), "Be kind.").await;
        let current = terms::current(&**records, Owner::Kit(press)).await.unwrap().unwrap();
        assert_eq!((current.id, current.version, current.kit_id, current.created_at), (second, 2, Some(press), at(5)));
        assert_eq!(terms::current(&**records, Owner::Kit(other)).await.unwrap(), None);
        set(Owner::Kit(press), "").await;
        assert_eq!(terms::current(&**records, Owner::Kit(press)).await.unwrap(), None, "an empty version ends them");
        assert_eq!(terms::current(&**records, Owner::Portal(museum)).await.unwrap().unwrap().id, of_portal);
        let both = terms::by_ids(&**records, &[first, of_portal]).await.unwrap();
        let texts: Vec<&str> = both.iter().map(|terms| terms.text.as_str()).collect();
        assert!(texts.len() == 2 && texts.contains(&"Name the museum.") && texts.contains(&"Be kind."));
        let again = format!("INSERT INTO terms (id, kit_id, version, text, created_at) VALUES (99, {press}, 2, 'x', 1)");
        records.refuse("terms_kit", "terms.kit_id, terms.version", &again).await;
        let nobodys = "INSERT INTO terms (id, version, text, created_at) VALUES (99, 1, 'x', 1)";
        records.refuse("terms_of", "", nobodys).await;
    }

    async fn answers_and_added_words_stand_with_the_request_and_find_it(records) {
        let ann = visitor(records, "ann@example.org").await;
        let press = kit(records, "press", &[]).await;
        let accepted = write(records, async |tx| terms::set(tx, Owner::Kit(press), "Name us.", at(1)).await).await;
        let given = [("ou", vec!["Wéb"]), ("when", vec!["2026-12-31"]), ("agreed", vec!["on"])];
        let given = given.map(|(id, values)| (id.to_owned(), values.into_iter().map(str::to_owned).collect())).into();
        let answers = question::answer(&form(), &given).unwrap();
        let new = NewRequest {
            answers: answers.clone(),
            terms_id: Some(accepted),
            reason: Some("A poster".into()),
            ..new_kit_request(ann, press)
        };
        let id = insert(records, &new, at(2)).await;
        let found = requests::by_id(&**records, id).await.unwrap().unwrap();
        assert_eq!((found.answers, found.terms_id), (answers, Some(accepted)));
        write(records, async |tx| requests::add_words(tx, id, "Also for T-shirts", at(3)).await).await;
        write(records, async |tx| requests::add_words(tx, id, "and mugs", at(3)).await).await;
        let words = requests::words(&**records, &[id, RequestId(99)]).await.unwrap();
        let words: Vec<(&str, Timestamp)> = words.iter().map(|words| (words.text.as_str(), words.created_at)).collect();
        assert_eq!(words, [("Also for T-shirts", at(3)), ("and mugs", at(3))]);
        let total = async |q: &str| {
            let filter = Filter { q: Some(q.into()), ..Filter::default() };
            request_list::count(&**records, Viewer::Everything, &filter).await.unwrap()
        };
        for q in ["WÉB", "poster", "t-SHIRTS", "mugs", "2026-12"] {
            assert_eq!(total(q).await, 1, "{q}");
        }
        assert_eq!(total("hats").await, 0);
    }
}
