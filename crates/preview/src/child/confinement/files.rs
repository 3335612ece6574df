//! Which files can still be opened: fonts or none. Kernels without Landlock (before 5.13) leave this to the filter of
//! system calls, which tells reading from writing but not one file from another.

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, path_beneath_rules,
};

/// Where systems keep fonts and what they say about them.
const FONTS: [&str; 5] = ["/usr/share", "/usr/local/share", "/etc/fonts", "/nix/store", "/run/current-system/sw/share"];

/// Closes the file system and the network, as far as this kernel can.
pub(crate) fn confine(fonts: bool) -> Result<(), RulesetError> {
    let abi = ABI::V5;
    let open: &[&str] = if fonts { &FONTS } else { &[] };
    Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(open, AccessFs::from_read(abi)))?
        .restrict_self()?;
    Ok(())
}
