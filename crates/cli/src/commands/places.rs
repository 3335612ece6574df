//! `ajar kit` and `ajar portal`.

use super::{
    password_from_stdin,
    places_set::{set_kit, set_portal},
};
use crate::{
    args::{KitCreate, KitDo, PlaceArgs, PortalCreate, PortalDo},
    failure::Failure,
    out,
};
use app::{App, edit_kit, edit_kit::KitDraft, edit_portal, edit_portal::PortalDraft, library, refusal::Faults};
use domain::{KitId, Slug};

/// `ajar kit`.
pub async fn kit(app: &App, command: KitDo) -> Result<(), Failure> {
    let KitCreate { place, policy } = match command {
        KitDo::Create(create) => create,
        KitDo::Set(set) => return set_kit(app, set).await,
    };
    let password = password(&place)?;
    let PlaceArgs { title, slug, privacy, .. } = place;
    let draft = KitDraft {
        title: Some(title),
        slug,
        privacy: Some(privacy),
        password,
        policy: Some(policy),
        ..KitDraft::default()
    };
    let (title, chosen) = (draft.title.clone(), draft.slug.is_some());
    let kit = edit_kit::create_as_operator(app, draft, Faults::default(), None).await?;
    tell_slug(&kit.slug, title.as_deref(), chosen);
    out::line(kit.id)
}

/// `ajar portal`.
pub async fn portal(app: &App, command: PortalDo) -> Result<(), Failure> {
    let PortalCreate { place, policy, kits } = match command {
        PortalDo::Create(create) => create,
        PortalDo::Set(set) => return set_portal(app, set).await,
    };
    let password = password(&place)?;
    let mut gathered = Vec::new();
    for slug in &kits {
        gathered.push(kit_of_slug(app, slug).await?);
    }
    let PlaceArgs { title, slug, privacy, .. } = place;
    let draft = PortalDraft {
        title: Some(title),
        slug,
        privacy: Some(privacy),
        password,
        policy: Some(policy),
        kits: Some(gathered),
        ..PortalDraft::default()
    };
    let (title, chosen) = (draft.title.clone(), draft.slug.is_some());
    let portal = edit_portal::create_as_operator(app, draft, Faults::default(), None).await?;
    tell_slug(&portal.slug, title.as_deref(), chosen);
    out::line(portal.id)
}

/// Says the slug where the title suggested another one, which was taken: the address is not what one would guess.
fn tell_slug(slug: &str, title: Option<&str>, chosen: bool) {
    let suggested = title.and_then(Slug::of_title);
    if !chosen && suggested.is_none_or(|suggested| suggested.as_str() != slug) {
        out::note(format!("slug: {slug}"));
    }
}

fn password(place: &PlaceArgs) -> Result<Option<String>, Failure> {
    place.password_stdin.then(password_from_stdin).transpose()
}

/// The kit that `--kit` names.
pub async fn kit_of_slug(app: &App, slug: &str) -> Result<KitId, Failure> {
    let kit = library::kit_by_slug(app, slug).await?;
    let missing = || Failure::failed(format!("--kit: there is no kit {slug}; `ajar kit create` makes one"));
    Ok(kit.ok_or_else(missing)?.id)
}
