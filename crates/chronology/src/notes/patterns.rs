//! Patterns of words that tell of a kind of event where no phrase of a list does.

use super::acts::{COLLEAGUES, TOLD};
use super::clause::{has, near, place};
use super::whom::{KIN, PARTNERS};

/// "rang nursery", "spoken to the health visitor", "asked the GP": somebody who works with the family, not one of it.
pub(super) fn tells_colleague(flat: &str) -> bool {
    const LEADS: [&str; 20] = [
        "team",
        "deputy",
        "on-call",
        "practice",
        "supervising",
        "specialist",
        "class",
        "family",
        "the",
        "his",
        "her",
        "their",
        "our",
        "my",
        "a",
        "to",
        "with",
        "duty",
        "named",
        "allocated",
    ];
    const FAMILY_TELLS: [&str; 14] = [
        "mum",
        "mother",
        "dad",
        "father",
        "he",
        "she",
        "they",
        "parents",
        "child",
        "grandmother",
        "partner",
        "carer",
        "was",
        "has",
    ];
    TOLD.iter().any(|told| {
        let Some(at) = place(flat, told) else {
            return false;
        };
        let before = flat.get(..at).unwrap_or_default();
        let teller = before.split_whitespace().next_back().unwrap_or_default();
        let mut rest = flat.get(at + told.len()..).unwrap_or_default().trim_start();
        for _ in 0..3 {
            match rest.split_once(' ') {
                Some((lead, after)) if LEADS.contains(&lead) => rest = after,
                _ => break,
            }
        }
        let rest = format!(" {rest}");
        let heard = COLLEAGUES
            .iter()
            .any(|colleague| place(&rest, colleague) == Some(1));
        heard && (!FAMILY_TELLS.contains(&teller) || matches!(*told, "spoken to" | "spoken with"))
    })
}

/// "It was agreed to", "Agreed that": those who met, not a family that agreed to ring back.
pub(super) fn agrees(flat: &str) -> bool {
    const WHO: [&str; 8] = [
        "we agreed",
        "i agreed",
        "was agreed",
        "were agreed",
        "all agreed",
        "meeting agreed",
        "panel agreed",
        "professionals agreed",
    ];
    flat.starts_with(" agreed ") || (has(flat, &WHO) && has(flat, &["agreed to", "agreed that"]))
}

/// "Police had recovered him", "Unit at the address".
pub(super) fn police_act(flat: &str) -> bool {
    const THEY: [&str; 7] = [
        "police",
        "officers",
        "unit",
        "patrol",
        "pc",
        "pcs",
        "constable",
    ];
    const DO: [&str; 14] = [
        "attended",
        "attend",
        "recovered",
        "found",
        "came",
        "arrived",
        "arrive",
        "searched",
        "returned",
        "located",
        "visited",
        "responded",
        "scene",
        "address",
    ];
    const MOVE: [&str; 6] = ["went", "brought", "took", "removed", "spoke", "stopped"];
    near(flat, &THEY, &DO, 3)
        || near(flat, &["police", "officers"], &MOVE, 2)
        || has(
            flat,
            &["found by patrol", "found by police", "found by officers"],
        )
}

/// "was brought to the infirmary", "presented at A&E".
pub(super) fn goes_to_be_treated(flat: &str) -> bool {
    const GOES: [&str; 10] = [
        "took",
        "brought",
        "taken",
        "attended",
        "presented",
        "came",
        "seen",
        "admitted",
        "conveyed",
        "reviewed",
    ];
    const PLACES: [&str; 13] = [
        "dentist",
        "optician",
        "doctor",
        "orthodontist",
        "hospital",
        "a&e",
        "ed",
        "infirmary",
        "general",
        "ward",
        "surgery",
        "casualty",
        "uec",
    ];
    near(flat, &GOES, &PLACES, 6)
}

/// "nobody turned up", "neither parent came": not of a door that stayed shut.
pub(super) fn nobody_came(flat: &str) -> bool {
    const NOBODY: [&str; 4] = ["nobody", "neither", "none", "no-one"];
    const CAME: [&str; 4] = ["came", "attended", "turned", "arrived"];
    near(flat, &NOBODY, &CAME, 4) && !has(flat, &["door", "knocked"])
}

/// "copied this letter to the GP", "sent a copy to the school nurse".
pub(super) fn copies(flat: &str) -> bool {
    let copy = has(flat, &["a copy", "copies", "copy of this"]);
    has(flat, &["copied", "cc'd"]) || (copy && COLLEAGUES.iter().any(|one| has(flat, &[one])))
}

