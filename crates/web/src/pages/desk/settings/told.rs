//! What the history says of a changed setting.

use app::rows::Event;
use domain::Setting;
use serde_json::Value;

/// Which setting was changed, from what to what; nothing where an event is about something else. Of a sender the history knows
/// that it was changed, and no address.
pub(in crate::pages::desk) fn told(event: &Event) -> Option<String> {
    if event.kind != "setting.changed" {
        return None;
    }
    let data: Value = serde_json::from_str(&event.data).ok()?;
    let name = data.get("name")?.as_str()?;
    let setting: Option<Setting> = name.parse().ok();
    let called = setting.map_or_else(|| name.to_owned(), |setting| setting.called().to_owned());
    let to = match (data.get("value"), data.get("from").zip(data.get("to"))) {
        // A technical property.
        (Some(value), _) => match value.as_bool() {
            Some(true) => "switched on".to_owned(),
            _ => "switched off".to_owned(),
        },
        (None, Some((from, to))) if setting != Some(Setting::Logo) => format!("{} → {}", said(from), said(to)),
        (None, _) => "changed".to_owned(),
    };
    Some(format!("{called}: {to}"))
}

/// A value in words.
fn said(value: &Value) -> String {
    match value {
        Value::Null => "default".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Array(all) if all.is_empty() => "all".to_owned(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EventId, Timestamp};

    fn of(data: &str) -> Option<String> {
        told(&Event {
            id: EventId(1),
            at: Timestamp::from_micros(0),
            kind: "setting.changed".into(),
            user_id: None,
            external_user_id: None,
            requester_user_id: None,
            request_id: None,
            grant_id: None,
            portal_id: None,
            kit_id: None,
            asset_id: None,
            folder_id: None,
            data: data.into(),
        })
    }

    #[test]
    fn a_change_says_from_what_to_what() {
        let said = |data: &str| of(data).unwrap();
        assert_eq!(
            said(r#"{"name":"limitNetwork","from":null,"to":7}"#),
            "Requests an hour from one network: default → 7"
        );
        assert_eq!(said(r#"{"name":"organisation","from":"A","to":"متحف"}"#), "Name of the organisation: “A” → “متحف”");
        assert_eq!(
            said(r#"{"name":"languages","from":[],"to":["en","de"]}"#),
            "Languages of public pages: all → en, de"
        );
        assert_eq!(said(r#"{"name":"mailFrom"}"#), "Sender of mails: changed");
        assert_eq!(said(r#"{"name":"logoId","from":1,"to":null}"#), "Logo: changed");
        assert_eq!(
            said(r#"{"name":"ENABLE_PUBLIC_DOWNLOAD_REQUEST","value":true}"#),
            "ENABLE_PUBLIC_DOWNLOAD_REQUEST: switched on"
        );
        assert_eq!(of("{}"), None, "it says no more than that something was changed");
    }
}
