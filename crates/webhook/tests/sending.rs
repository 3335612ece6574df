//! Sending to servers of every kind: such that answer, redirect, chatter, keep silent, or are none of our business.

use bytes::Bytes;
use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, crypto,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};
use webhook::{Answer, BadAddress, Failed, Message, Resolving, RootCertStore, Secret, Sender, Url};

/// A server that answers everything with these bytes and remembers what it was sent.
struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        Self::with(answer, None).await
    }

    async fn with(answer: impl Into<Vec<u8>>, tls: Option<TlsAcceptor>) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, seen) = (socket.local_addr().unwrap(), Arc::<Mutex<Vec<String>>>::default());
        let (answer, heard) = (answer.into(), seen.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                match &tls {
                    None => talk(stream, &answer, &heard).await,
                    Some(tls) => {
                        if let Ok(stream) = tls.accept(stream).await {
                            talk(stream, &answer, &heard).await;
                        }
                    }
                }
            }
        });
        Self { address, seen }
    }

    fn url(&self) -> Url {
        Url::parse(&format!("http://{}/hooks?of=ajar", self.address)).unwrap()
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: &[u8], heard: &Mutex<Vec<String>>) {
    let mut request = Vec::new();
    let mut block = [0; 1024];
    while !request.ends_with(b"}") {
        match stream.read(&mut block).await {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&block[..count]),
        }
    }
    heard.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    // Whoever hangs up early has heard enough.
    let _ = stream.write_all(answer).await;
    let _ = stream.shutdown().await;
}

