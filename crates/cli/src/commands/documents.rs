//! What is printed without an installation: the OpenAPI document, completions, the manual, the example of a file.

use crate::{args, config, failure::Failure, out};
use clap::Command;

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
    let mut command = args::command();
    command.build();
    let mut pages = Vec::new();
    render(command, "", &mut pages).map_err(|error| Failure::failed(error.to_string()))?;
    out::write(&pages)
}

fn render(command: Command, above: &str, pages: &mut Vec<u8>) -> std::io::Result<()> {
    let name = format!("{above}{}", command.get_name());
    let below: Vec<Command> = command.get_subcommands().filter(|sub| !sub.is_hide_set()).cloned().collect();
    clap_mangen::Man::new(command.name(name.clone()).display_name(name.clone())).render(pages)?;
    for sub in below.into_iter().filter(|sub| sub.get_name() != "help") {
        render(sub, &format!("{name}-"), pages)?;
    }
    Ok(())
}

/// `ajar example-config`.
pub fn example_config() -> Result<(), Failure> {
    out::print(&config::example())
}
