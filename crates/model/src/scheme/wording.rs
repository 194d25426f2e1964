//! The scheme's words that people read, and which of them may go out.
//!
//! What nobody has compared with its primary document is shown with a mark, and cannot stand in a
//! letter, a notice or a form to another body until a named person of the partnership confirms its
//! wording. [`OutgoingText`] is the proof: writers of such documents take it and no plain text.

use std::collections::BTreeMap;

use super::{Item, Label, Language, Scheme};
use crate::{Instant, PersonId};

/// One wording of a scheme, with the address by which it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording<'a> {
    /// Part and id, such as `clocks/notify`; `lists/living/foster` for a code of a list. Stable.
    pub address: String,
    /// What people read.
    pub label: &'a Label,
    /// Where it comes from.
    pub source: Option<&'a str>,
    /// Whether somebody has compared it with its primary document.
    pub checked: bool,
    /// The address whose confirmation covers it: its own, or that of its list.
    pub confirmed_at: String,
}

/// An item that nobody has compared with its primary document, for the administrators' page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Part and id, such as `clocks/notify`.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Where it is said to come from.
    pub source: Option<String>,
}

/// A named person of the partnership has confirmed the wording of an unchecked item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// What a partnership has confirmed, by address. It belongs to the one text of the scheme (by its
/// digest) that people read when they confirmed it; under another text nothing is confirmed.
pub type Confirmations = BTreeMap<String, Confirmation>;

/// Why words of a scheme cannot go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOutgoing {
    /// The scheme has no such wording.
    #[error("wording-not-found")]
    NotFound,
    /// Nobody has checked it and nobody of the partnership has confirmed it.
    #[error("wording-not-confirmed")]
    NotConfirmed,
}

/// Words of the scheme that may go out in a letter, notice or form. It can be made of a checked
/// item, or of an unchecked one that a named person confirmed, and of nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingText(String);

impl OutgoingText {
    /// The words of an item, when they may go out. The confirmation must be of this very item;
    /// [`Scheme::outgoing`] looks it up and is the safer way.
    #[must_use]
    pub fn of(item: &Item, confirmed: Option<Confirmation>) -> Option<Self> {
        (item.checked || confirmed.is_some()).then(|| Self(item.label.en.clone()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Scheme {
    /// Every wording that may be asked for in a document, in the order of the file. The four lines
    /// of a step are not among them: they are ours and stay on screen.
    #[must_use]
    pub fn wordings(&self) -> Vec<Wording<'_>> {
        let items = self.items();
        let of_items = items.into_iter().map(|(part, item)| Wording {
            address: format!("{part}/{}", item.id),
            label: &item.label,
            source: item.source.as_deref(),
            checked: item.checked,
            confirmed_at: format!("{part}/{}", item.id),
        });
        of_items
            .chain(self.stage_wordings())
            .chain(self.list_wordings())
            .chain(self.letter_wordings())
            .collect()
    }

    /// Everything that nobody has yet compared with its primary document.
    #[must_use]
    pub fn unchecked_items(&self) -> Vec<Unchecked> {
        self.wordings()
            .into_iter()
            .filter(|wording| !wording.checked && wording.address == wording.confirmed_at)
            .map(|wording| Unchecked {
                id: wording.address,
                label: wording.label.en.clone(),
                source: wording.source.map(str::to_owned),
            })
            .collect()
    }

    /// The words at an address for a document that leaves the partnership.
    ///
    /// # Errors
    /// [`NotOutgoing`] when they are unchecked and the partnership has not confirmed them.
    pub fn outgoing(
        &self,
        address: &str,
        language: Language,
        confirmed: &Confirmations,
    ) -> Result<OutgoingText, NotOutgoing> {
        let wordings = self.wordings();
        let wording = wordings
            .iter()
            .find(|wording| wording.address == address)
            .ok_or(NotOutgoing::NotFound)?;
        if wording.checked || confirmed.contains_key(&wording.confirmed_at) {
            let words = wording.label.in_language(language);
            return Ok(OutgoingText(words.to_owned()));
        }
        Err(NotOutgoing::NotConfirmed)
    }

    /// Every item with the part of the file it stands in, in the order of the file.
    pub(super) fn items(&self) -> Vec<(&'static str, &Item)> {
        let parts: [(&'static str, &[Item]); 8] = [
            ("partners", &self.partners),
            ("criteria", &self.criteria),
            ("local_criteria", &self.local_criteria),
            ("local_routes", &self.local_routes),
            ("late_reasons", &self.late_reasons),
            ("recipients", &self.recipients),
            ("prompts", &self.prompts),
            ("other_notifications", &self.other_notifications),
        ];
        let plain = parts
            .into_iter()
            .flat_map(|(part, items)| items.iter().map(move |item| (part, item)));
        let outcomes = self.outcomes.iter().map(|one| ("outcomes", &one.item));
        let clocks = self.clocks.iter().map(|one| ("clocks", &one.item));
        let days = self.day_plan.iter().map(|one| ("day_plan", &one.item));
        let kept = self.retention.iter().map(|one| ("retention", &one.item));
        let requests = self.requests.iter().map(|one| ("requests", &one.item));
        let letters = self.letters.iter().map(|one| ("letters", &one.item));
        let asked = self.extra_questions.iter();
        let questions = asked.map(|one| ("extra_questions", &one.item));
        std::iter::once(("guidance", &self.guidance))
            .chain(plain)
            .chain(outcomes)
            .chain(clocks)
            .chain(days)
            .chain(kept)
            .chain(requests)
            .chain(letters)
            .chain(questions)
            .collect()
    }

    fn stage_wordings(&self) -> impl Iterator<Item = Wording<'_>> {
        self.tracks.iter().flat_map(|track| {
            track.stages.iter().map(|stage| {
                let address = format!("tracks/{}/{}", track.kind.code(), stage.kind.code());
                Wording {
                    confirmed_at: address.clone(),
                    address,
                    label: &stage.label,
                    source: stage.source.as_deref(),
                    checked: stage.checked,
                }
            })
        })
    }

    /// What a letter says: it is confirmed with the letter.
    fn letter_wordings(&self) -> impl Iterator<Item = Wording<'_>> {
        self.letters.iter().flat_map(|letter| {
            let own = format!("letters/{}", letter.item.id);
            [("title", &letter.title), ("words", &letter.words)].map(|(part, label)| Wording {
                address: format!("{own}/{part}"),
                label,
                source: letter.item.source.as_deref(),
                checked: letter.item.checked,
                confirmed_at: own.clone(),
            })
        })
    }

    fn list_wordings(&self) -> impl Iterator<Item = Wording<'_>> {
        self.lists.iter().flat_map(|list| {
            let own = format!("lists/{}", list.id);
            let whole = Wording {
                address: own.clone(),
                label: &list.label,
                source: Some(&list.source),
                checked: list.checked,
                confirmed_at: own.clone(),
            };
            let codes = list.items.iter().map(move |item| {
                let address = format!("{own}/{}", item.code);
                Wording {
                    confirmed_at: match item.checked {
                        Some(_) => address.clone(),
                        None => own.clone(),
                    },
                    address,
                    label: &item.label,
                    source: Some(&list.source),
                    checked: item.checked.unwrap_or(list.checked),
                }
            });
            std::iter::once(whole).chain(codes)
        })
    }
}
