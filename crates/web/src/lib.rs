//! The two faces of Ajar: pages for people and an API for programs.

pub mod assets;
pub mod views;
