//! `ajar demo --large`: beside the ordinary demo a desk that many people have worked at for a year, to see how it feels.
//!
//! Places are made by the use cases of the desk. Assets, people and requests are written many at once by the functions that
//! the store has for that, which keep its rules: `ajar check` finds nothing to say of them. The same people ask for the same
//! things in every demo, counted back from the present moment.

mod days;
mod dice;
mod names;
mod places;
mod progress;
mod story;
mod things;

use super::{
    fill::{Filled, viewer},
    past::Past,
};
use crate::{ambient, failure::Failure};
use app::{App, Refusal};
use blobs::{BlobKey, Blobs};
use bytes::Bytes;
use dice::Dice;
use domain::{AssetId, ExternalUserId, FolderId, Policy, Role, Timestamp, UserId};
use futures_util::{StreamExt, TryStreamExt, stream};
use names::{People, Person};
use places::Kit;
use progress::Progress;
use std::{collections::HashMap, io, time::Duration};
use store::{
    assets::{NewAsset, NewVersion},
    events::NewEvent,
    external_users,
    users::{self, NewUser},
};
use story::Asking;
use things::Thing;

/// How much there is of everything.
pub struct Size {
    /// Download requests.
    pub requests: usize,
    /// External users.
    pub people: usize,
    /// Assets.
    pub assets: usize,
    /// Kits.
    pub kits: usize,
    /// Portals.
    pub portals: usize,
    /// Users beside those of the ordinary demo.
    pub colleagues: usize,
    /// Views of pages.
    pub views: usize,
    /// Downloads of what is open to everybody.
    pub open_downloads: usize,
}

/// As `ajar demo --large` has it.
pub const LARGE: Size = Size {
    requests: 100_000,
    people: 20_000,
    assets: 10_000,
    kits: 200,
    portals: 24,
    colleagues: 36,
    views: 200_000,
    open_downloads: 40_000,
};

const SEED: u64 = 1_962;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long everything goes on.
const YEAR: u32 = 365;
/// For how long the library was filled before.
const MONTH: u32 = 30;
/// How many files are written at the same time, and how many rows go into one transaction.
const FILES_AT_ONCE: usize = 16;
const ROWS_AT_ONCE: usize = 1_000;

/// Everything that requests are about and by.
pub struct World {
    now: Timestamp,
    people: Vec<ExternalUserId>,
    kits: Vec<Kit>,
    /// Those of the kits that one has to ask for.
    askable: Vec<usize>,
    /// The public ones that are open to everybody.
    open: Vec<usize>,
    deciders: Vec<UserId>,
    colleagues: Vec<UserId>,
    sizes: HashMap<AssetId, u64>,
}

impl World {
    fn decider(&self, dice: &mut Dice) -> UserId {
        self.deciders[dice.skewed(self.deciders.len())]
    }
}

/// Fills the desk. Nobody uses it yet.
pub async fn fill(app: &App, blobs: &Blobs, filled: &Filled, size: &Size, past: &Past) -> Result<(), Failure> {
    let (now, mut dice) = (ambient::now(), Dice::new(SEED));
    let from = now.minus(DAY * YEAR);
    past.is(from);
    let assets = assets(app, blobs, filled, size, from, &mut dice).await?;
    let (deciders, colleagues) = colleagues(filled, size, &mut dice, from).await?;
    let kits = places(app, filled, size, &assets, &mut dice).await?;
    let asking = story::plan(size.requests, size.people, from, now, &mut dice);
    let people = people(filled, size, &asking, &mut dice).await?;
    let of = |fits: fn(&Kit) -> bool| (0..kits.len()).filter(|at| fits(&kits[*at])).collect::<Vec<usize>>();
    let askable = of(|kit| matches!(kit.policy, Policy::Approval | Policy::PerAssetApproval | Policy::NoApproval));
    let open = of(|kit| kit.policy == Policy::Open && kit.is_public());
    if askable.is_empty() || assets.is_empty() {
        return Err(Failure::failed("the large demo has nothing to ask for"));
    }
    let sizes = assets.into_iter().collect();
    let world = World { now, people, kits, askable, open, deciders, colleagues, sizes };
    days::live_through(&filled.store, &world, size, from, &asking, &mut dice).await
}

