//! Making portals and changing them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::{check_seen, place_password, slug, slug_taken, title},
    form::{check_questions, check_terms, check_watermark, set_terms, terms_change},
    idempotency::{self, Idempotency},
    library,
    refusal::Faults,
};
use domain::{question::QuestionDraft, *};
use store::{
    events,
    events::NewEvent,
    portals::{self, NewPortal, Portal},
    terms::Owner,
};
use words::Language;

/// A portal as it is to be; what is `None` stays (or is the default of a new one).
#[derive(Debug, Clone, Default)]
pub struct PortalDraft {
    /// What it is called.
    pub title: Option<String>,
    /// Its word in addresses.
    pub slug: Option<String>,
    /// A few sentences at its top.
    pub introduction: Option<String>,
    /// `#rrggbb`; `Some(None)` takes it away.
    pub accent: Option<Option<String>>,
    /// The asset that is its logo.
    pub logo: Option<Option<AssetId>>,
    /// The asset that is its cover.
    pub cover: Option<Option<AssetId>>,
    /// Who sees it.
    pub privacy: Option<Privacy>,
    /// Its password.
    pub password: Option<String>,
    /// Its policy, or `inherit`.
    pub policy: Option<PortalPolicy>,
    /// The kits it gathers, in order.
    pub kits: Option<Vec<KitId>>,
    /// What its form asks, where its own policy counts.
    pub questions: Option<Vec<QuestionDraft>>,
    /// Its terms of use; `Some(None)` takes them away.
    pub terms: Option<Option<String>>,
    /// What stands across its previews; empty: nothing.
    pub watermark: Option<String>,
    /// Whether its archives hold a manifest.
    pub manifest: Option<bool>,
    /// The languages it is offered in; none: those of the installation.
    pub languages: Option<Vec<Language>>,
    /// The key under which a call that makes one may be repeated.
    pub once: Option<Idempotency>,
    /// The version that was seen by whoever changes it; one that has been changed since is left as it is.
    pub seen: Option<String>,
}

