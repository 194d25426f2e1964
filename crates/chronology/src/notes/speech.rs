//! What somebody told, and who may have caused harm: always a question.

use model::chronology::EntryKind;

use super::clause::{flat, has, place};
use super::people::{Names, Subject, is_adult_name, is_unknown_name, meant, subject};
use super::whom::{KIN, PARTNERS, STAFF, TITLES};
use super::{alleged, suspected};

const SPEECH: [&str; 46] = [
    "said",
    "says",
    "told",
    "tells",
    "stated",
    "states",
    "alleged",
    "alleges",
    "disclosed",
    "discl'd",
    "disc'd",
    "rptd",
    "stating",
    "volunteered",
    "added",
    "commented",
    "remarked",
    "recalled",
    "recounted",
    "revealed that",
    "insisted",
    "claimed",
    "claims",
    "murmured",
    "muttered",
    "blurted",
    "let slip",
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
    "throw*",
    "threw",
    "drag*",
    "squeez*",
    "smash*",
    "pulls",
    "pulled her",
    "pulled him",
    "shak*",
    "shout*",
    "holds",
    "held down",
    "pinned",
    "whip*",
    "belt",
    "spit*",
    "spat",
    "knife",
    "weapon",
    "force*",
    "made him",
    "made her",
    "kill*",
    "bit",
    "scream*",
    "undress*",
    "kiss*",
    "naked",
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
    "pushed",
    "pushes",
    "grabbed",
    "grabs",
    "punching",
    "kicking",
    "dragged",
    "bit",
    "pulled",
];

/// Who else than kin and partners may have done harm.
const OTHERS: &[&str] = &[
    "cousin",
    "brother",
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
    "males",
    "men",
    "granddad",
    "ex",
    "step-mum",
    "step-father",
    "dad's",
    "mum's",
    "uncle's",
    "father's",
    "mother's",
    "brother's",
    "babysitter",
    "stranger",
    "woman",
    "sister",
    "foster carer",
    "adult",
    "adults",
    "older boy*",
    "older girl*",
    "older lad*",
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
    "caution for",
    "convicted of",
    "conviction for",
    "convictions for",
    "wanted for",
    "charged",
    "on bail for",
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
    "row",
    "dispute",
];

/// Where somebody begins to tell, in bytes of the flat text, if what they tell has to be asked: whatever a child told,
/// and what anybody told of harm.
pub(super) fn told(text: &str, names: &Names, before: Subject) -> Option<usize> {
    let words = flat(text);
    let mut at = SPEECH
        .iter()
        .filter_map(|verb| place(&words, verb).map(|at| (at, *verb)))
        .filter(|(at, verb)| !is_passive(&words, *at) && !is_no_answer(text, &words, *at, verb))
        .collect::<Vec<_>>();
    at.sort_unstable();
    at.into_iter()
        .find_map(|(at, verb)| {
            let after = words.get(at..).unwrap_or_default();
            let heard = words.get(..at).unwrap_or_default();
            let next = after.split_whitespace().skip(1).take(2);
            let quoted = text.contains(['"', '“', '‘', '\''])
                && matches!(verb, "said" | "says" | "replied" | "whispered" | "answered");
            let child_after = quoted && names_a_child_first(next, names);
            let asked = match speaker(text, heard, names, before) {
                _ if child_after || (heard.trim().is_empty() && begins_to_tell(after, names)) => {
                    true
                }
                Subject::Child => true,
                Subject::Adult => is_disclosed(verb) || has(&format!(" {after}"), HARM),
            };
            asked.then_some(at)
        })
        .or_else(|| own_words(text, names, before))
}

/// Where words in quotation marks begin in which a child speaks of itself, whatever verb leads to them: in bytes of the flat text. Where
/// nothing leads to them they are a child's, unless what follows says that an adult spoke: "…" – Tyler to TA.
fn own_words(text: &str, names: &Names, before: Subject) -> Option<usize> {
    const FIRST: [&str; 7] = ["i", "i'm", "i've", "me", "my", "we", "us"];
    let (heard, quoted) = text.split_once(['"', '“'])?;
    let (quoted, after) = quoted.split_once(['"', '”'])?;
    let own = flat(quoted)
        .split_whitespace()
        .any(|word| FIRST.contains(&word));
    let leads = !heard.trim().is_empty();
    let child = if leads {
        subject(heard, names, before) == Subject::Child
    } else {
        follows_a_child(after, names, before)
    };
    (own && child).then(|| flat(heard).trim_end().len())
}

