//! Talking to one child: starting it, hearing it out, and finding out why it died.

use std::fs::File;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::Instant;

use crate::job::Order;
use crate::previewer::Config;
use crate::{Failure, Reason};

/// An honest answer has a few hundred bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// How much of the child's last words the log gets.
const TAIL: usize = 2048;

/// What a child said that ended well.
pub(crate) struct Heard {
    pub(crate) answer: Vec<u8>,
    tail: Vec<u8>,
}

impl Heard {
    /// The failure with the child's last words, for the log.
    pub(crate) fn blame(&self, failure: Failure) -> Failure {
        with_tail(failure, &self.tail)
    }
}

/// Starts a child with this file and this order, and hears it out until `deadline`.
pub(crate) async fn converse(
    config: &Config,
    input: File,
    out_dir: &Path,
    order: &Order,
    deadline: Instant,
) -> Result<Heard, Failure> {
    let mut child = start(config, input, out_dir, order)?;
    let mut answer = Vec::new();
    let mut tail = Vec::new();
    let heard = listen(&mut child, &mut answer, &mut tail);
    let status = match tokio::time::timeout_at(deadline, heard).await {
        Ok(Ok(status)) => status,
        Ok(Err(failure)) => return Err(end(&mut child, failure, &tail).await),
        Err(_) => {
            let late = Failure::new(Reason::OutOfTime, format!("no answer within {:?}", order.limits.wall));
            return Err(end(&mut child, late, &tail).await);
        }
    };
    if !status.success() {
        return Err(with_tail(cause_of_death(status, &tail), &tail));
    }
    Ok(Heard { answer, tail })
}

fn start(config: &Config, input: File, out_dir: &Path, order: &Order) -> Result<Child, Failure> {
    let order = serde_json::to_string(order).map_err(|cause| Failure::unavailable("writing the order", cause))?;
    Command::new(&config.program)
        .args(&config.args)
        .arg(order)
        .env_clear()
        .current_dir(out_dir)
        .stdin(Stdio::from(input))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|cause| Failure::unavailable("starting the child", cause))
}

/// Hears the child out until it ends.
async fn listen(child: &mut Child, said: &mut Vec<u8>, tail: &mut Vec<u8>) -> Result<ExitStatus, Failure> {
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Failure::unavailable("starting the child", "no pipes"));
    };
    let broken = |cause| Failure::unavailable("hearing the child", cause);
    let answer = async {
        stdout.take(LONGEST_ANSWER + 1).read_to_end(said).await.map_err(broken)?;
        if said.len() as u64 > LONGEST_ANSWER {
            return Err(Failure::new(Reason::Unusable, "an endless answer"));
        }
        Ok(())
    };
    let words = async { read_tail(stderr, tail).await.map_err(broken) };
    let ended = async { child.wait().await.map_err(broken) };
    let ((), (), status) = tokio::try_join!(answer, words, ended)?;
    Ok(status)
}

/// Reads to the end but keeps only the last of it.
async fn read_tail(mut stream: impl AsyncRead + Unpin, tail: &mut Vec<u8>) -> std::io::Result<()> {
    let mut piece = [0; 4096];
    loop {
        let len = stream.read(&mut piece).await?;
        if len == 0 {
            return Ok(());
        }
        tail.extend_from_slice(&piece[..len]);
        let surplus = tail.len().saturating_sub(TAIL);
        tail.drain(..surplus);
    }
}

/// Kills the child and waits for it, so that its place is free and its files are closed.
async fn end(child: &mut Child, failure: Failure, tail: &[u8]) -> Failure {
    let _ = child.kill().await;
    with_tail(failure, tail)
}

fn with_tail(mut failure: Failure, tail: &[u8]) -> Failure {
    let words = String::from_utf8_lossy(tail);
    if !words.trim().is_empty() {
        failure.detail = format!("{}; the child's last words: {}", failure.detail, words.trim());
    }
    failure
}

/// Why a child ended without an answer, as far as its status tells.
fn cause_of_death(status: ExitStatus, tail: &[u8]) -> Failure {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        use rustix::process::Signal;
        if signal == Signal::XCPU.as_raw() {
            return Failure::new(Reason::OutOfTime, "no processor time left");
        }
        if signal == Signal::KILL.as_raw() {
            return Failure::new(Reason::OutOfMemory, "killed by the system");
        }
    }
    // What the standard library says before it aborts.
    let starved = String::from_utf8_lossy(tail).contains("memory allocation of");
    let reason = if starved { Reason::OutOfMemory } else { Reason::Crashed };
    Failure::new(reason, status.to_string())
}
