//! What a word is: how text becomes the terms that are kept and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crypto::Digest;
use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words that carry no meaning of their own; one a line.
const STOP: &str = include_str!("../data/stop-words.txt");
/// Words that tell nothing of what a whole text is about; one a line.
const COMMON: &str = include_str!("../data/common-words.txt");
/// Forms that no rule brings together: `children = child`.
const FORMS: &str = include_str!("../data/forms.txt");
/// Ways of saying one thing, for the people who keep the service.
const SAME: &str = include_str!("../data/same-meaning.txt");
/// Raise it when the rules below change: every index is then made anew.
const RULES: u8 = 1;
/// Longer ones are no words; what comes after is dropped.
const LONGEST: usize = 40;
/// Begins the term of a meaning. No word begins so.
const MEANING: char = '=';

/// One term of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// The stem, or a meaning.
    pub term: String,
    /// The word in lower case without accents; empty for a meaning.
    pub word: String,
    /// Where in the text it stands, in bytes.
    pub at: Range<usize>,
    /// Number of the word in the text; words without meaning count.
    pub position: usize,
    /// Whether a meaning that follows covers the word.
    pub covered: bool,
}

/// A word of a text, before it is decided whether it is kept.
struct Word {
    stem: String,
    word: String,
    at: Range<usize>,
    stop: bool,
    covered: bool,
}

/// The lists and rules by which text becomes terms.
#[derive(Debug)]
pub struct Words {
    stop: BTreeSet<String>,
    common: BTreeSet<String>,
    forms: BTreeMap<String, String>,
    /// First stem of a saying to the whole sayings, longest first, each with its meaning.
    sayings: BTreeMap<String, Vec<(Vec<String>, String)>>,
    stemmer: English,
    digest: Digest,
}

struct English(Stemmer);

impl std::fmt::Debug for English {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("English")
    }
}

impl Words {
    /// With the lists inside the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self::with_sayings(SAME)
    }

    /// With another list of sayings that mean one thing: a line is one meaning, its ways of saying it are between `=`;
    /// what follows `#` is a remark.
    #[must_use]
    pub fn with_sayings(list: &str) -> Self {
        let mut words = Self {
            stop: lines(STOP).map(str::to_owned).collect(),
            common: lines(COMMON).map(str::to_owned).collect(),
            forms: BTreeMap::new(),
            sayings: BTreeMap::new(),
            stemmer: English(Stemmer::new(Algorithm::English)),
            digest: crypto::digest(
                format!("{RULES}\n{STOP}\n{FORMS}\n{}", normal(list)).as_bytes(),
            ),
        };
        for line in lines(FORMS) {
            if let Some((form, base)) = line.split_once('=') {
                words
                    .forms
                    .insert(form.trim().to_owned(), base.trim().to_owned());
            }
        }
        for line in lines(list) {
            words.learn(line);
        }
        words
    }

    /// Says which lists and rules these are: an index made with others has to be made anew.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    fn learn(&mut self, line: &str) {
        let sayings: Vec<Vec<String>> = line
            .split('=')
            .map(|saying| self.split(saying).into_iter().map(|w| w.stem).collect())
            .filter(|saying: &Vec<String>| !saying.is_empty())
            .collect();
        let Some(meaning) = sayings.first().map(|first| first.join("-")) else {
            return;
        };
        for saying in sayings {
            if let Some(first) = saying.first().cloned() {
                let known = self.sayings.entry(first).or_default();
                known.push((saying, format!("{MEANING}{meaning}")));
                known.sort_by_key(|(saying, _)| std::cmp::Reverse(saying.len()));
            }
        }
    }

    /// The terms of a text in their order. Nothing in it has a special sense: signs part words.
    pub(crate) fn terms(&self, text: &str) -> Vec<Term> {
        let mut words = self.split(text);
        let meanings = self.meanings(&mut words);
        let mut terms = Vec::with_capacity(words.len());
        let mut meanings = meanings.into_iter().peekable();
        for (position, word) in words.into_iter().enumerate() {
            while let Some((_, at, term)) = meanings.next_if(|(place, ..)| *place == position) {
                terms.push(Term {
                    term,
                    word: String::new(),
                    at,
                    position,
                    covered: false,
                });
            }
            if !word.stop {
                terms.push(Term {
                    term: word.stem,
                    word: word.word,
                    at: word.at,
                    position,
                    covered: word.covered,
                });
            }
        }
        terms
    }

    /// For each thing that was said, where it or another form or way of saying it stands first in a text: the words as they
    /// stand there.
    #[must_use]
    pub fn stand<'a>(&self, said: &[&str], text: &'a str) -> Vec<Option<&'a str>> {
        let terms = self.terms(text);
        let stands = said.iter().map(|said| {
            let asked = self.terms(said);
            let asks = |one: &&Term| asked.iter().any(|asked| asked.term == one.term);
            let found = terms.iter().find(asks)?;
            text.get(found.at.clone())
        });
        stands.collect()
    }

    /// Whether a word, in small letters, tells anything of what a whole text is about.
    #[must_use]
    pub fn tells(&self, word: &str) -> bool {
        !self.stop.contains(word) && !self.common.contains(word)
    }

    /// How many different words of a whole text tell anything of what it is about.
    #[must_use]
    pub fn telling(&self, text: &str) -> usize {
        let terms = self.terms(text);
        let telling = terms.iter().filter(|one| !one.word.is_empty());
        let telling = telling.filter(|one| self.tells(&one.word));
        let telling: BTreeSet<&str> = telling.map(|one| one.term.as_str()).collect();
        telling.len()
    }

    /// The term of one word as somebody may have meant it.
    pub(crate) fn stem(&self, word: &str) -> String {
        let word = self.forms.get(word).map_or(word, String::as_str);
        self.stemmer.0.stem(word).into_owned()
    }

    fn meanings(&self, words: &mut [Word]) -> Vec<(usize, Range<usize>, String)> {
        let mut found = Vec::new();
        let mut place = 0;
        while let Some(rest) = words.get(place..).filter(|rest| !rest.is_empty()) {
            let said = rest
                .first()
                .and_then(|first| self.sayings.get(&first.stem))
                .and_then(|sayings| {
                    sayings.iter().find(|(saying, _)| {
                        rest.len() >= saying.len()
                            && saying
                                .iter()
                                .zip(rest)
                                .all(|(stem, word)| *stem == word.stem)
                    })
                });
            let Some((saying, meaning)) = said else {
                place += 1;
                continue;
            };
            let whole = words
                .get_mut(place..place + saying.len())
                .unwrap_or_default();
            let start = whole.first().map_or(0, |word| word.at.start);
            let end = whole.last().map_or(start, |word| word.at.end);
            for word in whole {
                word.covered = true;
            }
            found.push((place, start..end, meaning.clone()));
            place += saying.len();
        }
        found
    }

    fn split(&self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut start = None;
        let ends = text
            .char_indices()
            .chain(std::iter::once((text.len(), ' ')));
        for (at, sign) in ends {
            let part = sign.is_alphanumeric()
                || is_combining_mark(sign)
                || (start.is_some() && matches!(sign, '\'' | '\u{2019}'));
            match (part, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    start = None;
                    words.extend(self.word(text.get(from..at).unwrap_or_default(), from));
                }
                _ => {}
            }
        }
        words
    }

    fn word(&self, text: &str, from: usize) -> Option<Word> {
        let own = text.trim_end_matches(['\'', '\u{2019}']);
        let own = ["'s", "\u{2019}s", "'S", "\u{2019}S"]
            .iter()
            .find_map(|end| own.strip_suffix(end))
            .unwrap_or(own);
        let word: String = own
            .nfkd()
            .filter(|sign| sign.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .filter(|sign| sign.is_alphanumeric())
            .take(LONGEST)
            .collect();
        (!word.is_empty()).then(|| Word {
            stem: self.stem(&word),
            stop: self.stop.contains(&word),
            word,
            at: from..from + own.len(),
            covered: false,
        })
    }
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .map(|line| {
            line.split_once('#')
                .map_or(line, |(before, _)| before)
                .trim()
        })
        .filter(|line| !line.is_empty())
}

