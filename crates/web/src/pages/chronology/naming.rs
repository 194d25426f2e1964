//! Whether a chronology is read with names or without: an address says so, every link on the page keeps it, and the page says it
//! above its heading.

use app::Reference;

use super::filter::Asked;
use crate::draw::kept;
use crate::texts::{t, t1};

const NAMES: &str = "names";
const PSEUDONYMS: &str = "pseudonyms";
/// What another page of the same list does not keep.
const PAGE: &str = "page";

/// With names or without, and what else an address asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Naming {
    unnamed: bool,
    /// The rest of the address after the question mark, without names and page.
    rest: String,
}

impl Naming {
    /// As the part of an address after its question mark says.
    pub(crate) fn of(query: Option<&str>) -> Self {
        let pairs = query.unwrap_or_default().split('&');
        let pairs: Vec<(&str, &str)> = pairs.filter_map(|pair| pair.split_once('=')).collect();
        let rest = pairs
            .iter()
            .filter(|(name, _)| ![NAMES, PAGE].contains(name));
        let rest = rest.map(|(name, value)| format!("{name}={value}"));
        Self {
            unnamed: pairs.contains(&(NAMES, PSEUDONYMS)),
            rest: rest.collect::<Vec<_>>().join("&"),
        }
    }

    /// Whether names are replaced.
    pub(crate) const fn unnamed(&self) -> bool {
        self.unnamed
    }

    /// An address that stays named or not; it may ask for something already.
    pub(crate) fn added(&self, address: &str) -> String {
        if !self.unnamed {
            return address.to_owned();
        }
        let joined = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joined}{NAMES}={PSEUDONYMS}")
    }

    /// "names=pseudonyms&", for an address that goes on; nothing with names.
    pub(crate) fn kept(&self) -> String {
        let pair = self.pair();
        let pair = pair.map(|(name, value)| format!("{name}={value}&"));
        pair.unwrap_or_default()
    }

    fn pair(&self) -> Option<(&'static str, String)> {
        self.unnamed.then(|| (NAMES, PSEUDONYMS.to_owned()))
    }

    /// Keeps it in every address made from what is asked for.
    pub(super) fn keep_in(&self, asked: &mut Asked) {
        asked.also.extend(self.pair());
    }

    /// The box that keeps it in a form that asks for something.
    pub(crate) fn hidden(&self) -> govuk::Html {
        let pair = self.pair();
        let hidden = pair.map(|(name, value)| kept(name, &value));
        hidden.unwrap_or_default()
    }

    /// The link to the same page with names, or without: address and words.
    pub(crate) fn switch(&self, here: &str) -> (String, String) {
        let asked = if self.rest.is_empty() {
            here.to_owned()
        } else {
            format!("{here}?{}", self.rest)
        };
        if self.unnamed {
            return (asked, t("names-show"));
        }
        let without = Self {
            unnamed: true,
            rest: String::new(),
        };
        (without.added(&asked), t("names-hide"))
    }
}

/// What stands above the heading: the neutral reference, and whether names are replaced.
pub(crate) fn caption(reference: &Reference, naming: &Naming) -> String {
    let key = if naming.unnamed {
        "names-caption"
    } else {
        "today-review"
    };
    t1(key, "reference", reference.as_str())
}

#[cfg(test)]
mod tests {
    use super::Naming;

    #[test]
    fn the_switch_keeps_everything_but_the_page() {
        let named = Naming::of(Some("kind=contact&page=3&on-day=4"));
        assert!(!named.unnamed());
        let (href, _) = named.switch("/x");
        assert_eq!(href, "/x?kind=contact&on-day=4&names=pseudonyms");
        assert_eq!(named.added("/x?a=b"), "/x?a=b");

        let without = Naming::of(Some("names=pseudonyms&kind=contact"));
        assert!(without.unnamed());
        assert_eq!(without.switch("/x").0, "/x?kind=contact");
        assert_eq!(without.added("/x"), "/x?names=pseudonyms");
        assert_eq!(without.added("/x?a=b"), "/x?a=b&names=pseudonyms");
        assert_eq!(without.kept(), "names=pseudonyms&");
        assert!(!Naming::of(None).unnamed());
        assert!(!Naming::of(Some("names=other")).unnamed());
    }
}
