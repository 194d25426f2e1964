//! What narrows the library: codes that stand in the address. Words never do.

use app::commons::Filter;
use govuk::Html;

use super::words::{Labels, label, text_offers};
use crate::form::{Field, Filled, field};
use crate::sheet::{Offer, pick};
use crate::texts::t_with;

const LEVEL: Field = field("level", "shared-by-level");
const HARM: Field = field("harm", "shared-by-harm");
const AGE: Field = field("age", "shared-by-age");
const STAGE: Field = field("stage", "shared-by-stage");
const THEME: Field = field("theme", "shared-by-theme");
const EFFECT: Field = field("effect", "shared-by-effect");
const TEXT: Field = field("text", "shared-by-text");

/// The codes of an address that are on offer. What is none of them is no filter.
pub(super) fn read(form: &Filled, known: &Labels<'_>) -> Filter {
    let mut filter = typed(form);
    let offered: Vec<bool> = parts(&filter, known)
        .iter()
        .map(|(_, code, offers)| offers.iter().any(|one| one.code == *code))
        .collect();
    let codes = [
        &mut filter.level,
        &mut filter.harm,
        &mut filter.age,
        &mut filter.stage,
        &mut filter.theme,
        &mut filter.effect,
        &mut filter.text,
    ];
    for (code, offered) in codes.into_iter().zip(offered) {
        if !offered {
            code.clear();
        }
    }
    filter
}

/// The codes of an address, whether they are known or not.
fn typed(form: &Filled) -> Filter {
    let code = |field: Field| {
        let typed = form.value(field.id).trim();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if typed.len() <= 60 && typed.bytes().all(plain) {
            typed.to_owned()
        } else {
            String::new()
        }
    };
    Filter {
        level: code(LEVEL),
        harm: code(HARM),
        age: code(AGE),
        stage: code(STAGE),
        theme: code(THEME),
        effect: code(EFFECT),
        text: code(TEXT),
    }
}

fn parts<'a>(filter: &'a Filter, known: &Labels<'_>) -> [(Field, &'a str, Vec<Offer>); 7] {
    [
        (LEVEL, &filter.level, known.levels()),
        (HARM, &filter.harm, known.harms()),
        (AGE, &filter.age, known.ages()),
        (STAGE, &filter.stage, known.stages()),
        (
            THEME,
            &filter.theme,
            known.themes(std::slice::from_ref(&filter.theme)),
        ),
        (EFFECT, &filter.effect, known.effects()),
        (TEXT, &filter.text, text_offers()),
    ]
}

/// The lists to choose codes from.
pub(super) fn boxes(form: &Filled, filter: &Filter, known: &Labels<'_>) -> Html {
    let lists = parts(filter, known);
    Html::join(
        lists
            .iter()
            .map(|(field, _, offers)| pick(form, *field, offers)),
    )
}

/// The codes that narrow anything.
fn codes(filter: &Filter) -> Vec<(Field, &str)> {
    let mut codes = vec![
        (LEVEL, filter.level.as_str()),
        (HARM, filter.harm.as_str()),
        (AGE, filter.age.as_str()),
        (STAGE, filter.stage.as_str()),
        (THEME, filter.theme.as_str()),
        (EFFECT, filter.effect.as_str()),
        (TEXT, filter.text.as_str()),
    ];
    codes.retain(|(_, code)| !code.is_empty());
    codes
}

/// The filter as it stands in an address: `level=team&`, or nothing.
pub(super) fn kept(filter: &Filter) -> String {
    let codes = codes(filter);
    let kept = codes.iter();
    kept.map(|(field, code)| format!("{}={code}&", field.id))
        .collect()
}

/// The filter as hidden boxes of a form.
pub(super) fn hidden(filter: &Filter) -> Html {
    let codes = codes(filter);
    let kept = codes.iter();
    Html::join(kept.map(|(field, code)| crate::draw::kept(field.id, code)))
}

/// What is shown, in words: each list with its answer.
pub(super) fn sentences(filter: &Filter, known: &Labels<'_>) -> Vec<String> {
    let lists = parts(filter, known);
    let said = lists.iter().filter(|(_, code, _)| !code.is_empty());
    said.map(|(field, code, offers)| {
        let values = [
            ("list", field.label().into()),
            ("answer", label(offers, code).to_owned().into()),
        ];
        t_with("shared-narrowed", &values)
    })
    .collect()
}
