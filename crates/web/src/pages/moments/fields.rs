//! The questions about a moment: one answer that is asked for, and everything else folded away.

use access::Role;
use app::names::Names;
use govuk::{Html, Label};
use model::learning::{
    Basis, BasisKind, Confidence, EquityAsked, EquityLens, Learner, LearningLoop, LearningStage,
    Moment, MomentKind, SystemLevel,
};
use model::scheme::Scheme;
use model::{Date, FileId, RecordId, Sensitive};

use crate::form::{Field, Filled, field};
use crate::pages::seen::coded;
use crate::sheet::{Ask, Input, Offer, drawn, fold, input};
use crate::texts::{t, t_code};

pub(super) const SEEN: Field = field("m-seen", "moment-seen");
pub(crate) const BEFORE: Field = field("m-before", "moment-before");
const PROMPTED: Field = field("m-prompted", "moment-prompted");
const ON: Field = field("m-on", "moment-on");
const STAGE: Field = field("m-stage", "moment-stage");
const KIND: Field = field("m-kind", "moment-kind");
const LEVEL: Field = field("m-level", "moment-level");
const CHANGED: Field = field("m-changed", "moment-changed");
const LOOP: Field = field("m-loop", "moment-loop");
const SURE: Field = field("m-sure", "moment-sure");
const BASIS: Field = field("m-basis", "moment-basis");
const PASSAGE: Field = field("m-passage", "moment-passage");
const EQUITY: Field = field("m-equity", "moment-equity");
const FOUND: Field = field("m-found", "moment-found");
const REVISIT: Field = field("m-revisit", "moment-revisit");
const ALSO: Field = field("m-also", "moment-also");
const ALSO_AGENCY: Field = field("m-also-agency", "moment-also-agency");
/// From which page it is written; the browser goes back there.
pub(super) const FROM: &str = "m-from";

/// Longest answer.
const MOST: usize = 2_000;
const MOST_PASSAGE: usize = 300;

/// The questions. Agencies are asked for only on a page of their own, which knows their names.
pub(super) fn inputs(
    scheme: &Scheme,
    form: &Filled,
    (stage, names): (Option<LearningStage>, Option<&Names>),
) -> Vec<Input> {
    let mut folded = more(scheme, names);
    folded.push(input(REVISIT, Ask::Day));
    vec![
        drawn(answer(scheme, form, stage)),
        drawn(crate::draw::kept(FROM, form.value(FROM))),
        fold(t("moment-more"), false, folded),
    ]
}

/// What may be said about it beside the one answer, then or later.
pub(crate) fn more(scheme: &Scheme, names: Option<&Names>) -> Vec<Input> {
    let levels = coded(scheme.list("level"));
    let mut all = vec![
        input(BEFORE, Ask::Words),
        input(PROMPTED, Ask::Words),
        input(KIND, Ask::Pick(coded(scheme.list("moment_kind")))),
        input(STAGE, Ask::Pick(coded(scheme.list("learning_stage")))),
        input(ON, Ask::Line),
        input(LEVEL, Ask::Pick(levels.clone())),
        input(CHANGED, Ask::Pick(levels)),
        input(LOOP, Ask::Pick(coded(scheme.list("loop")))),
        input(SURE, Ask::Pick(coded(scheme.list("confidence")))),
        input(BASIS, Ask::Pick(bases())),
        input(PASSAGE, Ask::Line),
        input(EQUITY, Ask::Pick(equity())),
        input(FOUND, Ask::Words),
    ];
    if let Some(names) = names {
        let agencies = names.agencies().into_iter();
        let agencies = agencies.map(|(id, name)| Offer::new(id.to_string(), name));
        all.push(input(ALSO, Ask::Pick(roles())));
        all.push(input(ALSO_AGENCY, Ask::Pick(agencies.collect())));
    }
    all
}

/// The one answer that is asked for, with the question of the stage where there is one.
fn answer(scheme: &Scheme, form: &Filled, stage: Option<LearningStage>) -> Html {
    let area = form.area(SEEN, Label::new(SEEN.label())).rows(3);
    match stage.and_then(|stage| prompt(scheme, stage)) {
        Some(prompt) => area.hint(prompt).render(),
        None => area.render(),
    }
}

/// The question of a stage.
fn prompt(scheme: &Scheme, stage: LearningStage) -> Option<String> {
    let list = scheme.list("learning_stage")?;
    let item = list.items.iter().find(|item| item.code == stage.code())?;
    item.help.as_ref().map(|help| help.en.clone())
}

fn bases() -> Vec<Offer> {
    let offer = |kind: &BasisKind| Offer::new(kind.code(), t_code("basis", kind.code()));
    BasisKind::ALL.iter().map(offer).collect()
}

fn equity() -> Vec<Offer> {
    let offer = |asked: &EquityAsked| Offer::new(asked.code(), t_code("equity", asked.code()));
    EquityAsked::ALL.iter().map(offer).collect()
}

/// Roles of people who work on reviews: whoever runs the service learns nothing in one.
fn roles() -> Vec<Offer> {
    let works = |role: &&Role| !matches!(role, Role::Operator | Role::Administrator);
    let offer = |role: &Role| Offer::new(role.code(), t_code("role", role.code()));
    Role::ALL.iter().filter(works).map(offer).collect()
}

/// What the box begins with: the stage where there is one, and the page on which it stands.
pub(super) fn begun(stage: Option<LearningStage>, from: &str) -> Filled {
    let stage = stage.map_or("", LearningStage::code);
    Filled::with([(STAGE.id, stage.to_owned()), (FROM, from.to_owned())])
}

