//! What has no end: server-sent events.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};
use serde_json::Value;
use std::time::Duration;

/// What comes, piece by piece.
pub(crate) type Pieces = UnsyncBoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// How long a test waits for what should come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Server-sent events, being read. Dropped, it is hung up.
pub struct Stream {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    body: Pieces,
    text: String,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// By which one takes up after it.
    pub id: String,
    /// What it says.
    pub data: Value,
}

impl Stream {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Pieces) -> Self {
        Self { status, headers, body, text: String::new() }
    }

    /// The next event; none where the stream ended. Comments are passed over.
    pub async fn next(&mut self) -> Option<Line> {
        tokio::time::timeout(PATIENCE, self.read()).await.expect("something should have come by now")
    }

    /// Whether nothing comes for a while.
    pub async fn is_silent(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(1_500), self.read()).await.is_err()
    }

    async fn read(&mut self) -> Option<Line> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                let of = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                if let (Some(id), Some(data)) = (of("id: "), of("data: ")) {
                    return Some(Line { id, data: serde_json::from_str(&data).expect("JSON") });
                }
            }
            let frame = self.body.frame().await?.expect("an unbroken stream");
            if let Ok(data) = frame.into_data() {
                self.text.push_str(std::str::from_utf8(&data).expect("UTF-8"));
            }
        }
    }
}
