//! Which files of a review can be chosen for something.

use model::FileId;
use vault::FileRow;

use crate::App;

/// Files to choose from.
#[derive(Debug, Clone)]
pub struct OnOffer<'a> {
    /// Those that anybody may open, and those that were chosen before.
    pub files: Vec<&'a FileRow>,
    /// How many more there are, which are held because of the virus check.
    pub held: usize,
}

/// Files of a review to choose from, in their order, without those that are held. What was chosen before stays, so that
/// saving a form again takes nothing out of it.
#[must_use]
pub fn on_offer<'a>(app: &App, files: &'a [FileRow], chosen: &[FileId]) -> OnOffer<'a> {
    let asked = app.vaults().holds_files();
    let may_go = |file: &&FileRow| file.check.held(asked).is_none() || chosen.contains(&file.id);
    let (offered, held): (Vec<_>, Vec<_>) = files.iter().partition(may_go);
    OnOffer {
        files: offered,
        held: held.len(),
    }
}
