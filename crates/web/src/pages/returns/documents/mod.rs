//! Documents that an agency brings into its return, and what becomes of each passage and row.

mod add;
mod away;
mod columns;
mod list;
mod notes;
mod passage;
mod rows;
mod view;

use access::{Action as _, actions};
use app::returns::sources::{Asks, QuestionCode, SourceView, source_of_return};
use axum::extract::Path;
use model::RecordId;

use super::{HereOne, Seen, seen};
use crate::chronology_words::chronology_labels;
use crate::form::{UPLOAD_LIMIT, UPLOAD_PATIENCE};
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::{Signed, WebState};

pub(super) use list::{left_open, listed};

/// Address of a passage: organisation, return, document, passage.
type HerePassage = Path<(String, String, String, String)>;

/// Largest form with pasted text.
const PASTED: usize = 2 * 1024 * 1024;

pub(super) fn rows() -> Vec<Row> {
    let add = "/o/{organisation}/returns/{return_id}/documents/add";
    let paste = "/o/{organisation}/returns/{return_id}/documents/paste";
    let one = "/o/{organisation}/returns/{return_id}/documents/{record}";
    let columns = "/o/{organisation}/returns/{return_id}/documents/{record}/columns";
    let take = "/o/{organisation}/returns/{return_id}/documents/{record}/take-in";
    let away = "/o/{organisation}/returns/{return_id}/documents/{record}/take-away";
    let passage = "/o/{organisation}/returns/{return_id}/documents/{record}/passages/{passage_id}";
    let as_it_is =
        "/o/{organisation}/returns/{return_id}/documents/{record}/passages/{passage_id}/as-it-is";
    let out =
        "/o/{organisation}/returns/{return_id}/documents/{record}/passages/{passage_id}/leave-out";
    let join =
        "/o/{organisation}/returns/{return_id}/documents/{record}/passages/{passage_id}/join";
    let read = Who::May(actions::ReadDraft::INFO);
    let write = Who::May(actions::WriteReturn::INFO);
    vec![
        page("return-document-add", write, add, add::form),
        send(write, add, add::save)
            .up_to(UPLOAD_LIMIT)
            .patient(UPLOAD_PATIENCE),
        page("return-document-paste", write, paste, add::paste_form),
        send(write, paste, add::paste)
            .up_to(PASTED)
            .patient(UPLOAD_PATIENCE),
        page("return-document", read, one, view::view),
        page("return-document-columns", write, columns, columns::form),
        send(write, columns, columns::save),
        send(write, take, rows::take_in).patient(UPLOAD_PATIENCE),
        page("return-document-away", write, away, away::ask),
        send(write, away, away::away),
        page("return-passage", write, passage, passage::form),
        send(write, passage, passage::save),
        send(write, as_it_is, passage::as_it_is),
        page("return-passage-out", write, out, passage::out_form),
        send(write, out, passage::out),
        page("return-passage-join", write, join, passage::join_form),
        send(write, join, passage::join),
    ]
}

/// A document of a return, with the return.
struct Opened<'a> {
    seen: Seen<'a>,
    view: SourceView,
    id: RecordId,
}

impl Opened<'_> {
    /// Where the document is.
    fn here(&self) -> String {
        format!("{}/documents/{}", self.seen.base, self.id)
    }

    /// Where a passage is decided.
    fn passage(&self, key: &str) -> String {
        format!("{}/passages/{key}", self.here())
    }
}

async fn opened<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, record): (&str, &str),
) -> Result<Opened<'a>, PageError> {
    let seen = seen(state, signed, text).await?;
    let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
    let of = (seen.request, id);
    let view = source_of_return(state.app(), &signed.ctx, of, &chronology_labels()).await?;
    Ok(Opened { seen, view, id })
}

/// What is asked of a passage or row, in a sentence.
#[must_use]
pub fn asks_in_words(ask: &Asks) -> String {
    match ask {
        Asks::Note(app::returns::sources::Ask::Date(doubt)) => {
            let why = t_code("date-doubt", doubt.code());
            t1("note-ask-date", "why", why)
        }
        Asks::Note(ask) => t_code("note-ask", ask.code()),
        Asks::Row(question) => {
            let (number, column) = match question.code {
                QuestionCode::Continues(row) => (row.to_string(), String::new()),
                QuestionCode::Own(column) => {
                    let head = t_code("chronology-column", column.code());
                    if question.words.0.trim().is_empty() {
                        return t1("passage-row-own-empty", "column", head);
                    }
                    (String::new(), head)
                }
                _ => (String::new(), String::new()),
            };
            let values = [
                ("column", column.into()),
                ("words", question.words.0.as_str().into()),
                ("number", number.into()),
            ];
            t_code_with("passage", question.code.code(), &values)
        }
        Asks::OtherAgency(words) => t1("passage-other-agency", "words", &words.0),
        Asks::Cell(head, words) if words.0.trim().is_empty() => {
            t1("passage-row-own-empty", "column", &head.0)
        }
        Asks::Cell(head, words) => {
            let values = [
                ("column", head.0.as_str().into()),
                ("words", words.0.as_str().into()),
            ];
            t_with("passage-row-own", &values)
        }
        Asks::Later => t("rule-entry-later"),
        Asks::LaterWritten => t("rule-entry-recorded"),
        Asks::Before => t("passage-before"),
        Asks::Again(None, row) => t1("passage-again", "number", i64::from(*row)),
        Asks::Again(Some(table), row) => {
            let values = [
                ("number", i64::from(*row).into()),
                ("table", i64::from(*table).into()),
            ];
            t_with("passage-again-table", &values)
        }
        Asks::Chosen => t("passage-chosen"),
    }
}
