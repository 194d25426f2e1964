//! The words of shared learning on screen: labels of its codes, where it came from, how it is cited.

use app::commons::{Item, ThemeList};
use app::library::ItemView;
use model::SharedId;
use model::learning::{EffectSeen, LearningStage, SharedLearning, SystemLevel};
use model::scheme::Scheme;

use crate::pages::themes_asked;
use crate::sheet::Offer;
use crate::texts::{t, t_code, t_if, t_with, t1};
use crate::when::in_year;

/// Labels of codes: from the scheme in force and the list of themes.
pub(super) struct Labels<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) themes: &'a ThemeList,
}

impl Labels<'_> {
    fn of_list(&self, list: &str) -> Vec<Offer> {
        crate::pages::seen::coded(self.scheme.list(list))
    }

    pub(super) fn levels(&self) -> Vec<Offer> {
        level_offers()
    }

    pub(super) fn harms(&self) -> Vec<Offer> {
        self.of_list("cause_harm")
    }

    pub(super) fn ages(&self) -> Vec<Offer> {
        self.of_list("age_band")
    }

    pub(super) fn stages(&self) -> Vec<Offer> {
        offers(
            "shared-stage",
            LearningStage::ALL.iter().map(|one| one.code()),
        )
    }

    pub(super) fn effects(&self) -> Vec<Offer> {
        offers(
            "shared-effect",
            EffectSeen::ALL.iter().map(|one| one.code()),
        )
    }

    /// The themes in force; with those that bear the code of something already, though they are retired.
    pub(super) fn themes(&self, kept: &[String]) -> Vec<Offer> {
        themes_asked::offers(self.themes, kept)
    }
}

/// The levels at which a condition lies.
pub(super) fn level_offers() -> Vec<Offer> {
    let codes = SystemLevel::ALL.iter().map(|one| one.code());
    offers("shared-level", codes)
}

/// The texts of an item, in one of which words can be looked for.
pub(super) fn text_offers() -> Vec<Offer> {
    let names = [
        "condition",
        "usually",
        "tried",
        "effect",
        "evidence",
        "question",
        "context",
    ];
    offers("shared-text", names.into_iter())
}

fn offers<'a>(family: &str, codes: impl Iterator<Item = &'a str>) -> Vec<Offer> {
    codes
        .map(|code| Offer::new(code, t_code(family, code)))
        .collect()
}

/// The label of a code among those on offer; the code itself where it is none of them.
pub(super) fn label<'a>(offers: &'a [Offer], code: &'a str) -> &'a str {
    let found = offers.iter().find(|one| one.code == code);
    found.map_or(code, |one| &one.label)
}

/// The labels of codes, with commas between.
pub(super) fn labels(offers: &[Offer], codes: &[String]) -> String {
    let words: Vec<&str> = codes.iter().map(|code| label(offers, code)).collect();
    words.join(", ")
}

/// The permanent address of an item, below the name of the host.
pub(super) fn permanent(id: SharedId) -> String {
    format!("/shared-learning/{id}")
}

/// The permanent address of an item, with the address under which people reach the service.
pub(super) fn whole_address(site: &str, id: SharedId) -> String {
    format!("{site}{}", permanent(id))
}

/// The permanent address of one version of an item, with the address under which people reach the service.
pub(super) fn version_address(site: &str, item: &Item) -> String {
    format!("{}/versions/{}", whole_address(site, item.id), item.version)
}

/// Where it came from, as much as may be known.
pub(super) fn origin(view: &ItemView) -> String {
    let year = view.item.origin.as_ref().map(|origin| origin.year);
    let name = view.origin.clone();
    match (name, year) {
        (Some(name), Some(year)) => t_with(
            "shared-origin",
            &[("name", name.into()), ("year", year.to_string().into())],
        ),
        (None, Some(year)) => t1("shared-origin-masked", "year", year.to_string()),
        (_, None) => t("shared-origin-none"),
    }
}

/// Why it was taken back, by the code of the reason; none for a code without words.
pub(super) fn why_recalled(code: &str) -> Option<String> {
    t_if("shared-recall", code)
}

/// Why it was taken down or removed, by the code of the reason; nothing for a code without words.
pub(super) fn why_ended(code: &str) -> String {
    t_if("shared-down", code)
        .or_else(|| why_recalled(code))
        .unwrap_or_default()
}

/// Who may read it.
pub(super) fn audience(item: &Item, region: Option<&str>) -> String {
    match region {
        Some(name) => t1("shared-for-region", "name", name),
        None => t_code("shared-for", item.audience.sharing().code()),
    }
}

