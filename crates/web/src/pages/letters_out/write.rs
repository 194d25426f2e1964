//! Write a letter: its places, its words, whether it could put somebody in danger, a look at it, and keeping it.

use app::AppError;
use app::letters_out::{NewLetter, Template, Writing, keep_letter, letter_paper};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};
use model::case::{Protected, ProtectedLetters, Subject, ToldOfReview};
use model::letter_words::Placeholder;
use model::{RecordId, Sensitive};

use super::caption;
use super::choose::{TYPED, open};
use super::places;
use crate::draw::{row, warning};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::people::before_contact_words;
use crate::pages::seen::one_of;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const TITLE: Field = field("title", "written-title-field");
const WORDS: Field = field("words", "written-words");
const DANGER: Field = field("danger", "written-danger");
const SAFE_SAYS: Field = field("safe-says", "written-safe-says");
const PREVIEW: Field = field("preview", "written-preview");

/// Organisation, review, letter, to whom.
type HereTo = Path<(String, String, String, String)>;

/// One letter that is being written.
struct Draft<'a> {
    found: &'a Writing,
    template: &'a Template,
    person: Option<&'a Stored<Subject>>,
    reference: &'a app::Reference,
    partnership: &'a str,
    synthetic: bool,
}

impl<'a> Draft<'a> {
    fn of(
        (state, signed): (&WebState, &'a Signed),
        (found, reference): (&'a Writing, &'a app::Reference),
        (letter, to): (&str, &str),
    ) -> Result<Self, PageError> {
        let template = found.template(letter)?;
        if !template.may_be_used() {
            return Err(PageError::Rule("letter-out-template"));
        }
        let person = if to == TYPED {
            None
        } else {
            let id: RecordId = to.parse().map_err(|_| PageError::NotFound)?;
            let found = found.subjects.iter().find(|one| one.id == id);
            Some(found.ok_or(PageError::NotFound)?)
        };
        Ok(Self {
            found,
            template,
            person,
            reference,
            partnership: &signed.place.organisation.name,
            synthetic: !state.takes_real_people() || found.case.practice,
        })
    }

    fn reaches_home(&self) -> bool {
        self.person.is_some() || self.template.def.to.reaches_home()
    }

    /// The sheets on safe contact about whom the letter is to, as far as the writer may know them.
    fn safe(&self) -> Vec<&Protected> {
        let sheets = self.found.safe.iter().flatten().map(|one| &one.body);
        let person = self.person.map(|one| one.id);
        let of = |one: &&Protected| person.is_some() && one.subject == person;
        sheets.filter(of).collect()
    }

    /// What stands in a place.
    fn value(&self, form: &Filled, today: model::Date, place: Placeholder) -> String {
        match places::field_of(place) {
            Some(field) => form.value(field.id).trim().to_owned(),
            None => match place {
                Placeholder::Partnership => self.partnership.to_owned(),
                Placeholder::Review => self.reference.as_str().to_owned(),
                _ => date_in_words(today),
            },
        }
    }

    fn shown(&self, form: &Filled, today: model::Date, field: &Field) -> String {
        let value = |place| self.value(form, today, place);
        places::shown(form.value(field.id), value)
    }

    /// The form for the first time: the words of the template, and what is on record of whom it is to.
    fn begun(&self, writer: &str) -> Filled {
        let mut form = Filled::with([
            (TITLE.id, self.template.title().to_owned()),
            (WORDS.id, self.template.words().to_owned()),
        ]);
        form.set("writer", writer.to_owned());
        if let Some(person) = self.person {
            let contact = self.found.contacts.iter();
            let contact = contact.rev().find(|one| one.body.person == person.id);
            let wanted = contact.map(|one| one.body.name_wanted.0.as_str());
            let wanted = wanted.filter(|name| !name.trim().is_empty());
            form.set(
                "recipient",
                wanted.unwrap_or(&person.body.name.0).to_owned(),
            );
            let turn_to = contact.map(|one| one.body.contact.0.clone());
            form.set("contact", turn_to.unwrap_or_default());
        }
        form
    }

    /// What has to be known before it is written.
    fn before(&self) -> Vec<String> {
        let Some(person) = self.person else {
            return Vec::new();
        };
        let mut words = before_contact_words(&self.found.before, person.id);
        let contacts = self.found.contacts.iter();
        let contact = contacts.rev().find(|one| one.body.person == person.id);
        let not_told = |told: &ToldOfReview| matches!(told, ToldOfReview::NotTold { .. });
        if contact.is_some_and(|one| not_told(&one.body.told)) {
            words.push(t("written-not-told"));
        }
        words
    }

    /// What the section on safe contact says, to those to whom it is open; to others, whom to ask.
    fn safe_contact(&self) -> Html {
        if self.found.safe.is_none() {
            return crate::draw::paragraph(t("written-safe-ask"));
        }
        let sheets = self.safe();
        if sheets.is_empty() {
            return crate::draw::paragraph(t("written-safe-nothing"));
        }
        let lines = sheets.iter().flat_map(|one| {
            let letters = t_code("protected-letters-are", one.letters.code());
            [
                row(t("written-safe-letters"), letters),
                row(t("written-safe-how"), &one.says.0),
                row(t("written-safe-not"), &one.limits.0),
            ]
        });
        let no = sheets.iter().any(|one| one.letters == ProtectedLetters::No);
        let no = no.then(|| warning(t_code("rule", "letter-out-no-letters")).render());
        let list = SummaryList::new().rows(lines).render();
        Html::join(no.into_iter().chain([list]))
    }

    fn danger(&self) -> Input {
        let offers =
            ["no", "could"].map(|code| Offer::new(code, t_code("written-danger-is", code)));
        let inputs = vec![
            drawn(self.safe_contact()),
            input(DANGER, Ask::OneOf(offers.into())),
            input(SAFE_SAYS, Ask::Line),
        ];
        group(t("written-danger-group"), inputs)
    }

    /// The fields of the places that the template or the words as typed have.
    fn asked(&self, form: &Filled) -> Vec<Placeholder> {
        let texts = [
            self.template.title(),
            self.template.words(),
            form.value(TITLE.id),
            form.value(WORDS.id),
        ];
        let used: Vec<Placeholder> = texts
            .into_iter()
            .filter_map(|text| model::letter_words::placeholders(text).ok())
            .flatten()
            .chain([Placeholder::Recipient])
            .collect();
        let all = Placeholder::ALL.iter();
        all.filter(|place| used.contains(place)).copied().collect()
    }

    fn sheet(&self, form: &Filled, today: model::Date, preview: bool) -> Sheet {
        let fields = self.asked(form).into_iter().filter_map(places::field_of);
        let mut inputs: Vec<Input> = fields.map(|field| input(field, Ask::Line)).collect();
        inputs.push(input(TITLE, Ask::Line));
        inputs.push(input(WORDS, Ask::Long));
        if self.reaches_home() {
            inputs.push(self.danger());
        }
        inputs.push(input(PREVIEW, Ask::Again(t("written-look"))));
        if preview {
            inputs.push(drawn(self.look(form, today)));
        }
        let mut explain = self.before();
        explain.push(t("written-write-explain"));
        let reference = self.reference;
        Sheet {
            title: self.template.def.item.label.en.clone(),
            caption: caption(reference),
            step: None,
            explain,
            inputs,
            button: t("written-keep"),
            back: String::new(),
        }
    }

    /// The letter as it would look now.
    fn look(&self, form: &Filled, today: model::Date) -> Html {
        let title = self.shown(form, today, &TITLE);
        let title = if title.trim().is_empty() {
            self.template.title().to_owned()
        } else {
            title
        };
        let words = self.shown(form, today, &WORDS);
        let to = form.value("recipient").to_owned();
        let sort = if self.reaches_home() {
            model::scheme::LetterTo::Family
        } else {
            self.template.def.to
        };
        let paper = letter_paper(
            (&to, sort),
            (&title, &words),
            &self.found.withheld,
            (today, self.synthetic),
        );
        Html::join([
            Html::element("h2", "govuk-heading-m", t("written-look-title")),
            crate::paper::whole(&paper),
        ])
    }

    fn read(&self, form: &mut Filled, today: model::Date) -> Option<NewLetter> {
        let mut places = places::read(form, &TITLE);
        places.extend(places::read(form, &WORDS));
        places.push(Placeholder::Recipient);
        let all = Placeholder::ALL.iter();
        for place in all.filter(|place| places.contains(place)) {
            if let Some(field) = places::field_of(*place) {
                form.text(&field, 200);
            }
        }
        let title = form.text(&TITLE, 200);
        let words = form.text(&WORDS, 20_000);
        let danger = self
            .reaches_home()
            .then(|| one_of(form, &DANGER, |code| ["no", "could"].contains(&code)));
        let danger = danger.flatten().map(|code| code == "could");
        let safe_says = match danger {
            Some(false) => form.text(&SAFE_SAYS, 200),
            _ => form.text_or_none(&SAFE_SAYS, 200),
        };
        if danger == Some(true) {
            form.refuse(&DANGER, "letter-out-danger");
        }
        if !form.is_good() {
            return None;
        }
        title.and(words)?;
        Some(NewLetter {
            template: self.template.def.item.id.clone(),
            to: Sensitive(self.value(form, today, Placeholder::Recipient)),
            person: self.person.map(|one| one.id),
            title: Sensitive(self.shown(form, today, &TITLE)),
            words: Sensitive(self.shown(form, today, &WORDS)),
            danger,
            safe_says: Sensitive(safe_says.unwrap_or_default()),
            synthetic: self.synthetic,
        })
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, letter, to)): HereTo,
) -> Answer {
    let (found, reference) = open(&state, &signed, &text).await?;
    let draft = Draft::of((&state, &signed), (&found, &reference), (&letter, &to))?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let me = signed.ctx.actor.person().and_then(|me| names.of(me.id));
    let form = draft.begun(me.unwrap_or_default());
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = placed(&signed, &draft, &form, false);
    sheet.show(&state, &signed, &form, hidden)
}

