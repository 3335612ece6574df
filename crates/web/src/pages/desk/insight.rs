//! Insight: what is asked for and taken, by whom and why. Each page has an address that says what it tells of, and each
//! number leads to its rows.

mod figures;

use super::{
    Desk, language,
    narrow::{self, also, narrowed},
    shell,
};
use crate::{
    Site, export,
    extract::{Fields, Query},
    failure::Failure,
    pages::frame::render,
    views::desk::{Choice, DeskRoom, InsightChart, InsightPage, InsightStep, InsightTab, InsightTable, InsightWishes},
};
use app::{
    Refusal, Viewer,
    insight::{self, Wanted},
};
use axum::{extract::State, response::Response};
use domain::{Day, Days, KitId, PortalId};
use figures::Figures;

const PATH: &str = "/admin/insight";
/// How many rows a page shows of each kind, and an export.
const SHOWN: u32 = 20;
const EXPORTED: u32 = 10_000;

/// The pages of insight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Overview,
    Places,
    Assets,
    Formats,
    People,
    Reasons,
    Decisions,
}

impl Tab {
    const ALL: [Tab; 7] =
        [Tab::Overview, Tab::Places, Tab::Assets, Tab::Formats, Tab::People, Tab::Reasons, Tab::Decisions];

    fn path(self) -> &'static str {
        match self {
            Tab::Overview => "",
            Tab::Places => "/places",
            Tab::Assets => "/assets",
            Tab::Formats => "/formats",
            Tab::People => "/people",
            Tab::Reasons => "/reasons",
            Tab::Decisions => "/decisions",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Tab::Overview => "Overview",
            Tab::Places => "Portals and kits",
            Tab::Assets => "Assets",
            Tab::Formats => "Formats",
            Tab::People => "People",
            Tab::Reasons => "Reasons",
            Tab::Decisions => "Decisions",
        }
    }

    /// The page that a table of this name stands on.
    fn of_table(name: &str) -> Option<Self> {
        Some(match name {
            "timeline" => Tab::Overview,
            "portals" | "kits" => Tab::Places,
            "assets-asked" | "assets-taken" => Tab::Assets,
            "formats-asked" | "formats-taken" => Tab::Formats,
            "people" | "domains" => Tab::People,
            "reasons" => Tab::Reasons,
            "decisions" => Tab::Decisions,
            _ => return None,
        })
    }
}

pub(super) async fn overview(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Overview).await
}

pub(super) async fn places(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Places).await
}

pub(super) async fn assets(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Assets).await
}

pub(super) async fn formats(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Formats).await
}

pub(super) async fn people(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::People).await
}

pub(super) async fn reasons(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Reasons).await
}

pub(super) async fn decisions(state: State<Site>, desk: Desk, query: Query) -> Result<Response, Failure> {
    show(state.0, desk.0, query.0, Tab::Decisions).await
}

/// What one page tells.
#[derive(Default)]
struct Told {
    steps: Vec<InsightStep>,
    charts: Vec<InsightChart>,
    series: Option<InsightTable>,
    tables: Vec<InsightTable>,
}

async fn tell(figures: &Figures<'_>, tab: Tab, most: u32) -> Result<Told, Failure> {
    match tab {
        Tab::Overview => figures.overview().await,
        Tab::Places => figures.places(most).await,
        Tab::Assets => figures.assets(most).await,
        Tab::Formats => figures.formats().await,
        Tab::People => figures.people(most).await,
        Tab::Reasons => figures.reasons().await,
        Tab::Decisions => figures.decisions().await,
    }
}

async fn show(site: Site, viewer: Viewer, query: Fields, tab: Tab) -> Result<Response, Failure> {
    viewer.manager()?;
    let chosen = Chosen::read(&site, &query);
    let days = insight::days(&site.app, &chosen.wanted).await?;
    let search = chosen.search();
    let figures = Figures { site: &site, viewer: &viewer, wanted: chosen.wanted, days, search: &search };
    let told = tell(&figures, tab, SHOWN).await?;
    let href = |tab: Tab| site.path(&format!("{PATH}{}?{search}", tab.path()));
    let tabs = Tab::ALL.into_iter().map(|each| InsightTab {
        href: href(each),
        text: each.title().to_owned(),
        current: each == tab,
    });
    let page = InsightPage {
        shell: shell(&site, &viewer, DeskRoom::Insight, None).await?,
        tabs: tabs.collect(),
        spans: chosen.spans(&site, tab),
        action: site.path(&format!("{PATH}{}", tab.path())),
        wishes: wishes(&site, &viewer, &query, &chosen, days).await?,
        days: said(days),
        since: since(&site, tab, days),
        is_empty: told.tables.iter().all(|table| table.rows.is_empty())
            && told.steps.iter().all(|step| step.number.number == 0 && step.text.is_none()),
        steps: told.steps,
        charts: told.charts,
        series: told.series,
        tables: told.tables,
    };
    Ok(render(&page))
}

/// Since when the history tells of what a tab shows, where it is kept for less long than that. What is told from kept counts
/// goes back to the beginning.
fn since(site: &Site, tab: Tab, days: Days) -> Option<String> {
    let rests_on_history = matches!(tab, Tab::Assets | Tab::Formats | Tab::People);
    let kept_for = site.app.in_force().history_kept_for.filter(|_| rests_on_history)?;
    let begins = site.app.now().minus(kept_for);
    (days.first() < Day::of(begins)).then(|| language().day(begins.civil().date()))
}

