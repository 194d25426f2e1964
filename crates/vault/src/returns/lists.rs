//! Requests and where their returns stand, for lists and reminders.

use std::collections::BTreeMap;

use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::case::ReturnQuery;
use model::record::Record as _;
use model::{AgencyId, CaseId, Date, Instant, RecordId};

use super::answering::note;
use crate::{VaultError, VaultTx};

macro_rules! rows {
    ($rest:literal) => {
        rows!("", $rest)
    };
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT r.id, r.case_id, r.agency, r.due, r.made_at, r.sent_at, r.opened_at, r.started_at, r.returned_at, \
             r.signed_off_at, r.accepted_at, r.withdrawn_at, r.reminded_on, r.escalated_on, \
             (SELECT MIN(f.added_at) FROM return_record p JOIN record f ON f.id = p.record WHERE p.return_id = r.id \
             AND f.kind = 'return_file' AND f.state = 'handed_in' AND f.removed_at IS NULL) AS came_at", $more, " FROM agency_return r ",
            $rest
        )
    };
}
pub(super) use rows;

const ADD: Statement = Statement::new(
    "add a request to an agency",
    "INSERT INTO agency_return (id, case_id, agency, due, made_at) VALUES ($1, $2, $3, $4, $5)",
);
const ONE: Statement = Statement::new("one request to an agency", rows!("WHERE r.id = $1"));
const OF_CASE: Statement = Statement::new(
    "requests to agencies of a case",
    rows!("WHERE r.case_id = $1 ORDER BY r.made_at, r.id"),
);
const TO_ANSWER: Statement = Statement::new(
    "requests that a person answers",
    rows!(
        "JOIN answering a ON a.return_id = r.id JOIN case_file c ON c.id = r.case_id \
         WHERE a.person = $1 AND a.ended_at IS NULL AND r.sent_at IS NOT NULL AND r.withdrawn_at IS NULL \
         AND c.closed_at IS NULL ORDER BY r.due, r.id"
    ),
);
const TO_TELL: Statement = Statement::new(
    "open questions about the returns that a person answers",
    "SELECT p.return_id, COUNT(*) AS many FROM return_record p JOIN record r ON r.id = p.record \
     JOIN answering a ON a.return_id = p.return_id WHERE a.person = $1 AND a.ended_at IS NULL AND r.kind = $2 \
     AND r.state = 'open' AND r.removed_at IS NULL GROUP BY p.return_id",
);
const WAITING: Statement = Statement::new(
    "requests whose return nobody has accepted",
    rows!(
        ", c.scheme",
        "JOIN case_file c ON c.id = r.case_id WHERE r.sent_at IS NOT NULL AND r.accepted_at IS NULL \
         AND r.withdrawn_at IS NULL AND c.closed_at IS NULL AND c.practice = 0 ORDER BY r.due, r.id"
    ),
);
const ACCEPTED_ELSEWHERE: Statement = Statement::new(
    "returns of an agency that were accepted in other reviews",
    rows!(
        "JOIN case_file c ON c.id = r.case_id WHERE r.agency = $1 AND r.case_id <> $2 AND r.accepted_at IS NOT NULL \
         AND r.withdrawn_at IS NULL AND c.practice = 0 AND c.received = 0 ORDER BY r.accepted_at, r.id"
    ),
);
const DUE: Statement = Statement::new(
    "change when a return is due",
    "UPDATE agency_return SET due = $3 WHERE id = $1 AND case_id = $2",
);
const SENT: Statement = Statement::new(
    "a request was sent",
    "UPDATE agency_return SET sent_at = $3 WHERE id = $1 AND case_id = $2 AND sent_at IS NULL",
);
const OPENED: Statement = Statement::new(
    "a request was opened",
    "UPDATE agency_return SET opened_at = $3 WHERE id = $1 AND case_id = $2 AND opened_at IS NULL",
);
const STARTED: Statement = Statement::new(
    "a return was begun",
    "UPDATE agency_return SET started_at = $3 WHERE id = $1 AND case_id = $2 AND started_at IS NULL",
);
const RETURNED: Statement = Statement::new(
    "a return was handed to whoever signs it off",
    "UPDATE agency_return SET returned_at = $3 WHERE id = $1 AND case_id = $2 AND returned_at IS NULL",
);
const BACK: Statement = Statement::new(
    "a return went back to its authors",
    "UPDATE agency_return SET returned_at = NULL WHERE id = $1 AND case_id = $2 AND returned_at <= $3",
);
const SIGNED: Statement = Statement::new(
    "a return was signed off",
    "UPDATE agency_return SET signed_off_at = $3, signed_mark = $4, accepted_at = NULL WHERE id = $1 AND case_id = $2",
);
const ACCEPTED: Statement = Statement::new(
    "a return was accepted",
    "UPDATE agency_return SET accepted_at = $3 WHERE id = $1 AND case_id = $2 AND accepted_at IS NULL",
);
const WITHDRAWN: Statement = Statement::new(
    "a request was taken back",
    "UPDATE agency_return SET withdrawn_at = $3 WHERE id = $1 AND case_id = $2 AND withdrawn_at IS NULL",
);
const REMINDED: Statement = Statement::new(
    "a day of reminding",
    "UPDATE agency_return SET reminded_on = $2, escalated_on = COALESCE($3, escalated_on) WHERE id = $1",
);
const NEW_MANAGER: Statement = Statement::new(
    "another manager is named, who was told nothing yet",
    "UPDATE agency_return SET escalated_on = NULL WHERE id = $1 AND case_id = $2",
);

