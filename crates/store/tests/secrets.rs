//! Tokens, sessions, browsers and links: kept as hashes, ended by an act, never by being looked at.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    browsers, links,
    links::{LinkKind, NewLink},
    sessions, tokens,
};

fn link<'a>(kind: LinkKind, hash: &'a str, visitor: Option<ExternalUserId>, user: Option<UserId>) -> NewLink<'a> {
    NewLink { kind, hash, external_user_id: visitor, user_id: user, request_id: None, expires_at: at(100) }
}

both_engines! {
    async fn whether_somebody_was_sent_a_link_about_a_request_is_known(records) {
        let uta = user(records, "uta@example.org", Role::Admin).await;
        let ole = user(records, "ole@example.org", Role::Admin).await;
        let zoe = visitor(records, "zoe@example.org").await;
        let logo = asset(records, "Logo").await;
        let request = request(records, zoe, &[logo], at(0)).await;
        let sent = NewLink { request_id: Some(request), ..link(LinkKind::Decide, "cc", None, Some(uta)) };
        let id = write(records, async |tx| links::insert(tx, &sent, at(0)).await).await;
        write(records, async |tx| links::end(tx, id, at(1)).await).await;
        let was_made = async |kind, user| links::was_made(&**records, kind, user, request).await.unwrap();
        assert!(was_made(LinkKind::Decide, uta).await, "also once it is over");
        assert!(!was_made(LinkKind::Invitation, uta).await && !was_made(LinkKind::Decide, ole).await);
    }

    async fn a_token_is_found_by_its_hash_until_it_is_revoked(records) {
        let uta = user(records, "uta@example.org", Role::Admin).await;
        write(records, async |tx| {
            tokens::insert(tx, uta, "script", "aa", None, at(0)).await?;
            tokens::insert(tx, uta, "script", "bb", Some(at(50)), at(0)).await
        })
        .await;
        let token = tokens::by_hash(&**records, "aa").await.unwrap().unwrap();
        assert_eq!((token.user_id, token.expires_at), (uta, None));
        assert_eq!(tokens::by_hash(&**records, "bb").await.unwrap().unwrap().expires_at, Some(at(50)));
        assert!(tokens::by_hash(&**records, "AA").await.unwrap().is_none());
        records.raw("UPDATE tokens SET revoked_at = 1 WHERE hash = 'aa'").await.unwrap();
        assert!(tokens::by_hash(&**records, "aa").await.unwrap().is_none());
    }

    async fn sessions_end_one_by_one_and_all_at_once(records) {
        let uta = user(records, "uta@example.org", Role::Admin).await;
        let ada = user(records, "ada@example.org", Role::Admin).await;
        let first = write(records, async |tx| {
            let first = sessions::insert(tx, uta, "aa", at(0), at(100)).await?;
            sessions::insert(tx, uta, "bb", at(0), at(100)).await?;
            sessions::insert(tx, uta, "cc", at(0), at(100)).await?;
            sessions::insert(tx, ada, "dd", at(0), at(200)).await?;
            Ok(first)
        })
        .await;
        let lives = async |hash: &str| sessions::by_hash(&**records, hash).await.unwrap().is_some();
        let session = sessions::by_hash(&**records, "aa").await.unwrap().unwrap();
        assert_eq!((session.id, session.user_id, session.expires_at), (first, uta, at(100)));
        write(records, async |tx| sessions::end(tx, first, at(1)).await).await;
        assert!(!lives("aa").await && lives("bb").await && lives("cc").await);
        write(records, async |tx| sessions::end_all(tx, uta, at(2)).await).await;
        assert!(!lives("bb").await && !lives("cc").await && lives("dd").await);
    }

    async fn a_browser_is_known_by_its_cookie_only(records) {
        let id = write(records, async |tx| browsers::insert(tx, "aa", at(0)).await).await;
        assert_eq!(browsers::by_hash(&**records, "aa").await.unwrap(), Some(id));
        assert_eq!(browsers::by_hash(&**records, "bb").await.unwrap(), None);
        let again: store::Result<BrowserId> = store::write!(records, |tx| browsers::insert(tx, "aa", at(0)).await);
        assert!(again.unwrap_err().is_taken("browsers_hash", "browsers.hash"));
    }

    async fn a_link_is_remembered_with_all_it_is_about(records) {
        let ann = visitor(records, "ann@example.org").await;
        let request = request(records, ann, &[], at(0)).await;
        let new = NewLink { request_id: Some(request), ..link(LinkKind::Pickup, "aa", Some(ann), None) };
        let id = write(records, async |tx| links::insert(tx, &new, at(3)).await).await;
        for found in [links::by_hash(&**records, "aa").await, links::by_id(&**records, id).await] {
            let found = found.unwrap().unwrap();
            assert_eq!((found.id, found.kind, found.external_user_id), (id, LinkKind::Pickup, Some(ann)));
            assert_eq!((found.user_id, found.request_id, found.created_at), (None, Some(request), at(3)));
            assert!(found.is_live(at(99)) && !found.is_live(at(100)), "it ends by the clock");
        }
    }

    async fn looking_a_link_up_writes_nothing(records) {
        let ann = visitor(records, "ann@example.org").await;
        write(records, async |tx| links::insert(tx, &link(LinkKind::Pickup, "aa", Some(ann), None), at(0)).await).await;
        for _ in 0..3 {
            assert!(links::by_hash(&**records, "aa").await.unwrap().unwrap().is_live(at(1)));
        }
        assert_eq!(records.number("SELECT COUNT(*) FROM links WHERE ended_at IS NULL").await, 1);
    }

    async fn links_end_one_by_one_by_kind_and_by_person(records) {
        let (ann, bob) = (visitor(records, "ann@example.org").await, visitor(records, "bob@example.org").await);
        let uta = user(records, "uta@example.org", Role::Admin).await;
        let first = write(records, async |tx| {
            let first = links::insert(tx, &link(LinkKind::Pickup, "a1", Some(ann), None), at(0)).await?;
            links::insert(tx, &link(LinkKind::Pickup, "a2", Some(ann), None), at(0)).await?;
            links::insert(tx, &link(LinkKind::Pickup, "b1", Some(bob), None), at(0)).await?;
            links::insert(tx, &link(LinkKind::Decide, "u1", None, Some(uta)), at(0)).await?;
            links::insert(tx, &link(LinkKind::Invitation, "u2", None, Some(uta)), at(0)).await?;
            Ok(first)
        })
        .await;
        let live = async || {
            let mut live = Vec::new();
            for hash in ["a1", "a2", "b1", "u1", "u2"] {
                if links::by_hash(&**records, hash).await.unwrap().unwrap().is_live(at(5)) {
                    live.push(hash);
                }
            }
            live
        };
        write(records, async |tx| links::end(tx, first, at(1)).await).await;
        assert_eq!(live().await, ["a2", "b1", "u1", "u2"]);
        write(records, async |tx| links::end_of_external_user(tx, ann, at(2)).await).await;
        assert_eq!(live().await, ["b1", "u1", "u2"]);
        write(records, async |tx| links::end_of_user(tx, uta, LinkKind::Invitation, at(3)).await).await;
        assert_eq!(live().await, ["b1", "u1"]);
        let ended = links::by_hash(&**records, "a1").await.unwrap().unwrap().ended_at;
        assert_eq!(ended, Some(at(1)), "ended once, at that time");
    }
}
