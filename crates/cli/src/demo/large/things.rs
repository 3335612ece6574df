//! Files to fill a library with: small, each another one, and each really what its name says.

use super::dice::Dice;

/// A file to be an asset.
pub struct Thing {
    pub title: String,
    pub filename: String,
    /// The folder it lies in: which of [`folders`].
    pub folder: usize,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    pub description: String,
    pub credit: String,
    pub licence: String,
    pub tags: Vec<String>,
    /// As `2026-05-03`.
    pub made_on: String,
    /// Whether there is anything to see.
    pub has_pictures: bool,
}

const ROOMS: [&str; 6] = ["Photographs", "Exhibitions", "Research data", "Press office", "Sound archive", "Education"];
const SHELVES: [&str; 4] = ["Coast", "Harbours", "People", "Storms"];
const YEARS: std::ops::RangeInclusive<usize> = 2021..=2026;

/// The folders, as paths such as `Photographs/2024/Coast`.
pub fn folders() -> Vec<String> {
    let of_room = |room: &'static str| {
        YEARS.flat_map(move |year| SHELVES.iter().map(move |shelf| format!("{room}/{year}/{shelf}")))
    };
    ROOMS.into_iter().flat_map(of_room).collect()
}

const SUBJECTS: [(&str, &str); 24] = [
    ("Low tide", "low-tide"),
    ("High water mark", "high-water-mark"),
    ("The old lighthouse", "old-lighthouse"),
    ("Eelgrass meadow", "eelgrass-meadow"),
    ("Oyster beds", "oyster-beds"),
    ("Ferry landing", "ferry-landing"),
    ("Fog signal", "fog-signal"),
    ("Sluice gate", "sluice-gate"),
    ("Mussel poles", "mussel-poles"),
    ("Storm surge of ’62", "storm-surge-62"),
    ("Wading birds", "wading-birds"),
    ("Dike in winter", "dike-in-winter"),
    ("Salt works", "salt-works"),
    ("Harbour at night", "harbour-at-night"),
    ("Tide clock", "tide-clock"),
    ("Keeper’s log", "keepers-log"),
    ("Ebbe im Watt", "ebbe-im-watt"),
    ("Leuchtfeuer", "leuchtfeuer"),
    ("Marée basse", "maree-basse"),
    ("Le phare éteint", "phare-eteint"),
    ("Приплив", "pryplyv"),
    ("المدّ والجزر", "al-madd-wal-jazr"),
    ("潮だまり", "shiodamari"),
    ("潮汐表", "chaoxi-biao"),
];
const PLACES: [&str; 20] = [
    "Skerry Point",
    "North Pier",
    "Gull Island",
    "Wrack Bay",
    "the Long Sand",
    "Quayside",
    "St. Brendan’s",
    "the Narrows",
    "Holm",
    "Undertow Reach",
    "Kelp Rock",
    "the Outer Bank",
    "Sandholm",
    "Ness",
    "the Old Basin",
    "Wader Flats",
    "Spindrift Cove",
    "the Estuary",
    "Oyster Bank",
    "the Saltings",
];
const CREDITS: [&str; 6] =
    ["Museum of Low Water", "A. Keeper", "Tide Office", "K. Brodersen", "Estate of M. Whitby", "明子 田中"];
const LICENCES: [&str; 4] = ["CC BY 4.0", "For editorial use", "CC0 1.0", ""];

/// What kinds of files there are, and in how many of a hundred cases.
const KINDS: [(usize, Kind); 5] =
    [(20, Kind::Drawing), (25, Kind::Table), (30, Kind::Text), (10, Kind::Station), (15, Kind::Sound)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Drawing,
    Table,
    Text,
    Station,
    Sound,
}

impl Kind {
    fn roll(dice: &mut Dice) -> Self {
        let mut left = dice.below(100);
        for (share, kind) in KINDS {
            if left < share {
                return kind;
            }
            left -= share;
        }
        Kind::Text
    }

