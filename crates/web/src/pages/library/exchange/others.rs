//! What others did with an item: on its page, counted, and on the release of those whom it came from, as it was told.

use app::exchange::{EndedItem, OfItem, Tally, ToldOf, ToldUs, many_told, told_to_origin};
use app::vault::Stored;
use govuk::{Html, SummaryCard, SummaryList};
use model::case::LearningRelease;
use model::learning::{SharedResult, SharedUptake, Uptake};

use crate::draw::{bullets, go, inset, link_button, paragraph, row, rows, warning};
use crate::problem::PageError;
use crate::texts::{linked, t, t_code, t_with, t1};
use crate::when::date_in_words;
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
pub(super) fn result(one: &SharedResult) -> String {
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

/// What others did, in sentences, and what came of it where that was told.
pub(in crate::pages::library) fn others_said(others: &Tally) -> Vec<String> {
    let results = others.results.iter().map(result);
    sentences(others).into_iter().chain(results).collect()
}

/// The part of an item's page: what others did, and what the reader's organisation does.
pub(in crate::pages::library) async fn on_item(
    both: (&WebState, &Signed),
    found: &OfItem,
    base: &str,
) -> Result<Html, PageError> {
    let heading = |key: &str| Html::element("h2", "govuk-heading-m", t(key));
    let mut parts = vec![heading("others-heading")];
    if EndedItem::of(&found.item).is_some() {
        parts.push(paragraph(t("others-ended")));
    } else {
        let said = sentences(&found.others).into_iter().map(Html::escape);
        parts.push(bullets(said));
    }
    if !found.others.results.is_empty() {
        let results = found.others.results.iter();
        parts.push(bullets(results.map(|one| Html::escape(result(one)))));
    }
    parts.push(heading("uptake-heading"));
    if let Some(own) = &found.released_here {
        parts.push(paragraph(t("uptake-own")));
        parts.extend(own.release.as_ref().map(|one| release_link(both.1, one)));
    }
    match &found.own {
        None if found.released_here.is_some() => {}
        None => {
            parts.push(paragraph(t("uptake-none")));
            if found.may_decide && found.item.body.is_some() {
                parts.push(link(base, "uptake-title", ""));
            }
        }
        Some(own) => parts.extend(own_part(both, (found, own), base).await?),
    }
    Ok(Html::join(parts))
}

/// A way to the release, where what others told stands in full.
fn release_link(signed: &Signed, one: &ToldUs) -> Html {
    let page = format!("reviews/{}/sharing/{}", one.reference, one.draft);
    paragraph(linked("uptake-own-release", &signed.path(&page)))
}

/// A way to a page about the decision.
fn link(base: &str, key: &str, end: &str) -> Html {
    let href = format!("{base}/decision{end}");
    paragraph(go(t(key), href).secondary().render())
}

/// What the reader's organisation decided, and what may be done about it.
async fn own_part(
    (state, signed): (&WebState, &Signed),
    (found, own): (&OfItem, &Stored<Uptake>),
    base: &str,
) -> Result<Vec<Html>, PageError> {
    let ended = EndedItem::of(&found.item);
    let mut parts: Vec<Html> = ended
        .map(|end| warning(end_words(&end)).render())
        .into_iter()
        .collect();
    parts.push(super::decision::summary(&own.body).render());
    if found.item.body.is_some() && own.body.version < found.item.version {
        parts.push(inset(t1("uptake-older", "version", own.body.version)).render());
    }
    if ended.is_none() {
        parts.push(super::second::on_item((state, signed), found, base).await?);
    }
    if !found.may_decide {
        return Ok(parts);
    }
    match (ended, &own.body.after) {
        (None, _) => {
            parts.push(link(base, "uptake-change", ""));
            parts.push(link(base, "uptake-result-title", "/result"));
            if !own.body.is_told() && own.body.asked.is_none() {
                parts.push(link(base, "uptake-tell-title", "/tell"));
            }
        }
        (Some(_), None) => {
            parts.push(paragraph(t("uptake-after-asks")));
            parts.push(link(base, "uptake-after-title", "/after"));
        }
        (Some(_), Some(_)) => parts.push(link(base, "uptake-after-again", "/after")),
    }
    if own.body.told.is_some() {
        let hidden = state.hidden(&signed.visit, Some(own.version))?;
        let about = format!(" {}", t("uptake-unsay-about"));
        let words = t("uptake-unsay");
        let action = format!("{base}/decision/take-back");
        parts.push(link_button(&action, hidden, (&words, &about))?);
    }
    Ok(parts)
}

/// That learning ended, and when.
pub(super) fn end_words(end: &EndedItem) -> String {
    let key = match end.recalled {
        true => "uptake-item-back",
        false => "uptake-item-down",
    };
    t1(key, "day", end.on.map(date_in_words).unwrap_or_default())
}

/// What others told of what they did with a release, for those who released it.
pub(in crate::pages) async fn told_here(
    (state, signed): (&WebState, &Signed),
    release: &LearningRelease,
) -> Result<Html, PageError> {
    if let Some(back) = &release.taken_back {
        // Their words are shown to nobody any more.
        let many = many_told(state.app(), &signed.ctx, release).await?;
        let values = [
            ("many", many.all.into()),
            ("day", date_in_words(back.on).into()),
        ];
        return Ok(paragraph(t_with("told-ended", &values)));
    }
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
