//! Shared learning: the library, one item, published documents, themes, briefings, and what everybody may read.

mod added;
mod briefing;
mod briefings;
mod document;
mod document_second;
mod documents;
mod exchange;
mod filter;
mod finding;
mod finding_second;
mod item;
mod item_paper;
mod list;
mod notice;
mod ours;
mod public;
mod searches;
mod second;
mod second_answer;
mod stops;
mod themes;
mod themes_second;
mod version;
mod words;

use access::{Action as _, actions};

pub(super) use exchange::{answer, answer_form, asked_here, told_here};

use crate::form::{UPLOAD_LIMIT, UPLOAD_PATIENCE};
use crate::table::{Row, Who, file, page, send};

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = of_items();
    rows.extend(of_documents());
    rows.extend(of_briefings());
    rows.extend(exchange::rows());
    rows.extend([
        page(
            "public-learning",
            Who::Anyone,
            "/shared-learning",
            public::list,
        ),
        page(
            "public-item",
            Who::Anyone,
            "/shared-learning/{shared_id}",
            public::one,
        ),
        page(
            "public-item-version",
            Who::Anyone,
            "/shared-learning/{shared_id}/versions/{version_id}",
            version::show_public,
        ),
        page(
            "shared-item-version",
            Who::May(actions::ReadLibrary::INFO),
            "/o/{organisation}/shared/items/{shared_id}/versions/{version_id}",
            version::show_version,
        ),
    ]);
    rows
}

fn of_items() -> Vec<Row> {
    let read = Who::May(actions::ReadLibrary::INFO);
    let take = Who::May(actions::TakeDownShared::INFO);
    let edit = Who::May(actions::EditThemes::INFO);
    let here = "/o/{organisation}/shared";
    let asked = "/o/{organisation}/shared/questions/{asked_id}";
    let one = "/o/{organisation}/shared/items/{shared_id}";
    let paper = "/o/{organisation}/shared/items/{shared_id}/document/{format_id}";
    let know = "/o/{organisation}/shared/items/{shared_id}/know";
    let down = "/o/{organisation}/shared/items/{shared_id}/take-down";
    let ours = "/o/{organisation}/shared/ours/{shared_id}";
    let ours_know = "/o/{organisation}/shared/ours/{shared_id}/know";
    let ours_back = "/o/{organisation}/shared/ours/{shared_id}/take-back";
    let themes = "/o/{organisation}/shared/themes";
    let kept = "/o/{organisation}/shared/searches";
    let search = "/o/{organisation}/shared/searches/{search_id}";
    let seen = "/o/{organisation}/shared/searches/{search_id}/seen";
    let let_go = "/o/{organisation}/shared/searches/{search_id}/let-go";
    let mail = "/o/{organisation}/shared/searches/{search_id}/mail";
    let no_mail = "/o/{organisation}/shared/searches/{search_id}/no-mail";
    let change = "/o/{organisation}/shared/themes/change";
    let waits = "/o/{organisation}/shared/themes/asked";
    let withdrawn = "/o/{organisation}/shared/themes/asked/withdraw";
    vec![
        page("shared-learning", read, here, list::show_list),
        send(read, here, list::ask),
        page("shared-question", read, asked, list::show_question),
        page("shared-item", read, one, item::show_item),
        file(read, paper, item::document),
        send(read, know, item::know),
        page("shared-take-down", take, down, item::take_down_form).secret(),
        send(take, down, item::take_down).secret(),
        page("shared-themes", read, themes, themes::show_lists),
        page("shared-themes-change", edit, change, themes::form),
        send(edit, change, themes::save),
        page("shared-themes-asked", read, waits, themes_second::form),
        send(read, waits, themes_second::save),
        send(edit, withdrawn, themes_second::withdraw),
        page("saved-searches", read, kept, searches::list),
        send(read, kept, searches::keep),
        page("saved-search", read, search, searches::one),
        send(read, seen, searches::seen),
        send(read, let_go, searches::let_go),
        send(read, mail, searches::mail),
        send(read, no_mail, searches::no_mail),
        page("shared-ours", read, ours, ours::show_item),
        send(read, ours_know, ours::know),
        page(
            "shared-ours-take-back",
            read,
            ours_back,
            ours::take_back_form,
        ),
        send(read, ours_back, ours::take_back),
    ]
}

fn of_documents() -> Vec<Row> {
    let read = Who::May(actions::ReadLibrary::INFO);
    let deposit = Who::May(actions::DepositDocument::INFO);
    let confirm = Who::May(actions::ConfirmFindings::INFO);
    let away = Who::May(actions::RemoveDocument::INFO);
    let list = "/o/{organisation}/shared/documents";
    let add = "/o/{organisation}/shared/documents/add";
    let one = "/o/{organisation}/shared/documents/{document_id}";
    let original = "/o/{organisation}/shared/documents/{document_id}/file";
    let remove = "/o/{organisation}/shared/documents/{document_id}/remove";
    let finding = "/o/{organisation}/shared/documents/{document_id}/findings/{finding_id}";
    let new = "/o/{organisation}/shared/documents/{document_id}/add-finding";
    let divide = "/o/{organisation}/shared/documents/{document_id}/findings/{finding_id}/divide";
    let words = "/o/{organisation}/shared/documents/{document_id}/findings/{finding_id}/agree";
    let agree = Who::May(actions::AgreeLeaving::INFO);
    let second = "/o/{organisation}/shared/documents/{document_id}/agree";
    let back = "/o/{organisation}/shared/documents/{document_id}/send-back";
    let withdraw = "/o/{organisation}/shared/documents/{document_id}/withdraw";
    let mut rows = vec![
        page("shared-documents", read, list, documents::show_list),
        page("shared-document-add", deposit, add, documents::form),
        send(deposit, add, documents::save)
            .up_to(UPLOAD_LIMIT)
            .patient(UPLOAD_PATIENCE),
        page("shared-document", read, one, document::show_document),
        file(read, original, document::original),
        page("shared-document-remove", away, remove, document::form).secret(),
        send(away, remove, document::remove).secret(),
        page("shared-finding", confirm, finding, finding::form).secret(),
        send(confirm, finding, finding::save).secret(),
        page("shared-finding-add", confirm, new, added::form).secret(),
        send(confirm, new, added::save).secret(),
        page("shared-finding-divide", confirm, divide, added::divide_form).secret(),
        send(confirm, divide, added::divide_save).secret(),
        page("shared-finding-agree", agree, words, finding_second::form).secret(),
        send(agree, words, finding_second::save).secret(),
    ];
    rows.extend(second::of_second::<document_second::WaitingDocument>(
        ["shared-document-agree", "shared-document-send-back"],
        [second, back, withdraw],
    ));
    rows
}

fn of_briefings() -> Vec<Row> {
    let write = Who::May(actions::WriteBriefing::INFO);
    let list = "/o/{organisation}/shared/briefings";
    let one = "/o/{organisation}/shared/briefings/{briefing_id}";
    let paper = "/o/{organisation}/shared/briefings/{briefing_id}/document/{format_id}";
    let go = "/o/{organisation}/shared/briefings/{briefing_id}/let-go";
    vec![
        page("briefings", write, list, briefings::show_list),
        send(write, list, briefings::begin),
        page("briefing", write, one, briefing::form),
        send(write, one, briefing::save),
        file(write, paper, briefing::document),
        send(write, go, briefing::let_go),
    ]
}
