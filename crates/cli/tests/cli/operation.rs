//! What service managers and containers ask of a server, and what it tells them.

use crate::shell::Shell;
use rustix::process::Signal;
use std::{os::unix::net::UnixDatagram, time::Duration};

#[test]
fn health_asks_the_server_that_runs() {
    let shell = Shell::new();
    let server = shell.serves(&["serve", "--public-url", "http://desk.example.org/sub"]);
    let health = |more: &[&str]| shell.ajar(&[&["health", "--listen", &server.address], more].concat());
    let at_sub = ["--public-url", "http://desk.example.org/sub"];
    let said = health(&at_sub);
    assert_eq!((said.status, said.out.as_str(), said.err.as_str()), (0, "ready\n", ""));
    let said = health(&[&at_sub[..], &["--live"]].concat());
    assert_eq!((said.status, said.out.as_str()), (0, "alive\n"), "{}", said.err);
    let said = health(&[]);
    assert!(said.status == 1 && said.err.contains("AJAR_PUBLIC_URL"), "{}", said.err);
    assert_eq!(server.told(Signal::TERM).0, Some(0));
}

#[test]
fn health_says_where_it_asked_in_vain() {
    let shell = Shell::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for (listen, words) in [(free.as_str(), free.as_str()), ("127.0.0.1:0", "port 0")] {
        let said = shell.ajar(&["health", "--listen", listen]);
        assert_eq!((said.status, said.out.as_str()), (1, ""));
        assert!(said.err.contains("AJAR_LISTEN") && said.err.contains(words), "{}", said.err);
    }
    assert_eq!(std::fs::read_dir(shell.path()).unwrap().count(), 0, "asking makes nothing");
}

/// What was told so far, up to the first that begins with these words.
fn hear(manager: &UnixDatagram, words: &str) -> Vec<String> {
    let mut heard = Vec::new();
    loop {
        let mut buffer = [0; 4_096];
        let length =
            manager.recv(&mut buffer).unwrap_or_else(|error| panic!("never told {words} ({error}): {heard:?}"));
        heard.push(String::from_utf8_lossy(&buffer[..length]).into_owned());
        if heard.last().is_some_and(|last| last.starts_with(words)) {
            return heard;
        }
    }
}

#[test]
fn the_service_manager_is_told_how_things_stand() {
    let shell = Shell::new();
    let socket = shell.path().join("manager");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let environment = [("NOTIFY_SOCKET", socket.to_str().unwrap()), ("WATCHDOG_USEC", "200000")];
    let server = shell.serves_with(&environment, &["serve", "--shutdown-grace", "7"]);
    let heard = hear(&manager, "READY=1");
    assert_eq!(heard, [format!("READY=1\nSTATUS=listening on http://{}", server.address)], "first of all");
    for _ in 0..3 {
        assert_eq!(hear(&manager, "WATCHDOG=1").len(), 1);
    }
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    let heard = hear(&manager, "STOPPING=1");
    assert!(heard.last().unwrap().ends_with("EXTEND_TIMEOUT_USEC=67000000"), "{heard:?}");
}

#[test]
fn a_watchdog_of_another_process_is_left_alone() {
    let shell = Shell::new();
    let socket = shell.path().join("manager");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let environment = [("NOTIFY_SOCKET", socket.to_str().unwrap()), ("WATCHDOG_USEC", "200000"), ("WATCHDOG_PID", "1")];
    let server = shell.serves_with(&environment, &["serve"]);
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    let heard = hear(&manager, "STOPPING=1");
    assert_eq!(heard.len(), 2, "{heard:?}");
}

#[test]
fn a_name_in_the_environment_that_is_no_setting_is_told() {
    let shell = Shell::new();
    let names = [("AJAR_COLOUR", "blue"), ("AJAR_LISTEM", "x"), ("AJAR_SERVICE_HOST", "10.0.0.1")];
    let server = shell.serves_with(&names, &["serve"]);
    let (status, log) = server.told(Signal::TERM);
    assert_eq!(status, Some(0), "{log}");
    assert!(log.contains("AJAR_COLOUR is no setting; `ajar --help` lists all there are"), "{log}");
    assert!(log.contains("AJAR_LISTEM is no setting; did you mean AJAR_LISTEN?"), "{log}");
    assert!(!log.contains("AJAR_SERVICE_HOST"), "{log}");
}
