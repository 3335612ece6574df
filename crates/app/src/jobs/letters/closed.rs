//! The letter about requests that nobody decides any more, since what they were for is deleted.

use super::{Ready, address, brand, language, load, render, wanted};
use crate::{App, Outcome, notify::Recipient};
use domain::*;
use mail::letters::{RequestClosed, Wanted};

pub(super) async fn write(app: &App, to: Recipient, requests: &[RequestId]) -> Outcome<Option<Ready>> {
    let Some(address) = address(app, to).await? else { return Ok(None) };
    let views = load(app, requests).await?;
    let Some(first) = views.first() else { return Ok(None) };
    let language = language(app, to, requests).await?;
    let mut all: Vec<Wanted> = Vec::new();
    for view in &views {
        let wanted = wanted(app, language, view).await?;
        // A kit that was asked for directly and through a portal is one thing to the one who asked.
        if !all.contains(&wanted) {
            all.push(wanted);
        }
    }
    let letter = RequestClosed {
        brand: brand(app, first.portal.as_ref()).await?,
        wanted: all,
        message: views.iter().rev().find_map(|view| view.request.message.as_deref()).map(Into::into),
    };
    render(address, language, &letter)
}
