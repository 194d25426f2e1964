//! The view of each partner on a step, agreeing or not, as a form asks for them.

use govuk::{Choice, Html, Label, Legend, Radios, Size, TextInput, Textarea};
use model::Sensitive;
use model::scheme::{Item, Scheme};
use model::track::PartnerView;

use crate::form::Filled;
use crate::pages::decision::marked;
use crate::texts::{t, t_code};

/// Longest words of a partner.
const LONGEST: usize = 2_000;

/// Names of a partner's boxes.
pub(crate) fn names(item: &Item) -> [String; 3] {
    ["agrees", "words", "by"].map(|part| format!("{part}-{}", item.id))
}

/// The boxes of one partner.
pub(crate) fn partner_boxes(item: &Item, form: &Filled) -> Html {
    let [agrees, words, by] = names(item);
    let whose = marked(&item.label.en, item.checked);
    let labelled = |key: &str| format!("{}: {}", item.label.en, t(key));
    let choices = ["yes", "no"].map(|code| Choice::new(code, t_code("withdraw-agrees", code)));
    let legend = Legend::new(format!("{whose}: {}", t("withdraw-agrees"))).size(Size::M);
    let radios = Radios::new(agrees.as_str(), legend)
        .choices(choices)
        .value(form.value(&agrees))
        .error_if(form.errors().of(&agrees));
    let area = Textarea::new(words.as_str(), Label::new(labelled("withdraw-words")))
        .value(form.value(&words))
        .rows(3)
        .error_if(form.errors().of(&words));
    let input = TextInput::new(by.as_str(), Label::new(labelled("withdraw-by")))
        .value(form.value(&by))
        .error_if(form.errors().of(&by));
    Html::join([radios.render(), area.render(), input.render()])
}

/// What was typed in a box that belongs to one of several; `wrong` names what is said where it is too long or holds odd characters.
pub(crate) fn words_in(form: &mut Filled, name: &str, wrong: &str) -> Sensitive<String> {
    let text = form.value(name).replace("\r\n", "\n").trim().to_owned();
    let odd = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    if text.chars().count() > LONGEST || text.chars().any(odd) {
        form.say(name, wrong);
    }
    Sensitive(text)
}

/// The views that were given; what is not there yet is left out.
pub(crate) fn read_views(form: &mut Filled, scheme: &Scheme) -> Vec<PartnerView> {
    let mut views = Vec::new();
    for item in &scheme.partners {
        let [agrees, words, by] = names(item);
        let mut typed = |name: &str| words_in(form, name, "withdraw-words-wrong");
        let (words, given_by) = (typed(&words), typed(&by));
        let said = !words.0.is_empty() || !given_by.0.is_empty();
        match form.value(&agrees) {
            "" if said => form.say(&agrees, "withdraw-agrees-missing"),
            "" => {}
            code => {
                let agrees = code == "yes";
                views.push(PartnerView {
                    partner: item.id.clone(),
                    agrees,
                    words,
                    given_by,
                });
            }
        }
    }
    views
}