fn message() -> Message {
    Message { id: "msg_1".into(), at: 1_793_534_400, body: Bytes::from_static(br#"{"type":"test"}"#) }
}

fn secrets() -> Vec<Secret> {
    vec![Secret::new([7; 32])]
}

fn home() -> Sender {
    Sender::new(&["127.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()])
}

async fn send(sender: &Sender, url: &Url) -> Result<Answer, Failed> {
    sender.send(url, &message(), &secrets()).await
}

#[tokio::test]
async fn a_message_arrives_signed_and_its_answer_is_told() {
    let server = Server::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let answer = send(&home(), &server.url()).await;
    assert_eq!(answer, Ok(Answer { status: 204, retry_after: None }));
    let [request] = &server.seen()[..] else { panic!("{:?}", server.seen()) };
    assert!(request.starts_with("POST /hooks?of=ajar HTTP/1.1\r\n"), "{request}");
    let signed = webhook::signature(&secrets(), "msg_1", 1_793_534_400, &message().body);
    for line in [
        &format!("host: {}", server.address),
        "content-type: application/json",
        "webhook-id: msg_1",
        "webhook-timestamp: 1793534400",
        &format!("webhook-signature: {signed}"),
    ] {
        assert!(request.contains(&format!("\r\n{line}\r\n")), "{line} in {request}");
    }
    assert!(request.ends_with("\r\n\r\n{\"type\":\"test\"}"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let inside = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let redirect = format!("HTTP/1.1 307 Go\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", inside.url());
    let server = Server::answering(redirect).await;
    assert_eq!(send(&home(), &server.url()).await.map(|answer| answer.status), Ok(307));
    assert!(inside.seen().is_empty());
}

#[tokio::test]
async fn who_asks_for_patience_is_understood_and_who_chatters_is_cut_short() {
    let server = Server::answering("HTTP/1.1 503 No\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n").await;
    let answer = send(&home(), &server.url()).await;
    assert_eq!(answer, Ok(Answer { status: 503, retry_after: Some(Duration::from_secs(120)) }));
    let mut endless = b"HTTP/1.1 200 OK\r\ncontent-length: 90000000000\r\n\r\n".to_vec();
    endless.resize(1_000_000, b'x');
    let server = Server::answering(endless).await;
    assert_eq!(send(&home(), &server.url()).await.map(|answer| answer.status), Ok(200));
    let server = Server::answering("SSH-2.0-OpenSSH_9.6\r\n").await;
    assert_eq!(send(&home(), &server.url()).await, Err(Failed::Broken));
}

#[tokio::test]
async fn a_private_network_is_not_spoken_to_by_whatever_name() {
    let server = Server::answering("HTTP/1.1 200 OK\r\n\r\n").await;
    let port = server.address.port();
    let stranger = Sender::new(&[]);
    for host in
        ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"]
    {
        let url = Url::parse(&format!("https://{host}:{port}/")).unwrap();
        assert_eq!(send(&stranger, &url).await, Err(Failed::Private), "{host}");
    }
    // One network that is allowed says nothing of another.
    let neighbour = Sender::new(&["10.0.0.0/8".parse().unwrap()]);
    assert_eq!(send(&neighbour, &server.url()).await, Err(Failed::Private));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_asked_once() {
    let server = Server::answering("HTTP/1.1 200 OK\r\n\r\n").await;
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, inside) = (asked.clone(), server.address);
    // Public when it is looked at, ours from the second time on.
    let sender = Sender::new(&[]).with_resolve(Arc::new(move |_: String, _: u16| -> Resolving {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        let told = if first { SocketAddr::from(([198, 18, 0, 1], 9)) } else { inside };
        Box::pin(async move { Ok(vec![told]) })
    }));
    let url = Url::parse("https://rebinding.example/").unwrap();
    assert_eq!(send(&sender, &url).await, Err(Failed::Private));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    // Of several, only those that may be spoken to are.
    let (far, near) = (SocketAddr::from(([10, 0, 0, 1], 9)), server.address);
    let both = move |_: String, _: u16| -> Resolving { Box::pin(async move { Ok(vec![far, near]) }) };
    let sender = home().with_resolve(Arc::new(both));
    let url = Url::parse("http://both.example/").unwrap();
    assert_eq!(send(&sender, &url).await.map(|answer| answer.status), Ok(200));
    let nowhere = |_: String, _: u16| -> Resolving { Box::pin(async { Err(io::ErrorKind::NotFound.into()) }) };
    let sender = home().with_resolve(Arc::new(nowhere));
    assert_eq!(send(&sender, &url).await, Err(Failed::NotFound));
}

#[tokio::test]
async fn without_https_nothing_goes_out_into_the_world() {
    let out = |_: String, port: u16| -> Resolving {
        Box::pin(async move { Ok(vec![SocketAddr::from(([1, 1, 1, 1], port))]) })
    };
    let sender = home().with_resolve(Arc::new(out));
    let url = Url::parse("http://example.org/").unwrap();
    assert_eq!(send(&sender, &url).await, Err(Failed::Unencrypted));
}

#[tokio::test]
async fn nobody_home_is_told_as_it_is() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", socket.local_addr().unwrap())).unwrap();
    drop(socket);
    assert_eq!(send(&home(), &url).await, Err(Failed::Unreachable(io::ErrorKind::ConnectionRefused)));
}

fn certified() -> TlsAcceptor {
    let chain = CertificateDer::pem_file_iter("tests/tls/certificate.pem").unwrap();
    let chain = chain.collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file("tests/tls/key.pem").unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(chain, key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test]
async fn https_is_believed_where_somebody_vouches_for_it() {
    let server = Server::with("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", Some(certified())).await;
    let at = |host: &str| Url::parse(&format!("https://{host}:{}/", server.address.port())).unwrap();
    assert_eq!(send(&home(), &at("127.0.0.1")).await, Err(Failed::Insecure), "nobody knows who signed that");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file("tests/tls/authority.pem").unwrap()).unwrap();
    let trusting = home().with_roots(roots);
    for host in ["127.0.0.1", "localhost"] {
        assert_eq!(send(&trusting, &at(host)).await.map(|answer| answer.status), Ok(200), "{host}");
    }
    assert_eq!(send(&trusting, &at("127.0.0.2")).await, Err(Failed::Unreachable(io::ErrorKind::ConnectionRefused)));
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn an_address_is_looked_at_before_it_is_kept() {
    let stranger = Sender::new(&[]);
    assert_eq!(stranger.check(" https://example.org/hooks ").map(String::from), Ok("https://example.org/hooks".into()));
    let wrong = [
        ("example.org", BadAddress::Unreadable),
        ("ftp://example.org", BadAddress::Unreadable),
        ("https://me:pass@example.org/", BadAddress::Unreadable),
        ("https://example.org/#part", BadAddress::Unreadable),
        ("http://example.org/", BadAddress::Unencrypted),
        ("https://10.0.0.1/", BadAddress::Private),
        ("https://[fd00::1]/", BadAddress::Private),
        ("https://0177.0.0.1/", BadAddress::Private),
    ];
    for (typed, why) in wrong {
        assert_eq!(stranger.check(typed).map(String::from), Err(why), "{typed}");
    }
    let long = format!("https://example.org/{}", "x".repeat(2_000));
    assert_eq!(stranger.check(&long).map(String::from), Err(BadAddress::TooLong));
    assert!(home().check("http://127.0.0.1:8080/").is_ok() && home().check("http://hooks.internal/").is_ok());
    assert_eq!(home().check("http://1.1.1.1/").map(String::from), Err(BadAddress::Unencrypted));
}
