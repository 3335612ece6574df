use askama::Template;

use crate::views::desk::member::InviteForm;
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, When};

/// `/admin/users/members`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/members.html")]
pub struct MembersPage {
    /// The frame.
    pub shell: DeskShell,
    /// The form that invites somebody, to admins.
    pub invite: Option<InviteForm>,
    /// The users.
    pub rows: Vec<MemberRow>,
    /// Address of the next page.
    pub next_href: Option<String>,
}

/// A user in one line.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Their page, to admins.
    pub href: Option<String>,
    /// First and last name.
    pub name: String,
    /// The address.
    pub mail: String,
    /// The role as people read it.
    pub role: String,
    /// Whether they are notified of what external users ask for.
    pub responsible: bool,
    /// Whether an invitation waits to be accepted.
    pub invited: bool,
    /// Since when.
    pub since: When,
}

/// `/admin/users/external-users`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/external_users.html")]
pub struct ExternalUsersPage {
    /// The frame.
    pub shell: DeskShell,
    /// What is searched for.
    pub q: String,
    /// The requesters.
    pub rows: Vec<ExternalUserRow>,
    /// Address of the next page.
    pub next_href: Option<String>,
}

/// A requester in one line.
#[derive(Debug, Clone)]
pub struct ExternalUserRow {
    /// Their page.
    pub href: String,
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub mail: String,
    /// How many requests they made.
    pub requests: u64,
    /// Their requests in the list.
    pub requests_href: String,
    /// When they asked last.
    pub last: When,
}

impl Samples for MembersPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let row = |name: &str, role: &str, mail: &str, responsible: bool| MemberRow {
            href: responsible.then(|| format!("{base}/admin/users/members/4")),
            name: name.into(),
            mail: mail.into(),
            role: role.into(),
            responsible,
            invited: !responsible,
            since: samples::when("3 May 2026"),
        };
        let rows = vec![
            row("Jürgen Großmann", "Admin", "j.grossmann@meridian.example", false),
            row("Noor Lindqvist", "Responsible", "noor@meridian.example", true),
            row(samples::ARABIC_NAME, "Manager", samples::LONG_MAIL, false),
        ];
        let page = |rows: Vec<MemberRow>| MembersPage {
            shell: samples::desk_shell(base, DeskRoom::Members),
            invite: (!rows.is_empty()).then(|| InviteForm {
                action: format!("{base}/admin/users/members"),
                role: "responsible".into(),
                errors: vec![FieldError::new("mail", "There is a user with this address already.")],
                ..InviteForm::default()
            }),
            rows,
            next_href: Some(format!("{base}/admin/users/members?cursor=b")),
        };
        vec![("many", page(rows)), ("empty", page(Vec::new()))]
    }
}

impl Samples for ExternalUsersPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let row = |name: &str, mail: &str, requests| ExternalUserRow {
            href: format!("{base}/admin/users/external-users/7"),
            name: name.into(),
            mail: mail.into(),
            requests,
            requests_href: format!("{base}/admin/users/download-requests?q=a"),
            last: samples::when("2 hours ago"),
        };
        let rows = vec![
            row(samples::ARABIC_NAME, samples::MAIL, 1),
            row("", samples::LONG_MAIL, 1204),
            row("Bola Okafor", "b.okafor@example.com", 3),
        ];
        let page = |rows, q: &str| ExternalUsersPage {
            shell: samples::desk_shell(base, DeskRoom::ExternalUsers),
            q: q.into(),
            rows,
            next_href: None,
        };
        vec![
            ("many", page(rows, "")),
            ("empty", page(Vec::new(), "")),
            ("searched", page(Vec::new(), samples::LONG_MAIL)),
        ]
    }
}
