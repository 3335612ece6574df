//! What the forms of kits and portals do alike when they are opened, sent and saved.

use super::{fields, language, library, meanings};
use crate::{
    Site,
    extract::Fields,
    failure::Failure,
    pages::frame::{ago, see_other},
    views::desk::{Flash, Moment},
};
use app::{Viewer, list_places};
use axum::response::Response;
use domain::{KitId, PortalId, Privacy};

/// What a page says of what was just done to the kit or portal that visitors find at `address`.
pub(super) fn flash(query: &Fields, what: &str, address: &str) -> Option<Flash> {
    let text = match query.text("done") {
        "made" => format!("The {what} is made. Nobody but members sees it yet."),
        "saved" => "Saved.".to_owned(),
        "published" => format!("Saved and published at {address}."),
        _ => return None,
    };
    Some(Flash { good: true, text })
}

/// What the button says that was pressed.
pub(super) fn act(sent: &Fields) -> &str {
    match sent.text("act") {
        // Enter in a field: it searches where it was pressed in the search.
        "" if library::is_asked(sent) => "find",
        "" => "save",
        act => act,
    }
}

/// Back to the page of what was saved.
pub(super) fn saved(site: &Site, path: &str, before: Privacy, after: Privacy) -> Response {
    let done = if meanings::is_published(before, after) { "published" } else { "saved" };
    see_other(site, &format!("{path}?done={done}"))
}

/// Somebody else was quicker: who it was, and where theirs differs.
pub(super) async fn overtaken(
    site: &Site,
    viewer: &Viewer,
    kit: Option<KitId>,
    portal: Option<PortalId>,
    theirs: Vec<String>,
) -> Result<Moment, Failure> {
    let last = list_places::last_change(&site.app, viewer, kit, portal).await?;
    let what = if kit.is_some() { "kit" } else { "portal" };
    let who = fields::who_changed(last, what, |at| ago(language(), at, site.app.now()).text);
    Ok(Moment { unsaved: true, overtaken: Some((who, theirs)), ..Moment::default() })
}
