//! What settings of a kit or portal mean for a visitor, in sentences.

use crate::views::desk::{Meaning, Visibility};
use domain::{Policy, PortalPolicy, Privacy};

/// A policy in a few words.
pub(super) fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Open => "Open",
        Policy::NoApproval => "With an address",
        Policy::Approval => "On request, for everything",
        Policy::PerAssetApproval => "On request, asset by asset",
        Policy::Disabled => "No downloads",
    }
}

/// A portal's policy in a few words.
pub(super) fn portal_policy(of: PortalPolicy) -> &'static str {
    of.own().map_or("As each kit says", policy)
}

const ALL: [Policy; 5] =
    [Policy::Open, Policy::NoApproval, Policy::Approval, Policy::PerAssetApproval, Policy::Disabled];

/// What a policy means; `what` is "kit" or "portal".
fn sentence(policy: Policy, what: &str) -> String {
    match policy {
        Policy::Open => {
            format!("Whoever sees the {what} downloads from it with one click. Nobody is asked for anything.")
        }
        Policy::NoApproval => {
            "A visitor leaves a mail address and downloads at once, in that browser. Nobody has to decide; \
                               who asked is listed under Approved."
                .into()
        }
        Policy::Approval => format!(
            "A visitor asks and is told by mail when somebody has decided. An approval opens the whole {what}, and what is \
             added to it later."
        ),
        Policy::PerAssetApproval => {
            "A visitor asks and is told by mail when somebody has decided. An approval opens the \
                                     assets that were asked for, and no others."
                .into()
        }
        Policy::Disabled => {
            "Visitors look, and find no button to download. Who was let in before is shut out too.".into()
        }
    }
}

/// The policies of a kit to choose from.
pub(super) fn of_kit(chosen: Policy) -> Vec<Meaning> {
    ALL.iter().map(|each| meaning(each.as_str(), policy(*each), sentence(*each, "kit"), *each == chosen)).collect()
}

/// The policies of a portal to choose from.
pub(super) fn of_portal(chosen: PortalPolicy) -> Vec<Meaning> {
    let inherit =
        "Each kit keeps its own policy, with its own questions and terms. Visitors ask and download kit by kit.";
    let inherit = meaning(
        PortalPolicy::Inherit.as_str(),
        portal_policy(PortalPolicy::Inherit),
        inherit.into(),
        chosen == PortalPolicy::Inherit,
    );
    let own = ALL
        .iter()
        .map(|each| meaning(each.as_str(), policy(*each), sentence(*each, "portal"), chosen.own() == Some(*each)));
    std::iter::once(inherit).chain(own).collect()
}

fn meaning(value: &str, label: &'static str, sentence: String, chosen: bool) -> Meaning {
    Meaning { value: value.into(), label, sentence, publishes: None, chosen }
}

/// A place whose visibility is chosen.
pub(super) struct Seen<'a> {
    /// "kit" or "portal".
    pub what: &'static str,
    /// Who sees it now.
    pub now: Privacy,
    /// Who is to see it.
    pub chosen: Privacy,
    /// What is in it, counted: "21 assets".
    pub contents: String,
    /// Its address.
    pub address: &'a str,
    /// What its policy lets visitors do.
    pub policy: &'a str,
    pub has_password: bool,
    pub password: &'a str,
}

/// How many see it: more is more open.
fn openness(privacy: Privacy) -> u8 {
    match privacy {
        Privacy::Private => 0,
        Privacy::Password => 1,
        Privacy::Public => 2,
    }
}

/// Whether going from one to the other publishes something.
pub(super) fn is_published(before: Privacy, after: Privacy) -> bool {
    openness(after) > openness(before)
}

/// Who may see a place, to choose from; each says what becomes visible to whom.
pub(super) fn visibility(seen: &Seen<'_>) -> Visibility {
    let Seen { what, contents, address, policy, .. } = seen;
    let in_portals = if *what == "kit" { ", also inside a public portal" } else { "" };
    let choices = [Privacy::Private, Privacy::Password, Privacy::Public].map(|privacy| {
        let (label, sentence) = match privacy {
            Privacy::Private => ("Private", format!("Only signed-in members see it{in_portals}.")),
            Privacy::Password => (
                "Behind a password",
                "Whoever types its password sees it in that browser. It is not on the home page.".into(),
            ),
            Privacy::Public => ("Public", "Everybody sees it, and it stands on the home page.".to_owned()),
        };
        let to = if privacy == Privacy::Public { "everybody" } else { "whoever has the password" };
        let publishes = is_published(seen.now, privacy).then(|| {
            format!(
                "On saving, it becomes visible to {to} at {address}, with {contents}. Downloads: {}.",
                policy.to_lowercase()
            )
        });
        Meaning { publishes, ..meaning(privacy.as_str(), label, sentence, privacy == seen.chosen) }
    });
    Visibility { choices: choices.into(), password: seen.password.to_owned(), has_password: seen.has_password }
}
