//! The two faces of Ajar: pages for people and an API for programs, over the same use cases.
//!
//! This crate knows HTTP, HTML and JSON; it refuses to know rules and records. `pages` and `api` never import each other.

pub mod api;
pub mod assets;
pub mod views;

mod addresses;
mod cookies;
mod export;
mod extract;
mod failure;
mod guard;
mod health;
mod known;
mod pages;
mod router;
mod send;
mod server;
mod site;
mod traffic;

pub use api::openapi;
/// The service that [`router()`] makes.
pub use axum::Router;
/// How a server tells the service who is at the other end; whoever calls it without a server says so by themselves.
pub use axum::extract::ConnectInfo;
pub use router::{addresses, router};
pub use server::serve;
pub use site::{Site, SiteParts};
