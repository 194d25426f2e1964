//! What nearly every component has: classes and attributes of its outer element, and being printed.

use crate::html::Markup;

/// Classes and attributes that a page adds to an element.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extra {
    classes: String,
    attributes: Vec<(&'static str, String)>,
}

impl Extra {
    pub(crate) fn classes(&self) -> &str {
        &self.classes
    }

    pub(crate) fn add_classes(&mut self, classes: &str) {
        if !self.classes.is_empty() {
            self.classes.push(' ');
        }
        self.classes.push_str(classes);
    }

    pub(crate) fn prepend_classes(&mut self, classes: &str) {
        let own = std::mem::take(&mut self.classes);
        self.add_classes(classes);
        if !own.is_empty() {
            self.add_classes(&own);
        }
    }

    pub(crate) fn add_attribute(&mut self, name: &'static str, value: String) {
        self.attributes.push((name, value));
    }

    pub(crate) fn write_attributes(&self, out: &mut Markup) {
        for (name, value) in &self.attributes {
            out.attr(name, value);
        }
    }
}

/// Sizes of headings in labels, legends and captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Small, the size of body text in bold.
    S,
    /// Medium.
    M,
    /// Large, for the one question of a page.
    L,
    /// Extra large.
    Xl,
}

impl Size {
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
            Self::Xl => "xl",
        }
    }
}

/// Levels of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// The heading of the page.
    H1,
    /// A part of the page.
    H2,
    /// A part of a part.
    H3,
    /// The fourth level.
    H4,
    /// The fifth level.
    H5,
    /// The sixth level.
    H6,
}

impl Heading {
    /// The opening tag, still open for attributes.
    pub(crate) fn open(self) -> &'static str {
        match self {
            Self::H1 => "<h1",
            Self::H2 => "<h2",
            Self::H3 => "<h3",
            Self::H4 => "<h4",
            Self::H5 => "<h5",
            Self::H6 => "<h6",
        }
    }

    pub(crate) fn close(self) -> &'static str {
        match self {
            Self::H1 => "</h1>",
            Self::H2 => "</h2>",
            Self::H3 => "</h3>",
            Self::H4 => "</h4>",
            Self::H5 => "</h5>",
            Self::H6 => "</h6>",
        }
    }
}

/// `classes` and `attribute` for a type whose [`Extra`] stands at the given field.
macro_rules! extra_options {
    ($name:ty, $($path:ident).+) => {
        impl $name {
            /// Adds classes to the element; a second call adds to the first.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<String>) -> Self {
                self.$($path).+.add_classes(&classes.into());
                self
            }

            /// Adds an attribute to the element. The name is a literal, the value is escaped.
            #[must_use]
            pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
                self.$($path).+.add_attribute(name, value.into());
                self
            }
        }
    };
}

/// Makes a type with a `write` method printable: `render`, `Display` for askama, `From` into [`crate::Html`].
macro_rules! printable {
    ($name:ty) => {
        impl $name {
            /// The component as markup.
            pub fn render(&self) -> $crate::Html {
                let mut out = $crate::html::Markup::default();
                self.write(&mut out);
                out.finish()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.render().as_str())
            }
        }

        impl askama::filters::HtmlSafe for $name {}

        impl From<$name> for $crate::Html {
            fn from(component: $name) -> Self {
                component.render()
            }
        }
    };
}

/// A builder method for each optional text that is an attribute or markup.
macro_rules! setters {
    ($name:ty { $($(#[$doc:meta])+ $field:ident: $kind:ty),+ $(,)? }) => {
        impl $name {
            $(
                $(#[$doc])+
                #[must_use]
                pub fn $field(mut self, $field: impl Into<$kind>) -> Self {
                    self.$field = Some($field.into());
                    self
                }
            )+
        }
    };
}

/// A type with `new(content)` may be given as a text, which is escaped, or as markup.
macro_rules! from_content {
    ($name:ty) => {
        $crate::options::from_content!($name, &str, String, &String, $crate::Html, &$crate::Html);
    };
    ($name:ty, $($content:ty),+) => {
        $(
            impl From<$content> for $name {
                fn from(content: $content) -> Self {
                    Self::new(content)
                }
            }
        )+
    };
}

pub(crate) use from_content;
pub(crate) use {extra_options, printable, setters};
