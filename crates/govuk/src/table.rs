//! Data in rows and columns.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, Size, extra_options, from_content, printable, setters};

/// A table. Its caption says what it holds, also where it is not shown.
///
/// ```
/// use govuk::{Table, TableCell};
/// let table = Table::new()
///     .caption("Days left")
///     .head(["Step".into(), TableCell::new("Days").numeric()])
///     .row([TableCell::new("Decide").header(), TableCell::new("3").numeric()]);
/// assert!(table.render().as_str().contains("<th scope=\"row\" class=\"govuk-table__header\">Decide</th>"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Table {
    caption: Option<Html>,
    caption_classes: String,
    head: Vec<TableCell>,
    rows: Vec<Vec<TableCell>>,
    extra: Extra,
}

setters!(Table {
    /// What the table holds.
    caption: Html,
});
extra_options!(Table, extra);
printable!(Table);

impl Table {
    /// A table, still without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// The caption in the size of a heading.
    #[must_use]
    pub fn caption_size(self, size: Size) -> Self {
        self.caption_classes(format!("govuk-table__caption--{}", size.suffix()))
    }

    /// The caption is read out but not shown, where a heading before the table says the same.
    #[must_use]
    pub fn caption_hidden(self) -> Self {
        self.caption_classes("govuk-visually-hidden")
    }

    /// Sets classes of the caption.
    #[must_use]
    pub fn caption_classes(mut self, classes: impl Into<String>) -> Self {
        self.caption_classes = classes.into();
        self
    }

    /// The headings of the columns.
    #[must_use]
    pub fn head(mut self, cells: impl IntoIterator<Item = TableCell>) -> Self {
        self.head = cells.into_iter().collect();
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<TableCell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = TableCell>) -> Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<table")
            .class(["govuk-table", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">");
        out.when(self.caption.as_ref(), |out, caption| {
            out.raw("<caption")
                .class(["govuk-table__caption", &self.caption_classes])
                .raw(">")
                .html(caption)
                .raw("</caption>");
        });
        if !self.head.is_empty() {
            out.raw("<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
            for cell in &self.head {
                cell.write_head(out);
            }
            out.raw("</tr></thead>");
        }
        out.raw("<tbody class=\"govuk-table__body\">");
        for row in &self.rows {
            out.raw("<tr class=\"govuk-table__row\">");
            for cell in row {
                cell.write(out);
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
    }
}

/// A cell of a [`Table`]: of a row, or the heading of a column.
#[derive(Debug, Clone)]
pub struct TableCell {
    content: Html,
    header: bool,
    numeric: bool,
    columns: Option<u16>,
    rows: Option<u16>,
    extra: Extra,
}

extra_options!(TableCell, extra);
from_content!(TableCell);

impl TableCell {
    /// A cell of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            header: false,
            numeric: false,
            columns: None,
            rows: None,
            extra: Extra::default(),
        }
    }

    /// The cell that says what its row is about.
    #[must_use]
    pub fn header(mut self) -> Self {
        self.header = true;
        self
    }

    /// Numbers, set so that their digits stand under each other.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// As wide as this many columns.
    #[must_use]
    pub fn columns(mut self, columns: u16) -> Self {
        self.columns = Some(columns);
        self
    }

    /// As high as this many rows.
    #[must_use]
    pub fn rows(mut self, rows: u16) -> Self {
        self.rows = Some(rows);
        self
    }

    fn write_head(&self, out: &mut Markup) {
        let numeric = if self.numeric {
            "govuk-table__header--numeric"
        } else {
            ""
        };
        // A column of links may have no heading, and an empty heading would be read out.
        let (open, close) = if self.content.is_empty() {
            ("<td", "</td>")
        } else {
            ("<th scope=\"col\"", "</th>")
        };
        out.raw(open)
            .class(["govuk-table__header", numeric, self.extra.classes()]);
        self.write_rest(out);
        out.raw(close);
    }

    fn write(&self, out: &mut Markup) {
        if self.header {
            out.raw("<th scope=\"row\"")
                .class(["govuk-table__header", self.extra.classes()]);
            self.write_rest(out);
            out.raw("</th>");
            return;
        }
        let numeric = if self.numeric {
            "govuk-table__cell--numeric"
        } else {
            ""
        };
        out.raw("<td")
            .class(["govuk-table__cell", numeric, self.extra.classes()]);
        self.write_rest(out);
        out.raw("</td>");
    }

    fn write_rest(&self, out: &mut Markup) {
        let columns = self.columns.map(|number| number.to_string());
        let rows = self.rows.map(|number| number.to_string());
        out.attr_if("colspan", columns.as_deref())
            .attr_if("rowspan", rows.as_deref());
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content);
    }
}
