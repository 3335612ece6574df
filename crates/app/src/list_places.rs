//! Kits and portals as the desk lists them: by title, searched by words, with what leads on from each.

use crate::{App, Outcome, Viewer};
use domain::*;
use std::collections::HashMap;
use store::{
    assets::Asset,
    kits::{self, Kit},
    portals::{self, Portal},
    requests, windows,
};

/// How many a page lists.
const PAGE: usize = 50;
/// How many pictures a line shows.
const PICTURES: u32 = 3;

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// Its lines.
    pub lines: Vec<T>,
    /// The id after which the next page begins.
    pub next: Option<i64>,
    /// How many there are on all pages.
    pub total: usize,
}

/// A kit in a list.
#[derive(Debug, Clone)]
pub struct KitLine {
    /// The kit.
    pub kit: Kit,
    /// How many assets it has.
    pub assets: u64,
    /// The first of them.
    pub first: Vec<Asset>,
    /// The portals that gather it.
    pub portals: Vec<(PortalId, String)>,
    /// How many requests wait, also those that came through portals.
    pub pending: u64,
}

/// A portal in a list.
#[derive(Debug, Clone)]
pub struct PortalLine {
    /// The portal.
    pub portal: Portal,
    /// How many kits it gathers.
    pub kits: usize,
    /// Those of them that it opens wider than they open themselves.
    pub looser_than: Vec<String>,
    /// Its logo, or its cover.
    pub sign: Option<Asset>,
    /// How many requests wait, also those for its kits.
    pub pending: u64,
}

/// Whether every word that is sought begins a word of these texts.
fn is_found(q: Option<&str>, texts: &[&str]) -> bool {
    let words = text::fold(&texts.join(" "));
    let begins = |sought: &str| words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(sought));
    let sought = text::fold(q.unwrap_or_default());
    sought.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(begins)
}

/// The page of rows after one of them, in the order of their titles.
fn page<T>(mut rows: Vec<T>, key: impl Fn(&T) -> (&str, i64), after: Option<i64>) -> Listed<T> {
    rows.sort_by_cached_key(|row| (text::fold(key(row).0), key(row).1));
    let total = rows.len();
    // One that is gone begins the list anew.
    let from = after.and_then(|id| rows.iter().position(|row| key(row).1 == id)).map_or(0, |at| at + 1);
    let mut lines: Vec<T> = rows.into_iter().skip(from).take(PAGE + 1).collect();
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| more).map(|row| key(row).1);
    Listed { lines, next, total }
}

/// A page of kits, to managers and admins.
pub async fn kits(app: &App, viewer: &Viewer, q: Option<&str>, after: Option<KitId>) -> Outcome<Listed<KitLine>> {
    viewer.manager()?;
    let mut rows = kits::list(&app.store).await?;
    rows.retain(|kit| is_found(q, &[&kit.title, &kit.slug, &kit.description]));
    let Listed { lines, next, total } = page(rows, |kit| (&kit.title, kit.id.0), after.map(|id| id.0));
    let ids: Vec<KitId> = lines.iter().map(|kit| kit.id).collect();
    let counts: HashMap<KitId, u64> =
        windows::of_kits(&app.store, &ids).await?.into_iter().map(|(kit, assets, _)| (kit, assets)).collect();
    let placed = windows::first_of_kits(&app.store, &ids, PICTURES).await?;
    let assets: Vec<AssetId> = placed.iter().map(|(_, asset)| *asset).collect();
    let assets = store::assets::by_ids(&app.store, &assets).await?;
    let assets: HashMap<AssetId, Asset> = assets.into_iter().map(|asset| (asset.id, asset)).collect();
    let gathered = portals::gathered(&app.store).await?;
    let titles: HashMap<PortalId, String> =
        portals::list(&app.store).await?.into_iter().map(|portal| (portal.id, portal.title)).collect();
    let waiting = requests::pending_by_place(&app.store).await?;
    let line = |kit: Kit| KitLine {
        assets: counts.get(&kit.id).copied().unwrap_or(0),
        first: placed.iter().filter(|(of, _)| *of == kit.id).filter_map(|(_, id)| assets.get(id).cloned()).collect(),
        portals: gathered
            .iter()
            .filter(|(_, gathered)| *gathered == kit.id)
            .filter_map(|(portal, _)| Some((*portal, titles.get(portal)?.clone())))
            .collect(),
        pending: waiting.iter().filter(|(_, of, _)| *of == Some(kit.id)).map(|(_, _, count)| count).sum(),
        kit,
    };
    Ok(Listed { lines: lines.into_iter().map(line).collect(), next, total })
}

