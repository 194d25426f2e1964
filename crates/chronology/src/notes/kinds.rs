//! Which words of the field tell of which kind of event. Order is precedence.

use super::acts::{
    AGENCIES_TELL, DECISION, INFORMED, MEETING, POLICE_ASIDE, POLICE_CALLS, POLICE_CAME, REFERRAL,
    TELLS,
};
use super::clause::{Index, has};
use super::patterns::{
    agrees, at_the_door, behaves, copies, goes_to_be_treated, is_back_again, is_meeting, lacks,
    leaves_word, lets_know, loses_weight, meets, nobody_came, observes_home, officer_acts,
    police_act, sends_a_form, tells_colleague,
};
use super::signs::{ASSESSMENT, CONTACT, FAMILY, FOUND, INJURY, OVERSIGHT, SHOWED, TREATED};
use super::tries::{ATTEMPTED, MISSED, NOT_SEEN};
use super::worries::CONCERN;
use model::chronology::EntryKind;
use std::sync::LazyLock;

/// What kind of record a document is, as far as its head and first words say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Record {
    /// Its subject is an adult.
    pub adult: bool,
    /// The police wrote it.
    pub police: bool,
    /// A surgery, clinic or hospital wrote it.
    pub medical: bool,
}

impl Record {
    /// From the flat head of a document.
    pub fn of(head: &str) -> Self {
        Self {
            adult: has(head, ADULT),
            police: has(head, POLICE),
            medical: has(head, MEDICAL),
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

/// Words of an adult whose own appointment it was, in the record of a child.
const WHOSE_OWN: &[&str] = &[
    "mum",
    "mother",
    "dad",
    "father",
    "mr",
    "mrs",
    "ms",
    "miss",
    "parents",
    "parent",
    "partner",
    "carer",
    "own",
    "grandmother",
];

const POLICE: &[&str] = &[
    "police",
    "incident log",
    "reporting officer",
    "constabulary",
    "pc",
    "pcs",
    "dc",
    "sgt",
    "sergeant",
];

/// Records of those who treat and examine.
const MEDICAL: &[&str] = &[
    "surgery",
    "medical centre",
    "medical practice",
    "health centre",
    "hospital",
    "emergency department",
    "paediatric*",
    "gp",
    "gp partner",
    "consultant",
    "outpatient*",
    "optometrist",
    "dental practice",
];

/// How whoever treats or examines says that they saw somebody.
const SAW: &[&str] = &[
    "was seen",
    "were seen",
    "seen by",
    "i saw",
    "we saw",
    "saw",
    "examined",
    "consulted",
    "reviewed",
];

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
    let lists = INDEX.found(flat);
    let is = |list: usize| lists & (1 << list) != 0;
    let back = has(flat, &["did not come back", "did not come home"]);
    if (is(0) && !back) || nobody_came(flat) {
        return Some(missed(flat, record, about_adult));
    }
    let kind = acts(flat, record, &is).or_else(|| signs(flat, &is));
    let met = matches!(kind, None | Some(EntryKind::Contact));
    if met && record.medical && has(flat, SAW) && !has(flat, &["home", "school", "health visitor"])
    {
        return Some(EntryKind::Attendance);
    }
    kind
}

/// Of a flat clause that says that somebody was not there: a child who was not brought, or an adult who was not seen.
pub(super) fn missed(flat: &str, record: Record, about_adult: bool) -> EntryKind {
    let brought = has(
        flat,
        &["not brought", "wnb", "failed to bring", "did not bring"],
    );
    let adult = record.adult || has(flat, WHOSE_OWN);
    if about_adult && adult && !brought {
        EntryKind::NotSeen
    } else {
        EntryKind::NotBrought
    }
}

/// What agencies did; `is` says whether words of a list of [`LISTS`] stand there.
fn acts(flat: &str, record: Record, is: &impl Fn(usize) -> bool) -> Option<EntryKind> {
    let attempted = is(2);
    let police =
        ((is(3) || police_act(flat)) && !is(4)) || (record.police && (is(5) || officer_acts(flat)));
    let agreed = agrees(flat);
    let rules = [
        (
            is(1) || flat.ends_with(" not in ") || (attempted && at_the_door(flat)),
            EntryKind::NotSeen,
        ),
        (copies(flat), EntryKind::InformationShared),
        (sends_a_form(flat), EntryKind::Referral),
        (
            (attempted && !has(flat, &["rang out of"])) || leaves_word(flat),
            EntryKind::AttemptedContact,
        ),
        (police, EntryKind::PoliceAttendance),
        (is(6) && is(7) && is(8), EntryKind::Injury),
        (
            (is(9) && !has(flat, &["incomplete", "outstanding"])) || goes_to_be_treated(flat),
            EntryKind::Attendance,
        ),
        (is(10) && !agreed, EntryKind::Meeting),
        ((is(11) && !wishes(flat)) || agreed, EntryKind::Decision),
        (is(12), EntryKind::Referral),
        (
            is(13) || (is(14) && is(15)) || tells_colleague(flat) || lets_know(flat),
            EntryKind::InformationShared,
        ),
    ];
    first(&rules)
}

/// "Wants the case closed": what somebody asks for is not decided.
fn wishes(flat: &str) -> bool {
    has(
        flat,
        &["wants", "wanted", "asking for", "would like", "requests"],
    )
}

/// What was seen, treated or worried about.
fn signs(flat: &str, is: &impl Fn(usize) -> bool) -> Option<EntryKind> {
    let rules = [
        (is(8), EntryKind::Injury),
        (is(16) && !is_back_again(flat), EntryKind::FamilyEvent),
        (is(17), EntryKind::Assessment),
        (
            is(18) || loses_weight(flat) || behaves(flat),
            EntryKind::Concern,
        ),
        (is(19), EntryKind::Oversight),
        (is_meeting(flat), EntryKind::Meeting),
        (lacks(flat) || observes_home(flat), EntryKind::Concern),
        ((is(20) || meets(flat)) && !is(4), EntryKind::Contact),
    ];
    first(&rules)
}

fn first(rules: &[(bool, EntryKind)]) -> Option<EntryKind> {
    rules.iter().find(|(fits, _)| *fits).map(|(_, kind)| *kind)
}

/// Sentences that say what a note is for, or ask for something.
pub(super) fn is_no_event(flat: &str) -> bool {
    const STARTS: [&str; 16] = [
        " could we ",
        " could you ",
        " can we ",
        " can you ",
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
        " i have reviewed the records ",
        " i have no information ",
    ];
    STARTS.iter().any(|start| flat.starts_with(start))
}
