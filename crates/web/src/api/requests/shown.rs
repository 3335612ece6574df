//! A request as JSON: whole, or as the holder of its reference sees it.

use crate::api::{events::Event, forms::Answer, schema};
use app::show_request::{Item, Request, RequestView, Requester as Asker};
use domain::*;
use serde::Serialize;
use utoipa::ToSchema;

/// A user by id and name.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Named {
    #[schema(value_type = i64)]
    pub id: UserId,
    pub name: String,
}

/// Who decided: a user, or the word `policy` where nobody had to.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(in crate::api) enum Decider {
    /// A user.
    User(Named),
    /// The policy.
    Policy(PolicyWord),
}

/// The word `policy`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) enum PolicyWord {
    /// Nobody had to decide.
    Policy,
}

/// Whether who asked has a login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) enum RequesterKind {
    /// A requester without a login.
    External,
    /// A user.
    User,
}

/// Who asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct Requester {
    /// The id of the external user or the user.
    pub id: i64,
    pub mail: String,
    /// `null` where a web form brought no name.
    #[schema(required)]
    pub first_name: Option<String>,
    #[schema(required)]
    pub last_name: Option<String>,
    pub kind: RequesterKind,
}

impl Requester {
    pub fn of(asker: &Asker) -> Self {
        match asker {
            Asker::External(user) => Self {
                id: user.id.0,
                mail: user.mail.clone(),
                first_name: user.first_name.clone(),
                last_name: user.last_name.clone(),
                kind: RequesterKind::External,
            },
            Asker::User(user) => Self {
                id: user.id.0,
                mail: user.mail.clone(),
                first_name: Some(user.first_name.clone()),
                last_name: Some(user.last_name.clone()),
                kind: RequesterKind::User,
            },
        }
    }
}

/// One asset that is asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct RequestItem {
    #[schema(value_type = i64)]
    media_id: AssetId,
    title: String,
    #[schema(value_type = schema::ItemStatus)]
    status: ItemStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<Decider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// What was said to the requester.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl RequestItem {
    fn of(view: &RequestView, item: &Item, asset: AssetId) -> Self {
        let by = || match item.decided_by {
            Some(id) => Decider::User(Named { id, name: view.deciders.get(&id).cloned().unwrap_or_default() }),
            None => Decider::Policy(PolicyWord::Policy),
        };
        Self {
            media_id: asset,
            title: item.title.clone().unwrap_or_default(),
            status: item.status,
            decided_by: item.decision_id.map(|_| by()),
            decided_at: item.decided_at,
            message: item.message.clone(),
        }
    }
}

/// Words that a requester added.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct AddedWord {
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A download request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct DownloadRequest {
    #[schema(value_type = i64)]
    pub id: RequestId,
    /// Its unguessable name for links: it shows the status and withdraws, never opens bytes.
    reference: String,
    #[schema(value_type = schema::RequestStatus)]
    status: RequestStatus,
    /// `null` where a web form brought none.
    #[schema(required)]
    reason: Option<String>,
    requester: Requester,
    /// What was answered to the questions of the kit or portal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    answers: Vec<Answer>,
    /// The version of the terms of use that was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms_version: Option<i64>,
    /// Words that the requester added while it was under review, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    words: Vec<AddedWord>,
    /// The assets asked for; empty where a whole kit or portal is.
    items: Vec<RequestItem>,
    /// The kit it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    kit_id: Option<KitId>,
    /// The portal it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    portal_id: Option<PortalId>,
    /// The policy that counts for it.
    #[schema(value_type = schema::Policy)]
    policy: domain::Policy,
    /// Who is notified of it and may decide it.
    responsibles: Vec<Named>,
    #[schema(value_type = schema::RequestScope)]
    scope: RequestScope,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// Who decided it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<Decider>,
    /// What was said with the last decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Until when what was approved may be downloaded; until it is revoked where this is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// When the last of what it opened was taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

impl DownloadRequest {
    pub fn of(view: &RequestView) -> Self {
        let request = &view.request;
        let decider = match &view.decided_by {
            Some(by) => Decider::User(Named { id: by.id, name: by.name.clone() }),
            None => Decider::Policy(PolicyWord::Policy),
        };
        let items = view.assets().map(|(item, asset)| RequestItem::of(view, item, asset));
        let responsibles = view.responsibles.iter();
        Self {
            id: request.id,
            reference: request.reference.clone(),
            status: request.status,
            reason: request.reason.clone(),
            requester: Requester::of(&view.requester),
            answers: request.answers.iter().map(Answer::of).collect(),
            terms_version: view.terms.as_ref().map(|terms| terms.version),
            words: view.words.iter().map(|(at, text)| AddedWord { text: text.clone(), created_at: *at }).collect(),
            items: items.collect(),
            kit_id: request.kit_id,
            portal_id: request.portal_id,
            policy: request.policy,
            responsibles: responsibles.map(|user| Named { id: user.id, name: user.name.clone() }).collect(),
            scope: request.scope,
            created_at: request.created_at,
            decided_at: request.decided_at,
            decided_by: request.decided_at.map(|_| decider),
            message: request.message.clone(),
            expires_at: request.expires_at,
            revoked_at: request.revoked_at,
        }
    }
}

/// A download request with its history.
#[derive(Serialize, ToSchema)]
pub(super) struct WholeRequest {
    #[serde(flatten)]
    pub request: DownloadRequest,
    /// What happened to it, newest first.
    pub history: Vec<Event>,
}

/// A download request as the holder of its reference sees it: nothing about the approvers but what they said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicRequest {
    #[schema(value_type = i64)]
    id: RequestId,
    pub reference: String,
    #[schema(value_type = schema::RequestStatus)]
    status: RequestStatus,
    items: Vec<PublicItem>,
    #[schema(value_type = schema::RequestScope)]
    scope: RequestScope,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// What was said with the last decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

/// One asset that is asked for, as the holder of the reference sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PublicItem {
    #[schema(value_type = i64)]
    media_id: AssetId,
    title: String,
    #[schema(value_type = schema::ItemStatus)]
    status: ItemStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// What was said with the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl PublicRequest {
    pub fn of(request: &Request, items: &[Item]) -> Self {
        let item = |item: &Item| {
            Some(PublicItem {
                media_id: item.asset_id?,
                title: item.title.clone().unwrap_or_default(),
                status: item.status,
                decided_at: item.decided_at,
                message: item.message.clone(),
            })
        };
        Self {
            id: request.id,
            reference: request.reference.clone(),
            status: request.status,
            items: items.iter().filter_map(item).collect(),
            scope: request.scope,
            created_at: request.created_at,
            decided_at: request.decided_at,
            message: request.message.clone(),
            expires_at: request.expires_at,
            revoked_at: request.revoked_at,
        }
    }
}
