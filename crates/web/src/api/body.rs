//! Reading JSON bodies: what is not JSON is refused at once; what is JSON but wrong is noted, fault by fault, each with its
//! pointer, so that all of them are told together.

use crate::{Site, failure::Failure};
use app::{Fault, idempotency::Idempotency, refusal::Faults};
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use domain::{Timestamp, text};
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};
use std::{fmt::Display, str::FromStr, sync::LazyLock};

/// The most that a JSON body may have.
const LONGEST: usize = 8 * 1024 * 1024;

/// The largest id: numbers of JSON are exact up to here.
pub(super) const LARGEST_ID: i64 = (1 << 53) - 1;

/// Whether a number can be an id.
pub(super) fn is_id(number: &i64) -> bool {
    (1..=LARGEST_ID).contains(number)
}

/// What to say of what is no id.
pub(super) const NO_ID: &str = "This must be an id: a whole number from 1.";

/// What stands in for an element that is no id, so that the others keep their places; there is no such row.
const UNREADABLE: i64 = -1;

/// A JSON body, and its bytes as they came.
pub(super) struct Json {
    value: Value,
    bytes: Bytes,
}

impl FromRequest<Site> for Json {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Failure> {
        let is_patch = request.method() == http::Method::PATCH;
        check_type(request.headers(), is_patch)?;
        let bytes = read(request).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Failure::bad_request(format!("The body is not JSON: it breaks at line {line}, column {column}."))
        })?;
        Ok(Self { value, bytes })
    }
}

/// A JSON body that may be left out; then it counts as `{}`.
pub(super) struct OptionalJson(pub Json);

impl FromRequest<Site> for OptionalJson {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Failure> {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            return Json::from_request(request, site).await.map(Self);
        }
        let bytes = read(request).await?;
        if !bytes.is_empty() {
            return Err(unsupported());
        }
        Ok(Self(Json { value: Value::Object(Map::new()), bytes }))
    }
}

fn check_type(headers: &HeaderMap, is_patch: bool) -> Result<(), Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let fits = kind.eq_ignore_ascii_case("application/json")
        || (is_patch && kind.eq_ignore_ascii_case("application/merge-patch+json"));
    if fits { Ok(()) } else { Err(unsupported()) }
}

fn unsupported() -> Failure {
    let detail = "Send this as application/json.";
    Failure::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail.into())
}

async fn read(request: Request) -> Result<Bytes, Failure> {
    let too_large =
        || Failure::Http(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "A JSON body may have up to 8 MB.".into());
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if declared.is_some_and(|length: u64| length > LONGEST as u64) {
        return Err(too_large());
    }
    let mut stream = request.into_body().into_data_stream();
    let mut bytes = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::bad_request("The body broke off."))?;
        if bytes.len() + chunk.len() > LONGEST {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

impl Json {
    /// The body as an object that may have these members; anything else is a fault.
    pub fn object(&self, known: Known, faults: &mut Faults) -> Object<'_> {
        Object::of(&self.value, String::new(), known, faults)
    }

    /// The `Idempotency-Key` beside this body.
    pub fn idempotency(&self, headers: &HeaderMap) -> Result<Option<Idempotency>, Failure> {
        let Some(key) = idempotency_key(headers) else { return Ok(None) };
        Ok(Some(Idempotency::new(&key, &self.bytes)?))
    }

    /// The same, where the address names something too: the key belongs to both.
    pub fn idempotency_about(&self, headers: &HeaderMap, about: impl Display) -> Result<Option<Idempotency>, Failure> {
        let Some(key) = idempotency_key(headers) else { return Ok(None) };
        Ok(Some(Idempotency::new(&key, &[about.to_string().as_bytes(), b" ", &self.bytes].concat())?))
    }
}

/// The `Idempotency-Key` as it was sent.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    // What is not ASCII becomes what is refused as malformed.
    headers.get("idempotency-key").map(|key| key.to_str().map_or_else(|_| String::new(), str::to_owned))
}

/// The members that an object may have. One that is misspelt must not be passed over: what it was to narrow would widen.
pub(super) type Known = &'static [&'static str];

/// A JSON object whose fields are read one by one. `null` counts as left out.
#[derive(Clone)]
pub(super) struct Object<'a> {
    fields: &'a Map<String, Value>,
    at: String,
    known: Known,
    is_one: bool,
}

