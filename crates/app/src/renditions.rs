//! Pictures made when somebody asks for them: assets in other formats, and previews with a watermark. Each is made once,
//! in a child process with limits of its own, and kept until its version is superseded.

use crate::{
    App, Fault, Outcome, Refusal,
    download::{FileDownload, FileReader, Permit, digest},
    refusal::Faults,
};
use blobs::LocalFile;
use delivery::{LastModified, Representation, StrongEtag};
use http::HeaderValue;
use preview::{Failure, Limits, Previewer, Reason, Wish};
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::{
    assets::Asset,
    previews::Preview,
    renditions::{self, Rendition},
};

pub use preview::ContentType as Format;

/// The widths of pictures; narrower than the original only. Few, so that what is kept stays small.
pub const WIDTHS: [u32; 5] = [640, 1280, 1920, 2560, 3840];
/// The widths of drawings, which are sharp at any.
pub const WIDTHS_OF_DRAWINGS: [u32; 4] = [512, 1024, 2048, 4096];

/// What somebody waits for may cost more than a preview in the background, but fewer at once.
pub(crate) fn while_you_wait(previewer: &Previewer) -> Previewer {
    let limits = Limits {
        memory: 2 << 30,
        cpu: Duration::from_secs(60),
        wall: Duration::from_secs(90),
        picture_bytes: 512 << 20,
        ..Limits::default()
    };
    previewer.beside(limits, 2)
}

/// A format and a size in which an asset may be had beside the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// The format.
    pub format: Format,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether it is as large as the original.
    pub is_whole: bool,
}

impl Offered {
    /// The format's name in addresses: `jpeg`, `png`, `webp`.
    pub fn name(&self) -> &'static str {
        name(self.format)
    }

    /// What follows `?` in the address of the download.
    pub fn query(&self) -> String {
        if self.is_whole {
            return format!("format={}", self.name());
        }
        format!("format={}&width={}", self.name(), self.width)
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "jpeg",
        Format::Png => "png",
        Format::Webp => "webp",
    }
}

/// In which formats and sizes an asset may be had beside the original, each format from the largest to the smallest.
/// Nothing for what is no picture, and while its size is not known yet.
pub fn offered(asset: &Asset) -> Vec<Offered> {
    let (Some(own_width), Some(own_height)) = (asset.width, asset.height) else { return vec![] };
    let height_at = |width: u32| {
        let own = u64::from(own_width.max(1));
        let height = (u64::from(own_height) * u64::from(width) + own / 2) / own;
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    };
    let at = |format, width| Offered { format, width, height: height_at(width), is_whole: false };
    if asset.content_type == "image/svg+xml" {
        return WIDTHS_OF_DRAWINGS.iter().rev().map(|width| at(Format::Png, *width)).collect();
    }
    let own = match asset.content_type.as_str() {
        "image/jpeg" => Some(Format::Jpeg),
        "image/png" => Some(Format::Png),
        "image/webp" => Some(Format::Webp),
        "image/gif" | "image/tiff" => None,
        _ => return vec![],
    };
    let mut all = Vec::new();
    for format in [Format::Jpeg, Format::Png, Format::Webp] {
        if Some(format) != own {
            all.push(Offered { format, width: own_width, height: own_height, is_whole: true });
        }
        all.extend(WIDTHS.iter().rev().filter(|width| **width < own_width).map(|width| at(format, *width)));
    }
    all
}

/// What an address asks for by `format` and `width`; `None`: the original, which needs no saying.
///
/// # Errors
/// [`Refusal::Invalid`] that says which there are.
pub fn wished(asset: &Asset, format: Option<&str>, width: Option<&str>) -> Outcome<Option<Offered>> {
    let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_ascii_lowercase);
    let (format, width) = (said(format), said(width));
    let format = match format.as_deref() {
        None | Some("original") if width.is_none() => return Ok(None),
        Some("jpg") => Some("jpeg".to_owned()),
        _ => format,
    };
    let all = offered(asset);
    if all.is_empty() {
        return Err(Refusal::invalid("/format", "This asset can be had as it is only: leave format and width out."));
    }
    let mut faults = Faults::default();
    let named: Vec<&Offered> = all.iter().filter(|one| Some(one.name()) == format.as_deref()).collect();
    if named.is_empty() {
        let mut names: Vec<&str> = all.iter().map(Offered::name).collect();
        names.dedup();
        faults.add(Fault::at("/format", format!("Choose one of: {}.", names.join(", "))));
    }
    faults.check()?;
    let found = match width.as_deref() {
        None => named.iter().find(|one| one.is_whole),
        Some(width) => named.iter().find(|one| one.width.to_string() == width),
    };
    found.map(|found| Some(**found)).ok_or_else(|| {
        let widths: Vec<String> = named.iter().filter(|one| !one.is_whole).map(|one| one.width.to_string()).collect();
        let detail = match (widths.is_empty(), named.iter().any(|one| one.is_whole)) {
            (false, true) => format!("Choose one of: {}; or none for the whole size.", widths.join(", ")),
            (false, false) => format!("Choose one of: {}.", widths.join(", ")),
            (true, true) => "There is the whole size only: leave the width out.".to_owned(),
            (true, false) => "It is smaller than any of the widths: download the original.".to_owned(),
        };
        Refusal::invalid("/width", detail)
    })
}

