//! Limits, counted in the records for all nodes together, under pseudonyms.

use crate::{App, Outcome, Refusal};
use std::time::Duration;
use store::{Tx, counters};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);

/// Wrong passwords of one account and network within ten minutes.
const MOST_FAILURES: u64 = 20;
/// Wrong names for an address, or from a network, within an hour.
const MOST_WRONG_NAMES: u64 = 20;
/// Receipts and fresh links to one unproven address within a day.
const MOST_UNPROVEN_MAILS: u64 = 3;

fn bucket(app: &App, what: &str, who: &str) -> String {
    app.keys.pseudonym("limit", &format!("{what} {who}"))
}

fn too_many(window: Duration) -> Refusal {
    Refusal::TooMany { retry_after: window }
}

/// Counts a download request of somebody who is not signed in, and refuses it past a limit.
pub(crate) async fn count_request(app: &App, tx: &Tx, network: &str, mail_key: &str) -> Outcome<()> {
    let now = app.now();
    for (what, who, limit) in
        [("network", network, app.settings.limit_network), ("address", mail_key, app.settings.limit_address)]
    {
        let bucket = bucket(app, what, who);
        let recent = counters::recent(tx, &bucket, HOUR, now).await?;
        if recent >= limit {
            return Err(too_many(HOUR / 4));
        }
        counters::count(tx, &bucket, HOUR, now).await?;
    }
    Ok(())
}

/// Refuses where names were guessed too often for this address or from this network.
pub(crate) async fn check_wrong_names(app: &App, network: &str, mail_key: &str) -> Outcome<()> {
    for (what, who) in [("names-network", network), ("names-address", mail_key)] {
        if counters::recent(&app.store, &bucket(app, what, who), HOUR, app.now()).await? >= MOST_WRONG_NAMES {
            return Err(too_many(HOUR / 4));
        }
    }
    Ok(())
}

/// Counts names that were wrong.
pub(crate) async fn count_wrong_names(app: &App, network: &str, mail_key: &str) -> Outcome<()> {
    store::write!(app.store, |tx| {
        for (what, who) in [("names-network", network), ("names-address", mail_key)] {
            counters::count(tx, &bucket(app, what, who), HOUR, app.now()).await?;
        }
        Ok(())
    })
}

/// Whether one more mail may go to an address that nobody proved today; counts it.
pub(crate) async fn may_write_to_unproven(app: &App, tx: &Tx, mail_key: &str) -> Outcome<bool> {
    let bucket = bucket(app, "unproven", mail_key);
    if counters::recent(tx, &bucket, DAY, app.now()).await? >= MOST_UNPROVEN_MAILS {
        return Ok(false);
    }
    counters::count(tx, &bucket, DAY, app.now()).await?;
    Ok(true)
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
