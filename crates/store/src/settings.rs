//! The settings of the installation, as far as they were set.

use crate::{
    Result, Run, Tx,
    changes::Subject,
    sql::{args, execute, from_row, one},
};
use domain::{AssetId, Timestamp};
use words::Language;

/// What was set. Whatever is `None` was not: the default counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the organisation is called.
    pub organisation: Option<String>,
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// The asset that stands for the organisation.
    pub logo_id: Option<AssetId>,
    /// What is said to people of whom nothing else is known.
    pub language: Option<Language>,
    /// The languages that public pages are offered in; none: all there are.
    pub languages: Vec<Language>,
    /// Who mails are from: `Desk <desk@example.org>`.
    pub mail_from: Option<String>,
    /// Download requests an hour of one network.
    pub limit_network: Option<u32>,
    /// Download requests an hour in the name of one address.
    pub limit_address: Option<u32>,
    /// Parallel downloads of one requester.
    pub limit_downloads: Option<u32>,
    /// After how many days a pending request expires; none: never.
    pub requests_expire_after_days: Option<u32>,
    /// For how many days the history is kept; none: for ever.
    pub history_kept_for_days: Option<u32>,
}

from_row!(Settings {
    organisation,
    accent,
    logo_id,
    language,
    languages,
    mail_from,
    limit_network,
    limit_address,
    limit_downloads,
    requests_expire_after_days,
    history_kept_for_days
});

const COLUMNS: &str = "organisation, accent, logo_id, language, languages, mail_from, limit_network, limit_address, limit_downloads, \
     requests_expire_after_days, history_kept_for_days";

/// What was set.
pub async fn get(db: &impl Run) -> Result<Settings> {
    let found = one(db, &format!("SELECT {COLUMNS} FROM settings WHERE id = 1"), vec![]).await?;
    Ok(found.unwrap_or_default())
}

/// Sets all of it.
pub async fn set(tx: &Tx, settings: &Settings, now: Timestamp) -> Result<()> {
    let sql = format!(
        "INSERT INTO settings (id, {COLUMNS}, updated_at) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation, accent = excluded.accent, \
         logo_id = excluded.logo_id, language = excluded.language, languages = excluded.languages, \
         mail_from = excluded.mail_from, limit_network = excluded.limit_network, limit_address = excluded.limit_address, \
         limit_downloads = excluded.limit_downloads, requests_expire_after_days = excluded.requests_expire_after_days, \
         history_kept_for_days = excluded.history_kept_for_days, updated_at = excluded.updated_at"
    );
    let values = args![
        &settings.organisation,
        &settings.accent,
        settings.logo_id,
        settings.language,
        &settings.languages,
        &settings.mail_from,
        settings.limit_network,
        settings.limit_address,
        settings.limit_downloads,
        settings.requests_expire_after_days,
        settings.history_kept_for_days,
        now
    ];
    execute(tx, &sql, values).await?;
    tx.touch(Subject::Settings);
    Ok(())
}
