//! Asking by the public HTTP call: everything is named, and the names must be exact.

use super::{
    MOST_ASSETS, reason,
    record::{Ask, Requester, Wish, approve_by_policy, record},
};
use crate::{
    App, Fault, Outcome, Refusal, Viewer, browse,
    form::{Filled, PlaceForm},
    idempotency::Idempotency,
    limits,
    notify::{self, Letter, Recipient, requester_of},
    place, properties,
    refusal::Faults,
};
use domain::{question::Given, responsible::can_be_responsible, *};
use store::{
    Tx, external_users,
    external_users::ExternalUser,
    grants::Subject,
    requests::{self, Origin},
};
use words::Language;

/// What the call brought. `None`: it was not there, or not of the right kind (then the face that read it has said so).
#[derive(Debug, Clone, Default)]
pub struct PublicAsk {
    /// `mediaIds`.
    pub assets: Option<Vec<AssetId>>,
    /// `firstName`.
    pub first_name: Option<String>,
    /// `lastName`.
    pub last_name: Option<String>,
    /// `mail`.
    pub mail: Option<String>,
    /// `reason`.
    pub reason: Option<String>,
    /// `responsibleIds`.
    pub responsibles: Vec<UserId>,
    /// `kitId`.
    pub kit: Option<KitId>,
    /// `portalId`.
    pub portal: Option<PortalId>,
    /// `answers` to the questions of where it came from.
    pub answers: Given,
}

struct Checked {
    assets: Vec<AssetId>,
    first: PersonName,
    last: PersonName,
    mail: MailAddress,
    reason: Option<String>,
    responsibles: Vec<UserId>,
    wish: Wish,
    /// What the caller's `Accept-Language` asks for; a program mostly says nothing.
    language: Option<Language>,
}

/// Somebody without a login asks by the public call; the id of the request. `faults` are the ones that reading the body
/// found already.
pub async fn ask_publicly(
    app: &App,
    viewer: &Viewer,
    ask: PublicAsk,
    faults: Faults,
    key: Option<Idempotency>,
) -> Outcome<RequestId> {
    if !properties::is_on(app, TechnicalProperty::EnablePublicDownloadRequest).await? {
        return Err(Refusal::NotFound);
    }
    let key = key.zip(ask.mail.as_deref().and_then(|mail| MailAddress::parse(mail).ok())).map(|(key, mail)| {
        // A stranger's keys belong to the mail address too: two people behind one network don't meet.
        let caller = app.keys().pseudonym("idempotency", &format!("{} {}", viewer.network, mail.key()));
        key.of(caller, "POST /api/public/download-validation-requests")
    });
    // What was answered before is answered again, whatever became of the assets in the meantime.
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(app).await?
    {
        return Ok(RequestId(earlier));
    }
    let checked = check(app, viewer, ask, faults).await?;
    limits::check_wrong_names(app, &viewer.network, checked.mail.key()).await?;
    let outcome = store::write!(app.store, |tx| {
        let user = known_or_new(app, tx, &checked).await?;
        limits::count_request(app, tx, &viewer.network, checked.mail.key()).await?;
        let id = requests::next_id(tx).await?;
        if let Some(key) = &key {
            key.remember(app, tx, id.0).await?;
        }
        write(app, tx, id, &checked, &user).await?;
        Ok(id)
    });
    match outcome {
        Err(Refusal::Invalid(faults)) if faults.iter().any(|fault| fault.code == Some(MISMATCH)) => {
            limits::count_wrong_names(app, &viewer.network, checked.mail.key()).await?;
            Err(Refusal::Invalid(faults))
        }
        Err(error) => crate::idempotency::answer_of_the_other(app, key.as_ref(), error).await.map(RequestId),
        done => done,
    }
}

const MISMATCH: &str = "requester-mismatch";

async fn known_or_new(app: &App, tx: &Tx, checked: &Checked) -> Outcome<ExternalUser> {
    let user = external_users::find_or_insert(tx, &checked.mail, app.now()).await?;
    match user.first_name {
        _ if is_other(&user, &checked.first, &checked.last) => Err(Refusal::Invalid(vec![mismatch()])),
        None => {
            external_users::set_names(tx, &user, &checked.first, &checked.last).await?;
            Ok(user)
        }
        Some(_) => Ok(user),
    }
}

