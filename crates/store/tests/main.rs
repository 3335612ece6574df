//! The records, on SQLite and PostgreSQL by the same tests.
//!
//! PostgreSQL is the cluster that `AJAR_TEST_POSTGRES` names (`postgres://…/postgres`; `./test` starts one). Without it the
//! PostgreSQL half fails, unless `AJAR_TEST_SQLITE_ONLY=1` says that it is meant to be left out.

mod support;

mod asking;
mod backup;
mod changes;
mod checking;
mod colleagues;
mod constraints;
mod counting;
mod deciding;
mod erasing;
mod forms;
mod grants;
mod history;
mod ids;
mod insight;
mod library;
mod library_desk;
mod list_plans;
mod migrations;
mod outbox;
mod pasts;
mod people;
mod places;
mod request_list;
mod schema;
mod searching;
mod secrets;
mod settings;
mod silence;
mod strokes;
mod transactions;
mod vitals;
mod webhooks;
mod windows;
