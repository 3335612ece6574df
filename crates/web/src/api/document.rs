//! The OpenAPI document: generated from the handlers, the same bytes wherever it is shown.
//!
//! What handlers say of themselves is gathered first; then every rule that holds for all of them is written down by one
//! module each: how they refuse, what conditions they know, how long a text may be, an example of everything.

mod conditions;
mod examples;
mod links;
mod problems;
mod schemas;

use super::schema::{Problem, ProblemError};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::LazyLock;
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Ajar",
        description = "The HTTP API of Ajar, the self-hosted download desk: who asks for which assets, who decides, and what may be downloaded.\n\n\
                       Times are RFC 3339 in UTC, ids are integers, references are unguessable strings. Errors are `application/problem+json` \
                       with a stable `code`; bad input is answered with every fault at once. What a caller may not know of looks like what does not exist.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    components(schemas(Problem, ProblemError)),
    tags(
        (name = "requests", description = "Download requests: the heart of the desk."),
        (name = "public requests", description = "Asking without an account, where the installation allows it."),
        (name = "grants", description = "What stands open for whom."),
        (name = "medias", description = "Assets and their bytes."),
        (name = "uploads", description = "Large files through connections that break: the tus protocol, 1.0."),
        (name = "folders", description = "The tree in which assets live."),
        (name = "kits", description = "Curated sets of assets with a public page."),
        (name = "portals", description = "Branded pages that gather kits."),
        (name = "users", description = "People who sign in, and requesters who don't."),
        (name = "tokens", description = "One's own tokens, by which programs sign in, and sessions, by which browsers do."),
        (name = "saved replies", description = "Messages that are written again and again."),
        (name = "selection", description = "The caller's basket."),
        (name = "technical properties", description = "The named switches of the installation."),
        (name = "settings", description = "What the installation is called, speaks, lets through and keeps."),
        (name = "events", description = "The history."),
        (name = "insights", description = "What is asked for and taken, by whom and why."),
        (name = "webhooks", description = "Telling other programs what happens, by the Standard Webhooks specification."),
        (name = "document", description = "This document."),
    )
)]
struct Head;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = Head::openapi();
    let (_, paths) = super::described().split_for_parts();
    document.merge(paths);
    secure(&mut document);
    // Strings, lists and maps with string keys: nothing in it can fail to be written.
    let mut document = serde_json::to_value(&document).unwrap_or_default();
    problems::add(&mut document);
    conditions::add(&mut document);
    problems::add_examples(&mut document);
    schemas::tighten(&mut document);
    links::add(&mut document);
    examples::add(&mut document);
    serde_json::to_string_pretty(&InOrder::of(&mut document)).unwrap_or_default() + "\n"
});

/// The OpenAPI document as JSON: what is served, printed and committed.
pub fn openapi() -> String {
    DOCUMENT.clone()
}

/// The document in the order in which people read one.
#[derive(Serialize)]
struct InOrder {
    openapi: Value,
    info: Value,
    tags: Value,
    paths: Value,
    components: Value,
}

impl InOrder {
    fn of(document: &mut Value) -> Self {
        let mut part = |name: &str| document[name].take();
        Self {
            openapi: part("openapi"),
            info: part("info"),
            tags: part("tags"),
            paths: part("paths"),
            components: part("components"),
        }
    }
}

fn secure(document: &mut OpenApi) {
    let http =
        |scheme, words: &str| SecurityScheme::Http(HttpBuilder::new().scheme(scheme).description(Some(words)).build());
    let cookie = ApiKeyValue::with_description(
        "ajar_session",
        "The session of the pages; then unsafe methods have to come from the site itself.",
    );
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("bearer", http(HttpAuthScheme::Bearer, "A token."));
    components.add_security_scheme("basic", http(HttpAuthScheme::Basic, "The user's mail, with a token as password."));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}

/// One operation: its address, its method in small letters, and what is said of it.
struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    said: &'a mut Map<String, Value>,
}

impl Operation<'_> {
    /// Its name, for programs.
    fn id(&self) -> &str {
        self.said.get("operationId").and_then(Value::as_str).unwrap_or_default()
    }

    /// What people are told of it.
    fn description(&self) -> &str {
        self.said.get("description").and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether it takes parameters there: `path`, `query`, `header`.
    fn takes(&self, place: &str) -> bool {
        self.parameters().any(|parameter| parameter["in"] == place)
    }

    fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.said.get("parameters").and_then(Value::as_array).into_iter().flatten()
    }

    /// Whether it has a parameter of this name.
    fn has(&self, name: &str) -> bool {
        self.parameters().any(|parameter| parameter["name"] == name)
    }

    /// Its answers by their statuses.
    fn answers(&mut self) -> Option<&mut Map<String, Value>> {
        self.said.entry("responses").or_insert_with(|| Map::new().into()).as_object_mut()
    }

    /// Adds a parameter.
    fn add(&mut self, parameter: Value) {
        if let Some(list) = self.said.entry("parameters").or_insert_with(|| Value::Array(vec![])).as_array_mut() {
            list.push(parameter);
        }
    }
}

/// Every operation of the document.
fn operations(document: &mut Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object_mut().into_iter().flatten();
        methods.filter_map(move |(method, said)| Some(Operation { path, method, said: said.as_object_mut()? }))
    })
}

/// The name of the component that a schema refers to.
fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/components/schemas/")
}
