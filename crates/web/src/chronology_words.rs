//! The words of a chronology's columns and fixed answers, as a table that goes out or comes back has them.

use model::chronology::{Column, Labels};

use crate::texts::{t, t_code};

/// Heads of the columns and words of their answers.
#[must_use]
pub fn chronology_labels() -> Labels {
    let mut labels = Labels::default();
    for column in Column::ALL {
        labels
            .columns
            .insert(*column, t_code("column", column.code()));
        let family = match column {
            Column::Kind => "entry-kind",
            Column::Seen | Column::SeenAlone => "child-seen",
            Column::Significance => "significance",
            Column::Restriction => "restriction",
            _ => continue,
        };
        let answer = |code: &str| (code.to_owned(), t_code(family, code));
        let answers = column.codes().into_iter().map(answer).collect();
        labels.answers.insert(*column, answers);
    }
    let yes_or_no = [("yes", t("column-yes")), ("no", t("column-no"))];
    let answers = yes_or_no
        .into_iter()
        .map(|(code, words)| (code.to_owned(), words));
    labels.answers.insert(Column::KeyEpisode, answers.collect());
    labels
}
