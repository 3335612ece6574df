//! The `ajar` binary: configuration, commands, and the only place where everything is wired together.
//!
//! What a command does stands in `app`; this crate reads settings, opens records and storage, and says on the terminal
//! what came of it. The ambient clock and randomness are used here and nowhere else ([`ambient`]).

mod ambient;
mod args;
mod at_rest;
mod commands;
mod config;
mod demo;
mod failure;
mod installation;
mod log;
mod notify;
mod out;
mod secret_key;

use std::process::ExitCode;

fn main() -> ExitCode {
    // The child that makes previews gives up its rights first of all: before there is a thread, a log or a setting.
    if std::env::args_os().nth(1).is_some_and(|first| first == installation::PREVIEW_CHILD) {
        return preview::child::main();
    }
    // Wrong usage ends here, with status 2.
    let matches = args::command().get_matches();
    match commands::run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
