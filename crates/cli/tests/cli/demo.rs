use crate::shell::{Shell, status};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};

#[test]
fn the_demo_says_where_to_go_and_who_to_be_and_leaves_nothing_behind() {
    let shell = Shell::new();
    // What belongs to somebody's installation is none of its business.
    let mut command = shell.command(&["demo", "--listen", "127.0.0.1:0"]);
    let mut demo = command.env("AJAR_DATABASE_URL", "postgres://127.0.0.1:1/x").spawn().unwrap();
    let mut said = String::new();
    let mut out = BufReader::new(demo.stdout.take().unwrap());
    while !said.contains("Ctrl-C") {
        assert!(out.read_line(&mut said).unwrap() > 0, "it ended after {said}");
    }
    let url = said.split("open at http://").nth(1).and_then(|rest| rest.split(',').next()).unwrap();
    for role in ["admin", "manager", "responsible", "member"] {
        assert!(said.lines().any(|line| line.contains("@lowwater.example") && line.contains(role)), "{said}");
    }
    assert!(said.contains(&format!("http://{url}/portals/museum-of-low-water")));
    assert!(said.contains(&format!("http://{url}/portals/mathaf-al-jazr")), "a portal from right to left: {said}");
    for path in [
        "/",
        "/portals/museum-of-low-water",
        "/portals/mathaf-al-jazr/kits/huwiyya",
        "/kits/press-photographs",
        "/admin/",
        "/mailbox",
        "/api/docs",
    ] {
        assert_eq!(status(url, path), 200, "{path}");
    }
    kill_process(Pid::from_child(&demo), Signal::INT).unwrap();
    assert_eq!(demo.wait().unwrap().code(), Some(0));
    assert_eq!(std::fs::read_dir(shell.path()).unwrap().count(), 0);
}
