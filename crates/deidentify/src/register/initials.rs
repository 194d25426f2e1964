//! Initials of the register's people: "J.S.", "J. S.", "J S", "JS".

use std::collections::HashMap;

use super::index::Match;
use super::names::is_introduced;
use crate::kind::{Certainty, Why};
use crate::text::{Shape, Words};
use crate::words::{ABBREVIATIONS, Ordinary, ordinary};

/// The initials of all people.
#[derive(Default)]
pub(crate) struct Initials {
    /// Small letters without points, whose they are, and whether somebody wrote them into the register.
    all: HashMap<String, (usize, bool)>,
    /// Letters with which somebody's name begins and ends.
    ends: Vec<(usize, String)>,
}

impl Initials {
    /// Initials that follow from a name, and first with last where there are more.
    pub fn add_counted(&mut self, firsts: &str, entity: usize) {
        self.ends.push((entity, firsts.to_owned()));
        let letters: Vec<char> = firsts.chars().collect();
        if let [first, .., last] = letters.as_slice() {
            let short: String = [*first, *last].iter().collect();
            self.all.entry(short).or_insert((entity, false));
            self.all.entry(firsts.to_owned()).or_insert((entity, false));
        }
    }

    /// Initials with those of particles: of Jan van Dijk, JVD and JV.
    pub fn add_beside(&mut self, firsts: &str, entity: usize) {
        for length in 2..=firsts.chars().count() {
            let letters: String = firsts.chars().take(length).collect();
            self.all.entry(letters).or_insert((entity, false));
        }
    }

    /// Initials that are used of somebody.
    pub fn add_given(&mut self, initials: &str, entity: usize) {
        let letters: String = crate::text::folded_words(initials).concat();
        if !letters.is_empty() {
            self.all.insert(letters, (entity, true));
        }
    }

    /// Whether one of these people's names begins with the letter, or has it inside.
    pub fn begins_somebody(&self, letter: &str, entities: &[usize]) -> bool {
        self.ends
            .iter()
            .any(|(entity, firsts)| entities.contains(entity) && firsts.contains(letter))
    }

    /// Whether one of these people's names ends with a name of that letter.
    pub fn ends_somebody(&self, letter: &str, entities: &[usize]) -> bool {
        self.ends
            .iter()
            .any(|(entity, firsts)| entities.contains(entity) && firsts.ends_with(letter))
    }

    /// Every mention by initials.
    pub fn matches(&self, words: &Words<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.all().len() {
            let (taken, one) = self.at(words, at);
            found.extend(one);
            at += taken.max(1);
        }
        found
    }

    fn at(&self, words: &Words<'_>, at: usize) -> (usize, Option<Match>) {
        let Some(word) = words.get(at) else {
            return (1, None);
        };
        let folded = words.stem(word);
        if word.shape == Shape::Capitals && folded.len() <= 4 {
            return (1, self.together(words, at));
        }
        if word.shape != Shape::Capital || folded.chars().count() != 1 {
            return (1, None);
        }
        let mut letters = folded.to_owned();
        let mut taken = 1;
        let mut points = 0;
        let mut end = word.stem_end;
        while taken < 4 {
            let gap = words.gap_after(at + taken - 1);
            let next = words.get(at + taken);
            let Some(next) = next.filter(|next| {
                next.shape == Shape::Capital && words.stem(next).chars().count() == 1
            }) else {
                break;
            };
            if !matches!(gap, "." | ". " | " " | "-") {
                break;
            }
            points += usize::from(gap.starts_with('.'));
            letters.push_str(words.stem(next));
            end = next.stem_end;
            taken += 1;
        }
        let closed = words
            .text
            .get(end..)
            .is_some_and(|rest| rest.starts_with('.'));
        end += usize::from(points > 0 && closed);
        let known = self.all.get(&letters).copied();
        let found = known.map(|(entity, given)| Match {
            start: word.start,
            end,
            entity,
            certainty: match (points, given, taken) {
                (_, true, 1) if is_introduced(words.folded_at(at.checked_sub(1))) => {
                    Certainty::Likely
                }
                (_, _, 1) => Certainty::Asked,
                (1.., ..) => Certainty::Sure,
                _ => Certainty::Likely,
            },
            why: Why::KnownInitials,
        });
        (taken, found)
    }

    /// Initials in one piece.
    fn together(&self, words: &Words<'_>, at: usize) -> Option<Match> {
        let word = words.get(at)?;
        let letters = words.stem(word);
        let (entity, given) = self.all.get(letters).copied()?;
        let says_something = ABBREVIATIONS.contains(&letters) || ordinary(letters) != Ordinary::No;
        let certainty = match (given, says_something) {
            (true, false) => Certainty::Sure,
            (false, false) => Certainty::Likely,
            _ => Certainty::Asked,
        };
        Some(Match {
            start: word.start,
            end: word.stem_end,
            entity,
            certainty,
            why: Why::KnownInitials,
        })
    }
}
