//! What the demo says when its doors are open: where to go and who to be.

use super::content::{Content, Portal};
use crate::{failure::Failure, out};

/// The password of everybody in the demo: the desk is there to be tried, and gone in the end.
pub const PASSWORD: &str = "low-water-desk";

/// Says where to go and who to be.
pub fn say(public_url: &str, content: &Content) -> Result<(), Failure> {
    let face = |portal: &Portal| match portal.languages().first() {
        None => "the portal, as visitors see it".to_owned(),
        Some(language) => format!("a portal for readers of {}", language.name()),
    };
    let portals = content.portals.iter().map(|portal| (face(portal), format!("/portals/{}", portal.slug)));
    let desk = [
        ("the desk", "/admin/"),
        ("download requests", "/admin/users/download-requests"),
        ("every mail that was sent", "/mailbox"),
        ("the API, to try", "/api/docs"),
    ];
    let desk = desk.map(|(what, path)| (what.to_owned(), path.to_owned()));
    let places: Vec<(String, String)> = portals.chain(desk).collect();
    let mut text =
        format!("\nAjar is open at {public_url}, as the desk of the {}.\n\nWhere to go\n", content.organisation);
    let width = places.iter().map(|(_, path)| path.len()).max().unwrap_or(0) + public_url.len();
    for (what, path) in places {
        text += &format!("  {:width$}  {what}\n", format!("{public_url}{path}"));
    }
    text += &format!("\nWho to be (sign in at {public_url}/admin/; the password of all is {PASSWORD})\n");
    let width = content.people.iter().map(|person| person.mail.len()).max().unwrap_or(0);
    for person in &content.people {
        let (mail, role) = (&person.mail, person.role.as_str());
        text += &format!("  {mail:width$}  {role:11}  {} {}\n", person.first_name, person.last_name);
    }
    text += "\nAsk for something in the portal, read the mails in the mailbox, decide at the desk.\n";
    text += "Ctrl-C ends the demo; nothing of it stays.\n\n";
    out::print(&text)
}
