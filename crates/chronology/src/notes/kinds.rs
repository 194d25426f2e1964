//! Which words of the field tell of which kind of event. Order is precedence.

use std::sync::LazyLock;

use model::chronology::EntryKind;

use super::clause::{Index, has, place};

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
    "antenatal", "midwife*", "midwifery", "maternity", "probation", "offender", "keyworker",
    "recovery", "tenan*", "adult mental", "substance", "drug and alcohol", "housing", "idva",
];
const POLICE: &[&str] = &["police", "incident log", "officer", "constabulary", "pc"];

const MISSED: &[&str] = &[
    "did not attend", "didn't attend", "dna", "dna'd", "not brought", "wnb", "failed to attend",
    "failed to bring", "missed his appointment*", "missed her appointment*",
    "missed their appointment*", "missed an appointment", "missed appointment*", "missed the appointment",
    "was missed", "were missed", "no show", "no-show", "non-attendance", "did not turn up", "failed to arrive",
    "did not arrive",
];
const NOT_SEEN: &[&str] = &[
    "no access", "no answer at the door", "no reply at the door", "nobody in", "no one in",
    "nobody home", "no one home", "not at home", "could not be seen", "not seen", "refused entry",
    "would not let", "could not gain entry", "unable to gain entry", "no answer to the door",
];
const ATTEMPTED: &[&str] = &[
    "letter sent", "letters sent", "letters were sent", "reminder letter*",
    "letter to", "text message*", "texts sent", "left a message", "message left", "left a voicemail",
    "voicemail", "no reply", "no response", "no answer", "unsuccessful", "could not be reached",
    "could not reach", "unable to reach", "unable to contact", "number not available",
    "attempts to", "attempted to call", "tried to call", "tried to ring", "tried to reach",
    "tried to contact", "call not returned", "went to voicemail", "rang out", "letter was sent",
];
const MEETING: &[&str] = &[
    "strategy meeting", "strategy discussion", "conference", "core group", "child in need meeting",
    "cin meeting", "professionals meeting", "professionals' meeting", "meeting with", "meeting held",
    "meeting was held", "meeting took place", "team around the family meeting", "tac meeting",
    "taf meeting", "network meeting", "huddle", "marac", "planning meeting", "review meeting",
    "legal planning", "met with",
];
const DECISION: &[&str] = &[
    "decided", "it was agreed", "was agreed", "we agreed", "i agreed", "agreed on", "agreed to hold", "agreed to close",
    "step up", "stepped up", "step down", "stepped down",
    "case closed", "closed the case", "closed to", "no further action", "nfa", "declined",
    "no arrests", "no arrest", "bailed", "threshold", "decision", "refused consent", "withdrew consent",
];
const REFERRAL: &[&str] = &[
    "referral made", "referral has been made", "referral was made", "referral sent",
    "referral submitted", "referral was sent", "made a referral", "made a safeguarding referral",
    "referred to", "re-referred", "referral to", "concern form sent", "marf", "referral completed",
    "referral has been sent", "notification submitted", "requesting an assessment",
];
const INFORMED: &[&str] = &[
    "informed", "notified", "notifying", "informing", "passed to", "passed on", "escalating",
    "escalated", "handed over to", "copied to", "shared with", "shared my", "shared our",
    "shared information", "shared this", "manager was told", "dsl was told", "reported to the",
    "made aware", "alerted",
];
/// Who else works with the family.
const COLLEAGUES: &[&str] = &[
    "school", "the school", "nursery", "the nursery", "gp", "the gp", "health visitor",
    "the health visitor", "social worker", "the social worker", "duty*", "social care",
    "children's social care", "children's services", "mash", "the mash", "police", "the police",
    "head of year", "dsl", "the dsl", "designated safeguarding lead", "midwife", "the midwife",
    "idva", "school nurse", "the school nurse", "class teacher", "probation", "housing",
    "the duty*", "the children's services*", "consultant", "paediatrician", "the named nurse",
];
const TOLD: &[&str] = &[
    "spoken to", "spoken with", "spoke to", "spoke with", "discussed with", "rang", "phoned",
    "telephoned", "called", "emailed", "told", "wrote to", "contacted", "advised",
];
const AGENCIES_TELL: &[&str] = &[
    "school has", "nursery has", "gp has", "police have", "health visitor has", "social worker has",
    "school had", "school told us", "nursery told us",
];
const TELLS: &[&str] = &["mentioned", "reported", "advised", "told us", "let us know", "raised", "said", "flagged"];
const POLICE_CAME: &[&str] = &[
    "officers attended", "officers arrive", "officers arrived", "officers attend", "police attended",
    "police were called", "police came", "police arrived", "police called to", "officers were called",
    "attended by police",
];
const POLICE_CALLS: &[&str] = &["call from", "call to this address", "call received", "999 call", "call to the address"];
const FOUND: &[&str] = &["x-ray", "ct", "mri", "scan", "skeletal survey", "examination", "medical"];
const SHOWED: &[&str] = &["showed", "shows", "found", "confirmed", "revealed", "identified"];
const TREATED: &[&str] = &[
    "attended ed", "attended a&e", "attended the emergency", "attended hospital", "attended the surgery",
    "attended clinic", "attended the clinic", "attended accident", "admitted", "discharged from", "discharged home",
    "was discharged", "seen in surgery", "seen in clinic", "seen in ed", "seen in a&e", "seen by the gp",
    "seen by gp", "seen on the ward", "dressed the wound", "treated", "placed in a cast", "plaster cast",
    "in a cast", "x-ray", "taken to hospital", "booked late", "booking appointment", "on scene",
    "reviewed in clinic", "taken by ambulance", "was examined", "sutured", "stitches", "immunis*",
    "emergency department", "walk-in centre",
];
const INJURY: &[&str] = &[
    "bruise", "bruises", "bruised", "bruising", "burn", "burns", "burnt", "scald*", "fracture*",
    "graze", "grazes", "grazed", "split lip", "swollen", "swelling", "black eye", "injury", "injuries",
    "bite mark*", "haemorrhage", "scratch", "scratches", "laceration*", "wound", "healing mark",
    "red mark*", "second mark", "mark on", "marks on", "cut to", "cut on", "cuts on", "cutting her", "cutting his",
    "self-harm*", "fell off", "fell down", "fell out", "rolled out", "rolled off", "overdose",
];
const FAMILY: &[&str] = &[
    "moved to", "moved in", "moved out", "moved back", "moved house", "the move", "new partner",
    "came back", "come back", "has returned", "living with", "told to leave", "separated",
    "left the home", "go with grandmother", "go with", "gone to stay", "went to stay", "stay with",
    "staying with", "gave birth", "was born", "died", "evicted", "eviction", "released from prison",
    "lost his job", "lost her job", "pregnant", "got married", "leave the home",
];
const CONTACT: &[&str] = &[
    "visited", "home visit", "visit to", "visit on", "visit attempted", "visit", "seen at home", "seen alone", "seen in school",
    "seen at school", "were seen", "was seen", "children seen", "seen with", "seen", "session",
    "rang", "phoned", "telephoned", "called at", "reported as instructed", "spoke to", "spoke with",
    "spoken to", "spoken with", "drop-in", "came in to", "attended with", "attended her", "attended his",
    "attended the appointment", "let us in", "presented with",
];
const ASSESSMENT: &[&str] = &[
    "assessed", "assessment completed", "assessment was completed", "assessment began",
    "assessment started", "was assessed", "risk assessment", "screening tool", "graded care profile",
];
const OVERSIGHT: &[&str] = &["supervision", "management oversight", "manager reviewed", "case audit"];
const CONCERN: &[&str] = &[
    "hungry", "unwashed", "dirty", "unkempt", "smelly", "withdrawn", "very quiet", "watchful",
    "flinched", "tearful", "crying", "late", "absent", "truant*", "smelt of", "smelled of", "drunk",
    "intoxicated", "under the influence", "no food", "no beds", "no bed", "no heating", "no electricity",
    "wet nappy", "soiled", "nappy rash", "head lice", "altercation", "argument", "arguing", "shouting",
    "banging", "screaming", "tested positive", "not been at nursery", "not been at school",
    "not been in school", "at home on a school day", "stopped taking", "low in mood", "headaches",
    "worried about", "worry about", "no explanation", "inconsistent", "left alone", "left with", "unsupervised",
    "too thin", "agitated", "weight loss", "lost weight", "losing weight", "failure to thrive", "faltering growth",
    "missing from", "went missing", "reported missing", "without a coat", "no coat", "was cold", "mould", "mouldy",
    "broken", "cannabis", "controlling", "frightened", "scared", "sexualised", "suicid*", "underweight", "no lunch",
    "not eating", "asleep in class", "falling asleep", "cluttered", "rats", "hazard*",
];

