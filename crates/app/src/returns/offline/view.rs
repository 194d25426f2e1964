//! What came back beside what stands now.

use access::{Ctx, Permit, actions};
use model::case::{FileDecided, FileOutcome, FileRow, ReturnFile, ReturnForm};
use model::chronology::Entry;
use model::{Instant, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::super::answer::{self, ToAnswer};
use super::super::hidden;
use super::build::{Built, built};
use super::cells::{
    ABOUT, ABOUT_KNOWN, Cells, RowKind, Standing, kind_of, mark, normal, place_of, staff_cells,
    standing,
};
use super::questions::{SeenAsk, of_row};
use crate::{App, AppError};

/// How one cell of what came back stands to what stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellStands {
    /// Both say the same.
    Same,
    /// The document was not changed here; what stands online was, since.
    OnlineSince,
    /// Only the document was changed.
    Changed,
    /// Both were changed, to different words.
    Both,
    /// It could not be read: what stands now stays, and it is asked.
    Unread,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct SeenCell {
    /// Its code.
    pub cell: String,
    /// What came back.
    pub file: String,
    /// What stands now.
    pub now: String,
    /// How they stand to each other.
    pub stands: CellStands,
}

/// How an answer that came back stands to what stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStands {
    /// Nothing is to be taken over.
    Same,
    /// Nothing stands there yet.
    New,
    /// Something else stands there, and only the document was changed.
    Different,
    /// Both were changed: a person decides.
    Both,
    /// It cannot be kept, or nothing of it could be read, before something was put right.
    Asks,
}

/// An answer that came back.
#[derive(Debug, Clone)]
pub struct SeenRow {
    /// Its code.
    pub code: String,
    /// What it is.
    pub kind: RowKind,
    /// Its cells.
    pub cells: Vec<SeenCell>,
    /// What is asked of it.
    pub asks: Vec<SeenAsk>,
    /// The rule that it breaks as it came back.
    pub rule: Option<&'static str>,
    /// How it stands to what stands now.
    pub stands: RowStands,
    /// What somebody said of it.
    pub decided: Option<FileDecided>,
    /// A digest of what stands now: whoever takes it over says with it what they saw.
    pub mark: String,
    /// The record that it is now.
    pub(super) place: Option<(RecordId, i64)>,
    /// What it would be.
    pub(super) built: Option<Built>,
}

impl SeenRow {
    /// Whether a person may take it over as it is.
    #[must_use]
    pub fn may_take(&self) -> bool {
        let taken = |one: &FileDecided| one.outcome == FileOutcome::Taken;
        // A new line that was taken over is a line of its own by now.
        let is_there = self.place.is_none() && self.decided.as_ref().is_some_and(taken);
        !is_there
            && matches!(
                self.stands,
                RowStands::New | RowStands::Different | RowStands::Both
            )
    }

    /// Whether it waits for somebody beside the questions that are asked of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let asked = self.stands == RowStands::Asks && self.asks.iter().any(SeenAsk::is_open);
        self.stands != RowStands::Same && !asked && self.decided.is_none()
    }

    /// Whether it can be taken over together with others: it asks nothing, changes nothing that was changed online since, and
    /// empties nothing.
    #[must_use]
    pub fn asks_nothing(&self) -> bool {
        let empties = |one: &SeenCell| {
            one.stands == CellStands::Changed && one.file.is_empty() && !one.now.is_empty()
        };
        matches!(self.stands, RowStands::New | RowStands::Different)
            && self.asks.is_empty()
            && self.decided.is_none()
            && !self.cells.iter().any(empties)
    }
}

/// A document that came back.
#[derive(Debug, Clone)]
pub struct FileView {
    /// What came back.
    pub file: Stored<ReturnFile>,
    /// When the document was handed out.
    pub handed_out_at: Instant,
    /// Its answers.
    pub rows: Vec<SeenRow>,
    /// How many of what it was handed out with were changed online since, or are new there.
    pub changed_since: usize,
    /// Whether a document was handed out after it.
    pub is_older: bool,
}