/// Whether an address belongs to somebody of another name; who has none yet may get any.
fn is_other(user: &ExternalUser, first: &PersonName, last: &PersonName) -> bool {
    let same = |stored: &Option<String>, given: &PersonName| {
        stored.as_deref().and_then(PersonName::parse).is_some_and(|stored| stored == *given)
    };
    user.first_name.is_some() && !(same(&user.first_name, first) && same(&user.last_name, last))
}

fn mismatch() -> Fault {
    let detail = "The first and last name must be exactly those that this address was first used with.";
    Fault::at("/mail", detail).with_code(MISMATCH)
}

async fn write(app: &App, tx: &Tx, id: RequestId, checked: &Checked, user: &ExternalUser) -> Outcome<()> {
    let requester = Requester::External(user.id);
    let wish = Wish { assets: checked.assets.clone(), ..checked.wish.clone() };
    let Checked { reason, responsibles: chosen, language, .. } = checked;
    let ask = Ask { origin: Origin::PublicApi, requester, reason, chosen, language: *language };
    let (request, items) = record(app, tx, id, &ask, &wish).await?;
    if wish.policy.needs_decision() {
        notify::ask_responsibles(app, tx, &[(request.clone(), items)]).await?;
        if let Some(to) = requester_of(&request)
            && limits::may_write_to_unproven(app, tx, checked.mail.key()).await?
        {
            notify::enqueue(app, tx, &Letter::RequestReceived { to, requests: vec![request.id] }).await?;
        }
        return Ok(());
    }
    // Nobody has to decide, but no browser stands here that could be let in: the access goes to the address by mail.
    let whole: Vec<GrantScope> = wish.whole().into_iter().collect();
    let subject = Subject::ExternalUser(user.id);
    let decision = approve_by_policy(app, tx, &request, &items, subject, &whole).await?;
    let to = Recipient::ExternalUser(user.id);
    notify::enqueue(app, tx, &Letter::RequestDecided { to, decisions: vec![decision] }).await
}

async fn check(app: &App, viewer: &Viewer, ask: PublicAsk, mut faults: Faults) -> Outcome<Checked> {
    let mail = ask.mail.as_deref().and_then(|mail| faults.take_mail("/mail", mail));
    let mut name = |pointer: &str, typed: &Option<String>| {
        let name = typed.as_deref().map(PersonName::parse);
        if name == Some(None) {
            faults.add(Fault::at(pointer, "A name is needed here: at most 200 characters, on one line."));
        }
        name.flatten()
    };
    let first = name("/firstName", &ask.first_name);
    let last = name("/lastName", &ask.last_name);
    let given = ask.reason.is_some();
    let reason = if given { reason(&mut faults, "/reason", ask.reason.as_deref(), true) } else { None };
    let assets = visible_assets(app, ask.assets.as_deref(), &mut faults).await?;
    let wish = wish(app, viewer, &ask, &assets, &mut faults).await?;
    let responsibles = chosen(app, &ask.responsibles, &mut faults).await?;
    // A wrong name is told together with what else is wrong; trying names in such calls counts as well.
    if let (Some(mail), Some(first), Some(last), false) = (&mail, &first, &last, faults.is_empty()) {
        limits::check_wrong_names(app, &viewer.network, mail.key()).await?;
        let known = external_users::by_mail_key(&app.store, mail.key()).await?;
        if known.is_some_and(|user| is_other(&user, first, last)) {
            limits::count_wrong_names(app, &viewer.network, mail.key()).await?;
            faults.add(mismatch());
        }
    }
    let missing = Fault::at("", "Something required is missing.");
    match (mail, first, last, faults.is_empty()) {
        (Some(mail), Some(first), Some(last), true) => {
            let language = Language::negotiate(&viewer.reads.accepts, &browse::languages(app, None));
            Ok(Checked { assets, first, last, mail, reason, responsibles, wish, language })
        }
        _ => {
            faults.check()?;
            Err(Refusal::Invalid(vec![missing]))
        }
    }
}

