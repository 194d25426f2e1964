//! Initials of the register's people: "J.S.", "J. S.", "J S", "JS".

use std::collections::HashMap;

use super::index::Match;
use super::names::is_introduced;
use super::shortened;
use crate::kind::{Certainty, Why};
use crate::text::{Shape, Words};
use crate::words::{ABBREVIATIONS, Ordinary, PRACTITIONER_WORDS, RELATIONS, TITLES, ordinary};

/// Words of a family, beside those for its members, with which a lone initial stands.
const FAMILY: [&str; 9] = [
    "family",
    "families",
    "household",
    "parent",
    "parents",
    "children",
    "siblings",
    "twins",
    "person",
];

/// The initials of all people.
#[derive(Default)]
pub(crate) struct Initials {
    /// Small letters without points, whose they are, and whether somebody wrote them into the register.
    all: HashMap<String, (usize, bool)>,
    /// Letters with which somebody's name begins and ends.
    ends: Vec<(usize, String)>,
    /// Letters with which a name of somebody begins, those of names that people call them by too.
    lone: Vec<(usize, String)>,
    /// Who works with families.
    works: Vec<usize>,
    /// Letters that tell a name by themselves where they are written with an apostrophe or as "McA".
    pieces: HashMap<String, usize>,
    /// First letters of places and bodies.
    bodies: HashMap<String, usize>,
}

