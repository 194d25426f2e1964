//! Markup as a type: what is printed unescaped, and the one place that escapes.

use std::fmt;

/// A string known to be markup, printed unescaped by askama.
///
/// It is made only by the components of this crate, by [`Html::escape`], [`Html::join`] and [`Html::rendered`], and by
/// `From` a text, which escapes it. So an option that takes `impl Into<Html>` may be given a plain text or markup, and
/// a text that a person typed can never become markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The text as markup: what has a meaning in HTML is escaped.
    pub fn escape(text: impl AsRef<str>) -> Self {
        let mut out = Markup::default();
        out.text(text.as_ref());
        out.finish()
    }

    /// The parts one after another, nothing between them.
    pub fn join<T: Into<Html>>(parts: impl IntoIterator<Item = T>) -> Self {
        let mut joined = String::new();
        for part in parts {
            joined.push_str(&part.into().0);
        }
        Self(joined)
    }

    /// The parts one under another, each on a line of its own; a part that is empty takes none.
    pub fn lines<T: Into<Html>>(parts: impl IntoIterator<Item = T>) -> Self {
        let parts = parts.into_iter().map(Into::into);
        let parts = parts.filter(|part: &Self| !part.is_empty());
        let lines: Vec<String> = parts.map(Self::into_string).collect();
        Self(lines.join("<br>"))
    }

    /// Content in an element of this name and class. Both are literals, the content is escaped unless it is markup.
    pub fn element(name: &'static str, class: &'static str, content: impl Into<Self>) -> Self {
        let mut out = Markup::default();
        out.raw("<").raw(name).class([class]).raw(">");
        out.html(&content.into()).raw("</").raw(name).raw(">");
        out.finish()
    }

    /// What an askama template renders; askama escapes by default, so its result is markup.
    ///
    /// # Errors
    /// When the template fails to render, which is when a `Display` inside it fails.
    pub fn rendered(template: &impl askama::Template) -> askama::Result<Self> {
        template.render().map(Self)
    }

    /// The markup as a string, for the body of a reply.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup as an owned string, for the body of a reply.
    pub fn into_string(self) -> String {
        self.0
    }

    /// True when there is no markup at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::escape(text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::escape(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::escape(text)
    }
}

impl From<&Html> for Html {
    fn from(html: &Html) -> Self {
        html.clone()
    }
}

/// Where the components write. Literals of this crate go in as they are, everything else is escaped.
#[derive(Debug, Default)]
pub(crate) struct Markup(String);

impl Markup {
    pub(crate) fn finish(self) -> Html {
        Html(self.0)
    }

    pub(crate) fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    pub(crate) fn html(&mut self, html: &Html) -> &mut Self {
        self.0.push_str(&html.0);
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    pub(crate) fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    pub(crate) fn attr_if(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.attr(name, value);
        }
        self
    }

    pub(crate) fn flag(&mut self, name: &'static str, on: bool) -> &mut Self {
        if on {
            self.raw(" ").raw(name);
        }
        self
    }

    /// The `class` attribute of all parts that are not empty; no attribute when all are.
    pub(crate) fn class<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) -> &mut Self {
        let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !named.is_empty() {
            self.attr("class", &named.join(" "));
        }
        self
    }

    /// Writes only when there is something to write about.
    pub(crate) fn when<T>(
        &mut self,
        value: Option<T>,
        write: impl FnOnce(&mut Self, T),
    ) -> &mut Self {
        if let Some(value) = value {
            write(self, value);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_never_becomes_markup() {
        let typed = "<script>alert('a' && \"b\")</script>";
        let escaped = "&lt;script&gt;alert(&#39;a&#39; &amp;&amp; &quot;b&quot;)&lt;/script&gt;";
        assert_eq!(Html::escape(typed).as_str(), escaped);
        assert_eq!(Html::from(typed.to_owned()).as_str(), escaped);
        let mut out = Markup::default();
        out.raw("<p").attr("title", typed).raw(">");
        assert_eq!(out.finish().as_str(), format!("<p title=\"{escaped}\">"));
    }

    #[test]
    fn lines_are_parted_and_empty_ones_left_out() {
        assert_eq!(Html::lines(["a<", "", "b"]).as_str(), "a&lt;<br>b");
        assert!(Html::lines(["", ""]).is_empty());
    }

    #[test]
    fn askama_prints_markup_as_it_is_and_texts_escaped() -> askama::Result<()> {
        #[derive(askama::Template)]
        #[template(source = "{{ markup }}{{ text }}", ext = "html")]
        struct Page {
            markup: Html,
            text: &'static str,
        }
        let markup = Html::join([crate::Tag::new("Late").render(), Html::escape("<")]);
        let page = Html::rendered(&Page { markup, text: "<" })?;
        assert_eq!(
            page.as_str(),
            "<strong class=\"govuk-tag\">Late</strong>&lt;&#60;"
        );
        Ok(())
    }
}
