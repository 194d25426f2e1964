//! `throughline chronology export`: what the page *Take the chronology out* gives, as a file on this machine.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use app::chronology_out::{
    Choice, LONGEST_PURPOSE, LONGEST_RECIPIENT, Only, Setting, ToTake, Wanted, take_out, to_take,
};
use app::names::{Names, names};
use app::{App, Reference};
use clap::Args;
use model::case::ChronologyFormat;
use model::{Date, Sensitive};

use super::out_file::OutFile;
use super::sign_in::{SignInArgs, Signed, as_somebody};
use super::{agency_named, in_words};

const NO_SUCH_REVIEW: &str =
    "there is no such review, or whoever signed in may not take its chronology out";

/// Which part of which chronology, for whom, and where it goes. The answers are those of the page.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The review, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    review: String,
    /// The kind of file.
    #[arg(long, value_name = "FORMAT", value_parser = ["docx", "xlsx", "csv", "pdf"])]
    r#as: String,
    /// The one agency whose account it is; every agency's where it is not said.
    #[arg(long, value_name = "NAME")]
    agency: Option<String>,
    /// First day of the period, as 2026-02-03.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day of the period.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Only what was known at the end of this day to the agency that --known-by names.
    #[arg(long, value_name = "DAY", requires = "known_by")]
    known_on: Option<Date>,
    /// The agency whose knowledge --known-on asks for.
    #[arg(long, value_name = "AGENCY", requires = "known_on")]
    known_by: Option<String>,
    /// With the names on record replaced.
    #[arg(long)]
    pseudonymous: bool,
    /// Whom the file is for: it stands on every page and with the review. Other people of this machine may see it while the
    /// command runs, so it names nobody of the case.
    #[arg(long, value_name = "TEXT")]
    recipient: String,
    /// What it is for: it stands in the file and with the review. It names nobody of the case either.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The file to write. One that is there is left as it is.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Writes the file also where there is one of that name.
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    sign_in: SignInArgs,
}

/// Takes a chronology out.
///
/// # Errors
/// When the file cannot be written, nobody signed in, or they may not.
pub async fn run(app: &Arc<App>, args: &ExportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let reference: Reference = args.review.parse().ok().context(NO_SUCH_REVIEW)?;
    let format = ChronologyFormat::from_code(&args.r#as).context("there is no such format")?;
    for (text, most, what) in [
        (&args.recipient, LONGEST_RECIPIENT, "--recipient"),
        (&args.reason, LONGEST_PURPOSE, "--reason"),
    ] {
        let long = text.chars().count() > most;
        anyhow::ensure!(!long, "{what} takes {most} characters at most");
    }
    let file = OutFile::begin(&args.out, args.overwrite)?;
    let asked = (&reference, format, args);
    let taken = as_somebody(app, &args.sign_in, async |signed: &Signed<'_>| {
        taken(app, signed, asked).await
    });
    let taken = taken.await?;
    let kept = file.keep(&taken.bytes);
    kept.with_context(|| {
        format!(
            "{} cannot be written: it is on record that the chronology was taken out, and there is no file",
            args.out.display()
        )
    })?;
    let (entries, withheld) = (taken.entries, taken.withheld);
    writeln!(out, "Written to {}.", args.out.display())?;
    writeln!(
        out,
        "Entries in it: {entries}. Entries withheld: {withheld}."
    )?;
    Ok(())
}

async fn taken(
    app: &App,
    signed: &Signed<'_>,
    (reference, format, args): (&Reference, ChronologyFormat, &ExportArgs),
) -> anyhow::Result<app::chronology_out::TakenFile> {
    let no = |error| in_words(error, NO_SUCH_REVIEW);
    let mut ctx = signed.ctx().await?;
    ctx.practice_day = app::practice::day(app, &ctx, reference).await.map_err(no)?;
    let found = to_take(app, &ctx, reference).await.map_err(no)?;
    let names = names(app, &ctx).await.map_err(no)?;
    let wanted = Wanted {
        choice: choice(&found, &names, args)?,
        format,
        to: Sensitive(args.recipient.trim().to_owned()),
        purpose: Sensitive(args.reason.trim().to_owned()),
    };
    let labels = web::chronology_labels();
    let setting = Setting {
        names: &names,
        partnership: &signed.organisation.name,
        labels: &labels,
        real_people: app.directory().takes_real_people(),
    };
    let day = ctx.practice_day;
    let mut ctx = signed.ctx().await?;
    ctx.practice_day = day;
    let made = take_out(app, &ctx, reference, (&wanted, setting)).await;
    made.map_err(no)
}

fn choice(found: &ToTake, names: &Names, args: &ExportArgs) -> anyhow::Result<Choice> {
    let named = |asked: &Option<String>| {
        let asked = asked.as_deref();
        let agency = asked.map(|asked| agency_named(&found.agencies, names, asked));
        agency.transpose()
    };
    Ok(Choice {
        agency: named(&args.agency)?,
        from: args.from,
        to: args.to,
        as_known: named(&args.known_by)?.zip(args.known_on),
        pseudonymous: args.pseudonymous,
        role: None,
        if_shared: false,
        only: Only::default(),
    })
}