impl FileView {
    /// The answers of a kind that can be taken over together, and a digest of what stands in their places.
    #[must_use]
    pub fn together(&self, kind: &str) -> (Vec<&SeenRow>, String) {
        let rows = self.rows.iter();
        let rows: Vec<&SeenRow> = rows
            .filter(|row| row.kind.together() == Some(kind) && row.asks_nothing())
            .collect();
        let marks: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {}", row.code, row.mark))
            .collect();
        (rows, mark(&marks.join("\n")))
    }

    /// How many answers and questions wait for somebody to say something.
    #[must_use]
    pub fn left(&self) -> usize {
        let answers = self.rows.iter().filter(|row| row.is_open()).count();
        let asks = self.rows.iter().flat_map(|row| &row.asks);
        let asks = asks.filter(|ask| ask.is_open()).count();
        let decided = &self.file.body.decided;
        let numbers = 1..=self.file.body.asks.len();
        let whole = numbers.filter(|number| {
            let code = format!("ask{number}");
            decided.iter().all(|one| one.code != code)
        });
        answers + asks + whole.count()
    }
}

/// A document among those that came back.
#[derive(Debug, Clone)]
pub struct FileInReturn {
    /// What came back.
    pub file: Stored<ReturnFile>,
    /// How many answers and questions wait for somebody to say something.
    pub open: usize,
}

/// A document that came back, beside what stands now; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn file_of_return(
    app: &App,
    ctx: &Ctx,
    (request, file): (RecordId, RecordId),
) -> Result<FileView, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadDraft>(request).await;
                let permit = permit.map_err(hidden)?;
                let found = answer::read(tx, request).await?;
                view(tx, &permit, &found, file).await
            })
        })
        .await?)
}

/// The documents that came back, newest first.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn files_of_return(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
) -> Result<Vec<FileInReturn>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadDraft>(request).await;
                let permit = permit.map_err(hidden)?;
                let found = answer::read(tx, request).await?;
                let files = vault::list_in_return::<_, ReturnFile>(tx, &permit).await?;
                let forms = vault::forms_in_return(tx, &permit).await?;
                let mut all = Vec::new();
                for file in files.into_iter().rev() {
                    let view = seen(tx.ctx, &found, file, &forms)?;
                    all.push(FileInReturn {
                        open: view.left(),
                        file: view.file,
                    });
                }
                Ok(all)
            })
        })
        .await?)
}

/// As [`file_of_return`], for whoever decides.
pub(super) async fn view<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    found: &ToAnswer,
    file: RecordId,
) -> Result<FileView, VaultError> {
    let files = vault::list_in_return::<_, ReturnFile>(tx, permit).await?;
    let file = files.into_iter().find(|one| one.id == file);
    let forms = vault::forms_in_return(tx, permit).await?;
    seen(tx.ctx, found, file.ok_or(VaultError::NotFound)?, &forms)
}

fn seen(
    ctx: &Ctx,
    found: &ToAnswer,
    file: Stored<ReturnFile>,
    forms: &[Stored<ReturnForm>],
) -> Result<FileView, VaultError> {
    let form = forms.iter().find(|one| one.id == file.body.form);
    let form = form.ok_or(VaultError::NotFound)?;
    let now = standing(found, Some(&form.body));
    let beside = Beside {
        ctx,
        found,
        form: &form.body,
        now: &now,
        decided: &file.body.decided,
    };
    let rows = file.body.rows.iter().filter_map(|row| beside.row(row));
    Ok(FileView {
        rows: rows.collect(),
        handed_out_at: form.added_at,
        changed_since: beside.changed_since(),
        is_older: forms.iter().any(|other| other.added_at > form.added_at),
        file,
    })
}

/// What a document is laid beside.
struct Beside<'a> {
    ctx: &'a Ctx,
    found: &'a ToAnswer,
    form: &'a ReturnForm,
    now: &'a [Standing],
    decided: &'a [FileDecided],
}

