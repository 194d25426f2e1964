//! What could be put together and stays all the same: whoever releases it agrees to each, with a reason of their own, and nobody who
//! decided that it stays is among them.

use model::case::{FindingChoice, FindingDecided, KeptAgreed, ReleaseStep};
use model::learning::Sharing;

use super::leaving::{Leaving, TOGETHER};
use crate::decision::decide::has_words;

/// How many agree at least before everybody reads it.
const FEWEST_FOR_EVERYBODY: usize = 3;

/// The words under which it was decided that something rare stays.
pub(super) fn kept(leaving: &Leaving) -> Vec<&str> {
    let lines = leaving.kept_together();
    lines.map(|(line, _)| line.found.words.0.as_str()).collect()
}

/// Whether somebody decided that something rare stays: they release none of it.
pub(super) fn keeps_rare(one: &FindingDecided) -> bool {
    one.field == TOGETHER && matches!(one.choice, FindingChoice::Kept { .. })
}

/// Whether a release agrees to all of it.
pub(super) fn agrees_to_all(step: &ReleaseStep, kept: &[&str]) -> bool {
    kept.iter().all(|words| step.agrees_to(words))
}

/// What somebody agreed to, of what is kept now.
///
/// # Errors
/// `release-agree` while they did not agree to all of it, `release-agree-why` where they gave no reason.
pub(crate) fn agreed(said: &[KeptAgreed], kept: &[&str]) -> Result<Vec<KeptAgreed>, &'static str> {
    let mut all = Vec::with_capacity(kept.len());
    for words in kept {
        let same = |one: &&KeptAgreed| one.words.0 == *words;
        let one = said.iter().find(same).ok_or("release-agree")?;
        if !has_words(&one.why) {
            return Err("release-agree-why");
        }
        all.push(one.clone());
    }
    Ok(all)
}

/// Whether so many may release something rare that stays: before everybody reads it, three agree.
///
/// # Errors
/// `release-kept-public` where they are too few.
pub(super) fn enough_agree(
    audience: Sharing,
    kept: &[&str],
    releasing: usize,
) -> Result<(), &'static str> {
    let few = releasing < FEWEST_FOR_EVERYBODY;
    match audience == Sharing::Public && !kept.is_empty() && few {
        true => Err("release-kept-public"),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Sensitive;

    use super::*;

    fn says(words: &str, why: &str) -> KeptAgreed {
        KeptAgreed {
            words: Sensitive(words.to_owned()),
            why: Sensitive(why.to_owned()),
        }
    }

    #[test]
    fn each_that_is_kept_is_agreed_to_with_a_reason_and_nothing_else_is_noted() {
        let kept = ["twins + neglect", "vigil + region"];
        let first = says("twins + neglect", "Several are meant.");
        let one = agreed(std::slice::from_ref(&first), &kept);
        assert_eq!(one.unwrap_err(), "release-agree");
        let empty = [first.clone(), says("vigil + region", "  ")];
        assert_eq!(agreed(&empty, &kept).unwrap_err(), "release-agree-why");
        let all = [
            first,
            says("something else", "Nobody asked."),
            says("vigil + region", "It was held for many."),
        ];
        let noted = agreed(&all, &kept).unwrap();
        let words: Vec<&str> = noted.iter().map(|one| one.words.0.as_str()).collect();
        assert_eq!(words, kept);
        assert!(agreed(&all, &[]).unwrap().is_empty());
    }

    #[test]
    fn two_are_too_few_where_everybody_reads_something_rare() {
        let kept = ["twins + neglect"];
        let refused = enough_agree(Sharing::Public, &kept, 2);
        assert_eq!(refused, Err("release-kept-public"));
        for (audience, kept, releasing) in [
            (Sharing::Public, &kept[..], 3),
            (Sharing::Public, &[][..], 2),
            (Sharing::Nation, &kept[..], 2),
        ] {
            assert_eq!(enough_agree(audience, kept, releasing), Ok(()));
        }
    }
}
