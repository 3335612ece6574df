//! `/api/dam/events/stream`: the history as it goes on, as server-sent events.

use super::{Event, EventParams, FILTERS, filter};
use crate::{
    Site,
    api::{body::refuse_unknown, door::SignedIn, list::refuse_repeated},
    extract::{Query, identify},
    failure::Failure,
};
use app::{
    Fault, Viewer,
    live_history::{self, Follower, Page, Position, Start},
    refusal::Faults,
};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::UserId;
use futures_util::stream;
use http::{HeaderMap, header};
use std::{convert::Infallible, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    time::{MissedTickBehavior, interval},
};
use utoipa::IntoParams;
use wire::cursor;

/// How often something is sent where nothing happens, so that nobody on the way thinks that the line is dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often it is asked whether the reader may still read. What is known of them is in memory, until it changes.
const LOOK: Duration = Duration::from_secs(2);
/// How many pieces wait for a slow reader.
const AHEAD: usize = 4;
/// What positions of this stream are called.
const KIND: &str = "follow";

/// Where the stream begins.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct AfterParams {
    /// Where to take up, as `Last-Event-ID` says it; that one counts where both are sent.
    #[param(example = "Zm9sbG93IDE3OTM1MzQzNDAwMDAwMDAgMzMgMg")]
    after: Option<String>,
}

/// Follow the history
///
/// Server-sent events, for managers and admins: each `data` is what `GET /api/dam/events` shows of one event, told within a
/// second. `id` is a position: sent back as `Last-Event-ID` (browsers do so by themselves) or as `after`, with the same
/// filters, the stream goes on behind it on any node, and nothing is missed or told twice. Without a position it begins with
/// `createdAfter`, where that is said, and else now. A comment comes every fifteen seconds. The stream ends within seconds
/// of its token or session, and when the server stops.
#[utoipa::path(
    get, path = "/api/dam/events/stream", tag = "events",
    params(EventParams, AfterParams, ("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that was read.", example = "Zm9sbG93IDE3OTM1MzQzNDAwMDAwMDAgMzMgMg")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Events, as they happen.", content_type = "text/event-stream", body = String,
        example = json!("retry: 3000\n\nid: Zm9sbG93IDE3OTM1MzQzNDAwMDAwMDAgMzMgMg\ndata: {\"id\":34,\"type\":\"decision.approved\",\"createdAt\":\"2026-11-01T12:00:00Z\",\"requestId\":7,\"mediaIds\":[22],\"data\":{}}\n\n")),
        (status = 429, description = "Too many streams are open; see `Retry-After`."),
    )
)]
pub(super) async fn stream_events(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let user = viewer.manager()?.id;
    let mut faults = Faults::default();
    let known: Vec<&str> = FILTERS.iter().copied().chain(["after"]).collect();
    refuse_unknown(fields.names(), "", &known, "parameter", &mut faults);
    refuse_repeated(&fields, &mut faults);
    let filter = filter(&fields, &mut faults);
    let last =
        headers.get("last-event-id").map(|last| last.to_str().unwrap_or_default()).filter(|last| !last.is_empty());
    let start = match (last.or(fields.get("after")), filter.after) {
        (Some(said), _) => position(said, &mut faults),
        (None, Some(moment)) => Start::At(moment),
        (None, None) => Start::Now,
    };
    faults.check()?;
    let follower = live_history::follow(&site.app, &viewer, filter, start).await?;
    let (out, pieces) = mpsc::channel(AHEAD);
    tokio::spawn(tell(Reader { site, headers, user, out }, follower));
    let body = Body::from_stream(stream::unfold(pieces, |mut pieces| async move {
        let piece: Bytes = pieces.recv().await?;
        Some((Ok::<_, Infallible>(piece), pieces))
    }));
    let told = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Proxies that gather what they pass on would keep it back.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((told, body).into_response())
}

fn position(said: &str, faults: &mut Faults) -> Start {
    let position = cursor::decode(said, KIND).and_then(|numbers| Position::of_numbers(&numbers));
    match position {
        Some(position) => Start::After(position),
        None => {
            faults.add(Fault::at("/after", "This position is unknown here. Begin again without one."));
            Start::Now
        }
    }
}

/// Who reads a stream.
struct Reader {
    site: Site,
    /// By which they came.
    headers: HeaderMap,
    user: UserId,
    out: mpsc::Sender<Bytes>,
}

impl Reader {
    /// Whether they may still read. Where the records do not answer they go on: nothing is told them then.
    async fn may_read(&self) -> bool {
        let is_theirs = |viewer: Viewer| viewer.manager().is_ok_and(|user| user.id == self.user);
        match identify(&self.site, &self.headers, None).await {
            Ok(viewer) => is_theirs(viewer),
            Err(failure) => failure.status().is_server_error(),
        }
    }

    /// Whether they are still there.
    async fn send(&self, piece: impl Into<Bytes>) -> bool {
        self.out.send(piece.into()).await.is_ok()
    }
}

/// Tells a reader what happens, until one of all who may end it does.
async fn tell(reader: Reader, mut follower: Follower) {
    let mut ending = reader.site.ending();
    let (mut beat, mut look) = (interval(HEARTBEAT), interval(LOOK));
    for clock in [&mut beat, &mut look] {
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick is at once.
        clock.tick().await;
    }
    if !reader.send("retry: 3000\n\n").await {
        return;
    }
    loop {
        let mut next = std::pin::pin!(follower.next());
        let page = loop {
            tokio::select! {
                page = &mut next => break page,
                _ = beat.tick() => if !reader.send(":\n\n").await { return },
                _ = look.tick() => if !reader.may_read().await { return },
                () = reader.out.closed() => return,
                () = ended(&mut ending) => return,
            }
        };
        match page {
            Ok(page) => {
                if !reader.send(said(&page)).await {
                    return;
                }
            }
            Err(error) => {
                // Whoever reads comes back by themselves, and goes on where they were.
                tracing::warn!(%error, "a stream of the history ends");
                return;
            }
        }
    }
}

/// Waits for the end of the server.
async fn ended(ending: &mut watch::Receiver<bool>) {
    // One whose sender is gone has ended too.
    let _ = ending.wait_for(|ended| *ended).await;
}

fn said(page: &Page) -> String {
    let mut text = String::new();
    for (event, position) in Event::all(&page.listed).iter().zip(&page.positions) {
        let data = serde_json::to_string(event).unwrap_or_default();
        text.push_str(&format!("id: {}\ndata: {data}\n\n", cursor::encode(KIND, position)));
    }
    text
}
