//! One POST, to an address that may be spoken to.

use crate::{Secret, is_public, signature};
use bytes::Bytes;
use domain::Network;
use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::Incoming,
    client::conn::http1,
    rt::{Read, Write},
};
use hyper_util::rt::TokioIo;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{net::TcpStream, task::AbortHandle, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Host, Position, Url};

/// How long one POST may take, from the first question for a name to the last byte of the answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long one address of several may take to be reached.
const REACHED: Duration = Duration::from_secs(5);
/// How much of an answer is read: nobody looks at it, but who sends a little more than a status should get it sent.
const MOST_READ: usize = 64 * 1024;
/// The longest address, in characters.
const LONGEST: usize = 2_000;

/// What names lead to, being looked up.
pub type Resolving = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;
/// Looks up what a name leads to, with a port.
pub type Resolve = Arc<dyn Fn(String, u16) -> Resolving + Send + Sync>;

/// Why an address can't be one for webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is none.
    #[error("This must be an address such as https://example.org/hooks, without a name, a password or a # in it.")]
    Unreadable,
    /// It is too long.
    #[error("This is too long; an address has at most {} characters.", LONGEST)]
    TooLong,
    /// It is not encrypted, and no private network is allowed.
    #[error("This must begin with https://: what is told here is nobody else's.")]
    Unencrypted,
    /// It is one of a private network.
    #[error("This leads into a private network; AJAR_WEBHOOKS_ALLOW_PRIVATE says which of these may be told.")]
    Private,
}

/// Why nobody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The name leads nowhere.
    #[error("the name of the server can't be found")]
    NotFound,
    /// It leads into a private network.
    #[error("the address leads into a private network, which AJAR_WEBHOOKS_ALLOW_PRIVATE does not allow")]
    Private,
    /// It leads into the internet, unencrypted.
    #[error("without https only private networks that AJAR_WEBHOOKS_ALLOW_PRIVATE allows are told")]
    Unencrypted,
    /// Nobody is there.
    #[error("the server can't be reached: {0}")]
    Unreachable(io::ErrorKind),
    /// Who is there can't say who they are, in a way that one may believe.
    #[error("there is no secure connection: the server's certificate or its way of encrypting is not accepted")]
    Insecure,
    /// The line broke, or what came is not HTTP.
    #[error("the connection broke before an answer came")]
    Broken,
    /// It took too long.
    #[error("the server did not answer within {} seconds", PATIENCE.as_secs())]
    TooSlow,
}

/// What is told.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id: the same on each repeat.
    pub id: String,
    /// When it is sent, in seconds since 1970.
    pub at: i64,
    /// JSON.
    pub body: Bytes,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// How long to wait before the next one, where it says so.
    pub retry_after: Option<Duration>,
}

/// Sends messages. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
    /// The private networks that may be spoken to.
    allowed: Arc<[Network]>,
    resolve: Resolve,
    /// Whose certificates are believed, beside those that browsers believe.
    roots: Arc<RootCertStore>,
    tls: Arc<OnceLock<TlsConnector>>,
}

/// The system's own way of finding names.
fn by_the_system(name: String, port: u16) -> Resolving {
    Box::pin(async move { Ok(tokio::net::lookup_host((name, port)).await?.collect()) })
}

/// Ends the work on a connection when nobody waits for it any more.
struct Driven(AbortHandle);

impl Drop for Driven {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Sender {
    /// One that may speak to the internet, and to these private networks.
    pub fn new(allowed: &[Network]) -> Self {
        let (roots, tls) = (Arc::new(RootCertStore::empty()), Arc::default());
        Self { allowed: allowed.into(), resolve: Arc::new(by_the_system), roots, tls }
    }

    /// One that finds names in another way.
    pub fn with_resolve(self, resolve: Resolve) -> Self {
        Self { resolve, ..self }
    }

    /// One that believes certificates of these too.
    pub fn with_roots(self, roots: RootCertStore) -> Self {
        Self { roots: Arc::new(roots), tls: Arc::default(), ..self }
    }

    /// The address that was typed, where it can be one. What a name leads to is asked anew each time something is sent.
    pub fn check(&self, typed: &str) -> Result<Url, BadAddress> {
        if typed.len() > LONGEST {
            return Err(BadAddress::TooLong);
        }
        let url = Url::parse(typed.trim()).map_err(|_| BadAddress::Unreadable)?;
        let is_named = !url.username().is_empty() || url.password().is_some() || url.fragment().is_some();
        let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        if is_named || !is_web {
            return Err(BadAddress::Unreadable);
        }
        if url.scheme() == "http" && self.allowed.is_empty() {
            return Err(BadAddress::Unencrypted);
        }
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            Some(Host::Domain(_)) | None => None,
        };
        match literal.map(|address| self.may_reach(&url, address)) {
            Some(Err(Failed::Unencrypted)) => Err(BadAddress::Unencrypted),
            Some(Err(_)) => Err(BadAddress::Private),
            Some(Ok(())) | None => Ok(url),
        }
    }

