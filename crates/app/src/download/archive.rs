//! Archives: planned from what is remembered of their members. The plan is kept in memory while nothing that it rests on
//! changes, so that a download in many ranges is not planned for each.

use super::{FileReader, Manifest, Permit, digest};
use crate::{App, Outcome, Refusal, caches::Question, turns::Turn};
use blobs::{Blob, BlobKey, Blobs};
use bytes::Bytes;
use delivery::{
    Span,
    names::{Wish, paths},
    stream::{PreflightError, preflight},
    zip::{Entry, Plan},
};
use domain::{AssetId, Timestamp};
use std::{error::Error, io, sync::Arc};
use store::events::NewEvent;

/// An archive on its way out, to somebody who may have it.
#[derive(Debug)]
pub struct Archive {
    plan: Arc<Plan<Member>>,
    filename: String,
    source: ZipSource,
    pub(super) assets: Vec<AssetId>,
    pub(super) about: NewEvent,
    pub(super) counted_as: String,
}

/// Where the bytes of a member are.
#[derive(Debug, Clone)]
pub enum Member {
    /// A stored file of so many bytes.
    Stored(BlobKey, u64),
    /// Written for this archive.
    Written(Bytes),
}

/// What a member takes in memory, in bytes: its name, its numbers, its key.
const MEMBER: u64 = 250;

/// The archive of a permit, with a manifest where there is to be one. The plan depends on the content alone, so that a
/// broken download resumes anywhere.
pub fn archive(app: &App, permit: &Permit, manifest: Option<&Manifest>) -> Outcome<Archive> {
    let mut wishes: Vec<Wish> = permit
        .assets
        .iter()
        .zip(&permit.folders)
        .map(|(asset, folder)| Wish::within(folder.as_str(), asset.filename.as_str()))
        .collect();
    // The files keep their names, whatever they are.
    wishes.extend(manifest.map(|_| Wish::within("", super::manifest::NAME)));
    let mut names = paths(&wishes);
    let of_manifest = manifest.and_then(|manifest| Some((manifest, names.pop()?)));
    let mut entries = Vec::with_capacity(wishes.len());
    if let Some((manifest, name)) = of_manifest {
        entries.push(manifest.entry(name, &permit.assets, &names)?);
    }
    for (asset, name) in permit.assets.iter().zip(names) {
        entries.push(Entry {
            name,
            size: asset.size,
            crc32: asset.crc32,
            sha256: digest(&asset.sha256)?,
            modified: asset.version_created_at.seconds(),
            source: Member::Stored(
                asset.blob_key.parse().map_err(|_| Refusal::internal("an asset with an unreadable key"))?,
                asset.size,
            ),
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
pub fn keep_archive(
    app: &App,
    question: Question,
    permit: &Permit,
    manifest: Option<&Manifest>,
    end: Option<Timestamp>,
) -> Outcome<Arc<Archive>> {
    let archive = Arc::new(archive(app, permit, manifest)?);
    let made = question.made(&permit.grounds, permit.until.into_iter().chain(end).min());
    let written = archive.plan.entries().iter().filter_map(|entry| match &entry.source {
        Member::Written(bytes) => Some(bytes.len() as u64),
        Member::Stored(..) => None,
    });
    let bytes = 1_000 + MEMBER * archive.assets.len() as u64 + written.sum::<u64>();
    app.caches.archives.keep(question.text, made, bytes, archive.clone());
    Ok(archive)
}

impl Archive {
    /// What it consists of.
    pub fn plan(&self) -> Arc<Plan<Member>> {
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
            if matches!(&error, PreflightError::Unreadable { error, .. } if error.kind() == io::ErrorKind::TimedOut) {
                return Refusal::Unavailable(Box::new(error));
            }
            let stored = self.plan.entries().get(error.member()).and_then(|entry| match &entry.source {
                Member::Stored(key, _) => Some(key.to_string()),
                Member::Written(_) => None,
            });
            let key = stored.unwrap_or_default();
            // A manifest stands before the files.
            let before = self.plan.entries().len() - self.assets.len();
            let asset = error.member().checked_sub(before).and_then(|member| self.assets.get(member));
            let asset = asset.map(AssetId::to_string).unwrap_or_default();
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            Refusal::internal(format!("the stored file {key} of asset {asset}: {error}{cause}"))
        })
    }

    /// Waits until it is the requester's turn; see [`super::turn`].
    pub async fn turn(&self, app: &App) -> Option<Turn> {
        app.turns.take(&self.counted_as, app.in_force().limit_downloads).await
    }
}

/// Where the members of an archive lie, for delivery.
#[derive(Debug, Clone)]
pub struct ZipSource(Blobs);

impl delivery::stream::Source for ZipSource {
    type Key = Member;
    type Reader = FileReader;

    fn at_once(&self) -> usize {
        self.0.at_once()
    }

    async fn open(&self, member: &Member) -> io::Result<FileReader> {
        Ok(FileReader(match member {
            // It was looked at before the first byte.
            Member::Stored(key, size) => self.0.open_sized(*key, *size).await?,
            Member::Written(bytes) => Blob::in_memory(bytes.clone()),
        }))
    }

    async fn size(&self, member: &Member) -> io::Result<u64> {
        Ok(match member {
            Member::Stored(key, _) => self.0.size(*key).await?,
            Member::Written(bytes) => bytes.len() as u64,
        })
    }
}
