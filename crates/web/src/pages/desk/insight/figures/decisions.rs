//! How long decisions took.

use super::{Figures, Told, share};
use crate::{
    failure::Failure,
    pages::desk::waited::{between, lasted},
    views::desk::{InsightRow, InsightStep, InsightTable, Number},
};
use app::insight::{self, Speed};

impl Figures<'_> {
    pub async fn decisions(&self) -> Result<Told, Failure> {
        let told = insight::speed(&self.site.app, self.viewer, &self.wanted).await?;
        let fact = |name, seconds: Option<i64>, note: &str| InsightStep {
            name,
            text: seconds.map(lasted),
            number: Number::default(),
            note: note.to_owned(),
            share: 0,
        };
        let mut steps = vec![InsightStep {
            name: "Decided by people",
            text: None,
            number: self.decided(told.decided, None, None),
            note: "requests whose last decision fell into this time".into(),
            share: 0,
        }];
        if told.decided > 0 {
            steps.push(fact("Median", told.median, "half of them waited no longer"));
            steps.push(fact("90th percentile", told.ninetieth, "nine of ten waited no longer"));
        }
        let tables = if told.decided > 0 { vec![self.waited(told)] } else { vec![] };
        Ok(Told { steps, tables, ..Told::default() })
    }

    /// So many requests that people decided last in this time, after having waited so long.
    fn decided(&self, number: u64, from: Option<i64>, until: Option<i64>) -> Number {
        let days = format!("decidedFrom={}&decidedTo={}", self.days.first(), self.days.last());
        let waited = [("waitedFrom", from), ("waitedUntil", until)];
        let waited = waited.map(|(name, seconds)| (name, seconds.map(|seconds| seconds.to_string())));
        let waited = waited.iter().filter_map(|(name, seconds)| Some((*name, seconds.as_deref()?)));
        let more: Vec<(&str, &str)> = [("tab", "all")].into_iter().chain(waited).collect();
        Number { number, href: (number > 0).then(|| self.address("/admin/users/download-requests", &days, &more)) }
    }

    fn waited(&self, told: Speed) -> InsightTable {
        let largest = told.within.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let mut before = None;
        let mut rows = Vec::new();
        for (end, count) in told.within {
            rows.push(InsightRow {
                name: between(before, end),
                detail: String::new(),
                href: None,
                share: share(count, largest),
                numbers: vec![self.decided(count, before, end)],
            });
            before = end;
        }
        InsightTable {
            name: "decisions",
            title: "How long a decision takes".into(),
            note: "From asking to the last decision of a request; what the policy decides at once is left out.",
            head: vec!["Waited", "Requests"],
            rows,
            export_href: self.export("decisions"),
            empty: "",
        }
    }
}
