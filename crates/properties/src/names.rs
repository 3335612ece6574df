//! Names of files, on their way out and in.

use crate::text;
use delivery::{
    disposition::attachment,
    names::{LONGEST_SEGMENT, Wish, paths as named, portable},
};
use std::collections::HashSet;

/// Whether a name is one segment that stays in its folder, and shows nothing that is not there.
fn stays_in_its_folder(name: &str) {
    assert!(!matches!(name, "" | "." | ".."), "{name:?}");
    let is_wrong =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!name.contains(is_wrong), "{name:?}");
}

/// A name: the header that has it saved holds no other one, nor another header, and says what it says again when it is made
/// of what it says.
pub fn dispositions(bytes: &[u8]) {
    let name = text(bytes);
    let header = attachment(&name);
    let said = header.to_str().expect("visible ASCII");
    assert!(said.starts_with("attachment; filename=\"") && said.matches('"').count() == 2, "{said}");
    let read = wire::disposition::filename(said).expect("a name");
    stays_in_its_folder(&read);
    assert_eq!(attachment(&read), header);

    // What a program sends is read, whatever it is; it becomes a name only by way of `portable`.
    if let Some(read) = wire::disposition::filename(&name) {
        assert!(!read.trim().is_empty());
        stays_in_its_folder(&portable(&read));
    }
    if !name.trim().is_empty() {
        let quoted = format!("attachment; filename=\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        assert_eq!(wire::disposition::filename(&quoted).as_deref(), Some(&*name), "{quoted}");
    }
}

/// Lines, each the path of a file with tabs between folders: every path has a name of its own, also where case does not
/// count, and leads nowhere but into the folders above it.
pub fn paths(bytes: &[u8]) {
    let text = text(bytes);
    let wish = |line: &str| {
        let mut folders: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let name = folders.pop().unwrap_or_default();
        Wish { folders, name }
    };
    let wishes: Vec<Wish> = text.split('\n').take(200).map(wish).collect();
    let given = named(&wishes);
    assert_eq!(given.len(), wishes.len());
    let (mut files, mut folders) = (HashSet::new(), HashSet::new());
    for (path, wish) in given.iter().zip(&wishes) {
        let deep = wish.folders.iter().filter(|folder| !folder.trim().is_empty()).count();
        assert_eq!(path.split('/').count(), deep + 1, "{path:?}");
        for segment in path.split('/') {
            stays_in_its_folder(segment);
            assert!(segment.len() <= LONGEST_SEGMENT, "{segment:?}");
            assert_eq!(portable(segment), segment, "{path:?}");
        }
        assert!(files.insert(path.to_lowercase()), "{path:?} stands there twice");
        let ends = path.match_indices('/').map(|(end, _)| path[..end].to_lowercase());
        folders.extend(ends);
    }
    assert!(files.is_disjoint(&folders), "a file is called like a folder: {given:?}");
}
