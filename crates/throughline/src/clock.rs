//! `throughline clock`: working-day dates on the command line, one or a file of them.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use model::uncertain::Point;
use model::{Calendar, Date, Nation, UncertainDate};

/// Counts working days by the bank holidays inside the program. Overrides that an administrator
/// has entered in a running service are not known here.
#[derive(Debug, clap::Args)]
pub struct ClockArgs {
    #[command(subcommand)]
    command: ClockCommand,
}

#[derive(Debug, clap::Subcommand)]
enum ClockCommand {
    /// Print the day on which something is due.
    Due(DueArgs),
}

/// What to count.
#[derive(Debug, clap::Args)]
struct DueArgs {
    /// The day that starts the clock (day 0), as 2026-11-23.
    #[arg(
        long,
        value_name = "DATE",
        value_parser = certain_day,
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    trigger: Option<Date>,
    /// How many working days; day 1 is the next working day.
    #[arg(
        long,
        value_name = "N",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    working_days: Option<u32>,
    /// Count back from the date instead, as for notice before publication.
    #[arg(long)]
    before: bool,
    /// Whose bank holidays hold: england, wales, scotland or northern-ireland.
    #[arg(long, default_value_t = Nation::England)]
    nation: Nation,
    /// A CSV file with the columns start and working_days; prints them with a column due.
    #[arg(long, value_name = "FILE.csv")]
    batch: Option<PathBuf>,
}

/// Runs the command and writes what it prints.
///
/// # Errors
/// A day outside the table of bank holidays; a file that cannot be read, or has a bad row (every
/// bad row is named, and nothing is printed); output that cannot be written.
pub fn run(args: &ClockArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let ClockCommand::Due(due) = &args.command;
    let counter = Counter {
        calendar: Calendar::embedded(due.nation)?,
        before: due.before,
    };
    match (&due.batch, due.trigger, due.working_days) {
        (Some(path), ..) => {
            let name = path.display();
            let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
            let rows = counter.read(file).with_context(|| batch_name(path))?;
            write_rows(&rows, out)
        }
        (None, Some(trigger), Some(days)) => {
            writeln!(out, "{}", counter.due(trigger, days)?)?;
            Ok(())
        }
        _ => bail!("give --trigger and --working-days, or --batch"),
    }
}

fn batch_name(path: &Path) -> String {
    format!("{} was not counted", path.display())
}

struct Counter {
    calendar: Calendar,
    before: bool,
}

struct Row {
    start: Date,
    working_days: u32,
    due: Date,
}

/// More bad rows than this are only counted.
const ROWS_NAMED: usize = 20;

impl Counter {
    fn due(&self, start: Date, days: u32) -> anyhow::Result<Date> {
        let due = if self.before {
            self.calendar.due_before(start, days)
        } else {
            self.calendar.due(start, days)
        };
        due.map_err(anyhow::Error::from)
    }

    fn read(&self, file: impl Read) -> anyhow::Result<Vec<Row>> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(file);
        let heading = reader.headers().context("line 1 cannot be read")?.clone();
        let column = |name: &str| {
            heading
                .iter()
                .position(|title| title.trim_start_matches('\u{feff}') == name)
                .with_context(|| format!("line 1 has no column named {name}"))
        };
        let (start, days) = (column("start")?, column("working_days")?);
        let mut rows = Vec::new();
        let mut bad = Vec::new();
        for record in reader.records() {
            let (line, row) = match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    (line, self.row(record.get(start), record.get(days)))
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    (line, Err(anyhow::anyhow!("not UTF-8 text")))
                }
            };
            match row {
                Ok(row) => rows.push(row),
                Err(error) => bad.push(format!("line {line}: {error:#}")),
            }
        }
        if bad.is_empty() {
            return Ok(rows);
        }
        let unnamed = bad.len().saturating_sub(ROWS_NAMED);
        bad.truncate(ROWS_NAMED);
        if unnamed > 0 {
            bad.push(format!("and {unnamed} more"));
        }
        bail!("{}", bad.join("\n"))
    }

    fn row(&self, start: Option<&str>, days: Option<&str>) -> anyhow::Result<Row> {
        let start = start.unwrap_or_default();
        let days = days.unwrap_or_default();
        let start = certain_day(start).with_context(|| format!("start is {start:?}"))?;
        let working_days = days.parse::<u32>().map_err(|_| {
            anyhow::anyhow!("working_days is {days:?}: enter a whole number, 0 or more")
        })?;
        let due = self.due(start, working_days)?;
        Ok(Row {
            start,
            working_days,
            due,
        })
    }
}

fn write_rows(rows: &[Row], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "start,working_days,due")?;
    for row in rows {
        writeln!(out, "{},{},{}", row.start, row.working_days, row.due)?;
    }
    Ok(())
}

