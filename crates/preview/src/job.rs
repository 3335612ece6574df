//! What the caller wants.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::container::Container;
use crate::{ContentType, Limits};

/// More sizes than a page could ever use; bounds the files a child may write.
const MOST_EDGES: usize = 8;
/// No preview is longer than this, whatever is asked for.
const LONGEST_EDGE: u32 = 4096;

/// The sizes wanted of one file. Lengths are pixels of the longer edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    edges: Vec<u32>,
    max_edge: Option<u32>,
    drawings: Option<u32>,
    half: bool,
}

impl Job {
    /// Asks for one picture per edge; 0 and repeated edges are dropped, at most eight remain, none longer than 4096.
    /// Without any edge only the [`Facts`](crate::Facts) are found out.
    pub fn new(edges: impl IntoIterator<Item = u32>) -> Self {
        let mut edges: Vec<u32> =
            edges.into_iter().filter(|edge| *edge > 0).map(|edge| edge.min(LONGEST_EDGE)).collect();
        edges.sort_unstable_by(|a, b| b.cmp(a));
        edges.dedup();
        edges.truncate(MOST_EDGES);
        Self { edges, max_edge: None, drawings: None, half: false }
    }

    /// No picture's longer edge exceeds `edge`; longer wishes come out at `edge`. `None` lifts the cap.
    pub fn at_most(mut self, edge: impl Into<Option<u32>>) -> Self {
        self.max_edge = edge.into();
        self
    }

    /// No picture's longer edge exceeds half of the original's: the rule for gated assets, for callers who do not
    /// know the original's size yet. Without meaning for what has no pixels of its own (see
    /// [`Kind::has_pixels`](crate::Kind::has_pixels)); cap those with
    /// [`drawings_at_most`](Self::drawings_at_most).
    pub fn at_most_half(mut self) -> Self {
        self.half = true;
        self
    }

    /// No picture's longer edge exceeds `edge` where the file has no pixels of its own: drawings, documents, typefaces.
    pub fn drawings_at_most(mut self, edge: u32) -> Self {
        self.drawings = Some(edge);
        self
    }

    /// The longest edge any picture of this job may have.
    pub(crate) fn longest(&self) -> u32 {
        self.clamped(LONGEST_EDGE).first().copied().unwrap_or(0)
    }

    /// The edges to make of an original with pixels, longest first, without repetition: never enlarged.
    pub(crate) fn edges_of_pixels(&self, original: u32) -> Vec<u32> {
        let cap = if self.half { original / 2 } else { original };
        self.clamped(cap.max(1))
    }

    /// The edges to make of a drawing, which has no size to respect.
    pub(crate) fn edges_of_drawing(&self) -> Vec<u32> {
        self.clamped(self.drawings.unwrap_or(LONGEST_EDGE))
    }

    fn clamped(&self, cap: u32) -> Vec<u32> {
        let cap = cap.min(self.max_edge.unwrap_or(u32::MAX)).max(1);
        let mut edges: Vec<u32> = self.edges.iter().map(|edge| (*edge).min(cap)).collect();
        edges.dedup();
        edges
    }
}

/// What the parent hands to the child: what to do and the limits it must put on itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) task: Task,
    pub(crate) limits: Limits,
}

/// What a child may be asked to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// Pictures of a file in several sizes.
    Previews(Job),
    /// One of our own pictures again, with these words over it.
    Mark(String),
    /// The file in another format.
    Rendition(Wish),
    /// Becoming `ffmpeg`, which writes one frame.
    Frame(Frame),
}

impl Task {
    /// How many files a child may write.
    pub(crate) fn slots(&self) -> usize {
        match self {
            Self::Previews(job) => job.edges.len(),
            Self::Mark(_) | Self::Rendition(_) | Self::Frame(_) => 1,
        }
    }

    /// The longest edge any picture may have.
    pub(crate) fn longest(&self, limits: &Limits) -> u32 {
        match self {
            Self::Previews(job) => job.longest(),
            Self::Mark(_) => LONGEST_EDGE,
            Self::Rendition(_) | Self::Frame(_) => limits.edge,
        }
    }
}

/// A file in another format, as large as it is or narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wish {
    /// What it is to be encoded as.
    pub format: ContentType,
    /// Its width in pixels; never more than the original's, except for drawings, which have none of their own.
    /// `None` leaves it as wide as it is.
    pub width: Option<u32>,
}

/// One frame of a film.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Which program to become.
    pub(crate) ffmpeg: PathBuf,
    /// What the bytes are in.
    pub(crate) container: Container,
    /// How many seconds from the start.
    pub(crate) at: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_sorted_and_tidied() {
        assert_eq!(Job::new([480, 0, 1600, 480, 9999]).edges, [4096, 1600, 480]);
        assert_eq!(Job::new(1..=20).edges.len(), MOST_EDGES);
    }

    #[test]
    fn nothing_is_enlarged() {
        assert_eq!(Job::new([480, 960, 1600]).edges_of_pixels(1000), [1000, 960, 480]);
        assert_eq!(Job::new([480, 960, 1600]).edges_of_pixels(300), [300]);
    }

    #[test]
    fn the_smaller_cap_wins() {
        let job = Job::new([480, 960, 1600]);
        assert_eq!(job.clone().at_most(700).edges_of_pixels(3000), [700, 480]);
        assert_eq!(job.clone().at_most_half().edges_of_pixels(1000), [500, 480]);
        assert_eq!(job.clone().at_most(200).at_most_half().edges_of_pixels(1000), [200]);
        assert_eq!(job.clone().at_most_half().edges_of_pixels(1), [1]);
        assert_eq!(job.clone().at_most_half().at_most(700).edges_of_drawing(), [700, 480]);
        assert_eq!(job.clone().drawings_at_most(960).edges_of_drawing(), [960, 480]);
        assert_eq!(job.drawings_at_most(960).edges_of_pixels(2000), [1600, 960, 480]);
    }
}
