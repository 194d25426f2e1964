//! One file for each family of pages, with its templates beside it in `templates/`.

pub(crate) mod account;
pub(crate) mod administration;
pub(crate) mod ask;
pub(crate) mod assets;
pub(crate) mod away;
pub(crate) mod beside;
pub(crate) mod bring_in;
pub(crate) mod brought_in;
mod carried;
pub(crate) mod checks;
pub(crate) mod choose_person;
pub(crate) mod chronology;
pub(crate) mod chronology_out;
pub(crate) mod clocks;
pub(crate) mod closing;
pub(crate) mod decision;
pub(crate) mod emergencies;
pub(crate) mod facts;
pub(crate) mod figures_out;
pub(crate) mod files;
pub(crate) mod first_use;
pub(crate) mod incident;
pub(crate) mod invitation;
pub(crate) mod journey;
pub(crate) mod keeping;
pub(crate) mod learning;
pub(crate) mod letters;
pub(crate) mod letters_out;
pub(crate) mod library;
pub(crate) mod links;
pub(crate) mod local_review;
pub(crate) mod look_up;
pub(crate) mod moments;
pub(crate) mod notification;
pub(crate) mod partner_views;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod people_places;
pub(crate) mod practice;
pub(crate) mod practitioners;
pub(crate) mod public;
pub(crate) mod publication;
pub(crate) mod quality;
pub(crate) mod raise;
pub(crate) mod rapid_review;
pub(crate) mod real_people;
pub(crate) mod received;
pub(crate) mod requests;
pub(crate) mod restricted;
pub(crate) mod returns;
pub(crate) mod review;
pub(crate) mod reviews;
pub(crate) mod seen;
pub(crate) mod service;
pub(crate) mod sharing;
pub(crate) mod sign_in;
pub(crate) mod signing;
pub(crate) mod team;
pub(crate) mod themes_asked;
pub(crate) mod today;
pub(crate) mod told_of_review;
pub(crate) mod tracks;
pub(crate) mod transfer;
pub(crate) mod wording;
pub(crate) mod working;
pub(crate) mod working_days;

/// The label of a field, for components that are given one.
pub(crate) fn label(field: impl std::borrow::Borrow<crate::form::Field>) -> govuk::Label {
    govuk::Label::new(field.borrow().label())
}
