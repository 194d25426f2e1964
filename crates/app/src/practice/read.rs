//! Which day a practice run stands on, and what it began with.

use std::collections::BTreeMap;

use access::{Ctx, Permit, Section, actions};
use model::case::PracticeRun;
use model::{Calendar, CaseId, Date, Instant, PracticeScript, RecordId, practice_scripts};
use vault::{CaseFile, Kinds, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// A practice run as its own page reads it.
#[derive(Debug, Clone)]
pub struct Practice {
    /// The case.
    pub case: CaseFile,
    /// How far it was moved on.
    pub run: Stored<PracticeRun>,
    /// What it began with; absent when this program has no such incident any more.
    pub script: Option<&'static PracticeScript>,
    /// Whether the reader may move it on and end it.
    pub may_run: bool,
}

/// The day on which a practice run stands: so many working days after today. Real days pass as well. Past the end of the
/// table of working days it stands on today.
#[must_use]
pub fn stands_on(run: Option<&PracticeRun>, calendar: &Calendar, today: Date) -> Date {
    let moved = run.map_or(0, |run| run.moved);
    if moved == 0 {
        return today;
    }
    calendar.due(today, moved).unwrap_or(today)
}

/// The day on which a practice run stands, for the pages of it; absent for every other review.
///
/// # Errors
/// [`AppError`].
pub async fn day(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Option<Date>, AppError> {
    if !reference.is_practice() {
        return Ok(None);
    }
    let vault = app.vault(ctx).await?;
    let text = reference.as_str();
    let run = vault
        .look(ctx, |tx| Box::pin(vault::practice_run(tx, text)))
        .await?;
    let Some(run) = run else { return Ok(None) };
    let calendar = calendar(app, ctx).await?;
    Ok(Some(stands_on(Some(&run), &calendar, ctx.today())))
}

/// The practice run that a return belongs to, and the day on which it stands, for the pages on which its agency is played;
/// absent for the return to any other review, and for whoever does not answer it.
///
/// # Errors
/// [`AppError`].
pub async fn day_of_return(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
) -> Result<Option<(Reference, Date)>, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(vault::practice_run_of_return(tx, request))
        })
        .await?;
    let Some((reference, run)) = found else {
        return Ok(None);
    };
    let reference = reference.parse().map_err(|_| AppError::NotFound)?;
    let calendar = calendar(app, ctx).await?;
    let day = stands_on(Some(&run), &calendar, ctx.today());
    Ok(Some((reference, day)))
}

/// How far a practice run had been moved on from a moment.
pub(crate) type Moved = (Instant, PracticeRun);

/// How far a practice run was moved on and when, the last time first; nothing for any other review.
pub(crate) async fn moves(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    kinds: &mut Kinds,
) -> Result<Vec<Moved>, VaultError> {
    let Some(run) = kinds.take::<PracticeRun>()?.pop() else {
        return Ok(Vec::new());
    };
    let versions = vault::history::<PracticeRun>(tx, permit, run.id).await?;
    let mut all: Vec<Moved> = versions
        .into_iter()
        .map(|one| (one.changed_at, one.body))
        .collect();
    all.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
    Ok(all)
}

/// The day on which a practice run stood at a moment; absent where there is none.
pub(crate) fn day_at(moves: &[Moved], calendar: &Calendar, at: Instant) -> Option<Date> {
    let (_, run) = moves.iter().find(|(from, _)| *from <= at)?;
    Some(stands_on(Some(run), calendar, at.date_in_london()))
}

/// The working days that practice runs go by: those of the scheme under which one would begin now.
pub(super) async fn calendar(app: &App, ctx: &Ctx) -> Result<Calendar, AppError> {
    let nation = app.scheme_on(ctx.now.date_in_london())?.scheme.nation;
    app.calendar(ctx, nation).await
}

/// Reads a practice run; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], also for a review that is none; [`AppError::NotPermitted`].
pub async fn practice(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Practice, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let all = vault::list::<PracticeRun>(tx, &permit).await?;
                let run = all.into_iter().next().ok_or(VaultError::NotFound)?;
                let mut scripts = practice_scripts().iter();
                Ok(Practice {
                    case: vault::case_file(tx, &permit).await?,
                    script: scripts.find(|one| one.id == run.body.script),
                    run,
                    may_run: tx.would_permit::<actions::RunPractice>(case).await?,
                })
            })
        })
        .await?)
}

/// The day on which each practice run stands, by its reference.
pub(crate) fn days(
    app: &App,
    (cases, runs): (&[CaseFile], &BTreeMap<CaseId, PracticeRun>),
    calendars: &BTreeMap<&'static str, Calendar>,
    today: Date,
) -> Result<BTreeMap<String, Date>, AppError> {
    let mut days = BTreeMap::new();
    for case in cases.iter().filter(|case| case.practice) {
        let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
        if let Some(calendar) = calendars.get(loaded.scheme.nation.code()) {
            let day = stands_on(runs.get(&case.id), calendar, today);
            days.insert(case.reference.clone(), day);
        }
    }
    Ok(days)
}
