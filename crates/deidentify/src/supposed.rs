//! What a recogniser supposes, and what of it is ordinary talk that tells of nobody.

use model::uncertain::MONTHS;

use crate::everyones::is_short;
use crate::groups::{in_general, of_a_people};
use crate::kind::{Certainty, Kind, Source, Why};
use crate::merge::Candidate;
use crate::patterns::{
    after, before, groups_of_ages, has_word, is_guidance, named_conditions, words_before,
};

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
    "caseload",
    "caseloads",
    "handover",
    "handovers",
    "supervision",
    "thresholds",
    "chronologies",
    "referrals",
];

/// What a number with a hyphen counts where it is no age: "a 7-day rule", "12-page form".
const MEASURED: &[&str] = &[
    "day", "days", "week", "month", "hour", "minute", "page", "point", "step", "stage", "bed",
    "year", "item", "question", "word",
];

/// What of a text is plain talk, whatever a recogniser takes it for.
#[derive(Default)]
pub(crate) struct Plain {
    /// Conditions that are named after somebody.
    conditions: Vec<(usize, usize)>,
    /// Ages of people in general.
    ages: Vec<(usize, usize)>,
}

impl Plain {
    /// Looks for them.
    pub(crate) fn of(text: &str) -> Self {
        Self {
            conditions: named_conditions(text),
            ages: groups_of_ages(text),
        }
    }
}

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
pub(crate) fn read(text: &str, one: &Supposed, plain: &Plain) -> Option<Candidate> {
    let said = text.get(one.start..one.end)?;
    let trimmed = said.trim();
    let start = one.start + (said.len() - said.trim_start().len());
    let place = (start, start + trimmed.len());
    if trimmed.is_empty() || is_ordinary_talk(text, (place, one.kind), plain) {
        return None;
    }
    let group = of_a_people(text, place).filter(|_| may_be_group(one.kind));
    if group.is_some() && in_general(text, place) {
        return None;
    }
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

const fn may_be_group(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Person | Kind::Group | Kind::Practitioner | Kind::Place | Kind::Organisation
    )
}

/// Whether the number in the words, or in the word that they are a part of, counts a thing: "7-day", "12-page", not "7-day-old".
fn is_measure(text: &str, (start, end): (usize, usize)) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '-';
    let behind = text.get(end..).unwrap_or_default();
    let rest: &str = behind
        .split(|letter| !part(letter))
        .next()
        .unwrap_or_default();
    let ahead = text.get(..start).unwrap_or_default();
    let begun = ahead
        .rsplit(|letter| !part(letter))
        .next()
        .unwrap_or_default();
    let said = text.get(start..end).unwrap_or_default();
    let whole = format!("{begun}{said}{rest}").to_lowercase();
    let old = after(text, end + rest.len(), 5)
        .trim_start()
        .starts_with("old");
    let counted = whole.split_once('-').is_some_and(|(number, thing)| {
        let figures = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        figures && MEASURED.contains(&thing)
    });
    counted && !old
}

/// Whether it is the time at which something opens or closes.
fn is_hours(text: &str, (start, end): (usize, usize)) -> bool {
    let said = text.get(start..end).unwrap_or_default();
    let time = said
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b":. -".contains(&byte));
    let around = before(text, start, 40);
    let sentence = around.rsplit(['.', ';', '!', '?', '\n']).next();
    let opens = [
        "open", "opens", "opened", "opening", "closes", "close", "closed", "hours", "until",
    ];
    time && said.contains(':') && has_word(sentence.unwrap_or_default(), &opens)
}

