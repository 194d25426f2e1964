//! The whole return as one Word document: taken along, brought back, and laid beside what stands online.

mod asks;
mod beside;
mod decide;
mod give;

use access::{Action as _, actions};

use super::{HereOne, Seen, seen};
use crate::form::{UPLOAD_LIMIT, UPLOAD_PATIENCE};
use crate::table::{Row, Who, page, send};

pub(super) use give::handed_in_lines;

pub(super) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/returns/{return_id}/document";
    let take = "/o/{organisation}/returns/{return_id}/document/take-along";
    let one = "/o/{organisation}/returns/{return_id}/document/{record}";
    let over =
        "/o/{organisation}/returns/{return_id}/document/{record}/answers/{passage_id}/take-over";
    let leave =
        "/o/{organisation}/returns/{return_id}/document/{record}/answers/{passage_id}/leave";
    let all = "/o/{organisation}/returns/{return_id}/document/{record}/all/{passage_id}";
    let read = Who::May(actions::ReadDraft::INFO);
    let write = Who::May(actions::WriteReturn::INFO);
    vec![
        page("return-offline", read, base, give::form),
        send(write, base, give::save)
            .up_to(UPLOAD_LIMIT)
            .patient(UPLOAD_PATIENCE),
        send(write, take, give::take_along),
        page("return-offline-file", read, one, beside::view),
        send(write, over, decide::take_over),
        send(write, leave, decide::leave),
        send(write, all, decide::take_all),
    ]
}