/// A meeting, and not one that is only counted from.
pub(super) fn is_meeting(flat: &str) -> bool {
    let other = near(
        flat,
        &[
            "last", "next", "since", "before", "previous", "until", "after",
        ],
        &["meeting"],
        3,
    );
    has(flat, &["meeting"]) && !other
}

/// "Letter posted", "put a card through the door": word left for a family.
pub(super) fn leaves_word(flat: &str) -> bool {
    const WORD: [&str; 10] = [
        "letter",
        "letters",
        "card",
        "note",
        "text",
        "texts",
        "sms",
        "message",
        "messages",
        "voicemail",
    ];
    const LEFT: [&str; 8] = [
        "sent",
        "posted",
        "left",
        "delivered",
        "issued",
        "put",
        "pushed",
        "wrote",
    ];
    let word = near(flat, &WORD, &LEFT, 3) || near(flat, &LEFT, &WORD, 4);
    word && !COLLEAGUES.iter().any(|colleague| has(flat, &[colleague]))
}

/// A call or a visit that nobody answered at the door.
pub(super) fn at_the_door(flat: &str) -> bool {
    has(
        flat,
        &[
            "at the door",
            "to the door",
            "knocked",
            "visit",
            "visited",
            "called at",
            "called round",
        ],
    )
}

/// "Vulnerable child form completed and sent".
pub(super) fn sends_a_form(flat: &str) -> bool {
    const FORMS: [&str; 6] = [
        "form",
        "notification",
        "referral",
        "alert",
        "submission",
        "marf",
    ];
    const SENT: [&str; 5] = ["sent", "submitted", "made", "completed", "raised"];
    near(flat, &FORMS, &SENT, 4) || near(flat, &["made", "submitted", "sent", "raised"], &FORMS, 7)
}

/// Weight, growth or attendance that went down.
pub(super) fn loses_weight(flat: &str) -> bool {
    const WHAT: [&str; 8] = [
        "sight",
        "hearing",
        "weight",
        "centile",
        "centiles",
        "growth",
        "attendance",
        "line",
    ];
    const FALLS: [&str; 8] = [
        "lost",
        "down",
        "below",
        "dropped",
        "fallen",
        "static",
        "faltering",
        "falling",
    ];
    near(flat, &FALLS, &WHAT, 7)
        || near(flat, &WHAT, &FALLS, 4)
        || has(flat, &["had lost", "has lost"])
}

/// "no shoes", "no stair gate": something that a child lacks, unless it is what nobody minds.
pub(super) fn lacks(flat: &str) -> bool {
    const FINE: [&str; 42] = [
        "concern",
        "concerns",
        "change",
        "changes",
        "issue",
        "issues",
        "problem",
        "problems",
        "injury",
        "injuries",
        "bruise",
        "bruises",
        "bruising",
        "mark",
        "marks",
        "evidence",
        "further",
        "reply",
        "response",
        "answer",
        "longer",
        "one",
        "date",
        "worries",
        "contact",
        "safeguarding",
        "sign",
        "signs",
        "allergies",
        "previous",
        "known",
        "need",
        "fixed",
        "pain",
        "follow-up",
        "action",
        "visible",
        "obvious",
        "apparent",
        "new",
        "other",
        "doubt",
    ];
    let words: Vec<&str> = flat.split_whitespace().collect();
    words.windows(2).any(|pair| {
        matches!(pair, ["no", what] if what.len() > 2 && !FINE.contains(what) && what.chars().all(char::is_alphabetic))
    })
}

/// "Let the social worker know", "school have written to say", "a nurse rang us": one who works with the family told another.
pub(super) fn lets_know(flat: &str) -> bool {
    const BODIES: [&str; 12] = [
        "school",
        "nursery",
        "tutor",
        "teacher",
        "surgery",
        "hospital",
        "college",
        "midwife",
        "police",
        "housing",
        "nurse",
        "placement",
    ];
    const WRITE: [&str; 8] = [
        "written", "wrote", "emailed", "e-mailed", "reported", "notified", "flagged", "informed",
    ];
    const LET: [&str; 3] = ["let", "letting", "lets"];
    let colleague = COLLEAGUES.iter().any(|one| has(flat, &[one]));
    (near(flat, &LET, &["know"], 5) && colleague) || near(flat, &BODIES, &WRITE, 3)
}

