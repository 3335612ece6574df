//! Downloading: who may have which bytes, the plan of an archive, and counting it once.

use crate::{
    App, Outcome, Refusal, Viewer,
    browse::{self, Contents},
    caches::{Question, Subject},
    place::{self, Spot},
    settings::SELECTION_LIFETIME,
    turns,
};
use blobs::Blob;
use bytes::Bytes;
use delivery::{LastModified, Representation, StrongEtag};
use domain::{place::PolicySource, *};
use http::HeaderValue;
use sha2::{Digest, Sha256};
use std::{collections::HashSet, fs::File, io, sync::Arc};
use store::{assets::Asset, events::NewEvent, selections};

pub use archive::{Archive, ZipSource, archive, archived, keep_archive};
pub use count::{count_archive, count_file, count_rendition, is_counted};
pub use manifest::{Manifest, manifest};
pub use turns::Turn;

mod archive;
mod count;
mod manifest;

/// What only an authorisation makes: these assets may be downloaded by this viewer, now.
#[derive(Debug)]
pub struct Permit {
    assets: Vec<Asset>,
    folders: Vec<String>,
    /// Where each asset is reached, and whose policy counts there; none where no manifest is wanted.
    reached: Vec<Reached>,
    name: String,
    about: NewEvent,
    counted_as: String,
    /// What it rests on.
    grounds: Vec<Subject>,
    /// When it lapses by the clock.
    until: Option<Timestamp>,
}

impl Permit {
    /// The assets that may be downloaded.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// How long this counts for a viewer: what they are known by and what it rests on, and when the first of it lapses.
    pub fn counts_for(&self, viewer: &Viewer) -> (Vec<Subject>, Option<Timestamp>) {
        let grounds = self.grounds.iter().copied().chain(viewer.grounds()).collect::<HashSet<_>>();
        (grounds.into_iter().collect(), self.until.into_iter().chain(viewer.until).min())
    }
}

/// Why a download is not allowed.
#[derive(Debug)]
pub enum Denied {
    /// One has to ask first, or nobody may: these are not allowed, the others are.
    NoAccess {
        /// The ones that are not allowed.
        denied: Vec<Asset>,
        /// The ones that are.
        allowed: Vec<AssetId>,
        /// Whether asking makes sense.
        can_ask: bool,
    },
    /// Anything else.
    Refusal(Refusal),
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Denied::Refusal(refusal)
    }
}

impl From<store::Error> for Denied {
    fn from(error: store::Error) -> Self {
        Denied::Refusal(error.into())
    }
}

/// Asks for permission to download assets of a place (`None`: everything that shows there).
pub async fn authorise(app: &App, viewer: &Viewer, spot: &Spot, assets: Option<&[AssetId]>) -> Result<Permit, Denied> {
    let contents = match assets {
        Some(assets) => browse::contents_of(app, viewer, spot, assets).await?,
        None => browse::contents(app, viewer, spot).await?,
    };
    let wanted = assets.map_or_else(|| contents.asset_ids(), <[AssetId]>::to_vec);
    let holder = viewer.holder(app).await?;
    let (mut allowed, mut denied, mut can_ask) = (Vec::new(), Vec::new(), false);
    for id in &wanted {
        let asset = contents.assets.get(id).ok_or(Refusal::NotFound)?;
        match contents.access(spot, *id, &holder, app.now()) {
            access if access.is_allowed() => allowed.push(asset.clone()),
            access => {
                can_ask |= matches!(access, Access::Ask(_));
                denied.push(asset.clone());
            }
        }
    }
    if !denied.is_empty() {
        return Err(Denied::NoAccess { denied, allowed: allowed.iter().map(|asset| asset.id).collect(), can_ask });
    }
    let about = NewEvent {
        portal_id: spot.place.portal(),
        kit_id: spot.place.kit(),
        user_id: viewer.user.as_ref().map(|user| user.id),
        requester_user_id: viewer.user.as_ref().map(|user| user.id),
        external_user_id: viewer.proven.as_ref().map(|proven| proven.user.id),
        browser_id: viewer.browser,
        ..NewEvent::default()
    };
    let folders = folders(&contents, &allowed, spot.kit.is_none());
    let reached = match manifest::is_wanted(spot) {
        true => allowed.iter().map(|asset| reached(&contents, spot, asset.id)).collect(),
        false => vec![],
    };
    let mut grounds = place::grounds(spot, &contents.kits);
    grounds.extend(viewer.subjects().iter().map(|subject| subject.changed()));
    grounds.extend(allowed.iter().map(|asset| Subject::Asset(asset.id)));
    if assets.is_none() {
        // A kit that does not show now may do so later.
        grounds.extend(place::about(app, spot).await?);
    }
    let until =
        holder.grants.iter().filter(|grant| grant.is_live(app.now())).filter_map(|grant| grant.expires_at).min();
    Ok(Permit {
        assets: allowed,
        folders,
        reached,
        name: spot.title().to_owned(),
        about,
        counted_as: viewer.counted_as(app),
        grounds,
        until,
    })
}

