//! How operations refuse: which statuses follow from what they take, and the codes that each of them may carry.

use super::{Operation, operations};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Writes every refusal down, with an example for each of its codes.
pub(super) fn add(document: &mut Value) {
    for mut operation in operations(document) {
        let possible = possible(&operation);
        let codes = |status: &str, words: &str| codes(&operation, status, words);
        let said: BTreeMap<String, (String, Vec<String>)> = {
            let answers = operation.said.get("responses").and_then(Value::as_object);
            let own = answers.into_iter().flatten().filter(|(status, _)| status.starts_with(['4', '5']));
            let own = own.map(|(status, answer)| {
                (status.clone(), answer["description"].as_str().unwrap_or_default().to_owned())
            });
            let mut all: BTreeMap<String, String> =
                possible.iter().map(|(status, words)| ((*status).to_owned(), (*words).to_owned())).collect();
            all.extend(own);
            all.into_iter().map(|(status, words)| (status.clone(), (words.clone(), codes(&status, &words)))).collect()
        };
        let Some(answers) = operation.answers() else { continue };
        // What asks nothing of whoever is signed in refuses nobody.
        for (status, (words, codes)) in
            said.into_iter().filter(|(status, (_, codes))| status != "403" || !codes.is_empty())
        {
            answers.insert(status.clone(), problem(&status, &words, &codes));
        }
    }
}

/// What every operation can end in follows from what it takes.
fn possible(operation: &Operation<'_>) -> Vec<(&'static str, &'static str)> {
    let has_body = operation.said.contains_key("requestBody");
    let is_public = operation.path.starts_with("/api/public/");
    let mut possible = vec![("500", "Something broke; nothing is half done."), ("503", "Not now; see `Retry-After`.")];
    if is_secured(operation) {
        possible.push(("401", "Nobody is signed in, or the token is wrong."));
    } else if is_public && operation.method == "post" {
        possible.push(("401", "The token is wrong; none is needed."));
    }
    if is_secured(operation) || is_public && operation.method != "get" {
        possible.push(("403", "The caller may not do this."));
    }
    if operation.takes("path") {
        possible.push(("404", "There is no such thing, or the caller may not know of it."));
    }
    if has_body {
        possible.push(("400", "The body is not what it should be."));
        possible.push(("413", "The body is too large."));
        possible.push(("415", "The body is of another type."));
    }
    if has_body || operation.takes("query") || operation.has("Idempotency-Key") {
        possible.push(("422", "Understood, but wrong; every fault at once."));
    }
    possible
}

fn is_secured(operation: &Operation<'_>) -> bool {
    let needs = operation.said.get("security").and_then(Value::as_array);
    needs.is_some_and(|needs| needs.iter().any(|scheme| scheme.as_object().is_some_and(|scheme| !scheme.is_empty())))
}

/// The codes of a refusal: those that its words name, and those of every refusal of its kind.
fn codes(operation: &Operation<'_>, status: &str, words: &str) -> Vec<String> {
    let is_code =
        |word: &&str| word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let mut codes: Vec<String> = words.split('`').skip(1).step_by(2).filter(is_code).map(str::to_owned).collect();
    let changes = !matches!(operation.method, "get" | "head" | "options");
    let description = operation.description();
    let general: &[(&str, &str, bool)] = &[
        ("400", "malformed", true),
        ("401", "unauthenticated", true),
        ("403", "managers-only", description.contains("or managers and admins")),
        ("403", "admins-only", description.contains("or admins")),
        ("403", "token-scope", changes && (is_secured(operation) || operation.method == "post")),
        ("403", "foreign-origin", changes),
        ("404", "not-found", true),
        ("412", "precondition-failed", !operation.path.contains("/uploads")),
        ("413", "too-large", true),
        ("415", "unsupported-media-type", true),
        ("416", "range-not-satisfiable", true),
        ("422", "invalid", true),
        ("422", "idempotency-key-reused", operation.has("Idempotency-Key")),
        ("422", "idempotency-key-malformed", operation.has("Idempotency-Key")),
        ("429", "too-many-requests", true),
        ("500", "internal", true),
        ("503", "unavailable", true),
    ];
    for (_, code, _) in general.iter().filter(|(of, _, fits)| *of == status && *fits) {
        if !codes.iter().any(|known| known == code) {
            codes.push((*code).to_owned());
        }
    }
    codes
}

