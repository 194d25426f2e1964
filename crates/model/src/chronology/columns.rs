//! The columns of a chronology that goes out as a table, each readable again without loss.
//!
//! Fixed answers are their codes or the words that whoever writes the table gives them. Several people or sharings
//! stand on lines of their own. Where a text would be mistaken for the sign that separates it, a `\` stands before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lines::{check, lines, share, uncheck, unlined, unshare};
use super::{ChildSeen, Entry, EntryKind, Person, Restriction, Significance, Source};
use crate::paper::printable;
use crate::scheme::kinds;
use crate::{Sensitive, UncertainDate};

kinds! {
    /// A column, in the order in which they stand.
    Column {
        /// When it happened, in words; says the same as `date`.
        When = "when",
        /// Whose account it is. An entry does not say it of itself: whoever writes the table knows it, and nobody reads it back.
        Agency = "agency",
        /// Which account it is of an event of which several tell. An entry does not say it of itself, and nobody reads it back.
        Event = "event",
        /// When it happened, as EDTF.
        Date = "date",
        /// The date as its source says it.
        DateWords = "date_words",
        /// What it tells of.
        Kind = "kind",
        /// What happened.
        Text = "text",
        /// Whom it is about, as the source calls them: a line each.
        About = "about",
        /// Who was there: a line each.
        Present = "present",
        /// What was done in response.
        Response = "response",
        /// What came of it.
        Outcome = "outcome",
        /// Whether the child was seen.
        Seen = "seen",
        /// Whether the child was seen alone.
        SeenAlone = "seen_alone",
        /// What the child said or showed.
        Voice = "voice",
        /// Whether it is part of a key practice episode: yes or no.
        KeyEpisode = "key_episode",
        /// How its author sees it.
        Significance = "significance",
        /// Comment or analysis.
        Comment = "comment",
        /// Who may read it.
        Restriction = "restriction",
        /// When it was written down, as EDTF.
        RecordedOn = "recorded_on",
        /// Role of whoever wrote it down.
        RecordedBy = "recorded_by",
        /// System or file in which it was written.
        RecordedIn = "recorded_in",
        /// With whom it was shared: a line each, `with | agency | when | how sure`.
        Shared = "shared",
        /// What people who wrote it down said of its facts: a line each, `role | who | day | says | what is not right | words | version`.
        Checked = "checked",
        /// Which people of the case the lines of `about` are: a line each, and one that tells whether those lines were changed.
        AboutKnown = "about_known",
        /// The document that it comes from.
        SourceFile = "source_file",
        /// Where in that document: `p3 r12 0-40`, page and piece where they are known.
        SourcePlace = "source_place",
        /// The words as they stood there.
        SourceWords = "source_words",
    }
}

/// What stands before the code of a column in the row of codes.
const MARK: &str = "code:";

/// A line of `about_known` where nobody has said who it is.
const NOBODY: &str = "none";
/// The last line of `about_known`: by it is seen that somebody wrote other people into `about` since.
const CHECK: &str = "check-";

/// Words of a table for people: what a column is called, and how its fixed answers are put.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// Heads of columns; the code stands where there is none.
    pub columns: BTreeMap<Column, String>,
    /// For a column, the words of each of its codes; the code stands where there are none.
    pub answers: BTreeMap<Column, BTreeMap<String, String>>,
}

impl Labels {
    /// The same, where agencies that something was shared with are called by their names: ids in letters, and names.
    #[must_use]
    pub fn naming(mut self, agencies: impl IntoIterator<Item = (String, String)>) -> Self {
        let own = self.answers.entry(Column::Shared).or_default();
        own.extend(agencies);
        self
    }

    /// The head of a column.
    #[must_use]
    pub fn head(&self, column: Column) -> &str {
        self.columns
            .get(&column)
            .map_or(column.code(), String::as_str)
    }

