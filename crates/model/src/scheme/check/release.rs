//! What a scheme says of releasing learning.

use std::collections::BTreeSet;

use super::{Checked, Checker};
use crate::learning::Sharing;
use crate::scheme::place::Step::{At, Key};
use crate::scheme::{ReleaseBy, Scheme};

impl Checker<'_> {
    /// Nobody releases alone, whatever a file says.
    pub(super) fn release(&self, scheme: &Scheme) -> Checked {
        let mut seen = BTreeSet::new();
        for (at, one) in scheme.release.iter().enumerate() {
            let path = |key| [Key("release"), At(at), Key(key)];
            if !seen.insert(one.audience) {
                return self.wrong(&path("audience"), "an audience stands twice");
            }
            if one.by.contains(&ReleaseBy::Colleague) {
                return self.wrong(&path("by"), "a colleague releases no learning of a review");
            }
            if !one.wants_enough() {
                let says = if one.audience.is_beyond() {
                    "at least two people release"
                } else {
                    "somebody releases"
                };
                return self.wrong(&path("by"), says);
            }
            if one.audience.is_beyond() && one.wants_anybody() {
                let says = "\"one_other\" releases within the partnership alone";
                return self.wrong(&path("by"), says);
            }
            if one.audience == Sharing::Public && !one.wants_partner() {
                return self.wrong(&path("by"), "without a partner nothing is for everybody");
            }
            for stand in &one.stand_in {
                if !one.by.contains(&stand.of) || stand.of.is_partner() {
                    return self.wrong(&path("stand_in"), "no such role releases here");
                }
                if stand.by == stand.of || stand.by == ReleaseBy::EveryPartner {
                    return self.wrong(&path("stand_in"), "one other person stands in");
                }
            }
            for list in &one.lines {
                if scheme.list(list).is_none() {
                    return self.wrong(&path("lines"), &format!("there is no list \"{list}\""));
                }
            }
        }
        self.own_release(scheme)
    }

    /// What an organisation learned from its own work is released by others of it.
    fn own_release(&self, scheme: &Scheme) -> Checked {
        let mut seen = BTreeSet::new();
        for (at, one) in scheme.own_release.iter().enumerate() {
            let path = |key| [Key("own_release"), At(at), Key(key)];
            if !seen.insert(one.audience) {
                return self.wrong(&path("audience"), "an audience stands twice");
            }
            if !one.among_colleagues() {
                return self.wrong(&path("by"), "only colleagues release it, one or more");
            }
            for list in &one.lines {
                if scheme.list(list).is_none() {
                    return self.wrong(&path("lines"), &format!("there is no list \"{list}\""));
                }
            }
        }
        Ok(())
    }
}
