//! The return as a Word document to be filled in elsewhere, made for whoever takes it along. The document is not kept; what it
//! held is, as digests.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{FormRow, ReturnForm};
use model::paper::Paper;
use model::scheme::Scheme;
use model::{Date, RecordId};
use papers::read::Part;
use papers::{FileKind, FormPiece, FormTable};
use vault::{VaultError, VaultTx};

use super::super::answer::{self, ToAnswer};
use super::super::hidden;
use super::cells::{Cells, Standing, mark, mark_around, standing};
use super::tables::Maker;
use super::words::FormWords;
use crate::names::Names;
use crate::{App, AppError};

/// What the marks of a document say of how it is read.
pub(super) const VERSION: &str = "1";
/// Codes of the rows that say which document it is.
pub(super) const MARKS: [&str; 3] = ["R1", "R2", "R3"];
/// The scheme's list of what a request rests on.
const BASES: &str = "request_basis";

/// What a document is made with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Its words.
    pub words: &'a FormWords,
    /// Names of agencies.
    pub names: &'a Names,
    /// The partnership that asks.
    pub asks: &'a str,
    /// Whether the instance holds real people.
    pub real_people: bool,
}

/// A document that was made.
pub struct HandedOut {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media: &'static str,
}

/// Makes the document for somebody who answers the request, with what stands in the return. Sent twice, it is made twice.
///
/// # Errors
/// [`AppError::Rule`] `return-not-sent`; [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn hand_out(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    setting: Setting<'_>,
) -> Result<HandedOut, AppError> {
    let found = answer::to_answer(app, ctx, request).await?;
    let (plan, body) = planned(app, ctx, &found, setting).await?;
    let vault = app.vault(ctx).await?;
    let body = &body;
    let id = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::WriteReturn>(request)
                    .await
                    .map_err(hidden)?;
                vault::add_to_return(tx, &permit, Section::Returns, body).await
            })
        })
        .await?;
    plan.made(request, id).await
}

/// Makes the document for an agency that does not sign in: with what is asked, and nothing of what it may have written.
///
/// # Errors
/// [`AppError::Rule`] `return-not-sent`; [`AppError::NotFound`] for whoever may not hand documents in.
pub async fn hand_out_empty(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    setting: Setting<'_>,
) -> Result<HandedOut, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::HandInReturn>(request)
                    .await
                    .map_err(hidden)?;
                empty(tx, &permit, request).await
            })
        })
        .await?;
    let (plan, body) = planned(app, ctx, &found, setting).await?;
    let body = &body;
    let id = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::HandInReturn>(request)
                    .await
                    .map_err(hidden)?;
                vault::add_to_return(tx, &permit, Section::Returns, body).await
            })
        })
        .await?;
    plan.made(request, id).await
}

/// A request with nothing answered.
pub(super) async fn empty<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<ToAnswer, VaultError> {
    let stands = vault::return_of(tx, permit, request).await?;
    if stands.sent_at.is_none() {
        return Err(VaultError::Rule("return-not-sent"));
    }
    let case = vault::case_of_return(tx, permit).await?;
    Ok(ToAnswer {
        request: vault::request_of_return(tx, permit).await?,
        stands,
        scheme: (case.scheme, case.scheme_digest),
        practice: case.practice,
        people: Vec::new(),
        head: None,
        texts: Vec::new(),
        staff: Vec::new(),
        entries: Vec::new(),
        documents: Vec::new(),
        checks: Vec::new(),
        checking: Vec::new(),
        queries: Vec::new(),
        signed: Vec::new(),
        changed: 0,
        may_sign: false,
        may_write: false,
    })
}

/// A document as it will be made, once its id is known.
struct Plan {
    paper: Paper,
    facts: Vec<(String, String)>,
    before: Vec<FormPiece>,
    marks: FormTable,
    after: Vec<FormPiece>,
}

impl Plan {
    fn pieces(&self, request: RecordId, form: Option<RecordId>) -> Vec<FormPiece> {
        let form = form.map(|form| form.to_string()).unwrap_or_default();
        let said = [request.to_string(), form, VERSION.to_owned()];
        let mut marks = self.marks.clone();
        for (row, words) in marks.rows.iter_mut().zip(said) {
            row.push(words);
        }
        let marks = [FormPiece::Table(marks)];
        let before = self.before.iter().cloned();
        before
            .chain(marks)
            .chain(self.after.iter().cloned())
            .collect()
    }

    /// The file, made off the threads that answer requests.
    async fn written(
        &self,
        request: RecordId,
        form: Option<RecordId>,
    ) -> Result<Vec<u8>, AppError> {
        let (paper, facts) = (self.paper.clone(), self.facts.clone());
        let pieces = self.pieces(request, form);
        let made = tokio::task::spawn_blocking(move || papers::form(&paper, &facts, &pieces)).await;
        made.map_err(failed)?.map_err(failed)
    }

