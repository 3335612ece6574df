//! Memory at rest: what only the start needed is given back.
//!
//! Reading the settings, bringing the records up to date and making everything ready touches two thirds of the program's
//! code, and the system maps sixteen pages where one is asked for. Most of it is never wanted again.

use std::{fs, ops::Range, time::Duration};

/// So long after the server listens, the first rounds of the background work are over too.
const SETTLED: Duration = Duration::from_secs(2);

/// Waits until the start is over, and gives back the pages of code that it used.
pub async fn once_settled() {
    tokio::time::sleep(SETTLED).await;
    match give_back_code() {
        Some(bytes) => tracing::debug!(bytes, "pages of code given back"),
        None => tracing::debug!("this system does not tell where the code lies; its pages stay"),
    }
}

/// Lets go of the pages of this program's code; those that are wanted come back, from the memory of the system, one by one.
/// How many bytes they may have been; nothing where the system does not say where the code lies.
fn give_back_code() -> Option<usize> {
    let program = fs::read_link("/proc/self/exe").ok()?;
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let code: Vec<_> = maps.lines().filter_map(|line| code_of(line, program.to_str()?)).collect();
    code.into_iter().map(let_go).sum()
}

/// Where a line of `/proc/self/maps` tells of code of this program that nobody can have written to:
/// `55d0c0e00000-55d0c3200000 r-xp 01130000 fe:00 1234   /usr/bin/ajar`.
fn code_of(line: &str, program: &str) -> Option<Range<usize>> {
    let mut words = line.split_ascii_whitespace();
    let (begin, end) = words.next()?.split_once('-')?;
    let (rights, name) = (words.next()?, line.find('/').map(|at| &line[at..])?);
    if rights != "r-xp" || name != program {
        return None;
    }
    Some(usize::from_str_radix(begin, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
}

#[expect(unsafe_code, reason = "the system's call for it takes an address")]
fn let_go(code: Range<usize>) -> Option<usize> {
    // SAFETY: the stretch is a private mapping of the program's file, readable and executable but never writable, as the
    // system has just said; so what comes back when it is next used is the same file's bytes. The file can't change under
    // a running program (ETXTBSY), and one that is replaced by name keeps its bytes.
    unsafe {
        rustix::mm::madvise(
            std::ptr::without_provenance_mut(code.start),
            code.len(),
            rustix::mm::Advice::LinuxDontNeed,
        )
        .ok()?;
    }
    Some(code.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_of_the_program_itself_is_found() {
        let line =
            |rights: &str, name: &str| format!("55d0c0e00000-55d0c0e02000 {rights} 01130000 fe:00 1234      {name}");
        let found = code_of(&line("r-xp", "/opt/a folder/ajar"), "/opt/a folder/ajar");
        assert_eq!(found, Some(0x55d0_c0e0_0000..0x55d0_c0e0_2000));
        for (rights, name) in
            [("r--p", "/usr/bin/ajar"), ("rwxp", "/usr/bin/ajar"), ("r-xp", "/usr/lib/libc.so.6"), ("r-xp", "[vdso]")]
        {
            assert_eq!(code_of(&line(rights, name), "/usr/bin/ajar"), None, "{rights} {name}");
        }
        assert_eq!(code_of("", "/usr/bin/ajar"), None);
    }

    #[test]
    fn code_that_was_given_back_still_runs() {
        let bytes = give_back_code().expect("Linux says where the code lies");
        assert!(bytes > 100_000, "{bytes}");
        assert_eq!(give_back_code(), Some(bytes));
    }
}
