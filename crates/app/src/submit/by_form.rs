//! Asking by the form of a kit's or portal's page. The place's policy decides what comes of it.

use super::{
    reason,
    record::{Ask, Memo, Requester, Wish, approve_by_policy, record},
};
use crate::{
    App, Fault, Outcome, Refusal, Viewer, browse,
    form::{AskForm, PlaceForm},
    limits,
    notify::{self, Letter, Recipient},
    place::Spot,
    refusal::Faults,
    said,
    secret::Secret,
    settings::FORM_LIFETIME,
};
use domain::{question::Given, *};
use store::{
    Tx,
    assets::Asset,
    browsers,
    counters::Tally,
    external_users,
    grants::{self, Subject},
    open_asks::{self, Asker},
    requests::{self, Item, Origin, Request},
};
use words::Language;

/// What somebody sent by the form.
#[derive(Debug, Clone, Default)]
pub struct FormAsk {
    /// The typed address; not looked at where a user is signed in.
    pub mail: String,
    /// The typed message.
    pub message: String,
    /// The assets asked for; none: the whole place.
    pub assets: Vec<AssetId>,
    /// What was answered, by the questions' keys in [`AskForm`].
    pub answers: Given,
    /// The versions of terms that were accepted.
    pub terms: Vec<TermsId>,
    /// The token that the page carried.
    pub form: String,
    /// The field that people do not see and bots fill.
    pub honeypot: String,
}

/// What comes of it.
#[derive(Debug)]
pub enum Answer {
    /// Somebody will decide, or a fresh link is on its way: the form says the same of both.
    UnderReview {
        /// Where we write to.
        mail: String,
        /// The cookie by which this browser is known, where a policy let it in to other kits of the same portal.
        browser: Option<Secret>,
        /// What of it need not be waited for.
        open: Open,
    },
    /// The bytes flow from now on.
    Granted {
        /// The cookie by which this browser is known, where it had none.
        browser: Option<Secret>,
        /// What that is.
        open: Open,
    },
}

/// What of an ask this browser may download now.
#[derive(Debug, Clone, Default)]
pub struct Open {
    /// The assets, in the order of the place.
    pub assets: Vec<Asset>,
    /// Whether these are all that was asked for.
    pub complete: bool,
}

const FORM: &str = "form";

/// The token that the form of this place carries.
pub fn form_token(app: &App, spot: &Spot) -> String {
    app.keys.seal_at(FORM, &spot.path(), app.now())
}

fn is_fresh(app: &App, spot: &Spot, token: &str) -> bool {
    let sealed = app.keys.open_at(FORM, token);
    sealed.is_some_and(|(path, at)| path == spot.path() && app.now() < at.plus(FORM_LIFETIME))
}

/// Somebody asks by the form of `spot`.
pub async fn ask_by_form(app: &App, viewer: &Viewer, spot: &Spot, ask: FormAsk) -> Outcome<Answer> {
    let mut faults = Faults::default();
    if !is_fresh(app, spot, &ask.form) {
        faults.add(Fault::said("/form", &said::FORM_STALE));
    }
    let mail = match &viewer.user {
        Some(user) => faults.take_mail("/mail", &user.mail),
        None => faults.take_mail("/mail", &ask.mail),
    };
    let reason = reason(&mut faults, "/message", Some(&ask.message), false);
    let mut wishes = Vec::new();
    for (wish, form) in self::wishes(app, viewer, spot, &ask.assets, &mut faults).await? {
        wishes.push(Wish { filled: form.fill(app, &ask.answers, &ask.terms, &mut faults).await?, ..wish });
    }
    faults.check()?;
    let Some(mail) = mail else { return Err(Refusal::NotFound) };
    if !ask.honeypot.is_empty() {
        return Ok(Answer::UnderReview { mail: mail.as_str().to_owned(), browser: None, open: Open::default() });
    }
    let (at_once, to_decide): (Vec<Wish>, Vec<Wish>) =
        wishes.into_iter().partition(|wish| wish.policy == Policy::NoApproval);
    let secret = (!at_once.is_empty() && viewer.browser.is_none()).then(|| Secret::mint(app));
    let language = viewer.language(&browse::languages(app, Some(spot)));
    let sent = Sent { viewer, mail: &mail, reason: &reason, language };
    let counters = limits::counters_of(app, &viewer.network, mail.key());
    let waits = store::write!(app.store, |tx| {
        let tally = Tally::read(tx, &counters, app.now()).await?;
        let mut writing = Writing { app, tx, sent: &sent, tally, memo: Memo::default() };
        if !at_once.is_empty() {
            writing.let_in(&at_once, secret.as_ref()).await?;
        }
        let waits = !to_decide.is_empty() && writing.ask_for_decision(&to_decide).await?;
        writing.tally.write(tx).await?;
        Ok::<_, Refusal>(waits)
    })?;
    let open = open_now(app, viewer, spot, &ask.assets, &at_once).await?;
    // To a browser that does not hold all of it, what is granted already is answered like what is new.
    Ok(match to_decide.is_empty() || (open.complete && !waits) {
        true => Answer::Granted { browser: secret, open },
        false => Answer::UnderReview { mail: mail.as_str().to_owned(), browser: secret, open },
    })
}

