//! IPTC records: what picture desks wrote before there was XMP.

use crate::{Caption, MOST_TAGS, clean, day};

/// How many data sets are looked at.
const MOST: usize = 5_000;

pub fn read(mut rest: &[u8]) -> Caption {
    let mut caption = Caption::default();
    let mut is_utf8 = false;
    for _ in 0..MOST {
        let [0x1c, record, number, high, low, tail @ ..] = rest else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // A length of more than 32,767 is written another way, which no text needs.
        let Some((value, next)) = tail.split_at_checked(length).filter(|_| length < 0x8000) else { break };
        rest = next;
        match (record, number) {
            (1, 90) => is_utf8 = value == b"\x1b%G",
            (2, 5) => set(&mut caption.title, text(value, is_utf8)),
            (2, 120) => set(&mut caption.description, text(value, is_utf8)),
            (2, 80) => set(&mut caption.credit, text(value, is_utf8)),
            (2, 116) => set(&mut caption.licence, text(value, is_utf8)),
            (2, 55) => set(&mut caption.made_on, day(&text(value, is_utf8))),
            (2, 25) if caption.tags.len() < MOST_TAGS => {
                let tag = text(value, is_utf8);
                if !tag.is_empty() {
                    caption.tags.push(tag);
                }
            }
            _ => {}
        }
    }
    caption
}

fn set(place: &mut String, text: String) {
    if place.is_empty() {
        *place = text;
    }
}

/// What is said to be UTF-8 or could be; else Latin-1, as most wrote.
fn text(value: &[u8], is_utf8: bool) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => clean(text),
        Err(_) if is_utf8 => clean(&String::from_utf8_lossy(value)),
        Err(_) => clean(&value.iter().map(|byte| char::from(*byte)).collect::<String>()),
    }
}
