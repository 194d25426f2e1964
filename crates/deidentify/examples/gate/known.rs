//! 10,000 mentions of people, places and organisations of generated registers.

use std::collections::BTreeMap;

use deidentify::{Body, Certainty, Known, Options, Person, Register, Role, find};

use super::mistakes::{Dice, FORMS, Form, of_person, one_letter_wrong};

const MENTIONS: usize = 10_000;
/// A register has so many people, places and organisations.
const PEOPLE: usize = 12;
const BODIES: usize = 4;
/// A register is asked for so many mentions.
const EACH: usize = 50;

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

struct Lists {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    places: Vec<&'static str>,
    organisations: Vec<&'static str>,
    sentences: Vec<(&'static str, &'static str)>,
}

fn lists() -> Lists {
    Lists {
        given: lines(include_str!("given.txt")),
        family: lines(include_str!("family.txt")),
        places: lines(include_str!("places.txt")),
        organisations: lines(include_str!("organisations.txt")),
        sentences: lines(include_str!("sentences.txt"))
            .into_iter()
            .filter_map(|line| line.split_once('\t'))
            .collect(),
    }
}

struct Case {
    people: Vec<(&'static str, &'static str)>,
    places: Vec<&'static str>,
    organisations: Vec<&'static str>,
    register: Register,
}

fn case(lists: &Lists, dice: &mut Dice) -> Case {
    let people: Vec<_> = (0..PEOPLE)
        .map(|_| (dice.one(&lists.given), dice.one(&lists.family)))
        .collect();
    let places: Vec<_> = (0..BODIES).map(|_| dice.one(&lists.places)).collect();
    let organisations: Vec<_> = (0..BODIES)
        .map(|_| dice.one(&lists.organisations))
        .collect();
    let body = |name: &&str| Body {
        names: vec![(*name).to_owned()],
    };
    let known = Known {
        people: people
            .iter()
            .map(|(given, family)| Person {
                names: vec![format!("{given} {family}")],
                role: Role::Child,
                ..Person::default()
            })
            .collect(),
        places: places.iter().map(body).collect(),
        organisations: organisations.iter().map(body).collect(),
        ..Known::default()
    };
    let register = Register::new(&known);
    Case {
        people,
        places,
        organisations,
        register,
    }
}

#[derive(Default)]
struct Count {
    all: usize,
    found: usize,
    asked: usize,
}

/// Prints the figures; lists what was missed with `GATE_SHOWS` set to a number.
pub fn print() {
    let lists = lists();
    let mut dice = Dice::new(20_261_123);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut words, mut taken) = (0, 0);
    let mut missed = Vec::new();
    let mut standing = case(&lists, &mut dice);
    for at in 0..MENTIONS {
        if at % EACH == 0 {
            standing = case(&lists, &mut dice);
        }
        let (what, sentence) = lists.sentences[dice.below(lists.sentences.len())];
        let (before, name, after, form) = mention(what, &standing, &mut dice);
        let (head, tail) = sentence.split_once("{}").unwrap_or((sentence, ""));
        let text = format!("{head}{before}{name}{after}{tail}");
        let start = head.len() + before.len();
        let end = start + name.len();
        let findings = find(&text, &standing.register, &Options::default());
        let count = counts.entry(format!("{form:?} ({what})")).or_default();
        count.all += 1;
        let covered = |asked: bool| {
            text[start..end]
                .char_indices()
                .filter(|(_, letter)| letter.is_alphanumeric())
                .all(|(at, _)| {
                    findings.iter().any(|one| {
                        (asked || one.certainty > Certainty::Asked)
                            && one.start <= start + at
                            && start + at < one.end
                    })
                })
        };
        if covered(false) {
            count.found += 1;
        } else {
            count.asked += usize::from(covered(true));
            missed.push(format!("{form:?}: {text}"));
        }
        let others = ordinary_words(&text)
            .filter(|(from, to)| *to <= head.len() || *from >= end + after.len());
        for (from, to) in others {
            words += 1;
            let over = findings
                .iter()
                .any(|one| one.certainty > Certainty::Asked && one.start < to && from < one.end);
            taken += usize::from(over);
        }
    }
    show(&counts, &missed);
    println!(
        "ordinary words around them: {words}, left alone {:.4}",
        1.0 - ratio(taken, words)
    );
    ordinary_alone(&lists, &mut dice);
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn show(counts: &BTreeMap<String, Count>, missed: &[String]) {
    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
    println!(
        "\n## Known to the case: {} mentions",
        sum(|count| count.all)
    );
    for (form, count) in counts {
        println!(
            "{form}: {} of {} found ({:.4}), {} asked about",
            count.found,
            count.all,
            ratio(count.found, count.all),
            count.asked
        );
    }
    println!(
        "all: found {:.4}",
        ratio(sum(|count| count.found), sum(|count| count.all))
    );
    for line in missed.iter().take(40) {
        println!("  missed: {}", line.replace('\n', "\\n"));
    }
}

fn mention(what: &str, case: &Case, dice: &mut Dice) -> (&'static str, String, &'static str, Form) {
    let body = |list: &[&'static str], dice: &mut Dice| {
        let name = dice.one(list);
        match dice.below(5) {
            0 => (name.to_uppercase(), Form::Capitals),
            1 => (name.to_lowercase(), Form::Small),
            2 => {
                let words: Vec<&str> = name.split(' ').collect();
                let at = dice.below(words.len());
                let fits =
                    words[at].chars().all(char::is_alphabetic) && words[at].chars().count() >= 5;
                let wrong: Vec<String> = (0..)
                    .zip(&words)
                    .map(|(place, word)| {
                        if place == at && fits {
                            one_letter_wrong(word, dice)
                        } else {
                            (*word).to_owned()
                        }
                    })
                    .collect();
                (wrong.join(" "), Form::Misspelt)
            }
            3 => (name.replacen(' ', "\n", 1), Form::Spread),
            _ => (name.to_owned(), Form::Exact),
        }
    };
    match what {
        "l" => {
            let (name, form) = body(&case.places, dice);
            ("", name, "", form)
        }
        "o" => {
            let (name, form) = body(&case.organisations, dice);
            ("", name, "", form)
        }
        _ => {
            let (given, family) = case.people[dice.below(case.people.len())];
            let form = FORMS[dice.below(FORMS.len())];
            let mention = of_person(given, family, form, dice);
            (mention.before, mention.name, mention.after, mention.form)
        }
    }
}

/// Places of the words.
fn ordinary_words(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
}

/// Sentences without anybody of the register, full of words that are names too.
fn ordinary_alone(lists: &Lists, dice: &mut Dice) {
    let (mut words, mut taken) = (0, 0);
    let mut shown = Vec::new();
    for _ in 0..200 {
        let case = case(lists, dice);
        for text in lines(include_str!("ordinary.txt")) {
            let findings = find(text, &case.register, &Options::default());
            for (from, to) in ordinary_words(text) {
                words += 1;
                let over = findings.iter().any(|one| {
                    one.certainty > Certainty::Asked && one.start < to && from < one.end
                });
                taken += usize::from(over);
                if over {
                    shown.push(text[from..to].to_owned());
                }
            }
        }
    }
    shown.sort();
    shown.dedup();
    println!(
        "sentences of words that are names too: {words} words, left alone {:.4}; taken: {shown:?}",
        1.0 - ratio(taken, words)
    );
}
