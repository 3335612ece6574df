//! Grants: what a requester may download because of an approved request.

use crate::{AssetId, KitId, Place, Policy, PortalId, RequestScope, Timestamp, place::PolicySource};

/// What a grant opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrantScope {
    /// Everything in the portal, through that portal only.
    Portal(PortalId),
    /// Everything in the kit, directly and through portals that inherit.
    Kit(KitId),
    /// One asset, wherever its holder may see it.
    Asset(AssetId),
}

/// A grant as the rules see it: what it opens and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// What it opens.
    pub scope: GrantScope,
    /// When it ends by itself; `None`: not until it is revoked.
    pub expires_at: Option<Timestamp>,
}

impl Grant {
    /// Whether it still counts. Revoked grants are never handed to the rules.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

impl GrantScope {
    /// Whether this opens `asset` at `place`, where `source` is whose policy counts there.
    pub fn covers(self, asset: AssetId, place: Place, source: Option<PolicySource>) -> bool {
        match self {
            GrantScope::Asset(granted) => granted == asset,
            whole => whole.covers_place(place, source),
        }
    }

    /// Whether this opens everything at `place`.
    pub fn covers_place(self, place: Place, source: Option<PolicySource>) -> bool {
        match self {
            GrantScope::Asset(_) => false,
            GrantScope::Portal(portal) => place.portal() == Some(portal),
            // Through a portal with a policy of its own, that portal's policy counts, not the kit's.
            GrantScope::Kit(kit) => place.kit() == Some(kit) && source == Some(PolicySource::Kit(kit)),
        }
    }
}

/// What one approved item of a request says of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprovedItem {
    /// The asset; `None` where the item is the whole place.
    pub asset: Option<AssetId>,
    /// Whether the one who approved it may decide all that the grant of the whole would open.
    pub by_one_who_may_decide_all: bool,
}

/// What a decision looks like once it is made, for the question which grants it makes.
#[derive(Debug, Clone)]
pub struct DecidedRequest<'a> {
    /// How much was asked for.
    pub scope: RequestScope,
    /// The policy that counts for the request.
    pub policy: Policy,
    /// Whose policy it is; `None` where the request names no place.
    pub source: Option<PolicySource>,
    /// Whether every item is approved now.
    pub everything_approved: bool,
    /// All approved items, of this decision and of earlier ones.
    pub approved: &'a [ApprovedItem],
    /// The assets that this decision approves.
    pub newly_approved: &'a [AssetId],
}

/// The grants that a decision makes. The portal or kit is granted only when everything asked for was approved by people
/// who may decide all of it, and only where the policy (or the ask) is for the whole; otherwise the approved assets are.
pub fn grants_of_decision(request: &DecidedRequest<'_>) -> Vec<GrantScope> {
    let asks_for_whole = request.scope != RequestScope::Assets;
    let opens_whole = asks_for_whole || matches!(request.policy, Policy::Approval | Policy::NoApproval);
    let by_all = !request.approved.is_empty() && request.approved.iter().all(|item| item.by_one_who_may_decide_all);
    if let Some(source) = request.source
        && opens_whole
        && request.everything_approved
        && by_all
    {
        return vec![match source {
            PolicySource::Kit(kit) => GrantScope::Kit(kit),
            PolicySource::Portal(portal) => GrantScope::Portal(portal),
        }];
    }
    request.newly_approved.iter().map(|asset| GrantScope::Asset(*asset)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIT: KitId = KitId(1);
    const PORTAL: PortalId = PortalId(2);
    const ASSET: AssetId = AssetId(3);

    #[test]
    fn a_kit_grant_counts_directly_and_through_portals_that_inherit() {
        let grant = GrantScope::Kit(KIT);
        let inherits = Some(PolicySource::Kit(KIT));
        assert!(grant.covers(ASSET, Place::Kit(KIT), inherits));
        assert!(grant.covers(ASSET, Place::PortalKit(PORTAL, KIT), inherits));
        assert!(!grant.covers(ASSET, Place::PortalKit(PORTAL, KIT), Some(PolicySource::Portal(PORTAL))));
        assert!(!grant.covers(ASSET, Place::Kit(KitId(9)), Some(PolicySource::Kit(KitId(9)))));
    }

    #[test]
    fn a_portal_grant_counts_only_through_that_portal() {
        let grant = GrantScope::Portal(PORTAL);
        assert!(grant.covers(ASSET, Place::PortalKit(PORTAL, KIT), Some(PolicySource::Portal(PORTAL))));
        assert!(!grant.covers(ASSET, Place::Kit(KIT), Some(PolicySource::Kit(KIT))));
        assert!(!grant.covers(ASSET, Place::Portal(PortalId(9)), Some(PolicySource::Portal(PortalId(9)))));
    }

    #[test]
    fn an_asset_grant_counts_wherever_the_asset_shows_but_never_opens_the_place() {
        let grant = GrantScope::Asset(ASSET);
        assert!(grant.covers(ASSET, Place::Kit(KIT), Some(PolicySource::Kit(KIT))));
        assert!(!grant.covers(AssetId(4), Place::Kit(KIT), Some(PolicySource::Kit(KIT))));
        assert!(!grant.covers_place(Place::Kit(KIT), Some(PolicySource::Kit(KIT))));
    }

    #[test]
    fn a_grant_ends_by_the_clock() {
        let end = Timestamp::from_micros(10);
        let grant = Grant { scope: GrantScope::Kit(KIT), expires_at: Some(end) };
        assert!(grant.is_live(Timestamp::from_micros(9)));
        assert!(!grant.is_live(end));
    }

    fn decided<'a>(
        policy: Policy,
        scope: RequestScope,
        approved: &'a [ApprovedItem],
        new: &'a [AssetId],
    ) -> DecidedRequest<'a> {
        let source = Some(PolicySource::Kit(KIT));
        DecidedRequest { scope, policy, source, everything_approved: true, approved, newly_approved: new }
    }

    fn item(all: bool) -> ApprovedItem {
        ApprovedItem { asset: Some(ASSET), by_one_who_may_decide_all: all }
    }

    #[test]
    fn approval_opens_the_whole_kit_and_per_asset_approval_the_asset() {
        let items = [item(true)];
        let whole = decided(Policy::Approval, RequestScope::Assets, &items, &[ASSET]);
        let single = decided(Policy::PerAssetApproval, RequestScope::Assets, &items, &[ASSET]);
        assert_eq!(grants_of_decision(&whole), [GrantScope::Kit(KIT)]);
        assert_eq!(grants_of_decision(&single), [GrantScope::Asset(ASSET)]);
    }

    #[test]
    fn a_part_of_what_was_asked_for_opens_that_part_only() {
        let items = [item(true)];
        let part = DecidedRequest {
            everything_approved: false,
            ..decided(Policy::Approval, RequestScope::Kit, &items, &[ASSET])
        };
        assert_eq!(grants_of_decision(&part), [GrantScope::Asset(ASSET)]);
    }

    #[test]
    fn responsibles_of_single_folders_open_no_whole() {
        let items = [item(true), item(false)];
        let mixed = decided(Policy::Approval, RequestScope::Kit, &items, &[ASSET]);
        assert_eq!(grants_of_decision(&mixed), [GrantScope::Asset(ASSET)]);
    }

    #[test]
    fn a_request_without_a_place_opens_assets() {
        let items = [item(true)];
        let nowhere =
            DecidedRequest { source: None, ..decided(Policy::Approval, RequestScope::Assets, &items, &[ASSET]) };
        assert_eq!(grants_of_decision(&nowhere), [GrantScope::Asset(ASSET)]);
    }
}
