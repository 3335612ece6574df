//! Records that stop answering: told apart from what is broken, soon, and not for longer than it lasts.

use crate::support::{fill::*, records::Place};
use domain::Role;
use std::{sync::Arc, time::Duration};
use store::{Engine, Error, Store, users};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A way to the database that can be cut: `true` says that it is open.
async fn way(to: String) -> (std::net::SocketAddr, Arc<watch::Sender<bool>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let is_open = Arc::new(watch::Sender::new(true));
    let gate = is_open.clone();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (to, mut open) = (to.clone(), gate.subscribe());
            tokio::spawn(async move {
                if !*open.borrow() {
                    return;
                }
                let Ok(mut server) = TcpStream::connect(&to).await else { return };
                tokio::select! {
                    _ = copy_bidirectional(&mut client, &mut server) => {}
                    _ = open.wait_for(|open| !open) => {}
                }
            });
        }
    });
    (address, is_open)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_that_went_away_is_unavailable_soon_and_answers_when_it_is_back() {
    let Some(place) = Place::fresh(Engine::Postgres).await else { return };
    let (head, name) = place.url.rsplit_once('/').unwrap();
    let (scheme, server) = head.rsplit_once('@').unwrap();
    let (address, is_open) = way(server.to_owned()).await;
    let store = Store::open(&format!("{scheme}@{address}/{name}")).await.expect("the records open");
    user(&store, "uta@example.org", Role::Admin).await;
    is_open.send_replace(false);
    let soon = Duration::from_secs(8);
    let read = tokio::time::timeout(soon, users::of_role(&store, Role::Admin)).await.expect("an answer soon");
    assert!(matches!(&read, Err(error @ Error::Unavailable(_)) if error.is_unavailable()), "{read:?}");
    let written: store::Result<i64> =
        tokio::time::timeout(soon, async { store::write!(store, |tx| tx.id(store::Table::Users).await) })
            .await
            .expect("an answer soon");
    assert!(written.as_ref().is_err_and(Error::is_unavailable), "{written:?}");
    let asked = tokio::time::timeout(Duration::from_secs(3), store.ping()).await.expect("a prompt answer");
    assert!(asked.is_err_and(|error| error.is_unavailable()));
    is_open.send_replace(true);
    assert_eq!(users::of_role(&store, Role::Admin).await.unwrap().len(), 1);
    store.close().await;
    let closed = users::of_role(&store, Role::Admin).await;
    assert!(closed.as_ref().is_err_and(Error::is_unavailable), "{closed:?}");
    place.clear().await;
}