    /// The ending of its name, and what its bytes are, as an import would tell.
    fn ending(self) -> (&'static str, &'static str) {
        match self {
            Kind::Drawing => ("svg", "image/svg+xml"),
            Kind::Table => ("csv", "text/csv"),
            Kind::Text => ("txt", "text/plain"),
            Kind::Station => ("json", "application/json"),
            Kind::Sound => ("wav", "audio/wav"),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Kind::Drawing => "drawing",
            Kind::Table => "tide table",
            Kind::Text => "caption",
            Kind::Station => "station",
            Kind::Sound => "sound",
        }
    }

    fn bytes(self, number: usize, title: &str, dice: &mut Dice) -> Vec<u8> {
        match self {
            Kind::Drawing => drawing(number, dice).into_bytes(),
            Kind::Table => table(number, dice).into_bytes(),
            Kind::Text => caption(number, title, dice).into_bytes(),
            Kind::Station => station(number, title, dice).into_bytes(),
            Kind::Sound => sound(number, dice),
        }
    }
}

/// The thing of this number.
pub fn thing(number: usize, folders: usize, dice: &mut Dice) -> Thing {
    let kind = Kind::roll(dice);
    let ((subject, slug), place) = (dice.one_of(&SUBJECTS), dice.one_of(&PLACES));
    let title = format!("{subject}, {place} {number}");
    let (ending, content_type) = kind.ending();
    let (year, month, day) = (2021 + dice.below(5), 1 + dice.below(12), 1 + dice.below(28));
    Thing {
        filename: format!("{slug}-{number:05}.{ending}"),
        folder: dice.below(folders),
        content_type,
        bytes: kind.bytes(number, &title, dice),
        description: if dice.percent(60) { format!("{subject}: seen from {place}, {year}.") } else { String::new() },
        credit: dice.one_of(&CREDITS).to_owned(),
        licence: dice.one_of(&LICENCES).to_owned(),
        tags: vec![slug.to_owned(), kind.word().to_owned(), year.to_string()],
        made_on: format!("{year}-{month:02}-{day:02}"),
        has_pictures: kind == Kind::Drawing,
        title,
    }
}

/// A coast of some layers under a sun. No two have the same number.
fn drawing(number: usize, dice: &mut Dice) -> String {
    let (width, height) = dice.one_of(&[(640, 420), (480, 640), (600, 600), (720, 360)]);
    let sky = dice.one_of(&["#dfe9ee", "#f3e3d3", "#1d2b3a", "#cfd8cf", "#f6efe2"]);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
         <title>{number}</title><rect width=\"{width}\" height=\"{height}\" fill=\"{sky}\"/>"
    );
    let (x, y, r) = (60 + dice.below(width - 120), 60 + dice.below(height / 3), 18 + dice.below(40));
    text += &format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"#e8b04a\"/>");
    for layer in 0..4 {
        let top = height / 3 + layer * height / 6 + dice.below(height / 12);
        let (one, other) = (dice.below(80), dice.below(80));
        let [red, green, blue] = [20, 60, 80].map(|base| base + layer * 20 + dice.below(40));
        text += &format!(
            "<path d=\"M0 {top} C{} {} {} {} {width} {top} V{height} H0 Z\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/>",
            width / 3,
            top.saturating_sub(one),
            width * 2 / 3,
            top + other,
        );
    }
    text + "</svg>\n"
}

/// High and low water of some weeks.
fn table(number: usize, dice: &mut Dice) -> String {
    let mut text = format!("station,day,high water,low water\r\n# table {number},,,\r\n");
    for day in 1..=(20 + dice.below(100)) {
        let (hour, minute, metres) = (dice.below(12), dice.below(60), 200 + dice.below(250));
        let low = (hour + 6) % 24;
        text += &format!(
            "{:03},{day},{hour:02}:{minute:02} {}.{:02} m,{low:02}:{minute:02} 0.{:02} m\r\n",
            number % 1_000,
            metres / 100,
            metres % 100,
            dice.below(100),
        );
    }
    text
}

