use crate::assets;
use crate::views::desk::Undo;
use ::words::Language;

/// The frame of every desk page.
#[derive(Debug, Clone)]
pub struct DeskShell {
    /// What every address begins with: empty, or a sub-path such as `/desk`. No slash at its end.
    pub base: String,
    /// The page's language.
    pub lang: Language,
    /// The installation's name.
    pub site: String,
    /// Who is signed in.
    pub user: DeskUser,
    /// Where in the desk the page is.
    pub room: DeskRoom,
    /// How many requests wait for this user.
    pub pending: u64,
    /// Whether the user sees Members, External users and the history.
    pub sees_people: bool,
    /// Whether the user sees the settings.
    pub sees_settings: bool,
    /// A word on what was just done.
    pub flash: Option<Flash>,
    /// What the user just decided, while it may be undone.
    pub undo: Option<Undo>,
    /// POST: sign out.
    pub sign_out_action: String,
    /// Goes into the hidden field `form` of every form that changes something.
    pub form_token: String,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct DeskUser {
    /// First and last name.
    pub name: String,
    /// The role as people read it: "Responsible".
    pub role: String,
}

/// The rooms of the desk that have a door in its navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskRoom {
    /// The start page.
    Start,
    /// The assets and their folders.
    Assets,
    /// Kits.
    Kits,
    /// Portals.
    Portals,
    /// Users: Download Requests.
    Requests,
    /// Users: Members.
    Members,
    /// Users: External users.
    ExternalUsers,
    /// What is asked for and taken.
    Insight,
    /// The history.
    History,
    /// The settings.
    Settings,
    /// One's own profile.
    Profile,
}

/// A word on what was just done, or why it was not.
#[derive(Debug, Clone)]
pub struct Flash {
    /// Whether it went well.
    pub good: bool,
    /// Whole sentences.
    pub text: String,
}

impl DeskShell {
    /// Address of the stylesheet.
    pub fn css(&self) -> String {
        assets::url(&self.base, "ajar.css")
    }

    /// Address of the desk's own stylesheet.
    pub fn desk_css(&self) -> String {
        assets::url(&self.base, "desk.css")
    }

    /// Address of the stylesheet of the room, where it has one of its own.
    pub fn room_css(&self) -> Option<String> {
        let name = match self.room {
            DeskRoom::Kits | DeskRoom::Portals => "places.css",
            DeskRoom::Settings => "settings.css",
            DeskRoom::Assets => "library.css",
            DeskRoom::Insight => "insight.css",
            DeskRoom::Requests => "requests.css",
            DeskRoom::Members | DeskRoom::ExternalUsers | DeskRoom::Profile => "people.css",
            _ => return None,
        };
        Some(assets::url(&self.base, name))
    }

    /// Address of the script.
    pub fn js(&self) -> String {
        assets::url(&self.base, "ajar.js")
    }

    /// Address of the desk's own script.
    pub fn desk_js(&self) -> String {
        assets::url(&self.base, "desk.js")
    }

    /// Address of the stylesheet of the pages on which kits and portals are made.
    pub fn places_css(&self) -> String {
        assets::url(&self.base, "places.css")
    }

    /// Address of the script of the pages on which kits and portals are made.
    pub fn places_js(&self) -> String {
        assets::url(&self.base, "places.js")
    }

    /// Address of the icon.
    pub fn icon(&self) -> String {
        assets::url(&self.base, "ajar.svg")
    }

    /// Whether the page is this room.
    pub fn is_in(&self, room: DeskRoom) -> bool {
        self.room == room
    }

    /// Whether the page is one of the tabs under Users.
    pub fn in_users(&self) -> bool {
        matches!(self.room, DeskRoom::Requests | DeskRoom::Members | DeskRoom::ExternalUsers)
    }
}
