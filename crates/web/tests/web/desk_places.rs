//! Kits and portals at the desk: made, composed, published, looked at as a visitor, deleted. As a browser without scripts sends
//! it.

use domain::*;
use serde_json::{Value, json};
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    /// A manager, by the API.
    program: Actor,
    /// The same in a browser.
    manager: Actor,
    assets: Vec<AssetId>,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let program = desk.user("mona@desk.example", "Mona Manager", Role::Manager).await;
    let manager = desk.signed_in(&program).await;
    let assets = vec![
        desk.asset("logo.svg", "<svg/>").await,
        desk.asset("hall.jpg", "jpeg").await,
        desk.asset_in("Press/2026", "شعار.pdf", "%PDF").await,
    ];
    House { desk, program, manager, assets }
}

/// Watches a check of everything without a word.
struct Nobody;

impl app::backup::Onlooker for Nobody {
    fn expects(&self, _: u64) {}
    fn did(&self, _: u64) {}
}

/// What stands between two texts.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    page.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(found, _)| found)
}

/// The version that a form carries.
fn version(page: &str) -> &str {
    between(page, "name=\"version\" value=\"", "\"")
}

/// The ids of the assets in a page's sections, in order.
fn placed(page: &str) -> Vec<&str> {
    let rows = page.split("name=\"mediaId\" value=\"").skip(1);
    rows.filter_map(|rest| rest.split('"').next()).collect()
}

impl House {
    async fn page(&self, path: &str) -> String {
        self.manager.get(path).await.expect(200).text()
    }

    async fn kit(&self, id: KitId) -> Value {
        self.program.get(&format!("/api/dam/kits/{id}")).await.expect(200).json()
    }

    async fn press(&self, privacy: Privacy, policy: Policy) -> KitId {
        self.desk.kit("press", privacy, policy, &self.assets[..2]).await
    }

    /// Sends a kit's form: the fields that always have to be there, and more.
    async fn send(&self, id: KitId, version: &str, more: &str) -> Answer {
        let form = format!("version={version}&title=press&slug=press&privacy=private&downloadPolicy=approval&{more}");
        self.manager.post_form(&format!("/admin/kits/{id}"), &form).await
    }

    /// Asks by the form of a page for all of it, or for some assets.
    async fn asks(&self, place: &str, mail: &str, assets: &[AssetId]) {
        let browser = self.desk.visitor();
        let wanted: String = assets.iter().map(|asset| format!("&mediaId={asset}")).collect();
        let form = browser.get(&format!("{place}/request?x=1{wanted}")).await.expect(200).text();
        let token = between(&form, "name=\"form\" value=\"", "\"").to_owned();
        let fields = format!("mail={mail}&message=Please{wanted}&form={token}");
        browser.post_form(&format!("{place}/request"), &fields).await.expect(200);
    }

    async fn newest(&self, mail: &str) -> Value {
        self.program.get(&format!("{REQUESTS}?mail={mail}")).await.expect(200).json()["items"][0].clone()
    }

    async fn approve(&self, request: &Value) {
        let decision = json!({"decision": "approve"});
        self.program.post(&format!("{REQUESTS}/{}/decision", request["id"]), decision).await.expect(200);
    }

    async fn subjects(&self, mail: &str) -> Vec<String> {
        self.desk.run_jobs().await;
        self.desk.mailbox.to(mail).iter().map(|letter| letter.message.subject.clone()).collect()
    }
}