/// The list without what makes no difference.
fn normal(list: &str) -> String {
    lines(list).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let words = Words::embedded();
        words.terms(text).into_iter().map(|t| t.term).collect()
    }

    #[test]
    fn forms_of_a_word_are_one_term_and_signs_are_nothing() {
        assert_eq!(terms("Visits, visited; VISITING!"), ["visit"; 3]);
        assert_eq!(terms("the children's child"), ["child", "child"]);
        assert_eq!(terms("Zoë’s café"), ["zoe", "cafe"]);
        assert_eq!(terms("\"body:text\" AND ^~*?(["), ["bodi", "text"]);
        assert!(terms(" \u{301} '' … of the").len() <= 1);
    }

    #[test]
    fn ways_of_saying_one_thing_share_a_term() {
        let brought = terms("She was not brought to the clinic");
        let attended = terms("failed to attend a clinic");
        let shared: Vec<_> = brought.iter().filter(|t| t.starts_with('=')).collect();
        assert_eq!(shared.len(), 1);
        assert!(attended.contains(shared.first().unwrap()));
        assert!(brought.contains(&"bring".to_owned()), "its words stay");
        assert!(
            !terms("brought to the clinic")
                .iter()
                .any(|t| t.starts_with('='))
        );
    }

    #[test]
    fn every_saying_of_the_list_is_found_and_stands_in_one_line_only() {
        let words = Words::embedded();
        let mut seen = BTreeMap::new();
        for line in lines(SAME) {
            let meanings: BTreeSet<String> = line
                .split('=')
                .map(|saying| {
                    let said = words.terms(saying);
                    let said = said.into_iter().find(|t| t.word.is_empty());
                    said.unwrap().term
                })
                .collect();
            assert_eq!(meanings.len(), 1, "{line}");
            let meaning = meanings.into_iter().next().unwrap();
            assert_eq!(seen.insert(meaning, line), None);
        }
        assert!(seen.len() > 10);
    }

    #[test]
    fn what_was_said_is_shown_as_it_stands_there() {
        let words = Words::embedded();
        let text = "Letters lay there; she was not brought to the clinic.";
        assert_eq!(
            words.stand(&["letter", "did not attend", "school"], text),
            [Some("Letters"), Some("was not brought"), None]
        );
        assert_eq!(words.telling("The letter, the letters; a clinic"), 2);
        assert_eq!(words.telling("of the"), 0);
        assert_eq!(words.telling("Nobody told one child of two clinics"), 1);
    }

    #[test]
    fn another_list_is_another_digest_and_a_remark_is_not() {
        let plain = Words::with_sayings("a b = c d");
        assert_eq!(
            plain.digest(),
            Words::with_sayings("a b = c d # so\n\n").digest()
        );
        assert_ne!(plain.digest(), Words::with_sayings("a b = c e").digest());
    }
}
