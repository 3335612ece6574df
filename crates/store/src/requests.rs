//! Download requests and their items.

use crate::{
    Result, Table, Tx,
    insight::tallies,
    search::{self, Indexed},
    sql::{args, from_row},
};
use ::words::Language;
use domain::*;
use std::collections::BTreeSet;

pub use change::{Change, Decided, change, change_all, let_go, pass_on, reopen};
pub use counts::{counted, pending_by_place, put_together};
pub use find::{
    Asker, asked_by, by_id, by_ids, by_reference, chosen_responsibles, count, count_waiting_for, hold, hold_all,
    of_external_user, pending_of, pending_of_user, requesters, statuses_of, waiting_for,
};
pub use item::{Item, items, set_item_status};
pub use notes::{Note, add_note, erase_note, note, notes};
pub use words::{Words, add_words, words};

mod change;
pub(crate) mod counts;
mod find;
mod item;
mod notes;
pub mod past;
mod words;

/// Through which door a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The form of a kit's or portal's page.
    Form,
    /// The public HTTP call.
    PublicApi,
    /// The HTTP call of a signed-in user.
    Api,
}

impl Origin {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Form => "form",
            Origin::PublicApi => "publicApi",
            Origin::Api => "api",
        }
    }
}

impl std::str::FromStr for Origin {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        [Origin::Form, Origin::PublicApi, Origin::Api].into_iter().find(|origin| origin.as_str() == text).ok_or(())
    }
}

/// Whose policy counts for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyOf {
    /// The portal's own.
    Portal,
    /// The kit's.
    Kit,
    /// The request names no place, or one without a policy of its own.
    Nobody,
}

impl PolicyOf {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            PolicyOf::Portal => "portal",
            PolicyOf::Kit => "kit",
            PolicyOf::Nobody => "nobody",
        }
    }
}

impl std::str::FromStr for PolicyOf {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        [PolicyOf::Portal, PolicyOf::Kit, PolicyOf::Nobody].into_iter().find(|of| of.as_str() == text).ok_or(())
    }
}

/// A request as remembered, without its items.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Its unguessable name for links.
    pub reference: String,
    /// Through which door it came.
    pub origin: Origin,
    /// Where it stands.
    pub status: RequestStatus,
    /// Who asks, without a login.
    pub external_user_id: Option<ExternalUserId>,
    /// Who asks, signed in.
    pub user_id: Option<UserId>,
    /// The browser that a policy let in.
    pub browser_id: Option<BrowserId>,
    /// The portal it came from.
    pub portal_id: Option<PortalId>,
    /// The kit it came from.
    pub kit_id: Option<KitId>,
    /// How much it asks for.
    pub scope: RequestScope,
    /// The policy that counts.
    pub policy: Policy,
    /// Whose it is.
    pub policy_of: PolicyOf,
    /// By which rule it found its responsibles.
    pub routing: Routing,
    /// Why.
    pub reason: Option<String>,
    /// What was answered to the owner's questions.
    pub answers: Vec<Answer>,
    /// The version of the terms of use that was accepted.
    pub terms_id: Option<TermsId>,
    /// What was said with the last decision.
    pub message: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
    /// When it was last decided.
    pub decided_at: Option<Timestamp>,
    /// By whom; none where the policy did.
    pub decided_by: Option<UserId>,
    /// Until when what was approved may be downloaded.
    pub expires_at: Option<Timestamp>,
    /// When its last live grant was revoked.
    pub revoked_at: Option<Timestamp>,
    /// By whom.
    pub revoked_by: Option<UserId>,
    /// What was said with it.
    pub revocation_message: Option<String>,
    /// Raised by whoever changes it or anything that belongs to it.
    pub version: i64,
}

from_row!(Request {
    id,
    reference,
    origin,
    status,
    external_user_id,
    user_id,
    browser_id,
    portal_id,
    kit_id,
    scope,
    policy,
    policy_of,
    routing,
    reason,
    answers,
    terms_id,
    message,
    created_at,
    decided_at,
    decided_by,
    expires_at,
    revoked_at,
    revoked_by,
    revocation_message,
    version
});

impl Request {
    /// Where it came from, if it names a place.
    pub fn place(&self) -> Option<Place> {
        Place::of(self.portal_id, self.kit_id)
    }

    /// Whose policy counts for it, if it names a place that has one.
    pub fn policy_source(&self) -> Option<place::PolicySource> {
        match self.policy_of {
            PolicyOf::Portal => self.portal_id.map(place::PolicySource::Portal),
            PolicyOf::Kit => self.kit_id.map(place::PolicySource::Kit),
            PolicyOf::Nobody => None,
        }
    }
}

pub(crate) const COLUMNS: &str = "r.id, r.reference, r.origin, r.status, r.external_user_id, r.user_id, r.browser_id, r.portal_id, \
     r.kit_id, r.scope, r.policy, r.policy_of, r.routing, r.reason, r.answers, r.terms_id, r.message, r.created_at, r.decided_at, r.decided_by, r.expires_at, r.revoked_at, r.revoked_by, r.revocation_message, r.version";

