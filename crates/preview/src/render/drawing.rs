//! SVG: drawn, never run, never followed outside.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree, roxmltree};

use super::bitmap::check_size;
use super::{Canvas, fonts};
use crate::{Failure, Kind, Limits, Reason, kind};

/// A drawing is text: larger ones are data that lost its way.
const LARGEST_TEXT: u64 = 32 << 20;
/// Elements, attributes' texts and comments, after entities have been put in.
const MOST_NODES: u32 = 500_000;

/// What has no pixels of its own, drawn, and the size it gives itself.
pub(crate) struct Drawn {
    pub(crate) canvas: Canvas,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// How large something is to be drawn that has no pixels of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extent {
    /// So that the longer edge has so many pixels.
    Longer(u32),
    /// So that it is so many pixels wide.
    Width(u32),
}

impl Extent {
    /// Width and height in pixels of what gives itself this size in units.
    pub(crate) fn of(self, own_width: f32, own_height: f32, limits: &Limits) -> Result<(u32, u32), Failure> {
        let is_size = |side: f32| side.is_finite() && side > 0.0;
        if !is_size(own_width) || !is_size(own_height) {
            return Err(Failure::damaged("no size"));
        }
        let scale = match self {
            Self::Longer(edge) => edge as f32 / own_width.max(own_height),
            Self::Width(width) => width as f32 / own_width,
        };
        let scaled = |side: f32| ((side * scale).round() as u32).max(1);
        let (width, height) = match self {
            Self::Longer(edge) => (scaled(own_width).min(edge), scaled(own_height).min(edge)),
            Self::Width(width) => (width, scaled(own_height)),
        };
        check_size(width, height, 4, limits)?;
        Ok((width, height))
    }
}

/// Draws at the extent asked for.
pub(crate) fn draw(file: File, extent: Extent, limits: &Limits) -> Result<Drawn, Failure> {
    let text = read(file)?;
    let xml_options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, entity_resolver: None };
    let xml = roxmltree::Document::parse_with_options(&text, xml_options).map_err(Failure::damaged)?;
    let tree = Tree::from_xmltree(&xml, &options(&xml, limits)).map_err(Failure::damaged)?;
    let (own_width, own_height) = (tree.size().width(), tree.size().height());
    let (width, height) = extent.of(own_width, own_height, limits)?;
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| Failure::damaged("no size"))?;
    let fit = Transform::from_scale(width as f32 / own_width, height as f32 / own_height);
    resvg::render(&tree, fit, &mut pixmap.as_mut());
    let canvas = Canvas::new(width, height, true, straight(pixmap))?;
    let whole = |side: f32| (side.round() as u32).max(1);
    Ok(Drawn { canvas, width: whole(own_width), height: whole(own_height) })
}

fn read(file: File) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let mut limited = BufReader::new(file).take(LARGEST_TEXT + 1);
    limited.read_to_end(&mut bytes).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    if bytes.len() as u64 > LARGEST_TEXT {
        return Err(Failure::new(Reason::TooLarge, "a drawing of more text than anybody draws"));
    }
    Ok(kind::text(&bytes))
}

/// References lead nowhere but to pictures inside the text itself. Style sheets are never imported, since the
/// library does not know how to; fonts come from the system alone.
fn options(xml: &roxmltree::Document<'_>, limits: &Limits) -> Options<'static> {
    let limits = limits.clone();
    let mut options = Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| embedded(data, &limits)),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    // Reading the system's fonts takes longer than most drawings.
    if xml.descendants().any(|node| node.tag_name().name() == "text") {
        fonts::load(options.fontdb_mut());
        options.font_family = fonts::FAMILY.to_owned();
    }
    options
}

/// An embedded picture by its bytes, with the same limits as a picture of its own. A drawing in a drawing is left
/// out: it would be read outside these options.
fn embedded(data: Arc<Vec<u8>>, limits: &Limits) -> Option<ImageKind> {
    let (format, kind) = match Kind::sniff(&data)? {
        Kind::Jpeg => (image::ImageFormat::Jpeg, ImageKind::JPEG(data.clone())),
        Kind::Png => (image::ImageFormat::Png, ImageKind::PNG(data.clone())),
        Kind::Gif => (image::ImageFormat::Gif, ImageKind::GIF(data.clone())),
        Kind::Webp => (image::ImageFormat::WebP, ImageKind::WEBP(data.clone())),
        _ => return None,
    };
    let reader = image::ImageReader::with_format(Cursor::new(data.as_slice()), format);
    let (width, height) = reader.into_dimensions().ok()?;
    check_size(width, height, 4, limits).ok()?;
    Some(kind)
}

/// RGBA with the colour no longer multiplied by alpha.
pub(crate) fn straight(pixmap: Pixmap) -> Vec<u8> {
    pixmap.take_demultiplied()
}
