//! People and things to fill records with, each in a line.

use domain::*;
use store::{
    Store, Tx,
    assets::{self, NewVersion},
    external_users, folders,
    kits::{self, NewKit},
    portals::{self, NewPortal},
    requests::{self, NewRequest, Origin, PolicyOf},
    users::{self, NewUser},
};

/// A moment: so many seconds after the tests began to count.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000 + seconds * 1_000_000)
}

/// Writes in one transaction that has to succeed. Not to be spawned: see [`store::write!`].
pub async fn write<T>(store: &Store, act: impl AsyncFn(&Tx) -> store::Result<T>) -> T {
    let written: store::Result<T> = store::write!(store, |tx| act(tx).await);
    written.expect("the records take this")
}

pub fn mail(address: &str) -> MailAddress {
    MailAddress::parse(address).expect("a mail address")
}

pub fn name(name: &str) -> PersonName {
    PersonName::parse(name).expect("a name")
}

pub fn new_user(address: &str, role: Role) -> NewUser {
    NewUser {
        mail: mail(address),
        first_name: "Uta".into(),
        last_name: "Üblich".into(),
        role,
        responsible_for_external_users: role.responsible_by_default(),
        password_hash: None,
    }
}

pub async fn user(store: &Store, address: &str, role: Role) -> UserId {
    write(store, async |tx| users::insert(tx, &new_user(address, role), at(0)).await).await
}

pub async fn visitor(store: &Store, address: &str) -> ExternalUserId {
    let typed = mail(address);
    let written: store::Result<_> =
        store::write!(store, |tx| Ok(external_users::find_or_insert(tx, &typed, at(0)).await?.id));
    written.expect("a visitor")
}

pub async fn folder(store: &Store, parent: Option<FolderId>, name: &str) -> FolderId {
    write(store, async |tx| folders::insert(tx, parent, name, at(0)).await).await
}

/// A version whose bytes no other one has.
pub fn version(filename: &str) -> NewVersion {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    NewVersion {
        filename: filename.into(),
        content_type: "image/png".into(),
        blob_key: format!("blob-{count}"),
        size: 1_000 + count,
        sha256: format!("{count:064x}"),
        crc32: u32::MAX,
        by: None,
        has_position: false,
    }
}

pub async fn asset(store: &Store, title: &str) -> AssetId {
    asset_in(store, None, title).await
}

pub async fn asset_in(store: &Store, folder: Option<FolderId>, title: &str) -> AssetId {
    let version = version(&format!("{title}.png"));
    write(store, async |tx| assets::insert(tx, folder, title, &version, at(0)).await).await
}

pub fn new_kit(slug: &str, privacy: Privacy, policy: Policy) -> NewKit {
    NewKit {
        slug: Slug::parse(slug).expect("a slug"),
        title: format!("The kit {slug}"),
        description: String::new(),
        privacy,
        password_hash: (privacy == Privacy::Password).then(|| "$argon2id$".into()),
        policy,
        questions: vec![],
        watermark: String::new(),
        manifest: false,
    }
}

/// A public kit with policy `approval` and one section that holds these assets.
pub async fn kit(store: &Store, slug: &str, assets: &[AssetId]) -> KitId {
    kit_of(store, slug, Privacy::Public, assets).await
}

/// A kit with policy `approval` and one section that holds these assets.
pub async fn kit_of(store: &Store, slug: &str, privacy: Privacy, assets: &[AssetId]) -> KitId {
    let kit = new_kit(slug, privacy, Policy::Approval);
    write(store, async |tx| {
        let id = kits::insert(tx, &kit, at(0)).await?;
        let section = kits::insert_section(tx, id, "", "").await?;
        kits::add_assets(tx, id, section, assets).await?;
        Ok(id)
    })
    .await
}

pub fn new_portal(slug: &str, policy: PortalPolicy) -> NewPortal {
    NewPortal {
        slug: Slug::parse(slug).expect("a slug"),
        title: format!("The portal {slug}"),
        introduction: String::new(),
        accent: None,
        logo_id: None,
        cover_id: None,
        privacy: Privacy::Public,
        password_hash: None,
        policy,
        questions: vec![],
        watermark: String::new(),
        manifest: false,
        languages: vec![],
    }
}

/// A public portal that inherits and gathers these kits.
pub async fn portal(store: &Store, slug: &str, kits: &[KitId]) -> PortalId {
    let portal = new_portal(slug, PortalPolicy::Inherit);
    write(store, async |tx| {
        let id = portals::insert(tx, &portal, at(0)).await?;
        portals::set_kits(tx, id, kits).await?;
        Ok(id)
    })
    .await
}

/// Whoever asks.
#[derive(Clone, Copy)]
pub enum Asker {
    Visitor(ExternalUserId),
    User(UserId),
}

/// A request for these assets that names no place, as a program makes it.
pub fn new_request(asker: Asker, assets: &[AssetId]) -> NewRequest {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let (external_user_id, user_id) = match asker {
        Asker::Visitor(id) => (Some(id), None),
        Asker::User(id) => (None, Some(id)),
    };
    NewRequest {
        reference: format!("reference-{}", COUNT.fetch_add(1, Ordering::Relaxed)),
        origin: Origin::Api,
        external_user_id,
        user_id,
        browser_id: None,
        place: None,
        scope: RequestScope::Assets,
        policy: Policy::Approval,
        policy_of: PolicyOf::Nobody,
        routing: Routing::External,
        reason: None,
        answers: vec![],
        terms_id: None,
        items: assets.iter().map(|asset| (Some(*asset), None)).collect(),
        responsibles: vec![],
        language: None,
    }
}

/// A request for the whole of a kit, by the form of its page.
pub fn new_kit_request(visitor: ExternalUserId, kit: KitId) -> NewRequest {
    NewRequest {
        origin: Origin::Form,
        place: Some(Place::Kit(kit)),
        scope: RequestScope::Kit,
        policy_of: PolicyOf::Kit,
        items: vec![(None, None)],
        ..new_request(Asker::Visitor(visitor), &[])
    }
}

pub async fn insert(store: &Store, request: &NewRequest, now: Timestamp) -> RequestId {
    write(store, async |tx| {
        let id = requests::next_id(tx).await?;
        requests::insert(tx, id, request, now).await?;
        Ok(id)
    })
    .await
}

/// A request of a visitor for these assets.
pub async fn request(store: &Store, visitor: ExternalUserId, assets: &[AssetId], now: Timestamp) -> RequestId {
    insert(store, &new_request(Asker::Visitor(visitor), assets), now).await
}

/// The items of a request, in its order.
pub async fn items(store: &Store, request: RequestId) -> Vec<ItemId> {
    requests::items(store, &[request]).await.expect("items").into_iter().map(|item| item.id).collect()
}
