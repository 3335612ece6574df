//! Sending bytes: a file or an archive with ranges and validators, by `delivery`'s plans.

use crate::{Site, extract::Fields, failure::Failure, server::Outlet};
use app::{
    Refusal,
    download::{self, Archive, FileReader, Permit, Turn},
    metrics::Metrics,
    renditions,
};
use axum::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use delivery::{
    Answer, Representation, Span,
    disposition::attachment,
    stream::{self, Blocks, Reader, file, piece},
};
use futures_util::{Stream, StreamExt};
use http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use std::{convert::Infallible, io, sync::Arc};

/// What is asked of a download beside its address, and where its bytes may go.
pub(crate) struct Asked {
    pub method: Method,
    pub headers: HeaderMap,
    outlet: Outlet,
}

impl Asked {
    pub fn by(method: &Method, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let outlet = extensions.get().cloned().unwrap_or_default();
        Self { method: method.clone(), headers: headers.clone(), outlet }
    }

    /// How a body is cut.
    fn blocks(&self) -> Blocks {
        Blocks { outlet: self.outlet.clone().into_delivery(), ..Blocks::default() }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::by(&parts.method, &parts.headers, &parts.extensions))
    }
}

fn respond(answer: Answer, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}

/// What goes with every download: it is saved, not shown, and kept by no cache.
fn as_download(mut response: Response, filename: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, attachment(filename));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Sends the one file of a permit, as it is or as `format` and `width` of the query say, and counts it where content goes
/// out.
pub(crate) async fn hand_out(site: &Site, permit: &Permit, query: &Fields, asked: &Asked) -> Result<Response, Failure> {
    let (method, headers) = (&asked.method, &asked.headers);
    let asset = permit.assets().first().ok_or(Refusal::NotFound)?;
    let wanted = renditions::wished(asset, query.get("format"), query.get("width"))?;
    let file = match &wanted {
        Some(wanted) => renditions::file(&site.app, permit, wanted).await?,
        None => download::file(&site.app, permit).await?,
    };
    let answer = delivery::answer(method, headers, &file.representation);
    let counts = &site.app.metrics().downloads;
    if answer.sends_content() && method == Method::GET {
        counts.files.add(1);
        match &wanted {
            Some(wanted) => {
                download::count_rendition(&site.app, permit, wanted, file.representation.length).await?;
            }
            None => download::count_file(&site.app, permit).await?,
        }
    }
    if let Some(location) = &site.accel_redirect
        && wanted.is_none()
        && may_be_handed_over(method, headers, &answer)
    {
        counts.handed_over.add(1);
        return Ok(as_download(handed_over(&file.representation, location, &asset.blob_key)?, &file.filename));
    }
    let length = file.representation.length;
    let turn = if is_small(&answer) { None } else { download::turn(&site.app, permit).await };
    let flow = Some(Flow::begins(site, turn));
    Ok(as_download(stream_file(answer, file.blob, length, asked.blocks(), flow).await?, &file.filename))
}

/// What is no longer than this goes out in one piece, read where it is asked for, and waits for no turn.
const SMALL: u64 = 256 * 1024;

/// Whether a web server in front of this may send the bytes in its place. It cuts out ranges itself, but does not know our
/// tags, which `If-Range` compares.
fn may_be_handed_over(method: &Method, headers: &HeaderMap, answer: &Answer) -> bool {
    method == Method::GET && answer.sends_content() && !is_small(answer) && !headers.contains_key(header::IF_RANGE)
}

/// The answer that leaves the bytes to the web server in front of this.
fn handed_over(representation: &Representation, location: &str, blob_key: &str) -> Result<Response, Failure> {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let place = HeaderValue::from_str(&format!("{location}/{blob_key}")).map_err(Refusal::internal)?;
    headers.insert("x-accel-redirect", place);
    headers.insert(header::CONTENT_TYPE, representation.content_type.clone());
    headers.insert(header::ETAG, representation.etag.header());
    Ok(response)
}

/// Whether an answer goes out in one piece.
fn is_small(answer: &Answer) -> bool {
    match answer.body.as_slice() {
        _ if !answer.sends_content() => true,
        [Span::Content(range)] => range.end - range.start <= SMALL,
        _ => false,
    }
}

