//! One moment of the journey: its words, what it is linked to, and how it came to say what it says.

use app::exchange::many_told;
use app::journey::{End, OfMoment, ShownLink, Version};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryCard, SummaryList, SummaryRow};
use model::learning::{Learner, MomentKind, MomentStands, SystemLevel};

use super::link::sort;
use super::{Seen, can_reopen, seen_one, seen_words, short, stands};
use crate::draw::{bullets, go, link_button, paragraph, row};
use crate::frame::{Frame, show};
use crate::pages::moments::Parts;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "journey/one.html")]
struct OnePage {
    frame: Frame,
    caption: String,
    words: String,
    facts: Html,
    /// What the reader may do with it.
    ways: Vec<Html>,
    links: Html,
    became: Html,
    add: Option<String>,
    versions: Vec<Html>,
    /// Everything that was said of it.
    whole: String,
}

pub(super) async fn one(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    let found = &seen.found;
    let of = found.versions.len();
    let versions = found.versions.iter().enumerate();
    let holders = app::moment::holders(state.app(), &signed.ctx).await?;
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("journey-one-title"))
            .back(seen.here("")),
        caption: seen.caption(),
        words: found.moment.body.seen_differently.0.clone(),
        facts: facts(&seen, signed.ctx.today()),
        ways: ways(&seen),
        links: links(&state, &signed, &seen)?,
        became: became(&state, &signed, &seen).await?,
        whole: seen.whole(),
        add: found
            .journey
            .may_link
            .then(|| format!("{}/links/moment", seen.own())),
        versions: versions
            .map(|(at, one)| {
                let role = seen.role(&holders, who(one));
                version((at + 1, of), one, &role)
            })
            .collect(),
    })
}

fn facts(seen: &Seen<'_, OfMoment>, today: model::Date) -> Html {
    let body = &seen.found.moment.body;
    let next = body.waits_until().map(date_in_words);
    let next = next.unwrap_or_else(|| t("journey-no-next"));
    let mut rows: Vec<SummaryRow> = vec![
        row(t("journey-col-day"), seen_words(&seen.found.moment)),
        row(t("journey-col-stands"), stands(body, today)),
        row(t("journey-next-key"), next),
        row(
            t("journey-col-kind"),
            seen.label("moment_kind", body.kind.map(MomentKind::code)),
        ),
        row(
            t("journey-col-level"),
            seen.label("level", body.level.map(SystemLevel::code)),
        ),
    ];
    for (key, words) in [
        ("journey-before-key", &body.thought_before),
        ("journey-prompted-key", &body.prompted_by),
    ] {
        if !words.0.is_empty() {
            rows.push(row(t(key), words.0.as_str()));
        }
    }
    SummaryList::new().rows(rows).render()
}

fn ways(seen: &Seen<'_, OfMoment>) -> Vec<Html> {
    if !seen.found.journey.may_revise {
        return Vec::new();
    }
    let body = &seen.found.moment.body;
    let is_open = body.stands != MomentStands::LetGo;
    let all = [
        ("revise", "journey-revise", true),
        ("more", "journey-more", true),
        ("basis", "journey-basis-link", !seen.place.is_own),
        ("look", "journey-look-link", is_open),
        ("doubt", "journey-doubt", is_open),
        ("reopen", "journey-reopen", can_reopen(body)),
    ];
    let shown = all.into_iter().filter(|(_, _, may)| *may);
    shown
        .map(|(end, key, _)| {
            let href = format!("{}/{end}", seen.own());
            go(t(key), href).secondary().render()
        })
        .collect()
}

/// The other end, as a link where it has a page.
fn end(seen: &Seen<'_, OfMoment>, end: &End) -> Html {
    let Some((sort, id, words)) = sort(end) else {
        return Html::escape(match end {
            End::Shared(id) => t_with("journey-end-shared", &[("id", id.as_str().into())]),
            _ => t("journey-end-restricted"),
        });
    };
    let href = match end {
        End::Moment(..) => seen.here(&format!("/{id}")),
        End::LearningPoint(..) | End::Action(..) => format!("{}/learning", seen.place.above),
        End::Entry(..) => format!("{}/chronology", seen.place.above),
        End::File(..) | End::Shared(_) | End::Restricted => format!("{}/files", seen.place.above),
    };
    let what = t_code("journey-end", sort);
    let values = [("what", what.into()), ("words", short(words).into())];
    Link::new(t_with("journey-end-is", &values), href).render()
}

