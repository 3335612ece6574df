//! The demo's content: its manifest and the files that it names.

use crate::failure::Failure;
use domain::{Policy, RequestStatus, Role};
use rust_embed::Embed;
use serde::Deserialize;
use std::collections::BTreeMap;
use words::Language;

#[derive(Embed)]
#[folder = "demo"]
#[exclude = "source/*"]
struct Files;

/// `demo.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    pub organisation: String,
    pub portals: Vec<Portal>,
    pub kits: Vec<Kit>,
    pub people: Vec<Person>,
    /// What colleagues say again and again.
    pub replies: Vec<Reply>,
    pub requests: Vec<Request>,
}

#[derive(Debug, Deserialize)]
pub struct Reply {
    pub title: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Portal {
    pub title: String,
    pub slug: String,
    pub introduction: String,
    /// Their tags.
    #[serde(default)]
    languages: Vec<String>,
    pub accent: String,
    pub logo: Option<String>,
    pub cover: String,
    /// The kits that it gathers, by their slugs.
    pub kits: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kit {
    pub title: String,
    pub slug: String,
    pub policy: Policy,
    pub description: String,
    pub sections: Vec<Section>,
    /// Questions of its form, as the HTTP API takes them.
    #[serde(default)]
    pub questions: serde_json::Value,
    pub terms: Option<String>,
    #[serde(default)]
    pub watermark: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    pub title: String,
    pub text: String,
    pub assets: Vec<Asset>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asset {
    pub file: String,
    /// What the file is called, where the same picture comes a second time for other readers.
    name: Option<String>,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub credit: String,
    #[serde(default)]
    pub licence: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub mail: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
}

/// A request as it should stand in the end.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    pub mail: String,
    pub first_name: String,
    pub last_name: String,
    pub reason: String,
    pub kit: String,
    pub files: Wanted,
    pub state: RequestStatus,
    pub decision_message: Option<String>,
    pub days_ago: u64,
    /// What was answered to the kit's questions: a text, or `true` for what was ticked.
    #[serde(default)]
    pub answers: BTreeMap<String, serde_json::Value>,
}

/// What a request asks for: some files, or (`"all"`) the whole kit.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Wanted {
    Some(Vec<String>),
    Whole(Whole),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Whole {
    All,
}

impl Wanted {
    /// The files; none where the whole kit is asked for.
    pub fn files(&self) -> &[String] {
        match self {
            Wanted::Some(files) => files,
            Wanted::Whole(Whole::All) => &[],
        }
    }
}

impl Portal {
    /// The languages it is offered in, its own first; none: all there are.
    pub fn languages(&self) -> Vec<Language> {
        self.languages.iter().filter_map(|tag| tag.parse().ok()).collect()
    }
}

impl Asset {
    /// By what requests name it.
    pub fn key(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.file)
    }
}

impl Content {
    /// The portal through which a kit is asked for.
    pub fn portal_of(&self, kit: &str) -> Result<&Portal, Failure> {
        let found = self.portals.iter().find(|portal| portal.kits.iter().any(|slug| slug == kit));
        found.ok_or_else(|| Failure::failed(format!("no portal of the demo has the kit {kit}")))
    }

    /// Reads the manifest.
    pub fn read() -> Result<Self, Failure> {
        let manifest = file("demo.json")?;
        serde_json::from_slice(&manifest).map_err(|error| Failure::failed(format!("demo.json: {error}")))
    }
}

/// The bytes of a file of the demo.
pub fn file(path: &str) -> Result<Vec<u8>, Failure> {
    let file = Files::get(path).ok_or_else(|| Failure::failed(format!("the demo has no file {path}")))?;
    Ok(file.data.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_manifest_names_files_that_there_are_and_every_state_of_a_request() {
        let content = Content::read().unwrap();
        let assets = || content.kits.iter().flat_map(|kit| &kit.sections).flat_map(|section| &section.assets);
        let branding = content.portals.iter().flat_map(|portal| [Some(&portal.cover), portal.logo.as_ref()]);
        for path in assets().map(|asset| &asset.file).chain(branding.flatten()) {
            assert!(file(path).is_ok(), "{path}");
        }
        let keys: BTreeSet<&str> = assets().map(Asset::key).collect();
        assert_eq!(keys.len(), assets().count(), "two assets of one name");
        for request in &content.requests {
            assert!(content.portal_of(&request.kit).is_ok(), "{}", request.kit);
            assert!(request.files.files().iter().all(|key| keys.contains(key.as_str())), "{}", request.mail);
        }
        for portal in &content.portals {
            assert_eq!(portal.languages().len(), portal.languages.len(), "{}", portal.slug);
        }
        let own = |portal: &Portal| portal.languages().first().map(|language| language.direction());
        assert!(content.portals.iter().any(|portal| own(portal) == Some("rtl")), "nothing is read from right to left");
        let kits = |slug: &String| content.kits.iter().any(|kit| kit.slug == *slug);
        assert!(content.portals.iter().all(|portal| portal.kits.iter().all(kits)));
        let states: BTreeSet<&str> = content.requests.iter().map(|request| request.state.as_str()).collect();
        assert_eq!(states.len(), RequestStatus::ALL.len() - 1, "all but expired");
        let roles: BTreeSet<&str> = content.people.iter().map(|person| person.role.as_str()).collect();
        assert_eq!(roles.len(), Role::ALL.len());
    }

    #[test]
    fn how_the_content_was_made_is_not_shipped() {
        assert!(Files::iter().all(|path| !path.starts_with("source")));
    }
}