/// The permit that was given to the same question before, where it still counts.
pub fn permitted(app: &App, question: &Question) -> Option<Arc<Permit>> {
    app.caches.permits.answer(app, question)
}

/// Keeps a permit as the answer to a question that was taken before anything was read.
pub fn keep_permit(app: &App, question: Question, permit: Permit) -> Arc<Permit> {
    let permit = Arc::new(permit);
    let made = question.made(&permit.grounds, permit.until);
    app.caches.permits.keep(question.text, made, 1_500, permit.clone());
    permit
}

/// In an archive of a portal each kit is a folder; in one of a kit the files lie side by side.
fn folders(contents: &Contents, assets: &[Asset], by_kit: bool) -> Vec<String> {
    let title = |asset: &Asset| {
        let kit = contents.kits_with(asset.id).first().and_then(|spot| spot.kit.as_ref());
        kit.map(|kit| kit.title.clone()).unwrap_or_default()
    };
    assets.iter().map(|asset| if by_kit { title(asset) } else { String::new() }).collect()
}

/// The places by which an asset may be open, each with whose policy counts there.
type Reached = Vec<(Place, Option<PolicySource>)>;

fn reached(contents: &Contents, spot: &Spot, asset: AssetId) -> Reached {
    let counting = contents.counting(spot, asset).into_iter();
    counting.map(|spot| (spot.place, spot.policy.map(|(_, source)| source))).collect()
}

/// Asks for permission to download one asset outside of any place: a signed-in user downloads what a kit opens or a
/// grant covers; managers and admins everything.
pub async fn authorise_user(app: &App, viewer: &Viewer, id: AssetId) -> Result<Permit, Denied> {
    let user = viewer.signed_in()?;
    let asset = store::assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let holder = viewer.holder(app).await?;
    if !may_user_download(app, &holder, id).await? {
        return Err(Denied::NoAccess { denied: vec![asset], allowed: vec![], can_ask: true });
    }
    let about = NewEvent { user_id: Some(user.id), requester_user_id: Some(user.id), ..NewEvent::default() };
    Ok(Permit {
        folders: vec![String::new()],
        reached: vec![],
        name: asset.title.clone(),
        assets: vec![asset],
        about,
        counted_as: viewer.counted_as(app),
        grounds: vec![],
        until: None,
    })
}

/// Asks for permission to download one version of an asset: managers and admins everything.
pub async fn authorise_version(app: &App, viewer: &Viewer, id: AssetId, number: i64) -> Outcome<Permit> {
    let user = viewer.manager()?;
    let versions = crate::library::versions(app, viewer, id).await?;
    let version = versions.iter().find(|version| version.number == number).ok_or(Refusal::NotFound)?;
    let asset = store::assets::by_version(&app.store, version.id).await?.ok_or(Refusal::NotFound)?;
    let about = NewEvent { user_id: Some(user.id), requester_user_id: Some(user.id), ..NewEvent::default() };
    Ok(Permit {
        folders: vec![String::new()],
        reached: vec![],
        name: asset.title.clone(),
        assets: vec![asset],
        about,
        counted_as: viewer.counted_as(app),
        grounds: vec![],
        until: None,
    })
}

pub(crate) async fn may_user_download(app: &App, holder: &Holder, asset: AssetId) -> Outcome<bool> {
    if holder.role.is_some_and(Role::sees_everything) {
        return Ok(true);
    }
    let kits = store::kits::of_assets(&app.store, &[asset]).await?;
    for (_, kit) in &kits {
        let Some(spot) = crate::place::by_ids(app, None, Some(*kit)).await? else { continue };
        if access(spot.place, spot.policy, Some(asset), holder, app.now()).is_allowed() {
            return Ok(true);
        }
    }
    let portals: Vec<PortalId> = holder
        .grants
        .iter()
        .filter_map(|grant| match grant.scope {
            GrantScope::Portal(portal) => Some(portal),
            _ => None,
        })
        .collect();
    for portal in portals {
        for (_, kit) in &kits {
            let Some(spot) = crate::place::by_ids(app, Some(portal), Some(*kit)).await? else { continue };
            if access(spot.place, spot.policy, Some(asset), holder, app.now()).is_allowed() {
                return Ok(true);
            }
        }
    }
    // Asked for by a program, without a place: an asset grant counts wherever its holder sees the asset, and users see all.
    let granted = |grant: &Grant| grant.is_live(app.now()) && grant.scope == GrantScope::Asset(asset);
    Ok(kits.is_empty() && holder.grants.iter().any(granted) || {
        let disabled_everywhere = all_disabled(app, &kits).await?;
        !disabled_everywhere && holder.grants.iter().any(granted)
    })
}

