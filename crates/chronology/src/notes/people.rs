//! Whom a passage names, as the source calls them.

use model::chronology::EntryKind;
use model::uncertain::MONTHS;

use super::clause::flat;
use super::head::Header;
use super::whom::{self, CHILDREN, NO_NAMES, STAFF, TITLES};

/// The names of the children that a document names in its head or with their age.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Whole names, as written.
    whole: Vec<String>,
    /// Each word of them, in small letters.
    words: Vec<String>,
    /// Names of adults, each word in small letters.
    adults: Vec<String>,
}

impl Names {
    /// From the head, unless its subject is an adult, and from the account.
    pub fn of(header: &Header, account: &[&str], adult: bool) -> Self {
        let mut names = Self::default();
        for line in header.subject.0.split(';') {
            names.take_all(line.trim());
        }
        if adult {
            names.whole.clear();
            names.adults.append(&mut names.words);
            let first = account
                .iter()
                .flat_map(|text| text.split_whitespace())
                .take(2);
            names
                .adults
                .extend(first.filter(|word| is_name(word)).map(str::to_lowercase));
        }
        for text in account {
            names.take_with_age(text);
        }
        for text in account {
            names.take_adults(text);
        }
        names
    }

    /// Of whom somebody said that they are the children or the people that a text is about, unless it says that they are adults.
    pub fn of_people(called: &[&str]) -> Self {
        let mut names = Self::default();
        let adult = |name: &str| {
            name.split_whitespace()
                .any(|word| whom::is_adult(&word.to_lowercase()))
        };
        for name in called.iter().filter(|name| !adult(name)) {
            names.take_all(name.trim());
        }
        names
    }

    /// "Mum, Leanne", "her ex-partner Ryan".
    fn take_adults(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let [relation, name] = pair else { continue };
            let plain = trimmed(relation).to_lowercase();
            let adult = whom::is_adult(&plain) && !TITLES.contains(&plain.as_str());
            let name = trimmed(name);
            if adult && !relation.ends_with('.') && is_name(name) && !self.has(&name.to_lowercase())
            {
                self.adults.push(name.to_lowercase());
            }
        }
    }

    /// Whether a word in small letters is the name of an adult.
    fn is_adult(&self, word: &str) -> bool {
        self.adults.iter().any(|name| name == word)
    }

    fn take_all(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut name: Vec<&str> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let plain = trimmed(word);
            let leads = at == 0
                && words
                    .get(1)
                    .is_some_and(|next| next.starts_with(char::is_lowercase));
            let is_name = is_name(plain) && !(leads && words.len() > 2);
            if is_name {
                name.push(plain);
            }
            if !is_name || word.ends_with([',', ';', ')', '.']) {
                self.add(&name);
                name.clear();
            }
            if word.contains(['(']) {
                break;
            }
        }
        self.add(&name);
    }

    /// "Tilly (4)", "Tyler Harding (Year 3)", "Tate (18 months)".
    fn take_with_age(&mut self, text: &str) {
        for (at, _) in text.match_indices('(') {
            let (before, after) = text.split_at(at);
            // A line may end before the bracket.
            if !before.ends_with(char::is_whitespace) {
                continue;
            }
            let inside: String = after
                .chars()
                .skip(1)
                .take_while(|letter| *letter != ')')
                .collect();
            let figures: String = inside.chars().take_while(char::is_ascii_digit).collect();
            let age = figures
                .parse::<u8>()
                .is_ok_and(|age| age < 18 || inside.contains("month"));
            if !age && !inside.starts_with("Year ") {
                continue;
            }
            let mut name: Vec<&str> = before
                .split_whitespace()
                .rev()
                .take(3)
                .take_while(|word| is_name(word) && trimmed(word) == *word)
                .collect();
            name.reverse();
            self.add(&name);
        }
    }

    fn add(&mut self, name: &[&str]) {
        let whole = name.join(" ");
        if whole.is_empty() || self.whole.contains(&whole) {
            return;
        }
        self.words
            .extend(name.iter().map(|word| word.to_lowercase()));
        self.whole.push(whole);
    }

    /// Whether a word in small letters is part of a child's name.
    pub fn has(&self, word: &str) -> bool {
        let plain = word.strip_suffix("'s").unwrap_or(word);
        self.words.iter().any(|name| name == plain)
    }

    /// Whether any child is named.
    pub fn any(&self) -> bool {
        !self.words.is_empty()
    }

    /// The one child of the document.
    pub fn only(&self) -> Option<&str> {
        match self.whole.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Words before whoever is named that name nobody.
const LEADS: [&str; 9] = ["the", "a", "an", "his", "her", "their", "my", "our", "both"];

fn trimmed(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether a word may be a part of a name.
pub(super) fn is_name(word: &str) -> bool {
    let plain = trimmed(word);
    let letters = plain
        .chars()
        .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’'));
    let cased = plain.starts_with(char::is_uppercase) && plain.chars().any(char::is_lowercase);
    let is_month = || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(plain));
    letters && cased && !is_month() && !NO_NAMES.contains(&plain.to_lowercase().as_str())
}

/// Everybody whom a passage names or calls by what they are, each once, in order.
pub(super) fn mentions(text: &str, names: &Names) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, name) in places(text, names) {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Each mention, with the number of the word that it begins at.
fn places(text: &str, names: &Names) -> Vec<(usize, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (next, name) = mention(&words, at, names);
        found.extend(name.map(|name| (at, name)));
        at = next.max(at + 1);
    }
    found
}

