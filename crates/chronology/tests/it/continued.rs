//! Rows without a date of their own, and days of writing down.

use chronology::tables::{QuestionCode, RefusedCode, What};

use crate::tables::{asked, entries, read, table};

#[test]
fn a_row_without_a_date_goes_on_only_from_a_row_above_whose_date_was_read() {
    let table = table(&[
        "Date|Event",
        "1 May 2026|Home visit.",
        "the week it snowed|Call from school.",
        "|and from the surgery",
        "3 May 2026\n4 May 2026|Texts sent.",
        "|No reply.",
        "5 May 2026|Seen at home.",
        "|",
        "|Father was out.",
    ]);
    let read = read(&table);
    for at in [3, 5] {
        assert_eq!(asked(&read[at]), [QuestionCode::NoDate], "row {at}");
        assert!(entries(&read[at])[0].date.is_unknown());
    }
    assert_eq!(read[7].what, What::Refused(RefusedCode::Empty));
    assert_eq!(asked(&read[8]), [QuestionCode::Continues(7)]);
}

#[test]
fn the_day_of_writing_down_is_read_in_its_own_column() {
    let table = table(&[
        "Date|Event|Date recorded",
        "1 May 2026|Home visit.|entered 3 May 2026",
        "2 May 2026|Call.|(typed up on 4 May 2026)",
    ]);
    let read = read(&table);
    for (at, day) in [(1, "2026-05-03"), (2, "2026-05-04")] {
        assert!(asked(&read[at]).is_empty(), "{:?}", read[at]);
        let recorded = entries(&read[at])[0].recorded.on;
        assert_eq!(recorded.map(|on| on.to_edtf()).as_deref(), Some(day));
    }
}