/// Some word or address of the large demo is none.
fn unfit(text: &str) -> Failure {
    Failure::failed(format!("the large demo says {text:?}, which is unfit"))
}

/// The assets in their folders, each with the size of its file.
async fn assets(
    app: &App,
    blobs: &Blobs,
    filled: &Filled,
    size: &Size,
    from: Timestamp,
    dice: &mut Dice,
) -> Result<Vec<(AssetId, u64)>, Failure> {
    let mut folders: Vec<FolderId> = Vec::new();
    for path in things::folders() {
        folders.extend(app::import_asset::folder_of_path(app, &path).await?);
    }
    let manager = viewer(&filled.people, Role::Manager)?.user.as_ref().map(|user| user.id);
    let progress = Progress::begin("assets", size.assets);
    let begun = from.minus(DAY * MONTH);
    let mut made = Vec::with_capacity(size.assets);
    for first in (0..size.assets).step_by(ROWS_AT_ONCE) {
        let numbers = first..(first + ROWS_AT_ONCE).min(size.assets);
        let rolled = numbers.clone().map(|number| (things::thing(number, folders.len(), dice), dice.bytes::<16>()));
        let rolled: Vec<(Thing, [u8; 16])> = rolled.collect();
        let bar = &progress;
        let stored = stream::iter(rolled).map(|(thing, key)| async move {
            let bytes = stream::iter([Ok::<_, io::Error>(Bytes::from(thing.bytes.clone()))]);
            let stored = blobs.put(BlobKey::from_bits(key), bytes, None).await;
            let stored = stored.map_err(|error| Failure::failed(crate::failure::chain(&error)))?;
            bar.did(1);
            Ok::<_, Failure>((thing, stored))
        });
        let stored: Vec<(Thing, blobs::Stored)> = stored.buffered(FILES_AT_ONCE).try_collect().await?;
        let new = numbers.zip(stored).map(|(number, (thing, stored))| {
            let passed = u32::try_from(number * 1_000 / size.assets).unwrap_or(0);
            asset(thing, &stored, &folders, manager, begun.plus(DAY * MONTH * passed / 1_000))
        });
        let new: Vec<NewAsset> = new.collect();
        made.extend(write_assets(app, filled, &new).await?);
    }
    progress.end();
    Ok(made)
}

fn asset(thing: Thing, stored: &blobs::Stored, folders: &[FolderId], by: Option<UserId>, at: Timestamp) -> NewAsset {
    NewAsset {
        folder: folders.get(thing.folder).copied(),
        title: thing.title,
        description: thing.description,
        licence: thing.licence,
        credit: thing.credit,
        tags: thing.tags,
        made_on: thing.made_on,
        version: NewVersion {
            filename: thing.filename,
            content_type: thing.content_type.to_owned(),
            blob_key: stored.key.to_string(),
            size: stored.size,
            sha256: hex::encode(stored.sha256),
            crc32: stored.crc32,
            by,
            has_position: false,
        },
        has_pictures: thing.has_pictures,
        at,
    }
}

/// Writes assets down, with their history, and what makes pictures of them in the background.
async fn write_assets(app: &App, filled: &Filled, new: &[NewAsset]) -> Result<Vec<(AssetId, u64)>, Failure> {
    let ids = store::write!(filled.store, |tx| {
        let ids = store::assets::insert_all(tx, new).await?;
        for (asset, (id, version)) in new.iter().zip(&ids) {
            if asset.has_pictures {
                app::import_asset::make_pictures(app, tx, *version).await?;
            }
            let event = NewEvent { asset_id: Some(*id), user_id: asset.version.by, ..NewEvent::default() };
            store::events::record(tx, "asset.added", &event, asset.at).await?;
        }
        Ok::<_, Refusal>(ids)
    })?;
    Ok(ids.into_iter().zip(new).map(|((id, _), asset)| (id, asset.version.size)).collect())
}

