//! Somebody's server, which is told what happens.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// A server on this machine that remembers what it is told, and answers what it is set to.
pub struct Receiver {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Received>>>,
    answer: Arc<Mutex<String>>,
    serving: AbortHandle,
}

/// One message.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its headers, with names in lower case.
    pub headers: HashMap<String, String>,
    /// Its body, byte by byte.
    pub body: String,
}

impl Received {
    /// A header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Whether one of its signatures was made with this secret, as the specification says.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("a secret");
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("a key");
        let signed = format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        mac.update(signed.as_bytes());
        let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|one| one == wanted)
    }
}

impl Receiver {
    /// One that takes everything.
    pub async fn open() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("an address");
        let seen = Arc::<Mutex<Vec<Received>>>::default();
        let answer = Arc::new(Mutex::new(String::from("204 No Content")));
        let (heard, set) = (seen.clone(), answer.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                tokio::spawn(take(stream, heard.clone(), set.clone()));
            }
        });
        Self { address, seen, answer, serving: serving.abort_handle() }
    }

    /// Its address, as a webhook has it.
    pub fn url(&self) -> String {
        format!("http://{}/hooks?of=ajar", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on it answers this: a status with its words, and perhaps more lines of the head.
    pub fn answers(&self, answer: &str) {
        *self.answer.lock().expect("an answer") = answer.to_owned();
    }

    /// What it was told, the first first.
    pub fn seen(&self) -> Vec<Received> {
        self.seen.lock().expect("messages").clone()
    }

    /// What types it was told, the first first.
    pub fn types(&self) -> Vec<String> {
        self.seen().iter().map(|one| one.json()["type"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(mut stream: TcpStream, seen: Arc<Mutex<Vec<Received>>>, answer: Arc<Mutex<String>>) {
    let mut bytes = Vec::new();
    let mut block = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
            let headers: HashMap<String, String> =
                lines.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
            let length: usize = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                seen.lock().expect("messages").push(Received { headers, body: body.to_owned() });
                break;
            }
        }
        match stream.read(&mut block).await {
            Ok(0) | Err(_) => return,
            Ok(count) => bytes.extend_from_slice(&block[..count]),
        }
    }
    let answer = answer.lock().expect("an answer").clone();
    // Whoever hangs up has heard enough.
    let _ = stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
}
