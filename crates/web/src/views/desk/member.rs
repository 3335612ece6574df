use askama::Template;

use crate::views::desk::account::{Access, SessionRow, TokenRow};
use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Link, When, error_of};

/// `/admin/users/members/{id}`: one member, to admins.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/member.html")]
pub struct MemberPage {
    /// The frame.
    pub shell: DeskShell,
    /// The page's own address, base included; what is done here is below it.
    pub address: String,
    /// First and last name.
    pub name: String,
    /// The address they sign in with.
    pub mail: String,
    /// Since when.
    pub since: When,
    /// The form as it stands, or as it was typed.
    pub form: MemberForm,
    /// Every folder, by its path, and whether they are responsible for it.
    pub folders: Vec<FolderChoice>,
    /// Whether they may be responsible at all.
    pub may_be_responsible: bool,
    /// Whether an invitation waits to be accepted.
    pub is_invited: bool,
    /// By what they come in.
    pub access: Access,
    /// What taking them out would mean.
    pub removal: Removal,
}

/// What an admin changes on a member: fields `firstName`, `lastName`, `role`, `responsible` (`yes`).
#[derive(Debug, Clone, Default)]
pub struct MemberForm {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role's word.
    pub role: String,
    /// Whether requests of external users reach them.
    pub responsible: bool,
    /// What is to be mended: fields `firstName`, `lastName`, `role`.
    pub errors: Vec<FieldError>,
}

impl MemberForm {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// The roles to choose from: word, name, what they may do.
    pub fn roles(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        &ROLES
    }
}

/// The roles: word, name, what they may do.
pub const ROLES: [(&str, &str, &str); 4] = [
    ("admin", "Admin", "users, settings, everything"),
    ("manager", "Manager", "assets, kits, portals and every request"),
    ("responsible", "Responsible", "decides the requests that reach them"),
    ("member", "Member", "sees all assets, asks like anybody"),
];

/// A folder to be responsible for.
#[derive(Debug, Clone)]
pub struct FolderChoice {
    /// Its id.
    pub id: i64,
    /// Its path: "Press / 2026".
    pub path: String,
    /// Whether they are.
    pub chosen: bool,
    /// Who else is.
    pub others: Vec<String>,
}

/// What taking a member out would mean.
#[derive(Debug, Clone, Default)]
pub struct Removal {
    /// Why it can't be done; none where it can.
    pub refused: Option<String>,
    /// The folders that would have no responsible.
    pub folders: Vec<String>,
    /// How many pending requests would reach the admins only.
    pub to_admins: u64,
    /// Those requests.
    pub requests: Option<Link>,
    /// How many requests of their own would be cancelled.
    pub asked: u64,
}

/// The form that invites somebody, on the page of all members: fields `mail`, `firstName`, `lastName`, `role`.
#[derive(Debug, Clone, Default)]
pub struct InviteForm {
    /// POST.
    pub action: String,
    /// The address as it was typed.
    pub mail: String,
    /// The first name as it was typed.
    pub first_name: String,
    /// The last name as it was typed.
    pub last_name: String,
    /// The role that was chosen.
    pub role: String,
    /// What is to be mended: fields `mail`, `firstName`, `lastName`, `role`.
    pub errors: Vec<FieldError>,
}

impl InviteForm {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// The roles to choose from: word, name, what they may do.
    pub fn roles(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        &ROLES
    }

