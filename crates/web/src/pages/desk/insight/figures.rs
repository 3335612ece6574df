//! What the pages of insight say, each number with the way to its rows.

mod decisions;

use super::{PATH, Told, said};
use crate::{
    Site,
    failure::Failure,
    pages::desk::format::format_of,
    views::{
        desk::{InsightChart, InsightRow, InsightStep, InsightTable, Number},
        words::grouped,
    },
};
use app::{
    Viewer,
    insight::{self, Counts, Ranked, Wanted},
};
use domain::{AssetId, Days, calendar::Step};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What is told of, and to whom.
pub(super) struct Figures<'a> {
    pub site: &'a Site,
    pub viewer: &'a Viewer,
    pub wanted: Wanted,
    /// The days of it.
    pub days: Days,
    /// The same as it stands in the address.
    pub search: &'a str,
}

/// A part of a whole, in thousandths.
fn share(part: u64, whole: u64) -> u64 {
    (part * 1_000).checked_div(whole).unwrap_or(0).max(u64::from(part > 0))
}

/// So many of a hundred, where there is anything to compare with.
fn of_hundred(part: u64, whole: u64, what: &str) -> String {
    match (part * 100).checked_div(whole) {
        Some(hundredth) => format!("{} for every 100 {what}", grouped(&hundredth)),
        None => String::new(),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

impl Figures<'_> {
    /// A list of the desk, narrowed to these days, to what is told of, and to `more`: pairs of a name and a value.
    fn list(&self, path: &str, days: Days, more: &[(&str, &str)]) -> String {
        self.address(path, &format!("from={}&to={}", days.first(), days.last()), more)
    }

    /// The same with the days as they are to stand in the address.
    fn address(&self, path: &str, days: &str, more: &[(&str, &str)]) -> String {
        let is_named = |name: &str| more.iter().any(|(named, _)| *named == name);
        let mut fields: Vec<String> = more.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        fields.push(days.to_owned());
        fields.extend(self.wanted.portal.filter(|_| !is_named("portalId")).map(|id| format!("portalId={id}")));
        fields.extend(self.wanted.kit.filter(|_| !is_named("kitId")).map(|id| format!("kitId={id}")));
        self.site.path(&format!("{path}?{}", fields.join("&")))
    }

    fn history(&self, number: u64, days: Days, kind: &str, more: &[(&str, &str)]) -> Number {
        let more: Vec<(&str, &str)> = [("type", kind)].into_iter().chain(more.iter().copied()).collect();
        Number { number, href: (number > 0).then(|| self.list("/admin/history", days, &more)) }
    }

    fn requests(&self, number: u64, days: Days, more: &[(&str, &str)]) -> Number {
        let more: Vec<(&str, &str)> = [("tab", "all")].into_iter().chain(more.iter().copied()).collect();
        Number { number, href: (number > 0).then(|| self.list("/admin/users/download-requests", days, &more)) }
    }

    /// Views, requests, approvals and downloads.
    fn numbers(&self, counts: Counts, days: Days, more: &[(&str, &str)]) -> Vec<Number> {
        vec![
            self.history(counts.views, days, "view", more),
            self.requests(counts.requests, days, more),
            self.history(counts.approvals, days, "decision.approved", more),
            self.history(counts.downloads, days, "download", more),
        ]
    }

    fn export(&self, table: &str) -> String {
        self.site.path(&format!("{PATH}/export?table={table}&{}", self.search))
    }

    pub async fn overview(&self) -> Result<Told, Failure> {
        let told = insight::overview(&self.site.app, self.viewer, &self.wanted).await?;
        let total = told.total;
        let largest = total.views.max(total.requests).max(total.approvals).max(total.downloads);
        let notes = [
            String::new(),
            // Views are counted since a later time than requests, where an installation is old: then the two can't be compared.
            if total.views < total.requests { String::new() } else { of_hundred(total.requests, total.views, "views") },
            of_hundred(total.approvals, total.requests, "requests"),
            of_hundred(total.downloads, total.requests, "requests"),
        ];
        let names = ["Views", "Requests", "Approvals", "Downloads"];
        let steps = self.numbers(total, told.days, &[]).into_iter().zip(names).zip(notes);
        let steps = steps.map(|((number, name), note)| {
            let share = share(number.number, largest);
            InsightStep { name, text: None, number, note, share }
        });
        if total.is_nothing() {
            return Ok(Told::default());
        }
        let called: Vec<String> = told.steps.iter().map(|(days, _)| called(told.step, *days)).collect();
        let counts = |of: fn(&Counts) -> u64| told.steps.iter().map(move |(_, counts)| of(counts)).collect();
        let charts = [
            chart("Views", told.step, counts(|counts| counts.views), &called),
            chart("Requests", told.step, counts(|counts| counts.requests), &called),
            chart("Approvals", told.step, counts(|counts| counts.approvals), &called),
            chart("Downloads", told.step, counts(|counts| counts.downloads), &called),
        ];
        let rows = told.steps.iter().zip(&called).map(|((days, counts), called)| InsightRow {
            name: called.clone(),
            detail: String::new(),
            href: None,
            share: 0,
            numbers: self.numbers(*counts, *days, &[]),
        });
        let when = match told.step {
            Step::Day => "Day",
            Step::Week => "Week",
            Step::Month => "Month",
        };
        let series = InsightTable {
            name: "timeline",
            title: "Over time".into(),
            note: "",
            head: vec![when, "Views", "Requests", "Approvals", "Downloads"],
            rows: rows.collect(),
            export_href: self.export("timeline"),
            empty: "",
        };
        Ok(Told { steps: steps.collect(), charts: charts.into(), series: Some(series), tables: vec![] })
    }

    pub async fn places(&self, most: u32) -> Result<Told, Failure> {
        let (portals, kits) = insight::places(&self.site.app, self.viewer, &self.wanted, most).await?;
        let portals = portals.into_iter().map(|of| Ranked { id: of.id.0, title: of.title, count: of.count });
        let kits = kits.into_iter().map(|of| Ranked { id: of.id.0, title: of.title, count: of.count });
        let tables = vec![
            InsightTable {
                name: "portals",
                title: "Portals".into(),
                note: "What happened at them and at their kits, as they were reached through them.",
                head: vec!["Portal", "Views", "Requests", "Approvals", "Downloads"],
                rows: self.of_places(portals.collect(), "portal", "portalId"),
                export_href: self.export("portals"),
                empty: "Nothing happened at a portal.",
            },
            InsightTable {
                name: "kits",
                title: "Kits".into(),
                note: "However they were reached.",
                head: vec!["Kit", "Views", "Requests", "Approvals", "Downloads"],
                rows: self.of_places(kits.collect(), "kit", "kitId"),
                export_href: self.export("kits"),
                empty: "Nothing happened at a kit.",
            },
        ];
        Ok(Told { tables, ..Told::default() })
    }

    fn of_places(&self, places: Vec<Ranked<i64, Counts>>, word: &str, field: &str) -> Vec<InsightRow> {
        let used = |counts: &Counts| counts.requests + counts.downloads;
        let largest = places.iter().map(|place| used(&place.count)).max().unwrap_or(0);
        let row = |place: Ranked<i64, Counts>| {
            let id = place.id.to_string();
            InsightRow {
                name: place.title.unwrap_or_else(|| format!("Deleted {word} {id}")),
                detail: String::new(),
                href: Some(self.list(PATH, self.days, &[(field, id.as_str())])),
                share: share(used(&place.count), largest),
                numbers: self.numbers(place.count, self.days, &[(field, id.as_str())]),
            }
        };
        places.into_iter().map(row).collect()
    }

    pub async fn assets(&self, most: u32) -> Result<Told, Failure> {
        let told = insight::medias(&self.site.app, self.viewer, &self.wanted, most).await?;
        let rows = |assets: Vec<Ranked<AssetId>>, number: &dyn Fn(u64, &str) -> Number| -> Vec<InsightRow> {
            let largest = assets.iter().map(|asset| asset.count).max().unwrap_or(0);
            let row = |asset: Ranked<AssetId>| {
                let id = asset.id.to_string();
                InsightRow {
                    name: asset.title.unwrap_or_else(|| format!("Deleted asset {id}")),
                    detail: String::new(),
                    href: None,
                    share: share(asset.count, largest),
                    numbers: vec![number(asset.count, &id)],
                }
            };
            assets.into_iter().map(row).collect()
        };
        let tables = vec![
            InsightTable {
                name: "assets-asked",
                title: "Asked for most often".into(),
                note: "By name; who asks for a whole kit or portal asks for none by name.",
                head: vec!["Asset", "Requests"],
                rows: rows(told.asked, &|count, id| self.requests(count, self.days, &[("mediaId", id)])),
                export_href: self.export("assets-asked"),
                empty: "No asset was asked for by name.",
            },
            InsightTable {
                name: "assets-taken",
                title: "Taken most often".into(),
                note: "By itself or in an archive.",
                head: vec!["Asset", "Downloads"],
                rows: rows(told.taken, &|count, id| self.history(count, self.days, "download", &[("mediaId", id)])),
                export_href: self.export("assets-taken"),
                empty: "Nothing was downloaded.",
            },
        ];
        Ok(Told { tables, ..Told::default() })
    }

    pub async fn formats(&self) -> Result<Told, Failure> {
        let told = insight::formats(&self.site.app, self.viewer, &self.wanted).await?;
        let rows = |formats: Vec<(String, u64)>, number: &dyn Fn(u64, &str) -> Number| -> Vec<InsightRow> {
            let largest = formats.iter().map(|(_, count)| *count).max().unwrap_or(0);
            let row = |(kind, count): (String, u64)| InsightRow {
                name: format_of(&kind),
                numbers: vec![number(count, &kind)],
                detail: kind,
                href: None,
                share: share(count, largest),
            };
            formats.into_iter().map(row).collect()
        };
        let tables = vec![
            InsightTable {
                name: "formats-asked",
                title: "Asked for".into(),
                note: "How often an asset of this format was asked for by name; a request may ask for several.",
                head: vec!["Format", "Requests"],
                rows: rows(told.asked, &|count, kind| self.requests(count, self.days, &[("contentType", kind)])),
                export_href: self.export("formats-asked"),
                empty: "No asset was asked for by name.",
            },
            InsightTable {
                name: "formats-taken",
                title: "Taken".into(),
                note: "How often an asset of this format was downloaded, by itself or in an archive, which may hold several.",
                head: vec!["Format", "Downloads"],
                rows: rows(told.taken, &|count, kind| {
                    self.history(count, self.days, "download", &[("contentType", kind)])
                }),
                export_href: self.export("formats-taken"),
                empty: "Nothing was downloaded.",
            },
        ];
        Ok(Told { tables, ..Told::default() })
    }

    pub async fn people(&self, most: u32) -> Result<Told, Failure> {
        let (people, domains) = tokio::try_join!(
            insight::people(&self.site.app, self.viewer, &self.wanted, most),
            insight::domains(&self.site.app, self.viewer, &self.wanted, most)
        )?;
        let largest = people.iter().map(|person| person.requests).max().unwrap_or(0);
        let person = |person: insight::Person| {
            let mail = [("mail", person.mail.as_str())];
            InsightRow {
                share: share(person.requests, largest),
                numbers: vec![
                    self.requests(person.requests, self.days, &mail),
                    self.history(person.downloads, self.days, "download", &mail),
                ],
                href: None,
                detail: if person.name.is_some() { person.mail.clone() } else { String::new() },
                name: person.name.unwrap_or(person.mail),
            }
        };
        let most_of_domain = domains.iter().map(|of| of.count).max().unwrap_or(0);
        let domain = |of: insight::OfDomain| InsightRow {
            share: share(of.count, most_of_domain),
            numbers: vec![
                self.requests(of.count, self.days, &[("mailDomain", of.domain.as_str())]),
                Number {
                    number: of.people,
                    href: Some(self.site.path(&format!("/admin/users/external-users?q={}", encoded(&of.domain)))),
                },
            ],
            href: None,
            detail: String::new(),
            name: of.domain,
        };
        let tables = vec![
            InsightTable {
                name: "people",
                title: "People".into(),
                note: "",
                head: vec!["Requester", "Requests", "Downloads"],
                rows: people.into_iter().map(person).collect(),
                export_href: self.export("people"),
                empty: "Nobody asked for anything.",
            },
            InsightTable {
                name: "domains",
                title: "Mail domains".into(),
                note: "Of requesters without an account.",
                head: vec!["Domain", "Requests", "People"],
                rows: domains.into_iter().map(domain).collect(),
                export_href: self.export("domains"),
                empty: "Nobody asked without an account.",
            },
        ];
        Ok(Told { tables, ..Told::default() })
    }

    pub async fn reasons(&self) -> Result<Told, Failure> {
        let told = insight::reasons(&self.site.app, self.viewer, &self.wanted).await?;
        let with_reason = self.requests(told.with_reason, self.days, &[("hasReason", "true")]);
        let steps = vec![
            InsightStep {
                name: "Requests",
                text: None,
                number: self.requests(told.requests, self.days, &[]),
                note: String::new(),
                share: share(told.requests, told.requests),
            },
            InsightStep {
                name: "With a reason",
                text: None,
                number: with_reason,
                note: of_hundred(told.with_reason, told.requests, "requests"),
                share: share(told.with_reason, told.requests.max(told.with_reason)),
            },
        ];
        let tables = told.questions.into_iter().map(|question| {
            let largest = question.answers.iter().map(|(_, count)| *count).max().unwrap_or(0);
            let row = |(answer, count): (String, u64)| {
                let more = [("question", question.label.as_str()), ("answer", answer.as_str())];
                InsightRow {
                    numbers: vec![self.requests(count, self.days, &more)],
                    share: share(count, largest),
                    href: None,
                    detail: String::new(),
                    name: answer,
                }
            };
            let rows = question.answers.iter().cloned().map(row).collect();
            InsightTable {
                name: "reasons",
                title: question.label.clone(),
                note: "",
                head: vec!["Answer", "Requests"],
                rows,
                export_href: self.export("reasons"),
                empty: "",
            }
        });
        Ok(Told { steps, tables: tables.collect(), ..Told::default() })
    }
}

/// What a stretch of a chart is called.
fn called(step: Step, days: Days) -> String {
    let first = super::language().day(days.first().date());
    match step {
        Step::Day => first,
        Step::Week if days.count() > 1 => said(days),
        Step::Week => first,
        Step::Month => days.first().date().strftime("%B %Y").to_string(),
    }
}

fn chart(name: &'static str, step: Step, counts: Vec<u64>, called: &[String]) -> InsightChart {
    let highest = counts.iter().copied().max().unwrap_or(0);
    let most = counts.iter().position(|count| *count == highest).and_then(|at| called.get(at));
    let most = most.filter(|_| highest > 0).map(|when| format!(" Most: {}, {when}.", grouped(&highest)));
    let by = step.as_str();
    InsightChart {
        name,
        first: called.first().cloned().unwrap_or_default(),
        last: called.last().cloned().unwrap_or_default(),
        said: format!("{name} by {by}.{} The table below has the same numbers.", most.unwrap_or_default()),
        highest,
        counts: counts.into_iter().zip(called.iter().cloned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_at_all_has_a_bar() {
        assert_eq!((share(0, 10), share(1, 1_000_000), share(5, 10), share(3, 0)), (0, 1, 500, 1));
        assert_eq!(of_hundred(3, 0, "views"), "");
        assert_eq!(of_hundred(12, 48, "views"), "25 for every 100 views");
    }
}
