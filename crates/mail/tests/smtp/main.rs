//! The SMTP transport against a listener that misbehaves in all the usual ways.

#![expect(clippy::disallowed_methods, reason = "a stopwatch")]

mod listener;

use std::{
    error::Error,
    time::{Duration, Instant, SystemTime},
};

use listener::{Fate, Listener, Manners};
use mail::{
    Address, Language, Message, MessageId, SendError, Transport,
    letters::{Letter, RequestToReview},
};
use mail_parser::MessageParser;

fn message(id: &str) -> Message {
    let (_, letter) = RequestToReview::samples().remove(2);
    Message::new(
        letter.render(Language::default()).unwrap(),
        MessageId::parse(&format!("{id}@desk.example.org")).unwrap(),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_270_000),
        Address::new("desk@acme.example").named("Nordlicht Müseum"),
        Address::new("jonas@acme.example").named("Jonas Weber"),
    )
}

fn transport(listener: &Listener) -> Transport {
    Transport::from_url(&listener.url()).unwrap()
}

fn whole_chain(error: &SendError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    text
}

#[tokio::test]
async fn a_mail_arrives_whole_with_both_its_parts_and_its_words() {
    let listener = Listener::new([]).await;
    let sent = message("a");
    transport(&listener).send(&sent).await.unwrap();

    let taken = listener.taken().remove(0);
    assert!(taken.from.starts_with("MAIL FROM:<desk@acme.example>"));
    assert_eq!(taken.to, ["RCPT TO:<jonas@acme.example>"]);
    // lettre ends every mail with one more line break, which means nothing.
    assert_eq!(taken.data.trim_ascii_end(), sent.to_bytes().unwrap().trim_ascii_end());
    let parsed = MessageParser::default().parse(&taken.data).unwrap();
    assert_eq!(parsed.subject(), Some(sent.subject.as_str()));
    assert!(parsed.subject().unwrap().contains("ليلى حداد"));
    let text = parsed.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), sent.text.trim_end());
    let html = parsed.body_html(0).unwrap().replace("\r\n", "\n");
    assert_eq!(html.trim_end(), sent.html.trim_end());
    assert_eq!(parsed.message_id(), Some("a@desk.example.org"));
    assert_eq!(parsed.from().unwrap().first().unwrap().name(), Some("Nordlicht Müseum"));
}

#[tokio::test]
async fn lines_that_begin_with_a_dot_are_stuffed_and_end_nothing() {
    let listener = Listener::new([]).await;
    let mut sent = message("dots");
    sent.text = ".\n..\n.leading\nQUIT\n.\nend\n".into();
    sent.html = "<pre>\n.\n.x\n</pre>".into();
    transport(&listener).send(&sent).await.unwrap();

    let taken = listener.taken().remove(0);
    // lettre ends every mail with one more line break, which means nothing.
    assert_eq!(taken.data.trim_ascii_end(), sent.to_bytes().unwrap().trim_ascii_end());
    let wire = String::from_utf8(taken.wire).unwrap();
    assert!(wire.contains("\r\n..\r\n...\r\n..leading\r\n"), "{wire}");
    assert!(!listener.commands().contains(&"..\n".to_owned()));
    let parsed = MessageParser::default().parse(&taken.data).unwrap();
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), sent.text.trim_end());
}

#[tokio::test]
async fn no_line_on_the_wire_is_longer_than_998_bytes() {
    let listener = Listener::new([]).await;
    let mut sent = message("long");
    sent.subject = "ü".repeat(3_000);
    sent.text = "x".repeat(50_000);
    sent.html = format!("<p>{}</p>", "ü".repeat(50_000));
    transport(&listener).send(&sent).await.unwrap();
    let taken = listener.taken().remove(0);
    let longest = taken.wire.split(|&b| b == b'\n').map(<[u8]>::len).max();
    assert!(longest <= Some(999), "{longest:?}");
}

