//! Bytes of files that are fetched at the very moment in which the connection takes them.
//!
//! The HTTP library hands on bytes and knows nothing of files. So it is given memory that stands in for them, which it passes
//! on to the connection untouched; where that arrives to be written, the file is sent in its place. The memory is never
//! looked at: what would take it for content is an error. A client that takes nothing
//! costs an open file and no more.
//!
//! To the network the system sends the file itself, which costs half the processor time. A client on the same machine, such
//! as a web server in front, is served through a buffer that was just filled: it has to look at the bytes too, and finds them
//! sooner there than in the system's memory.

use bytes::Bytes;
use delivery::stream::LENT;
use memmap2::MmapMut;
use std::{
    cell::RefCell,
    collections::VecDeque,
    fs::File,
    io,
    io::IoSlice,
    net::SocketAddr,
    ops::Range,
    os::unix::fs::FileExt,
    pin::Pin,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncWrite, Interest},
    net::TcpStream,
};

/// So many stretches in a row begin at different addresses, so that none is taken for another.
const DISTINCT: usize = 4096;

/// What stands in. It is asked for as zeros, which the system does not provide before somebody looks at them.
static HOLLOW: LazyLock<Bytes> = LazyLock::new(|| vec![0; LENT + DISTINCT].into());

/// So many bytes are read at a time where the system does not send a file itself.
const COPIED: usize = 512 * 1024;
/// How many buffers a thread keeps.
const SPARE: usize = 8;

thread_local! {
    /// Those that this thread emptied: their memory is still at hand, and need not be cleared.
    static SPARES: RefCell<Vec<MmapMut>> = const { RefCell::new(Vec::new()) };
}

/// A buffer of the system's own pages. What is let go goes back to the system at once; the allocator would keep it: a
/// thousand clients that come together and stall cost half a gigabyte for good.
fn buffer() -> io::Result<MmapMut> {
    match SPARES.with_borrow_mut(Vec::pop) {
        Some(spare) => Ok(spare),
        None => MmapMut::map_anon(COPIED),
    }
}

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
    /// Whether bytes go through a buffer.
    copies: bool,
    held: Option<Held>,
}

#[derive(Debug)]
struct Stretch {
    file: Arc<File>,
    offset: u64,
    len: usize,
    /// Where in the memory that stands in.
    at: usize,
}

/// Bytes of the first stretch that were read and not taken yet.
#[derive(Debug)]
struct Held {
    buffer: MmapMut,
    rest: Range<usize>,
}

impl Lent {
    /// To this peer.
    pub fn to(peer: SocketAddr) -> Self {
        Self::through(peer.ip().to_canonical().is_loopback())
    }

    fn through(copies: bool) -> Self {
        Self(Mutex::new(Queue { copies, ..Queue::default() }))
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends what comes before, and what `lent` stands in for, or as much as the connection takes of it.
    pub fn poll_send(
        &self,
        stream: &mut TcpStream,
        cx: &mut Context<'_>,
        before: &[IoSlice<'_>],
        lent: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut queue = self.queue();
        let Queue { stretches, copies, held, .. } = &mut *queue;
        let Some(stretch) = stretches.front_mut().filter(|stretch| stretch.is_meant_by(lent)) else {
            // A body was given up between what was lent and what was sent. Better no byte than another's.
            return Poll::Ready(Err(io::Error::other("what is to be sent is not what was lent")));
        };
        let first: usize = before.iter().map(|slice| slice.len()).sum();
        if !*copies && first > 0 {
            return Pin::new(stream).poll_write_vectored(cx, before);
        }
        let sent = match *copies {
            true => None,
            false => ready!(poll_send_file(stream, cx, stretch))?,
        };
        let written = match sent {
            Some(sent) => sent,
            None => {
                *copies = true;
                ready!(poll_copy(stream, cx, before, stretch, held))?
            }
        };
        stretch.advance(written.saturating_sub(first));
        if stretch.len == 0 {
            stretches.pop_front();
        }
        Poll::Ready(Ok(written))
    }

    /// Gives up what was read for a client that does not take it. It is read anew when it does.
    pub fn let_go(&self) {
        self.queue().held = None;
    }
}

impl Stretch {
    fn is_meant_by(&self, lent: &[u8]) -> bool {
        HOLLOW.as_ptr().addr() + self.at == lent.as_ptr().addr() && self.len == lent.len()
    }

    fn advance(&mut self, sent: usize) {
        self.offset += sent as u64;
        self.at += sent;
        self.len -= sent;
    }
}

fn too_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "a stored file ended early")
}

