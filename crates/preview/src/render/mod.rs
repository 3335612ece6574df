//! From bytes to pictures, inside the child: decode → shrink → sRGB → orient → encode.
//!
//! Colour is converted and the picture turned after shrinking, when there are forty times fewer pixels to touch.

mod bitmap;
mod colour;
mod drawing;
mod encode;
mod facts;
mod fonts;
mod jpeg;
mod raster;

use std::fs::File;

use crate::answer::{Told, ToldPicture};
use crate::job::Order;
use crate::{Failure, Kind};

pub(crate) use bitmap::{Canvas, Original};

/// Facts need some pixels even where no picture is wanted.
const EDGE_FOR_FACTS: u32 = 128;

/// Makes everything the order asks of `input`; the n-th encoded picture goes to `put(n, bytes)`.
pub(crate) fn render(
    kind: Kind,
    input: File,
    order: &Order,
    mut put: impl FnMut(usize, &[u8]) -> Result<(), Failure>,
) -> Result<Told, Failure> {
    let (canvas, width, height, edges) = match kind {
        Kind::Svg => {
            let edges = order.job.edges_of_drawing();
            let drawn = drawing::draw(input, edges.first().copied().unwrap_or(EDGE_FOR_FACTS), &order.limits)?;
            (drawn.canvas, drawn.width, drawn.height, edges)
        }
        Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Webp => {
            let pick = |longer: u32| {
                let edges = order.job.edges_of_pixels(longer);
                let first = edges.first().copied().unwrap_or_else(|| longer.min(EDGE_FOR_FACTS));
                (first, edges)
            };
            let decode = if kind == Kind::Jpeg { jpeg::decode } else { raster::decode(kind) };
            let original = decode(input, &order.limits, &|longer| pick(longer).0)?;
            let (width, height) = original.upright();
            let (first, edges) = pick(width.max(height));
            (original.into_canvas(first)?, width, height, edges)
        }
    };
    let facts = facts::of(&canvas, width, height);
    let pictures = write_all(canvas, &edges, kind, facts.has_alpha, &mut put)?;
    Ok(Told { kind, facts, pictures })
}

/// Encodes every size, each shrunk from the one before: the largest is already free of what is not wanted.
fn write_all(
    mut canvas: Canvas,
    edges: &[u32],
    kind: Kind,
    has_alpha: bool,
    put: &mut impl FnMut(usize, &[u8]) -> Result<(), Failure>,
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
