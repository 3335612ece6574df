//! What a limit leaves to who calls, as headers: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
//!
//! Limits are counted in a window that slides, so there is no moment at which all is free again: none is told. Who has
//! nothing left is told by `Retry-After` when to come back.

use crate::Site;
use app::{
    Viewer,
    limits::{Quota, of_requests},
};
use axum::response::Response;
use http::{HeaderName, HeaderValue};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// An answer, with what is left of the limits of download requests without signing in.
pub(super) async fn of_request(site: &Site, viewer: &Viewer, mut response: Response) -> Response {
    // What was asked is done or refused already: that these can't be read now changes nothing of it.
    let Ok(quotas) = of_requests(&site.app, viewer).await else { return response };
    let policy = |quota: &Quota| Some(format!("\"{}\";q={};w={}", quota.name, quota.most, quota.window.as_secs()));
    let left = |quota: &Quota| Some(format!("\"{}\";r={}", quota.name, quota.left?));
    for (name, value) in [(POLICY, list(&quotas, policy)), (LEFT, list(&quotas, left))] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A list as structured fields write it (RFC 9651).
fn list(quotas: &[Quota], item: impl Fn(&Quota) -> Option<String>) -> String {
    quotas.iter().filter_map(item).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_is_not_told_is_left_out() {
        let quota = |name, left| Quota { name, most: 60, window: Duration::from_secs(3_600), left };
        let quotas = [quota("network", Some(7)), quota("address", None)];
        let left = |quota: &Quota| Some(format!("{} {}", quota.name, quota.left?));
        assert_eq!(list(&quotas, left), "network 7");
        assert_eq!(list(&quotas, |quota| Some(quota.name.to_owned())), "network, address");
    }
}
