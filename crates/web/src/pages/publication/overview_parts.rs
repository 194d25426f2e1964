//! The parts of the page of publication, each as it is on record.

use app::publication::{Lack, Part};
use app::vault::Stored;
use govuk::{Html, Link, SummaryCard, SummaryList, SummaryRow};
use model::case::{
    FirstTold, NOTICE_TO, PublicationDecision, PublicationDelay, REASONS_TO, ReasonsSent, ToldFirst,
};

use super::{Seen, by_on, delay, group_name};
use crate::draw::{bullets, change, paragraph, row, strong};
use crate::pages::practitioners;
use crate::texts::{t, t_code, t_code_with, t_with, t1};

/// Words that stand for something that nobody has said yet.
fn not_yet(key: &str) -> Html {
    Html::element("span", "govuk-hint", t(key))
}

/// Whether the reader may change what comes before publication.
fn may(seen: &Seen<'_>) -> bool {
    seen.is_open(seen.publication.may_edit) && !seen.publication.made.is_out()
}

/// What is missing, each sentence a link to where it is put right.
pub(super) fn lacks_list(seen: &Seen<'_>, all: &[Lack]) -> Html {
    if all.is_empty() {
        return paragraph(t("publish-lacks-nothing"));
    }
    let lines = all.iter().map(|one| {
        let many = i64::try_from(one.many).unwrap_or(i64::MAX);
        let words = t_code_with("lacks", one.code, &[("many", many.into())]);
        Link::new(words, place(seen, one.part)).render()
    });
    Html::join([paragraph(t("publish-lacks")), bullets(lines)])
}

fn place(seen: &Seen<'_>, part: Part) -> String {
    let anchor = match part {
        Part::Proceedings => return format!("{}/proceedings", seen.review()),
        Part::Checks => return format!("{}/checklist", seen.base),
        Part::Version => "version",
        Part::Told => "told",
        Part::Notices => "notices",
        Part::Delays => "delays",
        Part::Approvals => "approvals",
    };
    format!("{}#{anchor}", seen.base)
}

/// The version that is to be published, and how many there were before it.
pub(super) fn version(seen: &Seen<'_>) -> Html {
    let made = &seen.publication.made;
    let Some(current) = made.current() else {
        return paragraph(t("publish-no-version"));
    };
    let named = by_on(
        &current.body.named_by.0,
        crate::when::moment_in_words(current.added_at),
    );
    let mut rows = vec![
        row(t("version-key"), seen.version_name(&current.body)),
        row(t("version-by-key"), named),
    ];
    let before = made.versions.iter().filter(|one| one.id != current.id);
    let before: Vec<String> = before.map(|one| seen.version_name(&one.body)).collect();
    if !before.is_empty() {
        rows.push(SummaryRow::new(
            t("version-before-key"),
            Html::lines(before.iter().map(Html::escape)),
        ));
    }
    SummaryList::new().rows(rows).render()
}

/// A row for each group that hears first.
pub(super) fn told(seen: &Seen<'_>) -> SummaryList {
    let rows = FirstTold::ALL.iter().map(|whom| {
        let name = group_name(*whom);
        let said = seen.publication.made.told(*whom);
        let answer = said.map_or_else(|| not_yet("first-not-yet"), |one| told_words(seen, one));
        let answer = Html::lines([answer, on_record(seen, *whom)]);
        let drawn = row(&name, answer);
        let href = format!("{}/told/{}", seen.base, whom.code());
        if may(seen) && seen.current().is_some() {
            drawn.action(change(href, name))
        } else {
            drawn
        }
    });
    SummaryList::new().rows(rows)
}

/// How many practitioners are on record, and the way to them; nothing for the other groups.
fn on_record(seen: &Seen<'_>, whom: FirstTold) -> Html {
    let all = &seen.publication.made.records.practitioners;
    let words = practitioners::summary(all).filter(|_| whom == FirstTold::Practitioners);
    let link = |words: String| Link::new(words, format!("{}/practitioners", seen.review()));
    words.map_or_else(Html::default, |words| link(words).render())
}

fn told_words(seen: &Seen<'_>, one: &Stored<ToldFirst>) -> Html {
    let body = &one.body;
    let mut lines = Vec::new();
    if !seen.publication.made.is_current(body.of) {
        lines.push(strong(t("publish-said-of-earlier")));
    }
    if let Some(told) = &body.told {
        let when = by_on(&told.by.0, told.on);
        lines.push(Html::escape(t1("first-told-line", "by", when)));
    }
    if let Some(draft) = &body.draft {
        let values = [
            ("from", draft.from.to_string().into()),
            ("long", draft.how_long.0.as_str().into()),
        ];
        lines.push(Html::escape(t_with("first-draft-line", &values)));
        let comments = t_code("first-comments", draft.comments.code());
        lines.push(Html::escape(comments));
    }
    if let Some(why) = &body.not_first {
        let reason = seen.recipient("not_told_first", &why.reason);
        lines.push(strong(reason));
        lines.push(Html::escape(&why.words.0));
        lines.push(Html::escape(t1(
            "first-decided-line",
            "who",
            why.decided_by.0.as_str(),
        )));
    }
    lines.push(Html::escape(t1(
        "first-danger-line",
        "words",
        body.danger.0.as_str(),
    )));
    Html::lines(lines)
}

