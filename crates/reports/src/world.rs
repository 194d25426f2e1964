//! All that the typesetter can see: one template, a few fonts and the document's values.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook, FontInfo, FontStyle, FontWeight};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The family of running text. It stands first in the template's list of families.
pub const TEXT_FAMILY: &str = "Libertinus Serif";

/// The family that lends letters the text family lacks, such as Arabic ones.
pub const SPARE_FAMILY: &str = "DejaVu Sans Mono";

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    typst_assets::fonts()
        .filter_map(|data| Font::new(Bytes::new(data), 0))
        .filter(|font| is_wanted(font.info()))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| Source::detached(include_str!("paper.typ")));

/// Upright regular and bold only: nothing in the template is set in italics.
fn is_wanted(info: &FontInfo) -> bool {
    let is_family_wanted = info.family == TEXT_FAMILY || info.family == SPARE_FAMILY;
    let is_weight_wanted =
        info.variant.weight == FontWeight::REGULAR || info.variant.weight == FontWeight::BOLD;
    is_family_wanted && is_weight_wanted && info.variant.style == FontStyle::Normal
}

/// The fonts that can be used.
pub fn fonts() -> &'static [Font] {
    &FONTS
}

/// A world without files, packages or clock.
pub struct ClosedWorld {
    library: LazyHash<Library>,
}

impl ClosedWorld {
    /// A world whose only input is the document.
    pub fn new(inputs: Dict) -> Self {
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        }
    }
}

impl World for ClosedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() {
            Ok(TEMPLATE.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_families_are_there_and_nothing_else_can_be_read() {
        assert!(BOOK.contains_family(&TEXT_FAMILY.to_lowercase()));
        assert!(BOOK.contains_family(&SPARE_FAMILY.to_lowercase()));
        let world = ClosedWorld::new(Dict::new());
        assert!(world.file(TEMPLATE.id()).is_err());
        assert!(
            world
                .source(Source::detached("#1").id())
                .is_ok_and(|source| source.id() == TEMPLATE.id())
        );
        assert!(world.today(None).is_none());
    }
}
