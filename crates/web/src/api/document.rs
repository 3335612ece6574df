//! The OpenAPI document: generated from the handlers, the same bytes wherever it is shown.

use super::schema::{Problem, ProblemError};
use std::sync::LazyLock;
use utoipa::{
    OpenApi as _,
    openapi::{
        ContentBuilder, OpenApi, Ref, RefOr, Response,
        path::{Operation, ParameterIn, PathItem},
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
        (name = "selection", description = "The caller's basket."),
        (name = "technical properties", description = "The named switches of the installation."),
        (name = "events", description = "The history."),
        (name = "insights", description = "What is asked for and taken, by whom and why."),
        (name = "document", description = "This document."),
    )
)]
struct Head;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = Head::openapi();
    let (_, paths) = super::described().split_for_parts();
    document.merge(paths);
    secure(&mut document);
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            add_problems(operation);
        }
    }
    // Strings, lists and maps with string keys: nothing in it can fail to be written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
});

/// The OpenAPI document as JSON: what is served, printed and committed.
pub fn openapi() -> String {
    DOCUMENT.clone()
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

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete, &mut item.head, &mut item.options]
        .into_iter()
        .filter_map(Option::as_mut)
}

/// Every operation can end in problems; which, follows from what it takes.
fn add_problems(operation: &mut Operation) {
    let takes = |place: ParameterIn| {
        let parameters = operation.parameters.iter().flatten();
        parameters
            .filter_map(|parameter| match parameter {
                RefOr::T(parameter) => Some(&parameter.parameter_in),
                _ => None,
            })
            .any(|found| *found == place)
    };
    let has_body = operation.request_body.is_some();
    let mut problems = vec![("500", "Something broke; nothing is half done."), ("503", "Not now; see `Retry-After`.")];
    if operation.security.as_ref().is_some_and(|security| !security.is_empty()) {
        problems.push(("401", "Nobody is signed in, or the token is wrong."));
        problems.push(("403", "The caller may not do this."));
    }
    if takes(ParameterIn::Path) {
        problems.push(("404", "There is no such thing, or the caller may not know of it."));
    }
    if has_body {
        problems.push(("400", "The body is not what it should be."));
        problems.push(("413", "The body is too large."));
        problems.push(("415", "The body is of another type."));
    }
    if has_body || takes(ParameterIn::Query) {
        problems.push(("422", "Understood, but wrong; every fault at once."));
    }
    for (status, words) in problems {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(Response::new(words)));
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && (status.starts_with('4') || status.starts_with('5'))
            && response.content.is_empty()
        {
            let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            response.content.insert("application/problem+json".to_owned(), problem.into());
        }
    }
}
