//! A running desk.

use crate::{Actor, Clock, records::Records};
use app::{App, Parts, keys::Keys, settings::Settings};
use domain::{Network, TechnicalProperty};
use mail::{Address, Mailbox, Transport};
use preview::{Config, Previewer};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::Store;
use web::{Site, SiteParts};

/// What one may choose before a desk opens.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What the operator set.
    pub settings: Settings,
    /// The path under which everything lies.
    pub base: String,
    /// What links begin with, where the operator said so.
    pub public_url: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Who may read the metrics without being an admin.
    pub metrics_allow: Vec<Network>,
    /// The location by which nginx would send files.
    pub accel_redirect: Option<String>,
    /// The program that makes previews, and its arguments; none that exists, unless one is named.
    pub previewer: (String, Vec<String>),
}

impl Default for Setup {
    fn default() -> Self {
        let settings = Settings {
            public_url: "http://desk.example".into(),
            mail_from: Some(Address::new("desk@desk.example")),
            organisation: Some("The Desk".into()),
            language: None,
            limit_network: None,
            limit_address: None,
            limit_downloads: None,
            private_webhooks: vec![],
            fixed_properties: HashMap::new(),
        };
        let previewer = ("/nonexistent/previewer".into(), vec![]);
        Self {
            settings,
            base: String::new(),
            public_url: None,
            trusted_proxies: vec![],
            metrics_allow: vec![],
            accel_redirect: None,
            previewer,
        }
    }
}

/// A running desk on fresh records. Clones are the same desk; with the last one everything is gone.
#[derive(Clone)]
pub struct Desk {
    /// The use cases.
    pub app: App,
    /// The records, for what has no door yet.
    pub store: Store,
    /// The mails that were sent.
    pub mailbox: Mailbox,
    /// What time it is: 1 November 2026, noon, until it is moved.
    pub clock: Clock,
    pub(crate) router: Router,
    _following: Option<Arc<Following>>,
    setup: Setup,
    ground: Arc<Ground>,
}

const SEED: u64 = 0x5eed;

/// What the nodes of a desk share.
struct Ground {
    records: Records,
    folder: tempfile::TempDir,
    /// The seed of the next node: no two draw the same references.
    next_seed: AtomicU64,
}

/// Follows what other processes change, as a server does; ends with the desk.
struct Following(tokio::task::AbortHandle);

impl Following {
    async fn of(app: &App, store: &Store) -> Self {
        store.catch_up().await.expect("the feed of changes");
        let followed = app.clone();
        Self(tokio::spawn(async move { followed.follow_changes().await }).abort_handle())
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}

pub(crate) type Router = web::Router;

impl Desk {
    /// Opens a desk.
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// Opens a desk, set up otherwise.
    pub async fn open_with(change: impl FnOnce(&mut Setup)) -> Self {
        let mut setup = Setup::default();
        change(&mut setup);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let records = Records::fresh(folder.path()).await;
        Self::upon(setup, records, folder).await
    }

    /// Opens a desk on records that are there already, and on the files in the folder `files` of `folder`.
    pub async fn over(records: Records, folder: tempfile::TempDir) -> Self {
        Self::upon(Setup::default(), records, folder).await
    }

    async fn upon(setup: Setup, records: Records, folder: tempfile::TempDir) -> Self {
        let clock = Clock::at("2026-11-01T12:00:00Z");
        let ground = Ground { records, folder, next_seed: AtomicU64::new(SEED) };
        Self::node(setup, Arc::new(ground), Mailbox::new(), clock, true).await
    }

    /// Where the records are, for looking behind the store's back.
    pub fn records(&self) -> &Records {
        &self.ground.records
    }

    /// Another process on the same records and files. One that does not follow what others change answers nothing from
    /// memory.
    pub async fn another_node(&self, follows: bool) -> Self {
        let (setup, ground) = (self.setup.clone(), self.ground.clone());
        Self::node(setup, ground, self.mailbox.clone(), self.clock.clone(), follows).await
    }

    async fn node(setup: Setup, ground: Arc<Ground>, mailbox: Mailbox, clock: Clock, follows: bool) -> Self {
        let store = Store::open(&ground.records.url).await.expect("records open");
        let blobs = blobs::Blobs::open_folder(&ground.folder.path().join("files")).expect("a folder for files");
        let ticking = clock.clone();
        let seed = ground.next_seed.fetch_add(1, Ordering::Relaxed);
        let (program, arguments) = setup.previewer.clone();
        let app = App::new(Parts {
            store: store.clone(),
            blobs,
            previewer: Previewer::new(Config { ffmpeg: preview::on_path("ffmpeg"), ..Config::new(program, arguments) }),
            transport: Transport::mailbox(mailbox.clone()),
            settings: setup.settings.clone(),
            keys: Keys::new(b"a key for tests only"),
            clock: Arc::new(move || ticking.now()),
            random: Arc::new(repeatable_random(seed)),
        });
        let router = web::router(Site::new(SiteParts {
            app: app.clone(),
            base: setup.base.clone(),
            public_url: setup.public_url.clone(),
            trusted_proxies: setup.trusted_proxies.clone(),
            metrics_allow: setup.metrics_allow.clone(),
            accel_redirect: setup.accel_redirect.clone(),
            mailbox: None,
        }));
        let following = if follows { Some(Arc::new(Following::of(&app, &store).await)) } else { None };
        Self { app, store, mailbox, clock, router, _following: following, setup, ground }
    }

    /// The folder of the records (on SQLite) and of the files.
    pub fn data(&self) -> &Path {
        self.ground.folder.path()
    }

    /// How many changes were told to other processes.
    pub async fn changes_told(&self) -> u64 {
        store::changes::count(&self.store).await.expect("the feed of changes")
    }

    /// Somebody without any credentials.
    pub fn visitor(&self) -> Actor {
        Actor::new(self, None, None)
    }

    /// Switches a technical property.
    pub async fn switch(&self, property: TechnicalProperty, on: bool) {
        app::properties::set_as_operator(&self.app, property, on, None).await.expect("a property");
    }

    /// Leases work of one kind that is due, and does nothing with it, as who dies would; how much that was.
    pub async fn leases(&self, kind: &str, span: std::time::Duration) -> usize {
        let now = self.clock.now();
        let leased = store::outbox::lease(&self.store, kind, "somebody else", 100, now, now.plus(span)).await;
        leased.expect("the outbox").len()
    }

    /// Remembers now what happened a while ago: so what a slow transaction did becomes visible.
    pub async fn remembers_late(&self, kind: &str, ago: std::time::Duration) {
        let at = self.clock.now().minus(ago);
        let (kind, event) = (kind.to_owned(), store::events::NewEvent::default());
        let remembered: store::Result<_> =
            store::write!(self.store, |tx| store::events::record(tx, &kind, &event, at).await);
        remembered.expect("an event");
    }

    /// How many files are stored.
    pub fn files(&self) -> usize {
        let shelves = std::fs::read_dir(self.ground.folder.path().join("files")).expect("the folder of files");
        let files = |shelf: std::fs::DirEntry| std::fs::read_dir(shelf.path()).map_or(0, Iterator::count);
        shelves.filter_map(Result::ok).map(files).sum()
    }

    /// Does all background work that is due.
    pub async fn run_jobs(&self) {
        app::jobs::run_all_due(&self.app, "tests").await.expect("the outbox");
    }
}

/// The same bytes in each run, and never twice in one.
fn repeatable_random(seed: u64) -> impl Fn(&mut [u8]) + Send + Sync {
    let state = AtomicU64::new(seed << 32);
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: well mixed, which is all that tests need.
            let mut word = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(word ^ (word >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
