//! What makes a request one of a list. Whichever way a list is read, these decide.
//!
//! They are worded so that an engine asks them of one request after the other. A `+` before a column says nothing, but that its
//! index is of no use here: of conditions with OR between them SQLite would rather look all of them up and sort than read in
//! order. And what could be an EXISTS is a COUNT: PostgreSQL would go through the whole table beforehand, for a page of few.

use super::{Answered, ByPeople, Filter, List, Viewer, sources::Way};
use crate::{
    search::pattern,
    sql::{Query, args},
};
use domain::{Timestamp, UserId, question::QuestionKind};

fn is_responsible(query: &mut Query, user: UserId, for_external_users: bool) {
    query.push(
        "((SELECT COUNT(*) FROM request_responsibles p WHERE p.request_id = r.id AND p.user_id = ?) > 0 \
         OR (r.routing = 'folders' AND (SELECT COUNT(*) FROM request_items i \
         JOIN folder_responsibles f ON f.folder_id = i.folder_id WHERE i.request_id = r.id AND f.user_id = ?) > 0)",
        args![user, user],
    );
    if for_external_users {
        query.push(" OR r.routes_external = 1", vec![]);
    }
    query.push(")", vec![]);
}

/// The condition that a word of a question is found with the request `r`.
pub(super) fn has_word(query: &mut Query, word: &str) {
    let pattern = pattern(word);
    query.push(
        "(r.search LIKE ? \
         OR (SELECT e.search FROM external_users e WHERE e.id = r.external_user_id) LIKE ? \
         OR (SELECT u.search FROM users u WHERE u.id = r.user_id) LIKE ? \
         OR (SELECT COUNT(*) FROM request_items i JOIN assets a ON a.id = i.asset_id \
         WHERE i.request_id = r.id AND a.search LIKE ?) > 0)",
        args![&pattern, &pattern, &pattern, &pattern],
    );
}

/// What the keys of addresses of a domain are like. No domain holds a character that means something here.
pub(super) fn of_domain(domain: &str) -> String {
    format!("%@{domain}")
}

/// The condition that the request `r` answers a question so. The answers stand there as JSON, whose texts hold no bare quotes:
/// none of them looks like what is looked for here. What both engines do alike is to take a text out of another.
fn has_answer(query: &mut Query, answered: &Answered) {
    let label = serde_json::Value::from(answered.question.as_str());
    let mut looked_for = Vec::new();
    match &answered.answer {
        None => looked_for.push(format!("\"label\":{label},")),
        Some(answer) => {
            let value = serde_json::Value::from(answer.as_str());
            for kind in QuestionKind::WORDS.iter().filter(|kind| **kind != QuestionKind::Checkbox.as_str()) {
                looked_for.push(format!("\"label\":{label},\"kind\":\"{kind}\",\"value\":{value}}}"));
            }
        }
    }
    if let Some(ticked) = answered.ticked() {
        let kind = QuestionKind::Checkbox.as_str();
        looked_for.push(format!("\"label\":{label},\"kind\":\"{kind}\",\"value\":{ticked}}}"));
    }
    query.push(" AND r.answers <> '[]' AND (1 = 0", vec![]);
    for text in &looked_for {
        query.push(" OR REPLACE(r.answers, ?, '') <> r.answers", args![text]);
    }
    query.push(")", vec![]);
}

/// The condition that people decided the request `r` so. A `plus` keeps SQLite from the index of decisions.
pub(super) fn is_decided(query: &mut Query, decided: &ByPeople, plus: &str) {
    let took = format!("({plus}r.decided_at - r.created_at)");
    let micros = |seconds: u32| i64::from(seconds) * 1_000_000;
    let mut also = |column: &str, compared: &str, value: Option<i64>| {
        if let Some(value) = value {
            query.push(&format!(" AND {column} {compared} ?"), args![value]);
        }
    };
    also(&format!("{plus}r.decided_at"), ">=", decided.after.map(Timestamp::micros));
    also(&format!("{plus}r.decided_at"), "<", decided.before.map(Timestamp::micros));
    also(&took, ">=", decided.waited.map(micros));
    also(&took, "<", decided.waited_less.map(micros));
    query.push(&format!(" AND {plus}r.decided_by IS NOT NULL"), vec![]);
}

