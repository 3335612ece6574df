//! The parent's side: one child for each file, bounded and doubted.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::answer::{Answer, checked, slot_name};
use crate::container::Container;
use crate::job::{Frame, Order, Task, Wish};
use crate::talk::converse;
use crate::{Failure, Job, Kind, Limits, Made, Picture, Reason};

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
    /// The `ffmpeg` that cuts frames out of films, with an absolute path ([`on_path`] finds one); without it films
    /// have no previews.
    pub ffmpeg: Option<PathBuf>,
}

impl Config {
    /// The default limits, two children at once, and no films.
    pub fn new(program: impl Into<PathBuf>, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self { program: program.into(), args, limits: Limits::default(), parallel: 2, ffmpeg: None }
    }
}

/// Where a program of this name is on the `PATH`, with all links followed.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut candidates = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    candidates.find_map(|folder| folder.join(name).canonicalize().ok().filter(|file| file.is_file()))
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

    /// The same with other limits and places of its own: for work that somebody waits for.
    pub fn beside(&self, limits: Limits, parallel: usize) -> Self {
        Self::new(Config { limits, parallel, ..Config::clone(&self.config) })
    }

    /// Makes the pictures of one file into `out_dir`, an existing folder that nothing else uses; on failure it is
    /// left as it was. Waits for a free place first, which the limits on time do not count. Dropping the future
    /// kills the child.
    ///
    /// # Errors
    ///
    /// Every way of not having a preview is a [`Failure`]; its reason says whether to try again.
    pub async fn make(&self, input: &Path, out_dir: &Path, job: Job) -> Result<Made, Failure> {
        self.work(input, out_dir, Task::Previews(job)).await
    }

    /// Puts `words` across one of the pictures that [`make`](Self::make) made: as large, and of the same type.
    /// Otherwise as `make`.
    ///
    /// # Errors
    ///
    /// As for [`make`](Self::make). Letters that no typeface here has are no error: strokes take their place.
    pub async fn mark(&self, input: &Path, out_dir: &Path, words: &str) -> Result<Picture, Failure> {
        only(self.work(input, out_dir, Task::Mark(words.to_owned())).await?)
    }

    /// Makes a file in another format. JPEG is put on white where something shows through; WebP is lossless.
    /// Otherwise as [`make`](Self::make).
    ///
    /// # Errors
    ///
    /// As for [`make`](Self::make); what would have to be enlarged is [`Reason::Unsupported`], and so is a drawing
    /// without a width.
    pub async fn convert(&self, input: &Path, out_dir: &Path, wish: Wish) -> Result<Picture, Failure> {
        only(self.work(input, out_dir, Task::Rendition(wish)).await?)
    }

    async fn work(&self, input: &Path, out_dir: &Path, task: Task) -> Result<Made, Failure> {
        let _place = self.places.acquire().await.map_err(|cause| Failure::unavailable("waiting", cause))?;
        let deadline = Instant::now() + self.config.limits.wall;
        let order = Order { task, limits: self.config.limits.clone() };
        let (file, kind, container) = open(input, &order.limits).await?;
        let made = match (kind, container) {
            (Some(kind @ (Kind::Video | Kind::Avif)), Some(container)) => {
                self.of_film(file, out_dir, &order, kind, container, deadline).await
            }
            _ => self.ask(file, out_dir, &order, deadline).await,
        };
        let used = made.as_ref().map_or(0, |made| made.pictures.len());
        for slot in used..order.task.slots().max(1) {
            // Children open every file they might need; those they did not fill are of no use.
            let _ = tokio::fs::remove_file(out_dir.join(slot_name(slot))).await;
        }
        made
    }

    async fn ask(&self, input: File, out_dir: &Path, order: &Order, deadline: Instant) -> Result<Made, Failure> {
        let heard = converse(&self.config, input, out_dir, order, deadline).await?;
        match serde_json::from_slice(&heard.answer) {
            Ok(Answer::Made(told)) => checked(told, order, out_dir).await,
            Ok(Answer::Failed(failure)) => Err(heard.blame(failure)),
            Err(cause) => Err(heard.blame(Failure::new(Reason::Unusable, cause.to_string()))),
        }
    }

    /// Has a frame cut by one child, which becomes `ffmpeg`, and gives it to a second one like any picture.
    async fn of_film(
        &self,
        input: File,
        out_dir: &Path,
        order: &Order,
        kind: Kind,
        container: Container,
        deadline: Instant,
    ) -> Result<Made, Failure> {
        let Some(ffmpeg) = &self.config.ffmpeg else {
            return Err(Failure::new(Reason::Unsupported, "no ffmpeg here to cut a frame"));
        };
        let mut outcome = Err(Failure::new(Reason::Unsupported, "no frame"));
        // Many films open in black; those that are over by then have their first frame.
        let moments: &[u32] = if kind == Kind::Video { &[1, 0] } else { &[0] };
        for at in moments {
            let frame = Frame { ffmpeg: ffmpeg.clone(), container, at: *at };
            let input = input.try_clone().map_err(|cause| Failure::unavailable("opening the file", cause))?;
            outcome = self.cut(input, out_dir, frame, order, deadline).await;
            if !matches!(&outcome, Err(failure) if failure.reason == Reason::Unsupported) {
                break;
            }
        }
        let frame = outcome?;
        let made = match open(&frame, &order.limits).await {
            Ok((file, Some(Kind::Png), _)) => self.ask(file, out_dir, order, deadline).await,
            Ok(_) => Err(Failure::new(Reason::Unusable, "a frame that is no picture")),
            Err(failure) => Err(failure),
        };
        let _ = tokio::fs::remove_file(&frame).await;
        made.map(|made| Made { kind, ..made })
    }

    /// One frame as a file in `out_dir`.
    async fn cut(
        &self,
        mut input: File,
        out_dir: &Path,
        frame: Frame,
        order: &Order,
        deadline: Instant,
    ) -> Result<PathBuf, Failure> {
        let broken = |cause| Failure::unavailable("reading the frame", cause);
        input.seek(SeekFrom::Start(0)).map_err(broken)?;
        let order = Order { task: Task::Frame(frame), limits: order.limits.clone() };
        let written = out_dir.join(slot_name(0));
        let outcome = match converse(&self.config, input, out_dir, &order, deadline).await {
            // A program that was not become says why; `ffmpeg` itself says nothing here.
            Ok(heard) if !heard.answer.is_empty() => match serde_json::from_slice(&heard.answer) {
                Ok(Answer::Failed(failure)) => Err(heard.blame(failure)),
                _ => Err(heard.blame(Failure::new(Reason::Unusable, "not the answer of a child that cuts"))),
            },
            Ok(heard) => {
                // A link would lead the parent to read something of its own as a picture.
                let meta = tokio::fs::symlink_metadata(&written).await.map_err(broken)?;
                let empty = || heard.blame(Failure::new(Reason::Unsupported, "no frame"));
                if meta.is_file() && meta.len() > 0 { Ok(()) } else { Err(empty()) }
            }
            // What `ffmpeg` cannot read it says by its status, and so it does for a film that is over already.
            Err(failure) if failure.reason == Reason::Crashed => {
                Err(Failure::new(Reason::Unsupported, format!("no frame: {}", failure.detail)))
            }
            Err(failure) => Err(failure),
        };
        let frame = out_dir.join("frame");
        match outcome {
            Ok(()) => tokio::fs::rename(&written, &frame).await.map_err(broken).map(|()| frame),
            Err(failure) => {
                let _ = tokio::fs::remove_file(&written).await;
                Err(failure)
            }
        }
    }
}

