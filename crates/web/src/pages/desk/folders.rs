//! Folders at the desk: making, renaming, moving, taking away, and who is responsible.

use super::{
    Desk,
    asset::crumbs,
    language, shell,
    tree::{ASSETS, Folders},
};
use crate::{
    Site,
    extract::{Fields, Form, Path},
    failure::Failure,
    pages::frame::{field_errors, render_as, see_other},
    views::{
        desk::{Choice, DeskRoom, Flash, FolderPage},
        shared::FieldError,
    },
};
use app::{
    Fault, Refusal, Viewer, accounts,
    edit_folder::{self, FolderDraft},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::{FolderId, UserId, responsible::can_be_responsible};
use http::StatusCode;

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    page(&site, &viewer, Some(FolderId(id)), None, None, StatusCode::OK).await
}

/// The form as it was typed, and what is wrong with it.
type Typed<'a> = (&'a Fields, Vec<FieldError>);

/// A folder, or one that is to be made.
async fn page(
    site: &Site,
    viewer: &Viewer,
    id: Option<FolderId>,
    typed: Option<Typed<'_>>,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let folders = Folders::of(site, viewer).await?;
    let present = match id {
        Some(id) => Some(folders.find(id).ok_or(Refusal::NotFound)?.clone()),
        None => None,
    };
    let folder = present.as_ref().map(|view| &view.folder);
    let (name, parent, chosen, errors) = match typed {
        Some((fields, errors)) => {
            let chosen = fields.every("responsibleId").filter_map(|id| id.parse().ok()).collect();
            (fields.text("name").to_owned(), fields.text("parentId").to_owned(), chosen, errors)
        }
        None => {
            let parent = folder.and_then(|folder| folder.parent_id).map(|id| id.to_string()).unwrap_or_default();
            let chosen = present.as_ref().map(|view| view.responsibles.clone()).unwrap_or_default();
            (folder.map(|folder| folder.name.clone()).unwrap_or_default(), parent, chosen, vec![])
        }
    };
    let users = accounts::list(&site.app, viewer).await?;
    let people = users.into_iter().filter(|user| can_be_responsible(user.role, user.responsible_for_external_users));
    let person = |user: accounts::User| {
        let is_chosen = chosen.contains(&user.id);
        (Choice { id: user.id.to_string(), title: user.name() }, is_chosen)
    };
    let action = match id {
        Some(id) => format!("{ASSETS}/folders/{id}"),
        None => format!("{ASSETS}/folders"),
    };
    let page = FolderPage {
        shell: shell(site, viewer, DeskRoom::Assets, flash).await?,
        crumbs: crumbs(site, &folders, id),
        title: folder.map(|folder| folder.name.clone()).unwrap_or_default(),
        delete_action: id.map(|_| site.path(&format!("{action}/deletion"))),
        action: site.path(&action),
        name,
        parent,
        parents: folders.choices(id),
        people: people.map(person).collect(),
        errors,
    };
    Ok(render_as(status, &page))
}

fn draft(fields: &Fields, faults: &mut Faults) -> FolderDraft {
    let parent = fields.get("parentId").map(|text| text.parse().map(FolderId));
    if matches!(parent, Some(Err(_))) {
        faults.add(Fault::at("/parentId", "There is no such folder."));
    }
    let responsibles: Vec<UserId> = fields.every("responsibleId").filter_map(|id| id.parse().ok()).collect();
    FolderDraft {
        name: Some(fields.text("name").to_owned()),
        parent: Some(parent.and_then(Result::ok)),
        responsibles: Some(responsibles),
        once: None,
        seen: None,
    }
}

fn errors(faults: &[Fault]) -> Vec<FieldError> {
    let field = |pointer: &str| match pointer.trim_start_matches('/') {
        pointer if pointer.starts_with("responsibleIds") => "responsibleId".to_owned(),
        pointer => pointer.to_owned(),
    };
    let labelled = |error: FieldError| match error.field.as_str() {
        "name" => error.of("Name"),
        "parentId" => error.of("Lies in"),
        _ => error,
    };
    field_errors(language(), faults, field).into_iter().map(labelled).collect()
}

/// Makes one.
pub(super) async fn create(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let mut faults = Faults::default();
    let draft = draft(&fields, &mut faults);
    match edit_folder::create(&site.app, &viewer, draft, faults).await {
        Ok(made) => Ok(see_other(&site, &format!("{ASSETS}?folderId={}", made.folder.id))),
        Err(Refusal::Invalid(faults)) => {
            let typed = Some((&fields, errors(&faults)));
            page(&site, &viewer, None, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Changes one.
pub(super) async fn update(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let mut faults = Faults::default();
    let draft = draft(&fields, &mut faults);
    match edit_folder::update(&site.app, &viewer, FolderId(id), draft, faults).await {
        Ok(_) => Ok(see_other(&site, &format!("{ASSETS}?folderId={id}"))),
        Err(Refusal::Invalid(faults)) => {
            let typed = Some((&fields, errors(&faults)));
            page(&site, &viewer, Some(FolderId(id)), typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Takes an empty one away.
pub(super) async fn delete(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    let parent = edit_folder::show(&site.app, &viewer, FolderId(id)).await?.folder.parent_id;
    match edit_folder::delete(&site.app, &viewer, FolderId(id), None).await {
        Ok(()) => {
            let back = parent.map(|parent| format!("?folderId={parent}")).unwrap_or_default();
            Ok(see_other(&site, &format!("{ASSETS}{back}")))
        }
        Err(Refusal::Conflict { detail, .. }) => {
            let flash = Some(Flash { good: false, text: detail });
            page(&site, &viewer, Some(FolderId(id)), None, flash, StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}