/// A page of portals, to managers and admins.
pub async fn portals(
    app: &App,
    viewer: &Viewer,
    q: Option<&str>,
    after: Option<PortalId>,
) -> Outcome<Listed<PortalLine>> {
    viewer.manager()?;
    let mut rows = portals::list(&app.store).await?;
    rows.retain(|portal| is_found(q, &[&portal.title, &portal.slug, &portal.introduction]));
    let Listed { lines, next, total } = page(rows, |portal| (&portal.title, portal.id.0), after.map(|id| id.0));
    let gathered = portals::gathered(&app.store).await?;
    let kits: HashMap<KitId, Kit> = kits::list(&app.store).await?.into_iter().map(|kit| (kit.id, kit)).collect();
    let signs: Vec<AssetId> = lines.iter().filter_map(|portal| portal.logo_id.or(portal.cover_id)).collect();
    let signs = store::assets::by_ids(&app.store, &signs).await?;
    let waiting = requests::pending_by_place(&app.store).await?;
    let line = |portal: Portal| {
        let own = gathered.iter().filter(|(of, _)| *of == portal.id).filter_map(|(_, kit)| kits.get(kit));
        let own: Vec<&Kit> = own.collect();
        let sign = portal.logo_id.or(portal.cover_id);
        PortalLine {
            kits: own.len(),
            looser_than: own
                .iter()
                .filter(|kit| is_looser(portal.policy, kit.policy))
                .map(|kit| kit.title.clone())
                .collect(),
            sign: signs.iter().find(|asset| Some(asset.id) == sign).cloned(),
            pending: waiting.iter().filter(|(of, _, _)| *of == Some(portal.id)).map(|(_, _, count)| count).sum(),
            portal,
        }
    };
    Ok(Listed { lines: lines.into_iter().map(line).collect(), next, total })
}

/// Whether a portal lets more through than one of its kits does.
pub fn is_looser(portal: PortalPolicy, kit: Policy) -> bool {
    portal.own().is_some_and(|own| own.looseness() > kit.looseness())
}

/// What stands around a kit: for its page at the desk.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The portals that gather it.
    pub portals: Vec<Portal>,
    /// How many requests wait.
    pub pending: u64,
}

/// What stands around a kit, to managers and admins.
pub async fn around_kit(app: &App, viewer: &Viewer, id: KitId) -> Outcome<Around> {
    viewer.manager()?;
    let portals = kits::portals_with(&app.store, id).await?;
    let pending = requests::counted(&app.store, &[RequestStatus::Pending], None, Some(id)).await?;
    Ok(Around { portals: portals::by_ids(&app.store, &portals).await?, pending })
}

/// How many requests wait at a portal, also those for its kits; to managers and admins.
pub async fn pending_at_portal(app: &App, viewer: &Viewer, id: PortalId) -> Outcome<u64> {
    viewer.manager()?;
    Ok(requests::counted(&app.store, &[RequestStatus::Pending], Some(id), None).await?)
}

/// Every kit by its title, for a choice; to managers and admins.
pub async fn all_kits(app: &App, viewer: &Viewer) -> Outcome<Vec<Kit>> {
    viewer.manager()?;
    let mut rows = kits::list(&app.store).await?;
    rows.sort_by_cached_key(|kit| (text::fold(&kit.title), kit.id));
    Ok(rows)
}

/// Who changed a kit or portal last, and when; nobody where the command line did. To managers and admins.
pub async fn last_change(
    app: &App,
    viewer: &Viewer,
    kit: Option<KitId>,
    portal: Option<PortalId>,
) -> Outcome<Option<(Option<String>, Timestamp)>> {
    viewer.manager()?;
    let Some(event) = store::events::last_change(&app.store, kit, portal).await? else { return Ok(None) };
    let by = match event.user_id {
        Some(user) => store::users::by_ids(&app.store, &[user]).await?.pop().map(|user| user.name()),
        None => None,
    };
    Ok(Some((by, event.at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings() {
        assert!(is_found(Some("pre kit"), &["Press kit 2026"]));
        assert!(is_found(Some("ÜBER"), &["Wir über uns"]));
        assert!(is_found(None, &["x"]) && is_found(Some(" - "), &["x"]));
        assert!(!is_found(Some("ess"), &["Press kit"]));
    }

    #[test]
    fn pages_follow_the_titles_and_one_that_is_gone_begins_anew() {
        let rows: Vec<(String, i64)> = (0..120).map(|n| (format!("{:03}", 119 - n), n)).collect();
        let key = |row: &(String, i64)| row.1;
        let first = page(rows.clone(), |row| (&row.0, row.1), None);
        assert_eq!((first.lines.len(), first.total, first.next), (50, 120, Some(70)));
        let second = page(rows.clone(), |row| (&row.0, row.1), first.next);
        assert_eq!((key(&second.lines[0]), second.next), (69, Some(20)));
        let last = page(rows.clone(), |row| (&row.0, row.1), second.next);
        assert_eq!((last.lines.len(), last.next), (20, None));
        assert_eq!(key(&page(rows, |row| (&row.0, row.1), Some(999)).lines[0]), 119);
    }
}