#[tokio::test]
async fn kits_are_listed_searched_and_made() {
    let house = house().await;
    let empty = house.page("/admin/kits").await;
    assert!(empty.contains("A kit shows what belongs together"), "{empty}");
    let press = house.press(Privacy::Public, Policy::PerAssetApproval).await;
    let gate = house.desk.portal("gate", Privacy::Public, PortalPolicy::Inherit, &[press]).await;
    house.desk.kit("brand", Privacy::Private, Policy::Open, &[]).await;
    house.asks("/kits/press", "zoe@example.org", &[]).await;
    let page = house.page("/admin/kits").await;
    assert!(page.find(">brand<") < page.find(">press<"), "by title: {page}");
    for there in [
        "On request, asset by asset",
        "2 assets",
        &format!("href=\"/admin/portals/{gate}\""),
        &format!("tab=pending&#38;kitId={press}\">1 request<"),
        ">Private<",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    let found = house.page("/admin/kits?q=PRE").await;
    assert!(found.contains(">press<") && !found.contains(">brand<"), "{found}");
    assert!(
        house.page("/admin/kits?q=%3Cz%3E").await.contains("No kit found for “<bdi class=\"mail\">&#60;z&#62;</bdi>”")
    );

    let wrong = house.manager.post_form("/admin/kits", "title=+").await.expect(422).text();
    assert!(wrong.contains("A title is needed."), "{wrong}");
    let made = house.manager.post_form("/admin/kits", "title=Summer+%3C2026%3E").await.expect(303);
    let page = house.page(made.header("location")).await;
    assert!(page.contains("Summer &#60;2026&#62;") && page.contains("Nobody but members sees it yet"), "{page}");
    assert!(page.contains("value=\"summer-2026\""), "{page}");
    house.desk.visitor().get("/kits/summer-2026").await.expect(404);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn only_managers_and_admins_come_in() {
    let house = house().await;
    let press = house.press(Privacy::Public, Policy::Open).await;
    let gate = house.desk.portal("gate", Privacy::Private, PortalPolicy::Inherit, &[press]).await;
    let member = house.desk.user("mo@desk.example", "Mo", Role::Member).await;
    let responsible = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    let paths = [
        "/admin/kits".to_owned(),
        "/admin/portals".to_owned(),
        format!("/admin/kits/{press}"),
        format!("/admin/kits/{press}/visitor"),
        format!("/admin/kits/{press}/deletion"),
        format!("/admin/portals/{gate}"),
        format!("/admin/portals/{gate}/visitor"),
        format!("/admin/portals/{gate}/deletion"),
    ];
    for actor in [&member, &responsible] {
        let browser = house.desk.signed_in(actor).await;
        for path in &paths {
            browser.get(path).await.expect(403);
            if !path.ends_with("visitor") {
                browser.post_form(path, "title=x&act=save").await.expect(403);
            }
        }
        actor.delete(&format!("/api/dam/kits/{press}")).await.expect_problem(403, "managers-only");
        actor.delete(&format!("/api/dam/portals/{gate}")).await.expect_problem(403, "managers-only");
        assert!(!browser.get("/admin/").await.expect(200).text().contains("/admin/kits"));
    }
    for path in &paths {
        house.desk.visitor().get(path).await.expect(303);
        house.manager.get(path).await.expect(200);
    }
    house.manager.get("/admin/kits/99").await.expect(404);
    house.manager.get("/admin/portals/99/deletion").await.expect(404);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_kit_is_composed_without_scripts_and_nothing_is_kept_before_it_is_saved() {
    let house = house().await;
    let press = house.press(Privacy::Private, Policy::Approval).await;
    let [logo, hall, arabic] = [house.assets[0], house.assets[1], house.assets[2]];
    let page = house.page(&format!("/admin/kits/{press}")).await;
    let key = between(&page, "name=\"section\" value=\"", "\"").to_owned();
    let version = version(&page).to_owned();
    let now = format!("section={key}&sectionTitle=Marks+%26+more&sectionText=One&mediaId={logo}&mediaId={hall}");

    let found =
        house.send(press, &version, &format!("{now}&act=find&q=%D8%B4%D8%B9%D8%A7%D8%B1")).await.expect(200).text();
    assert!(found.contains(&format!("name=\"pick\" value=\"{arabic}\"")), "{found}");
    assert!(found.contains("Press / 2026"), "the folders by their paths: {found}");
    assert!(found.contains("value=\"Marks &#38; more\"") && found.contains(">One</textarea>"), "{found}");
    let added = house.send(press, &version, &format!("{now}&act=add&pick={arabic}")).await.expect(200).text();
    assert_eq!(placed(&added), [logo.to_string(), hall.to_string(), arabic.to_string()]);
    assert!(added.contains("was added to “Marks &#38; more”") && added.contains("Not saved yet"), "{added}");
    let moved = house.send(press, &version, &format!("{now}&mediaId={arabic}&tick={key}.{arabic}&act=up")).await;
    let moved = moved.expect(200).text();
    assert_eq!(placed(&moved), [logo.to_string(), arabic.to_string(), hall.to_string()]);
    assert!(moved.contains(&format!("value=\"{key}.{arabic}\" checked")), "what is ticked stays ticked: {moved}");
    let asked = house.send(press, &version, &format!("{now}&act=question-add")).await.expect(200).text();
    assert!(asked.contains("name=\"questionLabel\""), "{asked}");
    let kept = house.kit(press).await;
    assert_eq!((&kept["sections"][0]["title"], &kept["questions"]), (&json!(""), &json!([])), "nothing is kept yet");

    let more = format!(
        "section=n1&sectionTitle=%D8%B4%D8%B9%D8%A7%D8%B1&sectionText=&mediaId={arabic}&{now}&description=Two%0D%0A%0D%0Aparts\
         &question=0&questionId=&questionLabel=Medium&questionKind=choice&questionOptions=Print%0D%0AWeb&questionRequired=yes&questionHint=\
         &terms=Name+us.&watermark=Press&manifest=yes&act=save"
    );
    let saved = house.send(press, &version, &more).await.expect(303);
    assert_eq!(saved.header("location"), format!("/admin/kits/{press}?done=saved"));
    let kept = house.kit(press).await;
    assert_eq!(kept["sections"][0], json!({"title": "شعار", "mediaIds": [arabic]}));
    assert_eq!(kept["sections"][1], json!({"title": "Marks & more", "text": "One", "mediaIds": [logo, hall]}));
    assert_eq!((&kept["description"], &kept["manifest"]), (&json!("Two\n\nparts"), &json!(true)));
    assert_eq!(kept["questions"][0]["options"], json!(["Print", "Web"]));
    assert_eq!((&kept["terms"]["text"], &kept["watermark"]), (&json!("Name us."), &json!("Press")));
    // What is saved as it is changes nothing, not even the ids of its sections.
    let page = house.page(&format!("/admin/kits/{press}")).await;
    let sections: Vec<&str> =
        page.split("name=\"section\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let again = more.replace("section=n1", &format!("section={}", sections[0]));
    house.send(press, self::version(&page), &again.replace("questionId=", "questionId=medium")).await.expect(303);
    assert_eq!(self::version(&house.page(&format!("/admin/kits/{press}")).await), self::version(&page));
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_deleted_asset_keeps_its_place_in_a_kit_that_is_changed_meanwhile() {
    let house = house().await;
    let press = house.press(Privacy::Private, Policy::Approval).await;
    let [logo, hall, arabic] = [house.assets[0], house.assets[1], house.assets[2]];
    let kit = format!("/api/dam/kits/{press}");
    let sections = json!([{"title": "Marks", "mediaIds": [logo, hall]}, {"title": "Papers", "mediaIds": [arabic]}]);
    house.program.patch(&kit, json!({"sections": sections})).await.expect(200);
    let delete = async |id: AssetId| house.program.delete(&format!("/api/dam/medias/{id}")).await.expect(204);
    let restore = async |id: AssetId| {
        house.program.post(&format!("/api/dam/medias/{id}/restoration"), json!({})).await.expect(200)
    };
    for id in [logo, arabic] {
        delete(id).await;
    }
    // Saved at the desk, the other way round and under another heading.
    let page = house.page(&format!("/admin/kits/{press}")).await;
    let more = format!(
        "section=n1&sectionTitle=Papers&sectionText=&section=n2&sectionTitle=Signs&sectionText=&mediaId={hall}&act=save"
    );
    house.send(press, version(&page), &more).await.expect(303);
    let kept = house.kit(press).await;
    assert_eq!(kept["sections"][1], json!({"title": "Signs", "mediaIds": [hall]}));
    for id in [logo, arabic] {
        restore(id).await;
    }
    let kept = house.kit(press).await;
    assert_eq!(
        kept["sections"],
        json!([{"title": "Papers", "mediaIds": [logo, arabic]}, {"title": "Signs", "mediaIds": [hall]}]),
        "where its section is gone it follows the one at its place"
    );
    // Saved by a program, as one section.
    delete(arabic).await;
    house.program.patch(&kit, json!({"sections": [{"title": "All", "mediaIds": [hall]}]})).await.expect(200);
    restore(arabic).await;
    assert_eq!(house.kit(press).await["sections"], json!([{"title": "All", "mediaIds": [hall, arabic]}]));
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() {
    let house = house().await;
    house.desk.kit("taken", Privacy::Private, Policy::Open, &[]).await;
    let press = house.press(Privacy::Private, Policy::Approval).await;
    let version = version(&house.page(&format!("/admin/kits/{press}")).await).to_owned();
    let form = format!(
        "version={version}&title=&slug=No+slug&privacy=password&downloadPolicy=open&description=Typed&act=save\
         &question=0&questionLabel=&questionKind=choice&questionOptions=One&section=s1&sectionTitle=Old&mediaId=99"
    );
    let page = house.manager.post_form(&format!("/admin/kits/{press}"), &form).await.expect(422).text();
    for there in [
        "<a href=\"#title\">A title is needed.</a>",
        "href=\"#slug\"",
        "<a href=\"#password\">A place behind a password needs one.</a>",
        "href=\"#question-0-label\"",
        "href=\"#question-0-options\"",
        "<a href=\"#section-s1\">There is no such asset.</a>",
        "value=\"No slug\"",
        ">Typed</textarea>",
        "Deleted asset",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    let taken = house.send(press, &version, "act=save").await.expect(303);
    assert!(taken.header("location").ends_with("done=saved"));
    let form = "title=press&slug=taken&privacy=private&downloadPolicy=open&act=save";
    let page = house.manager.post_form(&format!("/admin/kits/{press}"), form).await;
    // Without the version that it began with, a form counts as one that is out of date.
    assert_eq!(page.status.as_u16(), 409, "{}", page.text());
    let form = format!("version={}&{form}", self::version(&page.text()));
    let page = house.manager.post_form(&format!("/admin/kits/{press}"), &form).await.expect(422).text();
    assert!(page.contains("This slug is taken; choose another."), "{page}");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_and_loses_nothing() {
    let house = house().await;
    let press = house.press(Privacy::Private, Policy::Approval).await;
    let path = format!("/admin/kits/{press}");
    let [first, second] = [house.page(&path).await, house.page(&path).await];
    let rita = house.desk.user("rita@desk.example", "Rita <Rose>", Role::Admin).await;
    let rita = house.desk.signed_in(&rita).await;
    let form =
        format!("version={}&title=Hers&slug=press&privacy=private&downloadPolicy=approval&act=save", version(&first));
    rita.post_form(&path, &form).await.expect(303);
    let mine = "&description=Mine&act=save";
    let told = house.send(press, version(&second), mine).await.expect(409).text();
    assert!(
        told.contains("Rita &#60;Rose&#62; changed this kit") && told.contains("Nothing of what you typed is lost"),
        "{told}"
    );
    assert!(told.contains("The title: “Hers”") && told.contains(">Mine</textarea>"), "{told}");
    assert_eq!(house.kit(press).await["title"], "Hers");
    house.send(press, version(&told), mine).await.expect(303);
    let kept = house.kit(press).await;
    assert_eq!((&kept["title"], &kept["description"]), (&json!("press"), &json!("Mine")));

    // The API holds what it promises by If-Match against the pages too.
    let tag = house.program.get(&format!("/api/dam/kits/{press}")).await.expect(200).header("etag").to_owned();
    let page = house.page(&path).await;
    let program = house.program.clone().with("if-match", &tag);
    program.patch(&format!("/api/dam/kits/{press}"), json!({"title": "By program"})).await.expect(200);
    house.send(press, version(&page), "act=save").await.expect(409);
    program
        .patch(&format!("/api/dam/kits/{press}"), json!({"title": "Late"}))
        .await
        .expect_problem(412, "precondition-failed");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn publishing_is_an_act_and_says_what_becomes_visible() {
    let house = house().await;
    let press = house.press(Privacy::Private, Policy::Approval).await;
    let path = format!("/admin/kits/{press}");
    let page = house.page(&path).await;
    assert!(page.contains("On saving, it becomes visible to everybody at /kits/press, with 2 assets."), "{page}");
    // A look as a visitor shows it as it would be, and shows it to nobody else.
    let look = house.page(&format!("{path}/visitor")).await;
    assert!(look.contains("As a visitor sees it.") && look.contains("Nobody but members sees it yet"), "{look}");
    assert!(
        look.contains("/kits/press/request?mediaId=") && !look.contains("/download\""),
        "no rights of the manager's: {look}"
    );
    let visitor = house.desk.visitor();
    visitor.get("/kits/press").await.expect(404);
    visitor.get(&format!("/kits/press/assets/{}/download", house.assets[0])).await.expect(404);

    let keep = between(&page, "name=\"section\" value=\"", "\"");
    let contents = format!("section={keep}&mediaId={}&mediaId={}", house.assets[0], house.assets[1]);
    let form = format!(
        "version={}&title=press&slug=press&privacy=public&downloadPolicy=approval&{contents}&act=save",
        version(&page)
    );
    let saved = house.manager.post_form(&path, &form).await.expect(303);
    let page = house.page(saved.header("location")).await;
    assert!(page.contains("Saved and published at /kits/press.") && !page.contains("On saving,"), "{page}");
    visitor.get("/kits/press").await.expect(200);
    assert!(house.page(&format!("{path}/visitor")).await.contains("Everybody can see it now."));

    // Behind a password: the look is past it, the visitor is not.
    let form = format!(
        "version={}&title=press&slug=press&privacy=password&password=open+sesame&downloadPolicy=approval&{contents}&act=save",
        version(&page)
    );
    house.manager.post_form(&path, &form).await.expect(303);
    let look = house.page(&format!("{path}/visitor")).await;
    assert!(look.contains("Visitors type its password first.") && look.contains("/assets/"), "{look}");
    assert!(visitor.get("/kits/press").await.expect(200).text().contains("name=\"password\""));
    // An empty field leaves the password as it is.
    let page = house.page(&path).await;
    assert!(page.contains("Another password") && !page.contains("open sesame"), "{page}");
    house.send(press, version(&page), &format!("{contents}&act=save&privacy=x")).await.expect(303);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_portal_gathers_kits_in_an_order_under_a_colour_that_is_checked() {
    let house = house().await;
    let press = house.press(Privacy::Public, Policy::Approval).await;
    let brand = house.desk.kit("brand", Privacy::Public, Policy::Open, &house.assets).await;
    let made = house.manager.post_form("/admin/portals", "title=The+gate").await.expect(303);
    let path = made.header("location").split('?').next().expect("a path").to_owned();
    let page = house.page(&path).await;
    assert!(page.contains("No kit is gathered here yet") && page.contains("As each kit says"), "{page}");
    let base = |page: &str| format!("version={}&title=The+gate&slug=the-gate&privacy=private", version(page));
    let send = async |more: &str| house.manager.post_form(&path, &format!("{}&{more}", base(&page))).await;

    let added =
        send(&format!("kitId={press}&act=kit-add&addKit={brand}&downloadPolicy=noApproval")).await.expect(200).text();
    assert!(added.contains("“brand” was added.") && added.contains("This portal is looser"), "{added}");
    assert!(added.contains("Looser than some of its kits.") && added.contains("On request, for everything"), "{added}");
    let moved = send(&format!("kitId={press}&kitId={brand}&act=kit-up.{brand}")).await.expect(200).text();
    let order: Vec<&str> =
        moved.split("name=\"kitId\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(order, [brand.to_string(), press.to_string()]);
    let looked = send("act=look&introduction=One%0D%0A%0D%0ATwo&accent=%23ffd43b").await.expect(200).text();
    assert!(
        looked.contains("<p class=\"lead\" dir=\"auto\">One</p>")
            && looked.contains("<p class=\"lead\" dir=\"auto\">Two</p>")
    );
    assert!(looked.contains("fill=\"#ffd43b\"") && looked.contains(" : 1"), "{looked}");
    let wrong = send("act=save&accent=red").await.expect(422).text();
    assert!(wrong.contains("<a href=\"#accent\">A colour is written #rrggbb.</a>"), "{wrong}");

    let logo = house.assets[0];
    let chosen = send(&format!("act=logo.{logo}")).await.expect(200).text();
    assert!(chosen.contains(&format!("name=\"logoId\" value=\"{logo}\"")), "{chosen}");
    let more = format!(
        "kitId={brand}&kitId={press}&downloadPolicy=inherit&accent=%23FFD43B&logoId={logo}&introduction=Hello\
         &language=de&language=en&firstLanguage=en&act=save"
    );
    send(&more).await.expect(303);
    let id = path.rsplit('/').next().expect("an id");
    let kept = house.program.get(&format!("/api/dam/portals/{id}")).await.expect(200).json();
    assert_eq!(kept["kitIds"], json!([brand, press]));
    assert_eq!((&kept["accent"], &kept["logoId"], &kept["coverId"]), (&json!("#ffd43b"), &json!(logo), &Value::Null));
    assert_eq!(kept["languages"], json!(["en", "de"]));
    let kit = house.page(&format!("/admin/kits/{press}")).await;
    assert!(kit.contains("The gate") && kit.contains("as this kit says"), "{kit}");
    let late = send("act=save").await.expect(409).text();
    assert!(late.contains("changed this portal") && late.contains("The introduction: “Hello”"), "{late}");
    let look = house.page(&format!("{path}/visitor")).await;
    assert!(look.contains("As a visitor sees it.") && look.contains("Hello") && look.contains("/kits/brand"), "{look}");
    house.desk.visitor().get("/portals/the-gate").await.expect(404);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_logo_is_uploaded_with_the_form_and_stays_where_something_else_is_wrong() {
    let house = house().await;
    let gate = house.desk.portal("gate", Privacy::Private, PortalPolicy::Inherit, &[]).await;
    let path = format!("/admin/portals/{gate}");
    let page = house.page(&path).await;
    let part =
        |name: &str, value: &str| format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = |name: &str, filename: &str, bytes: &str| {
        format!(
            "--x\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\ncontent-type: image/png\r\n\r\n{bytes}\r\n"
        )
    };
    let form = [
        part("version", version(&page)),
        part("title", ""),
        part("slug", "gate"),
        part("privacy", "private"),
        part("downloadPolicy", "inherit"),
        file("logoFile", "Our logo.png", "\u{89}PNG"),
        file("coverFile", "", ""),
        part("act", "save"),
        "--x--\r\n".to_owned(),
    ];
    let wrong =
        house.manager.post_raw(&path, "multipart/form-data; boundary=x", form.concat()).await.expect(422).text();
    assert!(wrong.contains("A title is needed.") && wrong.contains("Our logo"), "{wrong}");
    let logo = between(&wrong, "name=\"logoId\" value=\"", "\"");
    assert!(!logo.is_empty() && !wrong.contains("name=\"coverId\""), "{wrong}");
    let form = format!(
        "version={}&title=gate&slug=gate&privacy=private&downloadPolicy=inherit&logoId={logo}&act=save",
        version(&page)
    );
    house.manager.post_form(&path, &form).await.expect(303);
    let kept = house.program.get(&format!("/api/dam/portals/{gate}")).await.expect(200).json();
    assert_eq!(kept["logoId"].to_string(), logo);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn deleting_a_kit_ends_what_was_for_the_whole_of_it_and_keeps_the_rest() {
    let house = house().await;
    house.desk.user("reva@desk.example", "Reva", Role::Responsible).await;
    let press = house.press(Privacy::Public, Policy::Approval).await;
    let gate = house.desk.portal("gate", Privacy::Public, PortalPolicy::Inherit, &[press]).await;
    house.asks("/kits/press", "waits@example.org", &[]).await;
    house.asks("/kits/press", "one@example.org", &house.assets[..1]).await;
    house.asks("/portals/gate/kits/press", "through@example.org", &[]).await;
    house.asks("/kits/press", "has@example.org", &[]).await;
    let granted = house.newest("has@example.org").await;
    house.approve(&granted).await;
    house.desk.run_jobs().await;

    let path = format!("/admin/kits/{press}/deletion");
    let page = house.page(&path).await;
    for there in [
        "2 requests for the whole kit are under review. They end, and who asked is told.",
        "1 request for single assets is under review. It stays",
        "1 access to the whole kit ends",
        "Its 2 assets stay in the library.",
        &format!("href=\"/admin/portals/{gate}\""),
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    let long = format!("message={}", "x".repeat(5_001));
    let refused = house.manager.post_form(&path, &long).await.expect(422).text();
    assert!(refused.contains("This is too long") && refused.contains("xxxx"), "{refused}");
    house.desk.visitor().get("/kits/press").await.expect(200);
    let done = house.manager.post_form(&path, "message=The+new+one+follows.").await.expect(303);
    assert!(house.page(done.header("location")).await.contains("The kit is deleted."));

    for gone in ["/kits/press", "/portals/gate/kits/press", "/kits/press/request"] {
        house.desk.visitor().get(gone).await.expect(404);
    }
    house.program.get(&format!("/api/dam/kits/{press}")).await.expect(404);
    house.program.delete(&format!("/api/dam/kits/{press}")).await.expect(404);
    house.manager.get(&format!("/admin/kits/{press}")).await.expect(404);
    let portal = house.program.get(&format!("/api/dam/portals/{gate}")).await.expect(200).json();
    assert_eq!(portal["kitIds"], json!([]));
    let medias = house.program.get("/api/dam/medias").await.expect(200).json();
    assert_eq!(medias["totalCount"], 3);

    for (mail, status, subject) in [
        ("waits@example.org", "cancelled", "Closed: your request for press"),
        ("through@example.org", "cancelled", "Closed: your request for press"),
        ("has@example.org", "revoked", "Access revoked: press"),
    ] {
        assert_eq!(house.newest(mail).await["status"], status, "{mail}");
        let subjects = house.subjects(mail).await;
        assert_eq!(subjects.last().map(String::as_str), Some(subject), "{subjects:?}");
        let letter = house.desk.mailbox.to(mail).pop().expect("a letter");
        assert!(letter.message.text.contains("The new one follows."), "{}", letter.message.text);
    }
    let waits = house.newest("waits@example.org").await;
    let status = format!("/requests/{}", waits["reference"].as_str().expect("a reference"));
    let status = house.desk.visitor().get(&status).await.expect(200).text();
    assert!(status.contains("Your request is closed") && status.contains("The new one follows."), "{status}");
    let handled = house.subjects("reva@desk.example").await;
    assert!(
        handled.iter().any(|subject| subject.starts_with("Closed: the request of waits@example.org")),
        "{handled:?}"
    );
    let shown = house.page(&format!("/admin/users/download-requests/{}", waits["id"])).await;
    assert!(shown.contains("Closed, because Mona Manager deleted what it was for"), "{shown}");

    // What stays is decided asset by asset.
    let one = house.newest("one@example.org").await;
    assert_eq!(one["status"], "pending");
    house.approve(&one).await;
    let grants = house.program.get("/api/dam/download-grants").await.expect(200).json();
    assert_eq!(grants["totalCount"], 1, "{grants}");
    assert_eq!(grants["items"][0]["mediaId"], json!(house.assets[0]), "{grants}");
    let history = house.page("/admin/history?type=kit").await;
    assert!(history.contains("Kit deleted") && history.contains(">press<"), "{history}");
    // Its address is free again.
    let again =
        house.program.post("/api/dam/kits", json!({"title": "Press", "slug": "press"})).await.expect(201).json();
    assert_ne!(again["id"], json!(press));
    house.desk.run_jobs().await;
    assert!(app::check::check(&house.desk.app, &Nobody).await.expect("a check").faults.is_empty());
}

#[tokio::test]
async fn deleting_a_portal_keeps_its_kits_and_what_was_asked_under_their_policies() {
    let house = house().await;
    let press = house.press(Privacy::Public, Policy::Approval).await;
    let own = house.desk.portal("own", Privacy::Public, PortalPolicy::Approval, &[press]).await;
    let inherits = house.desk.portal("inherits", Privacy::Public, PortalPolicy::Inherit, &[press]).await;
    house.asks("/portals/own", "whole@example.org", &[]).await;
    house.asks("/portals/own/kits/press", "kit@example.org", &[]).await;
    house.asks("/portals/inherits/kits/press", "stays@example.org", &[]).await;
    house.asks("/portals/own", "has@example.org", &[]).await;
    let granted = house.newest("has@example.org").await;
    house.approve(&granted).await;
    let page = house.page(&format!("/admin/portals/{own}/deletion")).await;
    assert!(page.contains("Its kits stay, each at its own address:") && page.contains(">press<"), "{page}");
    for portal in [own, inherits] {
        house.program.delete(&format!("/api/dam/portals/{portal}")).await.expect(204);
        house.program.delete(&format!("/api/dam/portals/{portal}")).await.expect(404);
    }
    house.desk.visitor().get("/portals/own").await.expect(404);
    house.desk.visitor().get("/kits/press").await.expect(200);
    for (mail, status) in [
        ("whole@example.org", "cancelled"),
        ("kit@example.org", "cancelled"),
        ("has@example.org", "revoked"),
        ("stays@example.org", "pending"),
    ] {
        assert_eq!(house.newest(mail).await["status"], status, "{mail}");
    }
    // Asked under the kit's policy: the kit is opened, at its own address.
    let stays = house.newest("stays@example.org").await;
    house.approve(&stays).await;
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("stays@example.org").pop().expect("a letter");
    let link = letter.link("/pickup/").expect("a pick-up link");
    let opened = house.desk.visitor().get(link.trim_start_matches("http://desk.example")).await.expect(303);
    let set = opened.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookies = set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ");
    let browser = house.desk.visitor().with("cookie", &cookies);
    let pickup = browser.get(opened.header("location")).await.expect(200).text();
    assert!(pickup.contains(&format!("/kits/press/assets/{}/download", house.assets[0])), "{pickup}");
    browser.get(&format!("/kits/press/assets/{}/download", house.assets[0])).await.expect(200);
    house.desk.run_jobs().await;
    assert!(app::check::check(&house.desk.app, &Nobody).await.expect("a check").faults.is_empty());
}
