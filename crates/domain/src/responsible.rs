//! Who is notified of a request, and who may decide it.

use crate::{FolderId, Role, UserId, words::spelled};

/// By which rule a request found its responsibles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Routing {
    /// Nobody has to decide.
    Policy,
    /// The responsibles chosen in the request.
    Chosen,
    /// Each item goes to the responsibles of its folder; items without any to those for external users.
    Folders,
    /// The users responsible for external users.
    External,
}

spelled!(Routing { Policy = "policy", Chosen = "chosen", Folders = "folders", External = "external" });

/// Where one item of a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// To the responsibles chosen in the request.
    Chosen,
    /// To the responsibles of this folder.
    Folder(FolderId),
    /// To the users responsible for external users, or the admins where there is none.
    External,
}

impl Route {
    /// The route of an item, from what is remembered of the request and the item.
    pub fn of(routing: Routing, folder: Option<FolderId>) -> Self {
        match (routing, folder) {
            (Routing::Chosen, _) => Route::Chosen,
            (Routing::Folders, Some(folder)) => Route::Folder(folder),
            _ => Route::External,
        }
    }
}

/// A user who wants to decide, and what makes them responsible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decider {
    /// Who it is.
    pub user: UserId,
    /// Their role.
    pub role: Role,
    /// Whether they are marked *responsible for external users*.
    pub responsible_for_external_users: bool,
    /// Whether the request chose them.
    pub chosen: bool,
    /// The folders whose responsible they are.
    pub folders: Vec<FolderId>,
}

/// Whether a user of this kind may decide anything at all, and so may be named as a responsible.
pub fn can_be_responsible(role: Role, responsible_for_external_users: bool) -> bool {
    role != Role::Member || responsible_for_external_users
}

/// Whether this user may decide an item that went this way, of a request that `requester` made (where a user made it).
/// Managers and admins decide everything; nobody but an admin decides their own request.
pub fn may_decide(decider: &Decider, requester: Option<UserId>, route: Route) -> bool {
    if requester == Some(decider.user) && decider.role != Role::Admin {
        return false;
    }
    if decider.role.sees_everything() {
        return true;
    }
    if !can_be_responsible(decider.role, decider.responsible_for_external_users) {
        return false;
    }
    match route {
        Route::Chosen => decider.chosen,
        Route::Folder(folder) => decider.folders.contains(&folder),
        Route::External => decider.responsible_for_external_users,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decider(role: Role) -> Decider {
        Decider { user: UserId(1), role, responsible_for_external_users: false, chosen: false, folders: vec![] }
    }

    #[test]
    fn managers_and_admins_decide_everything_but_only_admins_their_own() {
        for role in [Role::Admin, Role::Manager] {
            assert!(may_decide(&decider(role), None, Route::Folder(FolderId(9))));
        }
        assert!(may_decide(&decider(Role::Admin), Some(UserId(1)), Route::External));
        assert!(!may_decide(&decider(Role::Manager), Some(UserId(1)), Route::External));
    }

    #[test]
    fn a_responsible_decides_what_came_to_them() {
        let marked = Decider { responsible_for_external_users: true, ..decider(Role::Responsible) };
        let chosen = Decider { chosen: true, ..decider(Role::Responsible) };
        let folder = Decider { folders: vec![FolderId(9)], ..decider(Role::Responsible) };
        for (who, route, may) in [
            (&marked, Route::External, true),
            (&marked, Route::Chosen, false),
            (&marked, Route::Folder(FolderId(9)), false),
            (&chosen, Route::Chosen, true),
            (&chosen, Route::External, false),
            (&folder, Route::Folder(FolderId(9)), true),
            (&folder, Route::Folder(FolderId(8)), false),
        ] {
            assert_eq!(may_decide(who, None, route), may, "{who:?} {route:?}");
        }
    }

    #[test]
    fn one_who_lost_the_role_decides_nothing_any_more() {
        let was_chosen = Decider { chosen: true, folders: vec![FolderId(9)], ..decider(Role::Member) };
        assert!(!may_decide(&was_chosen, None, Route::Chosen));
        assert!(!may_decide(&was_chosen, None, Route::Folder(FolderId(9))));
    }
}
