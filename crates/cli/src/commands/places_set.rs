//! `ajar kit set` and `ajar portal set`.

use super::password_from_stdin;
use crate::{
    args::{KitSet, PlaceSet, PortalSet},
    failure::Failure,
    out,
};
use app::{App, edit_kit, edit_kit::KitDraft, edit_portal, edit_portal::PortalDraft, form, library, refusal::Faults};
use domain::question::QuestionDraft;
use std::io::Read;
use words::Language;

/// The most that a file of questions or terms may have.
const LONGEST: u64 = 1 << 20;

/// What a command brought that stands in files or on standard input.
struct Brought {
    password: Option<String>,
    questions: Option<Vec<QuestionDraft>>,
    terms: Option<Option<String>>,
}

/// `ajar kit set`.
pub async fn set_kit(app: &App, set: KitSet) -> Result<(), Failure> {
    let KitSet { kit: slug, place, description, policy } = set;
    check_changes(&place, description.is_some() || policy.is_some())?;
    let kit = library::kit_by_slug(app, &slug).await?;
    let kit = kit.ok_or_else(|| Failure::failed(format!("there is no kit {slug}; `ajar kit create` makes one")))?;
    let mut faults = Faults::default();
    let Brought { password, questions, terms } = bring(&place, &mut faults)?;
    let PlaceSet { title, privacy, watermark, manifest, .. } = place;
    let draft = KitDraft {
        title,
        description,
        privacy,
        password,
        policy,
        questions,
        terms,
        watermark,
        manifest,
        ..KitDraft::default()
    };
    out::line(edit_kit::update_as_operator(app, kit.id, draft, faults, None).await?.id)
}

/// `ajar portal set`.
pub async fn set_portal(app: &App, set: PortalSet) -> Result<(), Failure> {
    let PortalSet { portal: slug, place, introduction, accent, policy, languages, all_languages } = set;
    let languages: Vec<Language> = languages.iter().filter_map(|language| language.parse().ok()).collect();
    let languages = (all_languages || !languages.is_empty()).then_some(languages);
    let more = introduction.is_some() || accent.is_some() || policy.is_some() || languages.is_some();
    check_changes(&place, more)?;
    let portal = library::portal_by_slug(app, &slug).await?;
    let missing = || Failure::failed(format!("there is no portal {slug}; `ajar portal create` makes one"));
    let portal = portal.ok_or_else(missing)?;
    let mut faults = Faults::default();
    let Brought { password, questions, terms } = bring(&place, &mut faults)?;
    let PlaceSet { title, privacy, watermark, manifest, .. } = place;
    let draft = PortalDraft {
        title,
        introduction,
        accent: accent.map(|accent| Some(accent).filter(|accent| !accent.is_empty())),
        privacy,
        password,
        policy,
        questions,
        terms,
        watermark,
        manifest,
        languages,
        ..PortalDraft::default()
    };
    out::line(edit_portal::update_as_operator(app, portal.id, draft, faults, None).await?.id)
}

fn check_changes(place: &PlaceSet, more: bool) -> Result<(), Failure> {
    let PlaceSet { title, privacy, password_stdin, questions, terms, no_terms, watermark, manifest } = place;
    let more = more || manifest.is_some();
    let files = questions.is_some() || terms.is_some() || *no_terms;
    if !more && !files && !password_stdin && title.is_none() && privacy.is_none() && watermark.is_none() {
        return Err(Failure::usage("say what is to change, as in --title \"Press kit\""));
    }
    if place.readers() > 1 {
        return Err(Failure::usage(
            "only one of --password-stdin, --questions - and --terms - can read standard input",
        ));
    }
    Ok(())
}

fn bring(place: &PlaceSet, faults: &mut Faults) -> Result<Brought, Failure> {
    let password = place.password_stdin.then(password_from_stdin).transpose()?;
    let questions = match &place.questions {
        Some(file) => {
            let text = read("--questions", file)?;
            let value = serde_json::from_str(&text)
                .map_err(|error| Failure::failed(format!("--questions: {file} is not JSON: {error}")))?;
            Some(form::read_questions(&value, "/questions", faults))
        }
        None => None,
    };
    let terms = match (&place.terms, place.no_terms) {
        (_, true) => Some(None),
        (Some(file), _) => Some(Some(read("--terms", file)?)),
        (None, false) => None,
    };
    if matches!(&terms, Some(Some(text)) if text.trim().is_empty()) {
        return Err(Failure::failed("--terms: the text is empty; --no-terms takes the terms away"));
    }
    Ok(Brought { password, questions, terms })
}

fn read(flag: &str, file: &str) -> Result<String, Failure> {
    let open = || -> std::io::Result<Box<dyn Read>> {
        if file == "-" { Ok(Box::new(std::io::stdin())) } else { Ok(Box::new(std::fs::File::open(file)?)) }
    };
    let mut text = String::new();
    let read = open().and_then(|reader| reader.take(LONGEST + 1).read_to_string(&mut text));
    read.map_err(|error| Failure::failed(format!("{flag}: {file} can't be read: {error}")))?;
    if text.len() as u64 > LONGEST {
        return Err(Failure::failed(format!("{flag}: {file} is larger than 1 MiB")));
    }
    Ok(text)
}
