//! That the partnership holds already what a new request asks for, and what is asked then.

use app::Reference;
use app::returns::{AlreadyHeld, AskAgain, NewRequest, already_held, rest};
use govuk::{Html, Link};
use model::Sensitive;
use model::case::HeldBefore;

use crate::draw::{bullets, kept, paragraph};
use crate::form::{Field, Filled, field};
use crate::problem::PageError;
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::{date_in_words, span};
use crate::{Signed, WebState};

pub(super) const AGAIN: Field = field("again", "request-again");
pub(super) const WHY: Field = field("again-why", "request-again-why");
/// That the question was shown; not shown itself.
const SHOWN: &str = "held-shown";

/// Whether the form came with the question.
pub(super) fn was_asked(form: &Filled) -> bool {
    form.has(SHOWN, "yes")
}

/// What is asked, where the question was shown and answered.
pub(super) fn read(form: &mut Filled) -> Option<AskAgain> {
    let why = form.text_or_none(&WHY, 2_000).unwrap_or_default();
    match form.value(AGAIN.id) {
        "rest" => Some(AskAgain::Rest),
        "whole" => Some(AskAgain::Whole(Sensitive(why))),
        _ => None,
    }
}

/// What is held, from which review, and which days are left: what the asker may read and nothing else.
pub(super) async fn held(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
    new: &NewRequest,
) -> Result<Html, PageError> {
    let held = already_held(state.app(), &signed.ctx, reference, new).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let line = |one: &AlreadyHeld| {
        let values = [
            ("agency", super::agency(&names, one.agency).into()),
            ("people", one.of.join(", ").into()),
            ("period", span(one.from, Some(one.to)).into()),
            ("accepted", date_in_words(one.accepted_on).into()),
        ];
        let whom = if one.of_all { "all" } else { "some" };
        let href = signed.path(&format!(
            "reviews/{}/requests/{}/return",
            one.reference, one.request
        ));
        let words = t1("request-held-read", "reference", &one.reference);
        Html::join([
            Html::escape(t_code_with("request-held-of", whom, &values)),
            " ".into(),
            Link::new(words, href).render(),
        ])
    };
    let mut parts = vec![
        paragraph(t("request-held-lead")),
        bullets(held.iter().map(line)),
    ];
    let mut agencies: Vec<_> = held.iter().map(|one| one.agency).collect();
    agencies.dedup();
    for agency in agencies {
        let own = held.iter().filter(|one| one.agency == agency).cloned();
        let own: Vec<AlreadyHeld> = own.collect();
        let days = rest(&own, (new.from, new.to));
        let days = days.filter(|days| *days != (new.from, new.to));
        let agency = super::agency(&names, agency);
        parts.push(paragraph(match days {
            Some((from, to)) => {
                let days = span(from, Some(to)).into();
                t_with(
                    "request-held-rest",
                    &[("agency", agency.into()), ("days", days)],
                )
            }
            None => t1("request-held-no-rest", "agency", agency),
        }));
    }
    Ok(Html::join(parts))
}

/// Puts the question at the head of the form.
pub(super) fn put(sheet: &mut Sheet, held: Html) {
    let offers = ["rest", "whole"].map(|code| Offer::new(code, t_code("request-again", code)));
    let asked = [
        drawn(held),
        drawn(kept(SHOWN, "yes")),
        input(AGAIN, Ask::OneOf(offers.into())),
        group(t("request-if-again"), vec![input(WHY, Ask::Words)]),
    ];
    sheet.inputs.splice(0..0, asked);
}

/// What was held when the request was made, and why it is asked for again.
pub(super) fn words(one: &HeldBefore) -> String {
    let values = [
        ("period", span(one.from, Some(one.to)).into()),
        ("accepted", date_in_words(one.accepted_on).into()),
        (
            "why",
            one.why.as_ref().map_or("", |why| why.0.as_str()).into(),
        ),
    ];
    let asked = if one.why.is_some() { "again" } else { "not" };
    t_code_with("request-held-line", asked, &values)
}
