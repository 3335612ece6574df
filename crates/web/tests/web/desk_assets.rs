//! Assets and folders at the desk, as a person does it, without a script; and deleting, by pages and programs.

use domain::*;
use serde_json::json;
use std::time::Duration;
use testkit::{Actor, Desk};

const LIST: &str = "/admin/assets";

struct House {
    desk: Desk,
    max: Actor,
    /// The same in a browser.
    browser: Actor,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let browser = desk.signed_in(&max).await;
    House { desk, max, browser }
}

const BOUNDARY: &str = "x--boundary";

/// A form with fields and files.
fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let head =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

impl House {
    async fn page(&self, path: &str) -> String {
        self.browser.get(path).await.expect(200).text()
    }

    async fn sends(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> testkit::Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.browser.post_raw(path, &kind, multipart(fields, files)).await
    }
}

fn tiles(page: &str) -> usize {
    page.matches("name=\"mediaId\"").count()
}

#[tokio::test]
async fn assets_are_found_by_folder_and_words_and_shown_as_tiles_or_lines() {
    let house = house().await;
    assert!(house.page(LIST).await.contains("There are no assets yet"));
    let logo = house.desk.asset_in("Press/2026", "logo.svg", "<svg/>").await;
    house.desk.asset("Guidelines.pdf", "%PDF-1.7").await;
    let press = house.desk.folder("Press").await;
    let page = house.page(LIST).await;
    assert_eq!(tiles(&page), 2);
    assert!(page.contains(&format!("href=\"{LIST}/{logo}\"")) && page.contains("In no folder"), "{page}");
    // A folder shows what lies in itself; a search goes on below.
    assert!(house.page(&format!("{LIST}?folderId={press}")).await.contains("Nothing lies here yet"));
    assert_eq!(tiles(&house.page(&format!("{LIST}?folderId={press}&q=logo")).await), 1);
    assert_eq!(tiles(&house.page(&format!("{LIST}?folderId=none")).await), 1);
    assert!(house.page(&format!("{LIST}?q=crab")).await.contains("Nothing found for"));
    let lines = house.page(&format!("{LIST}?view=list")).await;
    assert!(lines.contains("<table") && lines.contains("Press / 2026"), "{lines}");
    // Whoever only looks sees all of it and changes nothing.
    let mia = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let looking = house.desk.signed_in(&mia).await;
    let page = looking.get(LIST).await.expect(200).text();
    assert!(page.contains("Guidelines") && tiles(&page) == 0 && !page.contains("Upload"), "{page}");
    assert!(looking.get(&format!("{LIST}/{logo}")).await.expect(200).text().contains("Where it is used"));
    for path in [format!("{LIST}/upload"), format!("{LIST}/trash"), format!("{LIST}/edit?mediaId={logo}")] {
        looking.get(&path).await.expect(403);
    }
    for path in
        ["/deletion", "/edit", "/restoration", "/folders", "/1", "/1/deletion", "/folders/1", "/folders/1/deletion"]
    {
        looking.post_form(&format!("{LIST}{path}"), "mediaId=1&name=x&title=x&addTags=x").await.expect(403);
    }
    looking.get(&format!("{LIST}/{logo}/versions/1/download")).await.expect(403);
}

#[tokio::test]
async fn pages_go_on_where_the_last_one_ended() {
    let house = house().await;
    for number in 0..49 {
        house.desk.asset(&format!("{number}.txt"), number.to_string()).await;
    }
    let page = house.page(&format!("{LIST}?view=list")).await;
    assert_eq!(tiles(&page), 48);
    assert!(page.contains("view=list&#38;cursor=2\""), "{page}");
    let last = house.page(&format!("{LIST}?view=list&cursor=2")).await;
    assert_eq!(tiles(&last), 1);
    assert!(last.contains("First page"), "{last}");
}

