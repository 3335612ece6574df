//! What is printed without an installation: the OpenAPI document, completions, the manual, the example of a file.

use crate::{args, config, failure::Failure, out};
use clap::{Arg, Command};

/// `ajar openapi`.
pub fn openapi() -> Result<(), Failure> {
    out::print(&web::openapi())
}

/// `ajar completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "ajar", &mut script);
    out::write(&script)
}

/// `ajar man`: one page after the other, the whole first, as roff.
pub fn manual() -> Result<(), Failure> {
    // Nobody looks up how to ask for help.
    let mut command = args::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    render(command, "", &mut pages).map_err(|error| Failure::failed(error.to_string()))?;
    out::write(&pages)
}

fn render(command: Command, above: &str, pages: &mut Vec<u8>) -> std::io::Result<()> {
    let name = format!("{above}{}", command.get_name());
    let below: Vec<Command> = command.get_subcommands().filter(|sub| !sub.is_hide_set()).cloned().collect();
    let page = match above.is_empty() {
        true => command.mut_args(explained),
        false => command.mut_args(left_to_the_first).after_long_help("Every setting of ajar(1) is a flag here too."),
    };
    clap_mangen::Man::new(page.name(name.clone()).display_name(name.clone())).render(pages)?;
    for sub in below {
        render(sub, &format!("{name}-"), pages)?;
    }
    Ok(())
}

/// A setting with its words, which the short help leaves out, and with it the pages.
fn explained(arg: Arg) -> Arg {
    match arg.get_help().cloned() {
        Some(help) if arg.is_hide_short_help_set() => arg.long_help(help),
        _ => arg,
    }
}

/// Settings are those of every command: they are told once.
fn left_to_the_first(arg: Arg) -> Arg {
    let is_setting = arg.is_hide_short_help_set();
    arg.hide(is_setting)
}

/// `ajar example-config`.
pub fn example_config() -> Result<(), Failure> {
    out::print(&config::example())
}
