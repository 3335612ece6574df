//! Asking by the form of a place: what the form says, what comes back when something is wrong, and what it answers.

use domain::*;
use testkit::{Actor, Answer, Desk};

/// What stands in the page itself.
fn said(answer: &Answer) -> String {
    answer.text().split("<main").nth(1).expect("a page").to_owned()
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// Opens the form of a place for some assets and sends it with these fields.
async fn sends(browser: &Actor, place: &str, assets: &[AssetId], fields: &str) -> Answer {
    let wanted: String = assets.iter().map(|asset| format!("&mediaId={asset}")).collect();
    let form = browser.get(&format!("{place}/request?x=1{wanted}")).await.expect(200).text();
    let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    browser.post_form(&format!("{place}/request"), &format!("{fields}{wanted}&form={token}")).await
}

/// A portal that inherits, with a kit of every policy, each with one asset of its name.
async fn portal_of_all_policies(desk: &Desk) -> [AssetId; 4] {
    let policies = [
        ("free", Policy::Open),
        ("named", Policy::NoApproval),
        ("asked", Policy::Approval),
        ("shut", Policy::Disabled),
    ];
    let (mut kits, mut assets) = (vec![], vec![]);
    for (name, policy) in policies {
        let asset = desk.asset(&format!("{name}.svg"), "<svg/>").await;
        kits.push(desk.kit(name, Privacy::Public, policy, &[asset]).await);
        assets.push(asset);
    }
    desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &kits).await;
    assets.try_into().unwrap()
}

#[tokio::test]
async fn what_is_open_at_once_need_not_wait_for_the_rest_of_a_selection() {
    let desk = Desk::open().await;
    let [free, named, asked, _] = portal_of_all_policies(&desk).await;
    let visitor = desk.visitor();
    let answer = sends(&visitor, "/portals/museum", &[free, named, asked], "mail=zoe@example.org").await.expect(200);
    let page = said(&answer);
    assert!(page.contains("Under review") && page.contains("zoe@example.org"), "{page}");
    let (waits, open) = page.split_once("Open to you already").expect("what is open");
    assert!(!waits.contains("/download") && page.contains("data-granted"), "{page}");
    let browser = desk.visitor().with("cookie", &cookies_of(&answer));
    for asset in [free, named] {
        let path = format!("/portals/museum/assets/{asset}/download");
        assert!(open.contains(&path), "{page}");
        assert_eq!(browser.get(&path).await.expect(200).text(), "<svg/>");
    }
    let path = format!("/portals/museum/assets/{asked}/download");
    assert!(!open.contains(&path), "{page}");
    browser.get(&path).await.expect(403);
    let zip = open.split("href=\"").find(|rest| rest.contains("download?selection=")).expect("an archive");
    browser.get(zip.split('"').next().unwrap()).await.expect(200);
    desk.run_jobs().await;
}

#[tokio::test]
async fn a_selection_of_what_waits_alone_offers_nothing() {
    let desk = Desk::open().await;
    let [_, _, asked, _] = portal_of_all_policies(&desk).await;
    let answer = sends(&desk.visitor(), "/portals/museum", &[asked], "mail=zoe@example.org").await.expect(200);
    let page = said(&answer);
    assert!(page.contains("Under review") && !page.contains("Open to you already"), "{page}");
    assert!(!page.contains("/download") && !page.contains("data-granted"), "{page}");
    desk.run_jobs().await;
}

#[tokio::test]
async fn an_ask_for_all_of_a_portal_opens_what_is_open_and_never_offers_what_is_shut() {
    let desk = Desk::open().await;
    let [free, named, asked, shut] = portal_of_all_policies(&desk).await;
    let page = said(&sends(&desk.visitor(), "/portals/museum", &[], "mail=zoe@example.org").await.expect(200));
    for (asset, offered) in [(free, true), (named, true), (asked, false), (shut, false)] {
        assert_eq!(page.contains(&format!("/assets/{asset}/download")), offered, "{asset} in {page}");
    }
    // Where nobody has to decide, the form says so before it is sent, in a portal as in a kit.
    let form = said(&desk.visitor().get(&format!("/portals/museum/request?mediaId={named}")).await.expect(200));
    assert!(form.contains("Continue to download"), "{form}");
    let page =
        said(&sends(&desk.visitor(), "/portals/museum", &[named, shut], "mail=zoe@example.org").await.expect(200));
    assert!(page.contains("Your download is ready") && page.contains(&format!("/assets/{named}/download")), "{page}");
    assert!(!page.contains(&format!("/assets/{shut}/download")), "{page}");
    desk.run_jobs().await;
}

/// Gives a kit questions of every kind that is told in words of the reader.
async fn asks_questions(desk: &Desk, kit: KitId) {
    let questions = serde_json::json!([
        {"id": "publication", "label": "Where will they appear?", "kind": "text", "required": true},
        {"id": "date", "label": "Date of publication", "kind": "date"},
        {"id": "copy", "label": "We will send a copy", "kind": "checkbox"},
    ]);
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    max.patch(&format!("/api/dam/kits/{kit}"), serde_json::json!({"questions": questions})).await.expect(200);
}

