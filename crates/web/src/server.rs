//! Connections: taking them in, giving up on those that stand still, and ending them in good order.

mod lent;
mod patient;

pub(crate) use lent::Outlet;

use crate::{
    Site,
    health::{ALIVE, not_ready},
    router,
};
use axum::{Router, body::Body, extract::ConnectInfo, response::IntoResponse};
use http::{HeaderValue, header};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use lent::Lent;
use patient::Patient;
use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tower::{ServiceExt, service_fn};

/// How long a client may take to send the head of a request, and to send the next one on a connection that is kept.
const HEAD: Duration = Duration::from_secs(60);
/// How long a client may take nothing of what is sent to it. A system takes from a slow reader in steps of a megabyte or
/// so: shorter would end downloads that are merely slow.
const STALL: Duration = Duration::from_secs(5 * 60);
/// What one connection holds ready to be sent beside the block under way, and the longest head of a request, in bytes.
const AHEAD: usize = 64 * 1024;
/// How long to wait where the system has no more room for a connection.
const CROWDED: Duration = Duration::from_millis(200);

/// Serves until `stop` resolves; what is under way then may finish for as long as `grace`, and who comes meanwhile is told
/// to come back.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> io::Result<()> {
    let service = router(site.clone());
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(AHEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(HEAD)).max_send_buf_size(AHEAD);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                drop(tokio::spawn(connection(builder.clone(), graceful.watcher(), service.clone(), stream, peer)))
            }
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken in");
                sleep(CROWDED).await;
            }
        }
    }
    site.stops();
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(grace) => tracing::warn!("what was still under way is broken off"),
        () = turn_away(&listener, &builder, site.base.clone()) => {}
    }
    Ok(())
}

/// Tells everybody who comes that this node stops, for as long as it is polled.
async fn turn_away(listener: &TcpListener, builder: &Builder<TokioExecutor>, base: String) {
    let is_alive = format!("{base}/health/live");
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(CROWDED).await;
            continue;
        };
        let (builder, is_alive) = (builder.clone(), is_alive.clone());
        let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
            let mut response = match request.uri().path() == is_alive {
                true => ALIVE.into_response(),
                false => not_ready("stopping\n"),
            };
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            async move { Ok::<_, Infallible>(response) }
        });
        tokio::spawn(async move {
            // Who hangs up on a refusal has understood it.
            let _ = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).await;
        });
    }
}

/// Whether the client went before its connection was taken in.
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(
    builder: Builder<TokioExecutor>,
    watcher: Watcher,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
) {
    // Small answers are sent at once; a system that can't is slower, not wrong.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let lent = Arc::new(Lent::to(peer));
    let stream = Patient::new(stream, lent.clone(), STALL);
    let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        // HTTP/2 puts bytes into frames of its own.
        if request.version() <= http::Version::HTTP_11 {
            request.extensions_mut().insert(Outlet::of(&lent));
        }
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let served = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(served.into_owned()).await {
        // Clients vanish; that is no news.
        tracing::debug!(%error, %peer, "a connection broke");
    }
}
