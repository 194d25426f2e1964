//! `throughline deidentify`: what in a text could give somebody away and what could stand there instead, a line at a time,
//! so that it can be measured from outside. No store is opened and nothing is kept.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use deidentify::jsonl::{LineError, answer, refusal};
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

/// Answers each line, one that cannot be answered with `{"id", "error"}`. The exit status is then 1; the others are answered.
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

/// The mark with which programs of Windows begin a file.
const MARK: &[u8] = b"\xEF\xBB\xBF";

fn lines(
    mut from: impl BufRead,
    register: &Register,
    options: &Options,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let mut failed = 0_usize;
    for number in 1_usize.. {
        let mut bytes = Vec::new();
        let read = std::io::Read::take(&mut from, LONGEST_LINE)
            .read_until(b'\n', &mut bytes)
            .with_context(|| format!("line {number} cannot be read"))?;
        if read == 0 {
            break;
        }
        // Windows begins a file with a mark of its encoding.
        if number == 1 && bytes.starts_with(MARK) {
            bytes.drain(..MARK.len());
        }
        let line = String::from_utf8_lossy(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        let answered = match std::str::from_utf8(&bytes) {
            Ok(line) => answer(line, register, options, recognised),
            Err(error) => Err(LineError::NotJson(error.valid_up_to() + 1)),
        };
        match answered {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(error) => {
                failed += 1;
                tracing::error!(line = number, "{error}");
                writeln!(out, "{}", refusal(&line, &error))?;
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
        let text = concat!(
            r#"{"id": 1, "text": "rang 07700 900123"}"#,
            "\n\n",
            r#"{"id": 2}"#,
            "\n",
            r#"{"id": "half", "text": "Secret \ud800 words"}"#,
            "\n",
            r#"{"id": "c", "text": ""}"#,
            "\n",
        );
        let mut lined = MARK.to_vec();
        lined.extend(text.as_bytes());
        lined.extend(b"{\"id\": 5, \"text\": \"\xFF\"}\n{\"id\": 6, \"text\": \"\"}\n");
        let mut out = Vec::new();
        let code = lines(
            lined.as_slice(),
            &Register::default(),
            &Options::default(),
            &mut out,
        )
        .unwrap();
        assert_eq!(code, ExitCode::FAILURE);
        let out = String::from_utf8(out).unwrap();
        let said: Vec<serde_json::Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let part = |key: &str| -> Vec<serde_json::Value> {
            let parts = said.iter().map(|line| line.get(key).cloned());
            parts.map(Option::unwrap_or_default).collect()
        };
        let id = part("id");
        assert_eq!(
            id,
            serde_json::json!([1, 2, "half", "c", 5, 6])
                .as_array()
                .unwrap()
                .clone()
        );
        let fails: Vec<bool> = part("error").iter().map(|one| one.is_string()).collect();
        assert_eq!(fails, [false, true, true, false, true, false]);
        assert!(!out.contains("07700") && !out.contains("Secret"));
    }
}
