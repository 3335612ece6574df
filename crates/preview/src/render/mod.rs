//! From bytes to pictures, inside the child: decode → shrink → sRGB → orient → encode.
//!
//! Colour is converted and the picture turned after shrinking, when there are forty times fewer pixels to touch.

mod bitmap;
mod colour;
mod document;
mod drawing;
mod encode;
mod facts;
mod fonts;
mod jpeg;
mod mark;
mod raster;
mod specimen;
mod tiff;

use std::fs::File;

use crate::answer::{Told, ToldPicture};
use crate::job::{Order, Task, Wish};
use crate::{ContentType, Failure, Job, Kind, Limits, Reason};

pub(crate) use bitmap::{Canvas, Original};
use drawing::{Drawn, Extent};

/// Facts need some pixels even where no picture is wanted.
const EDGE_FOR_FACTS: u32 = 128;

/// Where the n-th encoded picture goes.
type Put<'a> = &'a mut dyn FnMut(usize, &[u8]) -> Result<(), Failure>;

/// Makes everything the order asks of `input`; the n-th encoded picture goes to `put(n, bytes)`.
pub(crate) fn render(
    kind: Kind,
    input: File,
    order: &Order,
    mut put: impl FnMut(usize, &[u8]) -> Result<(), Failure>,
) -> Result<Told, Failure> {
    match &order.task {
        Task::Previews(job) => previews(kind, input, job, &order.limits, &mut put),
        Task::Mark(words) => marked(kind, input, words, &order.limits, &mut put),
        Task::Rendition(wish) => rendition(kind, input, *wish, &order.limits, &mut put),
        Task::Frame(_) => Err(Failure::new(Reason::Unsupported, "a frame is cut by another program")),
    }
}

fn previews(kind: Kind, input: File, job: &Job, limits: &Limits, put: Put<'_>) -> Result<Told, Failure> {
    let (canvas, width, height, edges) = if kind.has_pixels() {
        let pick = |longer: u32| {
            let edges = job.edges_of_pixels(longer);
            (edges.first().copied().unwrap_or_else(|| longer.min(EDGE_FOR_FACTS)), edges)
        };
        let original = raster::decode(kind)(input, limits, &|width, height| pick(width.max(height)).0)?;
        let (width, height) = original.upright();
        let (first, edges) = pick(width.max(height));
        (original.into_canvas(first)?, width, height, edges)
    } else {
        let edges = job.edges_of_drawing();
        let extent = Extent::Longer(edges.first().copied().unwrap_or(EDGE_FOR_FACTS));
        let drawn = draw(kind, input, extent, limits)?;
        (drawn.canvas, drawn.width, drawn.height, edges)
    };
    let facts = facts::of(&canvas, width, height);
    let pictures = write_all(canvas, &edges, kind, facts.has_alpha, put)?;
    Ok(Told { kind, facts, pictures })
}

/// Draws what has no pixels of its own.
fn draw(kind: Kind, input: File, extent: Extent, limits: &Limits) -> Result<Drawn, Failure> {
    match kind {
        Kind::Svg => drawing::draw(input, extent, limits),
        Kind::Pdf => document::draw(input, extent, limits),
        Kind::Font => specimen::draw(input, extent, limits),
        _ => Err(Failure::new(Reason::Unsupported, "not a kind that is drawn")),
    }
}

/// One of our own pictures with words over it; as large, and of the same type.
fn marked(kind: Kind, input: File, words: &str, limits: &Limits, put: Put<'_>) -> Result<Told, Failure> {
    if !matches!(kind, Kind::Jpeg | Kind::Png) {
        return Err(Failure::new(Reason::Unsupported, "not one of our own pictures"));
    }
    let original = raster::decode(kind)(input, limits, &|width, height| width.max(height))?;
    let (width, height) = original.upright();
    let canvas = mark::mark(original.into_canvas(width.max(height))?, words)?;
    let facts = facts::of(&canvas, width, height);
    let (content_type, bytes) = encode::encode(&canvas, kind, kind == Kind::Png && canvas.channels() == 4)?;
    put(0, &bytes)?;
    Ok(Told { kind, facts, pictures: vec![ToldPicture { width, height, content_type }] })
}

/// The file in another format, as wide as wished.
fn rendition(kind: Kind, input: File, wish: Wish, limits: &Limits, put: Put<'_>) -> Result<Told, Failure> {
    let (canvas, own_width, own_height) = if kind.has_pixels() {
        // Before it is turned upright, its width may yet become its height.
        let enough = |width: u32, height: u32| {
            let Some(wished) = wish.width else { return width.max(height) };
            edge_at(wished, width, height).max(edge_at(wished, height, width)).min(width.max(height))
        };
        let original = raster::decode(kind)(input, limits, &enough)?;
        let (width, height) = original.upright();
        let edge = wish.width.map_or(width.max(height), |wished| edge_at(wished, width, height));
        if edge > width.max(height) {
            return Err(Failure::new(Reason::Unsupported, "nothing is enlarged"));
        }
        (original.into_canvas(edge)?, width, height)
    } else {
        let width = wish.width.ok_or_else(|| Failure::new(Reason::Unsupported, "a drawing has no width of its own"))?;
        let drawn = draw(kind, input, Extent::Width(width), limits)?;
        (drawn.canvas, drawn.width, drawn.height)
    };
    let canvas = if wish.format == ContentType::Jpeg { canvas.on_white()? } else { canvas };
    let facts = facts::of(&canvas, own_width, own_height);
    put(0, &encode::encode_as(&canvas, kind, wish.format)?)?;
    let picture = ToldPicture { width: canvas.width(), height: canvas.height(), content_type: wish.format };
    Ok(Told { kind, facts, pictures: vec![picture] })
}

/// The longer edge of a picture of this shape that is `wished` pixels wide.
fn edge_at(wished: u32, width: u32, height: u32) -> u32 {
    let (width, height, wished) = (u64::from(width.max(1)), u64::from(height), u64::from(wished));
    let edge = wished.max((wished * height + width / 2) / width);
    u32::try_from(edge).unwrap_or(u32::MAX)
}

/// Encodes every size, each shrunk from the one before: the largest is already free of what is not wanted.
fn write_all(
    mut canvas: Canvas,
    edges: &[u32],
    kind: Kind,
    has_alpha: bool,
    put: Put<'_>,
) -> Result<Vec<ToldPicture>, Failure> {
    let mut pictures = Vec::with_capacity(edges.len());
    for (slot, edge) in edges.iter().enumerate() {
        canvas = canvas.shrunk(*edge)?;
        let (content_type, bytes) = encode::encode(&canvas, kind, has_alpha)?;
        put(slot, &bytes)?;
        pictures.push(ToldPicture { width: canvas.width(), height: canvas.height(), content_type });
    }
    Ok(pictures)
}

/// Width and height scaled so that the longer is `edge`; the shorter never vanishes.
pub(crate) fn fitted(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let longer = u64::from(width.max(height).max(1));
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(edge) + longer / 2) / longer;
        u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn the_longer_edge_is_exact_and_the_shorter_is_rounded() {
        assert_eq!(fitted(6000, 4000, 1600), (1600, 1067));
        assert_eq!(fitted(4000, 6000, 480), (320, 480));
        assert_eq!(fitted(30_000, 1, 480), (480, 1));
    }
}
