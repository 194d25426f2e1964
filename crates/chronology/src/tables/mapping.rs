//! Which column of a table holds what.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::grid::{CellValue, Row, Table};
use serde::{Deserialize, Serialize};

use super::apply::CellReading;
use super::head::{Head, head_of};
use super::words::{by_key, fold, is_one_slip_apart, key};

/// Shortest head in which a slip of the pen is looked past; shorter words are too like each other.
const SHORTEST_WITH_SLIP: usize = 7;

/// Rows by which the columns of a table without heads are judged.
const JUDGED: usize = 50;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// When it happened; often with the time.
    Date,
    /// The time of day.
    Time,
    /// The last day of what went on.
    EndDate,
    /// What kind of thing.
    Kind,
    /// What happened.
    Text,
    /// Whom it is about.
    About,
    /// Who was there.
    Present,
    /// What was done in response.
    Response,
    /// What came of it.
    Outcome,
    /// Whether the child was seen.
    Seen,
    /// Whether the child was seen alone.
    SeenAlone,
    /// What the child said or showed.
    Voice,
    /// Whether it is part of a key practice episode.
    KeyEpisode,
    /// How its author sees it.
    Significance,
    /// Comment or analysis.
    Comment,
    /// Who may read it.
    Restriction,
    /// When it was written down.
    RecordedOn,
    /// Who wrote it down.
    RecordedBy,
    /// The file or system in which it was written.
    System,
    /// Page or reference in that.
    SourceRef,
    /// With whom it was shared.
    Shared,
    /// The agency whose entry it is.
    Agency,
    /// Number of the row in the agency's own count.
    Number,
    /// Nothing that is wanted: a person has said so.
    LeftOut,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::Date,
        Self::Time,
        Self::EndDate,
        Self::Kind,
        Self::Text,
        Self::About,
        Self::Present,
        Self::Response,
        Self::Outcome,
        Self::Seen,
        Self::SeenAlone,
        Self::Voice,
        Self::KeyEpisode,
        Self::Significance,
        Self::Comment,
        Self::Restriction,
        Self::RecordedOn,
        Self::RecordedBy,
        Self::System,
        Self::SourceRef,
        Self::Shared,
        Self::Agency,
        Self::Number,
        Self::LeftOut,
    ];

    /// A stable name, for interface texts and stores.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::EndDate => "end_date",
            Self::Kind => "kind",
            Self::Text => "text",
            Self::About => "about",
            Self::Present => "present",
            Self::Response => "response",
            Self::Outcome => "outcome",
            Self::Seen => "seen",
            Self::SeenAlone => "seen_alone",
            Self::Voice => "voice",
            Self::KeyEpisode => "key_episode",
            Self::Significance => "significance",
            Self::Comment => "comment",
            Self::Restriction => "restriction",
            Self::RecordedOn => "recorded_on",
            Self::RecordedBy => "recorded_by",
            Self::System => "system",
            Self::SourceRef => "source_ref",
            Self::Shared => "shared",
            Self::Agency => "agency",
            Self::Number => "number",
            Self::LeftOut => "left_out",
        }
    }

    /// From the stable name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Whether several columns may hold it: texts are joined.
    #[must_use]
    pub const fn takes_several(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::About
                | Self::Present
                | Self::Response
                | Self::Outcome
                | Self::Voice
                | Self::Comment
                | Self::RecordedBy
                | Self::System
                | Self::SourceRef
                | Self::Shared
                | Self::LeftOut
        )
    }
}

static HEADS: LazyLock<BTreeMap<String, Field>> = LazyLock::new(|| {
    let heads = by_key(include_str!("headers.csv")).into_iter();
    let known = heads.filter_map(|(head, code)| Some((head, Field::from_code(code)?)));
    known.collect()
});

/// What a column of this head holds, where agencies use it for one thing: also without what stands in brackets, and
/// with a slip of the pen in a longer word.
#[must_use]
pub fn field_of(head: &str) -> Option<Field> {
    if head.trim().is_empty() {
        return None;
    }
    let folded = key(head);
    if let Some(field) = HEADS.get(&folded) {
        return Some(*field);
    }
    if let Some((before, _)) = head.split_once(['(', '['])
        && let Some(field) = HEADS.get(&fold(before))
    {
        return Some(*field);
    }
    if folded.chars().count() < SHORTEST_WITH_SLIP {
        return None;
    }
    let mut like = HEADS
        .iter()
        .filter(|(known, _)| is_one_slip_apart(known, &folded))
        .map(|(_, field)| *field);
    let first = like.next()?;
    like.all(|other| other == first).then_some(first)
}

