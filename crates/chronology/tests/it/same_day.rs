//! Cells of dates that count from the row above, never from the day of the document.

use chronology::tables::{DateDoubt, QuestionCode};

use crate::tables::{asked, entries, read, table};

#[test]
fn the_same_day_is_that_of_the_row_above() {
    let rows = read(&table(&[
        "Date | Details",
        "13/1/26 | Seen at home",
        "Same day | Rang back",
        "Same day 14:30 | Rang again",
        "Next day | Visit",
        "Same day | Letter sent",
    ]));
    let dates: Vec<String> = rows
        .iter()
        .flat_map(entries)
        .map(|one| one.date.to_edtf())
        .collect();
    let unknown = "XXXX";
    let expected = [
        "2026-01-13",
        "2026-01-13",
        "2026-01-13T14:30",
        unknown,
        unknown,
    ];
    assert_eq!(dates, expected);
    let not_read = [QuestionCode::Date(DateDoubt::NotRead)];
    let asks: Vec<_> = rows.iter().skip(1).map(asked).collect();
    assert!(asks[..3].iter().all(Vec::is_empty), "{asks:?}");
    assert!(
        asks[3..].iter().all(|asks| asks[..] == not_read),
        "{asks:?}"
    );
}
