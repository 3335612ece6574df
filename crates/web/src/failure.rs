//! A refusal on its way to the one who asked: problem+json to programs, a page to people. This is the only place that
//! turns refusals into answers.

use crate::{Site, extract::prefers_json, pages, traffic::RequestId};
use app::{Fault, Refusal};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Why no answer of its own was given: a refusal of a use case, or of HTTP.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// A use case refused.
    Refused(Arc<Refusal>),
    /// The request itself was wrong.
    Http(StatusCode, &'static str, String),
}

impl Failure {
    /// The body is not what it should be.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Failure::Http(StatusCode::BAD_REQUEST, "malformed", detail.into())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(Arc::new(refusal))
    }
}

impl IntoResponse for Failure {
    /// An empty answer that carries the failure; [`render`] gives it its words.
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Failure {
    pub fn status(&self) -> StatusCode {
        match self {
            Failure::Http(status, ..) => *status,
            Failure::Refused(refusal) => match &**refusal {
                Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::NotFound => StatusCode::NOT_FOUND,
                Refusal::Unauthenticated => StatusCode::UNAUTHORIZED,
                Refusal::Forbidden { .. } => StatusCode::FORBIDDEN,
                Refusal::Conflict { .. } | Refusal::AlreadyDecided { .. } => StatusCode::CONFLICT,
                Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Refusal::BrokenOff(_) => StatusCode::BAD_REQUEST,
                Refusal::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
                Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// Its stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Http(_, code, _) => code,
            Failure::Refused(refusal) => refusal.code(),
        }
    }

    /// What to say, as a sentence or two.
    pub fn detail(&self) -> String {
        match self {
            Failure::Http(_, _, detail) => detail.clone(),
            Failure::Refused(refusal) => match &**refusal {
                Refusal::Invalid(faults) => match faults.as_slice() {
                    [only] => only.detail.clone(),
                    many => format!("{} things are to be mended; see `errors`.", many.len()),
                },
                Refusal::NotFound => "There is nothing here, or nothing that you may know of.".into(),
                Refusal::Unauthenticated => "Sign in, or send a valid token.".into(),
                Refusal::Forbidden { detail, .. } | Refusal::Conflict { detail, .. } => detail.clone(),
                Refusal::AlreadyDecided { by, .. } => match by {
                    Some((_, name)) if !name.is_empty() => format!("This was decided by {name} already."),
                    _ => "This was decided already.".into(),
                },
                Refusal::TooMany { .. } => "That was too often. Please wait a while and try again.".into(),
                Refusal::BrokenOff(_) => "What was sent ends before its end. Please send it again.".into(),
                Refusal::Unavailable(_) => app::said::UNAVAILABLE.english.into(),
                Refusal::Internal(_) => {
                    "Something broke on our side. Nothing that you sent is lost or half done.".into()
                }
            },
        }
    }

    pub fn faults(&self) -> &[Fault] {
        match self {
            Failure::Refused(refusal) => match &**refusal {
                Refusal::Invalid(faults) => faults,
                _ => &[],
            },
            Failure::Http(..) => &[],
        }
    }

    /// How many seconds to wait.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Failure::Refused(refusal) => match &**refusal {
                Refusal::TooMany { retry_after } => Some(retry_after.as_secs().max(1)),
                Refusal::Unavailable(_) => Some(5),
                _ => None,
            },
            Failure::Http(StatusCode::SERVICE_UNAVAILABLE, ..) => Some(5),
            Failure::Http(..) => None,
        }
    }

    /// The problem document of RFC 9457; where it failed on our side, with the request's name in the log.
    fn problem(&self, request: Option<&RequestId>) -> Value {
        let status = self.status();
        let mut problem = Map::new();
        problem.insert("type".into(), json!("about:blank"));
        problem.insert("title".into(), json!(status.canonical_reason().unwrap_or("Error")));
        problem.insert("status".into(), json!(status.as_u16()));
        problem.insert("detail".into(), json!(self.detail()));
        problem.insert("code".into(), json!(self.code()));
        if let Some(id) = request {
            problem.insert("requestId".into(), json!(id.as_str()));
        }
        if !self.faults().is_empty() {
            let error = |fault: &Fault| json!({"pointer": fault.pointer, "detail": fault.detail});
            problem.insert("errors".into(), self.faults().iter().map(error).collect());
        }
        if let Failure::Refused(refusal) = self
            && let Refusal::AlreadyDecided { by, at } = &**refusal
        {
            let by = by.as_ref().map_or(json!("policy"), |(id, name)| json!({"id": id, "name": name}));
            problem.insert("decidedBy".into(), by);
            problem.insert("decidedAt".into(), json!(at));
        }
        Value::Object(problem)
    }
}

/// Gives every failed answer its words, by the face that the request wants.
pub(crate) async fn render(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (path, method) = (request.uri().path().to_owned(), request.method().clone());
    let headers = request.headers().clone();
    let peer = crate::extract::peer(&request);
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Failure>() else { return response };
    let failure = named(&site, failure).await;
    log(&failure, &path, &method);
    let id = id.filter(|_| failure.status().is_server_error());
    let is_api = path.starts_with("/api/");
    let mut answer = if is_api || prefers_json(&headers) {
        let body = failure.problem(id.as_ref()).to_string();
        let kind = HeaderValue::from_static("application/problem+json");
        (failure.status(), [(header::CONTENT_TYPE, kind)], body).into_response()
    } else {
        pages::problem(&site, &headers, peer, &failure, id.as_ref()).await
    };
    for (name, value) in response.headers() {
        // What the failed answer said beside its words, such as cookies, goes along.
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            answer.headers_mut().append(name, value.clone());
        }
    }
    if let Some(seconds) = failure.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if failure.status() == StatusCode::UNAUTHORIZED && is_api {
        let challenge = HeaderValue::from_static("Bearer, Basic realm=\"Ajar\", charset=\"UTF-8\"");
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Who decided is told by name; use cases know the id.
async fn named(site: &Site, failure: Failure) -> Failure {
    match failure {
        Failure::Refused(refusal) => match Arc::try_unwrap(refusal) {
            Ok(refusal) => app::decide_request::name_the_decider(&site.app, refusal).await.into(),
            Err(shared) => Failure::Refused(shared),
        },
        other => other,
    }
}

/// A 500 says nothing to the caller; the whole chain is logged, once.
fn log(failure: &Failure, path: &str, method: &http::Method) {
    if let Failure::Refused(refusal) = failure
        && let Refusal::Internal(error) | Refusal::Unavailable(error) = &**refusal
    {
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            chain.push_str(": ");
            chain.push_str(&inner.to_string());
            source = inner.source();
        }
        if failure.status() == StatusCode::SERVICE_UNAVAILABLE {
            tracing::error!(%method, route = redacted(path), error = chain, "the records do not answer");
        } else {
            tracing::error!(%method, route = redacted(path), error = chain, "a request failed");
        }
    }
}

/// Links carry secrets: a log line names the door, not the key.
pub(crate) fn redacted(path: &str) -> String {
    for door in ["/pickup/", "/decide/", "/invitation/", "/recovery/", "/requests/"] {
        if path.contains(door) && !path.contains("/admin/") {
            return format!("{door}…");
        }
    }
    path.to_owned()
}
