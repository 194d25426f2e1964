//! Texts of the field, marked by hand.

use recogniser::{Found, Label, Recogniser};

/// Looked at while the templates were written, though nothing was learned from it.
const TEXTS: &str = include_str!("field.txt");

/// Its misses were not read; see what the file says of itself.
const UNSEEN: &str = include_str!("unseen.txt");

struct Marked {
    text: String,
    gold: Vec<(usize, usize, Label)>,
}

fn marked(source: &str) -> Marked {
    let mut out = Marked {
        text: String::new(),
        gold: Vec::new(),
    };
    let mut rest = source;
    while let Some((before, tail)) = rest.split_once('[') {
        out.text += before;
        let (inside, after) = tail.split_once(']').expect("a mark is closed");
        let (code, words) = inside
            .split_once(' ')
            .expect("a mark has a label and words");
        let label = Label::from_code(code).unwrap_or_else(|| panic!("no label is called {code}"));
        out.gold
            .push((out.text.len(), out.text.len() + words.len(), label));
        out.text += words;
        rest = after;
    }
    out.text += rest;
    out
}

fn texts(source: &str) -> Vec<Marked> {
    let body: Vec<&str> = source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    body.join("\n").split("\n---\n").map(marked).collect()
}

fn words(text: &str) -> Vec<(usize, usize)> {
    recogniser::tokens::tokens(text)
        .iter()
        .filter(|token| token.of(text).contains(char::is_alphanumeric))
        .map(|token| (token.start, token.end))
        .collect()
}

#[derive(Default)]
struct Counts {
    gold: usize,
    hidden: usize,
    plain: usize,
    alone: usize,
    wrong: Vec<String>,
}

fn count(marked: &Marked, found: &[Found], into: &mut Counts) {
    for word in words(&marked.text) {
        let is_gold = marked
            .gold
            .iter()
            .any(|(start, end, _)| *start < word.1 && word.0 < *end);
        let is_hidden = found
            .iter()
            .any(|f| f.label.identifies() && f.start < word.1 && word.0 < f.end);
        let around = marked.text.get(word.0..word.1).unwrap_or_default();
        match (is_gold, is_hidden) {
            (true, _) => {
                into.gold += 1;
                into.hidden += usize::from(is_hidden);
            }
            (false, _) => {
                into.plain += 1;
                into.alone += usize::from(!is_hidden);
            }
        }
        if is_gold != is_hidden {
            into.wrong.push(format!(
                "{}{around}",
                if is_gold { "missed " } else { "needless " }
            ));
        }
    }
}

fn measured(source: &str) -> Counts {
    let mut counts = Counts::default();
    for marked in texts(source) {
        let found = Recogniser::new().find(&marked.text);
        count(&marked, &found, &mut counts);
    }
    println!(
        "{} of {} marked words hidden, {} of {} others left alone",
        counts.hidden, counts.gold, counts.alone, counts.plain
    );
    println!("{}", counts.wrong.join("; "));
    counts
}

#[test]
fn names_and_facts_of_the_field_are_found_and_ordinary_words_left_alone() {
    for (source, least, most_needless) in [(TEXTS, 90, 3), (UNSEEN, 85, 4)] {
        let counts = measured(source);
        assert!(counts.gold > 100 && counts.plain > 400, "the set was read");
        let hidden = 100 * counts.hidden / counts.gold;
        assert!(hidden >= least, "{hidden}% of marked words hidden");
        let needless = 100 * (counts.plain - counts.alone) / counts.plain;
        assert!(
            needless <= most_needless,
            "{needless}% of ordinary words taken for something"
        );
    }
}

#[test]
fn a_text_without_anybody_in_it_is_left_alone() {
    let plain = "The health visitor and the school nurse held different parts of the story. Nobody asked who else lived in the home.";
    assert_eq!(Recogniser::new().find(plain), []);
}

#[test]
fn a_name_with_a_professional_title_is_a_practitioner() {
    let text = "The child was seen by Dr Hallworth on the ward with her mother, Kelly Hallworth.";
    let found = Recogniser::new().find(text);
    let label = |words: &str| {
        found
            .iter()
            .find(|f| text.get(f.start..f.end).is_some_and(|t| t.contains(words)))
            .map(|f| f.label)
    };
    assert_eq!(label("Dr Hallworth"), Some(Label::Practitioner));
    assert_eq!(label("Kelly"), Some(Label::Person));
}