/// The assets whose file is of a type now.
pub(super) const OF_TYPE: &str = "SELECT v.asset_id AS id FROM asset_versions v \
                                  JOIN assets a ON a.id = v.asset_id AND a.version = v.number WHERE v.content_type = ?";

/// The condition that a request came from the filter's places.
pub(super) fn of_place(query: &mut Query, filter: &Filter) {
    if let Some(kit) = filter.kit {
        query.push(" AND r.kit_id = ?", args![kit]);
    }
    if let Some(portal) = filter.portal {
        query.push(" AND r.portal_id = ?", args![portal]);
    }
}

/// The condition that somebody may see the request `r`.
pub(crate) fn may_be_seen(query: &mut Query, viewer: Viewer) {
    if let Viewer::Theirs { user, can_be_responsible, responsible_for_external_users } = viewer {
        query.push(" AND (+ r.user_id = ?", args![user]);
        if can_be_responsible {
            query.push(" OR ", vec![]);
            is_responsible(query, user, responsible_for_external_users);
        }
        query.push(")", vec![]);
    }
}

/// What is asked of the request `r`, but for its state, its time, and what is seen to already: by the way of reading, and
/// for one word by the indexes of words.
pub(super) fn conditions(list: List<'_>, way: Way, found_with: Option<&str>) -> Query {
    let (mut query, filter) = (Query::default(), list.filter);
    if way != Way::Viewer {
        may_be_seen(&mut query, list.viewer);
    }
    if way != Way::Time {
        of_place(&mut query, filter);
    }
    if let (Some(asset), true) = (filter.asset, way != Way::Asset) {
        query.push(
            " AND (SELECT COUNT(*) FROM request_items i WHERE i.asset_id = ? AND i.request_id = r.id) > 0",
            args![asset],
        );
    }
    if let (Some(key), true) = (&filter.mail_key, way != Way::Mail) {
        query.push(
            " AND (+ r.external_user_id = (SELECT id FROM external_users WHERE mail_key = ?) \
             OR + r.user_id = (SELECT id FROM users WHERE mail_key = ?))",
            args![key, key],
        );
    }
    if let (Some(domain), true) = (&filter.domain, way != Way::Domain) {
        let pattern = of_domain(domain);
        query.push(
            " AND ((SELECT e.mail_key FROM external_users e WHERE e.id = r.external_user_id) LIKE ? \
             OR (SELECT u.mail_key FROM users u WHERE u.id = r.user_id) LIKE ?)",
            args![&pattern, &pattern],
        );
    }
    if let Some(answered) = &filter.answer {
        has_answer(&mut query, answered);
    }
    if let Some(has_reason) = filter.has_reason {
        query.push(if has_reason { " AND r.reason IS NOT NULL" } else { " AND r.reason IS NULL" }, vec![]);
    }
    if let (Some(content_type), true) = (&filter.content_type, way != Way::Format) {
        query.push(
            &format!(
                " AND (SELECT COUNT(*) FROM request_items i WHERE i.request_id = r.id AND i.asset_id IN ({OF_TYPE})) > 0"
            ),
            args![content_type],
        );
    }
    if let (Some(decided), true) = (&filter.decided, way != Way::Decision) {
        is_decided(&mut query, decided, "+ ");
    }
    if let (Some((user, for_external_users)), true) = (filter.responsible, way != Way::Responsible) {
        query.push(" AND ", vec![]);
        is_responsible(&mut query, user, for_external_users);
    }
    for word in filter.words().iter().flatten().filter(|word| found_with != Some(word.as_str())) {
        query.push(" AND ", vec![]);
        has_word(&mut query, word);
    }
    if list.answered {
        query.push(" AND r.answers <> '[]'", vec![]);
    }
    query
}