/// Checks a colour.
pub(crate) fn accent(faults: &mut Faults, accent: Option<&str>) -> Option<String> {
    let accent = accent?.to_ascii_lowercase();
    let fits = accent.len() == 7 && accent.starts_with('#') && accent[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    if !fits {
        faults.add(Fault::at("/accent", "A colour is written #rrggbb."));
    }
    Some(accent)
}

/// A manager makes a portal.
pub async fn create(app: &App, viewer: &Viewer, draft: PortalDraft, faults: Faults) -> Outcome<Portal> {
    let by = viewer.manager()?.id;
    create_as_operator(app, draft, faults, Some(by)).await
}

/// Whoever runs the command line makes a portal.
pub async fn create_as_operator(
    app: &App,
    draft: PortalDraft,
    mut faults: Faults,
    by: Option<UserId>,
) -> Outcome<Portal> {
    let (key, earlier) = idempotency::of_maker(app, by, "POST /api/dam/portals", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return portals::by_id(&app.store, PortalId(id)).await?.ok_or(Refusal::NotFound);
    }
    let title = title(&mut faults, draft.title.as_deref().unwrap_or_default());
    let given = draft.slug.is_some();
    let slug = slug(&mut faults, draft.slug.as_deref(), title.as_deref().unwrap_or_default(), "portal");
    let privacy = draft.privacy.unwrap_or(Privacy::Private);
    let accent = accent(&mut faults, draft.accent.clone().flatten().as_deref());
    let password_hash = place_password(app, &mut faults, privacy, draft.password.as_deref(), None).await?;
    check(app, &draft, &mut faults).await?;
    let questions = check_questions(draft.questions.as_deref().unwrap_or_default(), &mut faults);
    let terms = check_terms(draft.terms.as_ref().and_then(Option::as_deref), &mut faults);
    let watermark = check_watermark(draft.watermark.as_deref().unwrap_or_default(), &mut faults);
    faults.check()?;
    let (Some(title), Some(slug)) = (title, slug) else { return Err(Refusal::NotFound) };
    let mut row = NewPortal {
        slug,
        title,
        introduction: draft.introduction.as_deref().and_then(text::message).unwrap_or_default(),
        accent,
        logo_id: draft.logo.flatten(),
        cover_id: draft.cover.flatten(),
        privacy,
        password_hash,
        policy: draft.policy.unwrap_or(PortalPolicy::Inherit),
        questions,
        watermark,
        manifest: draft.manifest.unwrap_or(false),
        languages: each_once(draft.languages.as_deref().unwrap_or_default()),
    };
    if !given {
        let first = row.slug.clone();
        let mut number = 1;
        while portals::has_slug(&app.store, row.slug.as_str()).await? {
            number += 1;
            row.slug = first.numbered(number);
        }
    }
    let outcome = store::write!(app.store, |tx| {
        let id = portals::insert(tx, &row, app.now()).await.map_err(slug_taken)?;
        portals::set_kits(tx, id, draft.kits.as_deref().unwrap_or_default()).await?;
        set_terms(app, tx, Owner::Portal(id), terms.as_deref()).await?;
        let event = NewEvent { portal_id: Some(id), user_id: by, ..NewEvent::default() };
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        events::record(tx, "portal.created", &event, app.now()).await?;
        portals::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    });
    match outcome {
        Err(error) => {
            let id = idempotency::answer_of_the_other(app, key.as_ref(), error).await?;
            portals::by_id(&app.store, PortalId(id)).await?.ok_or(Refusal::NotFound)
        }
        made => made,
    }
}

fn each_once(languages: &[Language]) -> Vec<Language> {
    let mut once = Vec::new();
    for language in languages {
        if !once.contains(language) {
            once.push(*language);
        }
    }
    once
}

async fn check(app: &App, draft: &PortalDraft, faults: &mut Faults) -> Outcome<()> {
    for (pointer, asset) in [("/logoId", draft.logo), ("/coverId", draft.cover)] {
        if let Some(Some(asset)) = asset
            && store::assets::by_id(&app.store, asset).await?.is_none()
        {
            faults.add(Fault::at(pointer, "There is no such asset."));
        }
    }
    for (index, kit) in draft.kits.as_deref().unwrap_or_default().iter().enumerate() {
        if store::kits::by_id(&app.store, *kit).await?.is_none() {
            faults.add_at("/kitIds", index, "There is no such kit.");
        }
    }
    Ok(())
}

/// A manager changes a portal.
pub async fn update(app: &App, viewer: &Viewer, id: PortalId, draft: PortalDraft, faults: Faults) -> Outcome<Portal> {
    let by = viewer.manager()?.id;
    update_as_operator(app, id, draft, faults, Some(by)).await
}

/// Whoever runs the command line changes a portal.
pub async fn update_as_operator(
    app: &App,
    id: PortalId,
    draft: PortalDraft,
    mut faults: Faults,
    by: Option<UserId>,
) -> Outcome<Portal> {
    let before = portals::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let mut portal = before.clone();
    if let Some(new) = &draft.title {
        portal.title = title(&mut faults, new).unwrap_or_default();
    }
    if let Some(new) = &draft.slug {
        portal.slug = slug(&mut faults, Some(new), "", "portal").map(|slug| slug.to_string()).unwrap_or_default();
    }
    if let Some(new) = &draft.introduction {
        portal.introduction = text::message(new).unwrap_or_default();
    }
    if let Some(new) = &draft.accent {
        portal.accent = accent(&mut faults, new.as_deref());
    }
    portal.logo_id = draft.logo.unwrap_or(portal.logo_id);
    portal.cover_id = draft.cover.unwrap_or(portal.cover_id);
    portal.privacy = draft.privacy.unwrap_or(portal.privacy);
    portal.policy = draft.policy.unwrap_or(portal.policy);
    let present = portal.password_hash.take();
    portal.password_hash = place_password(app, &mut faults, portal.privacy, draft.password.as_deref(), present).await?;
    check(app, &draft, &mut faults).await?;
    if let Some(new) = &draft.questions {
        portal.questions = check_questions(new, &mut faults);
    }
    portal.manifest = draft.manifest.unwrap_or(portal.manifest);
    if let Some(new) = &draft.watermark {
        portal.watermark = check_watermark(new, &mut faults);
    }
    if let Some(new) = &draft.languages {
        portal.languages = each_once(new);
    }
    let terms = draft.terms.as_ref().map(|new| check_terms(new.as_deref(), &mut faults));
    faults.check()?;
    let gathered = store::kits::of_portal(&app.store, id).await?;
    let kits_change = draft.kits.as_ref().is_some_and(|kits| !gathered.iter().map(|kit| &kit.id).eq(kits));
    if portal == before && !kits_change && !terms_change(app, Owner::Portal(id), terms.as_ref()).await? {
        // Somebody else may have changed it to the same since it was seen.
        let now = library::portal_view(&app.store, before.clone()).await?;
        check_seen(draft.seen.as_ref(), || now.version())?;
        return Ok(before);
    }
    store::write!(app.store, |tx| {
        let now = library::portal_view(tx, portals::by_id(tx, id).await?.ok_or(Refusal::NotFound)?).await?;
        check_seen(draft.seen.as_ref(), || now.version())?;
        portals::update(tx, &portal, app.now()).await.map_err(slug_taken)?;
        if let Some(kits) = &draft.kits {
            portals::set_kits(tx, id, kits).await?;
        }
        if let Some(terms) = &terms {
            set_terms(app, tx, Owner::Portal(id), terms.as_deref()).await?;
        }
        let event = NewEvent { portal_id: Some(id), user_id: by, ..NewEvent::default() };
        events::record(tx, "portal.changed", &event, app.now()).await?;
        portals::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}
