use crate::assets;
use crate::views::accent::Accent;
use crate::views::shared::Picture;
use ::words::Language;

/// The frame of every public page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// What every address begins with: empty, or a sub-path such as `/desk`. No slash at its end.
    pub base: String,
    /// The page's language.
    pub lang: Language,
    /// The languages to choose from, on pages that can be shown again.
    pub tongues: Option<Tongues>,
    /// The installation's name.
    pub site: String,
    /// The installation's logo, shown in place of the name where no portal speaks.
    pub logo: Option<Picture>,
    /// The portal in whose name the page speaks; without one it is the installation's.
    pub brand: Option<Brand>,
    /// The portal's colour, else the installation's; without one it is Ajar's.
    pub accent: Option<Accent>,
    /// Who the browser is, where that is known.
    pub identity: Option<Identity>,
    /// Goes into the hidden field `form` of every form that changes something.
    pub form_token: String,
}

/// The languages that the reader may choose from.
#[derive(Debug, Clone)]
pub struct Tongues {
    /// What is offered.
    pub offered: Vec<Language>,
    /// The form of the page that is sent along with the choice and comes back in that language, so that nothing typed is
    /// lost; without one the page is shown again.
    pub form: Option<&'static str>,
}

/// A portal as the page's header shows it.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The portal's title.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its logo, shown in place of the name.
    pub logo: Option<Picture>,
}

/// Who the browser is.
#[derive(Debug, Clone)]
pub enum Identity {
    /// Somebody who came by a link sent to this address.
    Requester {
        /// The address.
        mail: String,
        /// POST: forget the address in this browser ("not me").
        not_me_action: String,
    },
    /// A user who is signed in at the desk.
    Staff {
        /// First and last name.
        name: String,
        /// Where their desk is.
        desk_href: String,
    },
    /// A manager who looks at a place as a visitor would see it.
    AsVisitor {
        /// Who really sees it now.
        note: String,
        /// Where its page at the desk is.
        back_href: String,
    },
}

impl Shell {
    /// Whose page it is, to stand beside a title in the window's own: the portal's name, or the installation's beside the
    /// portal's. Nothing stands there twice.
    pub fn house_beside(&self, title: &str) -> Option<&str> {
        let portal = self.brand.as_ref().map(|brand| brand.name.as_str());
        portal.into_iter().chain([self.site.as_str()]).find(|name| *name != title)
    }

    /// Address of the stylesheet.
    pub fn css(&self) -> String {
        assets::url(&self.base, "ajar.css")
    }

    /// Address of the script.
    pub fn js(&self) -> String {
        assets::url(&self.base, "ajar.js")
    }

    /// Address of the icon.
    pub fn icon(&self) -> String {
        assets::url(&self.base, "ajar.svg")
    }
}
