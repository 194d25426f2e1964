//! What kinds of identifying words are told apart.

/// What a found piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// A name of a person, with a courtesy title that stands before it.
    Person,
    /// A name of somebody who is named for the work they do: with Dr, PC, Nurse, Consultant before it and the like.
    Practitioner,
    /// A job that could single somebody out; common jobs around a child are left alone.
    Role,
    /// A particular organisation, school, club, company, court or institution.
    Organisation,
    /// A body of a whole country, or known to everyone, that singles nobody out (the Supreme Court, the Ministry of Justice).
    PublicBody,
    /// A town, area, country or other place with a name.
    Place,
    /// A street address, a part of one, or a postcode.
    Address,
    /// A date or a time.
    Date,
    /// A date of an appointment or review in a clinic, which is about the service.
    Appointment,
    /// An age.
    Age,
    /// An amount or number that could single somebody out: money, a term, a count.
    Quantity,
    /// Nationality, faith, ethnicity, language, heritage.
    Demographic,
    /// A reference, a registration, a number of a card or a document.
    Code,
    /// A telephone number, an e-mail or web address, a handle.
    Contact,
    /// Another fact that singles somebody out, often in quotation marks: a title of a book, a nickname of an event.
    Misc,
}

impl Label {
    /// All labels, in the order in which the model counts them.
    pub const ALL: [Label; 15] = [
        Label::Person,
        Label::Practitioner,
        Label::Role,
        Label::Organisation,
        Label::PublicBody,
        Label::Place,
        Label::Address,
        Label::Date,
        Label::Appointment,
        Label::Age,
        Label::Quantity,
        Label::Demographic,
        Label::Code,
        Label::Contact,
        Label::Misc,
    ];

    /// The place of this label in [`Label::ALL`].
    pub fn number(self) -> usize {
        self as usize
    }

    /// A short name that does not change: `person`, `public-body`.
    pub fn code(self) -> &'static str {
        match self {
            Label::Person => "person",
            Label::Practitioner => "practitioner",
            Label::Role => "role",
            Label::Organisation => "organisation",
            Label::PublicBody => "public-body",
            Label::Place => "place",
            Label::Address => "address",
            Label::Date => "date",
            Label::Appointment => "appointment",
            Label::Age => "age",
            Label::Quantity => "quantity",
            Label::Demographic => "demographic",
            Label::Code => "code",
            Label::Contact => "contact",
            Label::Misc => "misc",
        }
    }

    /// The label of a short name.
    pub fn from_code(code: &str) -> Option<Label> {
        Label::ALL.into_iter().find(|label| label.code() == code)
    }

    /// Whether text under this label is taken to single somebody out. The other kinds are found so that they can be told
    /// apart from it: bodies that everyone knows, appointments of a service.
    pub fn identifies(self) -> bool {
        !matches!(self, Label::PublicBody | Label::Appointment)
    }
}
