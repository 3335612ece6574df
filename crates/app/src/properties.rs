//! Technical properties: what counts, who says so, and setting them.

use crate::{
    App, Outcome, Refusal, Viewer,
    caches::{Made, Subject},
};
use domain::TechnicalProperty;
use std::sync::Arc;
use store::{Run, events::NewEvent};

/// A property and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// Which one.
    pub property: TechnicalProperty,
    /// Whether it is on.
    pub value: bool,
    /// Whether the environment fixes it.
    pub fixed: bool,
    /// Who says so.
    pub source: Source,
}

/// Who says what a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Nobody: it is off.
    Default,
    /// The settings page, the API or the command line.
    Setting,
    /// The environment, which wins.
    Environment,
}

pub(crate) async fn read(app: &App, db: &impl Run, property: TechnicalProperty) -> Outcome<bool> {
    if let Some(fixed) = app.settings.fixed_properties.get(&property) {
        return Ok(*fixed);
    }
    let set = store::properties::all_set(db).await?;
    Ok(set.into_iter().find(|(name, _)| *name == property).is_some_and(|(_, value)| value))
}

/// Whether a property is on: what the environment says, else what was set, else off.
pub async fn is_on(app: &App, property: TechnicalProperty) -> Outcome<bool> {
    if let Some(fixed) = app.settings.fixed_properties.get(&property) {
        return Ok(*fixed);
    }
    let set = match app.caches.properties.get(app, "") {
        Some(known) => known,
        None => {
            let made = Made { stamp: app.stamp(), about: &[Subject::Properties], until: None };
            let found = Arc::new(store::properties::all_set(&app.store).await?);
            app.caches.properties.keep(String::new(), made, 200, found.clone());
            found
        }
    };
    Ok(set.iter().find(|(name, _)| *name == property).is_some_and(|(_, value)| *value))
}

/// All properties.
pub async fn list(app: &App) -> Outcome<Vec<Property>> {
    let set = store::properties::all_set(&app.store).await?;
    let of = |property: TechnicalProperty| {
        let fixed = app.settings.fixed_properties.get(&property).copied();
        let set = set.iter().find(|(name, _)| *name == property).map(|(_, value)| *value);
        let source = match (fixed, set) {
            (Some(_), _) => Source::Environment,
            (None, Some(_)) => Source::Setting,
            (None, None) => Source::Default,
        };
        Property { property, value: fixed.or(set).unwrap_or_default(), fixed: fixed.is_some(), source }
    };
    Ok(TechnicalProperty::ALL.iter().copied().map(of).collect())
}

/// An admin sets a property.
pub async fn set(app: &App, viewer: &Viewer, property: TechnicalProperty, value: bool) -> Outcome<Property> {
    let admin = viewer.admin()?.id;
    if app.settings.fixed_properties.contains_key(&property) {
        let detail = format!("{property} is set by the environment; change it there.");
        return Err(Refusal::conflict("set-by-environment", detail));
    }
    set_as_operator(app, property, value, Some(admin)).await
}

/// Whoever runs the command line sets a property. It counts as soon as the environment does not fix it.
pub async fn set_as_operator(
    app: &App,
    property: TechnicalProperty,
    value: bool,
    by: Option<domain::UserId>,
) -> Outcome<Property> {
    store::write!(app.store, |tx| {
        store::properties::set(tx, property, value, app.now()).await?;
        let mut event = NewEvent { user_id: by, ..NewEvent::default() };
        event.data.insert("name".into(), property.as_str().into());
        event.data.insert("value".into(), value.into());
        store::events::record(tx, "setting.changed", &event, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    let fixed = app.settings.fixed_properties.get(&property).copied();
    let source = if fixed.is_some() { Source::Environment } else { Source::Setting };
    Ok(Property { property, value: fixed.unwrap_or(value), fixed: fixed.is_some(), source })
}
