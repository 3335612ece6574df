//! Bytes of files that the system sends itself, from its memory to the connection, without passing through ours.
//!
//! The HTTP library hands on bytes and knows nothing of files. So it is given memory that stands in for them, which it passes
//! on to the connection untouched; where that arrives to be written, the file is sent in its place. The memory is never
//! looked at: what would take it for content is an error.

use bytes::Bytes;
use delivery::stream::LENT;
use std::{
    collections::VecDeque,
    fs::File,
    io,
    os::unix::fs::FileExt,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};
use tokio::{io::Interest, net::TcpStream};

/// So many stretches in a row begin at different addresses, so that none is taken for another.
const DISTINCT: usize = 4096;

/// What stands in. It is asked for as zeros, which the system does not provide before somebody looks at them.
static HOLLOW: LazyLock<Bytes> = LazyLock::new(|| vec![0; LENT + DISTINCT].into());

/// Where the system can't send a file itself, so many bytes are read and written at a time.
const COPIED: usize = 64 * 1024;

/// Whether these bytes stand in for others. No bytes at all stand for nothing.
pub(super) fn stands_in(bytes: &[u8]) -> bool {
    !bytes.is_empty() && HOLLOW.as_ptr_range().contains(&bytes.as_ptr())
}

/// What was lent to one connection and not sent yet, in the order of sending.
#[derive(Debug, Default)]
pub(super) struct Lent(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    stretches: VecDeque<Stretch>,
    /// Where the next one begins in the memory that stands in.
    begins: usize,
}

#[derive(Debug)]
struct Stretch {
    file: Arc<File>,
    offset: u64,
    len: usize,
    /// Where in the memory that stands in.
    at: usize,
}

impl Lent {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends what `bytes` stand in for, or as much as the connection takes of it.
    pub fn poll_send(&self, stream: &TcpStream, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut queue = self.queue();
        let Some(stretch) = queue.stretches.front_mut() else { return Poll::Ready(Err(out_of_step())) };
        if HOLLOW.as_ptr().addr() + stretch.at != bytes.as_ptr().addr() || stretch.len != bytes.len() {
            return Poll::Ready(Err(out_of_step()));
        }
        let sent = loop {
            ready!(stream.poll_write_ready(cx))?;
            match stream.try_io(Interest::WRITABLE, || send(stream, stretch)) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        if sent == 0 {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a stored file ended early")));
        }
        stretch.offset += sent as u64;
        stretch.at += sent;
        stretch.len -= sent;
        if stretch.len == 0 {
            queue.stretches.pop_front();
        }
        Poll::Ready(Ok(sent))
    }
}

/// A body was given up between what was lent and what was sent. Better no byte than another's.
fn out_of_step() -> io::Error {
    io::Error::other("what is to be sent is not what was lent")
}

#[cfg(target_os = "linux")]
fn send(stream: &TcpStream, stretch: &Stretch) -> io::Result<usize> {
    use rustix::io::Errno;
    let mut offset = stretch.offset;
    match rustix::fs::sendfile(stream, &*stretch.file, Some(&mut offset), stretch.len) {
        // Some file systems know no such thing.
        Err(Errno::INVAL | Errno::NOSYS) => copy(stream, stretch),
        other => Ok(other?),
    }
}

#[cfg(not(target_os = "linux"))]
fn send(stream: &TcpStream, stretch: &Stretch) -> io::Result<usize> {
    copy(stream, stretch)
}

fn copy(stream: &TcpStream, stretch: &Stretch) -> io::Result<usize> {
    let mut bytes = vec![0; stretch.len.min(COPIED)];
    let read = stretch.file.read_at(&mut bytes, stretch.offset)?;
    write(stream, &bytes[..read])
}

/// Within an attempt that asks for readiness itself.
fn write(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(stream, bytes)?)
}

/// Where the bytes of an answer may go as they lie; none where the connection wants them read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outlet(Option<Arc<Lent>>);

impl Outlet {
    pub(super) fn of(lent: &Arc<Lent>) -> Self {
        Self(Some(lent.clone()))
    }

    /// For delivery.
    pub fn into_delivery(self) -> Option<Arc<dyn delivery::stream::Outlet>> {
        self.0.map(|lent| lent as _)
    }
}

