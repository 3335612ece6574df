use askama::Template;

use crate::views::desk::{Chip, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Link, Status, Thumb, When};
use crate::views::words;

/// `/admin/users/download-requests`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/requests.html")]
pub struct RequestsPage {
    /// The frame.
    pub shell: DeskShell,
    /// The tab that is open.
    pub tab: RequestTab,
    /// How many requests each tab holds.
    pub counts: TabCounts,
    /// What is searched for.
    pub q: String,
    /// What else the list is narrowed to.
    pub wishes: RequestWishes,
    /// The portals to choose from.
    pub portals: Vec<Choice>,
    /// The kits to choose from.
    pub kits: Vec<Choice>,
    /// The responsibles to choose from; none to those who see their own only.
    pub responsibles: Vec<Choice>,
    /// The questions to choose from.
    pub questions: Vec<String>,
    /// The answers that they offer.
    pub answers: Vec<String>,
    /// The requests, one line each.
    pub rows: Vec<RequestRow>,
    /// Address of the next page.
    pub next_href: Option<String>,
    /// Address of the first page, on every later one.
    pub first_href: Option<String>,
    /// Address of the whole list as a table for spreadsheets; none where it is empty.
    pub export_href: Option<String>,
    /// POST of `id` (repeated), `decision` and `message` for many at once; none shows no checkboxes.
    pub bulk_action: Option<String>,
    /// GET of `id` (repeated), `act` and `tab`: what will happen to the ticked ones; none where nothing can.
    pub look_action: Option<String>,
    /// What can be done to all requests of the list at once: what it is called, and where one sees what will happen.
    pub for_all: Vec<Link>,
    /// How many requests the list has, as it is counted.
    pub total: u64,
    /// Whether nobody is there to decide but the admins.
    pub no_responsible: bool,
}

/// Something to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id, as it stands in an address.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// What the list is narrowed to, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct RequestWishes {
    /// Asked from this portal.
    pub portal: String,
    /// Asked from this kit.
    pub kit: String,
    /// Asking for this asset.
    pub asset: String,
    /// What it is called.
    pub asset_title: String,
    /// That this user may decide.
    pub responsible: String,
    /// Asked by this address.
    pub mail: String,
    /// Asked by an address of this domain.
    pub domain: String,
    /// In which this question was answered.
    pub question: String,
    /// So.
    pub answer: String,
    /// From this day on.
    pub from: String,
    /// To this day, included.
    pub to: String,
    /// What else narrows and has no field of its own: name and value.
    pub linked: Vec<(&'static str, String)>,
    /// The same as people say it, each with the list without it.
    pub chips: Vec<Chip>,
    /// What is wrong with what was typed.
    pub faults: Vec<String>,
}

impl RequestWishes {
    /// The fields of an address, those that are set.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("portalId", &self.portal),
            ("kitId", &self.kit),
            ("mediaId", &self.asset),
            ("responsibleId", &self.responsible),
            ("mail", &self.mail),
            ("mailDomain", &self.domain),
            ("question", &self.question),
            ("answer", &self.answer),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let linked = self.linked.iter().map(|(name, value)| (*name, value));
        let set = all.into_iter().chain(linked).filter(|(_, value)| !value.is_empty());
        set.map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Whether anything is set.
    pub fn is_set(&self) -> bool {
        !self.fields().is_empty()
    }
}

/// The tabs of Download Requests; their words are the values of `?tab=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestTab {
    /// `pending`.
    Pending,
    /// `approved`: wholly or partly.
    Approved,
    /// `denied`.
    Denied,
    /// `revoked`.
    Revoked,
    /// `all`: these, and what was withdrawn or expired.
    All,
}

/// How many requests each tab holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct TabCounts {
    /// Pending.
    pub pending: u64,
    /// Approved and partly approved.
    pub approved: u64,
    /// Denied.
    pub denied: u64,
    /// Revoked.
    pub revoked: u64,
    /// All there are.
    pub all: u64,
}

