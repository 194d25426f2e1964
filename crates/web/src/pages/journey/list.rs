//! What was seen differently in a review, in the order of the days; the address says which are shown.

use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use axum_extra::extract::Query;
use govuk::{Html, Link, TableCell};
use model::Date;
use model::learning::{LearningStage, Moment, MomentKind, SystemLevel};

use super::{Seen, anchor, seen, seen_words, stands};
use crate::draw::{Columns, marked};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::chronology::select;
use crate::pages::moments::Parts;
use crate::pages::seen::coded;
use crate::problem::Answer;
use crate::texts::{t, t_with};
use crate::{Signed, WebState};
use app::journey::Journey;

const KIND: Field = field("kind", "journey-kind");
const LEVEL: Field = field("level", "journey-level");
const STAGE: Field = field("stage", "journey-stage");

#[derive(Template)]
#[template(path = "journey/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    form: Filled,
    here: String,
    ways: Vec<(String, String)>,
    lead: String,
    none: String,
    boxes: Html,
    /// How many are shown, where not all are.
    shown: Option<String>,
    any: bool,
    table: Option<Html>,
}

/// What an address asks to see.
struct Asked {
    kind: Option<MomentKind>,
    level: Option<SystemLevel>,
    stage: Option<LearningStage>,
}

impl Asked {
    fn read(form: &mut Filled) -> Self {
        let given = |form: &Filled, field: &Field| !form.value(field.id).is_empty();
        let kind = given(form, &KIND).then(|| form.coded(&KIND, MomentKind::from_code));
        let level = given(form, &LEVEL).then(|| form.coded(&LEVEL, SystemLevel::from_code));
        let stage = given(form, &STAGE).then(|| form.coded(&STAGE, LearningStage::from_code));
        Self {
            kind: kind.flatten(),
            level: level.flatten(),
            stage: stage.flatten(),
        }
    }

    fn shows(&self, moment: &Moment) -> bool {
        (self.kind.is_none() || self.kind == moment.kind)
            && (self.level.is_none() || self.level == moment.level)
            && (self.stage.is_none() || self.stage == moment.stage)
    }
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    Query(typed): Query<Vec<(String, String)>>,
) -> Answer {
    let mut form = Filled::posted(typed);
    let asked = Asked::read(&mut form);
    let seen = seen(&state, &signed, &parts).await?;
    let all = seen.found.moments.iter().enumerate();
    let chosen: Vec<(usize, &Stored<Moment>)> =
        all.filter(|(_, one)| asked.shows(&one.body)).collect();
    let of = seen.found.moments.len();
    let values = [("many", count(chosen.len())), ("of", count(of))];
    let page = ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("journey-title"))
            .back(seen.place.above.clone())
            .with_errors(form.errors()),
        caption: seen.caption(),
        here: seen.here(""),
        ways: seen.ways(),
        lead: seen.says(("journey-lead", "own-journey-lead")),
        none: seen.says(("journey-none", "own-journey-none")),
        boxes: boxes(&form, &seen),
        shown: (chosen.len() < of).then(|| t_with("journey-shown", &values)),
        any: of > 0,
        table: (!chosen.is_empty()).then(|| table(&seen, &chosen, signed.ctx.today())),
        form,
    };
    show_form(page.form.errors(), &page)
}

fn count(many: usize) -> crate::texts::Value<'static> {
    i64::try_from(many).unwrap_or(i64::MAX).into()
}

fn boxes(form: &Filled, seen: &Seen<'_, Journey>) -> Html {
    let list = |list: &str| coded(seen.scheme.list(list)).into_iter();
    Html::join([
        select(form, KIND, ("journey-any-kind", list("moment_kind"))),
        select(form, LEVEL, ("journey-any-level", list("level"))),
        select(form, STAGE, ("journey-any-stage", list("learning_stage"))),
    ])
}

fn table(seen: &Seen<'_, Journey>, chosen: &[(usize, &Stored<Moment>)], today: Date) -> Html {
    let columns = Columns::of(&[
        "journey-col-number",
        "journey-col-day",
        "journey-col-words",
        "journey-col-kind",
        "journey-col-level",
        "journey-col-stands",
    ]);
    let rows = chosen
        .iter()
        .map(|(at, one)| cells(seen, (*at, one), today));
    let table = columns.table(t("journey-title"), rows);
    table.caption_hidden().render()
}

fn cells(
    seen: &Seen<'_, Journey>,
    (at, one): (usize, &Stored<Moment>),
    today: Date,
) -> Vec<TableCell> {
    let body = &one.body;
    let words = Link::new(
        body.seen_differently.0.as_str(),
        seen.here(&format!("/{}", one.id)),
    );
    let stage = body
        .stage
        .map(|stage| seen.label("learning_stage", Some(stage.code())));
    let stage = stage.map_or_else(Html::default, Html::escape);
    vec![
        TableCell::new((at + 1).to_string())
            .header()
            .attribute("id", anchor(one)),
        TableCell::new(seen_words(one)),
        TableCell::new(marked(words.render(), stage)),
        TableCell::new(seen.label("moment_kind", body.kind.map(MomentKind::code))),
        TableCell::new(seen.label("level", body.level.map(SystemLevel::code))),
        TableCell::new(stands(body, today)),
    ]
}
