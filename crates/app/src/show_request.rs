//! A request as it is shown: whole to who may decide it and to the one who asked, its state to the holder of its reference.

use crate::{
    App, Outcome, Refusal, Viewer,
    place::path,
    responsibles::{self, Deciders},
};
use domain::*;
use std::collections::{BTreeSet, HashMap};
use store::{
    external_users::ExternalUser, grants::GrantRecord, kits::Kit, portals::Portal, requests, terms::Terms, users::User,
};

pub(crate) use kept::{kept_views, listed_views};
pub use store::requests::{Item, Request};

mod kept;

/// Somebody with a name, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The user's id.
    pub id: UserId,
    /// First and last name.
    pub name: String,
}

/// Who asked.
#[derive(Debug, Clone)]
pub enum Requester {
    /// Without a login.
    External(ExternalUser),
    /// A user.
    User(User),
}

/// A request with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// The request.
    pub request: Request,
    /// Who asked.
    pub requester: Requester,
    /// Its items; one without an asset stands for the whole place.
    pub items: Vec<Item>,
    /// Who is responsible for it now.
    pub responsibles: Vec<Named>,
    /// Who decided it last; none where nobody did, or the policy.
    pub decided_by: Option<Named>,
    /// Who took away what it opened last; none where nobody did.
    pub revoked_by: Option<Named>,
    /// Who decided items, by id.
    pub deciders: HashMap<UserId, String>,
    /// The portal it came from.
    pub portal: Option<Portal>,
    /// The kit it came from.
    pub kit: Option<Kit>,
    /// What was granted because of it, also what was revoked since.
    pub grants: Vec<GrantRecord>,
    /// The words that the requester added, oldest first.
    pub words: Vec<(Timestamp, String)>,
    /// The terms of use that were accepted, in the version that counted then.
    pub terms: Option<Terms>,
}

impl RequestView {
    /// What the place is called, if it names one.
    pub fn place_title(&self) -> Option<&str> {
        self.kit.as_ref().map(|kit| kit.title.as_str()).or(self.portal.as_ref().map(|portal| portal.title.as_str()))
    }

    /// Whether the place that it names is deleted: the kit, or the portal where it is for no kit.
    pub fn is_place_gone(&self) -> bool {
        match (&self.kit, &self.portal) {
            (Some(kit), _) => kit.deleted_at.is_some(),
            (None, portal) => portal.as_ref().is_some_and(|portal| portal.deleted_at.is_some()),
        }
    }

    /// The address of the place, if it names one that is there. A kit whose portal is deleted stands at its own address.
    pub fn place_path(&self) -> Option<String> {
        self.request.place().filter(|_| !self.is_place_gone())?;
        let portal = self.portal.as_ref().filter(|portal| portal.deleted_at.is_none());
        Some(path(portal.map(|portal| portal.slug.as_str()), self.kit.as_ref().map(|kit| kit.slug.as_str())))
    }

    /// When what was approved came to its end by itself, where it has: the request stays approved and opens nothing.
    pub fn ended_at(&self, now: Timestamp) -> Option<Timestamp> {
        let opened = matches!(self.request.status, RequestStatus::Approved | RequestStatus::PartiallyApproved);
        let ends = self.grants.iter().filter(|grant| grant.revoked_at.is_none()).filter_map(|grant| grant.expires_at);
        // What was decided through another request's grant has the same end.
        let end = ends.chain(self.request.expires_at).max();
        end.filter(|end| opened && *end <= now && !self.grants.iter().any(|grant| grant.is_live(now)))
    }

    /// Who acted on it last, and when: who decided it, or who took away what it opened since.
    pub fn last_act(&self) -> Option<(Option<&Named>, Timestamp)> {
        let revoked = self.request.revoked_at.filter(|at| self.request.decided_at.is_none_or(|decided| decided <= *at));
        match (revoked, self.request.decided_at) {
            (Some(at), _) => Some((self.revoked_by.as_ref(), at)),
            (None, at) => Some((self.decided_by.as_ref(), at?)),
        }
    }

    /// The items that are assets.
    pub fn assets(&self) -> impl Iterator<Item = (&Item, AssetId)> {
        self.items.iter().filter_map(|item| Some((item, item.asset_id?)))
    }
}

