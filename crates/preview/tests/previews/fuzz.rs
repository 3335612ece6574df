//! A thousand files, each broken in another way, the same ones every time.

use std::net::TcpListener;
use std::time::Duration;

use image::{DynamicImage, ImageFormat};
use nix::sys::resource::{UsageWho, getrusage};
use preview::{Failure, Job, Previewer, Reason};

use crate::desk::{block_on, config};
use crate::films::filmed;
use crate::samples::{disc, encoded, exif, jpeg, pdf, quarters, svg};
use crate::typeface::{typeface, woff, woff2};

/// A small generator (xorshift), so that a failure can be repeated from its number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn break_it(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = [0, 0x7f, 0x80, 0xff][dice.below(4)],
            2 => bytes.truncate(at.max(12)),
            3 => drop(bytes.drain(at..(at + dice.below(32)).min(bytes.len()))),
            4 => {
                let piece = bytes[at..(at + 16).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            // Lengths and dimensions stand at the beginning.
            _ => {
                let early = dice.below(bytes.len().min(64));
                bytes[early] = dice.below(256) as u8;
            }
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
}

/// A sound file of each kind, small enough to be broken in many ways.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let image = DynamicImage::from(quarters(90, 60));
    let shapes = "<defs><linearGradient id='g'><stop stop-color='red'/></linearGradient></defs>\
                  <g transform='rotate(3)'><path d='M1 1 C 5 5 9 2 30 30z' fill='url(#g)'/></g>";
    let letters = typeface("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    let page = "BT /F 40 Tf 10 20 Td (Ajar) Tj ET q 1 0 0 RG 3 w 10 10 m 90 90 l S Q /X Do";
    let document = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        &format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>\nstream\nabcd\nendstream",
    ]);
    vec![
        ("JPEG", jpeg(&quarters(90, 60), |encoder| encoder.add_app_segment(1, &exif(6)).expect("room for Exif"))),
        ("progressive JPEG", jpeg(&quarters(90, 60), |encoder| encoder.set_progressive(true))),
        ("PNG", encoded(disc([9, 9, 9], 60), ImageFormat::Png)),
        ("GIF", encoded(image.to_rgba8(), ImageFormat::Gif)),
        ("WebP", encoded(disc([9, 9, 9], 60), ImageFormat::WebP)),
        ("TIFF", encoded(image.to_rgb8(), ImageFormat::Tiff)),
        ("SVG", svg("viewBox='0 0 30 30'", shapes)),
        ("PDF", document),
        ("WOFF", woff(&letters)),
        ("WOFF2", woff2(&letters)),
        ("typeface", letters),
    ]
}

/// Short films in two containers, where they can be made.
fn films() -> Vec<(&'static str, Vec<u8>)> {
    let film = |name, codec: &str| Some((name, filmed(&format!("-i testsrc=s=64x48:d=2:r=5 -c:v {codec}"), name)?));
    [film("a.mp4", "mpeg4"), film("a.mkv", "mpeg4")].into_iter().flatten().collect()
}

const FILES: usize = 1_000;
/// A film takes two programs to look at, so fewer of them are broken.
const FILMS: usize = 60;

#[test]
fn a_thousand_broken_files_get_an_answer_or_a_failure() {
    let mut config = config();
    config.limits.memory = 640 << 20;
    config.limits.cpu = Duration::from_secs(5);
    config.parallel = 3;
    let memory = config.limits.memory;
    let previewer = Previewer::new(config);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (seeds, films) = (seeds(), films());
    let mut broken = Vec::with_capacity(FILES);
    for number in 0..FILES {
        let of_film = number < FILMS && !films.is_empty();
        let (kind, seed) = if of_film { &films[number % films.len()] } else { &seeds[number % seeds.len()] };
        let mut bytes = seed.clone();
        break_it(&mut bytes, &mut dice);
        broken.push((*kind, bytes));
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let outcomes = all_at_once(&previewer, broken);
    let (mut answers, mut failures) = (0, 0);
    for (number, (kind, outcome)) in outcomes.iter().enumerate() {
        match outcome {
            Ok(()) => answers += 1,
            // A child that stays within its limits and is believed; a panic in a decoder is `Crashed`, which the
            // parent survives too.
            Err(failure) => {
                let harmless = !matches!(failure.reason, Reason::Unusable | Reason::Unavailable);
                assert!(harmless, "file {number}, {kind}: {failure}");
                failures += 1;
            }
        }
    }
    assert_eq!(outcomes.len(), FILES);
    assert!(answers > 100 && failures > 100, "{answers} answers and {failures} failures: the fuzzer breaks too little");
    assert!(listener.accept().is_err(), "somebody called");
    // In kibibytes: the most that any of the children ever held.
    let most = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts").max_rss();
    assert!(most > 0 && most as u64 <= memory / 1024, "a child held {most} KiB");
}

/// Every file on its own, as many at once as the previewer has places.
fn all_at_once(previewer: &Previewer, files: Vec<(&'static str, Vec<u8>)>) -> Vec<(&'static str, Result<(), Failure>)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for (number, (kind, bytes)) in files.into_iter().enumerate() {
            let (previewer, place) = (previewer.clone(), folder.path().join(number.to_string()));
            tasks.spawn(async move {
                std::fs::create_dir(&place).expect("room for a folder");
                let input = place.join("asset.bin");
                std::fs::write(&input, bytes).expect("room for a sample");
                let outcome = previewer.make(&input, &place, Job::new([48, 24])).await;
                std::fs::remove_dir_all(&place).expect("a folder goes");
                (number, kind, outcome.map(drop))
            });
        }
        let mut outcomes = tasks.join_all().await;
        outcomes.sort_by_key(|(number, ..)| *number);
        outcomes.into_iter().map(|(_, kind, outcome)| (kind, outcome)).collect()
    })
}
