//! Folders and who is responsible for them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::check_seen,
    idempotency::{self, Idempotency},
    library,
    refusal::Faults,
};
use domain::{responsible::can_be_responsible, *};
use std::collections::HashMap;
use store::{
    Run, events,
    events::NewEvent,
    folders::{self, Folder},
};

/// A folder as it is to be; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct FolderDraft {
    /// Its name.
    pub name: Option<String>,
    /// The folder it lies in; `Some(None)`: at the top.
    pub parent: Option<Option<FolderId>>,
    /// Who is responsible for what lies in it.
    pub responsibles: Option<Vec<UserId>>,
    /// The key under which a call that makes one may be repeated.
    pub once: Option<Idempotency>,
    /// The [version](FolderView::version) that was seen by whoever changes it; one that has been changed since is left as
    /// it is.
    pub seen: Option<String>,
}

/// A folder with its responsibles.
#[derive(Debug, Clone)]
pub struct FolderView {
    /// The folder.
    pub folder: Folder,
    /// Who is responsible.
    pub responsibles: Vec<UserId>,
}

impl FolderView {
    /// What tells this state of the folder from every other: whoever changes it says which one they saw.
    pub fn version(&self) -> String {
        library::version(self)
    }
}

/// All folders; signed-in users see them.
pub async fn list(app: &App, viewer: &Viewer) -> Outcome<Vec<FolderView>> {
    viewer.signed_in()?;
    let mut responsibles = folders::responsibles(&app.store).await?;
    let folders = folders::list(&app.store).await?.into_iter();
    Ok(folders
        .map(|folder| FolderView { responsibles: responsibles.remove(&folder.id).unwrap_or_default(), folder })
        .collect())
}

async fn view(db: &impl Run, id: FolderId) -> Outcome<FolderView> {
    let folder = folders::by_id(db, id).await?.ok_or(Refusal::NotFound)?;
    let responsibles = folders::responsibles(db).await?.remove(&id).unwrap_or_default();
    Ok(FolderView { folder, responsibles })
}

/// What the responsibles of these folders are called.
pub async fn names(app: &App, viewer: &Viewer, folders: &[FolderView]) -> Outcome<HashMap<UserId, String>> {
    viewer.signed_in()?;
    let mut ids: Vec<UserId> = folders.iter().flat_map(|view| view.responsibles.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let users = store::users::by_ids(&app.store, &ids).await?;
    Ok(users.into_iter().map(|user| (user.id, user.name())).collect())
}

/// How many assets lie in each folder, and how many in none.
pub async fn counts(app: &App, viewer: &Viewer) -> Outcome<(HashMap<FolderId, u64>, u64)> {
    viewer.signed_in()?;
    let loose = store::assets::Filter { loose: true, ..store::assets::Filter::default() };
    Ok((store::assets::in_folders(&app.store).await?, store::assets::count(&app.store, &loose).await?))
}

/// One folder.
pub async fn show(app: &App, viewer: &Viewer, id: FolderId) -> Outcome<FolderView> {
    viewer.signed_in()?;
    view(&app.store, id).await
}

async fn check(app: &App, draft: &FolderDraft, itself: Option<FolderId>, faults: &mut Faults) -> Outcome<()> {
    if let Some(Some(parent)) = draft.parent {
        let all = folders::list(&app.store).await?;
        let mut above = Some(parent);
        let mut steps = 0;
        while let Some(id) = above {
            let Some(folder) = all.iter().find(|folder| folder.id == id) else {
                faults.add(Fault::at("/parentId", "There is no such folder."));
                break;
            };
            steps += 1;
            if Some(id) == itself || steps > all.len() {
                faults.add(Fault::at("/parentId", "A folder can't lie in itself."));
                break;
            }
            above = folder.parent_id;
        }
    }
    for (index, id) in draft.responsibles.as_deref().unwrap_or_default().iter().enumerate() {
        let user = store::users::by_id(&app.store, *id).await?;
        if !user.is_some_and(|user| can_be_responsible(user.role, user.responsible_for_external_users)) {
            faults.add_at("/responsibleIds", index, "This is no user who may decide requests.");
        }
    }
    Ok(())
}

/// The longest name of a folder, in characters.
const LONGEST_NAME: usize = 200;

fn name(faults: &mut Faults, typed: &str) -> String {
    let name = text::line(typed).filter(|name| !name.contains('/'));
    if name.is_none() && !faults.has("/name") {
        faults.add(Fault::at("/name", "A name is needed, without slashes."));
    }
    if name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        faults.add(Fault::at("/name", format!("A name has at most {LONGEST_NAME} characters.")));
    }
    name.unwrap_or_default()
}

