//! Preconditions of a request (RFC 9110, section 13): is there anything to send at all?

use std::time::UNIX_EPOCH;

use http::header::{HeaderMap, HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE};

use crate::representation::{Representation, StrongEtag};

/// What the preconditions say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Answer the request.
    Proceed,
    /// 304: the client has these bytes.
    NotModified,
    /// 412: these are not the bytes that the client means.
    PreconditionFailed,
}

/// Weighs the preconditions of a GET or HEAD in the order of RFC 9110, 13.2.2.
///
/// `If-Match` compares strongly, `If-None-Match` weakly; a date that is no HTTP date is as if it had not been sent, and
/// so is a date beside a tag of the same kind.
#[must_use]
pub fn weigh(headers: &HeaderMap, representation: &Representation) -> Verdict {
    let modified = representation.last_modified;
    if headers.contains_key(IF_MATCH) {
        if !names_tag(headers, &IF_MATCH, &representation.etag, Comparison::Strong) {
            return Verdict::PreconditionFailed;
        }
    } else if let (Some(limit), Some(at)) = (date(headers, &IF_UNMODIFIED_SINCE), modified.seconds())
        && at > limit
    {
        return Verdict::PreconditionFailed;
    }
    if headers.contains_key(IF_NONE_MATCH) {
        if names_tag(headers, &IF_NONE_MATCH, &representation.etag, Comparison::Weak) {
            return Verdict::NotModified;
        }
    } else if let (Some(since), Some(at)) = (date(headers, &IF_MODIFIED_SINCE), modified.exact_seconds())
        && at <= since
    {
        return Verdict::NotModified;
    }
    Verdict::Proceed
}

/// Whether a `Range` still means these bytes: true without `If-Range`, with the same strong tag, or with exactly the
/// date of something whose date stands for its bytes.
#[must_use]
pub fn range_applies(headers: &HeaderMap, representation: &Representation) -> bool {
    let mut lines = headers.get_all(IF_RANGE).iter();
    let Some(line) = lines.next() else { return true };
    let Ok(text) = line.to_str() else { return false };
    if lines.next().is_some() {
        return false;
    }
    let text = text.trim_matches([' ', '\t']);
    if text == representation.etag.as_str() {
        return true;
    }
    parse_date(text).is_some_and(|at| representation.last_modified.exact_seconds() == Some(at))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Strong,
    Weak,
}

/// Whether the list of tags in the header names `etag`; `*` names every tag.
fn names_tag(headers: &HeaderMap, name: &HeaderName, etag: &StrongEtag, comparison: Comparison) -> bool {
    let lines = headers.get_all(name).iter();
    lines.filter_map(|line| line.to_str().ok()).any(|line| {
        line.trim_matches([' ', '\t']) == "*"
            || Tags(line).any(|(weak, tag)| tag == etag.as_str() && (!weak || comparison == Comparison::Weak))
    })
}

/// The tags of one header line as (weak, quoted tag). A tag may hold commas, so the line cannot simply be split; the
/// iteration ends where the line stops being a list of tags.
struct Tags<'a>(&'a str);

impl<'a> Iterator for Tags<'a> {
    type Item = (bool, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.0.trim_start_matches([' ', '\t', ',']);
        let (weak, quoted) = match start.strip_prefix("W/") {
            Some(rest) => (true, rest),
            None => (false, start),
        };
        let close = quoted.strip_prefix('"')?.find('"')? + 2;
        let (tag, rest) = quoted.split_at(close);
        let rest = rest.trim_start_matches([' ', '\t']);
        self.0 = if rest.is_empty() || rest.starts_with(',') { rest } else { "" };
        Some((weak, tag))
    }
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    parse_date(headers.get(name)?.to_str().ok()?)
}

