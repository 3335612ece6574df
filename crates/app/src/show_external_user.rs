//! An external user as managers see them: who they are, what they asked for and took, what stands open, what was noted.

use crate::{
    App, Outcome, Refusal, Viewer,
    history::{self, Filter, Listed, Titles},
    show_request::{Named, RequestView, views},
};
use domain::*;
use std::collections::{BTreeSet, HashMap};
use store::{
    assets, events, external_user_notes,
    external_users::{self, ExternalUser},
    grants::{self, GrantRecord, Subject},
    kits, languages, links, portals, requests, users,
};

pub use store::links::Link;

/// A note of a colleague.
#[derive(Debug, Clone)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// Who wrote it.
    pub by: Named,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Something that stands open for them, and what it is called.
#[derive(Debug, Clone)]
pub struct Open {
    /// The grant.
    pub grant: GrantRecord,
    /// What it opens: the title of a portal, a kit or an asset.
    pub title: String,
}

/// An external user with what is known of them.
#[derive(Debug, Clone)]
pub struct ExternalUserView {
    /// Who it is.
    pub user: ExternalUser,
    /// The language that they first asked in, as a tag.
    pub language: Option<String>,
    /// Their requests, by what became of them.
    pub requests: Vec<(RequestStatus, u64)>,
    /// How often they downloaded something, and when last.
    pub downloads: (u64, Option<Timestamp>),
    /// What stands open for them now, the newest first.
    pub open: Vec<Open>,
    /// The links that open now, the newest first: a browser that came by one is a proven one.
    pub links: Vec<Link>,
    /// The notes, newest first.
    pub notes: Vec<NoteView>,
}

impl ExternalUserView {
    /// How many requests they made.
    pub fn asked(&self) -> u64 {
        self.requests.iter().map(|(_, count)| count).sum()
    }

    /// How many of them wait for a decision.
    pub fn pending(&self) -> u64 {
        self.requests.iter().find(|(status, _)| *status == RequestStatus::Pending).map_or(0, |(_, count)| *count)
    }
}

