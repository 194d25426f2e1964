//! `throughline deidentify`: what in a text could give somebody away and what could stand there instead, a line at a time,
//! so that it can be measured from outside. No store is opened and nothing is kept.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use deidentify::jsonl::answer;
use deidentify::{DateForm, Names, Options, Policy, Register, recognised};

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// What is read, and how.
#[derive(Debug, Args)]
pub struct DeidentifyArgs {
    /// One JSON object a line in and out: {"id", "text"} becomes {"id", "spans", "text"}, with "combinations" where facts of
    /// the text point at somebody together. Without it the command ends with an error.
    #[arg(long)]
    jsonl: bool,
    /// People, places and identifiers that are known, as JSON; docs/accuracy-gate.md says in which shape.
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
    /// For what the text is made ready.
    #[arg(long, value_enum, default_value_t = For::ByText)]
    policy: For,
    /// What stands in the place of a date.
    #[arg(long, value_enum, default_value_t = Dates::Year)]
    dates: Dates,
    /// The lines; standard input where none is given.
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum For {
    /// For release: practitioners and every date too.
    Release,
    /// A clinic's note that stays among clinicians: their names, and dates other than birth dates, are left.
    ClinicalNote,
    /// As a clinic's note where the text plainly is one, else for release.
    ByText,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Dates {
    /// The year.
    Year,
    /// The season and the year.
    Season,
    /// Nothing that tells when.
    Removed,
}

/// Answers each line. The exit status is 1 when a line could not be answered; the others are.
///
/// # Errors
/// A register or lines that cannot be read, or output that cannot be written. No error holds what was read.
pub fn run(args: &DeidentifyArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        args.jsonl,
        "add --jsonl: one JSON object a line, {{\"id\", \"text\"}}"
    );
    let register = match &args.register {
        Some(path) => {
            let text = std::fs::read_to_string(path).context("the register cannot be read")?;
            Register::from_json(&text)?
        }
        None => Register::default(),
    };
    let options = options(args)?;
    match &args.file {
        Some(path) => {
            let file = File::open(path).context("the lines cannot be read")?;
            lines(BufReader::new(file), &register, &options, out)
        }
        None => lines(std::io::stdin().lock(), &register, &options, out),
    }
}

fn options(args: &DeidentifyArgs) -> anyhow::Result<Options> {
    Ok(Options {
        policy: match args.policy {
            For::Release => Policy::Release,
            For::ClinicalNote => Policy::ClinicalNote,
            For::ByText => Policy::ByText,
        },
        dates: match args.dates {
            Dates::Year => DateForm::Year,
            Dates::Season => DateForm::Season,
            Dates::Removed => DateForm::Removed,
        },
        names: Names::new(crypto::random()?),
    })
}

fn lines(
    mut from: impl BufRead,
    register: &Register,
    options: &Options,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let mut failed = 0_usize;
    for number in 1_usize.. {
        let mut line = String::new();
        let read = std::io::Read::take(&mut from, LONGEST_LINE)
            .read_line(&mut line)
            .with_context(|| format!("line {number} cannot be read"))?;
        if read == 0 {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        match answer(&line, register, options, recognised) {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(error) => {
                failed += 1;
                tracing::error!(line = number, "{error}");
            }
        }
    }
    out.flush()?;
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn each_line_is_answered_and_a_bad_one_fails_the_whole() {
        let text = "{\"id\": 1, \"text\": \"rang 07700 900123\"}\n\n{\"id\": 2}\n{\"id\": \"c\", \"text\": \"\"}\n";
        let mut out = Vec::new();
        let code = lines(
            text.as_bytes(),
            &Register::default(),
            &Options::default(),
            &mut out,
        )
        .unwrap();
        assert_eq!(code, ExitCode::FAILURE);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.lines().count(), 2);
        assert!(!out.contains("07700"));
    }
}
