//! Every page with every sample keeps the rules that all pages share.

use web::views::{Rendered, render_all};

const BASE: &str = "/sub/path";

/// A start tag: its name and its attributes, in order.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// What was rendered before it.
    before: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// The start tags of a page. Enough for HTML that our own templates make: values are quoted or absent.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let rest = &html[at..];
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if name_end == 0 {
            continue;
        }
        let mut attributes = Vec::new();
        let mut tail = rest[name_end..].trim_start();
        while !tail.starts_with('>') && !tail.starts_with("/>") && !tail.is_empty() {
            let key_end = tail.find(|c: char| c == '=' || c == '>' || c.is_whitespace());
            let (key, after) = tail.split_at(key_end.unwrap_or(tail.len()));
            let (value, after) = match after.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').expect("a quoted value ends"),
                None => ("", after),
            };
            assert!(!after.starts_with('='), "an unquoted value of {key}");
            attributes.push((key, value));
            tail = after.trim_start();
        }
        at = html.len() - tail.len();
        tags.push(Tag { name: &rest[..name_end], attributes, before: &html[..start] });
    }
    tags
}

fn pages() -> Vec<Rendered> {
    let pages = render_all(BASE).expect("every page renders with every sample");
    assert!(pages.len() > 90, "only {} pages", pages.len());
    pages
}

/// Runs a check over every tag of every page.
fn each_tag(check: impl Fn(&Rendered, &Tag<'_>)) {
    for page in &pages() {
        for tag in &tags(&page.html) {
            check(page, tag);
        }
    }
}

#[test]
fn the_content_security_policy_would_refuse_nothing() {
    each_tag(|page, tag| {
        assert!(tag.name != "style", "{}: a style element", page.name);
        assert!(tag.name != "script" || tag.has("src"), "{}: an inline script", page.name);
        for (key, value) in &tag.attributes {
            let handler = key.starts_with("on") && key[2..].chars().all(|c| c.is_ascii_alphabetic());
            assert!(*key != "style" && !handler, "{}: {key} on {}", page.name, tag.name);
            assert!(!value.trim_start().starts_with("javascript:"), "{}: {value}", page.name);
        }
    });
}

#[test]
fn every_address_begins_with_the_base() {
    each_tag(|page, tag| {
        for (key, value) in &tag.attributes {
            // A link in the text of a mail is whole.
            let elsewhere = value.starts_with('#')
                || value.starts_with("mailto:")
                || (page.name.starts_with("mail-") && value.starts_with("http"));
            if matches!(*key, "href" | "src" | "action" | "formaction") && !elsewhere {
                assert!(value.starts_with(&format!("{BASE}/")), "{}: {key}={value}", page.name);
            }
        }
    });
}

#[test]
fn nothing_shifts_while_pictures_load() {
    each_tag(|page, tag| {
        if tag.name == "img" {
            for needed in ["alt", "width", "height", "src"] {
                assert!(tag.has(needed), "{}: an image without {needed}", page.name);
            }
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_reference_its_target() {
    for page in &pages() {
        let all = tags(&page.html);
        let ids: Vec<_> = all.iter().filter_map(|tag| tag.get("id")).collect();
        for tag in &all {
            if matches!(tag.name, "input" | "textarea" | "select") && tag.get("type") != Some("hidden") {
                let named = tag.get("id").is_some_and(|id| all.iter().any(|label| label.get("for") == Some(id)));
                let open = tag.before.rfind("<label").unwrap_or(0);
                let wrapped = open > tag.before.rfind("</label").unwrap_or(0);
                assert!(named || wrapped || tag.has("aria-label"), "{}: {:?}", page.name, tag.get("name"));
            }
            for key in ["for", "aria-describedby", "form"] {
                let target = tag.get(key);
                assert!(target.is_none_or(|id| ids.contains(&id)), "{}: {key}={target:?}", page.name);
            }
            if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(&id), "{}: #{id}", page.name);
            }
        }
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{}: an id stands twice", page.name);
    }
}

#[test]
fn each_page_has_one_heading_a_title_a_language_and_a_direction() {
    for page in &pages() {
        let all = tags(&page.html);
        let count = |name| all.iter().filter(|tag| tag.name == name).count();
        assert_eq!(count("h1"), 1, "{}: headings", page.name);
        assert_eq!(count("main"), 1, "{}: main", page.name);
        let html = all.iter().find(|tag| tag.name == "html").expect("an html element");
        assert!(html.get("lang").is_some_and(|lang| !lang.is_empty()), "{}", page.name);
        assert!(matches!(html.get("dir"), Some("ltr" | "rtl")), "{}", page.name);
        assert!(!page.html.contains("<title> ·"), "{}: an empty title", page.name);
    }
}

#[test]
fn no_title_says_a_name_twice() {
    for page in &pages() {
        let title = page.html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
        let mut names: Vec<&str> = title.split(" · ").collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{}: {title}", page.name);
    }
    let titled = |name: &str, title: &str| {
        let found = pages().into_iter().find(|page| page.name == name).expect("the sample").html;
        assert!(found.contains(&format!("<title>{title}</title>")), "{name}");
    };
    titled("portal-many", "Haus Meridian · Ajar");
}

#[test]
fn the_ask_form_carries_the_token_of_its_page() {
    for page in pages().iter().filter(|page| page.name.starts_with("ask-")) {
        assert!(page.html.contains("name=\"form\" value=\"sample-form-token\""), "{}", page.name);
    }
}

#[test]
fn a_page_is_light_before_its_pictures() {
    let mut heavy = Vec::new();
    for page in &pages() {
        // What a script fetches later, when somebody needs it, is not waited for.
        let is_fetched = |name: String| page.html.contains(&format!("{name}\">"));
        let fetched = web::assets::all().iter().filter(|asset| is_fetched(asset.file_name()));
        let weight = page.html.len() + fetched.map(|asset| asset.bytes.len()).sum::<usize>();
        if weight >= 100_000 {
            heavy.push(format!("{}: {weight} bytes", page.name));
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}

#[test]
fn what_people_typed_is_never_markup() {
    let wrong = pages().into_iter().find(|page| page.name == "ask-wrong").expect("the sample");
    assert!(!wrong.html.contains("<script>alert"));
    assert!(wrong.html.contains("&#60;script&#62;alert(1)"));
}
