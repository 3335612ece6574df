//! The pages for people. One file per page or group of pages; what they share is the [`frame`] around each.

mod ask;
mod asset;
mod cards;
mod decide;
mod desk;
mod download;
mod files;
mod frame;
mod home;
mod invitation;
pub(crate) mod kept;
mod language;
mod mailbox;
mod pickup;
mod place;
mod status;

use crate::{Site, failure::Failure, views::public::ProblemPage};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use frame::{Frame, render_as};
use http::{HeaderMap, StatusCode};
use std::net::IpAddr;
use words::Language;

/// Every address of the pages. A place has the same ones wherever it stands.
pub(crate) fn routes(site: &Site) -> Router<Site> {
    let mut router = Router::new().route("/", get(home::show)).merge(files::routes()).merge(desk::routes());
    for place in ["/portals/{portal}", "/portals/{portal}/kits/{kit}", "/kits/{kit}"] {
        router = router
            .route(place, get(place::show).post(place::unlock))
            .route(&format!("{place}/request"), get(ask::show).post(ask::send))
            .route(&format!("{place}/download"), get(download::archive).post(download::select))
            .route(&format!("{place}/assets/{{id}}"), get(asset::show))
            .route(&format!("{place}/assets/{{id}}/download"), get(download::file))
            .route(&format!("{place}/assets/{{id}}/preview/{{width}}"), get(asset::picture));
    }
    router = router
        .route("/requests/{reference}", get(status::show))
        .route("/requests/{reference}/withdrawal", post(status::withdraw))
        .route("/requests/{reference}/words", post(status::add))
        .route("/requests/{reference}/fresh-link", post(status::send_link))
        .route("/pickup", get(pickup::show))
        .route("/pickup/end", post(pickup::end_link))
        .route("/pickup/not-me", post(pickup::not_me))
        .route("/pickup/{token}", get(pickup::open).post(pickup::go_on))
        .route("/fresh-link", get(pickup::ask_fresh).post(pickup::send_fresh))
        .route("/decide/{token}", get(decide::show).post(decide::decide))
        .route("/decide/{token}/undo", post(decide::undo))
        .route("/invitation/{token}", get(invitation::show).post(invitation::accept))
        .route("/language", post(language::choose));
    if site.mailbox.is_some() { router.merge(mailbox::routes()) } else { router }
}

/// Whether this node can answer: its records do.
pub(crate) async fn ready(State(site): State<Site>) -> Response {
    if site.app.is_ready().await {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, [(http::header::RETRY_AFTER, "5")], "the records do not answer\n").into_response()
}

/// The page of a failure.
pub(crate) async fn problem(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>, failure: &Failure) -> Response {
    // Where even who asks can't be found out, the page does without; nor does it wait again for records that were silent.
    let viewer = match failure.status() {
        StatusCode::SERVICE_UNAVAILABLE => crate::extract::identify_without_records(site, headers),
        _ => crate::extract::identify(site, headers, peer).await.unwrap_or_default(),
    };
    let shell = Frame { site, viewer: &viewer }.shell();
    let lang = shell.lang;
    let page = ProblemPage {
        status: failure.status().as_u16(),
        detail: detail(lang, failure),
        wait: failure.retry_after().map(|seconds| wait(lang, seconds)),
        back: None,
        shell,
    };
    render_as(failure.status(), &page)
}

/// What the failure itself says, where the reader's language has words for it; the status speaks otherwise.
fn detail(lang: Language, failure: &Failure) -> Option<String> {
    if let [fault] = failure.faults() {
        return Some(frame::told(lang, fault));
    }
    let key = format!("fault-{}", failure.code());
    // English words that no other language has are left out there, and the status speaks.
    let in_english = || lang == Language::default() && !failure.status().is_server_error();
    if lang.has(&key) { Some(lang.say(&key)) } else { in_english().then(|| failure.detail()) }
}

/// How long to wait, in words.
fn wait(lang: Language, seconds: u64) -> String {
    match seconds {
        0..=90 => lang.count("problem-wait-seconds", seconds),
        _ => lang.count("problem-wait-minutes", seconds.div_ceil(60)),
    }
}
