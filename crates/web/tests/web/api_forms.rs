//! The owner's own questions, terms of use and added words: set by the API, asked by forms, shown with the request.

use app::{
    Refusal, Viewer,
    add_word::{LONGEST_WORD, MOST_WORDS, add_word},
    place::{self, Spot},
    rows::User,
    submit::{FormAsk, ask_by_form, form_of, form_token},
    viewer::Proven,
};
use domain::*;
use serde_json::{Value, json};
use testkit::{Actor, Desk};

struct House {
    desk: Desk,
    manager: Actor,
    assets: Vec<AssetId>,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let assets = vec![desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await];
    House { desk, manager, assets }
}

fn questions() -> Value {
    json!([
        {"label": "Which medium?", "kind": "choice", "options": ["Print", "Web"], "required": true},
        {"id": "until", "label": "Until when?", "kind": "date", "required": false, "hint": "The last day."},
        {"label": "I am a journalist", "kind": "checkbox", "required": true},
    ])
}

impl House {
    async fn spot(&self, portal: Option<PortalId>, kit: Option<KitId>) -> Spot {
        place::by_ids(&self.desk.app, portal, kit).await.unwrap().expect("a place")
    }

    async fn set_kit(&self, kit: KitId, patch: Value) -> Value {
        self.manager.patch(&format!("/api/dam/kits/{kit}"), patch).await.expect(200).json()
    }

    /// Sends the form of a place with everything it asks answered by `answers`; the faults' pointers and codes.
    async fn ask(&self, spot: &Spot, ask: FormAsk) -> Vec<(String, &'static str)> {
        let viewer = Viewer { network: "192.0.2.1".into(), ..Viewer::default() };
        let form = form_token(&self.desk.app, spot);
        let ask = FormAsk { form, mail: "vic@example.org".into(), ..ask };
        match ask_by_form(&self.desk.app, &viewer, spot, ask).await {
            Ok(_) => vec![],
            Err(Refusal::Invalid(faults)) => {
                faults.into_iter().map(|fault| (fault.pointer, fault.code.expect("a code"))).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    async fn requests(&self) -> Vec<Value> {
        let list = "/api/dam/download-validation-requests?sort=created";
        self.manager.get(list).await.expect(200).json()["items"].as_array().unwrap().clone()
    }
}

fn answers(pairs: &[(&str, &str)]) -> question::Given {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()])).collect()
}

fn faults(pairs: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    pairs.iter().map(|(pointer, code)| ((*pointer).to_owned(), *code)).collect()
}

#[tokio::test]
async fn a_kit_s_questions_terms_and_watermark_are_set_and_shown() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets).await;
    let made = house.set_kit(kit, json!({"questions": questions(), "terms": "Name us.", "watermark": " Draft "})).await;
    let expected = json!([
        {"id": "which-medium", "label": "Which medium?", "kind": "choice", "options": ["Print", "Web"], "required": true},
        {"id": "until", "label": "Until when?", "kind": "date", "required": false, "hint": "The last day."},
        {"id": "i-am-a-journalist", "label": "I am a journalist", "kind": "checkbox", "required": true},
    ]);
    assert_eq!((&made["questions"], &made["watermark"]), (&expected, &json!("Draft")));
    assert_eq!(made["terms"], json!({"version": 1, "text": "Name us."}));
    // What was read may be sent back, and the same text again is no new version.
    let again = house.set_kit(kit, json!({"questions": made["questions"], "terms": made["terms"]})).await;
    assert_eq!((&again["questions"], &again["terms"]), (&made["questions"], &made["terms"]));
    let other = house.set_kit(kit, json!({"terms": "Name us and the artist."})).await;
    assert_eq!((&other["terms"]["version"], &other["questions"]), (&json!(2), &expected), "what is left out stays");
    let none = house.set_kit(kit, json!({"questions": null, "terms": null, "watermark": null})).await;
    assert_eq!((&none["questions"], &none["terms"], &none["watermark"]), (&json!([]), &Value::Null, &json!("")));
    let anew = house.set_kit(kit, json!({"terms": "Name us."})).await;
    assert_eq!(anew["terms"]["version"], 4, "that there were none is a version too");

    let body = json!({"title": "New", "questions": questions(), "terms": "Be kind.", "watermark": "©"});
    let made = house.manager.post("/api/dam/kits", body).await.expect(201).json();
    assert_eq!((&made["questions"], &made["terms"]["version"]), (&expected, &json!(1)));
}

