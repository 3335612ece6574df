//! Where settings come from: flag over environment over file. Every value keeps the name of its source.

use super::settings::{self, CONFIG, Setting};
use crate::failure::Failure;
use clap::ArgMatches;
use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

const FLAG: &str = "flag";
const ENVIRONMENT: &str = "environment";
const FILE: &str = "ajar.toml";

/// The layers, one on the other.
pub struct Layers {
    figment: Figment,
    /// Where in the file settings stand, by their keys.
    lines: HashMap<&'static str, usize>,
    doubtful: Vec<String>,
}

/// A value and where it came from, for errors: `--listen`, `AJAR_LISTEN`, `listen in ajar.toml:7`.
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
        let (below, lines) = match file {
            Some(path) => file_layer(&path).map(|(layer, lines)| (Figment::from(layer), lines))?,
            None => (Figment::new(), HashMap::new()),
        };
        Ok(Self { lines, ..Self::over(below, matches, |_| true)? })
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
        Ok(Self { figment, lines: HashMap::new(), doubtful })
    }

    /// The value of a setting. An empty one counts as not set, as composing tools write it.
    pub fn find(&self, setting: &Setting) -> Result<Option<Found>, String> {
        let Ok(value) = self.figment.find_value(setting.key) else { return Ok(None) };
        let metadata = self.figment.get_metadata(value.tag());
        let source = match metadata.map(|metadata| (&*metadata.name, &metadata.source)) {
            Some((FLAG, _)) => format!("--{}", setting.flag()),
            Some((ENVIRONMENT, _)) => setting.variable(),
            Some((_, Some(file))) => match self.lines.get(setting.key) {
                Some(line) => format!("{} in {file}:{line}", setting.key),
                None => format!("{} in {file}", setting.key),
            },
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
        match super::nearest(name, names.iter().map(String::as_str)) {
            Some(meant) => doubtful.push(format!("{name} is no setting; did you mean {meant}?")),
            None if is_of_containers(name) => {}
            None => doubtful.push(format!("{name} is no setting; `ajar --help` lists all there are")),
        }
    }
    Ok((Layer { metadata: Metadata::named(ENVIRONMENT), values }, doubtful))
}

/// What container tools put into the environment of everything beside a service that is called ajar.
fn is_of_containers(name: &str) -> bool {
    ["AJAR_SERVICE_", "AJAR_PORT", "AJAR_NAME", "AJAR_ENV_"].iter().any(|begin| name.starts_with(begin))
}

/// What the file says, and in which lines.
fn file_layer(path: &Path) -> Result<(Layer, HashMap<&'static str, usize>), Failure> {
    let shown = crate::out::path(path);
    // What can't be read must not count as empty.
    let content = std::fs::read_to_string(path).map_err(|error| Failure::usage(format!("{shown}: {error}")))?;
    let mut data = Toml::string(&content).data().map_err(|error| Failure::usage(format!("{shown}: {error}")))?;
    let mut values = Dict::new();
    let mut lines = HashMap::new();
    let mut faults = Vec::new();
    for (key, value) in data.remove(&Profile::Default).unwrap_or_default() {
        let own_name =
            |setting: &&Setting| setting.key == key || (setting.property.is_some() && setting.variable() == key);
        match settings::all().iter().find(own_name) {
            Some(setting) => {
                values.insert(setting.key.to_owned(), value);
                lines.extend(line_of(&content, &key).map(|line| (setting.key, line)));
            }
            None => {
                let line = line_of(&content, &key).map(|line| format!(":{line}")).unwrap_or_default();
                faults.push(unknown(&format!("{shown}{line}"), &key));
            }
        }
    }
    if !faults.is_empty() {
        return Err(Failure::usages(faults));
    }
    Ok((Layer { metadata: Metadata::from(FILE, path), values }, lines))
}

/// The line, from 1 on, on which a key stands, bare or in quotes, or as the name of a table.
fn line_of(content: &str, key: &str) -> Option<usize> {
    let names = |line: &str| {
        let line = line.trim_start().trim_start_matches('[').trim_start();
        let line = line.strip_prefix(['"', '\'']).unwrap_or(line);
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        line.strip_prefix(key).is_some_and(|rest| !rest.starts_with(goes_on))
    };
    content.lines().position(names).map(|line| line + 1)
}

fn unknown(file: &str, key: &str) -> String {
    let bare = key.trim_start_matches("AJAR_").trim_start_matches("ajar_");
    match super::nearest(bare, settings::all().iter().map(|setting| setting.key)) {
        Some(meant) => format!("{file}: there is no setting {key}; did you mean {meant}?"),
        None => format!("{file}: there is no setting {key}; `ajar example-config` prints all there are"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_however_it_is_written() {
        let content = "# data = 1\ndatabase_url = \"sqlite:x\"\n  data=\"x\"\n\"listen\" = 1\n[extra]\n";
        for (key, line) in [("data", 3), ("database_url", 2), ("listen", 4), ("extra", 5)] {
            assert_eq!(line_of(content, key), Some(line), "{key}");
        }
        assert_eq!(line_of(content, "log"), None);
    }

    #[test]
    fn what_container_tools_write_is_no_slip() {
        assert!(is_of_containers("AJAR_SERVICE_HOST") && is_of_containers("AJAR_PORT_8080_TCP_ADDR"));
        assert!(!is_of_containers("AJAR_COLOUR"));
    }
}
