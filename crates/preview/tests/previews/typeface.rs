//! A typeface made on the spot: every letter is a box.

/// TrueType with a box for each of these letters, all below U+10000.
pub fn typeface(letters: &str) -> Vec<u8> {
    let mut codes: Vec<u16> =
        letters.chars().map(|c| u16::try_from(u32::from(c)).expect("a letter of the first plane")).collect();
    codes.sort_unstable();
    codes.dedup();
    let glyphs = codes.len() as u16 + 1;
    // One contour of four corners: 100,0 – 100,700 – 500,700 – 500,0.
    let mut outline = be(&[1, 100, 0, 500, 700, 3, 0]);
    outline.extend([1, 1, 1, 1]);
    outline.extend(be(&[100, 0, 400, 0, 0, 700, 0, (-700_i16) as u16]));
    outline.extend([0, 0]);
    let length = outline.len() as u16;
    assert_eq!(length % 2, 0);
    let glyf: Vec<u8> = outline.repeat(codes.len());
    let loca: Vec<u16> = std::iter::once(0).chain((0..glyphs).map(|n| n * length / 2)).collect();
    let head = be(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 600, 700, 0, 8, 2, 0, 0]);
    let hhea = be(&[1, 0, 800, (-200_i16) as u16, 0, 600, 0, 0, 600, 1, 0, 0, 0, 0, 0, 0, 0, glyphs]);
    let maxp = be(&[1, 0, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let hmtx: Vec<u16> = (0..glyphs).flat_map(|_| [600, 100]).collect();
    tables(&[
        (b"cmap", cmap(&codes)),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", be(&hmtx)),
        (b"loca", be(&loca)),
        (b"maxp", maxp),
    ])
}

fn be(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// Format 4, a segment for each letter.
fn cmap(codes: &[u16]) -> Vec<u8> {
    let mut ends = codes.to_vec();
    ends.push(0xffff);
    let deltas: Vec<u16> =
        (1..).zip(codes).map(|(glyph, code): (u16, &u16)| glyph.wrapping_sub(*code)).chain([1]).collect();
    let segments = ends.len() as u16;
    let mut table = vec![4, 16 + segments * 8, 0, segments * 2, 0, 0, 0];
    table.extend(&ends);
    table.push(0);
    table.extend(&ends);
    table.extend(&deltas);
    table.extend(vec![0; ends.len()]);
    [be(&[0, 1, 3, 1, 0, 12]), be(&table)].concat()
}

fn tables(list: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = be(&[1, 0, list.len() as u16, 0, 0, 0]);
    let mut at = 12 + 16 * list.len();
    for (tag, data) in list {
        file.extend(*tag);
        file.extend([0; 4]);
        file.extend((at as u32).to_be_bytes());
        file.extend((data.len() as u32).to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in list {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// Tag and bytes of each table.
fn read(font: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    let entry = |n: usize| {
        let at = 12 + 16 * n;
        (font[at..at + 4].try_into().expect("four bytes"), &font[word(at + 8)..word(at + 8) + word(at + 12)])
    };
    (0..usize::from(u16::from_be_bytes([font[4], font[5]]))).map(entry).collect()
}

/// The same in WOFF, its tables not compressed.
pub fn woff(font: &[u8]) -> Vec<u8> {
    let tables = read(font);
    let mut at = 44 + 20 * tables.len();
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for (tag, bytes) in &tables {
        let length = (bytes.len() as u32).to_be_bytes();
        directory.extend([&tag[..], &(at as u32).to_be_bytes(), &length, &length, &[0; 4]].concat());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
        at = 44 + 20 * tables.len() + data.len();
    }
    let whole = (44 + directory.len() + data.len()) as u32;
    let mut file = [&b"wOFF\0\x01\0\0"[..], &whole.to_be_bytes(), &be(&[tables.len() as u16, 0])].concat();
    file.extend((font.len() as u32).to_be_bytes());
    file.resize(44, 0);
    [file, directory, data].concat()
}

/// The same in WOFF2: nothing transformed, and stored in Brotli as it is.
pub fn woff2(font: &[u8]) -> Vec<u8> {
    let tables = read(font);
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for (tag, bytes) in &tables {
        // Every tag written out; version 3 of outlines and their places means as they are.
        let version = if [*b"glyf", *b"loca"].contains(tag) { 0xc0 } else { 0 };
        directory.push(version | 0x3f);
        directory.extend(tag);
        directory.extend(base_128(bytes.len()));
        data.extend_from_slice(bytes);
    }
    assert!(data.len() <= 1 << 16);
    // Window, then one block: not the last, four nibbles of length, as it is; then one that is last and empty.
    let head = ((data.len() as u32 - 1) << 4) | 1 << 20;
    let stored = [&head.to_le_bytes()[..3], &data, &[3]].concat();
    let mut file = [&b"wOF2\0\x01\0\0"[..], &[0; 4], &be(&[tables.len() as u16, 0])].concat();
    file.extend((font.len() as u32).to_be_bytes());
    file.extend((stored.len() as u32).to_be_bytes());
    file.resize(48, 0);
    file.extend(directory);
    file.extend(stored);
    file.resize(file.len().next_multiple_of(4), 0);
    let whole = (file.len() as u32).to_be_bytes();
    file[8..12].copy_from_slice(&whole);
    file
}

fn base_128(number: usize) -> Vec<u8> {
    let mut bytes = vec![(number & 0x7f) as u8];
    let mut rest = number >> 7;
    while rest > 0 {
        bytes.insert(0, (rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes
}
