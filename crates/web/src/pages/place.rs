//! The page of a portal or kit: what is in it, and what one may do with it.

use super::{
    cards::{self, Easel, Offering, Shown},
    frame::{Frame, paragraphs, render_as, see_other, told},
    home::card,
    kept::{Looks, PublicPage, Recall, render_public},
};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Fields, Form, PlacePath, Query},
    failure::Failure,
    views::{
        public::{KitPage, PasswordPage, PortalPage},
        shared::{AssetCard, Finder, KindChoice, Link, Offer, Picks, Section, Stretch},
    },
};
use app::{
    Fault, Refusal, Viewer,
    browse::{self, Filter, Position, Window},
    place::{self, Opened, Spot},
};
use axum::{extract::State, response::Response};
use domain::{Access, AssetKind, Policy, Privacy, SectionId};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use words::Language;

/// A place that shows, or the answer that asks for its password.
pub(super) enum Doorway {
    Spot(Box<Spot>),
    Locked(Response),
}

/// Opens the place of an address; where it is behind a password, the answer is the form, as `status`.
pub(super) async fn open(
    site: &Site,
    viewer: &Viewer,
    path: &PlacePath,
    status: StatusCode,
) -> Result<Doorway, Failure> {
    match place::open(&site.app, viewer, path.portal.as_deref(), path.kit.as_deref()).await? {
        Opened::Spot(spot) => Ok(Doorway::Spot(spot)),
        Opened::Locked { of } => Ok(Doorway::Locked(password(site, viewer, path, &of, None, status))),
    }
}

fn password(
    site: &Site,
    viewer: &Viewer,
    path: &PlacePath,
    of: &Spot,
    fault: Option<&Fault>,
    status: StatusCode,
) -> Response {
    let shell = Frame { site, viewer }.shell();
    let error = fault.map(|fault| told(shell.lang, fault));
    let page = PasswordPage {
        shell,
        title: of.title().to_owned(),
        action: site.path(&place::path(path.portal.as_deref(), path.kit.as_deref())),
        error,
    };
    render_as(status, &page)
}

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Query(query): Query,
    uri: Uri,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let recall = Recall::new(&site.app, &viewer, &uri);
    let looks = Looks { viewer: &viewer, method: &method, headers: &headers };
    if let Some(page) = recall.as_ref().and_then(|recall| recall.page(&site)) {
        return Ok(looks.at(&site, &page));
    }
    let spot = match open(&site, &viewer, &path, StatusCode::OK).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    let page = match spot.kit {
        Some(_) => kit(&site, &viewer, &spot, &query).await?,
        None => portal(&site, &viewer, &spot, &query).await?,
    };
    answer(&site, recall, &spot, page.of(spot.place, None), looks).await
}

/// The answer with a page of a place, which is kept where a stranger asked for it.
pub(super) async fn answer(
    site: &Site,
    recall: Option<Recall>,
    spot: &Spot,
    page: PublicPage,
    looks: Looks<'_>,
) -> Result<Response, Failure> {
    Ok(match recall {
        Some(recall) => looks.at(site, &recall.keep(site, &place::about(&site.app, spot).await?, page)),
        None => looks.at(site, &page),
    })
}

/// Tries a password; where it is right the browser keeps the proof, and the same address shows the place.
pub(super) async fn unlock(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (portal, kit) = (path.portal.as_deref(), path.kit.as_deref());
    let typed = fields.text("password").to_owned();
    match place::unlock(&site.app, &viewer, portal, kit, typed).await {
        Ok(proof) => {
            let mut response = see_other(&site, &place::path(portal, kit));
            if let Some(proof) = proof {
                let name = proof.split('-').take(2).collect::<Vec<_>>().join("_");
                response.headers_mut().append(header::SET_COOKIE, Cookie::Unlocked(name).set(&site, &proof, None));
            }
            Ok(response)
        }
        Err(Refusal::Invalid(faults)) => match place::open(&site.app, &viewer, portal, kit).await? {
            Opened::Locked { of } => {
                Ok(password(&site, &viewer, &path, &of, faults.first(), StatusCode::UNPROCESSABLE_ENTITY))
            }
            Opened::Spot(_) => Ok(see_other(&site, &place::path(portal, kit))),
        },
        Err(other) => Err(other.into()),
    }
}

