//! The setting, the folder and the mailbox.

use std::time::{Duration, SystemTime};

use mail::{
    Address, Language, Mailbox, Message, MessageId, SendError, Transport, Trouble,
    letters::{FreshLink, Letter, Rendered},
};

fn message(id: &str, subject: &str) -> Message {
    let letter = FreshLink::samples().remove(0).1.render(Language::default()).unwrap();
    Message::new(
        Rendered { subject: subject.into(), language: Language::default(), ..letter },
        MessageId::parse(&format!("{id}@desk.example.org")).unwrap(),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_270_000),
        Address::new("desk@acme.example"),
        Address::new("Mara@x.example"),
    )
}

#[test]
fn a_url_says_where_mails_go_and_how_well_that_is_guarded() {
    for (url, told) in [
        ("smtps://u:p@mail.example.org", "mail.example.org:465 (TLS)"),
        ("smtp+starttls://u:p@mail.example.org", "mail.example.org:587 (STARTTLS)"),
        ("smtp+starttls://mail.example.org:2525", "mail.example.org:2525 (STARTTLS)"),
        ("smtp://u:p@mail.example.org", "mail.example.org:587 (STARTTLS)"),
        ("smtp://u:p@mail.example.org?tls=off", "mail.example.org:25 (unencrypted)"),
        ("smtp://mail.example.org/", "mail.example.org:25 (encrypted where the server offers it)"),
        ("smtp://localhost:1025", "localhost:1025 (unencrypted)"),
        ("smtp://u:p@127.0.0.1", "127.0.0.1:25 (unencrypted)"),
        ("smtp://u:p@[::1]:1025", "::1:1025 (unencrypted)"),
        ("smtps://münchen.example", "xn--mnchen-3ya.example:465 (TLS)"),
        (" smtps://mail.example.org\n", "mail.example.org:465 (TLS)"),
    ] {
        let transport = Transport::from_url(url).unwrap();
        assert_eq!(transport.to_string(), format!("the mail server {told}"), "{url}");
    }
    for (url, told) in [
        ("file:/var/lib/ajar/mail", "/var/lib/ajar/mail"),
        ("file:///var/lib/ajar/mail", "/var/lib/ajar/mail"),
        ("file:out/mail", "out/mail"),
        ("file:with%20space", "with space"),
    ] {
        let transport = Transport::from_url(url).unwrap();
        assert_eq!(transport.to_string(), format!("the folder {told}"), "{url}");
    }
}

#[test]
fn a_wrong_url_names_the_setting_and_never_the_password() {
    for url in [
        "",
        "mail.example.org",
        "mail.example.org:25",
        "http://u:hunter2@mail.example.org",
        "smtp://u:hunter2@",
        "smtps://u:hunter2@mail.example.org/inbox",
        "smtps://u:hunter2@mail.example.org?tls=off",
        "smtp://u:hunter2@mail.example.org?tls=on",
        "smtp://u:hunt?er2@mail.example.org",
        "smtp://u:hunt#er2@mail.example.org",
        "smtp://u:hunt/er2@mail.example.org",
        "smtp://:hunter2@mail.example.org",
        "smtp://hunter2@mail.example.org",
        "smtp://u:%ff@mail.example.org",
        "smtp://u:hunter2@mail.example.org:99999",
        "smtp://u:hunter2@ex ample",
        "smtps://u:hunter2@mail.example.org?ca=",
        "smtps://u:hunter2@mail.example.org?ca=/nowhere/authority.pem",
        "smtps://u:hunter2@mail.example.org?ca=Cargo.toml",
        "smtp://u:hunter2@mail.example.org?tls=off&ca=tests/smtp/authority.pem",
        "file:",
        "file://host/path",
    ] {
        let error = Transport::from_url(url).unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(told.contains("AJAR_SMTP_URL: "), "{url}: {told}");
        assert!(!told.contains("hunt") && !told.contains("er2"), "{url}: {told}");
    }
}

