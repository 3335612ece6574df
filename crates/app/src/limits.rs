//! Limits, counted in the records for all nodes together, under pseudonyms.

use crate::{App, Outcome, Refusal, Viewer};
use std::time::Duration;
use store::counters::{self, Tally};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);

/// Wrong passwords of one account and network within ten minutes.
const MOST_FAILURES: u64 = 20;
/// Wrong names for an address, or from a network, within an hour.
const MOST_WRONG_NAMES: u64 = 20;
/// Receipts and fresh links to one unproven address within a day.
const MOST_UNPROVEN_MAILS: u64 = 3;

/// Asks for a way back into an account within an hour, from one network; and mails that follow to one address.
const MOST_RECOVERIES_OF_NETWORK: u64 = 20;
const MOST_RECOVERIES_OF_ADDRESS: u64 = 3;

fn bucket(app: &App, what: &str, who: &str) -> String {
    app.keys.pseudonym("limit", &format!("{what} {who}"))
}

fn too_many(window: Duration) -> Refusal {
    Refusal::TooMany { retry_after: window }
}

/// What a limit leaves to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Its name.
    pub name: &'static str,
    /// How many fit.
    pub most: u64,
    /// Within which time.
    pub window: Duration,
    /// How many are left now; none: it is not told, since it would say what others did.
    pub left: Option<u64>,
}

/// What is left of the limits of download requests without signing in, from this network. How often an address was used is
/// not told: whoever asks need not be the one it belongs to.
pub async fn of_requests(app: &App, viewer: &Viewer) -> Outcome<[Quota; 2]> {
    let in_force = app.in_force();
    let most = in_force.limit_network;
    let counted = counters::recent(&app.store, &bucket(app, "network", &viewer.network), HOUR, app.now()).await?;
    let network = Quota { name: "network", most, window: HOUR, left: Some(most.saturating_sub(counted)) };
    Ok([network, Quota { name: "address", most: in_force.limit_address, window: HOUR, left: None }])
}

/// What counts wrong names: by network and by address.
fn of_names<'a>(network: &'a str, mail_key: &'a str) -> [(&'static str, &'a str); 2] {
    [("names-network", network), ("names-address", mail_key)]
}

/// The counters that an ask in the name of an address looks at.
pub(crate) fn counters_of(app: &App, network: &str, mail_key: &str) -> Vec<(String, Duration)> {
    let names = of_names(network, mail_key).map(|(what, who)| (bucket(app, what, who), HOUR));
    let asks = [
        (bucket(app, "network", network), HOUR),
        (bucket(app, "address", mail_key), HOUR),
        (bucket(app, "unproven", mail_key), DAY),
    ];
    asks.into_iter().chain(names).collect()
}

/// Counts a download request of somebody who is not signed in, and refuses it past a limit.
pub(crate) fn count_request(app: &App, tally: &mut Tally, network: &str, mail_key: &str) -> Outcome<()> {
    let in_force = app.in_force();
    let counted = [("network", network, in_force.limit_network), ("address", mail_key, in_force.limit_address)];
    let buckets = counted.map(|(what, who, limit)| (bucket(app, what, who), limit));
    // First all are looked at: what is refused counts nowhere.
    if buckets.iter().any(|(bucket, limit)| tally.recent(bucket, HOUR) >= *limit) {
        return Err(too_many(HOUR / 4));
    }
    for (bucket, _) in &buckets {
        tally.count(bucket, HOUR);
    }
    Ok(())
}

/// Refuses where names were guessed too often, as far as a transaction has looked.
pub(crate) fn check_guesses(app: &App, tally: &Tally, network: &str, mail_key: &str) -> Outcome<()> {
    let guessed = |(what, who)| tally.recent(&bucket(app, what, who), HOUR) >= MOST_WRONG_NAMES;
    if of_names(network, mail_key).into_iter().any(guessed) {
        return Err(too_many(HOUR / 4));
    }
    Ok(())
}

/// Refuses where names were guessed too often for this address or from this network.
pub(crate) async fn check_wrong_names(app: &App, network: &str, mail_key: &str) -> Outcome<()> {
    for (what, who) in of_names(network, mail_key) {
        if counters::recent(&app.store, &bucket(app, what, who), HOUR, app.now()).await? >= MOST_WRONG_NAMES {
            return Err(too_many(HOUR / 4));
        }
    }
    Ok(())
}

/// Counts names that were wrong.
pub(crate) async fn count_wrong_names(app: &App, network: &str, mail_key: &str) -> Outcome<()> {
    store::write!(app.store, |tx| {
        for (what, who) in of_names(network, mail_key) {
            counters::count(tx, &bucket(app, what, who), HOUR, app.now()).await?;
        }
        Ok(())
    })
}

/// Whether one more mail may go to an address that nobody proved today; counts it.
pub(crate) fn may_write_to_unproven(app: &App, tally: &mut Tally, mail_key: &str) -> bool {
    let bucket = bucket(app, "unproven", mail_key);
    let may = tally.recent(&bucket, DAY) < MOST_UNPROVEN_MAILS;
    if may {
        tally.count(&bucket, DAY);
    }
    may
}

/// The counters that are kept for an address, and nothing else of it.
pub(crate) fn buckets_of_address(app: &App, mail_key: &str) -> Vec<String> {
    ["address", "unproven", "names-address", "recovery-address"].map(|what| bucket(app, what, mail_key)).to_vec()
}

/// The counters that an ask for a way back into an account looks at.
pub(crate) fn counters_of_recovery(app: &App, network: &str, mail_key: &str) -> Vec<(String, Duration)> {
    vec![(bucket(app, "recovery-network", network), HOUR), (bucket(app, "recovery-address", mail_key), HOUR)]
}

/// Counts an ask for a way back: refused where this network asked too often. Whether one more mail may go to the address:
/// the answer is the same where it may not, so that nobody is locked out by somebody who types it.
pub(crate) fn count_recovery(app: &App, tally: &mut Tally, network: &str, mail_key: &str) -> Outcome<bool> {
    let (by_network, by_address) =
        (bucket(app, "recovery-network", network), bucket(app, "recovery-address", mail_key));
    if tally.recent(&by_network, HOUR) >= MOST_RECOVERIES_OF_NETWORK {
        return Err(too_many(HOUR / 4));
    }
    tally.count(&by_network, HOUR);
    let may = tally.recent(&by_address, HOUR) < MOST_RECOVERIES_OF_ADDRESS;
    if may {
        tally.count(&by_address, HOUR);
    }
    Ok(may)
}

/// Refuses where this network failed too often at this door (an account, or a place's password).
pub(crate) async fn check_password(app: &App, network: &str, door: &str) -> Outcome<()> {
    let bucket = bucket(app, "password", &format!("{network} {door}"));
    if counters::recent(&app.store, &bucket, TEN_MINUTES, app.now()).await? >= MOST_FAILURES {
        return Err(too_many(TEN_MINUTES));
    }
    Ok(())
}

/// Counts a wrong password.
pub(crate) async fn wrong_password(app: &App, network: &str, door: &str) -> Outcome<()> {
    let bucket = bucket(app, "password", &format!("{network} {door}"));
    store::write!(app.store, |tx| {
        counters::count(tx, &bucket, TEN_MINUTES, app.now()).await?;
        Ok(())
    })
}
