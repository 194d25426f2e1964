//! Emergency openings across the reviews of an organisation: which still need a second person, and by when.

use std::collections::BTreeMap;

use access::{Ctx, Permit, Section, actions};
use model::case::{EmergencyFound, EmergencySeen};
use model::scheme::Scheme;
use model::{Calendar, Date, Instant, PersonId};
use vault::{CaseFile, EmergencyMark, Stored, VaultError, VaultTx};

use crate::looks::left;
use crate::{App, AppError};

/// How the review of an emergency opening by a second person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyReview {
    /// Whether somebody other than who opened it has recorded what they found.
    pub is_done: bool,
    /// The last day for it; absent where the calendar does not reach so far.
    pub due: Option<Date>,
    /// Working days left until then; below 0 when it has passed.
    pub left: Option<i64>,
}

impl EmergencyReview {
    /// Works it out from when it was opened: due at the end of the working day that the scheme says.
    pub(crate) fn of(
        (at, is_done): (Instant, bool),
        scheme: &Scheme,
        calendar: &Calendar,
        today: Date,
    ) -> Self {
        let days = scheme.access.emergency_review_days;
        let due = calendar.due(at.date_in_london(), days).ok();
        Self {
            is_done,
            due,
            left: due.and_then(|due| left(calendar, today, due)),
        }
    }

    /// Whether nobody has reviewed it and its last day has passed.
    #[must_use]
    pub fn is_late(&self) -> bool {
        !self.is_done && self.left.is_some_and(|left| left < 0)
    }
}

/// The first look at an opening that reviewed it: of a second person, with a finding.
pub(crate) fn reviewed_by(
    mark: (model::RecordId, PersonId),
    seen: &[Stored<EmergencySeen>],
) -> Option<&Stored<EmergencySeen>> {
    let (id, person) = mark;
    seen.iter().find(|one| {
        one.body.emergency == id && one.body.found.is_some() && one.by != person.to_string()
    })
}

/// An emergency opening at which the reader has not looked.
pub(crate) struct EmergencyNeed {
    pub(crate) case: CaseFile,
    pub(crate) person: PersonId,
    pub(crate) at: Instant,
    pub(crate) reviewed: bool,
}

/// Those of all reviews that the reader answers for, whether they may read them or not; not the reader's own.
pub(crate) async fn emergencies_to_look_at(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<EmergencyNeed>, VaultError> {
    let Some(me) = tx.ctx.actor.person().map(|person| person.id) else {
        return Ok(Vec::new());
    };
    let mut needs = Vec::new();
    for (case, marks) in of_reviews(tx, permit).await? {
        for mark in marks {
            let looked = case
                .seen
                .iter()
                .any(|one| one.body.emergency == mark.id && one.by == me.to_string());
            if looked || mark.person == me {
                continue;
            }
            needs.push(EmergencyNeed {
                case: case.file.clone(),
                person: mark.person,
                at: mark.at,
                reviewed: reviewed_by((mark.id, mark.person), &case.seen).is_some(),
            });
        }
    }
    Ok(needs)
}

/// A review that was opened in an emergency, and every look at that.
struct Review {
    file: CaseFile,
    seen: Vec<Stored<EmergencySeen>>,
}

async fn of_reviews(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<(Review, Vec<EmergencyMark>)>, VaultError> {
    let mut all = Vec::new();
    for (case, marks) in vault::emergency_marks(tx, permit).await? {
        let looks = tx
            .permit::<actions::LookAtEmergency>(case, Section::General)
            .await?;
        let review = Review {
            file: vault::case_of(tx, &looks).await?,
            seen: vault::list_with(tx, &looks).await?,
        };
        all.push((review, marks));
    }
    Ok(all)
}

/// An emergency opening in the list of all of them: nothing of the review but its reference.
#[derive(Debug, Clone)]
pub struct ListedOpening {
    /// Reference of the review.
    pub reference: String,
    /// Who opened it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
    /// How its review by a second person stands.
    pub review: EmergencyReview,
    /// What was found, by whom and when; absent while nobody has reviewed it.
    pub found: Option<(EmergencyFound, String, Instant)>,
}

/// Every emergency opening of the organisation's reviews: those that nobody has reviewed first, the longest waiting
/// before the others; then the rest, newest first. A review from which the reader is barred is not among them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn emergencies(app: &App, ctx: &Ctx) -> Result<Vec<ListedOpening>, AppError> {
    let vault = app.vault(ctx).await?;
    let reviews = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                drop(tx.permit_organisation::<actions::SeeEmergencies>()?);
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                of_reviews(tx, &permit).await
            })
        })
        .await?;
    let mut calendars: BTreeMap<&'static str, Calendar> = BTreeMap::new();
    let mut all = Vec::new();
    for (review, marks) in &reviews {
        let loaded = app.scheme_of(&review.file.scheme, &review.file.scheme_digest)?;
        let scheme = &loaded.scheme;
        let nation = scheme.nation;
        if !calendars.contains_key(nation.code()) {
            calendars.insert(nation.code(), app.calendar(ctx, nation).await?);
        }
        let Some(calendar) = calendars.get(nation.code()) else {
            continue;
        };
        all.extend(marks.iter().map(|mark| {
            let found = reviewed_by((mark.id, mark.person), &review.seen);
            let of = (mark.at, found.is_some());
            ListedOpening {
                reference: review.file.reference.clone(),
                person: mark.person,
                at: mark.at,
                review: EmergencyReview::of(of, scheme, calendar, ctx.today()),
                found: found.and_then(|one| Some((one.body.found?, one.by.clone(), one.added_at))),
            }
        }));
    }
    all.sort_by_key(|one| {
        let at = one.at.microseconds();
        (
            one.review.is_done,
            if one.review.is_done { -at } else { at },
        )
    });
    Ok(all)
}
