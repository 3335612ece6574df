//! What the child says, and the doubt it is met with.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;

use crate::job::Order;
use crate::{ContentType, Facts, Failure, Kind, Made, Picture, Reason};

/// The child's whole standard output, as JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    Made(Told),
    Failed(Failure),
}

/// What the child says it made.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) kind: Kind,
    pub(crate) facts: Facts,
    pub(crate) pictures: Vec<ToldPicture>,
}

/// One picture, in the slot of its place in the list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ToldPicture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) content_type: ContentType,
}

/// The name of the file a child writes its n-th picture into. The parent never takes a name from a child.
pub(crate) fn slot_name(slot: usize) -> String {
    format!("preview-{slot}")
}

/// Believes a child that may have been taken over by the file it read: only what can be seen from outside, and
/// nothing outside the limits.
pub(crate) async fn checked(told: Told, order: &Order, out_dir: &Path) -> Result<Made, Failure> {
    let untrue = |what: &str| Failure::new(Reason::Unusable, what.to_owned());
    if told.pictures.len() > order.task.slots() {
        return Err(untrue("more pictures than asked for"));
    }
    if !is_colour(&told.facts.dominant) || told.facts.width == 0 || told.facts.height == 0 {
        return Err(untrue("impossible facts"));
    }
    let mut pictures = Vec::with_capacity(told.pictures.len());
    for (slot, said) in told.pictures.into_iter().enumerate() {
        if said.width.min(said.height) == 0 || said.width.max(said.height) > order.task.longest(&order.limits) {
            return Err(untrue("a picture of impossible size"));
        }
        let path = out_dir.join(slot_name(slot));
        let (len, kind) = look(&path).await.map_err(|cause| untrue(&format!("a picture is missing: {cause}")))?;
        if len > order.limits.picture_bytes || kind != Some(kind_of(said.content_type)) {
            return Err(untrue("a picture is not what it is said to be"));
        }
        pictures.push(Picture { width: said.width, height: said.height, content_type: said.content_type, path, len });
    }
    Ok(Made { kind: told.kind, facts: told.facts, pictures })
}

/// Length and kind of a regular file. A link would lead the parent to read something of its own as a picture.
async fn look(path: &Path) -> std::io::Result<(u64, Option<Kind>)> {
    let meta = tokio::fs::symlink_metadata(path).await?;
    if !meta.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    let mut start = Vec::new();
    tokio::fs::File::open(path).await?.take(16).read_to_end(&mut start).await?;
    Ok((meta.len(), Kind::sniff(&start)))
}

fn kind_of(content_type: ContentType) -> Kind {
    match content_type {
        ContentType::Jpeg => Kind::Jpeg,
        ContentType::Png => Kind::Png,
        ContentType::Webp => Kind::Webp,
    }
}

/// `#rrggbb` goes into a style attribute, so nothing else may.
fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colour_is_a_colour() {
        assert!(is_colour("#0a1b2c"));
        for text in ["", "#12345", "#1234567", "red;}x{", "#12345g", "#é1234"] {
            assert!(!is_colour(text), "{text}");
        }
    }
}
