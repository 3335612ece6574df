//! A member as admins see one: their folders, what would become of what reaches them, inviting them again, taking them out.

use crate::{
    App, Outcome, Refusal, Viewer,
    access::record,
    accounts::{keep_an_admin, version},
    edit_kit::check_seen,
    erase_external_user::cancel_pending,
    notify::{self, Leaves, Letter},
    refusal::Faults,
    responsibles::to_notify_of_each,
    said,
    submit::Memo,
};
use domain::{responsible::can_be_responsible, *};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{
    Tx, folders, links,
    links::LinkKind,
    request_list,
    requests::{self, Item, Request},
    users,
    users::User,
};

/// A member with what they are responsible for.
#[derive(Debug, Clone)]
pub struct MemberView {
    /// Who it is.
    pub user: User,
    /// The folders whose responsible they are.
    pub folders: Vec<FolderId>,
    /// Whether an invitation waits to be accepted.
    pub is_invited: bool,
    /// The folders that would have no responsible without them.
    pub only_theirs: Vec<FolderId>,
    /// How many pending requests would reach nobody but the admins without them.
    pub left_to_admins: u64,
    /// How many of their own requests wait for a decision; they would be cancelled.
    pub asked: u64,
    /// Whether they are the last admin, who stays one.
    pub is_last_admin: bool,
}

/// One member, to admins.
pub async fn show(app: &App, viewer: &Viewer, id: UserId) -> Outcome<MemberView> {
    viewer.admin()?;
    let user = users::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let folders = folders::of_responsible(&app.store, id).await?;
    let shared = folders::responsibles(&app.store).await?;
    let alone = |folder: &FolderId| shared.get(folder).is_none_or(|users| users.iter().all(|user| *user == id));
    let admins = users::of_role(&app.store, Role::Admin).await?;
    let reached = reached_by(app, id).await?;
    let told = to_notify_of_each(&app.store, &pairs(&reached)).await?;
    let only_this = told.iter().filter(|users| users.iter().all(|user| user.id == id || user.role == Role::Admin));
    let asked = requests::statuses_of(&app.store, store::grants::Subject::User(id)).await?;
    Ok(MemberView {
        only_theirs: folders.iter().copied().filter(alone).collect(),
        left_to_admins: only_this.count() as u64,
        asked: asked.iter().find(|(status, _)| *status == RequestStatus::Pending).map_or(0, |(_, count)| *count),
        is_last_admin: user.role == Role::Admin && admins.len() < 2,
        is_invited: user.password_hash.is_none(),
        folders,
        user,
    })
}

/// The pending requests of others that reach a user now, with their items.
async fn reached_by(app: &App, id: UserId) -> Outcome<Vec<(Request, Vec<Item>)>> {
    let Some(user) = users::by_id(&app.store, id).await? else { return Ok(vec![]) };
    let filter = request_list::Filter {
        status: vec![RequestStatus::Pending],
        responsible: Some((id, user.responsible_for_external_users)),
        ..request_list::Filter::default()
    };
    let ids = request_list::ids(&app.store, request_list::Viewer::Everything, &filter, MOST_REACHED).await?;
    let mut rows = requests::by_ids(&app.store, &ids).await?;
    rows.retain(|row| row.user_id != Some(id));
    rows.sort_unstable_by_key(|row| row.id);
    let mut items: HashMap<RequestId, Vec<Item>> = HashMap::new();
    for item in requests::items(&app.store, &ids).await? {
        items.entry(item.request_id).or_default().push(item);
    }
    let with_items = |row: Request| {
        let items = items.remove(&row.id).unwrap_or_default();
        (row, items)
    };
    Ok(rows.into_iter().map(with_items).collect())
}

/// How many requests are looked at that reach one user.
const MOST_REACHED: u32 = 10_000;

fn pairs(reached: &[(Request, Vec<Item>)]) -> Vec<(&Request, &[Item])> {
    reached.iter().map(|(request, items)| (request, items.as_slice())).collect()
}

