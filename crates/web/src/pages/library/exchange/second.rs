//! The second person for what is told of learning of others: what was written beside exactly what would leave, and agreeing to it,
//! sending it back or withdrawing it.

use app::AppError;
use app::exchange::{
    Asked, OfItem, agree_to_tell, asked_to_tell, of_item, send_back_telling, withdraw_telling,
};
use app::sharing::Found;
use govuk::{Html, TableCell};
use model::case::KeptAgreed;
use model::learning::{KnowledgeStep, Leaves, SharedUptake, Uptake};
use model::{Sensitive, SharedId};

use super::decision::about;
use super::others::result;
use super::tell::found_in;
use crate::draw::{Columns, go, inset, link_button, paragraph};
use crate::pages::library::item::id;
use crate::pages::library::second::{self, At, Sent, Waiting, not_second, read_id};
use crate::problem::PageError;
use crate::sheet::{Input, Sheet, drawn};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// What waits for a second person, on the page of the item: since when, what the reader may do, and that it was sent back.
pub(super) async fn on_item(
    (state, signed): (&WebState, &Signed),
    found: &OfItem,
    base: &str,
) -> Result<Html, PageError> {
    let Some(own) = &found.own else {
        return Ok(Html::default());
    };
    let me = signed.ctx.actor.person().map(|one| one.id);
    let withdraw = |about: &str| -> Result<Html, PageError> {
        let hidden = state.hidden(&signed.visit, Some(own.version))?;
        let action = format!("{base}/decision/withdraw");
        let about = format!(" {}", t(about));
        let words = t("second-withdraw");
        Ok(link_button(&action, hidden, (&words, &about))?)
    };
    let mut parts = Vec::new();
    if let Some(back) = &own.body.sent_back {
        let values = [
            ("day", date_in_words(back.on).into()),
            ("why", back.why.0.as_str().into()),
        ];
        parts.push(inset(t_with("second-sent-back", &values)).render());
        if me == Some(back.to) {
            parts.push(withdraw("second-withdraw-back-about")?);
        }
    }
    if let Some(asked) = &own.body.asked {
        let day = date_in_words(asked.on);
        parts.push(inset(t1("second-waits", "day", day)).render());
        match found.may_agree {
            Some(Ok(())) => {
                let href = format!("{base}/decision/agree");
                parts.push(paragraph(go(t("second-agree-title"), href).render()));
            }
            Some(Err(code)) => parts.push(paragraph(not_second(code))),
            None => {}
        }
        if me == Some(asked.by.person) {
            parts.push(withdraw("second-withdraw-about")?);
            parts.extend(second::nobody_else((state, signed)).await?);
        }
    }
    Ok(Html::join(parts))
}

/// What was written beside what would leave, line by line: of some of it nothing leaves.
fn side_by_side(one: &Uptake, asked: &SharedUptake) -> Html {
    let joined = |told: &SharedUptake| {
        let lines: Vec<String> = told.results.iter().map(result).collect();
        lines.join(" ")
    };
    let stays = t("second-stays");
    let named = if asked.names_area {
        "uptake-named-yes"
    } else {
        "uptake-named-no"
    };
    let decision = |code: &str| t_code("uptake-decision", code);
    let step = one.step.map(KnowledgeStep::code);
    let step = step.map(|code| t_code("uptake-step", code));
    let lines = [
        (
            "uptake-decision-key",
            decision(one.decision.code()),
            decision(asked.decision.code()),
        ),
        (
            "uptake-why-key",
            one.reasons.0.clone(),
            asked.reasons.clone(),
        ),
        (
            "uptake-differences-key",
            one.differences.0.clone(),
            asked.differences.clone(),
        ),
        (
            "uptake-results-key",
            joined(&one.to_tell(asked.names_area)),
            joined(asked),
        ),
        ("uptake-step-key", step.unwrap_or_default(), stays.clone()),
        ("uptake-steps-key", one.steps.0.clone(), stays.clone()),
        ("uptake-who-key", one.responsible.0.clone(), stays),
    ];
    let cell = |words: &str| TableCell::new(Html::element("span", "tl-words", words));
    let rows = lines
        .iter()
        .filter(|(_, written, _)| !written.is_empty())
        .map(|(key, written, leaves)| vec![TableCell::new(t(key)), cell(written), cell(leaves)]);
    let mut rows: Vec<Vec<TableCell>> = rows.collect();
    rows.push(vec![
        TableCell::new(t("second-named-key")),
        cell(""),
        cell(&t(named)),
    ]);
    let columns = Columns::of(&["share-part", "share-as-written", "share-as-leaves"]);
    columns.table(t("share-side-by-side"), rows).render()
}

