//! Asking as a signed-in user, by HTTP: somebody decides, item by item.

use super::{
    MOST_ASSETS,
    by_public_call::check_responsibles,
    reason,
    record::{Ask, Memo, Requester, Wish, record},
};
use crate::{App, Fault, Outcome, Viewer, form::Filled, idempotency::Idempotency, notify, refusal::Faults};
use domain::*;
use store::{
    requests::{self, Origin},
    selections,
};

/// What the call brought.
#[derive(Debug, Clone, Default)]
pub struct UserAsk {
    /// `mediaIds`; `None`: the caller's current selection.
    pub assets: Option<Vec<AssetId>>,
    /// `reason`.
    pub reason: Option<String>,
    /// `responsibleIds`; they always count here.
    pub responsibles: Vec<UserId>,
}

/// A signed-in user asks; the id of the request. `faults` are the ones that reading the body found already.
pub async fn ask_as_user(
    app: &App,
    viewer: &Viewer,
    ask: UserAsk,
    mut faults: Faults,
    key: Option<Idempotency>,
) -> Outcome<RequestId> {
    let user = viewer.signed_in()?;
    let key = key.map(|key| key.of(format!("u{}", user.id), "POST /api/dam/download-validation-requests"));
    if let Some(key) = &key
        && let Some(earlier) = key.earlier(app).await?
    {
        return Ok(RequestId(earlier));
    }
    let given = ask.reason.is_some();
    let reason = if given { reason(&mut faults, "/reason", ask.reason.as_deref(), true) } else { None };
    let assets = assets(app, user.id, ask.assets.as_deref(), &mut faults).await?;
    let chosen = check_responsibles(app, &ask.responsibles, Some(user.id), &mut faults).await?;
    faults.check()?;
    let wish = Wish {
        place: None,
        scope: RequestScope::Assets,
        policy: Policy::PerAssetApproval,
        source: None,
        assets,
        filled: Filled::default(),
    };
    let outcome = store::write!(app.store, |tx| {
        let id = requests::next_id(tx).await?;
        if let Some(key) = &key {
            key.remember(app, tx, id.0).await?;
        }
        let requester = Requester::User(user.id);
        let ask = Ask { origin: Origin::Api, requester, reason: &reason, chosen: &chosen, language: None };
        let mut memo = Memo::default();
        let written = record(app, tx, id, &ask, &wish, &mut memo).await?;
        notify::ask_responsibles(app, tx, &[written], &mut memo).await?;
        Ok(id)
    });
    match outcome {
        Err(error) => crate::idempotency::answer_of_the_other(app, key.as_ref(), error).await.map(RequestId),
        done => done,
    }
}

async fn assets(app: &App, user: UserId, asked: Option<&[AssetId]>, faults: &mut Faults) -> Outcome<Vec<AssetId>> {
    let Some(asked) = asked else {
        let selection = selections::of_user(&app.store, user).await?;
        if selection.is_empty() && faults.is_empty() {
            let detail = "Name the assets, or put some into your selection first: it is empty.";
            faults.add(Fault::at("/mediaIds", detail));
        }
        return Ok(selection);
    };
    if asked.is_empty() {
        faults.add(Fault::at("/mediaIds", "At least one asset is needed."));
    }
    if asked.len() > MOST_ASSETS {
        faults.add(Fault::at("/mediaIds", format!("At most {MOST_ASSETS} assets fit one request.")));
        return Ok(vec![]);
    }
    let known = store::assets::by_ids(&app.store, asked).await?;
    let mut assets = Vec::new();
    for (index, asset) in asked.iter().enumerate() {
        if !known.iter().any(|known| known.id == *asset) {
            faults.add_at("/mediaIds", index, "There is no such asset.");
        } else if !assets.contains(asset) {
            assets.push(*asset);
        }
    }
    Ok(assets)
}
