//! What handlers are given: who stands at the door, checked places, forms that may repeat a field.

use crate::{Site, cookies::Cookie, failure::Failure};
use app::{
    Viewer,
    viewer::{Credentials, Reads},
};
use axum::{
    extract::{ConnectInfo, FromRequest, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, Method, header, request::Parts},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::TokenScope;
use serde::de::DeserializeOwned;
use std::net::{IpAddr, SocketAddr};
use words::Language;

/// Who stands at the door. Credentials that are expired or made up count as none, a wrong token is a 401, and one that may
/// only read is refused where something would change.
pub(crate) struct Door(pub Viewer);

impl FromRequestParts<Site> for Door {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let viewer = identify(site, &parts.headers, peer).await?;
        let is_safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if viewer.scope == TokenScope::Read && !is_safe {
            return Err(app::Refusal::forbidden("token-scope", "This token may read and change nothing.").into());
        }
        Ok(Door(viewer))
    }
}

pub(crate) async fn identify(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>) -> Result<Viewer, Failure> {
    Ok(app::viewer::identify(&site.app, credentials(site, headers, peer)).await?)
}

/// Whoever it is: in the language that they read.
pub(crate) fn identify_without_records(site: &Site, headers: &HeaderMap) -> Viewer {
    Viewer { reads: reads(site, headers), ..Viewer::default() }
}

pub(crate) fn peer(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// The network that a request comes from.
pub(crate) fn client_network(site: &Site, request: &Request) -> String {
    network(client(site, request.headers(), peer(request)))
}

fn credentials(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>) -> Credentials {
    let (basic_mail, token) = authorization(headers);
    Credentials {
        token,
        basic_mail,
        session: Cookie::Session.read(site, headers),
        requester: Cookie::Requester.read(site, headers),
        browser: Cookie::Browser.read(site, headers),
        unlocked: Cookie::read_unlocked(site, headers),
        network: network(client(site, headers, peer)),
        reads: reads(site, headers),
        agent: agent(headers),
    }
}

/// What a browser is called, as far as it says: "Firefox on Linux". Enough for its user to tell it from their others.
fn agent(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Most say that they are others too: who says more of itself comes first.
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name);
    let browser = named(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = named(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

fn reads(site: &Site, headers: &HeaderMap) -> Reads {
    let accepts = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Reads {
        chosen: Cookie::Language.read(site, headers).and_then(|tag| Language::parse(&tag)),
        accepts: accepts.unwrap_or_default().to_owned(),
    }
}

/// The mail and token of Basic, or the token of Bearer.
fn authorization(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some((scheme, rest)) =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(' '))
    else {
        return (None, None);
    };
    if scheme.eq_ignore_ascii_case("bearer") {
        return (None, Some(rest.trim().to_owned()));
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = STANDARD.decode(rest.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let pair = decoded.as_deref().and_then(|text| text.split_once(':'));
        // What can't be read is a wrong token, not none.
        let (mail, token) = pair.unwrap_or(("", ""));
        return (Some(mail.to_owned()), Some(token.to_owned()));
    }
    (None, None)
}

/// The address of the client: the peer's, or what trusted proxies say of it.
fn client(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
    let trusted = |address: IpAddr| site.trusted_proxies.iter().any(|network| network.contains(address));
    let mut client = peer?;
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = hops.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        if !trusted(client) {
            break;
        }
        let Ok(address) = hop.parse() else { break };
        client = address;
    }
    Some(client)
}

/// The address of the client, where it is known for certain. A proxy that nobody said is trusted may speak for anybody, even
/// from this machine.
pub(crate) fn unhidden_client(site: &Site, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
    let trusted = |address: IpAddr| site.trusted_proxies.iter().any(|network| network.contains(address));
    let speaks_for_another =
        ["x-forwarded-for", "forwarded", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    match headers.contains_key("x-forwarded-for") && peer.is_some_and(trusted) {
        true => client(site, headers, peer),
        false => peer.filter(|_| !speaks_for_another),
    }
}

/// The network that limits count: an IPv4 address or an IPv6 /64.
fn network(client: Option<IpAddr>) -> String {
    match client.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => String::new(),
    }
}

/// Whether a client prefers JSON to HTML: a program, not a browser.
pub(crate) fn prefers_json(headers: &HeaderMap) -> bool {
    let json = quality(headers, "application/json").max(quality(headers, "application/problem+json"));
    json > quality(headers, "text/html")
}

/// Whether a client asks for a table rather than JSON.
pub(crate) fn prefers_csv(headers: &HeaderMap) -> bool {
    quality(headers, "text/csv") > quality(headers, "application/json")
}

/// How much a client wants a type by name, from 0 to 1.
fn quality(headers: &HeaderMap, kind: &str) -> f32 {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept
        .split(',')
        .filter_map(|part| {
            let mut words = part.split(';').map(str::trim);
            let matches = words.next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
            let quality = words.find_map(|word| word.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
            matches.then_some(quality.unwrap_or(1.0))
        })
        .fold(0.0, f32::max)
}

/// The parameters of an address. What can't be read as what it should be names nothing.
pub(crate) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let read = axum::extract::Path::from_request_parts(parts, site).await;
        read.map(|axum::extract::Path(params)| Self(params)).map_err(|_| app::Refusal::NotFound.into())
    }
}

/// The parts of a place's address: `/portals/{portal}/kits/{kit}/assets/{id}/preview/{width}`, as far as they are there.
#[derive(Debug, Default)]
pub(crate) struct PlacePath {
    pub portal: Option<String>,
    pub kit: Option<String>,
    pub id: Option<i64>,
    pub width: Option<u32>,
}

impl FromRequestParts<Site> for PlacePath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let not_found = || Failure::from(app::Refusal::NotFound);
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| not_found())?;
        let mut path = PlacePath::default();
        for (name, value) in &params {
            match name {
                "portal" => path.portal = Some(value.to_owned()),
                "kit" => path.kit = Some(value.to_owned()),
                "id" => path.id = Some(value.parse().map_err(|_| not_found())?),
                "width" => path.width = Some(value.parse().map_err(|_| not_found())?),
                _ => {}
            }
        }
        Ok(path)
    }
}

