//! For operators and their machines: whether the process lives, whether it can answer, and its numbers.

use crate::{
    Site,
    addresses::Addresses,
    extract::{identify, peer, unhidden_client},
    failure::Failure,
};
use app::{Refusal, metrics::Exposition};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::Role;
use http::{HeaderMap, StatusCode, header};
use std::net::IpAddr;

pub(crate) fn routes() -> Addresses {
    Addresses::default().get("/health/live", || async { ALIVE }).get("/health/ready", ready).get("/metrics", metrics)
}

/// What a process says that lives.
pub(crate) const ALIVE: &str = "alive\n";

/// Whether this node can answer: its records do, and nobody told it to stop.
async fn ready(State(site): State<Site>) -> Response {
    match site.app.is_ready().await {
        _ if site.is_stopping() => not_ready("stopping\n"),
        true => "ready\n".into_response(),
        false => not_ready("the records do not answer\n"),
    }
}

/// Not now.
pub(crate) fn not_ready(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], why).into_response()
}

/// What this process counts, as Prometheus reads it. For strangers it is not there.
async fn metrics(State(site): State<Site>, request: Request) -> Result<Response, Failure> {
    let peer = peer(&request);
    let (parts, _) = request.into_parts();
    if !may_read(&site, &parts.headers, peer).await? {
        return Err(Refusal::NotFound.into());
    }
    let mut text = app::metrics::gather(&site.app).await;
    site.traffic().tell(&mut text);
    for (name, help, which) in [
        ("ajar_kept_hits_total", "Whole answers that were given from memory.", 0),
        ("ajar_kept_misses_total", "Answers that were made anew, since none was in memory that still counts.", 1),
    ] {
        text.head(name, "counter", help);
        for (kind, counts) in [("page", site.pages().counts()), ("download", site.known_downloads().counts())] {
            text.sample(name, &[("kind", kind)], counts[which]);
        }
    }
    let caching = [(header::CONTENT_TYPE, Exposition::CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((caching, text.into_text()).into_response())
}

/// Whoever comes from a network that the operator named, without a stranger behind them; and admins from anywhere.
async fn may_read(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>) -> Result<bool, Failure> {
    let client = unhidden_client(site, headers, peer);
    if client.is_some_and(|client| site.metrics_allow.iter().any(|network| network.contains(client))) {
        return Ok(true);
    }
    let viewer = identify(site, headers, peer).await?;
    Ok(viewer.user.is_some_and(|user| user.role == Role::Admin))
}
