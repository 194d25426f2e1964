//! The lead reviewer's working notes: nobody else has a page of them.

mod file;
mod note;
mod overview;
mod share;

use access::{Action as _, actions};
use app::Reference;
use app::vault::Stored;
use app::working::{Working, working};
use model::case::WorkingNote;
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t_code, t1};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/working-notes";
    let notes = "/o/{organisation}/reviews/{reference}/working-notes/{record}";
    let shares = "/o/{organisation}/reviews/{reference}/working-notes/{record}/share";
    let files = "/o/{organisation}/reviews/{reference}/working-notes/files/{record}";
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditWorkingNotes::INFO);
    let rows = [
        page("working-notes", read, base, overview::overview),
        page("working-note", edit, notes, note::form),
        send(edit, notes, note::save),
        page("working-share", edit, shares, share::form),
        send(edit, shares, share::save),
        page("working-file", edit, files, file::form),
        send(edit, files, file::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The working notes, with the scheme of the review and their address.
struct Seen<'a> {
    working: Working,
    scheme: &'a Scheme,
    /// Address of the working notes.
    base: String,
    /// Address of the review.
    review: String,
    reference: Reference,
}

/// Reads the working notes; that they were read is written down.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let working = working(state.app(), &signed.ctx, &reference).await?;
    let case = &working.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    Ok(Seen {
        base: format!("{review}/working-notes"),
        review,
        scheme: &loaded.scheme,
        working,
        reference,
    })
}

impl Seen<'_> {
    fn step(&self) -> Option<StepText> {
        self.working.step.clone()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Something may be changed here: the case is open.
    fn usable(&self) -> Result<(), PageError> {
        let closed = self.working.case.closed_at.is_some();
        if closed {
            return Err(PageError::Rule("case-closed"));
        }
        crate::pages::seen::changeable(&self.working.case, self.working.may_edit)
    }

    /// One of the reader's own notes, which they may share.
    fn note(&self, id: &str) -> Result<&Stored<WorkingNote>, PageError> {
        let found = crate::pages::seen::by_id(&self.working.own.notes, id)?;
        found.ok_or(PageError::NotFound)
    }
}

/// What may become of something when the commission ends.
fn at_end() -> Vec<Offer> {
    let all = model::case::AtEnd::ALL.into_iter();
    all.map(|one| Offer::new(one.code(), t_code("working-at-end", one.code())))
        .collect()
}
