//! A question to those behind an item, or an answer, while it waits for a second person: where it stands, and what would leave.

use access::actions;
use app::AppError;
use app::exchange::{Asked, agree_to_words, send_back_words, withdraw_words, words_to_agree};
use app::sharing::Found;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, SummaryRow};
use model::case::KeptAgreed;
use model::learning::{Leaves as _, LeavingSays, LeavingWords};
use model::{RecordId, Sensitive};

use super::second::{asked_by, found_beside_rare};
use crate::draw::{go, inset, link_button, paragraph, row};
use crate::frame::{Frame, show};
use crate::pages::library::second::{At, Sent, Waiting, nobody_else, not_second, read_id};
use crate::problem::{Answer, PageError};
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// What would leave, and what it answers.
fn rows(words: &LeavingWords) -> Html {
    let named = |yes: bool| t_code("question-named-is", if yes { "yes" } else { "no" });
    let asked = |of: &model::learning::SharedQuestion| -> Vec<SummaryRow> {
        vec![
            row(t("question-know-key"), of.know.as_str()),
            row(t("question-use-key"), of.use_for.as_str()),
        ]
    };
    let rows = match &words.says {
        LeavingSays::Question(question) => {
            let mut rows = asked(question);
            rows.push(row(t("second-named-key"), named(question.names_area)));
            rows
        }
        LeavingSays::Answer {
            asked: question,
            text,
            named: is_named,
            ..
        } => {
            let mut rows = asked(question);
            rows.push(row(t("question-own-answer-key"), text.as_str()));
            rows.push(row(t("second-named-key"), named(*is_named)));
            rows
        }
    };
    SummaryList::new().rows(rows).render()
}

/// Where words stand that wait or were sent back, for a page on which they are one thing among others, with the way to their own page.
pub(super) fn waits(signed: &Signed, one: &Stored<LeavingWords>) -> Html {
    let link = go(
        t("second-words-link"),
        signed.path(&format!("shared/leaving/{}", one.id)),
    );
    Html::join([stands(&one.body), paragraph(link.secondary().render())])
}

/// That words wait, or why they were sent back.
fn stands(words: &LeavingWords) -> Html {
    let said = match words.sent_back() {
        Some(back) => {
            let values = [
                ("day", date_in_words(back.on).into()),
                ("why", back.why.0.as_str().into()),
            ];
            t_with("second-sent-back", &values)
        }
        None => {
            let day = date_in_words(words.on);
            t_with("second-words-wait", &[("day", day.into())])
        }
    };
    inset(said).render()
}

#[derive(Template)]
#[template(path = "library/leaving.html")]
struct LeavingPage {
    frame: Frame,
    title: String,
    asked_by: Option<String>,
    stands: Html,
    rows: Html,
    /// What the reader may do.
    acts: Vec<Html>,
}

fn title(words: &LeavingWords) -> String {
    t(match words.says {
        LeavingSays::Question(_) => "second-question-title",
        LeavingSays::Answer { .. } => "second-answer-title",
    })
}

pub(super) async fn page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    signed.may::<actions::AgreeLeaving>(&state).await?;
    let at = (&state, &signed);
    let found = WaitingWords::read(at, &text).await?;
    let kept = &found.0.kept;
    let base = WaitingWords::pages(&signed, &text);
    let mut acts = vec![match found.may() {
        Ok(()) => paragraph(go(t("second-agree-title"), format!("{base}/agree")).render()),
        Err(code) => paragraph(not_second(code)),
    }];
    let me = signed.ctx.actor.person().map(|one| one.id);
    if me == Some(kept.body.by.person) {
        let hidden = state.hidden(&signed.visit, Some(kept.version))?;
        let about = format!(" {}", t("second-words-about"));
        let action = format!("{base}/withdraw");
        let words = t("second-withdraw");
        acts.push(link_button(&action, hidden, (&words, &about))?);
        acts.extend(nobody_else(at).await?);
    }
    show(&LeavingPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(title(&kept.body))
            .back(WaitingWords::after(&signed, &text)),
        title: title(&kept.body),
        asked_by: asked_by(at, &kept.body).await?,
        stands: stands(&kept.body),
        rows: rows(&kept.body),
        acts,
    })
}

/// A question or an answer that waits.
pub(super) struct WaitingWords(Asked<LeavingWords>);

impl Waiting for WaitingWords {
    const AGREES: &'static str = "second-words-button";
    type Withdraws = actions::AgreeLeaving;

    async fn read((state, signed): At<'_>, text: &str) -> Result<Self, PageError> {
        let id: RecordId = read_id(text)?;
        let found = words_to_agree(state.app(), &signed.ctx, id).await?;
        Ok(Self(found))
    }

    fn version(&self) -> i64 {
        self.0.kept.version
    }

    fn may(&self) -> Result<(), &'static str> {
        self.0.may
    }

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }

    fn rare(&self) -> Vec<&Found> {
        self.0.rare().collect()
    }

    async fn sheet(&self, at: At<'_>) -> Result<Sheet, PageError> {
        let body = &self.0.kept.body;
        let mut explain = vec![t("second-words-explain")];
        explain.extend(asked_by(at, body).await?);
        let id = self.0.kept.id;
        let mut inputs = vec![drawn(rows(body))];
        inputs.extend(found_beside_rare(at, &self.0)?);
        Ok(Sheet {
            title: t("second-agree-title"),
            caption: title(body),
            step: None,
            explain,
            inputs,
            button: String::new(),
            back: at.1.path(&format!("shared/leaving/{id}")),
        })
    }

    fn pages(signed: &Signed, text: &str) -> String {
        signed.path(&format!("shared/leaving/{text}"))
    }

    fn after(signed: &Signed, _: &str) -> String {
        signed.path("today")
    }

    async fn agree(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        rare: &[KeptAgreed],
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        agree_to_words(state.app(), &signed.ctx, sent, rare).await
    }

    async fn send_back(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        why: String,
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        send_back_words(state.app(), &signed.ctx, sent, &Sensitive(why)).await
    }

    async fn withdraw(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        withdraw_words(state.app(), &signed.ctx, sent).await
    }
}
