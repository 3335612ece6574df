//! Adding a word to a request while it is under review. The responsibles see it with the request; nobody gets a mail.

use crate::{App, Fault, Outcome, Refusal, Viewer, pick_up::is_own, said, show_request::by_reference, submit::about};
use domain::{RequestId, RequestStatus, text};
use store::{Tx, events, requests};

/// The longest word, in characters.
pub const LONGEST_WORD: usize = 2_000;
/// The most words that a request takes.
pub const MOST_WORDS: usize = 10;

/// The requester, in a browser proven for their address, or the user who asked, adds a word.
pub async fn add_word(app: &App, viewer: &Viewer, reference: &str, typed: &str) -> Outcome<()> {
    let found = by_reference(app, reference).await?;
    if !is_own(viewer, &found) {
        return Err(Refusal::forbidden_as(&said::WORD_NOT_YOURS));
    }
    let Some(word) = text::message(typed) else { return Err(Refusal::said("/text", &said::WORD_MISSING)) };
    if word.chars().count() > LONGEST_WORD {
        let fault = Fault::said("/text", &said::WORD_TOO_LONG).with_arg("most", LONGEST_WORD);
        return Err(Refusal::Invalid(vec![fault]));
    }
    store::write!(app.store, |tx| {
        let request = requests::hold(tx, found.id).await?.ok_or(Refusal::NotFound)?;
        if request.status != RequestStatus::Pending {
            return Err(Refusal::conflict(said::NOT_PENDING.code, said::NOT_PENDING.english));
        }
        if requests::words(tx, &[request.id]).await?.len() >= MOST_WORDS {
            let fault = Fault::said("/text", &said::WORD_TOO_MANY).with_arg("most", MOST_WORDS);
            return Err(Refusal::Invalid(vec![fault]));
        }
        requests::add_words(tx, request.id, &word, app.now()).await?;
        events::record(tx, "request.words-added", &about(&request), app.now()).await?;
        Ok(())
    })
}

/// What somebody known writes who asks again for what is under review: a word more, unless they said it before.
pub(crate) async fn add_again(app: &App, tx: &Tx, id: RequestId, message: &str) -> Outcome<()> {
    let Some(request) = requests::hold(tx, id).await? else { return Ok(()) };
    let known = requests::words(tx, &[id]).await?;
    let is_said = request.reason.as_deref() == Some(message) || known.iter().any(|word| word.text == message);
    if request.status != RequestStatus::Pending || is_said || known.len() >= MOST_WORDS {
        return Ok(());
    }
    requests::add_words(tx, id, message, app.now()).await?;
    events::record(tx, "request.words-added", &about(&request), app.now()).await?;
    Ok(())
}
