//! Whether real people may be recorded on this instance. It begins as a rehearsal; what has to be there first is put on
//! record here, the operator asks, and somebody who answers for data protection in an organisation confirms.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::Ordering;

use db::{Row, Statement, Value};
use model::{Date, Instant, PersonId, RecordId};

use super::{Directory, DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD_FACT: Statement = Statement::new(
    "add a fact about the instance",
    "INSERT INTO instance_fact (id, kind, day, who, what, review, by_whom, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const FACTS: Statement = Statement::new(
    "facts about the instance",
    "SELECT f.id, f.kind, f.day, f.who, f.what, f.review, f.by_whom, f.at, p.name AS name \
     FROM instance_fact f LEFT JOIN person p ON p.id = f.by_whom ORDER BY f.at DESC, f.id DESC",
);
pub(super) const ADD_STEP: Statement = Statement::new(
    "add a step of the instance",
    "INSERT INTO instance_step (id, step, reason, organisation, by_whom, at) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(super) const STEPS: Statement = Statement::new(
    "steps of the instance",
    "SELECT s.id, s.step, s.reason, s.organisation, s.by_whom, s.at, p.name AS name, o.name AS organisation_name \
     FROM instance_step s LEFT JOIN person p ON p.id = s.by_whom \
     LEFT JOIN organisation o ON o.id = s.organisation ORDER BY s.at DESC, s.id DESC",
);
pub(super) const LAST_STEP: Statement = Statement::new(
    "last step of the instance",
    "SELECT step FROM instance_step ORDER BY at DESC, id DESC LIMIT 1",
);

/// What has to be on record before real people may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// Who decides why and how people are recorded, and who processes for them.
    Controllers,
    /// Where the service and its backups are.
    Hosting,
    /// The data protection impact assessment.
    ImpactAssessment,
    /// A test by somebody who tries to break in.
    PenetrationTest,
    /// A backup that was put back, to see that it can be.
    RestoreDrill,
}

impl FactKind {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Controllers,
        Self::Hosting,
        Self::ImpactAssessment,
        Self::PenetrationTest,
        Self::RestoreDrill,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Controllers => "controllers",
            Self::Hosting => "hosting",
            Self::ImpactAssessment => "impact_assessment",
            Self::PenetrationTest => "penetration_test",
            Self::RestoreDrill => "restore_drill",
        }
    }

    /// Whether it happened on a day.
    #[must_use]
    pub const fn has_day(self) -> bool {
        matches!(
            self,
            Self::ImpactAssessment | Self::PenetrationTest | Self::RestoreDrill
        )
    }

    /// Whether it holds until a day on which it is looked at again.
    #[must_use]
    pub const fn has_review(self) -> bool {
        matches!(self, Self::ImpactAssessment)
    }
}

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for FactKind {
    type Err = DirectoryError;

    fn from_str(code: &str) -> Result<Self, DirectoryError> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == code);
        found.ok_or(DirectoryError::NotFound)
    }
}

/// What is said of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of which.
    pub kind: FactKind,
    /// When it happened, where it happened on a day.
    pub day: Option<Date>,
    /// The controllers, the host, who signed, who tested, who restored.
    pub who: String,
    /// The processor, the place, where the assessment is kept, what remains open, what was restored.
    pub what: String,
    /// When it is looked at again, where it holds until then.
    pub review: Option<Date>,
}

/// What was put on record, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: RecordId,
    /// What was said.
    pub said: Said,
    /// Who put it on record.
    pub by: PersonId,
    /// Their name.
    pub name: Option<String>,
    /// When.
    pub at: Instant,
}

/// Where an instance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// No real people.
    Rehearsal,
    /// Still no real people; it was asked that they may be recorded.
    Asked,
    /// Real people may be recorded.
    Real,
}

impl Stands {
    /// Stable code, as it is kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rehearsal => "rehearsal",
            Self::Asked => "asked",
            Self::Real => "real",
        }
    }

    fn from_code(code: &str) -> Self {
        [Self::Asked, Self::Real]
            .into_iter()
            .find(|one| one.code() == code)
            .unwrap_or(Self::Rehearsal)
    }
}

