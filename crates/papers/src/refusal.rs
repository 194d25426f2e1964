//! Why a file is not taken, in sentences that say what to do.

/// Why a file is not taken.
///
/// `Display` is a plain English sentence for the person who chose the file; [`Refusal::code`] names the sentence for
/// the interface texts. Neither holds anything of the file's content or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// No content.
    #[error("The file is empty. Check that it was saved, then choose it again.")]
    Empty,
    /// A program, an installer or a link to one.
    #[error(
        "The file is a program. Programs cannot be added here; choose a document, a picture or an email."
    )]
    Program,
    /// Instructions that a computer would carry out.
    #[error(
        "The file is a script. Scripts cannot be added here; choose a document, a picture or an email."
    )]
    Script,
    /// A web page or a drawing that may carry scripts.
    #[error(
        "The file is a web page or a drawing that can carry scripts. Save it as a PDF and choose that."
    )]
    WebPage,
    /// A document that carries macros.
    #[error(
        "The document has macros, small programs inside it. Save it without macros and choose that."
    )]
    Macros,
    /// A document that opens with a password.
    #[error(
        "The document is protected with a password. Save it without the password and choose that."
    )]
    Password,
    /// Several files in one.
    #[error(
        "The file is an archive of other files. Unpack it and add the documents one at a time."
    )]
    Archive,
    /// A Word file of before 2007, or rich text.
    #[error(
        "The file is in an old word-processor format. Save it as a Word document (.docx) or a PDF and choose that."
    )]
    OldWord,
    /// A picture other than PNG or JPEG.
    #[error("The picture is not a PNG or JPEG. Save it as one of those and choose that.")]
    OtherPicture,
    /// Sound or film.
    #[error(
        "The file is a sound or video recording. Recordings cannot be added here; add a written note of what it holds."
    )]
    Recording,
    /// The name ends as one kind of file and the content is another.
    #[error(
        "The end of the file's name does not fit what the file holds. Open it, save it again as a document, and choose that."
    )]
    NameContradicts,
    /// Nothing that is known here.
    #[error(
        "The file is not of a kind that can be added here. Choose a PDF, Word, Excel, OpenDocument text, plain text, CSV, PNG or JPEG file, or a saved email."
    )]
    Unknown,
    /// A document that cannot be read as what it is.
    #[error(
        "The file is damaged and cannot be read. Open it in the program it comes from, save it again, and choose that."
    )]
    Damaged,
    /// More content than can be read here.
    #[error(
        "The document is too large to read here. Split it into smaller documents and add them one at a time."
    )]
    TooLarge,
    /// A document that unpacks into far more than it seems to hold.
    #[error(
        "The document unpacks into far more than it seems to hold, so it was not opened. Save it again in the program it comes from, and choose that."
    )]
    Bomb,
    /// A kind of file whose text cannot be shown here.
    #[error(
        "The text of this kind of file cannot be shown here. Download the original to read it."
    )]
    NoTextView,
    /// A document that holds pictures of text and no text.
    #[error(
        "The document holds no text that can be read, perhaps only scanned pages. Ask for it as text, or download the original to read it."
    )]
    NoText,
    /// A document that fetches part of itself when it is opened.
    #[error(
        "The document is made to fetch part of itself from the internet when it is opened. Ask for a copy without such links, for example as a PDF."
    )]
    Fetches,
}

impl Refusal {
    /// A stable name of the sentence, for interface texts and ledger rows.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::Program => "file-program",
            Self::Script => "file-script",
            Self::WebPage => "file-web-page",
            Self::Macros => "file-macros",
            Self::Password => "file-password",
            Self::Archive => "file-archive",
            Self::OldWord => "file-old-word",
            Self::OtherPicture => "file-other-picture",
            Self::Recording => "file-recording",
            Self::NameContradicts => "file-name-contradicts",
            Self::Unknown => "file-unknown",
            Self::Damaged => "file-damaged",
            Self::TooLarge => "file-too-large",
            Self::Bomb => "file-bomb",
            Self::NoTextView => "file-no-text-view",
            Self::NoText => "file-no-text",
            Self::Fetches => "file-fetches",
        }
    }

    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Empty,
        Self::Program,
        Self::Script,
        Self::WebPage,
        Self::Macros,
        Self::Password,
        Self::Archive,
        Self::OldWord,
        Self::OtherPicture,
        Self::Recording,
        Self::NameContradicts,
        Self::Unknown,
        Self::Damaged,
        Self::TooLarge,
        Self::Bomb,
        Self::NoTextView,
        Self::NoText,
        Self::Fetches,
    ];

    /// The refusal with this [`Refusal::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}
