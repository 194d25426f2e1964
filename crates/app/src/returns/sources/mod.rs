//! Documents that an agency brings into its return: chronologies in tables, notes and letters. What stands in them is
//! proposed; a person of the agency takes in, changes or leaves out each passage, and every row ends as an entry, a
//! question or a refusal with its reason.

mod alone;
mod bring_in;
mod chosen;
mod columns;
mod decide;
mod findings;
mod rows;
mod take_apart;
mod view;
mod whose;

use access::Section;
use model::RecordId;
use model::case::{PassageDecided, ReturnSource, RowsTaken, SourceColumns};
use vault::{Stored, VaultError, VaultTx};

pub use alone::{ReadAlone, read_alone};
pub(crate) use bring_in::gathered;
pub use bring_in::{Brought, Given, bring_in, take_source_away};
pub use chronology::notes::{Ask, DateFrom};
pub use chronology::tables::{Field, QuestionCode, RefusedCode};
pub use columns::{ColumnsSaid, ToMap, say_columns, to_map, wrong_columns};
pub use decide::{leave_out, take_passage};
pub use findings::{Asks, Findings, Passage, RefusedRow, findings};
pub use rows::{join_row, leave_same_out, take_rows};
pub use take_apart::{TakenApart, take_apart};
pub(crate) use take_apart::{handed, text_of};
pub use view::{
    SourceInReturn, SourceView, Stands, signed_source, source_of_return, sources_of_return,
};
pub(super) use view::{in_return, is_wider};

/// The section under which a document is read by others; the agency's own where nobody else reads it.
fn reads_of(source: &ReturnSource) -> Section {
    source.reads.map_or(Section::Returns, super::entries::reads)
}

/// A document of the return of a permit, and everything that was said of it.
struct Kept {
    source: Stored<ReturnSource>,
    columns: Option<Stored<SourceColumns>>,
    decided: Vec<Stored<PassageDecided>>,
    rows: Vec<Stored<RowsTaken>>,
}

/// Reads it.
async fn kept_source<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    id: RecordId,
) -> Result<Kept, VaultError> {
    let all = kept_sources(tx, permit).await?;
    let found = all.into_iter().find(|one| one.source.id == id);
    found.ok_or(VaultError::NotFound)
}

/// Reads all of them, oldest first.
async fn kept_sources<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
) -> Result<Vec<Kept>, VaultError> {
    let sources = vault::list_in_return::<_, ReturnSource>(tx, permit).await?;
    let mut columns = vault::list_in_return::<_, SourceColumns>(tx, permit).await?;
    let mut decided = vault::list_in_return::<_, PassageDecided>(tx, permit).await?;
    let mut rows = vault::list_in_return::<_, RowsTaken>(tx, permit).await?;
    let kept = |source: Stored<ReturnSource>| {
        let id = source.id;
        Kept {
            columns: columns.extract_if(.., |one| one.body.source == id).last(),
            decided: decided
                .extract_if(.., |one| one.body.source == id)
                .collect(),
            rows: rows.extract_if(.., |one| one.body.source == id).collect(),
            source,
        }
    };
    Ok(sources.into_iter().map(kept).collect())
}
