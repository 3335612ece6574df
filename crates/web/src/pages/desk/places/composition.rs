//! What stands in a kit while it is being composed: sections and assets in the order of the form's fields.

use super::order::{earlier, later};
use crate::extract::Fields;
use app::{edit_kit::SectionDraft, library::KitView};
use domain::AssetId;
use std::collections::HashSet;

/// A section on its way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Its name within the form, which stays while it is moved.
    pub key: String,
    pub title: String,
    pub text: String,
    pub assets: Vec<AssetId>,
    /// Those of its assets that are ticked.
    pub ticked: HashSet<AssetId>,
}

/// All sections on their way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Composition {
    pub sections: Vec<Section>,
}

impl Composition {
    pub fn of(view: &KitView) -> Self {
        let section = |(section, assets): &(app::rows::Section, Vec<AssetId>)| Section {
            key: format!("s{}", section.id),
            title: section.title.clone(),
            text: section.text.clone(),
            assets: assets.clone(),
            ticked: HashSet::new(),
        };
        Self { sections: view.sections.iter().map(section).collect() }
    }

    /// Reads the fields in their order: each `section` begins one.
    pub fn read(fields: &Fields) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        let mut ticks: Vec<(String, AssetId)> = Vec::new();
        for (name, value) in fields.pairs() {
            if name == "section" {
                let key = key(value, &sections);
                sections.push(Section { key, ..Section::default() });
                continue;
            }
            if name == "tick" {
                let tick =
                    value.split_once('.').and_then(|(key, id)| Some((key.to_owned(), AssetId(id.parse().ok()?))));
                ticks.extend(tick);
                continue;
            }
            let Some(section) = sections.last_mut() else { continue };
            match name {
                "sectionTitle" => section.title = value.to_owned(),
                "sectionText" => section.text = value.to_owned(),
                "mediaId" => {
                    let id = value.parse().ok().map(AssetId).filter(|id| !section.assets.contains(id));
                    section.assets.extend(id);
                }
                _ => {}
            }
        }
        for section in &mut sections {
            let own = ticks.iter().filter(|(key, asset)| *key == section.key && section.assets.contains(asset));
            section.ticked = own.map(|(_, asset)| *asset).collect();
        }
        Self { sections }
    }

    /// As it is to be kept.
    pub fn drafts(&self) -> Vec<SectionDraft> {
        let draft = |section: &Section| SectionDraft {
            title: section.title.clone(),
            text: section.text.clone(),
            assets: section.assets.clone(),
        };
        self.sections.iter().map(draft).collect()
    }

    /// Its assets, each once.
    pub fn assets(&self) -> HashSet<AssetId> {
        self.sections.iter().flat_map(|section| section.assets.iter().copied()).collect()
    }

    fn find(&mut self, key: &str) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.key == key)
    }

    /// What a section is called in a sentence.
    fn called(&self, key: &str) -> String {
        let at = self.sections.iter().position(|section| section.key == key);
        match at.map(|at| (at, self.sections[at].title.trim())) {
            Some((at, "")) => format!("Section {}", at + 1),
            Some((_, title)) => format!("“{title}”"),
            None => "The section".to_owned(),
        }
    }

    fn place(&self, key: &str) -> String {
        let at = self.sections.iter().position(|section| section.key == key).map_or(0, |at| at + 1);
        format!("{} is now number {at} of {}.", self.called(key), self.sections.len())
    }

    /// Adds an empty section at the end; its name within the form.
    fn add_section(&mut self) -> String {
        let key = key("n1", &self.sections);
        self.sections.push(Section { key: key.clone(), ..Section::default() });
        key
    }

    /// Puts assets into a section, before one of its assets or at its end; ones that stand there already are moved.
    fn put(&mut self, key: &str, assets: &[AssetId], before: Option<AssetId>) {
        let Some(section) = self.find(key) else { return };
        section.assets.retain(|asset| !assets.contains(asset) || Some(*asset) == before);
        let at = before.and_then(|before| section.assets.iter().position(|asset| *asset == before));
        let at = at.unwrap_or(section.assets.len());
        let new = assets.iter().copied().filter(|asset| !section.assets.contains(asset)).collect::<Vec<_>>();
        section.assets.splice(at..at, new);
    }

    /// Does what a button of the form says; what was done, in a sentence. Nothing where the button is none of these.
    pub fn act(&mut self, act: &str, fields: &Fields, title: impl Fn(AssetId) -> String) -> Option<String> {
        let (verb, of) = act.split_once('.').unwrap_or((act, ""));
        Some(match verb {
            "section-add" => {
                self.add_section();
                format!("Section {} was added.", self.sections.len())
            }
            "section-up" => {
                earlier(&mut self.sections, |section| section.key == of);
                self.place(of)
            }
            "section-down" => {
                later(&mut self.sections, |section| section.key == of);
                self.place(of)
            }
            "section-remove" => {
                let called = self.called(of);
                let assets = self.find(of).map_or(0, |section| section.assets.len());
                self.sections.retain(|section| section.key != of);
                match assets {
                    0 => format!("{called} was taken out."),
                    _ => format!("{called} was taken out, with {}.", counted(assets)),
                }
            }
            "add" => self.add(fields, title),
            "up" | "down" | "move" | "remove" => self.with_ticked(verb, fields, title),
            _ => return None,
        })
    }

    fn add(&mut self, fields: &Fields, title: impl Fn(AssetId) -> String) -> String {
        let picked: Vec<AssetId> = fields.every("pick").filter_map(|id| id.parse().ok().map(AssetId)).collect();
        if picked.is_empty() {
            return "Tick assets in the library first.".to_owned();
        }
        let wanted = fields.text("into").to_owned();
        let last = self.sections.last().map(|section| section.key.clone());
        let into = if self.find(&wanted).is_some() { Some(wanted) } else { last };
        let into = into.unwrap_or_else(|| self.add_section());
        self.put(&into, &picked, fields.text("before").parse().ok().map(AssetId));
        format!("{} to {}.", told(&picked, "was added", "were added", title), self.called(&into))
    }

    fn with_ticked(&mut self, verb: &str, fields: &Fields, title: impl Fn(AssetId) -> String) -> String {
        let ticked: Vec<AssetId> = self.sections.iter().flat_map(ticked_of).collect();
        if ticked.is_empty() {
            return "Tick assets first.".to_owned();
        }
        let to = fields.text("moveTo").to_owned();
        let mut moved = false;
        for section in &mut self.sections {
            let ticked = section.ticked.clone();
            match verb {
                "up" => moved |= earlier(&mut section.assets, |asset| ticked.contains(asset)),
                "down" => moved |= later(&mut section.assets, |asset| ticked.contains(asset)),
                "move" if section.key == to => {}
                _ => {
                    section.assets.retain(|asset| !ticked.contains(asset));
                    section.ticked.clear();
                }
            }
        }
        match verb {
            "move" => {
                self.put(&to, &ticked, None);
                if let Some(section) = self.find(&to) {
                    section.ticked.extend(ticked.iter().copied());
                }
                format!("{} to {}.", told(&ticked, "was moved", "were moved", title), self.called(&to))
            }
            "remove" => told(&ticked, "was taken out", "were taken out", title) + ".",
            _ if !moved => "They stand at the end of their section already.".to_owned(),
            "up" => told(&ticked, "was moved", "were moved", title) + " one place earlier.",
            _ => told(&ticked, "was moved", "were moved", title) + " one place later.",
        }
    }
}

