use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Finder, Link, Offer, Picks, Section, Shell, Stretch};

/// `/kits/{slug}` and `/portals/{slug}/kits/{slug}`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/kit.html")]
pub struct KitPage {
    /// The frame.
    pub shell: Shell,
    /// The way here, from the portal or the start page; not the kit itself.
    pub crumbs: Vec<Link>,
    /// The kit's address as it was reached, base included; `/download`, `/request` and `/assets/{id}` are
    /// below it.
    pub place: String,
    /// Its title.
    pub title: String,
    /// Its description, one entry a paragraph.
    pub description: Vec<String>,
    /// Its sections, as far as this page shows them.
    pub sections: Vec<Section>,
    /// The headings of all its sections, leading to them.
    pub anchors: Vec<Link>,
    /// Searching in it; none where it is so small that one sees it all.
    pub finder: Option<Finder>,
    /// Which part of it the page shows, where that is not everything.
    pub stretch: Option<Stretch>,
    /// What can be done with what is ticked.
    pub picks: Picks,
    /// How to come by everything.
    pub offer: Offer,
    /// Whether only signed-in people see the page, which it then says.
    pub staff_only: bool,
}

impl KitPage {
    /// Whether something is searched for or chosen, so that an empty page means that nothing was found.
    pub fn is_searched(&self) -> bool {
        self.finder.as_ref().is_some_and(|finder| finder.found.is_some())
    }

    /// Whether the page shows no asset at all.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.assets.is_empty())
    }
}

impl Samples for KitPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let request = KitPage {
            shell: samples::branded_shell(base),
            crumbs: samples::crumbs(base),
            place: format!("{base}/portals/haus-meridian/kits/identity"),
            title: "Identity 2026".into(),
            description: vec![samples::INTRODUCTION.into()],
            sections: samples::sections(base, Access::Request),
            anchors: samples::anchors(),
            finder: Some(samples::finder(base, "")),
            stretch: None,
            picks: Picks { request: true, ..Picks::default() },
            offer: Offer::Request,
            staff_only: false,
        };
        let with = |access, offer| {
            let sections = samples::sections(base, access);
            let picks = Picks::of(sections.iter().flat_map(|section| &section.assets));
            KitPage { sections, picks, offer, ..request.clone() }
        };
        let all = || (21, "148 MB".to_owned());
        let (files, size) = all();
        let open = with(Access::Download, Offer::Download { files, size });
        let (files, size) = all();
        let no_approval = with(Access::DownloadAfterForm, Offer::DownloadAfterForm { files, size });
        let mut mixed = with(Access::Request, Offer::UnderReview);
        mixed.shell.identity = Some(samples::requester(base));
        for section in &mut mixed.sections {
            for (asset, access) in section.assets.iter_mut().zip([Access::Download, Access::UnderReview]) {
                asset.access = access;
            }
        }
        let mut closed = with(Access::Closed, Offer::Nothing);
        closed.shell = samples::plain_shell(base);
        closed.crumbs.clear();
        let mut staff = with(Access::Download, Offer::Nothing);
        staff.staff_only = true;
        staff.shell.identity = Some(samples::staff(base));
        let empty = KitPage {
            sections: Vec::new(),
            anchors: Vec::new(),
            finder: None,
            picks: Picks::default(),
            offer: Offer::Nothing,
            description: Vec::new(),
            ..request.clone()
        };
        let mut nothing_found = KitPage { finder: Some(samples::finder(base, "gr\u{fc}n")), ..empty.clone() };
        nothing_found.offer = Offer::Request;
        let mut large = request.clone();
        large.stretch = Some(samples::stretch(base));
        let mut long = request.clone();
        long.title = samples::LONG_TITLE.into();
        long.description = vec![samples::LONG_TEXT.into()];
        for asset in long.sections.iter_mut().flat_map(|section| &mut section.assets) {
            asset.title = samples::LONG_FILE.into();
        }
        let mut arabic = request.clone();
        arabic.shell = samples::arabic_shell(base);
        arabic.title = samples::ARABIC_TITLE.into();
        for asset in arabic.sections.iter_mut().flat_map(|section| &mut section.assets) {
            asset.title = samples::ARABIC_FILE.into();
        }
        vec![
            ("request", request),
            ("open", open),
            ("no-approval", no_approval),
            ("mixed", mixed),
            ("closed", closed),
            ("staff", staff),
            ("empty", empty),
            ("nothing-found", nothing_found),
            ("large", large),
            ("long", long),
            ("arabic", arabic),
        ]
    }
}
