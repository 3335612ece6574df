//! Making the pictures of an asset version, in a child process with limits.

use super::Done;
use crate::{App, Outcome};
use domain::VersionId;
use preview::Job;
use std::path::PathBuf;
use store::previews::{self, Facts, Preview};

/// The longer edges of the pictures that pages use.
const EDGES: [u32; 3] = [480, 960, 1600];
/// The longer edge of an SVG's pictures, which have no pixels of their own to take half of.
const LONGEST_OF_DRAWINGS: u32 = 960;

pub(super) async fn make(app: &App, version: VersionId) -> Outcome<Done> {
    let Some(asset) = store::assets::by_version(&app.store, version).await? else { return Ok(Done::Finished) };
    let Ok(key) = asset.blob_key.parse() else { return Ok(Done::Never("an asset with an unreadable key".into())) };
    let Some(input) = app.blobs.local_path(key) else { return Ok(Done::Never("bytes without a path".into())) };
    let folder = tempfile::tempdir().map_err(crate::Refusal::internal)?;
    // A picture never replaces the download: at most half of the original's longer edge. Whether an asset is gated
    // changes with the kits it stands in, so the rule holds for all.
    let drawing = asset.content_type == "image/svg+xml";
    let job = Job::new(EDGES).at_most(drawing.then_some(LONGEST_OF_DRAWINGS)).at_most_half();
    let made = match app.previewer.make(&input, folder.path(), job).await {
        Ok(made) => made,
        Err(failure) if failure.reason.is_worth_another_try() => return Ok(Done::Later(failure.to_string())),
        Err(failure) => {
            tracing::info!(version.id = version.0, %failure, "no picture can be made; the page shows an icon");
            return remember(app, version, Facts::default(), &[]).await;
        }
    };
    let facts = Facts {
        width: Some(made.facts.width),
        height: Some(made.facts.height),
        dominant_color: Some(made.facts.dominant.clone()),
        has_alpha: made.facts.has_alpha,
        is_light: made.facts.is_light,
    };
    let mut pictures = Vec::new();
    for picture in &made.pictures {
        let key = blobs::BlobKey::from_bits(app.random_bytes());
        let path: PathBuf = picture.path.clone();
        let stored = app.blobs.put_file(key, &path, None).await?;
        pictures.push(Preview {
            version_id: version,
            width: picture.width,
            height: picture.height,
            content_type: picture.content_type.as_str().to_owned(),
            blob_key: stored.key.to_string(),
            size: stored.size,
            sha256: hex::encode(stored.sha256),
        });
    }
    remember(app, version, facts, &pictures).await
}

async fn remember(app: &App, version: VersionId, facts: Facts, pictures: &[Preview]) -> Outcome<Done> {
    let before = previews::of_version(&app.store, version).await?;
    store::write!(app.store, |tx| Ok::<_, crate::Refusal>(previews::set(tx, version, &facts, pictures).await?))?;
    for old in before {
        if let Ok(key) = old.blob_key.parse() {
            app.blobs.delete(key).await?;
        }
    }
    Ok(Done::Finished)
}
