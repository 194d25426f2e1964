//! The genogram of a day: drawn, and the same facts in words beneath it.

use app::people_places::Fact;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Details, Html, Size, TableCell};
use model::case::TieStands;
use model::{Date, RecordId};

use super::drawing::drawn;
use super::facts::{table, what};
use super::list::{anchor, hidden};
use super::{Seen, seen};
use crate::draw::{Columns, bullets, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::sheet::put_day;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const ON: Field = field("on", "genogram-on");

#[derive(Template)]
#[template(path = "people_places/genogram.html")]
struct GenogramPage {
    frame: Frame,
    caption: String,
    form: Filled,
    here: String,
    ways: Vec<(String, String)>,
    on: Html,
    /// The day that is drawn, in a sentence.
    day: String,
    hidden: Option<String>,
    /// How many in the register are not drawn because nobody has said what they are to anybody.
    alone: Option<String>,
    picture: Html,
    signs: Html,
    homes: Html,
    people: Html,
    ties: Html,
}

pub(super) async fn genogram(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let mut form = Filled::posted(typed);
    let today = signed.ctx.today();
    let asked = form.date_or_none(&ON);
    let on = asked.unwrap_or(today);
    if asked.is_none() && form.is_good() {
        put_day(&mut form, &ON, Some(today));
    }
    let seen = seen(&state, &signed, (&text, query.as_deref())).await?;
    let drawing = seen.found.genogram(on, today);
    let shown: Vec<RecordId> = drawing.people.iter().map(|one| one.person.id).collect();
    let register = seen.found.register.people();
    let alone = register.filter(|(id, _)| !shown.contains(id)).count();
    let facts = || {
        let facts = seen.found.facts();
        facts.filter(move |fact| fact.stands(on, today) != TieStands::NotYet)
    };
    let boxes = form.date_boxes(ON, ON.legend().size(Size::S));
    let page = GenogramPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("genogram-title"))
            .back(seen.to(""))
            .with_errors(form.errors()),
        caption: seen.caption(),
        here: seen.here("/genogram"),
        ways: ways(&seen),
        on: Html::join([boxes.render(), seen.naming.hidden()]),
        day: t1("genogram-day", "day", date_in_words(on)),
        hidden: hidden(&seen),
        alone: (alone > 0).then(|| t1("genogram-alone", "count", alone)),
        picture: drawn(&seen, &drawing, (on, today))?,
        signs: signs(),
        homes: homes(&seen, &drawing),
        people: people(&seen, &shown, (on, today)),
        ties: table((&state, &signed), &seen, facts())?,
        form,
    };
    show_form(page.form.errors(), &page)
}

fn ways(seen: &Seen) -> Vec<(String, String)> {
    let chronology = seen.naming.added(&format!("{}/chronology", seen.review));
    vec![
        (seen.to(""), t("people-places-title")),
        (chronology, t("chronology-title")),
        seen.naming.switch(&seen.here("/genogram")),
    ]
}

/// What the signs mean, in words.
fn signs() -> Html {
    let keys = [
        "genogram-sign-square",
        "genogram-sign-circle",
        "genogram-sign-diamond",
        "genogram-sign-review",
        "genogram-sign-died",
        "genogram-sign-couple",
        "genogram-sign-other",
        "genogram-sign-home",
    ];
    let signs = bullets(keys.map(|key| Html::escape(t(key))));
    Details::new(t("genogram-signs"), signs).render()
}

/// The homes by their numbers on the drawing.
fn homes(seen: &Seen, drawing: &app::chronology::genogram::Genogram) -> Html {
    let numbered = drawing.numbers().into_iter().enumerate();
    let lines = numbered.map(|(at, place)| {
        let values = [
            ("number", (at + 1).into()),
            ("name", seen.name(place).into()),
        ];
        Html::escape(t_with("genogram-home", &values))
    });
    let lines: Vec<Html> = lines.collect();
    if lines.is_empty() {
        return paragraph(t("genogram-no-homes"));
    }
    bullets(lines)
}

/// Whoever is drawn, with everything that is said of what they are to others.
fn people(seen: &Seen, shown: &[RecordId], days: (Date, Date)) -> Html {
    let columns = Columns::default().silent(t("people-places-name"));
    let columns = columns.with(&["genogram-drawn-as", "genogram-what"]);
    let rows = shown.iter().map(|id| {
        let lines = said(seen, *id, days);
        let lines = if lines.is_empty() {
            Html::escape(t("genogram-nothing"))
        } else {
            Html::lines(lines.iter().map(Html::escape))
        };
        let sex = t_code("register-sex-is", seen.found.sex(*id).code());
        let died = seen.found.people.has_died(*id);
        let drawn = if died {
            t1("genogram-died", "sex", sex)
        } else {
            sex
        };
        vec![
            TableCell::new(seen.name(*id))
                .header()
                .attribute("id", anchor(*id)),
            TableCell::new(drawn),
            TableCell::new(lines),
        ]
    });
    columns
        .table(t("people-places-people"), rows)
        .caption_hidden()
        .render()
}

/// What somebody is to others on a day, and what others are to them, each in words.
pub(super) fn said(seen: &Seen, id: RecordId, (on, today): (Date, Date)) -> Vec<String> {
    let line = |fact: Fact<'_>| {
        let words = what(seen, &fact);
        let words = if fact.from() == id {
            words
        } else {
            let values = [
                ("who", seen.name(fact.from()).into()),
                ("what", words.into()),
            ];
            t_with("genogram-other-is", &values)
        };
        match fact.stands(on, today) {
            TieStands::NotYet => None,
            TieStands::Holds => Some(words),
            TieStands::Ended => Some(t1("genogram-was", "what", words)),
        }
    };
    seen.found
        .facts_of(id)
        .into_iter()
        .filter_map(line)
        .collect()
}
