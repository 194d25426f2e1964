//! What people do, from the permit to the record of who did what, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod areas;
mod as_known;
mod asked;
mod basis;
mod bring_in;
mod chronology;
mod chronology_out;
mod closing;
mod crash;
mod decision;
mod documents;
mod emergencies;
mod exchange;
mod family;
mod figures_out;
mod files;
mod follow;
mod held;
mod journey;
mod keeping;
mod lateness;
mod learning;
mod letters;
mod letters_out;
mod library;
mod library_added;
mod library_second;
mod local_review;
mod moments;
mod national;
mod notification;
mod others;
mod own_journey;
mod people;
mod people_places;
mod practice;
mod practitioners;
mod proceedings;
mod publication;
mod quality;
mod rapid_review;
mod record;
mod register_history;
mod resembling;
mod restored;
mod restricted;
mod returns;
mod roles;
mod saved_filters;
mod searches;
mod searching;
mod second;
mod sent_outside;
mod sharing;
mod support;
mod taken_back;
mod taken_out;
mod team;
mod tracks;
mod transfer;
mod unfold;
mod virus;
mod wanted;
mod wording;
mod working;