#[tokio::test]
async fn the_folder_holds_one_whole_file_for_each_message_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/on/demand");
    let transport = Transport::from_url(&format!("file:{}", path.display())).unwrap();
    transport.send(&message("a", "first")).await.unwrap();
    transport.send(&message("b", "other")).await.unwrap();
    transport.send(&message("a", "repeat")).await.unwrap();

    let mut files: Vec<_> =
        std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert_eq!(files, ["a@desk.example.org.eml", "b@desk.example.org.eml"]);
    let repeat = std::fs::read(path.join("a@desk.example.org.eml")).unwrap();
    assert_eq!(repeat, message("a", "repeat").to_bytes().unwrap());
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_with_private_links_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::folder(folder.path());
    transport.send(&message("a", "first")).await.unwrap();
    let file = folder.path().join("a@desk.example.org.eml");
    let mode = std::fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_transient_and_names_the_setting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let error = Transport::folder(&file).send(&message("a", "x")).await.unwrap_err();
    assert!(matches!(error, SendError::Folder(_)), "{error:?}");
    assert!(!error.is_permanent());
    assert!(error.to_string().contains("AJAR_SMTP_URL"));
}

#[tokio::test]
async fn the_mailbox_can_be_read_through_any_clone() {
    let mailbox = Mailbox::new();
    let transport = Transport::mailbox(mailbox.clone());
    assert!(mailbox.is_empty());
    transport.send(&message("a", "first")).await.unwrap();
    transport.clone().send(&message("b", "second")).await.unwrap();

    assert_eq!(mailbox.len(), 2);
    let mail = mailbox.last().unwrap();
    assert_eq!(mail.message.subject, "second");
    assert!(mail.message.text.contains("Here is your link"));
    assert_eq!(mail.link("/pick-up/"), Some("https://desk.example.org/pick-up/Zk3b9Q0r7Ls"));
    assert_eq!(mail.links.len(), 2, "{:?}", mail.links);
    assert_eq!(mail.raw, mail.message.to_bytes().unwrap());
    assert_eq!(mailbox.to("mara@X.example").len(), 2);
    assert!(mailbox.to("somebody@x.example").is_empty());
    mailbox.clear();
    assert!(mailbox.is_empty());
}

#[tokio::test]
async fn a_repeat_replaces_the_mail_and_is_counted() {
    let mailbox = Mailbox::new();
    let transport = Transport::mailbox(mailbox.clone());
    for _ in 0..3 {
        transport.send(&message("a", "same")).await.unwrap();
    }
    transport.send(&message("b", "other")).await.unwrap();
    let deliveries: Vec<_> = mailbox.all().iter().map(|mail| mail.deliveries).collect();
    assert_eq!(deliveries, [3, 1]);
}

#[tokio::test]
async fn the_mailbox_plays_a_server_in_trouble_until_told_otherwise() {
    let mailbox = Mailbox::new();
    let transport = Transport::mailbox(mailbox.clone());
    mailbox.play(Trouble::Deferring);
    let error = transport.send(&message("a", "x")).await.unwrap_err();
    assert!(!error.is_permanent());
    mailbox.play(Trouble::Refusing);
    let error = transport.send(&message("a", "x")).await.unwrap_err();
    assert!(error.is_permanent());
    assert!(mailbox.is_empty());
    mailbox.play(None);
    transport.send(&message("a", "x")).await.unwrap();
    assert_eq!(mailbox.len(), 1);
}

#[tokio::test]
async fn an_address_that_cannot_be_written_to_is_permanent_on_every_way() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = message("a", "x");
    wrong.to.mail = "jürgen@x.example".into();
    for transport in [
        Transport::mailbox(Mailbox::new()),
        Transport::folder(folder.path()),
        Transport::from_url("smtp://localhost:1").unwrap(),
    ] {
        let error = transport.send(&wrong).await.unwrap_err();
        assert!(matches!(error, SendError::Unwritable(_)), "{error:?}");
        assert!(error.is_permanent());
    }
}
