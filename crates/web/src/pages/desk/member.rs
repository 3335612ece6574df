//! One member: what they are called and may do, their folders, sessions and tokens; inviting them, and taking them out.

use super::{
    Desk,
    account::{self, access_of, named},
    language, people, shell,
};
use crate::{
    Site,
    addresses::Addresses,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::frame::{field_errors, render_as, see_other, when},
    views::{
        desk::{DeskRoom, Flash, FolderChoice, MemberForm, MemberPage, Removal},
        shared::Link,
    },
};
use app::{
    Fault, Refusal, Viewer, access,
    accounts::{self, UserChange, UserDraft},
    edit_folder, member,
    member::MemberView,
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::{FolderId, Role, SessionId, TokenId, UserId, responsible::can_be_responsible};
use http::StatusCode;
use std::collections::HashMap;

pub(super) fn routes() -> Addresses {
    const PAGE: &str = "/admin/users/members/{id}";
    Addresses::default()
        .get(PAGE, show)
        .post(PAGE, change)
        .post(&format!("{PAGE}/folders"), folders)
        .post(&format!("{PAGE}/invitation"), invite_again)
        .post(&format!("{PAGE}/removal"), remove)
        .post(&format!("{PAGE}/tokens"), make_token)
        .post(&format!("{PAGE}/tokens/{{token}}/end"), end_token)
        .post(&format!("{PAGE}/sessions/end"), end_sessions)
        .post(&format!("{PAGE}/sessions/{{session}}/end"), end_session)
}

fn path(id: UserId) -> String {
    format!("/admin/users/members/{id}")
}

async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "saved" => Some("Saved."),
        "invited" => Some("The invitation is on its way. It works for seven days."),
        "token-ended" => Some("The token is ended."),
        "session-ended" => Some("Ended. Whoever sat there has to sign in again."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    let page = page(&site, &viewer, UserId(id), flash).await?;
    Ok(render_as(StatusCode::OK, &page))
}

async fn page(site: &Site, viewer: &Viewer, id: UserId, flash: Option<Flash>) -> Result<MemberPage, Failure> {
    let view = member::show(&site.app, viewer, id).await?;
    let address = site.path(&path(id));
    let folders = folder_choices(site, viewer, &view).await?;
    let user = &view.user;
    Ok(MemberPage {
        shell: shell(site, viewer, DeskRoom::Members, flash).await?,
        name: user.name(),
        mail: user.mail.clone(),
        since: when(language(), user.created_at),
        form: MemberForm {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            role: user.role.to_string(),
            responsible: user.responsible_for_external_users,
            errors: vec![],
        },
        may_be_responsible: can_be_responsible(user.role, user.responsible_for_external_users),
        is_invited: view.is_invited,
        access: access_of(site, viewer, id, &address).await?,
        removal: removal(site, viewer, &view, &folders),
        folders,
        address,
    })
}

/// Every folder by its path, in the order of paths.
async fn folder_choices(site: &Site, viewer: &Viewer, view: &MemberView) -> Result<Vec<FolderChoice>, Failure> {
    let folders = edit_folder::list(&site.app, viewer).await?;
    let users = accounts::list(&site.app, viewer).await?;
    let names: HashMap<UserId, String> = users.iter().map(|user| (user.id, user.name())).collect();
    let above: HashMap<FolderId, (Option<FolderId>, String)> =
        folders.iter().map(|view| (view.folder.id, (view.folder.parent_id, view.folder.name.clone()))).collect();
    let path = |id: FolderId| {
        let (mut parts, mut here) = (Vec::new(), Some(id));
        while let Some((parent, name)) = here.and_then(|id| above.get(&id)).filter(|_| parts.len() < above.len()) {
            parts.push(name.as_str());
            here = *parent;
        }
        parts.reverse();
        parts.join(" / ")
    };
    let others = |users: &[UserId]| {
        let others = users.iter().filter(|user| **user != view.user.id);
        others.filter_map(|user| names.get(user).cloned()).collect()
    };
    let mut choices: Vec<FolderChoice> = folders
        .iter()
        .map(|folder| FolderChoice {
            id: folder.folder.id.0,
            path: path(folder.folder.id),
            chosen: view.folders.contains(&folder.folder.id),
            others: others(&folder.responsibles),
        })
        .collect();
    choices.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(choices)
}

fn removal(site: &Site, viewer: &Viewer, view: &MemberView, folders: &[FolderChoice]) -> Removal {
    let is_self = viewer.user.as_ref().is_some_and(|user| user.id == view.user.id);
    let refused = match (view.is_last_admin, is_self) {
        (true, _) => Some("This is the only admin; make somebody else one first."),
        (false, true) => Some("This is you. Another admin can take you out."),
        (false, false) => None,
    };
    let left = folders.iter().filter(|folder| view.only_theirs.contains(&FolderId(folder.id)));
    Removal {
        refused: refused.map(str::to_owned),
        folders: left.map(|folder| folder.path.clone()).collect(),
        to_admins: view.left_to_admins,
        requests: (view.left_to_admins > 0).then(|| Link {
            href: site.path(&format!("/admin/users/download-requests?tab=pending&responsibleId={}", view.user.id)),
            text: "What waits for them".to_owned(),
        }),
        asked: view.asked,
    }
}

/// The role of a form.
fn role(fields: &Fields, faults: &mut Faults) -> Option<Role> {
    let role = fields.text("role").parse().ok();
    if role.is_none() {
        faults.add(Fault::at("/role", "Choose a role."));
    }
    role
}

async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let id = UserId(id);
    let mut faults = Faults::default();
    let form = MemberForm {
        first_name: fields.text("firstName").to_owned(),
        last_name: fields.text("lastName").to_owned(),
        role: fields.text("role").to_owned(),
        responsible: fields.get("responsible").is_some(),
        errors: vec![],
    };
    let role = role(&fields, &mut faults);
    let change = accounts::named_change(&mut faults, &form.first_name, &form.last_name);
    let change = UserChange { role, responsible_for_external_users: Some(form.responsible), ..change };
    let changed = match faults.check() {
        Ok(()) => accounts::update(&site.app, &viewer, id, change).await.map(drop),
        Err(refusal) => Err(refusal),
    };
    let refused = match changed {
        Ok(()) => return Ok(see_other(&site, &format!("{}?done=saved", path(id)))),
        Err(refused) => refused,
    };
    let (faults, status) = match refused {
        Refusal::Invalid(faults) => (faults, StatusCode::UNPROCESSABLE_ENTITY),
        Refusal::Conflict { detail, .. } => (vec![Fault::at("/role", detail)], StatusCode::CONFLICT),
        other => return Err(other.into()),
    };
    let mut page = page(&site, &viewer, id, None).await?;
    page.form = MemberForm { errors: field_errors(language(), &faults, named), ..form };
    Ok(render_as(status, &page))
}

