//! What others did with an item: on its page, counted, and on the release of those whom it came from, as it was told.

use app::exchange::{OfItem, Tally, ToldOf, told_to_origin};
use govuk::{Html, SummaryCard, SummaryList};
use model::case::LearningRelease;
use model::learning::{SharedResult, SharedUptake};

use crate::draw::{bullets, go, inset, link_button, paragraph, row, rows};
use crate::problem::PageError;
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

/// What others did, in sentences: counted where enough areas told.
pub(super) fn sentences(tally: &Tally) -> Vec<String> {
    if tally.areas == 0 {
        return vec![t("others-none")];
    }
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let mut said = Vec::new();
    if tally.decided.is_empty() {
        said.push(t("others-few"));
    } else {
        said.push(t1("others-count", "count", count(tally.areas)));
        said.extend(tally.decided.iter().map(|(decision, many)| {
            let decision = t_code("uptake-decision", decision.code());
            let values = [
                ("decision", decision.into()),
                ("count", count(*many).into()),
            ];
            t_with("others-decided", &values)
        }));
    }
    if !tally.named.is_empty() {
        said.push(t1("others-named", "names", tally.named.join(", ")));
    }
    let results = tally.results.len();
    if results > 0 {
        said.push(t1("others-results", "count", count(results)));
    }
    said
}

/// One result in a line: what came of it, in whose words, how anybody knows.
fn result(one: &SharedResult) -> String {
    let seen = t_code("shared-effect", one.seen.code());
    let values = [
        ("seen", seen.into()),
        ("words", one.words.as_str().into()),
        ("evidence", one.evidence.as_str().into()),
    ];
    let key = if one.evidence.is_empty() {
        "others-result"
    } else {
        "others-result-evidence"
    };
    t_with(key, &values)
}

/// The part of an item's page: what others did, and what the reader's organisation does.
pub(in crate::pages::library) fn on_item(
    (state, signed): (&WebState, &Signed),
    found: &OfItem,
    base: &str,
) -> Result<Html, PageError> {
    let mut parts = vec![Html::element("h2", "govuk-heading-m", t("others-heading"))];
    parts.push(bullets(
        sentences(&found.others).into_iter().map(Html::escape),
    ));
    if !found.others.results.is_empty() {
        let results = found.others.results.iter();
        parts.push(bullets(results.map(|one| Html::escape(result(one)))));
    }
    parts.push(Html::element("h2", "govuk-heading-m", t("uptake-heading")));
    let link = |key: &str, end: &str| {
        paragraph(
            go(t(key), format!("{base}/decision{end}"))
                .secondary()
                .render(),
        )
    };
    match &found.own {
        None => {
            parts.push(paragraph(t("uptake-none")));
            if found.may_decide && found.item.body.is_some() {
                parts.push(link("uptake-title", ""));
            }
        }
        Some(own) => {
            parts.push(super::decision::summary(&own.body).render());
            if found.item.body.is_some() && own.body.version < found.item.version {
                parts.push(inset(t1("uptake-older", "version", own.body.version)).render());
            }
            if found.may_decide {
                parts.push(link("uptake-change", ""));
                parts.push(link("uptake-result-title", "/result"));
                if !own.body.is_told() {
                    parts.push(link("uptake-tell-title", "/tell"));
                }
            }
            if found.may_decide && own.body.told.is_some() {
                let hidden = state.hidden(&signed.visit, Some(own.version))?;
                let about = format!(" {}", t("uptake-unsay-about"));
                let words = t("uptake-unsay");
                let action = format!("{base}/decision/take-back");
                parts.push(link_button(&action, hidden, (&words, &about))?);
            }
        }
    }
    Ok(Html::join(parts))
}

/// What others told of what they did with a release, for those who released it.
pub(in crate::pages) async fn told_here(
    (state, signed): (&WebState, &Signed),
    release: &LearningRelease,
) -> Result<Html, PageError> {
    let told = told_to_origin(state.app(), &signed.ctx, release).await?;
    if told.is_empty() {
        return Ok(paragraph(t("told-none")));
    }
    Ok(Html::join(told.iter().map(card)))
}

fn card(told: &ToldOf) -> Html {
    let one = &told.text;
    let name = told.name.as_deref();
    let title = name.map_or_else(|| t("told-an-area"), str::to_owned);
    let decision = t_code("uptake-decision", one.decision.code());
    let mut all = vec![
        row(t("uptake-decision-key"), decision),
        row(t("uptake-version-key"), told.version.to_string()),
        row(t("uptake-why-key"), one.reasons.as_str()),
    ];
    if !one.differences.is_empty() {
        all.push(row(t("uptake-differences-key"), one.differences.as_str()));
    }
    if !one.results.is_empty() {
        let results = one.results.iter().map(|one| Html::escape(result(one)));
        all.push(row(t("uptake-results-key"), Html::lines(results)));
    }
    SummaryCard::new(title, SummaryList::new().rows(all)).render()
}

/// What would be told, as rows.
pub(super) fn leaving(one: &SharedUptake) -> Html {
    let results: Vec<String> = one.results.iter().map(result).collect();
    let pairs = [
        (
            "uptake-decision-key",
            t_code("uptake-decision", one.decision.code()),
        ),
        ("uptake-why-key", one.reasons.clone()),
        ("uptake-differences-key", one.differences.clone()),
        ("uptake-results-key", results.join(" ")),
    ];
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<(String, String)> = said.map(|(key, words)| (t(key), words)).collect();
    rows(&said).render()
}
