//! Rights cannot be taken back, so each of these runs in a process of its own: the test starts itself again.

use std::io::ErrorKind;
use std::process::Command;

use super::{Rights, give_up_rights, set_limits};

/// Says to a test that it is the process to be confined.
const MARK: &str = "CONFINED";

/// Runs `attempts` confined, in a copy of this process that runs only the test `name`. What it prints on failure is
/// the panic's message.
fn confined(name: &str, rights: &Rights<'_>, attempts: fn()) {
    if std::env::var_os(MARK).is_some() {
        set_limits(&crate::Limits::default()).expect("limits hold");
        give_up_rights(rights).expect("rights can be given up");
        attempts();
        std::process::exit(42);
    }
    let tests = std::env::current_exe().expect("a test has a path");
    let name = format!("child::confinement::tests::{name}");
    let output = Command::new(tests).args(["--exact", &name, "--nocapture"]).env(MARK, "1").output();
    let output = output.expect("a test can be started");
    assert_eq!(output.status.code(), Some(42), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn refused<T>(outcome: std::io::Result<T>, what: &str) {
    let kind = outcome.err().map(|error| error.kind());
    assert_eq!(kind, Some(ErrorKind::PermissionDenied), "{what}");
}

fn nothing_but_arithmetic() {
    refused(std::net::TcpStream::connect("127.0.0.1:9"), "connecting");
    refused(std::net::UdpSocket::bind("127.0.0.1:0"), "a datagram socket");
    refused(std::os::unix::net::UnixStream::connect("/run/x"), "a local socket");
    refused(Command::new("/bin/true").spawn().map(drop), "another program");
    refused(std::thread::Builder::new().spawn(|| ()), "a thread");
    refused(std::fs::write("/tmp/ajar-preview-test", "x"), "writing");
    refused(std::fs::remove_file("/tmp/ajar-preview-test"), "removing");
    refused(std::fs::read("/etc/passwd"), "reading what is not a font");
    refused(std::fs::File::open("/proc/self/mem"), "its own memory");
}

#[test]
fn a_child_with_a_raster_picture_can_open_nothing_at_all() {
    confined("a_child_with_a_raster_picture_can_open_nothing_at_all", &Rights::Nothing, || {
        nothing_but_arithmetic();
        refused(std::fs::read_dir("/usr/share"), "looking for fonts");
    });
}

#[test]
fn a_child_that_becomes_a_program_becomes_no_other_and_starts_none() {
    let program = std::path::Path::new("/bin/true").canonicalize().expect("a program");
    let name = "a_child_that_becomes_a_program_becomes_no_other_and_starts_none";
    confined(name, &Rights::Become { program: &program }, || {
        use std::os::unix::process::CommandExt;
        refused(std::net::TcpStream::connect("127.0.0.1:9"), "connecting");
        refused(std::net::UdpSocket::bind("127.0.0.1:0"), "a datagram socket");
        refused(std::os::unix::net::UnixStream::connect("/run/x"), "a local socket");
        refused(Command::new("/bin/true").spawn().map(drop), "another process");
        refused(std::fs::write("/tmp/ajar-preview-test", "x"), "writing");
        refused(std::fs::read("/etc/passwd"), "reading what is no library");
        refused(Err::<(), _>(Command::new("/bin/sh").exec()), "another program");
        std::thread::spawn(|| ()).join().expect("threads are allowed");
    });
}

#[test]
fn a_child_with_a_drawing_can_read_fonts_and_nothing_else() {
    confined("a_child_with_a_drawing_can_read_fonts_and_nothing_else", &Rights::Fonts, || {
        nothing_but_arithmetic();
        std::fs::read_dir("/usr/share").expect("fonts may be looked for");
    });
}
