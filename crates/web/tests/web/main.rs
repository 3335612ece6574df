//! Ajar from outside: its pages and its interface for programs, over HTTP, as people and programs use them.

mod accel_redirect;
mod api_forms;
mod api_public_requests;
mod api_requests;
mod api_resources;
mod api_strict;
mod api_windows;
mod asking;
mod caches;
mod desk_assets;
mod desk_bulk;
mod desk_colleagues;
mod desk_history;
mod desk_insight;
mod desk_places;
mod desk_requests;
mod erasing;
mod mail_languages;
mod manifest;
mod pages;
mod people;
mod policy_matrix;
mod stories;
mod undo;
mod uploads;
mod who_may;
