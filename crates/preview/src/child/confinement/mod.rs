//! What the child may no longer do. Limits hold on every Unix; rights are given up on Linux, where the kernel
//! offers it; other systems go on without.

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod files;
#[cfg(unix)]
mod resources;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod syscalls;

use std::path::Path;

#[cfg(unix)]
pub(crate) use resources::set_limits;

#[cfg(not(unix))]
pub(crate) fn set_limits(_: &crate::Limits) -> std::io::Result<()> {
    Ok(())
}

/// What is left beside arithmetic over open files.
#[derive(Debug)]
pub(crate) enum Rights<'a> {
    /// Nothing at all.
    Nothing,
    /// Reading the system's fonts.
    Fonts,
    /// Becoming this program, which may read its libraries and the file on the standard input, and have threads.
    Become {
        /// The program, with an absolute path.
        program: &'a Path,
    },
}

/// No network, no other processes, no writing of what is not open; reading only what `rights` say.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(crate) fn give_up_rights(rights: &Rights<'_>) -> Result<(), String> {
    files::confine(rights)?;
    syscalls::confine(rights).map_err(|cause| cause.to_string())
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(crate) fn give_up_rights(_: &Rights<'_>) -> Result<(), String> {
    Ok(())
}

#[cfg(all(test, target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod tests;
