//! Questions to those behind an item. They lie with the item: who asks stands in the row, so that the answer comes back to them, and
//! is told to nobody who is not named; whom the item came from stands nowhere.

use access::{Action as _, actions};
use db::{Row, Statement, Value};
use model::learning::{QuestionStands, SharedQuestion};
use model::{Instant, OrganisationId, RecordId, SharedId};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx, Item, ItemState, items};

const WHAT: &str = "a question to those behind shared learning";

const ADD: Statement = Statement::new(
    "ask those behind shared learning",
    "INSERT INTO question (id, item, version, state, body, by_person, by_organisation, broker, asked_at, changed_at) \
     VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $8)",
);
const ONE: Statement = Statement::new(
    "one question to those behind shared learning",
    "SELECT id, item, version, state, body, by_organisation, broker, asked_at FROM question WHERE id = $1",
);
const OWN: Statement = Statement::new(
    "questions that an organisation asked",
    "SELECT q.id, q.item, q.version, q.state, q.body, q.by_organisation, q.broker, q.asked_at FROM question q \
     JOIN item i ON i.id = q.item WHERE q.by_organisation = $1 AND i.state = 'standing' AND q.state <> 'withdrawn' \
     ORDER BY q.asked_at DESC, q.id DESC",
);
const TO_PASS_ON: Statement = Statement::new(
    "questions that wait for a broker",
    "SELECT q.id, q.item, q.version, q.state, q.body, q.by_organisation, q.broker, q.asked_at FROM question q \
     JOIN item i ON i.id = q.item WHERE q.broker = $1 AND q.state = 'asked' AND i.state = 'standing' ORDER BY q.asked_at, q.id",
);
const OF_ITEM: Statement = Statement::new(
    "questions that were passed on to those behind an item",
    "SELECT q.id, q.item, q.version, q.state, q.body, q.by_organisation, q.broker, q.asked_at FROM question q \
     JOIN item i ON i.id = q.item WHERE q.item = $1 AND q.state IN ('passed_on', 'answered', 'rather_not') \
     AND i.state = 'standing' ORDER BY q.asked_at, q.id",
);
const CHANGE: Statement = Statement::new(
    "say something to a question",
    "UPDATE question SET state = $3, body = $4, changed_at = $5, version = version + 1 WHERE id = $1 AND version = $2",
);
pub(crate) const DROP: Statement = Statement::new(
    "drop the questions about shared learning that ended",
    "DELETE FROM question WHERE item = $1",
);

pub(crate) const STATEMENTS: &[&Statement] =
    &[&ADD, &ONE, &OWN, &TO_PASS_ON, &OF_ITEM, &CHANGE, &DROP];

/// A question as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: RecordId,
    /// The item.
    pub item: SharedId,
    /// Counted from 1.
    pub version: i64,
    /// Where it stands.
    pub stands: QuestionStands,
    /// What is asked, and what was said to it.
    pub body: SharedQuestion,
    /// Who asks, where they want to be named.
    pub named: Option<OrganisationId>,
    /// When.
    pub asked_at: Instant,
    by: OrganisationId,
    broker: OrganisationId,
}

/// Whether the asker's organisation may ask those behind an item that [`crate::read_item`] gave now.
///
/// # Errors
/// [`CommonsError::Rule`] `shared-ended` when the item no longer stands, `question-no-broker` when it names none, `question-waits` while
/// another question of the organisation about it is open.
pub async fn may_be_asked(tx: &mut CommonsTx<'_>, item: &Item) -> Result<(), CommonsError> {
    broker_of(item)?;
    let own = Value::id(tx.ctx.organisation);
    let own: Result<Vec<Question>, CommonsError> =
        tx.all(&OWN, [own]).await?.iter().map(read).collect();
    let open = |one: &Question| one.item == item.id && one.stands.is_open();
    match own?.iter().any(open) {
        true => Err(CommonsError::Rule("question-waits")),
        false => Ok(()),
    }
}

