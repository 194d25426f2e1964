//! What a published document found and recommends: proposed by rules, confirmed by a person.

use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{AgencyId, Date, Instant, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx, Deposit, documents};

pub(crate) const ADD: Statement = Statement::new(
    "propose a finding",
    "INSERT INTO finding (id, document, place, version, state, body, changed_at) VALUES ($1, $2, $3, 1, $4, $5, $6)",
);
pub(crate) const OF: Statement = Statement::new(
    "findings of a document",
    "SELECT id, document, place, version, state, body, by_person, changed_at FROM finding WHERE document = $1 \
     ORDER BY place, id",
);
const ONE: Statement = Statement::new(
    "one finding",
    "SELECT id, document, place, version, state, body, by_person, changed_at FROM finding WHERE id = $1",
);
pub(crate) const CHANGE: Statement = Statement::new(
    "say what a finding is",
    "UPDATE finding SET state = $3, body = $4, by_person = $5, changed_at = $6, asked_in = NULL, version = version + 1 \
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
pub(crate) const WHAT: &str = "a finding";

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

/// What somebody wants a finding to say in other words than its document: it waits for a second person of their organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingAsked {
    /// Who asks.
    pub by: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// The agency that they brought then.
    pub agency: Option<AgencyId>,
    /// When.
    pub on: Date,
    /// What it would say.
    pub body: Proposed,
    /// Why the second person sent it back.
    pub sent_back: Option<String>,
}

/// What is kept of a finding.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    #[serde(flatten)]
    pub(crate) body: Proposed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asked: Option<FindingAsked>,
}

/// The words of a text in small letters, without what stands between them.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
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
    /// The words of the document, where it says others.
    pub passage: Option<String>,
    /// What somebody wants it to say, for those alone who may read that.
    pub asked: Option<FindingAsked>,
}

impl Finding {
    /// The words of the document.
    #[must_use]
    pub fn passage(&self) -> &str {
        self.passage.as_deref().unwrap_or(&self.body.text)
    }

    /// Whether a text is words of the document in their order and no others: shortened, or as it stands.
    #[must_use]
    pub fn is_cut(&self, text: &str) -> bool {
        let mut passage = words(self.passage());
        words(text).all(|word| passage.any(|one| one == word))
    }

    /// Whether a text is said in the very words in which it stands.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        words(&self.body.text).eq(words(text))
    }

    /// What is kept of it with these words.
    pub(crate) fn kept_with(&self, body: &Proposed, asked: Option<FindingAsked>) -> Kept {
        let same = words(self.passage()).eq(words(&body.text));
        Kept {
            body: body.clone(),
            passage: (!same).then(|| self.passage().to_owned()),
            asked,
        }
    }
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
    let mut all: Vec<Finding> = rows.iter().map(read).collect::<Result<_, _>>()?;
    for one in &mut all {
        one.asked = one
            .asked
            .take()
            .filter(|asked| crate::findings_asked::sees(tx, asked));
    }
    Ok(all)
}

fn confirmed(rows: &[Row]) -> Result<Vec<Finding>, CommonsError> {
    rows.iter().map(read_alone).collect()
}

/// Every confirmed finding of the documents that are there.
///
/// # Errors
/// [`CommonsError::Refused`] when the asker may not.
pub async fn confirmed_findings(tx: &mut CommonsTx<'_>) -> Result<Vec<Finding>, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    confirmed(&tx.all(&CONFIRMED, []).await?)
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
    confirmed(&tx.all(&CONFIRMED, []).await?)
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
    confirmed(&tx.all(&CONFIRMED, []).await?)
}

/// Says of a finding of a document that it is one, with its words and themes, or that it is none; what somebody asked of it is taken
/// back by that. Which words need a second person is for the use case to say. `areas` are those of the asker's
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
    let permit = to_confirm(tx, document, areas).await?;
    permit.check(tx.tx.number())?;
    let found = one(tx, (document, id)).await?;
    let person = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        shown.into(),
        state.code().into(),
        written(WHAT, &found.kept_with(body, None))?.into(),
        Value::id(person),
        tx.ctx.now.into(),
    ];
    tx.change(&CHANGE, values, ((id, shown), permit.code()))
        .await
}

/// The right to say what a document that nobody waits for finds.
pub(crate) async fn to_confirm<'tx>(
    tx: &mut CommonsTx<'tx>,
    document: RecordId,
    areas: &[OrganisationId],
) -> Result<Permit<'tx, actions::ConfirmFindings>, CommonsError> {
    let of = documents::get(tx, document).await?;
    let facts = of
        .filter(|one| !one.waits())
        .ok_or(CommonsError::NotFound)?
        .facts(tx.ctx.organisation, areas);
    tx.permit_shared::<actions::ConfirmFindings>(facts)
}

/// A finding of a document as it stands, with what is asked of it: for the functions of this crate.
pub(crate) async fn one(
    tx: &mut CommonsTx<'_>,
    (document, id): (RecordId, RecordId),
) -> Result<Finding, CommonsError> {
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    let found = read(&row.ok_or(CommonsError::NotFound)?)?;
    match found.document == document {
        true => Ok(found),
        false => Err(CommonsError::NotFound),
    }
}

/// A finding with what the catalogue says of its document, and nothing that is asked of it.
fn read_alone(row: &Row) -> Result<Finding, CommonsError> {
    let catalogue = read_back(WHAT, &row.text("catalogue")?)?;
    Ok(Finding {
        catalogue: Some(catalogue),
        asked: None,
        ..read(row)?
    })
}

pub(crate) fn read(row: &Row) -> Result<Finding, CommonsError> {
    let state = FindingState::from_code(&row.text("state")?);
    let kept: Kept = read_back(WHAT, &row.text("body")?)?;
    Ok(Finding {
        id: row.parse("id")?,
        document: row.parse("document")?,
        place: row.number("place")?,
        version: row.number("version")?,
        state: state.ok_or(CommonsError::Body(WHAT))?,
        body: kept.body,
        by: row.maybe_parse("by_person")?,
        passage: kept.passage,
        asked: kept.asked,
        changed_at: row.instant("changed_at")?,
        catalogue: None,
    })
}
