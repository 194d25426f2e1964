//! Another list of themes waits for a second person of the organisation that asks, is read by those alone who may agree to it there, and
//! by whoever asked; it is agreed to, sent back with a reason, or withdrawn.

use access::{Action as _, Permit, actions};
use db::{Row, Statement, Value};
use model::{AgencyId, Instant, OrganisationId, PersonId, RecordId};

use crate::error::{read_back, written};
use crate::themes::{WHAT, may_follow, put_in_force};
use crate::{CommonsError, CommonsTx, Theme};

const ADD: Statement = Statement::new(
    "ask for another list of themes",
    "INSERT INTO theme_asked (id, version, list_version, asked_at, by_person, by_organisation, by_agency, why, body) \
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)",
);
const HERE: Statement = Statement::new(
    "lists of themes that wait in an organisation",
    "SELECT id, version, list_version, asked_at, by_person, by_organisation, by_agency, sent_back, why, body FROM theme_asked \
     WHERE by_organisation = $1 ORDER BY asked_at DESC, id DESC",
);
const SEND_BACK: Statement = Statement::new(
    "send a list of themes back",
    "UPDATE theme_asked SET sent_back = $3, version = version + 1 WHERE id = $1 AND version = $2",
);
const DROP: Statement = Statement::new(
    "a list of themes waits no more",
    "DELETE FROM theme_asked WHERE id = $1 AND version = $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&ADD, &HERE, &SEND_BACK, &DROP];

/// Another list of themes that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemesAsked {
    /// Its id.
    pub id: RecordId,
    /// Counted from 1.
    pub version: i64,
    /// The version of the list that it would follow.
    pub follows: i64,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Who asked, for which organisation.
    pub by: (PersonId, OrganisationId),
    /// The agency that they brought then.
    pub agency: Option<AgencyId>,
    /// Why the second person sent it back.
    pub sent_back: Option<String>,
    /// Why it is asked for: everybody who works with reviews reads it once the list is in force.
    pub why: String,
    /// The list.
    pub themes: Vec<Theme>,
}

/// The list that waits in the actor's organisation, for whoever asked or may agree there; none for anybody else.
///
/// # Errors
/// [`CommonsError`].
pub async fn themes_asked(tx: &mut CommonsTx<'_>) -> Result<Option<ThemesAsked>, CommonsError> {
    let own = Value::id(tx.ctx.organisation);
    let rows = tx.all(&HERE, [own]).await?;
    let one = rows.first().map(read).transpose()?;
    let me = tx.ctx.actor.person().map(|person| person.id);
    let agrees = tx.would_permit_organisation::<actions::AgreeLeaving>();
    Ok(one.filter(|one| agrees || me == Some(one.by.0)))
}

/// Asks for another list, with a reason: the one in force stays until a second person agrees.
///
/// # Errors
/// As for the list itself `changed-meanwhile`, `theme-left-out`, `theme-code`, `theme-title`; [`CommonsError::Rule`] `theme-asked`
/// while another list waits in the actor's organisation.
pub async fn ask_themes(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::EditThemes>,
    (shown, why): (i64, &str),
    list: &[Theme],
) -> Result<RecordId, CommonsError> {
    permit.check(tx.tx.number())?;
    may_follow(tx, shown, list).await?;
    let own = Value::id(tx.ctx.organisation);
    if tx.first(&HERE, [own]).await?.is_some() {
        return Err(CommonsError::Rule("theme-asked"));
    }
    let id: RecordId = tx.ctx.new_id()?;
    let person = tx.ctx.person()?;
    let (agency, person) = (person.agency, person.id);
    let values = [
        Value::id(id),
        shown.into(),
        tx.ctx.now.into(),
        Value::id(person),
        Value::id(tx.ctx.organisation),
        agency.map(|id| id.to_string()).as_deref().into(),
        why.into(),
        written(WHAT, &list)?.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.done((id, 1), permit.code()).await?;
    Ok(id)
}

/// The list that waits in the actor's organisation, in the version that was shown.
async fn waiting(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<ThemesAsked, CommonsError> {
    let one = themes_asked(tx).await?.filter(|one| one.id == id);
    let one = one.ok_or(CommonsError::NotFound)?;
    match one.version == shown {
        true => Ok(one),
        false => Err(CommonsError::Rule("changed-meanwhile")),
    }
}

/// The same, for whoever is the second person.
async fn second(
    tx: &mut CommonsTx<'_>,
    which: (RecordId, i64),
) -> Result<ThemesAsked, CommonsError> {
    drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
    let one = waiting(tx, which).await?;
    if one.by.0 == tx.ctx.person()?.id {
        return Err(CommonsError::Rule("release-author"));
    }
    match one.sent_back {
        Some(_) => Err(CommonsError::Rule("second-sent-back")),
        None => Ok(one),
    }
}

/// Agrees to a list: from now on it is in force, in the name of whoever asked for it.
///
/// # Errors
/// [`CommonsError::NotFound`] when it does not wait there; [`CommonsError::Refused`] when the actor may not; [`CommonsError::Rule`]
/// `release-author` for whoever asked, `second-sent-back`, `changed-meanwhile` also where another list came into force meanwhile.
pub async fn agree_themes(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<i64, CommonsError> {
    let one = second(tx, (id, shown)).await?;
    may_follow(tx, one.follows, &one.themes).await?;
    let version = one.follows + 1;
    put_in_force(tx, (version, one.by), (&one.why, &one.themes)).await?;
    tx.execute(&DROP, [Value::id(id), shown.into()]).await?;
    tx.done((id, version), actions::AgreeLeaving::INFO.code)
        .await?;
    Ok(version)
}

/// Sends a list back with a reason: it goes on waiting until whoever asked withdraws it.
///
/// # Errors
/// As [`agree_themes`]; [`CommonsError::Rule`] `second-why` without a reason.
pub async fn send_back_themes(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
    why: &str,
) -> Result<(), CommonsError> {
    if why.trim().is_empty() {
        return Err(CommonsError::Rule("second-why"));
    }
    drop(second(tx, (id, shown)).await?);
    let values = [Value::id(id), shown.into(), why.into()];
    tx.change(
        &SEND_BACK,
        values,
        ((id, shown), actions::AgreeLeaving::INFO.code),
    )
    .await
}

/// Withdraws a list that the actor asked for: nothing of it is left.
///
/// # Errors
/// [`CommonsError::NotFound`] when it does not wait there; [`CommonsError::Rule`] `second-not-yours` when somebody else asked for it,
/// `changed-meanwhile`.
pub async fn withdraw_themes(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<(), CommonsError> {
    let one = waiting(tx, (id, shown)).await?;
    if one.by.0 != tx.ctx.person()?.id {
        return Err(CommonsError::Rule("second-not-yours"));
    }
    let values = [Value::id(id), shown.into()];
    tx.change(&DROP, values, ((id, shown), actions::EditThemes::INFO.code))
        .await
}

fn read(row: &Row) -> Result<ThemesAsked, CommonsError> {
    Ok(ThemesAsked {
        id: row.parse("id")?,
        version: row.number("version")?,
        follows: row.number("list_version")?,
        asked_at: row.instant("asked_at")?,
        by: (row.parse("by_person")?, row.parse("by_organisation")?),
        agency: row.maybe_parse("by_agency")?,
        sent_back: row.maybe_text("sent_back")?,
        why: row.text("why")?,
        themes: read_back(WHAT, &row.text("body")?)?,
    })
}
