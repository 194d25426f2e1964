//! By when a return can be due: a working day, by day 10 of the rapid review and at latest the working day before the meeting,
//! whenever the request went.

use access::Ctx;
use model::case::{AgencyRequest, RequestPlan};
use model::clock::ClockLine;
use model::scheme::ClockKind;
use model::{Calendar, Date};
use vault::Stored;

use super::ask::by_plan;
use crate::review::Home;
use crate::{App, AppError, Reference};

/// The last day for a return, and the day of the meeting, where it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDay {
    /// Last day for the return.
    pub due: Date,
    /// Day of the meeting.
    pub meeting: Option<Date>,
}

/// Whether a day can be the last one for a return of this review.
///
/// # Errors
/// [`AppError::Rule`]: `request-due-past` when it is past, `request-due-working` when it is no working day, `request-due-meeting` when it
/// is not before the meeting, `request-due-plan` when it is later than the plan lets it be.
pub(super) async fn check_due(
    app: &App,
    ctx: &Ctx,
    (home, day): (&Home, LastDay),
) -> Result<(), AppError> {
    let calendar = calendar(app, ctx, home).await?;
    let (latest, _) = by_plan(home.plan.as_ref(), ctx.today());
    let of = (&calendar, ctx.today(), latest);
    check(of, day).map_err(AppError::Rule)
}

/// The day that a last day passes over while the review has no plan yet: the one by which a rapid review would be done, counted from
/// when the local authority knew. None once there is a plan, which says more.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn passes_over(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    due: Date,
) -> Result<Option<Date>, AppError> {
    let home = crate::review::home(app, ctx, reference).await?;
    if home.plan.is_some() {
        return Ok(None);
    }
    let counted = |one: &&ClockLine| one.kind == ClockKind::RapidReviewFromAwareness;
    let day = home.clocks.iter().find(counted).and_then(|one| one.due);
    Ok(day.filter(|day| due > *day))
}

/// The working days of the nation whose guidance the review follows.
async fn calendar(app: &App, ctx: &Ctx, home: &Home) -> Result<Calendar, AppError> {
    let scheme = &app
        .scheme_of(&home.case.scheme, &home.case.scheme_digest)?
        .scheme;
    app.calendar(ctx, scheme.nation).await
}

fn check(
    (calendar, today, latest): (&Calendar, Date, Option<Date>),
    day: LastDay,
) -> Result<(), &'static str> {
    if day.due < today {
        return Err("request-due-past");
    }
    // After the table of bank holidays nobody can say what a working day is.
    if !calendar.is_working_day(day.due).unwrap_or(true) {
        return Err("request-due-working");
    }
    // A working day before the meeting is at latest the last one before it.
    if day.meeting.is_some_and(|meeting| day.due >= meeting) {
        return Err("request-due-meeting");
    }
    // Once the day of the plan has passed, it says nothing of a new one.
    let latest = latest.filter(|latest| *latest >= today);
    if latest.is_some_and(|latest| day.due > latest) {
        return Err("request-due-plan");
    }
    Ok(())
}

/// What a form is filled in with: the last day, which is that of the plan and at latest the working day before the meeting, and
/// the day of the meeting as the last request has it; none of what is not known or has passed. And how much is asked.
pub(super) async fn usual_due(
    app: &App,
    ctx: &Ctx,
    (home, made): (&Home, &[Stored<AgencyRequest>]),
) -> Result<((Option<Date>, Option<Date>), RequestPlan), AppError> {
    let today = ctx.today();
    let (by_plan, plan) = by_plan(home.plan.as_ref(), today);
    let meeting = made.iter().rev().find_map(|one| one.body.meeting);
    let meeting = meeting.filter(|day| *day > today);
    let calendar = calendar(app, ctx, home).await?;
    let before = meeting.and_then(|meeting| calendar.due_before(meeting, 1).ok());
    let first = [by_plan, before].into_iter().flatten().min();
    Ok(((first.filter(|due| *due >= today), meeting), plan))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::{Calendar, Date, Nation};

    use super::{LastDay, check};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn said(due: &str, meeting: Option<&str>, latest: Option<&str>) -> Result<(), &'static str> {
        let calendar = Calendar::embedded(Nation::England).unwrap();
        let of = (&calendar, day("2026-11-24"), latest.map(day));
        let new = LastDay {
            due: day(due),
            meeting: meeting.map(day),
        };
        check(of, new)
    }

    #[test]
    fn a_return_is_due_on_a_working_day_before_the_meeting_and_by_the_plan() {
        assert_eq!(said("2026-11-27", None, None), Ok(()));
        assert_eq!(said("2026-11-24", None, None), Ok(()), "today");
        assert_eq!(said("2026-11-23", None, None), Err("request-due-past"));
        for sunday_or_holiday in ["2026-11-29", "2026-12-25"] {
            let outcome = said(sunday_or_holiday, None, None);
            assert_eq!(outcome, Err("request-due-working"));
        }
        // The meeting is on a Monday: the Sunday before it is no day to be due on, the Friday is.
        let monday = Some("2026-11-30");
        assert_eq!(said("2026-11-29", monday, None), Err("request-due-working"));
        assert_eq!(said("2026-11-30", monday, None), Err("request-due-meeting"));
        assert_eq!(said("2026-11-27", monday, None), Ok(()));
        let plan = Some("2026-12-02");
        assert_eq!(said("2026-12-02", None, plan), Ok(()));
        assert_eq!(said("2026-12-03", None, plan), Err("request-due-plan"));
        let passed = Some("2026-11-20");
        assert_eq!(said("2026-12-03", None, passed), Ok(()));
    }
}
