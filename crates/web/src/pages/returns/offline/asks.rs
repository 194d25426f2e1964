//! What is asked of a document that came back: of the whole of it, and of each cell that could not be read.

use app::returns::offline::{SeenAsk, SeenRow, fixed_answers, said};
use askama::Template;
use govuk::{Html, Label, Select, SelectOption, Tag, TagColour, TextInput, Textarea};
use model::case::{FileAsk, FileDecided};

use super::beside::{Around, Card, Press};
use super::decide::said_name;
use crate::draw::{paragraph, send};
use crate::form::Hidden;
use crate::problem::PageError;
use crate::texts::{t, t_code, t_code_with, t_with};
use crate::when::moment_in_words;

/// A form in which somebody says what a cell should have said.
#[derive(Template)]
#[template(
    source = r#"<form method="post" action="{{ action }}" novalidate>{{ hidden }}{{ field }}{{ button }}</form>"#,
    ext = "html"
)]
struct SayForm {
    action: String,
    hidden: Hidden,
    field: Html,
    button: Html,
}

impl Around<'_> {
    /// Everything that is asked.
    pub(super) fn asks(&self) -> Result<Vec<Card>, PageError> {
        let whole = (1..).zip(&self.view.file.body.asks);
        let mut all: Vec<Card> = whole
            .map(|(number, ask)| self.asked(number, ask))
            .collect::<Result<_, _>>()?;
        for row in &self.view.rows {
            for ask in row.asks.iter().filter(|ask| ask.is_question()) {
                all.push(self.asked_of(row, ask)?);
            }
        }
        Ok(all)
    }

    /// Something that is asked of the whole document.
    fn asked(&self, number: usize, ask: &FileAsk) -> Result<Card, PageError> {
        let code = format!("ask{number}");
        let mut decided = self.view.file.body.decided.iter();
        let decided = decided.rfind(|one| one.code == code);
        let mut drawn = vec![paragraph(self.ask_words(ask))];
        drawn.extend(decided.map(|one| self.said_by(one)));
        self.card_of(&code, t_code("offline-asks", &ask.code), drawn, decided)
    }

    /// Something that is asked of one answer.
    fn asked_of(&self, row: &SeenRow, one: &SeenAsk) -> Result<Card, PageError> {
        let place = match one.cell() {
            Some(cell) => self.label(cell),
            None => t("offline-asks-beside"),
        };
        let values = [("answer", self.title(row).into()), ("place", place.into())];
        let title = t_with("offline-asks-of", &values);
        let mut drawn = vec![paragraph(self.ask_words(&one.ask))];
        drawn.extend(
            one.decided
                .as_ref()
                .map(|decided| self.said_of(one, decided)),
        );
        let mut card = self.card_of(&one.code, title, drawn, one.decided.as_ref())?;
        if self.may_write && one.may_say() {
            let about = Html::element("span", "govuk-visually-hidden", format!(": {}", card.title));
            let words = Html::join([Html::escape(t("offline-say")), about]);
            let form = Html::rendered(&SayForm {
                action: format!("{}/answers/{}/take-over", self.here(), one.code),
                hidden: self.hidden()?,
                field: self.box_of(one),
                button: send(words).secondary().render(),
            });
            card.say = Some(form?);
        }
        Ok(card)
    }

    fn card_of(
        &self,
        code: &str,
        title: String,
        drawn: Vec<Html>,
        decided: Option<&FileDecided>,
    ) -> Result<Card, PageError> {
        let (key, colour) = match decided {
            Some(one) if one.said.is_some() => ("offline-stands-said", TagColour::Green),
            Some(_) => ("offline-stands-looked_at", TagColour::Green),
            None => ("offline-stands-question", TagColour::Yellow),
        };
        let leave = self.may_write && decided.is_none();
        let press = || -> Result<Press, PageError> {
            Ok(Press {
                action: format!("{}/answers/{code}/leave", self.here()),
                hidden: self.hidden()?,
                mark: Html::default(),
                words: t("offline-looked-at"),
                about: title.clone(),
            })
        };
        Ok(Card {
            anchor: format!("answer-{code}"),
            tag: Tag::new(t(key)).colour(colour).render(),
            drawn: Html::join(drawn),
            say: None,
            take: None,
            leave: leave.then(press).transpose()?,
            title,
        })
    }

    /// The box in which somebody says what a cell should have said, with what was written in it.
    fn box_of(&self, one: &SeenAsk) -> Html {
        let name = said_name(&one.code);
        let cell = one.cell().unwrap_or_default();
        let label = Label::new(t_with(
            "offline-say-label",
            &[("place", self.label(cell).into())],
        ));
        let answers = fixed_answers(cell, self.words);
        let error = self.form.errors().of(&name);
        let typed = self.form.value(&name);
        let written = match error {
            Some(_) => typed,
            None => one.ask.words.0.as_str(),
        };
        if !answers.is_empty() {
            let none = SelectOption::new("", t("offline-say-choose"));
            let options = answers
                .into_iter()
                .map(|(code, words)| SelectOption::new(code, words));
            return Select::new(name, label)
                .option(none)
                .options(options)
                .error_if(error)
                .render();
        }
        if written.contains('\n') {
            let area = Textarea::new(name, label).value(written).rows(3);
            return area.error_if(error).render();
        }
        TextInput::new(name, label)
            .value(written)
            .width(20)
            .error_if(error)
            .render()
    }

    /// What is asked, in a sentence.
    pub(super) fn ask_words(&self, ask: &FileAsk) -> String {
        let place = if ask.place.contains(':') {
            self.label(&ask.place)
        } else {
            ask.place.clone()
        };
        let values = [
            ("place", place.into()),
            ("words", ask.words.0.as_str().into()),
        ];
        t_code_with("offline-ask", &ask.code, &values)
    }

    fn said_of(&self, one: &SeenAsk, decided: &FileDecided) -> Html {
        let (Some(value), Some(cell)) = (&decided.said, one.cell()) else {
            return self.said_by(decided);
        };
        let words = said(cell, &value.0, self.words, self.today);
        let values = [
            ("name", self.seen.name_of(decided.by).into()),
            ("when", moment_in_words(decided.at).into()),
            ("words", words.into()),
        ];
        paragraph(t_with("offline-was-said", &values))
    }
}
