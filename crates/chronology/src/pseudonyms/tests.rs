#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::collections::BTreeSet;

use model::case::FactsStand;
use model::chronology::{EntryKind, Recorded, ShareStands};
use model::{Date, Id as _, Instant, UncertainDate};
use proptest::prelude::*;

use super::words::words;
use super::*;

fn id(number: u8) -> RecordId {
    RecordId::make(Instant::from_microseconds(1_000_000), [number; 10])
}

fn known(number: u8, called: Called, names: &[&str]) -> Known {
    Known {
        id: id(number),
        called,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        also: Vec::new(),
        described: false,
    }
}

fn family() -> Vec<Known> {
    let mother = Called::As("Mother".to_owned());
    vec![
        known(1, Called::Child, &["Tyler Oakfield", "Ty"]),
        known(2, Called::Child, &["Wren Oakfield"]),
        known(3, mother, &["Heather Oakfield-Marsh"]),
        known(4, Called::Adult, &["Zoë van der Berg"]),
        Known {
            described: true,
            ..known(5, Called::Child, &["Boy in the red coat"])
        },
    ]
}

fn entry(text: &str) -> Entry {
    Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, text)
}

fn about(known: Option<RecordId>, called: &str) -> Person {
    Person {
        known,
        called: Sensitive(called.to_owned()),
    }
}

fn replaced(text: &str) -> String {
    Pseudonyms::new(&family(), []).replaced(text)
}

#[test]
fn each_name_has_one_replacement_whatever_its_form() {
    for (text, expected) in [
        ("Tyler was seen.", "Child A was seen."),
        ("TYLER's teacher", "Child A's teacher"),
        ("tyler’s and ‘Ty’", "Child A’s and ‘Child A’"),
        ("Ty\u{AD}ler", "Child A"),
        ("Tyler2, tyler_x", "Child A2, Child A_x"),
        ("Tyler Oakfield's sister Wren", "Child A's sister Child B"),
        ("TylerOakfield", "Child A"),
        ("the Oakfields’ door", "the [family name]’ door"),
        ("Mrs Oakfield", "Mrs [family name]"),
        ("Heather Oakfield-Marsh", "Mother"),
        ("Heather Oakfield Marsh rang", "Mother rang"),
        ("Ms Marsh", "Ms Mother"),
        (
            "Zoe Van der Berg; Zoë; Zoe\u{308}",
            "Adult 1; Adult 1; Adult 1",
        ),
        ("Mr Berg", "Mr Adult 1"),
        ("A van. Der Tag.", "A van. Der Tag."),
        (
            "He saw Tyler. Oakfield was shut.",
            "He saw Child A. [family name] was shut.",
        ),
        ("The boy in the red coat ran", "The Child C ran"),
        ("the boy, his red coat", "the boy, his red coat"),
        (
            "Tylers, wrenches, Wrenfield",
            "Child A, wrenches, Wrenfield",
        ),
        ("Tyler'll come", "Child A'll come"),
        ("", ""),
    ] {
        assert_eq!(replaced(text), expected, "{text}");
    }
}

#[test]
fn a_place_is_replaced_by_its_whole_name_and_its_words_stay() {
    let school = || Called::Place("School".to_owned());
    let mut all = family();
    all.push(known(6, school(), &["Tallow Lane Primary School"]));
    let mut about_it = entry("Seen at school.");
    about_it.about = vec![about(None, "tallow lane primary school")];
    let made = Pseudonyms::new(&all, [&about_it]);
    for (text, expected) in [
        (
            "at TALLOW LANE PRIMARY SCHOOL with Tyler",
            "at School with Child A",
        ),
        (
            "a primary school in Tallow Lane",
            "a primary school in Tallow Lane",
        ),
    ] {
        assert_eq!(made.replaced(text), expected);
    }
    assert_eq!(made.of(id(6)), Some("School"));
    assert_eq!(made.entry(&about_it).about[0].called.0, "School");

    all.push(known(7, school(), &["Wick Hill"]));
    let made = Pseudonyms::new(&all, []);
    assert_eq!(made.replaced("from Wick Hill"), "from School 2");
}