/// How it is cited: from where, of which year, its condition, id and version, and where that version stands for good. A condition that
/// is gone is left out, and no version of it stands anywhere then.
pub(super) fn citation(view: &ItemView, site: &str) -> String {
    let item = &view.item;
    let condition = item.body.as_ref().map(|body| body.condition.trim());
    let condition = condition.map(|words| words.trim_end_matches('.'));
    let key = match condition {
        Some(_) => "shared-cite",
        None => "shared-cite-ended",
    };
    let address = match condition {
        Some(_) => version_address(site, item),
        None => whole_address(site, item.id),
    };
    t_with(
        key,
        &[
            ("origin", origin(view).into()),
            ("condition", condition.unwrap_or_default().into()),
            ("id", item.id.to_string().into()),
            ("version", item.version.into()),
            ("address", address.into()),
        ],
    )
}

/// The rows of what an item says; nothing for what it leaves open.
pub(super) fn says(view: &ItemView, scheme: &Scheme) -> Vec<(String, String)> {
    let known = Labels {
        scheme,
        themes: &view.themes,
    };
    let body = view.item.body.as_ref();
    body.map_or_else(Vec::new, |body| says_of(body, &known))
}

/// Whether it helped; nothing where nothing was tried and nobody says anything of that.
fn what_came_of_it(body: &SharedLearning) -> String {
    let nothing_said = body.tried.trim().is_empty() && body.effect.trim().is_empty();
    match body.effect_seen {
        EffectSeen::NotKnown if nothing_said => String::new(),
        seen => t_code("shared-effect", seen.code()),
    }
}

/// The rows of what a piece of learning says.
pub(super) fn says_of(body: &SharedLearning, known: &Labels<'_>) -> Vec<(String, String)> {
    let levels = known.levels();
    let stage = body.stage.map(LearningStage::code);
    let changed_at = body.changed_at.map(SystemLevel::code);
    let pairs = [
        ("shared-condition-key", body.condition.clone()),
        (
            "shared-level-key",
            label(&levels, body.level.code()).to_owned(),
        ),
        (
            "shared-changed-at-key",
            changed_at.map_or_else(String::new, |code| label(&levels, code).to_owned()),
        ),
        ("shared-usually-key", body.usually.clone()),
        ("shared-tried-key", body.tried.clone()),
        ("shared-effect-key", what_came_of_it(body)),
        ("shared-effect-words-key", body.effect.clone()),
        ("shared-evidence-key", body.evidence.clone()),
        (
            "shared-confidence-key",
            t_code("shared-confidence", body.confidence.code()),
        ),
        ("shared-question-key", body.question.clone()),
        ("shared-context-key", body.context.clone()),
        (
            "shared-stage-key",
            stage.map_or_else(String::new, |code| t_code("shared-stage", code)),
        ),
        ("shared-harm-key", labels(&known.harms(), &body.harm)),
        ("shared-age-key", labels(&known.ages(), &body.age_bands)),
        (
            "shared-theme-key",
            labels(&known.themes(&body.themes), &body.themes),
        ),
    ];
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(key, words)| (t(key), words)).collect()
}

/// The rows of where an item comes from; `site` is the address under which people reach the service.
pub(super) fn about(view: &ItemView, site: &str) -> Vec<(String, String)> {
    let item = &view.item;
    let told = if item.family_told {
        "shared-family-told"
    } else {
        "shared-family-not-told"
    };
    let contact = match &view.broker {
        Some(name) => t1("shared-contact", "name", name),
        None => t("shared-contact-none"),
    };
    let released = item.released_on.map(in_year).unwrap_or_default();
    // Nobody reads what is gone, is asked about it, or is told of it.
    let gone = [
        "shared-audience-key",
        "shared-family-key",
        "shared-contact-key",
    ];
    let stands = item.body.is_some();
    let pairs = [
        ("shared-origin-key", origin(view)),
        ("shared-released-key", released),
        ("shared-version-key", item.version.to_string()),
        (
            "shared-audience-key",
            audience(item, view.for_region.as_deref()),
        ),
        ("shared-family-key", t(told)),
        ("shared-contact-key", contact),
        ("shared-address-key", whole_address(site, item.id)),
        ("shared-citation-key", citation(view, site)),
    ];
    let said = pairs
        .into_iter()
        .filter(|(key, words)| !words.is_empty() && (stands || !gone.contains(key)));
    said.map(|(key, words)| (t(key), words)).collect()
}
