//! Films, where `ffmpeg` is: a frame, and containers that point elsewhere.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use preview::{Job, Kind, Previewer, Reason};

use crate::desk::{config, preview, preview_by, reason};
use crate::samples::assert_near;

/// What `ffmpeg` makes of these arguments; nothing where it is not installed, or cannot make this.
pub fn filmed(arguments: &str, name: &str) -> Option<Vec<u8>> {
    let program = preview::on_path("ffmpeg")?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    let made =
        Command::new(program).args("-v error -f lavfi".split(' ')).args(arguments.split(' ')).arg(&path).status();
    made.expect("ffmpeg starts").success().then(|| std::fs::read(&path).expect("a film"))
}

/// Three seconds that open in black and are red after half a second.
const OPENING: &str = "-i color=red:s=320x180:d=3:r=10,drawbox=t=fill:c=black:enable='lt(t,0.5)'";

#[test]
fn a_film_is_shown_by_a_frame_of_its_first_seconds() {
    for (name, codec) in [
        ("a.mp4", "-c:v mpeg4 -pix_fmt yuv420p"),
        ("a.mov", "-c:v mjpeg -pix_fmt yuvj420p"),
        ("a.mkv", "-c:v mpeg4"),
        ("a.webm", "-c:v libvpx -b:v 200k"),
        ("a.avi", "-c:v mpeg4"),
        ("a.ts", "-c:v mpeg2video"),
        ("a.mpg", "-c:v mpeg2video -r 25"),
        ("a.flv", "-c:v flv1"),
        ("a.ogv", "-c:v libtheora"),
        ("a.wmv", "-c:v wmv2"),
    ] {
        let Some(film) = filmed(&format!("{OPENING} {codec}"), name) else { continue };
        let seen =
            preview(&film, Job::new([160, 80]).at_most_half()).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert_eq!((seen.kind, seen.sizes()), (Kind::Video, vec![(160, 90), (80, 45)]), "{name}");
        assert_eq!((seen.facts.width, seen.facts.height, seen.facts.has_alpha), (320, 180, false), "{name}");
        let [r, g, b, _] = seen.pixel(80, 45);
        assert!(r > 200 && g < 60 && b < 60, "{name}: not red but {r}, {g}, {b}");
    }
}

#[test]
fn a_film_of_half_a_second_is_shown_by_its_first_frame() {
    let Some(film) = filmed("-i color=blue:s=64x48:d=0.5 -c:v mpeg4", "a.mp4") else { return };
    let seen = preview(&film, Job::new([64])).expect("a preview");
    assert_near(seen.pixel(32, 24), [0, 0, 254], "blue");
}

#[test]
fn a_still_in_avif_has_a_preview() {
    let Some(still) = filmed("-i color=red:s=128x64 -frames:v 1 -c:v libaom-av1 -still-picture 1", "a.avif") else {
        return;
    };
    let seen = preview(&still, Job::new([64])).expect("a preview");
    assert_eq!((seen.kind, seen.sizes()), (Kind::Avif, vec![(64, 32)]));
}

#[test]
fn sound_alone_keeps_its_icon() {
    for name in ["a.m4a", "a.ogg", "a.mka"] {
        let Some(sound) = filmed("-i sine=d=1", name) else { continue };
        assert_eq!(reason(&preview(&sound, Job::new([64]))), Reason::Unsupported, "{name}");
    }
}

#[test]
fn without_ffmpeg_a_film_keeps_its_icon() {
    let previewer = Previewer::new(preview::Config { ffmpeg: None, ..config() });
    let film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";
    assert_eq!(reason(&preview_by(&previewer, film, Job::new([64]))), Reason::Unsupported);
}

#[test]
fn a_program_that_is_no_ffmpeg_can_do_no_harm() {
    // Something that would write, if it could.
    let previewer = Previewer::new(preview::Config { ffmpeg: preview::on_path("touch"), ..config() });
    let film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";
    assert_eq!(reason(&preview_by(&previewer, film, Job::new([64]))), Reason::Unsupported);
    let previewer = Previewer::new(preview::Config { ffmpeg: Some("/no/such/ffmpeg".into()), ..config() });
    assert_eq!(reason(&preview_by(&previewer, film, Job::new([64]))), Reason::Unavailable);
}

#[test]
fn playlists_and_references_lead_nowhere() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let address = format!("http://{}/x.ts", listener.local_addr().expect("an address"));
    let playlist = format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n");
    let list = format!("ffconcat version 1.0\nfile {address}\nfile /etc/passwd\n");
    let dash = format!("<?xml version='1.0'?><MPD><Period><BaseURL>{address}</BaseURL></Period></MPD>");
    let sdp = "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n";
    for text in [&playlist, &list, &dash, sdp] {
        assert_eq!(reason(&preview(text.as_bytes(), Job::new([64]))), Reason::Unsupported, "{text}");
    }
    // The same behind the signature of a film: its reader is the film's, which finds nothing.
    for start in [&b"\0\0\0\x14ftypisom\0\0\0\0isom"[..], b"\x1a\x45\xdf\xa3", b"OggS\0", b"FLV\x01"] {
        let bytes = [start, playlist.as_bytes(), list.as_bytes()].concat();
        let outcome = preview(&bytes, Job::new([64]));
        assert_eq!(reason(&outcome), Reason::Unsupported, "{outcome:?}");
    }
    // A QuickTime film whose pictures lie in another file.
    if let Some(film) = filmed("-i color=red:s=64x48:d=2 -c:v mjpeg", "a.mov") {
        let dref = film.windows(8).position(|w| w == b"url \0\0\0\x01").expect("a reference to itself");
        let mut foreign = film.clone();
        foreign[dref + 7] = 0;
        if let Err(failure) = preview(&foreign, Job::new([64])) {
            assert!(!matches!(failure.reason, Reason::Unusable | Reason::Unavailable), "{failure}");
        }
    }
    assert!(listener.accept().is_err(), "somebody called");
}

#[test]
fn a_film_that_takes_too_long_is_ended() {
    let Some(film) = filmed("-i testsrc2=s=1920x1080:d=2:r=30 -c:v mpeg4 -g 600", "a.mp4") else { return };
    let mut config = config();
    config.limits.wall = Duration::from_millis(150);
    let outcome = preview_by(&Previewer::new(config), &film, Job::new([64]));
    assert_eq!(reason(&outcome), Reason::OutOfTime, "{outcome:?}");
}

#[test]
fn the_program_is_found_with_all_links_followed() {
    let shell = preview::on_path("sh").expect("every system has one");
    assert!(shell.is_absolute() && shell.is_file());
    assert_eq!(preview::on_path("no-such-program-anywhere"), None);
    assert_ne!(preview::on_path("."), Some(Path::new("/").to_path_buf()));
}
