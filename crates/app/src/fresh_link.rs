//! A fresh pick-up link for an address that has access already. The answer is the same whether it has.

use crate::{
    App, Outcome, Refusal, Viewer, limits,
    notify::{self, Letter},
    pick_up::has_access,
    said,
};
use domain::{MailAddress, Place};
use store::{counters::Tally, external_users};

/// Somebody asks for a fresh link to be sent to an address.
pub async fn ask_for_link(app: &App, viewer: &Viewer, mail: &str, place: Option<Place>) -> Outcome<MailAddress> {
    let mail = MailAddress::parse(mail).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let known = external_users::by_mail_key(&app.store, mail.key()).await?;
    let has_access = match &known {
        Some(user) => has_access(app, user.id).await?,
        None => false,
    };
    let counters = limits::counters_of(app, &viewer.network, mail.key());
    store::write!(app.store, |tx| {
        let mut tally = Tally::read(tx, &counters, app.now()).await?;
        limits::count_request(app, &mut tally, &viewer.network, mail.key())?;
        if let Some(user) = &known
            && has_access
            && limits::may_write_to_unproven(app, &mut tally, mail.key())
        {
            notify::enqueue(app, tx, &Letter::FreshLink { to: user.id, place }).await?;
        }
        tally.write(tx).await?;
        Ok::<_, Refusal>(())
    })?;
    Ok(mail)
}
