//! Erasing an external user: the person goes from every table, queue and later backup; what is counted stays.

use crate::{
    App, Outcome, Refusal, Viewer, limits,
    note_external_user::record,
    notify,
    show_external_user::{ExternalUserView, find, show},
    submit::about,
};
use domain::{request::status_of, *};
use store::{
    Tx, erasing, events, open_asks,
    requests::{self, Change, Request},
};

/// Who is to be erased, to admins: what goes and what stays is said of this.
pub async fn preview(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<ExternalUserView> {
    viewer.admin()?;
    show(app, viewer, id).await
}

/// An admin erases an external user. `typed` is their address once more, where somebody was asked to type it.
pub async fn erase(app: &App, viewer: &Viewer, id: ExternalUserId, typed: Option<&str>) -> Outcome<()> {
    viewer.admin()?;
    let user = find(app, viewer, id).await?;
    let mail = MailAddress::parse(&user.mail).map_err(Refusal::internal)?;
    let is_meant = |typed: &str| MailAddress::parse(typed.trim()).is_ok_and(|typed| typed.key() == mail.key());
    if typed.is_some_and(|typed| !is_meant(typed)) {
        return Err(Refusal::invalid("/mail", "This is not the address of the person on this page."));
    }
    let (buckets, jobs) = (limits::buckets_of_address(app, mail.key()), notify::named_in_outbox(id));
    store::write!(app.store, |tx| {
        let ids = erasing::requests_of(tx, id).await?;
        let held = requests::hold_all(tx, &ids).await?;
        cancel_pending(app, tx, &held).await?;
        erasing::erase(tx, id, &buckets, &jobs, app.now()).await?;
        record(app, tx, viewer, id, "externalUser.erased").await
    })?;
    finish(app).await
}

/// Takes what was erased out of the log beside the records too. Where somebody reads old records just now, tidying up does
/// so later.
pub(crate) async fn finish(app: &App) -> Outcome<()> {
    if !erasing::finish(&app.store).await? {
        tracing::warn!("what was erased stands in the log of the records yet; it is taken out later");
    }
    Ok(())
}

/// What of these requests, which this transaction holds, waits for a decision is asked for no more.
pub(crate) async fn cancel_pending(app: &App, tx: &Tx, held: &[Request]) -> Outcome<()> {
    let waiting: Vec<&Request> = held.iter().filter(|request| request.status == RequestStatus::Pending).collect();
    let ids: Vec<RequestId> = waiting.iter().map(|request| request.id).collect();
    let items = requests::items(tx, &ids).await?;
    let pending = items.iter().filter(|item| item.status == ItemStatus::Pending).map(|item| item.id);
    let pending: Vec<ItemId> = pending.collect();
    requests::set_item_status(tx, &pending, ItemStatus::Pending, ItemStatus::Cancelled).await?;
    for request in &waiting {
        let of_this = items.iter().filter(|item| item.request_id == request.id).map(|item| match item.status {
            ItemStatus::Pending => ItemStatus::Cancelled,
            decided => decided,
        });
        let status = status_of(of_this);
        requests::change(tx, request.id, &Change { status: Some(status), ..Change::default() }).await?;
        events::record(tx, "request.cancelled", &about(request), app.now()).await?;
    }
    open_asks::release(tx, &ids).await?;
    Ok(())
}
