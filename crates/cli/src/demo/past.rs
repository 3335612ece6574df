//! The demo's past: requests asked, decided, revoked and withdrawn in the order in which it happened, with the mails that
//! were written.

use super::{
    content::{Content, Request},
    fill::{Filled, viewer},
};
use crate::{ambient, failure::Failure};
use app::{
    App, Clock, Refusal, Viewer,
    decide_request::{self, Decision},
    jobs, list_requests,
    list_requests::{Filter, Page},
    place::{self, Opened},
    refusal::Faults,
    revoke, submit,
    submit::FormAsk,
    withdraw_request,
};
use domain::{AssetId, MailAddress, PersonName, RequestStatus, Role, Timestamp, Verdict, question::Given};
use serde_json::Value;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::external_users;

/// A clock that shows the past until the past ends. Clones are the same clock.
#[derive(Clone)]
pub struct Past(Arc<AtomicI64>);

/// No moment of the past: the clock goes with the machine's.
const NOW: i64 = i64::MIN;

impl Past {
    /// A clock that shows the present.
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(NOW)))
    }

    /// Stops the clock at a moment.
    pub fn is(&self, moment: Timestamp) {
        self.0.store(moment.micros(), Ordering::Relaxed);
    }

    /// From here on the clock shows the present.
    pub fn ends(&self) {
        self.0.store(NOW, Ordering::Relaxed);
    }

    /// The clock as a use case reads it.
    pub fn clock(&self) -> Clock {
        let shown = self.0.clone();
        Arc::new(move || match shown.load(Ordering::Relaxed) {
            NOW => ambient::now(),
            micros => Timestamp::from_micros(micros),
        })
    }
}

/// What happens to a request at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Ask,
    Decide,
    Revoke,
    Withdraw,
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// When what happens to the request at `index`. Today's came in half an hour ago; a decision takes some hours.
fn steps(index: usize, request: &Request, now: Timestamp) -> Vec<(Timestamp, Step, usize)> {
    let spread = u32::try_from(index % 7).unwrap_or(0);
    let days = u32::try_from(request.days_ago).unwrap_or(u32::MAX);
    let asked = now.minus(DAY.saturating_mul(days) + MINUTE * 25 + MINUTE * 37 * spread);
    let decided = asked.plus(HOUR * 3 + MINUTE * 11 * spread);
    let mut steps = vec![(asked, Step::Ask, index)];
    match request.state {
        RequestStatus::Cancelled => steps.push((asked.plus(MINUTE * 50), Step::Withdraw, index)),
        RequestStatus::Revoked => {
            steps.push((decided, Step::Decide, index));
            steps.push((asked.plus(DAY.saturating_mul(days) * 2 / 3), Step::Revoke, index));
        }
        RequestStatus::Approved | RequestStatus::PartiallyApproved | RequestStatus::Denied => {
            steps.push((decided, Step::Decide, index));
        }
        RequestStatus::Pending | RequestStatus::Expired => {}
    }
    steps
}

/// Lets everything happen, oldest first, and sends the mails of each moment.
pub async fn live_through(app: &App, content: &Content, filled: &Filled, past: &Past) -> Result<(), Failure> {
    let now = ambient::now();
    let mut all: Vec<_> =
        content.requests.iter().enumerate().flat_map(|(index, request)| steps(index, request, now)).collect();
    all.sort();
    for (at, step, index) in all {
        past.is(at);
        let request = &content.requests[index];
        match step {
            Step::Ask => ask(app, content, filled, request).await?,
            Step::Decide => decide(app, filled, request).await?,
            Step::Revoke => {
                let id = find(app, filled, request).await?.id;
                let manager = viewer(&filled.people, Role::Manager)?;
                revoke::revoke_request(app, manager, id, request.decision_message.clone()).await?;
            }
            Step::Withdraw => {
                withdraw_request::withdraw(app, &find(app, filled, request).await?.reference).await?;
            }
        }
        jobs::send_due_mails(app, "demo").await?;
    }
    Ok(())
}

fn assets(filled: &Filled, files: &[String]) -> Vec<AssetId> {
    files.iter().filter_map(|file| filled.assets.get(file)).copied().collect()
}

