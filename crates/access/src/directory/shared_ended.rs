//! What was taken back, taken down or removed of what is shared: ids, codes and days, kept outside of the stores. An older copy of
//! a store that is put back is held against this list.

use db::{Row, Statement, Value};
use model::learning::{EndedShared, HowEnded};

use super::{DirectoryError, DirectoryTx};

pub(super) const ADD: Statement = Statement::new(
    "keep what is shared no longer",
    "INSERT INTO shared_ended (id, how, reason, ended_on, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
);
pub(super) const ALL: Statement = Statement::new(
    "what is shared no longer",
    "SELECT id, how, reason, ended_on FROM shared_ended ORDER BY at, id",
);
pub(super) const MANY: Statement = Statement::new(
    "how much is shared no longer",
    "SELECT COUNT(*) AS many FROM shared_ended",
);

impl DirectoryTx<'_> {
    /// Keeps that something is shared no longer; said again it changes nothing. For the service's own use, once whoever ends it
    /// was asked whether they may: this comes first, the store afterwards.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn end_shared(&mut self, one: &EndedShared) -> Result<(), DirectoryError> {
        let values = [
            Value::id(one.id),
            one.how.code().into(),
            one.reason.as_str().into(),
            one.on.into(),
            self.ctx.now.into(),
        ];
        match self.execute(&ADD, values).await? {
            0 => Ok(()),
            _ => self.note_about("end_shared", one.id).await,
        }
    }

    /// Everything that is shared no longer, in the order in which it was kept here. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn shared_ended(&mut self) -> Result<Vec<EndedShared>, DirectoryError> {
        let read = |row: &Row| {
            let how = HowEnded::from_code(&row.text("how")?);
            Ok(EndedShared {
                id: row.parse("id")?,
                // A code of a newer program ends an item too.
                how: how.unwrap_or(HowEnded::TakenDown),
                reason: row.text("reason")?,
                on: row.parse("ended_on")?,
            })
        };
        self.all(&ALL, []).await?.iter().map(read).collect()
    }

    /// How much that is. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn shared_ended_many(&mut self) -> Result<i64, DirectoryError> {
        let row = self.first(&MANY, []).await?;
        let row = row.ok_or(DirectoryError::NotFound)?;
        Ok(row.number("many")?)
    }
}
