//! The questions of a form, and what is answered.

use crate::text;
use domain::{
    Answer, Question, QuestionKind, Slug,
    question::{
        FEWEST_OPTIONS, Given, LONGEST_LABEL, LONGEST_OPTION, MOST_OPTIONS, MOST_QUESTIONS, QuestionDraft, answer,
        answer_given, questions as made_of,
    },
};

/// Lines with tabs: `kind label id required|- options|of|a|choice hint`. What follows an empty line is answered: a line for
/// each, the id and the answer.
fn read(text: &str) -> (Vec<QuestionDraft>, Given) {
    let (asked, answered) = text.split_once("\n\n").unwrap_or((text, ""));
    let draft = |line: &str| {
        let mut cells = line.split('\t').map(|cell| Some(cell.to_owned()).filter(|cell| !cell.is_empty()));
        let mut next = || cells.next().flatten();
        QuestionDraft {
            kind: next(),
            label: next(),
            id: next(),
            required: next().as_deref() == Some("required"),
            options: next().map(|options| options.split('|').map(str::to_owned).collect()),
            hint: next(),
        }
    };
    let mut given = Given::new();
    for line in answered.lines() {
        let (id, value) = line.split_once('\t').unwrap_or((line, ""));
        given.entry(id.to_owned()).or_default().push(value.to_owned());
    }
    (asked.lines().take(2 * MOST_QUESTIONS).map(draft).collect(), given)
}

/// A form: what is made keeps the rules, what is not says where it is wrong, and what is kept is read again as it was.
pub fn questions(bytes: &[u8]) {
    let text = text(bytes);
    let (drafts, given) = read(&text);
    let made = match made_of(&drafts) {
        Ok(made) => made,
        Err(faults) => {
            assert!(!faults.is_empty());
            for (pointer, _) in faults {
                let mut parts = pointer.split('/').skip(1);
                let place = parts.next().map(|number| number.parse::<usize>().expect("a number"));
                assert!(place.is_none_or(|place| place < drafts.len()), "{pointer}");
            }
            return;
        }
    };
    assert!(made.len() == drafts.len() && made.len() <= MOST_QUESTIONS);
    for (at, question) in made.iter().enumerate() {
        assert!(Slug::parse(&question.id).is_some(), "{:?}", question.id);
        assert!(made[..at].iter().all(|other| other.id != question.id), "{:?} stands there twice", question.id);
        assert!((1..=LONGEST_LABEL).contains(&question.label.chars().count()), "{:?}", question.label);
        if let QuestionKind::Choice { options } = &question.kind {
            assert!((FEWEST_OPTIONS..=MOST_OPTIONS).contains(&options.len()));
            assert!(options.iter().all(|option| (1..=LONGEST_OPTION).contains(&option.chars().count())), "{options:?}");
        }
    }
    let kept = serde_json::to_string(&made).expect("JSON");
    assert_eq!(serde_json::from_str::<Vec<Question>>(&kept).expect("questions"), made);
    for answers in [answer(&made, &given), answer_given(&made, &given)] {
        match answers {
            Err(faults) => assert!(!faults.is_empty()),
            Ok(answers) => are_right(&made, &answers),
        }
    }
}

/// Each answers one of the questions, by one of its options where it has some, and is kept as it is.
fn are_right(asked: &[Question], answers: &[Answer]) {
    for answer in answers {
        let question = asked.iter().find(|question| question.id == answer.id).expect("a question");
        assert_eq!((&answer.label, answer.kind.as_str()), (&question.label, question.kind.as_str()));
        if let QuestionKind::Choice { options } = &question.kind {
            assert!(options.iter().any(|option| Some(option.as_str()) == answer.text()), "{answer:?}");
        }
        assert_eq!(answer.day().is_some(), question.kind == QuestionKind::Date, "{answer:?}");
    }
    let kept = serde_json::to_string(answers).expect("JSON");
    assert_eq!(serde_json::from_str::<Vec<Answer>>(&kept).expect("answers"), answers);
}
