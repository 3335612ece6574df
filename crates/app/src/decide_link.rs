//! The link by which one responsible sees one request. Opening it writes nothing; deciding is a POST by a person.

use crate::{App, Outcome, Refusal, Viewer, secret::hash};
use domain::RequestId;
use store::{
    links::{self, LinkKind},
    users,
};

/// The responsible whose link this is, and the request it is about.
pub async fn open(app: &App, secret: &str) -> Outcome<(Viewer, RequestId)> {
    let link = links::by_hash(&app.store, &hash(secret)).await?;
    let link = link.filter(|link| link.kind == LinkKind::Decide).ok_or(Refusal::NotFound)?;
    if !link.is_live(app.now()) {
        let detail = "This link is over. Sign in to see the request.";
        return Err(Refusal::conflict("link-over", detail));
    }
    let (Some(user), Some(request)) = (link.user_id, link.request_id) else { return Err(Refusal::NotFound) };
    let user = users::by_id(&app.store, user).await?.ok_or(Refusal::NotFound)?;
    Ok((Viewer { user: Some(user), ..Viewer::default() }, request))
}
