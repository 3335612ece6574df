//! People and things to fill a desk with.

use crate::{Actor, Desk};
use app::{
    edit_kit::{KitDraft, SectionDraft, create_as_operator as create_kit},
    edit_portal::{PortalDraft, create_as_operator as create_portal},
    import_asset::{Destination, folder_of_path, import_file},
    refusal::Faults,
};
use domain::*;
use store::users::NewUser;

impl Desk {
    /// A user with a token: `user("ann@desk.example", "Ann Archer", Role::Manager)`. A responsible is marked *responsible for
    /// external users*.
    pub async fn user(&self, mail: &str, name: &str, role: Role) -> Actor {
        self.user_marked(mail, name, role, role.responsible_by_default()).await
    }

    /// The same, marked *responsible for external users* or not.
    pub async fn user_marked(&self, mail: &str, name: &str, role: Role, marked: bool) -> Actor {
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        let user = NewUser {
            mail: MailAddress::parse(mail).expect("an address"),
            first_name: first.into(),
            last_name: last.into(),
            role,
            responsible_for_external_users: marked,
            password_hash: None,
        };
        let id = store::write!(self.store, |tx| store::users::insert(tx, &user, self.app.now()).await);
        let id = id.expect("a user");
        let token = app::accounts::create_token(&self.app, mail, "tests").await.expect("a token");
        Actor::new(self, Some(id), Some(token.expose().to_owned()))
    }

    /// The same user in a browser where they signed in, just now.
    pub async fn signed_in(&self, actor: &Actor) -> Actor {
        let (user, secret) = (actor.user.expect("a user"), app::secret::Secret::mint(&self.app));
        let (now, hash) = (self.app.now(), secret.hash());
        let end = now.plus(app::settings::SESSION_LIFETIME);
        let session = store::write!(self.store, |tx| store::sessions::insert(tx, user, &hash, now, end).await);
        session.expect("a session");
        Actor::new(self, Some(user), None).with("cookie", &format!("ajar_session={}", secret.expose()))
    }

    /// From now on a user reads this language.
    pub async fn reads(&self, actor: &Actor, tag: &str) {
        let user = actor.user.expect("a user");
        let language = words::Language::parse(tag);
        let set = store::write!(self.store, |tx| store::users::set_language(tx, user, language).await);
        set.expect("a language");
    }

    /// An asset in no folder.
    pub async fn asset(&self, name: &str, bytes: impl AsRef<[u8]>) -> AssetId {
        self.asset_at(name, bytes, Destination::default()).await
    }

    /// An asset in the folder of a path such as `Press/2026`.
    pub async fn asset_in(&self, folder: &str, name: &str, bytes: impl AsRef<[u8]>) -> AssetId {
        let folder = Some(self.folder(folder).await);
        self.asset_at(name, bytes, Destination { folder, kit: None }).await
    }

    async fn asset_at(&self, name: &str, bytes: impl AsRef<[u8]>, to: Destination) -> AssetId {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("bytes");
        import_file(&self.app, file.path(), name, None, to).await.expect("an asset").id()
    }

    /// The folder of a path, made where it is missing.
    pub async fn folder(&self, path: &str) -> FolderId {
        folder_of_path(&self.app, path).await.expect("a folder").expect("a path")
    }

    /// Makes users the responsibles of a folder.
    pub async fn responsible_for(&self, folder: &str, users: &[&Actor]) {
        let folder = self.folder(folder).await;
        let users: Vec<UserId> = users.iter().filter_map(|actor| actor.user).collect();
        let set = store::write!(self.store, |tx| store::folders::set_responsibles(tx, folder, &users).await);
        set.expect("responsibles");
    }

    /// A kit with one section. One behind a password has the password `open sesame`.
    pub async fn kit(&self, slug: &str, privacy: Privacy, policy: Policy, assets: &[AssetId]) -> KitId {
        let draft = KitDraft {
            title: Some(slug.into()),
            slug: Some(slug.into()),
            privacy: Some(privacy),
            password: (privacy == Privacy::Password).then(|| "open sesame".into()),
            policy: Some(policy),
            sections: Some(vec![SectionDraft { assets: assets.to_vec(), ..SectionDraft::default() }]),
            ..KitDraft::default()
        };
        create_kit(&self.app, draft, Faults::default(), None).await.expect("a kit").id
    }

    /// A portal with kits. One behind a password has the password `open sesame`.
    pub async fn portal(&self, slug: &str, privacy: Privacy, policy: PortalPolicy, kits: &[KitId]) -> PortalId {
        let draft = PortalDraft {
            title: Some(slug.into()),
            slug: Some(slug.into()),
            privacy: Some(privacy),
            password: (privacy == Privacy::Password).then(|| "open sesame".into()),
            policy: Some(policy),
            kits: Some(kits.to_vec()),
            ..PortalDraft::default()
        };
        create_portal(&self.app, draft, Faults::default(), None).await.expect("a portal").id
    }
}