/// What one may do with everything in a place: so many files of so many bytes.
fn offer(lang: Language, access: Access, files: u64, bytes: u64, under_review: bool) -> Offer {
    let size = lang.size(bytes);
    match access {
        _ if files == 0 => Offer::Nothing,
        Access::Open | Access::Granted => Offer::Download { files, size },
        Access::Ask(Policy::NoApproval) => Offer::DownloadAfterForm { files, size },
        Access::Ask(_) if under_review => Offer::UnderReview,
        Access::Ask(_) => Offer::Request,
        Access::Disabled | Access::KitByKit => Offer::Nothing,
    }
}

fn staff_only(spot: &Spot) -> bool {
    let private = |privacy| privacy == Privacy::Private;
    spot.kit.as_ref().is_some_and(|kit| private(kit.privacy))
        || spot.portal.as_ref().is_some_and(|portal| private(portal.privacy))
}

/// How many assets a page shows at once.
const WINDOW: u32 = 80;
/// From how many files on a place is worth searching in.
const WORTH_SEARCHING: u64 = 9;

/// What the address of a place wants to see of it.
struct Wanted {
    filter: Filter,
    after: Option<Position>,
    /// Number of the first file.
    from: u64,
}

impl Wanted {
    fn read(query: &Fields) -> Result<Self, Failure> {
        // Addresses are passed on, cut off and mistyped: what can't be read is as good as none.
        let kind = query.get("type").and_then(|word| word.parse::<AssetKind>().ok());
        let section = query.get("section").and_then(|id| id.parse().ok());
        let after = query.get("after").and_then(|at| at.parse().ok());
        // It is only shown, so one that cannot be is as good as none: what is added to it must fit.
        let from = query.get("from").and_then(|number| number.parse::<u32>().ok()).filter(|_| after.is_some());
        let q = query.get("q").map(str::trim).filter(|q| !q.is_empty()).map(|q| q.chars().take(200).collect());
        Ok(Self {
            filter: Filter { q, kind, section: section.map(SectionId) },
            after,
            from: from.map_or(1, u64::from).max(1),
        })
    }

    /// What the place shows of it, at most `size` at once. An address that leads past the end, because much was taken out
    /// since, leads to the beginning.
    async fn look(&mut self, site: &Site, viewer: &Viewer, spot: &Spot, size: u32) -> Result<Window, Failure> {
        let window = browse::window(&site.app, viewer, spot, &self.filter, self.after, size).await?;
        if self.after.is_none() || size == 0 || !window.placed.is_empty() {
            return Ok(window);
        }
        (self.after, self.from) = (None, 1);
        Ok(browse::window(&site.app, viewer, spot, &self.filter, None, size).await?)
    }

    fn is_searched(&self) -> bool {
        self.filter.q.is_some() || self.filter.kind.is_some() || self.filter.section.is_some()
    }

    /// The address of the place with these wishes, of this kind, from here on.
    fn href(&self, place: &str, kind: Option<AssetKind>, from: Option<(Position, u64)>) -> String {
        let mut fields = Vec::new();
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        fields.extend(self.filter.q.as_deref().map(|q| format!("q={}", encoded(q))));
        fields.extend(kind.map(|kind| format!("type={kind}")));
        fields.extend(self.filter.section.map(|section| format!("section={section}")));
        fields.extend(from.map(|(after, number)| format!("after={after}&from={number}")));
        if fields.is_empty() { place.to_owned() } else { format!("{place}?{}", fields.join("&")) }
    }

