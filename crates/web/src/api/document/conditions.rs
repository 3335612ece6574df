//! What is read and changed on a condition: `ETag` with `If-None-Match` and `If-Match`.

use super::{Operation, operations};
use serde_json::{Value, json};

/// The resources that have a tag. Who changes one may say which state of it they saw.
const TAGGED: &[&str] = &[
    "/api/dam/medias/{id}",
    "/api/dam/folders/{id}",
    "/api/dam/kits/{id}",
    "/api/dam/portals/{id}",
    "/api/dam/users/{id}",
    "/api/dam/saved-replies/{id}",
    "/api/dam/settings",
    "/api/dam/webhooks/{id}",
];

/// The bytes of an asset have one too: of what they are, not of what is said of them.
const BYTES: &str = "/api/dam/medias/{id}/content";

/// Writes the conditions down that these resources know.
pub(super) fn add(document: &mut Value) {
    for mut operation in operations(document) {
        let is_tagged = TAGGED.contains(&operation.path) || operation.path == BYTES;
        match operation.method {
            "get" if is_tagged => read(&mut operation),
            "patch" | "put" | "delete" if is_tagged => change(&mut operation),
            "post" => made(&mut operation),
            _ => {}
        }
    }
}

fn tag() -> Value {
    json!({
        "description": "The tag of this state, for `If-None-Match` and `If-Match`.",
        "schema": {"type": "string", "pattern": "^\"[!#-~]+\"$"},
        "example": "\"6f1f2c0a9b7d4e53a1c8d9e0f7b6a542\"",
    })
}

fn condition(name: &str, words: &str) -> Value {
    json!({
        "name": name, "in": "header", "required": false, "description": words,
        "schema": {"type": "string"}, "example": "\"6f1f2c0a9b7d4e53a1c8d9e0f7b6a542\"",
    })
}

fn read(operation: &mut Operation<'_>) {
    operation
        .add(condition("If-None-Match", "The tag of what the caller has: where it is the same, the answer is 304."));
    let Some(answers) = operation.answers() else { return };
    if let Some(answer) = answers.get_mut("200") {
        answer["headers"]["ETag"] = tag();
    }
    answers.insert("304".into(), json!({"description": "The caller has it.", "headers": {"ETag": tag()}}));
}

fn change(operation: &mut Operation<'_>) {
    operation
        .add(condition("If-Match", "The tag of what the caller saw: where it is another by now, nothing is done."));
    let Some(answers) = operation.answers() else { return };
    if let Some(answer) = answers.get_mut("200") {
        answer["headers"]["ETag"] = tag();
    }
    let refused =
        super::problems::problem("412", "It was changed since the caller saw it.", &["precondition-failed".to_owned()]);
    answers.insert("412".into(), refused);
}

/// Where something is that was made.
fn made(operation: &mut Operation<'_>) {
    let example =
        operation.path.to_owned() + if operation.path.contains("/public/") { "/9f86d081884c7d65" } else { "/37" };
    let Some(answer) = operation.answers().and_then(|answers| answers.get_mut("201")) else { return };
    answer["headers"]["Location"] = json!({
        "description": "Where it is.", "required": true,
        "schema": {"type": "string", "format": "uri-reference"},
        "example": example.replace("{id}", "37"),
    });
}
