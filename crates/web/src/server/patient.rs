//! A connection that is patient, within limits, and that sends bytes of files as they lie.

use super::lent::{self, Lent};
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

/// A connection that waits long, but not for ever, for a client that takes nothing.
pub(super) struct Patient {
    stream: TcpStream,
    /// What of files is sent here.
    lent: Arc<Lent>,
    /// How long.
    stall: Duration,
    /// Runs while something waits to be taken. Moving a timer costs more than looking at it, so it runs on through writes
    /// that succeed, and is set anew when it fires.
    timer: Option<Pin<Box<Sleep>>>,
    /// When the client last took something, or began to take nothing; as far as the timer cares.
    since: Option<Instant>,
}

/// After so long nothing is held ready for a client that takes nothing.
const BRIEF: Duration = Duration::from_millis(200);

impl Patient {
    pub fn new(stream: TcpStream, lent: Arc<Lent>, stall: Duration) -> Self {
        Self { stream, lent, stall, timer: None, since: None }
    }

    fn watched(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let now = Instant::now();
        if written.is_ready() {
            self.since = self.timer.is_some().then_some(now);
            // The next wait begins with a brief one.
            self.timer.take_if(|timer| timer.deadline() > now + BRIEF);
            return written;
        }
        let since = *self.since.get_or_insert(now);
        let mut timer = self.timer.take().unwrap_or_else(|| Box::pin(sleep_until(since + BRIEF)));
        while timer.as_mut().poll(cx).is_ready() {
            let idle = since.elapsed();
            if idle >= self.stall {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            if idle >= BRIEF {
                self.lent.let_go();
            }
            timer = Box::pin(sleep_until(since + if idle >= BRIEF { self.stall } else { BRIEF }));
        }
        self.timer = Some(timer);
        Poll::Pending
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Self { stream, lent, .. } = &mut *self;
        let written = match lent::stands_in(bytes) {
            true => lent.poll_send(stream, cx, &[], bytes),
            false => Pin::new(stream).poll_write(cx, bytes),
        };
        self.watched(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, lent, .. } = &mut *self;
        let written = match slices.iter().position(|slice| lent::stands_in(slice)) {
            Some(own) => lent.poll_send(stream, cx, &slices[..own], &slices[own]),
            None => Pin::new(stream).poll_write_vectored(cx, slices),
        };
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
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        time::sleep,
    };

    const STALL: Duration = Duration::from_secs(2);

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_given_up_and_one_that_takes_little_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = Patient::new(listener.accept().await.unwrap().0, Arc::default(), STALL);
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
