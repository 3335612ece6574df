use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell, RequestRow};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Link, Status};

/// `/admin/` for the signed-in.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/start.html")]
pub struct StartPage {
    /// The frame; its `pending` is the number shown.
    pub shell: DeskShell,
    /// The requests that wait longest, a handful.
    pub waiting: Vec<RequestRow>,
    /// The public places of the installation.
    pub places: Vec<Link>,
    /// Whether nobody is there to decide but the admins.
    pub no_responsible: bool,
}

impl Samples for StartPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |waiting: Vec<RequestRow>, places| StartPage {
            shell: samples::desk_shell(base, DeskRoom::Start),
            waiting,
            places,
            no_responsible: false,
        };
        let places = ["Haus Meridian", "Identity 2026", samples::ARABIC_TITLE];
        let places = places.map(|text| Link { href: format!("{base}/kits/a"), text: text.into() });
        let mut empty = page(Vec::new(), Vec::new());
        empty.shell.pending = 0;
        empty.no_responsible = true;
        vec![("many", page(samples::rows(base, Status::Pending, 5), places.into())), ("empty", empty)]
    }
}
