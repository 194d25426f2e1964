//! How often somebody's words were refused because they told of somebody: who may try without end could learn from the answers what
//! is on record.

use access::ledger::{Entry, Outcome};
use db::{Statement, Value};
use model::{Instant, RecordId};

use crate::{CommonsError, CommonsTx};

/// What the record says when words were refused.
const ACTION: &str = "words_identify";

const SINCE: Statement = Statement::new(
    "how often the words of one were refused since when",
    "SELECT CAST(COUNT(DISTINCT COALESCE(record || ' ' || CAST(version AS TEXT), id)) AS BIGINT) AS n FROM ledger \
     WHERE actor = $1 AND action = 'words_identify' AND outcome = 'refused' AND at >= $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&SINCE];

/// How often words of the actor were refused since an instant; what is kept somewhere and was looked at again counts once for each of
/// its versions.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn words_refused_since(
    tx: &mut CommonsTx<'_>,
    since: Instant,
) -> Result<i64, CommonsError> {
    let me = tx.ctx.person()?.id;
    let row = tx.first(&SINCE, [Value::id(me), since.into()]).await?;
    Ok(row.map(|row| row.number("n")).transpose()?.unwrap_or(0))
}

/// Writes down that words of the actor were refused, and in which version of what they are kept, if anywhere; none of them.
///
/// # Errors
/// [`CommonsError`].
pub async fn note_words_refused(
    tx: &mut CommonsTx<'_>,
    kept_in: Option<(RecordId, i64)>,
) -> Result<(), CommonsError> {
    let entry = Entry {
        action: ACTION,
        record: kept_in.map(|(record, _)| record),
        version: kept_in.map(|(_, version)| version),
        ..Entry::default()
    };
    tx.note(Outcome::Refused, entry).await
}
