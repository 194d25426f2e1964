//! Letters that a partnership writes: their templates in its settings, and the letters of a review. None is sent from here.

mod choose;
mod list;
mod places;
mod templates;
mod write;

use access::{Action as _, Role, actions};
use app::Reference;
use app::letters_out::{LettersOut, letters_out};
use model::scheme::StepText;

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, file, page, send};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/written-letters";
    let new = "/o/{organisation}/reviews/{reference}/written-letters/new";
    let write = "/o/{organisation}/reviews/{reference}/written-letters/new/{letter_id}/{to_id}";
    let one = "/o/{organisation}/reviews/{reference}/written-letters/{record}";
    let pdf = "/o/{organisation}/reviews/{reference}/written-letters/{record}/pdf";
    let docx = "/o/{organisation}/reviews/{reference}/written-letters/{record}/docx";
    let words = "/o/{organisation}/administration/letters";
    let template = "/o/{organisation}/administration/letters/{letter_id}";
    let read = Who::May(actions::ReadCase::INFO);
    let writes = Who::May(actions::WriteLetter::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let of_review = [
        page("letters-out", read, all, list::listed),
        page("letter-out-choose", writes, new, choose::form),
        send(writes, new, choose::chosen),
        page("letter-out-write", writes, write, write::form),
        send(writes, write, write::save),
        page("letter-out", read, one, list::shown),
        file(read, pdf, list::pdf),
        file(read, docx, list::docx),
    ];
    let of_settings = [
        page("letter-templates", settings, words, templates::listed),
        page("letter-template", settings, template, templates::form),
        send(settings, template, templates::save),
    ];
    let of_review = of_review.into_iter().map(Row::secret);
    of_review.chain(of_settings).collect()
}

/// The letters of a review, with its address.
struct Seen {
    found: LettersOut,
    step: Option<StepText>,
    base: String,
    review: String,
    reference: Reference,
}

async fn seen(state: &WebState, signed: &Signed, text: &str) -> Result<Seen, PageError> {
    let reference = reference(text)?;
    let found = letters_out(state.app(), &signed.ctx, &reference).await?;
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    Ok(Seen {
        step: loaded.scheme.step("letters_out").cloned(),
        base: format!("{review}/written-letters"),
        found,
        review,
        reference,
    })
}

fn caption(reference: &Reference) -> String {
    t1("today-review", "reference", reference.as_str())
}

/// Whether the reader keeps the words of letters, for a link to them.
pub(crate) fn keeps_words(signed: &Signed) -> bool {
    let roles = [Role::BusinessManager, Role::Administrator];
    roles.iter().any(|role| signed.place.roles.contains(role))
}
