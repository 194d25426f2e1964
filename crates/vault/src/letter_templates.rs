//! Words of letters, where the organisation has its own in place of the scheme's.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{Instant, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "keep the words of a letter",
    "INSERT INTO letter_template (id, template, version, title, words, by_whom, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(crate) const ALL: Statement = Statement::new(
    "words of letters",
    "SELECT id, template, version, title, words, by_whom, at FROM letter_template ORDER BY template, version DESC",
);

/// The words of a letter as the organisation kept them once. The newest version of a template counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterTemplate {
    /// Its id.
    pub id: RecordId,
    /// Id of the template in the scheme.
    pub template: String,
    /// Counted from 1.
    pub version: i64,
    /// What stands above the letter.
    pub title: String,
    /// Its words.
    pub words: String,
    /// Who kept them.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// Every version of every template, the newest of each first. Any permit of this store is enough: it is about no case.
///
/// # Errors
/// [`VaultError`].
pub async fn letter_templates<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<LetterTemplate>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

/// Keeps the words of a letter as the version that follows the one that was shown; earlier ones stay.
///
/// # Errors
/// [`VaultError`]; also when that version is there already.
pub async fn add_letter_template(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    (template, version): (&str, i64),
    (title, words): (&str, &str),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        template.into(),
        version.into(),
        title.into(),
        words.into(),
        Value::id(by),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    let entry = Entry {
        action: "change_letter_template",
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn read(row: &Row) -> Result<LetterTemplate, VaultError> {
    Ok(LetterTemplate {
        id: row.parse("id")?,
        template: row.text("template")?,
        version: row.number("version")?,
        title: row.text("title")?,
        words: row.text("words")?,
        by: row.text("by_whom")?,
        at: row.instant("at")?,
    })
}
