//! Standard output. Who reads only the first lines (`| head`) is no failure.

use crate::failure::Failure;
use std::io::{self, Write};

/// Writes a text as it is.
pub fn print(text: &str) -> Result<(), Failure> {
    write(text.as_bytes())
}

/// Writes bytes as they are.
pub fn write(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line.
pub fn line(line: impl std::fmt::Display) -> Result<(), Failure> {
    print(&format!("{line}\n"))
}

/// A word to the person at the terminal, on standard error: programs read standard output.
pub fn note(note: impl std::fmt::Display) {
    // Where nobody can be told, nothing is left to do about it.
    let _ = writeln!(io::stderr(), "{note}");
}

/// A path on one line, whatever is in it: what is not UTF-8 is replaced, control characters are escaped.
pub fn path(path: &std::path::Path) -> String {
    let mut shown = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}
