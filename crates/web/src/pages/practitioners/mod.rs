//! Contact with the practitioners who take part in a review: one page for all of them, one for each.

mod list;
mod one;

use access::{Action as _, actions};
use app::Reference;
use app::practitioners::{Practitioners, practitioners};
use model::scheme::{CodeList, Scheme, StepText};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) use list::{lines, summary};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/practitioners";
    let one = "/o/{organisation}/reviews/{reference}/practitioners/{record}";
    let away = "/o/{organisation}/reviews/{reference}/practitioners/{record}/take-away";
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditPractitionerContact::INFO);
    let rows = [
        page("practitioners", read, all, list::list),
        page("practitioner", edit, one, one::form),
        send(edit, one, one::save),
        page("practitioner-away", edit, away, one::ask_away),
        send(edit, away, one::away),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The practitioners of a review, with its scheme and its address.
struct Seen<'a> {
    found: Practitioners,
    scheme: &'a Scheme,
    /// Address of the list.
    base: String,
    reference: Reference,
}

/// Reads contact with practitioners; the reading is written down.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let found = practitioners(state.app(), &signed.ctx, &reference).await?;
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        base: signed.path(&format!("reviews/{reference}/practitioners")),
        scheme: &loaded.scheme,
        found,
        reference,
    })
}

/// Why a practitioner is not told.
pub(crate) fn reasons(scheme: &Scheme) -> Option<&CodeList> {
    scheme.list(app::practitioners::NOT_TOLD)
}

impl Seen<'_> {
    fn step(&self) -> Option<StepText> {
        self.scheme.step("practitioner_contact").cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    fn review(&self) -> &str {
        self.base.trim_end_matches("/practitioners")
    }

    /// Something may be changed here: the reader may, and the case is open.
    fn usable(&self) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.found.case, self.found.may_edit)
    }
}
