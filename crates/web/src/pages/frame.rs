//! What stands around every page: the installation's or the portal's name and colour, and who one is.

use crate::{
    Site,
    failure::Failure,
    views::{
        Accent,
        shared::{Brand, FieldError, Identity, Link, Picture, Shell, Tongues, When},
    },
};
use app::{
    Fault, Refusal, Viewer,
    place::Spot,
    rows::{Asset, Preview},
};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use domain::Timestamp;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use words::{Language, Value};

/// For whom a page is made.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub site: &'a Site,
    pub viewer: &'a Viewer,
}

impl Frame<'_> {
    /// The frame of a page that belongs to no portal.
    pub fn shell(&self) -> Shell {
        self.shell_in(app::browse::languages(&self.site.app, None))
    }

    fn shell_in(&self, offered: Vec<Language>) -> Shell {
        let identity = match (&self.viewer.user, &self.viewer.proven) {
            (Some(user), _) => Some(Identity::Staff { name: user.name(), desk_href: self.site.path("/admin/") }),
            (None, Some(proven)) => Some(Identity::Requester {
                mail: proven.user.mail.clone(),
                not_me_action: self.site.path("/pickup/not-me"),
            }),
            (None, None) => None,
        };
        let house = self.site.app.in_force();
        Shell {
            base: self.site.base.clone(),
            lang: self.viewer.language(&offered),
            tongues: (offered.len() > 1).then_some(Tongues { offered, form: None }),
            site: house.organisation.clone(),
            logo: house.logo.as_ref().and_then(|(asset, pictures)| {
                let picture = pictures.first()?;
                let src = self.site.path(&app::in_force::logo_path(asset.id, picture.width));
                Some(sign(src, asset, picture))
            }),
            brand: None,
            accent: house.accent.as_deref().and_then(Accent::parse),
            identity,
            form_token: String::new(),
        }
    }

    /// The frame of a page of a place: its portal's name, logo and colour.
    pub async fn shell_of(&self, spot: &Spot) -> Result<Shell, Failure> {
        let mut shell = self.shell_in(app::browse::languages(&self.site.app, Some(spot)));
        let Some(portal) = &spot.portal else { return Ok(shell) };
        let path = self.site.path(&app::place::path(Some(&portal.slug), None));
        let (logo, _) = app::browse::branding(&self.site.app, portal).await?;
        shell.accent = portal.accent.as_deref().and_then(Accent::parse).or(shell.accent);
        shell.brand = Some(Brand {
            name: portal.title.clone(),
            logo: logo.and_then(|(asset, pictures)| {
                let picture = pictures.first()?;
                Some(sign(format!("{path}/assets/{}/preview/{}", asset.id, picture.width), &asset, picture))
            }),
            href: path,
        });
        Ok(shell)
    }

    /// The way back from a page within a place.
    pub fn crumbs(&self, spot: &Spot, with_itself: bool) -> Vec<Link> {
        let mut crumbs = Vec::new();
        if let Some(portal) = &spot.portal
            && (spot.kit.is_some() || with_itself)
        {
            let href = self.site.path(&app::place::path(Some(&portal.slug), None));
            crumbs.push(Link { href, text: portal.title.clone() });
        }
        if let (Some(kit), true) = (&spot.kit, with_itself) {
            crumbs.push(Link { href: self.site.path(&spot.path()), text: kit.title.clone() });
        }
        crumbs
    }

    /// A link to a place.
    pub fn link(&self, spot: &Spot) -> Link {
        Link { href: self.site.path(&spot.path()), text: spot.title().to_owned() }
    }
}

/// A logo, in the one size that a header needs.
fn sign(src: String, asset: &Asset, picture: &Preview) -> Picture {
    Picture {
        src,
        srcset: String::new(),
        sizes: "",
        tone: None,
        width: picture.width,
        height: picture.height,
        ground: super::cards::ground(asset),
    }
}

/// A moment, for people and for machines.
pub(super) fn when(lang: Language, at: Timestamp) -> When {
    When { iso: at.to_string(), text: lang.minute(at.civil()) }
}

/// How long ago a moment was, for lists that are scanned; the exact moment is there for machines.
pub(super) fn ago(lang: Language, at: Timestamp, now: Timestamp) -> When {
    When { iso: at.to_string(), text: lang.ago(now.since(at).as_secs() / 60, at.civil().date()) }
}

/// The day after a moment, as a field for dates has it.
pub(super) fn day_after(at: Timestamp) -> String {
    const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
    at.plus(DAY).to_string().chars().take(10).collect()
}

/// A fault in the reader's language, where it has a message of its own there.
pub(super) fn told(lang: Language, fault: &Fault) -> String {
    let key = format!("fault-{}", fault.code.unwrap_or_default());
    if !lang.has(&key) {
        return fault.detail.clone();
    }
    let values: Vec<(&str, Value)> = fault.args.iter().map(|(name, value)| (*name, value.into())).collect();
    lang.tell(&key, &values)
}

/// The faults of a form; `field` names the field of a pointer.
pub(super) fn field_errors(lang: Language, faults: &[Fault], field: impl Fn(&str) -> String) -> Vec<FieldError> {
    let error = |fault: &Fault| FieldError::new(field(&fault.pointer), told(lang, fault));
    faults.iter().map(error).collect()
}

/// Text in paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A page that is nobody else's: kept by no cache.
pub(super) fn render(page: &impl Template) -> Response {
    render_as(StatusCode::OK, page)
}

pub(super) fn render_as(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Failure::from(Refusal::internal(error)).into_response(),
    }
}

/// The page that a form stood on, to go back to: a path and query of this site alone, so that no address can lead away
/// from here.
pub(super) fn came_from(site: &Site, headers: &HeaderMap) -> String {
    let referrer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let referrer = referrer.and_then(|from| from.parse::<http::Uri>().ok());
    let path = referrer.as_ref().and_then(|from| from.path_and_query()?.as_str().strip_prefix(site.base.as_str()));
    let path = path.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'));
    path.map_or_else(|| "/".to_owned(), |path| shown_again(path).to_owned())
}

/// The address that shows what an answer to a form was about: the form's own shows nothing, or shows more than was asked
/// for, since what was chosen stood in the form.
fn shown_again(path: &str) -> &str {
    if let Some(rest) = path.strip_prefix("/requests/") {
        let reference = rest.split(['/', '?']).next().unwrap_or_default();
        return &path[.."/requests/".len() + reference.len()];
    }
    match path {
        "/pickup/end" => "/pickup",
        // A kit may be called "request": what is left has to be the address of a place.
        _ => path.strip_suffix("/request").filter(|place| place.matches('/').count() % 2 == 0).unwrap_or(path),
    }
}

/// Goes on to another address of the site.
pub(super) fn see_other(site: &Site, path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    // Paths are our own: percent-encoded where they carry anything that was typed.
    if let Ok(location) = HeaderValue::from_str(&site.path(path)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
