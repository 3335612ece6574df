//! A fresh pick-up link for an address that has access already. The answer is the same whether it has.

use crate::{
    App, Outcome, Refusal, Viewer, limits,
    notify::{self, Letter},
    pick_up::has_access,
    said,
    show_request::{Requester, show_by_reference},
};
use domain::MailAddress;
use store::{counters::Tally, external_users};

/// Somebody asks for a fresh link to be sent to an address.
pub async fn ask_for_link(app: &App, viewer: &Viewer, mail: &str) -> Outcome<MailAddress> {
    let mail = MailAddress::parse(mail).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let known = external_users::by_mail_key(&app.store, mail.key()).await?;
    let has_access = match &known {
        Some(user) => has_access(app, user.id).await?,
        None => false,
    };
    let letter = known.filter(|_| has_access).map(|user| Letter::FreshLink { to: user.id, place: None, request: None });
    send(app, viewer, &mail, letter).await?;
    Ok(mail)
}

/// The holder of a reference asks for a fresh link to be sent to whoever asked, whose address they need not know. Whether
/// there is one to send: the status page, which they see, says the same.
pub async fn ask_for_link_of(app: &App, viewer: &Viewer, reference: &str) -> Outcome<bool> {
    let view = show_by_reference(app, reference).await?;
    let Requester::External(user) = &view.requester else { return Ok(false) };
    if !view.grants.iter().any(|grant| grant.is_live(app.now())) {
        return Ok(false);
    }
    let mail = MailAddress::parse(&user.mail).map_err(Refusal::internal)?;
    let letter = Letter::FreshLink { to: user.id, place: view.request.place(), request: Some(view.request.id) };
    send(app, viewer, &mail, Some(letter)).await?;
    Ok(true)
}

/// Counts the ask, and sends the letter where there is one and the address gets no more than it should.
async fn send(app: &App, viewer: &Viewer, mail: &MailAddress, letter: Option<Letter>) -> Outcome<()> {
    let counters = limits::counters_of(app, &viewer.network, mail.key());
    store::write!(app.store, |tx| {
        let mut tally = Tally::read(tx, &counters, app.now()).await?;
        limits::count_request(app, &mut tally, &viewer.network, mail.key())?;
        if let Some(letter) = &letter
            && limits::may_write_to_unproven(app, &mut tally, mail.key())
        {
            notify::enqueue(app, tx, letter).await?;
        }
        tally.write(tx).await?;
        Ok::<_, Refusal>(())
    })
}
