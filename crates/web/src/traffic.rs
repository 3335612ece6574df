//! What is counted of every answer, and the name by which the log knows each request. Downloads out of memory pass here too:
//! nothing is locked, and nothing is looked up.

use app::metrics::{Counter, Exposition, Histogram};
use domain::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// The name of a request in the log: taken from here where it is sane, and told here.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What kind of address was asked for, as its path tells: a path itself would be a number for each visitor's slip of the
/// finger, and some are secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Download,
    Picture,
    Page,
    /// The site's own files.
    File,
    /// What a mail leads to.
    Link,
    Desk,
    Api,
    /// What machines ask of machines.
    Health,
}

impl Family {
    const ALL: [(Family, &str); 8] = [
        (Family::Download, "download"),
        (Family::Picture, "picture"),
        (Family::Page, "page"),
        (Family::File, "file"),
        (Family::Link, "link"),
        (Family::Desk, "desk"),
        (Family::Api, "api"),
        (Family::Health, "health"),
    ];

    /// Of a path within the site.
    pub fn of(path: &str) -> Self {
        let begins = |doors: &[&str]| doors.iter().any(|door| path.starts_with(door));
        match path {
            _ if path.ends_with("/download") => Family::Download,
            _ if begins(&["/kits/", "/portals/", "/logo/"]) && path.contains("/preview/") => Family::Picture,
            _ if begins(&["/kits/", "/portals/"]) => Family::Page,
            _ if begins(&["/api/"]) => Family::Api,
            _ if begins(&["/admin"]) => Family::Desk,
            _ if begins(&["/assets/", "/favicon.ico", "/robots.txt"]) => Family::File,
            _ if begins(&["/requests/", "/pickup", "/decide/", "/invitation/", "/recovery", "/fresh-link"]) => {
                Family::Link
            }
            _ if begins(&["/health/", "/metrics"]) => Family::Health,
            _ => Family::Page,
        }
    }
}

/// The answers of one family. Families are counted apart in memory too, so that processors do not wait for each other.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Answers {
    /// By the first digit of their status.
    classes: [Counter; 5],
    times: Histogram,
}

/// What was answered so far.
#[derive(Debug)]
pub(crate) struct Traffic {
    families: [Answers; Family::ALL.len()],
    /// What the names of requests begin with: when this process began, so that no two nodes give the same.
    began: i64,
    requests: AtomicU64,
}

impl Traffic {
    pub fn since(now: Timestamp) -> Self {
        Self { families: Default::default(), began: now.micros(), requests: AtomicU64::new(0) }
    }

    /// An answer went out, so long after it was asked for: its head; how long a download takes is its reader's.
    pub fn count(&self, family: Family, status: StatusCode, after: Duration) {
        let answers = &self.families[family as usize];
        if let Some(class) = answers.classes.get(usize::from(status.as_u16() / 100).wrapping_sub(1)) {
            class.add(1);
        }
        answers.times.observe(after);
    }

    /// The name that the request brought, where it is sane; else one that no other has.
    pub fn id_of(&self, headers: &HeaderMap) -> RequestId {
        if let Some(brought) = headers.get(X_REQUEST_ID).filter(|value| is_sane(value.as_bytes())) {
            return RequestId(brought.clone());
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let name = format!("{:x}-{number:x}", self.began);
        RequestId(HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("-")))
    }

    /// Adds the numbers.
    pub fn tell(&self, text: &mut Exposition) {
        let name = "ajar_http_answers_total";
        text.head(name, "counter", "Answers by kind of address and class of status.");
        for (family, route) in Family::ALL {
            let classes = &self.families[family as usize].classes;
            for (class, count) in ["1xx", "2xx", "3xx", "4xx", "5xx"].into_iter().zip(classes) {
                text.sample(name, &[("route", route), ("status", class)], count.count());
            }
        }
        let name = "ajar_http_answer_seconds";
        text.head(name, "histogram", "How long it took until the head of an answer was ready.");
        for (family, route) in Family::ALL {
            text.histogram(name, ("route", route), &self.families[family as usize].times);
        }
    }
}

/// The longest name that is taken over.
const LONGEST: usize = 64;

/// Whether a name fits into a log line and says nothing but itself.
fn is_sane(name: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST).contains(&name.len()) && name.iter().all(fits)
}

/// The name of a request in the log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    pub fn as_str(&self) -> &str {
        // It was checked or made of such characters.
        self.0.to_str().unwrap_or_default()
    }
}

impl From<RequestId> for HeaderValue {
    fn from(id: RequestId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_the_path() {
        for (path, family) in [
            ("/", Family::Page),
            ("/kits/press", Family::Page),
            ("/portals/brand/kits/press/assets/7", Family::Page),
            ("/kits/press/assets/7/download", Family::Download),
            ("/portals/brand/download", Family::Download),
            ("/kits/press/assets/7/preview/640", Family::Picture),
            ("/logo/7/preview/320", Family::Picture),
            ("/admin", Family::Desk),
            ("/admin/assets/7/preview/640", Family::Desk),
            ("/api/dam/kits", Family::Api),
            ("/assets/ajar.css", Family::File),
            ("/pickup/secret", Family::Link),
            ("/requests/reference", Family::Link),
            ("/health/ready", Family::Health),
            ("/metrics", Family::Health),
            ("/nothing/here", Family::Page),
        ] {
            assert_eq!(Family::of(path), family, "{path}");
        }
        for (number, (family, _)) in Family::ALL.iter().enumerate() {
            assert_eq!(*family as usize, number, "{family:?} is counted in its own place");
        }
    }

    #[test]
    fn a_name_is_taken_over_where_it_is_sane() {
        let traffic = Traffic::since(Timestamp::from_micros(255));
        let of = |name: &'static [u8]| {
            let headers = HeaderMap::from_iter([(X_REQUEST_ID, HeaderValue::from_bytes(name).unwrap())]);
            traffic.id_of(&headers).as_str().to_owned()
        };
        assert_eq!(of(b"0b7c-Ab_9.z"), "0b7c-Ab_9.z");
        assert_eq!(traffic.id_of(&HeaderMap::new()).as_str(), "ff-0");
        for insane in [&b"vera@press.example"[..], b"", b"a b", b"\xff", &[b'a'; 65]] {
            assert!(of(insane).starts_with("ff-"), "{insane:?}");
        }
        assert_eq!(traffic.id_of(&HeaderMap::new()).as_str(), "ff-6", "no two have the same");
    }
}