    /// The words of a fixed answer, when they are those of no other.
    pub(super) fn words_of<'a>(&'a self, column: Column, code: &'a str) -> &'a str {
        let words = self
            .answers
            .get(&column)
            .and_then(|answers| answers.get(code));
        let of_one = words.filter(|words| self.code_of(column, words) == Some(code));
        of_one.map_or(code, String::as_str)
    }

    /// The code whose words these are: none where two have the same. A code always stands for itself.
    pub(super) fn code_of(&self, column: Column, words: &str) -> Option<&str> {
        let words = words.trim();
        if let Some(code) = column.codes().into_iter().find(|code| *code == words) {
            return Some(code);
        }
        let mut found = self
            .answers
            .get(&column)?
            .iter()
            .filter(|(_, label)| !words.is_empty() && label.trim() == words);
        let (code, _) = found.next()?;
        found.next().is_none().then_some(code)
    }
}

/// The codes of all kinds of an answer.
macro_rules! codes {
    ($kind:ident) => {
        $kind::ALL.iter().map(|kind| kind.code()).collect()
    };
}

impl Column {
    /// The codes of its fixed answers; none where it takes any text.
    #[must_use]
    pub fn codes(self) -> Vec<&'static str> {
        match self {
            Self::Kind => codes!(EntryKind),
            Self::Seen | Self::SeenAlone => codes!(ChildSeen),
            Self::Significance => codes!(Significance),
            Self::Restriction => codes!(Restriction),
            Self::KeyEpisode => vec!["yes", "no"],
            _ => Vec::new(),
        }
    }

    /// What stands for the column in the row of codes; a long text goes on in a second column, a third.
    #[must_use]
    pub fn mark(self, part: usize) -> String {
        match part {
            0 | 1 => format!("{MARK}{}", self.code()),
            _ => format!("{MARK}{}+{part}", self.code()),
        }
    }

    /// The column and the part of it that a mark names.
    #[must_use]
    pub fn marked(mark: &str) -> Option<(Self, usize)> {
        let said = mark.trim().strip_prefix(MARK)?;
        let (code, part) = said.split_once('+').unwrap_or((said, "1"));
        let part = part.parse().ok().filter(|part| (1..100).contains(part))?;
        Some((Self::from_code(code)?, part))
    }

    /// What an entry has in the column.
    #[must_use]
    pub fn written(self, entry: &Entry, labels: &Labels) -> String {
        let answer = |code: &str| labels.words_of(self, code).to_owned();
        match self {
            Self::When => entry.date.to_string(),
            Self::Date => entry.date.to_edtf(),
            Self::Kind => answer(entry.kind.code()),
            Self::About => lines(entry.about.iter().map(|person| &person.called)),
            Self::AboutKnown => known(&entry.about),
            Self::Present => lines(&entry.present),
            Self::Seen => answer(entry.seen.code()),
            Self::SeenAlone => answer(entry.seen_alone.code()),
            Self::KeyEpisode => answer(if entry.key_episode { "yes" } else { "no" }),
            Self::Significance if entry.significance == Significance::NotSaid => String::new(),
            Self::Significance => answer(entry.significance.code()),
            Self::Restriction => answer(entry.restriction.code()),
            Self::RecordedOn => entry.recorded.on.map_or(String::new(), |on| on.to_edtf()),
            Self::Shared => {
                let all: Vec<String> = entry.shared.iter().map(|one| share(one, labels)).collect();
                all.join("\n")
            }
            Self::Checked => {
                let all: Vec<String> = entry.checked.iter().map(check).collect();
                all.join("\n")
            }
            Self::SourcePlace => entry.source.as_ref().map_or(String::new(), place),
            Self::SourceFile | Self::SourceWords => {
                let source = entry.source.as_ref();
                let words = source.map(|source| match self {
                    Self::SourceFile => source.file.0.clone(),
                    _ => source.words.0.clone(),
                });
                words.unwrap_or_default()
            }
            _ => self
                .text_of(entry)
                .map_or(String::new(), |text| text.0.clone()),
        }
    }

    /// The text that the column holds as it is, where it holds one.
    fn text_of(self, entry: &Entry) -> Option<&Sensitive<String>> {
        Some(match self {
            Self::DateWords => &entry.date_words,
            Self::Text => &entry.text,
            Self::Response => &entry.response,
            Self::Outcome => &entry.outcome,
            Self::Voice => &entry.voice,
            Self::Comment => &entry.comment,
            Self::RecordedBy => &entry.recorded.by_role,
            Self::RecordedIn => &entry.recorded.system,
            _ => return None,
        })
    }

    /// As [`Self::text_of`], to write it.
    fn text_in(self, entry: &mut Entry) -> Option<&mut Sensitive<String>> {
        Some(match self {
            Self::DateWords => &mut entry.date_words,
            Self::Text => &mut entry.text,
            Self::Response => &mut entry.response,
            Self::Outcome => &mut entry.outcome,
            Self::Voice => &mut entry.voice,
            Self::Comment => &mut entry.comment,
            Self::RecordedBy => &mut entry.recorded.by_role,
            Self::RecordedIn => &mut entry.recorded.system,
            _ => return None,
        })
    }
}