#[tokio::test]
async fn folders_are_made_renamed_moved_and_taken_away() {
    let house = house().await;
    let ron = house.desk.user("ron@desk.example", "Ron Right", Role::Responsible).await;
    house.browser.post_form(&format!("{LIST}/folders"), "name=Press&parentId=").await.expect(303);
    let press = house.desk.folder("Press").await;
    let wrong = house.browser.post_form(&format!("{LIST}/folders"), "name=Press&parentId=").await.expect(422).text();
    assert!(wrong.contains("There is a folder of this name already") && wrong.contains("value=\"Press\""), "{wrong}");
    house.browser.post_form(&format!("{LIST}/folders"), &format!("name=2026&parentId={press}")).await.expect(303);
    let inner = house.desk.folder("Press/2026").await;
    let one = format!("{LIST}/folders/{press}");
    let form = format!("name=Media&parentId=&responsibleId={}", ron.id());
    house.browser.post_form(&one, &form).await.expect(303);
    let page = house.page(&format!("{LIST}?folderId={press}")).await;
    assert!(page.contains("Responsible: <bdi>Ron Right</bdi>") && page.contains("<bdi>Media</bdi>"), "{page}");
    let itself = house.browser.post_form(&one, &format!("name=Media&parentId={inner}")).await.expect(422).text();
    assert!(itself.contains("can&#39;t lie in itself"), "{itself}");
    // The folder itself and what lies in it are no choice.
    assert!(!house.page(&one).await.contains(&format!("<option value=\"{inner}\"")));
    let full = house.browser.post_form(&format!("{one}/deletion"), "").await.expect(409).text();
    assert!(full.contains("There is something in this folder"), "{full}");
    house.browser.post_form(&format!("{LIST}/folders/{inner}/deletion"), "").await.expect(303);
    house.browser.post_form(&format!("{one}/deletion"), "").await.expect(303);
    house.browser.get(&one).await.expect(404);
}

#[tokio::test]
async fn what_is_said_of_an_asset_is_changed_and_nothing_typed_is_lost() {
    let house = house().await;
    let logo = house.desk.asset("logo.svg", "<svg/>").await;
    let press = house.desk.folder("Press").await;
    let one = format!("{LIST}/{logo}");
    let form = format!(
        "title=The+logo&description=Ours&tags=autumn%2C+Press%2Cautumn&licence=CC+BY&credit=Ann&madeOn=2026-05-03&folderId={press}"
    );
    house.browser.post_form(&one, &form).await.expect(303);
    let media = house.max.get(&format!("/api/dam/medias/{logo}")).await.expect(200).json();
    assert_eq!((&media["title"], &media["tags"]), (&json!("The logo"), &json!(["autumn", "Press"])));
    assert_eq!((&media["madeOn"], &media["folderId"]), (&json!("2026-05-03"), &json!(press)));
    let page = house.page(&format!("{one}?done=saved")).await;
    assert!(page.contains("Saved.") && page.contains("value=\"autumn, Press\""), "{page}");
    let wrong = house.browser.post_form(&one, "title=&description=Still+here&madeOn=soon&folderId=999").await;
    let wrong = wrong.expect(422).text();
    assert!(wrong.contains("Still here") && wrong.contains("A title is needed"), "{wrong}");
    assert!(wrong.contains("This is no day") && wrong.contains("There is no such folder"), "{wrong}");
    let api = house.max.patch(&format!("/api/dam/medias/{logo}"), json!({"tags": null, "madeOn": null})).await;
    let api = api.expect(200).json();
    assert!(api["tags"].is_null() && api["madeOn"].is_null(), "{api}");
    let wrong =
        house.max.patch(&format!("/api/dam/medias/{logo}"), json!({"tags": [1, "x".repeat(61)], "madeOn": "x"})).await;
    assert_eq!(wrong.expect_problem(422, "invalid").pointers(), ["/madeOn", "/tags", "/tags/0"]);
}

