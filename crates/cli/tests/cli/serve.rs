use crate::shell::Shell;
use rustix::process::Signal;

#[test]
fn the_first_line_of_the_log_says_where_it_listens_and_sigterm_ends_it_cleanly() {
    let shell = Shell::new();
    let server = shell.serves(&["serve"]);
    assert!(!server.address.ends_with(":0"));
    assert_eq!(server.status("/health/ready"), 200);
    let (status, log) = server.is_told(Signal::TERM);
    assert_eq!(status, Some(0), "{log}");
    assert!(log.contains("there is no admin yet") && log.contains("ajar user add"), "{log}");
}

#[test]
fn an_interrupt_ends_it_as_well_and_an_admin_ends_the_warning() {
    let shell = Shell::new();
    shell.ajar(&["user", "add", "--mail", "ada@example.org", "--name", "Ada Winther", "--role", "admin"]);
    let server = shell.serves(&["serve"]);
    let mails = shell.path().join("ajar-data/mail");
    crate::shell::until("the invitation", || std::fs::read_dir(&mails).is_ok_and(|mut mails| mails.next().is_some()));
    let (status, log) = server.is_told(Signal::INT);
    assert_eq!(status, Some(0), "{log}");
    assert!(!log.contains("no admin"), "{log}");
}

#[test]
fn under_a_sub_path_everything_is_answered_there() {
    let shell = Shell::new();
    let server = shell.serves(&["serve", "--public-url", "http://desk.example.org/sub/"]);
    assert_eq!((server.status("/sub/health/live"), server.status("/health/live")), (200, 404));
    assert_eq!(server.is_told(Signal::TERM).0, Some(0));
}

#[test]
fn commands_work_beside_a_running_server() {
    let shell = Shell::new();
    let server = shell.serves(&["serve"]);
    for _ in 0..3 {
        let said = shell.ajar(&["property", "set", "ENABLE_PUBLIC_DOWNLOAD_REQUEST", "true"]);
        assert_eq!(said.status, 0, "{}", said.err);
    }
    assert_eq!(server.status("/health/ready"), 200);
    assert_eq!(server.is_told(Signal::TERM).0, Some(0));
}

#[test]
fn a_port_that_is_taken_is_named_with_its_setting() {
    let shell = Shell::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = shell.ajar_with("AJAR_LISTEN", &address, &["serve"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("AJAR_LISTEN") && said.err.contains(&address), "{}", said.err);
}
