//! What a briefing that somebody makes from shared learning says. With an item that ends, the words of every briefing that draws on
//! it go: nobody can tell any more which of them were the item's.

use db::{Statement, Value};
use model::{RecordId, SharedId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx};

/// Kind of page of one's own under which briefings are kept.
pub const BRIEFING: &str = "briefing";

const DRAWING: Statement = Statement::new(
    "briefings that name an item",
    "SELECT id, body FROM own_page WHERE kind = $1 AND body LIKE $2 ORDER BY id",
);
const EMPTY: Statement = Statement::new(
    "empty a briefing",
    "UPDATE own_page SET body = $2, version = version + 1, changed_at = $3 WHERE id = $1",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&DRAWING, &EMPTY];

/// A briefing as its writer left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    /// What it is called.
    pub title: String,
    /// What usually happens, and why it matters.
    pub why: String,
    /// What was tried elsewhere, and what came of it.
    pub tried: String,
    /// What a team can talk about.
    pub questions: String,
    /// The items it draws on; those too that ended since.
    pub sources: Vec<SharedId>,
}

impl Briefing {
    /// Characters of its three parts.
    #[must_use]
    pub fn length(&self) -> usize {
        [&self.why, &self.tried, &self.questions]
            .iter()
            .map(|text| text.chars().count())
            .sum()
    }
}

/// Empties every briefing that draws on an item that ended. Its title and its sources stay, so that its writer is told.
pub(crate) async fn withdraw(tx: &mut CommonsTx<'_>, item: SharedId) -> Result<(), CommonsError> {
    let naming = format!("%{item}%");
    let rows = tx.all(&DRAWING, [BRIEFING.into(), naming.into()]).await?;
    for row in rows {
        let body: Briefing = read_back(BRIEFING, &row.text("body")?)?;
        if !body.sources.contains(&item) {
            continue;
        }
        let emptied = Briefing {
            why: String::new(),
            tried: String::new(),
            questions: String::new(),
            ..body
        };
        let id: RecordId = row.parse("id")?;
        let values = [
            Value::id(id),
            written(BRIEFING, &emptied)?.into(),
            tx.ctx.now.into(),
        ];
        tx.execute(&EMPTY, values).await?;
    }
    Ok(())
}
