//! Writing what is to be shared. What it came from is shown beside; no word of it is in a box before somebody types it. What was
//! released within the partnership stands in the boxes: it was written to be read beside the review, and is checked again.

use app::commons::ThemeList;
use app::library::themes_in_force;
use app::sharing::{CODES, NewDraft, SharingList, save_draft, sharing};
use axum::extract::{Path, State};
use govuk::{Details, Html};
use model::case::{LearningRelease, SharedFrom, SharingDraft};
use model::learning::{Confidence, EffectSeen, SharedLearning, Sharing, SystemLevel};
use model::scheme::{CodeList, Scheme};
use model::{RecordId, Sensitive};

use super::{As, HereDraft, Seen, caption, seen};
use crate::draw::inset;
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::people::reference;
use crate::pages::seen::{HereOne, changeable, coded};
use crate::pages::themes_asked;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, fold, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const CONDITION: Field = field("condition", "share-condition");
const LEVEL: Field = field("level", "share-level-at");
const CHANGED_AT: Field = field("changed-at", "share-changed-at");
const USUALLY: Field = field("usually", "share-usually");
const TRIED: Field = field("tried", "share-tried");
const EFFECT: Field = field("effect", "share-effect");
const EFFECT_SEEN: Field = field("effect-seen", "share-effect-seen");
const EVIDENCE: Field = field("evidence", "share-evidence");
const QUESTION: Field = field("question", "share-question");
const CONTEXT: Field = field("context", "share-context");
const CONFIDENCE: Field = field("confidence", "share-confidence");
const HARM: Field = field("harm", "share-harm");
const AGES: Field = field("ages", "share-ages");
const THEMES: Field = field("themes", "share-themes");
const AUDIENCE: Field = field("audience", "share-wished");
const NAMED: Field = field("named", "share-named");
/// The same question to an organisation that shares what it learned from its own work.
const OWN_NAMED: Field = field("named", "own-named");

/// The answer that the condition can be changed where it lies.
const SAME: &str = "same";
/// The answer that the partnership is named, and that it is not.
const NAMES: [&str; 2] = ["no", "yes"];

fn offers(family: &str, codes: impl Iterator<Item = &'static str>) -> Vec<Offer> {
    codes
        .map(|code| Offer::new(code, t_code(family, code)))
        .collect()
}

fn filled(one: &SharingDraft) -> Filled {
    let named = if one.names_partnership { "yes" } else { "no" };
    let mut pairs = boxes(&one.learning.0);
    pairs.extend([
        (AUDIENCE.id, one.audience.code().to_owned()),
        (NAMED.id, named.to_owned()),
    ]);
    Filled::with(pairs)
}

/// The boxes of what is to be shared, with what somebody wrote in them.
fn boxes(learning: &SharedLearning) -> Vec<(&'static str, String)> {
    let changed = learning.changed_at.map_or(SAME, SystemLevel::code);
    let mut pairs = vec![
        (CONDITION.id, learning.condition.clone()),
        (LEVEL.id, learning.level.code().to_owned()),
        (CHANGED_AT.id, changed.to_owned()),
        (USUALLY.id, learning.usually.clone()),
        (TRIED.id, learning.tried.clone()),
        (EFFECT.id, learning.effect.clone()),
        (EFFECT_SEEN.id, learning.effect_seen.code().to_owned()),
        (EVIDENCE.id, learning.evidence.clone()),
        (QUESTION.id, learning.question.clone()),
        (CONTEXT.id, learning.context.clone()),
        (CONFIDENCE.id, learning.confidence.code().to_owned()),
    ];
    for (field, codes) in [
        (HARM, &learning.harm),
        (AGES, &learning.age_bands),
        (THEMES, &learning.themes),
    ] {
        pairs.extend(codes.iter().map(|code| (field.id, code.clone())));
    }
    pairs
}

/// Whether something can be for these readers: for the partnership only where somebody may release it there, and where it does not
/// read it already.
fn is_offered(audience: Sharing, scheme: &Scheme, from: SharedFrom) -> bool {
    if from == SharedFrom::OwnWork {
        return scheme.release_of(true, audience).is_some();
    }
    let within = || scheme.release_to(audience).is_some() && from != SharedFrom::PartnershipRelease;
    audience.is_beyond() || within()
}

