//! What the samples of the pages are made of: an invented museum, its files and the people who ask for them.

use askama::Template;

use crate::views::accent::Accent;
use crate::views::desk::{
    self, Case, CaseItem, DecisionForm, DeskRoom, DeskShell, DeskUser, Flash, Person, RequestRow,
};
use crate::views::public::{self, Answered, Input, QuestionField, StatusItem, TermsField};
use crate::views::shared::{
    Access, AskedAsset, AssetCard, Brand, FileIcon, FileLine, Finder, Format, Ground, Identity, KindChoice, Link, Lock,
    Picture, PlaceCard, Section, Shell, Status, Stretch, Thumb, Tongues, When, ZipOffer,
};
use crate::views::{mailbox, words};
use ::words::Language;

/// A page that can show itself with invented contents.
pub(super) trait Samples: Template + Sized {
    /// The page with each kind of contents, and a name for it.
    fn samples(base: &str) -> Vec<(&'static str, Self)>;
}

/// A page rendered with one of its samples.
pub struct Rendered {
    /// Page and sample: `kit-arabic`.
    pub name: String,
    /// The HTML.
    pub html: String,
}

/// Renders every page with every sample, all addresses beginning with `base`; for tests and for looking at.
///
/// # Errors
/// When a template cannot be rendered, which would be a fault in the template.
pub fn render_all(base: &str) -> Result<Vec<Rendered>, askama::Error> {
    fn add<T: Samples>(all: &mut Vec<Rendered>, page: &str, base: &str) -> Result<(), askama::Error> {
        for (sample, view) in T::samples(base) {
            all.push(Rendered { name: format!("{page}-{sample}"), html: view.render()? });
        }
        Ok(())
    }
    let mut all = Vec::new();
    add::<public::HomePage>(&mut all, "home", base)?;
    add::<public::PortalPage>(&mut all, "portal", base)?;
    add::<public::KitPage>(&mut all, "kit", base)?;
    add::<public::AssetPage>(&mut all, "asset", base)?;
    add::<public::PasswordPage>(&mut all, "password", base)?;
    add::<public::AskPage>(&mut all, "ask", base)?;
    add::<public::AskedPage>(&mut all, "asked", base)?;
    add::<public::RequestStatusPage>(&mut all, "status", base)?;
    add::<public::PickupPage>(&mut all, "pickup", base)?;
    add::<public::ContinueAsPage>(&mut all, "continue", base)?;
    add::<public::FreshLinkPage>(&mut all, "fresh-link", base)?;
    add::<public::DownloadRefusedPage>(&mut all, "refused", base)?;
    add::<public::ProblemPage>(&mut all, "problem", base)?;
    add::<public::NotePage>(&mut all, "note", base)?;
    add::<public::DecidePage>(&mut all, "decide", base)?;
    add::<public::ChoosePasswordPage>(&mut all, "choose-password", base)?;
    add::<public::RecoveryPage>(&mut all, "recovery", base)?;
    add::<desk::SignInPage>(&mut all, "desk-sign-in", base)?;
    add::<desk::StartPage>(&mut all, "desk-start", base)?;
    add::<desk::RequestsPage>(&mut all, "desk-requests", base)?;
    add::<desk::RepliesPage>(&mut all, "desk-replies", base)?;
    add::<desk::BulkPage>(&mut all, "desk-bulk", base)?;
    add::<desk::BulkDonePage>(&mut all, "desk-bulk-done", base)?;
    add::<desk::RequestPage>(&mut all, "desk-request", base)?;
    add::<desk::MembersPage>(&mut all, "desk-members", base)?;
    add::<desk::ExternalUsersPage>(&mut all, "desk-external-users", base)?;
    add::<desk::AssetsPage>(&mut all, "desk-assets", base)?;
    add::<desk::DeskAssetPage>(&mut all, "desk-asset", base)?;
    add::<desk::FolderPage>(&mut all, "desk-folder", base)?;
    add::<desk::UploadPage>(&mut all, "desk-upload", base)?;
    add::<desk::EditAssetsPage>(&mut all, "desk-edit-assets", base)?;
    add::<desk::TrashPage>(&mut all, "desk-trash", base)?;
    add::<desk::ExternalUserPage>(&mut all, "desk-external-user", base)?;
    add::<desk::ErasePage>(&mut all, "desk-erase", base)?;
    add::<desk::MergePage>(&mut all, "desk-merge", base)?;
    add::<desk::MemberPage>(&mut all, "desk-member", base)?;
    add::<desk::ProfilePage>(&mut all, "desk-profile", base)?;
    add::<desk::HistoryPage>(&mut all, "desk-history", base)?;
    add::<desk::InsightPage>(&mut all, "desk-insight", base)?;
    add::<desk::PropertiesPage>(&mut all, "desk-properties", base)?;
    add::<desk::MailPage>(&mut all, "desk-mail", base)?;
    add::<desk::BrandingPage>(&mut all, "desk-branding", base)?;
    add::<desk::LanguagesPage>(&mut all, "desk-languages", base)?;
    add::<desk::FieldsPage>(&mut all, "desk-settings", base)?;
    add::<desk::WebhooksPage>(&mut all, "desk-webhooks", base)?;
    add::<desk::WebhookPage>(&mut all, "desk-webhook", base)?;
    add::<desk::KitsPage>(&mut all, "desk-kits", base)?;
    add::<desk::KitEditor>(&mut all, "desk-kit", base)?;
    add::<desk::PortalsPage>(&mut all, "desk-portals", base)?;
    add::<desk::PortalEditor>(&mut all, "desk-portal", base)?;
    add::<desk::DeletionPage>(&mut all, "desk-deletion", base)?;
    add::<mailbox::MailboxPage>(&mut all, "mailbox", base)?;
    add::<mailbox::MailPage>(&mut all, "mail", base)?;
    Ok(all)
}

pub(super) const MAIL: &str = "amal.haddad@example.org";
pub(super) const LONG_MAIL: &str = "the.very.long.address.of.somebody+whose-organisation-likes-plus-addresses-a-great-deal@department.of.public.affairs.example.org";
pub(super) const INTRODUCTION: &str = "Everything you need to write about, print or show the museum of light and maps. Please leave \
     clear space around the marks and name the photographers.";
pub(super) const LONG_TITLE: &str = "Donaudampfschifffahrtsgesellschaftskapitänsmützen and other things of the exhibition on the history of river trade, 1829–1995";
pub(super) const LONG_FILE: &str =
    "2026-11-21_haus-meridian_autumn-exhibition_installation-view_hall-3_north-wall_final_FINAL_v12 (1).png";
pub(super) const LONG_TEXT: &str = "We are preparing a travelling exhibition in eleven towns and would like to show the marks on \
     banners, tickets and the covers of a small catalogue. The catalogue is printed in four colours on uncoated paper, so we \
     need the vector files as well as the photographs in full resolution.\nIt goes to print on the third of December.";
pub(super) const ARABIC_NAME: &str = "أمل حدّاد";
pub(super) const ARABIC_TITLE: &str = "هوية المتحف ٢٠٢٦";
pub(super) const ARABIC_FILE: &str = "شعار المتحف، نسخة أفقية.svg";
pub(super) const ARABIC_TEXT: &str = "نحتاج إلى الشعار لطباعة ملصقات المعرض في الخريف.";

pub(super) fn plain_shell(base: &str) -> Shell {
    Shell {
        base: base.into(),
        lang: Language::default(),
        tongues: Some(Tongues { offered: Language::all().collect(), form: None }),
        site: "Ajar".into(),
        logo: None,
        brand: None,
        accent: None,
        identity: None,
        form_token: "sample-form-token".into(),
    }
}

pub(super) fn branded_shell(base: &str) -> Shell {
    Shell {
        brand: Some(Brand {
            name: "Haus Meridian".into(),
            href: format!("{base}/portals/haus-meridian"),
            logo: Some(picture(base, "wordmark-black", 640, 160, Ground::Checker)),
        }),
        accent: Accent::parse("#d9480f"),
        ..plain_shell(base)
    }
}

pub(super) fn arabic_shell(base: &str) -> Shell {
    Shell {
        lang: Language::parse("ar").unwrap_or_default(),
        brand: Some(Brand { name: ARABIC_TITLE.into(), href: format!("{base}/portals/a"), logo: None }),
        accent: Accent::parse("#ffd43b"),
        identity: Some(requester(base)),
        ..plain_shell(base)
    }
}

pub(super) fn requester(base: &str) -> Identity {
    Identity::Requester { mail: MAIL.into(), not_me_action: format!("{base}/not-me") }
}

pub(super) fn staff(base: &str) -> Identity {
    Identity::Staff { name: "Noor Lindqvist".into(), desk_href: format!("{base}/admin/") }
}

pub(super) fn desk_shell(base: &str, room: DeskRoom) -> DeskShell {
    DeskShell {
        base: base.into(),
        lang: Language::default(),
        site: "Ajar".into(),
        user: DeskUser { name: "Noor Lindqvist".into(), role: "Responsible".into() },
        room,
        pending: 12,
        sees_people: true,
        sees_settings: true,
        flash: None,
        undo: None,
        sign_out_action: format!("{base}/admin/sign-out"),
        form_token: "sample-form-token".into(),
    }
}

pub(super) fn undo(base: &str) -> Option<desk::Undo> {
    Some(desk::Undo {
        action: format!("{base}/admin/users/download-requests/undo"),
        stroke: 12,
        text: "1,204 requests approved. Their requesters are told by mail in ten seconds.".into(),
        seconds: 9,
    })
}

pub(super) fn flash(text: &str) -> Option<Flash> {
    Some(Flash { good: true, text: text.into() })
}

pub(super) fn when(text: &str) -> When {
    When { iso: "2026-11-21T09:12:00Z".into(), text: text.into() }
}

pub(super) fn crumbs(base: &str) -> Vec<Link> {
    vec![Link { href: format!("{base}/portals/haus-meridian"), text: "Haus Meridian".into() }]
}

fn picture(base: &str, name: &str, width: u32, height: u32, ground: Ground) -> Picture {
    Picture {
        src: format!("{base}/sample/{name}.svg"),
        srcset: String::new(),
        sizes: "",
        tone: (ground == Ground::Photo).then(|| "#8a8f86".into()),
        width,
        height,
        ground,
    }
}

/// One of six photographs; the sixth is a wide one.
pub(super) fn photo(base: &str, number: usize) -> Picture {
    const SIZES: [(u32, u32); 6] = [(900, 600), (600, 900), (800, 800), (1200, 675), (720, 900), (1600, 680)];
    let index = number.wrapping_sub(1) % SIZES.len();
    let (width, height) = SIZES[index];
    picture(base, &format!("photo-{}", index + 1), width, height, Ground::Photo)
}

fn pictured(picture: Picture) -> Thumb {
    Thumb { picture: Some(picture), icon: FileIcon::Image }
}

fn icon(icon: FileIcon) -> Thumb {
    Thumb { picture: None, icon }
}

/// Thirteen assets: marks, photographs, and a file of each kind that has no preview.
pub(super) fn cards(base: &str, access: Access) -> Vec<AssetCard> {
    let mark = |name, width, ground| pictured(picture(base, name, width, 400, ground));
    let all = [
        ("Wordmark, black", "SVG", 4_200, mark("wordmark-black", 1600, Ground::Checker)),
        ("Symbol, vermilion", "SVG", 1_900, mark("symbol", 400, Ground::Checker)),
        ("Wordmark, white", "PNG", 38_000, mark("wordmark-white", 1600, Ground::Dark)),
        ("Letterhead", "PDF", 412_000, pictured(picture(base, "page", 424, 600, Ground::Plain))),
        ("Hall of maps at dawn", "JPEG", 8_400_000, pictured(photo(base, 1))),
        ("Staircase", "JPEG", 7_100_000, pictured(photo(base, 2))),
        ("The globe", "JPEG", 5_900_000, pictured(photo(base, 3))),
        ("Façade, evening", "JPEG", 9_800_000, pictured(photo(base, 4))),
        ("Press release, autumn", "DOCX", 48_000, icon(FileIcon::Document)),
        ("Guidelines", "PDF", 6_200_000, icon(FileIcon::Pdf)),
        ("Film, 30 seconds", "MP4", 84_000_000, icon(FileIcon::Video)),
        ("Meridian Grotesk", "OTF", 180_000, icon(FileIcon::Font)),
        ("Visitors by year", "CSV", 950, icon(FileIcon::Table)),
        ("Sound of the hall", "WAV", 24_000_000, icon(FileIcon::Audio)),
        ("Everything, sorted", "ZIP", 148_000_000, icon(FileIcon::Archive)),
        ("Tokens", "JSON", 2_100, icon(FileIcon::Code)),
        ("Plate", "AI", 990_000, icon(FileIcon::Image)),
        ("Unknown", "BIN", 0, icon(FileIcon::Generic)),
    ];
    (1..)
        .zip(all)
        .map(|(id, (title, kind, bytes, thumb))| AssetCard {
            id,
            title: title.into(),
            kind: kind.into(),
            size: Language::default().size(bytes),
            bytes,
            thumb,
            access,
        })
        .collect()
}

pub(super) fn sections(base: &str, access: Access) -> Vec<Section> {
    let mut cards = cards(base, access).into_iter();
    let mut id = 0;
    let mut section = |title: &str, text: &[&str], count| Section {
        id: {
            id += 1;
            id
        },
        title: title.into(),
        text: text.iter().map(|text| (*text).into()).collect(),
        assets: cards.by_ref().take(count).collect(),
    };
    vec![
        section("Marks", &["Use the black wordmark wherever you can, the white one on dark photographs."], 4),
        section("Photographs", &["All by Ines Aurora Tamm, 2026. Please name her."], 4),
        section("Documents and more", &[], usize::MAX),
    ]
}

pub(super) fn asked(base: &str, count: usize) -> Vec<AskedAsset> {
    let asked = |card: AssetCard| AskedAsset {
        id: card.id,
        title: card.title,
        kind: card.kind,
        size: card.size,
        thumb: card.thumb,
    };
    cards(base, Access::Request).into_iter().skip(2).take(count).map(asked).collect()
}

pub(super) fn files(base: &str, count: usize) -> Vec<FileLine> {
    let line = |asset: AskedAsset| FileLine {
        id: asset.id,
        bytes: 38_000,
        formats: if asset.id % 2 == 0 { formats(base) } else { Vec::new() },
        href: format!("{base}/kits/identity/assets/{}/download", asset.id),
        title: asset.title,
        kind: asset.kind,
        size: asset.size,
        thumb: asset.thumb,
    };
    asked(base, count).into_iter().map(line).collect()
}

pub(super) fn zip(base: &str, count: usize) -> Option<ZipOffer> {
    let href = format!("{base}/kits/identity/download");
    (count > 1).then(|| ZipOffer { href, files: count as u64, size: "24 MB".into() })
}

pub(super) fn status_items(base: &str, status: Status, count: usize) -> Vec<StatusItem> {
    let item = |asset: AskedAsset| StatusItem {
        title: asset.title,
        kind: asset.kind,
        size: asset.size,
        thumb: asset.thumb,
        status: if status == Status::PartiallyApproved { Status::Approved } else { status },
        message: None,
    };
    asked(base, count).into_iter().map(item).collect()
}

pub(super) fn anchors() -> Vec<Link> {
    let titles = ["Marks", "Photographs", "Documents and more"];
    (1..).zip(titles).map(|(id, title)| Link { href: format!("#section-{id}"), text: title.into() }).collect()
}

pub(super) fn finder(base: &str, q: &str) -> Finder {
    let kind = |word, label, count| KindChoice {
        word,
        label,
        count,
        href: format!("{base}/kits/identity?type={word}"),
        current: word.is_empty(),
    };
    Finder {
        action: format!("{base}/kits/identity"),
        place: "Identity 2026".into(),
        q: q.into(),
        kinds: vec![
            kind("", "find-type-all", 21),
            kind("image", "find-type-image", 8),
            kind("document", "find-type-document", 12),
            kind("other", "find-type-other", 1),
        ],
        found: (!q.is_empty()).then_some(0),
    }
}

pub(super) fn stretch(base: &str) -> Stretch {
    let page = |number: u32| Some(format!("{base}/kits/identity?page={number}"));
    Stretch { from: 61, to: 120, total: 5_000, first: page(1), next: page(3) }
}

pub(super) fn formats(base: &str) -> Vec<Format> {
    let format = |name, width: u32| Format {
        href: format!("{base}/kits/identity/assets/5/download?format=png&width={width}"),
        name,
        width,
        height: width * 2 / 3,
    };
    vec![format("JPEG", 1920), format("PNG", 1920), format("WebP", 1280)]
}

pub(super) fn questions() -> Vec<QuestionField> {
    let question = |field: &str, label: &str, required, input| QuestionField {
        field: format!("answer-{field}"),
        label: label.into(),
        hint: if required { String::new() } else { "A word is enough.".into() },
        required,
        input,
    };
    let options = vec!["Print".into(), "Web".into(), ARABIC_TITLE.into()];
    vec![
        question("circulation", "Circulation", true, Input::Text { value: String::new() }),
        question("medium", "Medium", true, Input::Choice { options, value: "Web".into() }),
        question("context", "In which context?", false, Input::LongText { value: LONG_TEXT.into() }),
        question("day", "Day of publication", false, Input::Date { value: "2026-12-03".into() }),
        question("copy", "You will get a copy from us", false, Input::Checkbox { checked: true }),
    ]
}

pub(super) fn terms() -> Vec<TermsField> {
    vec![TermsField {
        field: "terms-1".into(),
        id: 1,
        title: "Terms of use".into(),
        text: vec![LONG_TEXT.into(), INTRODUCTION.into()],
        accepted: false,
    }]
}

pub(super) fn answers() -> Vec<Answered> {
    let answered = |label: &str, value: &str| Answered { label: label.into(), value: value.into() };
    vec![answered("Circulation", "12,000"), answered("Medium", ARABIC_TITLE), answered("Context", LONG_TEXT)]
}

pub(super) fn kit_cards(base: &str, count: usize) -> Vec<PlaceCard> {
    let cards = cards(base, Access::Request);
    let titles = ["Identity 2026", "Photographs", "Press pack", ARABIC_TITLE, LONG_TITLE, "Data", "Nothing yet"];
    let first = [0, 4, 8, 2, 6, 12, 0];
    titles
        .iter()
        .zip(first)
        .take(count)
        .map(|(title, first)| PlaceCard {
            href: format!("{base}/portals/haus-meridian/kits/identity"),
            title: (*title).into(),
            text: "Marks, colours and typefaces, with the rules for using them.".into(),
            assets: Some(if *title == "Nothing yet" { 0 } else { 21 }),
            mosaic: match *title {
                "Nothing yet" => Vec::new(),
                _ => cards.iter().skip(first).take(3).map(|card| card.thumb.clone()).collect(),
            },
            lock: match *title {
                "Press pack" => Some(Lock::Password),
                "Data" => Some(Lock::Private),
                _ => None,
            },
        })
        .collect()
}

pub(super) fn portal_cards(base: &str) -> Vec<PlaceCard> {
    let card = |title: &str, number| PlaceCard {
        href: format!("{base}/portals/haus-meridian"),
        title: title.into(),
        text: INTRODUCTION.into(),
        assets: None,
        mosaic: vec![pictured(photo(base, number))],
        lock: None,
    };
    vec![card("Haus Meridian", 6), card("Planetarium", 4)]
}

fn person(name: &str, mail: &str) -> Person {
    Person { name: name.into(), mail: mail.into(), mailto: words::mailto(mail, "Your download request") }
}

pub(super) fn case(base: &str, status: Status, count: usize) -> Case {
    let item = |asset: AskedAsset| CaseItem {
        id: asset.id,
        title: asset.title,
        kind: asset.kind,
        size: asset.size,
        thumb: asset.thumb,
        status,
        decidable: status.is_pending(),
        requests_href: None,
        note: None,
    };
    Case {
        person: person("Amal Haddad", MAIL),
        place: Some(Link { href: format!("{base}/kits/identity"), text: "Identity 2026".into() }),
        items: asked(base, count).into_iter().map(item).collect(),
        reason: "For the press release on the autumn exhibition.".into(),
        answers: answers(),
        words: Vec::new(),
        asked: when("21 November 2026, 09:12"),
        status,
    }
}

pub(super) fn long_case(base: &str) -> Case {
    let mut case =
        Case { person: person(LONG_MAIL, LONG_MAIL), reason: LONG_TEXT.into(), ..case(base, Status::Pending, 14) };
    for item in &mut case.items {
        item.title = LONG_FILE.into();
    }
    case
}

pub(super) fn arabic_case(base: &str) -> Case {
    Case {
        person: person(ARABIC_NAME, MAIL),
        reason: ARABIC_TEXT.into(),
        place: Some(Link { href: format!("{base}/kits/identity"), text: ARABIC_TITLE.into() }),
        ..case(base, Status::Pending, 2)
    }
}

pub(super) fn replies() -> Vec<desk::ReplyChoice> {
    let reply =
        |id: &str, title: &str, text: &str| desk::ReplyChoice { id: id.into(), title: title.into(), text: text.into() };
    vec![reply("1", "With pleasure", "With pleasure. Please name the photographer."), reply("2", LONG_TITLE, LONG_TEXT)]
}

pub(super) fn decision_form(base: &str) -> DecisionForm {
    DecisionForm {
        action: format!("{base}/admin/users/download-requests/4711/decision"),
        message: String::new(),
        expires_at: String::new(),
        period: "30".into(),
        earliest: "2026-11-22".into(),
        replies: replies(),
        reply: String::new(),
        ticked: vec![4],
        errors: Vec::new(),
    }
}

pub(super) fn rows(base: &str, status: Status, count: usize) -> Vec<RequestRow> {
    let people = [
        ("Amal Haddad", MAIL, "For the press release on the autumn exhibition.", "4 minutes ago"),
        (ARABIC_NAME, "a.h@example.org", ARABIC_TEXT, "26 minutes ago"),
        ("Bola Okafor", "b.okafor@example.com", "", "2 hours ago"),
        (LONG_MAIL, LONG_MAIL, LONG_TEXT, "yesterday"),
        ("Li Wei", "li.wei@example.com", "Catalogue of the travelling exhibition", "3 days ago"),
    ];
    let cards = cards(base, Access::Request);
    (0..count)
        .zip(people.iter().cycle())
        .map(|(index, (who, mail, reason, ago))| {
            let thumbs: Vec<Thumb> =
                cards.iter().skip(index * 2 % 14).take(index % 4).map(|card| card.thumb.clone()).collect();
            RequestRow {
                id: index as i64 + 1,
                href: format!("{base}/admin/users/download-requests/{}", index + 1),
                who: (*who).into(),
                mail: (*mail).into(),
                what: match index % 4 {
                    0 => "Everything".into(),
                    1 => LONG_FILE.into(),
                    count => words::files(&(count as u64)),
                },
                thumbs,
                reason: (*reason).into(),
                place: if index == 2 { String::new() } else { "Identity 2026".into() },
                asked: when(ago),
                status,
            }
        })
        .collect()
}