/// Each must exist and be visible to a visitor somewhere; the words are the same for both faults.
async fn visible_assets(app: &App, asked: Option<&[AssetId]>, faults: &mut Faults) -> Outcome<Vec<AssetId>> {
    let Some(asked) = asked else { return Ok(vec![]) };
    if asked.is_empty() {
        faults.add(Fault::at("/mediaIds", "At least one asset is needed."));
    }
    if asked.len() > MOST_ASSETS {
        faults.add(Fault::at("/mediaIds", format!("At most {MOST_ASSETS} assets fit one request.")));
        return Ok(vec![]);
    }
    let visible = store::kits::visible_to_visitors(&app.store, asked).await?;
    let mut assets = Vec::new();
    for (index, asset) in asked.iter().enumerate() {
        if !visible.contains(asset) {
            faults.add_at("/mediaIds", index, "There is no such asset.");
        } else if !assets.contains(asset) {
            assets.push(*asset);
        }
    }
    Ok(assets)
}

/// The place that the call names, as a visitor sees it; without one somebody decides, item by item.
async fn wish(app: &App, viewer: &Viewer, ask: &PublicAsk, assets: &[AssetId], faults: &mut Faults) -> Outcome<Wish> {
    let nowhere = Wish {
        place: None,
        scope: RequestScope::Assets,
        policy: Policy::PerAssetApproval,
        source: None,
        assets: vec![],
        filled: Filled::default(),
    };
    if ask.kit.is_none() && ask.portal.is_none() {
        PlaceForm::default().fill_given(&ask.answers, faults);
        return Ok(nowhere);
    }
    let pointer = if ask.kit.is_some() { "/kitId" } else { "/portalId" };
    let visitor = Viewer { network: viewer.network.clone(), ..Viewer::default() };
    let spot = place::by_ids(app, ask.portal, ask.kit).await?;
    let Some(spot) = spot.filter(|spot| place::look(app, &visitor, spot) == domain::place::Sight::Visible) else {
        faults.add(Fault::at(pointer, "There is no such place."));
        return Ok(nowhere);
    };
    let filled = PlaceForm::of(app, &spot, false).await?.fill_given(&ask.answers, faults);
    if let Some(asked) = &ask.assets {
        let here = browse::contents_of(app, &visitor, &spot, assets).await?.asset_ids();
        for (index, asset) in asked.iter().enumerate() {
            if assets.contains(asset) && !here.contains(asset) {
                faults.add_at("/mediaIds", index, "There is no such asset.");
            }
        }
    }
    match spot.policy {
        Some((Policy::Disabled, _)) => {
            faults.add(Fault::at(pointer, "Nothing can be downloaded there.").with_code("downloads-disabled"));
            Ok(nowhere)
        }
        // Where the bytes flow without asking, an ask is approved by the policy like one that needs no approval.
        Some(policy) => Ok(Wish { scope: RequestScope::Assets, filled, ..Wish::at(&spot, policy, vec![]) }),
        None => Ok(Wish { place: Some(spot.place), ..nowhere }),
    }
}

/// The responsibles chosen in the call: ignored where choosing is off, else each must be one who may decide.
async fn chosen(app: &App, asked: &[UserId], faults: &mut Faults) -> Outcome<Vec<UserId>> {
    if !properties::is_on(app, TechnicalProperty::CanChooseDownloadRequestResponsibles).await? {
        return Ok(vec![]);
    }
    check_responsibles(app, asked, None, faults).await
}

pub(super) async fn check_responsibles(
    app: &App,
    asked: &[UserId],
    requester: Option<UserId>,
    faults: &mut Faults,
) -> Outcome<Vec<UserId>> {
    let mut chosen = Vec::new();
    for (index, id) in asked.iter().enumerate() {
        let user = store::users::by_id(&app.store, *id).await?;
        let may = user.is_some_and(|user| {
            can_be_responsible(user.role, user.responsible_for_external_users)
                && (requester != Some(user.id) || user.role == Role::Admin)
        });
        if !may {
            faults.add_at("/responsibleIds", index, "This is no user who may decide the request.");
        } else if !chosen.contains(id) {
            chosen.push(*id);
        }
    }
    Ok(chosen)
}