/// An entry from its columns, as [`Column::written`] made them, and the columns that do not say what they should: a
/// date that is none, words that are no answer, people that do not fit together. A column that is missing says
/// nothing, except that every entry has a date.
#[must_use]
pub fn read_columns(cells: &BTreeMap<Column, String>, labels: &Labels) -> (Entry, Vec<Column>) {
    let mut entry = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    let mut unread = Vec::new();
    if !cells.contains_key(&Column::Date) {
        unread.push(Column::Date);
    }
    for (column, cell) in cells {
        let is_read = match column.text_in(&mut entry) {
            Some(text) => {
                text.0.clone_from(cell);
                true
            }
            None => read_one(&mut entry, *column, cell, labels).is_some(),
        };
        if !is_read {
            unread.push(*column);
        }
    }
    if !read_source(&mut entry, cells) {
        unread.push(Column::SourcePlace);
    }
    let has_date = !unread.contains(&Column::Date);
    let when = cells.get(&Column::When).map(|when| when.trim());
    let differs = |when: &str| !when.is_empty() && when != entry.date.to_string();
    if has_date && when.is_some_and(differs) {
        unread.push(Column::When);
    }
    unread.sort_unstable();
    unread.dedup();
    (entry, unread)
}

/// One column; nothing when it does not say what it should.
fn read_one(entry: &mut Entry, column: Column, cell: &str, labels: &Labels) -> Option<()> {
    let answer = || labels.code_of(column, cell).unwrap_or_default();
    let said = !cell.trim().is_empty();
    match column {
        Column::Date => {
            entry.date = UncertainDate::from_edtf(Some(cell.trim()).filter(|_| said)?).ok()?;
        }
        Column::RecordedOn if said => {
            entry.recorded.on = Some(UncertainDate::from_edtf(cell.trim()).ok()?);
        }
        Column::Kind if said => entry.kind = EntryKind::from_code(answer())?,
        Column::Seen if said => entry.seen = ChildSeen::from_code(answer())?,
        Column::SeenAlone if said => entry.seen_alone = ChildSeen::from_code(answer())?,
        Column::Significance if said => entry.significance = Significance::from_code(answer())?,
        Column::Restriction if said => entry.restriction = Restriction::from_code(answer())?,
        Column::KeyEpisode if said => {
            entry.key_episode = match answer() {
                "yes" => true,
                "no" => false,
                _ => return None,
            }
        }
        Column::Present => entry.present = unlined(cell).map(Sensitive).collect(),
        // `about` comes before `about_known`.
        Column::About => {
            let person = |called| Person {
                known: None,
                called: Sensitive(called),
            };
            entry.about = unlined(cell).map(person).collect();
        }
        Column::AboutKnown if said => {
            let mut ids: Vec<&str> = cell.lines().map(str::trim).collect();
            if let Some(said) = ids.last().and_then(|last| last.strip_prefix(CHECK)) {
                let called = lines(entry.about.iter().map(|person| &person.called));
                if said.parse() != Ok(check_number(&called)) {
                    return None;
                }
                ids.pop();
            }
            if ids.len() != entry.about.len() {
                return None;
            }
            for (person, id) in entry.about.iter_mut().zip(ids) {
                person.known = match id {
                    NOBODY => None,
                    id => Some(id.parse().ok()?),
                };
            }
        }
        Column::Shared => {
            let lines = cell.lines().map(|line| unshare(line, labels));
            entry.shared = lines.collect::<Option<_>>()?;
        }
        Column::Checked => entry.checked = cell.lines().map(uncheck).collect::<Option<_>>()?,
        _ => {}
    }
    Some(())
}

