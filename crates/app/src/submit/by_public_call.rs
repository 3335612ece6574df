//! Asking by the public HTTP call: everything is named, and the names must be exact.

use super::{
    MOST_ASSETS,
    front::{front, shown_at},
    intake::{self, Made},
    reason,
    record::Wish,
};
use crate::{
    App, Fault, Outcome, Refusal, Viewer, browse,
    form::{Filled, PlaceForm},
    gather::Gather,
    idempotency::{Idempotency, Owned},
    limits, properties,
    refusal::Faults,
};
use domain::{question::Given, responsible::can_be_responsible, *};
use std::collections::HashMap;
use store::{
    external_users::{self, ExternalUser},
    requests,
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

/// What was asked, looked through.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(super) assets: Vec<AssetId>,
    /// What the assets are called.
    pub(super) titles: HashMap<AssetId, String>,
    pub(super) first: PersonName,
    pub(super) last: PersonName,
    pub(super) mail: MailAddress,
    pub(super) reason: Option<String>,
    pub(super) responsibles: Vec<UserId>,
    pub(super) wish: Wish,
    /// What the caller's `Accept-Language` asks for; a program mostly says nothing.
    pub(super) language: Option<Language>,
    pub(super) network: String,
    pub(super) key: Option<Owned>,
}

/// What the public call asks, until it is written down.
pub(crate) type Intake = Gather<Checked, Outcome<Made>>;

/// Somebody without a login asks by the public call; the request as it was made. `faults` are the ones that reading the
/// body found already.
pub async fn ask_publicly(
    app: &App,
    viewer: &Viewer,
    ask: PublicAsk,
    faults: Faults,
    key: Option<Idempotency>,
) -> Outcome<Made> {
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
        return made_before(app, RequestId(earlier)).await;
    }
    let checked = check(app, viewer, ask, faults, key.clone()).await?;
    let mail_key = checked.mail.key().to_owned();
    let acting = app.clone();
    let outcome = app.intake.join(checked, move |asks| intake::write(acting.clone(), asks)).await;
    match outcome.unwrap_or_else(|| Err(Refusal::internal("the intake broke"))) {
        Err(Refusal::Invalid(faults)) if faults.iter().any(|fault| fault.code == Some(MISMATCH)) => {
            limits::count_wrong_names(app, &viewer.network, &mail_key).await?;
            Err(Refusal::Invalid(faults))
        }
        Err(error) => {
            let other = crate::idempotency::answer_of_the_other(app, key.as_ref(), error).await?;
            made_before(app, RequestId(other)).await
        }
        done => done,
    }
}

/// A request that was made by an earlier call.
async fn made_before(app: &App, id: RequestId) -> Outcome<Made> {
    let request = requests::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    Ok(Made { request, items: requests::items(&app.store, &[id]).await? })
}

const MISMATCH: &str = "requester-mismatch";

/// Whether an address belongs to somebody of another name; who has none yet may get any.
pub(super) fn is_other(user: &ExternalUser, first: &PersonName, last: &PersonName) -> bool {
    let same = |stored: &Option<String>, given: &PersonName| {
        stored.as_deref().and_then(PersonName::parse).is_some_and(|stored| stored == *given)
    };
    user.first_name.is_some() && !(same(&user.first_name, first) && same(&user.last_name, last))
}

pub(super) fn mismatch() -> Fault {
    let detail = "The first and last name must be exactly those that this address was first used with.";
    Fault::at("/mail", detail).with_code(MISMATCH)
}

async fn check(app: &App, viewer: &Viewer, ask: PublicAsk, mut faults: Faults, key: Option<Owned>) -> Outcome<Checked> {
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
    let (assets, titles) = visible_assets(app, ask.assets.as_deref(), &mut faults).await?;
    let wish = wish(app, &ask, &assets, &mut faults).await?;
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
            let network = viewer.network.clone();
            Ok(Checked { assets, titles, first, last, mail, reason, responsibles, wish, language, network, key })
        }
        _ => {
            faults.check()?;
            Err(Refusal::Invalid(vec![missing]))
        }
    }
}

/// Each must exist and be visible to a visitor somewhere; the words are the same for both faults.
async fn visible_assets(
    app: &App,
    asked: Option<&[AssetId]>,
    faults: &mut Faults,
) -> Outcome<(Vec<AssetId>, HashMap<AssetId, String>)> {
    let Some(asked) = asked else { return Ok(Default::default()) };
    if asked.is_empty() {
        faults.add(Fault::at("/mediaIds", "At least one asset is needed."));
    }
    if asked.len() > MOST_ASSETS {
        faults.add(Fault::at("/mediaIds", format!("At most {MOST_ASSETS} assets fit one request.")));
        return Ok(Default::default());
    }
    let visible = browse::visible_to_visitors(app, asked).await?;
    let mut assets = Vec::new();
    for (index, asset) in asked.iter().enumerate() {
        if !visible.contains_key(asset) {
            faults.add_at("/mediaIds", index, "There is no such asset.");
        } else if !assets.contains(asset) {
            assets.push(*asset);
        }
    }
    Ok((assets, visible))
}

/// The place that the call names, as a visitor sees it; without one somebody decides, item by item.
async fn wish(app: &App, ask: &PublicAsk, assets: &[AssetId], faults: &mut Faults) -> Outcome<Wish> {
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
    let Some(front) = front(app, ask.portal, ask.kit).await? else {
        faults.add(Fault::at(pointer, "There is no such place."));
        return Ok(nowhere);
    };
    let spot = &front.spot;
    let filled = front.form.clone().fill_given(&ask.answers, faults);
    if let Some(asked) = &ask.assets {
        let here = shown_at(app, spot, assets).await?;
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
        Some(policy) => Ok(Wish { scope: RequestScope::Assets, filled, ..Wish::at(spot, policy, vec![]) }),
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
