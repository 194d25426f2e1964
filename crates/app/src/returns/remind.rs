//! Reminders: on working days, by themselves, until the return is signed off, and again where somebody was added since; then the named
//! manager is told.

use std::collections::BTreeMap;

use access::actions;
use model::{Calendar, Date};
use vault::{AgencyReturn, Vault, VaultError, VaultTx};

use crate::instance::job_ctx;
use crate::{App, AppError};

/// Name of the job, as the policies know it.
pub(crate) const JOB: &str = "remind";
/// Working days before the last day on which whoever answers is reminded. Our own choice.
const BEFORE: [i64; 2] = [3, 1];

/// What an e-mail says. The words are interface texts under `mail-` and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    /// There is a request to answer.
    Request,
    /// What it asks was changed.
    Changed,
    /// The last day for it comes.
    Reminder,
    /// Its last day has passed.
    Passed,
    /// To the named manager: the last day for an answer of your agency has passed.
    Escalation,
    /// Entries were put to somebody of the agency who wrote them down at the time.
    Check,
    /// The day has come to look again at what somebody saw differently.
    Revisit,
    /// There is something new in shared learning.
    Digest,
    /// Something in shared learning that they opened was taken back.
    Recall,
    /// Something was asked about what their agency returned.
    Question,
    /// Something in shared learning that they opened has a newer version.
    Newer,
}