const SENTENCES: [&str; 8] = [
    "The water goes out twice a day and leaves everything where it was.",
    "Taken on the morning after the storm, from the end of the pier.",
    "Die Aufnahme zeigt das Watt bei Niedrigwasser, im Hintergrund die alte Bake.",
    "La marée descendait encore quand la photographie a été prise.",
    "Фото зроблено з дамби під час відпливу.",
    "التُقطت الصورة من الرصيف القديم عند انحسار الماء.",
    "満潮の一時間前に桟橋から撮影。",
    "Please name the museum and the photographer wherever this appears.",
];

fn caption(number: usize, title: &str, dice: &mut Dice) -> String {
    let mut text = format!("{title}\n\nInventory number {number:06}\n\n");
    for _ in 0..(2 + dice.below(20)) {
        text += dice.one_of(&SENTENCES);
        text.push('\n');
    }
    text
}

fn station(number: usize, title: &str, dice: &mut Dice) -> String {
    let levels: Vec<usize> = (0..(10 + dice.below(60))).map(|_| dice.below(480)).collect();
    let (latitude, longitude) = (53_000 + dice.below(2_000), 6_000 + dice.below(3_000));
    format!(
        "{}\n",
        serde_json::json!({
            "station": number,
            "name": title,
            "latitude": latitude as f64 / 1_000.0,
            "longitude": longitude as f64 / 1_000.0,
            "levels": levels,
        })
    )
}

/// A fog signal: a fraction of a second of a square wave, eight bits, eight thousand samples a second.
fn sound(number: usize, dice: &mut Dice) -> Vec<u8> {
    let samples = 800 + dice.below(1_600);
    let (period, length) = (20 + dice.below(80), 36 + samples as u32);
    let mut bytes = Vec::with_capacity(samples + 44);
    bytes.extend(b"RIFF");
    bytes.extend(length.to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    // Sixteen bytes of format: PCM, one channel, the rate twice, one byte a sample, eight bits.
    for part in [16_u32, 0x0001_0001, 8_000, 8_000, 0x0008_0001] {
        bytes.extend(part.to_le_bytes());
    }
    bytes.extend(b"data");
    bytes.extend((samples as u32).to_le_bytes());
    // Silence of a few samples that count: no two sounds are the same.
    bytes.extend((number as u32).to_le_bytes());
    bytes.extend((4..samples).map(|sample| if sample % period < period / 2 { 0xa0 } else { 0x60 }));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use preview::Kind as Sniffed;
    use std::collections::HashSet;

    #[test]
    fn each_file_is_another_one_and_what_its_name_says() {
        let (mut dice, mut seen) = (Dice::new(1), HashSet::new());
        for number in 0..500 {
            let thing = thing(number, 7, &mut dice);
            let sniffed = Sniffed::sniff(&thing.bytes);
            assert_eq!(sniffed.is_some(), thing.has_pictures, "{}", thing.filename);
            match sniffed {
                Some(kind) => assert_eq!(kind.media_type(&thing.bytes), Some(thing.content_type)),
                None => assert_ne!(thing.content_type, "image/svg+xml"),
            }
            assert!(thing.folder < 7);
            assert!(seen.insert(thing.bytes), "{}", thing.filename);
        }
    }

    #[test]
    fn a_sound_says_how_long_it_is() {
        let bytes = sound(70_000, &mut Dice::new(2));
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((number(4), number(40)), (bytes.len() - 8, bytes.len() - 44));
        assert_eq!((&bytes[36..40], number(16), number(24)), (&b"data"[..], 16, 8_000));
    }

    #[test]
    fn the_tree_of_folders_is_one_that_a_page_can_show() {
        let folders = folders();
        assert_eq!(folders.len(), 144);
        assert_eq!(folders[0], "Photographs/2021/Coast");
    }
}
