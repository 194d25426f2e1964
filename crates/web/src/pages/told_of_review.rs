//! Whether somebody was told of the review: asked, read and said in the same way of the family and of practitioners.

use app::names::Names;
use model::case::ToldOfReview;
use model::scheme::CodeList;
use model::{Date, Sensitive};

use crate::form::{Field, Filled, field};
use crate::pages::seen::{coded, one_of};
use crate::sheet::{Ask, Input, Offer, group, input, put_day};
use crate::texts::{t, t_code};
use crate::when::date_in_words;

const STANDS: Field = field("told", "family-told");
const ON: Field = field("on", "family-on");
const HOW: Field = field("how", "family-how");
const BY: Field = field("by", "family-by");
const WHO: Field = field("who", "family-who");
const DUE: Field = field("due", "family-due");
const REASON: Field = field("reason", "family-reason");
const TRIED: Field = field("tried", "family-tried");
const DECIDED: Field = field("decided-by", "family-decided-by");
const REVIEW: Field = field("review", "family-review");

/// Answers of one family of texts.
pub(crate) fn offers(key: &str, codes: impl IntoIterator<Item = &'static str>) -> Vec<Offer> {
    let offer = |code| Offer::new(code, t_code(key, code));
    codes.into_iter().map(offer).collect()
}

/// Puts what is known into the boxes.
pub(crate) fn fill(form: &mut Filled, told: &ToldOfReview) {
    form.set(STANDS.id, told.code());
    match told {
        ToldOfReview::Told { on, how, by } => {
            form.set(ON.id, on.to_string());
            form.set(HOW.id, how.clone());
            form.set(BY.id, by.0.clone());
        }
        ToldOfReview::NotYet { by, due } => {
            form.set(WHO.id, by.to_string());
            put_day(form, &DUE, Some(*due));
        }
        ToldOfReview::NotTold {
            reason,
            tried,
            decided_by,
            review_on,
        } => {
            form.set(REASON.id, reason.clone());
            form.set(TRIED.id, tried.0.clone());
            form.set(DECIDED.id, decided_by.0.clone());
            put_day(form, &REVIEW, Some(*review_on));
        }
    }
}

/// The questions, with those who may tell them and the reasons for not telling them.
pub(crate) fn inputs(people: Vec<Offer>, reasons: Option<&CodeList>) -> Vec<Input> {
    let ways = offers("family-way", ToldOfReview::WAYS.iter().copied());
    let told = vec![
        input(ON, Ask::Line),
        input(HOW, Ask::OneOf(ways)),
        input(BY, Ask::Line),
    ];
    let not_yet = vec![input(WHO, Ask::Pick(people)), input(DUE, Ask::Day)];
    let not_told = vec![
        input(REASON, Ask::OneOf(coded(reasons))),
        input(TRIED, Ask::Words),
        input(DECIDED, Ask::Line),
        input(REVIEW, Ask::Day),
    ];
    let stands = offers("family-stands", ToldOfReview::CODES.iter().copied());
    vec![
        input(STANDS, Ask::OneOf(stands)),
        group(t("family-if-told"), told),
        group(t("family-if-not-yet"), not_yet),
        group(t("family-if-not-told"), not_told),
    ]
}

/// What was answered; nothing when something is wrong.
pub(crate) fn read(form: &mut Filled, today: Date) -> Option<ToldOfReview> {
    let known = |code: &str| ToldOfReview::CODES.contains(&code);
    match one_of(form, &STANDS, known)?.as_str() {
        "told" => {
            let on = form.uncertain_date(&ON, today);
            let how = one_of(form, &HOW, |code| ToldOfReview::WAYS.contains(&code));
            let by = form.text(&BY, 200);
            Some(ToldOfReview::Told {
                on: on?,
                how: how?,
                by: Sensitive(by?),
            })
        }
        "not_yet" => {
            let by = form.choice(&WHO);
            let due = form.date(&DUE);
            Some(ToldOfReview::NotYet { by: by?, due: due? })
        }
        _ => {
            let reason = one_of(form, &REASON, |code| !code.is_empty());
            let tried = form.text(&TRIED, 5_000);
            let decided = form.text(&DECIDED, 200);
            let review = form.date(&REVIEW);
            Some(ToldOfReview::NotTold {
                reason: reason?,
                tried: Sensitive(tried?),
                decided_by: Sensitive(decided?),
                review_on: review?,
            })
        }
    }
}

/// The box that a rule speaks about.
pub(crate) fn field_of(code: &str) -> Option<Field> {
    match code {
        "family-told-later" => Some(ON),
        "family-how" => Some(HOW),
        "family-by" => Some(BY),
        "family-due-past" => Some(DUE),
        "family-reason" => Some(REASON),
        "family-tried" => Some(TRIED),
        "family-decided-by" => Some(DECIDED),
        "family-review-past" => Some(REVIEW),
        _ => None,
    }
}

/// Where it stands, in words.
pub(crate) fn words(told: &ToldOfReview, names: &Names, reasons: Option<&CodeList>) -> Vec<String> {
    let stands = t_code("family-stands", told.code());
    match told {
        ToldOfReview::Told { on, how, by } => {
            let way = t_code("family-way", how);
            vec![stands, format!("{on}. {way}. {}", by.0)]
        }
        ToldOfReview::NotYet { by, due } => {
            let who = names.of(*by).unwrap_or_default();
            vec![stands, format!("{who}, {}", date_in_words(*due))]
        }
        ToldOfReview::NotTold {
            reason, review_on, ..
        } => {
            let why = reasons.and_then(|list| list.label_of(reason));
            let again = format!("{} {}", t("family-look-again"), date_in_words(*review_on));
            vec![stands, why.unwrap_or_default().to_owned(), again]
        }
    }
}