#[tokio::test]
async fn who_decides_reads_the_answers_in_the_mail_in_the_manner_of_their_language() {
    let desk = Desk::open().await;
    let asset = desk.asset("photo.jpg", "jpeg").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    asks_questions(&desk, kit).await;
    let rolf = desk.user("rolf@desk.example", "Rolf Roe", Role::Responsible).await;
    desk.reads(&rolf, "de").await;
    let fields = "mail=zoe@example.org&answer.publication=Salt+Road&answer.date=2027-03-12&answer.copy=yes";
    sends(&desk.visitor(), "/kits/press", &[], fields).await.expect(200);
    desk.run_jobs().await;
    let letter = desk.mailbox.to("rolf@desk.example").pop().expect("the question").message;
    let (question, answers) = letter.text.split_once("Antworten:").expect("the answers");
    assert!(!question.contains("Salt Road"), "{}", letter.text);
    let lines: Vec<&str> = answers.lines().filter(|line| !line.is_empty()).take(6).collect();
    let told = [
        "Where will they appear?",
        "> Salt Road",
        "Date of publication",
        "> 12. März 2027",
        "We will send a copy",
        "> Ja",
    ];
    assert_eq!(lines, told);
    for word in ["Where will they appear?", "Salt Road", "12. März 2027", ">Ja<"] {
        assert!(letter.html.contains(word), "{word} in {}", letter.html);
    }
    // The requester's own receipt goes to an address that nobody proved: nothing that was typed stands in it.
    let receipt = desk.mailbox.to("zoe@example.org").pop().expect("the receipt").message;
    assert!(!receipt.text.contains("Salt Road") && !receipt.html.contains("Salt Road"));
}

#[tokio::test]
async fn what_is_to_be_mended_names_the_question_and_leads_to_its_field() {
    let desk = Desk::open().await;
    let asset = desk.asset("photo.jpg", "jpeg").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    asks_questions(&desk, kit).await;
    let long = "x".repeat(5_001);
    let fields = format!("mail=nobody&answer.date=soon&message={long}");
    let page = said(&sends(&desk.visitor(), "/kits/press", &[], &fields).await.expect(422));
    let summary = page.split("id=\"errors\"").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a summary");
    let faults: Vec<(&str, String)> = summary
        .split("<a href=\"#")
        .skip(1)
        .filter_map(|line| line.split_once("\">"))
        .map(|(field, rest)| (field, plain(rest.split("</a>").next().unwrap_or_default())))
        .collect();
    let expected = [
        ("mail", "This does not look like a mail address such as name@example.org."),
        ("answer.publication", "Where will they appear? – Please answer this."),
        ("answer.date", "Date of publication – Please enter a date such as 2026-12-31."),
        ("message", "What do you need it for? – This is too long; at most 5000 characters fit."),
    ];
    assert_eq!(faults, expected.map(|(field, words)| (field, words.to_owned())));
    for (field, _) in faults {
        assert!(page.contains(&format!(" id=\"{field}\"")), "no field {field} in {page}");
    }
}

#[tokio::test]
async fn choosing_a_language_below_the_form_keeps_what_was_typed_and_asks_for_nothing_yet() {
    let desk = Desk::open().await;
    let assets = [desk.asset("photo.jpg", "jpeg").await, desk.asset("logo.svg", "<svg/>").await];
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &assets).await;
    asks_questions(&desk, kit).await;
    let terms = serde_json::json!({"terms": "Name us."});
    desk.user("mo@desk.example", "Mo", Role::Manager)
        .await
        .patch(&format!("/api/dam/kits/{kit}"), terms)
        .await
        .expect(200);
    let visitor = desk.visitor();
    let typed = "mail=zoe@example.org&message=Pour+une+affiche&answer.publication=Salt+Road&answer.copy=yes";
    // On the form as it came, and on one that came back with errors.
    for before in ["", "&answer.date=soon"] {
        let form = match before {
            "" => visitor.get(&format!("/kits/press/request?mediaId={}", assets[1])).await.expect(200),
            _ => sends(&visitor, "/kits/press", &assets[1..], &format!("{typed}{before}")).await.expect(422),
        };
        assert!(form.text().contains("form=\"ask\" name=\"language\" value=\"fr\""), "{}", form.text());
        let fields = format!("{typed}{before}&terms=1&language=fr");
        let answer = sends(&visitor, "/kits/press", &assets[1..], &fields).await.expect(200);
        assert!(answer.header("set-cookie").contains("language=fr"), "{}", answer.header("set-cookie"));
        let page = answer.text();
        for kept in [
            "lang=\"fr\"",
            "value=\"zoe@example.org\"",
            "Pour une affiche",
            "value=\"Salt Road\"",
            &format!("name=\"mediaId\" value=\"{}\"", assets[1]),
        ] {
            assert!(page.contains(kept), "{kept} in {page}");
        }
        assert!(!page.contains(&format!("name=\"mediaId\" value=\"{}\"", assets[0])), "{page}");
        assert!(!page.contains("role=\"alert\"") && page.matches(" checked").count() == 2, "{page}");
    }
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let requests = rita.get("/api/dam/download-validation-requests").await.expect(200).json();
    assert_eq!(requests["totalCount"], 0);
}

/// The words of some HTML.
fn plain(html: &str) -> String {
    let words = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    words.collect::<String>().replace("&#39;", "'")
}