/// Somebody asks by the form of the kit in its portal.
async fn ask(app: &App, content: &Content, filled: &Filled, request: &Request) -> Result<(), Failure> {
    let visitor = Viewer { network: format!("demo {}", request.mail), ..Viewer::default() };
    let portal = content.portal_of(&request.kit)?;
    let opened = place::open(app, &visitor, Some(&portal.slug), Some(&request.kit)).await?;
    let Opened::Spot(spot) = opened else {
        return Err(Failure::failed(format!("the demo's kit {} asks for a password", request.kit)));
    };
    introduce(app, filled, request).await?;
    let wanted = assets(filled, request.files.files());
    let form = submit::form_of(app, &visitor, &spot, &wanted).await?;
    let ask = FormAsk {
        answers: answers(request),
        terms: form.terms.iter().map(|terms| terms.id).collect(),
        mail: request.mail.clone(),
        message: request.reason.clone(),
        assets: wanted,
        form: submit::form_token(app, &spot),
        honeypot: String::new(),
    };
    submit::ask_by_form(app, &visitor, &spot, ask).await?;
    Ok(())
}

/// What was answered, as a form sends it.
fn answers(request: &Request) -> Given {
    let value = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("yes".to_owned()),
        _ => None,
    };
    request.answers.iter().filter_map(|(id, given)| Some((id.clone(), vec![value(given)?]))).collect()
}

/// The form does not ask for names. The people of the demo are known by theirs, as if from a call by HTTP before.
async fn introduce(app: &App, filled: &Filled, request: &Request) -> Result<(), Failure> {
    let unfit = || Failure::failed(format!("the demo's person {} has no address or no name", request.mail));
    let mail = MailAddress::parse(&request.mail).map_err(|_| unfit())?;
    let first = PersonName::parse(&request.first_name).ok_or_else(unfit)?;
    let last = PersonName::parse(&request.last_name).ok_or_else(unfit)?;
    store::write!(filled.store, |tx| {
        let user = external_users::find_or_insert(tx, &mail, app.now()).await?;
        Ok::<_, Refusal>(external_users::set_names(tx, &user, &first, &last).await?)
    })?;
    Ok(())
}

/// Somebody of the desk decides: the pictures that were not let go are the last of those asked for.
async fn decide(app: &App, filled: &Filled, request: &Request) -> Result<(), Failure> {
    let found = find(app, filled, request).await?;
    if found.status != RequestStatus::Pending {
        // The kit's policy has decided it.
        return Ok(());
    }
    let decider = viewer(&filled.people, Role::Responsible)?;
    let decision = |verdict, assets, message: Option<&String>| Decision {
        verdict,
        message: message.cloned(),
        assets,
        expires_at: None,
    };
    let said = request.decision_message.as_ref();
    let parts = match request.state {
        RequestStatus::PartiallyApproved => {
            let mut some = assets(filled, request.files.files());
            let last = some.pop().into_iter().collect();
            vec![decision(Verdict::Approve, Some(some), None), decision(Verdict::Deny, Some(last), said)]
        }
        RequestStatus::Denied => vec![decision(Verdict::Deny, None, said)],
        // What was said with the end belongs to the end.
        RequestStatus::Revoked => vec![decision(Verdict::Approve, None, None)],
        _ => vec![decision(Verdict::Approve, None, said)],
    };
    for part in parts {
        decide_request::decide_with(app, decider, found.id, part, Faults::default()).await?;
    }
    Ok(())
}

/// The request that this person made.
async fn find(app: &App, filled: &Filled, request: &Request) -> Result<store::requests::Request, Failure> {
    let key = MailAddress::parse(&request.mail).map(|mail| mail.key().to_owned());
    let filter = Filter { mail_key: key.ok(), ..Filter::default() };
    let page = Page { ascending: false, after: None, size: 1 };
    let admin = viewer(&filled.people, Role::Admin)?;
    let listed = list_requests::list(app, admin, &filter, page).await?;
    let found = listed.items.into_iter().next();
    found
        .map(|view| view.request.clone())
        .ok_or_else(|| Failure::failed(format!("the demo's request of {} is lost", request.mail)))
}