impl Beside<'_> {
    /// The digest of what a cell held when the document was handed out.
    fn before(&self, code: &str, cell: &str) -> Option<&str> {
        let row = self.form.rows.iter().find(|row| row.code == code)?;
        let found = row.cells.iter().find(|(known, _)| known == cell)?;
        Some(&found.1)
    }

    fn row(&self, row: &FileRow) -> Option<SeenRow> {
        let kind = kind_of(&row.code)?;
        let known = self.now.iter().find(|one| one.code == row.code);
        let made = self.made_of(&row.code);
        let standing = known.or(made.as_ref());
        let empty = Cells::new();
        let now = standing.map_or(&empty, |one| &one.cells);
        let mut asks = of_row(row, self.decided);
        let renamed = self.is_renamed(row);
        let left_out = |cell: &str| renamed && cell == ABOUT_KNOWN;
        asks.retain(|ask| !ask.cell().is_some_and(left_out));
        let of_cell = |(cell, text): &(String, Sensitive<String>)| {
            let cell = cell.as_str();
            let ask = asks.iter().find(|ask| ask.cell() == Some(cell));
            let (said, answered) = match ask.map(SeenAsk::said) {
                Some(None) => return unread(cell, &text.0, now),
                Some(Some(said)) => (said, true),
                None => (text.0.as_str(), false),
            };
            match made {
                Some(_) => since_made((cell, said), now, answered),
                None => self.cell(&row.code, (cell, said), now),
            }
        };
        let told = row.cells.iter().filter(|(cell, _)| !left_out(cell));
        let mut cells: Vec<SeenCell> = told.map(of_cell).collect();
        cells.sort_by_key(|one| place_of(&one.cell));
        let entries = self.found.entries.iter();
        let place = standing.and_then(|one| one.place);
        let entry = place.and_then(|(id, _)| entries.clone().find(|one| one.id == id));
        let (built, rule) = self.whole((kind, &cells), now, entry.map(|one| &one.body));
        let decided = self.last_said(&row.code);
        Some(SeenRow {
            stands: stands(&cells, &asks, rule),
            code: row.code.clone(),
            kind,
            asks,
            rule,
            decided: decided.cloned(),
            mark: marked(now, place),
            place,
            built,
            cells,
        })
    }

    /// Whether the document names other people than it was handed out with: then it does not say who of the case they are.
    fn is_renamed(&self, row: &FileRow) -> bool {
        let about = row.cells.iter().find(|(cell, _)| cell == ABOUT);
        about.is_some_and(|(cell, text)| {
            let before = self.before(&row.code, cell);
            before.is_some_and(|before| before != mark(&text.0))
        })
    }

    /// What was said last of an answer; nothing where a cell of it was said only afterwards, so that it waits again.
    fn last_said(&self, code: &str) -> Option<&FileDecided> {
        let of_row = |one: &FileDecided| one.code == code;
        let cell = |one: &FileDecided| {
            let of = one.code.rsplit_once('.').map(|(row, _)| row);
            one.said.is_some() && of == Some(code)
        };
        let last = self.decided.iter().rfind(|one| of_row(one) || cell(one));
        last.filter(|one| of_row(one))
    }

    /// The line that a new one became when it was taken over.
    fn made_of(&self, code: &str) -> Option<Standing> {
        let taken = self.decided.iter().filter(|one| one.code == code);
        let made = taken.filter_map(|one| one.record).next_back()?;
        let line = self.found.staff.iter().find(|one| one.id == made)?;
        Some(Standing {
            code: code.to_owned(),
            place: Some((line.id, line.version)),
            cells: staff_cells(&line.body),
        })
    }

    fn cell(&self, code: &str, (cell, file): (&str, &str), now: &Cells) -> SeenCell {
        let standing = now.get(cell).map_or("", String::as_str);
        let before = self.before(code, cell);
        let stands = if normal(file) == normal(standing) {
            CellStands::Same
        } else if before == Some(mark(file).as_str()) {
            CellStands::OnlineSince
        } else if before.is_none_or(|before| before == mark(standing)) {
            CellStands::Changed
        } else {
            CellStands::Both
        };
        SeenCell {
            cell: cell.to_owned(),
            file: file.to_owned(),
            now: standing.to_owned(),
            stands,
        }
    }

    /// What the row would be: what stands now, with what the document changed.
    fn whole(
        &self,
        (kind, cells): (RowKind, &[SeenCell]),
        now: &Cells,
        entry: Option<&Entry>,
    ) -> (Option<Built>, Option<&'static str>) {
        if cells.iter().all(|one| !is_changed(one)) {
            return (None, None);
        }
        let mut whole = now.clone();
        for one in cells.iter().filter(|one| is_changed(one)) {
            whole.insert(one.cell.clone(), one.file.clone());
        }
        if cells.iter().any(|one| one.cell == ABOUT && is_changed(one)) {
            whole.remove(ABOUT_KNOWN);
        }
        let about = &self.found.request.body.about;
        match built(self.ctx, (kind, &whole), about, entry) {
            Ok(built) => (Some(built), None),
            Err(rule) => (None, Some(rule)),
        }
    }

    /// How much of what was handed out stands otherwise now, or came to it.
    fn changed_since(&self) -> usize {
        let changed = |row: &&model::case::FormRow| {
            let now = self.now.iter().find(|one| one.code == row.code);
            now.is_none_or(|now| {
                let mut cells = row.cells.iter();
                !cells.all(|(cell, before)| {
                    let text = now.cells.get(cell).map_or("", String::as_str);
                    mark(text) == *before
                })
            })
        };
        let known = |id: RecordId| self.form.rows.iter().any(|row| row.record == Some(id));
        let staff = self.found.staff.iter().map(|one| one.id);
        let lines = staff.chain(self.found.entries.iter().map(|one| one.id));
        let new = lines.filter(|id| !known(*id)).count();
        self.form.rows.iter().filter(changed).count() + new
    }
}