fn inputs(
    scheme: &Scheme,
    (list, kept): (&ThemeList, &[String]),
    (from, beside): (SharedFrom, Option<&Sensitive<String>>),
) -> Vec<Input> {
    let levels = || SystemLevel::ALL.iter().map(|one| one.code());
    let mut changed = vec![Offer::new(SAME, t("share-changed-same"))];
    changed.extend(offers("share-level", levels()));
    let effects = EffectSeen::ALL.iter().map(|one| one.code());
    let sure = Confidence::ALL.iter().map(|one| one.code());
    let audiences = Sharing::ALL.iter();
    let audiences = audiences.filter(|one| is_offered(**one, scheme, from));
    let audiences = audiences.map(|one| one.code());
    let [harm, ages] = CODES.map(|list| scheme.list(list));
    let themes = Ask::AnyOf(themes_asked::offers(list, kept));
    let any = |field, list: Option<&CodeList>| input(field, Ask::AnyOf(coded(list)));
    let mut inputs = Vec::new();
    inputs.extend(beside.map(|words| drawn(shown_beside(words))));
    inputs.extend([
        input(CONDITION, Ask::Words),
        input(LEVEL, Ask::OneOf(offers("share-level", levels()))),
        input(CHANGED_AT, Ask::OneOf(changed)),
        input(USUALLY, Ask::Words),
        input(TRIED, Ask::Words),
        input(EFFECT, Ask::Words),
        input(EFFECT_SEEN, Ask::OneOf(offers("share-effect-is", effects))),
        input(EVIDENCE, Ask::Words),
        input(QUESTION, Ask::Words),
        input(CONTEXT, Ask::Words),
        input(CONFIDENCE, Ask::OneOf(offers("share-sure", sure))),
        fold(
            t("share-codes"),
            false,
            vec![any(HARM, harm), any(AGES, ages), input(THEMES, themes)],
        ),
        input(AUDIENCE, Ask::OneOf(offers("share-to", audiences))),
        named(from == SharedFrom::OwnWork),
    ]);
    inputs
}

/// Whether it is said from whom it comes.
fn named(own_work: bool) -> Input {
    let (field, family) = match own_work {
        true => (OWN_NAMED, "own-named"),
        false => (NAMED, "share-named"),
    };
    input(field, Ask::OneOf(offers(family, NAMES.into_iter())))
}

/// The words of what it came from, folded away: a picture of what not to write.
fn shown_beside(words: &Sensitive<String>) -> Html {
    let words = Html::element("span", "tl-words", &words.0);
    let inside = Html::join([
        crate::draw::paragraph(t("share-beside-explain")),
        inset(words).render(),
    ]);
    Details::new(t("share-beside"), inside).render()
}

fn explain(from: SharedFrom) -> Vec<String> {
    let releases = match from {
        SharedFrom::PartnershipRelease => return vec![t("ours-wider-explain")],
        SharedFrom::OwnWork => "own-write-release",
        _ => "share-write-release",
    };
    vec![t("share-write-explain"), t("share-write-none"), t(releases)]
}

/// What the page is called.
fn title(from: SharedFrom) -> String {
    t(match from {
        SharedFrom::PartnershipRelease => "ours-wider-title",
        _ => "share-write-title",
    })
}