fn ticked_of(section: &Section) -> Vec<AssetId> {
    section.assets.iter().copied().filter(|asset| section.ticked.contains(asset)).collect()
}

/// A name within the form as it came, where it can be one; not one that is taken.
fn key(sent: &str, taken: &[Section]) -> String {
    let fits = (1..=24).contains(&sent.len()) && sent.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_taken = |key: &str| taken.iter().any(|section| section.key == key);
    if fits && !is_taken(sent) {
        return sent.to_owned();
    }
    let mut number = 1;
    while is_taken(&format!("n{number}")) {
        number += 1;
    }
    format!("n{number}")
}

fn counted(assets: usize) -> String {
    crate::views::words::assets(&(assets as u64))
}

/// "Logo was added", "3 assets were added".
fn told(assets: &[AssetId], one: &str, many: &str, title: impl Fn(AssetId) -> String) -> String {
    match assets {
        [only] => format!("“{}” {one}", title(*only)),
        several => format!("{} {many}", counted(several.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Composition {
        Composition::read(&Fields::parse(form))
    }

    fn shape(composition: &Composition) -> String {
        let section = |section: &Section| {
            let ids: Vec<String> = section.assets.iter().map(ToString::to_string).collect();
            format!("{}:{}", section.title, ids.join(","))
        };
        composition.sections.iter().map(section).collect::<Vec<_>>().join(" ")
    }

    const FORM: &str = "section=s1&sectionTitle=A&sectionText=x&mediaId=1&mediaId=2&mediaId=3&section=s2&sectionTitle=B&mediaId=4&mediaId=1";

    fn after(act: &str, more: &str) -> (String, String) {
        let form = format!("{FORM}&{more}");
        let mut composition = read(&form);
        let said = composition.act(act, &Fields::parse(&form), |id| format!("Asset {id}"));
        (shape(&composition), said.unwrap_or_default())
    }

    #[test]
    fn sections_are_read_in_the_order_of_their_fields() {
        let composition = read(FORM);
        assert_eq!(shape(&composition), "A:1,2,3 B:4,1");
        assert_eq!((composition.sections[0].text.as_str(), composition.assets().len()), ("x", 4));
        // What no form of ours sends breaks nothing.
        assert_eq!(shape(&read("mediaId=1&section=s1&mediaId=x&mediaId=2&mediaId=2&section=s1&section=%00")), ":2 : :");
        let keys: Vec<String> = read("section=s1&section=s1&section=a.b").sections.into_iter().map(|s| s.key).collect();
        assert_eq!(keys, ["s1", "n1", "n2"]);
    }

    #[test]
    fn ticked_assets_move_within_their_sections_and_between_them() {
        assert_eq!(
            after("up", "tick=s1.2&tick=s1.3"),
            ("A:2,3,1 B:4,1".into(), "2 assets were moved one place earlier.".into())
        );
        assert_eq!(after("down", "tick=s2.4"), ("A:1,2,3 B:1,4".into(), "“Asset 4” was moved one place later.".into()));
        assert_eq!(after("up", "tick=s2.4").1, "They stand at the end of their section already.");
        assert_eq!(
            after("move", "tick=s1.2&moveTo=s2"),
            ("A:1,3 B:4,1,2".into(), "“Asset 2” was moved to “B”.".into())
        );
        assert_eq!(after("remove", "tick=s1.2&tick=s2.4").0, "A:1,3 B:1");
        assert_eq!(after("remove", ""), ("A:1,2,3 B:4,1".into(), "Tick assets first.".into()));
    }

    #[test]
    fn sections_are_added_moved_and_taken_out() {
        assert_eq!(after("section-add", "").0, "A:1,2,3 B:4,1 :");
        assert_eq!(after("section-down.s1", ""), ("B:4,1 A:1,2,3".into(), "“A” is now number 2 of 2.".into()));
        assert_eq!(after("section-up.s1", "").0, "A:1,2,3 B:4,1");
        assert_eq!(after("section-remove.s1", ""), ("B:4,1".into(), "“A” was taken out, with 3 assets.".into()));
        assert_eq!(read(FORM).act("save", &Fields::default(), |_| String::new()), None);
    }

    #[test]
    fn assets_of_the_library_join_a_section_where_they_are_put() {
        assert_eq!(after("add", "pick=7&into=s1"), ("A:1,2,3,7 B:4,1".into(), "“Asset 7” was added to “A”.".into()));
        assert_eq!(after("add", "pick=7&pick=8&into=s1&before=2").0, "A:1,7,8,2,3 B:4,1");
        assert_eq!(after("add", "pick=3&into=s1&before=1").0, "A:3,1,2 B:4,1");
        assert_eq!(after("add", "pick=7&into=gone").0, "A:1,2,3 B:4,1,7");
        assert_eq!(after("add", "").1, "Tick assets in the library first.");
        let mut empty = Composition::default();
        empty.act("add", &Fields::parse("pick=7"), |_| "Logo".into());
        assert_eq!(shape(&empty), ":7");
    }
}
