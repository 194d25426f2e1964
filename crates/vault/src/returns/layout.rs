//! What the columns of an agency's tables hold, remembered from one return to the next.

use access::{Permit, actions};
use db::{Statement, Value};

use super::return_of;
use crate::{VaultError, VaultTx};

const KNOWN: Statement = Statement::new(
    "what the columns of a layout hold",
    "SELECT columns FROM agency_layout WHERE agency = $1 AND heads = $2",
);
const REMEMBER: Statement = Statement::new(
    "remember what the columns of a layout hold",
    "INSERT INTO agency_layout (agency, heads, columns, at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (agency, heads) DO UPDATE SET columns = excluded.columns, at = excluded.at",
);

pub(super) const STATEMENTS: &[&Statement] = &[&KNOWN, &REMEMBER];

/// Digest of the heads: by it the layout is known again, and nobody reads them.
fn digest(fingerprint: &str) -> String {
    crypto::digest(fingerprint.as_bytes()).to_string()
}

/// The codes of what each column of a layout holds, as somebody of the same agency said before; an empty one where nothing
/// was said of a column. Nothing for a layout that the agency has not used yet.
///
/// # Errors
/// [`VaultError`].
pub async fn known_layout(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    fingerprint: &str,
) -> Result<Option<Vec<String>>, VaultError> {
    permit.check(tx.tx.number())?;
    let (_, request) = permit.of_return()?;
    let agency = return_of(tx, permit, request).await?.agency;
    let values = [Value::id(agency), digest(fingerprint).into()];
    let found = tx.first(&KNOWN, values).await?;
    let columns = |row: db::Row| -> Result<Vec<String>, VaultError> {
        Ok(row.text("columns")?.split(' ').map(code).collect())
    };
    found.map(columns).transpose()
}

fn code(word: &str) -> String {
    if word == NOTHING {
        String::new()
    } else {
        word.to_owned()
    }
}

/// Stands for a column of which nothing was said.
const NOTHING: &str = "-";

/// Remembers what the columns of a layout hold.
///
/// # Errors
/// [`VaultError`].
pub async fn remember_layout(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    fingerprint: &str,
    columns: &[Option<String>],
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (_, request) = permit.of_return()?;
    let agency = return_of(tx, permit, request).await?.agency;
    let words: Vec<&str> = columns
        .iter()
        .map(|one| one.as_deref().unwrap_or(NOTHING))
        .collect();
    let values = [
        Value::id(agency),
        digest(fingerprint).into(),
        words.join(" ").into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&REMEMBER, values).await?;
    Ok(())
}
