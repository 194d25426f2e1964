//! How much text is read in a second on one core.

use std::time::Instant;

use deidentify::{Known, Options, Person, Register, find, find_with};

use super::folds::supposed;

const SENTENCES: &str = include_str!("sentences.txt");
const ORDINARY: &str = include_str!("ordinary.txt");

/// Prints the figures.
pub fn print() {
    let people = include_str!("given.txt")
        .lines()
        .zip(include_str!("family.txt").lines().rev());
    let known = Known {
        people: people
            .take(40)
            .map(|(given, family)| Person {
                names: vec![format!("{given} {family}")],
                identifiers: vec!["943 476 5919".to_owned()],
                ..Person::default()
            })
            .collect(),
        ..Known::default()
    };
    let register = Register::new(&known);
    let options = Options::default();
    let facts = "On 4 March 2024 the worker rang 020 7946 0000 about the child, aged 3, of 12 Orchard Lane, LS8 2AB.\n";
    let page = format!("{SENTENCES}{ORDINARY}{facts}").replace("{}", "Amelia Tattersall");
    let text = page.repeat(2_000_000 / page.len());
    let before = Instant::now();
    let count = text.len() / page.len();
    let mut found = 0;
    for _ in 0..count {
        found += find(&page, &register, &options).len();
    }
    println!(
        "\n## Speed, one core\nregister and patterns, page by page: {:.2} MB a second ({found} findings)",
        rate(before.elapsed().as_secs_f64(), page.len() * count)
    );
    let before = Instant::now();
    let found = find(&text, &register, &options).len();
    println!(
        "register and patterns, one long text: {:.2} MB a second ({found} findings)",
        rate(before.elapsed().as_secs_f64(), text.len())
    );
    names_apart((&page, count), known);
    let before = Instant::now();
    for _ in 0..20 {
        let mut naming = options.names.start(&register);
        let _ = find_with(&page, &register, &options, &supposed(&page), &mut naming);
    }
    println!(
        "with the recogniser: {:.3} MB a second",
        rate(before.elapsed().as_secs_f64(), page.len() * 20)
    );
}

/// Names taken apart by a hyphen, spelt out and with figures: what the walk over the letters alone costs where it finds something
/// in every sentence.
fn names_apart((page, count): (&str, usize), mut known: Known) {
    let apart = "Ame-lia T a t t e r s a l l and Tatt3rsall";
    let page = page.replace("Amelia Tattersall", apart);
    known.people.push(Person {
        names: vec!["Amelia Tattersall".to_owned()],
        ..Person::default()
    });
    let (register, options) = (Register::new(&known), Options::default());
    let before = Instant::now();
    let mut found = 0;
    for _ in 0..count {
        found += find(&page, &register, &options).len();
    }
    println!(
        "register and patterns, names taken apart: {:.2} MB a second ({found} findings)",
        rate(before.elapsed().as_secs_f64(), page.len() * count)
    );
}

fn rate(seconds: f64, bytes: usize) -> f64 {
    bytes as f64 / 1e6 / seconds
}