impl MailKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[
        Self::Request,
        Self::Changed,
        Self::Reminder,
        Self::Passed,
        Self::Escalation,
        Self::Check,
        Self::Revisit,
        Self::Digest,
        Self::Recall,
        Self::Question,
        Self::Newer,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Changed => "changed",
            Self::Reminder => "reminder",
            Self::Passed => "passed",
            Self::Escalation => "escalation",
            Self::Check => "check",
            Self::Revisit => "revisit",
            Self::Digest => "digest",
            Self::Recall => "recall",
            Self::Question => "question",
            Self::Newer => "newer",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// Asks for the e-mails that are due today, in one store. On a day that is no working day nobody is reminded, and nobody
/// twice on one day. Returns how many requests somebody was reminded of.
///
/// # Errors
/// [`AppError`].
pub async fn remind(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let mut calendars = BTreeMap::new();
    for loaded in app.schemes() {
        let calendar = app.calendar(&ctx, loaded.scheme.nation).await?;
        calendars.insert(loaded.scheme.id.clone(), calendar);
    }
    let (calendars, today) = (&calendars, ctx.today());
    Ok(vault
        .transact(&ctx, |tx| Box::pin(remind_today(tx, calendars, today)))
        .await?)
}

async fn remind_today(
    tx: &mut VaultTx<'_>,
    calendars: &BTreeMap<String, Calendar>,
    today: Date,
) -> Result<usize, VaultError> {
    let permit = tx.permit_organisation::<actions::RemindAnswering>()?;
    let mut many = 0;
    for (one, scheme) in vault::returns_waiting(tx, &permit).await? {
        if one.reminded_on == Some(today) {
            continue;
        }
        if one.signed_off_at.is_some() && !vault::is_added_to(tx, &permit, &one).await? {
            continue;
        }
        let calendar = calendars.get(&scheme);
        let Some(kind) = calendar.and_then(|calendar| due_today(&one, calendar, today)) else {
            continue;
        };
        let of = (one.case, Some(one.id));
        for person in vault::answering_of(tx, &permit, one.id).await? {
            vault::queue_mail(tx, &permit, of, kind.code(), Ok(person.person)).await?;
        }
        let manager = match kind {
            MailKind::Passed if is_to_be_told(&one) => {
                vault::request_waiting(tx, &permit, &one).await?.manager
            }
            _ => None,
        };
        if let Some(manager) = &manager {
            let kind = MailKind::Escalation.code();
            let to = Err(manager.address.0.as_str());
            vault::queue_mail(tx, &permit, of, kind, to).await?;
        }
        vault::note_reminded(tx, &permit, &one, (today, manager.is_some())).await?;
        many += 1;
    }
    Ok(many)
}

/// Whether the manager is to be told that the last day has passed: nobody told them, or that was of an earlier last day.
fn is_to_be_told(one: &AgencyReturn) -> bool {
    one.escalated_on.is_none_or(|told| told <= one.due)
}

/// What is due on a working day: a reminder some working days before the last day, on it, and on each after it. Nothing within a
/// working day of the sending, and nothing once a document was handed in for the agency, where that was not before it signed off.
fn due_today(one: &AgencyReturn, calendar: &Calendar, today: Date) -> Option<MailKind> {
    let has_come = one
        .came_at
        .is_some_and(|came| Some(came) > one.signed_off_at);
    if has_come || !calendar.is_working_day(today).unwrap_or(false) {
        return None;
    }
    let sent = one.sent_at?.date_in_london();
    if calendar.working_days_between(sent, today).ok()? < 1 {
        return None;
    }
    if today > one.due {
        return Some(MailKind::Passed);
    }
    let left = calendar.working_days_between(today, one.due).ok()?;
    (left == 0 || BEFORE.contains(&left)).then_some(MailKind::Reminder)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::{Calendar, Date, Instant, Nation};
    use vault::AgencyReturn;

    use super::{MailKind, due_today, is_to_be_told};

    /// Friday 27 November 2026, 20:23.
    const SENT: Instant = Instant::from_microseconds(1_795_810_980_000_000);

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn sent(due: &str) -> AgencyReturn {
        AgencyReturn {
            id: "01900000-0000-7000-8000-000000000001".parse().unwrap(),
            case: "01900000-0000-7000-8000-000000000002".parse().unwrap(),
            agency: "01900000-0000-7000-8000-000000000003".parse().unwrap(),
            due: day(due),
            made_at: SENT,
            sent_at: Some(SENT),
            opened_at: None,
            started_at: None,
            returned_at: None,
            signed_off_at: None,
            accepted_at: None,
            withdrawn_at: None,
            reminded_on: None,
            escalated_on: None,
            came_at: None,
        }
    }

    fn on(one: &AgencyReturn, today: &str) -> Option<MailKind> {
        let calendar = Calendar::embedded(Nation::England).unwrap();
        due_today(one, &calendar, day(today))
    }

    #[test]
    fn nobody_is_reminded_on_the_day_of_the_sending_or_on_a_weekend() {
        let one = sent("2026-11-30");
        assert_eq!(SENT.date_in_london(), day("2026-11-27"));
        assert_eq!(on(&one, "2026-11-27"), None, "sent that evening");
        assert_eq!(on(&one, "2026-11-28"), None, "a Saturday");
        assert_eq!(on(&one, "2026-11-30"), Some(MailKind::Reminder));
        assert_eq!(on(&one, "2026-12-01"), Some(MailKind::Passed));
        let late = sent("2026-12-04");
        assert_eq!(on(&late, "2026-11-30"), None, "four working days left");
        assert_eq!(on(&late, "2026-12-01"), Some(MailKind::Reminder));
        assert_eq!(on(&late, "2026-12-02"), None);
        assert_eq!(on(&late, "2026-12-03"), Some(MailKind::Reminder));
    }

    #[test]
    fn a_document_that_was_handed_in_ends_the_chasing() {
        let one = AgencyReturn {
            came_at: Some(SENT),
            ..sent("2026-11-30")
        };
        assert_eq!(on(&one, "2026-12-01"), None);
        let signed = AgencyReturn {
            signed_off_at: Some(SENT.plus_seconds(60)),
            ..one.clone()
        };
        assert_eq!(
            on(&signed, "2026-12-01"),
            Some(MailKind::Passed),
            "it came before the signing, and somebody was added since"
        );
        assert!(!one.is_late(day("2026-12-01")));
        assert!(sent("2026-11-30").is_late(day("2026-12-01")));
    }

    #[test]
    fn the_manager_is_told_again_when_a_later_last_day_passes_too() {
        let mut one = sent("2026-11-30");
        assert!(is_to_be_told(&one));
        one.escalated_on = Some(day("2026-12-01"));
        assert!(!is_to_be_told(&one), "told of this day");
        one.due = day("2026-12-03");
        assert!(is_to_be_told(&one), "told of an earlier one");
        one.escalated_on = Some(day("2026-12-04"));
        assert!(!is_to_be_told(&one));
    }
}