/// Reads the form. What it came from stays as it is.
fn read(form: &mut Filled, (from, of): (SharedFrom, Option<RecordId>)) -> Option<NewDraft> {
    let condition = form.text(&CONDITION, 2_000);
    let level = form.coded(&LEVEL, SystemLevel::from_code);
    let changed = form.coded(&CHANGED_AT, |code| match code {
        SAME => Some(None),
        code => SystemLevel::from_code(code).map(Some),
    });
    let usually = form.text(&USUALLY, 2_000);
    let mut optional = |field| form.text_or_none(field, 2_000).unwrap_or_default();
    let [tried, effect, evidence, question, context] =
        [&TRIED, &EFFECT, &EVIDENCE, &QUESTION, &CONTEXT].map(&mut optional);
    let effect_seen = form.coded(&EFFECT_SEEN, EffectSeen::from_code);
    let confidence = form.coded(&CONFIDENCE, Confidence::from_code);
    let [harm, age_bands, themes] =
        [HARM, AGES, THEMES].map(|field| form.all(field.id).map(str::to_owned).collect());
    let audience = form.coded(&AUDIENCE, Sharing::from_code);
    let named = form.coded(&NAMED, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    if !form.is_good() {
        return None;
    }
    let learning = SharedLearning {
        condition: condition?,
        level: level?,
        changed_at: changed?,
        usually: usually?,
        tried,
        effect,
        effect_seen: effect_seen?,
        evidence,
        question,
        context,
        confidence: confidence?,
        stage: None,
        harm,
        age_bands,
        themes,
    };
    Some(NewDraft {
        from,
        of,
        learning,
        audience: audience?,
        names_partnership: named?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "sharing-condition" => Some(CONDITION),
        "sharing-usually" => Some(USUALLY),
        "sharing-effect" => Some(EFFECT),
        "sharing-evidence" => Some(EVIDENCE),
        "sharing-codes" => Some(HARM),
        "sharing-theme" => Some(THEMES),
        "sharing-audience" | "sharing-wider" | "version-narrower" => Some(AUDIENCE),
        _ => None,
    }
}

/// What a new one comes from, and what stands in its boxes before somebody types: nothing, unless it was released before.
struct Begun {
    from: SharedFrom,
    of: Option<RecordId>,
    beside: Option<Sensitive<String>>,
    boxes: Vec<(&'static str, String)>,
}

impl Begun {
    fn new(from: SharedFrom, of: Option<RecordId>) -> Self {
        Self {
            from,
            of,
            beside: None,
            boxes: vec![
                (CHANGED_AT.id, SAME.to_owned()),
                (EFFECT_SEEN.id, EffectSeen::NotKnown.code().to_owned()),
            ],
        }
    }

    /// By the end of the address: the id of what it comes from, or that it comes from nothing.
    fn of(found: &SharingList, from: &str) -> Result<Self, PageError> {
        let (of_nothing, of_moment) = match found.own_work {
            true => (SharedFrom::OwnWork, SharedFrom::OwnWork),
            false => (SharedFrom::Nothing, SharedFrom::Moment),
        };
        if from == SharedFrom::Nothing.code() {
            return Ok(Self::new(of_nothing, None));
        }
        let id: RecordId = from.parse().map_err(|_| PageError::NotFound)?;
        if let Some(one) = found.moments.iter().find(|one| one.id == id) {
            return Ok(Self {
                beside: Some(one.body.seen_differently.clone()),
                ..Self::new(of_moment, Some(id))
            });
        }
        if let Some(one) = found.points.iter().find(|one| one.id == id) {
            return Ok(Self {
                beside: Some(one.body.learned.clone()),
                ..Self::new(SharedFrom::LearningPoint, Some(id))
            });
        }
        let mut within = found.made.releases.iter().map(|one| (one.id, &one.body));
        let stands =
            |body: &LearningRelease| !body.audience.is_beyond() && body.taken_back.is_none();
        let one = within.find(|(release, body)| *release == id && stands(body));
        let (_, body) = one.ok_or(PageError::NotFound)?;
        Ok(Self {
            boxes: boxes(&body.learning),
            ..Self::new(SharedFrom::PartnershipRelease, Some(id))
        })
    }
}

/// The page for a new one, and what it comes from.
async fn new_sheet(
    state: &WebState,
    signed: &Signed,
    (text, from): (&str, &str),
) -> Result<(Sheet, Begun), PageError> {
    let reference = reference(text)?;
    let found = sharing(state.app(), &signed.ctx, &reference).await?;
    changeable(&found.case, found.may_write)?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let begun = Begun::of(&found, from)?;
    let themes = themes_in_force(state.app(), &signed.ctx).await?;
    let sheet = Sheet {
        title: title(begun.from),
        caption: caption(found.own_work, &reference),
        step: loaded.scheme.step("sharing").cloned(),
        explain: explain(begun.from),
        inputs: inputs(
            &loaded.scheme,
            (&themes, &[]),
            (begun.from, begun.beside.as_ref()),
        ),
        button: t("share-write-button"),
        back: signed.path(&format!("reviews/{reference}/sharing")),
    };
    Ok((sheet, begun))
}

pub(super) async fn begin(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, from)): HereOne,
) -> Answer {
    let (sheet, begun) = new_sheet(&state, &signed, (&text, &from)).await?;
    let mut boxes = begun.boxes;
    boxes.push((NAMED.id, "no".to_owned()));
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &Filled::with(boxes), hidden)
}

pub(super) async fn start(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, from)): HereOne,
    mut form: Filled,
) -> Answer {
    let (sheet, begun) = new_sheet(&state, &signed, (&text, &from)).await?;
    let Some(new) = read(&mut form, (begun.from, begun.of)) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, None);
    let reference = reference(&text)?;
    match save_draft(state.app(), &signed.ctx, &reference, sent, &new).await {
        Ok(id) => Ok(saved_page(&format!("{}/{id}/check", sheet.back))),
        Err(error) => {
            let after = After {
                next: &sheet.back,
                filled,
                field_of,
            };
            sheet
                .saved((&state, &signed), form, Err(error), after)
                .await
        }
    }
}

async fn sheet((state, signed): (&WebState, &Signed), seen: &Seen<'_>) -> Result<Sheet, PageError> {
    let themes = themes_in_force(state.app(), &signed.ctx).await?;
    let from = seen.view.draft.body.from;
    let kept = &seen.view.draft.body.learning.0.themes;
    let mut sheet = seen.sheet("share-write-title", "sharing");
    sheet.title = title(from);
    sheet.explain = explain(from);
    sheet.inputs = inputs(
        seen.scheme,
        (&themes, kept),
        (from, seen.view.beside.as_ref()),
    );
    sheet.button = t("share-write-button");
    Ok(sheet)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let draft = &seen.view.draft;
    let hidden = state.hidden(&signed.visit, Some(draft.version))?;
    let sheet = sheet((&state, &signed), &seen).await?;
    sheet.show(&state, &signed, &filled(&draft.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let draft = &seen.view.draft;
    let sheet = sheet((&state, &signed), &seen).await?;
    let Some(new) = read(&mut form, (draft.body.from, draft.body.of)) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, Some((draft.id, form.version()?)));
    let outcome = save_draft(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let next = format!("{}/check", seen.base);
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