/// A whole day written as 2026-11-23. A clock never counts from an uncertain date.
fn certain_day(text: &str) -> anyhow::Result<Date> {
    let date = UncertainDate::from_edtf(text)
        .map_err(|error| anyhow::anyhow!("enter a day like 2026-11-23 ({error})"))?;
    let model::uncertain::Meaning::On(part) = date.meaning() else {
        bail!("a clock counts from one day only: enter a day like 2026-11-23");
    };
    match (part.point(), date.is_firm()) {
        (Point::Day(day), true) => Ok(day),
        _ => bail!("a clock counts from a certain day only: enter a day like 2026-11-23"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::fmt::Write as _;

    use clap::Parser as _;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Cli {
        #[command(flatten)]
        clock: ClockArgs,
    }

    fn clock(arguments: &[&str]) -> anyhow::Result<String> {
        let arguments = ["clock", "due"].iter().chain(arguments);
        let cli = Cli::try_parse_from(arguments)?;
        let mut out = Vec::new();
        run(&cli.clock, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    fn england() -> Counter {
        Counter {
            calendar: Calendar::embedded(Nation::England).unwrap(),
            before: false,
        }
    }

    fn batch(file: &str) -> anyhow::Result<String> {
        let mut out = Vec::new();
        write_rows(&england().read(file.as_bytes())?, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    #[test]
    fn one_date_is_printed() {
        let due = |arguments: &[&str]| clock(arguments).unwrap();
        let five = ["--trigger", "2026-12-18", "--working-days", "5"];
        assert_eq!(due(&five), "2026-12-29\n");
        let back = ["--before", "--trigger", "2027-01-12", "--working-days", "7"];
        assert_eq!(due(&back), "2026-12-31\n");
        let scotland = [
            "--trigger",
            "2026-12-31",
            "--working-days",
            "1",
            "--nation",
            "scotland",
        ];
        assert_eq!(due(&scotland), "2027-01-05\n");
        let england = ["--trigger", "2026-12-31", "--working-days", "1"];
        assert_eq!(due(&england), "2027-01-04\n");
    }

    #[test]
    fn what_cannot_be_counted_is_said() {
        for (arguments, says) in [
            (
                ["--trigger", "2026-02-31", "--working-days", "5"],
                "2026-11-23",
            ),
            (
                ["--trigger", "2026-02", "--working-days", "5"],
                "certain day",
            ),
            (
                ["--trigger", "2026-02-13~", "--working-days", "5"],
                "certain day",
            ),
            (["--trigger", "XXXX", "--working-days", "5"], "one day only"),
            (
                ["--trigger", "13/02/2026", "--working-days", "5"],
                "2026-11-23",
            ),
            (
                ["--trigger", "2028-12-20", "--working-days", "15"],
                "2028-12-31",
            ),
            (
                ["--trigger", "2014-12-20", "--working-days", "1"],
                "2015-01-01",
            ),
            (["--trigger", "2026-02-13", "--working-days", "-1"], "-1"),
            (
                ["--trigger", "2026-02-13", "--batch", "some.csv"],
                "cannot be used with",
            ),
            (["--working-days", "5", "--nation", "england"], "--trigger"),
            (
                ["--batch", "no-such-file.csv", "--nation", "england"],
                "cannot open no-such-file.csv",
            ),
            (
                ["--batch", "some.csv", "--nation", "france"],
                "england, wales",
            ),
        ] {
            let error = format!("{:#}", clock(&arguments).unwrap_err());
            assert!(error.contains(says), "{arguments:?}: {error}");
        }
    }

    #[test]
    fn a_file_is_counted_row_by_row() {
        let file = "\u{feff}start,working_days,note\r\n2026-11-23,5,ours\r\n 2026-12-19 , 5 \r\n2026-01-01,0,\r\n";
        assert_eq!(
            batch(file).unwrap(),
            "start,working_days,due\n2026-11-23,5,2026-11-30\n2026-12-19,5,2026-12-29\n2026-01-01,0,2026-01-01\n"
        );
        assert_eq!(
            batch("start,working_days\n").unwrap(),
            "start,working_days,due\n"
        );
    }

    #[test]
    fn every_bad_row_is_named_with_what_is_wrong() {
        let file = "start,working_days\n2026-11-23,5\n2026-02-31,5\n2026-11-23,five\n2026-11-23\n,5\n2028-12-29,9\n";
        let error = batch(file).unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().collect();
        assert_eq!(lines.len(), 5, "{error}");
        for (line, (number, says)) in lines.iter().zip([
            ("line 3: ", "2026-02-31"),
            ("line 4: ", "working_days is \"five\""),
            ("line 5: ", "working_days is \"\""),
            ("line 6: ", "start is \"\""),
            ("line 7: ", "from 2015-01-01 to 2028-12-31"),
        ]) {
            assert!(line.starts_with(number) && line.contains(says), "{line}");
        }
        let missing = batch("start,days\n2026-11-23,5\n").unwrap_err().to_string();
        assert!(
            missing.contains("no column named working_days"),
            "{missing}"
        );
        let mut many = "start,working_days\n".to_owned();
        for _ in 0..30 {
            many.write_str("x,1\n").unwrap();
        }
        assert!(
            batch(&many)
                .unwrap_err()
                .to_string()
                .ends_with("and 10 more")
        );
    }

    #[test]
    fn independently_computed_deadlines_agree() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/calendar/deadline_cases.csv");
        let Ok(cases) = std::fs::read_to_string(&path) else {
            println!("skipped: deadline_cases.csv is not beside this repository");
            return;
        };
        let printed = clock(&["--batch", path.to_str().unwrap()]).unwrap();
        let same = printed.lines().skip(1).eq(cases.lines().skip(1));
        assert!(same, "a deadline differs");
    }
}
