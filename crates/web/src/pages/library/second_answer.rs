//! The question whether a second person agrees or sends back, both on one page.

use super::second::{WHY, not_second};
use crate::draw::warning;
use crate::form::{Field, Filled, field};
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code};

/// What the second person says.
const ANSWER: Field = field("answer", "second-answer");
/// They agree.
const AGREE: &str = "agree";
/// They send it back.
pub(super) const BACK: &str = "back";

/// Ends a sheet with the question whether they agree or send it back, and why.
fn question(sheet: &mut Sheet) {
    let offers = [AGREE, BACK].map(|code| Offer::new(code, t_code("second-answer", code)));
    sheet.inputs.extend([
        input(ANSWER, Ask::OneOf(offers.into())),
        group(t("second-if-back"), vec![input(WHY, Ask::Words)]),
    ]);
    sheet.button = t("second-answer-button");
}

/// Ends a sheet with that question, or with why the reader is not the second person.
pub(super) fn end(sheet: &mut Sheet, may: Result<(), &'static str>) {
    match may {
        Ok(()) => question(sheet),
        Err(code) => sheet.inputs.push(drawn(warning(not_second(code)).render())),
    }
}

/// The field at which a rule is told.
pub(super) fn field_of(code: &str) -> Field {
    if code == "second-why" { WHY } else { ANSWER }
}

/// Reads what they say: the code of the answer, and why where they send it back.
pub(super) fn answered(form: &mut Filled) -> Option<(&'static str, String)> {
    let answer = form.coded(&ANSWER, |code| {
        [AGREE, BACK].into_iter().find(|one| *one == code)
    })?;
    match answer {
        BACK => Some((answer, form.text(&WHY, 2_000)?)),
        _ => Some((answer, String::new())),
    }
}
