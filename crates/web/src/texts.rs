//! Every word of the interface, kept in `texts/en/*.ftl`.
//!
//! Messages of a field of a form carry their label, hint and errors as attributes of one message,
//! so that everything said about a field stands in one place.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use govuk::{Html, Link};
use unic_langid::langid;

/// The files of texts: name and content.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("frame.ftl", include_str!("../texts/en/frame.ftl")),
    ("problems.ftl", include_str!("../texts/en/problems.ftl")),
    ("rules.ftl", include_str!("../texts/en/rules.ftl")),
    ("forms.ftl", include_str!("../texts/en/forms.ftl")),
    ("public.ftl", include_str!("../texts/en/public.ftl")),
    ("sign_in.ftl", include_str!("../texts/en/sign_in.ftl")),
    ("first_use.ftl", include_str!("../texts/en/first_use.ftl")),
    ("account.ftl", include_str!("../texts/en/account.ftl")),
    (
        "organisation_sign_in.ftl",
        include_str!("../texts/en/organisation_sign_in.ftl"),
    ),
    ("today.ftl", include_str!("../texts/en/today.ftl")),
    ("raise.ftl", include_str!("../texts/en/raise.ftl")),
    ("bring_in.ftl", include_str!("../texts/en/bring_in.ftl")),
    ("decision.ftl", include_str!("../texts/en/decision.ftl")),
    ("keeping.ftl", include_str!("../texts/en/keeping.ftl")),
    ("learning.ftl", include_str!("../texts/en/learning.ftl")),
    ("sharing.ftl", include_str!("../texts/en/sharing.ftl")),
    ("gate.ftl", include_str!("../texts/en/gate.ftl")),
    (
        "gate_reasons.ftl",
        include_str!("../texts/en/gate_reasons.ftl"),
    ),
    (
        "rapid_review.ftl",
        include_str!("../texts/en/rapid_review.ftl"),
    ),
    (
        "local_review.ftl",
        include_str!("../texts/en/local_review.ftl"),
    ),
    (
        "letters_out.ftl",
        include_str!("../texts/en/letters_out.ftl"),
    ),
    ("received.ftl", include_str!("../texts/en/received.ftl")),
    (
        "publication.ftl",
        include_str!("../texts/en/publication.ftl"),
    ),
    ("family.ftl", include_str!("../texts/en/family.ftl")),
    (
        "practitioners.ftl",
        include_str!("../texts/en/practitioners.ftl"),
    ),
    ("practice.ftl", include_str!("../texts/en/practice.ftl")),
    ("quality.ftl", include_str!("../texts/en/quality.ftl")),
    (
        "administration.ftl",
        include_str!("../texts/en/administration.ftl"),
    ),
    (
        "notification.ftl",
        include_str!("../texts/en/notification.ftl"),
    ),
    ("people.ftl", include_str!("../texts/en/people.ftl")),
    ("review.ftl", include_str!("../texts/en/review.ftl")),
    (
        "proceedings.ftl",
        include_str!("../texts/en/proceedings.ftl"),
    ),
    ("chronology.ftl", include_str!("../texts/en/chronology.ftl")),
    ("requests.ftl", include_str!("../texts/en/requests.ftl")),
    ("team.ftl", include_str!("../texts/en/team.ftl")),
    ("tracks.ftl", include_str!("../texts/en/tracks.ftl")),
    ("transfer.ftl", include_str!("../texts/en/transfer.ftl")),
    ("files.ftl", include_str!("../texts/en/files.ftl")),
    ("returns.ftl", include_str!("../texts/en/returns.ftl")),
    ("documents.ftl", include_str!("../texts/en/documents.ftl")),
    ("restricted.ftl", include_str!("../texts/en/restricted.ftl")),
    ("working.ftl", include_str!("../texts/en/working.ftl")),
    (
        "real_people.ftl",
        include_str!("../texts/en/real_people.ftl"),
    ),
    ("record.ftl", include_str!("../texts/en/record.ftl")),
    ("roles.ftl", include_str!("../texts/en/roles.ftl")),
    (
        "chronology_out.ftl",
        include_str!("../texts/en/chronology_out.ftl"),
    ),
    ("timeline.ftl", include_str!("../texts/en/timeline.ftl")),
    ("events.ftl", include_str!("../texts/en/events.ftl")),
    ("gaps.ftl", include_str!("../texts/en/gaps.ftl")),
    ("offline.ftl", include_str!("../texts/en/offline.ftl")),
    ("checks.ftl", include_str!("../texts/en/checks.ftl")),
    ("held.ftl", include_str!("../texts/en/held.ftl")),
    ("as_known.ftl", include_str!("../texts/en/as_known.ftl")),
    ("reach.ftl", include_str!("../texts/en/reach.ftl")),
    ("unfold.ftl", include_str!("../texts/en/unfold.ftl")),
    ("left_open.ftl", include_str!("../texts/en/left_open.ftl")),
    (
        "passages_more.ftl",
        include_str!("../texts/en/passages_more.ftl"),
    ),
    ("unsure.ftl", include_str!("../texts/en/unsure.ftl")),
    (
        "saved_filters.ftl",
        include_str!("../texts/en/saved_filters.ftl"),
    ),
    (
        "people_places.ftl",
        include_str!("../texts/en/people_places.ftl"),
    ),
    ("handed_in.ftl", include_str!("../texts/en/handed_in.ftl")),
    (
        "chronology_more.ftl",
        include_str!("../texts/en/chronology_more.ftl"),
    ),
    ("journey.ftl", include_str!("../texts/en/journey.ftl")),
    ("moments.ftl", include_str!("../texts/en/moments.ftl")),
    ("library.ftl", include_str!("../texts/en/library.ftl")),
    ("exchange.ftl", include_str!("../texts/en/exchange.ftl")),
    ("searching.ftl", include_str!("../texts/en/searching.ftl")),
    (
        "signed_before.ftl",
        include_str!("../texts/en/signed_before.ftl"),
    ),
    ("own_words.ftl", include_str!("../texts/en/own_words.ftl")),
    ("recall.ftl", include_str!("../texts/en/recall.ftl")),
    ("carried.ftl", include_str!("../texts/en/carried.ftl")),
    (
        "figures_out.ftl",
        include_str!("../texts/en/figures_out.ftl"),
    ),
    ("seen.ftl", include_str!("../texts/en/seen.ftl")),
    ("ours.ftl", include_str!("../texts/en/ours.ftl")),
    ("together.ftl", include_str!("../texts/en/together.ftl")),
    (
        "sharing_more.ftl",
        include_str!("../texts/en/sharing_more.ftl"),
    ),
    ("second.ftl", include_str!("../texts/en/second.ftl")),
    ("questions.ftl", include_str!("../texts/en/questions.ftl")),
    (
        "own_journey.ftl",
        include_str!("../texts/en/own_journey.ftl"),
    ),
    ("stand_in.ftl", include_str!("../texts/en/stand_in.ftl")),
    ("versions.ftl", include_str!("../texts/en/versions.ftl")),
    ("own_work.ftl", include_str!("../texts/en/own_work.ftl")),
    ("basis.ftl", include_str!("../texts/en/basis.ftl")),
    ("told.ftl", include_str!("../texts/en/told.ftl")),
];

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![langid!("en-GB")]);
    // Isolating marks would end up in attributes and in downloaded files.
    bundle.set_use_isolating(false);
    for (name, text) in FILES {
        let resource =
            FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(part, errors)| {
                tracing::error!(file = name, ?errors, "texts cannot be read in full");
                part
            });
        if bundle.add_resource(resource).is_err() {
            tracing::error!(file = name, "a text is defined twice");
        }
    }
    bundle
});

