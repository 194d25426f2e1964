//! How many of the ways in which people type a date into a form are understood as a person understands them. What came out is in
//! `docs/accuracy.md`.

use jiff::civil::date;

use super::parse_typed;

/// What stands where nobody could know what is meant.
const ASK: &str = "ask";

#[test]
fn dates_in_forms_are_understood_as_a_careful_reader_understands_them() {
    let today = date(2026, 11, 24);
    let set = include_str!("../../../tests/data/typed_dates.tsv");
    let labelled = set.lines().filter(|line| !line.starts_with('#'));
    let labelled: Vec<(&str, &str)> = labelled.filter_map(|line| line.split_once('\t')).collect();
    let (mut right, mut asks, mut asked, mut wrong) = (0, 0, Vec::new(), Vec::new());
    for (typed, expected) in &labelled {
        let read = parse_typed(typed, today).map(|date| date.to_edtf());
        match read {
            Err(_) if *expected == ASK => asks += 1,
            Err(_) => asked.push(format!("{typed}: {expected}")),
            Ok(read) if read == *expected => right += 1,
            Ok(read) => wrong.push(format!("{typed}: {read}, not {expected}")),
        }
    }
    println!(
        "{} dates as typed: {} right, {asks} of them asked as they should be; {} asked instead; {} wrong",
        labelled.len(),
        right + asks,
        asked.len(),
        wrong.len()
    );
    println!("asked instead: {asked:#?}");
    assert!(labelled.len() >= 140, "{}", labelled.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    let share = (right + asks) * 1000 / labelled.len();
    assert!(share >= 950, "only {share} of 1000 right");
}
