//! Which files can still be opened: fonts, what a program needs, or none. Kernels without Landlock (before 5.13) leave
//! this to the filter of system calls, which tells reading from writing but not one file from another.

use std::io;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, PathBeneath, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr,
    RulesetError, path_beneath_rules,
};

use super::Rights;

/// Where systems keep fonts and what they say about them.
const FONTS: [&str; 5] = ["/usr/share", "/usr/local/share", "/etc/fonts", "/nix/store", "/run/current-system/sw/share"];
/// Where they keep what programs load.
const LIBRARIES: [&str; 7] =
    ["/usr", "/lib", "/lib64", "/nix/store", "/run/current-system/sw", "/etc/ld.so.cache", "/etc/ld.so.conf"];
/// What starts a program that has libraries.
const LOADERS: [&str; 5] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
    "/nix/store",
];

const LATEST: ABI = ABI::V5;

/// Closes the file system and the network, as far as this kernel can.
pub(super) fn confine(rights: &Rights<'_>) -> Result<(), String> {
    let rules = match rights {
        Rights::Nothing => closed(),
        Rights::Fonts => {
            closed().and_then(|rules| below(rules, &FONTS, AccessFs::from_read(LATEST) & !AccessFs::Execute))
        }
        Rights::Become { program } => closed()
            .and_then(|rules| below(rules, &LIBRARIES, AccessFs::from_read(LATEST) & !AccessFs::Execute))
            .and_then(|rules| below(rules, &LOADERS, AccessFs::ReadFile | AccessFs::Execute))
            .and_then(|rules| rules.add_rules(path_beneath_rules([program], AccessFs::ReadFile | AccessFs::Execute)))
            .and_then(input),
    };
    rules.and_then(RulesetCreated::restrict_self).map(drop).map_err(|cause| cause.to_string())
}

fn closed() -> Result<RulesetCreated, RulesetError> {
    Ruleset::default().handle_access(AccessFs::from_all(LATEST))?.handle_access(AccessNet::from_all(LATEST))?.create()
}

/// What is not there on this system is passed over.
fn below(rules: RulesetCreated, paths: &[&str], access: BitFlags<AccessFs>) -> Result<RulesetCreated, RulesetError> {
    rules.add_rules(path_beneath_rules(paths, access))
}

/// The file on the standard input, wherever it lies: it is opened once more, under its number.
fn input(rules: RulesetCreated) -> Result<RulesetCreated, RulesetError> {
    rules.add_rule(PathBeneath::new(io::stdin(), AccessFs::ReadFile))
}
