//! Filling the demo: people, assets, kits and the portal, by the use cases of the desk.

use super::{
    content::{self, Content, Reply},
    past::Past,
    welcome::PASSWORD,
};
use crate::{ambient, failure::Failure};
use app::{
    App, Viewer, accounts,
    accounts::UserDraft,
    change_settings::{self, SettingsDraft},
    edit_asset::AssetDraft,
    edit_kit::{self, KitDraft, SectionDraft},
    edit_portal::{self, PortalDraft},
    form::read_questions,
    import_asset::{self, Upload},
    refusal::Faults,
    saved_replies::{self, ReplyDraft},
};
use bytes::Bytes;
use domain::{AssetId, FolderId, KitId, Privacy, Role};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::{
    collections::{BTreeMap, HashMap},
    io,
    time::Duration,
};
use store::Store;

/// Who and what the requests are about.
pub struct Filled {
    /// One user of each role, as viewers.
    pub people: HashMap<Role, Viewer>,
    /// The assets, by what requests name them.
    pub assets: HashMap<String, AssetId>,
    /// The records, for what no use case does.
    pub store: Store,
}

/// How long ago the desk was furnished: before the first request.
const FURNISHED: Duration = Duration::from_secs(40 * 24 * 60 * 60);

/// Fills an empty installation.
pub async fn fill(app: &App, store: &Store, content: &Content, past: &Past) -> Result<Filled, Failure> {
    past.is(ambient::now().minus(FURNISHED));
    let settings = SettingsDraft {
        organisation: Some(Some(content.organisation.clone())),
        mail_from: Some(Some(format!("{} <desk@lowwater.example>", content.organisation))),
        ..SettingsDraft::default()
    };
    change_settings::change_as_operator(app, settings, Faults::default(), None).await?;
    let people = people(app, content).await?;
    let manager = viewer(&people, Role::Manager)?;
    let assets = assets(app, manager, content).await?;
    let mut kits = HashMap::new();
    for kit in &content.kits {
        kits.insert(kit.slug.as_str(), create_kit(app, manager, kit, &assets).await?);
    }
    for portal in &content.portals {
        create_portal(app, manager, portal, &kits, &assets).await?;
    }
    for Reply { title, text } in &content.replies {
        let draft = ReplyDraft { title: title.clone(), text: text.clone() };
        saved_replies::save(app, manager, None, &draft).await?;
    }
    Ok(Filled { people, assets, store: store.clone() })
}

/// The user of a role.
pub fn viewer(people: &HashMap<Role, Viewer>, role: Role) -> Result<&Viewer, Failure> {
    people.get(&role).ok_or_else(|| Failure::failed(format!("the demo has no {role}")))
}

async fn people(app: &App, content: &Content) -> Result<HashMap<Role, Viewer>, Failure> {
    let mut people = HashMap::new();
    for person in &content.people {
        let draft = UserDraft {
            mail: person.mail.clone(),
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            role: Some(person.role),
            password: Some(PASSWORD.to_owned()),
            ..UserDraft::default()
        };
        let user = accounts::add_as_operator(app, draft, Faults::default(), None).await?;
        people.insert(person.role, Viewer { user: Some(user), ..Viewer::default() });
    }
    Ok(people)
}

/// The folder for what lies in a folder of the demo.
fn folder_name(file: &str) -> &str {
    match file.split('/').next() {
        Some("brand") => "Brand",
        Some("photographs") => "Photographs",
        Some("press-pack") => "Press pack",
        _ => "Portal",
    }
}