#[tokio::test]
async fn where_it_is_used_and_who_brought_which_version_is_told() {
    let house = house().await;
    let logo = house.desk.asset("logo.svg", "<svg/>").await;
    let one = format!("{LIST}/{logo}");
    assert!(house.page(&one).await.contains("Nowhere yet"));
    let kit = house.desk.kit("press", Privacy::Public, Policy::Approval, &[logo]).await;
    let portal = house.desk.portal("house", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    house.max.patch(&format!("/api/dam/portals/{portal}"), json!({"logoId": logo})).await.expect(200);
    house
        .max
        .post("/api/dam/download-validation-requests", json!({"mediaIds": [logo], "reason": "x"}))
        .await
        .expect(201);
    let page = house.page(&one).await;
    let desk = [format!("href=\"/admin/kits/{kit}\""), format!("href=\"/admin/portals/{portal}\"")];
    assert!(desk.iter().all(|href| page.contains(href)), "a manager comes to where it is changed: {page}");
    let member = house.desk.user("mo@desk.example", "Mo Member", Role::Member).await;
    let theirs = house.desk.signed_in(&member).await.get(&one).await.expect(200).text();
    assert!(theirs.contains("href=\"/kits/press\"") && theirs.contains("href=\"/portals/house\""), "{theirs}");
    assert!(!desk.iter().any(|href| theirs.contains(href)), "{theirs}");
    assert!(page.contains("Logo or cover of") && page.contains("1 request waits"), "{page}");
    let replaced = house.sends(&format!("{one}/content"), &[], &[("new.svg", b"<svg id=\"2\"/>")]).await.expect(303);
    assert_eq!(replaced.header("location"), format!("{one}?done=replaced"));
    let page = house.page(&one).await;
    assert!(page.contains("Max Manager") && page.contains("new.svg") && page.contains("Current"), "{page}");
    let first = house.browser.get(&format!("{one}/versions/1/download")).await.expect(200);
    assert_eq!(first.text(), "<svg/>");
    assert!(first.header("content-disposition").contains("logo.svg"));
    house.browser.get(&format!("{one}/versions/3/download")).await.expect(404);
    let nothing = house.sends(&format!("{one}/content"), &[], &[]).await.expect(422).text();
    assert!(nothing.contains("Choose the file"), "{nothing}");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn several_files_go_up_by_a_plain_form() {
    let house = house().await;
    let press = house.desk.folder("Press").await.to_string();
    let path = format!("{LIST}/upload");
    let fields = [("folderId", press.as_str()), ("duplicates", "skip")];
    let page = house.sends(&path, &fields, &[("a.txt", b"a"), ("b.txt", b"b")]).await.expect(200).text();
    assert_eq!(page.matches("added as").count(), 2, "{page}");
    let again = house.sends(&path, &fields, &[("c.txt", b"a"), ("d.txt", b"d")]).await.expect(200).text();
    assert!(again.contains("was here already, and is skipped") && again.contains("added as"), "{again}");
    let kept = house.sends(&path, &[("duplicates", "keep")], &[("c.txt", b"a")]).await.expect(200).text();
    assert!(kept.contains("added once more"), "{kept}");
    let nothing = house.sends(&path, &fields, &[("", b"")]).await.expect(422).text();
    assert!(nothing.contains("Choose at least one file"), "{nothing}");
    let nowhere = house.sends(&path, &[("folderId", "999")], &[("e.txt", b"e")]).await.expect(422).text();
    assert!(nowhere.contains("There is no such folder"), "{nowhere}");
    assert_eq!(house.max.get("/api/dam/medias").await.json()["totalCount"], 4);
    assert_eq!(house.desk.files(), 4);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn many_are_changed_in_one_stroke() {
    let house = house().await;
    let one = house.desk.asset("one.txt", "1").await;
    let two = house.desk.asset("two.txt", "2").await;
    house
        .max
        .patch(&format!("/api/dam/medias/{one}"), json!({"tags": ["Old", "autumn"], "credit": "Ann"}))
        .await
        .expect(200);
    let press = house.desk.folder("Press").await;
    let both = format!("mediaId={one}&mediaId={two}");
    let path = format!("{LIST}/edit");
    let page = house.page(&format!("{path}?{both}")).await;
    assert!(page.contains("Edit 2 assets") && page.contains("on 1 of them"), "{page}");
    let nothing = house.browser.post_form(&path, &format!("{both}&folderId=keep")).await.expect(422).text();
    assert!(nothing.contains("Say what is to change"), "{nothing}");
    let form = format!("{both}&folderId={press}&addTags=Autumn%2Cnew&removeTags=Old&licence=CC0&noCredit=yes");
    let done = house.browser.post_form(&path, &form).await.expect(303);
    assert_eq!(done.header("location"), format!("{LIST}?done=changed&n=2"));
    assert!(house.page(done.header("location")).await.contains("2 assets were changed."));
    let media = async |id: AssetId| house.max.get(&format!("/api/dam/medias/{id}")).await.expect(200).json();
    let (one, two) = (media(one).await, media(two).await);
    assert_eq!((&one["tags"], &two["tags"]), (&json!(["autumn", "new"]), &json!(["Autumn", "new"])));
    assert_eq!((&one["licence"], &one["credit"], &one["folderId"]), (&json!("CC0"), &json!(null), &json!(press)));
    let again = house.browser.post_form(&path, &form).await.expect(303);
    assert_eq!(again.header("location"), format!("{LIST}?done=changed&n=0"));
}

#[tokio::test]
async fn what_is_deleted_is_gone_at_once_and_comes_back_for_thirty_days() {
    let house = house().await;
    let one = house.desk.asset("lighthouse.txt", "1").await;
    let two = house.desk.asset("two.txt", "22").await;
    house.desk.kit("press", Privacy::Public, Policy::Open, &[one, two]).await;
    let visitor = house.desk.visitor();
    let archive = visitor.get("/kits/press/download").await.expect(200);
    visitor.get(&format!("/kits/press/assets/{one}/download")).await.expect(200);
    let done = house.browser.post_form(&format!("{LIST}/deletion"), &format!("mediaId={one}")).await.expect(303);
    assert_eq!(done.header("location"), format!("{LIST}?done=deleted&n=1"));
    visitor.get(&format!("/kits/press/assets/{one}/download")).await.expect(404);
    assert!(!visitor.get("/kits/press").await.expect(200).text().contains("lighthouse"));
    let smaller = visitor.get("/kits/press/download").await.expect(200);
    assert!(smaller.body.len() < archive.body.len() && smaller.header("etag") != archive.header("etag"));
    house.max.get(&format!("/api/dam/medias/{one}")).await.expect(404);
    house.max.delete(&format!("/api/dam/medias/{one}")).await.expect_problem(404, "not-found");
    let trash = house.page(&format!("{LIST}/trash")).await;
    assert!(trash.contains("Max Manager") && trash.contains("lighthouse"), "{trash}");
    house.browser.post_form(&format!("{LIST}/restoration"), &format!("mediaId={one}")).await.expect(303);
    visitor.get(&format!("/kits/press/assets/{one}/download")).await.expect(200);
    assert_eq!(visitor.get("/kits/press/download").await.expect(200).body.len(), archive.body.len());
    // A program does the same.
    house.max.delete(&format!("/api/dam/medias/{one}")).await.expect(204);
    house.max.post(&format!("/api/dam/medias/{one}/restoration"), json!({})).await.expect(200);
    house.max.delete(&format!("/api/dam/medias/{one}")).await.expect(204);
    house.desk.clock.pass(Duration::from_secs(29 * 24 * 60 * 60));
    app::jobs::tidy(&house.desk.app).await.expect("tidying");
    assert_eq!(house.desk.files(), 2);
    house.desk.clock.pass(Duration::from_secs(2 * 24 * 60 * 60));
    app::jobs::tidy(&house.desk.app).await.expect("tidying");
    assert_eq!(house.desk.files(), 1);
    house.max.post(&format!("/api/dam/medias/{one}/restoration"), json!({})).await.expect(404);
    let nothing = house.desk.signed_in(&house.max).await.get(&format!("{LIST}/trash")).await.expect(200).text();
    assert!(nothing.contains("Nothing is deleted"), "{nothing}");
    let member = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    member.delete(&format!("/api/dam/medias/{two}")).await.expect_problem(403, "managers-only");
    visitor.delete(&format!("/api/dam/medias/{two}")).await.expect(401);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn what_was_asked_for_and_is_deleted_is_taken_out_and_its_people_are_told() {
    let house = house().await;
    house.desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let ron = house.desk.user("ron@desk.example", "Ron Right", Role::Responsible).await;
    let one = house.desk.asset("one.txt", "1").await;
    let two = house.desk.asset("two.txt", "2").await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[one, two]).await;
    let body = json!({"mediaIds": [one, two], "mail": "vera@press.example", "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": kit});
    house.desk.visitor().post("/api/public/download-validation-requests", body).await.expect(201);
    house.desk.run_jobs().await;
    house.desk.mailbox.clear();
    house.max.delete(&format!("/api/dam/medias/{one}")).await.expect(204);
    house.desk.run_jobs().await;
    assert!(house.desk.mailbox.is_empty(), "there is still something to decide");
    let request = async || ron.get("/api/dam/download-validation-requests").await.json()["items"][0].clone();
    let pending = request().await;
    assert_eq!((&pending["status"], &pending["items"][0]["status"]), (&json!("pending"), &json!("cancelled")));
    house.max.delete(&format!("/api/dam/medias/{two}")).await.expect(204);
    assert_eq!(request().await["status"], "cancelled");
    house.desk.run_jobs().await;
    let text = |address: &str| house.desk.mailbox.to(address).first().map(|mail| format!("{mail:?}")).expect("a mail");
    let told = text("vera@press.example");
    assert!(
        told.contains("What it was for has been deleted") && told.contains("* one") && told.contains("* two"),
        "{told}"
    );
    let told = text("ron@desk.example");
    assert!(told.contains("everything it asked for has been deleted"), "{told}");
    assert_eq!(house.desk.mailbox.len(), 2);
    let status = format!("/requests/{}", pending["reference"].as_str().expect("a reference"));
    let page = house.desk.visitor().get(&status).await.expect(200).text();
    assert!(page.contains("Your request is closed") && page.contains("What it was for has been deleted"), "{page}");
}

#[tokio::test]
async fn who_asked_more_than_once_for_what_is_deleted_gets_one_mail() {
    let house = house().await;
    house.desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let one = house.desk.asset("one.txt", "1").await;
    let two = house.desk.asset("two.txt", "2").await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[one, two]).await;
    for asset in [one, two] {
        let body = json!({"mediaIds": [asset], "mail": "vera@press.example", "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": kit});
        house.desk.visitor().post("/api/public/download-validation-requests", body).await.expect(201);
    }
    house.desk.run_jobs().await;
    house.desk.mailbox.clear();
    let both = format!("mediaId={one}&mediaId={two}");
    house.browser.post_form(&format!("{LIST}/deletion"), &both).await.expect(303);
    house.desk.run_jobs().await;
    let mails = house.desk.mailbox.to("vera@press.example");
    let told: Vec<String> = mails.iter().map(|mail| format!("{mail:?}")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("* one") && told[0].contains("* two"), "{}", told[0]);
}

#[tokio::test]
async fn a_picture_says_what_it_is_and_not_where_it_was_made() {
    let house = house().await;
    let packet = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
        <rdf:Description xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" \
        xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" photoshop:DateCreated=\"2026-05-03\" exif:GPSLatitude=\"52,30.5N\">\
        <dc:title><rdf:Alt><rdf:li>The lighthouse</rdf:li></rdf:Alt></dc:title>\
        <dc:creator><rdf:Seq><rdf:li>Ines Tamm</rdf:li></rdf:Seq></dc:creator>\
        <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>Sea</rdf:li></rdf:Bag></dc:subject>\
        </rdf:Description></rdf:RDF></x:xmpmeta>";
    let body = [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat();
    let length = u16::try_from(body.len() + 2).expect("a short packet").to_be_bytes();
    let jpeg = [&[0xff, 0xd8, 0xff, 0xe1][..], &length, &body, &[0xff, 0xd9]].concat();
    house.sends(&format!("{LIST}/upload"), &[], &[("IMG_1.jpg", &jpeg)]).await.expect(200);
    let media = house.max.get("/api/dam/medias").await.json()["items"][0].clone();
    assert_eq!((&media["title"], &media["credit"]), (&json!("The lighthouse"), &json!("Ines Tamm")));
    assert_eq!((&media["tags"], &media["madeOn"]), (&json!(["sea"]), &json!("2026-05-03")));
    let page = house.page(&format!("{LIST}/{}", media["id"])).await;
    assert!(page.contains("This file tells where it was made") && !page.contains("52,30"), "{page}");
    assert!(!media.to_string().contains("52,30"), "{media}");
    house.desk.run_jobs().await;
}
