//! An example of everything: of each parameter, each body and each answer, put together from examples of what they are
//! made of. One world for all of them: a museum that hands out its press pictures.

use super::{operations, referred};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Writes the examples down. What none is found for stays without, and a test tells of it.
pub(super) fn add(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    for operation in operations(document) {
        let id = operation.id().to_owned();
        for parameter in operation.said.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            let schema = &parameter["schema"];
            let example = schema.get("default").cloned().or_else(|| of_property(&schemas, &id, &name, schema));
            if let Some(example) = example.filter(|_| parameter.get("example").is_none()) {
                parameter["example"] = example;
            }
        }
        if let Some(body) = operation.said.get_mut("requestBody") {
            of_contents(&schemas, &id, body);
        }
        if let Some(answers) = operation.said.get_mut("responses").and_then(Value::as_object_mut) {
            answers.values_mut().for_each(|answer| of_contents(&schemas, &id, answer));
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object_mut().into_iter().flatten() {
        let example = of_schema(&schemas, name, schema);
        if let (Some(example), Some(said)) = (example, schema.as_object_mut()) {
            // The word of OpenAPI 3.0, as the handlers' types say it.
            said.remove("example");
            said.insert("examples".into(), json!([example]));
        }
    }
}

fn of_contents(schemas: &Value, of: &str, holder: &mut Value) {
    for (kind, content) in holder.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        let has_one = content.get("example").is_some() || content.get("examples").is_some();
        let is_told = kind.contains("json") || kind == "text/csv" || kind.starts_with("multipart/");
        if has_one || !is_told {
            continue;
        }
        let example = match kind == "text/csv" {
            true => Some(json!("id,status,createdAt\n1042,approved,2026-05-03T09:30:00Z\n")),
            false => of_schema(schemas, of, &content["schema"]),
        };
        if let Some(example) = example {
            content["example"] = example;
        }
    }
}

/// An example of a schema that stands in a component or an operation of this name.
fn of_schema(schemas: &Value, of: &str, schema: &Value) -> Option<Value> {
    if let Some(name) = referred(schema) {
        return of_schema(schemas, name, &schemas[name]);
    }
    if let Some(whole) = schema.get("example").or_else(|| WHOLE.get(of)) {
        return Some(whole.clone());
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.first().cloned();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            whole.append(of_schema(schemas, of, part)?.as_object_mut()?);
        }
        return Some(whole.into());
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(kinds) = schema[choice].as_array() {
            return kinds.iter().find(|kind| kind["type"] != "null").and_then(|kind| of_schema(schemas, of, kind));
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null")?.as_str()?,
        one => one.as_str()?,
    };
    match kind {
        "object" => {
            let mut whole = Map::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                whole.insert(name.clone(), of_property(schemas, of, name, property)?);
            }
            Some(whole.into())
        }
        "array" => Some(json!([of_schema(schemas, of, &schema["items"])?])),
        "boolean" => Some(json!(true)),
        _ => match schema["format"].as_str() {
            Some("date-time") => Some(json!("2026-05-03T09:30:00Z")),
            Some("date") => Some(json!("2026-05-03")),
            _ => None,
        },
    }
}

/// An example of a member or parameter: by its name and whose it is, by its name, by its schema.
fn of_property(schemas: &Value, of: &str, name: &str, schema: &Value) -> Option<Value> {
    let own = EXAMPLES.get(&format!("{of}.{name}"));
    let found = own.or_else(|| EXAMPLES.get(name).filter(|example| fits(example, schema))).cloned();
    found.or_else(|| of_schema(schemas, &format!("{of}.{name}"), schema))
}

/// Whether an example is of the type that a schema wants.
fn fits(example: &Value, schema: &Value) -> bool {
    let kind = match example {
        Value::String(_) => "string",
        Value::Number(_) => "integer",
        Value::Array(_) => "array",
        Value::Bool(_) => "boolean",
        Value::Object(_) => "object",
        Value::Null => "null",
    };
    let has_words = schema.get("enum").is_some();
    !has_words
        && (schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind))))
}

fn objects(text: &str) -> Map<String, Value> {
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => map,
        // A test sees to it that it can be read.
        _ => Map::new(),
    }
}

/// Examples of whole schemas, and of answers of operations.
static WHOLE: LazyLock<Map<String, Value>> = LazyLock::new(|| objects(include_str!("examples/whole.json")));

/// Examples of members and parameters, by `Schema.member` or by `member`.
static EXAMPLES: LazyLock<Map<String, Value>> = LazyLock::new(|| objects(include_str!("examples/members.json")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_can_be_read() {
        assert!(!WHOLE.is_empty() && EXAMPLES.len() > 50);
    }

    #[test]
    fn an_example_is_put_together_from_those_of_its_members() {
        let schemas = json!({"Media": {"type": "object", "properties": {
            "id": {"type": "integer"}, "createdAt": {"type": "string", "format": "date-time"}, "isNew": {"type": "boolean"},
        }}});
        let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/Media"}});
        let expected = json!([{"id": EXAMPLES["id"], "createdAt": "2026-05-03T09:30:00Z", "isNew": true}]);
        assert_eq!(of_schema(&schemas, "x", &list), Some(expected));
        assert_eq!(
            of_schema(&schemas, "x", &json!({"type": "object", "properties": {"odd": {"type": "string"}}})),
            None
        );
    }
}
