//! Every letter with every sample: as snapshots, and by what all letters promise.

use mail::{
    Accent, Brand, Language, Passage, Picture,
    letters::{
        Assets, Item, Letter, Outcome, Person, RequestDecided, RequestToReview, Review, Specimen, Verdict, Wanted,
        gallery,
    },
};

fn english() -> Language {
    Language::default()
}

fn specimens() -> Vec<Specimen> {
    gallery(english()).expect("every letter renders")
}

/// Every letter with every sample in every language.
fn in_all_languages() -> Vec<Specimen> {
    Language::all().flat_map(|language| gallery(language).expect("every letter renders")).collect()
}

/// The samples that are kept as snapshots in every language: each letter, alone and as a batch.
const MAIN: [(&str, &str); 17] = [
    ("request_received", "some_assets"),
    ("request_to_review", "one"),
    ("request_to_review", "batch"),
    ("request_decided", "approved_until"),
    ("request_decided", "partly"),
    ("request_decided", "denied"),
    ("request_decided", "batch"),
    ("access_revoked", "several_places"),
    ("request_closed", "one"),
    ("fresh_link", "some_assets"),
    ("request_handled", "approved"),
    ("request_handled", "batch"),
    ("invitation", "by_somebody"),
    ("recovery", "one"),
    ("request_expired", "several"),
    ("mail_test", "one"),
    ("webhook_off", "failing"),
];

fn brand() -> Brand {
    Brand {
        organisation: "Acme".into(),
        accent: Accent::default(),
        logo: None,
        home_url: "https://acme.example/".into(),
    }
}

fn outcome(verdict: Verdict) -> Outcome {
    Outcome {
        place: "Press kit".into(),
        verdict,
        still_under_review: 0,
        message: None,
        until: None,
        pick_up_url: Some("https://acme.example/pick-up/secret".into()),
        ask_again_url: Some("https://acme.example/ask".into()),
    }
}

fn item(title: &str) -> Item {
    Item { title: title.into(), thumbnail: None }
}

#[test]
fn every_letter_looks_as_it_did() {
    for Specimen { letter, sample, rendered } in specimens() {
        let text = format!("Subject: {}\n\n{}", rendered.subject, rendered.text);
        insta::assert_snapshot!(format!("{letter}__{sample}__text"), text);
        insta::assert_snapshot!(format!("{letter}__{sample}__html"), rendered.html);
    }
}

#[test]
fn every_letter_reads_as_it_did_in_the_other_languages() {
    for Specimen { letter, sample, rendered } in in_all_languages() {
        if rendered.language == english() || !MAIN.contains(&(letter, sample)) {
            continue;
        }
        let name = format!("{}__{letter}__{sample}", rendered.language);
        insta::assert_snapshot!(format!("{name}__text"), format!("Subject: {}\n\n{}", rendered.subject, rendered.text));
        if sample != "batch" {
            insta::assert_snapshot!(format!("{name}__html"), rendered.html);
        }
    }
}

#[test]
fn a_letter_says_which_language_it_is_in_and_which_way_it_runs() {
    for specimen in in_all_languages() {
        let language = specimen.rendered.language;
        let html = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction());
        assert!(specimen.rendered.html.contains(&html), "{}/{}", specimen.letter, specimen.sample);
        assert!(!specimen.rendered.html.contains("text-align:left"));
    }
}

#[test]
fn in_arabic_names_stand_apart_and_lists_keep_to_their_side() {
    let arabic = Language::parse("ar").expect("Arabic");
    let letter = RequestDecided {
        brand: brand(),
        outcomes: vec![outcome(Verdict::Denied(Assets::these(vec![item("Logo (black)"), item("Façade")])))],
    };
    let rendered = letter.render(arabic).expect("renders");
    assert_eq!(rendered.subject, "مرفوض: ملفان من \u{2068}Press kit\u{2069}");
    assert!(rendered.text.contains("\n\u{200f}  * Logo (black)\n"), "{}", rendered.text);
    // A label is not isolated: its own letters give the line its direction.
    assert!(rendered.text.contains("\nمرفوض:\n"), "{}", rendered.text);
    assert!(rendered.html.contains("<bdi>Press kit</bdi>"));
}

#[test]
fn every_letter_has_a_sample_that_tries_to_break_out() {
    let specimens = specimens();
    let letters: std::collections::BTreeSet<_> = specimens.iter().map(|s| s.letter).collect();
    assert_eq!(letters.len(), 12);
    for letter in letters {
        assert!(specimens.iter().any(|s| s.letter == letter && s.sample == "hostile"), "{letter}");
    }
}

