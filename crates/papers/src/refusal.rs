//! Why a file is not taken. The sentence that says what to do is an interface text, found by the code.

/// Why a file is not taken.
///
/// [`Refusal::code`] names the sentence for the person who chose the file; `Display` is the same name. Neither holds
/// anything of the file's content or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// No content.
    Empty,
    /// A program, an installer or a link to one.
    Program,
    /// Instructions that a computer would carry out.
    Script,
    /// A web page or a drawing that may carry scripts.
    WebPage,
    /// A document that carries macros.
    Macros,
    /// A document that opens with a password.
    Password,
    /// Several files in one.
    Archive,
    /// A Word file of before 2007, or rich text.
    OldWord,
    /// A picture other than PNG or JPEG.
    OtherPicture,
    /// Sound or film.
    Recording,
    /// The name ends as one kind of file and the content is another.
    NameContradicts,
    /// Nothing that is known here.
    Unknown,
    /// A document that cannot be read as what it is.
    Damaged,
    /// More content than can be read here.
    TooLarge,
    /// A document that unpacks into far more than it seems to hold.
    Bomb,
    /// A kind of file whose text cannot be shown here.
    NoTextView,
    /// A document that holds pictures of text and no text.
    NoText,
    /// A document that fetches part of itself when it is opened.
    Fetches,
    /// A document without a table that can be read here.
    NoTable,
    /// A table of more rows than are taken.
    ManyRows,
    /// A text whose letters cannot be made out.
    Encoding,
    /// A picture, where words are wanted.
    Picture,
    /// A document that shows the text of a second one, which is not read with it.
    SecondDocument,
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
            Self::NoTable => "file-no-table",
            Self::ManyRows => "file-many-rows",
            Self::Encoding => "file-encoding",
            Self::Picture => "file-picture",
            Self::SecondDocument => "file-second-document",
        }
    }

    /// All of them.
    pub const ALL: [Self; 23] = [
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
        Self::NoTable,
        Self::ManyRows,
        Self::Encoding,
        Self::Picture,
        Self::SecondDocument,
    ];

    /// The refusal with this [`Refusal::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}
