//! Ending the ways in of an external user: the links that were sent to them, the browsers that are proven by those, and the
//! browsers that a policy let in. What was decided for them stays; a fresh link can be had.

use crate::{App, Outcome, Viewer, note_external_user::record, revoke, show_external_user};
use domain::{ExternalUserId, GrantId};
use store::{grants::Subject, links};

/// A manager ends the links of an external user, and what a policy opened to the browsers they asked in.
pub async fn end_links(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<()> {
    show_external_user::find(app, viewer, id).await?;
    let open = show_external_user::open_for(app, id).await?;
    store::write!(app.store, |tx| {
        links::end_of_external_user(tx, id, app.now()).await?;
        record(app, tx, viewer, id, "externalUser.linksEnded").await
    })?;
    let of_browsers = open.iter().filter(|open| matches!(open.grant.subject, Subject::Browser(_)));
    let of_browsers: Vec<GrantId> = of_browsers.map(|open| open.grant.id).collect();
    for grant in of_browsers {
        revoke::revoke_grant(app, viewer, grant).await?;
    }
    Ok(())
}
