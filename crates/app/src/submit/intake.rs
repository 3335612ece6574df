//! Writing down what the public call asks: what comes in at once in one transaction, each on its own terms.

use super::{
    by_public_call::{Checked, is_other, mismatch},
    record::{Ask, Memo, Requester, Wish, approve_by_policy, record},
};
use crate::{
    App, Outcome, Refusal, limits,
    notify::{self, Letter, Recipient, requester_of},
};
use domain::*;
use std::collections::HashMap;
use store::{
    Tx,
    counters::Tally,
    external_users::{self, ExternalUser},
    grants::Subject,
    requests::{self, Item, Origin, Request},
};

/// A request as it was just made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The request.
    pub request: Request,
    /// What it asks for.
    pub items: Vec<Item>,
}

/// Writes down what was asked at once; the answers in the same order.
pub(super) async fn write(app: App, asks: Vec<Checked>) -> Vec<Outcome<Made>> {
    match write_together(&app, &asks).await {
        Ok(answers) => return answers,
        Err(Refusal::Unavailable(why)) => {
            let why = why.to_string();
            return asks.iter().map(|_| Err(Refusal::Unavailable(why.clone().into()))).collect();
        }
        Err(error) if asks.len() == 1 => return vec![Err(error)],
        // One of them spoils it for all: each for itself.
        Err(_) => {}
    }
    let mut answers = Vec::with_capacity(asks.len());
    for ask in asks {
        answers.extend(Box::pin(write(app.clone(), vec![ask])).await);
    }
    answers
}

async fn write_together(app: &App, asks: &[Checked]) -> Outcome<Vec<Outcome<Made>>> {
    let buckets: Vec<_> = asks.iter().flat_map(|ask| limits::counters_of(app, &ask.network, ask.mail.key())).collect();
    let keys: Vec<&str> = asks.iter().map(|ask| ask.mail.key()).collect();
    store::write!(app.store, |tx| {
        let known = external_users::by_mail_keys(tx, &keys).await?;
        let mut batch = Batch { tally: Tally::read(tx, &buckets, app.now()).await?, known, memo: Memo::default() };
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            answers.push(match batch.write(app, tx, ask).await {
                Err(own @ (Refusal::Invalid(_) | Refusal::TooMany { .. })) => Err(own),
                other => Ok(other?),
            });
        }
        batch.tally.write(tx).await?;
        Ok::<_, Refusal>(answers)
    })
}

/// What those of one batch share.
struct Batch {
    tally: Tally,
    /// The requesters, by the keys of their addresses.
    known: HashMap<String, ExternalUser>,
    memo: Memo,
}

impl Batch {
    /// Writes one down. What is refused writes nothing.
    async fn write(&mut self, app: &App, tx: &Tx, ask: &Checked) -> Outcome<Made> {
        let key = ask.mail.key();
        limits::check_guesses(app, &self.tally, &ask.network, key)?;
        if self.known.get(key).is_some_and(|user| is_other(user, &ask.first, &ask.last)) {
            return Err(Refusal::Invalid(vec![mismatch()]));
        }
        limits::count_request(app, &mut self.tally, &ask.network, key)?;
        let user = self.requester(app, tx, ask).await?;
        let id = requests::next_id(tx).await?;
        if let Some(key) = &ask.key {
            key.remember(app, tx, id.0).await?;
        }
        let wish = Wish { assets: ask.assets.clone(), ..ask.wish.clone() };
        let from = Ask {
            origin: Origin::PublicApi,
            requester: Requester::External(user),
            reason: &ask.reason,
            chosen: &ask.responsibles,
            language: ask.language,
        };
        let (mut request, mut items) = record(app, tx, id, &from, &wish, &mut self.memo).await?;
        if wish.policy.needs_decision() {
            self.ask_for_decision(app, tx, ask, &request, &items).await?;
        } else {
            // Nobody has to decide, but no browser stands here that could be let in: the access goes to the address by mail.
            let whole: Vec<GrantScope> = wish.whole().into_iter().collect();
            let subject = Subject::ExternalUser(user);
            let decision = approve_by_policy(app, tx, &request, &items, subject, &whole).await?;
            let to = Recipient::ExternalUser(user);
            notify::enqueue(app, tx, &Letter::RequestDecided { to, decisions: vec![decision] }).await?;
            request = requests::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            items = requests::items(tx, &[id]).await?;
        }
        for item in &mut items {
            let title = item.asset_id.and_then(|asset| ask.titles.get(&asset));
            item.title = item.title.take().or(title.cloned());
        }
        Ok(Made { request, items })
    }

    async fn requester(&mut self, app: &App, tx: &Tx, ask: &Checked) -> Outcome<ExternalUserId> {
        let key = ask.mail.key();
        match self.known.get_mut(key) {
            Some(user) => {
                if user.first_name.is_none() {
                    external_users::set_names(tx, user, &ask.first, &ask.last).await?;
                    user.first_name = Some(ask.first.as_str().to_owned());
                    user.last_name = Some(ask.last.as_str().to_owned());
                }
                Ok(user.id)
            }
            None => {
                let user = external_users::insert(tx, &ask.mail, &ask.first, &ask.last, app.now()).await?;
                let id = user.id;
                self.known.insert(key.to_owned(), user);
                Ok(id)
            }
        }
    }

    async fn ask_for_decision(
        &mut self,
        app: &App,
        tx: &Tx,
        ask: &Checked,
        request: &Request,
        items: &[Item],
    ) -> Outcome<()> {
        notify::ask_responsibles(app, tx, &[(request.clone(), items.to_vec())], &mut self.memo).await?;
        if let Some(to) = requester_of(request)
            && limits::may_write_to_unproven(app, &mut self.tally, ask.mail.key())
        {
            notify::enqueue(app, tx, &Letter::RequestReceived { to, requests: vec![request.id] }).await?;
        }
        Ok(())
    }
}
