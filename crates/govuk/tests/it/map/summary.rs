//! Lists and tables.

use govuk::{
    Html, SummaryAction, SummaryCard, SummaryList, SummaryRow, Table, TableCell, Task, TaskList,
};

use super::page::tag;
use super::{dress, given, heading};
use crate::options::Options;

fn action(options: &Options<'_>) -> SummaryAction {
    let mut action = SummaryAction::new(options.content_or_empty(), options.text_or("href", ""));
    given!(action, visually_hidden: options.filled("visuallyHiddenText"));
    dress!(action, options);
    action
}

fn row(options: &Options<'_>) -> SummaryRow {
    let key = options.part("key");
    let value = options.part("value");
    let content =
        |part: &Option<Options<'_>>| part.as_ref().and_then(Options::content).unwrap_or_default();
    let classes = |part: Option<Options<'_>>| part.and_then(|part| part.filled("classes"));
    let mut row = SummaryRow::new(content(&key), content(&value));
    given!(row,
        key_classes: classes(key),
        value_classes: classes(value),
        classes: options.filled("classes"),
    );
    if let Some(actions) = options.part("actions") {
        given!(row, actions_classes: actions.filled("classes"));
        row = row.actions(actions.list("items").iter().map(action));
    }
    row
}

pub fn summary_list(options: &Options<'_>) -> Html {
    let mut list = SummaryList::new().rows(options.list("rows").iter().map(row));
    dress!(list, options);
    let Some(card) = options.part("card") else {
        return list.render();
    };
    let title = card.part("title");
    let words = title
        .as_ref()
        .and_then(Options::content)
        .unwrap_or_default();
    let mut shown = SummaryCard::of_list(words, list);
    given!(shown, heading: title.and_then(|title| title.number("headingLevel")).map(heading));
    if let Some(actions) = card.part("actions") {
        for item in actions.list("items") {
            shown = shown.action(action(&item));
        }
    }
    dress!(shown, card);
    shown.render()
}

fn cell(options: &Options<'_>) -> TableCell {
    let mut cell = TableCell::new(options.content_or_empty());
    if options.text("format").as_deref() == Some("numeric") {
        cell = cell.numeric();
    }
    given!(cell, columns: options.number("colspan"), rows: options.number("rowspan"));
    dress!(cell, options);
    cell
}

pub fn table(options: &Options<'_>) -> Html {
    let mut table = Table::new().head(options.list("head").iter().map(cell));
    given!(table,
        caption: options.filled("caption"),
        caption_classes: options.filled("captionClasses"),
    );
    for row in options.list("rows") {
        let named = options.is("firstCellIsHeader");
        table = table.row(row.entries().iter().enumerate().map(|(at, options)| {
            let cell = cell(options);
            if named && at == 0 {
                cell.header()
            } else {
                cell
            }
        }));
    }
    dress!(table, options);
    table.render()
}

fn task(options: &Options<'_>) -> Task {
    let title = options.part("title");
    let status = options.part("status");
    let content = |part: &Options<'_>| match part.part("tag") {
        Some(options) => tag(&options).into(),
        None => part.content_or_empty(),
    };
    let words = title.as_ref().map(content).unwrap_or_default();
    let mut task = Task::new(words, status.as_ref().map(content).unwrap_or_default());
    given!(task,
        href: options.filled("href"),
        hint: options.part("hint").and_then(|hint| hint.content()),
        classes: options.filled("classes"),
        title_classes: title.and_then(|title| title.filled("classes")),
        status_classes: status.and_then(|status| status.filled("classes")),
    );
    task
}

pub fn task_list(options: &Options<'_>) -> Html {
    let mut list = TaskList::new(options.text_or("idPrefix", "task-list"))
        .tasks(options.list("items").iter().map(task));
    dress!(list, options);
    list.render()
}
