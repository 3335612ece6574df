//! Download policies of kits and portals.

use crate::words::spelled;

/// How what stands in a kit or portal may be downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Whoever sees it downloads it.
    Open,
    /// A mail address, then access at once in this browser.
    NoApproval,
    /// Somebody decides; approval opens the whole kit or portal.
    Approval,
    /// Somebody decides; approval opens the assets asked for.
    PerAssetApproval,
    /// Nobody downloads.
    Disabled,
}

spelled!(Policy {
    Open = "open",
    NoApproval = "noApproval",
    Approval = "approval",
    PerAssetApproval = "perAssetApproval",
    Disabled = "disabled",
});

impl Policy {
    /// Whether one has to ask before downloading.
    pub fn asks(self) -> bool {
        matches!(self, Policy::NoApproval | Policy::Approval | Policy::PerAssetApproval)
    }

    /// Whether somebody has to decide.
    pub fn needs_decision(self) -> bool {
        matches!(self, Policy::Approval | Policy::PerAssetApproval)
    }

    /// How much this policy lets through, to warn where a portal is looser than one of its kits: more is looser.
    pub fn looseness(self) -> u8 {
        match self {
            Policy::Disabled => 0,
            Policy::PerAssetApproval => 1,
            Policy::Approval => 2,
            Policy::NoApproval => 3,
            Policy::Open => 4,
        }
    }
}

/// What a portal says: a policy of its own for all its kits, or each kit's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PortalPolicy {
    /// Each kit's own policy counts.
    Inherit,
    /// See [`Policy::Open`].
    Open,
    /// See [`Policy::NoApproval`].
    NoApproval,
    /// See [`Policy::Approval`].
    Approval,
    /// See [`Policy::PerAssetApproval`].
    PerAssetApproval,
    /// See [`Policy::Disabled`].
    Disabled,
}

spelled!(PortalPolicy {
    Inherit = "inherit",
    Open = "open",
    NoApproval = "noApproval",
    Approval = "approval",
    PerAssetApproval = "perAssetApproval",
    Disabled = "disabled",
});

impl PortalPolicy {
    /// The portal's own policy; `None` where it inherits.
    pub fn own(self) -> Option<Policy> {
        match self {
            PortalPolicy::Inherit => None,
            PortalPolicy::Open => Some(Policy::Open),
            PortalPolicy::NoApproval => Some(Policy::NoApproval),
            PortalPolicy::Approval => Some(Policy::Approval),
            PortalPolicy::PerAssetApproval => Some(Policy::PerAssetApproval),
            PortalPolicy::Disabled => Some(Policy::Disabled),
        }
    }
}
