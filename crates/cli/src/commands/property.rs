//! `ajar property`.

use crate::{args::PropertyDo, failure::Failure, out};
use app::{App, properties, properties::Property};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    name: &'static str,
    value: bool,
    set_by_environment: bool,
    effect: &'static str,
}

impl From<Property> for Row {
    fn from(Property { property, value, fixed, source: _ }: Property) -> Self {
        Self { name: property.as_str(), value, set_by_environment: fixed, effect: property.effect() }
    }
}

/// `ajar property`.
pub async fn run(app: &App, command: PropertyDo) -> Result<(), Failure> {
    match command {
        PropertyDo::List { json } => list(app, json).await,
        PropertyDo::Set { name, value } => {
            let now = properties::set_as_operator(app, name, value, None).await?;
            out::line(format!("{name} = {value}"))?;
            if now.fixed {
                out::note(format!("{name} is fixed to {} by a setting here, which counts over this", now.value));
            }
            Ok(())
        }
    }
}

async fn list(app: &App, json: bool) -> Result<(), Failure> {
    let rows: Vec<Row> = properties::list(app).await?.into_iter().map(Row::from).collect();
    if json {
        let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::failed(error.to_string()))?;
        return out::line(text);
    }
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    for Row { name, value, set_by_environment, .. } in rows {
        let by = if set_by_environment { "  (set by the environment)" } else { "" };
        out::line(format!("{name:width$}  {value}{by}"))?;
    }
    Ok(())
}
