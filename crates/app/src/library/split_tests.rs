#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use super::*;

fn text(parts: Vec<Part>) -> ExtractedText {
    ExtractedText {
        parts,
        warnings: Vec::new(),
    }
}

fn heading_of(level: u8, text: &str) -> Part {
    Part::Heading {
        level,
        text: text.to_owned(),
    }
}

fn says(text: &str) -> Part {
    Part::Paragraph(text.to_owned())
}

#[test]
fn paragraphs_under_headings_are_what_the_heading_says() {
    let found = split(&text(vec![
        heading_of(1, "Introduction"),
        says("This review was commissioned by the partnership in the spring."),
        heading_of(1, "Findings"),
        says("Letters about missed appointments reached nobody who could act on them."),
        heading_of(1, "5. Recommendations"),
        says("The partnership should agree who reads a letter on the day that it arrives."),
        heading_of(1, "Appendix"),
        says("The terms of reference stand here and are no finding of the review."),
    ]));
    let kinds: Vec<FindingKind> = found.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [FindingKind::Finding, FindingKind::Recommendation]);
    assert_eq!(found[0].because, "Findings");
    assert_eq!(found[1].because, "5. Recommendations");
}

#[test]
fn a_paragraph_that_names_itself_needs_no_heading() {
    let found = split(&text(vec![
        says("Recommendation 3: The health board should say who holds the whole picture."),
        says("Learning point 1 – Workers changed often, and with them what was known."),
        says("Recommendations are listed at the end of this report for everybody to read."),
    ]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].kind, FindingKind::Recommendation);
    assert_eq!(found[0].because, "Recommendation 3:");
    assert_eq!(
        found[0].text,
        "The health board should say who holds the whole picture."
    );
    assert_eq!(found[1].kind, FindingKind::Finding);
}

#[test]
fn a_short_line_of_a_pdf_stands_for_a_heading() {
    let found = split(&text(vec![
        says("Key findings"),
        says("Nobody was told that the appointment had been moved to another day."),
        says("Contact details"),
        says("The partnership can be reached at the address on the back of this report."),
    ]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].because, "Key findings");
}

#[test]
fn what_is_very_short_is_not_proposed() {
    let found = split(&text(vec![
        heading_of(1, "Findings"),
        says("See above, at 4."),
    ]));
    assert!(found.is_empty(), "{found:?}");
}