/// Which column of a table holds what, and what its words for fixed answers mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// The heads by which another table of the same layout is known again; see [`Mapping::fits`].
    pub fingerprint: String,
    /// What each column holds; nothing where nobody has said.
    pub columns: Vec<Option<Field>>,
    /// Answers that a person has given to words of this layout: for a field, the words in small letters without
    /// signs, and the code. They go before what is known of all agencies.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Field, BTreeMap<String, String>>,
}

impl Mapping {
    /// Proposes what the columns hold: by their heads, else, where the table has none, by which of them hold dates
    /// and which the longest texts.
    #[must_use]
    pub fn suggest(table: &Table, read_date: &dyn Fn(&str) -> CellReading) -> Self {
        let head = head_of(table);
        let columns = match &head {
            Some(head) => by_heads(head),
            None => by_content(table, read_date),
        };
        Self {
            fingerprint: fingerprint(table, head.as_ref()),
            columns,
            answers: BTreeMap::new(),
        }
    }

    /// Whether a table has the layout that this was made for.
    #[must_use]
    pub fn fits(&self, table: &Table) -> bool {
        self.fingerprint == fingerprint(table, head_of(table).as_ref())
    }

    /// Keeps the answer that a person gave to words of this layout.
    pub fn remember(&mut self, field: Field, words: &str, code: &str) {
        let answers = self.answers.entry(field).or_default();
        answers.insert(key(words), code.to_owned());
    }
}

fn fingerprint(table: &Table, head: Option<&Head>) -> String {
    match head {
        Some(head) => {
            let names: Vec<String> = head.names.iter().map(|name| key(name)).collect();
            names.join("|").trim_end_matches('|').to_owned()
        }
        None => format!("columns:{}", width(table)),
    }
}

/// Most cells of a row in which anything stands.
fn width(table: &Table) -> usize {
    let filled = |row: &Row| {
        let last = row.cells.iter().rposition(|cell| !cell.is_empty());
        last.map_or(0, |last| last + 1)
    };
    table.rows.iter().map(filled).max().unwrap_or(0)
}

fn by_heads(head: &Head) -> Vec<Option<Field>> {
    let mut columns: Vec<Option<Field>> = Vec::new();
    for name in &head.names {
        let field = field_of(name)
            .filter(|field| field.takes_several() || !columns.contains(&Some(*field)));
        columns.push(field);
    }
    columns
}

fn by_content(table: &Table, read_date: &dyn Fn(&str) -> CellReading) -> Vec<Option<Field>> {
    let count = width(table);
    let mut columns = vec![None; count];
    // Dates, letters and filled cells of each column.
    let judged: Vec<(usize, usize, usize)> = (0..count)
        .map(|column| judge(table, column, read_date))
        .collect();
    let is_dates =
        |(dates, _, filled): &(usize, usize, usize)| *dates > 0 && 5 * dates >= 3 * filled;
    let date = judged.iter().position(is_dates);
    let others = judged
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != date);
    let text = others
        .max_by_key(|(at, (_, letters, _))| (*letters, std::cmp::Reverse(*at)))
        .map(|(at, _)| at);
    for (at, field) in [(date, Field::Date), (text, Field::Text)] {
        if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
            *column = Some(field);
        }
    }
    columns
}

fn judge(
    table: &Table,
    column: usize,
    read_date: &dyn Fn(&str) -> CellReading,
) -> (usize, usize, usize) {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let filled = cells.filter(|cell| !cell.is_empty()).take(JUDGED);
    filled.fold((0, 0, 0), |(dates, letters, filled), cell| {
        let is_date = matches!(cell.value, CellValue::Day(_) | CellValue::At(_))
            || !read_date(&cell.text.0).dates.is_empty();
        let more = cell.text.0.chars().count();
        (dates + usize::from(is_date), letters + more, filled + 1)
    })
}
