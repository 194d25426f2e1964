//! Cases that other organisations told this one of: everything that came about one stands together, with what it
//! waits for.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::ReceivedStep;
use model::{CaseId, Date, EnvelopeId, Instant, OrganisationId};

use crate::{VaultError, VaultTx};

macro_rules! received {
    ($rest:literal) => {
        concat!(
            "SELECT r.case_id, c.reference AS own, r.sender, r.reference, r.step, r.step_at, r.first_at, r.report_due, \
             r.reported_at, r.same_as, s.reference AS same_reference FROM received_case r JOIN case_file c ON c.id = r.case_id \
             LEFT JOIN case_file s ON s.id = r.same_as ",
            $rest
        )
    };
}

pub(crate) const OPEN: Statement = Statement::new(
    "open a case that was received",
    "INSERT INTO case_file (id, reference, scheme, scheme_digest, raised_at, version, practice, received) \
     VALUES ($1, $2, $3, $4, $5, 1, 0, 1)",
);
pub(crate) const ADD: Statement = Statement::new(
    "add a case that was received",
    "INSERT INTO received_case (case_id, sender, reference, step, step_at, first_at, report_due, reported_at) \
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
);
pub(crate) const KNOWN: Statement = Statement::new(
    "case of a sender by its reference",
    received!("WHERE r.sender = $1 AND r.reference = $2"),
);
pub(crate) const ONE: Statement =
    Statement::new("one received case", received!("WHERE r.case_id = $1"));
pub(crate) const AT_STEP: Statement = Statement::new(
    "received cases at a step, those that wait longest first",
    received!("WHERE r.step = $1 ORDER BY r.step_at, r.case_id LIMIT $2 OFFSET $3"),
);
pub(crate) const DONE: Statement = Statement::new(
    "received cases at a step, latest first",
    received!("WHERE r.step = $1 ORDER BY r.step_at DESC, r.case_id DESC LIMIT $2 OFFSET $3"),
);
pub(crate) const ALL: Statement = Statement::new(
    "received cases, newest first",
    received!("ORDER BY r.first_at DESC, r.case_id DESC LIMIT $1 OFFSET $2"),
);
pub(crate) const UNREPORTED: Statement = Statement::new(
    "received cases without a report, by the day on which it is due",
    received!(
        "WHERE r.reported_at IS NULL AND r.report_due IS NOT NULL AND r.same_as IS NULL \
         ORDER BY r.report_due, r.case_id LIMIT $1 OFFSET $2"
    ),
);
pub(crate) const COUNTS: Statement = Statement::new(
    "received cases by step",
    "SELECT step, COUNT(*) AS many FROM received_case GROUP BY step",
);
pub(crate) const COUNT_UNREPORTED: Statement = Statement::new(
    "received cases without a report, counted",
    "SELECT COUNT(*) AS many FROM received_case \
     WHERE reported_at IS NULL AND report_due IS NOT NULL AND same_as IS NULL",
);
pub(crate) const SAME: Statement = Statement::new(
    "received cases about the same incident",
    received!("WHERE r.same_as = $1 ORDER BY r.first_at, r.case_id"),
);
pub(crate) const STEP: Statement = Statement::new(
    "what a received case waits for",
    "UPDATE received_case SET step = $2, step_at = $3 WHERE case_id = $1 AND step <> $2",
);
pub(crate) const TO_READ: Statement = Statement::new(
    "a received case waits to be read",
    "UPDATE received_case SET step = $2, step_at = $3 WHERE case_id = $1 AND step <> $2 \
     AND EXISTS (SELECT id FROM inbox WHERE about = $1 AND handled_at IS NULL)",
);
pub(crate) const REPORTED: Statement = Statement::new(
    "a report came for a received case",
    "UPDATE received_case SET reported_at = $2 WHERE case_id = $1 AND reported_at IS NULL",
);
pub(crate) const DUE: Statement = Statement::new(
    "when the report of a received case is due",
    "UPDATE received_case SET report_due = $2 WHERE case_id = $1",
);
pub(crate) const LINK: Statement = Statement::new(
    "a received case is about the same incident as another",
    "UPDATE received_case SET same_as = $2 WHERE case_id = $1",
);

/// Every statement about cases that were received.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &OPEN,
    &ADD,
    &KNOWN,
    &ONE,
    &AT_STEP,
    &DONE,
    &ALL,
    &UNREPORTED,
    &COUNTS,
    &COUNT_UNREPORTED,
    &SAME,
    &STEP,
    &TO_READ,
    &REPORTED,
    &DUE,
    &LINK,
];