/// "The bedroom window was boarded", "mess on the kitchen floor": how a home was found.
pub(super) fn observes_home(flat: &str) -> bool {
    const HOME: [&str; 30] = [
        "bedroom",
        "kitchen",
        "bathroom",
        "hallway",
        "floor",
        "window",
        "windows",
        "curtains",
        "blinds",
        "mattress",
        "bedding",
        "sheet",
        "sheets",
        "cot",
        "fridge",
        "cupboards",
        "sink",
        "oven",
        "heating",
        "electric",
        "electricity",
        "meter",
        "carpet",
        "sofa",
        "rubbish",
        "bins",
        "bottles",
        "cans",
        "stairs",
        "lights",
    ];
    const FOUND: [&str; 14] = [
        "was", "were", "had", "full", "empty", "drawn", "down", "shut", "broken", "off", "wet",
        "bare", "covered", "blocked",
    ];
    const MESS: [&str; 6] = ["mess", "dirt", "faeces", "rubbish", "glass", "clutter"];
    near(flat, &HOME, &FOUND, 3) || near(flat, &MESS, &HOME, 5)
}

/// How somebody left, or was left.
const LEAVES: &[&str] = &[
    "walked out",
    "walked off",
    "stormed out",
    "stormed off",
    "left the room",
    "left site",
    "left the site",
    "left the classroom",
    "ran off",
    "ran out of",
    "overheard",
    "hid under",
    "sat under",
    "has not visited",
    "have not visited",
    "had not visited",
    "did not come back",
    "did not come home",
    "did not speak",
    "found alone",
    "boy alone",
    "girl alone",
    "child alone",
];

/// "stopped eating with the others", "would not take it off", "walked out", "sounded flat": how somebody behaved.
pub(super) fn behaves(flat: &str) -> bool {
    const SEEMS: [&str; 7] = [
        "sounded", "seemed", "appeared", "became", "looked", "was", "were",
    ];
    const HOW: [&str; 18] = [
        "flat",
        "low",
        "angry",
        "irritated",
        "annoyed",
        "agitated",
        "subdued",
        "confused",
        "muddled",
        "tired",
        "unwell",
        "guarded",
        "jumpy",
        "unsteady",
        "nervous",
        "shaky",
        "scruffy",
        "overdue",
    ];
    let words: Vec<&str> = flat.split_whitespace().collect();
    let stops = words
        .windows(2)
        .any(|pair| matches!(pair, ["stopped", what] if what.ends_with("ing") && what.len() > 5));
    let will_not = words.windows(3).any(|three| {
        matches!(three, [who, "would", "not"] | [_, who, "wouldn't"] if matches!(*who, "he" | "she" | "they" | "and" | "but"))
    });
    let asleep = near(flat, &["fell", "falls", "fallen", "found"], &["asleep"], 3);
    stops
        || will_not
        || asleep
        || has(flat, LEAVES)
        || near(flat, &SEEMS, &HOW, 3)
        || near(flat, &["are", "is"], &["overdue"], 2)
}

/// "I went to see", "popped in", "they came back on": somebody who works with the family and they met.
pub(super) fn meets(flat: &str) -> bool {
    const GO: [&str; 6] = ["went", "popped", "dropped", "called", "came", "come"];
    const TO_SEE: [&str; 6] = ["see", "in", "by", "find", "on", "over"];
    has(
        flat,
        &[
            "meet me",
            "meet us",
            "met me",
            "met us",
            "been out",
            "came to us",
            "came back to us",
            "they came back",
        ],
    ) || near(flat, &["went", "came", "gone", "come"], &["see", "find"], 2)
        || near(flat, &GO, &TO_SEE, 1)
}

/// What a police officer did, in an officer's own words.
pub(super) fn officer_acts(flat: &str) -> bool {
    const DID: [&str; 9] = [
        "sent", "attended", "went", "took", "used", "removed", "arrested", "searched", "spoke",
    ];
    near(flat, &["i", "we"], &DID, 2)
}

/// "They came back on 12 May", "when she came back": to a clinic or a class, not into the family's life.
pub(super) fn is_back_again(flat: &str) -> bool {
    let back = has(flat, &["came back", "come back", "comes back"]);
    let into = has(
        flat,
        &["to live", "home", "back in", "has come back", "to stay"],
    );
    let own = [KIN, PARTNERS]
        .iter()
        .any(|list| near(flat, list, &["came", "come", "comes"], 3));
    back && !into && !own
}
