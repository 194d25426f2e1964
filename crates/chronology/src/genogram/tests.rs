#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use model::{Id as _, Instant};
use proptest::prelude::*;

use super::*;

fn id(number: u8) -> RecordId {
    RecordId::make(Instant::from_microseconds(1_000_000), [number; 10])
}

fn person(number: u8) -> Person {
    Person {
        id: id(number),
        sign: Sign::Circle,
        of_review: number == 1,
        died: false,
    }
}

fn people(numbers: impl IntoIterator<Item = u8>) -> Vec<Person> {
    numbers.into_iter().map(person).collect()
}

fn bond(from: u8, kind: TieKind, to: u8) -> Bond {
    Bond {
        from: id(from),
        kind,
        to: id(to),
        ended: false,
    }
}

fn at(drawn: &Genogram, number: u8) -> Placed {
    let mut all = drawn.people.iter();
    *all.find(|one| one.person.id == id(number)).unwrap()
}

/// A child, mother, father, grandmother, brother.
fn family() -> (Vec<Person>, Vec<Bond>) {
    let bonds = vec![
        bond(2, TieKind::Mother, 1),
        bond(3, TieKind::Father, 1),
        bond(2, TieKind::Partner, 3),
        bond(4, TieKind::Mother, 2),
        bond(5, TieKind::Sibling, 1),
        bond(2, TieKind::Mother, 5),
    ];
    (people(1..=5), bonds)
}

#[test]
fn generations_are_rows_and_couples_stand_side_by_side() {
    let (people, bonds) = family();
    let drawn = genogram(&people, &bonds);
    let y = |number| at(&drawn, number).y;
    assert!(y(4) < y(2) && y(2) < y(1));
    assert!((y(2) - y(3)).abs() < 0.1 && (y(1) - y(5)).abs() < 0.1);
    let apart = (at(&drawn, 2).x - at(&drawn, 3).x).abs();
    assert!((apart - PLACE).abs() < 0.1, "{apart}");
    assert!(drawn.width >= PLACE && drawn.height >= ROW * 3.0);
}

#[test]
fn a_child_hangs_from_the_middle_of_its_parents() {
    let (people, bonds) = family();
    let drawn = genogram(&people, &bonds);
    let middle = f64::midpoint(at(&drawn, 2).x, at(&drawn, 3).x);
    let descents: Vec<&Line> = drawn
        .lines
        .iter()
        .filter(|one| one.kind == LineKind::Descent)
        .collect();
    assert_eq!(descents.len(), 3, "one for each child and for the mother");
    let child = at(&drawn, 1);
    let to_child = |line: &&&Line| (line.points.last().unwrap().0 - child.x).abs() < 0.1;
    let line = descents.iter().find(to_child).unwrap();
    assert!((line.points[0].0 - middle).abs() < 0.1);
    let siblings = drawn.lines.iter();
    let mut siblings = siblings.filter(|one| one.kind == LineKind::Siblings);
    assert!(siblings.next().is_none(), "their mother says it already");
}

#[test]
fn what_is_over_is_drawn_as_over() {
    let people = people(1..=2);
    for (kind, ended) in [(TieKind::Partner, true), (TieKind::FormerPartner, false)] {
        let bond = Bond {
            ended,
            ..bond(1, kind, 2)
        };
        let drawn = genogram(&people, &[bond]);
        assert_eq!(drawn.lines.len(), 1);
        assert!(drawn.lines[0].ended);
    }
    let lasts = genogram(&people, &[bond(1, TieKind::Married, 2)]);
    assert!(!lasts.lines[0].ended);
}

#[test]
fn somebody_with_two_partners_stands_between_them() {
    let bonds = [
        bond(1, TieKind::Partner, 2),
        bond(1, TieKind::FormerPartner, 3),
    ];
    let drawn = genogram(&people(1..=3), &bonds);
    let x = |number| at(&drawn, number).x;
    let order = [x(2).min(x(3)), x(1), x(2).max(x(3))];
    assert!(order[0] < order[1] && order[1] < order[2], "{order:?}");
}

