//! A page with one form for one record: its fields in order, drawn the same way everywhere, and laid
//! side by side when two people changed the record.

use app::AppError;
use app::vault::Clash;
use askama::Template;
use govuk::{Button, Choice, Details, Fieldset, Html, Label, Legend, Select, SelectOption, Size};
use model::Date;
use model::record::Record;
use model::scheme::StepText;

use crate::draw::go;
use crate::form::{Field, Filled, Hidden};
use crate::frame::{Frame, saved_page, show_form};
use crate::pages::people::changed_words;
use crate::problem::{Answer, Conflict, PageError, Side};
use crate::texts::t;
use crate::{Signed, WebState};

/// One answer on offer.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) code: String,
    pub(crate) label: String,
}

impl Offer {
    pub(crate) fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
        }
    }

    fn choice(&self) -> Choice {
        Choice::new(self.code.as_str(), self.label.as_str())
    }
}

/// How a field is asked.
pub(crate) enum Ask {
    /// One line; also a date as people know it.
    Line,
    /// Several lines.
    Words,
    /// A whole text, such as a letter.
    Long,
    /// A certain day, in three boxes.
    Day,
    /// One of a few, as radio buttons.
    OneOf(Vec<Offer>),
    /// Any of a few, as checkboxes.
    AnyOf(Vec<Offer>),
    /// One of many, as a list.
    Pick(Vec<Offer>),
    /// Fields that go with one answer of the question before them. They are always shown, under words that
    /// say when they are wanted: a radio button that opens and closes a part of the page tells it to nobody
    /// who listens to the page, and shows everything anyway where scripts do not run.
    Group(String, Vec<Input>),
    /// Fields that are wanted of each of several: a group that says whose they are also where two people's answers stand
    /// side by side.
    Each(String, Vec<Input>),
    /// Fields that most people leave out, under words that open and close them; open where something is answered or wrong.
    Fold(String, bool, Vec<Input>),
    /// Drawn by the page itself.
    Drawn(Html),
    /// A button beside the one that saves: it sends the form with this name, to be shown again with what was
    /// typed. It comes after the other, so that the Enter key saves.
    Again(String),
    /// A link beside the button that saves, to a page on which something else is done: words and address.
    Instead(String, String),
}

/// A field and how it is asked.
pub(crate) struct Input {
    field: Field,
    ask: Ask,
}

/// A field of a form, asked so: `input(WHO, Ask::Line)`.
pub(crate) const fn input(field: Field, ask: Ask) -> Input {
    Input { field, ask }
}

/// Fields wanted in one case only, under words that say in which.
pub(crate) const fn group(when: String, inputs: Vec<Input>) -> Input {
    let field = Field { id: "", key: "" };
    input(field, Ask::Group(when, inputs))
}

/// The fields of one of several, under words that say of which.
pub(crate) const fn each(whose: String, inputs: Vec<Input>) -> Input {
    let field = Field { id: "", key: "" };
    input(field, Ask::Each(whose, inputs))
}

/// Fields that most people leave out; open where something is answered.
pub(crate) const fn fold(words: String, open: bool, inputs: Vec<Input>) -> Input {
    let field = Field { id: "", key: "" };
    input(field, Ask::Fold(words, open, inputs))
}

/// Something that a page draws itself.
pub(crate) const fn drawn(html: Html) -> Input {
    let field = Field { id: "", key: "" };
    input(field, Ask::Drawn(html))
}

/// A link beside the button that saves, to a page on which something else is done.
pub(crate) const fn instead(words: String, href: String) -> Input {
    let field = Field { id: "", key: "" };
    input(field, Ask::Instead(words, href))
}