fn links(state: &WebState, signed: &Signed, seen: &Seen<'_, OfMoment>) -> Result<Html, PageError> {
    if seen.found.links.is_empty() {
        return Ok(paragraph(t("journey-links-none")));
    }
    let mut lines = Vec::new();
    for one in &seen.found.links {
        lines.push(line(state, signed, (seen, one))?);
    }
    Ok(bullets(lines))
}

/// What became of it: each time that it was shared, and how many others told what they did with that.
async fn became(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_, OfMoment>,
) -> Result<Html, PageError> {
    let mut lines = Vec::new();
    for release in &seen.found.became {
        let told = many_told(state.app(), &signed.ctx, release).await?;
        let reference = &seen.place.reference;
        let href = signed.path(&format!("reviews/{reference}/sharing/{}", release.of));
        let day = |on| date_in_words(on).into();
        let values = [
            ("whom", t_code("share-to", release.audience.code()).into()),
            ("day", day(release.on)),
        ];
        let mut parts = vec![Link::new(t_with("journey-became-shared", &values), href).render()];
        if let Some(back) = &release.taken_back {
            parts.push(Html::escape(t_with(
                "journey-became-back",
                &[("day", day(back.on))],
            )));
        }
        if release.audience.is_beyond() {
            let values = [("many", told.all.into()), ("new", told.new.into())];
            parts.push(Html::escape(t_with("journey-became-told", &values)));
        }
        lines.push(Html::lines(parts));
    }
    Ok(match lines.is_empty() {
        true => paragraph(t("journey-became-none")),
        false => bullets(lines),
    })
}

/// "It led to: Action: …", with how to take it away; a link of another moment is taken away on that one's page.
fn line(
    state: &WebState,
    signed: &Signed,
    (seen, one): (&Seen<'_, OfMoment>, &ShownLink),
) -> Result<Html, PageError> {
    let family = if one.at.is_some() {
        "journey-link-is"
    } else {
        "journey-link-comes"
    };
    let is = t_code(family, one.kind.code());
    let mut parts = vec![Html::escape(format!("{is}: ")), end(seen, &one.end)];
    if let Some(at) = one.at.filter(|_| seen.found.journey.may_link) {
        let action = format!("{}/unlink/{at}", seen.own());
        let hidden = state.hidden(&signed.visit, Some(seen.found.moment.version))?;
        let about = t_with("journey-unlink-about", &[("what", is.into())]);
        let button = link_button(&action, hidden, (&t("journey-unlink"), &about))?;
        parts.push(Html::element("div", "tl-noprint", button));
    }
    Ok(Html::join(parts))
}

/// Who wrote a version, as the store keeps it.
fn who(one: &Version) -> Option<&Learner> {
    let turn = one.turn.as_ref();
    turn.map_or(one.first_as.as_ref(), |turn| turn.recorded_as.as_ref())
}

/// What it said, when, in which role, and why it changed. The first has no turn.
fn version((at, of): (usize, usize), one: &Version, role: &str) -> Html {
    let turn = one.turn.as_ref();
    let what = turn.map_or("written", |turn| turn.what.code());
    let what = if at > 1 && turn.is_none() {
        t("turn-worded")
    } else {
        t_code("turn", what)
    };
    let values = [
        ("day", date_in_words(one.on).into()),
        ("what", what.into()),
        ("who", role.into()),
    ];
    let mut rows = vec![row(t("journey-version-words"), one.words.as_str())];
    if let Some(turn) = turn {
        if !turn.why.0.is_empty() {
            rows.push(row(t("journey-version-why"), turn.why.0.as_str()));
        }
        let answers = turn.answers.map(date_in_words);
        rows.extend(answers.map(|day| row(t("journey-version-answers"), day)));
    }
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let title = [
        ("number", number(at).into()),
        ("of", number(of).into()),
        ("said", t_with("journey-version-said", &values).into()),
    ];
    let list = SummaryList::new().rows(rows);
    SummaryCard::new(t_with("journey-version", &title), list.render()).render()
}
