//! Which files a path means: itself, or everything in it.

use std::{
    fs::{self, Metadata},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// A file to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// How long it is, in bytes, as far as is known before it is read.
    pub size: u64,
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, in the order of their names.
    pub files: Vec<Found>,
    /// What can't be imported, and why.
    pub faults: Vec<(PathBuf, String)>,
    /// What is passed over, and why.
    pub notes: Vec<String>,
    /// How many hidden files and folders were passed over.
    pub hidden: usize,
    /// The installation's own folders: importing the records into themselves helps nobody.
    own: Vec<Identity>,
}

/// A file or folder of this machine, by whatever name.
type Identity = (u64, u64);

fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

impl Walk {
    /// A walk that passes the installation's own folders over.
    pub fn beside(data: &Path, storage_url: &str) -> Self {
        let storage = storage_url.strip_prefix("file:").unwrap_or_default();
        let folders = [data, Path::new(storage.trim_start_matches("//"))];
        let own = folders.iter().filter_map(|folder| fs::metadata(folder).ok()).map(|metadata| identity(&metadata));
        Self { own: own.collect(), ..Self::default() }
    }

    /// Takes what somebody named, also where it is hidden.
    pub fn take(&mut self, path: &Path) {
        self.visit(path, &mut Vec::new());
    }

    /// `above` are the folders that the path lies in, as they are on the disk: a symbolic link may lead back to one.
    fn visit(&mut self, path: &Path, above: &mut Vec<Identity>) {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.fault(path, &error),
        };
        if metadata.is_file() {
            return self.files.push(Found { path: path.to_owned(), size: metadata.len() });
        }
        if !metadata.is_dir() {
            // Reading a pipe or a device might never end.
            return self.faults.push((path.to_owned(), "this is neither a file nor a folder".to_owned()));
        }
        let itself = identity(&metadata);
        if self.own.contains(&itself) {
            return self.notes.push(format!("passed over {}: the installation's own data", crate::out::path(path)));
        }
        if above.contains(&itself) {
            return self.notes.push(format!("passed over {}: it leads back to where it lies", crate::out::path(path)));
        }
        above.push(itself);
        match names(path) {
            Ok(names) => {
                for name in names {
                    if name.as_encoded_bytes().starts_with(b".") {
                        self.hidden += 1;
                    } else {
                        self.visit(&path.join(name), above);
                    }
                }
            }
            Err(error) => self.fault(path, &error),
        }
        above.pop();
    }

    fn fault(&mut self, path: &Path, error: &io::Error) {
        self.faults.push((path.to_owned(), error.to_string()));
    }
}

fn names(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_walk_ends_and_leaves_nothing_out_without_a_word() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for folder in ["in/b", "in/data", "in/.git"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["in/b/صورة 🌊.txt", "in/a.txt", "in/.hidden", "in/.git/config", "in/data/ajar.db"] {
            fs::write(at(file), "x").unwrap();
        }
        symlink(at("in"), at("in/b/again")).unwrap();
        symlink(at("nowhere"), at("in/dangling")).unwrap();
        symlink(at("in/a.txt"), at("in/link.txt")).unwrap();
        let mut walk = Walk::beside(&at("in/data"), "");
        walk.take(&at("in"));
        let files: Vec<&Path> = walk.files.iter().map(|found| found.path.as_path()).collect();
        assert_eq!(files, [at("in/a.txt"), at("in/b/صورة 🌊.txt"), at("in/link.txt")]);
        assert_eq!((walk.hidden, walk.notes.len(), walk.faults.len()), (2, 2, 1));
        walk.take(&at("in/.hidden"));
        assert_eq!(walk.files.len(), 4);
    }
}