/// Everything that belongs to these requests, in their order.
pub(crate) async fn views(app: &App, rows: Vec<Request>) -> Outcome<Vec<RequestView>> {
    let db = &app.store;
    let ids: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
    let mut items: HashMap<RequestId, Vec<Item>> = HashMap::new();
    for item in requests::items(db, &ids).await? {
        items.entry(item.request_id).or_default().push(item);
    }
    let mut grants: HashMap<RequestId, Vec<GrantRecord>> = HashMap::new();
    for grant in store::grants::of_requests(db, &ids).await? {
        grants.entry(grant.request_id).or_default().push(grant);
    }
    let mut words: HashMap<RequestId, Vec<(Timestamp, String)>> = HashMap::new();
    for word in requests::words(db, &ids).await? {
        words.entry(word.request_id).or_default().push((word.created_at, word.text));
    }
    let accepted: BTreeSet<TermsId> = rows.iter().filter_map(|row| row.terms_id).collect();
    let accepted = store::terms::by_ids(db, &accepted.into_iter().collect::<Vec<_>>()).await?;
    let unique = |ids: Vec<i64>| ids.into_iter().collect::<BTreeSet<i64>>();
    let externals = unique(rows.iter().filter_map(|row| row.external_user_id.map(|id| id.0)).collect());
    let externals: Vec<ExternalUserId> = externals.into_iter().map(ExternalUserId).collect();
    let externals = store::external_users::by_ids(db, &externals).await?;
    let externals: HashMap<ExternalUserId, ExternalUser> = externals.into_iter().map(|user| (user.id, user)).collect();
    let deciders = items.values().flatten().filter_map(|item| item.decided_by);
    let people = rows.iter().flat_map(|row| [row.user_id, row.decided_by, row.revoked_by]).flatten().chain(deciders);
    let people: Vec<UserId> = unique(people.map(|id| id.0).collect()).into_iter().map(UserId).collect();
    let people: HashMap<UserId, User> =
        store::users::by_ids(db, &people).await?.into_iter().map(|user| (user.id, user)).collect();
    let kits: Vec<KitId> =
        unique(rows.iter().filter_map(|row| row.kit_id.map(|id| id.0)).collect()).into_iter().map(KitId).collect();
    let kits: HashMap<KitId, Kit> =
        store::kits::by_ids(db, &kits).await?.into_iter().map(|kit| (kit.id, kit)).collect();
    let portals: Vec<PortalId> = unique(rows.iter().filter_map(|row| row.portal_id.map(|id| id.0)).collect())
        .into_iter()
        .map(PortalId)
        .collect();
    let portals: HashMap<PortalId, Portal> =
        store::portals::by_ids(db, &portals).await?.into_iter().map(|portal| (portal.id, portal)).collect();
    let asked = |row: &Request| row.routing != Routing::Policy;
    let open: Vec<(&Request, &[Item])> = rows
        .iter()
        .filter(|row| asked(row))
        .map(|row| (row, items.get(&row.id).map(Vec::as_slice).unwrap_or_default()))
        .collect();
    let mut responsibles = responsibles::to_notify_of_each(db, &open).await?.into_iter();
    let mut views = Vec::with_capacity(rows.len());
    for request in rows {
        let requester = match (request.external_user_id, request.user_id) {
            (Some(id), _) => externals.get(&id).cloned().map(Requester::External),
            (None, Some(id)) => people.get(&id).cloned().map(Requester::User),
            (None, None) => None,
        };
        let items = items.remove(&request.id).unwrap_or_default();
        let named = |id: &UserId| people.get(id).map(|user| Named { id: *id, name: user.name() });
        let responsibles = if asked(&request) { responsibles.next().unwrap_or_default() } else { vec![] };
        views.push(RequestView {
            requester: requester.ok_or_else(|| Refusal::internal("a request without a requester"))?,
            responsibles: responsibles.iter().map(|user| Named { id: user.id, name: user.name() }).collect(),
            decided_by: request.decided_by.as_ref().and_then(named),
            revoked_by: request.revoked_by.as_ref().and_then(named),
            deciders: items
                .iter()
                .filter_map(|item| item.decided_by.as_ref().and_then(named))
                .map(|user| (user.id, user.name))
                .collect(),
            portal: request.portal_id.and_then(|id| portals.get(&id).cloned()),
            kit: request.kit_id.and_then(|id| kits.get(&id).cloned()),
            grants: grants.remove(&request.id).unwrap_or_default(),
            words: words.remove(&request.id).unwrap_or_default(),
            terms: accepted.iter().find(|terms| Some(terms.id) == request.terms_id).cloned(),
            items,
            request,
        });
    }
    Ok(views)
}

pub(crate) async fn view(app: &App, request: Request) -> Outcome<RequestView> {
    views(app, vec![request]).await?.pop().ok_or(Refusal::NotFound)
}

/// A request and what the viewer may do with it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The request.
    pub view: RequestView,
    /// The items that the viewer may decide.
    pub decidable: BTreeSet<ItemId>,
}

/// One request, to who may decide it and to the user who made it.
pub async fn show(app: &App, viewer: &Viewer, id: RequestId) -> Outcome<Shown> {
    let user = viewer.signed_in()?;
    let request = requests::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let items = requests::items(&app.store, &[id]).await?;
    let deciders = Deciders::of(&app.store, user, std::slice::from_ref(&request)).await?;
    let decidable = deciders.decidable(&request, &items)?;
    Ok(Shown { view: view(app, request).await?, decidable })
}

/// A request just made, to the one who made it.
pub async fn show_made(app: &App, id: RequestId) -> Outcome<RequestView> {
    let request = requests::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    view(app, request).await
}

/// A request, to the holder of its reference.
pub async fn show_by_reference(app: &App, reference: &str) -> Outcome<RequestView> {
    view(app, by_reference(app, reference).await?).await
}

/// The request of a reference. What can't be one is not looked for.
pub(crate) async fn by_reference(app: &App, reference: &str) -> Outcome<Request> {
    if !reference.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Refusal::NotFound);
    }
    requests::by_reference(&app.store, reference).await?.ok_or(Refusal::NotFound)
}
