//! What could be put together in words that leave beside a release: what is told, asked and answered. Whoever agrees that they leave
//! says of each why it may.

use app::sharing::Found;
use govuk::Html;
use model::Sensitive;
use model::case::KeptAgreed;
use model::scheme::Scheme;

use super::together::{BOXES, Boxes, says};
use crate::draw::{kept, paragraph};
use crate::form::Filled;
use crate::sheet::{Ask, Input, Offer, drawn, each, input};
use crate::texts::{t, t1};

/// The sentences of one.
pub(in crate::pages) fn sentences(found: &Found, scheme: &Scheme) -> Option<Html> {
    let rare = found.rare.as_ref()?;
    let says = says(found, rare, scheme).into_iter().map(paragraph);
    Some(Html::join(says))
}

/// For each, its sentences and the boxes of whoever agrees.
pub(in crate::pages) fn agreements(rare: &[&Found], scheme: &Scheme) -> Vec<Input> {
    let numbered = (1..).zip(rare.iter().zip(BOXES.iter()));
    let one = |(number, (found, boxes)): (usize, (&&Found, &Boxes))| {
        let yes = vec![Offer::new("yes", t("share-agree-yes"))];
        each(
            t1("second-rare", "number", number.to_string()),
            vec![
                drawn(sentences(found, scheme).unwrap_or_default()),
                drawn(kept(boxes.words, &found.words.0)),
                input(boxes.agree, Ask::AnyOf(yes)),
                input(boxes.why, Ask::Words),
            ],
        )
    };
    numbered.map(one).collect()
}

/// Reads to what somebody agrees, each with a reason; none where something is missing, which the form then says, or where something
/// else is rare by now than the page showed.
pub(in crate::pages) fn read(form: &mut Filled, rare: &[&Found]) -> Option<Vec<KeptAgreed>> {
    let mut all = Vec::with_capacity(rare.len());
    let mut whole = rare.len() <= BOXES.len();
    for (at, (found, boxes)) in (1_usize..).zip(rare.iter().zip(BOXES.iter())) {
        let number = |key: &str| t1(key, "number", at.to_string());
        whole &= form.value(boxes.words) == found.words.0;
        if !form.has(boxes.agree.id, "yes") {
            form.wrong_because(&boxes.agree, number("second-rare-missing"));
            whole = false;
        }
        match form.text_or_none(&boxes.why, 2_000) {
            Some(why) => all.push(KeptAgreed {
                words: found.words.clone(),
                why: Sensitive(why),
            }),
            None => {
                if form.errors().of(boxes.why.id).is_none() {
                    form.wrong_because(&boxes.why, number("share-agree-why-missing"));
                }
                whole = false;
            }
        }
    }
    whole.then_some(all)
}
