//! What the pages of a second person share: the box that says that it was read, why it is sent back, and who may not.

use govuk::Html;

use crate::draw::{go, paragraph};
use crate::form::{Field, Filled, field};
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code};

/// That what would leave was read.
pub(super) const READ: Field = field("read", "second-read");
/// Why it is sent back.
pub(super) const WHY: Field = field("why", "second-why");

/// What the second person says.
pub(super) const ANSWER: Field = field("answer", "second-answer");
/// They agree.
const AGREE: &str = "agree";
/// They send it back.
pub(super) const BACK: &str = "back";

/// Ends a sheet with the question whether they agree or send it back, and why.
pub(super) fn question(sheet: &mut Sheet) {
    let offers = [AGREE, BACK].map(|code| Offer::new(code, t_code("second-answer", code)));
    sheet.inputs.extend([
        input(ANSWER, Ask::OneOf(offers.into())),
        group(t("second-if-back"), vec![input(WHY, Ask::Words)]),
    ]);
    sheet.button = t("second-answer-button");
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

/// Why somebody is not the second person: nobody releases anything here, so that this is said in other words than of a draft.
pub(super) fn not_second(code: &str) -> String {
    match code {
        "release-author" | "release-not-wanted" => t_code("second-not", code),
        other => t_code("rule", other),
    }
}

/// Ends a sheet with the box and the button of whoever agrees, or with why they cannot now; and with the way to send it back, which
/// `second` opens to whoever is the second person.
pub(super) fn agreement(
    sheet: &mut Sheet,
    (not_now, second): (Option<Html>, bool),
    (button, back): (&str, &str),
) {
    match not_now {
        Some(why) => {
            sheet.inputs.push(drawn(why));
            sheet.button = t("share-release-look-again");
        }
        None => {
            let yes = vec![Offer::new("yes", t("second-read-yes"))];
            sheet.inputs.push(input(READ, Ask::AnyOf(yes)));
            sheet.button = t(button);
        }
    }
    if second {
        let link = go(t("second-back-title"), back).secondary().render();
        sheet.inputs.push(drawn(paragraph(link)));
    }
}

/// Whether the box was ticked; says so in the form where it was not.
pub(super) fn read_it(form: &mut Filled) -> bool {
    let ticked = form.has(READ.id, "yes");
    if !ticked {
        form.refuse(&READ, "second-not-read");
    }
    ticked
}

/// The page on which something is sent back.
pub(super) fn back_sheet(back: String) -> Sheet {
    Sheet {
        title: t("second-back-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("second-back-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("second-back-button"),
        back,
    }
}