fn placed(signed: &Signed, draft: &Draft<'_>, form: &Filled, preview: bool) -> Sheet {
    let mut sheet = draft.sheet(form, signed.ctx.today(), preview);
    sheet.back = signed.path(&format!("reviews/{}/written-letters/new", draft.reference));
    sheet
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, letter, to)): HereTo,
    mut form: Filled,
) -> Answer {
    let (found, reference) = open(&state, &signed, &text).await?;
    let draft = Draft::of((&state, &signed), (&found, &reference), (&letter, &to))?;
    let today = signed.ctx.today();
    if !form.value(PREVIEW.id).is_empty() {
        for field in [&TITLE, &WORDS] {
            places::read(&mut form, field);
        }
        return placed(&signed, &draft, &form, true).again(&state, &signed, &form);
    }
    let Some(new) = draft.read(&mut form, today) else {
        return placed(&signed, &draft, &form, false).again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let field = match keep_letter(state.app(), &signed.ctx, &reference, sent, &new).await {
        Ok(id) => {
            let here = format!("reviews/{reference}/written-letters/{id}");
            return Ok(next_page(&signed.path(&here)));
        }
        Err(AppError::Rule(code @ "letter-out-no-letters")) => (DANGER, code),
        Err(AppError::Rule(code @ "letter-out-place")) => (WORDS, code),
        Err(error) => return Err(error.into()),
    };
    form.refuse(&field.0, field.1);
    placed(&signed, &draft, &form, false).again(&state, &signed, &form)
}
