//! Cutting a frame: the child gives up its rights and becomes `ffmpeg`.

use std::fs::File;

use crate::job::Frame;
use crate::{Failure, Limits};

/// The one file there is to read, under a name that `ffmpeg` can seek in (its pipes cannot).
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
const INPUT: &str = "file:/proc/self/fd/0";

/// Comes back only where it could not.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn become_ffmpeg(frame: &Frame, out: Option<File>, limits: &Limits) -> Failure {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::confinement::{Rights, give_up_rights};

    let Some(out) = out else { return Failure::unavailable("cutting a frame", "no file to write it into") };
    // Past this point nothing can be said any more: the standard output becomes the frame.
    if !frame.ffmpeg.is_file() {
        return Failure::unavailable("starting ffmpeg", "it is not there any more");
    }
    if let Err(cause) = give_up_rights(&Rights::Become { program: &frame.ffmpeg }) {
        return Failure::unavailable("giving up rights", cause);
    }
    let cause = Command::new(&frame.ffmpeg).args(arguments(frame, limits)).stdout(out).exec();
    Failure::unavailable("starting ffmpeg", cause)
}

/// Where it cannot be confined it is not started.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn become_ffmpeg(_: &Frame, _: Option<File>, _: &Limits) -> Failure {
    Failure::new(crate::Reason::Unsupported, "films are read where ffmpeg can be confined")
}

/// One reader, chosen from the bytes; no protocol but files, and those that a film refers to are not opened either.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn arguments(frame: &Frame, limits: &Limits) -> Vec<String> {
    let (at, pixels) = (frame.at.to_string(), limits.pixels.to_string());
    let mut arguments: Vec<&str> = "-nostdin -hide_banner -v error -filter_threads 1".split(' ').collect();
    arguments.extend(["-protocol_whitelist", "file,pipe", "-threads", "1", "-max_pixels", &pixels]);
    arguments.extend(["-f", frame.container.demuxer()]);
    if frame.container.demuxer() == "mov" {
        arguments.extend(["-enable_drefs", "0", "-use_absolute_path", "0"]);
    }
    arguments.extend(["-ss", &at, "-i", INPUT, "-map", "0:v:0", "-frames:v", "1"]);
    // Pixels that are not square become so; what says that they are a hundred times as wide as high does not count.
    arguments.extend(["-vf", "scale=w=trunc(iw*clip(sar\\,0.5\\,2)):h=ih,setsar=1"]);
    arguments.extend(["-threads", "1", "-pix_fmt", "rgba", "-c:v", "png", "-f", "image2pipe", "pipe:1"]);
    arguments.into_iter().map(str::to_owned).collect()
}