/// Users beside those of the ordinary demo, with its password: who decides, and who only asks.
async fn colleagues(
    filled: &Filled,
    size: &Size,
    dice: &mut Dice,
    at: Timestamp,
) -> Result<(Vec<UserId>, Vec<UserId>), Failure> {
    let known = |role: Role| filled.people.get(&role).and_then(|viewer| viewer.user.as_ref());
    let domain = known(Role::Admin).and_then(|user| user.mail.rsplit_once('@')).map(|(_, domain)| domain.to_owned());
    let domain = domain.ok_or_else(|| unfit("the admin's address"))?;
    let password_hash = known(Role::Admin).and_then(|user| user.password_hash.clone());
    let mut deciders: Vec<UserId> =
        [Role::Responsible, Role::Manager].into_iter().filter_map(known).map(|user| user.id).collect();
    let mut others: Vec<UserId> = known(Role::Member).map(|user| user.id).into_iter().collect();
    let mut people = People::new();
    for number in 0..size.colleagues {
        let role =
            [Role::Responsible, Role::Member, Role::Member, Role::Manager, Role::Member, Role::Responsible][number % 6];
        let Person { mail, name } = people.of(dice, &domain)?;
        let (first_name, last_name) =
            name.map(|(first, last)| (first.into_string(), last.into_string())).unwrap_or_default();
        let responsible_for_external_users = role.responsible_by_default();
        let password_hash = password_hash.clone();
        let user = NewUser { mail, first_name, last_name, role, responsible_for_external_users, password_hash };
        let id = store::write!(filled.store, |tx| Ok::<_, Refusal>(users::insert(tx, &user, at).await?))?;
        if role == Role::Member { others.push(id) } else { deciders.push(id) }
    }
    Ok((deciders, others))
}

/// The kits, and the portals that gather them.
async fn places(
    app: &App,
    filled: &Filled,
    size: &Size,
    assets: &[(AssetId, u64)],
    dice: &mut Dice,
) -> Result<Vec<Kit>, Failure> {
    let manager = viewer(&filled.people, Role::Manager)?;
    let ids: Vec<AssetId> = assets.iter().map(|(id, _)| *id).collect();
    let progress = Progress::begin("kits and portals", size.kits + size.portals);
    let mut kits = Vec::with_capacity(size.kits);
    for number in 0..size.kits {
        kits.push(places::kit(app, manager, number, &ids, dice).await?);
        progress.did(1);
    }
    for number in 0..size.portals {
        places::portal(app, manager, number, &mut kits, dice).await?;
        progress.did(1);
    }
    progress.end();
    Ok(kits)
}

