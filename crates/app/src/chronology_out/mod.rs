//! The chronology out: as a Word document, a PDF, an Excel workbook or CSV; whole or of one agency, of a period, as one agency
//! knew it on a day, with names or without.
//!
//! Whoever takes it out gets what they may read; how much that leaves out stands in the file. Each time is a record of the case
//! and a row of the record of who did what, written before the file is handed over. The file itself is not kept.

mod above;
mod make;
mod part;
mod read;
mod register;

use access::{Ctx, Section, actions};
use chronology::pseudonyms::Pseudonyms;
use model::case::{ChronologyFormat, ChronologyTaken};
use model::chronology::{Entry, EntryKind, Labels};
use model::grid::MOST_ROWS;
use model::paper::Block;
use model::{AgencyId, Date, RecordId, Sensitive};
use vault::{CaseFile, Stored, VaultError};

use crate::chronology::Filter;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::names::Names;
use crate::{App, AppError, Reference};

use read::{Chosen, on_record, signed};

pub use make::TakenFile;
pub(crate) use make::marking;
pub use part::part_of_pack;
pub use register::Register;
pub(crate) use register::is_role;

/// Most entries that are set as a PDF: more would be hundreds of pages, and nobody turns them.
pub const MOST_IN_PDF: usize = 5_000;

/// Longest words on whom a file is for, in characters.
pub const LONGEST_RECIPIENT: usize = 200;
/// Longest words on what a file is for, in characters.
pub const LONGEST_PURPOSE: usize = 300;

/// Rows around the entries that a file needs as well.
const AROUND: usize = 40;

/// Which part of a chronology, and how.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The one agency whose account it is; every agency's where there is none.
    pub agency: Option<AgencyId>,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// As known to which agency at the end of which day.
    pub as_known: Option<(AgencyId, Date)>,
    /// The code of the role in that agency to which it is as known; none for the agency as a whole.
    pub role: Option<String>,
    /// Whether it also holds what was known if a sharing that nobody has confirmed took place, marked so; only with `as_known`.
    pub if_shared: bool,
    /// What else every account in it has to fit.
    pub only: Only,
    /// Whether the names on record are replaced.
    pub pseudonymous: bool,
}

/// What accounts have to fit beside the agency and the period, as a list of them was filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Only {
    /// Only those about this child or adult of the review.
    pub person: Option<RecordId>,
    /// Only this kind of thing.
    pub kind: Option<EntryKind>,
    /// Only what is read under this section.
    pub reads: Option<Section>,
    /// Only what its author takes for part of a key practice episode.
    pub key_only: bool,
}

impl Only {
    /// Of a filter, all but its agency and its period: of these a choice has its own.
    #[must_use]
    pub const fn of(filter: &Filter) -> Self {
        Self {
            person: filter.person,
            kind: filter.kind,
            reads: filter.reads,
            key_only: filter.key_only,
        }
    }

    /// Whether everything fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Choice {
    /// Everything that an account has to fit to be in it.
    const fn filter(&self) -> Filter {
        Filter {
            agency: self.agency,
            person: self.only.person,
            kind: self.only.kind,
            from: self.from,
            to: self.to,
            reads: self.only.reads,
            key_only: self.only.key_only,
        }
    }
}

/// What somebody wants to take out.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which part.
    pub choice: Choice,
    /// As what kind of file.
    pub format: ChronologyFormat,
    /// Whom it is for.
    pub to: Sensitive<String>,
    /// What for.
    pub purpose: Sensitive<String>,
}

/// What a file needs beside the review.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Names of agencies.
    pub names: &'a Names,
    /// Name of the partnership.
    pub partnership: &'a str,
    /// Heads of columns, and words of their fixed answers.
    pub labels: &'a Labels,
    /// Whether the instance takes real people.
    pub real_people: bool,
}

/// What there is to choose from.
#[derive(Debug, Clone)]
pub struct ToTake {
    /// The case.
    pub case: CaseFile,
    /// The agencies with a return that was signed off.
    pub agencies: Vec<AgencyId>,
}

/// Whether the reader may take the chronology of a review out; decides what a page offers.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn may_take_out(app: &App, ctx: &Ctx, reference: &Reference) -> Result<bool, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                tx.would_permit::<actions::TakeOutChronology>(case).await
            })
        })
        .await?)
}

/// What there is to choose from, for whoever may take the chronology out.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn to_take(app: &App, ctx: &Ctx, reference: &Reference) -> Result<ToTake, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let reads = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let may = tx.permit::<actions::TakeOutChronology>(case, Section::General);
                let _may = may.await?;
                let returns = vault::returns_of_case(tx, &reads).await?;
                Ok(ToTake {
                    case: vault::case_file(tx, &reads).await?,
                    agencies: signed(&returns),
                })
            })
        })
        .await?)
}

/// What was taken out of the chronology of a review, oldest first; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn taken(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<Stored<ChronologyTaken>>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                vault::list(tx, &permit).await
            })
        })
        .await?)
}

