//! Figures that may leave a partnership: reviews by kind of harm and year, and what people saw differently by level and year. Small
//! numbers are hidden, and whatever they could be worked out from.
//!
//! The two tables count different things, so that neither is a part of the other; each has one shape and no filter, and only years
//! that are over, so that two of them, or the same one a month later, cannot be taken from each other.

use std::collections::BTreeMap;

use access::ledger::{Entry, Outcome};
use access::{Action as _, Ctx, Section, actions};
use deidentify::suppress::suppress;
pub use deidentify::suppress::{HIDDEN_FROM, HIDDEN_TO, ROUNDED_TO, Shown, Suppressed};
use model::CaseId;
use model::case::{Incident, Notification};
use model::learning::{Moment, SystemLevel};
use model::scheme::Scheme;
use model::track::{Entered, Transition};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use crate::bring_in::raised_before;
use crate::{App, AppError};

/// The list of kinds of harm, for incidents in which a child was seriously harmed.
const HARM: &str = "cause_harm";
/// Nature of such an incident.
const SERIOUS_HARM: &str = "serious_harm";

/// What a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Reviews, by kind of harm.
    Harm,
    /// What people saw differently, by the level at which the condition lies.
    Level,
}

impl Counted {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Harm, Self::Level];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Harm => "harm",
            Self::Level => "level",
        }
    }
}

/// A row of a table: what it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowOf<'a> {
    /// A code of a list of the scheme: the list, and the code.
    Code(&'a str, &'a str),
    /// Serious harm of a kind that nobody has said.
    HarmNotSaid,
    /// A level that nobody has said.
    LevelNotSaid,
}

/// A table as it may leave.
#[derive(Debug, Clone)]
pub struct TableOut<'a> {
    /// What it counts.
    pub counted: Counted,
    /// Its rows, always the same ones.
    pub rows: Vec<RowOf<'a>>,
    /// Its columns: the years that are over, from the first one with a review. None where there is no such year.
    pub years: Vec<i16>,
    /// What may be shown.
    pub shown: Suppressed,
}

/// What one review adds.
struct Of {
    year: i16,
    nature: String,
    cause: String,
    levels: Vec<(i16, Option<SystemLevel>)>,
}

/// The tables as they may leave. Every review is read for them, and that is written down.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever may not take figures out.
pub async fn figures_out<'a>(app: &'a App, ctx: &Ctx) -> Result<Vec<TableOut<'a>>, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    let all = vault
        .look(ctx, |tx| Box::pin(async move { Ok(read(tx).await?.1) }))
        .await?;
    let tables = Counted::ALL.map(|counted| table(counted, &all, (scheme, ctx.today().year())));
    Ok(tables.into())
}

/// One of the tables, for somebody who takes it out: that is written down with the reviews it counts.
///
/// # Errors
/// As [`figures_out`].
pub async fn take_figures<'a>(
    app: &'a App,
    ctx: &Ctx,
    counted: Counted,
) -> Result<TableOut<'a>, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    let all = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (cases, all) = read(tx).await?;
                let entry = Entry {
                    action: actions::TakeFigures::INFO.code,
                    cases: &cases,
                    ..Entry::default()
                };
                tx.note(Outcome::Done, entry).await?;
                Ok(all)
            })
        })
        .await?;
    Ok(table(counted, &all, (scheme, ctx.today().year())))
}

/// The reviews that the actor may read, no practice among them, with what each adds.
async fn read(tx: &mut VaultTx<'_>) -> Result<(Vec<CaseId>, Vec<Of>), VaultError> {
    drop(tx.permit_organisation::<actions::TakeFigures>()?);
    let today = tx.permit_organisation::<actions::SeeToday>()?;
    let mut cases = vault::cases_of(tx, &today).await?;
    cases.retain(|case| !case.practice);
    let mut all = Vec::with_capacity(cases.len());
    for case in &cases {
        all.extend(one(tx, case).await?);
    }
    Ok((cases.iter().map(|case| case.id).collect(), all))
}

/// What one review adds; nothing where there is no incident in it.
async fn one(tx: &mut VaultTx<'_>, case: &CaseFile) -> Result<Option<Of>, VaultError> {
    let permit = tx
        .permit::<actions::ReadCase>(case.id, Section::General)
        .await?;
    let incidents = vault::list::<Incident>(tx, &permit).await?;
    let Some(incident) = incidents.into_iter().next() else {
        return Ok(None);
    };
    let notifications = vault::list::<Notification>(tx, &permit).await?;
    let cause = notifications.last().map(|one| one.body.cause.clone());
    let steps = vault::list::<Transition>(tx, &permit).await?;
    let moments = vault::list::<Moment>(tx, &permit).await?;
    let seen = |one: &Stored<Moment>| (one.added_at.date_in_london().year(), one.body.level);
    Ok(Some(Of {
        year: year_of(case, steps),
        nature: incident.body.nature,
        cause: cause.unwrap_or_default(),
        levels: moments.iter().map(seen).collect(),
    }))
}

/// The year in which a review was raised: of one that was brought in, the year that was said then.
fn year_of(case: &CaseFile, steps: Vec<Stored<Transition>>) -> i16 {
    let steps = steps.into_iter().map(|one| Entered {
        step: one.body,
        at: one.added_at,
    });
    let steps: Vec<Entered> = steps.collect();
    let before = raised_before(&steps).and_then(|day| day.earliest());
    let raised = before.unwrap_or_else(|| case.raised_at.date_in_london());
    raised.year()
}

