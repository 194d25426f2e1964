//! `throughline chronology import`: a document in to the return of an agency, as its page *Bring in a document* takes it. What
//! stands in it is proposed; a person decides about it on the pages of the return.

use std::convert::Infallible;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Ctx;
use anyhow::Context as _;
use app::App;
use app::files::{LARGEST, ReadingProgram};
use app::returns::open_to_answer;
use app::returns::sources::{
    Brought, Given, SourceView, bring_in, read_alone, source_of_return, take_rows,
};
use clap::Args;
use clap::builder::PossibleValuesParser;
use futures_util::stream;
use model::case::SourceHow;
use model::chronology::{Labels, Restriction};
use model::{Date, RecordId};

use super::in_words;
use super::sign_in::{SignInArgs, Signed, as_somebody};
use crate::config::Config;

const NO_SUCH_REQUEST: &str =
    "there is no such request, or whoever signed in does not answer it for its agency";
const NOTES_ARE_READ: &str = "this document is read as notes, and a person has to read each passage of notes: leave out --take-rows. \
     Nothing was brought in";

/// Which document goes in to which return. The answers are those of the page.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The document: DOCX, XLSX, XLS, CSV, TXT, or PDF with text.
    file: PathBuf,
    /// The request that the return answers, by the id in the address of its page.
    #[arg(long, value_name = "ID")]
    request: String,
    /// How it tells what happened; found out where it is not said.
    #[arg(long, value_name = "HOW", value_parser = ["table", "notes"])]
    r#as: Option<String>,
    /// The day on which it was written, as 2026-02-03; dates without a year are read from it.
    #[arg(long, value_name = "DAY")]
    written: Option<Date>,
    /// Who reads the whole document once the return is signed off; nobody outside the agency where it is not said.
    #[arg(long, value_name = "WHO", value_parser = PossibleValuesParser::new(readers()))]
    read_by: Option<String>,
    /// Takes in the rows of a table of which nothing is asked, as the button on its page does. Look first at what becomes of each
    /// row: `throughline import chronology FILE --agency NAME --dry-run`.
    #[arg(long)]
    take_rows: bool,
    #[command(flatten)]
    sign_in: SignInArgs,
}

fn readers() -> Vec<&'static str> {
    Restriction::ALL.iter().map(|one| one.code()).collect()
}

/// A document on its way in.
struct Document {
    name: String,
    bytes: Vec<u8>,
    program: ReadingProgram,
}

/// What came of it.
struct BroughtIn {
    source: RecordId,
    view: SourceView,
    rows_taken: usize,
    organisation: String,
}

/// Brings a document in.
///
/// # Errors
/// When it cannot be read or is not taken, nobody signed in, or they do not answer the request.
pub async fn run(
    app: &Arc<App>,
    (config, args): (&Config, &ImportArgs),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let request: RecordId = args.request.parse().ok().context(NO_SUCH_REQUEST)?;
    let document = Document {
        name: name_of(&args.file),
        bytes: read(&args.file)?,
        program: ReadingProgram::new(std::env::current_exe()?),
    };
    let done = as_somebody(app, &args.sign_in, async |signed: &Signed<'_>| {
        brought(app, signed, (request, document, args)).await
    });
    let done = done.await?;
    said(&done, out)?;
    let base = config.base_url.as_deref().unwrap_or_default();
    writeln!(
        out,
        "A person says what becomes of the rest: {base}/o/{}/returns/{request}/documents/{}",
        done.organisation, done.source
    )?;
    Ok(())
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The whole of a file; one that is too large is not read.
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let unread = "the document cannot be read";
    let length = std::fs::metadata(file).context(unread)?.len();
    let fits = usize::try_from(length).is_ok_and(|length| length <= LARGEST);
    anyhow::ensure!(fits, web::t_code("rule", "file-too-large"));
    std::fs::read(file).context(unread)
}

