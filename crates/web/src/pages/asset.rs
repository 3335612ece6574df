//! One asset of a place: a large picture, the facts, download or ask; and the pictures themselves.

use super::{
    cards::{Easel, Offering, Shown},
    frame::{Frame, paragraphs},
    kept::{Looks, Recall, render_public},
    place::{Doorway, answer, open},
};
use crate::{
    Site,
    extract::{Door, PlacePath},
    failure::Failure,
    send::send_picture,
    views::{
        public::{AssetPage, EarlierVersion, Fact},
        shared::{Access, Link},
    },
};
use app::{Refusal, browse, caches::Question, download::FileReader};
use axum::{extract::State, response::Response};
use delivery::{LastModified, Representation, StrongEtag};
use domain::{AssetId, Timestamp};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use words::Language;

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
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
    let id = AssetId(path.id.ok_or(Refusal::NotFound)?);
    let (contents, asset) = browse::asset_at(&site.app, &viewer, &spot, id).await?;
    let pictures = browse::previews(&site.app, &[&asset]).await?;
    let holder = viewer.holder(&site.app).await?;
    let under_review = browse::under_review(&site.app, &viewer, spot.place).await?;
    let frame = Frame { site: &site, viewer: &viewer };
    let shell = frame.shell_of(&spot).await?;
    let lang = shell.lang;
    let easel = Easel { site: &site, lang, pictures: &pictures };
    let offering = Offering {
        easel,
        spot: &spot,
        contents: &contents,
        holder: &holder,
        now: site.app.now(),
        under_review: &under_review,
    };
    let beside = browse::neighbours(&site.app, &viewer, &spot, id).await?;
    let neighbour = |other: Option<app::rows::Asset>| {
        let other = other?;
        let href = site.path(&format!("{}/assets/{}", spot.path(), other.id));
        Some(Link { href, text: other.title })
    };
    let card = offering.card(&asset, Shown::Large);
    let page = AssetPage {
        crumbs: frame.crumbs(&spot, true),
        place: site.path(&spot.path()),
        description: paragraphs(&asset.description),
        facts: facts(&easel, &asset),
        formats: if card.access == Access::Download { easel.formats(&spot.path(), &asset) } else { vec![] },
        versions: versions(&easel, &browse::earlier_versions(&site.app, &asset).await?),
        position: lang.with("asset-position", &[("position", beside.number), ("total", beside.total)]),
        previous: neighbour(beside.previous),
        next: neighbour(beside.next),
        asset: card,
        shell,
    };
    answer(&site, recall, &spot, render_public(&page)?.of(spot.place, Some(id)), looks).await
}

/// The versions before the current one.
fn versions(easel: &Easel<'_>, versions: &[app::rows::Version]) -> Vec<EarlierVersion> {
    let told = |version: &app::rows::Version| EarlierVersion {
        text: version_of(easel.lang, version.number, version.created_at),
        filename: version.filename.clone(),
        size: easel.lang.size(version.size),
    };
    versions.iter().map(told).collect()
}

/// Which version, and of when.
fn version_of(lang: Language, number: i64, at: Timestamp) -> String {
    lang.with("asset-version-of", &[("number", number.to_string()), ("day", lang.day(at.civil().date()))])
}

/// What there is to know of an asset.
fn facts(easel: &Easel<'_>, asset: &app::rows::Asset) -> Vec<Fact> {
    let lang = easel.lang;
    let mut facts = vec![
        Fact::new("asset-type", easel.kind(asset)),
        Fact::new("asset-size", easel.size(asset)),
        Fact::new("asset-filename", asset.filename.as_str()),
    ];
    if let (Some(width), Some(height)) = (asset.width, asset.height) {
        let key = if asset.content_type == "image/svg+xml" { "asset-drawing" } else { "asset-pixels" };
        facts.push(Fact::new("asset-dimensions", lang.with(key, &[("width", width), ("height", height)])));
    }
    facts.push(Fact::new("asset-version", version_of(lang, asset.version, asset.version_created_at)));
    for (key, text) in [("asset-licence", &asset.licence), ("asset-credit", &asset.credit)] {
        if !text.is_empty() {
            facts.push(Fact::new(key, text.as_str()));
        }
    }
    facts.push(Fact::sha256(&asset.sha256));
    facts
}

/// A picture of an asset. It shows to whoever sees the place.
pub(super) async fn picture(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (id, width) = (AssetId(path.id.ok_or(Refusal::NotFound)?), path.width.ok_or(Refusal::NotFound)?);
    let what = format!("{id} {width}");
    let question = Question::new(&site.app, &viewer, path.portal.as_deref(), path.kit.as_deref(), what);
    if let Some((preview, blob)) = browse::picture_shown(&site.app, &question).await? {
        return send(&method, &headers, &preview, FileReader::of(blob)).await;
    }
    let Doorway::Spot(spot) = open(&site, &viewer, &path, StatusCode::OK).await? else {
        return Err(Refusal::NotFound.into());
    };
    let (preview, blob) = browse::picture_at(&site.app, &viewer, &spot, id, width).await?;
    let answer = send(&method, &headers, &preview, FileReader::of(blob)).await?;
    browse::keep_picture(&site.app, question, &spot, id, preview).await?;
    Ok(answer)
}

pub(super) async fn send(
    method: &Method,
    headers: &HeaderMap,
    preview: &app::rows::Preview,
    blob: FileReader,
) -> Result<Response, Failure> {
    let representation = Representation {
        length: preview.size,
        etag: StrongEtag::new(&preview.sha256).map_err(Refusal::internal)?,
        last_modified: LastModified::Unknown,
        content_type: HeaderValue::from_str(&preview.content_type).map_err(Refusal::internal)?,
    };
    send_picture(method, headers, representation, blob).await
}
