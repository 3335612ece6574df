//! Mails kept in memory: for the demo, where people read them in the browser, and for tests.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::Message;

use super::error::SendError;

/// The oldest mail goes when one more than this arrives; a demo may run for months.
const KEPT: usize = 2_000;

/// A mailbox in memory. Clones are the same mailbox.
#[derive(Debug, Clone, Default)]
pub struct Mailbox {
    contents: Arc<Mutex<Contents>>,
}

#[derive(Debug, Default)]
struct Contents {
    mails: VecDeque<Delivered>,
    trouble: Option<Trouble>,
}

/// A mail that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// What was sent.
    pub message: Message,
    /// The links of the HTML part in their order, each once, as a browser would open them; `mailto:`
    /// is left out.
    pub links: Vec<String>,
    /// The bytes an SMTP server would have got.
    pub raw: Vec<u8>,
    /// How often it arrived: a repeat of a `Message-ID` replaces the mail and is counted here.
    pub deliveries: u32,
}

impl Delivered {
    /// The first link that contains `part`, for "the pick-up link of this mail".
    pub fn link(&self, part: &str) -> Option<&str> {
        self.links.iter().map(String::as_str).find(|link| link.contains(part))
    }
}

/// A failure to play, so that the unhappy ways can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Every mail is deferred with 451, as by a server that is ill.
    Deferring,
    /// Every mail is refused with 550, as for a recipient who does not exist.
    Refusing,
}

impl Mailbox {
    /// An empty mailbox.
    pub fn new() -> Self {
        Self::default()
    }

    /// All mails, oldest first.
    pub fn all(&self) -> Vec<Delivered> {
        self.contents().mails.iter().cloned().collect()
    }

    /// The mails to one address, oldest first; upper and lower case are the same.
    pub fn to(&self, mail: &str) -> Vec<Delivered> {
        let contents = self.contents();
        contents
            .mails
            .iter()
            .filter(|delivered| delivered.message.to.mail.eq_ignore_ascii_case(mail))
            .cloned()
            .collect()
    }

    /// The newest mail.
    pub fn last(&self) -> Option<Delivered> {
        self.contents().mails.back().cloned()
    }

    /// How many mails there are.
    pub fn len(&self) -> usize {
        self.contents().mails.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Throws all mails away.
    pub fn clear(&self) {
        self.contents().mails.clear();
    }

    /// From now on every mail fails like this; `None` ends it.
    pub fn play(&self, trouble: impl Into<Option<Trouble>>) {
        self.contents().trouble = trouble.into();
    }

    pub(super) fn send(&self, message: &Message) -> Result<(), SendError> {
        let raw = message.to_bytes()?;
        let mut contents = self.contents();
        match contents.trouble {
            Some(Trouble::Deferring) => {
                return Err(SendError::Deferred { code: 451, answer: "playing a mail server that is ill".to_owned() });
            }
            Some(Trouble::Refusing) => {
                return Err(SendError::Refused { code: 550, answer: "playing a mail server that refuses".to_owned() });
            }
            None => {}
        }
        let mut delivered = Delivered { message: message.clone(), links: links(&message.html), raw, deliveries: 1 };
        let id = &message.message_id;
        if let Some(earlier) = contents.mails.iter_mut().find(|mail| mail.message.message_id == *id) {
            delivered.deliveries = earlier.deliveries.saturating_add(1);
            *earlier = delivered;
            return Ok(());
        }
        if contents.mails.len() >= KEPT {
            contents.mails.pop_front();
        }
        contents.mails.push_back(delivered);
        Ok(())
    }

    /// A reader that panicked has not half-written anything, so a poisoned lock is taken as it is.
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The `href`s of a letter of ours: always double-quoted, escaped by the template engine.
fn links(html: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for tail in html.split("href=\"").skip(1) {
        let Some((escaped, _)) = tail.split_once('"') else {
            continue;
        };
        let link = unescaped(escaped);
        if !link.starts_with("mailto:") && !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// Undoes what the template engine does to text in HTML. The ampersand comes last, lest `&amp;#60;`
/// be undone twice.
fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_as_a_browser_would_open_them() {
        let html = r#"<a href="https://x.example/?a=1&#38;b=&#34;">1</a>
            <a href="https://x.example/?a=1&#38;b=&#34;">again</a> <a href="mailto:a@x.example">m</a>
            <a href="https://y.example/">2</a>"#;
        assert_eq!(links(html), ["https://x.example/?a=1&b=\"", "https://y.example/"]);
    }
}
