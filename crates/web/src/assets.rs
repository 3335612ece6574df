//! The stylesheet, the script and the icon that pages refer to, built into the binary.
//!
//! Addresses carry a hash of the contents (`ajar.<hash>.css`), so browsers may keep what they fetched for
//! ever and a new version of the binary is never seen with an old stylesheet.

/// One file that pages refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its name in the source tree, such as `ajar.css`.
    pub name: &'static str,
    /// What it is served as.
    pub content_type: &'static str,
    /// Its contents.
    pub bytes: &'static [u8],
    /// Hash of the contents, as it stands in the address.
    pub hash: u64,
}

const fn asset(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset { name, content_type, bytes, hash: fnv1a(bytes) }
}

static ASSETS: [Asset; 14] = [
    asset("ajar.css", "text/css; charset=utf-8", include_bytes!("../assets/ajar.css")),
    asset("desk.css", "text/css; charset=utf-8", include_bytes!("../assets/desk.css")),
    asset("places.css", "text/css; charset=utf-8", include_bytes!("../assets/places.css")),
    asset("library.css", "text/css; charset=utf-8", include_bytes!("../assets/library.css")),
    asset("people.css", "text/css; charset=utf-8", include_bytes!("../assets/people.css")),
    asset("requests.css", "text/css; charset=utf-8", include_bytes!("../assets/requests.css")),
    asset("insight.css", "text/css; charset=utf-8", include_bytes!("../assets/insight.css")),
    asset("settings.css", "text/css; charset=utf-8", include_bytes!("../assets/settings.css")),
    asset("ajar.js", "text/javascript; charset=utf-8", include_bytes!("../assets/ajar.js")),
    asset("desk.js", "text/javascript; charset=utf-8", include_bytes!("../assets/desk.js")),
    asset("places.js", "text/javascript; charset=utf-8", include_bytes!("../assets/places.js")),
    asset("drop.js", "text/javascript; charset=utf-8", include_bytes!("../assets/drop.js")),
    asset("upload.js", "text/javascript; charset=utf-8", include_bytes!("../assets/upload.js")),
    asset("ajar.svg", "image/svg+xml", include_bytes!("../assets/ajar.svg")),
];

/// FNV-1a: it only tells one version of a file from the next, so it need not resist anybody, and being this
/// small it runs while compiling.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash ^= bytes[i] as u64;
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

impl Asset {
    /// The last segment of its address: `ajar.0123456789abcdef.css`.
    pub fn file_name(&self) -> String {
        match self.name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{:016x}.{extension}", self.hash),
            None => format!("{}.{:016x}", self.name, self.hash),
        }
    }
}

/// Every file, for a server that wants to list them.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The file behind the last segment of an address, either with its hash (keep it for ever) or by its plain
/// name (ask again each time). `None` for anything else, also for a hash of another version.
pub fn lookup(file_name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == file_name || asset.file_name() == file_name)
}

/// The address of a file by its plain name, below `base`. A name that is not there gives an address that
/// answers 404.
pub fn url(base: &str, name: &str) -> String {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => format!("{base}/assets/{}", asset.file_name()),
        None => format!("{base}/assets/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_file() {
        for asset in all() {
            let url = url("/desk", asset.name);
            let file_name = url.strip_prefix("/desk/assets/").unwrap_or_default();
            assert_eq!(lookup(file_name), Some(asset));
        }
    }

    #[test]
    fn what_another_version_had_is_not_found() {
        assert_eq!(lookup("ajar.0000000000000000.css"), None);
        assert_eq!(lookup("../Cargo.toml"), None);
    }

    #[test]
    fn pages_stay_light() {
        for asset in all() {
            let limit = if asset.name.ends_with(".css") { 30 * 1024 } else { 20 * 1024 };
            assert!(asset.bytes.len() < limit, "{} has {} bytes", asset.name, asset.bytes.len());
        }
    }
}
