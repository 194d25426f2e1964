//! The cells of one row, each into its place in an entry.

use model::chronology::{
    ChildSeen, Entry, EntryKind, Person, Restriction, ShareStands, Shared, Significance, Source,
    could_run,
};
use model::grid::{CellValue, Merged, Row};
use model::uncertain::{Ends, Meaning, PartDate};
use model::{Sensitive, UncertainDate};

use super::always::always;
use super::answers::answer;
use super::apply::{CellReading, DateDoubt, Document};
use super::clock::time_of_day;
use super::kinds::kind_by_opening;
use super::mapping::{Field, Mapping};
use super::outcome::{Question, QuestionCode, add_line};
use super::quote::quote;
use super::row_above::{FromAbove, from_above};
use super::words::key;
use crate::dates::{is_left_out, without_writing};
use crate::notes::quoted::OfTable;

/// Words that say that something was shared with nobody.
const NOBODY: [&str; 8] = ["", "-", "–", "no", "none", "nil", "n a", "not shared"];

/// A cell with what counts for it where it is merged.
#[derive(Clone, Default)]
pub struct Effective {
    pub text: String,
    pub value: CellValue,
    /// Whether it counts from the row above.
    pub is_carried: bool,
    /// Whether it is a formula whose result is not in the file.
    pub lacks_result: bool,
}

/// A cell of a date, a time or an end, kept until the row is whole.
#[derive(Clone, Default)]
struct Kept {
    column: usize,
    cell: Effective,
}

/// One row being read.
pub struct Reading<'a> {
    mapping: &'a Mapping,
    document: &'a Document<'a>,
    of: OfTable,
    row: &'a Row,
    entry: Entry,
    questions: Vec<Question>,
    date: Option<Kept>,
    time: Option<Kept>,
    end: Option<Kept>,
    kind: Option<EntryKind>,
    /// Fields of which only one column can be, once one has said something.
    said: Vec<Field>,
    pub agency: Sensitive<String>,
    pub number: Sensitive<String>,
}