    fn finder(&self, title: &str, place: &str, window: &Window) -> Option<Finder> {
        if window.files < WORTH_SEARCHING && !self.is_searched() {
            return None;
        }
        let choice = |word, label, count, kind: Option<AssetKind>| KindChoice {
            word,
            label,
            count,
            href: self.href(place, kind, None),
            current: self.filter.kind == kind,
        };
        let all = window.kinds.iter().map(|of| of.assets).sum();
        let mut kinds = vec![choice("", "find-type-all", all, None)];
        kinds.extend(window.kinds.iter().map(|of| choice(of.kind.as_str(), label(of.kind), of.assets, Some(of.kind))));
        // One kind only is no choice, but a chosen one that holds nothing has to be left again.
        if kinds.len() < 3 && self.filter.kind.is_none() {
            kinds.clear();
        }
        Some(Finder {
            action: place.to_owned(),
            place: title.to_owned(),
            q: self.filter.q.clone().unwrap_or_default(),
            kinds,
            found: self.is_searched().then_some(window.total),
        })
    }

    fn stretch(&self, place: &str, window: &Window) -> Option<Stretch> {
        if self.after.is_none() && window.next.is_none() {
            return None;
        }
        let shown = window.placed.len() as u64;
        // What an address says of the number is believed as far as it can be.
        let from = self.from.min((window.total + 1).saturating_sub(shown).max(1));
        let to = from + shown - u64::from(shown > 0);
        Some(Stretch {
            from,
            to,
            total: window.total.max(to),
            first: self.after.map(|_| self.href(place, self.filter.kind, None)),
            next: window.next.map(|next| self.href(place, self.filter.kind, Some((next, to + 1)))),
        })
    }
}

/// The message of a kind's name.
fn label(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Image => "find-type-image",
        AssetKind::Vector => "find-type-vector",
        AssetKind::Document => "find-type-document",
        AssetKind::Video => "find-type-video",
        AssetKind::Audio => "find-type-audio",
        AssetKind::Font => "find-type-font",
        AssetKind::Archive => "find-type-archive",
        AssetKind::Other => "find-type-other",
    }
}

/// The page of a portal.
pub(super) async fn portal(site: &Site, viewer: &Viewer, spot: &Spot, query: &Fields) -> Result<PublicPage, Failure> {
    render_public(&portal_page(site, viewer, spot, query).await?)
}

/// The same as its template takes it.
pub(super) async fn portal_page(
    site: &Site,
    viewer: &Viewer,
    spot: &Spot,
    query: &Fields,
) -> Result<PortalPage, Failure> {
    let frame = Frame { site, viewer };
    let Some(row) = &spot.portal else { return Err(Refusal::NotFound.into()) };
    let mut wanted = Wanted::read(query)?;
    // Without a search only the counts are shown, and the kits.
    let size = if wanted.is_searched() { WINDOW } else { 0 };
    let window = wanted.look(site, viewer, spot, size).await?;
    let holder = viewer.holder(&site.app).await?;
    let under_review = browse::under_review(&site.app, viewer, spot.place).await?;
    let whole = browse::whole_access(&site.app, viewer, spot, &holder).await?;
    let (_, cover) = browse::branding(&site.app, row).await?;
    let shell = frame.shell_of(spot).await?;
    let path = site.path(&spot.path());
    let mut page = PortalPage {
        title: row.title.clone(),
        introduction: paragraphs(&row.introduction),
        cover: cover.and_then(|(asset, pictures)| cards::picture(site, &spot.path(), &asset, &pictures, Shown::Cover)),
        kits: vec![],
        finder: wanted.finder(&row.title, &path, &window),
        hits: None,
        stretch: None,
        picks: Picks::default(),
        offer: offer(shell.lang, whole, window.files, window.bytes, under_review.0),
        staff_only: staff_only(spot),
        place: path,
        shell,
    };
    if wanted.is_searched() {
        let pictures = browse::previews(&site.app, &window.contents.in_order()).await?;
        let offering = Offering {
            easel: Easel { site, lang: page.shell.lang, pictures: &pictures },
            spot,
            contents: &window.contents,
            holder: &holder,
            now: site.app.now(),
            under_review: &under_review,
        };
        let found = window.placed.iter().filter_map(|(_, asset)| window.contents.assets.get(asset));
        let hits: Vec<AssetCard> = found.map(|asset| offering.card(asset, Shown::Card)).collect();
        page.picks = Picks::of(&hits);
        page.stretch = wanted.stretch(&page.place, &window);
        page.hits = Some(hits);
    } else {
        for (kit, locked) in place::doors_of(&site.app, viewer, row).await? {
            page.kits.push(card(site, viewer, &kit, locked).await?);
        }
    }
    Ok(page)
}