const fn is_changed(one: &SeenCell) -> bool {
    matches!(one.stands, CellStands::Changed | CellStands::Both)
}

/// A cell that could not be read.
fn unread(cell: &str, file: &str, now: &Cells) -> SeenCell {
    SeenCell {
        cell: cell.to_owned(),
        file: file.to_owned(),
        now: now.get(cell).cloned().unwrap_or_default(),
        stands: CellStands::Unread,
    }
}

/// A cell of a new line that was taken over: only what was said of it afterwards can differ on the document's side.
fn since_made((cell, file): (&str, &str), now: &Cells, answered: bool) -> SeenCell {
    let standing = now.get(cell).map_or("", String::as_str);
    let stands = match normal(file) == normal(standing) {
        true => CellStands::Same,
        false if answered => CellStands::Changed,
        false => CellStands::OnlineSince,
    };
    SeenCell {
        cell: cell.to_owned(),
        file: file.to_owned(),
        now: standing.to_owned(),
        stands,
    }
}

fn stands(cells: &[SeenCell], asks: &[SeenAsk], rule: Option<&'static str>) -> RowStands {
    let is_asked = asks.iter().any(SeenAsk::is_open);
    let changed: Vec<&SeenCell> = cells.iter().filter(|one| is_changed(one)).collect();
    if rule.is_some() || (changed.is_empty() && is_asked) {
        RowStands::Asks
    } else if changed.is_empty() {
        RowStands::Same
    } else if changed.iter().any(|one| one.stands == CellStands::Both) {
        RowStands::Both
    } else if cells
        .iter()
        .all(|one| one.now.is_empty() || one.now == "no")
    {
        RowStands::New
    } else {
        RowStands::Different
    }
}

/// A digest of what stands in a place now.
fn marked(now: &Cells, place: Option<(RecordId, i64)>) -> String {
    let place = place.map(|(id, version)| format!("{id} {version}"));
    let cells = now.iter().map(|(cell, text)| format!("{cell} {text}"));
    let all: Vec<String> = cells.chain(place).collect();
    mark(&all.join("\n"))
}
