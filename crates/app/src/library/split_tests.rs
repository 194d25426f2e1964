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

fn row(cells: &[&str]) -> Part {
    Part::TableRow(cells.iter().map(|cell| (*cell).to_owned()).collect())
}

fn words(found: &[Proposed]) -> Vec<&str> {
    found.iter().map(|one| one.text.as_str()).collect()
}

#[test]
fn rows_of_a_table_are_what_its_columns_say() {
    let rota = "The partnership should agree one rota for visits across services.";
    let page = "The board should pay for a shared page for notes of visits.";
    let found = split(&text(vec![
        row(&["No", "Recommendation", "Owner"]),
        row(&[
            "1",
            rota,
            "The partnership and its three statutory partners together",
        ]),
        row(&["2.", page, "The board"]),
        says("Nothing more follows here."),
        row(&[
            "Date",
            "Meeting of the panel that considered the draft of this report",
        ]),
    ]));
    assert_eq!(words(&found), [rota, page]);
    assert!(
        found
            .iter()
            .all(|one| one.kind == FindingKind::Recommendation)
    );
    assert_eq!(found[1].because, "Recommendation 2");
}

#[test]
fn a_table_may_hold_a_finding_and_what_follows_from_it_in_one_row() {
    let finding = "Letters about appointments reached nobody who could act.";
    let should = "The trust should say who reads a letter on the day.";
    let found = split(&text(vec![
        row(&["Finding", "Recommendation"]),
        row(&[finding, should]),
        row(&[
            "Learning point 3",
            "Workers changed often, and what was known went with them.",
        ]),
    ]));
    let kinds: Vec<FindingKind> = found.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            FindingKind::Finding,
            FindingKind::Recommendation,
            FindingKind::Finding
        ]
    );
    assert_eq!(found[2].because, "Learning point 3");
}

#[test]
fn what_stands_under_a_part_of_the_findings_is_one() {
    let nurse = "The school nurse rang the surgery each week and wrote it down.";
    let voice = "Nobody asked what a day at home was like for the child.";
    let found = split(&text(vec![
        heading_of(1, "Key Findings"),
        heading_of(2, "Finding 1"),
        says("Practitioners did not have the time to read the records of others."),
        heading_of(2, "Good practice"),
        says(nurse),
        heading_of(2, "Voice of the child"),
        says(voice),
        heading_of(1, "Recommendations"),
        heading_of(2, "Recommendation One"),
        says("Housing should be invited to every meeting where a move is planned."),
        says("R4. The region should run one training day for all night workers."),
        heading_of(1, "Appendix A: Methodology"),
        says("Conversations were held with eleven practitioners from five services."),
    ]));
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(
        (found[1].text.as_str(), found[1].because.as_str()),
        (nurse, "Key Findings")
    );
    assert_eq!(found[2].text, voice);
    assert_eq!(found[3].because, "Recommendation One");
    assert_eq!(found[4].because, "R4.");
}

#[test]
fn a_list_of_a_pdf_is_taken_apart_and_the_references_are_none_of_it() {
    let found = split(&text(vec![
        says("Findings ............ 2\nRecommendations ...... 3"),
        says("1. Introduction 3\n2. Findings 7"),
        says("This line stands before anything was found or recommended by anybody."),
        says("4. Findings"),
        says("4.1 Good practice"),
        says("The school nurse rang the surgery each week and wrote it down."),
        says(
            "5. Recommendations\n1\nThe trust should give both services one calendar\nby the end of the year.\n\
             2\nThe council should name somebody who stands in.\n\
             References\nInvented author (2020) An invented paper about calendars in care.",
        ),
        says("Another author (2021) A second paper about the calendars of services."),
    ]));
    assert_eq!(
        words(&found),
        [
            "The school nurse rang the surgery each week and wrote it down.",
            "The trust should give both services one calendar by the end of the year.",
            "The council should name somebody who stands in.",
        ]
    );
    assert_eq!(found[0].because, "4. Findings");
    assert_eq!(found[1].because, "5. Recommendations");
}

#[test]
fn the_title_of_a_document_says_nothing_of_what_stands_under_it() {
    let title = "Learning Briefing: Child Hazel";
    let about = "This briefing was written by the partnership for everybody who works with families in the area.";
    let family =
        "Hazel lived with her grandmother and two younger brothers in a flat that was too small.";
    let finding = "Letters about missed appointments reached nobody who could act on them.";
    let bold = [
        says(title),
        says("About this briefing"),
        says(about),
        says("The family"),
        says(family),
        says("What did we find?"),
        says(finding),
        says(title),
        says(
            "The next finding stands on another page, under the title that stands there once more.",
        ),
        says("Helplines"),
        says("If you are worried about a child ring the number of the council at any time."),
    ];
    let found = split(&text(bold.to_vec()));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        (found[0].text.as_str(), found[0].because.as_str()),
        (finding, "What did we find?")
    );
    let styled = split(&text(vec![
        heading_of(1, "Learning from rapid review \u{2013} \u{2018}Jay\u{2019}"),
        heading_of(2, "The family"),
        says(family),
        heading_of(2, "What should change"),
        says("The trust should say who reads a letter on the day that it arrives."),
    ]));
    assert_eq!(styled.len(), 1, "{styled:?}");
    assert_eq!(styled[0].kind, FindingKind::Recommendation);
}

#[test]
fn short_findings_are_findings() {
    let found = split(&text(vec![
        heading_of(1, "Key findings"),
        says("Use interpreters."),
        says("See fathers too."),
        says("\u{2022} Ask the child\n\u{2022} Ring the school"),
        says("See page four above."),
        heading_of(1, "What we will do"),
        row(&["No", "Recommendation"]),
        row(&["1", "Agree one rota"]),
    ]));
    assert_eq!(
        words(&found),
        [
            "Use interpreters.",
            "See fathers too.",
            "Ask the child",
            "Ring the school",
            "Agree one rota"
        ]
    );
}

#[test]
fn a_heading_can_be_the_finding_itself_and_paragraphs_lose_their_numbers() {
    let found = split(&text(vec![
        heading_of(
            2,
            "Finding 1: Health visitors could not see who had been told",
        ),
        says("3.1 The three trusts kept notes in three systems that nobody could search."),
        says("R1 \u{2013} The board should pay for one page that all three can read."),
    ]));
    assert_eq!(
        words(&found),
        [
            "Health visitors could not see who had been told",
            "The three trusts kept notes in three systems that nobody could search.",
            "The board should pay for one page that all three can read.",
        ]
    );
    assert_eq!(found[2].because, "R1 \u{2013}");
}

#[test]
fn edges_of_pages_are_left_out_and_sentences_go_on_over_them() {
    let found = split(&text(vec![
        Part::Page(1),
        says("Key findings"),
        says("Nobody was told that the appointment had been moved. Practitioners"),
        says("3 Office for Invented Statistics, 2023, table 4."),
        says("Southmoor SCP \u{2013} Thematic review of visits Page 1"),
        Part::Page(2),
        says("told us that they rang round to find out."),
        says("Southmoor SCP \u{2013} Thematic review of visits Page 2"),
    ]));
    assert_eq!(
        words(&found),
        [
            "Nobody was told that the appointment had been moved. Practitioners told us that they rang round to find out."
        ]
    );
}

#[test]
fn no_more_is_proposed_than_the_page_of_a_document_says() {
    let finding = |number: usize| says(&format!("Finding {number}: Nobody was told of visit."));
    let found = split(&text((0..MOST + 5).map(finding).collect()));
    assert_eq!(found.len(), MOST);
}