async fn assets(app: &App, manager: &Viewer, content: &Content) -> Result<HashMap<String, AssetId>, Failure> {
    let in_kits = content.kits.iter().flat_map(|kit| &kit.sections).flat_map(|section| &section.assets);
    // By key: the file that it is, and what becomes of it.
    let mut wanted: BTreeMap<&str, (&str, Upload)> = BTreeMap::new();
    for portal in &content.portals {
        wanted.insert(&portal.cover, (&portal.cover, upload(&portal.cover, "Portal cover")));
        if let Some(logo) = &portal.logo {
            wanted.insert(logo, (logo, upload(logo, "Portal logo")));
        }
    }
    for asset in in_kits {
        let about = AssetDraft {
            description: Some(asset.description.clone()),
            licence: Some(asset.licence.clone()),
            credit: Some(asset.credit.clone()),
            ..AssetDraft::default()
        };
        wanted.insert(asset.key(), (&asset.file, Upload { about, ..upload(asset.key(), &asset.title) }));
    }
    let mut folders: HashMap<&str, Option<FolderId>> = HashMap::new();
    for (file, _) in wanted.values() {
        let name = folder_name(file);
        if !folders.contains_key(name) {
            folders.insert(name, import_asset::folder_of_path(app, name).await?);
        }
    }
    let folders = &folders;
    let uploads = stream::iter(wanted).map(|(key, (file, upload))| async move {
        let bytes = Bytes::from(content::file(file)?);
        let folder = folders.get(folder_name(file)).copied().flatten();
        let bytes = stream::iter([Ok::<_, io::Error>(bytes)]);
        let received = import_asset::receive(app, manager, bytes).await?;
        let upload = Upload { folder, ..upload };
        let asset = import_asset::add(app, manager, received, upload, Faults::default()).await?;
        Ok::<_, Failure>((key.to_owned(), asset.id))
    });
    uploads.buffer_unordered(8).try_collect().await
}

fn upload(name: &str, title: &str) -> Upload {
    Upload { name: name.to_owned(), title: Some(title.to_owned()), ..Upload::default() }
}

fn ids(assets: &HashMap<String, AssetId>, section: &content::Section) -> Vec<AssetId> {
    section.assets.iter().filter_map(|asset| assets.get(asset.key())).copied().collect()
}

async fn create_kit(
    app: &App,
    manager: &Viewer,
    kit: &content::Kit,
    assets: &HashMap<String, AssetId>,
) -> Result<KitId, Failure> {
    let sections = kit.sections.iter().map(|section| SectionDraft {
        title: section.title.clone(),
        text: section.text.clone(),
        assets: ids(assets, section),
    });
    let mut faults = Faults::default();
    let asks = kit.questions.is_array();
    let draft = KitDraft {
        questions: asks.then(|| read_questions(&kit.questions, "/questions", &mut faults)),
        terms: kit.terms.clone().map(Some),
        watermark: Some(kit.watermark.clone()),
        title: Some(kit.title.clone()),
        slug: Some(kit.slug.clone()),
        description: Some(kit.description.clone()),
        privacy: Some(Privacy::Public),
        policy: Some(kit.policy),
        sections: Some(sections.collect()),
        ..KitDraft::default()
    };
    Ok(edit_kit::create(app, manager, draft, faults).await?.id)
}

async fn create_portal(
    app: &App,
    manager: &Viewer,
    portal: &content::Portal,
    kits: &HashMap<&str, KitId>,
    assets: &HashMap<String, AssetId>,
) -> Result<(), Failure> {
    let draft = PortalDraft {
        title: Some(portal.title.clone()),
        slug: Some(portal.slug.clone()),
        introduction: Some(portal.introduction.clone()),
        languages: Some(portal.languages()),
        accent: Some(Some(portal.accent.clone())),
        logo: portal.logo.as_ref().map(|logo| assets.get(logo).copied()),
        cover: Some(assets.get(&portal.cover).copied()),
        privacy: Some(Privacy::Public),
        kits: Some(portal.kits.iter().filter_map(|slug| kits.get(slug.as_str())).copied().collect()),
        ..PortalDraft::default()
    };
    edit_portal::create(app, manager, draft, Faults::default()).await?;
    Ok(())
}
