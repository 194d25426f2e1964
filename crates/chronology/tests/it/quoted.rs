//! Rows that blame whoever was not there.

use model::chronology::Entry;

use super::tables::{asked, entries, read, table};

#[test]
fn what_blames_whoever_was_not_there_is_quoted_beside_our_words() {
    let table = table(&[
        "Date|Event|Outcome|Subject|Voice of the child",
        "13/02/2026|Asthma review. DNA.|Letter sent|Robin|Mum said I did not attend",
        "14/02/2026|Dental check|Did not attend||",
        "15/02/2026|Health visitor called, baby seen. DNA clinic last week.|||",
        "16/02/2026|Mother failed to engage with the plan|||",
        "17/02/2026|DNA antenatal clinic||Mother|",
        "18/02/2026|Was not brought to the eye clinic|||",
    ]);
    let read = read(&table);
    let all: Vec<&Entry> = read.iter().flat_map(entries).collect();
    let kinds: Vec<&str> = all.iter().map(|one| one.kind.code()).collect();
    let expected = [
        "other",
        "not_brought",
        "other",
        "other",
        "not_seen",
        "not_brought",
    ];
    assert_eq!(kinds, expected);
    let texts: Vec<&str> = all.iter().map(|one| one.text.0.as_str()).collect();
    let expected = [
        "Asthma review. Was not brought. The source says: \u{201c}DNA.\u{201d}",
        "Dental check",
        "Health visitor called, baby seen. Was not brought. The source says: \u{201c}DNA clinic last week.\u{201d}",
        "The source says: \u{201c}Mother failed to engage with the plan\u{201d}",
        "Was not seen. The source says: \u{201c}DNA antenatal clinic\u{201d}",
        "Was not brought to the eye clinic",
    ];
    assert_eq!(texts, expected);
    let of_outcome = "Was not brought. The source says: \u{201c}Did not attend\u{201d}";
    assert_eq!(all[1].outcome.0, of_outcome);
    assert_eq!(all[0].voice.0, "Mum said I did not attend");
    // The words of the row stay as they are.
    let words = all[0].source.as_ref().unwrap().words.0.as_str();
    assert!(words.contains("\tAsthma review. DNA.\t"), "{words}");
    for row in &read[1..] {
        assert!(asked(row).is_empty(), "nothing more is asked than before");
    }
}

#[test]
fn what_a_column_says_of_the_kind_is_said_of_the_quotation_too() {
    let table = table(&[
        "Date|Type of contact|Event",
        "13/02/2026|No access visit|DNA",
        "14/02/2026|WNB|Missed dental check",
        "15/02/2026|Core group|Father did not attend",
        "16/02/2026|Clinic appointment|Did not attend",
    ]);
    let read = read(&table);
    let all: Vec<(&str, &str)> = read
        .iter()
        .flat_map(entries)
        .map(|one| (one.kind.code(), one.text.0.as_str()))
        .collect();
    let expected = [
        (
            "not_seen",
            "Was not seen. The source says: \u{201c}DNA\u{201d}",
        ),
        (
            "not_brought",
            "Was not brought. The source says: \u{201c}Missed dental check\u{201d}",
        ),
        (
            "meeting",
            "Was not seen. The source says: \u{201c}Father did not attend\u{201d}",
        ),
        (
            "not_brought",
            "Was not brought. The source says: \u{201c}Did not attend\u{201d}",
        ),
    ];
    assert_eq!(all, expected);
}
