//! A connection that is patient, within limits, and that sends bytes of files as they lie.

use super::lent::{self, Lent};
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep, sleep_until},
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
    /// When the client last took something, as far as the timer cares.
    took: Option<Instant>,
}

impl Patient {
    pub fn new(stream: TcpStream, lent: Arc<Lent>, stall: Duration) -> Self {
        Self { stream, lent, stall, timer: None, took: None }
    }

    #[cfg(test)]
    pub fn stream(&self) -> &TcpStream {
        &self.stream
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
        let written = match lent::stands_in(bytes) {
            true => self.lent.poll_send(&self.stream, cx, bytes),
            false => Pin::new(&mut self.stream).poll_write(cx, bytes),
        };
        self.watched(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let own = slices.iter().take_while(|slice| !lent::stands_in(slice)).count();
        let written = match slices.get(own) {
            // What comes before goes first.
            Some(lent) if slices[..own].iter().all(|slice| slice.is_empty()) => {
                self.lent.poll_send(&self.stream, cx, lent)
            }
            _ => Pin::new(&mut self.stream).poll_write_vectored(cx, &slices[..own]),
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