/// Everybody who ever asks, known since they first do.
async fn people(
    filled: &Filled,
    size: &Size,
    asking: &[Asking],
    dice: &mut Dice,
) -> Result<Vec<ExternalUserId>, Failure> {
    let mut since: HashMap<usize, Timestamp> = HashMap::new();
    for Asking { at, person } in asking {
        since.entry(*person).or_insert(*at);
    }
    let (mut names, progress) = (People::new(), Progress::begin("external users", size.people));
    let mut ids = Vec::with_capacity(size.people);
    for first in (0..size.people).step_by(ROWS_AT_ONCE) {
        let numbers = first..(first + ROWS_AT_ONCE).min(size.people);
        let fallback = asking.first().map_or_else(ambient::now, |first| first.at);
        let some = numbers
            .map(|number| Ok::<_, Failure>((names.next(dice)?, since.get(&number).copied().unwrap_or(fallback))));
        let some: Vec<(Person, Timestamp)> = some.collect::<Result<_, Failure>>()?;
        let more = store::write!(filled.store, |tx| {
            let mut ids = Vec::with_capacity(some.len());
            for (Person { mail, name }, at) in &some {
                ids.push(match name {
                    Some((first, last)) => external_users::insert(tx, mail, first, last, *at).await?.id,
                    None => external_users::find_or_insert(tx, mail, *at).await?.id,
                });
            }
            Ok::<_, Refusal>(ids)
        })?;
        progress.did(more.len());
        ids.extend(more);
    }
    progress.end();
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        args,
        config::{Config, Layers},
        demo::{HEEDED, content::Content, fill, open},
    };
    use app::{
        Mailbox, Viewer, accounts, check,
        insight::{self, Wanted},
        library::{self, AssetFilter},
        list_places,
        list_requests::{self, Filter, Page},
    };
    use domain::RequestStatus;

    struct Nobody;

    impl app::backup::Onlooker for Nobody {
        fn expects(&self, _: u64) {}
        fn did(&self, _: u64) {}
    }

    const SMALL: Size = Size {
        requests: 500,
        people: 120,
        assets: 80,
        kits: 12,
        portals: 3,
        colleagues: 6,
        views: 300,
        open_downloads: 60,
    };

    /// A large demo on a smaller scale.
    async fn small(folder: &std::path::Path) -> (App, Viewer) {
        let matches = args::command().get_matches_from(["ajar", "demo"]);
        let config = Config::load(&Layers::without_file(&matches, HEEDED).unwrap()).unwrap();
        let (past, mailbox, content) = (Past::new(), Mailbox::new(), Content::read().unwrap());
        let (app, store, blobs) = open(&config, "localhost".into(), folder, &mailbox, &past).await.unwrap();
        let filled = fill::fill(&app, &store, &content, &past).await.unwrap();
        super::fill(&app, &blobs, &filled, &SMALL, &past).await.unwrap();
        past.ends();
        (app, viewer(&filled.people, Role::Admin).unwrap().clone())
    }

    async fn requests(app: &App, admin: &Viewer, status: Vec<RequestStatus>) -> u64 {
        let page = Page { ascending: false, after: None, size: 1 };
        list_requests::list(app, admin, &Filter { status, ..Filter::default() }, page).await.unwrap().total
    }

    #[tokio::test]
    async fn a_year_of_a_large_desk_keeps_every_rule_and_is_counted_right() {
        let folder = tempfile::tempdir().unwrap();
        let (app, admin) = small(folder.path()).await;
        let checkup = check::check(&app, &Nobody).await.unwrap();
        assert_eq!(checkup.faults, vec![]);
        assert_eq!((checkup.requests, checkup.unnamed), (500, 0));
        // Of each state there are some, but for the one that no setting brings about yet.
        let mut sum = 0;
        for status in RequestStatus::ALL.iter().filter(|status| **status != RequestStatus::Expired) {
            let count = requests(&app, &admin, vec![*status]).await;
            assert!(count > 0, "{status}");
            sum += count;
        }
        assert_eq!((sum, requests(&app, &admin, vec![]).await), (500, 500));
        let (_, _, people) = accounts::external_users(&app, &admin, None, None, 1).await.unwrap();
        let (_, _, assets) = library::newest_assets(&app, &admin, &AssetFilter::default(), None, 1).await.unwrap();
        assert_eq!(people, 120);
        assert!(assets > 80, "its own beside those of the ordinary demo: {assets}");
        let kits = list_places::kits(&app, &admin, None, None).await.unwrap();
        assert!(kits.total > 12, "{}", kits.total);
        // Insight has lived it all.
        let everything = Wanted::default();
        let overview = insight::overview(&app, &admin, &everything).await.unwrap();
        assert_eq!((overview.total.requests, overview.total.views), (500, 300));
        let steps: u64 = overview.steps.iter().map(|(_, counts)| counts.downloads).sum();
        assert_eq!(steps, overview.total.downloads);
        assert!(overview.total.downloads > 60 && overview.total.approvals > 250 && overview.total.denials > 50);
        let (portals, kits) = insight::places(&app, &admin, &everything, 100).await.unwrap();
        assert!(kits.iter().map(|kit| kit.count.requests).sum::<u64>() > 450, "few name no kit");
        assert!(portals.iter().any(|portal| portal.count.requests > 0));
        let people = insight::people(&app, &admin, &everything, 1_000).await.unwrap();
        let asked: u64 = people.iter().map(|person| person.requests).sum();
        assert_eq!(asked, 500);
        assert!(people.iter().any(|person| person.downloads > 0));
        assert!(insight::reasons(&app, &admin, &everything).await.unwrap().questions.len() >= 2);
        app.close().await;
    }
}
