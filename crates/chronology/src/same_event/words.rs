//! Words of entries as numbers, so that two entries are compared quickly. Words that the field uses for one thing count as one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lexicon::{ALSO, EVERYDAY, MEETINGS, ONE_WORD, PASSING, SERVICES, SMALL, TWO_WORDS};

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A word like any other.
    Plain,
    /// A number of two figures or more.
    Number,
    /// A word for a service or those who work in it.
    Service,
    /// A kind of formal meeting.
    MeetingKind,
    /// Says that something was passed on.
    Passing,
    /// A word of every day's records, which says little of what happened.
    Everyday,
}

/// Every word met, each with its number.
#[derive(Default)]
pub(super) struct Words {
    met: HashMap<String, Met>,
    ids: HashMap<String, u32>,
    kinds: Vec<Sort>,
    texts: Vec<String>,
    /// Each as it was first written: what a reader is shown.
    written: Vec<String>,
    /// Who may have passed something on, of the texts read since it was last taken.
    senders: Vec<u32>,
}

/// How many words after "from" may name who sent.
const AFTER_FROM: usize = 4;
/// A sender that opens an account ("Head of Tallow Primary: ...") is named within so many words.
const OPENING: usize = 7;

#[derive(Clone, Copy)]
struct Met {
    id: Option<u32>,
    /// What else it says: a police notice names the police.
    also: Option<u32>,
    ends_two_words: bool,
}

impl Words {
    /// The words of a text, appended to `into`. Small words are left out, endings are cut, and words for one thing are one.
    pub(super) fn read(&mut self, text: &str, into: &mut Vec<u32>) {
        self.read_with_names(text, into, &mut Vec::new());
    }

    /// As [`Self::read`], and apart those with a capital within a sentence: names of places and people, abbreviations.
    pub(super) fn read_with_names(
        &mut self,
        text: &str,
        into: &mut Vec<u32>,
        names: &mut Vec<u32>,
    ) {
        let shouted = !text.contains(|letter: char| letter.is_lowercase());
        let (mut before, mut begun) = ("", None);
        let (mut first, mut capital) = (true, false);
        let (mut read, mut from, mut sentence) = (0_usize, None, into.len());
        let start = into.len();
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            // "mum's" is "mum": what follows is cut as an ending below.
            let within = begun.is_some() && matches!(letter, '&' | '\'' | '’');
            if letter.is_alphanumeric() || within {
                if begun.is_none() {
                    begun = Some(at);
                    capital = letter.is_uppercase() && !first;
                    first = false;
                }
                continue;
            }
            if let Some(word) = begun.take().and_then(|begun| text.get(begun..at)) {
                let already = into.len();
                let taken = self.take(before, word, into);
                if capital && !shouted && into.len() > already {
                    names.extend(taken);
                }
                read += 1;
                let earlier = into.get(sentence..into.len().saturating_sub(1));
                self.find_senders(taken, earlier, from.map(|from| read - from));
                if word.eq_ignore_ascii_case("from") {
                    from = Some(read);
                }
                before = word;
            }
            if letter == ':' && read <= OPENING {
                self.senders.extend(into.iter().skip(start));
            }
            if matches!(letter, '.' | ':' | ';' | '?' | '!') {
                sentence = into.len();
                from = None;
            }
            first |= matches!(letter, '.' | ':' | '?' | '!' | '"' | '“');
        }
    }

    /// "From the surgery", "surgery rang", "police notice": the words just read, those of the sentence before them, and how many words
    /// ago "from" stood.
    fn find_senders(&mut self, taken: Option<u32>, before: Option<&[u32]>, from: Option<usize>) {
        let (Some(taken), Some(before)) = (taken, before) else {
            return;
        };
        if from.is_some_and(|words| words <= AFTER_FROM) {
            self.senders.push(taken);
        }
        if self.sort(taken) == Sort::Passing {
            self.senders.extend(before.iter().rev().take(2));
        }
    }

    /// Who may have passed something on, in order, of what was read since this was last asked.
    pub(super) fn take_senders(&mut self) -> Vec<u32> {
        let mut senders = std::mem::take(&mut self.senders);
        senders.sort_unstable();
        senders.dedup();
        senders
    }

    pub(super) fn sort(&self, id: u32) -> Sort {
        usize::try_from(id)
            .ok()
            .and_then(|at| self.kinds.get(at).copied())
            .unwrap_or(Sort::Plain)
    }

    pub(super) fn text(&self, id: u32) -> &str {
        usize::try_from(id)
            .ok()
            .and_then(|at| self.texts.get(at))
            .map_or("", String::as_str)
    }

    /// A word as somebody wrote it: "home", where it is kept as "hom".
    pub(super) fn written(&self, id: u32) -> &str {
        usize::try_from(id)
            .ok()
            .and_then(|at| self.written.get(at))
            .map_or("", String::as_str)
    }

    pub(super) const fn count(&self) -> usize {
        self.texts.len()
    }

    /// Appends what a word comes to, and gives it back; none for small words.
    fn take(&mut self, before: &str, word: &str, into: &mut Vec<u32>) -> Option<u32> {
        let word = word.split(['\'', '’']).next().unwrap_or(word);
        let word = in_small_letters(word);
        let met = self.met(&word);
        if met.ends_two_words
            && let before = in_small_letters(before)
            && let Some((first, _, thing)) = TWO_WORDS
                .iter()
                .find(|(first, second, _)| *second == word && *first == before)
        {
            if self.met(first).id.is_some() {
                into.pop();
            }
            let id = self.id(thing, thing);
            into.push(id);
            return Some(id);
        }
        into.extend(met.also);
        into.extend(met.id);
        met.id
    }

    /// What a word as written comes to; looked up once for each spelling.
    fn met(&mut self, word: &str) -> Met {
        if let Some(met) = self.met.get(word) {
            return *met;
        }
        let kept = kept_as(word).map(str::to_owned);
        let also = ALSO.iter().find(|(other, _)| *other == word);
        let met = Met {
            id: kept.map(|kept| self.id(&kept, word)),
            also: also.map(|(_, thing)| self.id(thing, thing)),
            ends_two_words: TWO_WORDS.iter().any(|(_, second, _)| *second == word),
        };
        self.met.insert(word.to_owned(), met);
        met
    }

    fn id(&mut self, word: &str, written: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_owned(), id);
        self.texts.push(word.to_owned());
        self.written.push(written.to_owned());
        self.kinds.push(sort_of(word));
        id
    }
}

