//! Pictures of assets, made from files that strangers uploaded: JPEG, PNG, GIF, WebP and TIFF; SVG; the first page of a
//! PDF; a specimen of a typeface; a frame of a film and AVIF, where `ffmpeg` is on the system.
//!
//! This crate owns two things. [`Previewer`] is the parent's side: it starts one child process for each file,
//! bounds its time, memory and output, and believes nothing the child says before it has looked. [`child::main`]
//! is the child's side: it gives up its rights first and reads the file afterwards. Three tasks go this way:
//! previews in several sizes ([`Previewer::make`]), words across one of them ([`Previewer::mark`]), and the file in
//! another format ([`Previewer::convert`]).
//!
//! It refuses to guess: what a file is, only its bytes decide ([`Kind::sniff`]); a file that is none of the known
//! kinds has no preview. Nothing is ever fetched, no script is ever run, no picture is ever enlarged, and no
//! metadata of the original (place, camera, author, colour profile) reaches a picture.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use preview::{Config, Job, Previewer};
//!
//! let previewer = Previewer::new(Config::new(std::env::current_exe()?, ["preview-child"]));
//! let job = Job::new([480, 960, 1600]).at_most_half();
//! let made = previewer.make("asset.bin".as_ref(), "an-empty-folder".as_ref(), job).await?;
//! for picture in &made.pictures {
//!     println!("{} × {} in {}", picture.width, picture.height, picture.path.display());
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
pub mod child;
mod container;
mod failure;
mod job;
mod kind;
mod limits;
mod made;
mod previewer;
mod render;
mod talk;

pub use failure::{Failure, Reason};
pub use job::{Job, Wish};
pub use kind::Kind;
pub use limits::Limits;
pub use made::{ContentType, Facts, Made, Picture};
pub use previewer::{Config, Previewer, on_path};