async fn kit(site: &Site, viewer: &Viewer, spot: &Spot, query: &Fields) -> Result<PublicPage, Failure> {
    render_public(&kit_page(site, viewer, spot, query).await?)
}

/// The page of a kit as its template takes it.
pub(super) async fn kit_page(site: &Site, viewer: &Viewer, spot: &Spot, query: &Fields) -> Result<KitPage, Failure> {
    let frame = Frame { site, viewer };
    let Some(row) = &spot.kit else { return Err(Refusal::NotFound.into()) };
    let mut wanted = Wanted::read(query)?;
    let window = wanted.look(site, viewer, spot, WINDOW).await?;
    let pictures = browse::previews(&site.app, &window.contents.in_order()).await?;
    let holder = viewer.holder(&site.app).await?;
    let under_review = browse::under_review(&site.app, viewer, spot.place).await?;
    let whole = browse::whole_access(&site.app, viewer, spot, &holder).await?;
    let shell = frame.shell_of(spot).await?;
    let offering = Offering {
        easel: Easel { site, lang: shell.lang, pictures: &pictures },
        spot,
        contents: &window.contents,
        holder: &holder,
        now: site.app.now(),
        under_review: &under_review,
    };
    let inside = |section: &app::rows::Section| {
        let placed = window.placed.iter().filter(|(id, _)| *id == section.id);
        let rows = placed.filter_map(|(_, asset)| window.contents.assets.get(asset));
        rows.map(|asset| offering.card(asset, Shown::Card)).collect()
    };
    let sections = window.sections.iter().map(|(section, _)| Section {
        id: section.id.0,
        title: section.title.clone(),
        text: paragraphs(&section.text),
        assets: inside(section),
    });
    let sections: Vec<Section> = sections.filter(|section| !section.assets.is_empty()).collect();
    let path = site.path(&spot.path());
    Ok(KitPage {
        crumbs: frame.crumbs(spot, false),
        title: row.title.clone(),
        description: paragraphs(&row.description),
        anchors: anchors(&path, &window),
        finder: wanted.finder(&row.title, &path, &window),
        stretch: wanted.stretch(&path, &window),
        picks: Picks::of(sections.iter().flat_map(|section| &section.assets)),
        sections,
        offer: offer(shell.lang, whole, window.files, window.bytes, under_review.0),
        staff_only: staff_only(spot),
        place: path,
        shell,
    })
}

/// The headings of the sections that hold something: leading to them on the page, or where the page shows a part of the kit,
/// to the section alone.
fn anchors(path: &str, window: &Window) -> Vec<Link> {
    let whole = window.placed.len() as u64 >= window.sections.iter().map(|(_, count)| count).sum();
    let titled = window.sections.iter().filter(|(section, count)| !section.title.is_empty() && *count > 0);
    let href = |id: SectionId| if whole { format!("#section-{id}") } else { format!("{path}?section={id}") };
    titled.map(|(section, _)| Link { href: href(section.id), text: section.title.clone() }).collect()
}

/// The page of a place in the place of another answer, where nothing has to be asked.
pub(super) fn back_to(site: &Site, spot: &Spot) -> Response {
    see_other(site, &spot.path())
}
