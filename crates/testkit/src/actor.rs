//! People and programs who call the desk.

use crate::{Answer, Stream, desk::Desk, stream::Pieces};
use bytes::Bytes;
use domain::UserId;
use http::{HeaderName, HeaderValue, Method, Request, header};
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame};
use serde_json::Value;
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt;

/// Somebody who calls the desk: a user with a token, or anybody.
#[derive(Clone)]
pub struct Actor {
    desk: Desk,
    /// The user, where it is one.
    pub user: Option<UserId>,
    /// The token, where it is a user.
    pub token: Option<String>,
    /// Where they call from.
    pub address: IpAddr,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Actor {
    pub(crate) fn new(desk: &Desk, user: Option<UserId>, token: Option<String>) -> Self {
        let desk = desk.clone();
        Self { desk, user, token, address: IpAddr::from([192, 0, 2, 1]), headers: vec![] }
    }

    /// The user's id.
    pub fn id(&self) -> i64 {
        self.user.expect("a user").0
    }

    /// The same, calling from another address.
    pub fn from(mut self, address: &str) -> Self {
        self.address = address.parse().expect("an address");
        self
    }

    /// The same, sending a header with every call.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_bytes(value.as_bytes()).expect("a header");
        self.headers.push((HeaderName::from_static(name), value));
        self
    }

    /// The same somebody at another desk.
    pub fn at(&self, desk: &Desk) -> Self {
        Self { desk: desk.clone(), ..self.clone() }
    }

    /// Sends what it is given, with the actor's headers.
    pub async fn send(&self, request: Request<Bytes>) -> Answer {
        self.send_body(request.map(Full::new)).await
    }

    /// The same, where the connection breaks after the bytes.
    pub async fn send_broken(&self, request: Request<Bytes>) -> Answer {
        let broken = |bytes: Bytes| {
            let pieces = [Ok(Frame::data(bytes)), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))];
            StreamBody::new(futures_util::stream::iter(pieces))
        };
        self.send_body(request.map(broken)).await
    }

    /// GET of what has no end.
    pub async fn follow(&self, path: &str) -> Stream {
        let request = Request::get(path).body(Full::new(Bytes::new())).expect("a request");
        let (head, body) = self.answered(request).await.into_parts();
        Stream::new(head.status, head.headers, body)
    }

    async fn send_body<B>(&self, request: Request<B>) -> Answer
    where
        B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        let (parts, body) = self.answered(request).await.into_parts();
        let body = body.collect().await.expect("the whole body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn answered<B>(&self, mut request: Request<B>) -> http::Response<Pieces>
    where
        B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        let headers = request.headers_mut();
        if let Some(token) = &self.token {
            let value = format!("Bearer {token}").parse().expect("a token");
            headers.entry(header::AUTHORIZATION).or_insert(value);
        }
        headers.entry(header::HOST).or_insert(HeaderValue::from_static("desk.example"));
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
        request.extensions_mut().insert(web::ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let router = self.desk.router.clone();
        let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
        response.map(|body| body.map_err(Into::into).boxed_unsync())
    }

    async fn call(&self, method: Method, path: &str, kind: Option<&str>, body: impl Into<Bytes>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.send(request.body(body.into()).expect("a request")).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, "").await
    }

    /// HEAD.
    pub async fn head(&self, path: &str) -> Answer {
        self.call(Method::HEAD, path, None, "").await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None, "").await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some("application/json"), body.to_string()).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some("application/json"), body.to_string()).await
    }

    /// PATCH of a merge patch.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some("application/merge-patch+json"), body.to_string()).await
    }

    /// POST of anything.
    pub async fn post_raw(&self, path: &str, kind: &str, body: impl Into<Bytes>) -> Answer {
        self.call(Method::POST, path, Some(kind), body).await
    }

    /// POST of a form.
    pub async fn post_form(&self, path: &str, fields: &str) -> Answer {
        self.call(Method::POST, path, Some("application/x-www-form-urlencoded"), fields.to_owned()).await
    }
}
