//! The OpenAPI document: nothing in it is without words and an example.

use serde_json::{Map, Value};

fn document() -> Value {
    serde_json::from_str(&web::openapi()).expect("a document")
}

/// Every operation, with its name.
fn operations(document: &Value) -> Vec<(String, &Map<String, Value>)> {
    let paths = document["paths"].as_object().expect("paths");
    let mut found = Vec::new();
    for (path, item) in paths {
        for method in ["get", "put", "post", "patch", "delete", "head", "options"] {
            if let Some(operation) = item[method].as_object() {
                found.push((format!("{method} {path}"), operation));
            }
        }
    }
    found
}

fn says_something(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn contents(holder: &Value) -> impl Iterator<Item = (&String, &Value)> {
    holder["content"].as_object().into_iter().flatten()
}

#[test]
fn every_operation_parameter_and_answer_has_words_and_an_example() {
    let document = document();
    let mut lacking = Vec::new();
    for (name, operation) in operations(&document) {
        let operation = Value::Object(operation.clone());
        let mut look = |is_there: bool, what: &str| {
            if !is_there {
                lacking.push(format!("{name}: {what}"));
            }
        };
        look(says_something(&operation["summary"]), "summary");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let parameter_name = &parameter["name"];
            look(says_something(&parameter["description"]), &format!("description of {parameter_name}"));
            look(parameter.get("example").is_some(), &format!("example of {parameter_name}"));
        }
        for (kind, content) in contents(&operation["requestBody"]) {
            let is_told = content.get("example").is_some() || content["schema"]["format"] == "binary";
            look(is_told, &format!("example of the body as {kind}"));
        }
        for (status, answer) in operation["responses"].as_object().expect("answers") {
            look(says_something(&answer["description"]), &format!("description of {status}"));
            for (kind, content) in contents(answer).filter(|(kind, _)| *kind != "*/*") {
                let has_one = content.get("example").is_some() || content.get("examples").is_some();
                look(has_one, &format!("example of {status} as {kind}"));
            }
            for (header, said) in answer["headers"].as_object().into_iter().flatten() {
                look(says_something(&said["description"]), &format!("description of {status} {header}"));
            }
        }
    }
    assert!(lacking.is_empty(), "the document says too little:\n{}", lacking.join("\n"));
}

#[test]
fn every_schema_has_words_and_an_example() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let without = |what: fn(&Value) -> bool| {
        schemas.iter().filter(|(_, schema)| !what(schema)).map(|(name, _)| name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(without(|schema| says_something(&schema["description"])), Vec::<&str>::new(), "without a description");
    assert_eq!(without(|schema| schema["examples"][0] != Value::Null), Vec::<&str>::new(), "without an example");
}

#[test]
fn every_refusal_shows_its_codes() {
    let document = document();
    for (name, operation) in operations(&document) {
        let answers = operation["responses"].as_object().expect("answers");
        for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let examples = answer["content"]["application/problem+json"]["examples"].as_object();
            let examples = examples.filter(|examples| !examples.is_empty());
            let examples = examples.unwrap_or_else(|| panic!("{name} {status} shows no code"));
            for (code, example) in examples {
                let place = example["$ref"].as_str().unwrap_or_default().trim_start_matches('#');
                let example = document.pointer(place).unwrap_or_else(|| panic!("{name} {status} {code}: {place}"));
                assert_eq!(example["value"]["code"], code.as_str(), "{name} {status}");
                assert_eq!(example["value"]["status"].to_string(), *status, "{name} {code}");
            }
            let named = answer["description"].as_str().unwrap_or_default().split('`').skip(1).step_by(2);
            for code in named.filter(|word| word.contains('-') && word.to_lowercase() == *word) {
                assert!(examples.contains_key(code), "{name} {status} names {code} and shows none");
            }
        }
    }
}

#[test]
fn what_changes_knows_conditions_and_what_creates_knows_keys() {
    let document = document();
    let has = |operation: &Value, name: &str| {
        operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == name)
    };
    for path in ["medias", "folders", "kits", "portals", "users", "saved-replies", "webhooks"] {
        let one = &document["paths"][format!("/api/dam/{path}/{{id}}")];
        assert!(has(&one["get"], "If-None-Match") && one["get"]["responses"]["304"].is_object(), "{path}");
        for method in ["patch", "delete"] {
            assert!(has(&one[method], "If-Match") && one[method]["responses"]["412"].is_object(), "{method} {path}");
        }
    }
    for (name, operation) in operations(&document) {
        let operation = Value::Object(operation.clone());
        if operation["responses"]["201"].is_object() {
            assert!(has(&operation, "Idempotency-Key"), "{name} takes no key");
            assert!(operation["responses"]["201"]["headers"]["Location"].is_object(), "{name} says no place");
        }
    }
    let links = &document["paths"]["/api/dam/kits"]["post"]["responses"]["201"]["links"];
    assert_eq!(links["show_kit"]["parameters"]["id"], "$response.body#/id");
    let links = &document["paths"]["/api/public/download-validation-requests"]["post"]["responses"]["201"]["links"];
    assert_eq!(links["show_by_reference"]["parameters"]["reference"], "$response.body#/reference");
}

#[test]
fn what_is_sent_is_described_as_strictly_as_it_is_read() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    for name in ["NewKit", "KitPatch", "NewDecision", "RequestFilter", "NewSelection", "NewToken", "NewQuestion"] {
        assert_eq!(schemas[name]["additionalProperties"], false, "{name}");
    }
    assert_eq!(schemas["Kit"].get("additionalProperties"), None, "an answer may grow");
    assert_eq!(schemas["KitPatch"]["properties"]["title"]["type"], "string", "it can't be taken away");
    assert_eq!(schemas["NewKit"]["properties"]["slug"]["maxLength"], 80);
    let policies = schemas["Policy"]["enum"].as_array().expect("words");
    assert!(policies.len() > 3, "two schemas of one name: {policies:?}");
    assert_eq!(schemas["NewDownloadRequest"]["properties"]["mediaIds"]["items"]["minimum"], 1);
    assert_eq!(schemas["List_Kit"]["properties"]["items"]["items"]["$ref"], "#/components/schemas/Kit");
}
