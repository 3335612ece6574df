//! What holds for every schema: how large an id is, how long a text may be, what may be left out or taken away.

use super::{operations, referred};
use crate::api::body::LARGEST_ID;
use domain::{question, text};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Writes down what the types of the program do not say.
pub(super) fn tighten(document: &mut Value) {
    name_items(document);
    let sent = reached(document, Reaching::Requests);
    let shown = reached(document, Reaching::Answers);
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for (name, schema) in schemas.iter_mut() {
        if sent.contains(name) && schema["type"] == "object" {
            limit(name, schema);
            // What a program misspells is refused.
            if !shown.contains(name) {
                schema["additionalProperties"] = json!(false);
            }
        }
        bound_ids(schema);
    }
    for operation in operations(document) {
        for parameter in operation.said.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            let schema = &mut parameter["schema"];
            never_null(schema);
            for (key, value) in limits("Parameter", &name) {
                schema[key] = value;
            }
            if is_id(&name) {
                bound(schema);
            }
        }
        for (kind, content) in operation.said.get_mut("requestBody").into_iter().flat_map(contents) {
            if !kind.contains("json") && !kind.starts_with("multipart/") {
                content["schema"] = json!({"type": "string", "format": "binary"});
            }
        }
        let answers = operation.said.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten();
        for (_, answer) in answers {
            for (_, content) in contents(answer).filter(|(kind, _)| kind.as_str() == "*/*") {
                *content = json!({});
            }
        }
    }
}

fn contents(of: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    of.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten()
}

fn properties(of: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    of.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten()
}

/// The items of lists are what they are called, so that programs that are generated know them by one name.
fn name_items(document: &mut Value) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let known: BTreeSet<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas.iter_mut() {
        if let Some(item) = name.strip_prefix("List_").filter(|item| known.contains(*item)) {
            schema["properties"]["items"]["items"] = json!({"$ref": format!("#/components/schemas/{item}")});
        }
    }
}

#[derive(Clone, Copy)]
enum Reaching {
    Requests,
    Answers,
}

/// The components that bodies are made of.
fn reached(document: &mut Value, from: Reaching) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for operation in operations(document) {
        let of = match from {
            Reaching::Requests => operation.said.get("requestBody"),
            Reaching::Answers => operation.said.get("responses"),
        };
        of.into_iter().for_each(|of| references(of, &mut found));
    }
    loop {
        let before = found.len();
        for name in found.clone() {
            references(&document["components"]["schemas"][&name], &mut found);
        }
        if found.len() == before {
            return found;
        }
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = referred(value) {
        found.insert(name.to_owned());
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| references(field, found)),
        Value::Array(list) => list.iter().for_each(|one| references(one, found)),
        _ => {}
    }
}

fn is_id(name: &str) -> bool {
    name == "id" || name == "note" || name.ends_with("Id")
}

fn bound(schema: &mut Value) {
    let types = [&schema["type"], &schema["type"][0]];
    if types.iter().any(|kind| **kind == "integer") {
        schema["minimum"] = json!(1);
        schema["maximum"] = json!(LARGEST_ID);
    }
}

/// Ids are numbers that JSON keeps exactly.
fn bound_ids(schema: &mut Value) {
    for (name, property) in properties(schema) {
        if is_id(name) {
            bound(property);
        } else if let (true, Some(items)) = (name.ends_with("Ids") || name == "ids", property.get_mut("items")) {
            bound(items);
        }
    }
}

/// What always has a value: a merge patch can change it, but not take it away.
const KEPT: &[&str] = &[
    "MediaPatch.title",
    "FolderPatch.name",
    "KitPatch.title",
    "KitPatch.slug",
    "KitPatch.privacy",
    "KitPatch.password",
    "KitPatch.downloadPolicy",
    "PortalPatch.title",
    "PortalPatch.slug",
    "PortalPatch.privacy",
    "PortalPatch.password",
    "PortalPatch.downloadPolicy",
    "UserPatch.mail",
    "UserPatch.role",
    "UserPatch.responsibleForExternalUsers",
    "UserPatch.firstName",
    "ExternalUserPatch.firstName",
    "ExternalUserPatch.lastName",
    "SavedReplyPatch.title",
    "SavedReplyPatch.text",
];

fn limit(of: &str, schema: &mut Value) {
    for (name, property) in properties(schema) {
        if KEPT.contains(&format!("{of}.{name}").as_str()) {
            never_null(property);
        }
        for (key, value) in limits(of, name) {
            property[key] = value;
        }
    }
}

