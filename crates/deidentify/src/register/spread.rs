//! Names of people written so that no word of the text is one: taken apart by spaces, hyphens, points or line ends, run
//! together, with figures for letters, backwards. One walk over the letters of the text finds them all; what stands between the
//! letters then says whether that can be chance.

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::Match;
use super::inside::Run;
use super::join::is_blank;
use crate::kind::{Certainty, Why};
use crate::letters::{Letters, is_mark};
use crate::text::{Shape, Words};
use crate::words::{Ordinary, ordinary, ordinary_or_inflected};

/// A shorter name is found only where each of its letters stands alone.
const LONG: usize = 5;
/// A name shorter than this is not looked for.
const SHORTEST: usize = 3;
/// Characters between two pieces of a name, at most, where they are no white space.
const WIDEST: usize = 3;

/// All names, by their letters alone.
#[derive(Default)]
pub(crate) struct Spread {
    forms: Vec<Form>,
    ready: Option<AhoCorasick>,
}

/// What the letters of a form are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// A part of a name: as one word it is found elsewhere.
    Part,
    /// Several parts of a name in one.
    Whole,
    /// A part from its end to its beginning.
    Backwards,
}

struct Form {
    letters: String,
    entity: usize,
    of: Of,
    /// A word of the language.
    is_word: bool,
}

impl Spread {
    /// Adds a part of a name, small and plain.
    pub fn add_part(&mut self, part: &str, entity: usize) {
        self.add_form(part.to_owned(), entity, Of::Part);
        let turned: String = part.chars().rev().collect();
        if part.chars().count() >= LONG && turned != *part {
            self.add_form(turned, entity, Of::Backwards);
        }
    }

    /// Adds the parts of a name in one: all of them, and the first with the last, turned round too.
    pub fn add_whole(&mut self, parts: &[String], entity: usize) {
        if let [first, .., last] = parts {
            self.add_form(format!("{first}{last}"), entity, Of::Whole);
            self.add_form(format!("{last}{first}"), entity, Of::Whole);
            self.add_form(parts.concat(), entity, Of::Whole);
        }
    }

    fn add_form(&mut self, letters: String, entity: usize, of: Of) {
        let is_name = letters.chars().all(char::is_alphabetic);
        if is_name && letters.chars().count() >= SHORTEST {
            self.forms.push(Form {
                is_word: ordinary_or_inflected(&letters) != Ordinary::No,
                letters,
                entity,
                of,
            });
        }
    }

    /// Makes the search ready.
    pub fn make_ready(&mut self) {
        let key = |form: &Form| (form.letters.clone(), form.entity, form.of);
        self.forms.sort_by_cached_key(key);
        self.forms
            .dedup_by(|one, other| one.letters == other.letters && one.entity == other.entity);
        let looked_for = self.forms.iter().map(|form| read(form.letters.bytes()));
        let built = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(looked_for);
        self.ready = built.ok().filter(|_| !self.forms.is_empty());
    }

    /// Every mention.
    pub fn matches(&self, words: &Words<'_>) -> Vec<Match> {
        let Some(ready) = &self.ready else {
            return Vec::new();
        };
        let stream = Stream::of(words);
        let looked = read(stream.letters.iter().copied());
        let hits = ready.find_overlapping_iter(&looked);
        let found = hits.filter_map(|hit| {
            let form = self.forms.get(hit.pattern().as_usize())?;
            stream.mention(form, (hit.start(), hit.end()))
        });
        found.collect()
    }
}

/// Letters as they are looked for: a figure or sign as the letter that it stands for, and l as i, since 1 stands for both.
fn read(letters: impl Iterator<Item = u8>) -> Vec<u8> {
    let plain = letters.map(|letter| match letter {
        b'0' => b'o',
        b'1' | b'l' | b'!' | b'|' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' | b'+' => b't',
        b'8' => b'b',
        b'9' => b'g',
        other => other,
    });
    plain.collect()
}

/// A sign that alone stands between two words and may be a letter of them.
fn sign(between: &str) -> Option<u8> {
    match between.as_bytes() {
        [sign @ (b'@' | b'$' | b'!' | b'|' | b'+')] => Some(*sign),
        _ => None,
    }
}

/// The letters of all words in one, with the places of the words.
struct Stream<'words, 'text> {
    words: &'words Words<'text>,
    letters: Vec<u8>,
    pieces: Vec<Piece>,
    /// Whether something in the text turns the direction of writing.
    turns: bool,
}

#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// Which word; none for a sign between two.
    word: Option<usize>,
}

