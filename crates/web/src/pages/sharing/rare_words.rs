//! What could be put together in words that leave beside a release: what is told, asked and answered. Whoever agrees that they leave
//! says of each why it may.

use app::sharing::Found;
use govuk::Html;
use model::case::KeptAgreed;
use model::scheme::Scheme;

use super::together::{BOXES, Boxes, boxes_of, read_agreed, says};
use crate::draw::paragraph;
use crate::form::Filled;
use crate::sheet::{Input, drawn, each};
use crate::texts::t1;

/// The sentences of one.
pub(in crate::pages) fn sentences(found: &Found, scheme: &Scheme) -> Option<Html> {
    let rare = found.rare.as_ref()?;
    let says = says(found, rare, scheme).into_iter().map(paragraph);
    Some(Html::join(says))
}

/// Each with its number and its boxes.
fn numbered<'a>(
    rare: &'a [&Found],
) -> impl Iterator<Item = (usize, &'a Found, &'static Boxes)> + use<'a> {
    let all = (1..).zip(rare.iter().zip(BOXES.iter()));
    all.map(|(number, (found, boxes))| (number, *found, boxes))
}

/// For each, its sentences and the boxes of whoever agrees.
pub(in crate::pages) fn agreements(rare: &[&Found], scheme: &Scheme) -> Vec<Input> {
    let one = |(number, found, boxes): (usize, &Found, &Boxes)| {
        let mut inputs = vec![drawn(sentences(found, scheme).unwrap_or_default())];
        inputs.extend(boxes_of(boxes, &found.words.0));
        each(t1("second-rare", "number", number.to_string()), inputs)
    };
    numbered(rare).map(one).collect()
}

/// Reads to what somebody agrees, each with a reason; none where something is missing, which the form then says, or where something
/// else is rare by now than the page showed.
pub(in crate::pages) fn read(form: &mut Filled, rare: &[&Found]) -> Option<Vec<KeptAgreed>> {
    let lines = numbered(rare).map(|(number, found, boxes)| (number, &found.words, boxes));
    let all = read_agreed(form, "second-rare-missing", lines)?;
    (all.len() == rare.len()).then_some(all)
}
