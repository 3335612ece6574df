//! Passing a request on: another responsible decides it from then on, and is asked by mail. Whoever could decide it by its
//! route alone is asked no more.

use crate::{
    App, Outcome, Refusal, Viewer,
    note_request::{checked, write},
    notify::{self, Letter},
    responsibles::{Deciders, may_decide_whole},
    submit::about,
};
use domain::{responsible::can_be_responsible, *};
use store::{
    events::{self, NewEvent},
    requests::{self, Request},
    users::{self, User},
};

/// To whom a request can be passed on, by name: everybody who can be a responsible, but the viewer and who asked.
pub async fn colleagues(app: &App, viewer: &Viewer, request: &Request) -> Outcome<Vec<User>> {
    let user = viewer.signed_in()?;
    let mut users = users::list(&app.store).await?;
    users.retain(|other| other.id != user.id && can_take(other, request));
    Ok(users)
}

fn can_take(user: &User, request: &Request) -> bool {
    can_be_responsible(user.role, user.responsible_for_external_users) && Some(user.id) != request.user_id
}

/// Whoever may decide all of a pending request passes it on, with a note perhaps.
pub async fn pass_on(app: &App, viewer: &Viewer, id: RequestId, to: UserId, note: Option<&str>) -> Outcome<()> {
    let user = viewer.signed_in()?;
    let note = note.filter(|note| !note.trim().is_empty()).map(|note| checked("/note", note)).transpose()?;
    store::write!(app.store, |tx| {
        let request = requests::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
        let items = requests::items(tx, &[id]).await?;
        let deciders = Deciders::of(tx, user, std::slice::from_ref(&request)).await?;
        let decidable = deciders.decidable(&request, &items)?;
        let decider = deciders.of_request(&request);
        // Who is responsible for a part makes nobody responsible for the whole.
        if decidable.len() < items.len() || !may_decide_whole(app, tx, &decider, &request).await? {
            let detail = "Only who may decide all of a request may pass it on.";
            return Err(Refusal::forbidden("not-responsible", detail));
        }
        if request.status != RequestStatus::Pending {
            return Err(Refusal::conflict(
                "not-pending",
                "There is nothing left to decide, and so nothing to pass on.",
            ));
        }
        let taker = users::by_id(tx, to).await?.filter(|taker| can_take(taker, &request));
        let taker = taker.ok_or_else(|| Refusal::invalid("/userId", "Choose somebody who may decide requests."))?;
        requests::pass_on(tx, &request, taker.id).await?;
        let mut event = NewEvent { user_id: Some(user.id), ..about(&request) };
        event.data.insert("toId".into(), taker.id.0.into());
        events::record(tx, "request.passed-on", &event, app.now()).await?;
        if let Some(note) = &note {
            write(app, tx, &request, user.id, note).await?;
        }
        notify::enqueue(app, tx, &Letter::RequestToReview { to: taker.id, requests: vec![id] }).await
    })
}
