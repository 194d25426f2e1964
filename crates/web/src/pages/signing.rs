//! A partner signs something off, somebody enters what a partner said, the partner confirms it: the same questions for
//! whatever is signed, in the words of each.

use app::decision::Partner;
use app::names::Names;
use app::{AppError, SignLine};
use govuk::{Html, SummaryList, SummaryRow};
use model::case::{OnBehalf, SignOff};
use model::scheme::StepText;
use model::{Date, RecordId, Sensitive};

use crate::draw::strong;
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::saved_page;
use crate::pages::decision::marked;
use crate::pages::seen::{one_of, today};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

const PARTNER: Field = field("partner", "sign-partner");
const CHANNEL: Field = field("channel", "sign-channel");
const SOURCE: Field = field("source", "sign-source");
const COVER: Field = field("cover", "sign-cover");
/// What was signed as it stood when the form was opened.
pub(crate) const OF: Field = field("of", "sign-of");

/// The words in which it is asked.
pub(crate) struct Asked {
    /// Whether it is signed.
    pub(crate) signs: Field,
    /// A comment, or why not.
    pub(crate) words: Field,
    /// Who signs.
    pub(crate) by: Field,
    /// When.
    pub(crate) on: Field,
    /// The words of an answer, `yes` or `no`.
    pub(crate) answer: fn(&str) -> String,
    /// A rule of signing in the words of this page: another code.
    pub(crate) rule: fn(&'static str) -> &'static str,
    /// Keys of the sentence before the questions and of the button.
    pub(crate) explain: &'static str,
    pub(crate) button: &'static str,
}

/// Where the form stands: caption, lines of the step, the page behind it.
pub(crate) struct Around {
    pub(crate) caption: String,
    pub(crate) step: Option<StepText>,
    pub(crate) back: String,
}

impl Asked {
    fn answers(&self) -> Vec<Input> {
        let offers = ["yes", "no"].map(|code| Offer::new(code, (self.answer)(code)));
        vec![
            input(self.signs, Ask::OneOf(offers.into())),
            input(self.words, Ask::Words),
            input(self.by, Ask::Line),
            input(COVER, Ask::Line),
            input(self.on, Ask::Line),
        ]
    }

    /// The page; `before` stands above the questions and `of` is what is signed.
    pub(crate) fn sheet(&self, around: Around, title: &str, before: Vec<Input>, of: &str) -> Sheet {
        let mut inputs = before;
        inputs.extend(self.answers());
        inputs.push(drawn(crate::draw::kept(OF.id, of)));
        Sheet {
            title: t(title),
            caption: around.caption,
            step: around.step,
            explain: vec![t(self.explain)],
            inputs,
            button: t(self.button),
            back: around.back,
        }
    }

    /// An empty form with the date of today.
    pub(crate) fn opened(
        &self,
        state: &WebState,
        signed: &Signed,
    ) -> Result<(Filled, Hidden), PageError> {
        Ok((today(signed, &self.on), state.hidden(&signed.visit, None)?))
    }

    /// The answers of a form.
    pub(crate) fn read(
        &self,
        form: &mut Filled,
        partner: Option<&Partner>,
        on_behalf: Option<OnBehalf>,
        today: Date,
    ) -> Option<SignOff> {
        let signs = one_of(form, &self.signs, |code| matches!(code, "yes" | "no"));
        let words = form.text_or_none(&self.words, 5_000);
        let by = form.text(&self.by, 200);
        let cover = form.text_or_none(&COVER, 200);
        let on = form.uncertain_date(&self.on, today);
        let partner = partner.filter(|_| form.is_good())?;
        Some(SignOff {
            partner: partner.id.clone(),
            agency: partner.agency,
            given_by: Sensitive(by?),
            cover_for: cover.map(Sensitive),
            signs: signs? == "yes",
            words: Sensitive(words.unwrap_or_default()),
            on: on?,
            of: form.value(OF.id).to_owned(),
            on_behalf,
        })
    }

    /// The answers of a form that somebody fills in for a partner.
    pub(crate) fn read_for(
        &self,
        form: &mut Filled,
        lines: &[SignLine],
        today: Date,
    ) -> Option<SignOff> {
        let known = |code: &str| lines.iter().any(|line| line.partner.code() == code);
        let partner = one_of(form, &PARTNER, known);
        let channel = one_of(form, &CHANNEL, |code| OnBehalf::CHANNELS.contains(&code));
        let source = form.text(&SOURCE, 500);
        let on_behalf = channel.zip(source).map(|(channel, source)| OnBehalf {
            channel,
            source: Sensitive(source),
            entered_by: None,
            confirmed_by: None,
        });
        let mut all = lines.iter();
        let line = all.find(|line| Some(line.partner.code()) == partner);
        let partner = line.map(|line| &line.partner);
        self.read(form, partner, on_behalf, today)
    }

