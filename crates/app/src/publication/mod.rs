//! Publication as a record and a check: the version, the checklist, who hears first, notices, delays, approvals, the
//! decision and what follows it. Nothing is served to the public.

mod after;
mod approve;
mod checks;
mod day;
mod decide;
mod delay;
mod lacks;
mod made;
mod notices;
mod read;
mod told;
mod version;

pub use after::keep_after;
pub use approve::{approve, approve_for, confirm_approval};
pub use checks::{keep_check, keep_legal_bar};
pub use day::plan;
pub use decide::decide;
pub use delay::{keep_delay, keep_reasons_sent};
pub use lacks::{Lack, Part, lacks};
pub use made::Made;
pub use notices::keep_notice;
pub use read::{Publication, line_history, publication};
pub use told::keep_told_first;
pub use version::{carries, name_version};

use access::Ctx;
use model::{Sensitive, UncertainDate};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;

/// Who did something and when: `publication-by` without a name, `publication-later` for a day that is to come.
fn by_somebody(ctx: &Ctx, by: &Sensitive<String>, on: &UncertainDate) -> Result<(), &'static str> {
    if !has_words(by) {
        return Err("publication-by");
    }
    if certainly_later(ctx, on) {
        return Err("publication-later");
    }
    Ok(())
}
