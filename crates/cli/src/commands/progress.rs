//! A bar for those who look on at a terminal.

use app::backup::Onlooker;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// How far something is; seen on a terminal alone.
pub struct Progress(ProgressBar);

impl Progress {
    /// Nothing is done yet.
    pub fn begin() -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{bar:32} {bytes} of {total_bytes}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let is_watched = stderr().is_terminal();
        bar.set_draw_target(if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        Self(bar)
    }

    /// All is done: the terminal is free for words.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

impl Onlooker for Progress {
    fn expects(&self, bytes: u64) {
        self.0.set_length(bytes);
    }

    fn did(&self, bytes: u64) {
        self.0.inc(bytes);
    }
}