fn name_taken(error: store::Error) -> Refusal {
    match error {
        store::Error::Taken(_) => Refusal::invalid("/name", "There is a folder of this name already."),
        other => other.into(),
    }
}

/// A manager makes a folder.
pub async fn create(app: &App, viewer: &Viewer, draft: FolderDraft, mut faults: Faults) -> Outcome<FolderView> {
    let by = viewer.manager()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(by), "POST /api/dam/folders", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return show(app, viewer, FolderId(id)).await;
    }
    let name = name(&mut faults, draft.name.as_deref().unwrap_or_default());
    check(app, &draft, None, &mut faults).await?;
    faults.check()?;
    let outcome = store::write!(app.store, |tx| {
        let id = folders::insert(tx, draft.parent.flatten(), &name, app.now()).await.map_err(name_taken)?;
        folders::set_responsibles(tx, id, draft.responsibles.as_deref().unwrap_or_default()).await?;
        let event = NewEvent { user_id: Some(by), folder_id: Some(id), ..NewEvent::default() };
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        events::record(tx, "folder.created", &event, app.now()).await?;
        Ok::<_, Refusal>(id)
    });
    let id = match outcome {
        Err(error) => FolderId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?),
        Ok(id) => id,
    };
    show(app, viewer, id).await
}

/// A manager changes a folder.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: FolderId,
    draft: FolderDraft,
    mut faults: Faults,
) -> Outcome<FolderView> {
    let by = viewer.manager()?.id;
    folders::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let new_name = draft.name.as_deref().map(|typed| name(&mut faults, typed));
    check(app, &draft, Some(id), &mut faults).await?;
    faults.check()?;
    store::write!(app.store, |tx| {
        // Read here: who changes another part of it at this moment loses nothing.
        let present = view(tx, id).await?;
        check_seen(draft.seen.as_ref(), || present.version())?;
        let mut folder = present.folder;
        if let Some(name) = &new_name {
            folder.name.clone_from(name);
        }
        folder.parent_id = draft.parent.unwrap_or(folder.parent_id);
        folders::update(tx, &folder).await.map_err(name_taken)?;
        if let Some(responsibles) = &draft.responsibles {
            folders::set_responsibles(tx, id, responsibles).await?;
        }
        let event = NewEvent { user_id: Some(by), folder_id: Some(id), ..NewEvent::default() };
        events::record(tx, "folder.changed", &event, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    show(app, viewer, id).await
}

/// A manager takes an empty folder away; where they say which version of it they saw, only that one.
pub async fn delete(app: &App, viewer: &Viewer, id: FolderId, seen: Option<String>) -> Outcome<()> {
    let by = viewer.manager()?.id;
    store::write!(app.store, |tx| {
        let present = view(tx, id).await?;
        check_seen(seen.as_ref(), || present.version())?;
        if folders::is_used(tx, id).await? {
            return Err(Refusal::conflict("folder-not-empty", "There is something in this folder; empty it first."));
        }
        folders::delete(tx, id).await?;
        let event = NewEvent { user_id: Some(by), folder_id: Some(id), ..NewEvent::default() };
        events::record(tx, "folder.deleted", &event, app.now()).await?;
        Ok(())
    })
}