/// One step of the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: RecordId,
    /// Where it stood from then on.
    pub stands: Stands,
    /// Why; empty where nobody had to say.
    pub reason: String,
    /// For which organisation they acted.
    pub organisation: String,
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: Option<String>,
    /// When.
    pub at: Instant,
}

/// Why something does not count, or not any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is on record.
    NotRecorded,
    /// The day on which it was to be looked at again has passed.
    ReviewPassed,
}

/// Everything that is on record about whether real people may be recorded.
#[derive(Debug, Clone, Default)]
pub struct RealPeople {
    /// What was put on record, newest first.
    pub facts: Vec<Fact>,
    /// The steps, newest first.
    pub steps: Vec<Step>,
}

impl RealPeople {
    /// Where the instance stands.
    #[must_use]
    pub fn stands(&self) -> Stands {
        self.steps
            .first()
            .map_or(Stands::Rehearsal, |one| one.stands)
    }

    /// What counts of one kind: what was said last.
    #[must_use]
    pub fn fact(&self, kind: FactKind) -> Option<&Fact> {
        self.facts.iter().find(|one| one.said.kind == kind)
    }

    /// How often one kind was put on record: the version that a form shows.
    #[must_use]
    pub fn version(&self, kind: FactKind) -> i64 {
        let many = self.facts.iter().filter(|one| one.said.kind == kind);
        i64::try_from(many.count()).unwrap_or(i64::MAX)
    }

    /// What is missing on a day.
    #[must_use]
    pub fn lacking(&self, today: Date) -> Vec<(FactKind, Lack)> {
        let lack = |kind: FactKind| match self.fact(kind) {
            None => Some((kind, Lack::NotRecorded)),
            Some(fact) => {
                let passed = fact.said.review.is_some_and(|day| day < today);
                passed.then_some((kind, Lack::ReviewPassed))
            }
        };
        FactKind::ALL.into_iter().filter_map(lack).collect()
    }
}

impl Directory {
    /// Whether real people may be recorded on this instance; otherwise it is a rehearsal or a demonstration.
    #[must_use]
    pub fn takes_real_people(&self) -> bool {
        !self.is_synthetic() && self.real.load(Ordering::SeqCst)
    }

    /// Reads again whether real people may be recorded, after it was changed.
    ///
    /// # Errors
    /// [`DirectoryError::Db`].
    pub async fn look_whether_real(&self) -> Result<(), DirectoryError> {
        let row: Result<_, DirectoryError> = self
            .db
            .read(|tx| Box::pin(async move { Ok(tx.first(&LAST_STEP, []).await?) }))
            .await;
        let real = match row? {
            Some(row) => Stands::from_code(&row.text("step")?) == Stands::Real,
            None => false,
        };
        self.real.store(real, Ordering::SeqCst);
        Ok(())
    }
}

/// Everything on record about whether real people may be recorded. Whoever may see the page that asks may see it: it is
/// about the instance and no case.
///
/// # Errors
/// [`DirectoryError`].
pub async fn real_people(tx: &mut DirectoryTx<'_>) -> Result<RealPeople, DirectoryError> {
    let facts = tx.all(&FACTS, []).await?;
    let facts: Result<Vec<_>, _> = facts.iter().map(read_fact).collect();
    let steps = tx.all(&STEPS, []).await?;
    let steps: Result<Vec<_>, _> = steps.iter().map(read_step).collect();
    Ok(RealPeople {
        facts: facts?,
        steps: steps?,
    })
}

/// Puts on record what has to be there. What was said before stays.
///
/// # Errors
/// [`DirectoryError::Rule`]: `fact-future` when it is to have happened on a day to come, `fact-review-past` when the day
/// on which it is looked at again has passed, `fact-changed` when somebody put something else on record since the form was shown.
pub async fn record_fact(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    version: i64,
    said: &Said,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let today = tx.ctx.today();
    if said.day.is_some_and(|day| day > today) {
        return Err(DirectoryError::Rule("fact-future"));
    }
    if said.review.is_some_and(|day| day < today) {
        return Err(DirectoryError::Rule("fact-review-past"));
    }
    if real_people(tx).await?.version(said.kind) != version {
        return Err(DirectoryError::Rule("fact-changed"));
    }
    let id: RecordId = tx.ctx.new_id()?;
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        said.kind.code().into(),
        said.day.into(),
        said.who.as_str().into(),
        said.what.as_str().into(),
        said.review.into(),
        Value::id(by),
        now.into(),
    ];
    tx.execute(&ADD_FACT, values).await?;
    tx.note("record_instance_fact").await
}

