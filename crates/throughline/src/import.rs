//! `throughline import chronology`: what would become of a document, without any store. Taking it in is a person's work, on
//! the pages of their agency's return.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use app::files::ReadingProgram;
use app::returns::sources::{Asks, Findings, Passage, ReadAlone, RefusedRow, read_alone};
use clap::{Args, Subcommand};
use model::case::SourceHow;
use model::{Date, UncertainDate};
use serde_json::{Value, json};

/// What is read.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A chronology, notes or a letter: what would be proposed, asked and refused.
    Chronology(ChronologyArgs),
}

/// Which document, and how it is read.
#[derive(Debug, Args)]
pub struct ChronologyArgs {
    /// The document: DOCX, XLSX, XLS, CSV, TXT, or PDF with text.
    file: PathBuf,
    /// The agency whose account it is.
    #[arg(long, value_name = "NAME")]
    agency: String,
    /// Only says what would become of it; nothing is kept. Without it the command ends with an error.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object on each line in place of words.
    #[arg(long)]
    json: bool,
    /// The day on which it was written, as 2026-02-03; dates without a year are read from it.
    #[arg(long, value_name = "DAY")]
    written: Option<Date>,
    /// How it tells what happened; found out where it is not said.
    #[arg(long, value_name = "HOW", value_parser = ["table", "notes"])]
    r#as: Option<String>,
}

/// Reads a document and prints what would become of it. The exit status is 1 when it is not taken.
///
/// # Errors
/// When the file cannot be read from the disk, or without `--dry-run`.
pub async fn run(command: &ImportCommand, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let ImportCommand::Chronology(args) = command;
    anyhow::ensure!(
        args.dry_run,
        "add --dry-run to see what would become of it; a document is brought in to a return by one of the people of its agency, on \
         its pages or with `throughline chronology import`"
    );
    let bytes = std::fs::read(&args.file).context("the document cannot be read")?;
    let name = args
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let program = ReadingProgram::new(std::env::current_exe()?);
    let how = args.r#as.as_deref().and_then(SourceHow::from_code);
    let labels = web::chronology_labels();
    let document = (name.as_str(), bytes, args.written);
    match read_alone(&program, document, (how, &args.agency, &labels)).await {
        Ok(read) => print(args, (&name, &read), out)?,
        Err(unread) => {
            let reason = web::t_code("rule", unread.code());
            refused(args, (&name, &reason), out)?;
            return Ok(ExitCode::FAILURE);
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn refused(
    args: &ChronologyArgs,
    (file, reason): (&str, &str),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if args.json {
        writeln!(
            out,
            "{}",
            json!({
                "status": "refused",
                "agency": args.agency,
                "reason": reason,
                "text": "",
                "source": { "file": file },
            })
        )?;
    } else {
        writeln!(out, "{reason}")?;
    }
    Ok(())
}

fn print(
    args: &ChronologyArgs,
    (file, read): (&str, &ReadAlone),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let Findings { passages, refused } = &read.findings;
    if args.json {
        for passage in passages {
            writeln!(out, "{}", line((&args.agency, read.is_sheet), passage))?;
        }
        for row in refused {
            writeln!(out, "{}", refused_line((&args.agency, file), row))?;
        }
        return Ok(());
    }
    for passage in passages {
        let status = if passage.asks.is_empty() {
            "proposed"
        } else {
            "question"
        };
        let place = place(passage, read.is_sheet);
        writeln!(
            out,
            "{status}\t{place}\t{}\t{}",
            passage.entry.date, passage.entry.text.0
        )?;
        if !passage.asks.is_empty() {
            writeln!(out, "\t{}", reason(&passage.asks))?;
        }
    }
    for row in refused {
        writeln!(out, "refused\trow {}\t{}", row.row.1, row.words.0)?;
        writeln!(out, "\t{}", why(row))?;
    }
    Ok(())
}

/// Where it stands: the row as the document's own program counts, or the page or paragraph of notes.
fn place(passage: &Passage, is_sheet: bool) -> String {
    let source = passage.entry.source.as_ref();
    let paragraph = source.and_then(|one| one.paragraph).filter(|_| !is_sheet);
    match (passage.row, source.and_then(|one| one.page), paragraph) {
        (Some((_, row)), ..) => format!("row {row}"),
        (None, Some(page), _) => format!("page {page}"),
        (None, None, Some(paragraph)) => format!("paragraph {paragraph}"),
        (None, None, None) => String::new(),
    }
}

fn line((agency, is_sheet): (&str, bool), passage: &Passage) -> Value {
    let entry = &passage.entry;
    let source = entry.source.clone().unwrap_or_default();
    let people: Vec<&str> = entry
        .about
        .iter()
        .map(|one| one.called.0.as_str())
        .collect();
    let edtf = entry.date.to_edtf();
    json!({
        "status": if passage.asks.is_empty() { "proposed" } else { "question" },
        "reason": reason(&passage.asks),
        "agency": agency,
        "time": edtf.split_once('T').map(|(_, time)| time.get(..5).unwrap_or(time)),
        "certainty": certainty(&entry.date),
        "edtf": edtf,
        "text": entry.text.0,
        "kind": entry.kind.code(),
        "people": people,
        "source": {
            "file": source.file.0,
            "page": source.page,
            "paragraph": source.paragraph.filter(|_| !is_sheet),
            "table": passage.row.map(|(table, _)| table),
            "row": passage.row.map(|(_, row)| row),
            "start": source.start,
            "end": source.end,
        },
    })
}

fn refused_line((agency, file): (&str, &str), row: &RefusedRow) -> Value {
    json!({
        "status": "refused",
        "reason": why(row),
        "agency": agency,
        "text": row.words.0,
        "source": { "file": file, "table": row.row.0, "row": row.row.1 },
    })
}

/// How sure a date is: `certain` for a day or a time of day, else how it is not.
fn certainty(date: &UncertainDate) -> &'static str {
    let edtf = date.to_edtf();
    if *date == UncertainDate::UNKNOWN {
        "unknown"
    } else if edtf.contains('%') {
        "approximate_and_uncertain"
    } else if edtf.contains('~') {
        "approximate"
    } else if edtf.contains('?') {
        "uncertain"
    } else if edtf.contains(['/', '[', '{', 'X']) || edtf.contains("..") {
        "range"
    } else if edtf.len() < "2026-02-03".len() {
        "part_of_date"
    } else {
        "certain"
    }
}

/// What is asked, in the sentences of the pages; nothing where nothing is.
fn reason(asks: &[Asks]) -> String {
    let sentences: Vec<String> = asks.iter().map(web::asks_in_words).collect();
    sentences.join(" ")
}

/// Why a row is no entry, in a sentence.
fn why(row: &RefusedRow) -> String {
    format!("{}.", web::t_code("passage", row.code))
}
