//! One file for each family of pages, with its templates beside it in `templates/`.

pub(crate) mod account;
pub(crate) mod assets;
pub(crate) mod choose_person;
pub(crate) mod invitation;
pub(crate) mod passkeys;
pub(crate) mod public;
pub(crate) mod sign_in;