#[test]
fn no_word_becomes_markup_and_no_link_leaves_its_attribute() {
    for specimen in in_all_languages() {
        let html = &specimen.rendered.html;
        let name = format!("{}/{}", specimen.letter, specimen.sample);
        for wrong in ["<script", "<img src=x", "<b>", "<a href=\"https://evil"] {
            assert!(!html.contains(wrong), "{name}: {wrong}");
        }
        // What stands between tags' quotation marks is even: nothing closed an attribute early.
        for tag in html.split('<').skip(1) {
            let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
            if !tag.starts_with('!') {
                assert_eq!(tag.matches('"').count() % 2, 0, "{name}: <{tag}>");
            }
            assert!(!tag.contains("\"onerror"), "{name}: <{tag}>");
        }
    }
}

#[test]
fn every_picture_has_a_height_and_a_text_and_comes_from_a_given_link() {
    let mut pictures = 0;
    for specimen in in_all_languages() {
        for tag in specimen.rendered.html.split("<img ").skip(1) {
            let tag = tag.split_once('>').expect("a closed tag").0;
            pictures += 1;
            assert!(tag.contains("alt=\""), "{tag}");
            assert!(tag.contains("height=\""), "{tag}");
            assert!(tag.starts_with("src=\"https://desk.example.org/previews/"), "{tag}");
        }
        assert!(!specimen.rendered.html.contains("<link"));
        assert!(!specimen.rendered.html.contains("url("));
        assert!(!specimen.rendered.html.contains("@import"));
    }
    assert!(pictures > 50, "{pictures}");
}

#[test]
fn text_is_plain_and_wrapped_and_links_stand_alone() {
    for specimen in in_all_languages() {
        let text = &specimen.rendered.text;
        let name = format!("{}/{}", specimen.letter, specimen.sample);
        assert!(!text.contains("&#") && !text.contains("&amp;"), "{name}");
        assert!(!text.contains("\n\n\n"), "{name}");
        for line in text.lines() {
            if let Some(at) = line.find("https://desk.example.org") {
                assert_eq!(at, 0, "{name}: {line}");
                assert!(!line.contains(' '), "{name}: {line}");
            } else {
                assert!(line.chars().count() <= 72, "{name}: {line}");
            }
            assert!(line == "-- " || line.trim_end() == line, "{name}: {line:?}");
        }
    }
}

#[test]
fn subjects_are_one_line_and_tell_samples_apart() {
    for specimen in in_all_languages() {
        let subject = &specimen.rendered.subject;
        assert!(!subject.contains(char::is_control), "{subject:?}");
        assert!(subject.chars().count() <= 200, "{subject}");
    }
    for language in Language::all() {
        let reviews: Vec<_> = RequestToReview::samples().iter().map(|(_, letter)| letter.subject(language)).collect();
        for (n, subject) in reviews.iter().enumerate() {
            assert!(!reviews[..n].contains(subject), "{subject}");
        }
    }
}

#[test]
fn a_denial_never_reads_like_an_approval() {
    let denied =
        RequestDecided { brand: brand(), outcomes: vec![outcome(Verdict::Denied(Assets::these(vec![item("Logo")])))] }
            .render(english())
            .expect("renders");
    assert_eq!(denied.subject, "Denied: Logo (Press kit)");
    for part in [&denied.text, &denied.html] {
        assert!(!part.contains("pick-up/secret"));
        assert!(!part.contains("Download your files"));
        assert!(!part.contains("You may download"));
        assert!(!part.contains(">Approved<") && !part.contains("APPROVED:"));
    }
    assert!(denied.text.starts_with("DENIED: your request for Press kit\n"));
    assert!(denied.html.contains("is denied</h1>"));
}

#[test]
fn an_approval_offers_the_files_and_no_second_ask() {
    let approved = RequestDecided {
        brand: brand(),
        outcomes: vec![Outcome {
            until: Some(jiff::civil::date(2026, 12, 12).at(18, 30, 0, 0)),
            ..outcome(Verdict::Approved(Assets::Everything))
        }],
    }
    .render(english())
    .expect("renders");
    assert_eq!(approved.subject, "Approved: everything in Press kit");
    for part in [&approved.text, &approved.html] {
        assert!(part.contains("https://acme.example/pick-up/secret"));
        assert!(part.contains("12 December 2026, 18:30 UTC"));
        assert!(!part.contains("https://acme.example/ask"));
        assert!(!part.to_lowercase().contains(">denied<") && !part.contains("DENIED:"));
    }
}