/// A table of insight for spreadsheets: what its page shows, and more of it.
pub(super) async fn export(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let name = query.text("table");
    let tab = Tab::of_table(name).ok_or(Refusal::NotFound)?;
    let chosen = Chosen::read(&site, &query);
    let days = insight::days(&site.app, &chosen.wanted).await?;
    let figures = Figures { site: &site, viewer: &viewer, wanted: chosen.wanted, days, search: "" };
    let told = tell(&figures, tab, EXPORTED).await?;
    let of_name = told.series.into_iter().chain(told.tables).filter(|table| table.name == name);
    let mut lines: Vec<Vec<String>> = Vec::new();
    for table in of_name {
        let detailed = table.rows.iter().any(|row| !row.detail.is_empty());
        let line = |title: &str, name: &str, detail: &str, numbers: Vec<String>| {
            let grouped = (tab == Tab::Reasons).then(|| title.to_owned());
            let detail = detailed.then(|| detail.to_owned());
            grouped.into_iter().chain([name.to_owned()]).chain(detail).chain(numbers).collect::<Vec<String>>()
        };
        if lines.is_empty() {
            let numbers = table.head.iter().skip(1).map(|name| (*name).to_owned()).collect();
            lines.push(line("Question", table.head.first().copied().unwrap_or_default(), "Detail", numbers));
        }
        for row in &table.rows {
            let numbers = row.numbers.iter().map(|cell| cell.number.to_string()).collect();
            lines.push(line(&table.title, &row.name, &row.detail, numbers));
        }
    }
    export::whole(&format!("insight-{name}.csv"), lines, export::MARK)
}

/// What an address says.
struct Chosen {
    wanted: Wanted,
    /// A stretch of time that goes along with the present day; none where days are named.
    span: Option<&'static str>,
    faults: Vec<String>,
}

/// The stretches of time to choose from.
const SPANS: [(&str, &str); 4] = [("30", "30 days"), ("90", "90 days"), ("year", "This year"), ("all", "Everything")];

impl Chosen {
    fn read(site: &Site, query: &Fields) -> Self {
        let (times, faults) = narrowed(query);
        let (from, to) = (times.after.map(Day::of), times.before.map(|end| Day::of(end).plus(-1)));
        let number = |name: &str| query.get(name).and_then(|id| id.parse().ok());
        let mut wanted = Wanted { from, to, portal: number("portalId").map(PortalId), kit: number("kitId").map(KitId) };
        let mut span = None;
        if from.is_none() && to.is_none() {
            let today = Day::of(site.app.now());
            let named = SPANS.iter().find(|(name, _)| *name == query.text("span")).map_or("30", |(name, _)| name);
            wanted.from = match named {
                "all" => None,
                "year" => Some(today.first_of_year()),
                days => Some(today.plus(1 - days.parse().unwrap_or(30))),
            };
            span = Some(named);
        }
        Self { wanted, span, faults }
    }

    /// The same as it stands in an address.
    fn search(&self) -> String {
        self.search_of(self.span)
    }

    fn search_of(&self, span: Option<&str>) -> String {
        let Wanted { from, to, portal, kit } = self.wanted;
        let days = match span {
            Some(span) => vec![format!("span={span}")],
            None => [("from", from), ("to", to)]
                .into_iter()
                .filter_map(|(name, day)| Some(format!("{name}={}", day?)))
                .collect(),
        };
        let portal = portal.map(|id| format!("portalId={id}"));
        let kit = kit.map(|id| format!("kitId={id}"));
        days.into_iter().chain(portal).chain(kit).collect::<Vec<_>>().join("&")
    }

    fn spans(&self, site: &Site, tab: Tab) -> Vec<InsightTab> {
        let span = |(name, text): (&str, &str)| InsightTab {
            href: site.path(&format!("{PATH}{}?{}", tab.path(), self.search_of(Some(name)))),
            text: text.to_owned(),
            current: self.span == Some(name),
        };
        SPANS.into_iter().map(span).collect()
    }
}

async fn wishes(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    chosen: &Chosen,
    days: Days,
) -> Result<InsightWishes, Failure> {
    let (portals, kits) = app::place::home(&site.app, viewer).await?;
    let (mut portals, mut kits) = narrow::places(&portals, &kits);
    let Wanted { portal, kit, .. } = chosen.wanted;
    let deleted = |id: i64, word: &str| Choice { id: id.to_string(), title: format!("Deleted {word} {id}") };
    also(&mut portals, portal.map(|id| deleted(id.0, "portal")));
    also(&mut kits, kit.map(|id| deleted(id.0, "kit")));
    let typed = |name: &str, day: Day| match (chosen.span, query.get(name)) {
        (Some(_), None) => day.to_string(),
        (_, typed) => typed.unwrap_or_default().to_owned(),
    };
    Ok(InsightWishes {
        from: typed("from", days.first()),
        to: typed("to", days.last()),
        portal: portal.map(|id| id.to_string()).unwrap_or_default(),
        kit: kit.map(|id| id.to_string()).unwrap_or_default(),
        portals,
        kits,
        faults: chosen.faults.clone(),
    })
}

/// A stretch of days as people say it.
fn said(days: Days) -> String {
    let day = |day: Day| language().day(day.date());
    if days.count() == 1 { day(days.first()) } else { format!("{} to {}", day(days.first()), day(days.last())) }
}