impl<'a> Reading<'a> {
    pub fn of(
        row: &'a Row,
        mapping: &'a Mapping,
        (document, of): (&'a Document<'a>, OfTable),
    ) -> Self {
        Self {
            mapping,
            document,
            of,
            row,
            entry: Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, ""),
            questions: Vec::new(),
            date: None,
            time: None,
            end: None,
            kind: None,
            said: Vec::new(),
            agency: Sensitive::default(),
            number: Sensitive::default(),
        }
    }

    /// The next cell.
    pub fn cell(&mut self, column: usize, field: Option<Field>, cell: &Effective) {
        let text = plain(&cell.text);
        if cell.lacks_result && field != Some(Field::LeftOut) {
            self.ask(QuestionCode::NoResult, column, text);
        }
        if text.is_empty() {
            return;
        }
        if field.is_some_and(|field| self.is_second(field)) {
            self.ask(QuestionCode::NotPlaced, column, text);
            return;
        }
        self.place(column, field, cell, text);
    }

    /// Whether another column has said what only one can say.
    fn is_second(&mut self, field: Field) -> bool {
        let is_second = self.said.contains(&field);
        if !field.takes_several() && !is_second {
            self.said.push(field);
        }
        is_second
    }

    /// Puts a cell in which something stands where it belongs.
    fn place(&mut self, column: usize, field: Option<Field>, cell: &Effective, text: &str) {
        let entry = &mut self.entry;
        let kept = || {
            Some(Kept {
                column,
                cell: cell.clone(),
            })
        };
        match field {
            None if cell.is_carried => {}
            None => self.ask(QuestionCode::NotPlaced, column, text),
            Some(Field::LeftOut) => {}
            Some(Field::Date) => self.date = kept(),
            Some(Field::Time) => self.time = kept(),
            Some(Field::EndDate) => self.end = kept(),
            Some(Field::Text) => add_line(&mut entry.text, text),
            Some(Field::Response) => add_line(&mut entry.response, text),
            Some(Field::Outcome) => add_line(&mut entry.outcome, text),
            Some(Field::Voice) => add_line(&mut entry.voice, text),
            Some(Field::Comment) => add_line(&mut entry.comment, text),
            Some(Field::RecordedBy) => add_line(&mut entry.recorded.by_role, text),
            Some(Field::System | Field::SourceRef) => {
                let system = &mut entry.recorded.system.0;
                if !system.is_empty() {
                    system.push_str(", ");
                }
                system.push_str(text);
            }
            Some(Field::About) => entry.about.extend(list(text).map(|called| Person {
                known: None,
                called: Sensitive(called),
            })),
            Some(Field::Present) => entry.present.extend(list(text).map(Sensitive)),
            Some(Field::Shared) => entry.shared.extend(
                list(text)
                    .filter(|with| !NOBODY.contains(&key(with).as_str()))
                    .map(proposed),
            ),
            Some(Field::Agency) => self.agency = Sensitive(text.to_owned()),
            Some(Field::Number) => self.number = Sensitive(text.to_owned()),
            Some(Field::RecordedOn) => self.recorded_on(column, cell),
            Some(
                field @ (Field::Kind
                | Field::Seen
                | Field::SeenAlone
                | Field::KeyEpisode
                | Field::Significance
                | Field::Restriction),
            ) => {
                if self.answer(field, text).is_none() {
                    self.ask(QuestionCode::Answer(field), column, text);
                }
            }
        }
    }

    /// The entries and what is asked, when all cells were given. `last` is the last row above with a date, and
    /// `date_column` where a date would stand.
    pub fn end(
        &mut self,
        last: Option<(u32, UncertainDate)>,
        date_column: Option<usize>,
    ) -> (Vec<Entry>, Vec<Question>) {
        let (dates, words) = self.dates(last, date_column);
        let mut entry = self.entry.clone();
        entry.kind = self.kind.unwrap_or_else(|| kind_by_opening(&entry.text.0));
        quote(&mut entry, self.kind, self.of);
        entry.source = Some(source(self.row, self.document.name));
        self.questions.extend(always(&self.entry, self.kind));
        if entry.text.0.is_empty() {
            self.questions.push(Question {
                code: QuestionCode::NoText,
                column: None,
                words: Sensitive::default(),
            });
        }
        let entries = dates.into_iter().zip(words).map(|(date, words)| Entry {
            date,
            date_words: Sensitive(words),
            ..entry.clone()
        });
        let entries = entries.collect();
        self.questions
            .sort_by_key(|question| question.column.unwrap_or(usize::MAX));
        (entries, std::mem::take(&mut self.questions))
    }

    fn ask(&mut self, code: QuestionCode, column: usize, words: &str) {
        self.questions.push(Question {
            code,
            column: Some(column),
            words: Sensitive(words.to_owned()),
        });
    }

    /// A fixed answer: as a person has told of this layout, else as agencies use the words.
    fn answer(&mut self, field: Field, text: &str) -> Option<()> {
        let told = self.mapping.answers.get(&field);
        let told = told.and_then(|told| told.get(&key(text)));
        let code = match told {
            Some(code) => code.as_str(),
            None => answer(field, text)?,
        };
        let entry = &mut self.entry;
        match field {
            Field::Kind => self.kind = Some(EntryKind::from_code(code)?),
            Field::Seen => entry.seen = ChildSeen::from_code(code)?,
            Field::SeenAlone => entry.seen_alone = ChildSeen::from_code(code)?,
            Field::Significance => entry.significance = Significance::from_code(code)?,
            Field::Restriction => entry.restriction = Restriction::from_code(code)?,
            Field::KeyEpisode => entry.key_episode = code == "yes",
            _ => return None,
        }
        Some(())
    }

    fn recorded_on(&mut self, column: usize, cell: &Effective) {
        // "Entered 9/3/26" is what this column is for.
        let said = match cell.value {
            CellValue::Words => Effective {
                text: without_writing(&cell.text),
                ..cell.clone()
            },
            _ => cell.clone(),
        };
        match self.one_date(&said).or_else(|| self.one_date(cell)) {
            Some(date) => self.entry.recorded.on = Some(date),
            None => self.ask(QuestionCode::RecordedOn, column, plain(&cell.text)),
        }
    }

    /// The dates of the row, each with its words; one that is not known where there is none.
    fn dates(
        &mut self,
        last: Option<(u32, UncertainDate)>,
        date_column: Option<usize>,
    ) -> (Vec<UncertainDate>, Vec<String>) {
        let Some(kept) = self.date.take() else {
            let (code, date) = match last {
                Some((row, date)) => (QuestionCode::Continues(row), date),
                None => (QuestionCode::NoDate, UncertainDate::UNKNOWN),
            };
            self.questions.push(Question {
                code,
                column: date_column,
                words: Sensitive::default(),
            });
            // What was copied from above may have a time; a time of its own makes it another.
            let date = self.time.as_ref().map_or(date, |_| day_of(date));
            let (date, words) = self.with_time_and_end(date, String::new());
            return (vec![date], vec![words]);
        };
        let words = plain(&kept.cell.text).to_owned();
        let reading = self.read_below(&kept.cell, last);
        if let Some(doubt) = reading.doubt {
            self.ask(QuestionCode::Date(doubt), kept.column, &words);
        } else if reading.dates.is_empty() {
            self.ask(QuestionCode::Date(DateDoubt::NotRead), kept.column, &words);
        }
        let is_later = |(date, _): &(UncertainDate, String)| {
            let first = date.earliest();
            first
                .zip(self.document.date)
                .is_some_and(|(first, day)| first > day)
        };
        if reading.dates.iter().any(is_later) {
            self.ask(QuestionCode::AfterDocument, kept.column, &words);
        }
        match reading.dates.len() {
            0 => {
                let (date, words) = self.with_time_and_end(UncertainDate::UNKNOWN, words);
                (vec![date], vec![words])
            }
            1 => {
                let date = reading.dates.first().map(|(date, _)| *date);
                let date = date.unwrap_or(UncertainDate::UNKNOWN);
                let (date, words) = self.with_time_and_end(date, words);
                (vec![date], vec![words])
            }
            _ => {
                // Which of the dates a time or an end goes with, nobody can tell.
                if let Some(time) = self.time.take() {
                    self.ask(QuestionCode::Time, time.column, plain(&time.cell.text));
                }
                if let Some(end) = self.end.take() {
                    self.ask(QuestionCode::EndDate, end.column, plain(&end.cell.text));
                }
                reading.dates.into_iter().unzip()
            }
        }
    }

    /// As [`Reading::read`], of a cell that may count from the row above: never from the day of the document.
    fn read_below(&self, cell: &Effective, last: Option<(u32, UncertainDate)>) -> CellReading {
        let words = plain(&cell.text);
        let Some(from) = from_above(words).filter(|_| cell.value == CellValue::Words) else {
            return self.read(cell);
        };
        let date = match (from, last) {
            (FromAbove::SameDay(time), Some((_, date))) if time.is_empty() => Some(day_of(date)),
            (FromAbove::SameDay(time), Some((_, date))) => {
                let day = date.is_certain_day().zip(time_of_day(&time));
                day.and_then(|(day, time)| moment(day.to_datetime(time)))
            }
            _ => None,
        };
        date.map_or_else(CellReading::not_read, |date| CellReading {
            dates: vec![(date, words.to_owned())],
            doubt: None,
        })
    }

    fn with_time_and_end(&mut self, date: UncertainDate, words: String) -> (UncertainDate, String) {
        let mut words = vec![words];
        let mut date = date;
        if let Some(time) = self.time.take() {
            let text = plain(&time.cell.text).to_owned();
            match self.at_time(date, &time.cell) {
                Some(at) => date = at,
                None => self.ask(QuestionCode::Time, time.column, &text),
            }
            words.push(text);
        }
        if let Some(end) = self.end.take() {
            let text = plain(&end.cell.text).to_owned();
            let last = self.one_date(&end.cell);
            match last.and_then(|last| spanning(date, last)) {
                Some(span) => date = span,
                None => self.ask(QuestionCode::EndDate, end.column, &text),
            }
            words.push(text);
        }
        words.retain(|word| !word.is_empty());
        (date, words.join(" "))
    }

    /// The date at a time of that day.
    fn at_time(&self, date: UncertainDate, cell: &Effective) -> Option<UncertainDate> {
        let day = date.is_certain_day()?;
        // A date that has its time already, or several, takes no other.
        if UncertainDate::day(day).ok() != Some(date) {
            return None;
        }
        let time = match cell.value {
            CellValue::Time(time) => Some(time),
            CellValue::At(at) => Some(at.time()),
            _ => time_of_day(&cell.text),
        };
        if let Some(time) = time {
            return moment(day.to_datetime(time));
        }
        let reading = (self.document.read_date)(&format!("{day} {}", plain(&cell.text)));
        let [(read, _)] = reading.dates.as_slice() else {
            return None;
        };
        let is_of_day = read.is_certain_day() == Some(day) && *read != date;
        (reading.doubt.is_none() && is_of_day).then_some(*read)
    }

    fn one_date(&self, cell: &Effective) -> Option<UncertainDate> {
        let reading = self.read(cell);
        match reading.dates.as_slice() {
            [(date, _)] if reading.doubt.is_none() => Some(*date),
            _ => None,
        }
    }

    /// What a cell says of when: what its document says that it is, else what its words say.
    fn read(&self, cell: &Effective) -> CellReading {
        let certain = match cell.value {
            CellValue::Day(day) => UncertainDate::day(day).ok(),
            CellValue::At(at) => moment(at),
            CellValue::Time(_) => None,
            CellValue::Number => return (self.document.read_date)(plain(&cell.text)),
            CellValue::Words => {
                let mut reading = (self.document.read_date)(plain(&cell.text));
                if is_number(plain(&cell.text)) && !reading.dates.is_empty() {
                    reading.doubt = reading.doubt.or(Some(DateDoubt::Number));
                }
                return reading;
            }
        };
        certain.map_or_else(CellReading::not_read, |date| CellReading {
            dates: vec![(date, plain(&cell.text).to_owned())],
            doubt: None,
        })
    }
}

