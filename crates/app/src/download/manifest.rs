//! The manifest of an archive: a table of what is in it, where the owner of the place wants one. Who opens the archive years
//! later reads there under which licence each file came, for whom it was approved, and whether it is still what it was.

use super::{Permit, archive::Member};
use crate::{App, Outcome, Refusal, Viewer, place::Spot};
use delivery::zip::Entry;
use domain::{RequestId, Timestamp, text};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use store::{
    assets::Asset,
    external_users, grants,
    grants::GrantRecord,
    requests::{self, Request},
    users,
};

/// How it is called in the archive, unless a file has the name.
pub(super) const NAME: &str = "manifest.csv";

const COLUMNS: [&str; 12] = [
    "file",
    "title",
    "bytes",
    "sha256",
    "version",
    "versionOf",
    "licence",
    "credit",
    "askedBy",
    "askedAt",
    "approvedAt",
    "accessUntil",
];

/// What stands in a manifest beside what the files say of themselves.
#[derive(Debug)]
pub struct Manifest {
    /// By what each asset of the permit is open, in its order; none where nobody had to ask.
    opened: Vec<Option<Opened>>,
}

/// A request that opened something.
#[derive(Debug, Clone)]
struct Opened {
    asked_by: String,
    asked_at: Timestamp,
    approved_at: Timestamp,
    until: Option<Timestamp>,
}

/// Whether the owner of a place wants one.
pub(super) fn is_wanted(spot: &Spot) -> bool {
    let of_portal = spot.portal.as_ref().is_some_and(|portal| portal.manifest);
    of_portal || spot.kit.as_ref().is_some_and(|kit| kit.manifest)
}

/// The manifest for an archive of this permit; none where the owner of the place wants none.
pub async fn manifest(app: &App, viewer: &Viewer, spot: &Spot, permit: &Permit) -> Outcome<Option<Manifest>> {
    if !is_wanted(spot) {
        return Ok(None);
    }
    let mut held = grants::of_subjects(&app.store, &viewer.subjects()).await?;
    held.retain(|grant| grant.is_live(app.now()));
    let covering: Vec<Option<&GrantRecord>> = permit
        .assets
        .iter()
        .zip(&permit.reached)
        .map(|(asset, reached)| {
            let covers = |grant: &&GrantRecord| {
                reached.iter().any(|(place, source)| grant.scope.covers(asset.id, *place, *source))
            };
            held.iter().find(covers)
        })
        .collect();
    let ids: BTreeSet<RequestId> = covering.iter().flatten().map(|grant| grant.request_id).collect();
    let asked = asked(app, &ids.into_iter().collect::<Vec<_>>()).await?;
    let opened = covering.into_iter().map(|grant| {
        let grant = grant?;
        let (asked_by, asked_at) = asked.get(&grant.request_id)?.clone();
        Some(Opened { asked_by, asked_at, approved_at: grant.created_at, until: grant.expires_at })
    });
    Ok(Some(Manifest { opened: opened.collect() }))
}

/// Who asked, and when.
async fn asked(app: &App, ids: &[RequestId]) -> Outcome<HashMap<RequestId, (String, Timestamp)>> {
    let rows = requests::by_ids(&app.store, ids).await?;
    let of = |id: fn(&Request) -> Option<i64>| rows.iter().filter_map(id).collect::<BTreeSet<_>>();
    let externals: Vec<_> = of(|row| Some(row.external_user_id?.0)).into_iter().map(domain::ExternalUserId).collect();
    let members: Vec<_> = of(|row| Some(row.user_id?.0)).into_iter().map(domain::UserId).collect();
    let externals = external_users::by_ids(&app.store, &externals).await?;
    let members = users::by_ids(&app.store, &members).await?;
    let named = |name: String, mail: &str| if name.is_empty() { mail.to_owned() } else { format!("{name} <{mail}>") };
    let who = |row: &Request| {
        let external = externals.iter().find(|user| Some(user.id) == row.external_user_id);
        let member = members.iter().find(|user| Some(user.id) == row.user_id);
        external
            .map(|user| named(user.name().unwrap_or_default(), &user.mail))
            .or_else(|| member.map(|user| named(user.name(), &user.mail)))
            .unwrap_or_default()
    };
    Ok(rows.iter().map(|row| (row.id, (who(row), row.created_at))).collect())
}

impl Manifest {
    /// As a member of an archive in which the assets have these names.
    pub(super) fn entry(&self, name: String, assets: &[Asset], names: &[String]) -> Outcome<Entry<Member>> {
        let text = self.table(assets, names)?;
        let versions = assets.iter().map(|asset| asset.version_created_at);
        let approvals = self.opened.iter().flatten().map(|opened| opened.approved_at);
        let modified = versions.chain(approvals).max().map(Timestamp::seconds).unwrap_or_default();
        Ok(Entry {
            name,
            size: text.len() as u64,
            crc32: crc32fast::hash(&text),
            sha256: Sha256::digest(&text).into(),
            modified,
            source: Member::Written(text.into()),
        })
    }

    /// CSV by RFC 4180; the mark at its beginning tells spreadsheets that it is UTF-8.
    fn table(&self, assets: &[Asset], names: &[String]) -> Outcome<Vec<u8>> {
        let mut table =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::from("\u{feff}".as_bytes()));
        table.write_record(COLUMNS).map_err(Refusal::internal)?;
        for ((asset, name), opened) in assets.iter().zip(names).zip(&self.opened) {
            let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
            let opened = opened.as_ref();
            table
                .write_record([
                    text::cell(name),
                    text::cell(&asset.title),
                    asset.size.to_string(),
                    asset.sha256.clone(),
                    asset.version.to_string(),
                    asset.version_created_at.to_string(),
                    text::cell(&asset.licence),
                    text::cell(&asset.credit),
                    text::cell(opened.map(|opened| opened.asked_by.as_str()).unwrap_or_default()),
                    moment(opened.map(|opened| opened.asked_at)),
                    moment(opened.map(|opened| opened.approved_at)),
                    moment(opened.and_then(|opened| opened.until)),
                ])
                .map_err(Refusal::internal)?;
        }
        table.into_inner().map_err(|error| Refusal::internal(error.to_string()))
    }
}
