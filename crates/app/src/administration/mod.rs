//! Administering one organisation (its people and their roles, its working days, its record of who did what), and the
//! service (its organisations). Whoever does this sees no case by it.

mod acts;
mod agencies;
mod authorities;
mod calendar;
mod organisations;
mod people;
mod real_people;
mod record;

pub use acts::{RolesPage, RolesSearch, roles_given, somebody_by_email};
pub use agencies::{WhichAgency, agencies, end_agency, link_agency};
pub use authorities::{authorities, cover, end_cover, succeed};
pub use calendar::{Reach, WorkingDays, change_day, change_day_back, working_days};
pub use organisations::{
    NewOrganisation, OrganisationView, add_organisation, end_organisation, organisation,
    organisations,
};
pub use people::{Added, NewMember, add_member, appoint_administrator, end_role, members};
pub use real_people::{
    ask_real_people, back_to_rehearsal, confirm_real_people, real_people, record_fact,
};
pub use record::{
    RecordPage, RecordRow, RecordSearch, acts, check_record, prove_row, record, record_case,
    record_row,
};
