//! The working calendar: the bank holidays that the program ships, and the days that were changed since: for the
//! whole service by whoever runs it, for one organisation by its administrators.

use db::{Row, Statement, Value};
use model::{Calendar, Date, Instant, Nation, OrganisationId, Override, OverrideKind, RecordId};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD: Statement = Statement::new(
    "add an override of the calendar",
    "INSERT INTO calendar_override (id, nation, day, kind, name, reason, at, by_whom, organisation) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
pub(super) const REMOVE: Statement = Statement::new(
    "remove an override of the calendar",
    "UPDATE calendar_override SET removed_at = $2, removed_by = $3 WHERE id = $1 AND removed_at IS NULL",
);
pub(super) const OF: Statement = Statement::new(
    "overrides of the calendar",
    "SELECT id, nation, day, kind, name, reason, at, by_whom, organisation FROM calendar_override \
     WHERE removed_at IS NULL AND (organisation IS NULL OR organisation = $1) ORDER BY day, id",
);

/// A day that was made a holiday, or a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarOverride {
    /// Its id.
    pub id: RecordId,
    /// For which nation.
    pub nation: Nation,
    /// Which day, what, and why.
    pub change: Override,
    /// When it was entered.
    pub at: Instant,
    /// Who entered it.
    pub by: String,
    /// The one organisation that it counts for; absent where it counts for the whole service.
    pub organisation: Option<OrganisationId>,
}

/// Changes a day for the permit's organisation alone.
///
/// # Errors
/// [`DirectoryError::Rule`]: `override-day-taken` when the day was changed already and otherwise,
/// `override-weekend` for a holiday on a day on which nobody counts anyway, `override-no-holiday` for a
/// working day that is one already, `override-outside` outside the table of bank holidays.
pub async fn add_override(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    nation: Nation,
    change: &Override,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let organisation = permit.organisation();
    add(tx, Some(organisation), nation, change).await
}

/// Changes a day for the whole service.
///
/// # Errors
/// As [`add_override`].
pub async fn add_override_for_all(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    nation: Nation,
    change: &Override,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    add(tx, None, nation, change).await
}

async fn add(
    tx: &mut DirectoryTx<'_>,
    organisation: Option<OrganisationId>,
    nation: Nation,
    change: &Override,
) -> Result<(), DirectoryError> {
    let lines = overrides(tx, nation).await?;
    let taken = lines
        .iter()
        .find(|line| line.change.date == change.date && line.organisation == organisation);
    if let Some(line) = taken {
        // Sent twice is done once.
        let same = line.change == *change;
        return if same {
            Ok(())
        } else {
            Err(DirectoryError::Rule("override-day-taken"))
        };
    }
    fits(&calendar(tx, nation).await?, change)?;
    let id: RecordId = tx.ctx.new_id()?;
    let (kind, name) = match &change.kind {
        OverrideKind::AddHoliday { name } => ("add", name.as_str()),
        OverrideKind::RemoveHoliday => ("remove", ""),
    };
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        nation.code().into(),
        change.date.into(),
        kind.into(),
        name.into(),
        change.reason.as_str().into(),
        now.into(),
        Value::id(by),
        organisation.map(|id| id.to_string()).into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.note("add_override").await
}

/// Whether a change changes anything.
fn fits(calendar: &Calendar, change: &Override) -> Result<(), DirectoryError> {
    let works = calendar
        .is_working_day(change.date)
        .map_err(|_| DirectoryError::Rule("override-outside"))?;
    let holiday = calendar.holiday(change.date).is_some();
    match change.kind {
        OverrideKind::AddHoliday { .. } if !works => Err(DirectoryError::Rule("override-weekend")),
        OverrideKind::RemoveHoliday if !holiday => Err(DirectoryError::Rule("override-no-holiday")),
        _ => Ok(()),
    }
}

/// Takes back a change that counts for the permit's organisation alone. It stays on record.
///
/// # Errors
/// [`DirectoryError::NotFound`].
pub async fn remove_override(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    nation: Nation,
    id: RecordId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let organisation = permit.organisation();
    remove(tx, Some(organisation), nation, id).await
}

/// Takes back a change that counts for the whole service. It stays on record.
///
/// # Errors
/// [`DirectoryError::NotFound`].
pub async fn remove_override_for_all(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    nation: Nation,
    id: RecordId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    remove(tx, None, nation, id).await
}

async fn remove(
    tx: &mut DirectoryTx<'_>,
    organisation: Option<OrganisationId>,
    nation: Nation,
    id: RecordId,
) -> Result<(), DirectoryError> {
    let lines = overrides(tx, nation).await?;
    let ours = |line: &&CalendarOverride| line.id == id && line.organisation == organisation;
    lines.iter().find(ours).ok_or(DirectoryError::NotFound)?;
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    tx.execute(&REMOVE, [Value::id(id), now.into(), Value::id(by)])
        .await?;
    tx.note("remove_override").await
}

/// The overrides of one nation's calendar that count for the organisation acted for. Everybody who acts for it may
/// see them.
///
/// # Errors
/// [`DirectoryError`].
pub async fn overrides(
    tx: &mut DirectoryTx<'_>,
    nation: Nation,
) -> Result<Vec<CalendarOverride>, DirectoryError> {
    let organisation = tx.ctx.organisation;
    let rows = tx.all(&OF, [Value::id(organisation)]).await?;
    let lines: Result<Vec<_>, _> = rows.iter().map(read).collect();
    let lines = lines?.into_iter();
    Ok(lines.filter(|line| line.nation == nation).collect())
}

fn read(row: &Row) -> Result<CalendarOverride, DirectoryError> {
    let day: Date = row.parse("day")?;
    let kind = match row.text("kind")?.as_str() {
        "add" => OverrideKind::AddHoliday {
            name: row.text("name")?,
        },
        _ => OverrideKind::RemoveHoliday,
    };
    Ok(CalendarOverride {
        id: row.parse("id")?,
        nation: row.parse("nation")?,
        change: Override {
            date: day,
            kind,
            reason: row.text("reason")?,
        },
        at: row.instant("at")?,
        by: row.text("by_whom")?,
        organisation: row.maybe_parse("organisation")?,
    })
}

/// The working calendar of a nation, with the overrides that count for the organisation acted for.
///
/// # Errors
/// [`DirectoryError::DataFile`] when the program's own table cannot be read.
pub async fn calendar(
    tx: &mut DirectoryTx<'_>,
    nation: Nation,
) -> Result<Calendar, DirectoryError> {
    let lines = overrides(tx, nation).await?;
    let calendar =
        Calendar::embedded(nation).map_err(|_| DirectoryError::DataFile("bank-holidays.csv"))?;
    Ok(calendar.with_overrides(lines.into_iter().map(|line| line.change).collect()))
}
