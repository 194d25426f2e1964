//! Which words of the field tell of which kind of event. Order is precedence.

use super::acts::{
    AGENCIES_TELL, ATTEMPTED, COLLEAGUES, DECISION, INFORMED, MEETING, MISSED, NOT_SEEN,
    POLICE_ASIDE, POLICE_CALLS, POLICE_CAME, REFERRAL, TELLS, TOLD,
};
use super::clause::{Index, has, place};
use super::signs::{
    ASSESSMENT, CONCERN, CONTACT, FAMILY, FOUND, INJURY, OVERSIGHT, SHOWED, TREATED,
};
use model::chronology::EntryKind;
use std::sync::LazyLock;

/// What kind of record a document is, as far as its head and first words say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Record {
    /// Its subject is an adult.
    pub adult: bool,
    /// The police wrote it.
    pub police: bool,
}

impl Record {
    /// From the flat head of a document.
    pub fn of(head: &str) -> Self {
        Self {
            adult: has(head, ADULT),
            police: has(head, POLICE),
        }
    }
}

const ADULT: &[&str] = &[
    "antenatal",
    "midwife*",
    "midwifery",
    "maternity",
    "probation",
    "offender",
    "keyworker",
    "recovery",
    "tenan*",
    "adult mental",
    "substance",
    "drug and alcohol",
    "housing",
    "idva",
];

const POLICE: &[&str] = &["police", "incident log", "officer", "constabulary", "pc"];

/// The lists in which words are looked up, each by its place here.
const LISTS: [&[&str]; 21] = [
    MISSED,
    NOT_SEEN,
    ATTEMPTED,
    POLICE_CAME,
    POLICE_ASIDE,
    POLICE_CALLS,
    FOUND,
    SHOWED,
    INJURY,
    TREATED,
    MEETING,
    DECISION,
    REFERRAL,
    INFORMED,
    AGENCIES_TELL,
    TELLS,
    FAMILY,
    ASSESSMENT,
    CONCERN,
    OVERSIGHT,
    CONTACT,
];

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(&LISTS));

/// The kind of event that a flat clause tells of, or nothing.
pub(super) fn kind(flat: &str, record: Record, about_adult: bool) -> Option<EntryKind> {
    let found = INDEX.found(flat);
    let bits = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]
    .map(|place: u64| found & (1 << place) != 0);
    let [
        missed,
        not_seen,
        attempted,
        police_came,
        police_aside,
        police_calls,
        examined,
        showed,
        injury,
        treated,
        meeting,
        decision,
        referral,
        informed,
        agencies,
        tells,
        family,
        assessment,
        concern,
        oversight,
        contact,
    ] = bits;
    if missed {
        return Some(if about_adult {
            EntryKind::NotSeen
        } else {
            EntryKind::NotBrought
        });
    }
    let police = (police_came && !police_aside) || (record.police && police_calls);
    let rules: [(bool, EntryKind); 15] = [
        (not_seen, EntryKind::NotSeen),
        (attempted, EntryKind::AttemptedContact),
        (police, EntryKind::PoliceAttendance),
        (examined && showed && injury, EntryKind::Injury),
        (treated, EntryKind::Attendance),
        (meeting, EntryKind::Meeting),
        (decision, EntryKind::Decision),
        (referral, EntryKind::Referral),
        (
            informed || (agencies && tells) || tells_colleague(flat),
            EntryKind::InformationShared,
        ),
        (injury, EntryKind::Injury),
        (family, EntryKind::FamilyEvent),
        (assessment, EntryKind::Assessment),
        (concern, EntryKind::Concern),
        (oversight, EntryKind::Oversight),
        (contact, EntryKind::Contact),
    ];
    rules
        .into_iter()
        .find(|(fits, _)| *fits)
        .map(|(_, kind)| kind)
}

/// "rang nursery", "spoken to the health visitor".
fn tells_colleague(flat: &str) -> bool {
    TOLD.iter().any(|told| {
        let rest = place(flat, told).and_then(|at| flat.get(at + told.len()..));
        rest.is_some_and(|rest| {
            COLLEAGUES
                .iter()
                .any(|colleague| place(rest, colleague) == Some(1))
        })
    })
}

/// Bodies and people that information goes to.
const RECIPIENTS: &[&str] = &[
    "designated safeguarding lead",
    "children's social care",
    "children's services",
    "social care",
    "on-call paediatric team",
    "paediatric team",
    "health visitor",
    "social worker",
    "local authority",
    "wider team",
    "head of year",
    "school nurse",
    "specialist midwife",
    "midwife",
    "front door",
    "duty team",
    "duty desk",
    "mash",
    "dsl",
    "idva",
    "gp",
    "police",
    "nursery",
    "school",
    "manager",
    "probation",
    "housing",
    "camhs",
];

/// To whom a flat clause says that something went.
pub(super) fn recipient(flat: &str) -> Option<&'static str> {
    RECIPIENTS
        .iter()
        .copied()
        .find(|recipient| has(flat, &[recipient]))
}

/// Sentences that say what a note is for, or ask for something.
pub(super) fn is_no_event(flat: &str) -> bool {
    const STARTS: [&str; 10] = [
        " logging ",
        " flagging ",
        " recording ",
        " i am writing ",
        " we are writing ",
        " please ",
        " we would like ",
        " i would be grateful ",
        " thank you ",
        " thanks ",
    ];
    STARTS.iter().any(|start| flat.starts_with(start))
}
