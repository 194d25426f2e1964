//! Whether texts that stand beside a document hold something that is on record in its case.

use access::Ctx;

use super::register::register;
use crate::{App, AppError, Reference};

/// For each text whether something in it is on record in the case, also where the asker may not read that.
pub(crate) async fn on_record(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    texts: &[&str],
) -> Result<Vec<bool>, AppError> {
    let known = register(app, ctx, reference).await?;
    let scrub = app.scrub().of(&known, "");
    let holds = |text: &&str| {
        let found = scrub.find(("residue", text), &mut scrub.begin());
        found.iter().any(|one| one.known)
    };
    Ok(texts.iter().map(holds).collect())
}
