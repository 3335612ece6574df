//! A small SMTP server that does as it is told and remembers what it was told.

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, crypto,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// What becomes of one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// 250 after the data.
    Accept,
    /// This answer to `RCPT TO`.
    AtRecipient(&'static str),
    /// This answer after the data.
    AfterData(&'static str),
    /// 250 after the data, and the line is cut.
    AcceptAndHangUp,
    /// The line is cut in place of an answer to the data: did it arrive?
    HangUpAfterData,
    /// No answer to the data for as long as the client waits; then a late 250.
    AnswerLate(std::time::Duration),
}

/// How the server presents itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manners {
    /// STARTTLS is offered.
    pub starttls: bool,
    /// AUTH is offered and answered with this.
    pub auth: Option<&'static str>,
}

/// One mail that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// As it came over the wire, dots and all.
    pub wire: Vec<u8>,
    /// With the doubled dots undone.
    pub data: Vec<u8>,
    pub encrypted: bool,
}

#[derive(Default)]
pub struct Seen {
    pub taken: Vec<Taken>,
    pub commands: Vec<String>,
    pub connections: usize,
}

#[derive(Clone)]
pub struct Listener {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    fates: Arc<Mutex<VecDeque<Fate>>>,
    manners: Manners,
}

impl Listener {
    /// Listens on a free port; mails meet these fates in turn, then all are accepted.
    pub async fn with(manners: Manners, fates: impl IntoIterator<Item = Fate>) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listener = Self {
            address: socket.local_addr().unwrap(),
            seen: Arc::default(),
            fates: Arc::new(Mutex::new(fates.into_iter().collect())),
            manners,
        };
        let own = listener.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                own.seen.lock().unwrap().connections += 1;
                let own = own.clone();
                tokio::spawn(async move { own.greet(stream).await });
            }
        });
        listener
    }

    pub async fn new(fates: impl IntoIterator<Item = Fate>) -> Self {
        Self::with(Manners::default(), fates).await
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.seen.lock().unwrap().taken.clone()
    }

    pub fn commands(&self) -> Vec<String> {
        self.seen.lock().unwrap().commands.clone()
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    async fn greet(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.write_all(b"220 test ready\r\n").await?;
        let mut stream = BufReader::new(stream);
        if self.converse(&mut stream, false).await? == Next::Encrypt {
            let stream = acceptor().accept(stream.into_inner()).await?;
            self.converse(&mut BufReader::new(stream), true).await?;
        }
        Ok(())
    }

    async fn converse<S>(&self, stream: &mut BufReader<S>, encrypted: bool) -> io::Result<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let (mut from, mut to) = (String::new(), Vec::new());
        let mut fate = None;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(Next::End);
            }
            let command = line.trim_end().to_owned();
            self.seen.lock().unwrap().commands.push(command.clone());
            let verb = command.split(' ').next().unwrap_or_default();
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.say(stream, &self.hello(encrypted)).await?,
                "STARTTLS" => {
                    self.say(stream, "220 go ahead").await?;
                    return Ok(Next::Encrypt);
                }
                "AUTH" => {
                    let answer = self.manners.auth.unwrap_or("503 no");
                    self.say(stream, answer).await?;
                }
                "MAIL" => {
                    from = command;
                    to.clear();
                    self.say(stream, "250 ok").await?;
                }
                "RCPT" => {
                    let next = self.fates.lock().unwrap().pop_front();
                    fate = Some(next.unwrap_or(Fate::Accept));
                    if let Some(Fate::AtRecipient(answer)) = fate {
                        self.say(stream, answer).await?;
                    } else {
                        to.push(command);
                        self.say(stream, "250 ok").await?;
                    }
                }
                "DATA" => {
                    self.say(stream, "354 go on").await?;
                    let wire = read_data(stream).await?;
                    let taken = Taken { from: from.clone(), to: to.clone(), data: unstuffed(&wire), wire, encrypted };
                    let end = self.judge(stream, fate.unwrap_or(Fate::Accept), taken).await?;
                    if end == Next::End {
                        return Ok(end);
                    }
                }
                "QUIT" => {
                    self.say(stream, "221 bye").await?;
                    return Ok(Next::End);
                }
                _ => self.say(stream, "250 ok").await?,
            }
        }
    }

    async fn judge<S>(&self, stream: &mut BufReader<S>, fate: Fate, mail: Taken) -> io::Result<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        match fate {
            Fate::AfterData(answer) => {
                self.say(stream, answer).await?;
                return Ok(Next::Go);
            }
            Fate::AnswerLate(after) => {
                tokio::time::sleep(after).await;
                self.say(stream, "250 late").await?;
                return Ok(Next::Go);
            }
            _ => self.seen.lock().unwrap().taken.push(mail),
        }
        if fate == Fate::HangUpAfterData {
            return Ok(Next::End);
        }
        self.say(stream, "250 taken").await?;
        Ok(if fate == Fate::AcceptAndHangUp { Next::End } else { Next::Go })
    }

    fn hello(&self, encrypted: bool) -> String {
        let mut lines = vec!["250-test", "250-PIPELINING"];
        if self.manners.starttls && !encrypted {
            lines.push("250-STARTTLS");
        }
        if self.manners.auth.is_some() {
            lines.push("250-AUTH PLAIN");
        }
        lines.push("250 SIZE 10000000");
        lines.join("\r\n")
    }

    async fn say<S>(&self, stream: &mut BufReader<S>, answer: &str) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        stream.flush().await
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Next {
    Go,
    Encrypt,
    End,
}

async fn read_data<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<Vec<u8>> {
    let mut wire = Vec::new();
    loop {
        let start = wire.len();
        if stream.read_until(b'\n', &mut wire).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if &wire[start..] == b".\r\n" {
            wire.truncate(start);
            return Ok(wire);
        }
    }
}

fn unstuffed(wire: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(wire.len());
    for line in wire.split_inclusive(|&b| b == b'\n') {
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
    }
    data
}

/// A certificate for localhost from an authority of our own, good for a hundred years.
fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("key.pem")).unwrap();
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