async fn all_disabled(app: &App, kits: &[(AssetId, KitId)]) -> Outcome<bool> {
    for (_, kit) in kits {
        if let Some(kit) = store::kits::by_id(&app.store, *kit).await?
            && kit.policy != Policy::Disabled
        {
            return Ok(false);
        }
    }
    Ok(!kits.is_empty())
}

/// One file on its way out.
#[derive(Debug)]
pub struct FileDownload {
    /// Its bytes as HTTP sees them.
    pub representation: Representation,
    /// The name under which it is saved.
    pub filename: String,
    /// The open bytes.
    pub blob: FileReader,
}

fn representation(asset: &Asset) -> Outcome<Representation> {
    let digest = digest(&asset.sha256)?;
    Ok(Representation {
        length: asset.size,
        etag: StrongEtag::from_sha256(&digest),
        last_modified: LastModified::Exact(asset.version_created_at.seconds()),
        content_type: HeaderValue::from_str(&asset.content_type)
            .unwrap_or(HeaderValue::from_static("application/octet-stream")),
    })
}

pub(crate) fn digest(hex_digest: &str) -> Outcome<[u8; 32]> {
    let mut digest = [0; 32];
    hex::decode_to_slice(hex_digest, &mut digest).map_err(Refusal::internal)?;
    Ok(digest)
}

/// The file of a permit for one asset. A file that can't be read fails here, before the first byte.
pub async fn file(app: &App, permit: &Permit) -> Outcome<FileDownload> {
    let asset = permit.assets.first().ok_or(Refusal::NotFound)?;
    let key = asset.blob_key.parse().map_err(|_| Refusal::internal("an asset with an unreadable key"))?;
    let blob = app.blobs.open(key).await?;
    if blob.size() != asset.size {
        let (id, found, expected) = (asset.id, blob.size(), asset.size);
        return Err(Refusal::internal(format!(
            "the stored file {key} of asset {id} has {found} bytes instead of {expected}"
        )));
    }
    Ok(FileDownload {
        representation: representation(asset)?,
        filename: asset.filename.clone(),
        blob: FileReader(blob),
    })
}

/// The bytes of the one file of a permit, where it is small and was read of late.
pub fn recall(app: &App, permit: &Permit) -> Option<Bytes> {
    let [asset] = permit.assets.as_slice() else { return None };
    app.blobs.recall(asset.blob_key.parse().ok()?)
}

/// Waits until it is the requester's turn: so many of their downloads flow at once as the settings say, the next ones
/// queue. To be held for as long as bytes flow.
pub async fn turn(app: &App, permit: &Permit) -> Option<Turn> {
    app.turns.take(&permit.counted_as, app.in_force().limit_downloads).await
}

/// Keeps a selection to download under the hash of its ids; the hash. The same ids in any order have the same one.
pub async fn keep_selection(app: &App, assets: &[AssetId]) -> Outcome<String> {
    let mut ids = assets.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let text: Vec<String> = ids.iter().map(AssetId::to_string).collect();
    let hash = hex::encode(&Sha256::digest(text.join(","))[..16]);
    let until = app.now().plus(SELECTION_LIFETIME);
    store::write!(app.store, |tx| Ok::<_, Refusal>(selections::keep(tx, &hash, &ids, until).await?))?;
    Ok(hash)
}

/// The selection under a hash, and when its week is over; refused where there is none, or it is.
pub async fn kept_selection(app: &App, hash: &str) -> Outcome<(Vec<AssetId>, Timestamp)> {
    selections::kept(&app.store, hash, app.now()).await?.ok_or(Refusal::NotFound)
}

/// Why open bytes could not be read: the storage may answer again, or something is broken.
pub fn unreadable(error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::TimedOut => Refusal::Unavailable(Box::new(error)),
        _ => Refusal::internal(error),
    }
}

/// The open bytes of a file, for delivery.
#[derive(Debug)]
pub struct FileReader(Blob);

impl FileReader {
    /// Bytes that were opened elsewhere, such as a preview's.
    pub fn of(blob: Blob) -> Self {
        Self(blob)
    }
}

impl delivery::stream::Reader for FileReader {
    fn size(&self) -> u64 {
        self.0.size()
    }

    async fn read_at(&self, offset: u64, len: usize) -> io::Result<Bytes> {
        Ok(self.0.read_at(offset, len).await?)
    }

    fn ahead(&self, offset: u64, len: u64) {
        self.0.ahead(offset, len);
    }

    fn lend(&self, offset: u64, len: usize) -> Option<Arc<File>> {
        self.0.lend(offset, len)
    }

    async fn read_into(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        Ok(self.0.read_into(offset, buffer).await?)
    }
}