#[test]
fn nobody_is_drawn_into_a_home_in_which_they_do_not_live() {
    let home = id(9);
    let lives = |number| Bond {
        to: home,
        ..bond(number, TieKind::LivesAt, 9)
    };
    let mut bonds = vec![
        bond(1, TieKind::Sibling, 2),
        bond(2, TieKind::Sibling, 3),
        lives(1),
        lives(3),
    ];
    let inside = |drawn: &Genogram, number: u8| {
        let one = at(drawn, number);
        let mut homes = drawn.homes.iter();
        homes.any(|home| {
            (home.x..home.x + home.w).contains(&one.x) && (home.y..home.y + home.h).contains(&one.y)
        })
    };
    let drawn = genogram(&people(1..=3), &bonds);
    assert!(inside(&drawn, 1) && inside(&drawn, 3) && !inside(&drawn, 2));
    bonds.push(lives(2));
    let drawn = genogram(&people(1..=3), &bonds);
    assert_eq!(drawn.homes.len(), 1, "one outline around all");
    for bond in &mut bonds {
        bond.ended = true;
    }
    let drawn = genogram(&people(1..=3), &bonds);
    assert!(drawn.homes.is_empty());
}

#[test]
fn contradictions_are_all_drawn_and_nobody_is_lost() {
    let bonds = [
        bond(2, TieKind::Mother, 1),
        bond(1, TieKind::Mother, 2),
        bond(3, TieKind::Father, 1),
        bond(4, TieKind::Father, 1),
        bond(7, TieKind::Mother, 1),
    ];
    let drawn = genogram(&people(1..=5), &bonds);
    assert_eq!(drawn.people.len(), 5);
    let descents = drawn.lines.iter();
    let descents = descents.filter(|one| one.kind == LineKind::Descent);
    assert_eq!(descents.count(), 4, "who is not there is left out");
    let nothing = genogram(&[], &[]);
    assert!(nothing.people.is_empty() && nothing.lines.is_empty());
}

/// Width of a letter of a name and height over its foot, in CSS pixels: 13 px letters as pages and documents draw them.
const LETTER: f64 = 13.0 * 0.56;
const OVER: f64 = 10.0;

/// Left, upper, right and lower edge of every text: names as long as there is room for, and the numbers of homes.
fn texts(drawn: &Genogram) -> Vec<[f64; 4]> {
    let drawing = drawn.drawing(|_| "Wilhelmina-Henri Oakfield-Marshes".to_owned());
    let edges = |x: &str, y: &str, words: &str| {
        let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
        let half = small(words.chars().count()) * LETTER / 2.0;
        [x - half, y - OVER, x + half, y + 3.0]
    };
    let names = drawing.people.iter().flat_map(|one| &one.name);
    let names = names.map(|word| edges(&word.x, &word.y, &word.words));
    let homes = drawing.homes.iter();
    let homes = homes.map(|home| edges(&home.text_x, &home.text_y, &home.number.to_string()));
    names.chain(homes).collect()
}

/// The stretches of lines that lead through a text.
fn through_texts(drawn: &Genogram) -> Vec<String> {
    let texts = texts(drawn);
    let mut found = Vec::new();
    for line in &drawn.lines {
        for ends in line.points.windows(2) {
            let ((x1, y1), (x2, y2)) = (ends[0], ends[1]);
            let is_straight = (x1 - x2).abs() < 0.1 || (y1 - y2).abs() < 0.1;
            let through = texts.iter().any(|[left, upper, right, lower]| {
                x1.min(x2) < *right
                    && x1.max(x2) > *left
                    && y1.min(y2) < *lower
                    && y1.max(y2) > *upper
            });
            if through || !is_straight {
                found.push(format!("{:?}: {ends:?}", line.kind));
            }
        }
    }
    found
}