/// A row for each of those who must have the report first.
pub(super) fn notices(seen: &Seen<'_>) -> SummaryList {
    let rows = seen.items(NOTICE_TO).iter().map(|item| {
        let made = &seen.publication.made;
        let answer = match made.notice(&item.code) {
            None if made.noticed_before() => Html::escape(t("notice-before")),
            None => not_yet("notice-not-yet"),
            Some(one) => {
                let body = &one.body;
                let way = t_code("channel", &body.channel);
                let mut lines = Vec::new();
                if !made.is_current(body.of) {
                    lines.push(strong(t("notice-of-earlier")));
                }
                lines.push(Html::escape(by_on(&body.by.0, body.on)));
                lines.push(Html::escape(if body.whom.0.is_empty() {
                    way
                } else {
                    format!("{way}: {}", body.whom.0)
                }));
                Html::lines(lines)
            }
        };
        let drawn = row(&item.label.en, answer);
        let href = format!("{}/notices/{}", seen.base, item.code);
        if may(seen) && seen.current().is_some() {
            drawn.action(change(href, item.label.en.as_str()))
        } else {
            drawn
        }
    });
    SummaryList::new().rows(rows)
}

/// A card for each delay, with what was sent about it and what came back.
pub(super) fn delays(seen: &Seen<'_>) -> Html {
    let made = &seen.publication.made;
    if made.delays.is_empty() {
        return paragraph(t("delay-none"));
    }
    let may = seen.is_open(seen.publication.may_edit);
    let cards = made.delays.iter().map(|one| {
        let href = format!("{}/delays/{}", seen.base, one.id);
        let sent = made.reasons.iter().filter(|sent| sent.body.delay == one.id);
        let mut rows = delay_rows(&one.body);
        rows.extend(sent.map(|sent| sent_row(seen, (&href, may), sent)));
        let title = t_code("delay-short", delay::kind(&one.body));
        let title = format!("{title}, {}", one.body.on);
        let mut links = Vec::new();
        if may {
            links.push(change(&href, &title));
            let add = govuk::SummaryAction::new(t("reasons-title"), format!("{href}/sent/new"));
            links.push(add.visually_hidden(&title));
        }
        SummaryCard::new(&title, SummaryList::new().rows(rows))
            .plain_links()
            .actions(links)
            .render()
    });
    Html::join(cards)
}

fn delay_rows(one: &PublicationDelay) -> Vec<SummaryRow> {
    let expected = match (&one.expected, one.never) {
        (Some(on), _) => on.to_string(),
        (None, true) => t("delay-no-day"),
        (None, false) => t("delay-cannot-say"),
    };
    vec![
        row(t("delay-reasons-key"), &one.reasons.0),
        row(t("delay-expected-key"), expected),
        row(t("delay-by-key"), &one.by.0),
    ]
}

fn sent_row(seen: &Seen<'_>, (href, may): (&str, bool), one: &Stored<ReasonsSent>) -> SummaryRow {
    let body = &one.body;
    let name = seen.recipient(REASONS_TO, &body.recipient);
    let mut lines = vec![Html::escape(t1(
        "reasons-sent-line",
        "by",
        by_on(&body.by.0, body.on),
    ))];
    match &body.answer {
        None => lines.push(not_yet("reasons-no-answer")),
        Some(answer) => {
            let on = answer.on.to_string();
            lines.push(strong(t1("reasons-answer-line", "day", on)));
            lines.push(Html::escape(&answer.words.0));
            if !answer.done.0.is_empty() {
                lines.push(Html::escape(t1(
                    "reasons-done-line",
                    "words",
                    answer.done.0.as_str(),
                )));
            }
        }
    }
    let drawn = row(&name, Html::lines(lines));
    if may {
        return drawn.action(change(format!("{href}/sent/{}", one.id), name));
    }
    drawn
}

/// Every decision that was recorded, the latest first.
pub(super) fn decisions(seen: &Seen<'_>) -> Html {
    let made = &seen.publication.made;
    let cards = made.decisions.iter().rev().map(|one| {
        let title = t_code("decided", one.body.outcome.code());
        let title = format!("{title}, {}", one.body.on);
        let rows = decision_rows(seen, &one.body);
        SummaryCard::new(title, SummaryList::new().rows(rows)).render()
    });
    Html::join(cards)
}

fn decision_rows(seen: &Seen<'_>, one: &PublicationDecision) -> Vec<SummaryRow> {
    let what = if one.outcome.publishes() {
        "decided-what-key"
    } else {
        "decided-instead-key"
    };
    let mut versions = seen.publication.made.versions.iter();
    let version = versions.find(|version| version.id == one.of);
    let version = version.map_or_else(String::new, |version| seen.version_name(&version.body));
    let mut rows = vec![row(t(what), &one.what.0), row(t("version-key"), version)];
    if !one.why.0.is_empty() {
        rows.push(row(t("decided-why-key"), &one.why.0));
    }
    rows.push(row(t("decided-by-key"), &one.decided_by.0));
    if let Some(early) = &one.not_waiting {
        let words = Html::lines([Html::escape(&early.why.0), Html::escape(&early.by.0)]);
        rows.push(row(t("decided-early-key"), words));
    }
    rows
}

/// What followed publication.
pub(super) fn after_rows(seen: &Seen<'_>) -> Html {
    let Some(one) = seen.publication.made.after.last() else {
        return paragraph(t("after-not-yet"));
    };
    let body = &one.body;
    let sent = body.repository.map(|on| on.to_string());
    let repository = [sent.unwrap_or_default(), body.repository_words.0.clone()];
    let repository = repository.iter().filter(|words| !words.is_empty());
    let name = seen.scheme.recipients.iter();
    let name = name.clone().find(|item| item.id == "nspcc_repository");
    let name = name.map_or_else(|| t("after-repository-key"), |item| item.label.en.clone());
    let rows = [
        row(t("after-heard-key"), &body.told_first.0),
        row(t("after-address-key"), &body.address.0),
        row(t("after-kept-by-key"), &body.kept_by.0),
        row(name, Html::lines(repository.map(Html::escape))),
    ];
    SummaryList::new().rows(rows).render()
}
