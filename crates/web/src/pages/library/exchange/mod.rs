//! The exchange: has anyone else met this, we have said this before, and what the organisation does with learning of others.

mod after;
mod decision;
mod decisions;
mod met;
mod others;
mod pass_on;
mod questions;
mod result;
mod said;
mod second;
mod tell;
mod words;

use access::{Action as _, actions};
use app::library::Why;
use axum::extract::Path;

use super::list::found_where;
use super::second::of_second;
use crate::table::{Row, Who, page, send};

use second::Telling;
use words::WaitingWords;

pub(in crate::pages) use others::told_here;
pub(super) use others::{on_item, others_said};
pub(super) use questions::on_item as asked_on_item;
pub(in crate::pages) use questions::{answer, answer_form, asked_here};

/// Address of something below an item.
type HereItem = Path<(String, String)>;

pub(super) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let moment = "/o/{organisation}/reviews/{reference}/moments/{record}/met-before";
    let point = "/o/{organisation}/reviews/{reference}/learning/{record}/met-before";
    let incident = "/o/{organisation}/reviews/{reference}/met-before";
    let said = "/o/{organisation}/reviews/{reference}/learning/{record}/said-before";
    let action = "/o/{organisation}/reviews/{reference}/learning/actions/{record}/said-before";
    let received = Who::May(actions::ReadReceivedCase::INFO);
    let of_received = "/o/{organisation}/received/{reference}/moments/{record}/met-before";
    let own = Who::May(actions::KeepOwnLearning::INFO);
    let of_own = "/o/{organisation}/own-learning/{record}/met-before";
    let of_review = [
        page("met-moment", read, moment, met::moment),
        page(
            "met-received-moment",
            received,
            of_received,
            met::received_moment,
        ),
        page("met-point", read, point, met::point),
        page("met-incident", read, incident, met::incident),
        page("said-point", read, said, said::point),
        page("said-action", read, action, said::action),
    ];
    let mut rows: Vec<Row> = of_review.into_iter().map(Row::secret).collect();
    rows.push(page("met-own-moment", own, of_own, met::own_moment));
    let library = Who::May(actions::ReadLibrary::INFO);
    let decide = Who::May(actions::DecideUptake::INFO);
    let all = "/o/{organisation}/shared/decisions";
    let one = "/o/{organisation}/shared/items/{shared_id}/decision";
    let result = "/o/{organisation}/shared/items/{shared_id}/decision/result";
    let tell = "/o/{organisation}/shared/items/{shared_id}/decision/tell";
    let unsay = "/o/{organisation}/shared/items/{shared_id}/decision/take-back";
    let after = "/o/{organisation}/shared/items/{shared_id}/decision/after";
    let second_page = "/o/{organisation}/shared/items/{shared_id}/decision/agree";
    let back = "/o/{organisation}/shared/items/{shared_id}/decision/send-back";
    let withdraw = "/o/{organisation}/shared/items/{shared_id}/decision/withdraw";
    rows.extend([
        page("shared-decision-after", decide, after, after::form),
        send(decide, after, after::save),
        page("shared-decisions", library, all, decisions::list),
        page("shared-decision", decide, one, decision::form),
        send(decide, one, decision::save),
        page("shared-decision-result", decide, result, result::form),
        send(decide, result, result::save),
        page("shared-decision-tell", decide, tell, tell::form),
        send(decide, tell, tell::save),
        send(decide, unsay, tell::unsay),
    ]);
    rows.extend(of_second::<Telling>(
        ["shared-decision-agree", "shared-decision-send-back"],
        [second_page, back, withdraw],
    ));
    rows.extend(of_questions());
    rows
}

/// Questions to those behind an item: asked on its page, passed on by its broker. They are answered on the release.
fn of_questions() -> Vec<Row> {
    let asks = Who::May(actions::AskOrigin::INFO);
    let passes = Who::May(actions::PassOnQuestions::INFO);
    let ask = "/o/{organisation}/shared/items/{shared_id}/ask";
    let withdraw = "/o/{organisation}/shared/items/{shared_id}/questions/{contact_id}/withdraw";
    let read = "/o/{organisation}/shared/items/{shared_id}/questions/{contact_id}/read";
    let all = "/o/{organisation}/shared/questions-to-pass-on";
    let pass_on = "/o/{organisation}/shared/questions-to-pass-on/{contact_id}/pass-on";
    let decline = "/o/{organisation}/shared/questions-to-pass-on/{contact_id}/decline";
    let leaving = "/o/{organisation}/shared/leaving/{contact_id}";
    let second = [
        "/o/{organisation}/shared/leaving/{contact_id}/agree",
        "/o/{organisation}/shared/leaving/{contact_id}/send-back",
        "/o/{organisation}/shared/leaving/{contact_id}/withdraw",
    ];
    let agrees = Who::May(actions::AgreeLeaving::INFO);
    let mut rows = vec![
        page("shared-leaving", agrees, leaving, words::page),
        page("shared-ask", asks, ask, questions::form),
        send(asks, ask, questions::ask),
        send(asks, withdraw, questions::withdraw),
        send(asks, read, questions::read),
        page("shared-questions", passes, all, pass_on::list),
        send(passes, pass_on, pass_on::pass_on),
        page(
            "shared-question-decline",
            passes,
            decline,
            pass_on::decline_form,
        ),
        send(passes, decline, pass_on::decline),
    ];
    let names = ["shared-leaving-agree", "shared-leaving-send-back"];
    rows.extend(of_second::<WaitingWords>(names, second));
    rows
}

/// Where the words stand by which something was found.
fn why(why: &Why) -> String {
    found_where(why, WORDS).unwrap_or_default()
}

/// How many words are named at most: the rarest.
const WORDS: usize = 5;
