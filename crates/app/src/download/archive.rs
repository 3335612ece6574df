//! Archives: planned from what is remembered of their members. The plan is kept in memory while nothing that it rests on
//! changes, so that a download in many ranges is not planned for each.

use super::{FileReader, Permit, digest};
use crate::{App, Outcome, Refusal, caches::Question, turns::Turn};
use blobs::{BlobKey, Blobs};
use delivery::{
    Span,
    names::{Wish, paths},
    stream::preflight,
    zip::{Entry, Plan},
};
use domain::{AssetId, Timestamp};
use std::{error::Error, io, sync::Arc};
use store::events::NewEvent;

/// An archive on its way out, to somebody who may have it.
#[derive(Debug)]
pub struct Archive {
    plan: Arc<Plan<BlobKey>>,
    filename: String,
    source: ZipSource,
    pub(super) assets: Vec<AssetId>,
    pub(super) about: NewEvent,
    pub(super) counted_as: String,
}

/// What a member takes in memory, in bytes: its name, its numbers, its key.
const MEMBER: u64 = 250;

/// The archive of a permit. The plan depends on the content alone, so that a broken download resumes anywhere.
pub fn archive(app: &App, permit: &Permit) -> Outcome<Archive> {
    let wishes: Vec<Wish> = permit
        .assets
        .iter()
        .zip(&permit.folders)
        .map(|(asset, folder)| Wish::within(folder.as_str(), asset.filename.as_str()))
        .collect();
    let mut entries = Vec::with_capacity(permit.assets.len());
    for (asset, name) in permit.assets.iter().zip(paths(&wishes)) {
        entries.push(Entry {
            name,
            size: asset.size,
            crc32: asset.crc32,
            sha256: digest(&asset.sha256)?,
            modified: asset.version_created_at.seconds(),
            source: asset.blob_key.parse().map_err(|_| Refusal::internal("an asset with an unreadable key"))?,
        });
    }
    Ok(Archive {
        plan: Arc::new(Plan::new(entries).map_err(Refusal::internal)?),
        filename: format!("{}.zip", permit.name),
        source: ZipSource(app.blobs.clone()),
        assets: permit.assets.iter().map(|asset| asset.id).collect(),
        about: permit.about.clone(),
        counted_as: permit.counted_as.clone(),
    })
}

/// The archive that was planned for the same question before, where it still counts.
pub fn archived(app: &App, question: &Question) -> Option<Arc<Archive>> {
    app.caches.archives.answer(app, question)
}

/// Plans the archive of a permit, and keeps it as the answer to a question that was taken before anything was read; until
/// `end` at the latest.
pub fn keep_archive(app: &App, question: Question, permit: &Permit, end: Option<Timestamp>) -> Outcome<Arc<Archive>> {
    let archive = Arc::new(archive(app, permit)?);
    let made = question.made(&permit.grounds, permit.until.into_iter().chain(end).min());
    let bytes = 1_000 + MEMBER * archive.assets.len() as u64;
    app.caches.archives.keep(question.text, made, bytes, archive.clone());
    Ok(archive)
}

impl Archive {
    /// What it consists of.
    pub fn plan(&self) -> Arc<Plan<BlobKey>> {
        self.plan.clone()
    }

    /// The name under which it is saved.
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// Where its members lie.
    pub fn source(&self) -> ZipSource {
        self.source.clone()
    }

    /// Makes sure that every member in these spans is there and is what was planned with, before the first byte.
    pub async fn check(&self, spans: &[Span]) -> Outcome<()> {
        preflight(&self.plan, spans, &self.source).await.map_err(|error| {
            let member = error.member();
            let key = self.plan.entries().get(member).map(|entry| entry.source.to_string()).unwrap_or_default();
            let asset = self.assets.get(member).map(AssetId::to_string).unwrap_or_default();
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            Refusal::internal(format!("the stored file {key} of asset {asset}: {error}{cause}"))
        })
    }

    /// Waits until it is the requester's turn; see [`super::turn`].
    pub async fn turn(&self, app: &App) -> Option<Turn> {
        app.turns.take(&self.counted_as).await
    }
}

/// Where the members of an archive lie, for delivery.
#[derive(Debug, Clone)]
pub struct ZipSource(Blobs);

impl delivery::stream::Source for ZipSource {
    type Key = BlobKey;
    type Reader = FileReader;

    async fn open(&self, key: &BlobKey) -> io::Result<FileReader> {
        Ok(FileReader(self.0.open(*key).await?))
    }

    async fn size(&self, key: &BlobKey) -> io::Result<u64> {
        Ok(self.0.size(*key).await?)
    }
}
