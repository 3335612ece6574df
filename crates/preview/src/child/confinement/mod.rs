//! What the child may no longer do. Limits hold on every Unix; rights are given up on Linux, where the kernel
//! offers it; other systems go on without.

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod files;
#[cfg(unix)]
mod resources;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod syscalls;

#[cfg(unix)]
pub(crate) use resources::set_limits;

#[cfg(not(unix))]
pub(crate) fn set_limits(_: &crate::Limits) -> std::io::Result<()> {
    Ok(())
}

/// No network, no other programs, no writing; reading only of fonts, and only if `fonts` are needed.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(crate) fn give_up_rights(fonts: bool) -> Result<(), String> {
    files::confine(fonts).map_err(|cause| cause.to_string())?;
    syscalls::confine(fonts).map_err(|cause| cause.to_string())
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(crate) fn give_up_rights(_: bool) -> Result<(), String> {
    Ok(())
}

#[cfg(all(test, target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod tests;
