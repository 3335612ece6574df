//! The commands: each reads its arguments, calls one use case and says what came of it.

mod accounts;
mod backup;
mod check;
mod documents;
mod health;
mod import;
mod places;
mod places_set;
mod progress;
mod property;
mod restore;
pub mod serve;
mod worker;

use crate::{
    args::{Cli, Do},
    config::{Config, Layers},
    failure::Failure,
    installation, log,
};
use app::App;
use clap::{ArgMatches, FromArgMatches};
use std::io::Read;
use tokio::runtime::Runtime;

/// Does what was asked for.
pub fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let cli = Cli::from_arg_matches(matches).map_err(|error| Failure::usage(error.to_string()))?;
    match cli.command {
        Do::Demo(demo) => runtime()?.block_on(crate::demo::run(matches, demo.large)),
        Do::Openapi => documents::openapi(),
        Do::Completions { shell } => documents::completions(shell),
        Do::Man => documents::manual(),
        Do::ExampleConfig => documents::example_config(),
        command => configured(matches, command),
    }
}

fn configured(matches: &ArgMatches, command: Do) -> Result<(), Failure> {
    let config = Config::load(&Layers::all(matches)?)?;
    if let Do::Health { live } = command {
        return health::run(&config, live);
    }
    log::start(&config.log, config.log_format)?;
    let runtime = runtime()?;
    match command {
        Do::Serve => runtime.block_on(serve::run(&config)),
        Do::Worker => runtime.block_on(worker::run(&config)),
        command => runtime.block_on(once(&config, command)),
    }
}

/// A command that opens the installation, does one thing and closes it.
async fn once(config: &Config, command: Do) -> Result<(), Failure> {
    let app = installation::open(config, config.public_url_or(&config.listen)).await?;
    let done = on(config, &app, command).await;
    app.close().await;
    done
}

async fn on(config: &Config, app: &App, command: Do) -> Result<(), Failure> {
    match command {
        Do::User(command) => accounts::user(app, command).await,
        Do::Token(command) => accounts::token(app, command).await,
        Do::Kit(command) => places::kit(app, command).await,
        Do::Portal(command) => places::portal(app, command).await,
        Do::Import(import) => import::run(config, app, import).await,
        Do::Property(command) => property::run(app, command).await,
        Do::Backup(backup) => backup::run(config, app, backup).await,
        Do::Restore(restore) => restore::run(app, restore).await,
        Do::Check(check) => check::run(app, check).await,
        Do::Demo(_)
        | Do::Serve
        | Do::Worker
        | Do::Health { .. }
        | Do::Openapi
        | Do::Completions { .. }
        | Do::Man
        | Do::ExampleConfig => Err(Failure::failed("this command needs no installation")),
    }
}

fn runtime() -> Result<Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::failed(format!("no threads: {error}")))
}

/// A password from standard input: its first line, without the line's end.
fn password_from_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().take(1 << 16).read_to_string(&mut text);
    read.map_err(|error| Failure::failed(format!("the password can't be read from standard input: {error}")))?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(Failure::failed("standard input brought no password"));
    }
    Ok(first.to_owned())
}