#[tokio::test]
async fn every_fault_of_a_form_is_told_at_its_place() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &[]).await;
    let address = format!("/api/dam/kits/{kit}");
    let wrong = json!({
        "questions": [
            {"id": "a", "label": "One", "kind": "text"},
            {"id": "a", "label": "", "kind": "radio", "required": "yes"},
            {"label": "Which?", "kind": "choice", "options": ["x"]},
            {"label": "Which?", "kind": "choice", "options": "x"},
            {"label": "Which?", "kind": "choice", "options": ["x", "x", "y".repeat(101)]},
            7,
        ],
        "terms": 7,
        "watermark": "w".repeat(81),
    });
    let answer = house.manager.patch(&address, wrong).await.expect_problem(422, "invalid");
    let expected = [
        "/questions/1/id",
        "/questions/1/kind",
        "/questions/1/label",
        "/questions/1/required",
        "/questions/2/options",
        "/questions/3/options",
        "/questions/4/options/1",
        "/questions/4/options/2",
        "/questions/5",
        "/terms",
        "/watermark",
    ];
    assert_eq!(answer.pointers(), expected);
    let many = json!({"questions": vec![json!({"label": "Again", "kind": "text"}); 21]});
    assert_eq!(house.manager.patch(&address, many).await.expect(422).pointers(), ["/questions"]);
    assert_eq!(house.manager.patch(&address, json!({"questions": {}})).await.expect(422).pointers(), ["/questions"]);
    let member = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    member.patch(&address, json!({"terms": "Mine."})).await.expect_problem(403, "managers-only");
}

#[tokio::test]
async fn a_portal_has_languages_too() {
    let house = house().await;
    let portal = house.desk.portal("museum", Privacy::Public, PortalPolicy::Approval, &[]).await;
    let address = format!("/api/dam/portals/{portal}");
    let body = json!({"languages": ["ar", "de", "ar"], "questions": questions(), "terms": "T", "watermark": "W"});
    let made = house.manager.patch(&address, body).await.expect(200).json();
    assert_eq!((&made["languages"], &made["watermark"]), (&json!(["ar", "de"]), &json!("W")));
    assert_eq!((&made["terms"]["text"], &made["questions"][1]["id"]), (&json!("T"), &json!("until")));
    let wrong = json!({"languages": ["en", "tlh", 7]});
    let answer = house.manager.patch(&address, wrong).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/languages/1", "/languages/2"]);
    let none = house.manager.patch(&address, json!({"languages": null})).await.expect(200).json();
    assert_eq!(none["languages"], json!([]));
}

