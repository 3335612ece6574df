//! Why a command did not do what it was asked, and the exit status that says so.

use app::{Fault, Refusal};
use std::{error::Error, process::ExitCode};

/// Why a command ends: one line for each fault.
#[derive(Debug)]
pub struct Failure {
    status: u8,
    lines: Vec<String>,
}

impl Failure {
    /// It was tried and failed: status 1.
    pub fn failed(line: impl Into<String>) -> Self {
        Self { status: 1, lines: vec![line.into()] }
    }

    /// It was tried and failed for several reasons, each of them a line.
    pub fn faults(lines: Vec<String>) -> Self {
        Self { status: 1, lines }
    }

    /// It was asked for in a wrong way: status 2.
    pub fn usage(line: impl Into<String>) -> Self {
        Self { status: 2, lines: vec![line.into()] }
    }

    /// Several faults in how it was asked for.
    pub fn usages(lines: Vec<String>) -> Self {
        Self { status: 2, lines }
    }

    /// It failed, and what to mend stands on standard error already.
    pub fn told() -> Self {
        Self { status: 1, lines: vec![] }
    }

    /// The lines, without what `tell` puts before them.
    #[cfg(test)]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Says it on standard error.
    pub fn tell(self) -> ExitCode {
        for line in &self.lines {
            crate::out::note(format!("error: {}", on_one_line(line)));
        }
        ExitCode::from(self.status)
    }
}

/// An error with everything that led to it, each said once.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = error.source();
    }
    text
}

fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The flag that a pointer into a body is about.
fn flag(pointer: &str) -> Option<String> {
    let (field, inside) = pointer.strip_prefix('/').map(|path| path.split_once('/').unwrap_or((path, "")))?;
    Some(match field {
        // Which question, as the file has it.
        "questions" if !inside.is_empty() => format!("--questions: /{inside}"),
        "firstName" | "lastName" => "--name".to_owned(),
        "password" => "the password".to_owned(),
        "kitIds" => "--kit".to_owned(),
        other => format!("--{other}"),
    })
}

fn words(fault: &Fault) -> String {
    match flag(&fault.pointer) {
        Some(flag) => format!("{flag}: {}", fault.detail),
        None => fault.detail.clone(),
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let line = match &refusal {
            Refusal::Invalid(faults) => return Self { status: 1, lines: faults.iter().map(words).collect() },
            Refusal::Forbidden { detail, .. } | Refusal::Conflict { detail, .. } => detail.clone(),
            // Whoever sits at the command line is the operator: they may know.
            Refusal::Internal(error) | Refusal::Unavailable(error) | Refusal::BrokenOff(error) => chain(error.as_ref()),
            other => other.to_string(),
        };
        Self::failed(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_names_its_flag() {
        let at = [("/mail", "Taken."), ("/firstName", "Missing."), ("", "Wrong."), ("/questions/1/kind", "Unknown.")];
        let faults = at.map(|(pointer, detail)| Fault::at(pointer, detail)).into();
        let lines = ["--mail: Taken.", "--name: Missing.", "Wrong.", "--questions: /1/kind: Unknown."];
        assert_eq!(Failure::from(Refusal::Invalid(faults)).lines(), lines);
    }

    #[test]
    fn a_reason_is_one_line_whatever_it_quotes() {
        assert_eq!(on_one_line("TOML parse error\n  |\n1 | x\n"), "TOML parse error | 1 | x");
    }
}