/// Has the system send it; `None` where it can't: some file systems know no such thing.
#[cfg(target_os = "linux")]
fn poll_send_file(stream: &TcpStream, cx: &mut Context<'_>, stretch: &Stretch) -> Poll<io::Result<Option<usize>>> {
    use rustix::io::Errno;
    let send = || {
        let mut offset = stretch.offset;
        Ok(rustix::fs::sendfile(stream, &*stretch.file, Some(&mut offset), stretch.len)?)
    };
    loop {
        ready!(stream.poll_write_ready(cx))?;
        return Poll::Ready(match stream.try_io(Interest::WRITABLE, send) {
            Ok(0) => Err(too_short()),
            Ok(sent) => Ok(Some(sent)),
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => continue,
            Err(error) if matches!(Errno::from_io_error(&error), Some(Errno::INVAL | Errno::NOSYS)) => Ok(None),
            Err(error) => Err(error),
        });
    }
}

#[cfg(not(target_os = "linux"))]
fn poll_send_file(_: &TcpStream, _: &mut Context<'_>, _: &Stretch) -> Poll<io::Result<Option<usize>>> {
    Poll::Ready(Ok(None))
}

/// Sends it through a buffer, in one stroke with what comes before.
fn poll_copy(
    stream: &mut TcpStream,
    cx: &mut Context<'_>,
    before: &[IoSlice<'_>],
    stretch: &Stretch,
    held: &mut Option<Held>,
) -> Poll<io::Result<usize>> {
    if held.is_none() {
        // Whoever is woken for something else while the client takes nothing reads nothing.
        ready!(stream.poll_write_ready(cx))?;
        let mut buffer = buffer()?;
        match stretch.file.read_at(&mut buffer[..stretch.len.min(COPIED)], stretch.offset)? {
            0 => return Poll::Ready(Err(too_short())),
            read => *held = Some(Held { buffer, rest: 0..read }),
        }
    }
    let Some(Held { buffer, rest }) = held else { return Poll::Ready(Err(too_short())) };
    let mut slices = before.to_vec();
    slices.push(IoSlice::new(&buffer[rest.clone()]));
    let written = ready!(Pin::new(stream).poll_write_vectored(cx, &slices))?;
    let first: usize = before.iter().map(|slice| slice.len()).sum();
    rest.start += written.saturating_sub(first);
    if rest.start == rest.end {
        let buffer = held.take().map(|held| held.buffer);
        SPARES.with_borrow_mut(|spares| spares.extend(buffer.filter(|_| spares.len() < SPARE)));
    }
    Poll::Ready(Ok(written))
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
    use std::{io::Write, time::Duration};
    use tokio::{io::AsyncReadExt, net::TcpListener};

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

    async fn connected(is_near: bool) -> (TcpStream, Patient, Arc<Lent>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let lent = Arc::new(Lent::through(is_near));
        let stream = listener.accept().await.unwrap().0;
        (client, Patient::new(stream, lent.clone(), Duration::from_secs(30)), lent)
    }

    /// All of a file of this length.
    fn lend_all(lent: &Lent, file: &Arc<File>) -> VecDeque<Bytes> {
        let begins = (0..LONG).step_by(LENT);
        begins.map(|begin| lent.take(file.clone(), begin as u64, LENT.min(LONG - begin))).collect()
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
        for is_near in [true, false] {
            bytes_arrive(is_near).await;
        }
    }

    async fn bytes_arrive(is_near: bool) {
        let (mut client, mut stream, lent) = connected(is_near).await;
        let (content, other) = (content(), file_of(b"something else"));
        let file = file_of(&content);
        let mut pieces = VecDeque::from([Bytes::from("head\n"), Bytes::new()]);
        pieces.extend(lend_all(&lent, &file));
        let mut expected = [b"head\n", content.as_slice()].concat();
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
        let (mut client, mut stream, lent) = connected(false).await;
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
        let (_client, mut stream, lent) = connected(false).await;
        let file = file_of(b"twelve bytes");
        let pieces = VecDeque::from([lent.take(file.clone(), 0, 12)]);
        file.set_len(5).unwrap();
        let error = write_out(&mut stream, pieces).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{error}");
    }

    #[tokio::test]
    async fn what_was_let_go_is_read_anew() {
        let (mut client, mut stream, lent) = connected(true).await;
        let content = content();
        let pieces = lend_all(&lent, &file_of(&content));
        let lender = lent.clone();
        let sending = tokio::spawn(async move { write_out(&mut stream, pieces).await });
        let mut arrived = vec![0; LONG];
        for part in arrived.chunks_mut(LONG / 7) {
            tokio::time::sleep(Duration::from_millis(50)).await;
            lender.let_go();
            assert!(lender.queue().held.is_none());
            client.read_exact(part).await.unwrap();
        }
        sending.await.unwrap().unwrap();
        assert!(arrived == content, "other bytes than those of the file");
    }

    #[test]
    fn a_peer_on_this_machine_is_near_however_it_is_written() {
        for (address, near) in [("127.0.0.1:1", true), ("[::1]:1", true), ("[::ffff:127.0.0.2]:1", true)] {
            assert_eq!(Lent::to(address.parse().unwrap()).queue().copies, near, "{address}");
        }
        assert!(!Lent::to("192.0.2.1:1".parse().unwrap()).queue().copies);
    }
}