/// The one of this id, unless erased; to managers and admins.
pub(crate) async fn find(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<ExternalUser> {
    viewer.manager()?;
    let user = external_users::by_id(&app.store, id).await?;
    user.filter(|user| user.erased_at.is_none()).ok_or(Refusal::NotFound)
}

/// One external user, to managers and admins.
pub async fn show(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<ExternalUserView> {
    let user = find(app, viewer, id).await?;
    let subject = Subject::ExternalUser(id);
    Ok(ExternalUserView {
        language: languages::of_external_user(&app.store, id).await?,
        requests: requests::statuses_of(&app.store, subject).await?,
        downloads: events::downloads_of(&app.store, subject).await?,
        open: open_for(app, id).await?,
        links: links::live_of_external_user(&app.store, id, app.now()).await?,
        notes: notes(app, id).await?,
        user,
    })
}

/// What stands open for them now: what was granted to them, and what a policy opened to a browser they asked in.
pub(crate) async fn open_for(app: &App, id: ExternalUserId) -> Outcome<Vec<Open>> {
    let mut live = grants::of_requester(&app.store, id).await?;
    live.retain(|grant| grant.is_live(app.now()));
    titled(app, live).await
}

async fn titled(app: &App, grants: Vec<GrantRecord>) -> Outcome<Vec<Open>> {
    let (mut of_portals, mut of_kits, mut of_assets) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for grant in &grants {
        match grant.scope {
            GrantScope::Portal(id) => drop(of_portals.insert(id)),
            GrantScope::Kit(id) => drop(of_kits.insert(id)),
            GrantScope::Asset(id) => drop(of_assets.insert(id)),
        }
    }
    let portals = portals::by_ids(&app.store, &Vec::from_iter(of_portals)).await?;
    let portals: HashMap<PortalId, String> = portals.into_iter().map(|portal| (portal.id, portal.title)).collect();
    let kits = kits::by_ids(&app.store, &Vec::from_iter(of_kits)).await?;
    let kits: HashMap<KitId, String> = kits.into_iter().map(|kit| (kit.id, kit.title)).collect();
    let assets = assets::by_ids(&app.store, &Vec::from_iter(of_assets)).await?;
    let assets: HashMap<AssetId, String> = assets.into_iter().map(|asset| (asset.id, asset.title)).collect();
    let title = |scope: GrantScope| match scope {
        GrantScope::Portal(id) => portals.get(&id).cloned(),
        GrantScope::Kit(id) => kits.get(&id).cloned(),
        GrantScope::Asset(id) => assets.get(&id).cloned(),
    };
    Ok(grants.into_iter().map(|grant| Open { title: title(grant.scope).unwrap_or_default(), grant }).collect())
}

/// What colleagues noted of one external user, newest first, to managers and admins.
pub async fn notes_of(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<Vec<NoteView>> {
    find(app, viewer, id).await?;
    notes(app, id).await
}

async fn notes(app: &App, id: ExternalUserId) -> Outcome<Vec<NoteView>> {
    let rows = external_user_notes::of_external_user(&app.store, id).await?;
    signed(app, rows.into_iter().map(|note| (note.id, note.user_id, note.text, note.created_at)).collect()).await
}

/// What colleagues noted on their requests.
async fn notes_on(app: &App, requests: &[RequestView]) -> Outcome<Vec<NoteView>> {
    let ids: Vec<RequestId> = requests.iter().map(|view| view.request.id).collect();
    let rows = requests::notes(&app.store, &ids).await?;
    signed(app, rows.into_iter().map(|note| (note.id, note.user_id, note.text, note.created_at)).collect()).await
}

/// Notes with the names of their authors.
async fn signed(app: &App, rows: Vec<(NoteId, UserId, String, Timestamp)>) -> Outcome<Vec<NoteView>> {
    let authors: BTreeSet<UserId> = rows.iter().map(|(_, author, ..)| *author).collect();
    let authors = users::by_ids(&app.store, &Vec::from_iter(authors)).await?;
    let named = |id: UserId| Named {
        id,
        name: authors.iter().find(|user| user.id == id).map(|user| user.name()).unwrap_or_default(),
    };
    let view = |(id, author, text, at)| NoteView { id, by: named(author), text, at };
    Ok(rows.into_iter().map(view).collect())
}

/// The newest things that they downloaded.
pub async fn newest_downloads(app: &App, viewer: &Viewer, user: &ExternalUser, most: u32) -> Outcome<(Listed, Titles)> {
    let filter = Filter { kind: Some("download".into()), mail_key: key_of(user), ..Filter::default() };
    let listed = history::walk(app, viewer, &filter, None, most).await?;
    let titles = history::titles(app, &listed).await?;
    Ok((listed, titles))
}

fn key_of(user: &ExternalUser) -> Option<String> {
    // What stands in a row was read as an address before; were it none, nothing has this key.
    Some(MailAddress::parse(&user.mail).map(|mail| mail.key().to_owned()).unwrap_or_default())
}

/// Everything that is stored about a person: the answer to somebody who asks what is.
#[derive(Debug)]
pub struct Everything {
    /// Who it is, and what stands open.
    pub view: ExternalUserView,
    /// All their requests, the newest first.
    pub requests: Vec<RequestView>,
    /// What happened, the newest first, in pages.
    pub history: Vec<Listed>,
}

/// Everything that is stored about an external user, to managers and admins; that it was handed out is kept.
pub async fn everything(app: &App, viewer: &Viewer, id: ExternalUserId) -> Outcome<Everything> {
    let by = viewer.manager()?.id;
    let mut view = show(app, viewer, id).await?;
    let rows = requests::of_external_user(&app.store, id, u32::MAX).await?;
    let requests = views(app, rows).await?;
    view.notes.extend(notes_on(app, &requests).await?);
    view.notes.sort_by_key(|note| note.at);
    let filter = Filter { mail_key: key_of(&view.user), ..Filter::default() };
    let (mut history, mut before) = (Vec::new(), None);
    loop {
        let page = history::walk(app, viewer, &filter, before, 500).await?;
        before = page.next;
        history.push(page);
        if before.is_none() {
            break;
        }
    }
    store::write!(app.store, |tx| {
        let event = events::NewEvent { user_id: Some(by), external_user_id: Some(id), ..events::NewEvent::default() };
        Ok::<_, Refusal>(events::record(tx, "externalUser.exported", &event, app.now()).await?)
    })?;
    Ok(Everything { view, requests, history })
}
