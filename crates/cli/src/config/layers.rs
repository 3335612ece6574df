//! Where settings come from: flag over environment over file. Every value keeps the name of its source.

use super::settings::{self, CONFIG, Setting};
use crate::failure::Failure;
use clap::ArgMatches;
use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};
use std::path::{Path, PathBuf};

const FLAG: &str = "flag";
const ENVIRONMENT: &str = "environment";
const FILE: &str = "ajar.toml";

/// The layers, one on the other.
pub struct Layers {
    figment: Figment,
    doubtful: Vec<String>,
}

/// A value and where it came from, for errors: `--listen`, `AJAR_LISTEN`, `listen in ajar.toml`.
pub struct Found {
    /// The value as text.
    pub text: String,
    /// Its source and key.
    pub source: String,
}

/// One layer: values under their keys.
struct Layer {
    metadata: Metadata,
    values: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        self.metadata.clone()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

impl Layers {
    /// Flags, environment, and the file that `--config` names, else `ajar.toml` in the current folder, if it is there.
    pub fn all(matches: &ArgMatches) -> Result<Self, Failure> {
        let file = match matches.get_one::<PathBuf>(CONFIG) {
            Some(path) => Some(path.clone()),
            None => Some(PathBuf::from(FILE)).filter(|path| path.exists()),
        };
        let below = match file {
            Some(path) => Figment::from(file_layer(&path)?),
            None => Figment::new(),
        };
        Self::over(below, matches, |_| true)
    }

    /// Flags and environment alone, of these settings.
    pub fn without_file(matches: &ArgMatches, keys: &[&str]) -> Result<Self, Failure> {
        Self::over(Figment::new(), matches, |key| keys.contains(&key))
    }

    fn over(below: Figment, matches: &ArgMatches, counts: impl Fn(&str) -> bool) -> Result<Self, Failure> {
        let (environment, doubtful) = environment_layer()?;
        let mut figment = below;
        for mut layer in [environment, flag_layer(matches)] {
            layer.values.retain(|key, _| counts(key));
            figment = figment.merge(layer);
        }
        Ok(Self { figment, doubtful })
    }

    /// The value of a setting. An empty one counts as not set, as composing tools write it.
    pub fn find(&self, setting: &Setting) -> Result<Option<Found>, String> {
        let Ok(value) = self.figment.find_value(setting.key) else { return Ok(None) };
        let metadata = self.figment.get_metadata(value.tag());
        let source = match metadata.map(|metadata| (&*metadata.name, &metadata.source)) {
            Some((FLAG, _)) => format!("--{}", setting.flag()),
            Some((ENVIRONMENT, _)) => setting.variable(),
            Some((_, Some(file))) => format!("{} in {file}", setting.key),
            _ => setting.key.to_owned(),
        };
        match text(&value) {
            Some(text) if text.is_empty() => Ok(None),
            Some(text) => Ok(Some(Found { text, source })),
            None => Err(format!("{source}: a plain value is needed, such as {}", setting.example)),
        }
    }

    /// Whether a setting has a value.
    pub fn has(&self, key: &str) -> bool {
        self.figment.contains(key)
    }

    /// Names in the environment that look like misspelt settings.
    pub fn doubtful(&self) -> Vec<String> {
        self.doubtful.clone()
    }
}

/// A value as the text that a flag would have brought; a list is written with commas.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.trim().to_owned()),
        Value::Bool(_, switch) => Some(switch.to_string()),
        Value::Num(_, number) => {
            number.to_i128().map(|number| number.to_string()).or(number.to_u128().map(|number| number.to_string()))
        }
        Value::Array(_, values) => values.iter().map(text).collect::<Option<Vec<_>>>().map(|texts| texts.join(",")),
        _ => None,
    }
}

fn flag_layer(matches: &ArgMatches) -> Layer {
    let counts = |setting: &&Setting| setting.key != "language" || !crate::args::owns_language(matches);
    let given = |setting: &Setting| matches.get_one::<String>(setting.key).map(|text| (setting.key.to_owned(), text));
    let values =
        settings::all().iter().filter(counts).filter_map(given).map(|(key, text)| (key, Value::from(text.as_str())));
    Layer { metadata: Metadata::named(FLAG), values: values.collect() }
}

/// The environment, and what in it looks like a misspelt setting. Unknown names are not refused: container tools put
/// names of their own beside ours.
fn environment_layer() -> Result<(Layer, Vec<String>), Failure> {
    let mut values = Dict::new();
    let mut faults = Vec::new();
    for setting in settings::all() {
        let name = setting.variable();
        match std::env::var(&name) {
            // An empty one must not hide what the file says.
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                values.insert(setting.key.to_owned(), Value::from(text));
            }
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => faults.push(format!("{name}: this is no UTF-8 text")),
        }
    }
    if !faults.is_empty() {
        return Err(Failure::usages(faults));
    }
    let names: Vec<String> = settings::all().iter().map(Setting::variable).collect();
    let mut doubtful = Vec::new();
    for (name, _) in std::env::vars_os() {
        let Some(name) =
            name.to_str().filter(|name| name.starts_with("AJAR_") && !names.iter().any(|known| known == name))
        else {
            continue;
        };
        if let Some(meant) = super::nearest(name, names.iter().map(String::as_str)) {
            doubtful.push(format!("{name} is no setting; did you mean {meant}?"));
        }
    }
    Ok((Layer { metadata: Metadata::named(ENVIRONMENT), values }, doubtful))
}

fn file_layer(path: &Path) -> Result<Layer, Failure> {
    let shown = crate::out::path(path);
    // What can't be read must not count as empty.
    let content = std::fs::read_to_string(path).map_err(|error| Failure::usage(format!("{shown}: {error}")))?;
    let mut data = Toml::string(&content).data().map_err(|error| Failure::usage(format!("{shown}: {error}")))?;
    let mut values = Dict::new();
    let mut faults = Vec::new();
    for (key, value) in data.remove(&Profile::Default).unwrap_or_default() {
        let own_name =
            |setting: &&Setting| setting.key == key || (setting.property.is_some() && setting.variable() == key);
        match settings::all().iter().find(own_name) {
            Some(setting) => {
                values.insert(setting.key.to_owned(), value);
            }
            None => faults.push(unknown(&shown, &key)),
        }
    }
    if !faults.is_empty() {
        return Err(Failure::usages(faults));
    }
    Ok(Layer { metadata: Metadata::from(FILE, path), values })
}

fn unknown(file: &str, key: &str) -> String {
    let bare = key.trim_start_matches("AJAR_").trim_start_matches("ajar_");
    match super::nearest(bare, settings::all().iter().map(|setting| setting.key)) {
        Some(meant) => format!("{file}: there is no setting {key}; did you mean {meant}?"),
        None => format!("{file}: there is no setting {key}; `ajar example-config` prints all there are"),
    }
}
