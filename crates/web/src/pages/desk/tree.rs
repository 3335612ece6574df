//! The tree of folders as the pages of assets show it.

use crate::{
    Site,
    failure::Failure,
    views::desk::{Choice, FolderLine},
};
use app::{
    Viewer,
    edit_folder::{self, FolderView},
};
use domain::{FolderId, UserId};
use std::collections::{HashMap, HashSet};

/// The list of assets.
pub(super) const ASSETS: &str = "/admin/assets";

/// All folders, each after the one that it lies in.
pub(super) struct Folders {
    /// Each with how many folders it lies in.
    in_order: Vec<(FolderView, usize)>,
    names: HashMap<UserId, String>,
}

impl Folders {
    pub async fn of(site: &Site, viewer: &Viewer) -> Result<Self, Failure> {
        let all = edit_folder::list(&site.app, viewer).await?;
        let names = edit_folder::names(&site.app, viewer, &all).await?;
        Ok(Self { in_order: in_order(all), names })
    }

    pub fn find(&self, id: FolderId) -> Option<&FolderView> {
        self.in_order.iter().map(|(view, _)| view).find(|view| view.folder.id == id)
    }

    /// The folders that one lies in, outermost first, and itself.
    pub fn way_to(&self, id: FolderId) -> Vec<&FolderView> {
        let mut way = Vec::new();
        let mut here = self.find(id);
        while let Some(view) = here.filter(|_| way.len() <= self.in_order.len()) {
            way.push(view);
            here = view.folder.parent_id.and_then(|parent| self.find(parent));
        }
        way.reverse();
        way
    }

    /// Its name with those around it: `Press / 2026`.
    pub fn path(&self, id: Option<FolderId>) -> String {
        let way = id.map(|id| self.way_to(id)).unwrap_or_default();
        way.iter().map(|view| view.folder.name.as_str()).collect::<Vec<_>>().join(" / ")
    }

    /// A folder and all below it.
    pub fn below(&self, id: FolderId) -> Vec<FolderId> {
        let Some(at) = self.in_order.iter().position(|(view, _)| view.folder.id == id) else { return vec![id] };
        let depth = self.in_order[at].1;
        let inside = self.in_order[at + 1..].iter().take_while(|(_, inner)| *inner > depth);
        std::iter::once(id).chain(inside.map(|(view, _)| view.folder.id)).collect()
    }

    /// All of them to choose from, but for those below `without`.
    pub fn choices(&self, without: Option<FolderId>) -> Vec<Choice> {
        let left_out = without.map(|id| self.below(id)).unwrap_or_default();
        let ids = self.in_order.iter().map(|(view, _)| view.folder.id).filter(|id| !left_out.contains(id));
        ids.map(|id| Choice { id: id.to_string(), title: self.path(Some(id)) }).collect()
    }

    pub fn responsibles(&self, view: &FolderView) -> Vec<String> {
        view.responsibles.iter().filter_map(|id| self.names.get(id).cloned()).collect()
    }

    /// The lines of the tree; `address` makes the address of a folder.
    pub fn lines(
        &self,
        counts: &HashMap<FolderId, u64>,
        open: Option<FolderId>,
        address: impl Fn(FolderId) -> String,
    ) -> Vec<FolderLine> {
        let line = |(view, depth): &(FolderView, usize)| FolderLine {
            href: address(view.folder.id),
            name: view.folder.name.clone(),
            depth: *depth,
            count: counts.get(&view.folder.id).copied().unwrap_or(0),
            current: open == Some(view.folder.id),
            responsibles: self.responsibles(view),
        };
        self.in_order.iter().map(line).collect()
    }
}

/// Each folder after the one that it lies in, by name among those that lie in the same one.
fn in_order(all: Vec<FolderView>) -> Vec<(FolderView, usize)> {
    let known: HashSet<FolderId> = all.iter().map(|view| view.folder.id).collect();
    let mut inside: HashMap<Option<FolderId>, Vec<FolderView>> = HashMap::new();
    for view in all {
        let parent = view.folder.parent_id.filter(|parent| known.contains(parent));
        inside.entry(parent).or_default().push(view);
    }
    let mut ordered = Vec::new();
    let mut next: Vec<(FolderView, usize)> =
        inside.remove(&None).unwrap_or_default().into_iter().rev().map(|view| (view, 0)).collect();
    while let Some((view, depth)) = next.pop() {
        // Taken out as they are met: a loop among folders would end here.
        let children = inside.remove(&Some(view.folder.id)).unwrap_or_default();
        next.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        ordered.push((view, depth));
    }
    ordered
}