fn parse_date(text: &str) -> Option<u64> {
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(UNIX_EPOCH).ok()?.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::representation::LastModified;
    use http::HeaderValue;

    const EARLIER: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
    const AT: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

    fn thing(last_modified: fn(i64) -> LastModified) -> Representation {
        Representation {
            length: 10,
            etag: StrongEtag::new("a,b").unwrap(),
            last_modified: last_modified(784_111_777),
            content_type: HeaderValue::from_static("text/plain"),
        }
    }

    fn asked(lines: &[(&'static str, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn weighed(lines: &[(&'static str, &str)]) -> Verdict {
        weigh(&asked(lines), &thing(LastModified::Exact))
    }

    #[test]
    fn a_request_without_conditions_proceeds() {
        assert_eq!(weighed(&[]), Verdict::Proceed);
    }

    #[test]
    fn if_none_match_compares_weakly_and_reads_lists() {
        for held in ["\"a,b\"", "W/\"a,b\"", "\"x\", W/\"y\" , \"a,b\"", ",,\"a,b\"", "*", " * "] {
            assert_eq!(weighed(&[("if-none-match", held)]), Verdict::NotModified, "{held}");
        }
        for other in ["\"a\"", "a,b", "\"b\"", "", "\"a,b", "\"x\"\"a,b\"", "w/\"a,b\""] {
            assert_eq!(weighed(&[("if-none-match", other)]), Verdict::Proceed, "{other}");
        }
    }

    #[test]
    fn if_none_match_on_several_lines_is_one_list() {
        let mut headers = asked(&[("if-none-match", "\"x\"")]);
        headers.append(IF_NONE_MATCH, HeaderValue::from_static("\"a,b\""));
        assert_eq!(weigh(&headers, &thing(LastModified::Exact)), Verdict::NotModified);
    }

    #[test]
    fn if_match_compares_strongly() {
        assert_eq!(weighed(&[("if-match", "\"x\", \"a,b\"")]), Verdict::Proceed);
        assert_eq!(weighed(&[("if-match", "*")]), Verdict::Proceed);
        assert_eq!(weighed(&[("if-match", "W/\"a,b\"")]), Verdict::PreconditionFailed);
        assert_eq!(weighed(&[("if-match", "\"x\"")]), Verdict::PreconditionFailed);
        assert_eq!(weighed(&[("if-match", "nonsense")]), Verdict::PreconditionFailed);
    }

    #[test]
    fn a_date_counts_only_where_no_tag_of_its_kind_was_sent() {
        assert_eq!(weighed(&[("if-modified-since", AT)]), Verdict::NotModified);
        assert_eq!(weighed(&[("if-modified-since", LATER)]), Verdict::NotModified);
        assert_eq!(weighed(&[("if-modified-since", EARLIER)]), Verdict::Proceed);
        assert_eq!(weighed(&[("if-modified-since", AT), ("if-none-match", "\"x\"")]), Verdict::Proceed);
        assert_eq!(weighed(&[("if-unmodified-since", EARLIER)]), Verdict::PreconditionFailed);
        assert_eq!(weighed(&[("if-unmodified-since", AT)]), Verdict::Proceed);
        assert_eq!(weighed(&[("if-unmodified-since", EARLIER), ("if-match", "*")]), Verdict::Proceed);
    }

    #[test]
    fn a_date_that_is_none_is_ignored() {
        for line in ["if-modified-since", "if-unmodified-since"] {
            assert_eq!(weighed(&[(line, "yesterday")]), Verdict::Proceed);
        }
    }

    #[test]
    fn a_failed_if_match_goes_before_if_none_match() {
        let both = [("if-match", "\"x\""), ("if-none-match", "\"a,b\"")];
        assert_eq!(weighed(&both), Verdict::PreconditionFailed);
    }

    #[test]
    fn a_date_that_is_only_shown_proves_nothing_unchanged() {
        let shown = thing(LastModified::Shown);
        assert_eq!(weigh(&asked(&[("if-modified-since", LATER)]), &shown), Verdict::Proceed);
        assert_eq!(weigh(&asked(&[("if-unmodified-since", EARLIER)]), &shown), Verdict::PreconditionFailed);
        assert!(!range_applies(&asked(&[("if-range", AT)]), &shown));
    }

    #[test]
    fn if_range_wants_the_strong_tag_or_the_exact_date() {
        let applies = |held| range_applies(&asked(&[("if-range", held)]), &thing(LastModified::Exact));
        assert!(applies("\"a,b\""));
        assert!(applies(AT));
        for other in ["W/\"a,b\"", "\"x\"", EARLIER, LATER, "*", "nonsense", ""] {
            assert!(!applies(other), "{other}");
        }
        assert!(range_applies(&HeaderMap::new(), &thing(LastModified::Exact)));
    }
}