/// A request in one line.
#[derive(Debug, Clone)]
pub struct RequestRow {
    /// Its id.
    pub id: i64,
    /// Its own page.
    pub href: String,
    /// Who: a name, or the address where none is known.
    pub who: String,
    /// The address.
    pub mail: String,
    /// The first pictures of what is asked for, up to three.
    pub thumbs: Vec<Thumb>,
    /// What: a title, "3 files", or "Everything".
    pub what: String,
    /// Why; may be empty.
    pub reason: String,
    /// Where; empty for a request by API.
    pub place: String,
    /// When it was asked, as how long ago.
    pub asked: When,
    /// Where it stands.
    pub status: Status,
}

impl RequestTab {
    /// All of them, in order.
    pub const ALL: [RequestTab; 5] =
        [RequestTab::Pending, RequestTab::Approved, RequestTab::Denied, RequestTab::Revoked, RequestTab::All];

    /// The value of `?tab=`.
    pub fn word(&self) -> &'static str {
        match self {
            RequestTab::Pending => "pending",
            RequestTab::Approved => "approved",
            RequestTab::Denied => "denied",
            RequestTab::Revoked => "revoked",
            RequestTab::All => "all",
        }
    }

    /// Whether its requests stand in several states.
    pub fn shows_status(&self) -> bool {
        matches!(self, RequestTab::Approved | RequestTab::All)
    }

    /// The tab of a value of `?tab=`.
    pub fn parse(word: &str) -> Option<RequestTab> {
        RequestTab::ALL.into_iter().find(|tab| tab.word() == word)
    }

    /// What people read.
    pub fn label(&self) -> &'static str {
        match self {
            RequestTab::Pending => "Pending",
            RequestTab::Approved => "Approved",
            RequestTab::Denied => "Denied",
            RequestTab::Revoked => "Revoked",
            RequestTab::All => "All",
        }
    }

    /// Heading of an empty tab.
    pub fn nothing(&self) -> &'static str {
        match self {
            RequestTab::Pending => "Nothing waits for you",
            RequestTab::Approved => "Nothing is approved yet",
            RequestTab::Denied => "Nothing has been denied",
            RequestTab::Revoked => "Nothing has been revoked",
            RequestTab::All => "Nobody has asked yet",
        }
    }

    /// What an empty tab teaches.
    pub fn lesson(&self) -> &'static str {
        match self {
            RequestTab::Pending => {
                "When somebody asks for assets of a kit or portal with the policy “approval”, the request \
                 comes here, and you get a mail from which you can decide as well."
            }
            RequestTab::Approved => {
                "What you approve stands here, and what a kit with the policy “noApproval” gave by itself. \
                 From here you can revoke it at any time."
            }
            RequestTab::Denied => "What you deny stands here with your message. Whoever was denied may ask again.",
            RequestTab::Revoked => "Access that you take back stands here. It ends at once, running downloads too.",
            RequestTab::All => "Every request that you may see stands here, whatever became of it.",
        }
    }
}

impl RequestsPage {
    /// How many requests a tab holds, as people read it.
    pub fn count(&self, tab: &RequestTab) -> String {
        words::grouped(match tab {
            RequestTab::Pending => &self.counts.pending,
            RequestTab::Approved => &self.counts.approved,
            RequestTab::Denied => &self.counts.denied,
            RequestTab::Revoked => &self.counts.revoked,
            RequestTab::All => &self.counts.all,
        })
    }

