//! One file for each family of pages, with its templates beside it in `templates/`.

pub(crate) mod assets;
pub(crate) mod public;
