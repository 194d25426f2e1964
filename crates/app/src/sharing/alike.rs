//! Drafts of one case that say nearly the same, or began with the same: a hold on one of them is shown on the others.

use std::collections::BTreeSet;

use model::RecordId;
use model::case::SharingDraft;
use vault::Stored;

use super::made::Made;

/// Letters of a word from which on it counts.
const SHORTEST: usize = 4;
/// How much of the words of two texts both have, in hundredths, where they are nearly equal.
const NEARLY: usize = 70;

impl Made {
    /// The other drafts on which a hold stands and that began with the same, or say nearly the same.
    #[must_use]
    pub fn held_alike(&self, draft: RecordId) -> Vec<&Stored<SharingDraft>> {
        let Some(this) = self.draft(draft) else {
            return Vec::new();
        };
        let alike = |one: &&Stored<SharingDraft>| {
            one.id != draft
                && self.is_held(one.id)
                && (began_alike(&this.body, &one.body) || says_alike(&this.body, &one.body))
        };
        self.drafts.iter().filter(alike).collect()
    }
}

fn began_alike(one: &SharingDraft, other: &SharingDraft) -> bool {
    one.of.is_some() && (one.from, one.of) == (other.from, other.of)
}

fn says_alike(one: &SharingDraft, other: &SharingDraft) -> bool {
    let (one, other) = (words(one), words(other));
    let both = one.intersection(&other).count();
    let all = one.union(&other).count();
    all > 0 && both * 100 >= all * NEARLY
}

fn words(draft: &SharingDraft) -> BTreeSet<String> {
    let texts = draft.learning.0.texts();
    let words = texts.iter().flat_map(|(_, text)| {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().count() >= SHORTEST)
    });
    words.map(str::to_lowercase).collect()
}
