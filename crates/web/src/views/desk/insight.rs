use askama::Template;

use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::words;

/// `/admin/insight` and what lies below: what is asked for and taken, by whom and why.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/insight.html")]
pub struct InsightPage {
    /// The frame.
    pub shell: DeskShell,
    /// The pages of insight.
    pub tabs: Vec<InsightTab>,
    /// Stretches of time to choose from.
    pub spans: Vec<InsightTab>,
    /// GET: narrows what is told of.
    pub action: String,
    /// What it is narrowed to.
    pub wishes: InsightWishes,
    /// The days that are told of: "1 to 30 November 2026".
    pub days: String,
    /// Since when the history tells of it, where it is not kept for as long as that.
    pub since: Option<String>,
    /// What happened in all, each leading to its rows.
    pub steps: Vec<InsightStep>,
    /// What happened over time.
    pub charts: Vec<InsightChart>,
    /// The same as a table.
    pub series: Option<InsightTable>,
    /// What is told one by one.
    pub tables: Vec<InsightTable>,
    /// Whether nothing happened at all.
    pub is_empty: bool,
}

/// A page of insight, or a stretch of time.
#[derive(Debug, Clone)]
pub struct InsightTab {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// Whether it is the present one.
    pub current: bool,
}

/// What insight is narrowed to, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct InsightWishes {
    /// From this day on.
    pub from: String,
    /// To this day, included.
    pub to: String,
    /// The id of a portal.
    pub portal: String,
    /// The id of a kit.
    pub kit: String,
    /// The portals to choose from.
    pub portals: Vec<Choice>,
    /// The kits to choose from.
    pub kits: Vec<Choice>,
    /// What is wrong with what was typed.
    pub faults: Vec<String>,
}

/// A number that leads to its rows, where they are listed somewhere.
#[derive(Debug, Clone, Default)]
pub struct Number {
    /// The number.
    pub number: u64,
    /// The list of its rows.
    pub href: Option<String>,
}

impl Number {
    /// Its digits, grouped.
    pub fn text(&self) -> String {
        words::grouped(&self.number)
    }
}

/// One fact in large letters: a step of the way from looking to having.
#[derive(Debug, Clone)]
pub struct InsightStep {
    /// What is counted.
    pub name: &'static str,
    /// The fact, where it is no number: "3 hours".
    pub text: Option<String>,
    /// The number.
    pub number: Number,
    /// What it means beside the others.
    pub note: String,
    /// How long its bar is, of a thousand.
    pub share: u64,
}

/// How often something happened over time, as a picture of bars.
#[derive(Debug, Clone)]
pub struct InsightChart {
    /// What is counted.
    pub name: &'static str,
    /// The first stretch: "2 November 2026".
    pub first: String,
    /// The last stretch.
    pub last: String,
    /// What is said of it to whoever doesn't see it.
    pub said: String,
    /// The largest number.
    pub highest: u64,
    /// How often in each stretch, and what the stretch is called.
    pub counts: Vec<(u64, String)>,
}

/// A bar of a chart, in units of its picture: a hundred high, ten for each bar.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// From the left.
    pub x: usize,
    /// From above.
    pub y: u64,
    /// From there to the ground.
    pub height: u64,
    /// How often.
    pub count: u64,
    /// When.
    pub when: &'a str,
}

impl InsightChart {
    /// How wide the picture is.
    pub fn width(&self) -> usize {
        self.counts.len() * 10
    }

    /// The bars of what happened at all; the smallest can be seen.
    pub fn bars<'a>(&'a self) -> Vec<Bar<'a>> {
        let bar = |(number, counted): (usize, &'a (u64, String))| {
            let (count, when) = counted;
            let height = (count * 100).div_ceil(self.highest.max(1)).clamp(2, 100);
            (*count > 0).then_some((number * 10 + 1, height, *count, when))
        };
        let drawn = self.counts.iter().enumerate().filter_map(bar);
        drawn.map(|(x, height, count, when)| Bar { x, y: 100 - height, height, count, when }).collect()
    }
}