/// Who spoke, by the words after a quotation that nothing leads to: "– Tyler to TA", "(mother)".
fn follows_a_child(after: &str, names: &Names, before: Subject) -> bool {
    let words = flat(after);
    let mut words = words.split_whitespace().filter(|word| *word != "-");
    words.next().map_or(before == Subject::Child, |first| {
        meant(first, names) != Some(Subject::Adult)
    })
}

fn is_disclosed(verb: &str) -> bool {
    matches!(verb, "disclosed" | "discl'd" | "disc'd")
}

/// Whether words tell of harm.
pub(super) fn tells_of_harm(text: &str) -> bool {
    has(&flat(text), HARM)
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

/// "Says he fell", "Told me that": nobody is named before it, so it may be the child of the document. "Told the social
/// worker about it" is what the author did.
fn begins_to_tell(after: &str, names: &Names) -> bool {
    let mut words = after.split_whitespace();
    let told = words.next() == Some("told");
    let me = matches!(words.next(), Some("me" | "us" | "staff"));
    (told && me) || (names.any() && !told)
}

/// "... said Alfie".
fn names_a_child_first<'a>(mut words: impl Iterator<Item = &'a str>, names: &Names) -> bool {
    words.next().is_some_and(|word| names.has(word))
}

/// "Nobody answered", "did not answer": of a door or a telephone, not of what somebody told.
fn is_no_answer(text: &str, words: &str, at: usize, verb: &str) -> bool {
    let before = words
        .get(..at)
        .unwrap_or_default()
        .split_whitespace()
        .next_back();
    let nobody = matches!(before, Some("nobody" | "one" | "not" | "never" | "nor"));
    let after = words.get(at..).unwrap_or_default();
    let quoted = text.contains(['"', '“', '‘', '\'']);
    verb == "answered" && (nobody || !(quoted || after.starts_with("answered that ")))
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
    let words: Vec<&str> = heard.split_whitespace().collect();
    let quoted = text.contains(['"', '“', '‘', '\'']);
    // Staff may only be whom it was told to, and others whom it was about: "she drew a man in a hat and said".
    let mut adult = false;
    if let [.., teller, "who"] = words.as_slice()
        && meant(teller, names) == Some(Subject::Adult)
    {
        return Subject::Adult;
    }
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
        let subject = meant(word, names);
        let far = at + 1 < words.len();
        if subject == Some(Subject::Adult) && (far || STAFF.contains(word)) {
            adult = true;
            continue;
        }
        if let Some(subject) = subject {
            return subject;
        }
        let last = at + 1 == words.len();
        let unknown = |own: &str| is_unknown_name(own, names) || alleged::is_initials(own);
        if last
            && text
                .split_whitespace()
                .any(|own| unknown(own) && flat(own).trim() == *word)
        {
            return Subject::Child;
        }
    }
    if adult { Subject::Adult } else { before }
}

/// Whether a clause suggests who may have caused harm.
pub(super) fn suggests_who(text: &str, disclosed: bool, names: &Names) -> bool {
    let words = flat(text);
    if is_held(&words) {
        return true;
    }
    let told = disclosed
        && (names_somebody(&words) || (has(&words, HARM) && tells_of_a_name(text, &words, names)));
    let quarrel = has(&words, QUARRELS) && (has(&words, PARTNERS) || has(&words, &["male"]));
    told || quarrel
        || does_harm(text, &words, names)
        || suspected::place_of(&words, names).is_some()
}

/// "Dad smacked Robin": a person and the harm that they did, told as fact, or alleged of somebody who is named.
pub(super) fn does_harm(text: &str, words: &str, names: &Names) -> bool {
    (has(words, DONE) && names_somebody(words)) || alleged::says_who(text, names)
}

/// Whether words name somebody who may have done harm.
fn names_somebody(words: &str) -> bool {
    [KIN, PARTNERS, OTHERS].iter().any(|list| has(words, list))
}

/// Whether somebody who is called by a name, and is no child of the document, stands in what was told.
fn tells_of_a_name(text: &str, words: &str, names: &Names) -> bool {
    let told = SPEECH.iter().filter_map(|verb| place(words, verb)).min();
    let before = words.get(..told.unwrap_or(0)).unwrap_or_default();
    let heard = before.split_whitespace().count();
    text.split_whitespace()
        .skip(heard + 1)
        .any(|word| is_adult_name(word, names))
}

/// Whether the police hold or suspect somebody.
pub(super) fn is_held(words: &str) -> bool {
    has(words, HELD) && !has(words, &["no suspect", "not arrested", "nobody arrested"])
}
