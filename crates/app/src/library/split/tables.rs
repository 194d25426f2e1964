//! Rows of a table whose columns say what stands in them: *No*, *Recommendation*, *Owner*.

use commons::{FindingKind, Proposed};

use super::sections::kind;
use super::{named, of_a_list, proposal};

/// Longest heading of a column, in words and in letters of its longest cell.
const WORDS: usize = 5;
const LETTERS: usize = 60;

/// A table while its rows are read.
#[derive(Default)]
pub(super) struct Table {
    /// The columns that say what they hold, with their headings.
    columns: Vec<(usize, FindingKind, String)>,
    /// The column that numbers them.
    number: Option<usize>,
}

impl Table {
    /// What a row proposes. `under` is what the heading above the table says of it.
    pub(super) fn row(
        &mut self,
        cells: &[String],
        under: Option<&(FindingKind, String)>,
    ) -> Vec<Proposed> {
        if let Some(itself) = names_itself(cells) {
            return vec![itself];
        }
        if self.begins(cells) {
            return Vec::new();
        }
        if !self.columns.is_empty() {
            let number = self.number.and_then(|column| cells.get(column));
            let number = number.map_or("", |number| number.trim().trim_end_matches('.'));
            let found = self.columns.iter().filter_map(|(column, kind, heading)| {
                let because = format!("{heading} {number}").trim().to_owned();
                of_a_list(*kind, cells.get(*column)?, because)
            });
            return found.collect();
        }
        let longest = cells.iter().max_by_key(|cell| cell.chars().count());
        let found = under
            .zip(longest)
            .and_then(|((kind, heading), words)| proposal(*kind, words, heading.clone()));
        found.into_iter().collect()
    }

    /// Whether the row holds the headings of the columns.
    fn begins(&mut self, cells: &[String]) -> bool {
        let is_short = |cell: &String| {
            cell.chars().count() <= LETTERS && cell.split_whitespace().count() <= WORDS
        };
        if !cells.iter().all(is_short) {
            return false;
        }
        let columns: Vec<(usize, FindingKind, String)> = (0..)
            .zip(cells)
            .filter_map(|(column, cell)| Some((column, kind(cell)?, cell.trim().to_owned())))
            .collect();
        if columns.is_empty() {
            return false;
        }
        let is_number = |cell: &String| {
            let plain = cell.trim().to_lowercase();
            matches!(
                plain.as_str(),
                "no" | "no." | "number" | "ref" | "ref." | "#" | "reference"
            )
        };
        self.number = cells.iter().position(is_number);
        self.columns = columns;
        true
    }
}

/// A row whose first cell names it: *Recommendation 3*, and then its words.
fn names_itself(cells: &[String]) -> Option<Proposed> {
    let (first, others) = cells.split_first()?;
    let (kind, rest) = named(first)?;
    let longest = others.iter().max_by_key(|cell| cell.chars().count());
    match longest.filter(|_| rest.is_empty()) {
        Some(words) => proposal(kind, words, first.trim().to_owned()),
        None => {
            let name = first.trim_start().strip_suffix(rest).unwrap_or_default();
            proposal(kind, rest, name.trim().to_owned())
        }
    }
}
