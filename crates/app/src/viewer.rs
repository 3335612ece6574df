//! Who stands at the door: a signed-in user, a proven requester, a browser that was let in, or nobody we know.

use crate::{
    App, Outcome, Refusal,
    caches::{Made, Stamp, Subject as About},
    said,
    secret::hash,
    settings::PICK_UP_LIFETIME,
};
use domain::*;
use store::{
    external_users::ExternalUser,
    grants::Subject,
    links::{Link, LinkKind},
    users::User,
};
use words::Language;

/// What a browser or program brought along.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// The session cookie of the pages.
    pub session: Option<String>,
    /// An API token.
    pub token: Option<String>,
    /// The mail that came with a token in HTTP Basic; it must be the token's user's.
    pub basic_mail: Option<String>,
    /// The cookie of a requester who came by a pick-up link.
    pub requester: Option<String>,
    /// The cookie of a browser that a policy let in.
    pub browser: Option<String>,
    /// What proves that passwords of places were typed here.
    pub unlocked: Vec<String>,
    /// The network: an IPv4 address or an IPv6 /64.
    pub network: String,
    /// The languages that the reader wants.
    pub reads: Reads,
    /// What the browser is called; empty where that is not known.
    pub agent: String,
}

/// The languages that a reader wants.
#[derive(Debug, Clone, Default)]
pub struct Reads {
    /// The one they chose on a page.
    pub chosen: Option<Language>,
    /// What their browser asks for: `Accept-Language`.
    pub accepts: String,
}

/// A requester whose browser came by a link sent to their address.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Who it is.
    pub user: ExternalUser,
    /// The link they came by.
    pub link: LinkId,
}

/// Who stands at the door.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    /// The signed-in user.
    pub user: Option<User>,
    /// The session they are signed in by, where it is the pages'.
    pub session: Option<SessionId>,
    /// What they may do of what the user may: less than all by a token that is limited.
    pub scope: TokenScope,
    /// The proven requester.
    pub proven: Option<Proven>,
    /// The browser that a policy let in.
    pub browser: Option<BrowserId>,
    /// What proves that passwords of places were typed here.
    pub unlocked: Vec<String>,
    /// The network they come from, for limits only.
    pub network: String,
    /// The languages that they want.
    pub reads: Reads,
    /// What their browser is called, to tell sessions apart.
    pub agent: String,
    /// Taken before anything of this was read: what is made for this viewer is no newer than what is known of them.
    pub stamp: Option<Stamp>,
    /// When the first of what they brought ends by the clock.
    pub until: Option<Timestamp>,
}

impl Viewer {
    /// The language to speak to them: what they chose, else their account's, else what their browser asks for, as far as it
    /// is offered; else the first that is offered.
    pub fn language(&self, offered: &[Language]) -> Language {
        let account = self.user.as_ref().and_then(|user| user.language);
        let own = self.reads.chosen.or(account).filter(|language| offered.contains(language));
        own.or_else(|| Language::negotiate(&self.reads.accepts, offered))
            .or_else(|| offered.first().copied())
            .unwrap_or_default()
    }

    /// The signed-in user, or a refusal.
    pub fn signed_in(&self) -> Outcome<&User> {
        self.user.as_ref().ok_or(Refusal::Unauthenticated)
    }

    /// A signed-in manager or admin, or a refusal.
    pub fn manager(&self) -> Outcome<&User> {
        let user = self.signed_in()?;
        let refusal = || Refusal::forbidden_as(&said::MANAGERS_ONLY);
        user.role.sees_everything().then_some(user).ok_or_else(refusal)
    }

    /// A signed-in admin, or a refusal.
    pub fn admin(&self) -> Outcome<&User> {
        let user = self.signed_in()?;
        let refusal = || Refusal::forbidden_as(&said::ADMINS_ONLY);
        (user.role == Role::Admin).then_some(user).ok_or_else(refusal)
    }

    /// Everybody whose grants count here.
    pub fn subjects(&self) -> Vec<Subject> {
        let user = self.user.as_ref().map(|user| Subject::User(user.id));
        let proven = self.proven.as_ref().map(|proven| Subject::ExternalUser(proven.user.id));
        [user, proven, self.browser.map(Subject::Browser)].into_iter().flatten().collect()
    }

    /// What is known of them rests on these.
    pub fn grounds(&self) -> Vec<About> {
        let session = self.session.map(About::Session);
        let link = self.proven.as_ref().map(|proven| About::Link(proven.link));
        let known = self.subjects().into_iter().map(|subject| subject.changed());
        known.chain(session).chain(link).collect()
    }

    fn ends(&mut self, at: Timestamp) {
        self.until = Some(self.until.map_or(at, |until| until.min(at)));
    }

    /// What they hold, for the rules.
    pub async fn holder(&self, app: &App) -> Outcome<Holder> {
        let grants = store::grants::of_subjects(&app.store, &self.subjects()).await?;
        Ok(Holder {
            role: self.user.as_ref().map(|user| user.role),
            grants: grants.iter().map(|grant| grant.grant()).collect(),
        })
    }

    /// By which name a download of theirs is counted: ids, or a pseudonym of the network.
    pub(crate) fn counted_as(&self, app: &App) -> String {
        if let Some(user) = &self.user {
            return format!("u{}", user.id);
        }
        if let Some(proven) = &self.proven {
            return format!("e{}", proven.user.id);
        }
        match self.browser {
            Some(browser) => format!("b{browser}"),
            None => format!("n{}", app.keys.pseudonym("download", &self.network)),
        }
    }
}

