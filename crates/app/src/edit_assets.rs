//! Changing many assets in one stroke: where they lie, what they are filed under, licence and credit.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_asset::{AssetDraft, checked_tags, describe, put},
    refusal::Faults,
};
use domain::{text::fold, *};
use store::{
    assets,
    events::{self, NewEvent},
    folders,
};

/// The most assets of one stroke.
pub const MOST: usize = 1_000;
/// How many are changed in one transaction: others get their turn in between.
const CHUNK: usize = 100;

/// What changes on each of them; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The folder they lie in; `Some(None)`: in none.
    pub folder: Option<Option<FolderId>>,
    /// Tags that each has from then on.
    pub add_tags: Vec<String>,
    /// Tags that none has from then on.
    pub remove_tags: Vec<String>,
    /// Under what licence they may be used; empty: it is not said.
    pub licence: Option<String>,
    /// Whom to name with them; empty: nobody.
    pub credit: Option<String>,
}

impl Changes {
    fn is_nothing(&self) -> bool {
        let Changes { folder, add_tags, remove_tags, licence, credit } = self;
        folder.is_none() && add_tags.is_empty() && remove_tags.is_empty() && licence.is_none() && credit.is_none()
    }
}

/// What became of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// How many were changed.
    pub changed: usize,
    /// How many were so already.
    pub same: usize,
    /// How many are not there any more.
    pub gone: usize,
}

/// A manager changes many assets.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    ids: &[AssetId],
    changes: Changes,
    mut faults: Faults,
) -> Outcome<Changed> {
    let by = viewer.manager()?.id;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        faults.add(Fault::at("/mediaIds", "Choose the assets first."));
    }
    if ids.len() > MOST {
        faults.add(Fault::at("/mediaIds", format!("At most {MOST} assets at once.")));
    }
    if changes.is_nothing() {
        faults.add(Fault::at("", "Say what is to change; nothing is filled in yet."));
    }
    if let Some(Some(folder)) = changes.folder
        && folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    let lines =
        AssetDraft { licence: changes.licence.clone(), credit: changes.credit.clone(), ..AssetDraft::default() };
    let lines = describe(&lines, &mut faults);
    let add = checked_tags(&mut faults, &changes.add_tags);
    let remove: Vec<String> = changes.remove_tags.iter().map(|tag| fold(tag)).collect();
    faults.check()?;
    let mut sum = Changed { changed: 0, same: 0, gone: 0 };
    for chunk in ids.chunks(CHUNK) {
        let (found, changed) = store::write!(app.store, |tx| {
            let rows = assets::by_ids(tx, chunk).await?;
            let (found, mut changed) = (rows.len(), 0);
            for present in rows {
                let mut asset = present.clone();
                put(lines.clone(), &mut asset);
                asset.folder_id = changes.folder.unwrap_or(asset.folder_id);
                asset.tags.retain(|tag| !remove.contains(&fold(tag)));
                let new = add.iter().filter(|tag| !present.tags.iter().any(|known| fold(known) == fold(tag)));
                let new: Vec<String> = new.cloned().collect();
                asset.tags.extend(new);
                checked_count(&asset.tags)?;
                if asset == present {
                    continue;
                }
                assets::update(tx, &asset, app.now()).await?;
                let event = NewEvent { asset_id: Some(asset.id), user_id: Some(by), ..NewEvent::default() };
                events::record(tx, "asset.changed", &event, app.now()).await?;
                changed += 1;
            }
            Ok::<_, Refusal>((found, changed))
        })?;
        sum.changed += changed;
        sum.same += found - changed;
        sum.gone += chunk.len() - found;
    }
    Ok(sum)
}

/// What an asset has already counts too.
fn checked_count(tags: &[String]) -> Outcome<()> {
    let mut faults = Faults::default();
    checked_tags(&mut faults, tags);
    faults.check()
}
