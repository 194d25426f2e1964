//! What whoever asks may choose.

use crate::names::Names;

/// For what the text is made ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Policy {
    /// For release: everything is found, practitioners and dates too.
    #[default]
    Release,
    /// A note of a clinic that stays among clinicians: dates other than birth dates, and clinicians, are left alone.
    ClinicalNote,
    /// As a clinical note where the text is plainly one and no register is given, else for release.
    ByText,
}

/// What stands in the place of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateForm {
    /// The year.
    #[default]
    Year,
    /// The season and the year.
    Season,
    /// Nothing that tells when.
    Removed,
}

/// The choices.
#[derive(Clone, Default)]
pub struct Options {
    /// For what the text is made ready.
    pub policy: Policy,
    /// What stands in the place of a date.
    pub dates: DateForm,
    /// Where pseudonyms come from: another seed in each release.
    pub names: Names,
}
