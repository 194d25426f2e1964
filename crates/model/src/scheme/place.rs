//! Where in a scheme file something stands, so that an error can point at it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step into a file: a key of a table, or a place in an array counted from 0.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str),
    At(usize),
}

/// The places of a file's keys and values.
pub(super) struct Places<'a> {
    text: &'a str,
    root: Spanned<DeValue<'a>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Result<Self, toml::de::Error> {
        let table = DeTable::parse(text)?;
        let root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
        Ok(Self { text, root })
    }

    /// The line (from 1) of what stands at the path, or of the innermost part of it that exists.
    pub(super) fn line_of(&self, path: &[Step<'_>]) -> usize {
        let mut value = &self.root;
        let mut start = 0;
        for step in path {
            let Some(next) = child(value, *step) else {
                break;
            };
            start = next.span().start;
            value = next;
        }
        line_at(self.text, start)
    }

    /// The last line of the file that holds something.
    pub(super) fn last_line(&self) -> usize {
        line_at(self.text, self.text.trim_end().len())
    }

    /// The key that stands at a byte of the file, such as `clocks[2].trigger`; empty when none does.
    pub(super) fn key_at(&self, byte: usize) -> String {
        let mut steps = innermost(&self.root, byte).unwrap_or_default();
        steps.reverse();
        written(&steps)
    }
}

/// Writes a path as people read it: array places are counted from 1.
pub(super) fn written(path: &[Step<'_>]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            Step::At(at) => {
                let place = format!("[{}]", at + 1);
                text.push_str(&place);
            }
        }
    }
    text
}

/// The line (from 1) on which a byte stands.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

fn child<'v, 'a>(
    value: &'v Spanned<DeValue<'a>>,
    step: Step<'_>,
) -> Option<&'v Spanned<DeValue<'a>>> {
    match step {
        Step::Key(key) => {
            let mut table = value.get_ref().as_table()?.iter();
            let found = table.find(|(name, _)| name.get_ref() == key);
            found.map(|(_, inner)| inner)
        }
        Step::At(at) => value.get_ref().as_array()?.get(at),
    }
}

/// The way to the innermost key or value at a byte, innermost first. Every branch is walked,
/// because the span of a table under `[[…]]` covers its head alone.
fn innermost<'v>(value: &'v Spanned<DeValue<'_>>, byte: usize) -> Option<Vec<Step<'v>>> {
    let beneath = |inner: &'v Spanned<DeValue<'_>>, own: bool, step: Step<'v>| {
        let mut steps = match innermost(inner, byte) {
            Some(steps) => steps,
            None if own || inner.span().contains(&byte) => Vec::new(),
            None => return None,
        };
        steps.push(step);
        Some(steps)
    };
    if let Some(table) = value.get_ref().as_table() {
        return table.iter().find_map(|(name, inner)| {
            let own = name.span().contains(&byte);
            beneath(inner, own, Step::Key(name.get_ref()))
        });
    }
    let mut places = value.get_ref().as_array()?.iter().enumerate();
    places.find_map(|(at, inner)| beneath(inner, false, Step::At(at)))
}
