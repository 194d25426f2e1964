//! Names that the words around them announce: a title, a relation, a label.

mod small;

use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};
use crate::words::{Ordinary, RELATIONS, ordinary};

macro_rules! name {
    () => {
        r"(?P<x>(?:\p{Lu}\.\s?)*\p{Lu}[\p{L}'’-]+(?:[ \u{A0}](?:(?:van|de|der|den|von|al|el|bin|da|di|la)[ ])*(?:\p{Lu}\.|\p{Lu}[\p{L}'’-]+)){0,3})"
    };
}

rules! {
    TITLED = concat!(r"(?-u:\b)(?:Mr|Mrs|Ms|Miss|Mx|Master|Sir|Lady|Lord|Dame|Messrs)\.?[ \u{A0}]\n?", name!());
    PRACTITIONER = concat!(r"(?-u:\b)(?:Dr|Doctor|Prof|Professor|Consultant|Registrar|Nurse|Sister|Matron|Midwife|PC|DC|DS|DI|DCI|DCC|Sgt|Sergeant|Constable|Inspector|Superintendent|SHO|GP|Paediatrician|Surgeon|Physio|Physiotherapist|Therapist|Psychologist|Psychiatrist|Pharmacist|Paramedic|Judge|Justice|Social Worker|Health Visitor|Rev|Reverend|Father|Imam|Rabbi)\.?[ \u{A0}]", name!());
    RELATED = concat!(r"(?-u:\b)(?:[Tt]heir|[Hh]er|[Hh]is|[Tt]he|[Mm]y|[Oo]ur)[ ](?:[a-z-]+[ ])?(?:mother|mum|father|dad|son|daughter|brother|sister|husband|wife|partner|grandmother|grandfather|aunt|uncle|cousin|niece|nephew|stepfather|stepmother|child|baby|carer|guardian|friend|ex-partner|boyfriend|girlfriend|neighbour|spouse|sibling|twin|next of kin),?[ ]", name!());
    LABELLED = concat!(r"(?-u:\b)(?:[Pp]atient|[Nn]ame|NAME|[Cc]lient|[Cc]hild|[Pp]upil|[Nn]ext of kin|[Mm]other|[Ff]ather|[Cc]arer|[Pp]arent|[Gg]uardian|[Ss]urname|[Ff]orename|[Ff]irst name|[Ll]ast name|Re|RE|[Nn]amed|[Cc]alled|[Kk]nown as|[Aa]lias|[Ss]igned|[Dd]ear)(?: name)?\s?[: ][ ]?(?:is |was )?", name!());
}

/// Words that follow a title or a label and are no names.
const NOT_NAMES: [&str; 40] = [
    "the",
    "and",
    "nhs",
    "number",
    "date",
    "was",
    "is",
    "has",
    "reviewed",
    "born",
    "ltd",
    "court",
    "protection",
    "plan",
    "services",
    "service",
    "social",
    "health",
    "visitor",
    "worker",
    "safeguarding",
    "practice",
    "justice",
    "general",
    "in",
    "chief",
    "sergeant",
    "inspector",
    "constable",
    "school",
    "hospital",
    "team",
    "death",
    "review",
    "benefit",
    "act",
    "government",
    "president",
    "minister",
    "secretary",
];

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    for (rule, kind, certainty) in [
        (&*TITLED, Kind::Person, Certainty::Sure),
        (&*PRACTITIONER, Kind::Practitioner, Certainty::Sure),
        (&*RELATED, Kind::Person, Certainty::Likely),
        (&*LABELLED, Kind::Person, Certainty::Likely),
    ] {
        for place in places_of(rule, text) {
            if let Some(place) = name_in(text, place, certainty) {
                seen.push(Seen::new(place, kind, certainty, Why::Context));
            }
        }
    }
    small::find(text, seen);
}

/// The words that can be a name: up to the first that cannot.
fn name_in(text: &str, place: (usize, usize), certainty: Certainty) -> Option<(usize, usize)> {
    let said = text.get(place.0..place.1)?;
    let mut start = None;
    let mut end = place.0;
    let mut at = place.0;
    for word in said.split_inclusive([' ', '\u{A0}']) {
        let bare = word
            .trim_end()
            .trim_end_matches("'s")
            .trim_end_matches("’s");
        let lower = bare.to_lowercase();
        let is_title = ["mr", "mrs", "ms", "miss", "dr", "mx", "master", "doctor"]
            .contains(&lower.trim_end_matches('.'));
        let cannot = NOT_NAMES.contains(&lower.as_str())
            || RELATIONS.contains(&lower.as_str())
            || (certainty < Certainty::Sure && ordinary(&lower) == Ordinary::Very);
        if cannot
            && (start.is_some()
                || certainty < Certainty::Sure
                || NOT_NAMES.contains(&lower.as_str()))
        {
            break;
        }
        if !(is_title && start.is_none()) {
            start = start.or(Some(at));
            end = at + bare.len();
        }
        at += word.len();
    }
    start
        .filter(|start| end > *start + 1)
        .map(|start| (start, end))
}
