//! Renaming assets and moving them between folders.

use crate::{App, Fault, Outcome, Refusal, Viewer, edit_kit::title, refusal::Faults};
use domain::*;
use store::{
    assets::{self, Asset},
    events,
    events::NewEvent,
};

/// An asset as it is to be; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct AssetDraft {
    /// What it is called.
    pub title: Option<String>,
    /// The folder it lies in; `Some(None)`: in none.
    pub folder: Option<Option<FolderId>>,
}

/// A manager changes an asset.
pub async fn update(app: &App, viewer: &Viewer, id: AssetId, draft: AssetDraft, mut faults: Faults) -> Outcome<Asset> {
    let by = viewer.manager()?.id;
    let asset = assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let title = match &draft.title {
        Some(new) => title(&mut faults, new).unwrap_or_default(),
        None => asset.title,
    };
    if let Some(Some(folder)) = draft.folder
        && store::folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    faults.check()?;
    let folder = draft.folder.unwrap_or(asset.folder_id);
    store::write!(app.store, |tx| {
        assets::update(tx, id, &title, folder, app.now()).await?;
        let event = NewEvent { asset_id: Some(id), user_id: Some(by), ..NewEvent::default() };
        events::record(tx, "asset.changed", &event, app.now()).await?;
        assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}
