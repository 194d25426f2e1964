//! What follows the table of a chronology in a Word document.

use model::paper::{Block, Picture};
use papers::{Book, FileKind, grid_of};

use crate::chronologies::{book, labels, plain_entry, read_again};
use crate::part;

/// A genogram and its words under the table are no entries and lose none.
#[test]
fn what_follows_the_table_is_not_read_as_entries() {
    let entry = plain_entry("Home visit");
    let (labels, entries) = (labels(), [entry]);
    let picture = Picture {
        width: 2_000,
        height: 300,
        words: "Genogram: \"Ann\" & <Ben>".to_owned(),
        shapes: Vec::new(),
    };
    let after = [
        Block::Paragraph("Drawn today.".to_owned()),
        Block::Picture(picture),
        Block::List(vec!["Ann: mother of Ben".to_owned()]),
    ];
    let png = vec![b"PNG, or so".to_vec()];
    let book = Book {
        after: &after,
        pictures: &png,
        ..book(&entries, &labels, &[])
    };
    let bytes = book.docx().unwrap();
    let read = read_again(&grid_of(FileKind::Docx, &bytes).unwrap(), &labels).unwrap();
    assert!(read == entries);
    let document = part(&bytes, "word/document.xml");
    assert!(
        document.contains("descr=\"Genogram: &quot;Ann&quot; &amp; &lt;Ben&gt;\""),
        "{document}"
    );
    assert!(document.contains("r:embed=\"rIdPicture1\""));
    assert!(
        document.contains("cx=\"5760720\" cy=\"864108\""),
        "as wide as the text: {document}"
    );
    let links = part(&bytes, "word/_rels/document.xml.rels");
    assert!(links.contains("Target=\"media/picture1.png\""), "{links}");
    assert!(part(&bytes, "[Content_Types].xml").contains("image/png"));
    assert!(part(&bytes, "word/media/picture1.png").contains("or so"));
}
