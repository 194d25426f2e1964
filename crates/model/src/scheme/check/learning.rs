//! What a scheme says of moments of learning: codes that rules know, and lengths that mean something.

use super::{Checked, Checker, MOST_REVISIT};
use crate::learning::{Confidence, LearningLoop, LearningStage, MomentKind};
use crate::scheme::Scheme;
use crate::scheme::place::Step::{At, Key};

/// More people than this in one role would let nobody's role be read.
const MOST_IN_ROLE: u32 = 50;

impl Checker<'_> {
    pub(super) fn learning(&self, scheme: &Scheme) -> Checked {
        let lengths = [
            ("revisit_days", scheme.learning.revisit_days, MOST_REVISIT),
            (
                "fewest_in_role",
                scheme.learning.fewest_in_role,
                MOST_IN_ROLE,
            ),
        ];
        for (key, length, most) in lengths {
            if !(1..=most).contains(&length) {
                let what = format!("{key} is {length}; allowed: 1 to {most}");
                return self.wrong(&[Key("learning"), Key(key)], &what);
            }
        }
        self.only_known(scheme, "learning_stage", |code| {
            LearningStage::from_code(code).is_some()
        })?;
        self.only_known(scheme, "moment_kind", |code| {
            MomentKind::from_code(code).is_some()
        })?;
        self.only_known(scheme, "loop", |code| {
            LearningLoop::from_code(code).is_some()
        })?;
        self.only_known(scheme, "confidence", |code| {
            Confidence::from_code(code).is_some()
        })
    }

    /// A list whose codes rules read holds no others.
    fn only_known(&self, scheme: &Scheme, id: &str, known: impl Fn(&str) -> bool) -> Checked {
        let found = scheme.lists.iter().position(|list| list.id == id);
        let Some((at, list)) = found.and_then(|at| Some((at, scheme.lists.get(at)?))) else {
            let what = format!("there is no list \"{id}\"");
            return self.wrong(&[Key("lists")], &what);
        };
        for (place, item) in list.items.iter().enumerate() {
            if !known(&item.code) {
                let path = [Key("lists"), At(at), Key("items"), At(place), Key("code")];
                let what = format!("no code \"{}\" of \"{id}\" is known", item.code);
                return self.wrong(&path, &what);
            }
        }
        Ok(())
    }
}
