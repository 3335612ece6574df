//! A message as bytes, read back by another library.

use std::time::{Duration, SystemTime};

use mail::{
    Address, Language, Line, Message, MessageError, MessageId,
    letters::{Rendered, gallery},
};
use mail_parser::{HeaderValue, MessageParser};

fn message() -> Message {
    Message::new(
        Rendered {
            subject: "Under review: Press kit".into(),
            text: "Hello\n".into(),
            html: "<p>Hello</p>".into(),
            language: Language::default(),
        },
        MessageId::parse("outbox-17.3f2a@desk.example.org").unwrap(),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_270_000),
        Address::new("desk@acme.example").named("Acme"),
        Address::new("mara@x.example"),
    )
}

fn header_names(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let head = text.split_once("\r\n\r\n").unwrap().0;
    head.split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(':').unwrap().0.to_owned())
        .collect()
}

#[test]
fn a_message_has_exactly_these_headers_and_no_reply_to() {
    let bytes = message().to_bytes().unwrap();
    let mut names = header_names(&bytes);
    names.sort();
    assert_eq!(
        names,
        [
            "Auto-Submitted",
            "Content-Language",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
            "X-Auto-Response-Suppress",
        ]
    );
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\r\nAuto-Submitted: auto-generated\r\n"), "{text}");
    assert!(text.contains("\r\nX-Auto-Response-Suppress: All\r\n"));
    assert!(text.contains("Message-ID: <outbox-17.3f2a@desk.example.org>\r\n"));
    assert!(text.contains("\r\nContent-Language: en\r\n"));
    assert!(text.contains("multipart/alternative"));
}

#[test]
fn a_message_of_a_person_does_not_claim_to_be_automatic() {
    let mut message = message();
    message.auto_submitted = false;
    let names = header_names(&message.to_bytes().unwrap());
    assert!(!names.iter().any(|name| name.contains("Auto")));
}

#[test]
fn the_same_message_gives_the_same_bytes() {
    assert_eq!(message().to_bytes(), message().to_bytes());
}

#[test]
fn no_name_and_no_subject_can_add_a_header() {
    let expected = header_names(&message().to_bytes().unwrap());
    for attack in [
        "x\r\nBcc: all@evil.example",
        "x\nBcc: all@evil.example",
        "x\rBcc: all@evil.example",
        "x\r\n\r\n<script>",
        "x\r\n Bcc: folded@evil.example",
        "x\u{2028}Bcc: y\u{85}Bcc: z\0",
        "\"x\" <all@evil.example>, y",
        "=?utf-8?q?x=0D=0ABcc:_all@evil.example?=",
        "ü\r\nBcc: all@evil.example",
    ] {
        let mut message = message();
        message.subject = attack.to_owned();
        message.to.name = Some(Line::from(attack));
        message.from.name = Some(Line::from(attack));
        let bytes = message.to_bytes().unwrap();
        assert_eq!(header_names(&bytes), expected, "{attack:?}");
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        assert!(parsed.bcc().is_none(), "{attack:?}");
        let to: Vec<_> = parsed.to().unwrap().iter().collect();
        assert_eq!(to.len(), 1, "{attack:?}");
        assert_eq!(to[0].address(), Some("mara@x.example"), "{attack:?}");
        let from: Vec<_> = parsed.from().unwrap().iter().collect();
        assert_eq!(from.len(), 1, "{attack:?}");
        assert_eq!(from[0].address(), Some("desk@acme.example"), "{attack:?}");
    }
}

#[test]
fn subjects_and_names_of_all_scripts_come_back_as_they_went() {
    for words in [
        "Ünïcödé – „Façade“ & Töchter",
        "ليلى حداد تطلب الشعار",
        "👩‍🎨🌿 emoji",
        "夕暮れの写真を三枚お願いします、来週の金曜日まで",
        "plain, with: every; \"mark\" (there) is <here> \\",
        "a long subject of many words that has to be folded because it is far longer than one line",
        "Ein langer Betreff mit Umlauten: äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü",
        "O'Brien, Mary-Anne (Ms.)",
    ] {
        let mut message = message();
        message.subject = words.to_owned();
        message.to.name = Some(words.into());
        let bytes = message.to_bytes().unwrap();
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(parsed.subject(), Some(words));
        assert_eq!(parsed.to().unwrap().first().unwrap().name(), Some(words));
    }
}

