//! The pages for people. One file per page or group of pages; what they share is the [`frame`] around each.

mod ask;
mod asset;
mod cards;
mod choose_password;
mod decide;
mod desk;
mod download;
mod files;
mod frame;
mod home;
mod invitation;
pub(crate) mod kept;
mod language;
mod logo;
mod mailbox;
mod pickup;
mod place;
mod recovery;
mod status;

use crate::{Site, addresses::Addresses, failure::Failure, traffic::RequestId, views::public::ProblemPage};
use axum::response::Response;
use frame::{Frame, render_as};
use http::{HeaderMap, StatusCode};
use std::net::IpAddr;
use words::Language;

/// Every address of the pages. A place has the same ones wherever it stands. Only a demo has a mailbox.
pub(crate) fn routes(with_mailbox: bool) -> Addresses {
    let mut router = Addresses::default().get("/", home::show).merge(files::routes()).merge(desk::routes());
    for place in ["/portals/{portal}", "/portals/{portal}/kits/{kit}", "/kits/{kit}"] {
        router = router
            .get(place, place::show)
            .post(place, place::unlock)
            .get(&format!("{place}/request"), ask::show)
            .post(&format!("{place}/request"), ask::send)
            .get(&format!("{place}/download"), download::archive)
            .post(&format!("{place}/download"), download::select)
            .get(&format!("{place}/assets/{{id}}"), asset::show)
            .get(&format!("{place}/assets/{{id}}/download"), download::file)
            .get(&format!("{place}/assets/{{id}}/preview/{{width}}"), asset::picture);
    }
    router = router
        .get("/requests/{reference}", status::show)
        .post("/requests/{reference}/withdrawal", status::withdraw)
        .post("/requests/{reference}/words", status::add)
        .post("/requests/{reference}/fresh-link", status::send_link)
        .get("/pickup", pickup::show)
        .post("/pickup/end", pickup::end_link)
        .post("/pickup/not-me", pickup::not_me)
        .get("/pickup/{token}", pickup::open)
        .post("/pickup/{token}", pickup::go_on)
        .get("/fresh-link", pickup::ask_fresh)
        .post("/fresh-link", pickup::send_fresh)
        .get("/decide/{token}", decide::show)
        .post("/decide/{token}", decide::decide)
        .get("/invitation/{token}", invitation::show)
        .post("/invitation/{token}", invitation::accept)
        .get("/recovery", recovery::show)
        .post("/recovery", recovery::ask)
        .get("/recovery/{token}", recovery::open)
        .post("/recovery/{token}", recovery::set)
        .post("/decide/{token}/undo", decide::undo)
        .post("/language", language::choose)
        .get("/logo/{id}/preview/{width}", logo::show);
    if with_mailbox { router.merge(mailbox::routes()) } else { router }
}

/// The page of a failure.
pub(crate) async fn problem(
    site: &Site,
    headers: &HeaderMap,
    peer: Option<IpAddr>,
    failure: &Failure,
    request: Option<&RequestId>,
) -> Response {
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
        request: request.map(|id| id.as_str().to_owned()),
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
