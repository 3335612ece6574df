//! A sentence with elements in it, as HTML.

use crate::Value;

/// Stands for the value with this number while the sentence around it is escaped. Private-use characters that no message
/// and, as they are taken out first, no value contains.
const FIRST: u32 = 0xE000;
const LAST: u32 = 0xE01F;

/// Text made fit for HTML, attributes included.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// `tell` sets the values into the sentence; here they are numbers of pieces to be set in afterwards.
pub(crate) fn render(
    tell: impl Fn(&[(&str, Value)]) -> String,
    values: &[(&str, Value)],
    href: Option<&str>,
) -> String {
    let mut pieces = Vec::new();
    let stand_ins: Vec<(&str, Value)> = values
        .iter()
        .map(|(name, value)| match value {
            Value::Number(_) => (*name, value.clone()),
            Value::Text(text) => {
                pieces.push(format!("<bdi>{}</bdi>", escape(text)));
                let mark = u32::try_from(pieces.len() - 1).ok().and_then(|n| char::from_u32(FIRST + n));
                (*name, Value::Text(mark.map(String::from).unwrap_or_default()))
            }
        })
        .collect();
    let mut html = escape(&tell(&stand_ins)).replace("&lt;b&gt;", "<b>").replace("&lt;/b&gt;", "</b>");
    let (open, close) = match href {
        Some(href) => (format!("<a href=\"{}\">", escape(href)), "</a>"),
        None => (String::new(), ""),
    };
    html = html.replace("&lt;a&gt;", &open).replace("&lt;/a&gt;", close);
    let mut out = String::with_capacity(html.len() + 64);
    for c in html.chars() {
        match u32::from(c) {
            code @ FIRST..=LAST => out.push_str(pieces.get((code - FIRST) as usize).map_or("", String::as_str)),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(sentence: &str, values: &[(&str, Value)], href: Option<&str>) -> String {
        let tell = |values: &[(&str, Value)]| {
            values.iter().fold(sentence.to_owned(), |text, (name, value)| match value {
                Value::Text(value) => text.replace(&format!("${name}"), value),
                Value::Number(number) => text.replace(&format!("${name}"), &number.to_string()),
            })
        };
        render(tell, values, href)
    }

    #[test]
    fn what_people_typed_stays_text() {
        let evil = Value::from("<b>x</b> & \u{E000}<a>");
        let html = set("From <a>$place</a>, <b>now</b> & $place", &[("place", evil)], Some("/k?a=1&b=\"2\""));
        let place = "<bdi>&lt;b&gt;x&lt;/b&gt; &amp; \u{E000}&lt;a&gt;</bdi>";
        assert_eq!(html, format!("From <a href=\"/k?a=1&amp;b=&quot;2&quot;\">{place}</a>, <b>now</b> &amp; {place}"));
    }

    #[test]
    fn without_an_address_a_link_is_plain_words() {
        assert_eq!(set("To <a>the desk</a>", &[], None), "To the desk");
    }
}