    /// Whether not everything of the tab shows.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.wishes.is_set()
    }

    /// Whether the question in the address is none of those that are asked now: it was worded so before.
    pub fn asks_something_else(&self) -> bool {
        !self.wishes.question.is_empty() && !self.questions.contains(&self.wishes.question)
    }

    /// Whether requests of this tab can be decided many at once.
    pub fn decides_many(&self) -> bool {
        self.tab == RequestTab::Pending && self.bulk_action.is_some() && !self.rows.is_empty()
    }

    /// Whether what requests of this tab opened can be revoked many at once.
    pub fn revokes_many(&self) -> bool {
        self.tab == RequestTab::Approved && self.look_action.is_some() && !self.rows.is_empty()
    }

    /// "All 1,204 requests of this list".
    pub fn of_all(&self) -> String {
        match self.total {
            1 => "The request of this list".into(),
            total => format!("All {} of this list", words::requests(&total)),
        }
    }
}

impl Samples for RequestsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let list = format!("{base}/admin/users/download-requests");
        let page = |tab, rows: Vec<RequestRow>| RequestsPage {
            shell: samples::desk_shell(base, DeskRoom::Requests),
            tab,
            counts: TabCounts { pending: 12, approved: 1204, denied: 7, revoked: 0, all: 1223 },
            q: String::new(),
            wishes: RequestWishes::default(),
            portals: vec![Choice { id: "1".into(), title: samples::LONG_TITLE.into() }],
            kits: vec![Choice { id: "2".into(), title: samples::ARABIC_TITLE.into() }],
            responsibles: vec![],
            questions: vec!["Medium".into(), samples::LONG_TITLE.into()],
            answers: vec!["Print".into(), "yes".into()],
            rows,
            next_href: None,
            first_href: None,
            export_href: Some(format!("{list}/export")),
            bulk_action: None,
            look_action: None,
            for_all: vec![],
            total: 1204,
            no_responsible: false,
        };
        let all = |text: &str| Link { href: format!("{list}/bulk"), text: text.into() };
        let mut many = page(RequestTab::Pending, samples::rows(base, Status::Pending, 12));
        many.bulk_action = Some(format!("{list}/decisions"));
        many.look_action = Some(format!("{list}/bulk"));
        many.for_all = vec![all("Approve all…"), all("Deny all…")];
        many.next_href = Some(format!("{list}?cursor=b"));
        many.shell.undo = samples::undo(base);
        let mut approved = page(RequestTab::Approved, samples::rows(base, Status::PartiallyApproved, 4));
        approved.first_href = Some(list.clone());
        approved.look_action = Some(format!("{list}/bulk"));
        approved.for_all = vec![all("Revoke all…")];
        let mut empty = page(RequestTab::Pending, Vec::new());
        empty.counts = TabCounts::default();
        empty.shell.pending = 0;
        empty.no_responsible = true;
        let mut searched = page(RequestTab::Denied, Vec::new());
        searched.q = samples::LONG_MAIL.into();
        let mut narrowed = page(RequestTab::All, Vec::new());
        narrowed.wishes = RequestWishes {
            kit: "2".into(),
            asset: "7".into(),
            asset_title: samples::LONG_TITLE.into(),
            question: "Medium".into(),
            answer: "Print".into(),
            domain: "example.org".into(),
            mail: "x".into(),
            linked: vec![("contentType", "image/png".into()), ("waitedFrom", "3600".into())],
            chips: vec![
                Chip { name: "Format", value: "PNG".into(), href: list.clone() },
                Chip { name: "Waited", value: "1 hour or longer".into(), href: list.clone() },
            ],
            faults: vec!["No address.".into()],
            ..Default::default()
        };
        let mut undone = page(RequestTab::Pending, samples::rows(base, Status::Pending, 1));
        undone.shell.flash = samples::flash("Undone. The requests wait for a decision again.");
        let mut arabic = page(RequestTab::Pending, samples::rows(base, Status::Pending, 3));
        arabic.shell.lang = ::words::Language::parse("ar").unwrap_or_default();
        vec![
            ("many", many),
            ("undone", undone),
            ("approved", approved),
            ("empty", empty),
            ("searched", searched),
            ("narrowed", narrowed),
            ("revoked-empty", page(RequestTab::Revoked, Vec::new())),
            ("arabic", arabic),
        ]
    }
}
