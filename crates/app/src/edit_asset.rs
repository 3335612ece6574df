//! Saying what assets are, and moving them between folders.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::{check_seen, title},
    library,
    refusal::Faults,
};
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
    /// The words it is filed under, in place of those that it has.
    pub tags: Option<Vec<String>>,
    /// The day it was made, as `2026-05-03`; empty: nobody knows.
    pub made_on: Option<String>,
    /// The folder it lies in; `Some(None)`: in none.
    pub folder: Option<Option<FolderId>>,
    /// The [`version`] that was seen by whoever changes it; one that has been changed since is left as it is.
    pub seen: Option<String>,
}

/// What tells this state of an asset from every other: whoever changes it says which one they saw.
pub fn version(asset: &Asset) -> String {
    library::version(asset)
}

/// The longest licence or credit, in characters.
const LONGEST_LINE: usize = 500;

/// The longest tag in characters, and how many an asset may have.
const LONGEST_TAG: usize = 60;
const MOST_TAGS: usize = 100;

/// Tags as they are kept: each on one line, none twice (whatever its case), none empty.
pub(crate) fn tags<'a>(typed: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.into_iter().filter_map(text::line) {
        if !tags.iter().any(|known| text::fold(known) == text::fold(&tag)) {
            tags.push(tag);
        }
    }
    tags
}

/// Tags as they are typed, with commas between them.
pub fn typed_tags(typed: &str) -> Vec<String> {
    tags(typed.split([',', '،', '、', '\n']))
}

/// The same, where they may be kept; what is wrong is noted.
pub(crate) fn checked_tags(faults: &mut Faults, typed: &[String]) -> Vec<String> {
    let tags = tags(typed.iter().map(String::as_str));
    if tags.len() > MOST_TAGS {
        faults.add(Fault::at("/tags", format!("At most {MOST_TAGS} tags fit.")));
    }
    if tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
        faults.add(Fault::at("/tags", format!("A tag has at most {LONGEST_TAG} characters.")));
    }
    tags
}

/// Whether a text is a day such as `2026-05-03`.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10 && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

fn day(faults: &mut Faults, typed: &str) -> String {
    let day = typed.trim();
    if !day.is_empty() && !is_day(day) {
        faults.add(Fault::at("/madeOn", "This is no day; write it like 2026-05-03."));
    }
    day.to_owned()
}

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
    let tags = draft.tags.as_ref().map(|new| checked_tags(faults, new));
    let made_on = draft.made_on.as_deref().map(|new| day(faults, new));
    AssetDraft { description, licence, credit, tags, made_on, ..AssetDraft::default() }
}

/// Puts what was checked of it into an asset's row.
pub(crate) fn put(about: AssetDraft, asset: &mut Asset) {
    asset.description = about.description.unwrap_or(std::mem::take(&mut asset.description));
    asset.licence = about.licence.unwrap_or(std::mem::take(&mut asset.licence));
    asset.credit = about.credit.unwrap_or(std::mem::take(&mut asset.credit));
    asset.tags = about.tags.unwrap_or(std::mem::take(&mut asset.tags));
    asset.made_on = about.made_on.unwrap_or(std::mem::take(&mut asset.made_on));
}

/// A manager changes an asset.
pub async fn update(app: &App, viewer: &Viewer, id: AssetId, draft: AssetDraft, mut faults: Faults) -> Outcome<Asset> {
    let by = viewer.manager()?.id;
    assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let new_title = draft.title.as_deref().map(|new| title(&mut faults, new).unwrap_or_default());
    let about = describe(&draft, &mut faults);
    if let Some(Some(folder)) = draft.folder
        && store::folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    faults.check()?;
    store::write!(app.store, |tx| {
        // Read here: who changes another part of it at this moment loses nothing.
        let present = assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        check_seen(draft.seen.as_ref(), || version(&present))?;
        let mut asset = present.clone();
        if let Some(title) = &new_title {
            asset.title.clone_from(title);
        }
        put(about.clone(), &mut asset);
        asset.folder_id = draft.folder.unwrap_or(asset.folder_id);
        if asset == present {
            return Ok(present);
        }
        assets::update(tx, &asset, app.now()).await?;
        let event = NewEvent { asset_id: Some(id), user_id: Some(by), ..NewEvent::default() };
        events::record(tx, "asset.changed", &event, app.now()).await?;
        assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}
