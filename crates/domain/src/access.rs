//! Whether somebody may download, and what is offered to who may not.

use crate::{AssetId, Grant, Place, Policy, Role, Timestamp, place::PolicySource};

/// Who wants to download, and what they hold.
#[derive(Debug, Clone, Default)]
pub struct Holder {
    /// The role of the signed-in user, where one is.
    pub role: Option<Role>,
    /// Every grant of the user, the proven requester and the browser that has not been revoked.
    pub grants: Vec<Grant>,
}

/// What somebody may do with one asset, or with a whole place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The bytes flow; nobody has to ask.
    Open,
    /// The bytes flow because of a grant, or because managers and admins download everything.
    Granted,
    /// One has to ask first, under this policy.
    Ask(Policy),
    /// Nobody downloads here.
    Disabled,
    /// A portal that inherits: downloads are asked for kit by kit.
    KitByKit,
}

impl Access {
    /// Whether the bytes flow.
    pub fn is_allowed(self) -> bool {
        matches!(self, Access::Open | Access::Granted)
    }
}

/// What `holder` may do with `asset` (`None`: everything) at `place`, where `policy` counts. `disabled` beats every grant.
pub fn access(
    place: Place,
    policy: Option<(Policy, PolicySource)>,
    asset: Option<AssetId>,
    holder: &Holder,
    now: Timestamp,
) -> Access {
    if holder.role.is_some_and(Role::sees_everything) {
        return Access::Granted;
    }
    let source = policy.map(|(_, source)| source);
    let held = || {
        holder.grants.iter().filter(|grant| grant.is_live(now)).any(|grant| match asset {
            Some(asset) => grant.scope.covers(asset, place, source),
            None => grant.scope.covers_place(place, source),
        })
    };
    match policy {
        Some((Policy::Disabled, _)) => Access::Disabled,
        Some((Policy::Open, _)) => Access::Open,
        _ if held() => Access::Granted,
        Some((policy, _)) => Access::Ask(policy),
        None => Access::KitByKit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{GrantScope, KitId};

    const KIT: KitId = KitId(1);
    const NOW: fn() -> Timestamp = || Timestamp::from_micros(100);

    fn at_kit(policy: Policy, holder: &Holder) -> Access {
        access(Place::Kit(KIT), Some((policy, PolicySource::Kit(KIT))), Some(AssetId(7)), holder, NOW())
    }

    fn holding(scope: GrantScope, ends: Option<i64>) -> Holder {
        Holder { role: None, grants: vec![Grant { scope, expires_at: ends.map(Timestamp::from_micros) }] }
    }

    #[test]
    fn a_stranger_gets_what_the_policy_says() {
        let stranger = Holder::default();
        assert_eq!(at_kit(Policy::Open, &stranger), Access::Open);
        assert_eq!(at_kit(Policy::Disabled, &stranger), Access::Disabled);
        for policy in [Policy::NoApproval, Policy::Approval, Policy::PerAssetApproval] {
            assert_eq!(at_kit(policy, &stranger), Access::Ask(policy));
        }
    }

    #[test]
    fn disabled_beats_every_grant() {
        assert_eq!(at_kit(Policy::Disabled, &holding(GrantScope::Kit(KIT), None)), Access::Disabled);
        assert_eq!(at_kit(Policy::Disabled, &holding(GrantScope::Asset(AssetId(7)), None)), Access::Disabled);
    }

    #[test]
    fn a_grant_that_ended_opens_nothing() {
        assert_eq!(at_kit(Policy::Approval, &holding(GrantScope::Kit(KIT), Some(101))), Access::Granted);
        assert_eq!(at_kit(Policy::Approval, &holding(GrantScope::Kit(KIT), Some(100))), Access::Ask(Policy::Approval));
    }

    #[test]
    fn members_ask_like_anybody_and_managers_need_not() {
        let user = |role| Holder { role: Some(role), grants: vec![] };
        assert_eq!(at_kit(Policy::Approval, &user(Role::Member)), Access::Ask(Policy::Approval));
        assert_eq!(at_kit(Policy::Approval, &user(Role::Responsible)), Access::Ask(Policy::Approval));
        assert_eq!(at_kit(Policy::Disabled, &user(Role::Manager)), Access::Granted);
    }
}
