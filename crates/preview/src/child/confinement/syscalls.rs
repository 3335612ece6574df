//! Which system calls are left: those of arithmetic over open files. Everything not listed fails with `EPERM`:
//! sockets, other programs, threads, tracing, `io_uring`, and whatever future kernels bring.

use std::collections::BTreeMap;

use super::Rights;
use libc::{c_int, c_long};
use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

/// Always allowed: memory, time, what is already open, and an orderly end.
const PLAIN: &[c_long] = &[
    libc::SYS_brk,
    libc::SYS_clock_getres,
    libc::SYS_clock_gettime,
    libc::SYS_close,
    libc::SYS_dup,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_lseek,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_pread64,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_sigaltstack,
    libc::SYS_write,
    libc::SYS_writev,
];

/// Looking at names, for finding fonts.
const LOOKING: &[c_long] = &[
    libc::SYS_faccessat,
    libc::SYS_getcwd,
    libc::SYS_getdents64,
    libc::SYS_newfstatat,
    libc::SYS_readlinkat,
    libc::SYS_statx,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_access,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_lstat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_readlink,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_stat,
];

/// What loading a program and its libraries takes, and what threads of one's own need.
const LOADING: &[c_long] = &[
    libc::SYS_clock_nanosleep,
    // Refused as unknown by the other filter: its arguments lie where no filter can look.
    libc::SYS_clone3,
    libc::SYS_dup3,
    libc::SYS_execve,
    libc::SYS_faccessat2,
    libc::SYS_getegid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getppid,
    libc::SYS_getrusage,
    libc::SYS_getuid,
    libc::SYS_membarrier,
    libc::SYS_ppoll,
    libc::SYS_prlimit64,
    libc::SYS_pselect6,
    libc::SYS_rseq,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_arch_prctl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_dup2,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_select,
];

/// Any of these makes an opening one for writing.
const WRITING: c_int = libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND;

/// Installs the filter on every thread, together with "no new privileges".
pub(super) fn confine(rights: &Rights<'_>) -> Result<(), Error> {
    if matches!(rights, Rights::Become { .. }) {
        seccompiler::apply_filter_all_threads(&unknown(libc::SYS_clone3)?)?;
    }
    seccompiler::apply_filter_all_threads(&program(rights)?)
}

/// A call that this system is said not to know, so that whoever makes it falls back on an older one.
fn unknown(call: c_long) -> Result<BpfProgram, Error> {
    let rules = BTreeMap::from([(call, Vec::new())]);
    let missing = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    Ok(SeccompFilter::new(rules, SeccompAction::Allow, missing, architecture())?.try_into()?)
}

fn program(rights: &Rights<'_>) -> Result<BpfProgram, Error> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = PLAIN.iter().map(|call| (*call, Vec::new())).collect();
    // Aborting sends a signal to oneself; to nobody else.
    rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![equal(0, std::process::id())?])?]);
    // The standard library looks at files it has opened itself, with an empty name.
    rules.insert(libc::SYS_statx, Vec::new());
    if matches!(rights, Rights::Become { .. }) {
        // Libraries are mapped as programs, so what the file system gives is all that holds here.
        rules.insert(libc::SYS_mmap, Vec::new());
        rules.insert(libc::SYS_mprotect, Vec::new());
        rules.insert(libc::SYS_clone, with(0, libc::CLONE_THREAD)?);
        rules.extend(LOADING.iter().map(|call| (*call, Vec::new())));
    } else {
        rules.insert(libc::SYS_mmap, without(2, libc::PROT_EXEC)?);
        rules.insert(libc::SYS_mprotect, without(2, libc::PROT_EXEC)?);
    }
    if !matches!(rights, Rights::Nothing) {
        rules.extend(LOOKING.iter().map(|call| (*call, Vec::new())));
        rules.insert(libc::SYS_openat, without(2, WRITING)?);
        #[cfg(target_arch = "x86_64")]
        rules.insert(libc::SYS_open, without(1, WRITING)?);
    }
    let denied = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, denied, SeccompAction::Allow, architecture())?;
    Ok(filter.try_into()?)
}

/// Allowed as long as all of `bits` are set in the argument.
fn with(argument: u8, bits: c_int) -> Result<Vec<SeccompRule>, Error> {
    let mask = u64::from(bits.unsigned_abs());
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(mask), mask)?;
    Ok(vec![SeccompRule::new(vec![condition])?])
}

/// Allowed as long as none of `bits` is set in the argument.
fn without(argument: u8, bits: c_int) -> Result<Vec<SeccompRule>, Error> {
    let mask = u64::from(bits.unsigned_abs());
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(mask), 0)?;
    Ok(vec![SeccompRule::new(vec![condition])?])
}

fn equal(argument: u8, value: u32) -> Result<SeccompCondition, Error> {
    Ok(SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value.into())?)
}

const fn architecture() -> TargetArch {
    if cfg!(target_arch = "x86_64") { TargetArch::x86_64 } else { TargetArch::aarch64 }
}
