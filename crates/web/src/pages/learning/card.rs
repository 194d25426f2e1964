//! A learning point and an action as their page shows them.

use app::commons::ThemeList;
use app::names::Names;
use app::vault::Stored;
use govuk::{Html, SummaryAction, SummaryCard, SummaryList, SummaryRow};
use model::case::{Action, LearningPoint, StartingValue, Strength};
use model::learning::LinkedTo;

use super::Seen;
use crate::draw::{change, row, strong};
use crate::pages::journey::seen_in;
use crate::pages::team::agency_name;
use crate::pages::themes_asked::{suggestions, titles};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;

/// The words that stand for something that nobody has said yet.
fn said(words: &str) -> Html {
    if words.is_empty() {
        return Html::element("span", "govuk-hint", t("learning-not-said"));
    }
    Html::escape(words)
}

pub(super) fn point_card(
    seen: &Seen<'_>,
    (names, themes): (&Names, Option<&ThemeList>),
    (number, one): (usize, &Stored<LearningPoint>),
) -> SummaryCard {
    let body = &one.body;
    let learning = &seen.learning;
    let involved = learning
        .agencies
        .iter()
        .filter(|agency| body.agencies.contains(&agency.id));
    let involved: Vec<String> = involved
        .map(|agency| agency_name(names, &agency.body))
        .collect();
    let mut at = vec![Html::escape(seen.label("level", &body.level))];
    if body.is_changed_elsewhere() {
        let elsewhere = seen.label("level", &body.changed_at);
        at.push(strong(t1("learning-elsewhere", "level", elsewhere)));
    }
    let mut rows = vec![
        row(t("learning-episode-key"), said(&body.episode.0)),
        row(t("learning-sense-key"), said(&body.made_sense.0)),
        row(t("learning-condition-key"), said(&body.condition.0)),
        SummaryRow::new(t("learning-level-key"), Html::lines(at)),
        row(t("learning-who-key"), said(&body.who_can_change.0)),
        row(t("learning-agencies-key"), said(&involved.join(", "))),
        row(t("learning-on-key"), body.learned_on.to_string()),
    ];
    rows.extend(themes.map(|list| row(t("learning-themes-key"), themes_words(list, body))));
    rows.extend(seen_row(seen, &LinkedTo::LearningPoint(one.id)));
    let title = format!("{number}. {}", body.learned.0);
    let href = format!("{}/{}", seen.base, one.id);
    let open = learning.case.closed_at.is_none();
    let mut links = Vec::new();
    if open && learning.may_learn {
        links.push(change(&href, &body.learned.0));
        let themed = SummaryAction::new(t("learning-themes-link"), format!("{href}/themes"));
        links.push(themed.visually_hidden(&body.learned.0));
        if learning.answers(one.id).next().is_none() {
            let away = SummaryAction::new(t("take-out-link"), format!("{href}/take-away"));
            links.push(away.visually_hidden(&body.learned.0));
        }
    }
    if open && learning.may_act {
        let add = SummaryAction::new(t("action-add"), format!("{href}/actions/new"));
        links.push(add.visually_hidden(&body.learned.0));
    }
    for (key, end) in [("met-link", "met-before"), ("said-link", "said-before")] {
        let look = SummaryAction::new(t(key), format!("{href}/{end}"));
        links.push(look.visually_hidden(&body.learned.0));
    }
    let title = Html::element("span", "tl-words", title);
    SummaryCard::new(title, SummaryList::new().rows(rows))
        .plain_links()
        .actions(links)
}

/// The themes that somebody accepted, and how many more its words suggest.
fn themes_words(list: &ThemeList, one: &LearningPoint) -> Html {
    let more = suggestions(list, &one.words(), &one.themes).len();
    let more = (more > 0).then(|| t_with("themes-suggested", &[("many", more.into())]));
    let accepted = said(&titles(list, &one.themes));
    Html::lines(std::iter::once(accepted).chain(more.map(Html::escape)))
}