/// The services that a text names, by the words of the field: "HV" is "health visitor", "DSL" is "school".
pub(crate) fn services_named(text: &str) -> Vec<String> {
    let (mut words, mut ids) = (Words::default(), Vec::new());
    words.read(text, &mut ids);
    let services = ids.iter().filter(|id| words.sort(**id) == Sort::Service);
    services.map(|id| words.text(*id).to_owned()).collect()
}

fn in_small_letters(word: &str) -> Cow<'_, str> {
    let small = |letter: u8| letter.is_ascii() && !letter.is_ascii_uppercase();
    if word.bytes().all(small) {
        return Cow::Borrowed(word);
    }
    // Letter by letter: what a letter becomes does not depend on where it stands.
    Cow::Owned(word.chars().flat_map(char::to_lowercase).collect())
}

/// Every word that is left out, or is one thing with others: looked up for each spelling that is met.
static LEFT_OUT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| SMALL.split_ascii_whitespace().collect());
static THINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut things = HashMap::new();
    for (thing, words) in ONE_WORD {
        for word in words.split_ascii_whitespace() {
            things.entry(word).or_insert(*thing);
        }
    }
    things
});
static OF_EVERY_DAY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| EVERYDAY.split_ascii_whitespace().map(stem).collect());

/// How a text writes what is kept as this: "forearm" or "wrist", where both are one thing; none where it has it in two words or not.
pub(super) fn as_written(kept: &str, text: &str) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty()).map(in_small_letters);
    let own = words.find(|word| kept_as(word) == Some(kept));
    own.map(Cow::into_owned)
}

/// The form in which a word is kept; none for small words and single figures.
fn kept_as(word: &str) -> Option<&str> {
    if word.chars().nth(1).is_none() || LEFT_OUT.contains(word) {
        return None;
    }
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return Some(word);
    }
    Some(THINGS.get(word).copied().unwrap_or_else(|| stem(word)))
}

fn sort_of(word: &str) -> Sort {
    if SERVICES.contains(&word) {
        Sort::Service
    } else if MEETINGS.contains(&word) {
        Sort::MeetingKind
    } else if PASSING.contains(&word) {
        Sort::Passing
    } else if word.chars().all(|letter| letter.is_ascii_digit()) {
        Sort::Number
    } else if OF_EVERY_DAY.contains(word) {
        Sort::Everyday
    } else {
        Sort::Plain
    }
}

/// Without the endings that the same word has in another sentence: "worries", "worried" and "worry" are one, and "stop", "stopped".
pub(super) fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 7] = ["ations", "ation", "ings", "ing", "ed", "es", "s"];
    let rest = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 3))
        .unwrap_or(word);
    let open = rest.strip_suffix(['e', 'i', 'y']).unwrap_or(rest);
    let rest = if open.len() >= 3 { open } else { rest };
    let mut last = rest.chars().rev();
    match (last.next(), last.next()) {
        (Some(one), Some(two)) if one == two && rest.len() > 3 => {
            rest.strip_suffix(one).unwrap_or(rest)
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_sent_something_is_read_from_its_words() {
        let senders = |text: &str| {
            let mut words = Words::default();
            words.read(text, &mut Vec::new());
            let senders = words.take_senders();
            let texts = senders.iter().map(|id| words.text(*id).to_owned());
            texts.collect::<Vec<_>>()
        };
        assert!(senders("From offender manager.").contains(&"probation".to_owned()));
        assert_eq!(senders("The health visitor rang"), ["health visitor"]);
        assert_eq!(senders("DSL: seen today"), ["school"]);
        assert_eq!(senders("Rang the police. Seen by GP"), Vec::<String>::new());
    }

    #[test]
    fn words_for_one_thing_are_one_and_small_words_are_none() {
        let mut words = Words::default();
        let mut read = |text: &str| {
            let mut ids = Vec::new();
            words.read(text, &mut ids);
            ids
        };
        assert_eq!(read("the HV"), read("health visitor"));
        assert_eq!(read("Mum's"), read("to the mother"));
        assert_eq!(read("bandaged"), read("bandages"));
        assert_eq!(read("worried"), read("worries"));
        assert_eq!(read("stopped"), read("stop"));
        assert_eq!(read("PPN"), read("police notice"));
        assert_eq!(read("it was with her, 7"), Vec::<u32>::new());
        assert_ne!(read("Larkspur"), read("Fennel"));
    }
}