#[test]
fn both_parts_come_back_as_they_went_text_first() {
    let mut message = message();
    message.text = "Ünïcödé ليلى 🌿\n.\n..\n.leading dot\nFrom here\n-- \n= = =3D\n".into();
    message.html = "<p>ليلى &amp; 🌿</p>\n.\n<p>From</p>".into();
    let bytes = message.to_bytes().unwrap();
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.text_bodies().count(), 1);
    let text = parsed.body_text(0).unwrap().replace("\r\n", "\n");
    let html = parsed.body_html(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), message.text.trim_end());
    assert_eq!(html.trim_end(), message.html);
    let raw = String::from_utf8(bytes.clone()).unwrap();
    assert!(raw.find("text/plain").unwrap() < raw.find("text/html").unwrap());
}

#[test]
fn no_line_is_longer_than_998_bytes_and_every_line_ends_in_crlf() {
    let mut message = message();
    message.subject = "s".repeat(5_000);
    message.to.name = Some(Line::from("n".repeat(5_000)));
    message.text = format!("{}\n{}\n", "t".repeat(5_000), "ü".repeat(5_000));
    message.html = format!("<p>{}</p>", "h".repeat(120_000));
    assert_short_lines(&message.to_bytes().unwrap());
    for specimen in Language::all().flat_map(|language| gallery(language).unwrap()) {
        assert_short_lines(&carrying(specimen.rendered).to_bytes().unwrap());
    }
}

#[test]
fn every_letter_comes_back_as_it_went_in_every_language() {
    for specimen in Language::all().flat_map(|language| gallery(language).unwrap()) {
        let sent = carrying(specimen.rendered);
        let bytes = sent.to_bytes().unwrap();
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let tag = sent.language.tag();
        assert_eq!(parsed.subject(), Some(sent.subject.as_str()), "{tag}");
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), sent.text.trim_end());
        assert_eq!(parsed.body_html(0).unwrap().replace("\r\n", "\n").trim_end(), sent.html.trim_end());
        assert!(String::from_utf8(bytes.clone()).unwrap().contains(&format!("\r\nContent-Language: {tag}\r\n")));
    }
}

fn carrying(letter: Rendered) -> Message {
    let Rendered { subject, text, html, language } = letter;
    Message { subject, text, html, language, ..message() }
}

fn assert_short_lines(bytes: &[u8]) {
    assert!(bytes.is_ascii(), "not every server on the way speaks 8BITMIME");
    for line in bytes.split(|&b| b == b'\n') {
        if !line.is_empty() {
            assert_eq!(line.last(), Some(&b'\r'));
        }
        assert!(line.len() <= 999, "{}", line.len());
        assert!(!line[..line.len().saturating_sub(1)].contains(&b'\r'));
    }
}

#[test]
fn an_international_domain_is_written_in_punycode() {
    let mut message = message();
    message.to.mail = "info@münchen.example".into();
    let bytes = message.to_bytes().unwrap();
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("info@xn--mnchen-3ya.example"));
}

#[test]
fn an_address_that_cannot_be_written_to_is_an_error_of_its_own() {
    let to = |mail: &str| {
        let mut message = message();
        message.to.mail = mail.into();
        message.to_bytes().unwrap_err()
    };
    assert_eq!(to("jürgen@x.example"), MessageError::LocalPartNotAscii);
    assert_eq!(to("a@b@"), MessageError::Recipient);
    assert_eq!(to("a@x.example\r\nBcc: b@x.example"), MessageError::Recipient);
    let mut message = message();
    message.from.mail = "nobody".into();
    assert_eq!(message.to_bytes(), Err(MessageError::Sender));
}

#[test]
fn an_address_of_254_characters_is_written_to() {
    let domain = format!("{}.{}.{}.example", "a".repeat(60), "b".repeat(60), "c".repeat(56));
    let mail = format!("{}@{domain}", "l".repeat(64));
    assert!(mail.len() <= 254 && mail.len() >= 245, "{}", mail.len());
    let mut message = message();
    message.to.mail = mail.clone();
    let bytes = message.to_bytes().unwrap();
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let to = parsed.to().unwrap().first().unwrap().address().map(str::to_owned);
    assert_eq!(to, Some(mail));
}

#[test]
fn the_date_is_the_callers() {
    let bytes = message().to_bytes().unwrap();
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.date().unwrap().to_timestamp(), 1_795_270_000);
    assert!(matches!(
        parsed.header("Auto-Submitted"),
        Some(HeaderValue::Text(value)) if value == "auto-generated"
    ));
}

#[test]
fn the_boundary_stands_in_neither_part_even_where_somebody_guessed_it() {
    let mut message = message();
    let plain = String::from_utf8(message.to_bytes().unwrap()).unwrap();
    let boundary = plain.split_once("boundary=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    message.text = format!("before\n--{boundary}--\nafter\n");
    let bytes = message.to_bytes().unwrap();
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert!(parsed.body_text(0).unwrap().contains("after"));
    assert_eq!(parsed.body_html(0).unwrap().trim_end(), message.html);
}
