//! The log, on standard error: for people on a terminal, one line an event elsewhere, as text or as JSON. A line that
//! belongs to an HTTP request names it by the id that its answer carries.

use crate::failure::Failure;
use std::{
    io::{IsTerminal, stderr},
    str::FromStr,
};
use tracing_subscriber::{EnvFilter, fmt};

/// What others say too much of; whoever names a target in `AJAR_LOG` hears it nevertheless.
const NOISE: &str = "sqlx=warn,sea_orm=warn,sea_orm_migration=warn,hyper=warn,hyper_util=warn,h2=warn,rustls=warn,\
                     lettre=warn,usvg=error,mio=warn,globset=warn,ignore=warn";

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// Reads a filter such as `info` or `warn,app=debug`.
pub fn filter(text: &str) -> Result<EnvFilter, String> {
    EnvFilter::try_new(format!("{NOISE},{text}"))
        .map_err(|_| "this is no level (error, warn, info, debug, trace) or filter such as warn,app=debug".to_owned())
}

/// Begins to log.
pub fn start(text: &str, format: Format) -> Result<(), Failure> {
    let filter = filter(text).map_err(|fault| Failure::usage(format!("AJAR_LOG: {fault}")))?;
    let terminal = stderr().is_terminal();
    let colours = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let log = fmt().with_env_filter(filter).with_writer(stderr).with_ansi(colours);
    let started = match format {
        Format::Json => log.json().flatten_event(true).with_span_list(false).try_init(),
        Format::Text if terminal => log.compact().with_target(false).try_init(),
        Format::Text => log.try_init(),
    };
    started.map_err(|error| Failure::failed(format!("the log can't begin: {error}")))
}
