//! Every request of a review and where its return stands: one page that shows who has returned and who is waited for.

use app::names::Names;
use app::returns::{MailKind, OneRequest, Requests, requests};
use app::vault::AgencyReturn;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, TableCell, Tag, TagColour};
use model::Date;
use model::scheme::StepText;

use super::{agency, caption};
use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::seen::Here;
use crate::pages::today::days_to;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "requests/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    summary: String,
    table: Html,
    may_add: bool,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let found = requests(state.app(), &signed.ctx, &reference).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    let base = format!("{review}/requests");
    let today = signed.ctx.today();
    let returns: Vec<AgencyReturn> = found.all.iter().map(|one| one.stands.clone()).collect();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("agency-requests-title"))
            .back(review),
        caption: caption(&reference),
        step: loaded.scheme.step("requests").cloned(),
        summary: summary(&returns, today),
        table: table(&found, &names, (&base, today)),
        may_add: found.may_manage && found.case.closed_at.is_none(),
        base,
    })
}

/// How many were asked, have returned, and are waited for past their day; and apart from these, how many requests wait to be
/// sent, and for how many agencies a document was handed in that they have not signed off.
pub(crate) fn summary(all: &[AgencyReturn], today: Date) -> String {
    let many = |what: &dyn Fn(&AgencyReturn) -> bool| {
        let stands = all.iter().filter(|one| one.withdrawn_at.is_none());
        i64::try_from(stands.filter(|one| what(one)).count()).unwrap_or(i64::MAX)
    };
    let asked = many(&|one| one.sent_at.is_some());
    let unsent = many(&|one| one.sent_at.is_none());
    let came = many(&|one| one.waits() && one.came_at.is_some());
    let mut said = Vec::new();
    if asked > 0 {
        let values = [
            ("asked", asked.into()),
            ("returned", many(&|one| one.signed_off_at.is_some()).into()),
            ("late", many(&|one| one.is_late(today)).into()),
        ];
        said.push(t_with("agency-requests-summary", &values));
    }
    if came > 0 {
        said.push(t_with("agency-requests-came", &[("many", came.into())]));
    }
    if unsent > 0 {
        said.push(t_with("agency-requests-unsent", &[("many", unsent.into())]));
    }
    if said.is_empty() {
        return t("agency-requests-none");
    }
    said.join(" ")
}

fn table(found: &Requests, names: &Names, (base, today): (&str, Date)) -> Html {
    if found.all.is_empty() {
        return Html::default();
    }
    let heads = [
        "request-col-agency",
        "request-col-stands",
        "request-col-due",
        "request-col-found",
        "request-col-questions",
        "request-col-chased",
    ];
    let rows = found.all.iter().map(|one| {
        let href = format!("{base}/{}", one.stands.id);
        let link = Link::new(agency(names, one.stands.agency), href);
        let found = one.found.map(|found| t_code("agency-found", found.code()));
        vec![
            TableCell::new(Html::from(link)).header(),
            TableCell::new(stands(one, today)),
            TableCell::new(due(one)),
            TableCell::new(found.unwrap_or_else(|| t("request-not-yet"))),
            TableCell::new(one.open_queries.to_string()),
            TableCell::new(chased(one)),
        ]
    });
    Columns::of(&heads)
        .table(t("agency-requests-caption"), rows)
        .render()
}

/// The last day, and how far it is while the return is waited for.
fn due(one: &OneRequest) -> Html {
    let left = one.left.map(days_to);
    let lines = [Some(date_in_words(one.stands.due)), left];
    Html::lines(lines.into_iter().flatten().map(Html::escape))
}

/// How often somebody was reminded, and who was told that the return did not come.
fn chased(one: &OneRequest) -> Html {
    let kinds = [MailKind::Reminder, MailKind::Passed].map(MailKind::code);
    let mails = one.mails.iter();
    let reminders = mails.filter(|mail| kinds.contains(&mail.kind.as_str()));
    let mut days: Vec<Date> = reminders
        .map(|mail| mail.added_at.date_in_london())
        .collect();
    // One day is one reminder, to however many people it went.
    days.sort_unstable();
    days.dedup();
    let mut lines = Vec::new();
    if let Some(last) = days.last() {
        let values = [
            ("count", days.len().into()),
            ("day", date_in_words(*last).into()),
        ];
        lines.push(t_with("request-reminded", &values));
    }
    if let (Some(on), Some(manager)) = (one.stands.escalated_on, &one.request.body.manager) {
        let values = [
            ("day", date_in_words(on).into()),
            ("who", manager.who.0.as_str().into()),
        ];
        lines.push(t_with("request-escalated", &values));
    }
    if lines.is_empty() {
        lines.push(t("request-not-chased"));
    }
    Html::lines(lines.iter().map(Html::escape))
}

/// Where the return stands, as a tag with words; that its day has passed is said beside it.
pub(super) fn stands(one: &OneRequest, today: Date) -> Html {
    let code = one.stands.stands();
    let colour = match code {
        "accepted" => TagColour::Green,
        "signed_off" => TagColour::Teal,
        "withdrawn" => TagColour::Grey,
        "draft" => TagColour::Yellow,
        _ => TagColour::Blue,
    };
    let tag = Tag::new(t_code("request-stands", code))
        .colour(colour)
        .render();
    let mut all = vec![tag];
    if one.open_queries > 0 {
        let queried = Tag::new(t("request-queried")).colour(TagColour::Purple);
        all.extend([" ".into(), queried.render()]);
    }
    let unsent = one.stands.withdrawn_at.is_none() && one.stands.sent_at.is_none();
    let more = [
        (
            one.nobody_answers(),
            "request-nobody-answers",
            TagColour::Red,
        ),
        (!one.added().is_empty(), "request-added", TagColour::Orange),
        (
            one.stands.waits() && one.stands.came_at.is_some(),
            "request-came",
            TagColour::Teal,
        ),
        (
            one.stands.is_late(today) || (unsent && one.stands.due < today),
            "request-past",
            TagColour::Orange,
        ),
    ];
    for (_, key, colour) in more.into_iter().filter(|(is_so, ..)| *is_so) {
        all.extend([" ".into(), Tag::new(t(key)).colour(colour).render()]);
    }
    Html::join(all)
}