    /// Whether it is shown open: because something in it is to be mended.
    pub fn is_open(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// `/admin/profile`: one's own.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/profile.html")]
pub struct ProfilePage {
    /// The frame.
    pub shell: DeskShell,
    /// The page's own address, base included; what is done here is below it.
    pub address: String,
    /// The address one signs in with.
    pub mail: String,
    /// First name, as it stands or was typed.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The tag of the language; empty for the installation's.
    pub language: String,
    /// The languages to choose from.
    pub languages: Vec<Choice>,
    /// The name of the time zone; empty where it was not said.
    pub time_zone: String,
    /// The time zones to choose from.
    pub zones: Vec<String>,
    /// The word of when one hears of requests.
    pub notifications: String,
    /// Whether requests reach one at all.
    pub gets_requests: bool,
    /// What is to be mended in the profile: fields `firstName`, `lastName`, `timeZone`.
    pub errors: Vec<FieldError>,
    /// What is to be mended in the password: fields `present`, `password`, `passwordAgain`.
    pub password_errors: Vec<FieldError>,
    /// The least number of characters of a password.
    pub least: u32,
    /// By what one comes in.
    pub access: Access,
}

/// When one hears of requests: word, and what it means.
pub const NOTIFICATIONS: [(&str, &str); 4] = [
    ("each", "Each request, as it comes"),
    ("hourly", "Once an hour, all that came"),
    ("daily", "Once a day, in the morning"),
    ("none", "No mails; I look at the desk"),
];

impl ProfilePage {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// What is wrong with a field of the password's form.
    pub fn password_error(&self, field: &str) -> Option<&str> {
        error_of(&self.password_errors, field)
    }

    /// When one may hear of requests: word, and what it means.
    pub fn choices(&self) -> &'static [(&'static str, &'static str)] {
        &NOTIFICATIONS
    }
}

fn sample_access(address: &str) -> Access {
    let session = |id, browser: &str, is_this| SessionRow {
        id,
        browser: browser.into(),
        since: samples::when("21 November 2026, 09:12"),
        until: samples::when("5 December 2026"),
        is_this,
    };
    let token = |id, name: &str, reads_only, is_over: bool| TokenRow {
        id,
        name: name.into(),
        reads_only,
        since: samples::when("3 May 2026"),
        until: is_over.then(|| samples::when("31 October 2026")),
        is_over,
    };
    Access {
        address: address.into(),
        sessions: vec![
            session(3, "Firefox on Linux", true),
            session(2, "Safari on iPhone", false),
            session(1, "", false),
        ],
        tokens: vec![token(2, "Website", true, false), token(1, samples::LONG_TITLE, false, true)],
        made: None,
        name: String::new(),
        expires_at: String::new(),
        reads_only: false,
        earliest: "2026-11-23".into(),
        errors: vec![],
    }
}

impl Samples for MemberPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let address = format!("{base}/admin/users/members/4");
        let folder = |id, path: &str, chosen| FolderChoice {
            id,
            path: path.into(),
            chosen,
            others: if chosen { vec![samples::ARABIC_NAME.into()] } else { vec![] },
        };
        let page = MemberPage {
            shell: samples::desk_shell(base, DeskRoom::Members),
            name: "Jürgen Großmann".into(),
            mail: "j.grossmann@meridian.example".into(),
            since: samples::when("3 May 2026"),
            form: MemberForm {
                first_name: "Jürgen".into(),
                last_name: "Großmann".into(),
                role: "responsible".into(),
                responsible: true,
                errors: vec![],
            },
            folders: vec![folder(1, "Press / 2026", true), folder(2, samples::LONG_TITLE, false)],
            may_be_responsible: true,
            is_invited: false,
            access: sample_access(&address),
            removal: Removal {
                refused: None,
                folders: vec!["Press / 2026".into()],
                to_admins: 3,
                requests: Some(Link {
                    href: format!("{base}/admin/users/download-requests"),
                    text: "3 requests".into(),
                }),
                asked: 1,
            },
            address,
        };
        let mut invited = page.clone();
        invited.is_invited = true;
        invited.access = Access { sessions: vec![], tokens: vec![], ..invited.access };
        invited.folders.clear();
        invited.removal = Removal::default();
        let mut made = page.clone();
        made.access.made = Some("Zk3b9Q0r7LsZk3b9Q0r7LsZk3b9Q0r7LsZk3b9Q0r7L".into());
        made.may_be_responsible = false;
        let mut wrong = page.clone();
        wrong.name = samples::ARABIC_NAME.into();
        wrong.mail = samples::LONG_MAIL.into();
        wrong.form.errors = vec![FieldError::new("firstName", "A name is needed here.")];
        wrong.access.errors = vec![FieldError::new("name", "A name is needed, to tell the tokens apart.")];
        wrong.removal.refused = Some("This is the only admin; make somebody else one first.".into());
        vec![("responsible", page), ("invited", invited), ("token-made", made), ("wrong", wrong)]
    }
}

impl Samples for ProfilePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let address = format!("{base}/admin/profile");
        let page = ProfilePage {
            shell: samples::desk_shell(base, DeskRoom::Profile),
            mail: "noor@meridian.example".into(),
            first_name: "Noor".into(),
            last_name: "Lindqvist".into(),
            language: "de".into(),
            languages: vec![
                Choice { id: "en".into(), title: "English".into() },
                Choice { id: "de".into(), title: "Deutsch".into() },
            ],
            time_zone: "Europe/Zurich".into(),
            zones: vec!["Africa/Cairo".into(), "Europe/Zurich".into()],
            notifications: "daily".into(),
            gets_requests: true,
            errors: vec![],
            password_errors: vec![],
            least: 10,
            access: sample_access(&address),
            address,
        };
        let mut wrong = page.clone();
        wrong.mail = samples::LONG_MAIL.into();
        wrong.gets_requests = false;
        wrong.errors = vec![FieldError::new("firstName", "A name is needed here.")];
        wrong.password_errors = vec![FieldError::new("present", "This is not your present password.")];
        vec![("filled", page), ("wrong", wrong)]
    }
}
