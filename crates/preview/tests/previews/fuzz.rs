//! Three hundred files, each broken in another way, the same ones every time.

use image::{DynamicImage, ImageFormat};
use preview::{Job, Reason};

use crate::desk::{preview_by, with_limits};
use crate::samples::{disc, encoded, exif, jpeg, quarters, svg};

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

#[test]
fn three_hundred_broken_files_get_an_answer_or_a_failure() {
    let image = DynamicImage::from(quarters(90, 60));
    let shapes = "<defs><linearGradient id='g'><stop stop-color='red'/></linearGradient></defs>\
                  <g transform='rotate(3)'><path d='M1 1 C 5 5 9 2 30 30z' fill='url(#g)'/></g>";
    let seeds = [
        jpeg(&quarters(90, 60), |encoder| encoder.add_app_segment(1, &exif(6)).expect("room for Exif")),
        jpeg(&quarters(90, 60), |encoder| encoder.set_progressive(true)),
        encoded(disc([9, 9, 9], 60), ImageFormat::Png),
        encoded(image.to_rgba8(), ImageFormat::Gif),
        encoded(disc([9, 9, 9], 60), ImageFormat::WebP),
        svg("viewBox='0 0 30 30'", shapes),
    ];
    let previewer = with_limits(|limits| limits.memory = 512 << 20);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut answers, mut failures) = (0, 0);
    for number in 0..300 {
        let mut bytes = seeds[number % seeds.len()].clone();
        break_it(&mut bytes, &mut dice);
        match preview_by(&previewer, &bytes, Job::new([48, 24])) {
            Ok(_) => answers += 1,
            // A child that stays within its limits and is believed; a panic in a decoder would be `Crashed`, which
            // the parent survives too.
            Err(failure) => {
                let harmless = !matches!(failure.reason, Reason::Unusable | Reason::Unavailable | Reason::OutOfTime);
                assert!(harmless, "file {number}: {failure}");
                failures += 1;
            }
        }
    }
    assert!(answers > 30 && failures > 30, "{answers} answers and {failures} failures: the fuzzer breaks too little");
}
