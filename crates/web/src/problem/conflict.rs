//! Two people changed the same thing: both texts side by side, and a choice for each.

use govuk::{Choice, Details, ErrorSummary, Fieldset, Html, Label, Legend, Radios, Size, Textarea};

use crate::form::{Field, Filled};
use crate::texts::{t, t1};

/// A change that came second, with everything needed to choose and save again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conflict {
    /// Where the choice is sent: the address of the form; empty for the same address.
    pub action: String,
    /// When the other change was made and by whom, in words.
    pub changed: String,
    /// The fields that differ.
    pub sides: Vec<Sides>,
    /// All other answers, sent again unseen; the version among them is the current one.
    pub same: Vec<(String, String)>,
    /// Whether a choice was sent without an answer for every field.
    pub incomplete: bool,
}

/// One field that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sides {
    /// Name of the field.
    pub field: String,
    /// What the field is called.
    pub label: String,
    /// What stood there when the form was opened.
    pub shown: Option<String>,
    /// What stands there now.
    pub current: Side,
    /// What this person typed.
    pub mine: Side,
    /// Both texts put together, to be edited; none where the two are no texts.
    pub both: Option<String>,
    /// The choice made so far: `current`, `mine`, `both` or nothing.
    pub chosen: String,
}

/// One of the two texts, to read and to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// In words.
    pub text: String,
    /// As the boxes of the form hold it: name and content.
    pub answers: Vec<(String, String)>,
    /// Whether it is a text of which two can be put together.
    pub is_words: bool,
}

impl Side {
    /// A text of several lines.
    #[must_use]
    pub fn words(field: &Field, text: impl Into<String>) -> Self {
        Self {
            is_words: true,
            ..Self::typed(field, text)
        }
    }

    /// A field with one box, as it is typed.
    #[must_use]
    pub fn typed(field: &Field, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            answers: vec![(field.id.to_owned(), text.clone())],
            text,
            is_words: false,
        }
    }
}

impl Conflict {
    /// Begins the page: `sent` is the form as sent, `current` the version that stands now,
    /// `changed` says when that was made and by whom.
    #[must_use]
    pub fn new(sent: &Filled, current: i64, changed: String) -> Self {
        let mut same = sent.clone();
        same.set("version", current.to_string());
        Self {
            changed,
            same: same.pairs().to_vec(),
            ..Self::default()
        }
    }

    /// Lays a field's texts side by side; nothing is asked where they agree. A `mine` that is
    /// not given is what stands in the sent form under the field's name.
    #[must_use]
    pub fn field(mut self, field: &Field, shown: Option<String>, current: Side) -> Self {
        let own = |name: &str| {
            name == field.id
                || name
                    .strip_prefix(field.id)
                    .is_some_and(|part| matches!(part, "-day" | "-month" | "-year"))
        };
        let answers: Vec<_> = self
            .same
            .iter()
            .filter(|(name, _)| own(name))
            .cloned()
            .collect();
        if answers == current.answers {
            return self;
        }
        self.same.retain(|(name, _)| !own(name));
        let words: Vec<&str> = answers.iter().map(|(_, value)| value.as_str()).collect();
        let mine = Side {
            text: words.join(" "),
            answers,
            is_words: current.is_words,
        };
        let field_name = field.id.to_owned();
        let label = field.label();
        let both = together(&current, &mine);
        self.sides.push(Sides {
            field: field_name,
            label,
            shown,
            current,
            mine,
            both,
            chosen: String::new(),
        });
        self
    }

    /// As [`Self::field`], for a group of choices of which one or several are taken: both sides are read in words.
    #[must_use]
    pub fn coded(
        mut self,
        (name, label): (&str, String),
        current: &[&str],
        words: &dyn Fn(&str) -> String,
    ) -> Self {
        let sent = self.same.iter().filter(|(given, _)| given == name);
        let mine: Vec<String> = sent.map(|(_, code)| code.clone()).collect();
        let mine: Vec<&str> = mine.iter().map(String::as_str).collect();
        let taken = |codes: &[&str]| {
            let codes = codes.iter().filter(|code| !code.is_empty());
            let mut codes: Vec<String> = codes.map(|code| (*code).to_owned()).collect();
            codes.sort();
            codes
        };
        if taken(&mine) == taken(current) {
            return self;
        }
        let side = |codes: &[&str]| {
            let labels: Vec<String> = codes.iter().map(|code| words(code)).collect();
            let answer = |code: &&str| (name.to_owned(), (*code).to_owned());
            Side {
                text: labels.join("\n"),
                answers: codes.iter().map(answer).collect(),
                is_words: false,
            }
        };
        let (mine, theirs) = (side(&mine), side(current));
        self.same.retain(|(given, _)| given != name);
        self.sides.push(Sides {
            field: name.to_owned(),
            label,
            shown: None,
            current: theirs,
            mine,
            both: None,
            chosen: String::new(),
        });
        self
    }

