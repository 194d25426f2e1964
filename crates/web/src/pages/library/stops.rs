//! What somebody wrote for others and in which the check found what tells who somebody is: said at its field, with the boxes in which its
//! writer keeps words that only read like a name.

use std::collections::BTreeSet;

use app::sharing::Found;

use crate::form::{Field, Filled, field};
use crate::texts::t1;

/// Words that only read like a name and that the writer keeps.
pub(super) const KEPT: Field = field("kept", "briefing-kept");

/// Says at each field what in it tells who somebody is, as far as its writer may know; what stands in no field that is known is said at
/// the one before all.
pub(super) fn say(form: &mut Filled, stops: &[Found], (first, others): (&Field, &[&Field])) {
    for one in stops {
        let field = others.iter().find(|field| field.id == one.field);
        let key = match (one.withheld, one.may_be_kept()) {
            (true, _) => "briefing-stops-withheld",
            (false, true) => "briefing-stops-asked",
            (false, false) => "briefing-stops-known",
        };
        let field = field.copied().unwrap_or(first);
        form.wrong_because(field, t1(key, "words", one.words.0.as_str()));
    }
}

/// The words that the writer may keep, each with what they say when they do.
pub(super) fn to_keep(stops: &[Found]) -> Vec<(&str, String)> {
    let words = stops.iter().filter(|one| one.may_be_kept());
    let words: BTreeSet<&str> = words.map(|one| one.words.0.as_str()).collect();
    let says = |words| (words, t1("briefing-kept-yes", "words", words));
    words.into_iter().map(says).collect()
}
