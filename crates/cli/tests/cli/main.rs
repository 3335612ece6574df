//! The real binary, as a shell sees it: what it prints, how it ends, and that it serves.

mod backup;
mod check;
mod commands;
mod demo;
mod import;
mod kill;
mod operation;
mod renditions;
mod serve;
mod settings;
mod shell;
mod upgrades;