/// What of an ask this browser may download now: by what it held before, and by what it was let in to with this sending.
/// Whoever is behind the typed address is not looked at.
async fn open_now(app: &App, viewer: &Viewer, spot: &Spot, assets: &[AssetId], let_in: &[Wish]) -> Outcome<Open> {
    let holds = !let_in.is_empty() || !viewer.subjects().is_empty();
    if spot.policy.is_some() && !holds {
        return Ok(Open::default());
    }
    let contents = match assets.is_empty() {
        true => browse::contents(app, viewer, spot).await?,
        false => browse::contents_of(app, viewer, spot, assets).await?,
    };
    let mut holder = viewer.holder(app).await?;
    holder.grants.extend(let_in.iter().filter_map(Wish::whole).map(|scope| Grant { scope, expires_at: None }));
    let is_open = |asset: &&Asset| contents.access(spot, asset.id, &holder, app.now()).is_allowed();
    let open: Vec<Asset> = contents.in_order().into_iter().filter(is_open).cloned().collect();
    Ok(Open { complete: open.len() == contents.assets.len(), assets: open })
}

/// What the form of a place asks for these assets (none: the whole place). Where nobody has to ask, nothing.
pub async fn form_of(app: &App, viewer: &Viewer, spot: &Spot, assets: &[AssetId]) -> Outcome<AskForm> {
    let mut form = AskForm::default();
    // What is not here any more is told when the form is sent.
    let wishes = wishes(app, viewer, spot, assets, &mut Faults::default()).await?;
    form.at_once = !wishes.is_empty() && wishes.iter().all(|(wish, _)| wish.policy == Policy::NoApproval);
    for (_, asked) in wishes {
        asked.show(&mut form);
    }
    Ok(form)
}

struct Sent<'a> {
    viewer: &'a Viewer,
    mail: &'a MailAddress,
    reason: &'a Option<String>,
    /// The language of the page that they asked on, in which they are written to.
    language: Language,
}

impl Sent<'_> {
    fn ask(&self, requester: Requester) -> Ask<'_> {
        Ask { origin: Origin::Form, requester, reason: self.reason, chosen: &[], language: Some(self.language) }
    }

    fn is_known(&self) -> bool {
        self.viewer.user.is_some() || self.is_proven()
    }

    fn is_proven(&self) -> bool {
        let key =
            |proven: &crate::viewer::Proven| MailAddress::parse(&proven.user.mail).map(|mail| mail.key().to_owned());
        self.viewer.proven.as_ref().is_some_and(|proven| key(proven).is_ok_and(|key| key == self.mail.key()))
    }
}

