//! `ajar property`.

use crate::{args::PropertyDo, failure::Failure, out};
use app::{
    App, properties,
    properties::{Property, Source},
};
use serde::Serialize;

/// A property as the API shows it.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    value: bool,
    source: &'static str,
    effect: &'static str,
}

const ENVIRONMENT: &str = "environment";

impl From<Property> for Row {
    fn from(Property { property, value, source, .. }: Property) -> Self {
        let source = match source {
            Source::Default => "default",
            Source::Setting => "setting",
            Source::Environment => ENVIRONMENT,
        };
        Self { name: property.as_str(), value, source, effect: property.effect() }
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
    for Row { name, value, source, .. } in rows {
        let by = if source == ENVIRONMENT { "  (set by the environment)" } else { "" };
        out::line(format!("{name:width$}  {value}{by}"))?;
    }
    Ok(())
}
