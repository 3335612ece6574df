//! What can be typed to change what stands there: `ajar kit set`, `ajar portal set`, `ajar user set`.

use super::{mail, one_of, slug, words};
use clap::{ArgMatches, Args, ValueHint, builder::PossibleValuesParser};
use domain::{Policy, PortalPolicy, Privacy, Role};
use words::Language;

/// The flag that is a setting elsewhere and the language of a portal or user here: the same id keeps the setting's flag out
/// of these commands, and the text is read as a [`Language`] afterwards, as settings are texts.
const LANGUAGE: &str = "language";

/// Whether `--language` is this command's own, and so not the setting's.
pub fn owns_language(matches: &ArgMatches) -> bool {
    let Some(("portal" | "user", command)) = matches.subcommand() else { return false };
    command.subcommand_name() == Some("set")
}

fn a_language() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::all().map(Language::tag))
}

/// `ajar kit set`.
#[derive(Debug, Args)]
pub struct KitSet {
    /// The kit, by its slug
    #[arg(value_name = "SLUG", value_parser = slug)]
    pub kit: String,
    #[command(flatten)]
    pub place: PlaceSet,
    /// A sentence or two about it; empty takes them away
    #[arg(long)]
    pub description: Option<String>,
    /// How its assets may be downloaded
    #[arg(long, value_parser = one_of::<Policy>(Policy::ALL.iter().map(|policy| policy.as_str())))]
    pub policy: Option<Policy>,
}

/// `ajar portal set`.
#[derive(Debug, Args)]
pub struct PortalSet {
    /// The portal, by its slug
    #[arg(value_name = "SLUG", value_parser = slug)]
    pub portal: String,
    #[command(flatten)]
    pub place: PlaceSet,
    /// A few sentences at its top; empty takes them away
    #[arg(long)]
    pub introduction: Option<String>,
    /// Its colour, as #rrggbb; empty takes it away
    #[arg(long)]
    pub accent: Option<String>,
    /// How assets may be downloaded through it, or `inherit`
    #[arg(long, value_parser = one_of::<PortalPolicy>(PortalPolicy::ALL.iter().map(|policy| policy.as_str())))]
    pub policy: Option<PortalPolicy>,
    /// A language it is offered in; repeated for more
    #[arg(id = LANGUAGE, long, value_name = "LANGUAGE", value_parser = a_language())]
    pub languages: Vec<String>,
    /// Offer it in every language of the installation
    #[arg(long, conflicts_with = LANGUAGE)]
    pub all_languages: bool,
}

/// What changes on kits and portals alike.
#[derive(Debug, Args)]
pub struct PlaceSet {
    /// What it is called
    #[arg(long, value_parser = words)]
    pub title: Option<String>,
    /// Who sees it
    #[arg(long, value_parser = one_of::<Privacy>(Privacy::ALL.iter().map(|privacy| privacy.as_str())))]
    pub privacy: Option<Privacy>,
    /// Read its password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// Read the questions of its form from this JSON file, or from standard input where it is `-`:
    /// [{"label", "kind": "text|longText|choice|checkbox|date", "required"?, "options"?, "hint"?, "id"?}]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub questions: Option<String>,
    /// Read its terms of use from this file, or from standard input where it is `-`; a new text is a new version
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub terms: Option<String>,
    /// Take its terms of use away
    #[arg(long, conflicts_with = "terms")]
    pub no_terms: bool,
    /// What stands across its previews; empty takes it away
    #[arg(long, value_name = "TEXT")]
    pub watermark: Option<String>,
    /// Put a table of what is inside (checksums, licences, who asked, when approved) into its archives, or not
    #[arg(long, value_name = "true|false")]
    pub manifest: Option<bool>,
}

impl PlaceSet {
    /// How many of the options read standard input, which only one can.
    pub fn readers(&self) -> usize {
        let reads = |file: &Option<String>| usize::from(file.as_deref() == Some("-"));
        usize::from(self.password_stdin) + reads(&self.questions) + reads(&self.terms)
    }
}

/// `ajar user set`.
#[derive(Debug, Args)]
pub struct UserSet {
    /// The mail address of the user
    #[arg(long, value_parser = mail)]
    pub mail: String,
    /// The language that they read
    #[arg(id = LANGUAGE, long, value_name = "LANGUAGE", value_parser = a_language())]
    pub language: Option<String>,
    /// They read the installation's language
    #[arg(long, conflicts_with = LANGUAGE)]
    pub no_language: bool,
    /// What they may do
    #[arg(long, value_parser = one_of::<Role>(Role::ALL.iter().map(|role| role.as_str())))]
    pub role: Option<Role>,
}
