//! What each answer, line and entry holds in cells, each cell under a code.

use std::collections::BTreeMap;

use chronology::{Item, merge};
use model::case::{
    AskedAbout, ReturnForm, ReturnFound, ReturnHead, ReturnPart, ReturnText, SearchFound, StaffTold,
};
use model::chronology::{Column, Entry, Labels};
use model::paper::printable;
use model::{Date, RecordId, UncertainDate, parse_typed};

use super::super::answer::ToAnswer;
use super::words::FormWords;

/// What stands in cells, by their codes. Fixed answers are codes, dates EDTF.
pub(super) type Cells = BTreeMap<String, String>;

/// What a row of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// Who writes, what was found, how it was searched.
    Head,
    /// A part in words.
    Part(ReturnPart),
    /// Telling and support of people in a role.
    Staff,
    /// An entry of the chronology.
    Entry,
}

impl RowKind {
    /// A stable code of the kinds whose rows can be taken over together; none for the head, which a person looks at.
    #[must_use]
    pub const fn together(self) -> Option<&'static str> {
        match self {
            Self::Head => None,
            Self::Part(_) => Some("parts"),
            Self::Staff => Some("staff"),
            Self::Entry => Some("entries"),
        }
    }
}

/// The code of the row of the head.
pub(super) const HEAD: &str = "H";

/// The cells of the head beside those of each person, with their keys.
const HEAD_CELLS: [(&str, &str); 5] = [
    ("H1", "author"),
    ("H2", "independence"),
    ("H3", "found"),
    ("H4", "why"),
    ("H5", "systems"),
];

/// The cells of each person who was asked about, with their keys.
const SEARCH_CELLS: [(&str, &str); 3] = [
    ("A", "looked_for"),
    ("B", "search_found"),
    ("C", "search_words"),
];

/// The columns of the table about staff.
pub(super) const STAFF: [&str; 8] = [
    "role",
    "told_on",
    "by",
    "why_not",
    "offered",
    "taken",
    "beside",
    "follow_up",
];

/// Longest text of one cell in characters, as the pages online take it.
const LONGEST: usize = 40_000;

/// Whether a text is longer than an answer may be.
#[must_use]
pub fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST
}

/// The cell of a person who was asked about, by their number from 1.
fn search_cell(number: usize, letter: &str) -> String {
    format!("P{number}{letter}")
}

/// The code of a part: it stays the same whatever a request asks for.
pub(super) fn part_code(part: ReturnPart) -> String {
    let at = ReturnPart::ALL.iter().position(|one| *one == part);
    format!("Q{}", at.map_or(0, |at| at + 1))
}

/// The cell that says whether a part is finished.
pub(super) fn finished_cell(code: &str) -> String {
    format!("{code}F")
}

/// The code of a column of the table about staff.
pub(super) fn staff_cell(name: &str) -> String {
    format!("staff:{name}")
}

/// Where a cell of a line stands in the form; those of other answers stand as they came.
pub(super) fn place_of(cell: &str) -> usize {
    let staff = STAFF.iter().position(|name| staff_cell(name) == cell);
    let of_entry = || {
        let (column, _) = Column::marked(cell)?;
        Column::ALL.iter().position(|one| *one == column)
    };
    staff.or_else(of_entry).unwrap_or_default()
}

/// The cells that a request asks for one by one: the code of each and the code of its row.
pub(super) fn asked_cells(about: &[AskedAbout], parts: &[ReturnPart]) -> Vec<(String, String)> {
    let head = HEAD_CELLS.iter().map(|(code, _)| (*code).to_owned());
    let people = (1..=about.len())
        .flat_map(|number| SEARCH_CELLS.map(|(letter, _)| search_cell(number, letter)));
    let head = head.chain(people).map(|cell| (cell, HEAD.to_owned()));
    let parts = parts.iter().flat_map(|part| {
        let code = part_code(*part);
        [(code.clone(), code.clone()), (finished_cell(&code), code)]
    });
    head.chain(parts).collect()
}