/// What is said with a code: an example, in the words of the program where they are the same for everybody.
fn detail(code: &str) -> Option<&'static str> {
    let known = [
        ("malformed", "The body is not JSON: it breaks at line 1, column 12."),
        ("token-scope", "This token may read and change nothing."),
        ("foreign-origin", "This was sent from another site. Open the page here and send it again."),
        ("precondition-failed", "It was changed since you read it. Read it again and repeat the change."),
        ("unknown-version", "Speak version 1.0.0 of the tus protocol: Tus-Resumable: 1.0.0."),
        ("too-large", "A JSON body may have up to 8 MB."),
        ("unsupported-media-type", "Send this as application/json."),
        ("range-not-satisfiable", "There are no bytes in this range."),
        ("invalid", "This must be an id: a whole number from 1."),
        ("idempotency-key-reused", "This Idempotency-Key was used with another body. Use a new key for a new request."),
        ("idempotency-key-malformed", "The Idempotency-Key must have 1 to 255 ASCII characters."),
        ("checksum-mismatch", "The bytes hash to something else than the checksum says. Send them again."),
        ("mail-taken", "There is a user with this address already."),
        ("slug-taken", "This slug is taken; choose another."),
        ("last-admin", "This is the only admin; make somebody else one first."),
        ("folder-not-empty", "There is something in this folder; empty it first."),
        ("invitation-accepted", "They have set a password already."),
        ("not-yours", "Only who wrote a note erases it, or a manager."),
        ("nothing-granted", "This request opens nothing now."),
        ("requester-mismatch", "The first and last name must be exactly those that this address was first used with."),
        ("set-by-environment", "ENABLE_PUBLIC_DOWNLOAD_REQUEST is set by the environment; change it there."),
        ("too-many-uploads", "Too many uploads are under way. Finish or end some of them first."),
        ("too-many-bytes", "More bytes came than were announced."),
        ("wrong-offset", "The upload stands elsewhere. Ask where, and go on from there."),
        ("too-many-webhooks", "There are 50 already; take one out that nobody needs."),
        ("webhook-off", "This webhook is switched off; switch it on first."),
        ("webhook-test", "This was a test; make a new one."),
        ("no-duplicate", "This upload does not wait for a decision."),
    ];
    let said = known.iter().find(|(known, _)| *known == code).map(|(_, words)| *words);
    said.or_else(|| app::said::ALL.iter().find(|words| words.code == code).map(|words| words.english))
}

/// A refusal, with an example for each code.
pub(super) fn problem(status: &str, words: &str, codes: &[String]) -> Value {
    let mut examples = Map::new();
    for code in codes {
        if detail(code).is_some() {
            examples.insert(code.clone(), json!({"$ref": format!("{EXAMPLES}{status}-{code}")}));
        }
    }
    let mut answer = json!({
        "description": words,
        "content": {"application/problem+json": {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "examples": examples,
        }},
    });
    if let Some(headers) = headers(status) {
        answer["headers"] = headers;
    }
    answer
}

/// Where the examples stand that answers refer to.
const EXAMPLES: &str = "#/components/examples/";

/// Writes down the examples that answers refer to, once each.
pub(super) fn add_examples(document: &mut Value) {
    let mut referred = BTreeSet::new();
    for mut operation in operations(document) {
        let answers = operation.answers().into_iter().flat_map(|answers| answers.values());
        let contents =
            answers.filter_map(|answer| answer["content"]["application/problem+json"]["examples"].as_object());
        let named = contents.flat_map(|examples| examples.values()).filter_map(|one| one["$ref"].as_str());
        referred.extend(named.filter_map(|one| one.strip_prefix(EXAMPLES)).map(str::to_owned));
    }
    let examples = referred.into_iter().filter_map(|name| {
        let (status, code) = name.split_once('-')?;
        let value = example(status, code, detail(code)?);
        Some((name, json!({"value": value})))
    });
    document["components"]["examples"] = Value::Object(examples.collect());
}

fn example(status: &str, code: &str, detail: &str) -> Value {
    let number: u16 = status.parse().unwrap_or_default();
    let title = StatusCode::from_u16(number).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error");
    let mut example = json!({"type": "about:blank", "title": title, "status": number, "detail": detail, "code": code});
    match code {
        "invalid" => example["errors"] = json!([{"pointer": "/mediaIds/1", "detail": detail}]),
        "mail-taken" | "requester-mismatch" => example["errors"] = json!([{"pointer": "/mail", "detail": detail}]),
        "slug-taken" => example["errors"] = json!([{"pointer": "/slug", "detail": detail}]),
        "already-decided" => {
            example["decidedBy"] = json!({"id": 8, "name": "Ann Archer"});
            example["decidedAt"] = json!("2026-05-04T08:15:00Z");
        }
        _ => {}
    }
    example
}

/// What a refusal says in its headers.
fn headers(status: &str) -> Option<Value> {
    let header = |words: &str, schema: Value, example: Value| json!({"description": words, "required": true, "schema": schema, "example": example});
    match status {
        "401" => Some(json!({"WWW-Authenticate": header(
            "How to sign in.", json!({"type": "string"}), json!("Bearer, Basic realm=\"Ajar\", charset=\"UTF-8\""),
        )})),
        "429" | "503" => Some(json!({"Retry-After": header(
            "After how many seconds to try again.", json!({"type": "integer", "minimum": 1}), json!(900),
        )})),
        _ => None,
    }
}
