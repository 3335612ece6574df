use std::fmt;

use crate::assets;
use crate::views::accent::Accent;
use crate::views::shared::Picture;

/// The frame of every public page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// What every address begins with: empty, or a sub-path such as `/desk`. No slash at its end.
    pub base: String,
    /// BCP 47 tag of the page's language.
    pub lang: String,
    /// The direction that language is written in.
    pub dir: Dir,
    /// The installation's name.
    pub site: String,
    /// The portal in whose name the page speaks; without one it is the installation's.
    pub brand: Option<Brand>,
    /// The portal's colour; without one it is Ajar's.
    pub accent: Option<Accent>,
    /// Who the browser is, where that is known.
    pub identity: Option<Identity>,
    /// Goes into the hidden field `form` of every form that changes something.
    pub form_token: String,
}

/// Direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl fmt::Display for Dir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        })
    }
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
}

impl Shell {
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