impl Input {
    /// The field; the legend of a question in a group is smaller than that of the group.
    fn draw(&self, form: &Filled, size: Size) -> Html {
        let field = self.field;
        match &self.ask {
            Ask::Line => form.input(field).render(),
            Ask::Words => form.area(field, Label::new(field.label())).rows(4).render(),
            Ask::Long => form
                .area(field, Label::new(field.label()))
                .rows(20)
                .render(),
            Ask::Day => form.date_boxes(field, field.legend().size(size)).render(),
            Ask::OneOf(offers) => {
                let choices = offers.iter().map(Offer::choice);
                form.radios(field, field.legend().size(size), choices)
                    .render()
            }
            Ask::AnyOf(offers) => {
                let choices = offers.iter().map(Offer::choice);
                form.checkboxes(field, field.legend().size(size), choices)
                    .render()
            }
            Ask::Pick(offers) => pick(form, field, offers),
            Ask::Group(when, inputs) | Ask::Each(when, inputs) => {
                Fieldset::new(Legend::new(when.as_str()).size(size))
                    .content(draw(inputs, form, Size::S))
                    .render()
            }
            Ask::Fold(words, open, inputs) => {
                let wrong = inputs.iter().any(|one| one.is_wrong(form));
                let details = Details::new(words.as_str(), draw(inputs, form, Size::S));
                let details = if *open || wrong {
                    details.open()
                } else {
                    details
                };
                details.render()
            }
            Ask::Drawn(html) => html.clone(),
            Ask::Again(_) | Ask::Instead(..) => Html::default(),
        }
    }

    fn is_wrong(&self, form: &Filled) -> bool {
        match &self.ask {
            Ask::Group(_, inputs) | Ask::Each(_, inputs) | Ask::Fold(_, _, inputs) => {
                inputs.iter().any(|one| one.is_wrong(form))
            }
            _ => form.errors().of(self.field.id).is_some(),
        }
    }

    fn lay(&self, conflict: Conflict, now: &Filled) -> Conflict {
        let field = &self.field;
        match &self.ask {
            Ask::Line => conflict.field(field, None, Side::typed(field, now.value(field.id))),
            Ask::Words | Ask::Long => {
                conflict.field(field, None, Side::words(field, now.value(field.id)))
            }
            Ask::Day => conflict.field(field, None, day_side(field, now)),
            Ask::OneOf(offers) | Ask::AnyOf(offers) | Ask::Pick(offers) => {
                let words = |code: &str| {
                    let found = offers.iter().find(|one| one.code == code);
                    found.map_or_else(String::new, |one| one.label.clone())
                };
                let current: Vec<&str> = now.all(field.id).collect();
                conflict.coded((field.id, field.label()), &current, &words)
            }
            Ask::Group(_, inputs) | Ask::Fold(_, _, inputs) => inputs
                .iter()
                .fold(conflict, |conflict, one| one.lay(conflict, now)),
            Ask::Each(whose, inputs) => {
                let lay = |conflict, one: &Self| one.lay(conflict, now);
                let before = conflict.sides.len();
                let conflict = inputs.iter().fold(conflict, lay);
                conflict.of_each(before, whose)
            }
            Ask::Drawn(_) | Ask::Again(_) | Ask::Instead(..) => conflict,
        }
    }
}

/// Fields of a form, as [`Sheet`] draws them.
pub(crate) fn draw(inputs: &[Input], form: &Filled, size: Size) -> Html {
    Html::join(inputs.iter().map(|one| one.draw(form, size)))
}

/// The buttons and links beside the one that saves.
fn beside(inputs: &[Input]) -> Html {
    let button = |one: &Input| match &one.ask {
        Ask::Again(label) => {
            let button = Button::new(label.as_str()).secondary();
            Some(button.name(one.field.id).value("yes").render())
        }
        Ask::Instead(words, href) => Some(go(words.as_str(), href).secondary().render()),
        _ => None,
    };
    Html::join(inputs.iter().filter_map(button))
}

/// A list to choose one of many from.
pub(crate) fn pick(form: &Filled, field: Field, offers: &[Offer]) -> Html {
    let chosen = form.value(field.id);
    let nothing = SelectOption::new("", t("sheet-select")).selected(chosen.is_empty());
    let options = offers.iter().map(|one| {
        SelectOption::new(one.code.as_str(), one.label.as_str()).selected(one.code == chosen)
    });
    Select::new(field.id, Label::new(field.label()))
        .option(nothing)
        .options(options)
        .hint_if(field.hint())
        .error_if(form.errors().of(field.id))
        .render()
}

fn boxes(field: &Field) -> [String; 3] {
    ["day", "month", "year"].map(|part| format!("{}-{part}", field.id))
}

fn day_side(field: &Field, form: &Filled) -> Side {
    let answers: Vec<(String, String)> = boxes(field)
        .into_iter()
        .map(|name| (name.clone(), form.value(&name).to_owned()))
        .collect();
    let words: Vec<&str> = answers.iter().map(|(_, typed)| typed.as_str()).collect();
    Side {
        text: words.join(" "),
        answers,
        is_words: false,
    }
}

