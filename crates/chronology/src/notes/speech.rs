//! What somebody told, and who may have caused harm: always a question.

use model::chronology::EntryKind;

use super::clause::{flat, has, place};
use super::people::{Names, Subject, is_unknown_name, meant};

const SPEECH: [&str; 28] = [
    "said",
    "says",
    "told",
    "tells",
    "stated",
    "states",
    "alleged",
    "alleges",
    "disclosed",
    "confided",
    "asked me not",
    "asked staff not",
    "reported that",
    "reports that",
    "whispered",
    "explained",
    "described",
    "describes",
    "mentioned",
    "replied",
    "answered",
    "talked about",
    "spoke about",
    "opened up",
    "made a disclosure",
    "has shared that",
    "shared that",
    "wrote that",
];

/// Verbs and nouns of harm.
const HARM: &[&str] = &[
    "hit",
    "hits",
    "hitting",
    "hurt",
    "hurts",
    "hurting",
    "smack*",
    "slap*",
    "punch*",
    "kick*",
    "grab*",
    "push*",
    "chok*",
    "strangl*",
    "throttl*",
    "threaten*",
    "touched",
    "touches",
    "touching",
    "rape*",
    "asked for pictures",
    "sent pictures",
    "indecent",
    "pinch*",
    "locked",
    "get in trouble",
    "scared of",
    "afraid of",
    "frightened of",
    "beat*",
    "abuse*",
    "assault*",
    "groom*",
    "bites",
    "shook",
    "shaken",
    "burnt me",
    "burned me",
];

/// Harm that is told of as fact.
const DONE: &[&str] = &[
    "hit",
    "hits",
    "hitting",
    "smacked",
    "smacks",
    "slapped",
    "slaps",
    "punched",
    "punches",
    "kicked",
    "kicks",
    "strangled",
    "assaulted",
    "threatened",
    "threatens",
    "choked",
    "shook",
    "throw",
    "throws",
    "threw",
    "attacked",
    "attacks",
];

const WHO: &[&str] = &[
    "partner",
    "ex-partner",
    "boyfriend",
    "girlfriend",
    "husband",
    "wife",
    "stepdad",
    "stepfather",
    "step-dad",
    "stepmum",
    "dad",
    "daddy",
    "father",
    "mum",
    "mummy",
    "mother",
    "uncle",
    "aunt",
    "auntie",
    "cousin",
    "brother",
    "nan",
    "nanny",
    "grandad",
    "grandfather",
    "grandmother",
    "male",
    "man",
    "someone",
    "somebody",
    "carer",
    "lodger",
    "friend",
    "teacher",
    "coach",
    "lads",
    "boys",
    "gang",
    "boyfriend's",
    "partner's",
];

const HELD: &[&str] = &[
    "arrested",
    "detained",
    "charged with",
    "suspect",
    "suspected of",
    "perpetrator",
    "alleged perpetrator",
    "cautioned for",
];

const QUARRELS: &[&str] = &[
    "altercation",
    "domestic",
    "violence",
    "argument",
    "arguing",
    "assault*",
    "fighting",
    "fight",
];

const PARTNERS: &[&str] = &[
    "partner",
    "ex-partner",
    "boyfriend",
    "girlfriend",
    "husband",
    "wife",
    "stepfather",
    "stepdad",
    "male",
];

/// Where somebody begins to tell, in bytes of the flat text, if what they tell has to be asked: whatever a child told,
/// and what anybody told of harm.
pub(super) fn told(text: &str, names: &Names, before: Subject) -> Option<usize> {
    let words = flat(text);
    let mut at = SPEECH
        .iter()
        .filter_map(|verb| place(&words, verb).map(|at| (at, *verb)))
        .filter(|(at, _)| !is_passive(&words, *at))
        .collect::<Vec<_>>();
    at.sort_unstable();
    at.into_iter().find_map(|(at, verb)| {
        let after = words.get(at..).unwrap_or_default();
        let heard = words.get(..at).unwrap_or_default();
        let next = after.split_whitespace().skip(1).take(2);
        let quoted = text.contains(['"', '“', '‘', '\''])
            && matches!(verb, "said" | "says" | "replied" | "whispered" | "answered");
        let child_after = quoted && names_a_child_first(next, names);
        let asked = match speaker(text, heard, names, before) {
            _ if child_after => true,
            Subject::Child => true,
            Subject::Adult => verb == "disclosed" || has(&format!(" {after}"), HARM),
        };
        asked.then_some(at)
    })
}

/// "He has been hit before." after what he told: it may still be his account.
pub(super) fn goes_on(words: &str, kind: Option<EntryKind>) -> bool {
    const FIRST: [&str; 19] = [
        "he", "she", "they", "it", "dad", "daddy", "mum", "mummy", "mother", "father", "nan",
        "nanny", "uncle", "stepdad", "step-dad", "his", "her", "this", "once",
    ];
    let first = words.split_whitespace().next().unwrap_or_default();
    let of_life = matches!(
        kind,
        Some(EntryKind::Injury | EntryKind::Concern | EntryKind::FamilyEvent)
    );
    FIRST.contains(&first) && (of_life || has(words, HARM))
}

/// "... said Alfie".
fn names_a_child_first<'a>(mut words: impl Iterator<Item = &'a str>, names: &Names) -> bool {
    words.next().is_some_and(|word| names.has(word))
}

fn is_passive(words: &str, at: usize) -> bool {
    if words
        .get(at..)
        .is_some_and(|rest| rest.starts_with("described by"))
    {
        return true;
    }
    let before = words
        .get(..at)
        .unwrap_or_default()
        .split_whitespace()
        .next_back();
    matches!(before, Some("was" | "were" | "been" | "being" | "be"))
}

/// The nearest who is named before the verb; a pronoun is who it was before. A name that nobody has said anything
/// about may be a child's.
fn speaker(text: &str, heard: &str, names: &Names, before: Subject) -> Subject {
    const TITLES: [&str; 5] = ["mr", "mrs", "ms", "miss", "dr"];
    let words: Vec<&str> = heard.split_whitespace().collect();
    let quoted = text.contains(['"', '“', '‘', '\'']);
    for (at, word) in words.iter().enumerate().rev() {
        if quoted && matches!(*word, "i" | "we") {
            continue;
        }
        if matches!(*word, "he" | "she" | "they") {
            return before;
        }
        let titled = at.checked_sub(1).and_then(|before| words.get(before));
        if titled.is_some_and(|title| TITLES.contains(title)) {
            return Subject::Adult;
        }
        if let Some(subject) = meant(word, names) {
            return subject;
        }
        let last = at + 1 == words.len();
        if last
            && text
                .split_whitespace()
                .any(|own| is_unknown_name(own, names) && flat(own).trim() == *word)
        {
            return Subject::Child;
        }
    }
    before
}

/// Whether a clause suggests who may have caused harm.
pub(super) fn suggests_who(text: &str, disclosed: bool) -> bool {
    let words = flat(text);
    if is_held(&words) {
        return true;
    }
    let told = disclosed && has(&words, WHO);
    let quarrel = has(&words, QUARRELS) && has(&words, PARTNERS);
    told || quarrel || (has(&words, DONE) && has(&words, WHO))
}

/// Whether the police hold or suspect somebody.
pub(super) fn is_held(words: &str) -> bool {
    has(words, HELD) && !has(words, &["no suspect", "not arrested", "nobody arrested"])
}