/// The key of what a cell asks, and the number of the person whom it is about where it is about one.
#[must_use]
pub fn cell_key(cell: &str) -> (&str, Option<usize>) {
    if let Some((_, key)) = HEAD_CELLS.iter().find(|(code, _)| *code == cell) {
        return (key, None);
    }
    if let Some(key) = cell
        .strip_prefix("staff:")
        .or_else(|| cell.strip_prefix("code:"))
    {
        return (key, None);
    }
    if let Some(rest) = cell.strip_prefix('P') {
        let searched = SEARCH_CELLS.iter().find_map(|(letter, key)| {
            let number = rest.strip_suffix(letter)?.parse().ok()?;
            Some((*key, number))
        });
        if let Some((key, number)) = searched {
            return (key, Some(number));
        }
    }
    let key = if cell.ends_with('F') {
        "finished"
    } else {
        "words"
    };
    (key, None)
}

/// The codes of the fixed answers of a key; none where any words are an answer.
pub(super) fn choices(key: &str) -> Vec<&'static str> {
    match key {
        "found" => ReturnFound::ALL.iter().map(|one| one.code()).collect(),
        "search_found" => SearchFound::ALL.iter().map(|one| one.code()).collect(),
        "finished" => vec!["yes", "no"],
        _ => Vec::new(),
    }
}

/// What a row is, by its code.
pub(super) fn kind_of(code: &str) -> Option<RowKind> {
    if code == HEAD {
        return Some(RowKind::Head);
    }
    let part = code.strip_prefix('Q').and_then(|number| {
        let at: usize = number.parse().ok()?;
        ReturnPart::ALL.get(at.checked_sub(1)?).copied()
    });
    if let Some(part) = part {
        return Some(RowKind::Part(part));
    }
    match code.chars().next()? {
        'S' | 'N' => Some(RowKind::Staff),
        'E' => Some(RowKind::Entry),
        _ => None,
    }
}

/// A row as it stands in the return now.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) code: String,
    pub(super) place: Option<(RecordId, i64)>,
    pub(super) cells: Cells,
}

/// Everything that stands in the return. Lines of staff and entries have the codes that a document gave them; those that
/// it did not hold are left out. Without a document they are counted.
pub(super) fn standing(found: &ToAnswer, form: Option<&ReturnForm>) -> Vec<Standing> {
    let body = &found.request.body;
    let head = found.head.as_ref();
    let mut all = vec![Standing {
        code: HEAD.to_owned(),
        place: head.map(|one| (one.id, one.version)),
        cells: head_cells(head.map(|one| &one.body), &body.about),
    }];
    for part in ReturnPart::of_plan(body.plan) {
        let text = found.texts.iter().find(|one| one.body.part == part);
        let code = part_code(part);
        all.push(Standing {
            place: text.map(|one| (one.id, one.version)),
            cells: part_cells(&code, text.map(|one| &one.body)),
            code,
        });
    }
    let code_of = |letter: char, at: usize, id: RecordId| match form {
        None => Some(format!("{letter}{}", at + 1)),
        Some(form) => {
            let mut rows = form.rows.iter();
            let row = rows.find(|row| row.record == Some(id));
            row.map(|row| row.code.clone())
        }
    };
    for (at, one) in found.staff.iter().enumerate() {
        all.extend(code_of('S', at, one.id).map(|code| Standing {
            code,
            place: Some((one.id, one.version)),
            cells: staff_cells(&one.body),
        }));
    }
    let entries: Vec<_> = found.entries.iter().collect();
    let entries = merge::sorted(entries, |one| Some(Item::alone(one.id, &one.body)));
    for (at, one) in entries.into_iter().enumerate() {
        all.extend(code_of('E', at, one.id).map(|code| Standing {
            code,
            place: Some((one.id, one.version)),
            cells: entry_cells(&one.body),
        }));
    }
    all
}

fn head_cells(head: Option<&ReturnHead>, about: &[AskedAbout]) -> Cells {
    let text = |words: fn(&ReturnHead) -> &str| head.map_or("", words).to_owned();
    let mut cells: Cells = [
        ("H1".to_owned(), text(|head| &head.author.0)),
        ("H2".to_owned(), text(|head| &head.independence.0)),
        ("H3".to_owned(), text(|head| head.found.code())),
        ("H4".to_owned(), text(|head| &head.why.0)),
        ("H5".to_owned(), text(|head| &head.systems.0)),
    ]
    .into();
    for (at, person) in about.iter().enumerate() {
        let searched = head.and_then(|head| {
            let mut all = head.searched.iter();
            all.find(|one| one.subject == person.subject)
        });
        let [looked_for, found, words] = searched.map_or_else(Default::default, |one| {
            [
                one.looked_for.0.clone(),
                one.found.code().to_owned(),
                one.words.0.clone(),
            ]
        });
        cells.insert(search_cell(at + 1, "A"), looked_for);
        cells.insert(search_cell(at + 1, "B"), found);
        cells.insert(search_cell(at + 1, "C"), words);
    }
    cells
}