fn broker_of(item: &Item) -> Result<OrganisationId, CommonsError> {
    if item.state != ItemState::Standing {
        return Err(CommonsError::Rule("shared-ended"));
    }
    item.broker.ok_or(CommonsError::Rule("question-no-broker"))
}

/// Asks those behind an item that [`crate::read_item`] gave, through its broker, as the second person who agreed to the words. Asked
/// again under the same id, nothing changes.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not; those of [`may_be_asked`].
pub async fn ask_origin(
    tx: &mut CommonsTx<'_>,
    (id, item): (RecordId, &Item),
    asked: &SharedQuestion,
) -> Result<(), CommonsError> {
    drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
    if tx.first(&ONE, [Value::id(id)]).await?.is_some() {
        return Ok(());
    }
    may_be_asked(tx, item).await?;
    let broker = broker_of(item)?;
    let person = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        Value::id(item.id),
        QuestionStands::Asked.code().into(),
        written(WHAT, asked)?.into(),
        Value::id(person),
        Value::id(tx.ctx.organisation),
        Value::id(broker),
        tx.ctx.now.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.done((id, 1), actions::AgreeLeaving::INFO.code).await
}

/// Whether a question still waits, at this version, for those behind this item.
///
/// # Errors
/// [`CommonsError`].
pub async fn waits_for_answer(
    tx: &mut CommonsTx<'_>,
    (id, item, version): (RecordId, SharedId, i64),
) -> Result<bool, CommonsError> {
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    let one = row.as_ref().map(read).transpose()?;
    let stands = items::get(tx, item).await?;
    let stands = stands.is_some_and(|item| item.state == ItemState::Standing);
    let waits = one.is_some_and(|one| {
        one.item == item && one.version == version && one.stands == QuestionStands::PassedOn
    });
    Ok(waits && stands)
}

/// The questions that the asker's organisation asked, the newest first; none for whoever may not ask, and none about what no longer
/// stands.
///
/// # Errors
/// [`CommonsError`].
pub async fn own_questions(tx: &mut CommonsTx<'_>) -> Result<Vec<Question>, CommonsError> {
    if !tx.would_permit_organisation::<actions::AskOrigin>() {
        return Ok(Vec::new());
    }
    let own = Value::id(tx.ctx.organisation);
    tx.all(&OWN, [own]).await?.iter().map(read).collect()
}

/// The questions that wait for the asker's organisation as their broker, the oldest first.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not.
pub async fn questions_to_pass_on(tx: &mut CommonsTx<'_>) -> Result<Vec<Question>, CommonsError> {
    drop(tx.permit_organisation::<actions::PassOnQuestions>()?);
    let own = Value::id(tx.ctx.organisation);
    tx.all(&TO_PASS_ON, [own]).await?.iter().map(read).collect()
}

/// The questions that were passed on to those behind an item, the oldest first. Whose the item is, the caller knows: the store does
/// not.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not.
pub async fn questions_of_item(
    tx: &mut CommonsTx<'_>,
    item: SharedId,
) -> Result<Vec<Question>, CommonsError> {
    drop(tx.permit_organisation::<actions::AnswerQuestions>()?);
    let rows = tx.all(&OF_ITEM, [Value::id(item)]).await?;
    rows.iter().map(read).collect()
}

/// What somebody says to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaidTo {
    /// The broker puts it on the item.
    PassOn,
    /// The broker does not, and says why.
    Decline(String),
    /// Those behind this item answer, as the second person agreed; whether they want to be named.
    Answer(SharedId, String, bool),
    /// Those behind this item would rather not.
    RatherNot(SharedId),
    /// Those who asked take it back.
    Withdraw,
    /// Those who asked have read what was said.
    Read,
}

