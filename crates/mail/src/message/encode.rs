//! From a [`Message`] to RFC 5322 bytes, with lettre's builder for folding and encoding.

use std::time::{Duration, SystemTime};

use lettre::{
    Address as Parsed,
    address::Envelope,
    message::{
        Mailbox, Mailboxes, MultiPart, SinglePart,
        header::{ContentType, From, HeaderName, HeaderValue, To},
    },
};
use url::Host;

use super::{Address, Message, MessageError};
use crate::wording::{one_line, shorten};

/// A subject beyond this is no subject, and a header line ends at 998 bytes.
const LONGEST_SUBJECT: usize = 200;

/// A display name beyond this is no name.
const LONGEST_NAME: usize = 100;

/// The first second after what a `Date` header can say (year 10000), and the last one before.
const END_OF_DATES: Duration = Duration::from_secs(253_402_300_799);

/// Which of the two addresses is being read, for the error.
#[derive(Clone, Copy)]
enum Role {
    Sender,
    Recipient,
}

pub(super) fn envelope(message: &Message) -> Result<Envelope, MessageError> {
    let from = parsed(&message.from, Role::Sender)?;
    let to = parsed(&message.to, Role::Recipient)?;
    // It fails only for an empty list of recipients.
    Envelope::new(Some(from), vec![to]).map_err(|_| MessageError::Recipient)
}

pub(super) fn formatted(message: &Message) -> Result<Vec<u8>, MessageError> {
    let from = parsed(&message.from, Role::Sender)?;
    let to = parsed(&message.to, Role::Recipient)?;

    // The builder reads its own From header back and gives up where a name puzzles its parser, so
    // it is given the bare address and the names are put in afterwards.
    let mut built = lettre::Message::builder()
        .message_id(Some(message.message_id.to_string()))
        .date(writable(message.date))
        .from(Mailbox::new(None, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(shorten(&one_line(&message.subject), LONGEST_SUBJECT))
        .raw_header(fixed("Content-Language", message.language.tag()))
        .envelope(envelope(message)?)
        .multipart(body(message))
        .map_err(|_| MessageError::Sender)?;

    let headers = built.headers_mut();
    if message.auto_submitted {
        headers.insert_raw(fixed("Auto-Submitted", "auto-generated"));
        headers.insert_raw(fixed("X-Auto-Response-Suppress", "All"));
    }
    headers.set(From::from(named(&message.from, from)));
    headers.set(To::from(named(&message.to, to)));
    Ok(built.formatted())
}

fn fixed(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn named(address: &Address, parsed: Parsed) -> Mailboxes {
    let name = address.name.as_ref().filter(|name| !name.is_empty()).map(|name| name.shortened(LONGEST_NAME));
    Mailboxes::from(Mailbox::new(name, parsed))
}

/// Text first, HTML second: a reader shows the last one it understands.
fn body(message: &Message) -> MultiPart {
    MultiPart::alternative()
        .boundary(boundary(message))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(message.text.clone()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(message.html.clone()))
}

/// A line that stands in neither part, the same for the same message.
///
/// Made from the id instead of from chance, so that a repeated mail is the same to the last byte.
fn boundary(message: &Message) -> String {
    let id: String = message.message_id.as_str().chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let mut boundary = format!("ajar-{id}");
    // RFC 2046 ends a boundary at 70 characters; each turn adds one, and 40 + 5 leave room enough
    // for words that nobody can have written before the id was made.
    while boundary.len() < 70 && (message.text.contains(&boundary) || message.html.contains(&boundary)) {
        boundary.push('-');
    }
    boundary
}

/// The date, or the nearest one that a header can say.
fn writable(date: SystemTime) -> SystemTime {
    let last = SystemTime::UNIX_EPOCH + END_OF_DATES;
    date.clamp(SystemTime::UNIX_EPOCH, last)
}

/// The address as mail servers read it: an international domain becomes punycode.
fn parsed(address: &Address, role: Role) -> Result<Parsed, MessageError> {
    let invalid = match role {
        Role::Sender => MessageError::Sender,
        Role::Recipient => MessageError::Recipient,
    };
    let (local, domain) = address.mail.rsplit_once('@').ok_or(invalid)?;
    if local.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(invalid);
    }
    if !local.is_ascii() {
        return Err(MessageError::LocalPartNotAscii);
    }
    // `Host` would decode percent signs, and a domain has none.
    if domain.contains('%') {
        return Err(invalid);
    }
    let domain = match Host::parse(domain) {
        Ok(Host::Domain(name)) => name,
        _ => return Err(invalid),
    };
    Parsed::new(local, domain).map_err(|_| invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mail: &str) -> Result<String, MessageError> {
        parsed(&Address::new(mail), Role::Recipient).map(|parsed| parsed.to_string())
    }

    #[test]
    fn an_international_domain_becomes_punycode() {
        assert_eq!(read("info@münchen.example"), Ok("info@xn--mnchen-3ya.example".into()));
        assert_eq!(read("a+b@x.example"), Ok("a+b@x.example".into()));
    }

    #[test]
    fn a_local_part_outside_ascii_is_refused_by_name() {
        assert_eq!(read("jürgen@x.example"), Err(MessageError::LocalPartNotAscii));
    }

    #[test]
    fn what_could_become_a_second_recipient_or_a_command_is_no_address() {
        for wrong in [
            "",
            "a",
            "@x.example",
            "a@",
            "a b@x.example",
            "a@x.example\r\nRCPT TO:<b@x.example>",
            "a\r\n@x.example",
            "a@x.example>",
            "<a@x.example",
            "a@x.example,b@x.example",
            "a,b@x.example",
            "a@x%2eexample",
            "a@b c",
        ] {
            assert_eq!(read(wrong), Err(MessageError::Recipient), "{wrong:?}");
        }
    }

    #[test]
    fn a_date_no_header_can_say_is_moved_to_one_it_can() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(5);
        assert_eq!(writable(before), SystemTime::UNIX_EPOCH);
        let after = SystemTime::UNIX_EPOCH + END_OF_DATES + Duration::from_secs(5);
        assert_eq!(writable(after), SystemTime::UNIX_EPOCH + END_OF_DATES);
    }
}