/// A form or a query whose fields may be repeated, in order.
#[derive(Debug, Default, Clone)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`.
    pub fn parse(text: &str) -> Self {
        let decode =
            |part: &str| percent_encoding::percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (decode(name), decode(value)))
                .collect(),
        )
    }

    /// These fields before the ones that are here: they are found first.
    pub fn after(self, mut first: Vec<(String, String)>) -> Self {
        first.extend(self.0);
        Self(first)
    }

    /// The first value of a field; empty where it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// The first value of a field, where it is there; it may be empty.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a field, where it is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    pub fn every<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// All fields with their values, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The values of the fields whose names begin so, by the rest of their names.
    pub fn below(&self, beginning: &str) -> std::collections::BTreeMap<String, Vec<String>> {
        let mut found = std::collections::BTreeMap::<String, Vec<String>>::new();
        for (name, value) in &self.0 {
            if let Some(rest) = name.strip_prefix(beginning) {
                found.entry(rest.to_owned()).or_default().push(value.clone());
            }
        }
        found
    }

    /// Every value of a field as an id; what is none is refused.
    pub fn ids<T: std::str::FromStr>(&self, name: &str) -> Result<Vec<T>, Failure> {
        let wrong = || Failure::from(app::Refusal::said(format!("/{name}"), &app::said::ID_UNREADABLE));
        self.every(name).map(|text| text.parse().map_err(|_| wrong())).collect()
    }
}

/// The most that a form may have.
const LONGEST_FORM: usize = 2 * 1024 * 1024;

/// A sent form, urlencoded or multipart (whose files are passed over).
pub(crate) struct Form(pub Fields);

impl FromRequest<Site> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return multipart(request, site).await.map(Form);
        }
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            let detail = "Send this as application/x-www-form-urlencoded or multipart/form-data.";
            return Err(Failure::Http(
                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                detail.into(),
            ));
        }
        let bytes = axum::body::to_bytes(request.into_body(), LONGEST_FORM).await.map_err(|_| too_large())?;
        Ok(Form(Fields::parse(&String::from_utf8_lossy(&bytes))))
    }
}

fn too_large() -> Failure {
    Failure::Http(http::StatusCode::PAYLOAD_TOO_LARGE, "too-large", "This is more than a form may have: 2 MB.".into())
}

async fn multipart(request: Request, site: &Site) -> Result<Fields, Failure> {
    let unreadable = || Failure::bad_request("The form can't be read.");
    let mut parts = axum::extract::Multipart::from_request(request, site).await.map_err(|_| unreadable())?;
    let mut fields = Vec::new();
    let mut total = 0;
    while let Some(field) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        let value = field.text().await.map_err(|_| unreadable())?;
        total += name.len() + value.len();
        if total > LONGEST_FORM {
            return Err(too_large());
        }
        fields.push((name, value));
    }
    Ok(Fields(fields))
}

/// The query of an address, whose fields may be repeated.
pub(crate) struct Query(pub Fields);

impl FromRequestParts<Site> for Query {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Failure> {
        Ok(Query(Fields::parse(parts.uri.query().unwrap_or_default())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(accept: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, http::HeaderValue::from_static(accept))])
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_that_asks_for_json_gets_json() {
        assert!(!prefers_json(&accepting("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")));
        assert!(!prefers_json(&accepting("*/*")));
        assert!(!prefers_json(&HeaderMap::new()));
        assert!(prefers_json(&accepting("application/json")));
        assert!(prefers_json(&accepting("application/problem+json, text/html;q=0.5")));
        assert!(prefers_csv(&accepting("text/csv")));
        assert!(!prefers_csv(&accepting("application/json, text/csv;q=0.5")));
        assert!(!prefers_csv(&accepting("*/*")));
    }

    #[test]
    fn a_field_may_be_repeated() {
        let fields = Fields::parse("mediaId=1&mediaId=22&message=a+b%26c&empty");
        assert_eq!(fields.every("mediaId").collect::<Vec<_>>(), ["1", "22"]);
        assert_eq!(fields.text("message"), "a b&c");
        assert_eq!(fields.get("empty"), None);
    }

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let agent = |said: &'static str| {
            agent(&HeaderMap::from_iter([(header::USER_AGENT, http::HeaderValue::from_static(said))]))
        };
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
        let safari =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1";
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0";
        let cases =
            [(firefox, "Firefox on Linux"), (safari, "Safari on iPhone"), (edge, "Edge on Windows"), ("curl/8", "")];
        for (said, name) in cases {
            assert_eq!(agent(said), name);
        }
    }

    #[test]
    fn an_ipv6_network_is_a_64() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().ok()), "2001:db8:1:2::/64");
        assert_eq!(network("::ffff:192.0.2.1".parse().ok()), "192.0.2.1");
    }
}
