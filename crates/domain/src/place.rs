//! Places: where a visitor stands, whose policy counts there, and who sees it.

use crate::{KitId, Policy, PortalId, PortalPolicy, words::spelled};
use serde::{Deserialize, Serialize};

/// Who sees a kit or a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Privacy {
    /// Signed-in users only, also inside a public portal.
    Private,
    /// Everybody.
    Public,
    /// Whoever typed its password in this browser, and signed-in users.
    Password,
}

spelled!(Privacy { Private = "private", Public = "public", Password = "password" });

/// Where something is asked for: a portal, a kit, or a kit as reached through a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The portal as a whole.
    Portal(PortalId),
    /// The kit at its own address.
    Kit(KitId),
    /// The kit at its address within the portal.
    PortalKit(PortalId, KitId),
}

impl Place {
    /// The place that a pair of ids names; `None` where there is neither.
    pub fn of(portal: Option<PortalId>, kit: Option<KitId>) -> Option<Self> {
        match (portal, kit) {
            (Some(portal), Some(kit)) => Some(Place::PortalKit(portal, kit)),
            (Some(portal), None) => Some(Place::Portal(portal)),
            (None, Some(kit)) => Some(Place::Kit(kit)),
            (None, None) => None,
        }
    }

    /// The portal, where the place is one or lies in one.
    pub fn portal(self) -> Option<PortalId> {
        match self {
            Place::Portal(portal) | Place::PortalKit(portal, _) => Some(portal),
            Place::Kit(_) => None,
        }
    }

    /// The kit, where the place is one.
    pub fn kit(self) -> Option<KitId> {
        match self {
            Place::Kit(kit) | Place::PortalKit(_, kit) => Some(kit),
            Place::Portal(_) => None,
        }
    }
}

/// What the rules need to know of a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitFacts {
    /// Its id.
    pub id: KitId,
    /// Who sees it.
    pub privacy: Privacy,
    /// Its own policy.
    pub policy: Policy,
}

/// What the rules need to know of a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortalFacts {
    /// Its id.
    pub id: PortalId,
    /// Who sees it.
    pub privacy: Privacy,
    /// Its policy, or `inherit`.
    pub policy: PortalPolicy,
}

/// Whose policy counts: the kit's or the portal's. A grant of the whole is a grant of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicySource {
    /// The kit's own.
    Kit(KitId),
    /// The portal's own.
    Portal(PortalId),
}

/// The policy that counts at a place, and whose it is. `None` at a portal that inherits: there one asks kit by kit.
///
/// A visitor who came through a portal is under the portal's policy, unless it says `inherit`; one who came to the kit
/// directly is under the kit's.
pub fn counting_policy(portal: Option<&PortalFacts>, kit: Option<&KitFacts>) -> Option<(Policy, PolicySource)> {
    if let Some(portal) = portal
        && let Some(policy) = portal.policy.own()
    {
        return Some((policy, PolicySource::Portal(portal.id)));
    }
    kit.map(|kit| (kit.policy, PolicySource::Kit(kit.id)))
}

/// What a visitor has shown in this browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// Is signed in as a user.
    pub signed_in: bool,
    /// Typed the portal's present password.
    pub portal_password: bool,
    /// Typed the kit's present password.
    pub kit_password: bool,
}

/// Whether a place opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It shows.
    Visible,
    /// The portal's password is asked for.
    PortalPassword,
    /// The kit's password is asked for.
    KitPassword,
    /// It looks like something that does not exist.
    Hidden,
}

/// Who sees a place. A password kit asks its own password in a public portal; a portal's password opens its password
/// kits, through that portal only. A private kit is for signed-in users also inside a public portal.
pub fn sight(portal: Option<&PortalFacts>, kit: Option<&KitFacts>, shown: Shown) -> Sight {
    if shown.signed_in {
        return Sight::Visible;
    }
    let private = |privacy| privacy == Privacy::Private;
    if portal.is_some_and(|portal| private(portal.privacy)) || kit.is_some_and(|kit| private(kit.privacy)) {
        return Sight::Hidden;
    }
    let portal_asks = portal.is_some_and(|portal| portal.privacy == Privacy::Password);
    if portal_asks && !shown.portal_password {
        return Sight::PortalPassword;
    }
    let opened_by_portal = portal_asks && shown.portal_password;
    if kit.is_some_and(|kit| kit.privacy == Privacy::Password) && !opened_by_portal && !shown.kit_password {
        return Sight::KitPassword;
    }
    Sight::Visible
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kit(privacy: Privacy, policy: Policy) -> KitFacts {
        KitFacts { id: KitId(1), privacy, policy }
    }

    fn portal(privacy: Privacy, policy: PortalPolicy) -> PortalFacts {
        PortalFacts { id: PortalId(2), privacy, policy }
    }

    #[test]
    fn the_portals_policy_counts_for_who_came_through_it() {
        let kit = kit(Privacy::Public, Policy::Disabled);
        let open = portal(Privacy::Public, PortalPolicy::Open);
        assert_eq!(counting_policy(Some(&open), Some(&kit)), Some((Policy::Open, PolicySource::Portal(PortalId(2)))));
        assert_eq!(counting_policy(None, Some(&kit)), Some((Policy::Disabled, PolicySource::Kit(KitId(1)))));
    }

    #[test]
    fn a_portal_that_inherits_asks_kit_by_kit() {
        let kit = kit(Privacy::Public, Policy::Approval);
        let inherits = portal(Privacy::Public, PortalPolicy::Inherit);
        assert_eq!(counting_policy(Some(&inherits), Some(&kit)), Some((Policy::Approval, PolicySource::Kit(KitId(1)))));
        assert_eq!(counting_policy(Some(&inherits), None), None);
    }

    #[test]
    fn a_private_kit_stays_hidden_inside_a_public_portal() {
        let kit = kit(Privacy::Private, Policy::Open);
        let portal = portal(Privacy::Public, PortalPolicy::Inherit);
        assert_eq!(sight(Some(&portal), Some(&kit), Shown::default()), Sight::Hidden);
        assert_eq!(sight(Some(&portal), Some(&kit), Shown { signed_in: true, ..Shown::default() }), Sight::Visible);
    }

    #[test]
    fn a_portals_password_opens_its_password_kits_through_that_portal_only() {
        let kit = kit(Privacy::Password, Policy::Open);
        let locked = portal(Privacy::Password, PortalPolicy::Inherit);
        let public = portal(Privacy::Public, PortalPolicy::Inherit);
        let typed = Shown { portal_password: true, ..Shown::default() };
        assert_eq!(sight(Some(&locked), Some(&kit), Shown::default()), Sight::PortalPassword);
        assert_eq!(sight(Some(&locked), Some(&kit), typed), Sight::Visible);
        assert_eq!(sight(None, Some(&kit), typed), Sight::KitPassword);
        assert_eq!(sight(Some(&public), Some(&kit), Shown::default()), Sight::KitPassword);
    }
}
