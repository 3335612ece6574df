//! Making the pictures of an asset version, in a child process with limits.

use super::Done;
use crate::{App, Outcome};
use domain::VersionId;
use preview::{Job, Kind, Reason};
use std::path::PathBuf;
use store::{
    previews::{self, Facts, Preview},
    renditions,
};

/// The longer edges of the pictures that pages use.
const EDGES: [u32; 4] = [320, 640, 960, 1600];
/// The longer edge of the pictures of what has no pixels of its own to take half of: drawings, documents, typefaces.
const LONGEST_OF_DRAWINGS: u32 = 960;

/// `attempts` counts this one.
pub(super) async fn make(app: &App, version: VersionId, attempts: u32) -> Outcome<Done> {
    let Some(asset) = store::assets::by_version(&app.store, version).await? else { return Ok(Done::Finished) };
    let Ok(key) = asset.blob_key.parse() else { return Ok(Done::Never("an asset with an unreadable key".into())) };
    let input = match app.blobs.as_file(key, fetched_at_most(&asset.content_type)).await {
        Ok(input) => input,
        Err(blobs::Error::TooLarge { .. }) => {
            tracing::info!(version.id = version.0, "too large to be fetched for a picture; the page shows an icon");
            return remember(app, version, Facts::default(), &[]).await;
        }
        Err(error) => return Err(error.into()),
    };
    let folder = tempfile::tempdir().map_err(crate::Refusal::internal)?;
    // A picture never replaces the download: at most half of the original's longer edge. Whether an asset is gated
    // changes with the kits it stands in, so the rule holds for all.
    let job = Job::new(EDGES).drawings_at_most(LONGEST_OF_DRAWINGS).at_most_half();
    let made = match app.previewer.make(input.path(), folder.path(), job).await {
        Ok(made) => made,
        Err(failure) if is_tried_again(failure.reason, attempts) => return Ok(Done::Later(failure.to_string())),
        Err(failure) => {
            tracing::info!(version.id = version.0, %failure, "no picture can be made; the page shows an icon");
            return remember(app, version, Facts::default(), &[]).await;
        }
    };
    let size = made.kind.has_pixels() || made.kind == Kind::Svg;
    let facts = Facts {
        width: size.then_some(made.facts.width),
        height: size.then_some(made.facts.height),
        dominant_color: Some(made.facts.dominant.clone()),
        has_alpha: made.facts.has_alpha,
        is_light: made.facts.is_light,
    };
    let mut pictures: Vec<Preview> = Vec::new();
    for picture in &made.pictures {
        // Of what is a thousand times as high as it is wide, several are equally narrow; the largest goes for all.
        if pictures.iter().any(|other| other.width == picture.width) {
            continue;
        }
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

/// How many bytes are fetched for a picture from a storage that is elsewhere: what a child reads as a whole, and of films as
/// much as the folder for temporary files may be asked to hold. A film on this machine is read in part, however long it is.
fn fetched_at_most(content_type: &str) -> u64 {
    if content_type.starts_with("video/") { 2 << 30 } else { preview::Limits::default().input_bytes }
}

/// A child that could not be started says nothing about the file. One that was killed has another go, since the machine
/// may have been at fault; what breaks or outgrows it twice would do so for ever.
fn is_tried_again(reason: Reason, attempts: u32) -> bool {
    match reason {
        Reason::Unavailable => true,
        Reason::OutOfTime | Reason::OutOfMemory | Reason::Crashed => attempts < 2,
        _ => false,
    }
}

async fn remember(app: &App, version: VersionId, facts: Facts, pictures: &[Preview]) -> Outcome<Done> {
    let before = previews::of_version(&app.store, version).await?;
    let marked = store::write!(app.store, |tx| {
        previews::set(tx, version, &facts, pictures).await?;
        // What was made of the pictures before these.
        Ok::<_, crate::Refusal>(renditions::forget_marked(tx, version).await?)
    })?;
    for old in before.into_iter().map(|old| old.blob_key).chain(marked) {
        if let Ok(key) = old.parse() {
            app.blobs.delete(key).await?;
        }
    }
    Ok(Done::Finished)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_was_killed_has_one_more_go_and_a_file_too_large_none() {
        for reason in [Reason::OutOfTime, Reason::OutOfMemory, Reason::Crashed] {
            assert!(is_tried_again(reason, 1) && !is_tried_again(reason, 2), "{reason}");
        }
        for reason in [Reason::TooLarge, Reason::Damaged, Reason::Unsupported, Reason::Unusable] {
            assert!(!is_tried_again(reason, 1), "{reason}");
        }
        assert!(is_tried_again(Reason::Unavailable, 50));
    }
}
