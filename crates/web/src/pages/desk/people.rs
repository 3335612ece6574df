//! Members and external users.

use super::{Desk, language, shell};
use crate::{
    Site,
    extract::Query,
    failure::Failure,
    pages::frame::{render, see_other, when},
    views::desk::{DeskRoom, ExternalUserRow, ExternalUsersPage, MemberRow, MembersPage},
};
use app::accounts;
use axum::{extract::State, response::Response};
use domain::{ExternalUserId, Role, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const PAGE_SIZE: u32 = 100;

pub(super) async fn members(State(site): State<Site>, Desk(viewer): Desk) -> Result<Response, Failure> {
    if viewer.manager().is_err() {
        // What they do have under Users is the requests that reach them.
        return Ok(see_other(&site, "/admin/users/download-requests"));
    }
    let role = |role: Role| match role {
        Role::Admin => "Admin",
        Role::Manager => "Manager",
        Role::Responsible => "Responsible",
        Role::Member => "Member",
    };
    let users = accounts::list(&site.app, &viewer).await?;
    let rows = users.into_iter().map(|user| MemberRow {
        name: user.name(),
        role: role(user.role).to_owned(),
        responsible: user.responsible_for_external_users,
        since: when(language(), user.created_at),
        mail: user.mail,
    });
    let page = MembersPage {
        rows: rows.collect(),
        next_href: None,
        shell: shell(&site, &viewer, DeskRoom::Members, None).await?,
    };
    Ok(render(&page))
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
            name: user.name().unwrap_or_default(),
            requests,
            requests_href: site.path(&format!("/admin/users/download-requests?tab=pending&mail={mail}")),
            last: when(language(), last),
            mail: user.mail,
        }
    });
    let page = ExternalUsersPage {
        rows: rows.collect(),
        q: query.text("q").to_owned(),
        next_href: next.map(|(at, id)| {
            let q = utf8_percent_encode(query.text("q"), NON_ALPHANUMERIC);
            site.path(&format!("/admin/users/external-users?q={q}&cursor={}-{id}", at.micros()))
        }),
        shell: shell(&site, &viewer, DeskRoom::ExternalUsers, None).await?,
    };
    Ok(render(&page))
}
