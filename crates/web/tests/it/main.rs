//! The service driven in process, as a browser without JavaScript would drive it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod account;
mod bad_addresses;
mod bad_forms;
mod browse;
mod choose_person;
mod client;
mod emergency;
mod everything;
mod exchange;
mod files;
mod first_use;
mod invitation;
mod library;
mod meanwhile;
mod moments;
mod organisation_sign_in;
mod real_people;
mod roles;
mod sign_in;
mod site;
mod table;
mod team;
mod unreached;
mod wall;
