//! The parent against children that lie, hang or die, and the child without its rights.

#![expect(clippy::disallowed_methods, reason = "a stopwatch")]

use std::path::Path;
use std::time::{Duration, Instant};

use preview::{Config, Job, Previewer, Reason};

use crate::desk::{block_on, child_program, config, impostor, preview_by, reason, with_limits};
use crate::samples::{png, quarters};

fn ask(previewer: &Previewer) -> Reason {
    reason(&preview_by(previewer, &png(quarters(30, 20)), Job::new([20])))
}

#[test]
fn garbage_is_not_an_answer() {
    for script in ["echo hello", "true", "echo '{\"made\":{}}'", "echo '[[[['"] {
        assert_eq!(ask(&impostor(script)), Reason::Unusable, "{script}");
    }
}

#[test]
fn an_endless_answer_is_cut_off() {
    let started = Instant::now();
    assert_eq!(
        ask(&impostor("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done")),
        Reason::Unusable
    );
    assert!(started.elapsed() < Duration::from_secs(2), "without waiting for the limit on time");
}

#[test]
fn a_child_that_hangs_is_killed() {
    let started = Instant::now();
    assert_eq!(ask(&impostor("exec sleep 60")), Reason::OutOfTime);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_child_that_dies_is_a_failure_with_its_last_words() {
    let outcome = preview_by(&impostor("echo alas >&2; kill -SEGV $$"), b"x", Job::new([20]));
    let failure = outcome.expect_err("no preview");
    assert_eq!(failure.reason, Reason::Crashed);
    assert!(failure.detail.contains("alas"), "{failure}");
}

#[test]
fn many_last_words_are_cut_to_the_end_of_them() {
    let script = "i=0; while [ $i -lt 5000 ]; do echo line $i >&2; i=$((i+1)); done; exit 3";
    let failure = preview_by(&impostor(script), b"x", Job::new([20])).expect_err("no preview");
    assert!(failure.detail.len() < 4096 && failure.detail.ends_with("line 4999"), "{failure}");
}

#[test]
fn a_picture_that_is_not_there_or_not_a_picture_is_not_believed() {
    let claim = |width: u32, colour: &str| {
        format!(
            "echo '{{\"made\":{{\"kind\":\"png\",\"facts\":{{\"width\":9,\"height\":9,\"has_alpha\":false,\
             \"dominant\":\"{colour}\",\"is_light\":false}},\
             \"pictures\":[{{\"width\":{width},\"height\":9,\"content_type\":\"png\"}}]}}}}'"
        )
    };
    let magic = "printf '\\211PNG\\r\\n\\032\\n' > preview-0; ";
    for script in [
        claim(9, "#ffffff"),
        format!("echo text > preview-0; {}", claim(9, "#ffffff")),
        format!("ln -s ../asset.bin preview-0; {}", claim(9, "#ffffff")),
        format!("{magic}{}", claim(21, "#ffffff")),
        format!("{magic}{}", claim(9, "red;}x")),
    ] {
        assert_eq!(ask(&impostor(&script)), Reason::Unusable, "{script}");
    }
    // The same claim with bytes behind it is believed, so it was the bytes that were missed above. They are only
    // a beginning, so they are not read back.
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("asset.bin");
    std::fs::write(&input, "x").expect("room for a sample");
    let out = tempfile::tempdir().expect("a temporary folder");
    let previewer = impostor(&format!("{magic}{}", claim(9, "#ffffff")));
    assert!(block_on(previewer.make(&input, out.path(), Job::new([20]))).is_ok());
}

#[test]
fn what_cannot_be_started_or_opened_is_unavailable() {
    let missing = Previewer::new(Config::new("/no/such/program", ["x"]));
    assert_eq!(ask(&missing), Reason::Unavailable);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let make = |input: &Path| block_on(Previewer::new(config()).make(input, folder.path(), Job::new([20])));
    assert_eq!(make(Path::new("/no/such/file")).expect_err("no preview").reason, Reason::Unavailable);
    assert_eq!(make(folder.path()).expect_err("no preview").reason, Reason::Unavailable);
}

#[test]
fn a_file_of_too_many_bytes_starts_no_child() {
    let mut config = Config::new("/no/such/program", ["x"]);
    config.limits.input_bytes = 10;
    assert_eq!(ask(&Previewer::new(config)), Reason::TooLarge);
}

#[test]
fn the_child_works_without_environment_and_in_little_memory() {
    let previewer = with_limits(|limits| limits.memory = 96 << 20);
    assert!(preview_by(&previewer, &png(quarters(300, 200)), Job::new([20])).is_ok());
}

#[test]
fn memory_is_really_limited() {
    // The limit on pixels lets this one through, the decoder's buffers do not fit beside it.
    let image = quarters(5000, 4000);
    let bytes = crate::samples::jpeg(&image, |encoder| encoder.set_progressive(true));
    let previewer = with_limits(|limits| limits.memory = 100 << 20);
    let outcome = preview_by(&previewer, &bytes, Job::new([480]));
    assert_eq!(reason(&outcome), Reason::OutOfMemory, "{outcome:?}");
}

#[test]
fn no_more_children_work_at_once_than_agreed() {
    let mut config = Config::new("/bin/sh", ["-c", "sleep 0.4"]);
    config.parallel = 2;
    let previewer = Previewer::new(config);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("asset.bin");
    std::fs::write(&input, "x").expect("room for a sample");
    let make = || previewer.make(&input, folder.path(), Job::new([]));
    let started = Instant::now();
    let outcomes = block_on(async { tokio::join!(make(), make(), make(), make()) });
    assert_eq!(outcomes.0.expect_err("sleeping is no answer").reason, Reason::Unusable);
    assert!(started.elapsed() >= Duration::from_millis(800), "four children in two places take two turns");
}

#[test]
fn the_child_alone_says_what_it_wants() {
    let output = std::process::Command::new(child_program()).output().expect("the child starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("for the program's own use"), "{said}");
}