/// An admin says which folders a member is responsible for.
pub async fn set_folders(app: &App, viewer: &Viewer, id: UserId, wanted: &[FolderId]) -> Outcome<()> {
    viewer.admin()?;
    let known: BTreeSet<FolderId> = folders::list(&app.store).await?.into_iter().map(|folder| folder.id).collect();
    let mut faults = Faults::default();
    for (index, folder) in wanted.iter().enumerate() {
        if !known.contains(folder) {
            faults.add_at("/folderIds", index, "There is no such folder.");
        }
    }
    faults.check()?;
    store::write!(app.store, |tx| {
        let user = users::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        if !wanted.is_empty() && !can_be_responsible(user.role, user.responsible_for_external_users) {
            let detail = "A member of the role Member decides nothing. Give them another role first.";
            return Err(Refusal::invalid("/folderIds", detail));
        }
        folders::set_of_responsible(tx, id, wanted).await?;
        record(app, tx, viewer, id, "user.changed").await
    })
}

/// An admin invites somebody again who has not accepted: links sent before open nothing any more.
pub async fn invite_again(app: &App, viewer: &Viewer, id: UserId) -> Outcome<User> {
    let by = viewer.admin()?.id;
    invite(app, id, Some(by), viewer).await
}

/// Whoever runs the command line invites the user of an address again.
pub async fn invite_by_mail(app: &App, mail: &str) -> Outcome<User> {
    let mail = MailAddress::parse(mail).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let user = users::by_mail_key(&app.store, mail.key()).await?;
    let user = user.ok_or_else(|| Refusal::invalid("/mail", "There is no user with this address."))?;
    invite(app, user.id, None, &Viewer::default()).await
}

async fn invite(app: &App, id: UserId, by: Option<UserId>, viewer: &Viewer) -> Outcome<User> {
    store::write!(app.store, |tx| {
        let user = users::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        if user.password_hash.is_some() {
            let detail = "They have set a password already. Whoever forgot it asks for a way back on the sign-in page.";
            return Err(Refusal::conflict("invitation-accepted", detail));
        }
        links::end_of_user(tx, id, LinkKind::Invitation, app.now()).await?;
        notify::enqueue(app, tx, &Letter::Invitation { to: id, by }).await?;
        record(app, tx, viewer, id, "user.invited").await?;
        Ok(user)
    })
}

/// An admin takes a member out; where they say which version of the user they saw, only that one. What waits for them goes
/// to who is left, or to the admins, who are asked by mail; what they asked for themselves is cancelled.
pub async fn remove(app: &App, viewer: &Viewer, id: UserId, seen: Option<String>) -> Outcome<()> {
    viewer.admin()?;
    let reached = reached_by(app, id).await?;
    let before = to_notify_of_each(&app.store, &pairs(&reached)).await?;
    let before: Vec<BTreeSet<UserId>> = before.iter().map(|users| users.iter().map(|user| user.id).collect()).collect();
    store::write!(app.store, |tx| {
        let user = users::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        check_seen(seen.as_ref(), || version(&user))?;
        keep_an_admin(tx, &user, true).await?;
        cancel_own(app, tx, id).await?;
        users::delete(tx, id, app.now()).await?;
        hand_over(app, tx, &reached, &before).await?;
        record(app, tx, viewer, id, "user.deleted").await
    })
}

/// Their own requests are asked for no more; whoever was to decide them hears of it.
async fn cancel_own(app: &App, tx: &Tx, id: UserId) -> Outcome<()> {
    let ids = requests::pending_of_user(tx, id).await?;
    let held = requests::hold_all(tx, &ids).await?;
    let mut memo = Memo::default();
    for request in held.iter().filter(|request| request.status == RequestStatus::Pending) {
        let items = requests::items(tx, &[request.id]).await?;
        notify::tell_handled(app, tx, request, &items, None, Leaves::AtOnce, &mut memo).await?;
    }
    cancel_pending(app, tx, &held).await
}

/// Whoever is now to decide, and was not before, is asked.
async fn hand_over(app: &App, tx: &Tx, reached: &[(Request, Vec<Item>)], before: &[BTreeSet<UserId>]) -> Outcome<()> {
    let now = to_notify_of_each(tx, &pairs(reached)).await?;
    let mut fresh: BTreeMap<UserId, (User, Vec<RequestId>)> = BTreeMap::new();
    for (((request, _), users), before) in reached.iter().zip(now).zip(before) {
        for user in users.into_iter().filter(|user| !before.contains(&user.id)) {
            fresh.entry(user.id).or_insert_with(|| (user, vec![])).1.push(request.id);
        }
    }
    for (user, requests) in fresh.into_values() {
        notify::ask(app, tx, &user, requests).await?;
    }
    Ok(())
}
