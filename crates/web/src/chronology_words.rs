//! The words of a chronology's columns and fixed answers, as a table that goes out or comes back has them.

use model::chronology::{Column, Labels, ShareStands};

use crate::texts::t_code;

/// Heads of the columns, and words of their fixed answers.
#[must_use]
pub fn chronology_labels() -> Labels {
    let mut labels = Labels::default();
    for column in Column::ALL {
        let head = t_code("chronology-column", column.code());
        labels.columns.insert(*column, head);
        let family = match column {
            Column::Kind => "entry-kind",
            Column::Seen | Column::SeenAlone | Column::KeyEpisode => "child-seen",
            Column::Significance => "significance",
            Column::Restriction => "restriction",
            _ => continue,
        };
        let words = |code: &'static str| (code.to_owned(), t_code(family, code));
        let answers = column.codes().into_iter().map(words);
        labels.answers.insert(*column, answers.collect());
    }
    let stands = |one: ShareStands| (one.code().to_owned(), t_code("share-stands", one.code()));
    let stands = [ShareStands::Confirmed, ShareStands::Proposed].map(stands);
    labels.answers.insert(Column::Shared, stands.into());
    labels
}

#[cfg(test)]
mod tests {
    use super::chronology_labels;
    use model::chronology::{ChildSeen, Column, EntryKind};

    #[test]
    fn every_column_has_a_head_of_its_own_and_every_answer_its_words() {
        let labels = chronology_labels();
        let mut heads: Vec<&str> = Column::ALL.iter().map(|one| labels.head(*one)).collect();
        assert!(
            heads
                .iter()
                .all(|head| !head.starts_with("chronology-column"))
        );
        heads.sort_unstable();
        heads.dedup();
        assert_eq!(heads.len(), Column::ALL.len());
        let kinds = labels.answers.get(&Column::Kind).map(|all| all.len());
        assert_eq!(kinds, Some(EntryKind::ALL.len()));
        let seen = labels.answers.get(&Column::Seen).map(|all| all.len());
        assert_eq!(seen, Some(ChildSeen::ALL.len()));
    }
}
