//! Running `ajar` as a shell would, in a folder of its own and without anybody's environment.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A folder in which commands are run.
pub struct Shell {
    folder: TempDir,
}

/// What a command printed and how it ended.
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Said { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Shell {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
        command.args(args).current_dir(self.path()).env_clear().env("TMPDIR", self.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn ajar(&self, args: &[&str]) -> Said {
        self.command(args).output().expect("ajar runs").into()
    }

    pub fn ajar_with(&self, name: &str, value: &str, args: &[&str]) -> Said {
        self.command(args).env(name, value).output().expect("ajar runs").into()
    }

    pub fn ajar_reads(&self, input: &str, args: &[&str]) -> Said {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().expect("ajar runs");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends").into()
    }

    /// Starts `ajar serve` at a free port.
    pub fn serves(&self, args: &[&str]) -> Server {
        self.serves_with(&[], args)
    }

    /// The same with more in its environment.
    pub fn serves_with(&self, environment: &[(&str, &str)], args: &[&str]) -> Server {
        let mut command = self.command(args);
        command.args(["--listen", "127.0.0.1:0"]).envs(environment.iter().copied());
        let mut child = command.spawn().expect("ajar runs");
        let mut log = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut first = String::new();
        log.read_line(&mut first).expect("a log");
        let address = first.trim().split_once("listening on http://").map(|(_, address)| address.to_owned());
        Server { child, log, address: address.unwrap_or_else(|| panic!("the first line is {first:?}")) }
    }
}

/// A server that runs.
pub struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    pub address: String,
}

impl Server {
    /// The status of what is there at a path.
    pub fn status(&self, path: &str) -> u16 {
        status(&self.address, path)
    }

    /// Sends the first lines of a request, the rest of its head and a body; the whole answer.
    pub fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        let (host, length) = (&self.address, body.len());
        write!(stream, "{head}host: {host}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a signal, waits for the end, and gives the status and the rest of the log.
    pub fn told(mut self, signal: rustix::process::Signal) -> (Option<i32>, String) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).expect("it runs");
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).expect("a log");
        let ended = self.child.wait().expect("it ends");
        (ended.code(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status that an address answers with.
pub fn status(address: &str, path: &str) -> u16 {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").expect("it reads");
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("an answer");
    line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{line:?}"))
}

/// Waits until something is so, for at most a minute.
#[allow(clippy::disallowed_methods, reason = "a stopwatch")]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "never came: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
