//! Something to ask previews of.

use std::path::{Path, PathBuf};
use std::time::Duration;

use image::DynamicImage;
use preview::{Config, ContentType, Facts, Failure, Job, Kind, Limits, Made, Previewer, Reason};

/// The example of this package, which `cargo test` builds beside the tests.
pub fn child_program() -> PathBuf {
    let tests = std::env::current_exe().expect("a test has a path");
    let program = tests.ancestors().nth(2).expect("a target folder").join("examples/preview-child");
    assert!(program.exists(), "{} is missing: run `cargo test -p ajar-preview`", program.display());
    program
}

pub fn config() -> Config {
    Config { ffmpeg: preview::on_path("ffmpeg"), ..Config::new(child_program(), Vec::<String>::new()) }
}

pub fn with_limits(change: impl FnOnce(&mut Limits)) -> Previewer {
    let mut config = config();
    change(&mut config.limits);
    Previewer::new(config)
}

/// A shell script in the child's place.
pub fn impostor(script: &str) -> Previewer {
    let mut config = Config::new("/bin/sh", ["-c", script]);
    config.limits.wall = Duration::from_secs(2);
    Previewer::new(config)
}

/// Pictures read back into memory, their folder being gone.
#[derive(Debug)]
pub struct Seen {
    pub kind: Kind,
    pub facts: Facts,
    pub pictures: Vec<SeenPicture>,
}

#[derive(Debug)]
pub struct SeenPicture {
    pub content_type: ContentType,
    pub image: DynamicImage,
    pub bytes: Vec<u8>,
}

impl Seen {
    /// Width and height of every picture.
    pub fn sizes(&self) -> Vec<(u32, u32)> {
        self.pictures.iter().map(|picture| (picture.image.width(), picture.image.height())).collect()
    }

    /// A pixel of the first picture as RGBA.
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        self.pictures[0].image.to_rgba8().get_pixel(x, y).0
    }
}

/// Asks for previews of these bytes with the usual limits.
pub fn preview(bytes: &[u8], job: Job) -> Result<Seen, Failure> {
    preview_by(&Previewer::new(config()), bytes, job)
}

pub fn preview_by(previewer: &Previewer, bytes: &[u8], job: Job) -> Result<Seen, Failure> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("asset.bin");
    std::fs::write(&input, bytes).expect("room for a sample");
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("room for a folder");
    let made = block_on(previewer.make(&input, &out, job));
    let left = std::fs::read_dir(&out).expect("the folder is still there").count();
    assert_eq!(left, made.as_ref().map_or(0, |made| made.pictures.len()), "no file is left that is no picture");
    made.map(|made| read_back(&made, &out))
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

pub fn reason(outcome: &Result<Seen, Failure>) -> Reason {
    outcome.as_ref().expect_err("no preview").reason
}

/// One picture that a task makes of these bytes.
pub fn one_picture<F>(bytes: &[u8], task: impl FnOnce(Previewer, PathBuf, PathBuf) -> F) -> Result<SeenPicture, Failure>
where
    F: Future<Output = Result<preview::Picture, Failure>>,
{
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("asset.bin");
    std::fs::write(&input, bytes).expect("room for a sample");
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("room for a folder");
    let made = block_on(task(Previewer::new(config()), input, out.clone()));
    let left = std::fs::read_dir(&out).expect("the folder is still there").count();
    assert_eq!(left, usize::from(made.is_ok()), "no file is left that is no picture");
    made.map(|picture| seen(&picture, &out))
}

fn read_back(made: &Made, out: &Path) -> Seen {
    let pictures = made.pictures.iter().map(|picture| seen(picture, out)).collect();
    Seen { kind: made.kind, facts: made.facts.clone(), pictures }
}

fn seen(picture: &preview::Picture, out: &Path) -> SeenPicture {
    assert_eq!(picture.path.parent(), Some(out));
    let bytes = std::fs::read(&picture.path).expect("the picture is there");
    assert_eq!(bytes.len() as u64, picture.len);
    let format = match picture.content_type {
        ContentType::Jpeg => image::ImageFormat::Jpeg,
        ContentType::Png => image::ImageFormat::Png,
        ContentType::Webp => image::ImageFormat::WebP,
    };
    let image = image::load_from_memory_with_format(&bytes, format).expect("the picture is whole");
    assert_eq!((image.width(), image.height()), (picture.width, picture.height));
    SeenPicture { content_type: picture.content_type, image, bytes }
}