#[tokio::test]
async fn a_form_is_answered_and_the_answers_stand_in_the_request() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets).await;
    house.set_kit(kit, json!({"questions": questions(), "terms": "Name us."})).await;
    let spot = house.spot(None, Some(kit)).await;
    let form = form_of(&house.desk.app, &Viewer::default(), &spot, &[]).await.unwrap();
    let keys: Vec<&str> = form.questions.iter().map(|asked| asked.key.as_str()).collect();
    assert_eq!(keys, ["which-medium", "until", "i-am-a-journalist"]);
    assert_eq!(
        (form.terms[0].version, form.terms[0].text.as_str(), form.terms[0].place.as_str()),
        (1, "Name us.", "press")
    );

    let told = house.ask(&spot, FormAsk { answers: answers(&[("until", "2026-02-30")]), ..FormAsk::default() }).await;
    let expected = [
        ("/answers/which-medium", "answer-missing"),
        ("/answers/until", "answer-no-date"),
        ("/answers/i-am-a-journalist", "answer-not-ticked"),
        ("/terms", "terms-missing"),
    ];
    assert_eq!(told, faults(&expected));
    let right = answers(&[("which-medium", "Web"), ("i-am-a-journalist", "on"), ("gone", "x")]);
    let ask = FormAsk { answers: right.clone(), terms: vec![form.terms[0].id], ..FormAsk::default() };
    house.set_kit(kit, json!({"terms": "Name us, always."})).await;
    assert_eq!(house.ask(&spot, ask.clone()).await, faults(&[("/terms", "terms-changed")]));
    assert!(house.requests().await.is_empty());

    // By the page: its fields are `answer.{key}` and `terms`.
    let form = form_of(&house.desk.app, &Viewer::default(), &spot, &[]).await.unwrap();
    let fields = format!(
        "mail=vic%40example.org&form={}&answer.which-medium=Web&answer.until=2026-12-31&answer.i-am-a-journalist=on&terms={}",
        form_token(&house.desk.app, &spot),
        form.terms[0].id
    );
    house
        .desk
        .visitor()
        .with("origin", "http://desk.example")
        .post_form("/kits/press/request", &fields)
        .await
        .expect(200);
    let requests = house.requests().await;
    let expected = json!([
        {"id": "which-medium", "label": "Which medium?", "value": "Web"},
        {"id": "until", "label": "Until when?", "value": "2026-12-31"},
        {"id": "i-am-a-journalist", "label": "I am a journalist", "value": true},
    ]);
    assert_eq!((requests.len(), &requests[0]["answers"], &requests[0]["termsVersion"]), (1, &expected, &json!(2)));
    // Rewording the question changes no answer; the history has the version, and no words.
    house.set_kit(kit, json!({"questions": []})).await;
    let whole = format!("/api/dam/download-validation-requests/{}", requests[0]["id"]);
    assert_eq!(house.manager.get(&whole).await.expect(200).json()["answers"], expected);
    let events = house.manager.get("/api/dam/events?type=request.created").await.expect(200).json();
    assert_eq!(events["items"][0]["data"]["termsId"], form.terms[0].id.0, "{events}");
    let found = house.manager.get("/api/dam/download-validation-requests?q=2026-12-31").await.expect(200).json();
    assert_eq!(found["totalCount"], 1);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_list_is_exported_as_a_table_with_the_answers_in_columns_of_their_own() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets).await;
    house.set_kit(kit, json!({"questions": [{"label": "Which, exactly?", "kind": "text", "required": false}]})).await;
    let spot = house.spot(None, Some(kit)).await;
    let told = |message: &str, which: &str| FormAsk {
        message: message.into(),
        answers: answers(&[("which-exactly", which)]),
        ..FormAsk::default()
    };
    assert_eq!(house.ask(&spot, told("=HYPERLINK(\"http://evil\")", "The \"red\" one, please")).await, vec![]);
    let list = "/api/dam/download-validation-requests";
    let csv = house.manager.clone().with("accept", "text/csv").get(&format!("{list}?status=pending")).await.expect(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = csv.text();
    let mut lines = text.split("\r\n");
    let head = lines.next().unwrap_or_default();
    assert!(head.starts_with("id,status,createdAt,mail,") && head.ends_with(",\"Which, exactly?\""), "{head}");
    let row = lines.next().unwrap_or_default();
    assert!(row.contains(",vic@example.org,") && row.contains(",press,kit,"), "{row}");
    assert!(row.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), "what was typed became a formula: {row}");
    assert!(row.ends_with(",\"The \"\"red\"\" one, please\""), "{row}");
    assert_eq!(lines.collect::<Vec<_>>(), [""]);
    let none = house.manager.clone().with("accept", "text/csv").get(&format!("{list}?status=denied")).await.expect(200);
    assert_eq!(none.text().lines().count(), 1);
    house.desk.visitor().with("accept", "text/csv").get(list).await.expect_problem(401, "unauthenticated");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_place_whose_policy_counts_asks() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets[..1]).await;
    let open = house.desk.kit("open", Privacy::Public, Policy::Open, &house.assets[1..]).await;
    let strict = house.desk.portal("strict", Privacy::Public, PortalPolicy::PerAssetApproval, &[kit]).await;
    house.set_kit(kit, json!({"questions": [{"label": "Kit?", "kind": "text"}], "terms": "Of the kit."})).await;
    house.set_kit(open, json!({"questions": [{"label": "Open?", "kind": "text"}], "terms": "Of the open one."})).await;
    let body = json!({"questions": [{"label": "Portal?", "kind": "text"}]});
    house.manager.patch(&format!("/api/dam/portals/{strict}"), body).await.expect(200);
    let form = async |spot: &Spot| {
        let form = form_of(&house.desk.app, &Viewer::default(), spot, &[]).await.unwrap();
        let keys: Vec<String> = form.questions.iter().map(|asked| asked.key.clone()).collect();
        (keys, form.terms.len())
    };
    assert_eq!(form(&house.spot(Some(strict), Some(kit)).await).await, (vec!["portal".to_owned()], 0));
    assert_eq!(form(&house.spot(None, Some(kit)).await).await, (vec!["kit".to_owned()], 1));
    assert_eq!(form(&house.spot(None, Some(open)).await).await, (vec![], 0), "where the bytes flow nothing is asked");
}

