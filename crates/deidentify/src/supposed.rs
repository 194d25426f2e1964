//! What a recogniser supposes, and what of it is ordinary talk that tells of nobody.

use model::uncertain::MONTHS;

use crate::groups::of_people;
use crate::kind::{Certainty, Kind, Source, Why};
use crate::merge::Candidate;
use crate::patterns::{before, is_guidance};

/// What a recogniser of names supposes: the seam to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Supposed {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// What it is supposed to be.
    pub kind: Kind,
    /// How likely, from 0 to 1.
    pub score: f32,
    /// Whether it singles somebody out. A body that everyone knows does not, and is then left alone also where its form
    /// is that of a school or a hospital.
    pub singles_out: bool,
}

/// Below this a supposition is asked about and not replaced unless a person says so.
const LIKELY_FROM: f32 = 0.5;

/// Words of a date that comes every week or every year, beside months.
const EVERY_YEAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "half",
    "term",
    "terms",
    "a",
    "an",
    "the",
    "on",
    "in",
    "of",
    "and",
    "to",
    "each",
    "every",
    "at",
    "by",
    "or",
    "morning",
    "mornings",
    "afternoon",
    "afternoons",
    "evening",
    "evenings",
    "early",
    "late",
    "mid",
    "weekend",
];

/// Words of services and of care that begin with a capital and are nobody's name.
const OF_THE_FIELD: &[&str] = &[
    "perinatal",
    "antenatal",
    "postnatal",
    "neonatal",
    "paediatric",
    "paediatrics",
    "maternity",
    "obstetric",
    "safeguarding",
    "rota",
    "triage",
    "outreach",
    "inpatient",
    "outpatient",
    "midwifery",
    "radiology",
    "pathology",
    "audiology",
    "dietetics",
    "talking",
    "prebirth",
    "postpartum",
];

/// Things that are counted or have numbers, before a number that is no age.
pub(crate) const NUMBERED: &[&str] = &[
    "junction",
    "caseload",
    "caseloads",
    "average",
    "score",
    "scores",
    "total",
    "number",
    "figure",
    "rate",
    "ratio",
    "count",
    "target",
    "limit",
    "list",
    "page",
    "room",
    "section",
    "chapter",
    "paragraph",
    "recommendation",
    "finding",
    "table",
    "appendix",
    "version",
    "question",
    "line",
    "item",
    "median",
    "mean",
    "threshold",
    "backlog",
    "waiting",
    "temperature",
];

/// What a recogniser supposes, as a candidate; nothing where it is ordinary talk.
pub(crate) fn read(text: &str, one: &Supposed, conditions: &[(usize, usize)]) -> Option<Candidate> {
    let said = text.get(one.start..one.end)?;
    let trimmed = said.trim();
    let start = one.start + (said.len() - said.trim_start().len());
    let place = (start, start + trimmed.len());
    if trimmed.is_empty() || is_ordinary_talk(text, (place, one.kind), conditions) {
        return None;
    }
    let group = matches!(one.kind, Kind::Person | Kind::Group | Kind::Practitioner)
        .then(|| of_people(text, place))
        .flatten();
    let kind = match one.kind {
        _ if group.is_some() => Kind::Group,
        Kind::Date if is_decimal(trimmed) => Kind::Amount,
        kind => kind,
    };
    let sure = one.score >= LIKELY_FROM && group.is_none();
    Some(Candidate {
        start: place.0,
        end: place.1,
        kind,
        certainty: if sure {
            Certainty::Likely
        } else {
            Certainty::Asked
        },
        why: Why::Recognised,
        source: Source::Recogniser,
        on_record: false,
        of_a_family: false,
        entity: None,
        date: None,
    })
}

/// Whether it is a day of every week, a month of every year, the title of guidance, a number of something, or a word of the field.
fn is_ordinary_talk(
    text: &str,
    (place, kind): ((usize, usize), Kind),
    conditions: &[(usize, usize)],
) -> bool {
    let said = text
        .get(place.0..place.1)
        .unwrap_or_default()
        .to_lowercase();
    let mut words = said.split(|letter: char| !letter.is_alphanumeric());
    match kind {
        Kind::Date => {
            let is_month = |word: &str| MONTHS.iter().any(|one| one.eq_ignore_ascii_case(word));
            let comes_again =
                |word: &str| word.is_empty() || EVERY_YEAR.contains(&word) || is_month(word);
            words.all(comes_again) || is_guidance(text, place)
        }
        Kind::Age => is_numbered(text, place.0),
        Kind::Person | Kind::Practitioner | Kind::Place | Kind::Organisation => {
            words.all(|word| OF_THE_FIELD.contains(&word))
                || is_guidance(text, place)
                || conditions.iter().any(|named| is_within(place, *named))
        }
        _ => false,
    }
}

fn is_within((start, end): (usize, usize), whole: (usize, usize)) -> bool {
    whole.0 <= start && start < whole.1 && end <= whole.1
}

/// Whether the word before the place, or before its verb, is a thing that has numbers or is counted.
pub(crate) fn is_numbered(text: &str, start: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "was", "is", "were", "are", "of", "about", "around", "only", "just", "now", "nearly",
        "almost",
    ];
    let around = before(text, start, 40);
    let sentence = around
        .rsplit(['.', ';', '!', '?', '\n'])
        .next()
        .unwrap_or_default();
    let words = sentence.split(|letter: char| !letter.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty()).rev();
    words
        .find(|word| !BETWEEN.contains(word))
        .is_some_and(|word| NUMBERED.contains(&word))
}

/// Whether it is a number with three or more decimals, which is no date whatever a recogniser takes it for.
fn is_decimal(said: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = said.split_once('.');
    parts.is_some_and(|(whole, decimals)| digits(whole) && digits(decimals) && decimals.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::named_conditions;

    fn taken(text: &str, said: &str, kind: Kind) -> Option<(Kind, Certainty)> {
        let start = text.find(said)?;
        let one = Supposed {
            start,
            end: start + said.len(),
            kind,
            score: 0.9,
            singles_out: true,
        };
        read(text, &one, &named_conditions(text)).map(|one| (one.kind, one.certainty))
    }

    #[test]
    fn ordinary_talk_is_left_and_what_tells_more_is_not() {
        for (text, said, kind) in [
            ("They met on Friday.", "Friday", Kind::Date),
            ("Lists go out in July.", "July", Kind::Date),
            ("It was over half term.", "half term", Kind::Date),
            ("As Working Together 2023 says.", "2023", Kind::Date),
            (
                "As Working Together 2023 says.",
                "Working Together 2023",
                Kind::Date,
            ),
            ("The average caseload was 45.", "45", Kind::Age),
            ("At junction 45 they met.", "45", Kind::Age),
            ("The Perinatal team rang.", "Perinatal", Kind::Person),
            ("She had Menkes disease.", "Menkes", Kind::Person),
        ] {
            assert_eq!(taken(text, said, kind), None, "{text}");
        }
        let sure = |kind| Some((kind, Certainty::Likely));
        let date = |said| taken("It was on Friday 5 July 2024.", said, Kind::Date);
        assert_eq!(date("Friday 5 July"), sure(Kind::Date));
        assert_eq!(date("July 2024"), sure(Kind::Date));
        assert_eq!(taken("She was 45 then.", "45", Kind::Age), sure(Kind::Age));
        let black = taken("Black children wait longer.", "Black", Kind::Person);
        assert_eq!(black, Some((Kind::Group, Certainty::Asked)));
        let named = taken("Then Mr Black rang.", "Black", Kind::Person);
        assert_eq!(named, sure(Kind::Person));
    }
}