/// Puts a day into the three boxes of its field.
pub(crate) fn put_day(form: &mut Filled, field: &Field, day: Option<Date>) {
    let Some(date) = day else { return };
    let [day, month, year] = boxes(field);
    form.set(&day, date.day().to_string());
    form.set(&month, date.month().to_string());
    form.set(&year, date.year().to_string());
}

/// The page around the fields.
pub(crate) struct Sheet {
    /// Title and heading.
    pub(crate) title: String,
    /// What it is about, above the heading; nothing about a person.
    pub(crate) caption: String,
    pub(crate) step: Option<StepText>,
    /// Sentences before the fields.
    pub(crate) explain: Vec<String>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) button: String,
    pub(crate) back: String,
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage<'a> {
    frame: Frame,
    step: &'a Option<StepText>,
    sheet: &'a Sheet,
    form: &'a Filled,
    hidden: Hidden,
    fields: Html,
    beside: Html,
}

impl Sheet {
    /// The page, for the first time or again with what is wrong.
    pub(crate) fn show(
        &self,
        state: &WebState,
        signed: &Signed,
        form: &Filled,
        hidden: Hidden,
    ) -> Answer {
        let frame = Frame::of(state, &signed.visit)
            .titled(self.title.clone())
            .back(self.back.clone())
            .with_errors(form.errors());
        let page = SheetPage {
            frame,
            step: &self.step,
            sheet: self,
            form,
            hidden,
            fields: draw(&self.inputs, form, Size::M),
            beside: beside(&self.inputs),
        };
        show_form(form.errors(), &page)
    }

    /// The page again, with the hidden boxes that it came with.
    pub(crate) fn again(&self, state: &WebState, signed: &Signed, form: &Filled) -> Answer {
        self.show(state, signed, form, form.hidden()?)
    }

    /// The form again where a rule says no to its one field; any other error is passed on.
    pub(crate) fn refused(
        &self,
        (state, signed): (&WebState, &Signed),
        mut form: Filled,
        (field, error): (&Field, AppError),
    ) -> Answer {
        let AppError::Rule(code) = error else {
            return Err(error.into());
        };
        form.refuse(field, code);
        self.again(state, signed, &form)
    }

    /// After saving: the next page; the form again where a rule says no to a field; both texts where
    /// somebody else changed the record.
    pub(crate) async fn saved<R: Record>(
        &self,
        (state, signed): (&WebState, &Signed),
        mut form: Filled,
        outcome: Result<(), AppError>,
        after: After<'_, R>,
    ) -> Answer {
        match outcome {
            Ok(()) => Ok(saved_page(after.next)),
            Err(AppError::Rule(code)) => match (after.field_of)(code) {
                Some(field) => {
                    form.refuse(&field, code);
                    self.again(state, signed, &form)
                }
                None => Err(PageError::Rule(code)),
            },
            Err(AppError::Clash(clash)) => {
                let now: R = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
                let now = (after.filled)(&now);
                Err(self.conflict(state, signed, (&form, &now), &clash).await?)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn conflict(
        &self,
        state: &WebState,
        signed: &Signed,
        (sent, now): (&Filled, &Filled),
        clash: &Clash,
    ) -> Result<PageError, PageError> {
        let changed = changed_words(state, signed, clash).await?;
        Ok(self.laid((sent, now), clash.current, changed))
    }

    /// What was sent beside what stands there now, of this version.
    pub(crate) fn laid(
        &self,
        (sent, now): (&Filled, &Filled),
        current: i64,
        changed: String,
    ) -> PageError {
        let start = Conflict::new(sent, current, changed);
        let lay = |conflict, one: &Input| one.lay(conflict, now);
        PageError::Conflict(Box::new(self.inputs.iter().fold(start, lay)))
    }
}

/// What follows when a form was sent.
pub(crate) struct After<'a, R> {
    /// Where it goes on.
    pub(crate) next: &'a str,
    /// A record as the boxes of the form hold it.
    pub(crate) filled: fn(&R) -> Filled,
    /// The field that a rule speaks about; none when it is about the whole.
    pub(crate) field_of: fn(&str) -> Option<Field>,
}