#[tokio::test]
async fn a_deferred_mail_is_not_lost_and_a_refused_one_is() {
    for deferring in [
        Fate::AtRecipient("451 4.7.1 greylisted, come again"),
        Fate::AfterData("451 4.3.0 full of work"),
        Fate::AtRecipient("421 4.3.2 closing down"),
    ] {
        let listener = Listener::new([deferring]).await;
        let transport = transport(&listener);
        let error = transport.send(&message("a")).await.unwrap_err();
        assert!(matches!(error, SendError::Deferred { .. }), "{error:?}");
        assert!(!error.is_permanent());
        assert!(listener.taken().is_empty());
        transport.send(&message("a")).await.unwrap();
        assert_eq!(listener.taken().len(), 1);
    }
    for refusing in [
        Fate::AtRecipient("550 5.1.1 <jonas@acme.example> unknown"),
        Fate::AfterData("554 5.7.1 <jonas@acme.example> not wanted"),
    ] {
        let listener = Listener::new([refusing]).await;
        let error = transport(&listener).send(&message("a")).await.unwrap_err();
        assert!(matches!(error, SendError::Refused { .. }), "{error:?}");
        assert!(error.is_permanent());
        // The log gets the code; who may see the address asks for the answer.
        assert!(!error.to_string().contains("jonas"), "{error}");
        assert!(error.answer().unwrap().contains("<jonas@acme.example>"));
    }
}

#[tokio::test]
async fn a_line_cut_after_the_250_does_not_hurt_the_next_mail() {
    let listener = Listener::new([Fate::AcceptAndHangUp]).await;
    let transport = transport(&listener);
    transport.send(&message("a")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    transport.send(&message("b")).await.unwrap();
    assert_eq!(listener.taken().len(), 2);
}

#[tokio::test]
async fn a_line_cut_before_the_250_is_transient_and_the_repeat_is_the_same_mail() {
    let listener = Listener::new([Fate::HangUpAfterData]).await;
    let transport = transport(&listener);
    let error = transport.send(&message("a")).await.unwrap_err();
    assert!(!error.is_permanent(), "{error:?}");
    transport.send(&message("a")).await.unwrap();
    let taken = listener.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].data, taken[1].data);
}