#[test]
fn people_are_counted_in_their_order_and_relation_words_alone_are_not() {
    let father = || Called::As("Father".to_owned());
    let mut all = family();
    all.push(known(6, father(), &["Ash Ford"]));
    all.push(known(7, father(), &["Bay Glen"]));
    let made = Pseudonyms::new(&all, []);
    let called: Vec<&str> = all.iter().filter_map(|one| made.of(one.id)).collect();
    assert_eq!(
        called,
        [
            "Child A", "Child B", "Mother", "Adult 1", "Child C", "Father 1", "Father 2"
        ]
    );
    assert_eq!(made.of(id(9)), None);
    let all = [1, 26, 27, 52, 53, 702, 703].map(letters);
    assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn a_name_that_ends_in_brackets_leaves_none_of_them() {
    let all = [known(1, Called::Child, &["Tyler Oakfield (Ty)"])];
    let made = Pseudonyms::new(&all, []);
    assert_eq!(
        made.replaced("Tyler Oakfield (Ty) was met."),
        "Child A was met."
    );
}

#[test]
fn whoever_an_entry_is_about_is_on_record_too() {
    let mut one = entry("Kev and Tyler left. The lodger stayed. Rosa rang the mum.");
    one.about = vec![
        about(None, "Kev Oakfield"),
        about(None, "mum"),
        about(Some(id(1)), "Tyler B"),
        about(Some(id(3)), "Auntie Rosa"),
        about(None, "Tyler's lodger"),
        about(Some(id(8)), "Kev's partner"),
    ];
    let made = Pseudonyms::new(&family(), [&one]);
    let copy = made.entry(&one);
    assert_eq!(
        copy.text.0,
        "Person 1 and Child A left. The lodger stayed. Mother rang the mum."
    );
    let called: Vec<&str> = copy.about.iter().map(|one| one.called.0.as_str()).collect();
    assert_eq!(
        called,
        [
            "Person 1 [family name]",
            "mum",
            "Child A",
            "Mother",
            "Child A's lodger",
            "Person 1's partner"
        ]
    );
    assert!(copy.about.iter().all(|one| one.known.is_none()));
}

#[test]
fn names_that_stand_elsewhere_are_learned_and_take_nobodys_name() {
    let mut made = Pseudonyms::new(&family(), []);
    made.learn("Ines Marsh", Some("School nurse"));
    made.learn("Wren Otter", None);
    made.learn("social worker", Some("Never used"));
    assert_eq!(
        made.replaced("Ines told Ms Marsh of Wren and Otter"),
        "School nurse told Ms [family name 1] of Child B and Person 1"
    );
}

#[test]
fn a_family_name_alone_is_nobodys_where_several_may_bear_it() {
    let mut one = entry("The mother, Ms Harding, rang. Tyler Harding was with Mr Harding.");
    one.about = vec![about(None, "Tyler Harding"), about(None, "Ms Harding")];
    let made = Pseudonyms::new(&[], [&one, &one]);
    assert_eq!(
        made.replaced(&one.text.0),
        "The mother, Ms [family name], rang. Person 1 was with Mr [family name]."
    );
    let all = [known(1, Called::Child, &["Tyler Harding"])];
    let made = Pseudonyms::new(&all, [&one]);
    assert_eq!(
        made.replaced(&one.text.0),
        "The mother, Ms [family name], rang. Child A was with Mr [family name]."
    );
    let mut two = entry("");
    two.about = vec![about(None, "Kev Stone"), about(None, "Lee Stone")];
    let made = Pseudonyms::new(&[], [&two]);
    assert_eq!(
        made.replaced("Kev Stone and Lee rang. Mr Stone is not in."),
        "Person 1 and Person 2 rang. Mr [family name] is not in."
    );
}

#[test]
fn a_title_is_no_name() {
    let mut one = entry("Ms Lamb rang Dr Patel. Ms and Dr are written so.");
    one.about = vec![about(None, "Ms Lamb"), about(None, "Dr Patel")];
    let made = Pseudonyms::new(&[], [&one]);
    assert_eq!(
        made.replaced(&one.text.0),
        "Ms Person 1 rang Dr Person 2. Ms and Dr are written so."
    );
}

#[test]
fn other_spellings_are_theirs_and_what_is_noted_with_them_is_not() {
    let mut all = family();
    all[1].also = vec![
        "Birdie".to_owned(),
        "says Heather Oakfield".to_owned(),
        "W".to_owned(),
        "wren ofield".to_owned(),
    ];
    let made = Pseudonyms::new(&all, []);
    assert_eq!(
        made.replaced("Birdie, W or Ofield says Heather Oakfield heard Wren"),
        "Child B, Child B or Child B says Mother [family name] heard Child B"
    );
}

#[test]
fn scripts_without_spaces_are_searched_too() {
    let all = [known(1, Called::Child, &["王小明", "🦊"])];
    let made = Pseudonyms::new(&all, []);
    assert_eq!(
        made.replaced("昨天王小明来了 🦊"),
        "昨天Child A来了 Child A"
    );
}

/// An entry that names somebody everywhere.
fn everywhere(name: &str) -> Entry {
    let words = || Sensitive(format!("Then {name} came, and {name}'s bag"));
    let mut one = entry("");
    one.date_words = words();
    one.text = words();
    one.about = vec![about(None, name), about(Some(id(1)), name)];
    one.present = vec![words()];
    one.response = words();
    one.outcome = words();
    one.voice = words();
    one.comment = words();
    one.recorded = Recorded {
        on: Some(UncertainDate::UNKNOWN),
        by_role: words(),
        system: words(),
    };
    one.shared = vec![Shared {
        agency: Some("agency".to_owned()),
        with: words(),
        on: UncertainDate::UNKNOWN,
        stands: ShareStands::Proposed,
    }];
    one.checked = vec![Checked {
        role: words(),
        who: words(),
        on: Date::new(2026, 11, 24).unwrap(),
        says: FactsStand::NotRight,
        what: words(),
        words: words(),
        earlier: false,
    }];
    one.source = Some(Source {
        document: None,
        file: words(),
        page: Some(2),
        paragraph: None,
        start: 1,
        end: 9,
        words: words(),
    });
    one
}

/// Words that stand in the place of names or around them here.
const OURS: &[&str] = &[
    "child", "adult", "mother", "person", "family", "shared", "name", "then", "came", "and", "bag",
    "known", "agency",
];

fn a_name() -> impl Strategy<Value = String> {
    let part = "[A-Za-zÀ-ÖØ-öø-ÿ]{2,7}('[a-z]{2,4})?";
    prop::collection::vec(part, 1..4)
        .prop_flat_map(|parts| {
            prop::sample::select(vec![" ", "-", "  "]).prop_map(move |gap| parts.join(gap))
        })
        .prop_filter("not a word of ours", |name| {
            // "Child A's" would be one of them.
            let of_a_label = |word: &str| word.len() == 2 && word.ends_with('s');
            let ours = |word: &str| OURS.contains(&word) || is_everyday(word) || of_a_label(word);
            words(name).iter().all(|word| {
                let small = |form: &words::Form| {
                    let text = &form.text;
                    ours(text) || is_no_part(text, (0, 2)) || is_no_part(text, (1, 3))
                };
                !word.forms.iter().any(small)
            })
        })
}

/// A name as somebody types it in a text.
fn typed(name: &str, how: usize) -> String {
    match how % 6 {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => format!("{name}'s"),
        3 => format!("({name})."),
        4 => format!("“{}’s”", name.to_lowercase()),
        _ => name
            .split([' ', '-'])
            .next_back()
            .unwrap_or_default()
            .to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_on_record_is_left(
        names in prop::collection::vec(a_name(), 1..6),
        filler in prop::collection::vec("[a-z]{1,6}[.,!]?", 0..8),
        how in prop::collection::vec(0_usize..6, 1..12),
    ) {
        let all: Vec<Known> = names
            .iter()
            .zip(1..)
            .map(|(name, number)| known(number, Called::Child, &[name]))
            .collect();
        let made = Pseudonyms::new(&all, []);
        let mut text = filler.join(" ");
        for (place, how) in how.iter().enumerate() {
            text.push(' ');
            text.push_str(&typed(&names[place % names.len()], *how));
        }
        let left = made.replaced(&text);
        let parts: BTreeSet<String> = names
            .iter()
            .flat_map(|name| words(name).into_iter().map(|word| word.name))
            .collect();
        for word in words(&left) {
            for form in &word.forms {
                prop_assert!(!parts.contains(&form.text), "{:?} of {text:?} in {left:?}", form.text);
            }
        }
    }

    #[test]
    fn an_entry_has_no_name_anywhere_and_the_stored_one_is_as_it_was(name in a_name()) {
        let all = [known(1, Called::Child, &[&name])];
        let stored = everywhere(&name);
        let before = stored.clone();
        let made = Pseudonyms::new(&all, [&stored]);
        let copy = made.entry(&stored);
        prop_assert!(stored == before);
        let printed = serde_json::to_string(&copy).unwrap();
        let parts: Vec<String> = words(&name).into_iter().map(|word| word.name).collect();
        for text in [
            &copy.date_words.0, &copy.text.0, &copy.about[0].called.0, &copy.about[1].called.0,
            &copy.present[0].0, &copy.response.0, &copy.outcome.0, &copy.voice.0, &copy.comment.0,
            &copy.recorded.by_role.0, &copy.recorded.system.0, &copy.shared[0].with.0,
            &copy.checked[0].role.0, &copy.checked[0].who.0, &copy.checked[0].what.0,
            &copy.checked[0].words.0,
            &copy.source.as_ref().unwrap().file.0, &copy.source.as_ref().unwrap().words.0,
        ] {
            for word in words(text) {
                prop_assert!(word.forms.iter().all(|form| !parts.contains(&form.text)), "{text:?}");
            }
        }
        let whole = format!("{name}'s bag");
        prop_assert!(!printed.contains(&whole));
        // What is no text of somebody's stays.
        prop_assert_eq!(copy.shared[0].agency.as_deref(), Some("agency"));
        let place = copy.source.as_ref().map(|one| (one.page, one.start, one.end));
        prop_assert_eq!(place, Some((Some(2), 1, 9)));
        prop_assert_eq!(made.replaced(&copy.text.0), copy.text.0.clone());
    }
}

#[test]
fn a_month_that_is_a_name_stays_where_it_is_part_of_a_date() {
    let people = [
        known(1, Called::Child, &["Will May"]),
        known(2, Called::Child, &["Summer Oakfield"]),
    ];
    let all = Pseudonyms::new(&people, []);
    for text in [
        "3 May 2025",
        "3rd of May",
        "May 2025",
        "Seen on 14 May, and 1 May 2024.",
        "summer 2024 to 4 MAY 2025",
    ] {
        assert_eq!(all.replaced(text), text);
    }
    for (text, without) in [
        ("May was not seen.", "Child A was not seen."),
        (
            "2 children: May and Summer",
            "2 children: Child A and Child B",
        ),
        ("She told May's aunt.", "She told Child A's aunt."),
        ("On 3 May Will May fell.", "On 3 May Child A fell."),
    ] {
        assert_eq!(all.replaced(text), without);
    }
}