/// A request to remember.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// Its unguessable name for links.
    pub reference: String,
    /// Through which door it came.
    pub origin: Origin,
    /// Who asks, without a login.
    pub external_user_id: Option<ExternalUserId>,
    /// Who asks, signed in.
    pub user_id: Option<UserId>,
    /// The browser that a policy lets in.
    pub browser_id: Option<BrowserId>,
    /// Where it came from.
    pub place: Option<Place>,
    /// How much it asks for.
    pub scope: RequestScope,
    /// The policy that counts.
    pub policy: Policy,
    /// Whose it is.
    pub policy_of: PolicyOf,
    /// By which rule it finds its responsibles.
    pub routing: Routing,
    /// Why.
    pub reason: Option<String>,
    /// What was answered to the owner's questions.
    pub answers: Vec<Answer>,
    /// The version of the terms of use that was accepted.
    pub terms_id: Option<TermsId>,
    /// What it asks for, with the folder whose responsibles decide each; one item without an asset for a whole place.
    pub items: Vec<(Option<AssetId>, Option<FolderId>)>,
    /// The responsibles chosen in the request.
    pub responsibles: Vec<UserId>,
    /// The language it is made in.
    pub language: Option<Language>,
}

/// The words by which a request is found, beside those that are added later: the reason and the answers.
pub(crate) fn searched_in(reason: Option<&str>, answers: &[Answer]) -> String {
    let texts: Vec<&str> = reason.into_iter().chain(answers.iter().filter_map(Answer::text)).collect();
    text::words(&texts.join("\n"))
}

impl NewRequest {
    /// Whether it reaches the responsibles for external users.
    fn routes_external(&self) -> bool {
        self.routing == Routing::External
            || (self.routing == Routing::Folders && self.items.iter().any(|(_, folder)| folder.is_none()))
    }

    /// As it is remembered.
    fn made(&self, id: RequestId, now: Timestamp) -> Request {
        Request {
            id,
            reference: self.reference.clone(),
            origin: self.origin,
            status: RequestStatus::Pending,
            external_user_id: self.external_user_id,
            user_id: self.user_id,
            browser_id: self.browser_id,
            portal_id: self.place.and_then(Place::portal),
            kit_id: self.place.and_then(Place::kit),
            scope: self.scope,
            policy: self.policy,
            policy_of: self.policy_of,
            routing: self.routing,
            reason: self.reason.clone(),
            answers: self.answers.clone(),
            terms_id: self.terms_id,
            message: None,
            created_at: now,
            decided_at: None,
            decided_by: None,
            expires_at: None,
            revoked_at: None,
            revoked_by: None,
            revocation_message: None,
            version: FIRST_VERSION,
        }
    }
}

const FIRST_VERSION: i64 = 1;

/// A fresh id for a request.
pub async fn next_id(tx: &Tx) -> Result<RequestId> {
    Ok(RequestId(tx.id(Table::Requests).await?))
}

/// Remembers a request, pending, with its items; as they are remembered, but for the titles of the assets.
pub async fn insert(tx: &Tx, id: RequestId, request: &NewRequest, now: Timestamp) -> Result<(Request, Vec<Item>)> {
    let head = "INSERT INTO requests (id, reference, origin, status, external_user_id, user_id, browser_id, portal_id, kit_id, scope, \
                policy, policy_of, routing, routes_external, reason, answers, terms_id, search, language, created_at, version)";
    let place = request.place;
    let search = searched_in(request.reason.as_deref(), &request.answers);
    let row = args![
        id,
        &request.reference,
        request.origin,
        RequestStatus::Pending,
        request.external_user_id,
        request.user_id,
        request.browser_id,
        place.and_then(Place::portal),
        place.and_then(Place::kit),
        request.scope,
        request.policy,
        request.policy_of,
        request.routing,
        request.routes_external(),
        &request.reason,
        &request.answers,
        request.terms_id,
        &search,
        request.language,
        now,
        FIRST_VERSION
    ];
    tx.insert_later("requests", head, [row]);
    search::added(tx, Indexed::Requests, id.0, &search);
    counts::add(tx, (place.and_then(Place::portal), place.and_then(Place::kit), RequestStatus::Pending), 1);
    tallies::asked(tx, request, now);
    let ids = tx.ids(Table::RequestItems, request.items.len()).await?;
    let items: Vec<Item> = ids
        .zip(&request.items)
        .map(|(item, (asset, folder))| Item::waiting(ItemId(item), id, *asset, *folder))
        .collect();
    write_items(tx, &items, RequestStatus::Pending, now);
    write_responsibles(tx, id, &request.responsibles, RequestStatus::Pending, now);
    Ok((request.made(id, now), items))
}

/// Writes the items of a request that came at `at` and is in this state.
fn write_items(tx: &Tx, items: &[Item], status: RequestStatus, at: Timestamp) {
    let rows = items.iter().zip(1i64..).map(|(item, position)| {
        args![item.id, item.request_id, position, item.asset_id, item.folder_id, item.status, at, status]
    });
    let head =
        "INSERT INTO request_items (id, request_id, position, asset_id, folder_id, status, asked_at, request_status)";
    tx.insert_later("request_items", head, rows);
}

/// Writes who was chosen for a request that came at `at` and is in this state.
fn write_responsibles(tx: &Tx, id: RequestId, chosen: &[UserId], status: RequestStatus, at: Timestamp) {
    let chosen: BTreeSet<UserId> = chosen.iter().copied().collect();
    let rows = chosen.into_iter().map(|user| args![id, user, at, status]);
    let head = "INSERT INTO request_responsibles (request_id, user_id, asked_at, request_status)";
    tx.insert_later("request_responsibles", head, rows);
}
