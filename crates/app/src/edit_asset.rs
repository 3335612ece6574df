//! Saying what assets are, and moving them between folders.

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
    /// A few sentences about it; empty: none.
    pub description: Option<String>,
    /// Under what licence it may be used; empty: it is not said.
    pub licence: Option<String>,
    /// Whom to name with it; empty: nobody.
    pub credit: Option<String>,
    /// The folder it lies in; `Some(None)`: in none.
    pub folder: Option<Option<FolderId>>,
}

/// The longest licence or credit, in characters.
const LONGEST_LINE: usize = 500;

fn line(faults: &mut Faults, pointer: &str, typed: &str) -> String {
    let line = text::line(typed).unwrap_or_default();
    if line.chars().count() > LONGEST_LINE {
        faults.add(Fault::at(pointer, format!("This is too long; at most {LONGEST_LINE} characters fit.")));
    }
    line
}

/// What is said of an asset, as it is kept; what is wrong is noted.
pub(crate) fn describe(draft: &AssetDraft, faults: &mut Faults) -> AssetDraft {
    let description = draft.description.as_deref().map(|new| text::message(new).unwrap_or_default());
    if description.as_ref().is_some_and(|text| text.chars().count() > text::LONGEST_MESSAGE) {
        let detail = format!("This is too long; at most {} characters fit.", text::LONGEST_MESSAGE);
        faults.add(Fault::at("/description", detail));
    }
    let licence = draft.licence.as_deref().map(|new| line(faults, "/licence", new));
    let credit = draft.credit.as_deref().map(|new| line(faults, "/credit", new));
    AssetDraft { description, licence, credit, ..AssetDraft::default() }
}

/// Puts what was checked of it into an asset's row.
pub(crate) fn put(about: AssetDraft, asset: &mut Asset) {
    asset.description = about.description.unwrap_or(std::mem::take(&mut asset.description));
    asset.licence = about.licence.unwrap_or(std::mem::take(&mut asset.licence));
    asset.credit = about.credit.unwrap_or(std::mem::take(&mut asset.credit));
}

/// A manager changes an asset.
pub async fn update(app: &App, viewer: &Viewer, id: AssetId, draft: AssetDraft, mut faults: Faults) -> Outcome<Asset> {
    let by = viewer.manager()?.id;
    let present = assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let mut asset = present.clone();
    if let Some(new) = &draft.title {
        asset.title = title(&mut faults, new).unwrap_or_default();
    }
    put(describe(&draft, &mut faults), &mut asset);
    if let Some(Some(folder)) = draft.folder
        && store::folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    faults.check()?;
    asset.folder_id = draft.folder.unwrap_or(asset.folder_id);
    if asset == present {
        return Ok(present);
    }
    store::write!(app.store, |tx| {
        assets::update(tx, &asset, app.now()).await?;
        let event = NewEvent { asset_id: Some(id), user_id: Some(by), ..NewEvent::default() };
        events::record(tx, "asset.changed", &event, app.now()).await?;
        assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}