/// One of the codes on offer, or none.
fn code<T>(form: &mut Filled, field: &Field, read: fn(&str) -> Option<T>) -> Option<T> {
    if form.value(field.id).is_empty() {
        return None;
    }
    form.coded(field, read)
}

/// What was answered; nothing where something is wrong, which is told at its field.
pub(super) fn read(form: &mut Filled, today: Date) -> Option<Moment> {
    let seen = form.text(&SEEN, MOST);
    let mut moment = read_more(form, today);
    moment.seen_differently = Sensitive(seen.unwrap_or_default());
    moment.revisit_on = form.date_or_none(&REVISIT);
    form.is_good().then_some(moment)
}

/// What was said about it beside the one answer, which is left empty; what is wrong is told at its field.
pub(crate) fn read_more(form: &mut Filled, today: Date) -> Moment {
    let before = form.text_or_none(&BEFORE, MOST);
    let prompted = form.text_or_none(&PROMPTED, MOST);
    let occurred_on = form.uncertain_date_or_none(&ON, today);
    let mut moment = Moment::of("");
    moment.thought_before = Sensitive(before.unwrap_or_default());
    moment.prompted_by = Sensitive(prompted.unwrap_or_default());
    moment.occurred_on = occurred_on;
    moment.stage = code(form, &STAGE, LearningStage::from_code);
    moment.kind = code(form, &KIND, MomentKind::from_code);
    moment.level = code(form, &LEVEL, SystemLevel::from_code);
    moment.changed_at = code(form, &CHANGED, SystemLevel::from_code);
    moment.questions = code(form, &LOOP, LearningLoop::from_code);
    moment.confidence = code(form, &SURE, Confidence::from_code);
    moment.basis = basis(form);
    moment.equity = lens(form);
    moment.who_learned = also(form);
    moment
}

/// What was said about it already; what it rests on and who else learned is added, and so is not there.
pub(crate) fn said_already(moment: &Moment) -> Filled {
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    let equity = moment.equity.as_ref();
    let on = moment.occurred_on.as_ref();
    Filled::with([
        (BEFORE.id, moment.thought_before.0.clone()),
        (PROMPTED.id, moment.prompted_by.0.clone()),
        (ON.id, on.map_or_else(String::new, ToString::to_string)),
        (STAGE.id, code(moment.stage.map(LearningStage::code))),
        (KIND.id, code(moment.kind.map(MomentKind::code))),
        (LEVEL.id, code(moment.level.map(SystemLevel::code))),
        (CHANGED.id, code(moment.changed_at.map(SystemLevel::code))),
        (LOOP.id, code(moment.questions.map(LearningLoop::code))),
        (SURE.id, code(moment.confidence.map(Confidence::code))),
        (EQUITY.id, code(equity.map(|lens| lens.asked.code()))),
        (
            FOUND.id,
            equity.map_or_else(String::new, |lens| lens.words.0.clone()),
        ),
    ])
}

fn also(form: &mut Filled) -> Vec<Learner> {
    let known = |code: &str| Role::ALL.iter().copied().find(|role| role.code() == code);
    let role = code(form, &ALSO, known);
    let agency = form.choice_or_none(&ALSO_AGENCY);
    let learner = role.map(|role| Learner {
        role: role.code().to_owned(),
        agency,
    });
    learner.into_iter().collect()
}

fn lens(form: &mut Filled) -> Option<EquityLens> {
    let words = form.text_or_none(&FOUND, MOST);
    let asked = match words {
        Some(_) => form.coded(&EQUITY, EquityAsked::from_code),
        None => code(form, &EQUITY, EquityAsked::from_code),
    };
    Some(EquityLens {
        asked: asked?,
        words: Sensitive(words.unwrap_or_default()),
    })
}

/// What it rests on: what was chosen, and the entry or file on whose page it was written.
fn basis(form: &mut Filled) -> Vec<Basis> {
    let chosen = code(form, &BASIS, BasisKind::from_code);
    let passage = form.text_or_none(&PASSAGE, MOST_PASSAGE);
    let mut all: Vec<Basis> = of_page(form.value(FROM)).into_iter().collect();
    let words = Sensitive(passage.unwrap_or_default());
    match (all.first_mut(), chosen) {
        (Some(first), None) => first.passage = words,
        (Some(first), Some(kind)) if first.kind == kind => first.passage = words,
        (_, None) if words.0.is_empty() => {}
        (_, kind) => all.push(Basis {
            kind: kind.unwrap_or(BasisKind::Record),
            record: None,
            file: None,
            passage: words,
        }),
    }
    all
}

/// The entry of the chronology or the file that a page is about.
fn of_page(from: &str) -> Option<Basis> {
    let mut parts = from.split('/').skip(5);
    let (part, id) = (parts.next()?, parts.next()?);
    let mut basis = Basis {
        kind: BasisKind::Entry,
        record: None,
        file: None,
        passage: Sensitive::default(),
    };
    match part {
        "chronology" => basis.record = Some(id.parse::<RecordId>().ok()?),
        "files" => {
            basis.kind = BasisKind::File;
            basis.file = Some(id.parse::<FileId>().ok()?);
        }
        _ => return None,
    }
    Some(basis)
}

/// The field that a rule is about.
pub(crate) fn field_of(code: &str) -> Option<Field> {
    match code {
        "moment-empty" | "moment-witness" | "card-closed" | "card-filled" => Some(SEEN),
        "moment-later" => Some(ON),
        "moment-revisit" => Some(REVISIT),
        "moment-basis" => Some(BASIS),
        _ => None,
    }
}

/// Which stage a form names, where it names one.
pub(super) fn stage_of(form: &Filled) -> Option<LearningStage> {
    LearningStage::from_code(form.value(STAGE.id))
}