impl SaidTo {
    /// Under which action it is done.
    fn allowed(&self, tx: &mut CommonsTx<'_>) -> Result<&'static str, CommonsError> {
        Ok(match self {
            Self::PassOn | Self::Decline(_) => {
                drop(tx.permit_organisation::<actions::PassOnQuestions>()?);
                actions::PassOnQuestions::INFO.code
            }
            Self::Answer(..) => {
                drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
                actions::AgreeLeaving::INFO.code
            }
            Self::RatherNot(_) => {
                drop(tx.permit_organisation::<actions::AnswerQuestions>()?);
                actions::AnswerQuestions::INFO.code
            }
            Self::Withdraw | Self::Read => {
                drop(tx.permit_organisation::<actions::AskOrigin>()?);
                actions::AskOrigin::INFO.code
            }
        })
    }

    /// Whether the question is one to which the actor's organisation may say it, and stands so that it can be said.
    fn fits(&self, one: &Question, own: OrganisationId) -> (bool, bool) {
        let stands = one.stands;
        match self {
            Self::PassOn | Self::Decline(_) => (one.broker == own, stands == QuestionStands::Asked),
            Self::Answer(item, ..) | Self::RatherNot(item) => {
                (one.item == *item, stands == QuestionStands::PassedOn)
            }
            Self::Withdraw => (one.by == own, stands == QuestionStands::Asked),
            Self::Read => (one.by == own, !stands.is_open() && !one.body.read),
        }
    }

    /// The question once it was said.
    fn says(&self, one: &Question, own: OrganisationId) -> (QuestionStands, SharedQuestion) {
        let mut body = one.body.clone();
        let stands = match self {
            Self::PassOn => QuestionStands::PassedOn,
            Self::Decline(why) => {
                body.declined = Some(why.clone());
                QuestionStands::Declined
            }
            Self::Answer(_, text, named) => {
                body.answer = Some(text.clone());
                body.answered_by = named.then_some(own);
                QuestionStands::Answered
            }
            Self::RatherNot(_) => QuestionStands::RatherNot,
            Self::Withdraw => QuestionStands::Withdrawn,
            Self::Read => {
                body.read = true;
                one.stands
            }
        };
        (stands, body)
    }
}

/// Says something to a question, in the version that was shown.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not; [`CommonsError::NotFound`] when there is none to which the actor's organisation may say
/// it, or its item no longer stands; [`CommonsError::Rule`] `changed-meanwhile` when somebody said something to it since.
pub async fn say_to_question(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
    said: &SaidTo,
) -> Result<(), CommonsError> {
    let action = said.allowed(tx)?;
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    let one = read(&row.ok_or(CommonsError::NotFound)?)?;
    let item = items::get(tx, one.item).await?;
    let item_stands = item.is_some_and(|item| item.state == ItemState::Standing);
    let (theirs, stands_so) = said.fits(&one, tx.ctx.organisation);
    if !theirs || !item_stands {
        return Err(CommonsError::NotFound);
    }
    let (stands, body) = said.says(&one, tx.ctx.organisation);
    let values = [
        Value::id(id),
        shown.into(),
        stands.code().into(),
        written(WHAT, &body)?.into(),
        tx.ctx.now.into(),
    ];
    if !stands_so {
        return Err(CommonsError::Rule("changed-meanwhile"));
    }
    tx.change(&CHANGE, values, ((id, shown), action)).await
}

fn read(row: &Row) -> Result<Question, CommonsError> {
    let body: SharedQuestion = read_back(WHAT, &row.text("body")?)?;
    let by: OrganisationId = row.parse("by_organisation")?;
    let stands = QuestionStands::from_code(&row.text("state")?);
    Ok(Question {
        id: row.parse("id")?,
        item: row.parse("item")?,
        version: row.number("version")?,
        stands: stands.ok_or(CommonsError::Body(WHAT))?,
        named: body.names_area.then_some(by),
        body,
        asked_at: row.instant("asked_at")?,
        by,
        broker: row.parse("broker")?,
    })
}
