//! Practice runs: starting one, letting its days pass, ending it.

mod run;
mod start;

use access::{Action as _, actions};

use crate::table::{Row, Who, page, send};

pub(crate) fn rows() -> Vec<Row> {
    let begin = "/o/{organisation}/practice";
    let run = "/o/{organisation}/reviews/{reference}/practice";
    let end = "/o/{organisation}/reviews/{reference}/practice/end";
    let starts = Who::May(actions::RaiseIncident::INFO);
    let read = Who::May(actions::ReadCase::INFO);
    let runs = Who::May(actions::RunPractice::INFO);
    vec![
        page("practice-start", starts, begin, start::form),
        send(starts, begin, start::save),
        page("practice", read, run, run::shown).secret(),
        send(runs, run, run::move_on).secret(),
        page("practice-end", runs, end, run::ask_end).secret(),
        send(runs, end, run::end).secret(),
    ]
}