/// The lists in which words are looked up, each by its place here.
const LISTS: [&[&str]; 21] = [
    MISSED, NOT_SEEN, ATTEMPTED, POLICE_CAME, POLICE_ASIDE, POLICE_CALLS, FOUND, SHOWED, INJURY, TREATED, MEETING,
    DECISION, REFERRAL, INFORMED, AGENCIES_TELL, TELLS, FAMILY, ASSESSMENT, CONCERN, OVERSIGHT, CONTACT,
];

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(&LISTS));

/// Words after which the police are only mentioned.
const POLICE_ASIDE: &[&str] = &[
    "before officers", "until officers", "when officers", "before police", "until police", "when police",
];

/// The kind of event that a flat clause tells of, or nothing.
pub(super) fn kind(flat: &str, record: Record, about_adult: bool) -> Option<EntryKind> {
    let found = INDEX.found(flat);
    let bits = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]
    .map(|place: u64| found & (1 << place) != 0);
    let [
        missed, not_seen, attempted, police_came, police_aside, police_calls, examined, showed, injury, treated,
        meeting, decision, referral, informed, agencies, tells, family, assessment, concern, oversight, contact,
    ] = bits;
    if missed {
        return Some(if about_adult { EntryKind::NotSeen } else { EntryKind::NotBrought });
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
        (informed || (agencies && tells) || tells_colleague(flat), EntryKind::InformationShared),
        (injury, EntryKind::Injury),
        (family, EntryKind::FamilyEvent),
        (assessment, EntryKind::Assessment),
        (concern, EntryKind::Concern),
        (oversight, EntryKind::Oversight),
        (contact, EntryKind::Contact),
    ];
    rules.into_iter().find(|(fits, _)| *fits).map(|(_, kind)| kind)
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
    "designated safeguarding lead", "children's social care", "children's services", "social care",
    "on-call paediatric team", "paediatric team", "health visitor", "social worker", "local authority",
    "wider team", "head of year", "school nurse", "specialist midwife", "midwife", "front door", "duty team",
    "duty desk", "mash", "dsl", "idva", "gp", "police", "nursery", "school", "manager", "probation",
    "housing", "camhs",
];

/// To whom a flat clause says that something went.
pub(super) fn recipient(flat: &str) -> Option<&'static str> {
    RECIPIENTS.iter().copied().find(|recipient| has(flat, &[recipient]))
}

/// Sentences that say what a note is for, or ask for something.
pub(super) fn is_no_event(flat: &str) -> bool {
    const STARTS: [&str; 10] = [
        " logging ", " flagging ", " recording ", " i am writing ", " we are writing ", " please ",
        " we would like ", " i would be grateful ", " thank you ", " thanks ",
    ];
    STARTS.iter().any(|start| flat.starts_with(start))
}
