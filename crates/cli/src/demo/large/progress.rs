//! How far the filling is, on standard error: a bar on a terminal, elsewhere a line for each part that is done.

use crate::out;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// One part of the filling.
pub struct Progress {
    bar: ProgressBar,
    what: &'static str,
    is_watched: bool,
}

impl Progress {
    /// So many of these are to come.
    pub fn begin(what: &'static str, count: usize) -> Self {
        let bar = ProgressBar::new(count as u64);
        let style = ProgressStyle::with_template("{bar:32} {human_pos} of {human_len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        let is_watched = stderr().is_terminal();
        bar.set_draw_target(if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        Self { bar, what, is_watched }
    }

    /// So many more are there.
    pub fn did(&self, count: usize) {
        self.bar.inc(count as u64);
    }

    /// All of them are.
    pub fn end(self) {
        self.bar.finish_and_clear();
        if !self.is_watched {
            out::note(format!("filled: {} {}", self.bar.position(), self.what));
        }
    }
}