/// What is asked for and what is asked in return, one wish for each place whose policy counts: at a portal that inherits, one for each kit.
async fn wishes(
    app: &App,
    viewer: &Viewer,
    spot: &Spot,
    assets: &[AssetId],
    faults: &mut Faults,
) -> Outcome<Vec<(Wish, PlaceForm)>> {
    let contents = browse::contents_of(app, viewer, spot, assets).await?;
    let here: Vec<AssetId> = contents.asset_ids();
    let mut asked = Vec::new();
    for asset in assets {
        if !here.contains(asset) {
            faults.add(Fault::said("/mediaId", &said::ASSETS_GONE));
        } else if !asked.contains(asset) {
            asked.push(*asset);
        }
    }
    let whole = assets.is_empty();
    let places: Vec<&Spot> = if spot.policy.is_some() { vec![spot] } else { contents.kits.iter().collect() };
    let mut wishes = Vec::new();
    let mut disabled = 0;
    for place in &places {
        let Some(policy) = place.policy else { continue };
        let of_place: Vec<AssetId> = match place.kit.as_ref().filter(|_| spot.kit.is_none() && spot.policy.is_none()) {
            Some(kit) => {
                let inside = contents.of_kit(kit.id);
                // An asset that stands in several kits is asked for once, in the first of them.
                let (mine, rest) = asked.iter().partition(|asset| inside.contains(asset));
                asked = rest;
                mine
            }
            None => std::mem::take(&mut asked),
        };
        if of_place.is_empty() && !whole {
            continue;
        }
        match policy.0 {
            Policy::Open => {}
            Policy::Disabled => disabled += 1,
            _ => {
                let form = PlaceForm::of(app, place, spot.policy.is_none()).await?;
                wishes.push((Wish::at(place, policy, of_place), form));
            }
        }
    }
    if wishes.is_empty() && disabled > 0 {
        return Err(Refusal::forbidden_as(&said::DOWNLOADS_DISABLED));
    }
    Ok(wishes)
}

/// What is covered, under review, or new among the wishes of one sending.
#[derive(Default)]
struct Sorted {
    new: Vec<(Request, Vec<Item>)>,
    again: Vec<RequestId>,
    covered: Vec<Place>,
}

/// A sending on its way into the records.
struct Writing<'a> {
    app: &'a App,
    tx: &'a Tx,
    sent: &'a Sent<'a>,
    tally: Tally,
    memo: Memo,
}