#[tokio::test]
async fn mails_share_a_connection() {
    let listener = Listener::new([]).await;
    let transport = transport(&listener);
    for id in ["a", "b", "c", "d"] {
        transport.send(&message(id)).await.unwrap();
        // The connection goes back to the pool in a task of its own.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(listener.taken().len(), 4);
    assert_eq!(listener.connections(), 1);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_and_its_late_word_is_not_the_next_mails() {
    let late = Fate::AnswerLate(Duration::from_millis(600));
    let refused = Fate::AfterData("550 no");
    let listener = Listener::new([late, refused]).await;
    let transport = transport(&listener).with_timeout(Duration::from_millis(250));
    let started = Instant::now();
    let error = transport.send(&message("a")).await.unwrap_err();
    assert!(matches!(error, SendError::TimedOut(_)), "{error:?}");
    assert!(!error.is_permanent());
    assert!(started.elapsed() < Duration::from_secs(3));
    // The late 250 arrives while this one waits; it must read its own 550.
    tokio::time::sleep(Duration::from_millis(250)).await;
    let error = transport.send(&message("b")).await.unwrap_err();
    assert!(matches!(error, SendError::Refused { code: 550, .. }), "{error:?}");
    assert_eq!(listener.connections(), 2);
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_cut_the_mail_short() {
    let listener = Listener::new([]).await;
    let transport = transport(&listener);
    let (first, second) = (message("a"), message("b"));
    {
        let sending = transport.send(&first);
        // Polled once and dropped.
        let _ = tokio::time::timeout(Duration::ZERO, sending).await;
    }
    transport.send(&second).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(listener.taken().len(), 2);
}

#[tokio::test]
async fn no_server_is_transient_and_names_the_setting() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let transport = Transport::from_url(&format!("smtp://{address}")).unwrap();
    let error = transport.send(&message("a")).await.unwrap_err();
    assert!(matches!(error, SendError::Unreachable { .. }), "{error:?}");
    assert!(!error.is_permanent());
    assert!(error.to_string().contains("AJAR_SMTP_URL"), "{error}");
    assert!(error.to_string().contains(&address.to_string()), "{error}");
}

#[tokio::test]
async fn a_wrong_password_loses_no_mail_and_is_told_to_nobody() {
    let manners = Manners { auth: Some("535 5.7.8 authentication failed"), ..Manners::default() };
    let listener = Listener::with(manners, []).await;
    let url = format!("smtp://desk:s3cr%23t@{}", listener.address);
    let transport = Transport::from_url(&url).unwrap();
    let error = transport.send(&message("a")).await.unwrap_err();
    assert!(matches!(error, SendError::Unwelcome { code: 535, .. }), "{error:?}");
    assert!(!error.is_permanent());
    assert!(error.to_string().contains("AJAR_SMTP_URL"));
    let told = format!("{} {transport} {transport:?}", whole_chain(&error));
    assert!(!told.contains("s3cr"), "{told}");
}

#[tokio::test]
async fn a_right_password_is_percent_decoded() {
    let manners = Manners { auth: Some("235 welcome"), ..Manners::default() };
    let listener = Listener::with(manners, []).await;
    let url = format!("smtp://desk%40x:s3cr%23t@{}", listener.address);
    Transport::from_url(&url).unwrap().send(&message("a")).await.unwrap();
    // \0desk@x\0s3cr#t in base64.
    assert!(listener.commands().contains(&"AUTH PLAIN AGRlc2tAeABzM2NyI3Q=".to_owned()), "{:?}", listener.commands());
}

#[tokio::test]
async fn without_starttls_nothing_is_sent_where_it_was_demanded() {
    let manners = Manners { auth: Some("235 welcome"), starttls: false };
    let listener = Listener::with(manners, []).await;
    let url = format!("smtp+starttls://desk:secret@{}", listener.address);
    let error = Transport::from_url(&url).unwrap().send(&message("a")).await.unwrap_err();
    assert!(!error.is_permanent(), "{error:?}");
    let commands = listener.commands();
    assert!(!commands.iter().any(|line| line.starts_with("AUTH")), "{commands:?}");
    assert!(!commands.iter().any(|line| line.starts_with("MAIL")), "{commands:?}");
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_where_encryption_was_demanded() {
    let manners = Manners { auth: Some("235 welcome"), starttls: true };
    let listener = Listener::with(manners, []).await;
    let url = format!("smtp+starttls://desk:secret@localhost:{}", listener.address.port());
    let error = Transport::from_url(&url).unwrap().send(&message("a")).await.unwrap_err();
    assert!(matches!(error, SendError::Unreachable { .. }), "{error:?}");
    let commands = listener.commands();
    assert!(commands.contains(&"STARTTLS".to_owned()), "{commands:?}");
    assert!(!commands.iter().any(|line| line.starts_with("AUTH")), "{commands:?}");
}

#[tokio::test]
async fn a_certificate_of_an_authority_that_was_named_is_trusted_for_its_own_host_only() {
    let manners = Manners { auth: Some("235 welcome"), starttls: true };
    let listener = Listener::with(manners, []).await;
    let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smtp/authority.pem");
    let port = listener.address.port();
    for scheme in ["smtp+starttls", "smtp"] {
        let url = format!("{scheme}://desk:secret@localhost:{port}?ca={ca}");
        let transport = Transport::from_url(&url).unwrap();
        transport.send(&message("a")).await.unwrap();
    }
    assert_eq!(listener.taken().len(), 2);
    assert!(listener.taken().iter().all(|mail| mail.encrypted));

    let url = format!("smtp+starttls://desk:secret@0.0.0.0:{port}?ca={ca}");
    let error = Transport::from_url(&url).unwrap().send(&message("a")).await.unwrap_err();
    assert!(matches!(error, SendError::Unreachable { .. }), "{error:?}");
    assert_eq!(listener.taken().len(), 2);
}

#[tokio::test]
async fn a_server_elsewhere_that_offers_encryption_gets_it_whoever_vouches() {
    let manners = Manners { starttls: true, ..Manners::default() };
    let listener = Listener::with(manners, []).await;
    // 0.0.0.0 leads to this machine and is none of the names that mean it.
    let url = format!("smtp://0.0.0.0:{}", listener.address.port());
    Transport::from_url(&url).unwrap().send(&message("a")).await.unwrap();
    assert!(listener.taken()[0].encrypted);
}

#[test]
fn a_transport_may_be_dropped_outside_of_a_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let transport = runtime.block_on(async {
        let listener = Listener::new([]).await;
        let transport = transport(&listener);
        transport.send(&message("a")).await.unwrap();
        transport
    });
    drop(transport.clone());
    drop(runtime);
    drop(transport);
}
