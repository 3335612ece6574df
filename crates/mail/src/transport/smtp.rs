//! SMTP by lettre, with what a long-running desk needs around it: an end to every wait, and no
//! connection that is used again in the middle of a conversation.

use std::{
    fmt, fs,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    transport::smtp::{
        AsyncSmtpTransportBuilder, Error,
        authentication::Credentials,
        client::{Certificate, CertificateStore, Tls, TlsParameters},
    },
};
use tokio::runtime::Handle;

use crate::Message;

use super::{
    error::{InvalidTransportUrl, SendError},
    url::{Security, Server},
};

/// How long one mail may take from the first packet to the server's word.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a hung server may hold up the closing of its connections.
const FAREWELL: Duration = Duration::from_secs(1);

/// Answers that are about us and not about the mail: unknown commands and their order, a host that
/// takes no mail at all, and everything about signing in.
const ABOUT_US: [u16; 10] = [500, 501, 502, 503, 504, 521, 530, 534, 535, 538];

/// How a certificate begins in a PEM file.
const PEM_MARK: &[u8] = b"-----BEGIN CERTIFICATE-----";

type Pool = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server with a pool of connections.
#[derive(Clone)]
pub(super) struct Smtp {
    desk: Arc<Desk>,
    timeout: Duration,
}

struct Desk {
    server: Server,
    builder: AsyncSmtpTransportBuilder,
    /// Made on the first mail, because it needs a runtime, and again after a wait was given up.
    pool: Mutex<Option<(Handle, Pool)>>,
}

impl Smtp {
    pub(super) fn new(server: Server) -> Result<Self, InvalidTransportUrl> {
        let tls = match server.security {
            Security::Tls => Tls::Wrapper(tls_parameters(&server, true)?),
            Security::StartTls => Tls::Required(tls_parameters(&server, true)?),
            Security::IfOffered => Tls::Opportunistic(tls_parameters(&server, false)?),
            Security::Off => Tls::None,
        };
        let mut builder = Pool::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(PATIENCE));
        if let Some((user, password)) = &server.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { desk: Arc::new(Desk { server, builder, pool: Mutex::new(None) }), timeout: PATIENCE })
    }

    pub(super) fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// In a task of its own: a caller that goes away must not leave a connection in the middle of a
    /// conversation, where the next mail would read this one's answers.
    pub(super) async fn send(&self, message: &Message) -> Result<(), SendError> {
        let envelope = message.envelope()?;
        let bytes = message.to_bytes()?;
        let desk = Arc::clone(&self.desk);
        let timeout = self.timeout;
        tokio::spawn(async move { desk.send(&envelope, &bytes, timeout).await })
            .await
            .unwrap_or(Err(SendError::Interrupted))
    }
}

impl fmt::Display for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mail server {}", self.desk.server)
    }
}

impl Desk {
    async fn send(&self, envelope: &Envelope, bytes: &[u8], timeout: Duration) -> Result<(), SendError> {
        let pool = self.pool();
        let mut sending = pool.send_raw(envelope, bytes);
        match tokio::time::timeout(timeout, &mut sending).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.told(error)),
            Err(_) => {
                // Dropping `sending` hands its connection back to the pool although the server may
                // still answer on it. A pool that is shut down closes what comes back instead.
                self.forget_pool();
                let _ = tokio::time::timeout(FAREWELL, pool.shutdown()).await;
                drop(sending);
                Err(SendError::TimedOut(timeout))
            }
        }
    }

    fn pool(&self) -> Pool {
        let mut slot = self.slot();
        let (_, pool) = slot.get_or_insert_with(|| (Handle::current(), self.builder.clone().build()));
        pool.clone()
    }

    fn forget_pool(&self) {
        let forgotten = self.slot().take();
        drop(forgotten);
    }

    /// Nothing is half-done while the lock is held, so a poisoned one is taken as it is.
    fn slot(&self) -> MutexGuard<'_, Option<(Handle, Pool)>> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self, error: Error) -> SendError {
        let Some(code) = error.status() else {
            let server = format!("{}:{}", self.server.host, self.server.port);
            return SendError::Unreachable { server, source: Box::new(error) };
        };
        let answer = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        let code = u16::from(code);
        if error.is_transient() {
            SendError::Deferred { code, answer }
        } else if ABOUT_US.contains(&code) {
            SendError::Unwelcome { code, answer }
        } else {
            SendError::Refused { code, answer }
        }
    }
}

impl Drop for Desk {
    /// lettre's pool says goodbye to its connections in a task, for which it needs its runtime even
    /// where the last owner goes away outside of one.
    fn drop(&mut self) {
        if let Some((runtime, pool)) = self.slot().take() {
            let _inside = runtime.enter();
            drop(pool);
        }
    }
}

/// With `checked` the certificate must be valid for the host. Without, any will do: where the server
/// could as well have offered no encryption, a certificate proves nothing.
fn tls_parameters(server: &Server, checked: bool) -> Result<TlsParameters, InvalidTransportUrl> {
    let mut parameters = TlsParameters::builder(server.host.clone())
        .certificate_store(CertificateStore::WebpkiRoots)
        .dangerous_accept_invalid_certs(!checked)
        .dangerous_accept_invalid_hostnames(!checked);
    if let Some(path) = &server.authority {
        let pem = fs::read(path).map_err(|error| {
            let path = path.display();
            InvalidTransportUrl::new(format!("the ca file {path} cannot be read: {error}"))
        })?;
        // lettre takes a file without any certificate for an empty list, and TLS would then fail on
        // the first mail only.
        if !pem.windows(PEM_MARK.len()).any(|part| part == PEM_MARK) {
            return Err(not_pem(path));
        }
        let authority = Certificate::from_pem(&pem).map_err(|_| not_pem(path))?;
        parameters = parameters.add_root_certificate(authority);
    }
    parameters.build_rustls().map_err(|_| match &server.authority {
        Some(path) => not_pem(path),
        None => InvalidTransportUrl::new("TLS cannot be set up for this mail server's name"),
    })
}

fn not_pem(path: &Path) -> InvalidTransportUrl {
    let path = path.display();
    InvalidTransportUrl::new(format!("the ca file {path} holds no certificate in PEM"))
}
