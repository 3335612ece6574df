//! Grants: whose they are, what they open, and that a revoked one is gone at once.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use store::{
    browsers,
    decisions::{self, NewDecision},
    grants::{self, GrantRecord, Subject},
};

async fn decided(records: &Records, visitor: ExternalUserId) -> (RequestId, DecisionId) {
    let request = request(records, visitor, &[], at(0)).await;
    let decision = NewDecision {
        request_id: request,
        verdict: Verdict::Approve,
        user_id: None,
        whole: true,
        message: None,
        expires_at: None,
        through_grant_id: None,
    };
    (request, write(records, async |tx| decisions::insert(tx, &decision, &[], at(0)).await).await)
}

async fn grant(
    records: &Records,
    (request, decision): (RequestId, DecisionId),
    subject: Subject,
    scopes: &[GrantScope],
    ends: Option<Timestamp>,
) -> Vec<GrantId> {
    write(records, async |tx| grants::insert(tx, request, decision, subject, scopes, ends, at(1)).await).await
}

fn ids(grants: &[GrantRecord]) -> Vec<GrantId> {
    grants.iter().map(|grant| grant.id).collect()
}

both_engines! {
    async fn a_grant_comes_back_with_its_subject_and_scope(records) {
        let ann = visitor(records, "ann@example.org").await;
        let uta = user(records, "uta@example.org", Role::Member).await;
        let browser = write(records, async |tx| browsers::insert(tx, "aa", at(0)).await).await;
        let logo = asset(records, "Logo").await;
        let kit = kit(records, "press", &[logo]).await;
        let portal = portal(records, "museum", &[kit]).await;
        let decided = decided(records, ann).await;
        for subject in [Subject::ExternalUser(ann), Subject::User(uta), Subject::Browser(browser)] {
            let scopes = [GrantScope::Kit(kit), GrantScope::Portal(portal), GrantScope::Asset(logo)];
            let given = grant(records, decided, subject, &scopes, Some(at(50))).await;
            let of = grants::of_subjects(&**records, &[subject]).await.unwrap();
            assert_eq!(ids(&of), given);
            assert_eq!(of.iter().map(|grant| grant.scope).collect::<Vec<_>>(), scopes);
            for grant in of {
                assert_eq!((grant.subject, grant.request_id), (subject, decided.0));
                assert_eq!((grant.created_at, grant.expires_at, grant.revoked_at), (at(1), Some(at(50)), None));
                assert!(grant.is_live(at(49)) && !grant.is_live(at(50)));
                assert_eq!(grants::by_id(&**records, grant.id).await.unwrap().unwrap().scope, grant.scope);
            }
        }
        let all = grants::of_subjects(&**records, &[Subject::User(uta), Subject::Browser(browser)]).await.unwrap();
        assert_eq!(all.len(), 6);
        assert!(grants::by_id(&**records, GrantId(99)).await.unwrap().is_none());
        assert_eq!(grant(records, decided, Subject::User(uta), &[], None).await, []);
    }

    async fn a_revoked_grant_is_gone_at_once_and_revoked_once(records) {
        let (ann, uta) =
            (visitor(records, "ann@example.org").await, user(records, "uta@example.org", Role::Admin).await);
        let (logo, photo) = (asset(records, "Logo").await, asset(records, "Photo").await);
        let decided = decided(records, ann).await;
        let scopes = [GrantScope::Asset(logo), GrantScope::Asset(photo)];
        let given = grant(records, decided, Subject::ExternalUser(ann), &scopes, None).await;
        let revoke = async |ids: &[GrantId], now| {
            write(records, async |tx| grants::revoke(tx, ids, Some(uta), at(now)).await).await
        };
        assert_eq!(revoke(&given[..1], 5).await, 1);
        assert_eq!(revoke(&given, 6).await, 1, "one was revoked before");
        assert_eq!(revoke(&[], 7).await, 0);
        assert!(grants::of_subjects(&**records, &[Subject::ExternalUser(ann)]).await.unwrap().is_empty());
        let all = grants::of_requests(&**records, &[decided.0]).await.unwrap();
        assert_eq!(all.iter().map(|grant| grant.revoked_at).collect::<Vec<_>>(), [Some(at(5)), Some(at(6))]);
        assert!(!all[0].is_live(at(1)));
    }

    /// What somebody may download is asked of the readers, while writers write.
    async fn a_revocation_shows_to_the_very_next_read_of_every_process(records) {
        let ann = visitor(records, "ann@example.org").await;
        let logo = asset(records, "Logo").await;
        let decided = decided(records, ann).await;
        let other = records.another().await;
        for round in 0..20 {
            let given = grant(records, decided, Subject::ExternalUser(ann), &[GrantScope::Asset(logo)], None).await;
            for store in [&**records, &other] {
                assert_eq!(ids(&grants::of_subjects(store, &[Subject::ExternalUser(ann)]).await.unwrap()), given);
            }
            write(records, async |tx| grants::revoke(tx, &given, None, at(round)).await).await;
            for store in [&**records, &other] {
                assert!(grants::of_subjects(store, &[Subject::ExternalUser(ann)]).await.unwrap().is_empty());
            }
        }
        other.close().await;
    }

    async fn grants_are_listed_newest_first_page_by_page(records) {
        let ann = visitor(records, "ann@example.org").await;
        let mut scopes = Vec::new();
        for count in 0..7 {
            scopes.push(GrantScope::Asset(asset(records, &count.to_string()).await));
        }
        let mut given = grant(records, decided(records, ann).await, Subject::ExternalUser(ann), &scopes, None).await;
        write(records, async |tx| grants::revoke(tx, &given[3..4], None, at(2)).await).await;
        given.remove(3);
        given.reverse();
        let mut seen = Vec::new();
        while seen.len() < 6 {
            let page = grants::list(&**records, seen.last().copied(), 2).await.unwrap();
            assert_eq!(page.len(), 2);
            seen.extend(ids(&page));
        }
        assert_eq!(seen, given);
        assert!(grants::list(&**records, seen.last().copied(), 2).await.unwrap().is_empty());
        assert_eq!(grants::count(&**records).await.unwrap(), 6);
    }
}
