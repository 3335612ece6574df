//! The states of a download request and its items.

use crate::words::spelled;

/// The state of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestStatus {
    /// At least one item waits for a decision.
    Pending,
    /// Everything that was decided was approved.
    Approved,
    /// Some items were approved, some denied.
    PartiallyApproved,
    /// Everything was denied.
    Denied,
    /// Withdrawn, or nothing asked for is left.
    Cancelled,
    /// Pending for longer than the installation allows.
    Expired,
    /// Its last live grant was revoked.
    Revoked,
}

spelled!(RequestStatus {
    Pending = "pending",
    Approved = "approved",
    PartiallyApproved = "partiallyApproved",
    Denied = "denied",
    Cancelled = "cancelled",
    Expired = "expired",
    Revoked = "revoked",
});

/// The state of one item of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemStatus {
    /// Waits for a decision.
    Pending,
    /// May be downloaded.
    Approved,
    /// May not.
    Denied,
    /// Withdrawn, or the asset is gone.
    Cancelled,
    /// Waited too long.
    Expired,
    /// Was approved; the right was taken away.
    Revoked,
}

spelled!(ItemStatus {
    Pending = "pending",
    Approved = "approved",
    Denied = "denied",
    Cancelled = "cancelled",
    Expired = "expired",
    Revoked = "revoked",
});

/// What a decision says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No.
    Deny,
}

spelled!(Verdict { Approve = "approve", Deny = "deny" });

impl Verdict {
    /// What becomes of an item that is decided so.
    pub fn item_status(self) -> ItemStatus {
        match self {
            Verdict::Approve => ItemStatus::Approved,
            Verdict::Deny => ItemStatus::Denied,
        }
    }
}

/// How much a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestScope {
    /// The whole portal.
    Portal,
    /// The whole kit.
    Kit,
    /// Single assets.
    Assets,
}

spelled!(RequestScope { Portal = "portal", Kit = "kit", Assets = "assets" });

/// The state of a request that has these items: it stays pending until its last item is decided. An item that was taken
/// out (its asset is gone) does not make an approval partial.
pub fn status_of(items: impl IntoIterator<Item = ItemStatus>) -> RequestStatus {
    let (mut pending, mut approved, mut denied, mut expired, mut revoked) = (0, 0, 0, 0, 0);
    for item in items {
        match item {
            ItemStatus::Pending => pending += 1,
            ItemStatus::Approved => approved += 1,
            ItemStatus::Denied => denied += 1,
            ItemStatus::Expired => expired += 1,
            ItemStatus::Revoked => revoked += 1,
            ItemStatus::Cancelled => {}
        }
    }
    if pending > 0 {
        RequestStatus::Pending
    } else if approved > 0 && denied == 0 {
        RequestStatus::Approved
    } else if approved > 0 {
        RequestStatus::PartiallyApproved
    } else if revoked > 0 {
        RequestStatus::Revoked
    } else if denied > 0 {
        RequestStatus::Denied
    } else if expired > 0 {
        RequestStatus::Expired
    } else {
        RequestStatus::Cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::{ItemStatus as Item, RequestStatus as Request, *};

    #[test]
    fn a_request_stays_pending_until_its_last_item_is_decided() {
        assert_eq!(status_of([Item::Approved, Item::Pending]), Request::Pending);
        assert_eq!(status_of([Item::Approved, Item::Approved]), Request::Approved);
        assert_eq!(status_of([Item::Approved, Item::Denied]), Request::PartiallyApproved);
        assert_eq!(status_of([Item::Denied, Item::Denied]), Request::Denied);
    }

    #[test]
    fn an_item_whose_asset_is_gone_changes_nothing_for_the_others() {
        assert_eq!(status_of([Item::Approved, Item::Cancelled]), Request::Approved);
        assert_eq!(status_of([Item::Cancelled, Item::Denied]), Request::Denied);
        assert_eq!(status_of([Item::Cancelled]), Request::Cancelled);
        assert_eq!(status_of([]), Request::Cancelled);
    }

    #[test]
    fn it_is_revoked_only_when_no_approved_item_is_left() {
        assert_eq!(status_of([Item::Revoked, Item::Approved]), Request::Approved);
        assert_eq!(status_of([Item::Revoked, Item::Denied]), Request::Revoked);
    }

    #[test]
    fn words_are_spelled_as_the_interface_says() {
        assert_eq!(serde_json::to_string(&Request::PartiallyApproved).unwrap(), "\"partiallyApproved\"");
        assert_eq!("pending".parse(), Ok(Request::Pending));
        assert!("Pending".parse::<Request>().is_err());
    }
}