async fn add_step(
    tx: &mut DirectoryTx<'_>,
    stands: Stands,
    reason: &str,
    action: &str,
) -> Result<(), DirectoryError> {
    let id: RecordId = tx.ctx.new_id()?;
    let (by, now, organisation) = (tx.ctx.person()?.id, tx.ctx.now, tx.ctx.organisation);
    let values = [
        Value::id(id),
        stands.code().into(),
        reason.into(),
        Value::id(organisation),
        Value::id(by),
        now.into(),
    ];
    tx.execute(&ADD_STEP, values).await?;
    tx.note_about(action, organisation).await
}

/// The operator asks that real people may be recorded.
///
/// # Errors
/// [`DirectoryError::Rule`]: `real-demonstration` on a demonstration, `real-lacking` when something is missing,
/// `real-asked` when it was asked already or real people may be recorded.
pub async fn ask_real_people(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    if tx.directory.is_synthetic() {
        return Err(DirectoryError::Rule("real-demonstration"));
    }
    let known = real_people(tx).await?;
    if known.stands() != Stands::Rehearsal {
        return Err(DirectoryError::Rule("real-asked"));
    }
    if !known.lacking(tx.ctx.today()).is_empty() {
        return Err(DirectoryError::Rule("real-lacking"));
    }
    add_step(tx, Stands::Asked, "", "ask_real_people").await
}

/// Somebody who answers for data protection in an organisation, and did not ask, confirms that real people may be
/// recorded. `asked` is the step that they saw.
///
/// # Errors
/// [`DirectoryError::Rule`]: `real-demonstration` on a demonstration, `real-not-asked` when that step does not stand any
/// more, `real-same-person` when they asked themselves, `real-changed` when something was put on record since,
/// `real-lacking` when something is missing by now.
pub async fn confirm_real_people(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ConfirmRealPeople>,
    asked: RecordId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    if tx.directory.is_synthetic() {
        return Err(DirectoryError::Rule("real-demonstration"));
    }
    let known = real_people(tx).await?;
    let step = known.steps.first();
    let step = step.filter(|one| one.id == asked && one.stands == Stands::Asked);
    let step = step.ok_or(DirectoryError::Rule("real-not-asked"))?;
    if step.by == tx.ctx.person()?.id {
        return Err(DirectoryError::Rule("real-same-person"));
    }
    if known.facts.iter().any(|fact| fact.at > step.at) {
        return Err(DirectoryError::Rule("real-changed"));
    }
    if !known.lacking(tx.ctx.today()).is_empty() {
        return Err(DirectoryError::Rule("real-lacking"));
    }
    add_step(tx, Stands::Real, "", "confirm_real_people").await
}

/// The operator says that no real people may be recorded, or not any more. What was recorded stays.
///
/// # Errors
/// [`DirectoryError::Rule`] `real-rehearsal` when it is a rehearsal.
pub async fn back_to_rehearsal(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    reason: &str,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    if real_people(tx).await?.stands() == Stands::Rehearsal {
        return Err(DirectoryError::Rule("real-rehearsal"));
    }
    add_step(tx, Stands::Rehearsal, reason, "back_to_rehearsal").await
}

fn read_fact(row: &Row) -> Result<Fact, DirectoryError> {
    Ok(Fact {
        id: row.parse("id")?,
        said: Said {
            kind: row.text("kind")?.parse()?,
            day: row.maybe_parse("day")?,
            who: row.text("who")?,
            what: row.text("what")?,
            review: row.maybe_parse("review")?,
        },
        by: row.parse("by_whom")?,
        name: row.maybe_text("name")?,
        at: row.instant("at")?,
    })
}

fn read_step(row: &Row) -> Result<Step, DirectoryError> {
    Ok(Step {
        id: row.parse("id")?,
        stands: Stands::from_code(&row.text("step")?),
        reason: row.text("reason")?,
        organisation: row.maybe_text("organisation_name")?.unwrap_or_default(),
        by: row.parse("by_whom")?,
        name: row.maybe_text("name")?,
        at: row.instant("at")?,
    })
}
