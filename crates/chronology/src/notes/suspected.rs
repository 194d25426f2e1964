//! Who may have caused harm where nobody told of it: a partner who was reported, a man who was heard shouting.

use super::clause::has;
use super::people::Names;
use super::whom::{CHILDREN, KIN, PARTNERS};

/// Who else beside partners is often suspected.
const OTHERS: &[&str] = &[
    "male",
    "males",
    "man",
    "men",
    "uncle",
    "carer",
    "lodger",
    "ex",
    "step-father",
    "step-mum",
];

/// What is done to a child or at home, and what is said of whoever may have done it, after whoever it is.
const ACTS: &[&str] = &[
    "was reported",
    "were reported",
    "is reported",
    "been reported",
    "reported to have",
    "reported for",
    "was suspected",
    "were suspected",
    "is suspected",
    "been suspected",
    "was accused",
    "is accused",
    "been accused",
    "accused of",
    "was alleged",
    "is alleged",
    "alleged to have",
    "thought to have",
    "believed to have",
    "shouted",
    "shouts",
    "shouting",
    "yelled",
    "yelling",
    "screamed",
    "screaming",
    "swore",
    "swearing",
    "hit",
    "hits",
    "hitting",
    "struck",
    "shook",
    "shakes",
    "shaking",
    "shaken",
    "threw",
    "throws",
    "throwing",
    "thrown",
    "smashed",
    "smashing",
    "punch*",
    "kicked",
    "kicks",
    "kicking",
    "slap*",
    "smack*",
    "shov*",
    "pushed",
    "pushing",
    "grabbed",
    "grabbing",
    "dragged",
    "dragging",
    "strangl*",
    "throttl*",
    "choked",
    "choking",
    "threaten*",
    "assault*",
    "attacked",
    "attacking",
    "hurting",
    "beating",
    "was violent",
    "became violent",
    "been violent",
    "was aggressive",
    "became aggressive",
    "been aggressive",
];

/// The same after a parent or grandparent, of whom notes say much else.
const ACTS_OF_KIN: &[&str] = &[
    "reported to have",
    "was suspected",
    "is suspected",
    "been suspected",
    "accused of",
    "alleged to have",
    "thought to have",
    "believed to have",
    "shouted at",
    "shouting at",
    "screamed at",
    "screaming at",
];

/// Within how many words after whoever it is.
const WITHIN: usize = 6;

/// Words that join what happened to who may have done it.
const JOINTS: &[&str] = &[
    "after",
    "following",
    "because",
    "when",
    "where",
    "while",
    "as",
    "that",
    "involving",
];

/// Words that belong to whoever comes next, and say nothing without them.
const LEADS: &[&str] = &[
    "a",
    "an",
    "the",
    "her",
    "his",
    "their",
    "another",
    "unknown",
    "unidentified",
    "adult",
    "male",
    "new",
    "older",
    "young",
    "former",
    "mum's",
    "mother's",
    "dad's",
    "father's",
    "mum",
    "mother",
    "and",
    "but",
    "or",
    "with",
    "by",
    "from",
    "of",
    "to",
    "who",
    "which",
];

/// Whether a word of a flat text is one for somebody who is often suspected.
fn is_often(word: &str) -> bool {
    PARTNERS.contains(&word) || OTHERS.contains(&word)
}

/// Where somebody stands, as a number of words, of whom a flat text says that they did or may have done harm.
pub(super) fn place_of(flat: &str, names: &Names) -> Option<usize> {
    let words: Vec<&str> = flat.split_whitespace().collect();
    words.iter().enumerate().position(|(at, word)| {
        let who = word.strip_suffix("'s").unwrap_or(word);
        let acts = match (is_often(who), KIN.contains(&who)) {
            (true, _) => ACTS,
            (false, true) => ACTS_OF_KIN,
            (false, false) => return false,
        };
        let is_child = |next: &&&str| CHILDREN.contains(*next) || names.has(next);
        let rest = words.iter().skip(at + 1).take(WITHIN);
        let rest: Vec<&str> = rest.take_while(|next| !is_child(next)).copied().collect();
        let rest = format!(" {} ", rest.join(" "));
        has(&rest, acts) && !has(&rest, &["reported missing"])
    })
}

/// How many words of a flat text stand before it says who, as in "A verbal altercation" before "between the mother and a male
/// partner"; `None` where it begins with them.
pub(super) fn words_before(flat: &str, names: &Names) -> Option<usize> {
    let words: Vec<&str> = flat.split_whitespace().collect();
    let who = place_of(flat, names).or_else(|| words.iter().position(|word| is_often(word)))?;
    let before = words.get(..who)?;
    let end = before
        .iter()
        .position(|word| *word == "between")
        .or_else(|| before.iter().rposition(|word| JOINTS.contains(word)))
        .unwrap_or(who);
    let own = words.get(..end)?;
    let leads = own.iter().rev().take_while(|word| LEADS.contains(word));
    let count = end - leads.count();
    (count > 0).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::super::clause::flat;
    use super::super::people::Names;
    use super::{place_of, words_before};

    #[test]
    fn whoever_did_or_may_have_done_harm_is_found() {
        let names = Names::default();
        for text in [
            "A male partner was reported to have shouted",
            "Her partner was shouting in the hall",
            "The boyfriend threw a plate",
            "Mum's boyfriend had been shaking the baby",
            "The stepfather was suspected of it",
            "An adult male was heard shouting",
            "An unknown man was hitting the door",
            "Her ex-partner kicked the door in",
            "The carer slapped her",
            "His uncle was reported by a neighbour",
            "Dad was shouting at him at the gate",
        ] {
            assert!(place_of(&flat(text), &names).is_some(), "{text}");
        }
        for text in [
            "Attended with her partner throughout",
            "The foster carer reported him missing",
            "He was collected by an uncle who smelt of alcohol",
            "A neighbour reported hearing a woman scream",
            "Mum shouted from the kitchen that tea was ready",
            "Her partner brought the child, who screamed",
        ] {
            assert_eq!(place_of(&flat(text), &names), None, "{text}");
        }
    }

    #[test]
    fn what_happened_stands_before_who() {
        let names = Names::default();
        let before = |text: &str| {
            let words = flat(text);
            let count = words_before(&words, &names)?;
            let before: Vec<&str> = words.split_whitespace().take(count).collect();
            Some(before.join(" "))
        };
        for (text, expected) in [
            (
                "A verbal altercation between the mother, Ms Harding, and a male partner was reported",
                Some("a verbal altercation"),
            ),
            (
                "Police attended on 18 February after an altercation between mum and her ex-partner",
                Some("police attended on 18 february after an altercation"),
            ),
            (
                "Officers attended the flat after a neighbour rang that a man was shouting",
                Some("officers attended the flat after a neighbour rang"),
            ),
            (
                "Mother was seen at home with her partner, who was shouting",
                Some("mother was seen at home"),
            ),
            ("A male partner was reported to have shouted", None),
        ] {
            assert_eq!(before(text).as_deref(), expected, "{text}");
        }
    }
}