/// A value put into a text.
pub type Value<'a> = FluentValue<'a>;

/// The text with this key.
#[must_use]
pub fn t(key: &str) -> String {
    t_with(key, &[])
}

/// The text with this key and values: `t_with("days-left", &[("days", 3.into())])`.
#[must_use]
pub fn t_with(key: &str, values: &[(&str, Value<'_>)]) -> String {
    find(key, None, values).unwrap_or_else(|| missing(key))
}

/// The text with this key and one value, for templates: `{{ crate::t1("days-left", "days", left) }}`.
#[must_use]
pub fn t1(key: &str, name: &str, value: impl Said) -> String {
    t_with(key, &[(name, value.said())])
}

/// What a template may put into a text.
pub trait Said {
    /// As a value of the text.
    fn said(&self) -> Value<'_>;
}

impl Said for str {
    fn said(&self) -> Value<'_> {
        self.into()
    }
}

impl Said for String {
    fn said(&self) -> Value<'_> {
        self.as_str().into()
    }
}

impl Said for i64 {
    fn said(&self) -> Value<'_> {
        self.into()
    }
}

impl Said for usize {
    fn said(&self) -> Value<'_> {
        self.into()
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> Value<'_> {
        (**self).said()
    }
}

/// The text of a code of a family of codes: `t_code("role", role.code())` is `role-business_manager`.
#[must_use]
pub fn t_code(family: &str, code: &str) -> String {
    t(&format!("{family}-{code}"))
}

/// As [`t_code`], where there may be no such text.
#[must_use]
pub fn t_if(family: &str, code: &str) -> Option<String> {
    find(&format!("{family}-{code}"), None, &[])
}

/// As [`t_code`], with values in it.
#[must_use]
pub fn t_code_with(family: &str, code: &str, values: &[(&str, Value<'_>)]) -> String {
    t_with(&format!("{family}-{code}"), values)
}

/// The text with this key; the words in `[square brackets]` become a link to `href`.
#[must_use]
pub fn linked(key: &str, href: &str) -> Html {
    let text = t(key);
    let parts = text.split_once('[').and_then(|(before, rest)| {
        let (link, after) = rest.split_once(']')?;
        Some((before, link, after))
    });
    let (before, link, after) = parts.unwrap_or(("", &text, ""));
    let link = Link::new(link, href).render();
    Html::join([Html::escape(before), link, Html::escape(after)])
}

/// Something said about a text: its label, its hint, an error. None when nothing is said.
#[must_use]
pub fn t_about(key: &str, attribute: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
    find(key, Some(attribute), values)
}

fn find(key: &str, attribute: Option<&str>, values: &[(&str, Value<'_>)]) -> Option<String> {
    let message = ENGLISH.get_message(key)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, value.clone());
    }
    let mut errors = Vec::new();
    let text = ENGLISH
        .format_pattern(pattern, Some(&arguments), &mut errors)
        .into_owned();
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "a text lacks a value");
    }
    Some(text)
}

fn missing(key: &str) -> String {
    tracing::error!(key, "no such text");
    format!("[{key}]")
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