#[test]
fn a_decided_part_does_not_read_as_if_all_were_decided() {
    for verdict in [
        Verdict::Approved(Assets::these(vec![item("a"), item("b")])),
        Verdict::Denied(Assets::these(vec![item("a"), item("b")])),
    ] {
        let part =
            RequestDecided { brand: brand(), outcomes: vec![Outcome { still_under_review: 3, ..outcome(verdict) }] }
                .render(english())
                .expect("renders");
        assert!(part.subject.ends_with(": 2 assets from Press kit"));
        for part in [&part.text, &part.html] {
            assert!(part.contains("art of your request"), "{part}");
            assert!(part.contains("3 more assets of this request are still under review."));
            assert!(!part.contains("what you asked for"), "{part}");
        }
    }
}

#[test]
fn a_mixed_batch_says_in_its_subject_how_many_of_which() {
    let subject = |verdicts: Vec<Verdict>| {
        RequestDecided { brand: brand(), outcomes: verdicts.into_iter().map(outcome).collect() }.subject(english())
    };
    let yes = || Verdict::Approved(Assets::Everything);
    let no = || Verdict::Denied(Assets::Everything);
    let partly = || Verdict::PartlyApproved {
        approved: Assets::these(vec![item("a")]),
        denied: Assets::these(vec![item("b"), item("c")]),
    };
    assert_eq!(subject(vec![partly()]), "Partly approved: 1 of 3 assets from Press kit");
    assert_eq!(subject(vec![yes(), yes()]), "Approved: your 2 requests");
    assert_eq!(subject(vec![no(), no(), no()]), "Denied: your 3 requests");
    assert_eq!(subject(vec![yes(), no()]), "Your 2 requests: 1 approved, 1 denied");
    assert_eq!(subject(vec![yes(), partly(), no(), no()]), "Your 4 requests: 1 approved, 1 partly approved, 2 denied");
}

#[test]
fn names_messages_and_titles_of_all_scripts_survive_in_both_parts() {
    let (name, message, title) = ("ليلى حداد 👩‍🎨", "Ünïcödé\nمرحباً 🌿", "Façade – 夕暮れ");
    let letter = RequestToReview {
        brand: brand(),
        requests: vec![Review {
            number: 7,
            asker: Person { name: Some(name.into()), mail: "layla@x.example".into() },
            wanted: Wanted {
                place: "متحف".into(),
                assets: Assets::these(vec![Item {
                    title: title.into(),
                    thumbnail: Some(Picture::unsized_at("https://acme.example/t.png")),
                }]),
            },
            message: Some(Passage::from(message)),
            answers: vec![],
            asked: jiff::civil::date(2026, 11, 21).at(14, 5, 0, 0),
            decide_url: "https://acme.example/decide/1".into(),
        }],
        requests_url: "https://acme.example/users/download-requests".into(),
    };
    let rendered = letter.render(english()).expect("renders");
    assert_eq!(rendered.subject, format!("{name} asks for {title} (متحف, request 7)"));
    assert!(rendered.text.contains(&format!("{name} <layla@x.example>")));
    assert!(rendered.text.contains("\n> Ünïcödé\n> مرحباً 🌿\n"));
    assert!(rendered.html.contains("Ünïcödé<br>مرحباً 🌿"));
    assert!(rendered.html.contains(&format!("<bdi>{name}</bdi>")));
    assert!(rendered.html.contains(&format!("<span dir=\"auto\">{title}</span>")));
}

#[test]
fn a_batch_beyond_twelve_is_counted_and_linked_and_stays_small() {
    let (_, twenty) = RequestToReview::samples().into_iter().find(|(name, _)| *name == "twenty").expect("the sample");
    let rendered = twenty.render(english()).expect("renders");
    assert_eq!(rendered.html.matches("Review and decide").count(), 12);
    assert!(rendered.html.contains("8 more requests are waiting"));
    assert!(rendered.text.contains("8 more requests are waiting"));
    assert!(rendered.text.contains("\nhttps://desk.example.org/users/download-requests\n"));
}

#[test]
fn no_letter_is_cut_off_by_the_large_mail_providers() {
    for specimen in in_all_languages() {
        let size = specimen.rendered.html.len();
        assert!(size < 100_000, "{}/{}: {size}", specimen.letter, specimen.sample);
    }
}
