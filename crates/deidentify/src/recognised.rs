//! What the recogniser of names supposes, in the kinds of this crate.

use recogniser::{Found, Label, Recogniser};

use crate::kind::Kind;
use crate::supposed::Supposed;

/// What the recogniser supposes of a text; for [`find_with`](crate::find_with) and
/// [`jsonl::answer`](crate::jsonl::answer).
#[must_use]
pub fn recognised(text: &str) -> Vec<Supposed> {
    suppositions(&Recogniser::new().find(text))
}

/// What any recogniser found, in the kinds of this crate.
#[must_use]
pub fn suppositions(found: &[Found]) -> Vec<Supposed> {
    found
        .iter()
        .map(|one| Supposed {
            start: one.start,
            end: one.end,
            kind: kind(one.label),
            score: one.score,
            singles_out: one.label.identifies(),
        })
        .collect()
}

const fn kind(label: Label) -> Kind {
    match label {
        Label::Person => Kind::Person,
        Label::Practitioner => Kind::Practitioner,
        Label::Role => Kind::Role,
        Label::Organisation | Label::PublicBody => Kind::Organisation,
        Label::Place => Kind::Place,
        Label::Address => Kind::Address,
        Label::Date | Label::Appointment => Kind::Date,
        Label::Age => Kind::Age,
        Label::Quantity => Kind::Amount,
        Label::Demographic => Kind::Group,
        Label::Code => Kind::Reference,
        Label::Contact => Kind::Phone,
        Label::Misc => Kind::Other,
    }
}