/// What stands between two pieces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Nothing: a sign that stands for a letter.
    None,
    /// White space.
    Blank,
    /// A hyphen, a point or the like, at a line end too.
    Tight,
    /// A sign with white space beside it.
    Loose,
}

impl<'words, 'text> Stream<'words, 'text> {
    fn of(words: &'words Words<'text>) -> Self {
        let mut letters = Vec::with_capacity(words.letters().len() + 16);
        let mut pieces = Vec::with_capacity(words.all().len() + 16);
        for (at, word) in words.all().iter().enumerate() {
            let start = letters.len();
            letters.extend_from_slice(words.folded(word).as_bytes());
            pieces.push(Piece {
                start,
                end: letters.len(),
                word: Some(at),
            });
            if let Some(sign) = sign(words.gap_behind(at)) {
                letters.push(sign);
                pieces.push(Piece {
                    start: letters.len() - 1,
                    end: letters.len(),
                    word: None,
                });
            }
        }
        let text = words.text;
        let turning = ['\u{202B}', '\u{202E}', '\u{200F}', '\u{2067}'];
        Self {
            words,
            letters,
            pieces,
            turns: !text.is_ascii() && text.contains(turning),
        }
    }

    /// The mention, where the letters are the name's and what stands around and between them is no chance.
    fn mention(&self, form: &Form, (start, end): (usize, usize)) -> Option<Match> {
        let first = self.pieces.partition_point(|piece| piece.end <= start);
        let behind = self.pieces.partition_point(|piece| piece.start < end);
        let pieces = self.pieces.get(first..behind)?;
        let (head, tail) = (pieces.first()?, pieces.last()?);
        let led = self.letters.get(head.start..start)?;
        let rest = self.letters.get(end..tail.end)?;
        let touches = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_digit);
        let (before, after) = (touches(led.last()), touches(rest.first()));
        let begins = led.is_empty() || before;
        let ends = matches!(rest, b"" | b"s" | b"es") || after;
        let said = self.letters.get(start..end)?;
        let figures = figures(said, form.letters.as_bytes())?;
        if !begins || !ends {
            let inside = (start - head.start, end - head.start);
            return (pieces.len() == 1 && form.of != Of::Backwards)
                .then(|| self.inside(form, head.word?, inside))
                .flatten();
        }
        let certainty = self.certainty(form, pieces, figures > 0 || before || after)?;
        let (one, last) = (self.words.get(head.word?)?, self.words.get(tail.word?)?);
        let possessive = rest == b"s" && last.stem_end != last.end;
        Some(Match {
            start: one.start,
            end: if possessive { last.stem_end } else { last.end },
            entity: form.entity,
            certainty,
            why: Why::KnownLetters,
        })
    }

    /// The whole run in which a name lies, where that is no chance.
    fn inside(&self, form: &Form, at: usize, name: (usize, usize)) -> Option<Match> {
        let word = self.words.get(at)?;
        let before = self.words.text.get(..word.start)?;
        let run = Run {
            said: self.words.text.get(word.start..word.stem_end)?,
            letters: self.words.stem(word),
            name,
            tagged: before.ends_with(['#', '＃']),
        };
        Some(Match {
            start: word.start,
            end: word.stem_end,
            entity: form.entity,
            certainty: run.certainty(form.is_word)?,
            why: Why::KnownLetters,
        })
    }

    fn certainty(&self, form: &Form, pieces: &[Piece], figures: bool) -> Option<Certainty> {
        let spelt = pieces.len() > 1 && self.is_spelt(pieces);
        let long = form.letters.chars().count() >= LONG;
        let found = match (pieces.len(), form.of) {
            _ if spelt => Certainty::Likely,
            _ if !long => return None,
            (1, Of::Part) if !figures => return None,
            (1, Of::Backwards) if !self.turns => Certainty::Asked,
            (1, _) => Certainty::Likely,
            (_, Of::Backwards) if !self.turns => return None,
            _ => self.taken_apart(pieces, &self.joins(pieces)?, figures)?,
        };
        let may_be_chance = form.is_word || !long;
        Some(if may_be_chance {
            Certainty::Asked
        } else {
            found
        })
    }

    /// Whether each letter stands alone, with the same kind of thing between each two.
    fn is_spelt(&self, pieces: &[Piece]) -> bool {
        let alone = |piece: &Piece| piece.word.is_some_and(|at| self.length(at) == 1);
        let near = |at: usize| self.between(at).chars().count() <= WIDEST;
        let inner = pieces.iter().take(pieces.len().saturating_sub(1));
        let apart = inner.filter_map(|piece| piece.word).all(near);
        pieces.iter().all(alone) && apart
    }

    /// Letters of a word without its `'s`.
    fn length(&self, at: usize) -> usize {
        let stem = self.words.get(at).map(|word| self.words.stem(word));
        stem.unwrap_or_default().chars().count()
    }

    /// What stands between a word and the next, without what shows nothing.
    fn between(&self, at: usize) -> String {
        let gap = self.words.gap_behind(at);
        let seen = Letters::new(gap).filter(|one| !is_mark(one.letter));
        seen.map(|one| one.letter).take(WIDEST * 4).collect()
    }

    /// What stands between the pieces; nothing where two of them belong to two sentences, paragraphs or cells.
    fn joins(&self, pieces: &[Piece]) -> Option<Vec<Join>> {
        let inner = pieces.windows(2).map(|two| match two {
            [one, next] if next.word.is_some() => one.word.map_or(Some(Join::None), |at| {
                let gap = self.between(at);
                join(&gap)
            }),
            _ => Some(Join::None),
        });
        inner.collect()
    }

    /// How sure it is where a name is in several pieces, of which some are longer than a letter.
    fn taken_apart(&self, pieces: &[Piece], joins: &[Join], figures: bool) -> Option<Certainty> {
        if joins.contains(&Join::Loose) {
            return None;
        }
        let all: Vec<usize> = pieces.iter().filter_map(|piece| piece.word).collect();
        let count = |wanted: Ordinary| {
            let ones = all.iter().filter(|at| self.ordinary(**at) == wanted);
            ones.count()
        };
        let (strange, very) = (count(Ordinary::No), count(Ordinary::Very));
        let tight = joins.contains(&Join::Tight) && !self.goes_on(&all);
        let shape = |at: &usize| self.words.get(*at).map(|word| word.shape);
        let capital = all.first().and_then(shape) == Some(Shape::Capital)
            && all.iter().skip(1).all(|at| shape(at) == Some(Shape::Small));
        let named = capital && !all.first().and_then(|at| self.words.get(*at))?.begins;
        let prose = !capital && !tight && very >= 2;
        // "Rob in the kitchen" is no Robin.
        let goes_over = self.ordinary(*all.last()?) == Ordinary::Very;
        match () {
            () if figures => (tight || !self.has_number(&all)).then_some(Certainty::Likely),
            () if prose => None,
            () if very == all.len() => (tight && named).then_some(Certainty::Asked),
            () if tight => Some(Certainty::Likely),
            () if goes_over => Some(Certainty::Asked),
            () if strange > 0 || named => Some(Certainty::Likely),
            () => Some(Certainty::Asked),
        }
    }

    /// Whether one of the words is a number.
    fn has_number(&self, all: &[usize]) -> bool {
        let words = all.iter().filter_map(|at| self.words.get(*at));
        let mut said = words.map(|word| self.words.folded(word));
        said.any(|word| word.bytes().all(|letter| letter.is_ascii_digit()))
    }

    /// How ordinary a piece is as a word; a lone letter is none, but "a" and "I".
    fn ordinary(&self, at: usize) -> Ordinary {
        let word = self.words.get(at).map(|word| self.words.stem(word));
        match word.unwrap_or_default() {
            "a" | "i" => Ordinary::Very,
            one if one.chars().count() == 1 => Ordinary::No,
            other => ordinary(other),
        }
    }

    /// Whether the word with hyphens, of which these are pieces, has more of them.
    fn goes_on(&self, all: &[usize]) -> bool {
        let hyphen = |at: Option<usize>| at.is_some_and(|at| self.words.gap_behind(at) == "-");
        let before = all.first().and_then(|at| at.checked_sub(1));
        hyphen(before) || hyphen(all.last().copied())
    }
}

/// How many figures and signs stand for letters; nothing where the letters are others, or most of them are no letters.
fn figures(said: &[u8], name: &[u8]) -> Option<usize> {
    let mut figures = 0;
    for (one, wanted) in said.iter().zip(name) {
        if one != wanted {
            if one.is_ascii_alphabetic() || !one.is_ascii() {
                return None;
            }
            figures += 1;
        }
    }
    (figures * 2 < name.len()).then_some(figures)
}

fn join(gap: &str) -> Option<Join> {
    let trimmed = gap.trim();
    let signs = trimmed.chars().count();
    let lines = gap.matches('\n').count();
    if trimmed.is_empty() {
        return is_blank(gap).then_some(Join::Blank);
    }
    if signs > WIDEST || lines > 1 {
        return None;
    }
    let at_line_end = lines == 1 && gap.starts_with(['-', '\u{2010}', '\u{2011}']) && signs == 1;
    let spaced = gap.contains(char::is_whitespace);
    Some(if at_line_end || !spaced {
        Join::Tight
    } else {
        Join::Loose
    })
}
