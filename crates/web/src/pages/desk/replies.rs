//! Saved replies: the page where managers write them, and how forms offer them.

use super::{Desk, language, shell};
use crate::{
    Site,
    extract::{Fields, Form, Path},
    failure::Failure,
    pages::frame::{field_errors, render, render_as, see_other},
    views::desk::{DeskRoom, RepliesPage, ReplyChoice, ReplyForm},
};
use app::{
    Fault, Refusal, Viewer,
    saved_replies::{self, ReplyDraft},
};
use axum::{extract::State, response::Response};
use domain::ReplyId;
use http::StatusCode;

pub(super) const PATH: &str = "/admin/users/download-requests/replies";

/// What a form sent that came back: the reply it is about (none: a new one), its fields, its faults.
type Sent<'a> = (Option<ReplyId>, &'a Fields, &'a [Fault]);

pub(super) async fn list(State(site): State<Site>, Desk(viewer): Desk) -> Result<Response, Failure> {
    Ok(render(&page(&site, &viewer, None).await?))
}

async fn page(site: &Site, viewer: &Viewer, sent: Option<Sent<'_>>) -> Result<RepliesPage, Failure> {
    let may_write = viewer.manager().is_ok();
    let mut replies: Vec<ReplyForm> = Vec::new();
    for reply in saved_replies::list(&site.app, viewer).await? {
        let path = site.path(&format!("{PATH}/{}", reply.id));
        let mut form = ReplyForm {
            key: reply.id.to_string(),
            removal: may_write.then(|| format!("{path}/removal")),
            action: may_write.then_some(path),
            title: reply.title,
            text: reply.text,
            errors: vec![],
        };
        if let Some((Some(_), fields, faults)) = sent.filter(|(id, ..)| *id == Some(reply.id)) {
            refill(&mut form, fields, faults);
        }
        replies.push(form);
    }
    let new = may_write.then(|| {
        let mut form = ReplyForm { key: "new".into(), action: Some(site.path(PATH)), ..ReplyForm::default() };
        if let Some((None, fields, faults)) = sent {
            refill(&mut form, fields, faults);
        }
        form
    });
    Ok(RepliesPage { shell: shell(site, viewer, DeskRoom::Requests, None).await?, replies, new })
}

fn refill(form: &mut ReplyForm, fields: &Fields, faults: &[Fault]) {
    (form.title, form.text) = (fields.text("title").to_owned(), fields.text("text").to_owned());
    let key = form.key.clone();
    form.errors =
        field_errors(language(), faults, |pointer| format!("{}-{key}", pointer.strip_prefix('/').unwrap_or(pointer)));
}

pub(super) async fn add(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    save(&site, &viewer, None, &fields).await
}

pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    save(&site, &viewer, Some(ReplyId(id)), &fields).await
}

async fn save(site: &Site, viewer: &Viewer, id: Option<ReplyId>, fields: &Fields) -> Result<Response, Failure> {
    let draft = ReplyDraft { title: fields.text("title").to_owned(), text: fields.text("text").to_owned() };
    match saved_replies::save(&site.app, viewer, id, &draft).await {
        Ok(()) => Ok(see_other(site, PATH)),
        Err(Refusal::Invalid(faults)) => {
            let page = page(site, viewer, Some((id, fields, &faults))).await?;
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn remove(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    saved_replies::remove(&site.app, &viewer, ReplyId(id), None).await?;
    Ok(see_other(&site, PATH))
}

/// What a form offers beside the message.
pub(in crate::pages) async fn choices(site: &Site, viewer: &Viewer) -> Result<Vec<ReplyChoice>, Failure> {
    let choice = |reply: saved_replies::SavedReply| ReplyChoice {
        id: reply.id.to_string(),
        title: reply.title,
        text: reply.text,
    };
    Ok(saved_replies::list(&site.app, viewer).await?.into_iter().map(choice).collect())
}

/// The message of a form: what was typed, after the saved reply that was chosen.
pub(in crate::pages) async fn message(
    site: &Site,
    viewer: &Viewer,
    fields: &Fields,
) -> Result<Option<String>, Refusal> {
    let wrong = |_| Refusal::invalid("/reply", "This saved reply is not there any more.");
    let reply = fields.get("reply").map(|id| id.parse::<ReplyId>().map_err(wrong)).transpose()?;
    saved_replies::message(&site.app, viewer, reply, fields.get("message")).await
}
