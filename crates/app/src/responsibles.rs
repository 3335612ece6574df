//! Whom a request goes to, and what makes a user able to decide.

use crate::{App, Outcome, Refusal, properties};
use domain::{responsible::can_be_responsible, *};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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

    /// The items of a request that they may decide. Refused where they may not see the request at all.
    pub fn decidable(&self, request: &Request, items: &[Item]) -> Outcome<BTreeSet<ItemId>> {
        let decider = self.of_request(request);
        let may = |item: &&Item| may_decide(&decider, request.user_id, Route::of(request.routing, item.folder_id));
        let decidable: BTreeSet<ItemId> = items.iter().filter(may).map(|item| item.id).collect();
        let is_theirs = request.user_id == Some(decider.user);
        if decidable.is_empty() && !is_theirs && !decider.role.sees_everything() {
            return Err(Refusal::NotFound);
        }
        Ok(decidable)
    }
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
    Ok(to_notify_of_each(db, &[(request, items)]).await?.pop().unwrap_or_default())
}

/// The users to be notified of each of these requests, looked up together.
pub(crate) async fn to_notify_of_each(db: &impl Run, requests: &[(&Request, &[Item])]) -> Outcome<Vec<Vec<User>>> {
    let routes: Vec<Vec<Route>> = requests
        .iter()
        .map(|(request, items)| items.iter().map(|item| Route::of(request.routing, item.folder_id)).collect())
        .collect();
    let people = People::on(db, requests, &routes).await?;
    // Whom the routes name, and whether one of them names nobody.
    let mut found: Vec<(BTreeSet<UserId>, bool)> = Vec::with_capacity(requests.len());
    for ((request, _), routes) in requests.iter().zip(&routes) {
        let of_routes: Vec<Vec<UserId>> = routes.iter().map(|route| people.of_route(request, route)).collect();
        let is_nobody = of_routes.is_empty() || of_routes.iter().any(Vec::is_empty);
        found.push((of_routes.into_iter().flatten().collect(), is_nobody));
    }
    let admins = match found.iter().any(|(_, is_nobody)| *is_nobody) {
        true => store::users::of_role(db, Role::Admin).await?,
        false => vec![],
    };
    let told = |(ids, is_nobody): (BTreeSet<UserId>, bool)| {
        let named = ids.iter().filter_map(|id| people.users.get(id));
        let told = named.chain(admins.iter().filter(|_| is_nobody)).cloned().map(by_id);
        told.collect::<BTreeMap<UserId, User>>().into_values().collect()
    };
    Ok(found.into_iter().map(told).collect())
}

/// The people on the routes of some requests.
struct People {
    /// Whom requests themselves name.
    chosen: HashMap<RequestId, Vec<UserId>>,
    /// Who is responsible for external users.
    external: Vec<UserId>,
    /// Who is responsible for each folder.
    folders: HashMap<FolderId, Vec<UserId>>,
    users: BTreeMap<UserId, User>,
}

impl People {
    async fn on(db: &impl Run, requests: &[(&Request, &[Item])], routes: &[Vec<Route>]) -> Outcome<Self> {
        let any = |is: fn(&Route) -> bool| routes.iter().flatten().any(is);
        let choosing = requests.iter().filter(|(request, _)| request.routing == Routing::Chosen);
        let choosing: Vec<RequestId> = choosing.map(|(request, _)| request.id).collect();
        let mut chosen: HashMap<RequestId, Vec<UserId>> = HashMap::new();
        for (request, user) in store::requests::chosen_responsibles(db, &choosing).await? {
            chosen.entry(request).or_default().push(user);
        }
        let external = match any(|route| *route == Route::External) {
            true => store::users::responsible_for_external_users(db).await?,
            false => vec![],
        };
        let folders = match any(|route| matches!(route, Route::Folder(_))) {
            true => store::folders::responsibles(db).await?,
            false => HashMap::new(),
        };
        let named: BTreeSet<UserId> = chosen.values().chain(folders.values()).flatten().copied().collect();
        let named = store::users::living(db, &named.into_iter().collect::<Vec<_>>()).await?;
        let external_ids = external.iter().map(|user| user.id).collect();
        let users = named.into_iter().chain(external).map(by_id).collect();
        Ok(Self { chosen, external: external_ids, folders, users })
    }

    /// Who may decide what takes this route, but the requester.
    fn of_route(&self, request: &Request, route: &Route) -> Vec<UserId> {
        let named = match route {
            Route::Chosen => self.chosen.get(&request.id),
            Route::External => Some(&self.external),
            Route::Folder(folder) => self.folders.get(folder),
        };
        let is_able = |id: &UserId| {
            let can_be = |user: &User| can_be_responsible(user.role, user.responsible_for_external_users);
            Some(*id) != request.user_id && self.users.get(id).is_some_and(can_be)
        };
        named.into_iter().flatten().copied().filter(is_able).collect()
    }
}

fn by_id(user: User) -> (UserId, User) {
    (user.id, user)
}