/// Three generations: a mother with a partner and one before him, who has married again; a child of each couple and one of hers
/// alone; an aunt, a carer and a grandmother's second husband.
fn large_family() -> (Vec<Person>, Vec<Bond>) {
    let bonds = vec![
        bond(2, TieKind::Mother, 1),
        bond(3, TieKind::Father, 1),
        bond(2, TieKind::Partner, 3),
        bond(2, TieKind::FormerPartner, 4),
        bond(2, TieKind::Mother, 5),
        bond(4, TieKind::Father, 5),
        bond(4, TieKind::Married, 6),
        bond(4, TieKind::Father, 7),
        bond(6, TieKind::Mother, 7),
        bond(2, TieKind::Mother, 8),
        bond(1, TieKind::HalfSibling, 5),
        bond(9, TieKind::Mother, 2),
        bond(9, TieKind::Married, 10),
        bond(9, TieKind::FormerPartner, 11),
        bond(11, TieKind::Father, 2),
        bond(9, TieKind::Mother, 12),
        bond(12, TieKind::AuntOrUncle, 1),
        bond(13, TieKind::Carer, 1),
        bond(10, TieKind::Grandparent, 8),
    ];
    (people(1..=13), bonds)
}

#[test]
fn no_line_leads_through_a_name_in_a_family_of_three_generations() {
    let (people, bonds) = large_family();
    let drawn = genogram(&people, &bonds);
    assert!(drawn.lines.len() >= 15, "{}", drawn.lines.len());
    assert_eq!(through_texts(&drawn), Vec::<String>::new());
    let (people, mut bonds) = family();
    let home = |number| Bond {
        to: id(20),
        ..bond(number, TieKind::LivesAt, 20)
    };
    bonds.extend([home(1), home(2), home(3)]);
    let drawn = genogram(&people, &bonds);
    assert!(!drawn.homes.is_empty());
    assert_eq!(through_texts(&drawn), Vec::<String>::new());
}

#[test]
fn a_line_that_leads_through_a_name_is_found() {
    let (people, bonds) = family();
    let mut drawn = genogram(&people, &bonds);
    // As from the foot of the mother's sign straight down.
    let mother = at(&drawn, 2);
    drawn.lines.push(Line {
        kind: LineKind::Descent,
        ended: false,
        points: vec![(mother.x, mother.y), (mother.x, mother.y + ROW / 2.0)],
    });
    assert_eq!(through_texts(&drawn).len(), 1);
}

#[test]
fn lines_of_different_families_do_not_lie_on_each_other() {
    let (people, bonds) = large_family();
    let drawn = genogram(&people, &bonds);
    // Height, left and right end of each level stretch, with where its line begins.
    let mut level: Vec<([f64; 3], (f64, f64))> = Vec::new();
    for line in &drawn.lines {
        for ends in line.points.windows(2) {
            let ((x1, y1), (x2, y2)) = (ends[0], ends[1]);
            if (y1 - y2).abs() < 0.1 {
                level.push(([y1, x1.min(x2), x1.max(x2)], line.points[0]));
            }
        }
    }
    for (number, (one, begins)) in level.iter().enumerate() {
        for (other, other_begins) in &level[number + 1..] {
            let apart = (one[0] - other[0]).abs() > 1.0 || one[2] <= other[1] || other[2] <= one[1];
            assert!(apart || begins == other_begins, "{one:?} {other:?}");
        }
    }
}

proptest! {
    #[test]
    fn nobody_stands_on_somebody_else(
        many in 1_u8..100,
        bonds in prop::collection::vec((0_u8..100, 0_usize..TieKind::ALL.len(), 0_u8..100), 0..200),
    ) {
        let people = people(0..many);
        let bonds: Vec<Bond> = bonds
            .into_iter()
            .map(|(from, kind, to)| bond(from, TieKind::ALL[kind], to))
            .collect();
        let drawn = genogram(&people, &bonds);
        prop_assert_eq!(drawn.people.len(), usize::from(many));
        prop_assert_eq!(through_texts(&drawn), Vec::<String>::new());
        for (number, one) in drawn.people.iter().enumerate() {
            prop_assert!(one.x >= PLACE / 2.0 && one.x <= drawn.width);
            prop_assert!(one.y > 0.0 && one.y < drawn.height);
            for other in &drawn.people[number + 1..] {
                let apart = (one.x - other.x).abs() > PLACE - 0.5 || (one.y - other.y).abs() > ROW - 0.5;
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
        prop_assert_eq!(genogram(&people, &bonds), drawn);
    }
}
