//! What runs beside a review: proceedings and what they hold back, the register of papers, other
//! notifications, other areas.

mod areas;
mod disclosures;
mod hold;
mod others;
mod police;
mod proceedings;
mod proceedings_card;

use access::{Action as _, actions};

use crate::table::{Row, Who, page, send};

pub(crate) use areas::{passed, summary as areas_summary};
pub(crate) use hold::{lift_inputs, lifted_field, read_lifted};
pub(crate) use others::summary as others_summary;
pub(crate) use proceedings::summary as proceedings_summary;

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/proceedings";
    let one = "/o/{organisation}/reviews/{reference}/proceedings/{record}";
    let held = "/o/{organisation}/reviews/{reference}/proceedings/{record}/holds/{hold_id}";
    let lifted = "/o/{organisation}/reviews/{reference}/proceedings/{record}/holds/{hold_id}/lift";
    let police = "/o/{organisation}/reviews/{reference}/people/{record}/police";
    let register = "/o/{organisation}/reviews/{reference}/disclosures";
    let disclosure = "/o/{organisation}/reviews/{reference}/disclosures/{record}";
    let others = "/o/{organisation}/reviews/{reference}/other-notifications";
    let other = "/o/{organisation}/reviews/{reference}/other-notifications/{body_id}";
    let areas = "/o/{organisation}/reviews/{reference}/areas";
    let area = "/o/{organisation}/reviews/{reference}/areas/{record}";
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditProceedings::INFO);
    let tell = Who::May(actions::TellOthers::INFO);
    let rows = [
        page("proceedings", read, all, proceedings::list),
        page("proceedings-one", edit, one, proceedings::form),
        send(edit, one, proceedings::save),
        page("hold", edit, held, hold::form),
        send(edit, held, hold::save),
        page("hold-lift", edit, lifted, hold::lift_form),
        send(edit, lifted, hold::save_lift),
        page("police-mark", edit, police, police::form),
        send(edit, police, police::save),
        page("disclosures", read, register, disclosures::list),
        page("disclosure", edit, disclosure, disclosures::form),
        send(edit, disclosure, disclosures::save),
        page("other-notifications", read, others, others::list),
        page("other-notification", tell, other, others::form),
        send(tell, other, others::save),
        page("areas", read, areas, areas::list),
        page("area", tell, area, areas::form),
        send(tell, area, areas::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}