/// Whom a passage is about, as far as that is certain: children of the document whom it names; an adult whom it begins with, or, of a
/// contact, whom the contact was with. Who only told of something is not whom it is about.
pub(super) fn certain(text: &str, kind: EntryKind, names: &Names) -> Vec<String> {
    const BEGINNING: usize = 3;
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| trimmed(word).to_lowercase())
        .collect();
    let contact = matches!(
        kind,
        EntryKind::Contact
            | EntryKind::AttemptedContact
            | EntryKind::Meeting
            | EntryKind::FamilyEvent
    );
    let mut found: Vec<String> = Vec::new();
    for (at, name) in places(text, names) {
        let before = words.get(..at).unwrap_or_default().iter();
        let before = before.filter(|word| !LEADS.contains(&word.as_str()));
        let source = before
            .clone()
            .next_back()
            .is_some_and(|word| matches!(word.as_str(), "from" | "by"));
        let first = words.get(at).map_or("", String::as_str);
        let child = names.has(first);
        let begins = before.count() < BEGINNING;
        let is_certain = child || (!source && (begins || contact));
        if is_certain && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// The children of the document whom a text names.
pub(super) fn named_children(text: &str, names: &Names) -> Vec<String> {
    let mut all = mentions(text, names);
    all.retain(|name| flat(name).split_whitespace().any(|word| names.has(word)));
    all.retain(|name| !flat(name).split_whitespace().any(whom::is_adult));
    all
}

/// Whether a passage speaks of a child without a name.
pub(super) fn speaks_of_a_child(flat: &str) -> bool {
    const PRONOUNS: [&str; 7] = ["he", "she", "him", "his", "her", "they", "them"];
    flat.split_whitespace()
        .any(|word| PRONOUNS.contains(&word) || CHILDREN.contains(&word))
}

fn mention(words: &[&str], at: usize, names: &Names) -> (usize, Option<String>) {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let small = |at: usize| trimmed(word(at)).to_lowercase().replace('’', "'");
    let plain = small(at);
    let base = plain.strip_suffix("'s").unwrap_or(&plain);
    if names.has(base) || (TITLES.contains(&base) && is_name(word(at + 1))) {
        let mut end = at + 1;
        let goes_on = |end: usize| {
            let open = !word(end - 1).ends_with([',', '.', ';', ')'])
                || TITLES.contains(&small(end - 1).as_str());
            open && is_name(word(end)) && (names.has(&small(end)) || TITLES.contains(&base))
        };
        while end < at + 4 && goes_on(end) {
            end += 1;
        }
        return (end, Some(called(words, at, end)));
    }
    if !whom::is_relation(base) {
        return (at + 1, None);
    }
    let leads = plain.ends_with("'s") || base == "male";
    if leads && whom::is_relation(&small(at + 1)) {
        return (at + 2, Some(called(words, at, at + 2)));
    }
    let mut end = at + 1;
    while end < at + 3
        && is_name(word(end))
        && !TITLES.contains(&small(end).as_str())
        && !word(end - 1).ends_with(['.', ';', ')'])
    {
        end += 1;
    }
    (end, Some(called(words, at, end)))
}

fn called(words: &[&str], start: usize, end: usize) -> String {
    let name = words.get(start..end).unwrap_or_default().join(" ");
    let name = trimmed(&name);
    let short = name
        .strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name);
    short.to_owned()
}

/// Whom words are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A child, or somebody who may be one.
    Child,
    /// An adult.
    Adult,
}

/// Whom a word in small letters means; `None` where it means nobody of its own.
pub(super) fn meant(word: &str, names: &Names) -> Option<Subject> {
    if names.has(word) || CHILDREN.contains(&word) {
        return Some(Subject::Child);
    }
    (whom::is_adult(word) || names.is_adult(word)).then_some(Subject::Adult)
}

/// Whether a word is a name that nobody has said anything about.
pub(super) fn is_unknown_name(word: &str, names: &Names) -> bool {
    is_name(word) && meant(&trimmed(word).to_lowercase(), names).is_none()
}

/// Whether a word is a name that is no child's, as far as the document says.
pub(super) fn is_adult_name(word: &str, names: &Names) -> bool {
    let plain = trimmed(word).to_lowercase();
    let base = plain.strip_suffix("'s").unwrap_or(&plain);
    is_name(word) && !names.has(base) && (names.is_adult(base) || meant(base, names).is_none())
}

/// Whom a clause is about: the first whom it names. A pronoun first keeps who it was before.
pub(super) fn subject(text: &str, names: &Names, before: Subject) -> Subject {
    let mut by = false;
    for word in flat(text).split_whitespace().take(4) {
        // "I saw her", "brought in by police": whoever "she" is after it, it is not they.
        if std::mem::replace(&mut by, word == "by") || matches!(word, "i" | "we") {
            continue;
        }
        if matches!(word, "he" | "she" | "they" | "him") {
            return before;
        }
        if let Some(subject) = meant(word, names) {
            let child = STAFF.contains(&word)
                && flat(text)
                    .split_whitespace()
                    .any(|other| meant(other, names) == Some(Subject::Child));
            return if child { Subject::Child } else { subject };
        }
    }
    before
}