fn part_cells(code: &str, text: Option<&ReturnText>) -> Cells {
    let finished = text.is_some_and(|one| one.finished);
    let finished = if finished { "yes" } else { "no" };
    let words = text.map_or_else(String::new, |one| one.words.0.clone());
    [
        (code.to_owned(), words),
        (finished_cell(code), finished.to_owned()),
    ]
    .into()
}

pub(super) fn staff_cells(one: &StaffTold) -> Cells {
    let told_on = one.told_on.map(|on| on.to_edtf()).unwrap_or_default();
    let follow_up = one.follow_up.map(|on| on.to_string()).unwrap_or_default();
    let texts = [
        one.role.0.clone(),
        told_on,
        one.by.0.clone(),
        one.why_not.0.clone(),
        one.offered.0.clone(),
        one.taken.0.clone(),
        one.beside.0.clone(),
        follow_up,
    ];
    let names = STAFF.iter().map(|name| staff_cell(name));
    names.zip(texts).collect()
}

/// The columns of the chronology that the document may hold: the words of a date say no more than the date.
pub(super) fn entry_columns() -> impl Iterator<Item = Column> {
    let all = Column::ALL.iter().copied();
    all.filter(|column| !matches!(column, Column::When | Column::Agency | Column::Event))
}

pub(super) fn entry_cells(entry: &Entry) -> Cells {
    let codes = Labels::default();
    entry_columns()
        .map(|column| (column.mark(1), column.written(entry, &codes)))
        .collect()
}

/// A text as it is compared: ends of lines, spaces there and around it are no difference.
pub(super) fn normal(text: &str) -> String {
    let printed = printable(text);
    let lines: Vec<&str> = printed.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// A digest of a text as it is compared.
pub(super) fn mark(text: &str) -> String {
    crypto::digest(normal(text).as_bytes()).to_string()
}

/// As [`mark`], of words outside of tables, where spaces and line ends are no difference.
pub(super) fn mark_around(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    mark(&words.join(" "))
}

/// Whether a cell holds a date that may be uncertain.
pub(super) fn is_date(cell: &str) -> bool {
    matches!(
        cell,
        "staff:told_on" | "staff:follow_up" | "code:date" | "code:recorded_on"
    )
}

/// A date as people write it, where that is read back as the same; else as EDTF.
fn date_said(value: &str, today: Date) -> String {
    let Ok(date) = UncertainDate::from_edtf(value) else {
        return value.to_owned();
    };
    let words = date.to_string();
    match parse_typed(&words, today) {
        Ok(again) if again == date => words,
        _ => value.to_owned(),
    }
}

/// The column of people as they are called, and that of who of the case they are. Nobody can write the second by hand.
pub(super) const ABOUT: &str = "code:about";
pub(super) const ABOUT_KNOWN: &str = "code:about_known";

/// The one date that has to be a day: it is counted to.
pub(super) const FOLLOW_UP: &str = "staff:follow_up";

/// What a cell for a date holds, as EDTF; none where it is no date, or no day where it has to be one.
pub(super) fn date_read(cell: &str, words: &str, today: Date) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return Some(String::new());
    }
    let date = UncertainDate::from_edtf(words)
        .ok()
        .or_else(|| parse_typed(words, today).ok());
    let date = date.filter(|date| cell != FOLLOW_UP || date.is_certain_day().is_some());
    date.map(|date| date.to_edtf())
}

/// What stands in a cell, in words for people: fixed answers and dates as they are said.
#[must_use]
pub fn said(cell: &str, value: &str, words: &FormWords, today: Date) -> String {
    if value.is_empty() {
        return String::new();
    }
    if is_date(cell) {
        return date_said(value, today);
    }
    if let Some((column, _)) = Column::marked(cell) {
        let answers = words.labels.answers.get(&column);
        let label = answers.and_then(|answers| answers.get(value));
        return label.map_or_else(|| value.to_owned(), Clone::clone);
    }
    let (key, _) = cell_key(cell);
    if choices(key).contains(&value) {
        words.answer(key, value)
    } else {
        value.to_owned()
    }
}
