//! A bucket that somebody else fills, to be read from: what is to be imported.

use std::collections::HashSet;

use object_store::path::Path;

use super::list::next;
use super::object::{Object, Place};
use super::{Address, Bucket, FORM};
use crate::blob::Blob;
use crate::error::Error;

/// A bucket, or what lies below a prefix in it. Nothing is written there.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    bucket: Bucket,
    address: Address,
}

/// An object that was found there.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its name below the prefix, with slashes between folders.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    path: Path,
}

impl Elsewhere {
    /// Whether this is the address of a bucket.
    #[must_use]
    pub fn is_named_by(address: &str) -> bool {
        address.starts_with("s3://")
    }

    /// A bucket by its address, as `AJAR_STORAGE_URL` has them; nothing is asked yet.
    ///
    /// # Errors
    /// What is wrong with the address or the AWS variables, in words, without secrets.
    pub fn open(address: &str) -> Result<Self, String> {
        let parsed = Address::parse(address.strip_prefix("s3://").unwrap_or_default());
        let address = parsed.map_err(|fault| format!("{fault}; write it like {FORM}"))?;
        Ok(Self { bucket: Bucket::at(&address)?, address })
    }

    #[cfg(test)]
    pub(super) fn over(store: std::sync::Arc<dyn super::Objects>, prefix: &str) -> Self {
        let address = Address { bucket: "memory".into(), prefix: prefix.into(), endpoint: None, region: None };
        Self { bucket: Bucket::over(store, Path::from(prefix)), address }
    }

    /// Its address without options: `s3://bucket/prefix`.
    #[must_use]
    pub fn shown(&self) -> String {
        Address { endpoint: None, ..self.address.clone() }.to_string()
    }

    /// Everything that lies there, by name. Objects that only stand for a folder are left out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn list(&self) -> Result<Vec<Listed>, Error> {
        let mut found = Vec::new();
        let mut listed = self.bucket.listed(&self.bucket.prefix);
        while let Some(meta) = next(&mut listed).await? {
            let name = self.bucket.below_prefix(&meta.location).unwrap_or_default().to_owned();
            if !name.is_empty() {
                found.push(Listed { name, size: meta.size, path: meta.location });
            }
        }
        let mut folders: HashSet<String> = HashSet::new();
        for listed in &found {
            folders.extend(listed.name.match_indices('/').map(|(end, _)| listed.name[..end].to_owned()));
        }
        found.retain(|listed| listed.size > 0 || !folders.contains(&listed.name));
        found.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    /// Opens an object. One that went away meanwhile fails to be read.
    #[must_use]
    pub fn read(&self, listed: &Listed) -> Blob {
        let place = Place { bucket: self.bucket.clone(), path: listed.path.clone(), key: None };
        Blob::of_object(Object::new(place, listed.size))
    }
}
