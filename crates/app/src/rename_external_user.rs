//! Correcting what an external user is called: the names that their next call has to bring.

use crate::{
    App, Fault, Outcome, Refusal, Viewer, note_external_user::record, refusal::Faults, show_external_user::find,
};
use domain::{ExternalUserId, PersonName};
use store::external_users::{self, ExternalUser};

/// Names as they were typed; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct NewNames {
    /// First name.
    pub first: Option<String>,
    /// Last name.
    pub last: Option<String>,
}

/// A manager corrects the names of an external user.
pub async fn rename(
    app: &App,
    viewer: &Viewer,
    id: ExternalUserId,
    names: NewNames,
    mut faults: Faults,
) -> Outcome<ExternalUser> {
    let present = find(app, viewer, id).await?;
    let first = name(&mut faults, "/firstName", names.first.as_ref().or(present.first_name.as_ref()));
    let last = name(&mut faults, "/lastName", names.last.as_ref().or(present.last_name.as_ref()));
    for (found, other, pointer) in [(&first, &last, "/firstName"), (&last, &first, "/lastName")] {
        if found.is_none() && other.is_some() && !faults.has(pointer) {
            faults.add(Fault::at(pointer, "This is required, as long as no name is known."));
        }
    }
    faults.check()?;
    // Where nothing is known and nothing was said, nothing changes.
    let (Some(first), Some(last)) = (first, last) else { return Ok(present) };
    store::write!(app.store, |tx| {
        let present = external_users::by_id(tx, id).await?;
        let present = present.filter(|user| user.erased_at.is_none()).ok_or(Refusal::NotFound)?;
        external_users::rename(tx, &present, &first, &last).await?;
        record(app, tx, viewer, id, "externalUser.changed").await?;
        external_users::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}

/// A name that may be kept, where there is one.
fn name(faults: &mut Faults, pointer: &str, typed: Option<&String>) -> Option<PersonName> {
    let name = PersonName::parse(typed?);
    if name.is_none() && !faults.has(pointer) {
        faults.add(Fault::at(pointer, "A name is needed here: at most 200 characters, on one line."));
    }
    name
}