impl delivery::stream::Outlet for Lent {
    fn take(&self, file: Arc<File>, offset: u64, len: usize) -> Bytes {
        let mut queue = self.queue();
        let at = queue.begins;
        queue.begins = (at + 1) % DISTINCT;
        queue.stretches.push_back(Stretch { file, offset, len, at });
        HOLLOW.slice(at..at + len)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::patient::Patient, *};
    use delivery::stream::Outlet as _;
    use std::{io::IoSlice, io::Write, pin::Pin, time::Duration};
    use tokio::{
        io::{AsyncReadExt, AsyncWrite},
        net::TcpListener,
    };

    /// Longer than what the system holds for a connection, so that sending stops in the middle.
    const LONG: usize = 9 * LENT + 12_345;

    fn content() -> Vec<u8> {
        (0..LONG as u64).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
    }

    fn file_of(content: &[u8]) -> Arc<File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        Arc::new(file)
    }

    async fn connected() -> (TcpStream, Patient, Arc<Lent>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let lent = Arc::new(Lent::default());
        let stream = listener.accept().await.unwrap().0;
        (client, Patient::new(stream, lent.clone(), Duration::from_secs(30)), lent)
    }

    /// Writes everything as the HTTP library does: what is left of all pieces, again and again.
    async fn write_out(stream: &mut Patient, mut pieces: VecDeque<Bytes>) -> io::Result<()> {
        while !pieces.is_empty() {
            let mut written = std::future::poll_fn(|cx| {
                let slices: Vec<IoSlice> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
                Pin::new(&mut *stream).poll_write_vectored(cx, &slices)
            })
            .await?;
            while let Some(piece) = pieces.front_mut() {
                let part = written.min(piece.len());
                written -= part;
                drop(piece.split_to(part));
                if !piece.is_empty() {
                    break;
                }
                pieces.pop_front();
            }
        }
        Ok(())
    }

    #[tokio::test]
    async fn bytes_of_files_arrive_between_those_that_are_written() {
        let (mut client, mut stream, lent) = connected().await;
        let (content, other) = (content(), file_of(b"something else"));
        let file = file_of(&content);
        let mut pieces = VecDeque::from([Bytes::from("head\n"), Bytes::new()]);
        let mut expected = b"head\n".to_vec();
        for begin in (0..LONG).step_by(LENT) {
            let len = LENT.min(LONG - begin);
            pieces.push_back(lent.take(file.clone(), begin as u64, len));
            expected.extend_from_slice(&content[begin..begin + len]);
        }
        pieces.extend([Bytes::from("between"), lent.take(other, 10, 4), Bytes::from("tail")]);
        expected.extend_from_slice(b"betweenelsetail");
        let sending = tokio::spawn(async move { write_out(&mut stream, pieces).await });
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut arrived = Vec::new();
        client.read_to_end(&mut arrived).await.unwrap();
        sending.await.unwrap().unwrap();
        assert_eq!(arrived.len(), expected.len());
        assert!(arrived == expected, "other bytes than those of the files");
        assert!(lent.queue().stretches.is_empty());
    }

    #[tokio::test]
    async fn what_was_given_up_is_not_sent_in_the_place_of_another() {
        let (mut client, mut stream, lent) = connected().await;
        let given_up = lent.take(file_of(b"one file"), 0, 8);
        let wanted = lent.take(file_of(b"the next"), 0, 8);
        drop(given_up);
        let error = write_out(&mut stream, VecDeque::from([wanted])).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Other, "{error}");
        drop(stream);
        let mut arrived = Vec::new();
        client.read_to_end(&mut arrived).await.unwrap();
        assert_eq!(arrived, b"");
    }

    #[tokio::test]
    async fn a_file_that_became_shorter_ends_the_connection() {
        let (_client, mut stream, lent) = connected().await;
        let file = file_of(b"twelve bytes");
        let pieces = VecDeque::from([lent.take(file.clone(), 0, 12)]);
        file.set_len(5).unwrap();
        let error = write_out(&mut stream, pieces).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{error}");
    }

    #[tokio::test]
    async fn where_the_system_cannot_send_a_file_it_is_copied() {
        let (mut client, stream, _) = connected().await;
        let content = content();
        let stretch = Stretch { file: file_of(&content), offset: 7, len: COPIED + 1, at: 0 };
        let sent = copy(stream.stream(), &stretch).unwrap();
        assert_eq!(sent, COPIED);
        let mut arrived = vec![0; sent];
        client.read_exact(&mut arrived).await.unwrap();
        assert!(arrived == content[7..7 + sent]);
    }
}
