//! Making kits and changing them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    form::{check_questions, check_terms, check_watermark, set_terms, terms_change},
    idempotency::{self, Idempotency},
    library, password,
    refusal::Faults,
};
use domain::{question::QuestionDraft, *};
use store::{
    Tx, events,
    events::NewEvent,
    kits::{self, Kit, NewKit},
    terms::Owner,
};

/// A section as it is to be.
#[derive(Debug, Clone, Default)]
pub struct SectionDraft {
    /// Its heading.
    pub title: String,
    /// A line of text under it.
    pub text: String,
    /// The assets, in order.
    pub assets: Vec<AssetId>,
}

/// A kit as it is to be; what is `None` stays (or is the default of a new one).
#[derive(Debug, Clone, Default)]
pub struct KitDraft {
    /// What it is called.
    pub title: Option<String>,
    /// Its word in addresses; made of the title where a new kit has none.
    pub slug: Option<String>,
    /// A sentence or two about it.
    pub description: Option<String>,
    /// Who sees it.
    pub privacy: Option<Privacy>,
    /// Its password.
    pub password: Option<String>,
    /// How its assets may be downloaded.
    pub policy: Option<Policy>,
    /// Its sections.
    pub sections: Option<Vec<SectionDraft>>,
    /// What its form asks.
    pub questions: Option<Vec<QuestionDraft>>,
    /// Its terms of use; `Some(None)` takes them away.
    pub terms: Option<Option<String>>,
    /// What stands across its previews; empty: nothing.
    pub watermark: Option<String>,
    /// Whether its archives hold a manifest.
    pub manifest: Option<bool>,
    /// The key under which a call that makes one may be repeated.
    pub once: Option<Idempotency>,
    /// The version that was seen by whoever changes it; one that has been changed since is left as it is.
    pub seen: Option<String>,
}

/// The code of a change that came too late: somebody else made one since.
pub const CHANGED_SINCE: &str = "changed-since";

/// Refuses a change where the state is not the one that was seen.
pub(crate) fn check_seen(seen: Option<&String>, present: impl FnOnce() -> String) -> Outcome<()> {
    match seen {
        Some(seen) if *seen != present() => {
            let detail = "It was changed since you read it. Read it again and repeat the change.";
            Err(Refusal::conflict(CHANGED_SINCE, detail))
        }
        _ => Ok(()),
    }
}

pub(crate) fn title(faults: &mut Faults, title: &str) -> Option<String> {
    let title = text::line(title);
    match &title {
        None if !faults.has("/title") => faults.add(Fault::at("/title", "A title is needed.")),
        Some(title) if title.chars().count() > 200 => {
            faults.add(Fault::at("/title", "A title has at most 200 characters."))
        }
        _ => {}
    }
    title
}

pub(crate) fn slug(faults: &mut Faults, slug: Option<&str>, title: &str, fallback: &str) -> Option<Slug> {
    match slug {
        None => Slug::of_title(title).or_else(|| Slug::parse(fallback)),
        Some(chosen) => {
            let parsed = Slug::parse(chosen);
            if parsed.is_none() {
                let detail =
                    "A slug has small Latin letters, digits and single hyphens between them, at most 80 characters.";
                faults.add(Fault::at("/slug", detail));
            }
            parsed
        }
    }
}

/// Checks a chosen password and hashes it; needed where the place has none and is to be behind one.
pub(crate) async fn place_password(
    app: &App,
    faults: &mut Faults,
    privacy: Privacy,
    typed: Option<&str>,
    present: Option<String>,
) -> Outcome<Option<String>> {
    match typed {
        Some("") => faults.add(Fault::at("/password", "The password is empty.")),
        Some(typed) if typed.len() > password::LONGEST => {
            faults.add(Fault::at("/password", "A password may have at most 1,000 bytes."));
        }
        Some(typed) => return Ok(Some(password::hash(app, typed.to_owned()).await?)),
        None if privacy == Privacy::Password && present.is_none() => {
            faults.add(Fault::at("/password", "A place behind a password needs one."));
        }
        None => {}
    }
    Ok(present)
}

/// A manager makes a kit.
pub async fn create(app: &App, viewer: &Viewer, draft: KitDraft, faults: Faults) -> Outcome<Kit> {
    let by = viewer.manager()?.id;
    create_as_operator(app, draft, faults, Some(by)).await
}

