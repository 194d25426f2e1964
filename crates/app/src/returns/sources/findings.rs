//! What stands in a document: passages and rows that may be entries, what has to be asked of each, and rows that are none.
//! It is worked out anew each time from the document, so that what nobody has confirmed is nowhere kept.

use std::collections::{BTreeMap, BTreeSet};

use chronology::dates::{CellDates, Column, Doubt, Reading, in_cell};
use chronology::notes::{self, Ask, DateFrom, Piece, Proposal, Status};
use chronology::tables::{
    CellReading, DateDoubt, Document, Field, Mapping, Question, QuestionCode, RowOutcome, What,
    apply, is_day_above, is_own, own_heads,
};
use model::case::{ReturnSource, SourceColumns, SourceHow, TableColumns};
use model::chronology::{Entry, EntryKind, Labels};
use model::grid::{Cell, Row, Table};
use model::{Date, RecordId, Sensitive, UncertainDate};

/// What has to be asked of a passage or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// Of a passage in notes.
    Note(Ask),
    /// Of a row.
    Row(Question),
    /// The row names another agency than the one whose return it is, in these words: whose account is it?
    OtherAgency(Sensitive<String>),
    /// The cell of a table of our own under this head does not say what it should: its words, or none.
    Cell(Sensitive<String>, Sensitive<String>),
    /// It lies in future.
    Later,
    /// It was written down or shared in future.
    LaterWritten,
    /// The same row came with another document of the return, and is an entry.
    Before,
    /// The same row stands above in this document: in another table, where it names one.
    Again(Option<u32>, u32),
    /// A person chose the paragraph: nothing was proposed of it, and nothing of it is read.
    Chosen,
}

/// A passage or row that may be an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What names it: `p` with paragraph, first and last letter; or `t` with table and row. Both with a number where one
    /// passage tells of several things.
    pub key: String,
    /// Table and row.
    pub row: Option<(u32, u32)>,
    /// What is asked; nothing where it can be taken in as it is.
    pub asks: Vec<Asks>,
    /// Where the date comes from, of notes.
    pub date_from: Option<DateFrom>,
    /// Whether the date is that of a row above, of a table.
    pub date_above: bool,
    /// The agency that the row names; empty where it names none.
    pub agency: Sensitive<String>,
    /// The entry that it would be, as far as it could be read. Its source says where it stands.
    pub entry: Entry,
}

impl Passage {
    /// Whether it asks who is meant, and how they are to be called.
    #[must_use]
    pub fn asks_who(&self) -> bool {
        self.asks.contains(&Asks::Note(Ask::WhoCausedHarm))
    }

    /// Whether the same row came with another document of the return.
    #[must_use]
    pub fn came_before(&self) -> bool {
        self.asks.contains(&Asks::Before)
    }

    /// The row above that this one may go on from, by its number.
    #[must_use]
    pub fn goes_on_from(&self) -> Option<u32> {
        self.asks.iter().find_map(|ask| match ask {
            Asks::Row(question) => match question.code {
                QuestionCode::Continues(row) => Some(row),
                _ => None,
            },
            _ => None,
        })
    }
}

/// A row that is no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// What names it.
    pub key: String,
    /// Table and row.
    pub row: (u32, u32),
    /// Code of the reason; [`RefusedRow::TABLE`] when the whole table was left out.
    pub code: &'static str,
    /// What stands in its cells.
    pub words: Sensitive<String>,
}

impl RefusedRow {
    /// Somebody said that the whole table is no chronology.
    pub const TABLE: &'static str = "row-table";
}

/// What stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Passages and rows, in the order in which they stand.
    pub passages: Vec<Passage>,
    /// Rows that are no entries.
    pub refused: Vec<RefusedRow>,
}

/// What stands in a document, by what was said of its columns. `labels` are the words of our own tables.
#[must_use]
pub fn findings(
    source: &ReturnSource,
    (id, columns): (Option<RecordId>, Option<&SourceColumns>),
    labels: &Labels,
) -> Findings {
    let mut found = match source.how {
        SourceHow::Notes => Findings {
            passages: passages(source),
            refused: Vec::new(),
        },
        SourceHow::Table => tables(source, columns, labels),
    };
    for passage in &mut found.passages {
        if let Some(source) = &mut passage.entry.source {
            source.document = id;
        }
    }
    found
}

