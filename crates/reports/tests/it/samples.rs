//! Documents of invented content.

use model::Date;
use model::paper::{Block, Paper};

/// The day on which the samples were prepared.
pub fn prepared_on() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

/// A heading.
pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
    }
}

/// A paragraph.
pub fn paragraph(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

/// Labels with values.
pub fn facts(facts: &[(&str, &str)]) -> Block {
    Block::Facts(
        facts
            .iter()
            .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

/// A table.
pub fn table(caption: &str, head: &[&str], rows: &[&[&str]]) -> Block {
    let owned = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>()
    };
    Block::Table {
        caption: caption.to_owned(),
        head: owned(head),
        rows: rows.iter().map(|row| owned(row)).collect(),
    }
}

/// A document as long as a notification about four children.
pub fn notification() -> Paper {
    let mut blocks = vec![
        Block::Note("This document does not notify anyone. The Panel is notified when the government's own service has given a reference.".to_owned()),
        heading(1, "The incident"),
        facts(&[
            ("Date of the incident", "19 November 2026"),
            ("Local authority knew", "20 November 2026, 16:10 (told by the hospital)"),
            ("Where", "At home"),
            ("Which of the criteria does the authority consider to be met", "Abuse or neglect is suspected, and a child has been seriously harmed."),
            ("Police reference", ""),
        ]),
        heading(2, "What happened"),
        paragraph("The youngest child was brought to hospital by ambulance.\nA paediatrician found injuries that the account given did not explain.\n\nThe other children were seen the same evening. Each is with a relative under an agreement that ends when the court has sat."),
        heading(1, "Children"),
    ];
    for (position, name) in ["Robin", "Sam", "Ash", "Lee"].iter().enumerate() {
        blocks.push(heading(
            2,
            &format!("Child {}: {name} Example", position + 1),
        ));
        blocks.push(facts(&[
            ("Date of birth", "4 March 2024"),
            ("Ethnicity", "Not asked (recorded by the hospital on 20 November 2026)"),
            ("Legal status", "None"),
            ("Safe now", "Yes. Seen by a social worker on 20 November 2026 at 18:40.\n\nA further visit was made the next morning."),
        ]));
    }
    blocks.extend([
        heading(1, "People and agencies"),
        table(
            "Adults in the home",
            &["Name", "Relationship", "Date of birth", "What is known"],
            &[
                &[
                    "Jo Example",
                    "Mother of all four children",
                    "1 May 1996",
                    "Known to a health visitor; no earlier referral.",
                ],
                &[
                    "Chris Example",
                    "Partner of the mother",
                    "not known",
                    "Agencies differ on whether he lives at the address.",
                ],
            ],
        ),
        Block::List(vec![
            "Hospital trust: told on 20 November 2026".to_owned(),
            "Police: told on 20 November 2026\nby the emergency duty team".to_owned(),
            "Integrated care board: told on 23 November 2026".to_owned(),
        ]),
    ]);
    Paper {
        subtitle: "For entry in the government's own service".to_owned(),
        marking: "OFFICIAL-SENSITIVE".to_owned(),
        synthetic: true,
        prepared_for: "the notifying officer of Exampleshire Council".to_owned(),
        blocks,
        ..Paper::new("Serious incident notification", prepared_on())
    }
}

/// A report of about 24 pages: 40 headings, each with text and a table.
pub fn long_report() -> Paper {
    let sentence = "The worker visited twice in that week and wrote down what the children said in their own words. ";
    let mut blocks = Vec::new();
    for number in 1..=40 {
        blocks.push(heading(1, &format!("Finding {number}")));
        blocks.push(paragraph(&sentence.repeat(9)));
        let rows: Vec<Vec<String>> = (1..=7)
            .map(|row| {
                vec![
                    format!("{row} November 2026"),
                    "Health visitor".to_owned(),
                    sentence.trim().to_owned(),
                ]
            })
            .collect();
        let head = ["Date", "Agency", "What was recorded"]
            .map(str::to_owned)
            .to_vec();
        blocks.push(Block::Table {
            caption: format!("Contacts {number}"),
            head,
            rows,
        });
    }
    Paper {
        marking: "OFFICIAL-SENSITIVE".to_owned(),
        blocks,
        ..Paper::new("Rapid review", prepared_on())
    }
}
