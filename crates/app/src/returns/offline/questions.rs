//! What is asked of cells that could not be read. Each is a question of its own: the rest of its answer can be taken over without
//! it, and what was written stays with what came back.

use std::collections::BTreeMap;

use access::Ctx;
use model::case::{FileAsk, FileDecided, FileOutcome, FileRow};
use model::chronology::{Column, Labels, read_columns};
use model::{Date, FormId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::cells::{
    ABOUT_KNOWN, FOLLOW_UP, cell_key, choices, date_read, is_date, is_long, normal,
};
use super::take::{Says, keep};
use super::view::FileView;
use super::words::FormWords;
use crate::{App, AppError};

/// Something that is asked of one answer.
#[derive(Debug, Clone)]
pub struct SeenAsk {
    /// Its code.
    pub code: String,
    /// What is asked.
    pub ask: FileAsk,
    /// What somebody said of it.
    pub decided: Option<FileDecided>,
}

impl SeenAsk {
    /// The cell that could not be read; none where something only stands beside what was read.
    #[must_use]
    pub fn cell(&self) -> Option<&str> {
        let unread = matches!(
            &*self.ask.code,
            "choice" | "date" | "column" | "long" | "empty"
        );
        unread.then_some(&*self.ask.place)
    }

    /// Whether somebody can say here what the cell should have said.
    #[must_use]
    pub fn may_say(&self) -> bool {
        let is_said = self.cell().is_some_and(|cell| cell != ABOUT_KNOWN);
        is_said && self.ask.code != "long" && self.decided.is_none()
    }

    /// Whether it is a question at all: that a line was copied is only told.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.ask.code != "copied"
    }

    /// Whether it waits for somebody.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_question() && self.decided.is_none()
    }

    /// What somebody said that the cell should have said.
    pub(super) fn said(&self) -> Option<&str> {
        let said = self.decided.as_ref()?.said.as_ref()?;
        Some(&said.0)
    }
}

/// What is asked of an answer.
pub(super) fn of_row(row: &FileRow, decided: &[FileDecided]) -> Vec<SeenAsk> {
    let asks = (1..).zip(&row.asks);
    asks.map(|(number, ask)| {
        let code = format!("{}.{number}", row.code);
        SeenAsk {
            decided: decided.iter().rfind(|one| one.code == code).cloned(),
            ask: ask.clone(),
            code,
        }
    })
    .collect()
}

/// The fixed answers that a cell can hold, each with its words; none where it holds words or a date.
#[must_use]
pub fn fixed_answers(cell: &str, words: &FormWords) -> Vec<(String, String)> {
    if let Some((column, _)) = Column::marked(cell) {
        let answers = words.labels.answers.get(&column).into_iter().flatten();
        let answers = answers.map(|(code, label)| (code.clone(), label.clone()));
        return answers.collect();
    }
    let (key, _) = cell_key(cell);
    let codes = choices(key).into_iter();
    codes
        .map(|code| (code.to_owned(), words.answer(key, code)))
        .collect()
}

/// What a cell holds when somebody says this of it; none where that cannot be read either.
fn read(cell: &str, said: &str, words: &FormWords, today: Date) -> Option<String> {
    let said = normal(said);
    if said.is_empty() || is_long(&said) {
        return None;
    }
    if is_date(cell) {
        return date_read(cell, &said, today);
    }
    if let Some((column, _)) = Column::marked(cell) {
        let one = BTreeMap::from([(column, said)]);
        let (entry, unread) = read_columns(&one, &words.labels);
        let is_read = !unread.contains(&column);
        return is_read.then(|| column.written(&entry, &Labels::default()));
    }
    let (key, _) = cell_key(cell);
    let answers = choices(key);
    if answers.is_empty() {
        return Some(said);
    }
    let code = words.code_of(key, &answers, &said);
    code.map(str::to_owned)
}

/// Says what a cell that could not be read should have said. The answer that it belongs to can then be taken over with it.
///
/// # Errors
/// [`AppError::Rule`]: `offline-unread` when this cannot be read either, `offline-one-day` when it has to be a day and is none,
/// `offline-changed` when somebody has said something of it
/// since; [`AppError::NotFound`].
pub async fn say_cell(
    app: &App,
    ctx: &Ctx,
    of: (RecordId, RecordId),
    form: FormId,
    (code, said, words): (&str, &str, &FormWords),
) -> Result<(), AppError> {
    keep(app, ctx, of, form, Says::Cell(code, said, words)).await
}

pub(super) fn cell_said(
    tx: &VaultTx<'_>,
    seen: &FileView,
    (code, said, words): (&str, &str, &FormWords),
) -> Result<FileDecided, VaultError> {
    let mut asks = seen.rows.iter().flat_map(|row| &row.asks);
    let ask = asks.find(|ask| ask.code == code);
    let ask = ask.ok_or(VaultError::NotFound)?;
    let cell = ask.cell().ok_or(VaultError::NotFound)?;
    if !ask.may_say() {
        return Err(VaultError::Rule("offline-changed"));
    }
    let read = read(cell, said, words, tx.ctx.today());
    let read = read.ok_or(VaultError::Rule(match cell {
        FOLLOW_UP => "offline-one-day",
        _ => "offline-unread",
    }))?;
    Ok(FileDecided {
        code: code.to_owned(),
        outcome: FileOutcome::Taken,
        by: tx.ctx.person()?.id,
        at: tx.ctx.now,
        said: Some(Sensitive(read)),
        record: None,
    })
}