fn passages(source: &ReturnSource) -> Vec<Passage> {
    let pieces = (1..).zip(&source.pieces).map(|(number, piece)| Piece {
        page: piece.page,
        paragraph: Some(number),
        text: piece.text.clone(),
    });
    let document = notes::Document {
        name: source.name.clone(),
        date: source.written,
        pieces: pieces.collect(),
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let passage = |one: Proposal| {
        let paragraph = one.source.paragraph.unwrap_or(0);
        let base = format!("p{paragraph}.{}.{}", one.source.start, one.source.end);
        let again = seen.entry(base.clone()).or_default();
        let key = format!("{base}.{again}");
        *again += 1;
        Passage {
            key,
            row: None,
            asks: match one.status {
                Status::Proposed => Vec::new(),
                Status::Question(ask) => vec![Asks::Note(ask)],
            },
            date_from: Some(one.date_from),
            date_above: false,
            agency: Sensitive::default(),
            entry: as_entry(one),
        }
    };
    let all = notes::propose(&document).into_iter().map(passage);
    all.fold(Vec::new(), with_its_question)
}

/// What a child told and who may have caused harm, asked of one passage, are asked of one entry.
fn with_its_question(mut all: Vec<Passage>, next: Passage) -> Vec<Passage> {
    let place = |one: &Passage| {
        let source = one.entry.source.as_ref();
        source.map(|source| (source.paragraph, source.start, source.end))
    };
    let told = [Asks::Note(Ask::Disclosure)];
    let last = all.last_mut();
    let same =
        last.filter(|last| next.asks_who() && last.asks == told && place(last) == place(&next));
    match same {
        Some(last) => last.asks.extend(next.asks),
        None => all.push(next),
    }
    all
}

/// The entry that a proposal would be; of a question as far as the passage itself says it.
fn as_entry(one: Proposal) -> Entry {
    if let Some(entry) = one.entry() {
        return entry;
    }
    let mut entry = Entry::new(one.date, one.kind, &one.text.0);
    // Who is meant is the question.
    if one.status != Status::Question(Ask::WhoCausedHarm) {
        entry.about = one.about;
    }
    entry.date_words = one.date_words;
    entry.recorded = one.recorded;
    entry.shared = one.shared;
    entry.source = Some(one.source);
    entry
}

fn tables(source: &ReturnSource, columns: Option<&SourceColumns>, labels: &Labels) -> Findings {
    let mut found = Findings::default();
    let mut outcomes = Vec::new();
    let mut carried = BTreeSet::new();
    let mut heads = BTreeMap::new();
    for table in &source.tables {
        let said = columns.and_then(|all| all.tables.iter().find(|one| one.table == table.number));
        if said.is_some_and(|said| said.left_out) {
            found
                .refused
                .extend(table.rows.iter().map(|row| RefusedRow {
                    key: key(table.number, row.number, 0),
                    row: (table.number, row.number),
                    code: RefusedRow::TABLE,
                    words: Sensitive::default(),
                }));
            continue;
        }
        let mapping = mapping_of(table, said, source.written);
        let column = dates_of(table, &mapping, source.written);
        let document = Document {
            name: &source.name.0,
            date: source.written,
            labels,
            read_date: &|text: &str| read_date(text, &column),
        };
        outcomes.extend(apply(table, &mapping, &document));
        carried.extend(without_date(table, &mapping));
        heads.insert(table.number, own_heads(table));
    }
    for outcome in outcomes {
        let above = carried.contains(&(outcome.table, outcome.row));
        let heads = heads.get(&outcome.table).map_or(&[] as &[_], Vec::as_slice);
        sort_in(&mut found, outcome, (heads, above));
    }
    ask_of_those_again(&mut found.passages);
    for refused in &mut found.refused {
        refused.words = words_of(&source.tables, refused.row);
    }
    found
}

/// Asks of each row that stands above in the same words, or as the same account of the same day, whether it is wanted again.
fn ask_of_those_again(passages: &mut [Passage]) {
    let mut first: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for passage in passages {
        let Some(row) = passage.row else { continue };
        let entry = &passage.entry;
        let words = entry.source.as_ref().map(|source| folded(&source.words));
        let account = folded(&entry.text);
        let dated = !entry.date.is_unknown() && !account.is_empty();
        let account = dated.then(|| format!("{} {account}", entry.date.to_edtf()));
        let words = words.filter(|words| !words.is_empty());
        let own = [words.map(|words| format!("words {words}")), account];
        let mut above = None;
        for one in own.into_iter().flatten() {
            let seen = *first.entry(one).or_insert(row);
            above = above.or(Some(seen).filter(|seen| *seen != row));
        }
        if let Some((table, number)) = above {
            let other = Some(table).filter(|table| *table != row.0);
            passage.asks.push(Asks::Again(other, number));
        }
    }
}

/// What stands in the cells of a row.
fn words_of(tables: &[Table], (table, row): (u32, u32)) -> Sensitive<String> {
    let mut tables = tables.iter();
    let found = tables.find(|one| one.number == table);
    let found = found.and_then(|one| one.rows.iter().find(|one| one.number == row));
    let cells = found.iter().flat_map(|row| &row.cells);
    let words = cells.map(|cell| cell.text.0.trim());
    let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
    Sensitive(words.join(" · "))
}

/// Words without regard to how they are spaced or written large.
pub(super) fn folded(text: &Sensitive<String>) -> String {
    let words: Vec<String> = text.0.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn key(table: u32, row: u32, number: usize) -> String {
    format!("t{table}.{row}.{number}")
}

/// Rows without a date of their own, by table and row: the cell goes on from above, is empty, or says that it is the same day.
fn without_date<'a>(
    table: &'a Table,
    mapping: &Mapping,
) -> impl Iterator<Item = (u32, u32)> + use<'a> {
    let mut columns = mapping.columns.iter();
    let at = columns.position(|one| *one == Some(Field::Date));
    let without = move |row: &&'a Row| {
        let cell = at.and_then(|at| row.cells.get(at));
        let above = |cell: &Cell| cell.is_empty() || is_day_above(&cell.text.0);
        at.is_some() && cell.is_none_or(above)
    };
    let rows = table.rows.iter().filter(without);
    rows.map(|row| (table.number, row.number))
}

