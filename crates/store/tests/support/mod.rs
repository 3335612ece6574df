//! What every test here needs: fresh records on either engine, and people and things to fill them with.

pub mod fill;
pub mod records;

pub use records::Records;

/// Turns each `async fn story(records) { … }` into two tests, one on SQLite and one on PostgreSQL. `records` is a
/// [`Records`]: a fresh store that is gone when the story ends.
macro_rules! both_engines {
    ($($(#[doc = $doc:literal])* async fn $story:ident($records:ident) $body:block)*) => {$(
        $(#[doc = $doc])*
        mod $story {
            #[allow(unused_imports)]
            use super::*;

            async fn story($records: &$crate::support::Records) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() {
                $crate::support::records::tell(store::Engine::Sqlite, async |records| story(records).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgres() {
                $crate::support::records::tell(store::Engine::Postgres, async |records| story(records).await).await;
            }
        }
    )*};
}
pub(crate) use both_engines;