pub(super) const STATEMENTS: &[&Statement] = &[
    &NEW_MANAGER,
    &ADD,
    &ONE,
    &OF_CASE,
    &TO_ANSWER,
    &TO_TELL,
    &WAITING,
    &ACCEPTED_ELSEWHERE,
    &DUE,
    &SENT,
    &OPENED,
    &STARTED,
    &RETURNED,
    &BACK,
    &SIGNED,
    &ACCEPTED,
    &WITHDRAWN,
    &REMINDED,
];

/// A request to an agency and where its return stands. Ids and moments, no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyReturn {
    /// The request, which is a record under the same id.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// The agency that is asked.
    pub agency: AgencyId,
    /// Last day for the return.
    pub due: Date,
    /// When the request was made.
    pub made_at: Instant,
    /// When it was sent.
    pub sent_at: Option<Instant>,
    /// When somebody of the agency first opened it.
    pub opened_at: Option<Instant>,
    /// When somebody first wrote something.
    pub started_at: Option<Instant>,
    /// When it was handed to whoever signs it off.
    pub returned_at: Option<Instant>,
    /// When the agency last signed it off.
    pub signed_off_at: Option<Instant>,
    /// When the business manager accepted what was last signed off.
    pub accepted_at: Option<Instant>,
    /// When the request was taken back.
    pub withdrawn_at: Option<Instant>,
    /// The last day on which somebody was reminded.
    pub reminded_on: Option<Date>,
    /// The last day on which the named manager was told.
    pub escalated_on: Option<Date>,
    /// When somebody of the partnership handed in the first document for the agency that stands: the agency has answered, and
    /// takes it over.
    pub came_at: Option<Instant>,
}

impl AgencyReturn {
    /// Where it stands, as a code: the furthest of what happened.
    #[must_use]
    pub const fn stands(&self) -> &'static str {
        match self {
            Self {
                withdrawn_at: Some(_),
                ..
            } => "withdrawn",
            Self {
                accepted_at: Some(_),
                ..
            } => "accepted",
            Self {
                signed_off_at: Some(_),
                ..
            } => "signed_off",
            Self {
                returned_at: Some(_),
                ..
            } => "returned",
            Self {
                started_at: Some(_),
                ..
            } => "started",
            Self {
                opened_at: Some(_), ..
            } => "opened",
            Self {
                sent_at: Some(_), ..
            } => "sent",
            _ => "draft",
        }
    }

    /// Whether the agency still has to return something.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.sent_at.is_some() && self.signed_off_at.is_none() && self.withdrawn_at.is_none()
    }

    /// Whether its last day has passed and nothing came; also where it was sent and nobody answers it any more.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.waits() && self.came_at.is_none() && self.due < today
    }
}

