//! A portal as its form has it.

use crate::{
    extract::Fields,
    pages::desk::places::{
        fields::{self, Common},
        meanings,
        order::{earlier, later},
    },
    views::words,
};
use ::words::Language;
use app::{edit_portal::PortalDraft, library::PortalView, rows::Kit};
use domain::{AssetId, KitId, PortalPolicy};

/// A portal as its form has it: as it is kept, or as it was typed.
pub(super) struct PortalForm {
    pub common: Common,
    pub policy: PortalPolicy,
    pub accent: String,
    pub logo: Option<AssetId>,
    pub cover: Option<AssetId>,
    pub kits: Vec<KitId>,
    /// The first is for whoever reads none of them.
    pub languages: Vec<Language>,
}

impl PortalForm {
    /// As it is kept.
    pub fn of(view: &PortalView) -> Self {
        let row = &view.portal;
        let common = Common {
            version: view.version(),
            title: row.title.clone(),
            slug: row.slug.clone(),
            text: row.introduction.clone(),
            privacy: row.privacy,
            password: String::new(),
            ask: fields::asked(&row.questions, view.terms.as_ref(), &row.watermark, row.manifest),
        };
        Self {
            common,
            policy: row.policy,
            accent: row.accent.clone().unwrap_or_default(),
            logo: row.logo_id,
            cover: row.cover_id,
            kits: view.kits.clone(),
            languages: row.languages.clone(),
        }
    }

    /// As it was typed.
    pub fn read(sent: &Fields, view: &PortalView) -> Self {
        let kept = Self::of(view);
        let asset = |name: &str| sent.text(name).parse().ok().map(AssetId);
        let mut kits: Vec<KitId> = Vec::new();
        for id in sent.every("kitId").filter_map(|id| id.parse().ok().map(KitId)) {
            if !kits.contains(&id) {
                kits.push(id);
            }
        }
        let mut languages: Vec<Language> = sent.every("language").filter_map(Language::parse).collect();
        if let Some(first) = Language::parse(sent.text("firstLanguage")) {
            // Chosen as the first it is offered, where not all are anyway.
            let offered = !languages.is_empty();
            languages.retain(|language| *language != first);
            if offered {
                languages.insert(0, first);
            }
        }
        Self {
            common: Common::read(sent, "introduction", &kept.common),
            policy: sent.text("downloadPolicy").parse().unwrap_or(kept.policy),
            accent: sent.text("accent").trim().to_owned(),
            logo: asset("logoId"),
            cover: asset("coverId"),
            kits,
            languages,
        }
    }

    /// What is to be kept.
    pub fn draft(&self) -> PortalDraft {
        let Common { version, title, slug, text, privacy, ask, .. } = &self.common;
        PortalDraft {
            title: Some(title.clone()),
            slug: Some(slug.trim().to_owned()),
            introduction: Some(text.clone()),
            accent: Some(Some(self.accent.clone()).filter(|accent| !accent.is_empty())),
            logo: Some(self.logo),
            cover: Some(self.cover),
            privacy: Some(*privacy),
            password: self.common.typed_password(),
            policy: Some(self.policy),
            kits: Some(self.kits.clone()),
            questions: Some(fields::drafts(&ask.questions)),
            terms: Some(Some(ask.terms.clone())),
            watermark: Some(ask.watermark.clone()),
            manifest: Some(ask.manifest),
            languages: Some(self.languages.clone()),
            once: None,
            seen: Some(version.clone()),
        }
    }

    /// Where what is kept differs from what was typed, in a few words each.
    pub fn differences(&self, view: &PortalView) -> Vec<String> {
        let kept = Self::of(view);
        let mut lines = fields::differences(&self.common, &kept.common, "The introduction");
        if self.kits != kept.kits {
            lines.push(format!("The kits: {}, or in another order", words::kits(&(kept.kits.len() as u64))));
        }
        if self.policy != kept.policy {
            lines.push(format!("Downloads: {}", meanings::portal_policy(kept.policy)));
        }
        if self.logo != kept.logo || self.cover != kept.cover {
            lines.push("Logo or cover".to_owned());
        }
        if !self.accent.eq_ignore_ascii_case(&kept.accent) {
            let accent = if kept.accent.is_empty() { "none" } else { &kept.accent };
            lines.push(format!("The colour: {accent}"));
        }
        if self.languages != kept.languages {
            let names: Vec<&str> = kept.languages.iter().map(|language| language.name()).collect();
            lines.push(format!("The languages: {}", if names.is_empty() { "all".into() } else { names.join(", ") }));
        }
        lines
    }

    /// Does what a button of the form says; what was done, in a sentence.
    pub fn act(&mut self, act: &str, sent: &Fields, kits: &[Kit]) -> String {
        let (verb, of) = act.split_once('.').unwrap_or((act, ""));
        let kit = of.parse().ok().map(KitId);
        let called = |id: KitId| {
            let title = kits.iter().find(|kit| kit.id == id).map(|kit| format!("“{}”", kit.title));
            title.unwrap_or_else(|| "The kit".to_owned())
        };
        let asset = of.parse().ok().map(AssetId);
        match (verb, kit) {
            ("kit-up" | "kit-down", Some(id)) => {
                let chosen = |kit: &KitId| *kit == id;
                if verb == "kit-up" {
                    earlier(&mut self.kits, chosen)
                } else {
                    later(&mut self.kits, chosen)
                };
                let at = self.kits.iter().position(chosen).map_or(0, |at| at + 1);
                format!("{} is now number {at} of {}.", called(id), self.kits.len())
            }
            ("kit-remove", Some(id)) => {
                self.kits.retain(|kit| *kit != id);
                format!("{} was taken out of the portal.", called(id))
            }
            ("kit-add", _) => match sent.text("addKit").parse().ok().map(KitId) {
                Some(id) if !self.kits.contains(&id) => {
                    self.kits.push(id);
                    format!("{} was added.", called(id))
                }
                _ => "Choose a kit first.".to_owned(),
            },
            ("logo", _) if asset.is_some() => {
                self.logo = asset;
                "The logo was chosen.".to_owned()
            }
            ("cover", _) if asset.is_some() => {
                self.cover = asset;
                "The cover was chosen.".to_owned()
            }
            ("logo-none", _) => {
                self.logo = None;
                "The logo was taken away.".to_owned()
            }
            ("cover-none", _) => {
                self.cover = None;
                "The cover was taken away.".to_owned()
            }
            _ => fields::act_on_questions(&mut self.common.ask.questions, act).unwrap_or_default(),
        }
    }
}