/// Where the row stands in its document.
pub fn source(row: &Row, name: &str) -> Source {
    let cells = row.cells.iter().filter(|cell| cell.merged == Merged::No);
    let words: Vec<&str> = cells.map(|cell| cell.text.0.as_str()).collect();
    let words = words.join("\t");
    Source {
        document: None,
        file: Sensitive(name.to_owned()),
        page: row.page,
        paragraph: row.piece,
        start: 0,
        end: u32::try_from(words.chars().count()).unwrap_or(u32::MAX),
        words: Sensitive(words),
    }
}

/// A text without the spaces around it, and without the mark that a spreadsheet program sets before a formula.
pub fn plain(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('\'') {
        Some(rest) if could_run(rest) => rest.trim(),
        _ => text,
    }
}

/// What stands on lines of its own or between semicolons.
fn list(text: &str) -> impl Iterator<Item = String> {
    text.split(['\n', ';'])
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
}

fn proposed(with: String) -> Shared {
    Shared {
        agency: None,
        with: Sensitive(with),
        on: UncertainDate::UNKNOWN,
        stands: ShareStands::Proposed,
    }
}

/// A moment as a date; nothing where England's clocks never showed it.
fn moment(at: model::DateTime) -> Option<UncertainDate> {
    if is_left_out(at) {
        return None;
    }
    let part = if at.second() == 0 {
        PartDate::minute(at)
    } else {
        PartDate::second(at)
    };
    part.ok().map(UncertainDate::on)
}

/// The day of a date that is a certain one; else the date.
fn day_of(date: UncertainDate) -> UncertainDate {
    let day = date.is_certain_day().map(UncertainDate::day);
    day.and_then(Result::ok).unwrap_or(date)
}

/// From one date to another, where both are dates and in order.
fn spanning(from: UncertainDate, to: UncertainDate) -> Option<UncertainDate> {
    let (Meaning::On(from), Meaning::On(to)) = (from.meaning(), to.meaning()) else {
        return None;
    };
    UncertainDate::span(Ends::Both(from, to)).ok()
}

/// Five figures, perhaps with a share after a point, and nothing else: "45000" may be a day or a number.
fn is_number(text: &str) -> bool {
    let (whole, share) = text.split_once('.').unwrap_or((text, ""));
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    whole.len() == 5 && figures(whole) && figures(share)
}
