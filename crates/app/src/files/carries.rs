//! What a document carries beside the text that people see, before it goes to others: properties, comments, tracked changes, hidden
//! text, descriptions of pictures, files inside, links. A person looks at each piece; nothing is taken out here.

use access::{Ctx, Section, actions};
use futures_util::StreamExt as _;
use model::{FileId, Sensitive};
use papers::{Carried, FileKind, Residue};
use vault::{FileRow, VaultError};

use super::read::{is_let_go, may_know, pieces};
use super::{ReadingProgram, Unread};
use crate::incident::find;
use crate::returns::sources::handed;
use crate::{App, AppError, Reference};

/// The code of a piece that is the name of the file itself.
pub const FILE_NAME: &str = "file-name";

/// Properties that say with which program and when a file was written, and of nobody.
const OF_PROGRAMS: [&str; 16] = [
    "created",
    "modified",
    "CreationDate",
    "ModDate",
    "CreateDate",
    "ModifyDate",
    "MetadataDate",
    "Producer",
    "Creator",
    "CreatorTool",
    "DocumentID",
    "InstanceID",
    "format",
    "part",
    "conformance",
    "lang",
];

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedPiece {
    /// What it is, a code: one of [`Carried::code`], or [`FILE_NAME`].
    pub what: &'static str,
    /// Which property, or which part of the file.
    pub place: String,
    /// What it says.
    pub words: Sensitive<String>,
    /// Whether it holds something that is on record in the case.
    pub known: bool,
}

/// Everything that a file carries beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carries {
    /// The pieces, in the order of the file.
    pub pieces: Vec<CarriedPiece>,
    /// Digest of the file: who looked at these pieces looked at them in these bytes.
    pub file: String,
}

impl Carries {
    /// Whether something in it is on record in the case: such a file does not go out.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.pieces.iter().any(|one| one.known)
    }

    /// Whether nothing is left for a person to look at.
    #[must_use]
    pub fn is_settled(&self, looked: Option<&str>) -> bool {
        self.pieces.is_empty() || looked == Some(self.file.as_str())
    }
}

/// The template that a program uses when nobody chose another.
const NO_TEMPLATE: [&str; 3] = ["Normal", "Normal.dot", "Normal.dotm"];

/// What programs call a picture or drawing, before its number.
const OF_PICTURES: [&str; 12] = [
    "Picture",
    "Image",
    "Graphic",
    "Chart",
    "Diagram",
    "Shape",
    "Rectangle",
    "Group",
    "Object",
    "Table",
    "Drawing",
    "TextBox",
];

/// Whether a piece says anything of anybody: neither what programs write nor the names that they give to pictures.
fn counts(one: &Residue) -> bool {
    match one.what {
        Carried::Property if one.place == "Template" => !NO_TEMPLATE.contains(&one.text.as_str()),
        Carried::Property => !OF_PROGRAMS.contains(&one.place.as_str()),
        Carried::AltText => {
            let words: Vec<&str> = one.text.split_whitespace().collect();
            let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            let is_numbered =
                |name: &str, number: &str| OF_PICTURES.contains(&name) && is_number(number);
            !matches!(words.as_slice(), [name, number] if is_numbered(name, number))
        }
        _ => true,
    }
}

fn piece(one: Residue) -> CarriedPiece {
    CarriedPiece {
        what: one.what.code(),
        place: one.place,
        words: Sensitive(one.text),
        known: false,
    }
}

/// What bytes of this kind carry; nothing for a kind that carries nothing.
///
/// # Errors
/// [`Unread`] when it cannot be looked into.
pub(crate) async fn carried_by(
    program: &ReadingProgram,
    (kind, bytes): (FileKind, Vec<u8>),
) -> Result<Carries, Unread> {
    let file = crypto::digest(&bytes).to_string();
    let found = match kind {
        FileKind::Docx | FileKind::Pdf | FileKind::Xlsx => {
            program.residue_of(kind, handed(bytes)).await?
        }
        _ => Vec::new(),
    };
    let pieces = found.into_iter().filter(counts).map(piece).collect();
    Ok(Carries { pieces, file })
}

/// What a file of a case carries, its name too, each piece with whether it holds something that is on record there. The reading is
/// written down.
///
/// # Errors
/// [`AppError::Rule`] with the code of [`Unread`] when it cannot be looked into, or of the virus check that holds it;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub(crate) async fn carried_by_file(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    file: FileId,
) -> Result<Carries, AppError> {
    let vault = app.vault(ctx).await?;
    let row: FileRow = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let row = vault::file_of(tx, &permit, file).await?;
                may_know(tx, case, &row).await?;
                is_let_go(tx, &row)?;
                Ok::<_, VaultError>(row)
            })
        })
        .await?;
    let kind = FileKind::from_code(&row.kind).ok_or(AppError::NotFound)?;
    let mut content = pieces(vault.files().open(&row)?);
    let mut bytes = Vec::new();
    while let Some(piece) = content.next().await {
        bytes.extend_from_slice(&piece?);
    }
    let program = app.reading();
    let mut carries = match program {
        Some(program) => carried_by(program, (kind, bytes)).await,
        None if matches!(kind, FileKind::Docx | FileKind::Pdf | FileKind::Xlsx) => {
            Err(Unread::NotStarted)
        }
        None => Ok(Carries {
            pieces: Vec::new(),
            file: crypto::digest(&bytes).to_string(),
        }),
    }
    .map_err(|unread| AppError::Rule(unread.code()))?;
    let name = CarriedPiece {
        what: FILE_NAME,
        place: String::new(),
        words: row.name.clone(),
        known: false,
    };
    carries.pieces.push(name);
    let texts: Vec<&str> = carries
        .pieces
        .iter()
        .map(|one| one.words.0.as_str())
        .collect();
    let known = crate::sharing::on_record(app, ctx, reference, &texts).await?;
    for (one, known) in carries.pieces.iter_mut().zip(known) {
        one.known = known;
    }
    // A name that tells of nobody on record is no more to look at than the page shows anyway.
    carries
        .pieces
        .retain(|one| one.what != FILE_NAME || one.known);
    Ok(carries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn residue(what: Carried, place: &str, text: &str) -> Residue {
        Residue {
            what,
            place: place.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_programs_write_is_not_asked_about_and_authors_are() {
        let program = residue(Carried::Property, "Producer", "A word processor");
        let author = residue(Carried::Property, "creator", "Una Writer");
        let numbered = residue(Carried::AltText, "word/document.xml", "Picture 12");
        let described = residue(Carried::AltText, "word/document.xml", "The child's room");
        assert!(!counts(&program) && !counts(&numbered));
        let template = |name: &str| residue(Carried::Property, "Template", name);
        assert!(!counts(&template("Normal.dotm")) && counts(&template("Una Writer.dotx")));
        let named = residue(Carried::AltText, "word/document.xml", "Quillfeather 7");
        assert!(counts(&named));
        assert!(counts(&author) && counts(&described));
    }

    #[test]
    fn who_looked_at_another_file_has_not_looked_at_this_one() {
        let author = residue(Carried::Property, "creator", "Una Writer");
        let carries = Carries {
            pieces: vec![piece(author)],
            file: "a".to_owned(),
        };
        assert!(!carries.is_settled(None) && !carries.is_settled(Some("b")));
        assert!(carries.is_settled(Some("a")) && !carries.is_known());
        let nothing = Carries {
            pieces: Vec::new(),
            ..carries
        };
        assert!(nothing.is_settled(None));
    }
}
