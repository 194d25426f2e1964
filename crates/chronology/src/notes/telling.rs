//! Who told whom: to whom something went, and that another agency told the author.

use super::acts::COLLEAGUES;
use super::clause::{has, place};

/// Bodies and people that information goes to.
const RECIPIENTS: &[&str] = &[
    "designated safeguarding lead",
    "children's social care",
    "children's services",
    "social care",
    "on-call paediatric team",
    "paediatric team",
    "health visitor",
    "social worker",
    "local authority",
    "wider team",
    "head of year",
    "school nurse",
    "specialist midwife",
    "midwife",
    "front door",
    "duty team",
    "duty desk",
    "mash",
    "dsl",
    "idva",
    "gp",
    "police",
    "nursery",
    "school",
    "manager",
    "probation",
    "housing",
    "camhs",
];

/// Where something went, as far as a clause says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Went {
    /// To somebody who is named.
    To(&'static str),
    /// Another agency told whoever wrote the note.
    ToAuthor,
    /// The clause does not say.
    NotSaid,
}

/// Words that may stand between who tells and that they tell.
const BETWEEN: [&str; 12] = [
    "has",
    "have",
    "had",
    "also",
    "separately",
    "since",
    "then",
    "previously",
    "already",
    "now",
    "again",
    "just",
];

/// What only whoever tells does.
const TELL: [&str; 9] = [
    "mentioned",
    "reported",
    "raised",
    "said",
    "flagged",
    "shared",
    "mentions",
    "reports",
    "says",
];

/// What whoever tells does, and what is done to whoever is told: "school informed us", "school informed".
const TELL_OR_TOLD: [&str; 12] = [
    "informed",
    "told",
    "notified",
    "alerted",
    "advised",
    "contacted",
    "emailed",
    "phoned",
    "rang",
    "called",
    "let",
    "updated",
];

/// Words that begin whom somebody tells.
const WHOM: [&str; 14] = [
    "us",
    "me",
    "the",
    "our",
    "my",
    "a",
    "an",
    "staff",
    "that",
    "social",
    "children's",
    "mash",
    "dsl",
    "gp",
];

/// To whom a flat clause says that something went.
pub(super) fn went(flat: &str) -> Went {
    let tells = teller(flat);
    let after = tells.map_or(flat, |at| flat.get(at..).unwrap_or_default());
    let named = RECIPIENTS
        .iter()
        .copied()
        .find(|recipient| place(after, recipient).is_some_and(|at| !is_source(after, at)));
    match named {
        Some(named) => Went::To(named),
        None if tells.is_some() || comes_from_another(flat) => Went::ToAuthor,
        None => Went::NotSaid,
    }
}

/// Where it is said that another agency tells, in bytes: after the verb of "the school has separately mentioned".
fn teller(flat: &str) -> Option<usize> {
    let begun = flat.strip_prefix(" the ").unwrap_or(flat.trim_start());
    let first = flat.len() - begun.len();
    let who = COLLEAGUES
        .iter()
        .map(|who| who.strip_prefix("the ").unwrap_or(who))
        .filter(|who| {
            let rest = begun.strip_prefix(*who);
            rest.is_some_and(|rest| rest.starts_with(' '))
        })
        .max_by_key(|who| who.len())?;
    let mut at = first + who.len() + 1;
    let mut has_helper = false;
    loop {
        let rest = flat.get(at..)?;
        let word = rest.split_whitespace().next()?;
        let next = rest.split_whitespace().nth(1);
        if BETWEEN.contains(&word) {
            has_helper |= matches!(word, "has" | "have" | "had");
            at += word.len() + 1;
            continue;
        }
        let tells_somebody = has_helper || next.is_some_and(|next| WHOM.contains(&next));
        let tells = TELL.contains(&word) || (TELL_OR_TOLD.contains(&word) && tells_somebody);
        return tells.then_some(at + word.len());
    }
}

/// Whether who is named at a place is whom it came from: "from the school", "by the GP".
fn is_source(flat: &str, at: usize) -> bool {
    let before = flat.get(..at).unwrap_or_default().trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    before.ends_with(" from") || before.ends_with(" by")
}

/// "Report received from school".
fn comes_from_another(flat: &str) -> bool {
    let source = |who: &&str| place(flat, who).is_some_and(|at| is_source(flat, at));
    let received = has(
        flat,
        &[
            "received",
            "information from",
            "report from",
            "informed by",
            "told by",
            "notified by",
        ],
    );
    received && COLLEAGUES.iter().any(source)
}

#[cfg(test)]
mod tests {
    use super::super::clause::flat;
    use super::{Went, went};

    #[test]
    fn another_agency_that_tells_is_not_whom_it_went_to() {
        for text in [
            "The school has separately mentioned Tyler's attendance has dropped",
            "School told us that he was late",
            "Nursery informed me of the bruise",
            "The GP has also raised it",
            "Report received from school",
            "I was informed by the school",
        ] {
            assert_eq!(went(&flat(text)), Went::ToAuthor, "{text}");
        }
    }

    #[test]
    fn whoever_is_told_is_whom_it_went_to() {
        for (text, to) in [
            ("The school nurse was informed", "school nurse"),
            ("School informed", "school"),
            ("School has been informed by phone", "school"),
            ("School told the social worker", "social worker"),
            ("The school has informed the police", "police"),
            ("Referral made by school to MASH", "mash"),
            (
                "This has been passed to the Designated Safeguarding Lead",
                "designated safeguarding lead",
            ),
            (
                "Notifying children's services as children were present",
                "children's services",
            ),
        ] {
            assert_eq!(went(&flat(text)), Went::To(to), "{text}");
        }
        assert_eq!(went(&flat("The letter was shared")), Went::NotSaid);
    }
}
