//! The table of contents: every route of the service.

use crate::pages;
use crate::table::Row;

/// All rows, one page family after another.
#[must_use]
pub fn rows() -> Vec<Row> {
    [
        pages::public::rows(),
        pages::today::rows(),
        pages::reviews::rows(),
        pages::returns::rows(),
        pages::raise::rows(),
        pages::bring_in::rows(),
        pages::rapid_review::rows(),
        pages::publication::rows(),
        pages::review::rows(),
        pages::incident::rows(),
        pages::people::rows(),
        pages::files::rows(),
        pages::decision::rows(),
        pages::notification::rows(),
        pages::beside::rows(),
        pages::team::rows(),
        pages::ask::rows(),
        pages::emergencies::rows(),
        pages::learning::rows(),
        pages::quality::rows(),
        pages::practice::rows(),
        pages::practitioners::rows(),
        pages::requests::rows(),
        pages::chronology::rows(),
        pages::chronology_out::rows(),
        pages::people_places::rows(),
        pages::look_up::rows(),
        pages::restricted::rows(),
        pages::clocks::rows(),
        pages::tracks::rows(),
        pages::closing::rows(),
        pages::received::rows(),
        pages::letters::rows(),
        pages::letters_out::rows(),
        pages::local_review::rows(),
        pages::working::rows(),
        pages::administration::rows(),
        pages::working_days::rows(),
        pages::keeping::rows(),
        pages::transfer::rows(),
        pages::service::rows(),
        pages::real_people::rows(),
        pages::sign_in::rows(),
        pages::away::rows(),
        pages::invitation::rows(),
        pages::first_use::rows(),
        pages::choose_person::rows(),
        pages::account::rows(),
        pages::passkeys::rows(),
        pages::links::rows(),
        pages::assets::rows(),
        pages::checks::rows(),
    ]
    .into_iter()
    .chain(of_learning())
    .flatten()
    .collect()
}

/// Pages of what people learned, in a review and beyond it.
fn of_learning() -> [Vec<Row>; 5] {
    [
        pages::journey::rows(),
        pages::moments::rows(),
        pages::library::rows(),
        pages::sharing::rows(),
        pages::figures_out::rows(),
    ]
}

#[cfg(test)]
#[path = "routes_tests.rs"]
mod tests;
