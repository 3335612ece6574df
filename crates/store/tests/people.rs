//! Users and external users: who is who, found by address, listed and searched.

use crate::support::{both_engines, fill::*};
use domain::*;
use store::{
    Store, external_users, folders, links,
    links::{LinkKind, NewLink},
    sessions, tokens,
    users::{self, NewUser},
};

both_engines! {
    async fn a_user_is_found_by_id_and_by_an_address_in_any_spelling(records) {
        let new = NewUser {
            first_name: "Zoë".into(),
            last_name: String::new(),
            ..new_user("Zoe@Müller.example", Role::Manager)
        };
        let id = write(records, async |tx| users::insert(tx, &new, at(5)).await).await;
        let zoe = users::by_id(&**records, id).await.unwrap().expect("she is there");
        assert_eq!((zoe.mail.as_str(), zoe.name().as_str(), zoe.role), ("Zoe@Müller.example", "Zoë", Role::Manager));
        assert_eq!((zoe.created_at, zoe.password_hash), (at(5), None));
        assert!(!zoe.responsible_for_external_users);
        let key = mail("zoe@xn--mller-kva.EXAMPLE");
        assert_eq!(users::by_mail_key(&**records, key.key()).await.unwrap().map(|user| user.id), Some(id));
        assert!(users::by_mail_key(&**records, "nobody@example.org").await.unwrap().is_none());
        assert!(users::by_id(&**records, UserId(99)).await.unwrap().is_none());
    }

    async fn an_address_has_one_user(records) {
        user(records, "uta@example.org", Role::Member).await;
        let again = new_user("UTA@example.org", Role::Admin);
        let written: store::Result<UserId> = store::write!(records, |tx| users::insert(tx, &again, at(0)).await);
        assert!(written.unwrap_err().is_taken("users_mail_key", "users.mail_key"));
    }

    async fn those_of_a_domain_are_counted_and_no_others(records) {
        for address in ["a@press.example", "B@Press.Example", "c@sub.press.example", "d@press.example.org", "e@Zürich.example"] {
            write(records, async |tx| external_users::find_or_insert(tx, &mail(address), at(0)).await).await;
        }
        let of = async |address: &str, most| external_users::of_domain(&**records, &mail(address), most).await.unwrap();
        assert_eq!(of("new@press.EXAMPLE", 100).await, 2);
        assert_eq!(of("new@press.example", 1).await, 1, "no further than asked for");
        assert_eq!(of("new@zürich.example", 100).await, 1);
        assert_eq!(of("new@ress.example", 100).await, 0);
    }

    async fn users_are_listed_by_name_and_by_what_they_are(records) {
        let named = async |address: &str, first: &str, role, responsible| {
            let new = NewUser {
                first_name: first.into(),
                responsible_for_external_users: responsible,
                ..new_user(address, role)
            };
            write(records, async |tx| users::insert(tx, &new, at(0)).await).await
        };
        let uwe = named("a@example.org", "uwe", Role::Responsible, true).await;
        let ada = named("b@example.org", "Ada", Role::Admin, true).await;
        let bea = named("c@example.org", "Bea", Role::Responsible, false).await;
        let ids = |users: Vec<users::User>| users.into_iter().map(|user| user.id).collect::<Vec<_>>();
        assert_eq!(ids(users::list(&**records).await.unwrap()), [ada, bea, uwe]);
        assert_eq!(ids(users::of_role(&**records, Role::Responsible).await.unwrap()), [uwe, bea]);
        assert_eq!(ids(users::of_role(&**records, Role::Manager).await.unwrap()), []);
        assert_eq!(ids(users::responsible_for_external_users(&**records).await.unwrap()), [uwe, ada]);
        write(records, async |tx| users::set_role(tx, bea, Role::Manager, true).await).await;
        assert_eq!(ids(users::responsible_for_external_users(&**records).await.unwrap()), [uwe, ada, bea]);
        assert_eq!(users::by_id(&**records, bea).await.unwrap().unwrap().role, Role::Manager);
        let mut some = ids(users::by_ids(&**records, &[bea, UserId(99), uwe]).await.unwrap());
        some.sort();
        assert_eq!(some, [uwe, bea]);
        assert!(users::by_ids(&**records, &[]).await.unwrap().is_empty());
    }

    async fn a_user_who_is_called_otherwise_is_listed_so(records) {
        let uta = user(records, "uta@example.org", Role::Member).await;
        user(records, "mo@example.org", Role::Member).await;
        let before = users::by_id(&**records, uta).await.unwrap().unwrap();
        write(records, async |tx| users::set_names(tx, &before, "Zoë", "").await).await;
        let listed = users::list(&**records).await.unwrap();
        assert_eq!(listed.iter().map(users::User::name).collect::<Vec<_>>(), ["Uta Üblich", "Zoë"]);
    }

    async fn a_user_who_is_taken_out_loses_every_door_but_stays_in_history(records) {
        let uta = user(records, "uta@example.org", Role::Responsible).await;
        let folder = folder(records, None, "Press").await;
        write(records, async |tx| {
            users::set_password(tx, uta, "$argon2id$").await?;
            folders::set_responsibles(tx, folder, &[uta]).await?;
            tokens::insert(tx, uta, "script", "token", None, at(0)).await?;
            sessions::insert(tx, uta, "session", at(0), at(100)).await?;
            links::insert(tx, &decide_link(uta, "link"), at(0)).await
        })
        .await;
        assert!(write(records, async |tx| users::delete(tx, uta, at(1)).await).await);
        assert!(!write(records, async |tx| users::delete(tx, uta, at(2)).await).await, "only once");

        assert!(users::by_id(&**records, uta).await.unwrap().is_none());
        assert!(users::list(&**records).await.unwrap().is_empty());
        assert!(users::of_role(&**records, Role::Responsible).await.unwrap().is_empty());
        assert!(users::responsible_for_external_users(&**records).await.unwrap().is_empty());
        assert!(tokens::by_hash(&**records, "token").await.unwrap().is_none());
        assert!(sessions::by_hash(&**records, "session").await.unwrap().is_none());
        assert_eq!(links::by_hash(&**records, "link").await.unwrap().unwrap().ended_at, Some(at(1)));
        assert!(folders::of_responsible(&**records, uta).await.unwrap().is_empty());
        let remembered = users::by_ids(&**records, &[uta]).await.unwrap();
        assert_eq!((remembered[0].name().as_str(), &remembered[0].password_hash), ("Uta Üblich", &None));
        assert_ne!(user(records, "uta@example.org", Role::Member).await, uta, "the address is free again");
    }

    async fn the_same_external_user_from_sixteen_at_once(records) {
        let tasks: Vec<_> = (0..16)
            .map(|task| {
                let store = Store::clone(records);
                let address = if task % 2 == 0 { "Ann@Example.org" } else { "ann@example.ORG" };
                tokio::spawn(async move { visitor(&store, address).await })
            })
            .collect();
        let mut ids = Vec::new();
        for task in tasks {
            ids.push(task.await.unwrap());
        }
        ids.dedup();
        assert_eq!(ids.len(), 1, "{ids:?}");
        assert_eq!(records.rows("external_users").await, 1);
    }

    async fn an_external_user_takes_the_names_of_the_first_call_that_brings_some(records) {
        let ann = visitor(records, "ann@example.org").await;
        let before = external_users::by_id(&**records, ann).await.unwrap().unwrap();
        assert_eq!(before.name(), None);
        let set = async |first: &str, last: &str| {
            write(records, async |tx| external_users::set_names(tx, &before, &name(first), &name(last)).await).await
        };
        assert!(set("Ann", "Óg").await);
        assert!(!set("Bob", "Other").await, "the first ones stay");
        let after = external_users::by_mail_key(&**records, "ann@example.org").await.unwrap().unwrap();
        assert_eq!(after.name().as_deref(), Some("Ann Óg"));
        assert_eq!(external_users::count(&**records, Some("óg")).await.unwrap(), 1, "found by the name");
        assert_eq!(external_users::count(&**records, Some("ann@")).await.unwrap(), 1, "and still by the address");
    }

    async fn an_external_user_is_renamed_and_found_by_the_new_name_only(records) {
        let ann = visitor(records, "ann@example.org").await;
        let before = external_users::by_id(&**records, ann).await.unwrap().unwrap();
        for (first, last) in [("Ann", "Old"), ("Anna", "Óg")] {
            write(records, async |tx| external_users::rename(tx, &before, &name(first), &name(last)).await).await;
        }
        let after = external_users::by_id(&**records, ann).await.unwrap().unwrap();
        assert_eq!(after.name().as_deref(), Some("Anna Óg"));
        assert_eq!(external_users::count(&**records, Some("óg")).await.unwrap(), 1);
        assert_eq!(external_users::count(&**records, Some("old")).await.unwrap(), 0);
    }

    async fn pages_of_external_users_stay_right_while_rows_come_and_go(records) {
        let mut all = Vec::new();
        for count in 0..25 {
            let typed = mail(&format!("v{count:02}@example.org"));
            // Three share each moment: the id decides.
            let user = write(records, async |tx| external_users::find_or_insert(tx, &typed, at(count / 3)).await).await;
            all.push((user.created_at, user.id));
        }
        all.sort();
        all.reverse();
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let page = external_users::list(&**records, None, before, 4).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some((last.created_at, last.id));
            seen.extend(page.iter().map(|user| (user.created_at, user.id)));
            // A newer one comes, the one that the cursor stands on goes.
            let typed = mail(&format!("new{}@example.org", seen.len()));
            write(records, async |tx| external_users::find_or_insert(tx, &typed, at(1_000)).await).await;
            records.raw(&format!("DELETE FROM external_users WHERE id = {}", before.unwrap().1)).await.unwrap();
        }
        assert_eq!(seen, all);
    }

    async fn searching_finds_what_people_see_and_takes_no_wildcards(records) {
        for (address, first, last) in [
            ("a@example.org", "Jörg", "Über_mut"),
            ("b@example.org", "محمد", "علي"),
            ("c@example.org", "100% Ann", "O'Neil"),
            ("d@example.org", "Back\\slash", "ΑΛΈΞΑΝΔΡΟΣ"),
            ("e@example.org", "Ａnn", "İstanbul 🦀"),
        ] {
            let typed = mail(address);
            write(records, async |tx| {
                let user = external_users::find_or_insert(tx, &typed, at(0)).await?;
                external_users::set_names(tx, &user, &name(first), &name(last)).await
            })
            .await;
        }
        for (q, found) in [
            ("über", 1),
            ("ÜBER_", 1),
            ("jörg", 1),
            ("JÖRG ÜBER", 1),
            ("محمد", 1),
            ("علي", 1),
            ("%", 0),
            ("100%", 1),
            ("_", 0),
            ("\\", 0),
            ("'", 0),
            ("neil o", 1),
            ("αλέξ", 1),
            ("ann", 2),
            ("🦀", 1),
            ("@EXAMPLE.org", 5),
            ("", 5),
            (" ", 5),
            ("\u{0}", 0),
            ("zzz", 0),
            ("jo\u{308}rg", 1),
            ("\"", 0),
            ("; DROP TABLE users", 0),
            ("$1", 1),
            ("?", 0),
        ] {
            assert_eq!(external_users::count(&**records, Some(q)).await.unwrap(), found, "{q:?}");
            let listed = external_users::list(&**records, Some(q), None, 50).await.unwrap();
            assert_eq!(listed.len() as u64, found, "{q:?}");
        }
    }

    async fn external_users_are_fetched_by_the_thousand(records) {
        let mut ids = Vec::new();
        write(records, async |tx| {
            for count in 0..1_200 {
                external_users::find_or_insert(tx, &mail(&format!("v{count}@example.org")), at(0)).await?;
            }
            Ok(())
        })
        .await;
        ids.extend((1..=1_300).map(ExternalUserId));
        let found = external_users::by_ids(&**records, &ids).await.unwrap();
        assert_eq!(found.len(), 1_200);
        assert_eq!(external_users::count(&**records, None).await.unwrap(), 1_200);
    }
}

fn decide_link(user: UserId, hash: &str) -> NewLink<'_> {
    NewLink {
        kind: LinkKind::Decide,
        hash,
        external_user_id: None,
        user_id: Some(user),
        request_id: None,
        expires_at: at(1_000),
    }
}
