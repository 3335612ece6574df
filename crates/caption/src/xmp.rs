//! XMP: RDF in XML.

use crate::{Caption, MOST_TAGS, clean, day};
use roxmltree::{Document, Node, ParsingOptions};

/// The longest packet that is read; what is longer holds pictures of its own, or is no packet.
const LONGEST: usize = 256 * 1024;
/// The most elements and texts that a packet may have.
const MOST_NODES: u32 = 20_000;

const DC: &str = "http://purl.org/dc/elements/1.1/";
const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

pub fn read(packet: &[u8]) -> Caption {
    let Some(text) = within(packet) else { return Caption::default() };
    // No document type, and so no entities that stand for more than themselves.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text, options) else { return Caption::default() };
    let about: Vec<Node> = document.descendants().filter(|node| node.has_tag_name((RDF, "Description"))).collect();
    let credit = join(&texts(&about, DC, "creator"), &first(&about, PHOTOSHOP, "Credit"));
    let terms = first(&about, RIGHTS, "UsageTerms");
    Caption {
        title: first(&about, DC, "title"),
        description: first(&about, DC, "description"),
        credit,
        licence: if terms.is_empty() { first(&about, DC, "rights") } else { terms },
        tags: texts(&about, DC, "subject"),
        made_on: day(&first(&about, PHOTOSHOP, "DateCreated")),
        has_position: !first(&about, EXIF, "GPSLatitude").is_empty(),
    }
}

/// The element itself, without the padding around it.
fn within(packet: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(packet.get(..packet.len().min(LONGEST))?).ok()?;
    let start = text.find("<x:xmpmeta").or_else(|| text.find("<rdf:RDF"))?;
    let end = ["</x:xmpmeta>", "</rdf:RDF>"].iter().find_map(|end| Some(text.rfind(end)? + end.len()))?;
    text.get(start..end)
}

fn join(creators: &[String], credit: &str) -> String {
    let creators = creators.join(", ");
    match (creators.is_empty(), credit.is_empty() || creators.contains(credit)) {
        (true, _) => credit.to_owned(),
        (false, true) => creators,
        (false, false) => format!("{creators} / {credit}"),
    }
}

/// The value of a property: the one for every language, else the first.
fn first(about: &[Node], space: &str, name: &str) -> String {
    if let Some(text) = about.iter().find_map(|node| node.attribute((space, name))) {
        return clean(text);
    }
    let Some(property) = property(about, space, name) else { return String::new() };
    let items: Vec<Node> = items(property).collect();
    let default = items.iter().find(|item| item.attribute((XML, "lang")) == Some("x-default"));
    let item = default.or(items.first()).copied().unwrap_or(property);
    clean(item.text().unwrap_or_default())
}

/// The values of a property that has several.
fn texts(about: &[Node], space: &str, name: &str) -> Vec<String> {
    let Some(property) = property(about, space, name) else { return vec![] };
    let texts = items(property).take(MOST_TAGS).map(|item| clean(item.text().unwrap_or_default()));
    texts.filter(|text| !text.is_empty()).collect()
}

fn property<'a, 'i>(about: &[Node<'a, 'i>], space: &str, name: &str) -> Option<Node<'a, 'i>> {
    about.iter().flat_map(|node| node.children()).find(|child| child.has_tag_name((space, name)))
}

fn items<'a, 'i>(property: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    property.descendants().filter(|node| node.has_tag_name((RDF, "li")))
}
