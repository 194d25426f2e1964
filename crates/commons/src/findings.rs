//! What a published document found and recommends: proposed by rules, confirmed by a person.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{Instant, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx, Deposit, documents};

const ADD: Statement = Statement::new(
    "propose a finding",
    "INSERT INTO finding (id, document, place, version, state, body, changed_at) VALUES ($1, $2, $3, 1, $4, $5, $6)",
);
const OF: Statement = Statement::new(
    "findings of a document",
    "SELECT id, document, place, version, state, body, by_person, changed_at FROM finding WHERE document = $1 \
     ORDER BY place, id",
);
const ONE: Statement = Statement::new(
    "one finding",
    "SELECT id, document, place, version, state, body, by_person, changed_at FROM finding WHERE id = $1",
);
const CHANGE: Statement = Statement::new(
    "confirm a finding",
    "UPDATE finding SET state = $3, body = $4, by_person = $5, changed_at = $6, version = version + 1 \
     WHERE id = $1 AND version = $2",
);
const CONFIRMED: Statement = Statement::new(
    "confirmed findings",
    "SELECT f.id, f.document, f.place, f.version, f.state, f.body, f.by_person, f.changed_at, d.body AS catalogue FROM finding f \
     JOIN document d ON d.id = f.document WHERE f.state = 'confirmed' AND d.removed_at IS NULL \
     AND d.agreed_at IS NOT NULL ORDER BY f.document, f.place, f.id",
);
pub(crate) const DROP: Statement = Statement::new(
    "drop the findings of a document",
    "DELETE FROM finding WHERE document = $1",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&ADD, &OF, &ONE, &CHANGE, &CONFIRMED, &DROP];
const WHAT: &str = "a finding";

/// What a passage of a published document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// It says what was found.
    Finding,
    /// It says what should be done.
    Recommendation,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Finding, Self::Recommendation];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Recommendation => "recommendation",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a person said of a proposed finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingState {
    /// Nobody has looked yet.
    Proposed,
    /// It is one.
    Confirmed,
    /// It is none.
    LeftOut,
}

impl FindingState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::LeftOut => "left_out",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Proposed, Self::Confirmed, Self::LeftOut]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A finding or recommendation in the words of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// What it is.
    pub kind: FindingKind,
    /// What it says.
    pub text: String,
    /// Why it was proposed: the heading it stood under, or the number it bore.
    pub because: String,
    /// Themes that a person accepted: codes of the list of themes.
    #[serde(default)]
    pub themes: Vec<String>,
}

/// A finding as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its permanent id.
    pub id: RecordId,
    /// The document.
    pub document: RecordId,
    /// Its place in it, counted from 1.
    pub place: i64,
    /// Counted from 1.
    pub version: i64,
    /// What a person said of it.
    pub state: FindingState,
    /// What it is and says.
    pub body: Proposed,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When that was.
    pub changed_at: Instant,
    /// What the catalogue says of its document, where it is read without it.
    pub catalogue: Option<Deposit>,
}

/// Keeps what rules propose from a document that was just added, in the order of the document.
///
/// # Errors
/// [`CommonsError`].
pub async fn propose_findings(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::DepositDocument>,
    document: RecordId,
    proposed: &[Proposed],
) -> Result<(), CommonsError> {
    permit.check(tx.tx.number())?;
    for (place, body) in (1_i64..).zip(proposed) {
        let id: RecordId = tx.ctx.new_id()?;
        let values = [
            Value::id(id),
            Value::id(document),
            place.into(),
            FindingState::Proposed.code().into(),
            written(WHAT, body)?.into(),
            tx.ctx.now.into(),
        ];
        tx.execute(&ADD, values).await?;
    }
    Ok(())
}

/// The findings of a document, in its order; of one that waits for a second person for those alone who see it waiting.
///
/// # Errors
/// [`CommonsError::Refused`] when the asker may not.
pub async fn findings_of(
    tx: &mut CommonsTx<'_>,
    document: RecordId,
) -> Result<Vec<Finding>, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    let of = documents::get(tx, document).await?;
    if of.is_some_and(|one| one.waits() && !crate::waiting::sees(tx, &one)) {
        return Ok(Vec::new());
    }
    let rows = tx.all(&OF, [Value::id(document)]).await?;
    rows.iter().map(read).collect()
}

/// Every confirmed finding of the documents that are there.
///
/// # Errors
/// [`CommonsError::Refused`] when the asker may not.
pub async fn confirmed_findings(tx: &mut CommonsTx<'_>) -> Result<Vec<Finding>, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    let rows = tx.all(&CONFIRMED, []).await?;
    rows.iter().map(read_alone).collect()
}

/// The same, for the job that says that something is new.
///
/// # Errors
/// [`CommonsError`].
pub async fn findings_to_tell(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
) -> Result<Vec<Finding>, CommonsError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&CONFIRMED, []).await?;
    rows.iter().map(read_alone).collect()
}

/// The same, whoever may read it, for the job that keeps the index.
///
/// # Errors
/// [`CommonsError`].
pub async fn findings_to_index(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::IndexShared>,
) -> Result<Vec<Finding>, CommonsError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&CONFIRMED, []).await?;
    rows.iter().map(read_alone).collect()
}

/// Says of a finding of a document that it is one, with its words and themes, or that it is none. `areas` are those of the asker's
/// region, where the asker acts for one.
///
/// # Errors
/// [`CommonsError::NotFound`] when the document has no such finding, [`CommonsError::Refused`] when the asker may not,
/// [`CommonsError::Rule`] `changed-meanwhile` when somebody else said something of it since `shown`.
pub async fn confirm_finding(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
    areas: &[OrganisationId],
    (state, body): (FindingState, &Proposed),
) -> Result<(), CommonsError> {
    let of = documents::get(tx, document).await?;
    let facts = of
        .filter(|one| !one.waits())
        .ok_or(CommonsError::NotFound)?
        .facts(tx.ctx.organisation, areas);
    let permit = tx.permit_shared::<actions::ConfirmFindings>(facts)?;
    permit.check(tx.tx.number())?;
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    let found = read(&row.ok_or(CommonsError::NotFound)?)?;
    if found.document != document {
        return Err(CommonsError::NotFound);
    }
    let person = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        shown.into(),
        state.code().into(),
        written(WHAT, body)?.into(),
        Value::id(person),
        tx.ctx.now.into(),
    ];
    if tx.execute(&CHANGE, values).await? == 0 {
        return Err(CommonsError::Rule("changed-meanwhile"));
    }
    let entry = Entry {
        action: permit.code(),
        record: Some(id),
        version: Some(shown + 1),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// A finding with what the catalogue says of its document.
fn read_alone(row: &Row) -> Result<Finding, CommonsError> {
    let catalogue = read_back(WHAT, &row.text("catalogue")?)?;
    Ok(Finding {
        catalogue: Some(catalogue),
        ..read(row)?
    })
}

fn read(row: &Row) -> Result<Finding, CommonsError> {
    let state = FindingState::from_code(&row.text("state")?);
    Ok(Finding {
        id: row.parse("id")?,
        document: row.parse("document")?,
        place: row.number("place")?,
        version: row.number("version")?,
        state: state.ok_or(CommonsError::Body(WHAT))?,
        body: read_back(WHAT, &row.text("body")?)?,
        by: row.maybe_parse("by_person")?,
        changed_at: row.instant("changed_at")?,
        catalogue: None,
    })
}
