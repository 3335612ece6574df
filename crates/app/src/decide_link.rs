//! The link by which one responsible sees one request. Opening it writes nothing; deciding is a POST by a person.

use crate::{App, Outcome, Refusal, Viewer, said, secret::hash};
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
        return Err(Refusal::conflict(said::LINK_OVER.code, said::LINK_OVER.english));
    }
    let (Some(user), Some(request)) = (link.user_id, link.request_id) else { return Err(Refusal::NotFound) };
    let user = users::by_id(&app.store, user).await?.ok_or(Refusal::NotFound)?;
    Ok((Viewer { user: Some(user), ..Viewer::default() }, request))
}
