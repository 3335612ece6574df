//! The text in which Prometheus reads numbers, version 0.0.4.

use super::Counter;
use std::{
    fmt::{Display, Write},
    time::Duration,
};

/// Numbers under their names, as text.
#[derive(Debug, Default)]
pub struct Exposition(String);

impl Exposition {
    /// What the media type of the text is.
    pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

    /// Begins a family of numbers: `counter`, `gauge` or `histogram`, and what it tells, as a sentence.
    pub fn head(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}"));
        self.line(format_args!("# TYPE {name} {kind}"));
    }

    /// One number of a family.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let mut shown = String::new();
        for (label, value) in labels {
            let comma = if shown.is_empty() { "" } else { "," };
            let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            // Writing into a String never fails.
            let _ = write!(shown, "{comma}{label}=\"{value}\"");
        }
        match shown.is_empty() {
            true => self.line(format_args!("{name} {value}")),
            false => self.line(format_args!("{name}{{{shown}}} {value}")),
        }
    }

    /// The numbers of a histogram, beside one label.
    pub fn histogram(&mut self, name: &str, label: (&str, &str), histogram: &Histogram) {
        let (bucket, mut sum) = (format!("{name}_bucket"), 0);
        for (bound, count) in
            BOUNDS.iter().map(|micros| seconds(*micros)).chain(["+Inf".into()]).zip(&histogram.buckets)
        {
            sum += count.count();
            self.sample(&bucket, &[label, ("le", &bound)], sum);
        }
        self.sample(&format!("{name}_sum"), &[label], seconds(histogram.micros.count()));
        self.sample(&format!("{name}_count"), &[label], sum);
    }

    /// The whole text.
    pub fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        // Writing into a String never fails.
        let _ = writeln!(self.0, "{line}");
    }
}

/// Microseconds as seconds, exactly.
fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The upper bounds of the buckets, in microseconds: from what comes out of memory to what somebody waits for.
const BOUNDS: [u64; 13] =
    [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 2_500_000, 10_000_000];

/// How long something took, in buckets.
#[derive(Debug, Default)]
pub struct Histogram {
    /// One for each bound, and one for what took longer.
    buckets: [Counter; BOUNDS.len() + 1],
    micros: Counter,
}

impl Histogram {
    /// It took so long.
    pub fn observe(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        self.buckets[bucket].add(1);
        self.micros.add(micros);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_quoted_whatever_is_in_it() {
        let mut text = Exposition::default();
        text.head("a_total", "counter", "What it tells.");
        text.sample("a_total", &[("kind", "a \"b\" \\ c\nd"), ("of", "")], 7);
        text.sample("a_total", &[], -1.5);
        let expected = "# HELP a_total What it tells.\n# TYPE a_total counter\n\
                        a_total{kind=\"a \\\"b\\\" \\\\ c\\nd\",of=\"\"} 7\na_total -1.5\n";
        assert_eq!(text.into_text(), expected);
    }

    #[test]
    fn a_histogram_adds_up() {
        let histogram = Histogram::default();
        for micros in [1, 250, 251, 5_000, 99_000_000] {
            histogram.observe(Duration::from_micros(micros));
        }
        let mut text = Exposition::default();
        text.histogram("t_seconds", ("route", "page"), &histogram);
        let text = text.into_text();
        for line in [
            "t_seconds_bucket{route=\"page\",le=\"0.00025\"} 2",
            "t_seconds_bucket{route=\"page\",le=\"0.0005\"} 3",
            "t_seconds_bucket{route=\"page\",le=\"0.005\"} 4",
            "t_seconds_bucket{route=\"page\",le=\"10\"} 4",
            "t_seconds_bucket{route=\"page\",le=\"+Inf\"} 5",
            "t_seconds_sum{route=\"page\"} 99.005502",
            "t_seconds_count{route=\"page\"} 5",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        assert_eq!(text.lines().count(), BOUNDS.len() + 3);
    }
}
