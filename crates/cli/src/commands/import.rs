//! `ajar import`: files and folders of this machine become assets.

mod tell;
mod walk;

use crate::{args::Import, config::Config, failure::Failure, out};
use app::{
    App,
    import_asset::{self, Destination},
};
use tell::Teller;
use walk::Walk;

/// Imports what was named. One file that fails does not keep the others out.
pub async fn run(config: &Config, app: &App, import: Import) -> Result<(), Failure> {
    if let Some(path) = import.paths.iter().find(|path| path.to_string_lossy().starts_with("s3://")) {
        let path = out::path(path);
        return Err(Failure::failed(format!("{path}: this version imports from files and folders only")));
    }
    let to = destination(app, &import).await?;
    let mut walk = Walk::beside(&config.data, &config.storage_url);
    for path in &import.paths {
        walk.take(path);
    }
    let mut teller = Teller::new(&walk, import.json);
    for (path, fault) in &walk.faults {
        teller.failed(path, fault);
    }
    for note in &walk.notes {
        teller.note(note);
    }
    for found in &walk.files {
        teller.begins(found);
        // The name as it is; what is no UTF-8 in it is replaced, since names go into ZIPs and headers.
        let name = found.path.file_name().unwrap_or(found.path.as_os_str()).to_string_lossy();
        match import_asset::import_file(app, &found.path, &name, None, to).await {
            Ok(imported) => teller.done(found, &imported)?,
            Err(refusal) => teller.failed(&found.path, &tell::reason(&refusal, &found.path)),
        }
    }
    teller.end(walk.hidden)
}

async fn destination(app: &App, import: &Import) -> Result<Destination, Failure> {
    let kit = match &import.kit {
        Some(slug) => Some(super::places::kit_of_slug(app, slug).await?),
        None => None,
    };
    let folder = match &import.folder {
        Some(path) => {
            let folder = import_asset::folder_of_path(app, path).await?;
            Some(folder.ok_or_else(|| Failure::usage(format!("--folder: {path} names no folder")))?)
        }
        None => None,
    };
    Ok(Destination { folder, kit })
}