/// What is to be told of an item, with its page.
pub(super) struct Telling {
    item: SharedId,
    found: OfItem,
    waits: Asked<Uptake>,
}

impl Waiting for Telling {
    const AGREES: &'static str = "uptake-agree-button";
    type Withdraws = access::actions::DecideUptake;

    async fn read((state, signed): At<'_>, text: &str) -> Result<Self, PageError> {
        let item = id(text)?;
        let (app, ctx) = (state.app(), &signed.ctx);
        Ok(Self {
            waits: asked_to_tell(app, ctx, item).await?,
            found: of_item(app, ctx, item).await?,
            item,
        })
    }

    fn version(&self) -> i64 {
        self.waits.kept.version
    }

    fn may(&self) -> Result<(), &'static str> {
        self.waits.may
    }

    fn is_stopped(&self) -> bool {
        self.waits.is_stopped()
    }

    fn rare(&self) -> Vec<&Found> {
        self.waits.rare().collect()
    }

    async fn sheet(&self, at: At<'_>) -> Result<Sheet, PageError> {
        let mut sheet = about(at.1, self.item, &self.found, "second-agree-title");
        sheet.explain.push(t("second-agree-explain"));
        let kept = &self.waits.kept.body;
        sheet.explain.extend(asked_by(at, kept).await?);
        let asked = kept.asked.as_ref();
        let sides = asked.map(|asked| drawn(side_by_side(kept, &asked.text)));
        sheet.inputs.extend(sides);
        sheet.inputs.extend(found_beside_rare(at, &self.waits)?);
        Ok(sheet)
    }

    fn pages(signed: &Signed, text: &str) -> String {
        format!("{}/decision", Self::after(signed, text))
    }

    fn after(signed: &Signed, text: &str) -> String {
        signed.path(&format!("shared/items/{text}"))
    }

    async fn agree(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        rare: &[KeptAgreed],
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        agree_to_tell(state.app(), &signed.ctx, sent, rare).await
    }

    async fn send_back(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        why: String,
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        send_back_telling(state.app(), &signed.ctx, sent, &Sensitive(why)).await
    }

    async fn withdraw(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
    ) -> Result<(), AppError> {
        let sent = (form, (read_id(text)?, shown));
        withdraw_telling(state.app(), &signed.ctx, sent).await
    }
}

/// What was found, but what could be put together: that stands with the boxes in which somebody agrees to it. That nothing was found is
/// said where nothing at all was.
pub(super) fn found_beside_rare<R>(
    at: At<'_>,
    waits: &Asked<R>,
) -> Result<Option<Input>, PageError> {
    let others = waits.found.iter().filter(|one| one.rare.is_none());
    let others: Vec<Found> = others.cloned().collect();
    if others.is_empty() && waits.rare().next().is_some() {
        return Ok(None);
    }
    Ok(Some(drawn(found_in(at, &others, waits.is_stopped())?)))
}

/// Who asks for something to leave, and since when; nothing while nobody does.
pub(super) async fn asked_by(at: At<'_>, what: &impl Leaves) -> Result<Option<String>, PageError> {
    let Some((by, on)) = what.asked() else {
        return Ok(None);
    };
    second::asked_by(at, by.person, date_in_words(on))
        .await
        .map(Some)
}
