//! Is everything as it should be? Every file against what is remembered of it, and every record against the rules, beside a
//! running server too.

use crate::{
    App, Outcome,
    backup::{FileOfRow, Onlooker},
};
use blobs::{BlobKey, Checked};
use domain::{RequestId, RequestStatus, request::status_of};
use std::collections::{HashMap, HashSet};
use store::{
    Snapshot,
    backup::{self, KEPT, Reader, WITH_FILES},
    check::{self, RequestState},
    folders, uploads,
};

pub use store::check::Fault;

/// What was found.
#[derive(Debug, Clone)]
pub struct Checkup {
    /// How many files were read.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many requests were looked at.
    pub requests: u64,
    /// How many files there are that no record names. They take room and harm nobody.
    pub unnamed: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// How many of the faults are about what a file holds; the other ones are about records.
    pub about_files: u64,
}

/// Checks everything.
pub async fn check(app: &App, onlooker: &dyn Onlooker) -> Outcome<Checkup> {
    // Before the records: a file that comes in meanwhile is there before its row is.
    let stored = app.blobs.keys().await?;
    let snapshot = app.store.snapshot().await?;
    let mut faults = check::sound(&snapshot).await?;
    faults.extend(check::references(&snapshot).await?);
    faults.extend(check::rules(&snapshot).await?);
    faults.extend(check::live_grants(&snapshot, app.now()).await?);
    faults.extend(circles(&snapshot).await?);
    let requests = requests(&snapshot, &mut faults).await?;
    let files = files(&snapshot, &mut faults).await?;
    let on_their_way = uploads::files(&snapshot).await?;
    // From here on only files are read, which may take hours.
    drop(snapshot);
    onlooker.expects(files.iter().map(|file| file.size).sum());
    let about_records = faults.len();
    for file in &files {
        faults.extend(look_at(app, file).await?);
        onlooker.did(file.size);
    }
    let on_their_way = on_their_way.iter().filter_map(|key| key.parse().ok());
    let named: HashSet<BlobKey> = files.iter().map(|file| file.key).chain(on_their_way).collect();
    Ok(Checkup {
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.size).sum(),
        requests,
        unnamed: stored.iter().filter(|key| !named.contains(key)).count() as u64,
        about_files: (faults.len() - about_records) as u64,
        faults,
    })
}

/// The files that records name.
async fn files(snapshot: &Snapshot, faults: &mut Vec<Fault>) -> Outcome<Vec<FileOfRow>> {
    let mut files = Vec::new();
    for table in KEPT.iter().filter(|table| WITH_FILES.contains(&table.name)) {
        let mut reader = Reader::of(snapshot, table).await?;
        loop {
            let lines = reader.next(snapshot).await?;
            if lines.is_empty() {
                break;
            }
            for line in &lines {
                match FileOfRow::of(table, line) {
                    Some(Ok(file)) => files.push(file),
                    Some(Err(what)) => faults.push(Fault { table: table.name, id: table.name_of(line), what }),
                    None => {}
                }
            }
        }
    }
    Ok(files)
}

/// Reads a file and compares it with what is remembered.
async fn look_at(app: &App, file: &FileOfRow) -> Outcome<Option<Fault>> {
    let what = match app.blobs.check(file.key, file.size, file.sha256).await {
        Ok(Checked::Sound) => return Ok(None),
        // What was made from another file goes together with its row, when it is replaced.
        Ok(Checked::Missing) if !is_named(app, file).await? => return Ok(None),
        Ok(Checked::Missing) => format!("{} is missing", file.words()),
        Ok(Checked::WrongSize { found }) => {
            format!("{} has {found} bytes, and had {}", file.words(), file.size)
        }
        Ok(Checked::WrongContent) => format!("{} has other bytes than it had (SHA-256)", file.words()),
        Err(error) => format!("{} can't be read: {error}", file.words()),
    };
    Ok(Some(Fault { table: file.table, id: file.id.clone(), what }))
}

async fn is_named(app: &App, file: &FileOfRow) -> Outcome<bool> {
    Ok(backup::is_referred_to(&app.store, file.table, &file.key.to_string()).await?)
}

/// Requests whose state is not what their items add up to; how many there are.
async fn requests(snapshot: &Snapshot, faults: &mut Vec<Fault>) -> Outcome<u64> {
    let (mut after, mut count) = (RequestId(i64::MIN), 0);
    loop {
        let requests = check::request_states(snapshot, after).await?;
        let Some(last) = requests.last() else { return Ok(count) };
        after = last.id;
        count += requests.len() as u64;
        faults.extend(requests.iter().filter_map(misstated));
    }
}

fn misstated(request: &RequestState) -> Option<Fault> {
    let sum = status_of(request.items.iter().copied());
    let fits = match (request.status, sum) {
        (said, sum) if said == sum => !request.items.is_empty(),
        // What was approved stays so called while some of it is revoked.
        (RequestStatus::Approved | RequestStatus::PartiallyApproved, sum) => {
            matches!(sum, RequestStatus::Approved | RequestStatus::PartiallyApproved)
        }
        _ => false,
    };
    let what = match request.items.is_empty() {
        true => "it asks for nothing: its items are not there".to_owned(),
        false => format!("it is {}, and its items add up to {}", request.status.as_str(), sum.as_str()),
    };
    (!fits).then(|| Fault { table: "requests", id: request.id.to_string(), what })
}

/// Folders that lie in themselves, by however long a way.
async fn circles(snapshot: &Snapshot) -> Outcome<Vec<Fault>> {
    let folders = folders::list(snapshot).await?;
    let parents: HashMap<_, _> = folders.iter().map(|folder| (folder.id, folder.parent_id)).collect();
    let lies_in_itself = |id| {
        let mut above = parents.get(&id).copied().flatten();
        // A way up that is longer than there are folders comes by one of them twice.
        for _ in 0..parents.len() {
            match above {
                Some(folder) if folder == id => return true,
                Some(folder) => above = parents.get(&folder).copied().flatten(),
                None => return false,
            }
        }
        false
    };
    let circling = folders.iter().filter(|folder| lies_in_itself(folder.id));
    let fault = |folder: &folders::Folder| Fault {
        table: "folders",
        id: folder.id.to_string(),
        what: format!("{} lies in itself", folder.name),
    };
    Ok(circling.map(fault).collect())
}
