use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Link, Offer, Section, Shell};

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
    /// Its sections.
    pub sections: Vec<Section>,
    /// How to come by everything.
    pub offer: Offer,
    /// Whether only signed-in people see the page, which it then says.
    pub staff_only: bool,
}

impl KitPage {
    fn has(&self, wanted: impl Fn(Access) -> bool) -> bool {
        self.sections.iter().flat_map(|section| &section.assets).any(|asset| wanted(asset.access))
    }

    /// Whether something here can be had at once.
    pub fn some_download(&self) -> bool {
        self.has(|access| access == Access::Download)
    }

    /// Whether something here opens after the form.
    pub fn some_form(&self) -> bool {
        self.has(|access| access == Access::DownloadAfterForm)
    }

    /// Whether something here must be asked for.
    pub fn some_request(&self) -> bool {
        self.has(|access| access == Access::Request)
    }

    /// Whether there is anything to select.
    pub fn selects(&self) -> bool {
        self.has(|access| access.selectable())
    }

    /// Whether the kit holds no asset at all.
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
            offer: Offer::Request,
            staff_only: false,
        };
        let with = |access, offer| KitPage { sections: samples::sections(base, access), offer, ..request.clone() };
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
        let empty = KitPage { sections: Vec::new(), offer: Offer::Nothing, description: Vec::new(), ..request.clone() };
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
            ("long", long),
            ("arabic", arabic),
        ]
    }
}