impl Writing<'_> {
    fn count(&mut self) -> Outcome<()> {
        if self.sent.viewer.user.is_some() {
            return Ok(());
        }
        limits::count_request(self.app, &mut self.tally, &self.sent.viewer.network, self.sent.mail.key())
    }

    /// `noApproval`: access at once, in this browser.
    async fn let_in(&mut self, wishes: &[Wish], secret: Option<&Secret>) -> Outcome<()> {
        let Writing { app, tx, sent, .. } = *self;
        let browser = match (sent.viewer.browser, secret) {
            (Some(browser), _) => browser,
            (None, Some(secret)) => browsers::insert(tx, &secret.hash(), app.now()).await?,
            (None, None) => return Err(Refusal::internal("a browser without a cookie was to be let in")),
        };
        let held = grants::of_subjects(tx, &[Subject::Browser(browser)]).await?;
        for wish in wishes {
            let Some(whole) = wish.whole() else { continue };
            if held.iter().any(|grant| grant.scope == whole && grant.is_live(app.now())) {
                continue;
            }
            self.count()?;
            let requester = self.requester().await?;
            let id = requests::next_id(tx).await?;
            let (request, items) = record(app, tx, id, &sent.ask(requester), wish, &mut self.memo).await?;
            approve_by_policy(app, tx, &request, &items, Subject::Browser(browser), &[whole]).await?;
        }
        Ok(())
    }

    async fn requester(&self) -> Outcome<Requester> {
        let sent = self.sent;
        match &sent.viewer.user {
            Some(user) => Ok(Requester::User(user.id)),
            None => {
                let known = external_users::find_or_insert(self.tx, sent.mail, self.app.now()).await?;
                Ok(Requester::External(known.id))
            }
        }
    }

    /// Whether something waits for a decision now.
    async fn ask_for_decision(&mut self, wishes: &[Wish]) -> Outcome<bool> {
        let Writing { app, tx, sent, .. } = *self;
        let requester = self.requester().await?;
        let mut sorted = Sorted::default();
        for wish in wishes {
            self.sort_wish(requester, wish, &mut sorted).await?;
        }
        // Anybody may type an address: only who is known adds to what was asked with it.
        if let Some(message) = sent.reason.as_deref().filter(|_| sent.is_known()) {
            for request in &sorted.again {
                crate::add_word::add_again(app, tx, *request, message).await?;
            }
        }
        notify::ask_responsibles(app, tx, &sorted.new, &mut self.memo).await?;
        self.write_to_requester(requester, &sorted).await?;
        Ok(!sorted.new.is_empty() || !sorted.again.is_empty())
    }

    async fn sort_wish(&mut self, requester: Requester, wish: &Wish, sorted: &mut Sorted) -> Outcome<()> {
        let Writing { app, tx, sent, .. } = *self;
        let Some(place) = wish.place else { return Ok(()) };
        let (subject, asker) = match requester {
            Requester::External(id) => (Subject::ExternalUser(id), Asker::External(id)),
            Requester::User(id) => (Subject::User(id), Asker::User(id)),
        };
        let grants = grants::of_subjects(tx, &[subject]).await?;
        let live: Vec<GrantScope> =
            grants.iter().filter(|grant| grant.is_live(app.now())).map(|grant| grant.scope).collect();
        let covers = |asset: &AssetId| live.iter().any(|scope| scope.covers(*asset, place, wish.source));
        let whole_is_covered = live.iter().any(|scope| scope.covers_place(place, wish.source));
        if whole_is_covered || (!wish.assets.is_empty() && wish.assets.iter().all(covers)) {
            sorted.covered.push(place);
            return Ok(());
        }
        let wanted: Vec<Option<AssetId>> = if wish.assets.is_empty() {
            vec![None]
        } else {
            wish.assets.iter().filter(|asset| !covers(asset)).copied().map(Some).collect()
        };
        let open = open_asks::of(tx, asker, place).await?;
        if let Some((_, request)) = open.iter().find(|(asset, _)| asset.is_none()) {
            sorted.again.push(*request);
            return Ok(());
        }
        let id = requests::next_id(tx).await?;
        let claimed = open_asks::claim(tx, asker, place, &wanted, id).await?;
        if claimed.is_empty() {
            let open = open_asks::of(tx, asker, place).await?;
            let asked_before = open.iter().filter(|(asset, _)| wanted.contains(asset)).map(|(_, request)| *request);
            sorted.again.extend(asked_before);
            sorted.again.sort_unstable();
            sorted.again.dedup();
            return Ok(());
        }
        self.count()?;
        let wish = Wish { assets: claimed.into_iter().flatten().collect(), ..wish.clone() };
        sorted.new.push(record(app, tx, id, &sent.ask(requester), &wish, &mut self.memo).await?);
        Ok(())
    }

    /// The receipt, or a fresh link where access is there already. To an address that this browser has not proven, at
    /// most three a day.
    async fn write_to_requester(&mut self, requester: Requester, sorted: &Sorted) -> Outcome<()> {
        let Writing { app, tx, sent, .. } = *self;
        let mut may = || sent.is_known() || limits::may_write_to_unproven(app, &mut self.tally, sent.mail.key());
        let mut requests: Vec<RequestId> = sorted.new.iter().map(|(request, _)| request.id).collect();
        requests.extend(&sorted.again);
        if !requests.is_empty() && may() {
            let to = match requester {
                Requester::External(id) => Recipient::ExternalUser(id),
                Requester::User(id) => Recipient::User(id),
            };
            notify::enqueue(app, tx, &Letter::RequestReceived { to, requests }).await?;
        }
        if let (Requester::External(to), false) = (requester, sorted.covered.is_empty())
            && may()
        {
            notify::enqueue(app, tx, &Letter::FreshLink { to, place: sorted.covered.first().copied(), request: None })
                .await?;
        }
        Ok(())
    }
}
