//! One look at a text with everything there is.

use crate::everyones;
use crate::finding::Finding;
use crate::fit;
use crate::groups::of_people;
use crate::kind::{Certainty, Kind, Source};
use crate::letters::{As, is_of_another_script};
use crate::merge::{Candidate, merged};
use crate::names::Naming;
use crate::options::{Options, Policy};
use crate::patterns;
use crate::policy::{is_clinical_note, leaves_alone};
use crate::register::Register;
use crate::replace;
use crate::supposed::{Plain, Supposed, read};
use crate::text::Words;
use crate::words::PRACTITIONER_WORDS;

/// Everything in the text that could give somebody away, in its order, none over another.
#[must_use]
pub fn find(text: &str, register: &Register, options: &Options) -> Vec<Finding> {
    find_with(
        text,
        register,
        options,
        &[],
        &mut options.names.start(register),
    )
}

/// As [`find`], with what a recogniser supposes, and pseudonyms that go on from another field of the same document.
#[must_use]
pub fn find_with(
    text: &str,
    register: &Register,
    options: &Options,
    supposed: &[Supposed],
    naming: &mut Naming,
) -> Vec<Finding> {
    let policy = match options.policy {
        Policy::ByText if register.is_empty() && is_clinical_note(text) => Policy::ClinicalNote,
        Policy::ByText => Policy::Release,
        chosen => chosen,
    };
    let words = Words::new(text);
    let mut candidates = known(&words, register);
    candidates.extend(by_form(&words, register));
    leave_what_everyone_knows(&mut candidates, supposed);
    let singled_out = supposed.iter().filter(|one| one.singles_out);
    let plain = match supposed {
        [] => Plain::default(),
        _ => Plain::of(text),
    };
    candidates.extend(singled_out.filter_map(|one| read(text, one, &plain)));
    let everyones = everyones::places(text);
    candidates.retain(|one| one.source == Source::Register || !everyones::is_in(one, &everyones));
    if policy == Policy::ClinicalNote {
        leave_alone(&mut candidates, policy);
    } else {
        take_titles(text, &mut candidates);
    }
    let mut findings = Vec::new();
    for mut candidate in merged(text, candidates) {
        let owned = fit::takes_apostrophe(text, &candidate);
        candidate.end += owned;
        let said = text.get(candidate.start..candidate.end).unwrap_or_default();
        findings.push(Finding {
            start: candidate.start,
            end: candidate.end,
            kind: candidate.kind,
            direct: candidate.kind.is_direct(),
            certainty: candidate.certainty,
            why: candidate.why,
            source: candidate.source,
            on_record: candidate.on_record,
            of_a_family: candidate.of_a_family,
            suggestions: fit::fitted(
                text,
                (candidate.start, owned > 0),
                replace::suggestions(said, &candidate, register, options, naming),
            ),
        });
    }
    findings
}

/// What the patterns find.
fn by_form(words: &Words<'_>, register: &Register) -> Vec<Candidate> {
    let all = patterns::all(words, register).into_iter();
    let all = all.map(|seen| Candidate {
        start: seen.start,
        end: seen.end,
        kind: seen.kind,
        certainty: seen.certainty,
        why: seen.why,
        source: match seen.entity {
            Some(_) => Source::Register,
            None => Source::Pattern,
        },
        on_record: seen.entity.is_some() && seen.certainty > Certainty::Asked,
        of_a_family: seen.kind == Kind::BirthDate && seen.entity.is_some(),
        entity: seen.entity,
        date: seen.date,
    });
    all.collect()
}

/// What is known, by what letters of other scripts look like and, where there are any, by what they sound like.
fn known(words: &Words<'_>, register: &Register) -> Vec<Candidate> {
    let text = words.text;
    let mut all = register.matches(words);
    if !text.is_ascii() && text.chars().any(is_of_another_script) {
        all.extend(register.matches(&Words::read(text, As::Sounds)));
    }
    all.into_iter()
        .filter_map(|one| {
            let entity = register.entity(one.entity)?;
            let on_record = one.certainty > Certainty::Asked;
            let of_people =
                entity.kind.is_somebody() && of_people(text, (one.start, one.end)).is_some();
            (!of_people).then(|| Candidate {
                start: one.start,
                end: one.end,
                kind: entity.kind,
                certainty: one.certainty,
                why: one.why,
                source: Source::Register,
                on_record,
                of_a_family: on_record && entity.kind.is_of_a_family(),
                entity: Some(one.entity),
                date: None,
            })
        })
        .collect()
}

/// Takes out bodies by their form that the recogniser knows as bodies that everyone knows.
fn leave_what_everyone_knows(candidates: &mut Vec<Candidate>, supposed: &[Supposed]) {
    let known: Vec<&Supposed> = supposed
        .iter()
        .filter(|one| !one.singles_out && one.kind == Kind::Organisation)
        .collect();
    candidates.retain(|one| {
        let by_form = one.source == Source::Pattern && one.kind == Kind::Organisation;
        !by_form
            || !known
                .iter()
                .any(|other| one.start < other.end && other.start < one.end)
    });
}

/// Takes out what the policy leaves alone, and what others made of the same places.
fn leave_alone(candidates: &mut Vec<Candidate>, policy: Policy) {
    let left: Vec<(usize, usize, Source)> = candidates
        .iter()
        .filter(|one| leaves_alone(policy, one.kind, one.why))
        .map(|one| (one.start, one.end, one.source))
        .collect();
    candidates.retain(|one| {
        let is_known = one.source == Source::Register && one.kind != Kind::Practitioner;
        // What the words around say of somebody weighs more than what the recogniser supposes.
        let over_left = left.iter().any(|(start, end, source)| {
            one.start < *end && *start < one.end && *source >= one.source
        });
        let same_thing = one.kind.is_somebody() || leaves_alone(policy, one.kind, one.why);
        is_known || !(leaves_alone(policy, one.kind, one.why) || over_left && same_thing)
    });
}

/// A practitioner's title goes with the name, since the role stands for both.
fn take_titles(text: &str, candidates: &mut [Candidate]) {
    for one in candidates
        .iter_mut()
        .filter(|one| one.kind == Kind::Practitioner)
    {
        let before = text.get(..one.start).unwrap_or_default();
        let trimmed = before.trim_end_matches([' ', '\u{A0}', '.']);
        let word_start = trimmed
            .rfind(|letter: char| !letter.is_alphabetic())
            .map_or(0, |at| {
                at + trimmed
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8)
            });
        let word = trimmed.get(word_start..).unwrap_or_default();
        if before.len() > trimmed.len()
            && PRACTITIONER_WORDS.contains(&word.to_lowercase().as_str())
        {
            one.start = word_start;
        }
    }
}