pub(super) fn action_card(seen: &Seen<'_>, one: &Stored<Action>) -> SummaryCard {
    let body = &one.body;
    let starting = match &body.starting {
        StartingValue::Known(value) => value.0.clone(),
        StartingValue::Unknown => t("action-starting-unknown"),
    };
    let mut strength = vec![Html::escape(seen.short("strength", body.strength.code()))];
    let weak = weak_words(seen, &body.what.0);
    if body.strength == Strength::Weak || !weak.is_empty() {
        let key = if weak.is_empty() {
            "action-weak"
        } else {
            "action-weak-words"
        };
        strength.push(Html::element("span", "govuk-hint", t1(key, "words", &weak)));
    }
    let mut rows = vec![
        row(t("action-what-key"), &body.what.0),
        SummaryRow::new(t("action-stands-key"), Html::lines(stands_words(body))),
        row(t("action-owner-key"), &body.owner.0),
        row(t("action-due-key"), date_in_words(body.due)),
        SummaryRow::new(t("action-strength-key"), Html::lines(strength)),
        row(t("action-different-key"), &body.different.0),
        row(t("action-known-key"), &body.how_known.0),
        row(t("action-starting-key"), starting),
        SummaryRow::new(t("action-looks-key"), Html::lines(look_lines(body))),
    ];
    rows.extend(seen_row(seen, &LinkedTo::Action(one.id)));
    SummaryCard::new(t("action-card"), SummaryList::new().rows(rows))
        .plain_links()
        .actions(links(seen, one))
}

/// What was seen differently and is linked to this; none where nothing is.
fn seen_row(seen: &Seen<'_>, this: &LinkedTo) -> Option<SummaryRow> {
    let review = seen.base.trim_end_matches("/learning");
    let lines = seen_in((&seen.learning.moments, review), this);
    let any = !lines.is_empty();
    any.then(|| SummaryRow::new(t("learning-seen-in"), Html::lines(lines)))
}

fn links(seen: &Seen<'_>, one: &Stored<Action>) -> Vec<SummaryAction> {
    let learning = &seen.learning;
    let at = format!("{}/actions/{}", seen.base, one.id);
    let said = SummaryAction::new(t("said-link"), format!("{at}/said-before"));
    let said = said.visually_hidden(&one.body.what.0);
    if !learning.may_act || learning.case.closed_at.is_some() {
        return vec![said];
    }
    let own = format!(
        "{}/{}/actions/{}",
        seen.base, one.body.learning_point, one.id
    );
    let what = &one.body.what.0;
    let link = |key: &str, href: String| SummaryAction::new(t(key), href).visually_hidden(what);
    let mut links = vec![
        change(own, what),
        link("action-stands-title", format!("{at}/stands")),
    ];
    if one.body.next_look().is_some() {
        links.push(link("action-look-link", format!("{at}/look")));
    }
    links.push(said);
    links.push(link("take-out-link", format!("{at}/take-away")));
    links
}

/// Where an action stands, since when and why.
pub(super) fn stands_words(action: &Action) -> Vec<Html> {
    let mut lines = vec![strong(t_code("action-stands", action.stands.code()))];
    if let Some((on, why)) = action.stands.since() {
        let since = date_in_words(on);
        lines.push(Html::escape(format!("{since}. {}", why.0)));
    }
    lines
}

fn look_lines(action: &Action) -> Vec<Html> {
    let look = |one: &model::case::LookAgain| {
        let due = date_in_words(one.due);
        match &one.seen {
            None => Html::escape(t1("action-look-due", "day", &due)),
            Some(seen) => {
                let values = [
                    ("day", date_in_words(seen.on).into()),
                    ("change", t_code("action-change", seen.change.code()).into()),
                    ("words", seen.shown_by.0.as_str().into()),
                ];
                Html::escape(t_with("action-look-seen", &values))
            }
        }
    };
    action.look_again.iter().map(look).collect()
}

/// Words of the scheme's list that stand in an action and often mean that nothing will be different.
fn weak_words(seen: &Seen<'_>, what: &str) -> String {
    let what = what.to_lowercase();
    let list = seen.scheme.list("weak_words");
    let all = list.into_iter().flat_map(|list| &list.items);
    let found: Vec<&str> = all
        .map(|item| item.label.en.as_str())
        .filter(|word| what.contains(&word.to_lowercase()))
        .collect();
    found.join(", ")
}