fn sort_in(found: &mut Findings, outcome: RowOutcome, (heads, above): (&[String], bool)) {
    let row = (outcome.table, outcome.row);
    let (entries, asks) = match outcome.what {
        What::Refused(code) => {
            found.refused.push(RefusedRow {
                key: key(row.0, row.1, 0),
                row,
                code: code.code(),
                words: Sensitive::default(),
            });
            return;
        }
        What::Entries(entries) => (entries, Vec::new()),
        What::Questions { questions, entries } => (entries, questions),
    };
    let asks: Vec<Asks> = asks.into_iter().map(|one| of_cell(one, heads)).collect();
    let entries = if entries.is_empty() {
        vec![Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "")]
    } else {
        entries
    };
    let passages = entries
        .into_iter()
        .enumerate()
        .map(|(number, entry)| Passage {
            key: key(row.0, row.1, number),
            row: Some(row),
            asks: asks.clone(),
            date_from: None,
            date_above: above && !entry.date.is_unknown(),
            agency: outcome.agency.clone(),
            entry,
        });
    found.passages.extend(passages);
}

/// What is asked of a row; of a cell of our own tables under the head that the document itself has.
fn of_cell(question: Question, heads: &[String]) -> Asks {
    let head = question.column.and_then(|column| heads.get(column));
    match (question.code, head) {
        (QuestionCode::Own(_), Some(head)) if !head.is_empty() => {
            Asks::Cell(Sensitive(head.clone()), question.words)
        }
        _ => Asks::Row(question),
    }
}

/// What the columns of a table hold: as somebody said, else as they are proposed.
pub(super) fn mapping_of(
    table: &Table,
    said: Option<&TableColumns>,
    written: Option<Date>,
) -> Mapping {
    let column = Column {
        written,
        ..Column::default()
    };
    let mut mapping = Mapping::suggest(table, &|text| read_date(text, &column));
    if let Some(said) = said {
        let field = |code: &Option<String>| Field::from_code(code.as_deref()?);
        mapping.columns = said.columns.iter().map(field).collect();
    }
    mapping
}

/// Whether the columns of a table have to be said: not of those that this service wrote itself.
pub(super) fn needs_columns(table: &Table) -> bool {
    !is_own(table)
}

fn dates_of(table: &Table, mapping: &Mapping, written: Option<Date>) -> Column {
    let at = mapping
        .columns
        .iter()
        .position(|one| *one == Some(Field::Date));
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at?));
    Column::of(cells.map(|cell| cell.text.0.as_str()), written)
}

/// What our reader of dates makes of a cell.
fn read_date(text: &str, column: &Column) -> CellReading {
    match in_cell(text, column) {
        CellDates::None => CellReading::default(),
        CellDates::One(date) => CellReading {
            dates: vec![(date, text.trim().to_owned())],
            doubt: None,
        },
        CellDates::Several(readings) => several(&readings, text.trim()),
        CellDates::Question(doubt) => CellReading {
            dates: Vec::new(),
            doubt: Some(as_doubt(doubt)),
        },
    }
}

fn several(readings: &[Reading], text: &str) -> CellReading {
    let date = |reading: &Reading| match reading {
        Reading::Date(date) => Some((*date, text.to_owned())),
        Reading::Question(_) => None,
    };
    let dates: Vec<_> = readings.iter().filter_map(date).collect();
    let doubt = (dates.len() < readings.len()).then_some(DateDoubt::InPart);
    CellReading { dates, doubt }
}

const fn as_doubt(doubt: Doubt) -> DateDoubt {
    match doubt {
        Doubt::MonthFirst | Doubt::DayOrMonth | Doubt::DayOrYear => DateDoubt::TwoWays,
        Doubt::Recorded => DateDoubt::Recorded,
        _ => DateDoubt::NotRead,
    }
}
