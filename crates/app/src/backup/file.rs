//! The file that a row names.

use blobs::BlobKey;
use store::backup::{Kept, Line, WITH_FILES};

/// The file that a row names, and what is remembered of it.
#[derive(Debug, Clone)]
pub(crate) struct FileOfRow {
    pub table: &'static str,
    /// The row's primary key.
    pub id: String,
    pub key: BlobKey,
    pub size: u64,
    pub sha256: [u8; 32],
    /// Which asset it is, in words; empty where the row does not say.
    of: String,
}

impl FileOfRow {
    /// Of a row of this table, where its rows name files; what is wrong where what it says can't be read.
    pub fn of(table: &'static Kept, line: &Line) -> Option<Result<Self, String>> {
        WITH_FILES.contains(&table.name).then(|| Self::read(table, line))
    }

    fn read(table: &'static Kept, line: &Line) -> Result<Self, String> {
        let text = |column: &str| line.get(column).and_then(|value| value.as_str()).unwrap_or_default();
        let number = |column: &str| line.get(column).and_then(|value| value.as_i64());
        let key = text("blob_key").parse().map_err(|_| format!("its blob_key is no key: {:?}", text("blob_key")))?;
        let mut sha256 = [0; 32];
        hex::decode_to_slice(text("sha256"), &mut sha256).map_err(|_| "its sha256 is none".to_owned())?;
        let size = number("size").and_then(|size| u64::try_from(size).ok()).ok_or("its size is none")?;
        let of = match (number("asset_id"), number("version_id")) {
            (Some(asset), _) => format!(" (asset {asset}, {})", text("filename")),
            (None, Some(version)) => format!(" (of asset_versions {version})"),
            (None, None) => String::new(),
        };
        Ok(Self { table: table.name, id: table.name_of(line), key, size, sha256, of })
    }

    /// Whether it is an asset's own file, which nothing can make again.
    pub fn is_original(&self) -> bool {
        WITH_FILES.first() == Some(&self.table)
    }

    /// The row in words: its table, its id, and which asset it is about.
    pub fn row(&self) -> String {
        format!("{} {}{}", self.table, self.id, self.of)
    }

    /// The file in words, for a sentence about the row.
    pub fn words(&self) -> String {
        format!("its file {}{}", self.key, self.of)
    }
}