/// A case that another organisation told this one of: codes, dates and references, nothing about the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCase {
    /// The case here.
    pub case: CaseId,
    /// Its neutral reference here.
    pub reference: String,
    /// Who told of it.
    pub sender: OrganisationId,
    /// The sender's neutral reference.
    pub theirs: String,
    /// What it waits for.
    pub step: ReceivedStep,
    /// Since when.
    pub step_at: Instant,
    /// When the first of it arrived.
    pub first_at: Instant,
    /// The day on which the report of its rapid review is due; none where none is.
    pub report_due: Option<Date>,
    /// When the first report arrived.
    pub reported_at: Option<Instant>,
    /// The case that goes on, where this one is about the same incident: its id and its reference here.
    pub same_as: Option<(CaseId, String)>,
}

/// What was told of a case by something that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldOf<'a> {
    /// The sender's neutral reference.
    pub theirs: &'a str,
    /// A reference for the case here, should it be the first of it.
    pub fresh: &'a str,
    /// Id and digest of the scheme under which it is kept.
    pub scheme: (&'a str, &'a str),
    /// Whether it is the report of the rapid review.
    pub report: bool,
    /// The day on which the report is due, where this says so: a notification does.
    pub report_due: Option<Option<Date>>,
}

/// Files something that arrived with the case that it tells of, and opens that case when it is the first. The case
/// waits to be read.
///
/// # Errors
/// [`VaultError`].
pub async fn file_with_case(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    (envelope, sender): (EnvelopeId, OrganisationId),
    told: &ToldOf<'_>,
) -> Result<CaseId, VaultError> {
    permit.check(tx.tx.number())?;
    let known = tx
        .first(&KNOWN, [Value::id(sender), told.theirs.into()])
        .await?;
    let now = tx.ctx.now;
    let case = match known {
        Some(row) => row.parse("case_id")?,
        None => open(tx, permit, sender, told).await?,
    };
    if told.report {
        tx.execute(&REPORTED, [Value::id(case), now.into()]).await?;
    }
    if let Some(due) = told.report_due {
        tx.execute(&DUE, [Value::id(case), due.into()]).await?;
    }
    arrived(tx, case, envelope).await?;
    Ok(case)
}

/// Something arrived about a case: it is filed there, and the case waits to be read where nobody has read it.
async fn arrived(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    envelope: EnvelopeId,
) -> Result<(), VaultError> {
    let now = tx.ctx.now;
    crate::inbox::file(tx, envelope, case).await?;
    let to_read = ReceivedStep::ToRead.code();
    tx.execute(&TO_READ, [Value::id(case), to_read.into(), now.into()])
        .await?;
    Ok(())
}

async fn open(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    sender: OrganisationId,
    told: &ToldOf<'_>,
) -> Result<CaseId, VaultError> {
    let case: CaseId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    let (scheme, digest) = told.scheme;
    tx.execute(
        &OPEN,
        [
            Value::id(case),
            told.fresh.into(),
            scheme.into(),
            digest.into(),
            now.into(),
        ],
    )
    .await?;
    tx.execute(
        &ADD,
        [
            Value::id(case),
            Value::id(sender),
            told.theirs.into(),
            ReceivedStep::ToConsider.code().into(),
            now.into(),
            told.report_due.flatten().into(),
            told.report.then_some(now).into(),
        ],
    )
    .await
    .map_err(VaultError::taken_meanwhile)?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        version: Some(1),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(case)
}

/// The case here that a sender's reference names, for something that only tells more of one that is known.
///
/// # Errors
/// [`VaultError`].
pub async fn known_case(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    (sender, theirs): (OrganisationId, &str),
) -> Result<Option<CaseId>, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&KNOWN, [Value::id(sender), theirs.into()]).await?;
    Ok(row.map(|row| row.parse("case_id")).transpose()?)
}

/// A message about a case that is known here: it is filed there, and waits to be read.
///
/// # Errors
/// [`VaultError`].
pub async fn message_arrived(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    case: CaseId,
    envelope: EnvelopeId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    arrived(tx, case, envelope).await
}

/// Which received cases a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All, newest first.
    All,
    /// Those that wait for one step, longest first; those that wait for nothing, latest first.
    At(ReceivedStep),
    /// Those for which a report is due and none arrived, by that day.
    Unreported,
}

/// A page of received cases: past the first `from`, at most `most`. Codes, dates and references only.
///
/// # Errors
/// [`VaultError`].
pub async fn received_cases(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
    which: Which,
    (from, most): (usize, usize),
) -> Result<Vec<ReceivedCase>, VaultError> {
    permit.check(tx.tx.number())?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (from, most) = (number(from).into(), number(most).into());
    let rows = match which {
        Which::All => tx.all(&ALL, [most, from]).await?,
        Which::Unreported => tx.all(&UNREPORTED, [most, from]).await?,
        Which::At(step) => {
            let order = if step == ReceivedStep::Done {
                &DONE
            } else {
                &AT_STEP
            };
            tx.all(order, [step.code().into(), most, from]).await?
        }
    };
    rows.iter().map(received).collect()
}