/// What is told one by one.
#[derive(Debug, Clone)]
pub struct InsightTable {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// What is counted, where the heading does not say it.
    pub note: &'static str,
    /// What a row is about, and its numbers.
    pub head: Vec<&'static str>,
    /// The rows, those with most first.
    pub rows: Vec<InsightRow>,
    /// The same and more as a table for spreadsheets.
    pub export_href: String,
    /// What is said where there are none.
    pub empty: &'static str,
}

/// A row: what it is about, and its numbers.
#[derive(Debug, Clone)]
pub struct InsightRow {
    /// What it is about.
    pub name: String,
    /// What tells it from others of its name: an address.
    pub detail: String,
    /// Insight narrowed to it.
    pub href: Option<String>,
    /// How long its bar is, of a thousand.
    pub share: u64,
    /// Its numbers.
    pub numbers: Vec<Number>,
}

impl Samples for InsightPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let href = Some(format!("{base}/admin/history?type=view"));
        let number = |number| Number { number, href: href.clone() };
        let tab =
            |text: &str, current| InsightTab { href: format!("{base}/admin/insight"), text: text.into(), current };
        let row = |name: &str, detail: &str, most: u64| InsightRow {
            name: name.into(),
            detail: detail.into(),
            href: href.clone(),
            share: most.min(1_000),
            numbers: vec![number(most * 1_204), number(most), number(0), Number { number: 3, href: None }],
        };
        let rows = vec![
            row("Press kit", "", 1_000),
            row(samples::LONG_TITLE, samples::LONG_MAIL, 412),
            row(samples::ARABIC_TITLE, "", 12),
            row("Deleted kit 12", "", 1),
        ];
        let table = |rows: Vec<InsightRow>| InsightTable {
            name: "kits",
            title: "Kits".into(),
            note: "However they were reached.",
            head: vec!["Kit", "Views", "Requests", "Approvals", "Downloads"],
            rows,
            export_href: format!("{base}/admin/insight/export?table=kits"),
            empty: "No kit was looked at.",
        };
        let step = |name, count: u64, note: &str, share| InsightStep {
            name,
            text: None,
            number: number(count),
            note: note.into(),
            share,
        };
        let counts: Vec<(u64, String)> = (0..53).map(|week| (week * 37 % 60, format!("Week {week}"))).collect();
        let chart = |name| InsightChart {
            name,
            first: "Week of 1 January 2026".into(),
            last: "Week of 28 December 2026".into(),
            said: "Requests by week.".into(),
            highest: 59,
            counts: counts.clone(),
        };
        let wishes = |faults: Vec<String>| InsightWishes {
            from: "2026-01-01".into(),
            to: "2026-12-31".into(),
            portal: "7".into(),
            kit: String::new(),
            portals: vec![Choice { id: "7".into(), title: samples::LONG_TITLE.into() }],
            kits: vec![Choice { id: "8".into(), title: samples::ARABIC_TITLE.into() }],
            faults,
        };
        let page = |steps, charts, series, tables, is_empty| InsightPage {
            shell: samples::desk_shell(base, DeskRoom::Insight),
            tabs: vec![tab("Overview", true), tab("Portals and kits", false)],
            spans: vec![tab("30 days", false), tab("Everything", true)],
            action: format!("{base}/admin/insight"),
            wishes: wishes(if is_empty { vec!["The last day lies before the first.".into()] } else { vec![] }),
            days: "1 January to 31 December 2026".into(),
            since: (!is_empty).then(|| "1 May 2026".into()),
            steps,
            charts,
            series,
            tables,
            is_empty,
        };
        let steps = vec![
            step("Views", 1_204_000, "", 1_000),
            step("Requests", 100_000, "8 for every 100 views", 83),
            step("Approvals", 91_000, "91 for every 100 requests", 75),
            InsightStep { text: Some("3 hours".into()), ..step("Median", 0, "half of them took no longer", 0) },
        ];
        vec![
            ("many", page(steps, vec![chart("Views"), chart("Requests")], Some(table(rows.clone())), vec![], false)),
            ("tables", page(vec![], vec![], None, vec![table(rows), table(vec![])], false)),
            ("empty", page(vec![], vec![], None, vec![], true)),
        ]
    }
}