/// The one picture of a task that makes one.
fn only(made: Made) -> Result<Picture, Failure> {
    let mut pictures = made.pictures.into_iter();
    pictures.next().ok_or_else(|| Failure::new(Reason::Unusable, "no picture"))
}

/// Opens the original, if it is a file worth starting a child for, and looks at its first bytes.
async fn open(input: &Path, limits: &Limits) -> Result<(File, Option<Kind>, Option<Container>), Failure> {
    let unreadable = |cause| Failure::unavailable("opening the file", cause);
    let meta = tokio::fs::metadata(input).await.map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Failure::unavailable("opening the file", "not a regular file"));
    }
    if meta.len() == 0 {
        return Err(Failure::new(Reason::Unsupported, "an empty file"));
    }
    let mut file = tokio::fs::File::open(input).await.map_err(unreadable)?.into_std().await;
    let looked = tokio::task::spawn_blocking(move || {
        let mut start = Vec::new();
        Read::by_ref(&mut file).take(Kind::SNIFF_LEN as u64).read_to_end(&mut start)?;
        file.seek(SeekFrom::Start(0))?;
        Ok::<_, std::io::Error>((file, Kind::sniff(&start), Container::sniff(&start)))
    });
    let (file, kind, container) =
        looked.await.map_err(|cause| Failure::unavailable("opening the file", cause))?.map_err(unreadable)?;
    // A film is read in part, however long it is.
    if kind != Some(Kind::Video) && meta.len() > limits.input_bytes {
        return Err(Failure::new(Reason::TooLarge, format!("{} bytes", meta.len())));
    }
    Ok((file, kind, container))
}