fn never_null(schema: &mut Value) {
    let only = |list: &Value, is_null: fn(&Value) -> bool| match list.as_array().map(Vec::as_slice) {
        Some([one, null]) | Some([null, one]) if is_null(null) => Some(one.clone()),
        _ => None,
    };
    if let Some(one) = only(&schema["type"], |kind| kind == "null") {
        schema["type"] = one;
    }
    if let Some(one) = only(&schema["oneOf"], |schema| schema["type"] == "null") {
        *schema = one;
    }
}

/// How long a text or a list may be, by its name; first of one schema, then of all.
fn limits(of: &str, name: &str) -> Map<String, Value> {
    let texts = |fewest: usize, most: usize| json!({"minLength": fewest, "maxLength": most});
    let message = || json!({"maxLength": text::LONGEST_MESSAGE});
    let said = match (of, name) {
        ("NewSection", "title" | "text") => json!({}),
        ("NewSection", "mediaIds") => json!({"maxItems": 100_000}),
        ("NewToken", "name") => texts(1, 100),
        ("NewSavedReply" | "SavedReplyPatch", "title") => texts(1, app::saved_replies::LONGEST_TITLE),
        ("NewNote", "text") => texts(1, app::note_request::LONGEST_NOTE),
        ("NewExternalUserNote" | "NewSavedReply" | "SavedReplyPatch", "text") => texts(1, text::LONGEST_MESSAGE),
        ("NewResponsible", "note") => json!({"maxLength": app::note_request::LONGEST_NOTE}),
        ("NewQuestion", "id") => json!({"pattern": SLUG, "maxLength": 80}),
        ("NewDecisions" | "NewRevocations", "ids") => json!({"maxItems": app::decide_request::MOST_AT_ONCE}),
        ("NewKit" | "KitPatch" | "NewPortal" | "PortalPatch" | "MediaPatch", "title") => texts(1, 200),
        ("NewFolder" | "FolderPatch", "name") => json!({"minLength": 1, "maxLength": 200, "pattern": "^[^/]+$"}),
        ("NewUser", "lastName") | ("UserPatch", "lastName") => json!({"maxLength": 200}),
        ("NewUser", "password") => json!({"minLength": 10, "maxLength": 1_000}),
        ("UploadDecision", "decision") => json!({"enum": ["keep", "skip"]}),
        ("Parameter", "size") => json!({}),
        ("Parameter", "cursor") => json!({"minLength": 1}),
        ("Parameter", "sort") => json!({"enum": ["created", "-created"], "default": "-created"}),
        ("Parameter", "type") => json!({"pattern": "^[A-Za-z0-9.-]+$"}),
        ("Parameter", "format") => json!({"enum": ["jpeg", "png", "webp"]}),
        ("Parameter", "width") => json!({"enum": [512, 640, 1024, 1280, 1920, 2048, 2560, 3840, 4096]}),
        ("Parameter", "reference") => texts(1, 200),
        ("Parameter", "Idempotency-Key") => json!({"minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"}),
        ("Parameter", "Upload-Length" | "Upload-Offset") => json!({"minimum": 0}),
        ("Parameter", "Tus-Resumable") => json!({"enum": ["1.0.0"]}),
        (_, "password") => texts(1, 1_000),
        (_, "slug") => json!({"pattern": SLUG, "minLength": 1, "maxLength": 80}),
        (_, "accent") => json!({"pattern": "^#[0-9a-fA-F]{6}$"}),
        (_, "watermark") => json!({"maxLength": 80}),
        (_, "reason") => texts(1, text::LONGEST_MESSAGE),
        (_, "message") => message(),
        (_, "firstName" | "lastName") => texts(1, 200),
        (_, "mail") => texts(3, 254),
        (_, "licence" | "credit") => json!({"maxLength": 500}),
        (_, "label") => texts(1, question::LONGEST_LABEL),
        (_, "hint") => json!({"maxLength": question::LONGEST_LABEL}),
        (_, "options") => json!({"maxItems": question::MOST_OPTIONS}),
        (_, "questions") => json!({"maxItems": question::MOST_QUESTIONS}),
        (_, "sections") => json!({"maxItems": 1_000}),
        ("MediaPatch", "tags") => json!({"items": {"type": "string", "maxLength": 60}, "maxItems": 1_000}),
        (_, "answers") => json!({"additionalProperties": {"anyOf": [
            {"type": ["string", "boolean", "null"]}, {"type": "array", "items": {"type": "string"}},
        ]}}),
        (_, "mediaIds" | "kitIds") => json!({"maxItems": 10_000}),
        _ => json!({}),
    };
    match said {
        Value::Object(said) => said,
        _ => Map::new(),
    }
}

/// The words of addresses.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