/// Something that happened to a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnMark {
    /// The request was sent.
    Sent,
    /// Somebody of the agency opened it.
    Opened,
    /// Somebody wrote something.
    Started,
    /// It was handed to whoever signs it off.
    Returned,
    /// It went back to its authors before it was signed off.
    Back,
    /// It was accepted.
    Accepted,
    /// The request was taken back.
    Withdrawn,
}

pub(super) fn read(row: &Row) -> Result<AgencyReturn, VaultError> {
    Ok(AgencyReturn {
        id: row.parse("id")?,
        case: row.parse("case_id")?,
        agency: row.parse("agency")?,
        due: row.parse("due")?,
        made_at: row.instant("made_at")?,
        sent_at: row.maybe_instant("sent_at")?,
        opened_at: row.maybe_instant("opened_at")?,
        started_at: row.maybe_instant("started_at")?,
        returned_at: row.maybe_instant("returned_at")?,
        signed_off_at: row.maybe_instant("signed_off_at")?,
        accepted_at: row.maybe_instant("accepted_at")?,
        withdrawn_at: row.maybe_instant("withdrawn_at")?,
        reminded_on: row.maybe_parse("reminded_on")?,
        escalated_on: row.maybe_parse("escalated_on")?,
        came_at: row.maybe_instant("came_at")?,
    })
}

/// The case of the permit, when the request is one of it; of a permit for a return, when it is this one.
pub(super) async fn belongs<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<CaseId, VaultError> {
    if let Ok((case, own)) = permit.of_return() {
        return if own == request {
            Ok(case)
        } else {
            Err(VaultError::NotFound)
        };
    }
    let case = permit.case()?;
    let row = tx.first(&ONE, [Value::id(request)]).await?;
    let of: CaseId = row.ok_or(VaultError::NotFound)?.parse("case_id")?;
    if of == case {
        Ok(case)
    } else {
        Err(VaultError::NotFound)
    }
}

/// Keeps beside the record of a request what access and lists rest on.
///
/// # Errors
/// [`VaultError`].
pub async fn add_return(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    (request, agency, due): (RecordId, AgencyId, Date),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, now) = (permit.case()?, tx.ctx.now);
    let values = [
        Value::id(request),
        Value::id(case),
        Value::id(agency),
        due.into(),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    note(tx, permit.code(), case, request).await
}

/// Changes when a return is due.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case.
pub async fn change_return_due(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    (request, due): (RecordId, Date),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = belongs(tx, permit, request).await?;
    let values = [Value::id(request), Value::id(case), due.into()];
    tx.execute(&DUE, values).await?;
    note(tx, permit.code(), case, request).await
}

/// Another manager is named for a request: nobody has told them yet that the return did not come.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case.
pub async fn new_manager(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    request: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = belongs(tx, permit, request).await?;
    let values = [Value::id(request), Value::id(case)];
    tx.execute(&NEW_MANAGER, values).await?;
    Ok(())
}

