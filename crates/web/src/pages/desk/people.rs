//! Members and external users.

use super::{Desk, account::named, language, shell};
use crate::{
    Site,
    extract::{Fields, Query},
    failure::Failure,
    pages::frame::{field_errors, render, render_as, see_other, when},
    views::desk::{DeskRoom, ExternalUserRow, ExternalUsersPage, Flash, InviteForm, MemberRow, MembersPage},
};
use app::{Fault, Viewer, accounts};
use axum::{extract::State, response::Response};
use domain::{ExternalUserId, Role, Timestamp};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const PAGE_SIZE: u32 = 100;

pub(super) async fn members(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    if viewer.manager().is_err() {
        // What they do have under Users is the requests that reach them.
        return Ok(see_other(&site, "/admin/users/download-requests"));
    }
    let text = "Taken out. What waited for them has gone to who is left, or to the admins.";
    let flash = (query.text("done") == "removed").then(|| Flash { good: true, text: text.to_owned() });
    let invite = InviteForm { role: Role::Responsible.to_string(), ..InviteForm::default() };
    Ok(render(&page(&site, &viewer, invite, flash).await?))
}

/// The page with what was typed to invite somebody, and what is to be mended.
pub(super) async fn invite_again(
    site: &Site,
    viewer: &Viewer,
    fields: &Fields,
    faults: &[Fault],
) -> Result<Response, Failure> {
    let invite = InviteForm {
        mail: fields.text("mail").to_owned(),
        first_name: fields.text("firstName").to_owned(),
        last_name: fields.text("lastName").to_owned(),
        role: fields.text("role").to_owned(),
        errors: field_errors(language(), faults, named),
        ..InviteForm::default()
    };
    Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page(site, viewer, invite, None).await?))
}

async fn page(site: &Site, viewer: &Viewer, invite: InviteForm, flash: Option<Flash>) -> Result<MembersPage, Failure> {
    let role = |role: Role| match role {
        Role::Admin => "Admin",
        Role::Manager => "Manager",
        Role::Responsible => "Responsible",
        Role::Member => "Member",
    };
    let is_admin = viewer.admin().is_ok();
    let users = accounts::list(&site.app, viewer).await?;
    let rows = users.into_iter().map(|user| MemberRow {
        href: is_admin.then(|| site.path(&format!("/admin/users/members/{}", user.id))),
        name: user.name(),
        role: role(user.role).to_owned(),
        responsible: user.responsible_for_external_users,
        invited: user.password_hash.is_none(),
        since: when(language(), user.created_at),
        mail: user.mail,
    });
    Ok(MembersPage {
        rows: rows.collect(),
        invite: is_admin.then(|| InviteForm { action: site.path("/admin/users/members"), ..invite }),
        next_href: None,
        shell: shell(site, viewer, DeskRoom::Members, flash).await?,
    })
}

pub(super) async fn external_users(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let before = query.get("cursor").and_then(|cursor| {
        let (at, id) = cursor.split_once('-')?;
        Some((Timestamp::from_micros(at.parse().ok()?), ExternalUserId(id.parse().ok()?)))
    });
    let (users, next, _) = accounts::external_users(&site.app, &viewer, query.get("q"), before, PAGE_SIZE).await?;
    let asked = accounts::asked_by(&site.app, &users).await?;
    let rows = users.into_iter().map(|user| {
        let (requests, last) = asked.get(&user.id).copied().unwrap_or((0, user.created_at));
        let mail = utf8_percent_encode(&user.mail, NON_ALPHANUMERIC);
        ExternalUserRow {
            href: site.path(&super::external_user::path(user.id)),
            name: user.name().unwrap_or_default(),
            requests,
            requests_href: site.path(&format!("/admin/users/download-requests?tab=all&mail={mail}")),
            last: when(language(), last),
            mail: user.mail,
        }
    });
    let text = "Erased. What is counted stays; who it was is stored nowhere any more.";
    let flash = (query.text("done") == "erased").then(|| Flash { good: true, text: text.to_owned() });
    let page = ExternalUsersPage {
        rows: rows.collect(),
        q: query.text("q").to_owned(),
        next_href: next.map(|(at, id)| {
            let q = utf8_percent_encode(query.text("q"), NON_ALPHANUMERIC);
            site.path(&format!("/admin/users/external-users?q={q}&cursor={}-{id}", at.micros()))
        }),
        shell: shell(&site, &viewer, DeskRoom::ExternalUsers, flash).await?,
    };
    Ok(render(&page))
}