static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'a> Object<'a> {
    fn of(value: &'a Value, at: String, known: Known, faults: &mut Faults) -> Self {
        match value {
            Value::Object(fields) => {
                refuse_unknown(fields.keys(), &at, known, "member", faults);
                Self { fields, at, known, is_one: true }
            }
            _ => {
                faults.add(Fault::at(at.clone(), "This must be a JSON object."));
                Self { fields: &NOTHING, at, known, is_one: false }
            }
        }
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        debug_assert!(self.known.contains(&name), "{name} is read, but not among what may be sent");
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// A field as it is.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.get(name)
    }

    /// The pointer to a field.
    pub fn pointer(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    fn wrong<T>(&self, faults: &mut Faults, name: &str, detail: &str) -> Option<T> {
        faults.add(Fault::at(self.pointer(name), detail));
        None
    }

    /// Whether a field is there as `null`: a merge patch takes it away.
    pub fn takes_away(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(Value::is_null)
    }

    /// Notes the fields that a merge patch would take away, although they always have a value.
    pub fn keep(&self, faults: &mut Faults, names: Known) {
        for name in names.iter().filter(|name| self.takes_away(name)) {
            faults.add(Fault::at(self.pointer(name), "This can't be taken away."));
        }
    }

    /// Notes a field that is missing.
    pub fn require(&self, faults: &mut Faults, name: &str) {
        if self.is_one && self.get(name).is_none() {
            faults.add(Fault::at(self.pointer(name), "This is required."));
        }
    }

    /// A field with a text.
    pub fn text(&self, faults: &mut Faults, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            _ => self.wrong(faults, name, "This must be a string."),
        }
    }

    /// A field with a text that has to be there.
    pub fn required_text(&self, faults: &mut Faults, name: &str) -> Option<String> {
        self.require(faults, name);
        self.text(faults, name)
    }

    /// A field that is true or false.
    pub fn switch(&self, faults: &mut Faults, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(value) => Some(*value),
            _ => self.wrong(faults, name, "This must be true or false."),
        }
    }

    /// A field with an id.
    pub fn id<T>(&self, faults: &mut Faults, name: &str, of: fn(i64) -> T) -> Option<T> {
        match self.get(name)?.as_i64().filter(is_id) {
            Some(id) => Some(of(id)),
            None => self.wrong(faults, name, NO_ID),
        }
    }

    /// A field with a list of up to `most` ids. What is none keeps its place, so that pointers stay right.
    pub fn ids<T>(&self, faults: &mut Faults, name: &str, of: fn(i64) -> T, most: usize) -> Option<Vec<T>> {
        let list = self.list(faults, name, most)?;
        let mut ids = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            let id = value.as_i64().filter(is_id);
            if id.is_none() {
                faults.add(Fault::at(self.pointer(&format!("{name}/{index}")), NO_ID));
            }
            ids.push(of(id.unwrap_or(UNREADABLE)));
        }
        Some(ids)
    }

    /// A field with a list of up to `most` texts.
    pub fn texts(&self, faults: &mut Faults, name: &str, most: usize) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for (index, value) in self.list(faults, name, most)?.iter().enumerate() {
            match value.as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => faults.add(Fault::at(self.pointer(&format!("{name}/{index}")), "This must be a string.")),
            }
        }
        Some(texts)
    }

    fn list(&self, faults: &mut Faults, name: &str, most: usize) -> Option<&'a [Value]> {
        match self.get(name)? {
            Value::Array(list) if list.len() > most => {
                self.wrong(faults, name, &format!("This may have at most {most} elements."))
            }
            Value::Array(list) => Some(list),
            _ => self.wrong(faults, name, "This must be a list."),
        }
    }

    /// A field with one of the fixed words.
    pub fn word<T: FromStr<Err: Display>>(&self, faults: &mut Faults, name: &str) -> Option<T> {
        let text = self.text(faults, name)?;
        text.parse().map_err(|error| faults.add(Fault::at(self.pointer(name), unknown(error)))).ok()
    }

    /// A field with a list of fixed words.
    pub fn words<T: FromStr<Err: Display>>(&self, faults: &mut Faults, name: &str) -> Vec<T> {
        let mut words = Vec::new();
        for (index, value) in self.list(faults, name, 100).unwrap_or_default().iter().enumerate() {
            match value.as_str().map(str::parse) {
                Some(Ok(word)) => words.push(word),
                Some(Err(error)) => {
                    faults.add(Fault::at(self.pointer(&format!("{name}/{index}")), unknown(error)));
                }
                None => faults.add(Fault::at(self.pointer(&format!("{name}/{index}")), "This must be a string.")),
            }
        }
        words
    }

    /// A field with a moment.
    pub fn moment(&self, faults: &mut Faults, name: &str) -> Option<Timestamp> {
        let text = self.text(faults, name)?;
        let moment = Timestamp::parse(&text);
        if moment.is_none() {
            faults.add(Fault::at(self.pointer(name), NO_MOMENT));
        }
        moment
    }

    /// A field with an object that may have these members.
    pub fn object(&self, faults: &mut Faults, name: &str, known: Known) -> Option<Object<'a>> {
        self.get(name).map(|value| Object::of(value, self.pointer(name), known, faults))
    }

    /// A field with a list of objects that may have these members.
    pub fn objects(&self, faults: &mut Faults, name: &str, most: usize, known: Known) -> Option<Vec<Object<'a>>> {
        let list = self.list(faults, name, most)?;
        let at = |index: usize| self.pointer(&format!("{name}/{index}"));
        Some(list.iter().enumerate().map(|(index, value)| Object::of(value, at(index), known, faults)).collect())
    }
}

