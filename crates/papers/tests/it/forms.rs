//! Documents that people fill in: what is written into their tables is read back from them.

use model::Date;
use model::chronology::unguarded;
use model::paper::Paper;
use papers::read::Part;
use papers::{FileKind, FormPiece, FormTable, form, grid_of, text_of};

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn table() -> FormTable {
    FormTable {
        codes: texts(&["form:code", "form:question", "form:answer"]),
        heads: texts(&["Code", "What is asked", "Answer"]),
        weights: vec![1, 4, 8],
        rows: vec![
            texts(&["Q1", "Why?", "=One\n\n\ttwo <three> & four"]),
            texts(&["Q2", "When?", ""]),
            texts(&["", "", "'quoted"]),
        ],
    }
}

#[test]
fn every_cell_of_a_form_is_read_back_on_either_sheet() {
    let paper = Paper::new("Return", Date::new(2026, 3, 1).unwrap());
    let facts = [("Asked by".to_owned(), "Invented partnership".to_owned())];
    let pieces = [
        FormPiece::Heading("First".to_owned()),
        FormPiece::Words("Fill it in.".to_owned()),
        FormPiece::Table(table()),
        FormPiece::Wider,
        FormPiece::Heading("Second".to_owned()),
        FormPiece::Table(table()),
    ];
    let bytes = form(&paper, &facts, &pieces).unwrap();
    let grid = grid_of(FileKind::Docx, &bytes).unwrap();
    assert_eq!(grid.tables.len(), 2, "they do not become one");
    for read in &grid.tables {
        let mut expected = vec![table().codes, table().heads];
        expected.extend(table().rows);
        for (row, texts) in read.rows.iter().zip(&expected) {
            let cell = |at: usize| {
                let cell = row.cells.get(at);
                cell.map_or("", |cell| unguarded(&cell.text.0)).to_owned()
            };
            let found: Vec<String> = (0..3).map(cell).collect();
            assert_eq!(&found, texts);
        }
        assert_eq!(read.rows.len(), expected.len());
    }
    let text = text_of(FileKind::Docx, &bytes).unwrap();
    let has = |wanted: &Part| text.parts.contains(wanted);
    assert!(has(&Part::Paragraph("Fill it in.".to_owned())));
    let second = Part::Heading {
        level: 1,
        text: "Second".to_owned(),
    };
    assert!(has(&second), "also after the sheet changed");
}