#[tokio::test]
async fn at_a_portal_that_inherits_each_kit_asks_its_own() {
    let house = house().await;
    let one = house.desk.kit("one", Privacy::Public, Policy::Approval, &house.assets[..1]).await;
    let two = house.desk.kit("two", Privacy::Public, Policy::PerAssetApproval, &house.assets[1..]).await;
    let portal = house.desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[one, two]).await;
    let asked = json!([{"label": "Why", "kind": "text", "required": true}]);
    house.set_kit(one, json!({"questions": asked, "terms": "One."})).await;
    house.set_kit(two, json!({"questions": asked})).await;
    let spot = house.spot(Some(portal), None).await;
    let form = form_of(&house.desk.app, &Viewer::default(), &spot, &house.assets).await.unwrap();
    let (first, second) = (format!("kit-{one}.why"), format!("kit-{two}.why"));
    let keys: Vec<(&str, &str)> =
        form.questions.iter().map(|asked| (asked.key.as_str(), asked.place.as_str())).collect();
    assert_eq!(keys, [(first.as_str(), "one"), (second.as_str(), "two")]);
    let only = form_of(&house.desk.app, &Viewer::default(), &spot, &house.assets[1..]).await.unwrap();
    assert_eq!((only.questions.len(), only.terms.len()), (1, 0));

    let assets = house.assets.clone();
    let told = house.ask(&spot, FormAsk { assets: assets.clone(), ..FormAsk::default() }).await;
    let pointers = [format!("/answers/{first}"), format!("/terms/kit-{one}"), format!("/answers/{second}")];
    assert_eq!(told.iter().map(|(pointer, _)| pointer.clone()).collect::<Vec<_>>(), pointers);
    assert_eq!(form.terms[0].pointer, pointers[1]);
    let answers = answers(&[(&first, "for one"), (&second, "for two")]);
    let told = house.ask(&spot, FormAsk { assets, answers, terms: vec![form.terms[0].id], ..FormAsk::default() }).await;
    assert_eq!(told, vec![]);
    let requests = house.requests().await;
    let mut kept: Vec<(i64, &str)> = requests
        .iter()
        .map(|request| (request["kitId"].as_i64().unwrap(), request["answers"][0]["value"].as_str().unwrap()))
        .collect();
    kept.sort_unstable();
    assert_eq!(kept, [(one.0, "for one"), (two.0, "for two")]);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_program_may_answer_and_need_not() {
    let house = house().await;
    house.desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets).await;
    house.set_kit(kit, json!({"questions": questions(), "terms": "Name us."})).await;
    let body = |more: Value| {
        let mut body = json!({
            "mediaIds": [house.assets[0]], "firstName": "Vic", "lastName": "Tor", "mail": "vic@example.org",
            "reason": "A poster", "kitId": kit,
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let visitor = house.desk.visitor();
    let address = "/api/public/download-validation-requests";
    visitor.post(address, body(json!({}))).await.expect(201);
    let right = json!({"which-medium": ["Print"], "i-am-a-journalist": true, "until": "2026-12-31"});
    visitor.post(address, body(json!({"answers": right}))).await.expect(201);
    let requests = house.requests().await;
    assert_eq!(requests[0].get("answers"), None);
    assert_eq!(requests[1]["answers"][0], json!({"id": "which-medium", "label": "Which medium?", "value": "Print"}));
    let wrong = json!({"which-medium": "Radio", "until": 7, "x/y": "z"});
    let answer = visitor.post(address, body(json!({"answers": wrong}))).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/answers/until", "/answers/which-medium", "/answers/x~1y"]);
    let nowhere = body(json!({"answers": {"until": "2026-12-31"}, "kitId": null}));
    assert_eq!(visitor.post(address, nowhere).await.expect(422).pointers(), ["/answers/until"]);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn only_who_asked_adds_words_and_only_while_it_is_under_review() {
    let house = house().await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &house.assets).await;
    let spot = house.spot(None, Some(kit)).await;
    assert_eq!(house.ask(&spot, FormAsk::default()).await, vec![]);
    house.desk.run_jobs().await;
    let mails = house.desk.mailbox.len();
    let request = house.requests().await[0].clone();
    let reference = request["reference"].as_str().unwrap();
    let app = &house.desk.app;
    let said = async |viewer: &Viewer, text: &str| match add_word(app, viewer, reference, text).await {
        Ok(()) => "added",
        Err(Refusal::Invalid(faults)) => faults[0].code.unwrap(),
        Err(other) => other.code(),
    };
    let asker = ExternalUserId(request["requester"]["id"].as_i64().unwrap());
    let asker = store_user(&house.desk, asker).await;
    let vic = Viewer { proven: Some(Proven { user: asker, link: LinkId(1) }), ..Viewer::default() };
    let manager: User = app::accounts::list(app, &signed_in(&house.desk).await).await.unwrap().remove(0);
    let max = Viewer { user: Some(manager), ..Viewer::default() };
    assert_eq!(said(&Viewer::default(), "Please").await, "word-not-yours");
    assert_eq!(said(&max, "Please").await, "word-not-yours");
    assert_eq!(said(&vic, " \n ").await, "word-missing");
    assert_eq!(said(&vic, &"x".repeat(LONGEST_WORD + 1)).await, "word-too-long");
    for number in 0..MOST_WORDS {
        assert_eq!(said(&vic, &format!("Word number {number}")).await, "added");
    }
    assert_eq!(said(&vic, "One more").await, "word-too-many");
    assert!(matches!(add_word(app, &vic, "nothing", "x").await, Err(Refusal::NotFound)));

    let whole = format!("/api/dam/download-validation-requests/{}", request["id"]);
    let shown = house.manager.get(&whole).await.expect(200).json();
    assert_eq!(
        (shown["words"].as_array().unwrap().len(), &shown["words"][0]["text"]),
        (MOST_WORDS, &json!("Word number 0"))
    );
    let kinds: Vec<&str> =
        shown["history"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "request.words-added").count(), MOST_WORDS);
    let found = house.manager.get("/api/dam/download-validation-requests?q=NUMBER%207").await.expect(200).json();
    assert_eq!(found["totalCount"], 1);
    house.desk.run_jobs().await;
    assert_eq!(house.desk.mailbox.len(), mails, "nobody gets a mail");
    house.manager.post(&format!("{whole}/decision"), json!({"decision": "deny"})).await.expect(200);
    assert_eq!(said(&vic, "Why?").await, "not-pending");
    house.desk.run_jobs().await;
}

async fn store_user(desk: &Desk, id: ExternalUserId) -> app::rows::ExternalUser {
    let viewer = signed_in(desk).await;
    let (users, _, _) = app::accounts::external_users(&desk.app, &viewer, None, None, 10).await.unwrap();
    users.into_iter().find(|user| user.id == id).expect("the requester")
}

/// Max, as a viewer.
async fn signed_in(desk: &Desk) -> Viewer {
    let token = app::accounts::create_token(&desk.app, "max@desk.example", "story").await.unwrap();
    let token = Some(token.expose().to_owned());
    app::viewer::identify(&desk.app, app::viewer::Credentials { token, ..Default::default() }).await.unwrap()
}
