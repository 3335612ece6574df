//! What can be done with a thing that was just made: links from the call that makes it.

use super::{operations, referred};
use serde_json::{Map, Value, json};

/// An operation, as a link names one.
struct Target {
    path: String,
    id: String,
}

/// Links every answer that makes something to what its address knows.
pub(super) fn add(document: &mut Value) {
    let targets: Vec<Target> = operations(document)
        .filter(|operation| operation.method != "post" || operation.path.contains('}'))
        .map(|operation| Target { path: operation.path.to_owned(), id: operation.id().to_owned() })
        .collect();
    let made: Vec<(String, String)> = operations(document)
        .filter(|operation| operation.method == "post")
        .filter_map(|mut operation| {
            let path = operation.path.to_owned();
            let schema = &operation.answers()?.get("201")?["content"]["application/json"]["schema"];
            Some((path, referred(schema)?.to_owned()))
        })
        .collect();
    let links: Vec<(String, Value)> = made
        .into_iter()
        .map(|(path, schema)| {
            let properties = &document["components"]["schemas"][&schema]["properties"];
            let links = of_collection(&path, properties, &targets);
            (path, links)
        })
        .collect();
    for (path, links) in links {
        document["paths"][&path]["post"]["responses"]["201"]["links"] = links;
    }
}

/// The links of what is made at an address: everything below it that one more name leads to.
fn of_collection(path: &str, properties: &Value, targets: &[Target]) -> Value {
    let mut links = Map::new();
    for target in targets {
        let Some(rest) = target.path.strip_prefix(path).and_then(|rest| rest.strip_prefix("/{")) else { continue };
        let Some((name, below)) = rest.split_once('}') else { continue };
        // Further down something else has to be named, which is not known here.
        if below.contains('{') {
            continue;
        }
        let of_body = if properties.get(name).is_some() { name } else { "id" };
        let mut parameters = Map::from_iter([(name.to_owned(), json!(format!("$response.body#/{of_body}")))]);
        for above in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            parameters.insert(above.to_owned(), json!(format!("$request.path.{above}")));
        }
        links.insert(target.id.clone(), json!({"operationId": target.id, "parameters": parameters}));
    }
    Value::Object(links)
}
