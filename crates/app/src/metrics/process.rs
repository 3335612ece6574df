//! What the system says of this process, under the names that every exporter uses. Where there is no `/proc`, only when it
//! began is told.

use super::Exposition;
use domain::Timestamp;
use std::fs;

/// How many ticks of its clock the system counts a second; the same for all programs on Linux.
const TICKS: f64 = 100.0;

pub(super) fn write(text: &mut Exposition, since: Timestamp) {
    let mut gauge = |name: &str, help: &str, value: Option<u64>| {
        if let Some(value) = value {
            text.head(name, "gauge", help);
            text.sample(name, &[], value);
        }
    };
    let began = u64::try_from(since.seconds()).ok();
    gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", began);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    gauge("process_resident_memory_bytes", "Memory that the process holds.", kilobytes(&status, "VmRSS:"));
    gauge("process_virtual_memory_bytes", "Addresses that the process has taken.", kilobytes(&status, "VmSize:"));
    // One of them is the folder that is being read.
    let handles = fs::read_dir("/proc/self/fd").ok().map(|handles| handles.count().saturating_sub(1) as u64);
    gauge("process_open_fds", "Open files and connections.", handles);
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    gauge("process_max_fds", "How many files and connections may be open.", most_files(&limits));
    if let Some(ticks) = ticks(&fs::read_to_string("/proc/self/stat").unwrap_or_default()) {
        text.head("process_cpu_seconds_total", "counter", "Processor time, without that of children.");
        text.sample("process_cpu_seconds_total", &[], ticks as f64 / TICKS);
    }
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1_024)
}

fn most_files(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// In user mode and in the system, from a line that names the program in brackets, where it may have any.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let (user, system) = (fields.next()?, fields.next()?);
    user.parse::<u64>().ok()?.checked_add(system.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_writes_is_read() {
        assert_eq!(kilobytes("Name:\tajar\nVmRSS:\t    9876 kB\n", "VmRSS:"), Some(9_876 * 1_024));
        assert_eq!(kilobytes("Name:\tajar\n", "VmRSS:"), None);
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max open files            1024                 524288               files\n";
        assert_eq!(most_files(limits), Some(1_024));
        assert_eq!(most_files("Max open files            unlimited            unlimited            files\n"), None);
        let stat = "42 (a (jar) 7) S 1 42 42 0 -1 4194560 5000 0 0 0 123 45 0 0 20 0 9 0 100 1 1 18446744073709551615";
        assert_eq!(ticks(stat), Some(168));
    }
}