    /// Says of the fields from this one on whose they are.
    #[must_use]
    pub(crate) fn of_each(mut self, from: usize, whose: &str) -> Self {
        for sides in self.sides.iter_mut().skip(from) {
            sides.label = format!("{whose}: {}", sides.label);
        }
        self
    }
}

/// Both texts, each under words that say which it is; none where one of them is empty or no text.
fn together(current: &Side, mine: &Side) -> Option<String> {
    let texts = [current.text.trim(), mine.text.trim()];
    if !current.is_words || texts.iter().any(|text| text.is_empty()) {
        return None;
    }
    let [current, mine] = texts;
    let marks = [t("conflict-both-current"), t("conflict-both-mine")];
    let [first, second] = marks.map(|mark| format!("[{mark}]"));
    Some(format!("{first}\n{current}\n\n{second}\n{mine}"))
}

impl Conflict {
    /// The fields for which nothing was chosen, or whose box of both texts was emptied.
    pub(crate) fn summary(&self) -> ErrorSummary {
        let none = ErrorSummary::new(t("form-there-is-a-problem"));
        self.sides.iter().fold(none, |summary, sides| {
            if sides.chosen.is_empty() {
                return summary.error(&sides.anchor(), sides.missing());
            }
            match sides.is_emptied() {
                true => summary.error(&sides.box_id(), sides.nothing()),
                false => summary,
            }
        })
    }

    /// Both texts of a field and the choice between them.
    pub(crate) fn question(&self, sides: &Sides) -> Fieldset {
        sides.question(self.incomplete)
    }
}

impl Sides {
    fn anchor(&self) -> String {
        format!("choose-{}", self.field)
    }

    fn box_id(&self) -> String {
        format!("both-{}", self.field)
    }

    /// Whether both are to be kept and the box of the two together is empty.
    fn is_emptied(&self) -> bool {
        let both = self.both.as_deref();
        self.chosen == "both" && both.is_some_and(|both| both.trim().is_empty())
    }

    /// That there is nothing to keep, and how to go on.
    fn nothing(&self) -> String {
        t1("conflict-nothing", "field", &self.label)
    }

    fn missing(&self) -> String {
        t1("conflict-missing", "field", &self.label)
    }

    fn question(&self, incomplete: bool) -> Fieldset {
        let shown = self.shown.as_deref().map(|shown| {
            let text = Html::element("div", "tl-side", shown);
            Details::new(t("conflict-shown"), text).render()
        });
        let side = |key, text: &str| {
            let label = Html::element("span", "tl-side__label", t(key));
            Html::element("div", "tl-side", Html::join([label, text.into()]))
        };
        let both = [
            side("conflict-current", &self.current.text),
            side("conflict-mine", &self.mine.text),
        ];
        let wrong = incomplete && self.chosen.is_empty();
        let choice = Radios::without_fieldset(format!("conflict.choose.{}", self.field))
            .id_prefix(self.anchor())
            .error_if(wrong.then(|| self.missing()))
            .choice(Choice::new("current", t("conflict-keep-current")))
            .choice(Choice::new("mine", t("conflict-keep-mine")))
            .choices(self.both.as_ref().map(|_| {
                let hint = t("conflict-keep-both-hint");
                Choice::new("both", t("conflict-keep-both")).hint(hint)
            }))
            .value(self.chosen.as_str());
        let heading = Html::element("h2", "govuk-fieldset__heading", self.label.as_str());
        Fieldset::new(Legend::new(heading).size(Size::M)).content(Html::join([
            shown.unwrap_or_default(),
            Html::element("div", "tl-sides", Html::join(both)),
            choice.render(),
            self.together(incomplete && self.is_emptied()),
        ]))
    }

    /// Both texts in one box, to be edited.
    fn together(&self, wrong: bool) -> Html {
        let Some(both) = self.both.as_deref() else {
            return Html::default();
        };
        let name = format!("conflict.both.{}", self.field);
        let label = Label::new(t1("conflict-both", "field", &self.label));
        let rows = both.lines().count().clamp(5, 15);
        Textarea::new(name, label)
            .id(self.box_id())
            .error_if(wrong.then(|| self.nothing()))
            .value(both)
            .rows(u16::try_from(rows).unwrap_or(15))
            .render()
    }
}