/// The names on record of a review, for a page that is to be read without them. The reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn register(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Register, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                Register::read(tx, &permit).await
            })
        })
        .await?)
}

/// Copies of the entries without the names on record. `all` is everything that the reader may read of the chronology, in its
/// order, so that the same person is called the same on every page and in every file.
#[must_use]
pub fn pseudonymous(register: &Register, all: &[&Entry], entries: &[&Entry]) -> Vec<Entry> {
    let made: Pseudonyms = register.pseudonyms(all.iter().copied());
    entries.iter().map(|entry| made.entry(entry)).collect()
}

/// Makes the file. That it was made, for whom and what for is kept, and written down, before it is handed over.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] `chronology-out-to` or `chronology-out-purpose` when
/// one is missing, `chronology-out-period` when the period ends before it begins, `chronology-out-agency` for an agency without
/// a return that was signed off, `chronology-out-later` as known on a day to come, `chronology-out-many` when it is more than
/// the kind of file takes.
pub async fn take_out(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (wanted, setting): (&Wanted, Setting<'_>),
) -> Result<TakenFile, AppError> {
    check(ctx, wanted)?;
    let vault = app.vault(ctx).await?;
    let (case, chosen) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let reads = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let permit = tx
                    .permit::<actions::TakeOutChronology>(case, Section::General)
                    .await?;
                let found = on_record(tx, &reads).await?;
                let choice = &wanted.choice;
                let asked = [choice.agency, choice.as_known.map(|(agency, _)| agency)];
                if asked
                    .iter()
                    .flatten()
                    .any(|one| !found.agencies.contains(one))
                {
                    return Err(VaultError::Rule("chronology-out-agency"));
                }
                if choice.role.is_some() && found.role(choice, setting.names).is_none() {
                    return Err(VaultError::Rule("chronology-out-role"));
                }
                let chosen = found.chosen(choice, setting.names);
                if chosen.entries.len() > most(wanted.format) {
                    return Err(VaultError::Rule("chronology-out-many"));
                }
                vault::save_new(tx, &permit, &as_kept(ctx, wanted, &chosen)).await?;
                Ok((found.case, chosen))
            })
        })
        .await?;
    let family = family(app, ctx, reference, wanted).await?;
    make::file(app, (&case, chosen, family), (wanted, setting), ctx.today()).await
}

/// The genogram and its words, for a document that holds the whole chronology. A part of it, or what was known on a day, would
/// tell more by it than was chosen.
async fn family(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    wanted: &Wanted,
) -> Result<Vec<Block>, AppError> {
    let choice = &wanted.choice;
    let in_lines = match wanted.format {
        ChronologyFormat::Pdf => false,
        ChronologyFormat::Docx => true,
        ChronologyFormat::Xlsx | ChronologyFormat::Csv => return Ok(Vec::new()),
    };
    if choice.agency.is_some() || choice.as_known.is_some() || !choice.only.is_empty() {
        return Ok(Vec::new());
    }
    let today = ctx.today();
    let on = choice.to.map_or(today, |last| last.min(today));
    let named = (reference, choice.pseudonymous);
    crate::people_places::part_of_file(app, ctx, named, (on, in_lines)).await
}

fn check(ctx: &Ctx, wanted: &Wanted) -> Result<(), AppError> {
    let choice = &wanted.choice;
    if !has_words(&wanted.to) {
        return Err(AppError::Rule("chronology-out-to"));
    }
    if !has_words(&wanted.purpose) {
        return Err(AppError::Rule("chronology-out-purpose"));
    }
    if choice
        .from
        .zip(choice.to)
        .is_some_and(|(from, to)| to < from)
    {
        return Err(AppError::Rule("chronology-out-period"));
    }
    if choice.as_known.is_some_and(|(_, on)| on > ctx.today()) {
        return Err(AppError::Rule("chronology-out-later"));
    }
    Ok(())
}

const fn most(format: ChronologyFormat) -> usize {
    match format {
        ChronologyFormat::Pdf => MOST_IN_PDF,
        ChronologyFormat::Docx | ChronologyFormat::Xlsx | ChronologyFormat::Csv => {
            MOST_ROWS - AROUND
        }
    }
}

fn as_kept(ctx: &Ctx, wanted: &Wanted, chosen: &Chosen) -> ChronologyTaken {
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let choice = &wanted.choice;
    ChronologyTaken {
        to: wanted.to.clone(),
        purpose: wanted.purpose.clone(),
        on: ctx.today(),
        format: wanted.format,
        agency: choice.agency,
        from: choice.from,
        to_day: choice.to,
        pseudonymous: choice.pseudonymous,
        as_known: choice.as_known,
        role: Sensitive(chosen.role.clone().unwrap_or_default()),
        if_shared: choice.if_shared && choice.as_known.is_some(),
        person: choice.only.person,
        kind: choice.only.kind,
        reads: choice.only.reads.map(|one| one.code().to_owned()),
        key_only: choice.only.key_only,
        entries: count(chosen.entries.len()),
        withheld: count(chosen.withheld),
    }
}
