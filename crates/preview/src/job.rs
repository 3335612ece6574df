//! What the caller wants.

use serde::{Deserialize, Serialize};

use crate::Limits;

/// More sizes than a page could ever use; bounds the files a child may write.
const MOST_EDGES: usize = 8;
/// No preview is longer than this, whatever is asked for.
const LONGEST_EDGE: u32 = 4096;

/// The sizes wanted of one file. Lengths are pixels of the longer edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    edges: Vec<u32>,
    max_edge: Option<u32>,
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
        Self { edges, max_edge: None, half: false }
    }

    /// No picture's longer edge exceeds `edge`; longer wishes come out at `edge`. `None` lifts the cap.
    pub fn at_most(mut self, edge: impl Into<Option<u32>>) -> Self {
        self.max_edge = edge.into();
        self
    }

    /// No picture's longer edge exceeds half of the original's: the rule for gated assets, for callers who do not
    /// know the original's size yet. Without meaning for SVG, which has no pixels; cap those with
    /// [`at_most`](Self::at_most). Both caps may be set, the smaller wins.
    pub fn at_most_half(mut self) -> Self {
        self.half = true;
        self
    }

    /// How many files a child may write for this job.
    pub(crate) fn slots(&self) -> usize {
        self.edges.len()
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
        self.clamped(LONGEST_EDGE)
    }

    fn clamped(&self, cap: u32) -> Vec<u32> {
        let cap = cap.min(self.max_edge.unwrap_or(u32::MAX)).max(1);
        let mut edges: Vec<u32> = self.edges.iter().map(|edge| (*edge).min(cap)).collect();
        edges.dedup();
        edges
    }
}

/// What the parent hands to the child: the job and the limits it must put on itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) job: Job,
    pub(crate) limits: Limits,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_sorted_and_tidied() {
        assert_eq!(Job::new([480, 0, 1600, 480, 9999]).edges, [4096, 1600, 480]);
        assert_eq!(Job::new(1..=20).slots(), MOST_EDGES);
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
        assert_eq!(job.at_most_half().at_most(700).edges_of_drawing(), [700, 480]);
    }
}