async fn folders(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let wanted: Vec<FolderId> = fields.ids("folderId")?;
    member::set_folders(&site.app, &viewer, UserId(id), &wanted).await?;
    Ok(see_other(&site, &format!("{}?done=saved", path(UserId(id)))))
}

/// Invites somebody new.
pub(super) async fn invite(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let mut faults = Faults::default();
    let draft = UserDraft {
        mail: fields.text("mail").trim().to_owned(),
        first_name: fields.text("firstName").to_owned(),
        last_name: fields.text("lastName").to_owned(),
        role: role(&fields, &mut faults),
        ..UserDraft::default()
    };
    match accounts::add(&site.app, &viewer, draft, faults).await {
        Ok(user) => Ok(see_other(&site, &format!("{}?done=invited", path(user.id)))),
        Err(Refusal::Invalid(faults)) => people::invite_again(&site, &viewer, &fields, &faults).await,
        Err(other) => Err(other.into()),
    }
}

async fn invite_again(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    let user = member::invite_again(&site.app, &viewer, UserId(id)).await?;
    Ok(see_other(&site, &format!("{}?done=invited", path(user.id))))
}

async fn remove(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    member::remove(&site.app, &viewer, UserId(id), None).await?;
    Ok(see_other(&site, "/admin/users/members?done=removed"))
}

async fn make_token(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let id = UserId(id);
    viewer.admin()?;
    match account::make_token(&site, &viewer, id, &fields).await {
        Ok((_, secret)) => {
            let mut page = page(&site, &viewer, id, None).await?;
            page.access.made = Some(secret.expose().to_owned());
            Ok(render_as(StatusCode::CREATED, &page))
        }
        Err(Refusal::Invalid(faults)) => {
            let mut page = page(&site, &viewer, id, None).await?;
            account::refill(&mut page.access, &fields, &faults);
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

async fn end_token(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, token)): Path<(i64, i64)>,
    _: Form,
) -> Result<Response, Failure> {
    access::end_token(&site.app, &viewer, UserId(id), TokenId(token)).await?;
    Ok(see_other(&site, &format!("{}?done=token-ended#tokens", path(UserId(id)))))
}

async fn end_session(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, session)): Path<(i64, i64)>,
    _: Form,
) -> Result<Response, Failure> {
    access::end_session(&site.app, &viewer, UserId(id), SessionId(session)).await?;
    Ok(see_other(&site, &format!("{}?done=session-ended#sessions", path(UserId(id)))))
}

async fn end_sessions(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    access::end_other_sessions(&site.app, &viewer, UserId(id)).await?;
    Ok(see_other(&site, &format!("{}?done=session-ended#sessions", path(UserId(id)))))
}
