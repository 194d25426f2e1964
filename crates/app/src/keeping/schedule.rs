//! For how long the partnership keeps what it keeps.

use access::{Ctx, actions};
use model::scheme::{RetentionDef, Scheme};
use model::{Date, FormId, Sensitive, months_later};
use vault::{RetentionRule, VaultError};

use crate::decision::decide::has_words;
use crate::{App, AppError};

/// The item by which the day of a case is worked out.
pub const CASE_FILE: &str = "case_file";
/// Longer than anybody keeps anything.
const MOST: i64 = 200;

/// One item of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleItem {
    /// What the scheme says of it.
    pub def: RetentionDef,
    /// Changes of the partnership, newest first.
    pub changes: Vec<RetentionRule>,
}

impl ScheduleItem {
    /// Years from the day on which a review was closed; none: without an end.
    #[must_use]
    pub fn years(&self) -> Option<i64> {
        let own = self.changes.first().map(|change| change.years);
        own.unwrap_or_else(|| self.def.years.map(i64::from))
    }

    /// How often the partnership changed it: the version that a form shows.
    #[must_use]
    pub fn version(&self) -> i64 {
        i64::try_from(self.changes.len()).unwrap_or(i64::MAX)
    }

    /// The last day on which something is kept that was closed on this day; none: without an end.
    #[must_use]
    pub fn kept_until(&self, closed: Date) -> Option<Date> {
        let months = i32::try_from(self.years()?.saturating_mul(12)).ok()?;
        Some(months_later(closed, months))
    }
}

/// The items of a scheme with the changes of the partnership.
pub(super) fn items(scheme: &Scheme, rules: &[RetentionRule]) -> Vec<ScheduleItem> {
    let item = |def: &RetentionDef| {
        let own = rules.iter().filter(|rule| rule.item == def.item.id);
        ScheduleItem {
            def: def.clone(),
            changes: own.cloned().collect(),
        }
    };
    scheme.retention.iter().map(item).collect()
}

/// The item by which the day of a case is worked out.
pub(super) fn of_case_file(
    scheme: &Scheme,
    rules: &[RetentionRule],
) -> Result<ScheduleItem, &'static str> {
    let mut all = items(scheme, rules).into_iter();
    all.find(|one| one.def.item.id == CASE_FILE)
        .ok_or("no-scheme")
}

/// The schedule of the actor's partnership.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn schedule(app: &App, ctx: &Ctx) -> Result<Vec<ScheduleItem>, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
                let rules = vault::retention_rules(tx, &permit).await?;
                Ok(items(scheme, &rules))
            })
        })
        .await?)
}

/// Changes for how long something is kept. What counted before stays on record.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`]: `retention-reason` without a reason, `retention-years` for a number of years that
/// nobody means, `retention-changed` when somebody changed it since the form was shown.
pub async fn change_schedule(
    app: &App,
    ctx: &Ctx,
    (form, version): (FormId, i64),
    (item, years): (&str, Option<i64>),
    reason: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(reason) {
        return Err(AppError::Rule("retention-reason"));
    }
    if years.is_some_and(|years| !(0..=MOST).contains(&years)) {
        return Err(AppError::Rule("retention-years"));
    }
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManageKeeping>()?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let rules = vault::retention_rules(tx, &permit).await?;
                let known = items(scheme, &rules);
                let known = known.iter().find(|one| one.def.item.id == item);
                let known = known.ok_or(VaultError::NotFound)?;
                if known.version() != version {
                    return Err(VaultError::Rule("retention-changed"));
                }
                vault::add_retention_rule(tx, &permit, (item, years), &reason.0).await?;
                vault::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(())
}
