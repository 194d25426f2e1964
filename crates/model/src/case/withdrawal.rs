//! A notification that is taken back: what is known of it until everything is.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{NeedKind, Scheme, StageKind, TrackKind};
use crate::track::{PartnerView, StepDetails, Transition, missing};
use crate::{Sensitive, UncertainDate};

/// What is settled so far of withdrawing a notification. It changes no clock: only the step that is
/// taken from it does, and that needs the reason, a view of each partner and the day on which the
/// national body was told.
///
/// Source: that a rapid review follows unless it is later settled that the criteria were not met,
/// Child Safeguarding Practice Review Panel, frequently asked questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why, in words; empty while not said.
    pub reason: Sensitive<String>,
    /// The partners' views, as far as received. Different views are kept.
    pub views: Vec<PartnerView>,
    /// When the national body was told.
    pub panel_told: Option<UncertainDate>,
    /// When it was withdrawn.
    pub on: Option<UncertainDate>,
    /// Whether the step was taken.
    pub taken: bool,
}

impl Withdrawal {
    /// The step that it would be.
    #[must_use]
    pub fn step(&self) -> Transition {
        Transition {
            track: TrackKind::Notification,
            instance: 0,
            to: StageKind::Withdrawn,
            happened: self.on.unwrap_or(UncertainDate::UNKNOWN),
            reason: Some(self.reason.clone()),
            details: StepDetails {
                views: self.views.clone(),
                panel_told: self.panel_told,
                ..StepDetails::default()
            },
        }
    }

    /// What the scheme asks for and is not there yet.
    #[must_use]
    pub fn lacks(&self, scheme: &Scheme) -> Vec<NeedKind> {
        missing(scheme, &self.step())
    }
}

impl Record for Withdrawal {
    const KIND: &'static str = "withdrawal";

    fn state(&self) -> Option<&'static str> {
        Some(if self.taken { "taken" } else { "begun" })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    fn scheme() -> Scheme {
        let (name, text) = crate::scheme::shipped()
            .iter()
            .find(|(name, _)| name.contains("2026"))
            .unwrap();
        Scheme::parse(text, name).unwrap()
    }

    #[test]
    fn it_lacks_each_thing_until_that_is_given() {
        let scheme = scheme();
        let mut one = Withdrawal::default();
        let all = [NeedKind::Reason, NeedKind::Views, NeedKind::PanelTold];
        assert_eq!(one.lacks(&scheme), all);
        one.reason = Sensitive("Found to be an illness.".to_owned());
        for partner in scheme.partners.iter().skip(1) {
            one.views.push(PartnerView {
                partner: partner.id.clone(),
                agrees: false,
                words: Sensitive(String::new()),
                given_by: Sensitive("Somebody".to_owned()),
            });
        }
        assert_eq!(one.lacks(&scheme), [NeedKind::Views, NeedKind::PanelTold]);
        let mut last = one.views.first().unwrap().clone();
        last.partner = scheme.partners.first().unwrap().id.clone();
        one.views.push(last);
        one.panel_told = Some(UncertainDate::UNKNOWN);
        assert_eq!(
            one.lacks(&scheme),
            [NeedKind::PanelTold],
            "not known is no day"
        );
        one.panel_told = Some(UncertainDate::day("2026-11-24".parse().unwrap()).unwrap());
        assert!(one.lacks(&scheme).is_empty(), "a different view is a view");
    }
}
