use crate::shell::Shell;

const ADMIN: &[&str] =
    &["user", "add", "--mail", "ada@example.org", "--name", "Ada Winther", "--role", "admin", "--password-stdin"];

#[test]
fn a_token_is_printed_alone_on_standard_output() {
    let shell = Shell::new();
    assert_eq!(shell.ajar_reads("a long password\n", ADMIN).status, 0);
    let said = shell.ajar(&["token", "create", "--mail", "ADA@example.org", "--name", "robot"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    let token = said.out.strip_suffix('\n').unwrap();
    assert_eq!(token.len(), 43);
    assert!(token.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{token}");
}

#[test]
fn a_user_without_a_password_is_invited_again() {
    let shell = Shell::new();
    let said = shell.ajar(&ADMIN[..ADMIN.len() - 1]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    let said = shell.ajar(&["user", "invite", "--mail", "ADA@example.org"]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    assert!(said.err.contains("a new invitation to ada@example.org"), "{}", said.err);
    let said = shell.ajar(&["user", "invite", "--mail", "bob@example.org"]);
    assert!(said.status == 1 && said.err.contains("no user"), "{}", said.err);
}

#[test]
fn a_user_is_told_apart_from_one_that_is_there_already() {
    let shell = Shell::new();
    let said = shell.ajar_reads("a long password\n", ADMIN);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    let again = shell.ajar_reads("a long password\n", ADMIN);
    assert_eq!((again.status, again.out.as_str()), (1, ""));
    assert!(again.err.contains("--mail: There is a user with this address already."), "{}", again.err);
    let short = shell.ajar_reads("short\n", &[&ADMIN[..3], &["b@example.org"], &ADMIN[4..]].concat());
    assert_eq!(short.status, 1);
    assert!(short.err.contains("at least 10 characters"), "{}", short.err);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_possible() {
    let shell = Shell::new();
    for (args, words) in [
        (&["user", "add", "--mail", "a@b.example", "--name", "A", "--role", "boss"][..], "responsible"),
        (&["user", "add", "--mail", "nobody", "--name", "A", "--role", "admin"], "name@example.org"),
        (&["kit", "create"], "--title"),
        (&["kit", "create", "--title", "A", "--policy", "perAsset"], "perAssetApproval"),
        (&["kit", "create", "--title", "A", "--slug", "A B"], "small Latin letters"),
        (&["kit", "create", "--title", "A", "--privacy", "password"], "--password-stdin"),
        (&["property", "set", "ENABLE_PUBLIC_DOWNLOAD_REQUESTS", "true"], "ENABLE_PUBLIC_DOWNLOAD_REQUEST"),
        (&["property", "set", "ENABLE_PUBLIC_DOWNLOAD_REQUEST", "perhaps"], "true or false"),
        (&["import"], "PATH"),
        (&["frobnicate"], "frobnicate"),
        (&[], "Commands"),
    ] {
        let said = shell.ajar(args);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{args:?}: {}", said.err);
        assert!(said.err.contains(words), "{args:?}: {}", said.err);
    }
}

#[test]
fn kits_and_portals_print_their_ids() {
    let shell = Shell::new();
    for (id, title) in ["1\n", "2\n"].into_iter().zip(["Brand", "Press"]) {
        assert_eq!(shell.ajar(&["kit", "create", "--title", title, "--privacy", "public"]).out, id);
    }
    let said = shell.ajar(&["portal", "create", "--title", "All", "--kit", "press", "--kit", "brand"]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    let said = shell.ajar(&["portal", "create", "--title", "More", "--kit", "pres"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("there is no kit pres"), "{}", said.err);
    let said = shell
        .ajar_reads("open sesame", &["kit", "create", "--title", "X", "--privacy", "password", "--password-stdin"]);
    assert_eq!((said.status, said.out.as_str()), (0, "3\n"), "{}", said.err);
    assert_eq!(shell.ajar(&["kit", "create", "--title", "Y", "--slug", "press"]).status, 1);
}

#[test]
fn a_property_set_in_the_environment_counts_over_the_one_that_was_set() {
    const NAME: &str = "ENABLE_PUBLIC_DOWNLOAD_REQUEST";
    let shell = Shell::new();
    let said = shell.ajar(&["property", "set", NAME, "true"]);
    assert_eq!((said.status, said.out.trim()), (0, "ENABLE_PUBLIC_DOWNLOAD_REQUEST = true"), "{}", said.err);
    assert!(shell.ajar(&["property", "list"]).out.contains(&format!("{NAME}            true\n")));
    let listed = shell.ajar_with(NAME, "false", &["property", "list"]).out;
    assert!(listed.contains(&format!("{NAME}            false  (set by the environment)\n")), "{listed}");
    let json = shell.ajar_with(NAME, "false", &["property", "list", "--json"]).out;
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(rows[0]["name"], NAME);
    assert_eq!((rows[0]["value"].as_bool(), rows[0]["source"].as_str()), (Some(false), Some("environment")));
    assert_eq!(shell.ajar_with(NAME, "perhaps", &["property", "list"]).status, 2);
}

#[test]
fn documents_are_printed_without_an_installation() {
    let shell = Shell::new();
    for (args, words) in [
        (&["completions", "bash"][..], "_ajar"),
        (&["man"], ".TH"),
        (&["example-config"], "#listen ="),
        (&["--version"], "ajar 0."),
        (&["serve", "--help"], "AJAR_DATABASE_URL"),
    ] {
        let said = shell.ajar(args);
        assert_eq!(said.status, 0, "{args:?}: {}", said.err);
        assert!(said.out.contains(words), "{args:?}");
    }
    assert_eq!(std::fs::read_dir(shell.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn a_kit_gets_questions_terms_and_a_watermark() {
    let shell = Shell::new();
    shell.ajar(&["kit", "create", "--title", "Press"]);
    let questions = r#"[{"label": "Which medium?", "kind": "choice", "options": ["Print", "Web"], "required": true}]"#;
    let said = shell.ajar_reads(questions, &["kit", "set", "press", "--questions", "-", "--watermark", "Draft"]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    let said = shell.ajar_reads(
        "Name the museum.\n",
        &["kit", "set", "press", "--terms", "-", "--policy", "open", "--manifest", "true"],
    );
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(shell.ajar(&["kit", "set", "press", "--no-terms", "--description", ""]).status, 0);
    assert_eq!(shell.ajar(&["kit", "set", "press", "--manifest", "false"]).status, 0);
    assert_eq!(shell.ajar(&["kit", "set", "press", "--manifest", "perhaps"]).status, 2);
    let wrong = r#"[{"label": "", "kind": "radio"}, {"label": 7, "kind": "text", "options": ["a"]}]"#;
    let said = shell.ajar_reads(wrong, &["kit", "set", "press", "--questions", "-"]);
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    for place in ["--questions: /0/label", "--questions: /0/kind", "--questions: /1/label", "--questions: /1/options"] {
        assert!(said.err.contains(place), "{place}: {}", said.err);
    }
    for (input, args, words) in [
        ("[", &["--questions", "-"][..], "not JSON"),
        (" ", &["--terms", "-"], "--no-terms"),
        ("", &["--terms", "/no/such/file"], "can't be read"),
        ("", &["--privacy", "password"], "needs one"),
    ] {
        let said = shell.ajar_reads(input, &[&["kit", "set", "press"], args].concat());
        assert_eq!(said.status, 1, "{args:?}: {}", said.err);
        assert!(said.err.contains(words), "{args:?}: {}", said.err);
    }
    let said = shell.ajar(&["kit", "set", "nothing", "--title", "X"]);
    assert!(said.status == 1 && said.err.contains("there is no kit nothing"), "{}", said.err);
    for args in [
        &["kit", "set", "press"][..],
        &["kit", "set", "press", "--questions", "-", "--terms", "-"],
        &["kit", "set", "press", "--terms", "a", "--no-terms"],
        &["portal", "set", "press", "--language", "tlh"],
        &["user", "set", "--mail", "ada@example.org"],
    ] {
        assert_eq!(shell.ajar(args).status, 2, "{args:?}");
    }
}

#[test]
fn a_portal_gets_languages_and_a_user_theirs() {
    let shell = Shell::new();
    shell.ajar(&["portal", "create", "--title", "Museum"]);
    let said = shell.ajar(&[
        "portal",
        "set",
        "museum",
        "--language",
        "ar",
        "--language",
        "de",
        "--accent",
        "#2255AA",
        "--policy",
        "approval",
        "--introduction",
        "Welcome.",
        "--privacy",
        "public",
    ]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    assert_eq!(shell.ajar(&["portal", "set", "museum", "--all-languages", "--accent", ""]).status, 0);
    let said = shell.ajar(&["portal", "set", "museum", "--accent", "blue"]);
    assert!(said.status == 1 && said.err.contains("--accent: "), "{}", said.err);
    shell.ajar_reads("a long password\n", ADMIN);
    let said = shell.ajar(&["user", "set", "--mail", "ADA@example.org", "--language", "fr"]);
    assert_eq!((said.status, said.out.as_str()), (0, "1\n"), "{}", said.err);
    assert_eq!(shell.ajar(&["user", "set", "--mail", "ada@example.org", "--no-language"]).status, 0);
    let said = shell.ajar(&["user", "set", "--mail", "ada@example.org", "--role", "member"]);
    assert!(said.status == 1 && said.err.contains("only admin"), "{}", said.err);
    let said = shell.ajar(&["user", "set", "--mail", "bob@example.org", "--role", "member"]);
    assert!(said.status == 1 && said.err.contains("no user"), "{}", said.err);
}