    fn may_reach(&self, url: &Url, address: IpAddr) -> Result<(), Failed> {
        if self.allowed.iter().any(|network| network.contains(address)) {
            return Ok(());
        }
        match (is_public(address), url.scheme()) {
            (true, "https") => Ok(()),
            (true, _) => Err(Failed::Unencrypted),
            (false, _) => Err(Failed::Private),
        }
    }

    /// Sends one message, signed with each of these secrets.
    ///
    /// # Errors
    ///
    /// [`Failed`] where no answer came. One that says no is an [`Answer`] too.
    pub async fn send(&self, url: &Url, message: &Message, secrets: &[Secret]) -> Result<Answer, Failed> {
        timeout(PATIENCE, self.exchange(url, message, secrets)).await.unwrap_or(Err(Failed::TooSlow))
    }

    async fn exchange(&self, url: &Url, message: &Message, secrets: &[Secret]) -> Result<Answer, Failed> {
        let request = request(url, message, secrets)?;
        let stream = self.connect(url).await?;
        if url.scheme() != "https" {
            return speak(TokioIo::new(stream), request).await;
        }
        let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(host).map_err(|_| Failed::Insecure)?;
        let stream = self.tls()?.connect(name, stream).await.map_err(|_| Failed::Insecure)?;
        speak(TokioIo::new(stream), request).await
    }

    /// Connects to what was looked at: no name is asked for twice.
    async fn connect(&self, url: &Url) -> Result<TcpStream, Failed> {
        let port = url.port_or_known_default().unwrap_or_default();
        let found = match url.host() {
            Some(Host::Ipv4(address)) => vec![SocketAddr::from((address, port))],
            Some(Host::Ipv6(address)) => vec![SocketAddr::from((address, port))],
            Some(Host::Domain(name)) => (self.resolve)(name.to_owned(), port).await.map_err(|_| Failed::NotFound)?,
            None => vec![],
        };
        let mut why = Failed::NotFound;
        for address in found {
            if let Err(refused) = self.may_reach(url, address.ip()) {
                why = refused;
                continue;
            }
            match timeout(REACHED, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => why = Failed::Unreachable(error.kind()),
                Err(_) => why = Failed::Unreachable(io::ErrorKind::TimedOut),
            }
        }
        Err(why)
    }

    /// Made when it is first needed: most installations never do.
    fn tls(&self) -> Result<TlsConnector, Failed> {
        if let Some(made) = self.tls.get() {
            return Ok(made.clone());
        }
        let mut roots = RootCertStore::clone(&self.roots);
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().map_err(|_| Failed::Insecure)?;
        let config = config.with_root_certificates(roots).with_no_client_auth();
        let made = TlsConnector::from(Arc::new(config));
        // Of two that make one at once either will do.
        Ok(self.tls.get_or_init(|| made).clone())
    }
}

fn request(url: &Url, message: &Message, secrets: &[Secret]) -> Result<Request<Full<Bytes>>, Failed> {
    let signed = signature(secrets, &message.id, message.at, &message.body);
    let request = Request::post(&url[Position::BeforePath..Position::AfterQuery])
        .header(header::HOST, &url[Position::BeforeHost..Position::AfterPort])
        .header(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(header::USER_AGENT, HeaderValue::from_static("Ajar-Webhooks"))
        .header(header::CONNECTION, HeaderValue::from_static("close"))
        .header("webhook-id", message.id.as_str())
        .header("webhook-timestamp", message.at)
        .header("webhook-signature", signed);
    // An address that was checked and an id that we made fit into a request.
    request.body(Full::new(message.body.clone())).map_err(|_| Failed::Broken)
}

async fn speak<T>(io: T, request: Request<Full<Bytes>>) -> Result<Answer, Failed>
where
    T: Read + Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(io).await.map_err(|_| Failed::Broken)?;
    // What becomes of the connection shows in what becomes of the request.
    let _driven = Driven(tokio::spawn(async move { drop(connection.await) }).abort_handle());
    let response = sender.send_request(request).await.map_err(|_| Failed::Broken)?;
    Ok(answered(response).await)
}

async fn answered(response: Response<Incoming>) -> Answer {
    let (head, mut body) = response.into_parts();
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST_READ {
            break;
        }
    }
    let seconds = head.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    Answer { status: head.status.as_u16(), retry_after: seconds.map(Duration::from_secs) }
}
