//! The log, on standard error: for people on a terminal, one line an event elsewhere.

use crate::failure::Failure;
use std::io::{IsTerminal, stderr};
use tracing_subscriber::{EnvFilter, fmt};

/// What others say too much of; whoever names a target in `AJAR_LOG` hears it nevertheless.
const NOISE: &str = "sqlx=warn,sea_orm=warn,sea_orm_migration=warn,hyper=warn,hyper_util=warn,h2=warn,rustls=warn,\
                     lettre=warn,usvg=error,mio=warn,globset=warn,ignore=warn";

/// Reads a filter such as `info` or `warn,app=debug`.
pub fn filter(text: &str) -> Result<EnvFilter, String> {
    EnvFilter::try_new(format!("{NOISE},{text}"))
        .map_err(|_| "this is no level (error, warn, info, debug, trace) or filter such as warn,app=debug".to_owned())
}

/// Begins to log.
pub fn start(text: &str) -> Result<(), Failure> {
    let filter = filter(text).map_err(|fault| Failure::usage(format!("AJAR_LOG: {fault}")))?;
    let terminal = stderr().is_terminal();
    let colours = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let log = fmt().with_env_filter(filter).with_writer(stderr).with_ansi(colours);
    let started = if terminal { log.compact().with_target(false).try_init() } else { log.try_init() };
    started.map_err(|error| Failure::failed(format!("the log can't begin: {error}")))
}