/// Notes that something happened to a return. What happened before stays as it was: the first opening is the opening.
/// Returns whether anything changed.
///
/// # Errors
/// [`VaultError::NotFound`] for a request that the permit is not for.
pub async fn mark_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
    mark: ReturnMark,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let case = belongs(tx, permit, request).await?;
    let (statement, action) = match mark {
        ReturnMark::Sent => (&SENT, "request_sent"),
        ReturnMark::Opened => (&OPENED, "request_opened"),
        ReturnMark::Started => (&STARTED, "return_started"),
        ReturnMark::Returned => (&RETURNED, "return_handed_on"),
        ReturnMark::Back => (&BACK, "return_back"),
        ReturnMark::Accepted => (&ACCEPTED, "return_accepted"),
        ReturnMark::Withdrawn => (&WITHDRAWN, "request_withdrawn"),
    };
    let now = tx.ctx.now;
    let values = [Value::id(request), Value::id(case), now.into()];
    let changed = tx.execute(statement, values).await? > 0;
    if changed {
        note(tx, action, case, request).await?;
    }
    Ok(changed)
}

/// The moment of signing off, set by [`super::sign_off_return`] alone.
pub(super) async fn mark_signed(
    tx: &mut VaultTx<'_>,
    (case, request): (CaseId, RecordId),
) -> Result<(), VaultError> {
    let now = tx.ctx.now;
    let mark = Value::id(tx.ctx.new_id::<RecordId>()?);
    let values = [Value::id(request), Value::id(case), now.into(), mark];
    tx.execute(&SIGNED, values).await?;
    Ok(())
}

/// One request that the permit is for, or one of the case that it is for.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn return_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<AgencyReturn, VaultError> {
    permit.check(tx.tx.number())?;
    belongs(tx, permit, request).await?;
    let row = tx.first(&ONE, [Value::id(request)]).await?;
    read(&row.ok_or(VaultError::NotFound)?)
}

/// The requests of a case, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn returns_of_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<AgencyReturn>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&OF_CASE, [Value::id(permit.case()?)]).await?;
    rows.iter().map(read).collect()
}

/// The requests that the actor answers, soonest first.
///
/// # Errors
/// [`VaultError`].
pub async fn returns_to_answer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<AgencyReturn>, VaultError> {
    permit.check(tx.tx.number())?;
    let me = tx.ctx.person()?.id;
    let rows = tx.all(&TO_ANSWER, [Value::id(me)]).await?;
    rows.iter().map(read).collect()
}

/// How many questions about each return that the actor answers are open; nothing of what they ask.
///
/// # Errors
/// [`VaultError`].
pub async fn queries_to_answer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<BTreeMap<RecordId, i64>, VaultError> {
    permit.check(tx.tx.number())?;
    let me = tx.ctx.person()?.id;
    let values = [Value::id(me), ReturnQuery::KIND.into()];
    let rows = tx.all(&TO_TELL, values).await?;
    let read = |row: &Row| Ok((row.parse("return_id")?, row.number("many")?));
    rows.iter().map(read).collect()
}

/// Every request of an open review that waits for its return, and those whose return was signed off and nobody has accepted, soonest
/// first, with the scheme of its case. Those of practice runs are not among them.
///
/// # Errors
/// [`VaultError`].
pub async fn returns_waiting(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
) -> Result<Vec<(AgencyReturn, String)>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&WAITING, []).await?;
    rows.iter()
        .map(|row| Ok((read(row)?, row.text("scheme")?)))
        .collect()
}

/// Returns of an agency that were accepted in other reviews than that of the permit, whoever may read them; practice runs are
/// no reviews.
///
/// # Errors
/// [`VaultError`].
pub async fn returns_accepted(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    agency: AgencyId,
) -> Result<Vec<AgencyReturn>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(agency), Value::id(permit.case()?)];
    let rows = tx.all(&ACCEPTED_ELSEWHERE, values).await?;
    rows.iter().map(read).collect()
}

/// Notes the day on which people were reminded, and whether the named manager was told.
///
/// # Errors
/// [`VaultError`].
pub async fn note_reminded(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    one: &AgencyReturn,
    (today, escalated): (Date, bool),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let told: Option<Date> = escalated.then_some(today);
    let values = [Value::id(one.id), today.into(), told.into()];
    tx.execute(&REMINDED, values).await?;
    note(tx, permit.code(), one.case, one.id).await
}
