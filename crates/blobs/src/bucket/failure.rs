//! What a store of objects answered, sorted and in few words.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::time::Duration;

use object_store::client::HttpError;

use crate::error::Error;
use crate::key::BlobKey;

/// Where a machine is asked for its role, by those who bring no keys.
const ROLE_OF_THE_MACHINE: &str = "169.254.169.254";

/// Longer answers are cut: some stores answer with a page.
const LONGEST: usize = 300;

/// Sorts what the store said.
pub(super) fn of_bucket(error: object_store::Error) -> Error {
    use object_store::Error::{PermissionDenied, Unauthenticated};
    let said = words(&error);
    match error {
        PermissionDenied { .. } | Unauthenticated { .. } => {
            Error::Denied(io::Error::new(io::ErrorKind::PermissionDenied, said))
        }
        other if is_out_of_reach(&other) => Error::Unreachable(io::Error::other(said)),
        _ => Error::Io(io::Error::other(said)),
    }
}

/// The same about a blob that should be there.
pub(super) fn of_object(key: BlobKey, error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::Missing(key),
        other => of_bucket(other),
    }
}

/// Gives up what takes too long.
pub(super) async fn late<T>(patience: Duration, act: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match tokio::time::timeout(patience, act).await {
        Ok(outcome) => outcome,
        Err(_) => Err(too_late(patience)),
    }
}

pub(super) fn too_late(patience: Duration) -> Error {
    let said = format!("no answer within {} seconds", patience.as_secs());
    Error::Unreachable(io::Error::new(io::ErrorKind::TimedOut, said))
}

/// An error with everything that led to it.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}

/// Whether another try may have another end: the way there broke, or the store is too busy.
fn is_out_of_reach(error: &object_store::Error) -> bool {
    let is_busy = |said: &str| ["status code: 5", "status code: 429"].iter().any(|status| said.contains(status));
    chain(error).any(|error| error.is::<HttpError>()) || is_busy(&error.to_string())
}

/// What the store said, or what broke on the way there; without the address and the tries, which stand elsewhere.
pub(super) fn words(error: &object_store::Error) -> String {
    if error.to_string().contains(ROLE_OF_THE_MACHINE) {
        return "AWS_ACCESS_KEY_ID is not set, and this machine has no role that opens it".to_owned();
    }
    let of_the_way = chain(error).find(|error| error.is::<HttpError>());
    if let Some(root) = of_the_way.and_then(|error| chain(error).last()) {
        return cut(&root.to_string());
    }
    let text = error.to_string();
    match (element(&text, "Code"), element(&text, "Message")) {
        (Some(code), Some(message)) => cut(&format!("{} ({code})", message.trim_end_matches('.'))),
        (Some(code), None) => cut(code),
        (None, _) => cut(&text),
    }
}

/// What stands in an element of an answer.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (inner, _) = rest.split_once(&format!("</{name}>"))?;
    Some(inner.trim()).filter(|inner| !inner.is_empty())
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> object_store::Error {
        object_store::Error::Generic { store: "S3", source: text.to_owned().into() }
    }

    #[test]
    fn an_answer_is_told_in_its_own_words() {
        let answer = "Server returned non-2xx status code: 404 Not Found: <Error><Code>NoSuchBucket</Code>\n\
                      <Message>The specified bucket does not exist.</Message></Error>";
        assert_eq!(words(&said(answer)), "The specified bucket does not exist (NoSuchBucket)");
        assert_eq!(words(&said("plain")), "Generic S3 error: plain");
        assert!(
            words(&said("PUT http://169.254.169.254/latest/api/token: 403")).contains("AWS_ACCESS_KEY_ID is not set")
        );
        assert!(words(&said(&"long ".repeat(200))).chars().count() <= LONGEST + 1);
    }

    #[test]
    fn a_busy_store_may_be_asked_again_and_a_wrong_name_may_not() {
        for busy in ["status code: 503 Service Unavailable: SlowDown", "status code: 429 Too Many Requests: "] {
            assert!(matches!(of_bucket(said(busy)), Error::Unreachable(_)), "{busy}");
        }
        assert!(matches!(of_bucket(said("status code: 404 Not Found: ")), Error::Io(_)));
    }
}
