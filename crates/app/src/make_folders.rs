//! The folders that files come with, made where they are missing.

use crate::{App, Outcome};
use domain::{FolderId, UserId};
use store::{
    Tx,
    events::{self, NewEvent},
    folders,
};

/// The folder of this path below another one (at the top, where there is none), made as far as it is missing.
pub(crate) async fn below(
    app: &App,
    tx: &Tx,
    top: Option<FolderId>,
    path: &[&str],
    by: Option<UserId>,
) -> Outcome<Option<FolderId>> {
    let mut folder = top;
    for name in path {
        let (id, is_new) = folders::find_or_insert(tx, folder, name, app.now()).await?;
        if is_new {
            let event = NewEvent { user_id: by, folder_id: Some(id), ..NewEvent::default() };
            events::record(tx, "folder.created", &event, app.now()).await?;
        }
        folder = Some(id);
    }
    Ok(folder)
}