/// Pairs with a stroke that are nobody: male or female, yes or no.
const STROKED: [&str; 8] = ["mf", "fm", "yn", "io", "ao", "od", "td", "fu"];

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

    /// Initials as they are written of names with an apostrophe, a hyphen, a particle or "Mc".
    pub fn add_shortened(&mut self, pieces: &[&str], entity: usize) {
        for letters in shortened::of_name(pieces) {
            self.all.entry(letters).or_insert((entity, false));
        }
    }

    /// The first letters of a name with an apostrophe or "Mc", which stand for it alone: O'D, McA.
    pub fn add_piece(&mut self, piece: &str, entity: usize) {
        if let Some(letters) = shortened::alone(piece) {
            self.pieces.entry(letters).or_insert(entity);
        }
    }

    /// First letters of a place or a body.
    pub fn add_body(&mut self, letters: String, entity: usize) {
        if letters.chars().count() >= 2 {
            self.bodies.entry(letters).or_insert(entity);
        }
    }

    /// Letters that may stand for somebody alone.
    pub fn add_lone(&mut self, firsts: &str, entity: usize) {
        self.lone.push((entity, firsts.to_owned()));
    }

    /// Says that somebody works with families.
    pub fn works(&mut self, entity: usize) {
        self.works.push(entity);
    }

    /// Whether a name of somebody of a family begins with the letter.
    pub fn is_lone(&self, letter: char) -> bool {
        self.whose(letter, false).is_some()
    }

    fn whose(&self, letter: char, titled: bool) -> Option<usize> {
        let may = |entity: &usize| titled || !self.works.contains(entity);
        let mut all = self.lone.iter().filter(|(entity, _)| may(entity));
        all.find(|(_, firsts)| firsts.contains(letter))
            .map(|(entity, _)| *entity)
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
        if let Some((taken, found)) = self.run(words, at) {
            return (taken, Some(found));
        }
        if word.shape == Shape::Capitals && folded.len() <= 4 {
            return (1, self.together(words, at).or_else(|| self.body(words, at)));
        }
        if word.shape == Shape::Capitals {
            return (1, self.body(words, at));
        }
        match word.shape == Shape::Capital && folded.chars().count() == 1 {
            true => self.letter_by_letter(words, at),
            false => (1, None),
        }
    }

    /// Initials of single letters with points, spaces, hyphens or a stroke between them.
    fn letter_by_letter(&self, words: &Words<'_>, at: usize) -> (usize, Option<Match>) {
        let Some(word) = words.get(at) else {
            return (1, None);
        };
        let mut letters = words.stem(word).to_owned();
        let mut taken = 1;
        let mut points = 0;
        let mut stroked = false;
        let mut end = word.stem_end;
        while taken < 4 {
            let gap = words.gap_after(at + taken - 1);
            let next = words.get(at + taken);
            let Some(next) = next.filter(|next| {
                next.shape == Shape::Capital && words.stem(next).chars().count() == 1
            }) else {
                break;
            };
            if !matches!(gap, "." | ". " | " " | "-" | "/") {
                break;
            }
            stroked |= gap == "/";
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
        if stroked && says_other(&letters) {
            return (taken, None);
        }
        if known.is_none() && taken > 1 {
            return (taken, self.body_in(&letters, (word.start, end)));
        }
        if known.is_none() && taken == 1 {
            return (1, self.alone(words, at));
        }
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

    /// Initials of which a piece is longer than a letter: "S O'D", "I McA", "PvdB", "D. St. J."; the most words that fit.
    fn run(&self, words: &Words<'_>, at: usize) -> Option<(usize, Match)> {
        let mut best = None;
        let (mut letters, mut longer) = (String::new(), false);
        for taken in 1..=5 {
            let place = at + taken - 1;
            let Some(word) = words.get(place) else { break };
            let raw = words
                .text
                .get(word.start..word.stem_end)
                .unwrap_or_default();
            let joins = taken == 1
                || matches!(
                    words.gap_behind(place - 1),
                    "." | ". " | " " | "-" | "\u{A0}"
                );
            if !joins || !is_like_initials(raw, taken == 1) {
                break;
            }
            letters.push_str(words.stem(word));
            longer |= word.shape == Shape::Small
                || raw.chars().count() > 1
                    && (word.shape != Shape::Capitals || raw.contains(is_stroke));
            let known = self.all.get(&letters).map(|(entity, _)| *entity);
            let alone = self.pieces.get(&letters).filter(|_| taken == 1).copied();
            if let Some(entity) = known.or(alone).filter(|_| longer) {
                let (start, end) = (words.get(at)?.start, word.stem_end);
                let found = Match {
                    start,
                    end,
                    entity,
                    certainty: Certainty::Likely,
                    why: Why::KnownInitials,
                };
                best = Some((taken, found));
            } else if taken == 2 && best.is_none() {
                // "St W" for St Werburgh's.
                let found = self.body_in(&letters, (words.get(at)?.start, word.stem_end));
                best = found.filter(|_| longer).map(|one| (taken, one));
            }
        }
        best
    }

    /// First letters of a place or a body in one piece.
    fn body(&self, words: &Words<'_>, at: usize) -> Option<Match> {
        let word = words.get(at)?;
        self.body_in(words.stem(word), (word.start, word.stem_end))
    }

    /// Four letters or more that are no word are few enough to be sure of; fewer are asked about.
    fn body_in(&self, letters: &str, (start, end): (usize, usize)) -> Option<Match> {
        let plain = !ABBREVIATIONS.contains(&letters) && ordinary(letters) == Ordinary::No;
        Some(Match {
            start,
            end,
            entity: *self.bodies.get(letters)?,
            certainty: match plain && letters.len() >= 4 {
                true => Certainty::Likely,
                false => Certainty::Asked,
            },
            why: Why::KnownInitials,
        })
    }

    /// A letter that stands for somebody alone: "Child T", "the Q family", "Mrs Q", "T's school".
    fn alone(&self, words: &Words<'_>, at: usize) -> Option<Match> {
        let word = words.get(at)?;
        let letter = words.stem(word).chars().next()?;
        let before = at.checked_sub(1);
        let gap = before.map_or("", |before| words.gap_behind(before));
        let (said, next) = (words.folded_at(before), words.folded_at(Some(at + 1)));
        let of_family = |word: &str| RELATIONS.contains(&word) || FAMILY.contains(&word);
        let titled = TITLES.contains(&said) || PRACTITIONER_WORDS.contains(&said);
        let titled = titled && matches!(gap, " " | "\u{A0}" | "." | ". ");
        let led = of_family(said) && matches!(gap, " " | "\u{A0}") && letter != 'i';
        // "A child" and "I" are none, "the A family" is one.
        let may_lead = !matches!(letter, 'a' | 'i') || said == "the";
        let leads = may_lead && words.gap_after(at) == " " && of_family(next);
        let owns = word.stem_end != word.end && letter != 'i';
        if !(titled || led || leads || owns) {
            return None;
        }
        Some(Match {
            start: word.start,
            end: word.stem_end,
            entity: self.whose(letter, titled)?,
            certainty: Certainty::Asked,
            why: Why::KnownInitials,
        })
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

const fn is_stroke(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Whether two letters with a stroke between them say something else.
fn says_other(letters: &str) -> bool {
    STROKED.contains(&letters) || ABBREVIATIONS.contains(&letters)
}

/// Whether a word may be a piece of initials: one capital, capitals alone, several capitals among few letters, or, not at the
/// beginning, "St", "Mc" and a particle's letters.
fn is_like_initials(raw: &str, first: bool) -> bool {
    let letters = raw.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = raw.chars().filter(|letter| letter.is_uppercase()).count();
    let begins = raw.chars().next().is_some_and(char::is_uppercase);
    let short = letters <= 5 && letters <= capitals * 2 && begins;
    let particle = matches!(raw, "Mc" | "v" | "d" | "vd" | "vdB" | "de" | "van");
    short && (capitals == letters || capitals >= 2) || raw == "St" || !first && particle
}