/// Whoever runs the command line makes a kit.
pub async fn create_as_operator(app: &App, draft: KitDraft, mut faults: Faults, by: Option<UserId>) -> Outcome<Kit> {
    let (key, earlier) = idempotency::of_maker(app, by, "POST /api/dam/kits", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return kits::by_id(&app.store, KitId(id)).await?.ok_or(Refusal::NotFound);
    }
    let title = title(&mut faults, draft.title.as_deref().unwrap_or_default());
    let given = draft.slug.as_deref();
    let slug = slug(&mut faults, given, title.as_deref().unwrap_or_default(), "kit");
    let privacy = draft.privacy.unwrap_or(Privacy::Private);
    let password_hash = place_password(app, &mut faults, privacy, draft.password.as_deref(), None).await?;
    check_sections(app, draft.sections.as_deref().unwrap_or_default(), &mut faults).await?;
    let questions = check_questions(draft.questions.as_deref().unwrap_or_default(), &mut faults);
    let terms = check_terms(draft.terms.as_ref().and_then(Option::as_deref), &mut faults);
    let watermark = check_watermark(draft.watermark.as_deref().unwrap_or_default(), &mut faults);
    faults.check()?;
    let (Some(title), Some(slug)) = (title, slug) else { return Err(Refusal::NotFound) };
    let description = draft.description.as_deref().and_then(text::message).unwrap_or_default();
    let policy = draft.policy.unwrap_or(Policy::Approval);
    let outcome = store::write!(app.store, |tx| {
        let slug = free_slug(tx, &slug, given.is_some()).await?;
        let kit = NewKit {
            slug,
            title: title.clone(),
            description: description.clone(),
            privacy,
            password_hash: password_hash.clone(),
            policy,
            questions: questions.clone(),
            watermark: watermark.clone(),
            manifest: draft.manifest.unwrap_or(false),
        };
        let id = kits::insert(tx, &kit, app.now()).await.map_err(slug_taken)?;
        set_sections(tx, id, draft.sections.as_deref().unwrap_or_default()).await?;
        set_terms(app, tx, Owner::Kit(id), terms.as_deref()).await?;
        let event = NewEvent { kit_id: Some(id), user_id: by, ..NewEvent::default() };
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        events::record(tx, "kit.created", &event, app.now()).await?;
        kits::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    });
    match outcome {
        Err(error) => {
            let id = idempotency::answer_of_the_other(app, key.as_ref(), error).await?;
            kits::by_id(&app.store, KitId(id)).await?.ok_or(Refusal::NotFound)
        }
        made => made,
    }
}

async fn free_slug(tx: &Tx, slug: &Slug, chosen: bool) -> Outcome<Slug> {
    if chosen {
        return Ok(slug.clone());
    }
    for number in 2..1_000 {
        let candidate = if number == 2 { slug.clone() } else { slug.numbered(number - 1) };
        if !kits::has_slug(tx, candidate.as_str()).await? {
            return Ok(candidate);
        }
    }
    Err(Refusal::invalid("/slug", "Choose a slug: all that the title suggests are taken."))
}

pub(crate) fn slug_taken(error: store::Error) -> Refusal {
    match error {
        store::Error::Taken(_) => {
            Refusal::Invalid(vec![Fault::at("/slug", "This slug is taken; choose another.").with_code("slug-taken")])
        }
        other => other.into(),
    }
}

async fn check_sections(app: &App, sections: &[SectionDraft], faults: &mut Faults) -> Outcome<()> {
    let ids: Vec<AssetId> = sections.iter().flat_map(|section| section.assets.iter().copied()).collect();
    let known = store::assets::by_ids(&app.store, &ids).await?;
    for (at, section) in sections.iter().enumerate() {
        for (index, asset) in section.assets.iter().enumerate() {
            if !known.iter().any(|known| known.id == *asset) {
                faults.add_at(&format!("/sections/{at}/mediaIds"), index, "There is no such asset.");
            }
        }
    }
    Ok(())
}

