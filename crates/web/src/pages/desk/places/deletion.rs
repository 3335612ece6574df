//! Deleting a kit or a portal: a page that says what it does, and the act.

use super::{language, lists, shell};
use crate::{
    Site,
    extract::{Form, Path},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::{field_errors, render_as, see_other},
    },
    views::{
        desk::{DeletionPage, DeskRoom, Effect},
        shared::Link,
        words,
    },
};
use app::{
    Fault, Refusal, Viewer,
    delete_place::{self, Deletion, Foreseen},
    library,
};
use axum::{extract::State, response::Response};
use domain::{KitId, PortalId};
use http::StatusCode;

/// What the page is about.
enum Doomed {
    Kit(KitId),
    Portal(PortalId),
}

impl Doomed {
    fn path(&self) -> String {
        match self {
            Doomed::Kit(id) => format!("/admin/kits/{id}"),
            Doomed::Portal(id) => format!("/admin/portals/{id}"),
        }
    }
}

pub(super) async fn kit(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    page(&site, &viewer, &Doomed::Kit(KitId(id)), "", &[], StatusCode::OK).await
}

pub(super) async fn portal(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    page(&site, &viewer, &Doomed::Portal(PortalId(id)), "", &[], StatusCode::OK).await
}

pub(super) async fn delete_kit(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let message = fields.get("message").map(str::to_owned);
    let done = delete_place::delete_kit(&site.app, &viewer, KitId(id), Deletion { message, seen: None }).await;
    answer(&site, &viewer, &Doomed::Kit(KitId(id)), fields.text("message"), done).await
}

pub(super) async fn delete_portal(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let message = fields.get("message").map(str::to_owned);
    let done = delete_place::delete_portal(&site.app, &viewer, PortalId(id), Deletion { message, seen: None }).await;
    answer(&site, &viewer, &Doomed::Portal(PortalId(id)), fields.text("message"), done).await
}

async fn answer(
    site: &Site,
    viewer: &Viewer,
    of: &Doomed,
    message: &str,
    done: Result<(), Refusal>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let list = match of {
                Doomed::Kit(_) => "/admin/kits?done=deleted",
                Doomed::Portal(_) => "/admin/portals?done=deleted",
            };
            Ok(see_other(site, list))
        }
        Err(Refusal::Invalid(faults)) => {
            page(site, viewer, of, message, &faults, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    of: &Doomed,
    message: &str,
    faults: &[Fault],
    status: StatusCode,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let (what, room, title, foreseen, first) = match of {
        Doomed::Kit(id) => {
            let view = library::kit(&site.app, viewer, *id).await?;
            let foreseen = delete_place::foresee_kit(&site.app, viewer, *id).await?;
            let assets: std::collections::HashSet<_> = view.sections.iter().flat_map(|(_, assets)| assets).collect();
            let effects = of_kit(site, &foreseen, assets.len() as u64);
            ("kit", DeskRoom::Kits, view.kit.title, foreseen, effects)
        }
        Doomed::Portal(id) => {
            let view = library::portal(&site.app, viewer, *id).await?;
            let foreseen = delete_place::foresee_portal(&site.app, viewer, *id).await?;
            let effects = of_portal(site, &foreseen);
            ("portal", DeskRoom::Portals, view.portal.title, foreseen, effects)
        }
    };
    let requests = match of {
        Doomed::Kit(id) => lists::requests(site, "kitId", id.0),
        Doomed::Portal(id) => lists::requests(site, "portalId", id.0),
    };
    let effects = first.into_iter().chain(of_both(what, &foreseen, requests));
    let page = DeletionPage {
        shell: shell(site, viewer, room, None).await?,
        what,
        title,
        action: site.path(&format!("{}/deletion", of.path())),
        back_href: site.path(&of.path()),
        effects: effects.collect(),
        tells: foreseen.ending > 0 || foreseen.grants > 0,
        message: message.to_owned(),
        errors: field_errors(language(), faults, |pointer| pointer.trim_start_matches('/').to_owned()),
    };
    Ok(render_as(status, &page))
}

fn of_kit(site: &Site, foreseen: &Foreseen, assets: u64) -> Vec<Effect> {
    let stay = match assets {
        0 => "It holds no assets.".to_owned(),
        1 => "Its asset stays in the library.".to_owned(),
        many => format!("Its {} stay in the library.", words::assets(&many)),
    };
    let mut effects = vec![
        Effect { text: "Its page is gone at once, and every link to it leads nowhere.".to_owned(), links: vec![] },
        Effect { text: stay, links: vec![] },
    ];
    if !foreseen.portals.is_empty() {
        let link = |portal: &app::rows::Portal| Link {
            href: site.path(&format!("/admin/portals/{}", portal.id)),
            text: portal.title.clone(),
        };
        let links = foreseen.portals.iter().map(link).collect();
        effects.push(Effect { text: "It is taken out of the portals that gather it:".to_owned(), links });
    }
    effects
}

fn of_portal(site: &Site, foreseen: &Foreseen) -> Vec<Effect> {
    let link =
        |kit: &app::rows::Kit| Link { href: site.path(&format!("/admin/kits/{}", kit.id)), text: kit.title.clone() };
    let links: Vec<Link> = foreseen.kits.iter().map(link).collect();
    let stay = if links.is_empty() { "It gathers no kits." } else { "Its kits stay, each at its own address:" };
    vec![
        Effect { text: "Its page is gone at once, and every link to it leads nowhere.".to_owned(), links: vec![] },
        Effect { text: stay.to_owned(), links },
    ]
}

/// What becomes of what was asked for and granted there.
fn of_both(what: &str, foreseen: &Foreseen, requests: String) -> Vec<Effect> {
    let mut effects = Vec::new();
    let Foreseen { ending, staying, grants, .. } = foreseen;
    let see = || vec![Link { href: requests.clone(), text: "See the requests".to_owned() }];
    match ending {
        0 => {}
        1 => effects.push(Effect {
            text: format!("1 request for the whole {what} is under review. It ends, and who asked is told."),
            links: see(),
        }),
        many => effects.push(Effect {
            text: format!(
                "{} for the whole {what} are under review. They end, and who asked is told.",
                words::requests(many)
            ),
            links: see(),
        }),
    }
    match staying {
        0 => {}
        1 => effects.push(Effect {
            text: "1 request for single assets is under review. It stays, and what is approved of it opens those assets \
                   wherever they show."
                .to_owned(),
            links: see(),
        }),
        many => effects.push(Effect {
            text: format!(
                "{} for single assets are under review. They stay, and what is approved of them opens those assets wherever \
                 they show.",
                words::requests(many)
            ),
            links: see(),
        }),
    }
    effects.push(Effect {
        text: match grants {
            0 => format!("Nobody has access to the whole {what} now. Access to single assets stays."),
            1 => {
                format!("1 access to the whole {what} ends, and whoever has it is told. Access to single assets stays.")
            }
            many => format!(
                "{} accesses to the whole {what} end, and those who have them are told. Access to single assets stays.",
                words::grouped(many)
            ),
        },
        links: vec![],
    });
    effects
}
