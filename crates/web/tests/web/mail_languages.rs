//! In which language people are written to: in their own, whoever decided.

use domain::{TechnicalProperty::*, *};
use serde_json::json;
use testkit::{Actor, Desk};
use words::Language;

const PATH: &str = "/api/public/download-validation-requests";

struct House {
    desk: Desk,
    ann: Actor,
    logo: i64,
}

async fn house(desk: Desk) -> House {
    desk.switch(EnablePublicDownloadRequest, true).await;
    let ann = desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let logo = desk.asset("logo.svg", "<svg/>").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[logo]).await;
    House { desk, ann, logo: logo.0 }
}

/// Somebody asks, from a program or browser that wants `languages`.
async fn zoe_asks(House { desk, logo, .. }: &House, languages: &str) -> i64 {
    let body = json!({"mediaIds": [logo], "firstName": "Zoé", "lastName": "Müller", "mail": "zoe@visitor.example", "reason": "Affiche"});
    let visitor = desk.visitor().with("accept-language", languages);
    let made = visitor.post(PATH, body).await.expect(201).json();
    desk.run_jobs().await;
    made["id"].as_i64().unwrap()
}

fn last_subject(desk: &Desk, mail: &str) -> String {
    desk.mailbox.to(mail).last().expect("a mail").message.subject.clone()
}

#[tokio::test]
async fn a_requester_reads_the_language_they_asked_in_and_a_responsible_their_own() {
    let house = house(Desk::open().await).await;
    let House { desk, ann, .. } = &house;
    desk.reads(ann, "de").await;
    let id = zoe_asks(&house, "fr-CH, en;q=0.5").await;
    assert_eq!(last_subject(desk, "zoe@visitor.example"), "En cours d’examen\u{202f}: logo (The Desk)");
    assert_eq!(last_subject(desk, "ann@desk.example"), "Zoé Müller bittet um logo (The Desk, Anfrage 1)");
    let denial = json!({"decision": "deny", "message": "Leider nicht."});
    ann.post(&format!("/api/dam/download-validation-requests/{id}/decision"), denial).await.expect(200);
    desk.run_jobs().await;
    let mails = desk.mailbox.to("zoe@visitor.example");
    let answer = &mails.last().unwrap().message;
    assert_eq!(answer.subject, "Demande refusée\u{202f}: logo (The Desk)");
    assert_eq!(answer.language, Language::parse("fr").unwrap());
    assert!(answer.text.contains("Leider nicht."), "what somebody wrote stays as they wrote it");
    assert!(answer.html.contains("<html lang=\"fr\" dir=\"ltr\">"));
}

#[tokio::test]
async fn the_newest_request_says_the_language_and_without_any_the_first_one_known() {
    let house = house(Desk::open().await).await;
    zoe_asks(&house, "fr").await;
    zoe_asks(&house, "ar").await;
    assert!(last_subject(&house.desk, "zoe@visitor.example").starts_with("قيد المراجعة"));
    zoe_asks(&house, "tlh").await;
    assert!(last_subject(&house.desk, "zoe@visitor.example").starts_with("En cours"));
}

#[tokio::test]
async fn of_whom_nothing_is_known_the_installation_decides() {
    let arabic = Language::parse("ar").unwrap();
    let house = house(Desk::open_with(|setup| setup.settings.language = Some(arabic)).await).await;
    zoe_asks(&house, "").await;
    let mails = house.desk.mailbox.to("zoe@visitor.example");
    let receipt = &mails[0].message;
    assert_eq!(receipt.language, arabic);
    assert!(receipt.html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let raw = String::from_utf8(receipt.to_bytes().unwrap()).unwrap();
    assert!(raw.is_ascii() && raw.contains("\r\nContent-Language: ar\r\n"), "{raw}");
    assert!(last_subject(&house.desk, "ann@desk.example").starts_with("طلب من \u{2068}Zoé Müller\u{2069}"));
}
