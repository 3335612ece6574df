//! What the answers look like.

use app::insight::Counts;
use domain::AssetId;
use serde::Serialize;
use utoipa::ToSchema;

/// How often each thing happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InsightCounts {
    /// Public pages looked at, once for each visitor and page within an hour.
    #[schema(value_type = i64)]
    pub views: u64,
    /// Download requests.
    #[schema(value_type = i64)]
    pub requests: u64,
    /// Approvals, by people or by the policy.
    #[schema(value_type = i64)]
    pub approvals: u64,
    /// Denials.
    #[schema(value_type = i64)]
    pub denials: u64,
    /// Downloads, once for each requester and version within an hour.
    #[schema(value_type = i64)]
    pub downloads: u64,
}

impl From<Counts> for InsightCounts {
    fn from(Counts { views, requests, approvals, denials, downloads }: Counts) -> Self {
        Self { views, requests, approvals, denials, downloads }
    }
}

/// What happened in a stretch of days.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InsightStretch {
    /// Its first day.
    #[schema(format = Date)]
    pub from: String,
    /// Its last day.
    #[schema(format = Date)]
    pub to: String,
    #[serde(flatten)]
    pub counts: InsightCounts,
}

/// What happened, in all and over time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Timeline {
    /// The first day that is told of.
    #[schema(format = Date)]
    pub from: String,
    /// The last day that is told of.
    #[schema(format = Date)]
    pub to: String,
    /// In all.
    pub total: InsightCounts,
    /// How long a stretch is: `day`, `week` (from Monday on) or `month`, by how many days are told of.
    pub step: String,
    /// Stretch by stretch.
    pub stretches: Vec<InsightStretch>,
}

/// A portal or kit, and what happened there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceInsight {
    pub id: i64,
    /// `null` where it was deleted.
    #[schema(required)]
    pub title: Option<String>,
    #[serde(flatten)]
    pub counts: InsightCounts,
}

/// What happened where.
#[derive(Serialize, ToSchema)]
pub(super) struct PlacesInsight {
    /// Portals, with what was reached through them.
    pub portals: Vec<PlaceInsight>,
    /// Kits, however they were reached.
    pub kits: Vec<PlaceInsight>,
}

/// An asset, and how often it was asked for or taken.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MediaInsight {
    #[schema(value_type = i64)]
    pub id: AssetId,
    /// `null` where nothing is left of it.
    #[schema(required)]
    pub title: Option<String>,
    #[schema(value_type = i64)]
    pub count: u64,
}

/// What was asked for and taken.
#[derive(Serialize, ToSchema)]
pub(super) struct MediasInsight {
    /// In how many requests it stands by name.
    pub asked: Vec<MediaInsight>,
    /// How often it was downloaded, by itself or in an archive.
    pub taken: Vec<MediaInsight>,
}

/// A type of files, and how often it was asked for or taken.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FormatInsight {
    pub content_type: String,
    #[schema(value_type = i64)]
    pub count: u64,
}

/// The types of files that were asked for and taken.
#[derive(Serialize, ToSchema)]
pub(super) struct FormatsInsight {
    pub asked: Vec<FormatInsight>,
    pub taken: Vec<FormatInsight>,
}

/// Somebody who asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonInsight {
    pub mail: String,
    /// `null` where it is not known.
    #[schema(required)]
    pub name: Option<String>,
    #[schema(value_type = i64)]
    pub requests: u64,
    #[schema(value_type = i64)]
    pub downloads: u64,
}

/// Requesters without an account whose addresses are of one domain.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DomainInsight {
    pub domain: String,
    #[schema(value_type = i64)]
    pub people: u64,
    #[schema(value_type = i64)]
    pub requests: u64,
}

/// Who asked.
#[derive(Serialize, ToSchema)]
pub(super) struct PeopleInsight {
    pub people: Vec<PersonInsight>,
    pub domains: Vec<DomainInsight>,
}

/// An answer that an owner offered, and how often it was given.
#[derive(Serialize, ToSchema)]
pub(super) struct AnswerInsight {
    /// One of the options; `yes` or `no` of a box.
    pub answer: String,
    #[schema(value_type = i64)]
    pub count: u64,
}

/// A question with answers to choose from.
#[derive(Serialize, ToSchema)]
pub(super) struct QuestionInsight {
    /// As it was worded when it was answered.
    pub question: String,
    pub answers: Vec<AnswerInsight>,
}

/// Why people asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReasonsInsight {
    /// How many requests there were.
    #[schema(value_type = i64)]
    pub requests: u64,
    /// How many of them gave a reason.
    #[schema(value_type = i64)]
    pub with_reason: u64,
    pub questions: Vec<QuestionInsight>,
}

/// How many requests were decided within a time, and not within the one before.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WithinInsight {
    /// Less than so many seconds; `null`: any longer time.
    #[schema(required)]
    pub seconds: Option<i64>,
    #[schema(value_type = i64)]
    pub count: u64,
}

/// How long decisions took.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DecisionsInsight {
    /// How many requests people decided in this time.
    #[schema(value_type = i64)]
    pub decided: u64,
    /// Half of them waited at most so many seconds.
    #[schema(required)]
    pub median_seconds: Option<i64>,
    /// Nine of ten waited at most so many seconds.
    #[schema(required)]
    pub ninetieth_percentile_seconds: Option<i64>,
    pub within: Vec<WithinInsight>,
}