/// Notes the names that are not among the known ones, and which one may have been meant.
pub(super) fn refuse_unknown<'n>(
    names: impl Iterator<Item = &'n String>,
    at: &str,
    known: &[&str],
    what: &str,
    faults: &mut Faults,
) {
    for name in names.filter(|name| !known.contains(&name.as_str())) {
        let meant = text::nearest(name, known.iter().copied());
        let perhaps = meant.map(|meant| format!("; perhaps `{meant}`?")).unwrap_or_else(|| ".".to_owned());
        // Only the beginning of what may be megabytes; escaped as RFC 6901 wants it.
        let shown: String = name.chars().take(100).collect();
        let pointer = format!("{at}/{}", shown.replace('~', "~0").replace('/', "~1"));
        faults.add(Fault::at(pointer, format!("There is no such {what} to be sent here{perhaps}")));
    }
}

/// What to say of a text that is no moment.
pub(super) const NO_MOMENT: &str = "This must be a time such as 2026-12-31T23:59:59Z, or a date.";

/// What to say of a word that is none of the allowed ones.
pub(super) fn unknown(error: impl Display) -> String {
    format!("This {error}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AssetId, Verdict};
    use serde_json::json;

    fn read(value: Value) -> Json {
        Json { bytes: Bytes::new(), value }
    }

    fn pointers(faults: Faults) -> Vec<String> {
        match faults.check() {
            Err(app::Refusal::Invalid(faults)) => faults.into_iter().map(|fault| fault.pointer).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn every_fault_is_noted_at_its_place() {
        let body =
            read(json!({"mediaIds": [1, "2", 3.5, 18446744073709551615u64, null], "reason": 7, "decision": "yes"}));
        let mut faults = Faults::default();
        let object = body.object(&["mediaIds", "reason", "decision", "mail"], &mut faults);
        let ids = object.ids(&mut faults, "mediaIds", AssetId, 10).unwrap();
        assert_eq!((ids.len(), ids[0]), (5, AssetId(1)));
        assert_eq!(object.required_text(&mut faults, "reason"), None);
        assert_eq!(object.required_text(&mut faults, "mail"), None);
        assert_eq!(object.word::<Verdict>(&mut faults, "decision"), None);
        let expected = ["/mediaIds/1", "/mediaIds/2", "/mediaIds/3", "/mediaIds/4", "/reason", "/mail", "/decision"];
        assert_eq!(pointers(faults), expected);
    }

    #[test]
    fn null_counts_as_left_out() {
        let body = read(json!({"mediaIds": null, "message": null}));
        let mut faults = Faults::default();
        let object = body.object(&["mediaIds", "message"], &mut faults);
        assert_eq!(object.ids(&mut faults, "mediaIds", AssetId, 10), None);
        assert_eq!(object.text(&mut faults, "message"), None);
        assert!(object.takes_away("message") && faults.is_empty());
    }

    #[test]
    fn a_body_that_is_no_object_is_one_fault() {
        let body = read(json!([1]));
        let mut faults = Faults::default();
        body.object(&["reason"], &mut faults).required_text(&mut faults, "reason");
        assert_eq!(pointers(faults), [""]);
    }

    #[test]
    fn a_member_that_nobody_knows_is_a_fault_and_a_slip_is_told_what_was_meant() {
        let body = read(json!({"mediaids": [1], "colour": null, "a/b": 1, "mediaIds": [1]}));
        let mut faults = Faults::default();
        body.object(&["mediaIds", "decision"], &mut faults);
        let Err(app::Refusal::Invalid(faults)) = faults.check() else { panic!("nothing was noted") };
        let told: Vec<(&str, &str)> = faults.iter().map(|fault| (&*fault.pointer, &*fault.detail)).collect();
        let expected = [
            ("/a~1b", "There is no such member to be sent here."),
            ("/colour", "There is no such member to be sent here."),
            ("/mediaids", "There is no such member to be sent here; perhaps `mediaIds`?"),
        ];
        assert_eq!(told, expected);
    }
}
