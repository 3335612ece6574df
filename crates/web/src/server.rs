//! Connections: taking them in, giving up on those that stand still, and ending them in good order.

use crate::{Site, router};
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep, sleep_until},
};
use tower::{ServiceExt, service_fn};

/// How long downloads may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(30);
/// How long a client may take to send the head of a request, and to send the next one on a connection that is kept.
const HEAD: Duration = Duration::from_secs(60);
/// How long a client may take nothing of what is sent to it. A system takes from a slow reader in steps of a megabyte or
/// so: shorter would end downloads that are merely slow.
const STALL: Duration = Duration::from_secs(5 * 60);
/// What one connection holds ready to be sent beside the block under way, and the longest head of a request, in bytes.
const AHEAD: usize = 64 * 1024;
/// How long to wait where the system has no more room for a connection.
const CROWDED: Duration = Duration::from_millis(200);

/// Serves until `stop` resolves; what is under way then may finish for a while.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router(site);
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
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(GRACE) => {}
    }
    Ok(())
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
    let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let served = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL)), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(served.into_owned()).await {
        // Clients vanish; that is no news.
        tracing::debug!(%error, %peer, "a connection broke");
    }
}

/// A connection that waits long, but not for ever, for a client that takes nothing.
struct Patient {
    stream: TcpStream,
    /// How long.
    stall: Duration,
    /// Runs while something waits to be taken. Moving a timer costs more than looking at it, so it runs on through writes
    /// that succeed, and is set anew when it fires.
    timer: Option<Pin<Box<Sleep>>>,
    /// When the client last took something, as far as the timer cares.
    took: Option<Instant>,
}

impl Patient {
    fn new(stream: TcpStream, stall: Duration) -> Self {
        Self { stream, stall, timer: None, took: None }
    }

    fn watched(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            if self.timer.is_some() {
                self.took = Some(Instant::now());
            }
            return written;
        }
        let stall = self.stall;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(stall)));
        ready!(timer.as_mut().poll(cx));
        match self.took.take().map(|took| took + stall).filter(|until| *until > Instant::now()) {
            Some(until) => {
                let mut timer = Box::pin(sleep_until(until));
                let waits = timer.as_mut().poll(cx).is_pending();
                self.timer = Some(timer);
                if waits { Poll::Pending } else { Poll::Ready(Err(io::ErrorKind::TimedOut.into())) }
            }
            None => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watched(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.watched(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    const STALL: Duration = Duration::from_secs(2);

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_given_up_and_one_that_takes_little_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = Patient::new(listener.accept().await.unwrap().0, STALL);
        let begun = Instant::now();
        let filling = tokio::spawn(async move {
            let block = vec![0; 1024 * 1024];
            loop {
                if let Err(error) = server.write_all(&block).await {
                    return error;
                }
            }
        });
        let mut taken = vec![0; 8 * 1024 * 1024];
        for _ in 0..6 {
            sleep(STALL / 2).await;
            client.read_exact(&mut taken).await.unwrap();
        }
        let ended = filling.await.unwrap();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        assert!(begun.elapsed() >= STALL * 4, "given up after {:?}", begun.elapsed());
    }
}
