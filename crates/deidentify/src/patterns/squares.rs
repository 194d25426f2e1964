//! Places given as a point of the map: three words for a square, degrees.

use super::context::stands_alone;
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

rules! {
    WORDS = r"///[ ]?\p{Alphabetic}{2,}[.·・]\p{Alphabetic}{2,}[.·・]\p{Alphabetic}{2,}";
    WORDS_SAID = r"(?i)(?:what3words|what three words|w3w)(?:\.com|\.co)?(?:\s+(?:address|is|was|are))*[ :/]{1,4}(?P<x>\p{Alphabetic}{2,}[.·・]\p{Alphabetic}{2,}[.·・]\p{Alphabetic}{2,})";
    DEGREES = r"[1-8][0-9]\.[0-9]{4,}°?[ ]?[NnSs]?[ ]?,[ ]?-?[0-9]{1,3}\.[0-9]{4,}°?(?:[ ]?[EeWw])?";
    DEGREES_ALONE = r"(?-u)(?:49|5[0-9]|60)\.[0-9]{4,}";
}

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    let mut add = |place: (usize, usize), certainty| {
        if stands_alone(text, place.0, place.1) {
            seen.push(Seen::new(place, Kind::Address, certainty, Why::FormFits));
        }
    };
    if text.contains("///") {
        places_of(&WORDS, text).for_each(|place| add(place, Certainty::Sure));
    }
    if text.contains(['3', '/']) || text.contains("hree") {
        places_of(&WORDS_SAID, text).for_each(|place| add(place, Certainty::Sure));
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        places_of(&DEGREES, text).for_each(|place| add(place, Certainty::Sure));
        places_of(&DEGREES_ALONE, text).for_each(|place| add(place, Certainty::Likely));
    }
}