async fn brought(
    app: &App,
    signed: &Signed<'_>,
    (request, document, args): (RecordId, Document, &ImportArgs),
) -> anyhow::Result<BroughtIn> {
    let no = |error| in_words(error, NO_SUCH_REQUEST);
    let labels = web::chronology_labels();
    let ctx = signed.ctx().await?;
    let seen = open_to_answer(app, &ctx, request).await.map_err(no)?;
    let rule = |code| web::t_code("rule", code);
    anyhow::ensure!(seen.may_write, rule("return-closed"));
    let later = args.written.is_some_and(|written| written > ctx.today());
    anyhow::ensure!(!later, rule("document-later"));
    app.reads_with(document.program.clone());
    let how = how(&document, args, &labels).await?;
    anyhow::ensure!(!args.take_rows || how == SourceHow::Table, NOTES_ARE_READ);
    let ctx = signed.ctx().await?;
    let said = Brought {
        name: &document.name,
        how,
        written: args.written,
        reads: args.read_by.as_deref().and_then(Restriction::from_code),
    };
    let form = crypto::id(ctx.now)?;
    let content = Given::File(stream::iter([Ok::<_, Infallible>(document.bytes)]));
    let source = bring_in(app, &ctx, request, (form, &said), content).await;
    let source = source.map_err(no)?;
    let ctx = signed.ctx().await?;
    let view = source_of_return(app, &ctx, (request, source), &labels).await;
    let view = view.map_err(no)?;
    let rows_taken = if args.take_rows {
        rows(app, &ctx, (request, &view), &labels).await?
    } else {
        0
    };
    Ok(BroughtIn {
        source,
        view,
        rows_taken,
        organisation: signed.organisation.code.clone(),
    })
}

/// How it tells what happened: as was said, or as it seems.
async fn how(document: &Document, args: &ImportArgs, labels: &Labels) -> anyhow::Result<SourceHow> {
    if let Some(how) = args.r#as.as_deref().and_then(SourceHow::from_code) {
        return Ok(how);
    }
    let read = (document.name.as_str(), document.bytes.clone(), args.written);
    match read_alone(&document.program, read, (None, "", labels)).await {
        Ok(read) => Ok(read.how),
        Err(unread) => anyhow::bail!(web::t_code("rule", unread.code())),
    }
}

/// Takes in the rows of which nothing is asked; returns how many.
async fn rows(
    app: &App,
    ctx: &Ctx,
    (request, view): (RecordId, &SourceView),
    labels: &Labels,
) -> anyhow::Result<usize> {
    let sure = view.undecided().filter(|one| one.asks.is_empty()).count();
    if sure > 0 {
        let form = crypto::id(ctx.now)?;
        let sent = (form, view.source.id);
        let taken = take_rows(app, ctx, request, sent, labels).await;
        taken.map_err(|error| in_words(error, NO_SUCH_REQUEST))?;
    }
    Ok(sure)
}

/// How much stands in it, and how much of it was taken in. What it tells is shown to whoever opens its page.
fn said(done: &BroughtIn, out: &mut dyn Write) -> anyhow::Result<()> {
    let view = &done.view;
    if view.wants_columns {
        writeln!(
            out,
            "Brought in as a table. Nobody has said yet what its columns hold: that comes first."
        )?;
        return Ok(());
    }
    let all = view.findings.passages.len();
    let asks = view.findings.passages.iter();
    let asks = asks.filter(|one| !one.asks.is_empty()).count();
    if view.source.body.how == SourceHow::Table {
        let none = view.findings.refused.len();
        writeln!(
            out,
            "Brought in as a table. Rows that would be entries: {all}, of which something is asked: {asks}. Rows that are none: {none}."
        )?;
    } else {
        writeln!(
            out,
            "Brought in as notes. Events proposed: {all}, of which something is asked: {asks}."
        )?;
    }
    writeln!(out, "Taken in: {}.", done.rows_taken)?;
    Ok(())
}