async fn stream_file(
    answer: Answer,
    blob: FileReader,
    length: u64,
    blocks: Blocks,
    flow: Option<Flow>,
) -> Result<Response, Failure> {
    let body = match answer.body.as_slice() {
        _ if !answer.sends_content() => Body::empty(),
        [Span::Content(range)] if is_small(&answer) && blob.size() == length => {
            let wanted = usize::try_from(range.end - range.start).map_err(Refusal::internal)?;
            // A whole one may stay in memory; a part of one is read into memory that was used before.
            let bytes = match range.end - range.start == length {
                true => blob.read_at(range.start, wanted).await,
                false => piece(&blob, range.start, wanted).await,
            };
            let bytes = bytes.map_err(download::unreadable)?;
            if let Some(flow) = &flow {
                flow.gave(bytes.len());
            }
            Body::from(bytes)
        }
        spans => {
            let stream = file(blob, length, spans.to_vec(), blocks).map_err(Refusal::internal)?;
            Body::from_stream(flowing(stream, flow))
        }
    };
    Ok(respond(answer, body))
}

/// A download under way: it holds its requester's turn until the last byte is taken, or nobody wants it any more.
struct Flow {
    metrics: Arc<Metrics>,
    /// Of the request, for the log: bytes flow when that is over.
    span: tracing::Span,
    _turn: Option<Turn>,
}

impl Flow {
    fn begins(site: &Site, turn: Option<Turn>) -> Self {
        let metrics = site.app.metrics().clone();
        metrics.downloads.open.rise();
        Self { metrics, span: tracing::Span::current(), _turn: turn }
    }

    fn gave(&self, bytes: usize) {
        self.metrics.downloads.bytes.add(bytes as u64);
    }

    /// The status is gone already: all that is left is to break off, and to say so here.
    fn broke(&self, error: &io::Error) {
        self.metrics.downloads.broken.add(1);
        tracing::error!(parent: &self.span, %error, "a download broke off: its bytes can't be read");
    }
}

impl Drop for Flow {
    fn drop(&mut self) {
        self.metrics.downloads.open.fall();
    }
}

/// Bytes that own their flow, which ends with them.
fn flowing(
    blocks: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    flow: Option<Flow>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    blocks.inspect(move |block| match (&flow, block) {
        (Some(flow), Ok(bytes)) => flow.gave(bytes.len()),
        (Some(flow), Err(error)) => flow.broke(error),
        (None, _) => {}
    })
}

/// Answers for an archive. What can't be read as planned fails before the first byte, and where only the head is asked for.
pub(crate) async fn send_archive(site: &Site, archive: &Archive, asked: &Asked) -> Result<Response, Failure> {
    let (plan, source) = (archive.plan(), archive.source());
    let answer = delivery::answer(&asked.method, &asked.headers, &plan.representation());
    if asked.method == Method::HEAD && answer.status == StatusCode::OK {
        archive.check(&[Span::Content(0..plan.length())]).await?;
    }
    let body = if answer.sends_content() {
        archive.check(&answer.body).await?;
        download::count_archive(&site.app, archive).await?;
        site.app.metrics().downloads.archives.add(1);
        let flow = Flow::begins(site, archive.turn(&site.app).await);
        Body::from_stream(flowing(stream::archive(plan, source, answer.body.clone(), asked.blocks()), Some(flow)))
    } else {
        Body::empty()
    };
    Ok(as_download(respond(answer, body), archive.filename()))
}

/// Sends a picture, shown inline; browsers keep it for a while and ask again by its tag.
pub(crate) async fn send_picture(
    method: &Method,
    headers: &HeaderMap,
    representation: Representation,
    blob: FileReader,
) -> Result<Response, Failure> {
    let length = representation.length;
    let answer = delivery::answer(method, headers, &representation);
    let mut response = stream_file(answer, blob, length, Blocks::default(), None).await?;
    let caching = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, caching);
    // A drawing is shown as pixels only, and even those never run anything.
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// An answer with a tag that answers 304 where the browser has it already.
pub(crate) fn tagged(headers: &HeaderMap, mut response: Response, tag: &str) -> Response {
    let Ok(value) = HeaderValue::from_str(tag) else { return response };
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let matches =
        known.flat_map(|line| line.split(',')).any(|candidate| candidate.trim().trim_start_matches("W/") == tag);
    if matches && response.status() == StatusCode::OK {
        let mut not_modified = StatusCode::NOT_MODIFIED.into_response();
        for name in [header::CACHE_CONTROL, header::VARY] {
            if let Some(kept) = response.headers().get(&name) {
                not_modified.headers_mut().insert(name, kept.clone());
            }
        }
        not_modified.headers_mut().insert(header::ETAG, value);
        return not_modified;
    }
    response.headers_mut().insert(header::ETAG, value);
    response
}
