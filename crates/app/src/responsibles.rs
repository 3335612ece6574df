//! Whom a request goes to, and what makes a user able to decide.

use crate::{App, Outcome, properties};
use domain::{responsible::can_be_responsible, *};
use std::collections::{HashMap, HashSet};
use store::{
    Run,
    requests::{Item, Request},
    users::User,
};

/// Where the items of a new request go.
pub(crate) struct Routed {
    /// By which rule.
    pub routing: Routing,
    /// The folder whose responsibles decide an asset.
    pub folders: HashMap<AssetId, FolderId>,
}

/// Finds where assets go: to the chosen responsibles, by folder, or to those for external users.
pub(crate) async fn route(db: &impl Run, chosen: &[UserId], assets: &[AssetId], folder_mode: bool) -> Outcome<Routed> {
    let nowhere = HashMap::new();
    if !chosen.is_empty() {
        return Ok(Routed { routing: Routing::Chosen, folders: nowhere });
    }
    if !folder_mode {
        return Ok(Routed { routing: Routing::External, folders: nowhere });
    }
    let folders = store::folders::deciding_folders(db, assets).await?;
    let routing = if folders.is_empty() { Routing::External } else { Routing::Folders };
    Ok(Routed { routing, folders })
}

pub(crate) async fn is_folder_mode(app: &App, db: &impl Run) -> Outcome<bool> {
    properties::read(app, db, TechnicalProperty::RequestDownloadFolderModeEnabled).await
}

/// What makes this user able to decide items of this request.
pub(crate) async fn decider(db: &impl Run, user: &User, request: &Request) -> Outcome<Decider> {
    let deciders = Deciders::of(db, user, std::slice::from_ref(request)).await?;
    Ok(deciders.of_request(request))
}

/// What makes a user able to decide items of several requests, looked up together.
pub(crate) struct Deciders {
    user: Decider,
    chosen: HashSet<RequestId>,
}

impl Deciders {
    pub async fn of(db: &impl Run, user: &User, requests: &[Request]) -> Outcome<Self> {
        let routed = |routing: Routing| requests.iter().filter(move |request| request.routing == routing);
        let ids: Vec<RequestId> = routed(Routing::Chosen).map(|request| request.id).collect();
        let chosen = store::requests::chosen_responsibles(db, &ids).await?;
        let folders = match routed(Routing::Folders).next() {
            Some(_) => store::folders::of_responsible(db, user.id).await?,
            None => Vec::new(),
        };
        let decider = Decider {
            user: user.id,
            role: user.role,
            responsible_for_external_users: user.responsible_for_external_users,
            chosen: false,
            folders,
        };
        let mine = chosen.into_iter().filter(|(_, chosen)| *chosen == user.id);
        Ok(Self { user: decider, chosen: mine.map(|(request, _)| request).collect() })
    }

    /// What makes them able to decide items of this one.
    pub fn of_request(&self, request: &Request) -> Decider {
        let folders = if request.routing == Routing::Folders { self.user.folders.clone() } else { vec![] };
        Decider { chosen: self.chosen.contains(&request.id), folders, ..self.user.clone() }
    }
}

/// Whether this user may decide this item.
pub(crate) fn may_decide_item(decider: &Decider, request: &Request, item: &Item) -> bool {
    may_decide(decider, request.user_id, Route::of(request.routing, item.folder_id))
}

/// Whether this user may decide all that a grant of the whole would open: in folder mode a responsible of single folders
/// may only where every asset of the place is theirs.
pub(crate) async fn may_decide_whole(app: &App, db: &impl Run, decider: &Decider, request: &Request) -> Outcome<bool> {
    if decider.role.sees_everything() || request.routing != Routing::Folders {
        return Ok(true);
    }
    let kits = match (request.policy_source(), request.portal_id) {
        (Some(place::PolicySource::Kit(kit)), _) => vec![kit],
        (Some(place::PolicySource::Portal(portal)), _) => {
            store::kits::of_portal(db, portal).await?.into_iter().map(|kit| kit.id).collect()
        }
        (None, _) => return Ok(true),
    };
    let mut assets = Vec::new();
    for kit in kits {
        assets.extend(store::kits::assets(db, kit).await?.into_iter().map(|(_, asset)| asset));
    }
    let folder_mode = is_folder_mode(app, db).await?;
    let folders = route(db, &[], &assets, folder_mode).await?.folders;
    Ok(assets.iter().all(|asset| {
        let route = folders.get(asset).map_or(Route::External, |folder| Route::Folder(*folder));
        may_decide(decider, request.user_id, route)
    }))
}

/// The users to be notified of these items of a request: those whom the route names, without the requester; the admins
/// where nobody is left.
pub(crate) async fn to_notify(db: &impl Run, request: &Request, items: &[Item]) -> Outcome<Vec<User>> {
    let mut ids: Vec<UserId> = Vec::new();
    let routes: Vec<Route> = items.iter().map(|item| Route::of(request.routing, item.folder_id)).collect();
    let mut nobody = routes.is_empty();
    let mut add = |users: Vec<UserId>| {
        nobody |= users.is_empty();
        ids.extend(users);
    };
    let requester = request.user_id;
    let others = |users: Vec<User>| {
        let able = users.into_iter().filter(|user| {
            Some(user.id) != requester && can_be_responsible(user.role, user.responsible_for_external_users)
        });
        able.map(|user| user.id).collect::<Vec<_>>()
    };
    if routes.contains(&Route::Chosen) {
        let chosen = store::requests::chosen_responsibles(db, &[request.id]).await?;
        let chosen: Vec<UserId> = chosen.into_iter().map(|(_, user)| user).collect();
        add(others(living(db, &chosen).await?));
    }
    if routes.contains(&Route::External) {
        add(others(store::users::responsible_for_external_users(db).await?));
    }
    if routes.iter().any(|route| matches!(route, Route::Folder(_))) {
        let responsibles = store::folders::responsibles(db).await?;
        for route in &routes {
            if let Route::Folder(folder) = route {
                let of_folder = responsibles.get(folder).cloned().unwrap_or_default();
                add(of_folder.into_iter().filter(|user| Some(*user) != requester).collect());
            }
        }
    }
    if nobody {
        ids.extend(store::users::of_role(db, Role::Admin).await?.into_iter().map(|user| user.id));
    }
    ids.sort_unstable();
    ids.dedup();
    let mut users = living(db, &ids).await?;
    users.sort_by_key(|user| user.id);
    Ok(users)
}

async fn living(db: &impl Run, ids: &[UserId]) -> Outcome<Vec<User>> {
    let mut users = Vec::new();
    for id in ids {
        users.extend(store::users::by_id(db, *id).await?);
    }
    Ok(users)
}