/// The three columns of the source together.
fn read_source(entry: &mut Entry, cells: &BTreeMap<Column, String>) -> bool {
    let cell = |column| cells.get(&column).map_or("", String::as_str);
    let (file, words) = (cell(Column::SourceFile), cell(Column::SourceWords));
    let said = cell(Column::SourcePlace).trim();
    if said.is_empty() {
        return file.is_empty() && words.is_empty();
    }
    let Some(mut source) = unplace(said) else {
        return false;
    };
    source.file = Sensitive(file.to_owned());
    source.words = Sensitive(words.to_owned());
    entry.source = Some(source);
    true
}

/// Where in a document, as people say it: "page 3, paragraph 4, characters 74-135".
fn place(source: &Source) -> String {
    let page = source.page.map(|page| format!("page {page}, "));
    let piece = source.paragraph.map(|piece| format!("paragraph {piece}, "));
    let (page, piece) = (page.unwrap_or_default(), piece.unwrap_or_default());
    format!("{page}{piece}characters {}-{}", source.start, source.end)
}

/// Reads [`place`], and "p3 r4 74-135" as earlier versions wrote it.
fn unplace(said: &str) -> Option<Source> {
    let mut source = Source::default();
    let mut letters = None;
    let words = said.split([' ', ',']);
    let mut words = words.filter(|word| !["", "characters"].contains(word));
    while let Some(word) = words.next() {
        if word == "page" {
            source.page = Some(words.next()?.parse().ok()?);
        } else if word == "paragraph" {
            source.paragraph = Some(words.next()?.parse().ok()?);
        } else if let Some(page) = word.strip_prefix('p') {
            source.page = Some(page.parse().ok()?);
        } else if let Some(piece) = word.strip_prefix('r') {
            source.paragraph = Some(piece.parse().ok()?);
        } else {
            let (start, end) = word.split_once('-')?;
            letters = Some((start.parse().ok()?, end.parse().ok()?));
        }
    }
    (source.start, source.end) = letters?;
    Some(source)
}

fn known(people: &[Person]) -> String {
    if people.iter().all(|person| person.known.is_none()) {
        return String::new();
    }
    let ids = people.iter().map(|person| {
        person
            .known
            .map_or(NOBODY.to_owned(), |known| known.to_string())
    });
    let check = check_number(&printable(&lines(
        people.iter().map(|person| &person.called),
    )));
    let all = ids.chain([format!("{CHECK}{check}")]);
    all.collect::<Vec<_>>().join("\n")
}

/// A check number of a text, by which it is seen that somebody wrote in it. So small that it tells nothing of a name.
#[must_use]
pub fn check_number(text: &str) -> u32 {
    let letters = text.chars().filter(|one| !one.is_whitespace());
    letters.fold(0, |sum, one| (sum * 31 + u32::from(one)) % 97)
}
