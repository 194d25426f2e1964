//! Paragraphs of notes from which a person takes an event that was not proposed.

use model::case::{ReturnSource, SourceHow};
use model::chronology::{Entry, EntryKind, Restriction, Source};
use model::{RecordId, Sensitive, UncertainDate};
use vault::Stored;

use super::findings::{Asks, Passage};

/// What names the next event of a paragraph: `a` with the number of the paragraph, and how many were taken from it.
pub(super) fn next_key<'a>(paragraph: usize, known: impl Iterator<Item = &'a String>) -> String {
    let begins = format!("a{paragraph}.");
    let before = known.filter(|key| key.starts_with(&begins)).count();
    format!("{begins}{before}")
}

/// The passage that a person chose: the whole paragraph, with nothing said of it yet. Nothing where there is no such paragraph.
pub(super) fn chosen<'a>(
    source: &Stored<ReturnSource>,
    key: &str,
    known: impl Iterator<Item = &'a String> + Clone,
) -> Option<Passage> {
    let body = &source.body;
    let (paragraph, _) = key.strip_prefix('a')?.split_once('.')?;
    let paragraph: usize = paragraph.parse().ok()?;
    let is_known = known.clone().any(|one| one == key);
    if body.how != SourceHow::Notes || !(is_known || next_key(paragraph, known) == key) {
        return None;
    }
    let piece = body.pieces.get(paragraph.checked_sub(1)?)?;
    let words = piece.text.0.trim();
    let mut entry = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, words);
    if words.is_empty() {
        return None;
    }
    entry.restriction = body.reads.unwrap_or(Restriction::Team);
    entry.source = Some(source_of(source.id, (body, paragraph)));
    Some(Passage {
        key: key.to_owned(),
        row: None,
        asks: vec![Asks::Chosen],
        date_from: None,
        date_above: false,
        agency: Sensitive::default(),
        entry,
    })
}

/// Where the paragraph stands.
fn source_of(id: RecordId, (body, paragraph): (&ReturnSource, usize)) -> Source {
    let piece = body.pieces.get(paragraph.saturating_sub(1));
    let words = piece.map_or("", |piece| piece.text.0.as_str());
    Source {
        document: Some(id),
        file: body.name.clone(),
        page: piece.and_then(|piece| piece.page),
        paragraph: u32::try_from(paragraph).ok(),
        start: 0,
        end: u32::try_from(words.chars().count()).unwrap_or(u32::MAX),
        words: Sensitive(words.to_owned()),
    }
}