const REQUESTER: &str = "requester";

/// The cookie of a requester who came by this link now.
pub fn requester_cookie(app: &App, link: LinkId) -> String {
    app.keys.seal_at(REQUESTER, &link.to_string(), app.now())
}

/// Finds out who brought these. What is expired, ended or made up counts as not brought; a wrong token is refused.
pub async fn identify(app: &App, credentials: Credentials) -> Outcome<Viewer> {
    let mut viewer = Viewer {
        unlocked: credentials.unlocked,
        network: credentials.network,
        reads: credentials.reads,
        agent: credentials.agent,
        stamp: Some(app.stamp()),
        ..Viewer::default()
    };
    if let Some(token) = &credentials.token {
        let (user, scope, until) = by_token(app, token, credentials.basic_mail.as_deref()).await?;
        (viewer.user, viewer.scope, viewer.until) = (Some(user), scope, until);
        return Ok(viewer);
    }
    if let Some(cookie) = &credentials.session
        && let Some((session, user, until)) = by_session(app, cookie).await?
    {
        viewer.user = Some(user);
        viewer.session = Some(session);
        viewer.ends(until);
    }
    if let Some(cookie) = &credentials.requester
        && let Some((proven, until)) = by_requester_cookie(app, cookie).await?
    {
        viewer.proven = Some(proven);
        viewer.ends(until);
    }
    if let Some(cookie) = &credentials.browser {
        viewer.browser = by_browser_cookie(app, cookie).await?;
    }
    Ok(viewer)
}

async fn by_session(app: &App, cookie: &str) -> Outcome<Option<(SessionId, User, Timestamp)>> {
    let key = hash(cookie);
    if let Some(known) = app.caches.sessions.get(app, &key) {
        return Ok(Some(known));
    }
    let stamp = app.stamp();
    let Some(session) = store::sessions::by_hash(&app.store, &key).await? else { return Ok(None) };
    if app.now() >= session.expires_at {
        return Ok(None);
    }
    let Some(user) = store::users::by_id(&app.store, session.user_id).await? else { return Ok(None) };
    let about = [About::Session(session.id), About::User(user.id)];
    let made = Made { stamp, about: &about, until: Some(session.expires_at) };
    let found = (session.id, user, session.expires_at);
    app.caches.sessions.keep(key, made, 500, found.clone());
    Ok(Some(found))
}

async fn by_browser_cookie(app: &App, cookie: &str) -> Outcome<Option<BrowserId>> {
    let key = hash(cookie);
    if let Some(known) = app.caches.browsers.get(app, &key) {
        return Ok(Some(known));
    }
    let stamp = app.stamp();
    let found = store::browsers::by_hash(&app.store, &key).await?;
    if let Some(browser) = found {
        let made = Made { stamp, about: &[About::Browser(browser)], until: None };
        app.caches.browsers.keep(key, made, 0, browser);
    }
    Ok(found)
}

/// The user of a token that has neither ended nor was taken away.
async fn by_token_alone(app: &App, token: &str) -> Outcome<(User, TokenScope, Option<Timestamp>)> {
    let key = hash(token);
    if let Some(known) = app.caches.tokens.get(app, &key) {
        return Ok(known);
    }
    let stamp = app.stamp();
    let token = store::tokens::by_hash(&app.store, &key).await?.ok_or(Refusal::Unauthenticated)?;
    if token.expires_at.is_some_and(|end| end <= app.now()) {
        return Err(Refusal::Unauthenticated);
    }
    let user = store::users::by_id(&app.store, token.user_id).await?.ok_or(Refusal::Unauthenticated)?;
    let made = Made { stamp, about: &[About::User(user.id)], until: token.expires_at };
    let found = (user, token.scope, token.expires_at);
    app.caches.tokens.keep(key, made, 500, found.clone());
    Ok(found)
}

async fn by_token(app: &App, token: &str, mail: Option<&str>) -> Outcome<(User, TokenScope, Option<Timestamp>)> {
    let (user, scope, until) = by_token_alone(app, token).await?;
    let same = |mail: &str| match (MailAddress::parse(mail), MailAddress::parse(&user.mail)) {
        (Ok(typed), Ok(known)) => typed.key() == known.key(),
        _ => false,
    };
    if mail.is_some_and(|mail| !same(mail)) {
        return Err(Refusal::Unauthenticated);
    }
    Ok((user, scope, until))
}

async fn by_requester_cookie(app: &App, cookie: &str) -> Outcome<Option<(Proven, Timestamp)>> {
    let Some((link, at)) = app.keys.open_at(REQUESTER, cookie) else { return Ok(None) };
    let until = at.plus(PICK_UP_LIFETIME);
    if app.now() >= until {
        return Ok(None);
    }
    let Ok(link) = link.parse::<LinkId>() else { return Ok(None) };
    let key = link.to_string();
    if let Some(known) = app.caches.proven.get(app, &key) {
        return Ok(Some((known, until)));
    }
    let stamp = app.stamp();
    let Some(Link { kind: LinkKind::Pickup, external_user_id: Some(user), ended_at: None, .. }) =
        store::links::by_id(&app.store, link).await?
    else {
        return Ok(None);
    };
    let user = store::external_users::by_id(&app.store, user).await?.filter(|user| user.erased_at.is_none());
    let Some(user) = user else { return Ok(None) };
    let made = Made { stamp, about: &[About::Link(link), About::ExternalUser(user.id)], until: None };
    let proven = Proven { user, link };
    app.caches.proven.keep(key, made, 300, proven.clone());
    Ok(Some((proven, until)))
}
