//! People, places and words the samples are made of: plain ones, and some that try to break out.

use super::{Assets, Item, Person, Wanted};
use crate::{Accent, Brand, Line, Picture};

pub(super) const LONG_MESSAGE: &str = "Hello! We are preparing the autumn issue of “Form & Raum” \
and would like to show your new logo beside the interview with your founder.\n\nPrint run: 12,000\n\
Deadline: Friday";

pub(super) const ARABIC_MESSAGE: &str = "مرحباً، نحتاج إلى الشعار لملصق المؤتمر القادم في بيروت.\nشكراً جزيلاً 🌿";

pub(super) const HOSTILE_MESSAGE: &str = "</td></table><script>alert(1)</script>\r\n.\r\n\
QUIT\r\n{{ letter.brand }} {% raw %}\r\n<a href=\"https://evil.example\">click & win</a>";

pub(super) fn link(path: &str) -> Line {
    Line::from(format!("https://desk.example.org/{path}"))
}

pub(super) fn brand() -> Brand {
    Brand {
        organisation: "Nordlicht Museum".into(),
        // A deep green; its ink is white.
        accent: Accent::parse("#0b6e4f").unwrap_or_default(),
        logo: Some(Picture::sized(link("previews/brand.png"), 480, 96)),
        home_url: link(""),
    }
}

/// No logo, and a colour so light that its ink is black and its edge is drawn.
pub(super) fn plain_brand() -> Brand {
    Brand {
        organisation: "Studio Güneş & Töchter".into(),
        accent: Accent::parse("#ffd60a").unwrap_or_default(),
        logo: None,
        home_url: link("portals/studio"),
    }
}

/// Markup in the name, quotation marks in a link, and a button as dark as dark paper.
pub(super) fn hostile_brand() -> Brand {
    Brand {
        organisation: "<b>Acme</b> \"Inc\" & Söhne\r\nBcc: all@x.example".into(),
        accent: Accent::parse("#1a1a1a").unwrap_or_default(),
        logo: Some(Picture::unsized_at("https://desk.example.org/previews/brand.png?a=1&b=\"onerror=\"x")),
        home_url: "https://desk.example.org/?a=1&b=2".into(),
    }
}

pub(super) fn items(count: usize) -> Vec<Item> {
    let known = [
        ("Logo, horizontal", "horizontal", 480, 180),
        ("Logo, stacked", "stacked", 320, 320),
        ("Campaign film, 30 seconds", "film", 480, 270),
        ("Portrait of the founder", "portrait", 300, 450),
        ("Façade at dusk", "facade", 480, 320),
    ];
    (0..count)
        .map(|n| {
            let (title, file, width, height) = known[n % known.len()];
            Item {
                title: title.into(),
                thumbnail: Some(Picture::sized(link(&format!("previews/{file}.png")), width, height)),
            }
        })
        .collect()
}

pub(super) fn assets(count: usize) -> Assets {
    Assets::these(items(count))
}

pub(super) fn wanted(count: usize) -> Wanted {
    Wanted { place: "Press kit 2026".into(), assets: assets(count) }
}

pub(super) fn arabic_wanted() -> Wanted {
    Wanted {
        place: "متحف الضوء الشمالي".into(),
        assets: Assets::these(vec![
            Item {
                title: "الشعار الأفقي".into(), thumbnail: Some(Picture::unsized_at(link("previews/stacked.png")))
            },
            Item { title: "Façade 🌙.jpg".into(), thumbnail: None },
        ]),
    }
}

pub(super) fn hostile_wanted() -> Wanted {
    Wanted {
        place: "<script>alert('place')</script> & Co\nSubject: free".into(),
        assets: Assets::these(vec![Item {
            title: "\"><img src=x onerror=alert(1)> \u{202e}gpj.exe".into(),
            thumbnail: Some(Picture::sized("https://desk.example.org/previews/stacked.png?x=\"><script>", 9000, 1)),
        }]),
    }
}

fn person(name: Option<&str>, mail: &str) -> Person {
    Person { name: name.map(Line::from), mail: mail.into() }
}

pub(super) fn mara() -> Person {
    person(Some("Mara Lindqvist"), "mara@formundraum.example")
}

pub(super) fn layla() -> Person {
    person(Some("ليلى حداد"), "layla@beirut-design.example")
}

pub(super) fn nameless() -> Person {
    person(None, "press+desk@agency.example")
}

pub(super) fn hostile_person() -> Person {
    person(
        Some("Eve <eve@x.example>\r\nBcc: all@x.example\r\n\r\n<script>"),
        "eve\"@x.example?bcc=all@x.example&body=<b>",
    )
}
