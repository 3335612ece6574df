//! Making one of two external users: one person who asked with two addresses. Everything goes to the one that is kept. The
//! other address opens nothing from then on: a browser proven for it is proven for nobody.

use crate::{
    App, Outcome, Refusal, Viewer, notify,
    show_external_user::{ExternalUserView, find, show},
};
use domain::{ExternalUserId, MailAddress};
use store::{
    events::{self, NewEvent},
    external_users, merging,
};

/// What merging these two would make one, to managers and admins: the one that is kept, and the one that goes.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    kept: ExternalUserId,
    gone: ExternalUserId,
) -> Outcome<(ExternalUserView, ExternalUserView)> {
    differ(kept, gone)?;
    Ok((show(app, viewer, kept).await?, show(app, viewer, gone).await?))
}

fn differ(kept: ExternalUserId, gone: ExternalUserId) -> Outcome<()> {
    if kept == gone {
        return Err(Refusal::invalid("/externalUserId", "This is the same person; name another one."));
    }
    Ok(())
}

/// The external user of an address, to be merged with `kept`.
pub async fn other(app: &App, viewer: &Viewer, kept: ExternalUserId, typed: &str) -> Outcome<ExternalUserId> {
    viewer.manager()?;
    let mail = MailAddress::parse(typed.trim());
    let mail = mail.map_err(|why| Refusal::Invalid(vec![crate::said::of_mail("/mail", why)]))?;
    let found = external_users::by_mail_key(&app.store, mail.key()).await?;
    let found = found.ok_or_else(|| Refusal::invalid("/mail", "Nobody has asked with this address."))?;
    if found.id == kept {
        return Err(Refusal::invalid("/mail", "This is the address of the person on this page; type their other one."));
    }
    Ok(found.id)
}

/// A manager makes one of two: everything of `gone` goes to `kept`.
pub async fn merge(app: &App, viewer: &Viewer, kept: ExternalUserId, gone: ExternalUserId) -> Outcome<()> {
    let by = viewer.manager()?.id;
    differ(kept, gone)?;
    let named = notify::named_in_outbox(gone).into_iter().zip(notify::named_in_outbox(kept));
    let named: Vec<(String, String)> = named.collect();
    store::write!(app.store, |tx| {
        let (stays, goes) = (living(tx, kept).await?, living(tx, gone).await?);
        merging::merge(tx, &goes, &stays, &named, app.now()).await?;
        let mut event = NewEvent { user_id: Some(by), external_user_id: Some(kept), ..NewEvent::default() };
        event.data.insert("merged".into(), gone.0.into());
        events::record(tx, "externalUser.merged", &event, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    find(app, viewer, kept).await.map(drop)
}

async fn living(tx: &store::Tx, id: ExternalUserId) -> Outcome<external_users::ExternalUser> {
    let user = external_users::by_id(tx, id).await?.filter(|user| user.erased_at.is_none());
    user.ok_or(Refusal::NotFound)
}