/// The file of a permit for one asset, in another format. Made when it is first asked for.
///
/// # Errors
/// [`Refusal::Invalid`] where the file does not let itself be made into this.
pub async fn file(app: &App, permit: &Permit, wanted: &Offered) -> Outcome<FileDownload> {
    let asset = permit.assets().first().ok_or(Refusal::NotFound)?;
    let known = renditions::by_width(&app.store, asset.version_id, wanted.name(), wanted.width).await?;
    let rendition = match known {
        Some(rendition) => rendition,
        None => make(app, asset, wanted).await?,
    };
    let key = rendition.blob_key.parse().map_err(|_| Refusal::internal("a rendition with an unreadable key"))?;
    Ok(FileDownload {
        representation: Representation {
            length: rendition.size,
            etag: StrongEtag::from_sha256(&digest(&rendition.sha256)?),
            last_modified: LastModified::Exact(asset.version_created_at.seconds()),
            content_type: HeaderValue::from_static(wanted.format.as_str()),
        },
        filename: filename(&asset.filename, wanted),
        blob: FileReader::of(app.blobs.open(key).await?),
    })
}

/// `door.tif` as `door-1280.jpg`, or `door.jpg` where it is as large as it was.
fn filename(original: &str, wanted: &Offered) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let stem = if stem.is_empty() { "picture" } else { stem };
    let ending = wanted.format.extension();
    if wanted.is_whole { format!("{stem}.{ending}") } else { format!("{stem}-{}.{ending}", wanted.width) }
}

async fn make(app: &App, asset: &Asset, wanted: &Offered) -> Outcome<Rendition> {
    let input = local(app, &asset.blob_key).await?;
    let folder = tempfile::tempdir().map_err(Refusal::internal)?;
    let wish = Wish { format: wanted.format, width: (!wanted.is_whole).then_some(wanted.width) };
    let made = app.while_you_wait.convert(input.path(), folder.path(), wish).await;
    let picture = made.map_err(|failure| {
        unmakeable(failure, |failure| {
            tracing::info!(version.id = asset.version_id.0, %failure, "a rendition can't be made");
            let detail = format!("This file can't be made into {}: download the original.", wanted.name());
            Refusal::invalid("/format", detail)
        })
    })?;
    let stored = app.blobs.put_file(blobs::BlobKey::from_bits(app.random_bytes()), &picture.path, None).await?;
    let rendition = Rendition {
        version_id: asset.version_id,
        format: wanted.name().to_owned(),
        width: wanted.width,
        height: picture.height,
        blob_key: stored.key.to_string(),
        size: stored.size,
        sha256: hex::encode(stored.sha256),
        created_at: app.now(),
    };
    let is_first = store::write!(app.store, |tx| Ok::<_, Refusal>(renditions::insert(tx, &rendition).await?))?;
    if is_first {
        return Ok(rendition);
    }
    app.blobs.delete(stored.key).await?;
    let other = renditions::by_width(&app.store, asset.version_id, wanted.name(), wanted.width).await?;
    other.ok_or_else(|| Refusal::internal("a rendition that was there and is not"))
}

/// A preview with these words across it.
pub(crate) async fn marked(app: &App, plain: &Preview, words: &str) -> Outcome<Preview> {
    let mark = hex::encode(&Sha256::digest(words)[..16]);
    if let Some(marked) = renditions::marked(&app.store, plain.version_id, &mark, plain.width).await? {
        return Ok(marked);
    }
    let input = local(app, &plain.blob_key).await?;
    let folder = tempfile::tempdir().map_err(Refusal::internal)?;
    let made = app.while_you_wait.mark(input.path(), folder.path(), words).await;
    let picture = made.map_err(|failure| unmakeable(failure, Refusal::internal))?;
    let stored = app.blobs.put_file(blobs::BlobKey::from_bits(app.random_bytes()), &picture.path, None).await?;
    let marked = Preview {
        version_id: plain.version_id,
        width: plain.width,
        height: plain.height,
        content_type: picture.content_type.as_str().to_owned(),
        blob_key: stored.key.to_string(),
        size: stored.size,
        sha256: hex::encode(stored.sha256),
    };
    let is_first =
        store::write!(app.store, |tx| Ok::<_, Refusal>(renditions::insert_marked(tx, &mark, &marked).await?))?;
    if is_first {
        return Ok(marked);
    }
    app.blobs.delete(stored.key).await?;
    let other = renditions::marked(&app.store, plain.version_id, &mark, plain.width).await?;
    other.ok_or_else(|| Refusal::internal("a marked preview that was there and is not"))
}

/// The bytes as a file, for a child to read.
async fn local(app: &App, key: &str) -> Outcome<LocalFile> {
    let key = key.parse().map_err(|_| Refusal::internal("bytes with an unreadable key"))?;
    app.blobs.as_file(key, Limits::default().input_bytes).await.map_err(|error| match error {
        blobs::Error::TooLarge { .. } => {
            Refusal::invalid("/format", "This file is too large to be made into another format.")
        }
        other => other.into(),
    })
}

/// Where the machine is at fault, the operator has to know; where the file is, whoever asked.
fn unmakeable(failure: Failure, of_file: impl FnOnce(Failure) -> Refusal) -> Refusal {
    if failure.reason == Reason::Unavailable { Refusal::internal(failure) } else { of_file(failure) }
}