fn table<'a>(counted: Counted, all: &[Of], (scheme, this_year): (&'a Scheme, i16)) -> TableOut<'a> {
    let rows = rows(counted, scheme);
    let mut many: BTreeMap<(RowOf<'_>, i16), u32> = BTreeMap::new();
    for one in all {
        match counted {
            Counted::Harm => *many.entry((harm(one, &rows), one.year)).or_default() += 1,
            Counted::Level => {
                for (year, level) in &one.levels {
                    *many.entry((level_row(*level, &rows), *year)).or_default() += 1;
                }
            }
        }
    }
    let first = many.keys().map(|(_, year)| *year).min();
    let years: Vec<i16> = first.map_or_else(Vec::new, |first| (first..this_year).collect());
    let counts: Vec<Vec<u32>> = rows
        .iter()
        .map(|row| {
            let cell = |year: &i16| many.get(&(*row, *year)).copied().unwrap_or_default();
            years.iter().map(cell).collect()
        })
        .collect();
    let nothing = Suppressed {
        cells: Vec::new(),
        row_totals: Vec::new(),
        column_totals: Vec::new(),
        total: Shown::Small,
    };
    TableOut {
        counted,
        shown: suppress(&counts).unwrap_or(nothing),
        rows,
        years,
    }
}

/// The rows of a table: those of the scheme's list whether anything is in them or not, so that an empty one tells nothing.
fn rows(counted: Counted, scheme: &Scheme) -> Vec<RowOf<'_>> {
    let coded = |id: &'static str| {
        let items = scheme.list(id).into_iter().flat_map(|list| &list.items);
        items.map(move |item| RowOf::Code(id, item.code.as_str()))
    };
    match counted {
        Counted::Harm => {
            let natures = coded("nature").filter(|row| *row != RowOf::Code("nature", SERIOUS_HARM));
            let mut rows: Vec<RowOf<'_>> = coded(HARM).collect();
            rows.push(RowOf::HarmNotSaid);
            rows.extend(natures);
            rows
        }
        Counted::Level => coded("level").chain([RowOf::LevelNotSaid]).collect(),
    }
}

fn harm<'a>(one: &Of, rows: &[RowOf<'a>]) -> RowOf<'a> {
    let nature = (one.nature != SERIOUS_HARM).then_some(("nature", one.nature.as_str()));
    let (list, code) = nature.unwrap_or((HARM, one.cause.as_str()));
    found(rows, (list, code)).unwrap_or(RowOf::HarmNotSaid)
}

fn level_row<'a>(level: Option<SystemLevel>, rows: &[RowOf<'a>]) -> RowOf<'a> {
    let code = level.map_or("", SystemLevel::code);
    found(rows, ("level", code)).unwrap_or(RowOf::LevelNotSaid)
}

fn found<'a>(rows: &[RowOf<'a>], (list, code): (&str, &str)) -> Option<RowOf<'a>> {
    let is_it =
        |row: &&RowOf<'a>| matches!(row, RowOf::Code(of, own) if (*of, *own) == (list, code));
    rows.iter().find(is_it).copied()
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]
    use super::*;

    fn of(year: i16, nature: &str, cause: &str) -> Of {
        Of {
            year,
            nature: nature.to_owned(),
            cause: cause.to_owned(),
            levels: vec![(year, Some(SystemLevel::Team))],
        }
    }

    fn scheme() -> Scheme {
        let all = App::shipped_schemes().unwrap();
        all.first().unwrap().scheme.clone()
    }

    #[test]
    fn a_small_number_is_hidden_with_what_it_would_follow_from() {
        let scheme = &scheme();
        let mut all = Vec::new();
        for (year, neglect, deaths) in [(2023, 12, 9), (2024, 3, 8)] {
            all.extend((0..neglect).map(|_| of(year, "serious_harm", "neglect")));
            all.extend((0..deaths).map(|_| of(year, "death", "other")));
        }
        let made = table(Counted::Harm, &all, (scheme, 2025));
        assert_eq!(made.years, [2023, 2024]);
        let row = |of: RowOf<'_>| {
            let at = made.rows.iter().position(|row| *row == of).unwrap();
            (made.shown.cells[at].clone(), made.shown.row_totals[at])
        };
        let (neglect, whole) = row(RowOf::Code(HARM, "neglect"));
        assert_eq!(neglect[1], Shown::Small);
        assert!(
            neglect[0].is_hidden() || whole.is_hidden(),
            "else it would follow from its row"
        );
        let in_2024 = made.shown.cells.iter().filter(|row| row[1].is_hidden());
        assert!(
            in_2024.count() > 1 || made.shown.column_totals[1].is_hidden(),
            "else it would follow from its year"
        );
        let (unsaid, _) = row(RowOf::HarmNotSaid);
        assert!(matches!(unsaid[0], Shown::Number(0) | Shown::Beside));
    }

    #[test]
    fn the_year_that_runs_is_left_out_and_a_cause_nobody_said_has_its_row() {
        let scheme = &scheme();
        let mut all: Vec<Of> = (0..10).map(|_| of(2024, "serious_harm", "")).collect();
        all.push(of(2025, "death", ""));
        let made = table(Counted::Harm, &all, (scheme, 2025));
        assert_eq!(made.years, [2024]);
        assert_eq!(made.shown.total, Shown::Number(10));
        let at = made.rows.iter().position(|row| *row == RowOf::HarmNotSaid);
        assert_eq!(made.shown.cells[at.unwrap()], [Shown::Number(10)]);
        let levels = table(Counted::Level, &all, (scheme, 2025));
        let team = RowOf::Code("level", "team");
        let at = levels.rows.iter().position(|row| *row == team).unwrap();
        assert_eq!(levels.shown.cells[at], [Shown::Number(10)]);
        let none = table(Counted::Harm, &[], (scheme, 2025));
        assert!(none.years.is_empty());
    }
}