    /// After signing: the next page, or the form again with what is wrong.
    pub(crate) fn after(
        &self,
        (state, signed, next): (&WebState, &Signed, &str),
        sheet: &Sheet,
        mut form: Filled,
        outcome: Result<RecordId, AppError>,
    ) -> Answer {
        let code = match outcome {
            Ok(_) => return Ok(saved_page(next)),
            Err(AppError::Rule(code)) => code,
            Err(error) => return Err(error.into()),
        };
        let field = match code {
            "sign-by" => Some(self.by),
            "sign-why" => Some(self.words),
            "sign-later" => Some(self.on),
            "sign-source" => Some(SOURCE),
            "sign-no-such-partner" | "sign-given" => Some(PARTNER),
            _ => None,
        };
        let said = (self.rule)(code);
        let field = field.ok_or(PageError::Rule(said))?;
        form.refuse(&field, said);
        sheet.again(state, signed, &form)
    }
}

/// For which partner, and how it came.
pub(crate) fn for_partner(lines: &[SignLine]) -> Vec<Input> {
    let partners = lines.iter().map(|line| {
        let one = &line.partner;
        Offer::new(one.code(), marked(&one.label, one.checked))
    });
    let channels = OnBehalf::CHANNELS.iter();
    let channels = channels.map(|code| Offer::new(*code, t_code("view-came", code)));
    vec![
        input(PARTNER, Ask::OneOf(partners.collect())),
        input(CHANNEL, Ask::OneOf(channels.collect())),
        input(SOURCE, Ask::Line),
    ]
}

/// A row for each partner: where they stand, `stands` saying it in the words of the page.
pub(crate) fn sign_offs(
    lines: &[SignLine],
    names: &Names,
    stands: fn(&str) -> String,
) -> SummaryList {
    let row = |line: &SignLine| {
        let mut said = Vec::new();
        match &line.sign_off {
            None => said.push(Html::escape(t("sign-not-yet"))),
            Some(one) => {
                let body = &one.body;
                let key = match (body.signs, line.is_of_another) {
                    (true, false) => "signed",
                    (true, true) => "signed-earlier",
                    (false, _) => "not-signed",
                };
                said.push(strong(stands(key)));
                let by = match &body.cover_for {
                    Some(cover) => t_with(
                        "sign-by-cover",
                        &[
                            ("who", body.given_by.0.as_str().into()),
                            ("cover", cover.0.as_str().into()),
                        ],
                    ),
                    None => body.given_by.0.clone(),
                };
                said.push(Html::escape(format!("{by}, {}", body.on)));
                if !body.words.0.is_empty() {
                    said.push(Html::escape(&body.words.0));
                }
                said.extend(came(names, body).map(Html::escape));
            }
        }
        SummaryRow::new(&line.partner.label, Html::lines(said))
    };
    SummaryList::new().rows(lines.iter().map(row))
}

/// How a sign-off came that somebody else entered, and whether it was confirmed.
fn came(names: &Names, one: &SignOff) -> Option<String> {
    let on_behalf = one.on_behalf.as_ref()?;
    let name = |id: Option<model::PersonId>| {
        let name = id.and_then(|id| names.of(id)).map(str::to_owned);
        name.unwrap_or_else(|| t("somebody"))
    };
    let values = [
        ("who", name(on_behalf.entered_by).into()),
        ("channel", t_code("view-came", &on_behalf.channel).into()),
        ("source", on_behalf.source.0.as_str().into()),
        ("confirmed", name(on_behalf.confirmed_by).into()),
    ];
    let key = match on_behalf.confirmed_by {
        Some(_) => "sign-came-confirmed",
        None => "sign-came",
    };
    Some(t_with(key, &values))
}

/// What was entered for the reader's partner and waits to be confirmed: the record and its version.
pub(crate) fn to_confirm(lines: &[SignLine], mine: Option<&Partner>) -> Option<(String, i64)> {
    let mine = mine?;
    let line = lines.iter().find(|line| line.partner == *mine)?;
    let one = line.sign_off.as_ref()?;
    let waits = one.body.is_unconfirmed();
    waits.then(|| (one.id.to_string(), one.version))
}
