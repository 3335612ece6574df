//! What can be typed: commands, their flags, and the settings that every command takes.

mod import;
mod keep;
mod set;

pub use import::Import;
pub use keep::{Backup, Check, Restore};
pub use set::{KitSet, PlaceSet, PortalSet, UserSet, owns_language};

use crate::config::{self, CONFIG};
use clap::{
    Arg, Args, Command, CommandFactory, Parser, Subcommand, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
};
use domain::{MailAddress, Policy, PortalPolicy, Privacy, Role, Slug, TechnicalProperty, property::parse_switch, text};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "ajar",
    version,
    about = "A self-hosted download desk",
    long_about = "A self-hosted download desk: visitors browse kits and portals, ask for what they want to download, and \
                  somebody decides. `ajar demo` shows it; `ajar serve` runs it.\n\n\
                  Settings come from flags, then from the environment, then from ajar.toml in the current folder; \
                  `ajar help COMMAND` lists them.",
    after_help = "Settings (where the data lies, where to listen, …): `ajar --help`",
    after_long_help = "Exit status: 0 done, 1 failed, 2 wrong usage.",
    disable_help_subcommand = false
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Do,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Do {
    /// Show a complete, filled installation in a temporary folder; nothing to configure
    Demo(Demo),
    /// Run the server, which migrates its database first and does the background work too
    Serve,
    /// Run only the background work, for installations that split it from the web nodes
    Worker,
    /// People who can sign in
    #[command(subcommand)]
    User(UserDo),
    /// Tokens for programs
    #[command(subcommand)]
    Token(TokenDo),
    /// Kits: curated sets of assets
    #[command(subcommand)]
    Kit(KitDo),
    /// Portals: pages that gather kits
    #[command(subcommand)]
    Portal(PortalDo),
    /// Bring files, folders, archives and buckets in as assets; safe to repeat
    Import(Import),
    /// Technical properties: the switches of the installation
    #[command(subcommand)]
    Property(PropertyDo),
    /// Back everything up, beside a running server too
    Backup(Backup),
    /// Restore a backup where there is nothing yet
    Restore(Restore),
    /// Check every file and every record, beside a running server too
    Check(Check),
    /// Ask the server that runs with these settings whether it is ready: status 0 where it is
    Health {
        /// Ask only whether it lives, whatever its records do
        #[arg(long)]
        live: bool,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Print a script that completes this command line
    Completions {
        /// For this shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Print an example of ajar.toml with every setting
    #[command(hide = true)]
    ExampleConfig,
}

/// `ajar demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Fill it with a year of a large desk too: 100,000 requests of 20,000 people, 10,000 assets, 200 kits
    #[arg(long)]
    pub large: bool,
}

/// `ajar user`.
#[derive(Debug, Subcommand)]
pub enum UserDo {
    /// Add a user and print its id; without a password they are invited by mail to set one
    Add(UserAdd),
    /// Invite a user again who has set no password yet, and print their id
    Invite(UserInvite),
    /// Change what a user is and print their id
    Set(UserSet),
}

/// `ajar user add`.
#[derive(Debug, Args)]
pub struct UserAdd {
    /// Their mail address, by which they sign in
    #[arg(long, value_parser = mail)]
    pub mail: String,
    /// First and last name
    #[arg(long, value_name = "FIRST LAST", value_parser = words)]
    pub name: String,
    /// What they may do
    #[arg(long, value_parser = one_of::<Role>(Role::ALL.iter().map(|role| role.as_str())))]
    pub role: Role,
    /// Read a password from standard input instead of sending an invitation
    #[arg(long)]
    pub password_stdin: bool,
}

/// `ajar user invite`.
#[derive(Debug, Args)]
pub struct UserInvite {
    /// The mail address of the user; invitations that were sent before end
    #[arg(long, value_parser = mail)]
    pub mail: String,
}

/// `ajar token`.
#[derive(Debug, Subcommand)]
pub enum TokenDo {
    /// Make a token for a user and print it, once
    Create(TokenCreate),
}

/// `ajar token create`.
#[derive(Debug, Args)]
pub struct TokenCreate {
    /// The mail address of the user whose role the token carries
    #[arg(long, value_parser = mail)]
    pub mail: String,
    /// What it is for, to tell tokens apart
    #[arg(long, value_parser = words)]
    pub name: String,
}

/// `ajar kit`.
#[derive(Debug, Subcommand)]
pub enum KitDo {
    /// Make a kit and print its id
    Create(KitCreate),
    /// Change a kit and print its id; it counts at once, also for a server that is running
    Set(KitSet),
}

/// `ajar kit create`.
#[derive(Debug, Args)]
pub struct KitCreate {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// How its assets may be downloaded
    #[arg(long, default_value = "approval", value_parser = one_of::<Policy>(Policy::ALL.iter().map(|policy| policy.as_str())))]
    pub policy: Policy,
}

/// `ajar portal`.
#[derive(Debug, Subcommand)]
pub enum PortalDo {
    /// Make a portal and print its id
    Create(PortalCreate),
    /// Change a portal and print its id; it counts at once, also for a server that is running
    Set(PortalSet),
}

/// `ajar portal create`.
#[derive(Debug, Args)]
pub struct PortalCreate {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// How assets may be downloaded through it, or `inherit`: each kit's own policy counts
    #[arg(long, default_value = "inherit", value_parser = one_of::<PortalPolicy>(PortalPolicy::ALL.iter().map(|policy| policy.as_str())))]
    pub policy: PortalPolicy,
    /// A kit that it gathers, by its slug; repeated for more, in this order
    #[arg(long = "kit", value_name = "SLUG", value_parser = slug)]
    pub kits: Vec<String>,
}

/// What kits and portals have in common.
#[derive(Debug, Args)]
pub struct PlaceArgs {
    /// What it is called
    #[arg(long, value_parser = words)]
    pub title: String,
    /// Its word in addresses; made of the title by default
    #[arg(long, value_parser = slug)]
    pub slug: Option<String>,
    /// Who sees it
    #[arg(long, default_value = "private", value_parser = one_of::<Privacy>(Privacy::ALL.iter().map(|privacy| privacy.as_str())))]
    pub privacy: Privacy,
    /// Read its password from standard input
    #[arg(long, required_if_eq("privacy", "password"))]
    pub password_stdin: bool,
}

/// `ajar property`.
#[derive(Debug, Subcommand)]
pub enum PropertyDo {
    /// List the technical properties
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Set a technical property; it counts at once, also for a server that is running
    Set {
        /// Which one
        #[arg(value_parser = one_of::<TechnicalProperty>(TechnicalProperty::ALL.iter().map(|property| property.as_str())))]
        name: TechnicalProperty,
        /// true or false
        #[arg(value_parser = switch, action = clap::ArgAction::Set)]
        value: bool,
    },
}

/// The command line with the settings on every command.
pub fn command() -> Command {
    let config = Arg::new(CONFIG)
        .long(CONFIG)
        .value_name("FILE")
        .help("Read this file instead of ajar.toml in the current folder")
        .help_heading("Settings")
        .value_parser(clap::value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .global(true)
        .hide_short_help(true);
    Cli::command().arg(config).args(config::all().iter().map(config::Setting::arg))
}

/// One of some fixed words; the help lists them, and a slip is told the nearest.
fn one_of<T>(words: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words.collect::<Vec<_>>()).try_map(|word| word.parse::<T>())
}

fn mail(typed: &str) -> Result<String, String> {
    MailAddress::parse(typed).map(|mail| mail.as_str().to_owned()).map_err(|error| error.to_string())
}

fn words(typed: &str) -> Result<String, String> {
    text::line(typed).ok_or_else(|| "it is empty".to_owned())
}

fn slug(typed: &str) -> Result<String, String> {
    let wrong = || "a slug has small Latin letters, digits and single hyphens between them, at most 80 characters";
    Slug::parse(typed).map(|slug| slug.to_string()).ok_or_else(|| wrong().to_owned())
}

fn switch(typed: &str) -> Result<bool, String> {
    parse_switch(typed).ok_or_else(|| "it is either true or false".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }
}
