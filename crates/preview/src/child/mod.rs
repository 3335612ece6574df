//! The child's side: gives up its rights first, reads the stranger's file afterwards.
//!
//! It is started with the file on its standard input, the order as its last argument, an empty environment and the
//! folder for pictures as its working directory. It opens the pictures' files while it still may; from then on it
//! can read what is open, write what is open, and nothing else. Drawings with text also need the system's fonts. A child
//! that is to cut a frame out of a film becomes `ffmpeg`, which then can read its libraries and the one file, and start
//! nothing.

mod confinement;
mod film;

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::process::ExitCode;

use crate::answer::{Answer, Told, slot_name};
use crate::job::{Order, Task};
use crate::{Failure, Kind, Reason, render};
use confinement::Rights;

/// The entry of the child, for the hidden sub-command that [`Config::args`](crate::Config) names.
///
/// Call it before any thread is started and before anything secret is read: rights are given up here. It takes the
/// order from the last argument of the process, whatever stands before it.
pub fn main() -> ExitCode {
    let answer = match run(std::env::args_os().next_back()) {
        Ok(told) => Answer::Made(told),
        Err(failure) => Answer::Failed(failure),
    };
    let written = serde_json::to_vec(&answer).map(|json| {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(&json).and_then(|()| stdout.flush())
    });
    if matches!(written, Ok(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(argument: Option<OsString>) -> Result<Told, Failure> {
    let order: Order = argument
        .as_ref()
        .and_then(|order| order.to_str())
        .and_then(|order| serde_json::from_str(order).ok())
        .ok_or_else(|| Failure::unavailable("this command is for the program's own use", "no order given"))?;
    confinement::set_limits(&order.limits).map_err(|cause| Failure::unavailable("setting limits", cause))?;
    let mut pictures = open_slots(order.task.slots())?;
    if let Task::Frame(frame) = &order.task {
        return Err(film::become_ffmpeg(frame, pictures.pop(), &order.limits));
    }
    let mut input = input().map_err(|cause| Failure::unavailable("opening the file", cause))?;
    let kind = sniff(&mut input).map_err(|cause| Failure::unavailable("reading the file", cause))?;
    let kind = kind.ok_or_else(|| Failure::new(Reason::Unsupported, "no kind that has previews"))?;
    let left = if needs_fonts(kind, &order.task) { Rights::Fonts } else { Rights::Nothing };
    confinement::give_up_rights(&left).map_err(|cause| Failure::unavailable("giving up rights", cause))?;
    render::render(kind, input, &order, |slot, bytes| {
        let file = pictures.get_mut(slot).ok_or_else(|| Failure::damaged("more pictures than asked for"))?;
        file.write_all(bytes).map_err(|cause| Failure::unavailable("writing a picture", cause))
    })
}

/// Whether letters have to be set in the system's typefaces. Documents and typefaces bring their own.
fn needs_fonts(kind: Kind, task: &Task) -> bool {
    kind == Kind::Svg || matches!(task, Task::Mark(_))
}

/// The files for pictures, opened while that is still possible.
fn open_slots(slots: usize) -> Result<Vec<File>, Failure> {
    let open = |slot| File::create_new(slot_name(slot));
    (0..slots).map(open).collect::<Result<_, _>>().map_err(|cause| Failure::unavailable("creating a picture", cause))
}

/// The standard input as the file it is: decoders jump about in it.
#[cfg(unix)]
fn input() -> std::io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(std::io::stdin().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn input() -> std::io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(std::io::stdin().as_handle().try_clone_to_owned()?))
}

fn sniff(input: &mut File) -> std::io::Result<Option<Kind>> {
    let mut start = Vec::new();
    input.take(Kind::SNIFF_LEN as u64).read_to_end(&mut start)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(Kind::sniff(&start))
}