/// How many received cases wait for what, and how many have no report yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedCounts {
    /// By step; a step for which none waits is absent.
    pub at: Vec<(ReceivedStep, usize)>,
    /// For how many a report is due and none arrived.
    pub unreported: usize,
}

impl ReceivedCounts {
    /// How many wait for a step.
    #[must_use]
    pub fn of(&self, step: ReceivedStep) -> usize {
        let found = self.at.iter().find(|(at, _)| *at == step);
        found.map_or(0, |(_, many)| *many)
    }

    /// How many a list shows on all its pages.
    #[must_use]
    pub fn total(&self, which: Which) -> usize {
        match which {
            Which::All => self.at.iter().map(|(_, many)| many).sum(),
            Which::At(step) => self.of(step),
            Which::Unreported => self.unreported,
        }
    }
}

/// Counts the received cases.
///
/// # Errors
/// [`VaultError`].
pub async fn received_counts(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
) -> Result<ReceivedCounts, VaultError> {
    permit.check(tx.tx.number())?;
    let many = |row: &Row| Ok::<_, VaultError>(usize::try_from(row.number("many")?).unwrap_or(0));
    let mut counts = ReceivedCounts::default();
    for row in tx.all(&COUNTS, []).await? {
        counts.at.push((step_of(&row)?, many(&row)?));
    }
    if let Some(row) = tx.first(&COUNT_UNREPORTED, []).await? {
        counts.unreported = many(&row)?;
    }
    Ok(counts)
}

/// The received case that a permit is for. Reading what came about it is written down.
///
/// # Errors
/// [`VaultError::NotFound`] for a case that was not received.
pub async fn received_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<ReceivedCase, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&ONE, [Value::id(permit.case()?)]).await?;
    received(&row.ok_or(VaultError::NotFound)?)
}

/// Other received cases that were linked to this one as the same incident.
///
/// # Errors
/// [`VaultError`].
pub async fn linked_to(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceivedCase>,
) -> Result<Vec<ReceivedCase>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&SAME, [Value::id(permit.case()?)]).await?;
    rows.iter().map(received).collect()
}

/// Sets what the received case of a permit waits for. Where it waits for that already, since when stays.
///
/// # Errors
/// [`VaultError`].
pub async fn waits_for<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    step: ReceivedStep,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, now) = (permit.case()?, tx.ctx.now);
    tx.execute(&STEP, [Value::id(case), step.code().into(), now.into()])
        .await?;
    Ok(())
}

/// Links the received case of a permit to the one that goes on, or ends that link. A case that others are linked to
/// is not linked itself.
///
/// # Errors
/// [`VaultError::NotFound`] when the other is no received case that the actor may read; [`VaultError::Rule`]
/// `same-itself`, `same-linked` when the other is linked itself, `same-goes-on` when others are linked to this one.
pub async fn link_to(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WorkOnReceived>,
    goes_on: Option<&str>,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let other = match goes_on {
        None => None,
        Some(reference) => {
            let other = crate::case_by_reference(tx, reference).await?;
            let other = other.ok_or(VaultError::NotFound)?;
            let reads = tx
                .permit::<actions::ReadReceivedCase>(other, Section::General)
                .await?;
            let found = received_case(tx, &reads).await?;
            if other == case {
                return Err(VaultError::Rule("same-itself"));
            }
            if found.same_as.is_some() {
                return Err(VaultError::Rule("same-linked"));
            }
            if !tx.all(&SAME, [Value::id(case)]).await?.is_empty() {
                return Err(VaultError::Rule("same-goes-on"));
            }
            Some(other)
        }
    };
    tx.execute(&LINK, [Value::id(case), Value::maybe_id(other)])
        .await?;
    Ok(())
}

fn step_of(row: &Row) -> Result<ReceivedStep, VaultError> {
    let code = row.text("step")?;
    ReceivedStep::from_code(&code).ok_or(VaultError::Body("received_case"))
}

fn received(row: &Row) -> Result<ReceivedCase, VaultError> {
    let same: Option<CaseId> = row.maybe_parse("same_as")?;
    let reference = row.maybe_text("same_reference")?;
    Ok(ReceivedCase {
        case: row.parse("case_id")?,
        reference: row.text("own")?,
        sender: row.parse("sender")?,
        theirs: row.text("reference")?,
        step: step_of(row)?,
        step_at: row.instant("step_at")?,
        first_at: row.instant("first_at")?,
        report_due: row.maybe_parse("report_due")?,
        reported_at: row.maybe_instant("reported_at")?,
        same_as: same.zip(reference),
    })
}