async fn set_sections(tx: &Tx, kit: KitId, sections: &[SectionDraft]) -> Outcome<Vec<SectionId>> {
    let mut ids = Vec::with_capacity(sections.len());
    for section in sections {
        let title = text::line(&section.title).unwrap_or_default();
        let text = text::message(&section.text).unwrap_or_default();
        let id = kits::insert_section(tx, kit, &title, &text).await?;
        kits::add_assets(tx, kit, id, &section.assets).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// Puts other sections in the place of a kit's. Deleted assets show in no list, so that nobody could have named them: they
/// keep a place for the way back, in the section that takes the place of theirs.
async fn replace_sections(tx: &Tx, kit: KitId, sections: &[SectionDraft]) -> Outcome<()> {
    let (before, deleted) = (kits::sections(tx, kit).await?, kits::deleted_assets(tx, kit).await?);
    kits::clear_sections(tx, kit).await?;
    let ids = set_sections(tx, kit, sections).await?;
    let titles: Vec<String> = sections.iter().map(|section| text::line(&section.title).unwrap_or_default()).collect();
    for (place, section) in before.iter().enumerate() {
        let inside = deleted.iter().filter(|(id, _)| *id == section.id).map(|(_, asset)| *asset);
        if let Some(id) = successor(place, &section.title, &titles).and_then(|successor| ids.get(successor)) {
            kits::add_assets(tx, kit, *id, &inside.collect::<Vec<_>>()).await?;
        }
    }
    Ok(())
}

/// Which of the new sections takes the place of an old one: the one of its title (of several the one at its place), else
/// the one at its place, else the last.
fn successor(place: usize, title: &str, titles: &[String]) -> Option<usize> {
    let is_at_its_place = titles.get(place).is_some_and(|new| new == title);
    let of_its_title = titles.iter().position(|new| new == title);
    let at_its_place = is_at_its_place.then_some(place);
    at_its_place.or(of_its_title).or_else(|| Some(place.min(titles.len().checked_sub(1)?)))
}

/// Whether a kit's sections are others than these.
async fn sections_differ(app: &App, kit: KitId, wanted: &[SectionDraft]) -> Outcome<bool> {
    let present = kits::sections(&app.store, kit).await?;
    let placed = kits::assets(&app.store, kit).await?;
    let is_same = |(section, draft): (&kits::Section, &SectionDraft)| {
        let inside = placed.iter().filter(|(id, _)| *id == section.id).map(|(_, asset)| *asset);
        section.title == text::line(&draft.title).unwrap_or_default()
            && section.text == text::message(&draft.text).unwrap_or_default()
            && inside.eq(draft.assets.iter().copied())
    };
    Ok(present.len() != wanted.len() || !present.iter().zip(wanted).all(is_same))
}

/// A manager changes a kit.
pub async fn update(app: &App, viewer: &Viewer, id: KitId, draft: KitDraft, faults: Faults) -> Outcome<Kit> {
    let by = viewer.manager()?.id;
    update_as_operator(app, id, draft, faults, Some(by)).await
}

/// Whoever runs the command line changes a kit.
pub async fn update_as_operator(
    app: &App,
    id: KitId,
    draft: KitDraft,
    mut faults: Faults,
    by: Option<UserId>,
) -> Outcome<Kit> {
    let present = kits::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let mut kit = present.clone();
    if let Some(new) = &draft.title {
        kit.title = title(&mut faults, new).unwrap_or_default();
    }
    if let Some(new) = &draft.slug {
        kit.slug = slug(&mut faults, Some(new), "", "kit").map(|slug| slug.to_string()).unwrap_or_default();
    }
    if let Some(new) = &draft.description {
        kit.description = text::message(new).unwrap_or_default();
    }
    kit.privacy = draft.privacy.unwrap_or(kit.privacy);
    kit.policy = draft.policy.unwrap_or(kit.policy);
    kit.password_hash =
        place_password(app, &mut faults, kit.privacy, draft.password.as_deref(), kit.password_hash).await?;
    check_sections(app, draft.sections.as_deref().unwrap_or_default(), &mut faults).await?;
    if let Some(new) = &draft.questions {
        kit.questions = check_questions(new, &mut faults);
    }
    kit.manifest = draft.manifest.unwrap_or(kit.manifest);
    if let Some(new) = &draft.watermark {
        kit.watermark = check_watermark(new, &mut faults);
    }
    let terms = draft.terms.as_ref().map(|new| check_terms(new.as_deref(), &mut faults));
    faults.check()?;
    let sections_change = match &draft.sections {
        Some(sections) => sections_differ(app, id, sections).await?,
        None => false,
    };
    if kit == present && !sections_change && !terms_change(app, Owner::Kit(id), terms.as_ref()).await? {
        // Somebody else may have changed it to the same since it was seen.
        let now = library::kit_view(&app.store, present.clone()).await?;
        check_seen(draft.seen.as_ref(), || now.version())?;
        return Ok(present);
    }
    store::write!(app.store, |tx| {
        let now = library::kit_view(tx, kits::by_id(tx, id).await?.ok_or(Refusal::NotFound)?).await?;
        check_seen(draft.seen.as_ref(), || now.version())?;
        kits::update(tx, &kit, app.now()).await.map_err(slug_taken)?;
        // Sections that stay as they are keep their ids, by which links lead to them.
        if let Some(sections) = draft.sections.as_ref().filter(|_| sections_change) {
            replace_sections(tx, id, sections).await?;
        }
        if let Some(terms) = &terms {
            set_terms(app, tx, Owner::Kit(id), terms.as_deref()).await?;
        }
        let event = NewEvent { kit_id: Some(id), user_id: by, ..NewEvent::default() };
        events::record(tx, "kit.changed", &event, app.now()).await?;
        kits::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_followed_by_the_one_of_its_title_or_at_its_place_or_the_last() {
        let titles = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
        assert_eq!(successor(0, "Logos", &titles(&["Photos", "Logos"])), Some(1));
        assert_eq!(successor(1, "", &titles(&["", ""])), Some(1));
        assert_eq!(successor(1, "Logos", &titles(&["Photos", "Marks", "Films"])), Some(1));
        assert_eq!(successor(3, "Logos", &titles(&["Photos", "Marks"])), Some(1));
        assert_eq!(successor(0, "Logos", &[]), None);
    }
}