/// Whether it is a day of every week, a month of every year, the title of guidance, a number of something, or a word of the field.
fn is_ordinary_talk(text: &str, (place, kind): ((usize, usize), Kind), plain: &Plain) -> bool {
    if plain.ages.iter().any(|group| is_within(place, *group)) || is_measure(text, place) {
        return true;
    }
    let whole = text.get(place.0..place.1).unwrap_or_default();
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
            words.all(comes_again) || is_guidance(text, place) || is_hours(text, place)
        }
        Kind::Age => is_numbered(text, place.0),
        Kind::Person | Kind::Practitioner | Kind::Place | Kind::Organisation => {
            words.all(|word| OF_THE_FIELD.contains(&word))
                || is_guidance(text, place)
                || is_short(whole)
                || plain
                    .conditions
                    .iter()
                    .any(|named| is_within(place, *named))
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
    let words = words_before(text, start);
    let mut words = words.iter().map(String::as_str);
    words
        .find(|word| !BETWEEN.contains(word) && !is_of_a_list(word))
        .is_some_and(|word| NUMBERED.contains(&word))
}

/// "Section 17, 20, 31 and 47".
fn is_of_a_list(word: &str) -> bool {
    matches!(word, "and" | "or" | "to") || word.bytes().all(|byte| byte.is_ascii_digit())
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

    fn taken(text: &str, said: &str, kind: Kind) -> Option<(Kind, Certainty)> {
        let start = text.find(said)?;
        let one = Supposed {
            start,
            end: start + said.len(),
            kind,
            score: 0.9,
            singles_out: true,
        };
        read(text, &one, &Plain::of(text)).map(|one| (one.kind, one.certainty))
    }

    #[test]
    fn ordinary_talk_is_left() {
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
            ("Black children wait longer.", "Black", Kind::Person),
            ("Muslim mothers were not asked.", "Muslim", Kind::Person),
            (
                "Gypsy, Roma and Traveller families wait.",
                "Gypsy",
                Kind::Group,
            ),
            (
                "Gypsy, Roma and Traveller families wait.",
                "Roma",
                Kind::Person,
            ),
            (
                "Gypsy, Roma and Traveller families wait.",
                "Traveller",
                Kind::Group,
            ),
            (
                "Somali families and Polish parents wait.",
                "Somali",
                Kind::Group,
            ),
            (
                "Somali families and Polish parents wait.",
                "Polish",
                Kind::Group,
            ),
            ("The ED letter came late.", "ED", Kind::Person),
            ("The DA lead rang.", "DA lead", Kind::Practitioner),
            ("Caseloads are high.", "Caseloads", Kind::Place),
            ("Help under S.17 ended.", "S.17", Kind::Organisation),
            ("16- and 17-year-olds wait.", "16", Kind::Address),
            ("16- and 17-year-olds wait.", "17-year-olds", Kind::Age),
            ("Care leavers aged 18 to 25 wait.", "25", Kind::Age),
            ("There is a 7-day visit rule.", "7", Kind::Age),
            ("There is a 7-day visit rule.", "day", Kind::Date),
            ("The 12-page form is long.", "12", Kind::Age),
            ("Under Section 17, 20, 31 and 47 they act.", "20", Kind::Age),
            ("It opens at 08:00 each day.", "08:00", Kind::Date),
            ("She had Menkes disease.", "Menkes", Kind::Person),
        ] {
            assert_eq!(taken(text, said, kind), None, "{text}");
        }
    }

    #[test]
    fn what_tells_more_is_not_left() {
        let sure = |kind| Some((kind, Certainty::Likely));
        let date = |said| taken("It was on Friday 5 July 2024.", said, Kind::Date);
        assert_eq!(date("Friday 5 July"), sure(Kind::Date));
        assert_eq!(date("July 2024"), sure(Kind::Date));
        assert_eq!(taken("She was 45 then.", "45", Kind::Age), sure(Kind::Age));
        let black = taken("A Black child waited longer.", "Black", Kind::Person);
        assert_eq!(black, Some((Kind::Group, Certainty::Asked)));
        assert_eq!(
            taken("Then Ed rang.", "Ed", Kind::Person),
            sure(Kind::Person)
        );
        let baby = taken("A 7-day-old baby was seen.", "7-day-old", Kind::Age);
        assert_eq!(baby, sure(Kind::Age));
        let named = taken("Then Mr Black rang.", "Black", Kind::Person);
        assert_eq!(named, sure(Kind::Person));
    }
}
