//! Withdrawing a request while it is pending: by the holder of its reference, or by the user who made it.

use crate::{
    App, Outcome, Refusal,
    notify::{self, Leaves},
    show_request::by_reference,
    submit::{Memo, about},
};
use domain::{request::status_of, *};
use store::{
    events, open_asks,
    requests::{self, Change},
};

/// The holder of a reference withdraws the request: what is pending is asked for no more; what was decided stays.
pub async fn withdraw(app: &App, reference: &str) -> Outcome<()> {
    let found = by_reference(app, reference).await?;
    store::write!(app.store, |tx| {
        let request = requests::hold(tx, found.id).await?.ok_or(Refusal::NotFound)?;
        let items = requests::items(tx, &[request.id]).await?;
        let pending: Vec<ItemId> =
            items.iter().filter(|item| item.status == ItemStatus::Pending).map(|item| item.id).collect();
        if pending.is_empty() {
            let detail = format!("There is nothing to withdraw: the request is {}.", words(request.status));
            return Err(Refusal::conflict("not-pending", detail));
        }
        requests::set_item_status(tx, &pending, ItemStatus::Pending, ItemStatus::Cancelled).await?;
        let after = requests::items(tx, &[request.id]).await?;
        let status = status_of(after.iter().map(|item| item.status));
        requests::change(tx, request.id, &Change { status: Some(status), ..Change::default() }).await?;
        open_asks::release(tx, &[request.id]).await?;
        events::record(tx, "request.withdrawn", &about(&request), app.now()).await?;
        let (by, leaves) = (None, Leaves::AtOnce);
        notify::tell_handled(app, tx, &request, &items, by, leaves, &mut Memo::default()).await
    })
}

/// The state of a request in words, for a sentence.
pub fn words(status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::Pending => "under review",
        RequestStatus::Approved => "approved",
        RequestStatus::PartiallyApproved => "partly approved",
        RequestStatus::Denied => "denied",
        RequestStatus::Cancelled => "withdrawn",
        RequestStatus::Expired => "expired",
        RequestStatus::Revoked => "revoked",
    }
}
