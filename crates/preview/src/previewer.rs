//! The parent's side: one child for each file, bounded and doubted.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use crate::answer::{Answer, Told, checked, slot_name};
use crate::job::{Job, Order};
use crate::{Failure, Limits, Made, Reason};

/// An honest answer has a few hundred bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// How much of the child's last words the log gets.
const TAIL: usize = 2048;

/// How children are started and what they may use.
#[derive(Clone, Debug)]
pub struct Config {
    /// The program to start, with an absolute path: the child has no environment and so no `PATH`.
    pub program: PathBuf,
    /// Its arguments; the order is added as the last one. They must lead to [`child::main`](crate::child::main).
    pub args: Vec<OsString>,
    /// What each child may use.
    pub limits: Limits,
    /// How many children may work at once; 0 is taken for 1.
    pub parallel: usize,
}

impl Config {
    /// The default limits and two children at once.
    pub fn new(program: impl Into<PathBuf>, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self { program: program.into(), args, limits: Limits::default(), parallel: 2 }
    }
}

/// Makes previews. Clones share the places for children.
#[derive(Clone, Debug)]
pub struct Previewer {
    config: Arc<Config>,
    places: Arc<Semaphore>,
}

impl Previewer {
    /// Starts nothing yet.
    pub fn new(config: Config) -> Self {
        let places = Arc::new(Semaphore::new(config.parallel.max(1)));
        Self { config: Arc::new(config), places }
    }

    /// Makes the pictures of one file into `out_dir`, an existing folder that nothing else uses; on failure it is
    /// left as it was. Waits for a free place first, which the limits on time do not count. Dropping the future
    /// kills the child.
    ///
    /// # Errors
    ///
    /// Every way of not having a preview is a [`Failure`]; its reason says whether to try again.
    pub async fn make(&self, input: &Path, out_dir: &Path, job: Job) -> Result<Made, Failure> {
        let _place = self.places.acquire().await.map_err(|cause| Failure::unavailable("waiting", cause))?;
        let order = Order { job, limits: self.config.limits.clone() };
        let file = open(input, &order.limits).await?;
        let made = match self.ask(file, out_dir, &order).await {
            Ok(told) => checked(told, &order, out_dir).await,
            Err(failure) => Err(failure),
        };
        let used = made.as_ref().map_or(0, |made| made.pictures.len());
        for slot in used..order.job.slots() {
            // Children open every file they might need; those they did not fill are of no use.
            let _ = tokio::fs::remove_file(out_dir.join(slot_name(slot))).await;
        }
        made
    }

    async fn ask(&self, input: File, out_dir: &Path, order: &Order) -> Result<Told, Failure> {
        let mut child = self.start(input, out_dir, order)?;
        let mut said = Vec::new();
        let mut tail = Vec::new();
        let heard = listen(&mut child, &mut said, &mut tail);
        let status = match tokio::time::timeout(order.limits.wall, heard).await {
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
        match serde_json::from_slice(&said) {
            Ok(Answer::Made(told)) => Ok(told),
            Ok(Answer::Failed(failure)) => Err(with_tail(failure, &tail)),
            Err(cause) => Err(with_tail(Failure::new(Reason::Unusable, cause.to_string()), &tail)),
        }
    }

    fn start(&self, input: File, out_dir: &Path, order: &Order) -> Result<Child, Failure> {
        let order = serde_json::to_string(order).map_err(|cause| Failure::unavailable("writing the order", cause))?;
        Command::new(&self.config.program)
            .args(&self.config.args)
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
}

/// Opens the original, if it is a file worth starting a child for.
async fn open(input: &Path, limits: &Limits) -> Result<File, Failure> {
    let unreadable = |cause| Failure::unavailable("opening the file", cause);
    let meta = tokio::fs::metadata(input).await.map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Failure::unavailable("opening the file", "not a regular file"));
    }
    if meta.len() == 0 {
        return Err(Failure::new(Reason::Unsupported, "an empty file"));
    }
    if meta.len() > limits.input_bytes {
        return Err(Failure::new(Reason::TooLarge, format!("{} bytes", meta.len())));
    }
    Ok(tokio::fs::File::open(input).await.map_err(unreadable)?.into_std().await)
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