    async fn made(&self, request: RecordId, form: RecordId) -> Result<HandedOut, AppError> {
        Ok(HandedOut {
            bytes: self.written(request, Some(form)).await?,
            media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        })
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}

/// The document, and what is kept of it.
async fn planned(
    app: &App,
    ctx: &Ctx,
    found: &ToAnswer,
    setting: Setting<'_>,
) -> Result<(Plan, ReturnForm), AppError> {
    let (id, digest) = &found.scheme;
    let scheme = &app.scheme_of(id, digest)?.scheme;
    let rows = standing(found, None);
    let plan = plan(ctx.today(), (found, &rows), scheme, setting);
    let bytes = plan.written(found.request.id, None).await?;
    // Our own document, which the library reads without harm.
    let text = tokio::task::spawn_blocking(move || papers::read::text_of(FileKind::Docx, &bytes));
    let text = text.await.map_err(failed)?;
    let text = text.map_err(|refusal| AppError::Rule(refusal.code()))?;
    let around = text.parts.iter().filter_map(|part| match part {
        Part::Heading { text, .. } | Part::Paragraph(text) | Part::Note(text) => {
            Some(mark_around(text))
        }
        Part::Page(_) | Part::TableRow(_) => None,
    });
    let cells = |cells: &Cells| -> Vec<(String, String)> {
        let marks = cells.iter().map(|(cell, text)| (cell.clone(), mark(text)));
        marks.collect()
    };
    let form = ReturnForm {
        rows: rows
            .iter()
            .map(|row| FormRow {
                code: row.code.clone(),
                record: row.place.map(|(id, _)| id),
                cells: cells(&row.cells),
            })
            .collect(),
        around: around.collect(),
    };
    Ok((plan, form))
}

fn plan(
    today: Date,
    (found, rows): (&ToAnswer, &[Standing]),
    scheme: &Scheme,
    setting: Setting<'_>,
) -> Plan {
    let words = setting.words;
    let mut paper = Paper::new(words.of("title"), today);
    words.of("marking").clone_into(&mut paper.marking);
    paper.synthetic = !setting.real_people || found.practice;
    let maker = Maker {
        found,
        rows,
        scheme,
        words,
        today,
    };
    let mark_rows = MARKS.map(|code| vec![code.to_owned(), words.of(code).to_owned()]);
    let mut after = vec![
        FormPiece::Heading(words.of("head").to_owned()),
        FormPiece::Words(words.of("head.hint").to_owned()),
        FormPiece::Table(maker.head()),
        FormPiece::Heading(words.of("parts").to_owned()),
        FormPiece::Words(words.of("parts.hint").to_owned()),
        FormPiece::Table(maker.parts()),
        FormPiece::Heading(words.of("staff").to_owned()),
        FormPiece::Words(words.of("staff.hint").to_owned()),
        FormPiece::Table(maker.staff()),
        FormPiece::Wider,
        FormPiece::Heading(words.of("entries").to_owned()),
        FormPiece::Words(words.of("entries.hint").to_owned()),
    ];
    let columns = maker.columns();
    after.extend(maker.answers(&columns).map(FormPiece::Words));
    after.push(FormPiece::Table(maker.entries(&columns)));
    Plan {
        paper,
        facts: facts(found, scheme, setting),
        before: vec![FormPiece::Words(words.of("explain").to_owned())],
        marks: maker.table([2, 8, 12], mark_rows.to_vec()),
        after,
    }
}

/// What is asked, as the page online says it.
fn facts(found: &ToAnswer, scheme: &Scheme, setting: Setting<'_>) -> Vec<(String, String)> {
    let (body, words) = (&found.request.body, setting.words);
    let list = scheme.list(BASES);
    let basis = list.and_then(|list| list.label_of(&body.basis));
    let basis = basis.unwrap_or(&body.basis);
    // Whose words that is, where nobody has compared them with the law.
    let basis = match list {
        Some(list) if !list.checked => format!("{basis}. {}", words.of("basis.ours")),
        _ => basis.to_owned(),
    };
    let agency = body.agency.to_string();
    let day = |day: Date| day.strftime("%-d %B %Y").to_string();
    let period = format!("{} {} {}", day(body.from), words.of("until"), day(body.to));
    let period = if body.and_before {
        format!("{period}. {}", words.of("and_before"))
    } else {
        period
    };
    let mut facts = vec![
        ("asks", setting.asks.to_owned()),
        (
            "agency",
            setting.names.agency(&agency).unwrap_or_default().to_owned(),
        ),
        ("basis", basis),
        ("purpose", body.purpose.0.clone()),
        ("period", period),
        ("due", day(body.due)),
    ];
    for one in &body.about {
        let parts = [
            one.name.0.clone(),
            one.also_known_as.0.clone(),
            one.born.to_string(),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|part| !part.trim().is_empty())
            .collect();
        facts.push(("about", said.join(" · ")));
    }
    let labelled = facts
        .into_iter()
        .map(|(key, said)| (words.of(key).to_owned(), said));
    labelled.collect()
}
