//! Builder methods that the form components share.

/// Hint, error and form group for a type whose `Parts` stand at the given field.
macro_rules! parts_options {
    ($name:ty, $($path:ident).+) => {
        impl $name {
            /// A hint, read out with the control.
            #[must_use]
            pub fn hint(self, hint: impl Into<$crate::Hint>) -> Self {
                self.hint_if(Some(hint))
            }

            /// A hint when there is one.
            #[must_use]
            pub fn hint_if(mut self, hint: Option<impl Into<$crate::Hint>>) -> Self {
                self.$($path).+.hint = hint.map(Into::into);
                self
            }

            /// What is wrong with the answer and how to put it right.
            #[must_use]
            pub fn error(self, error: impl Into<$crate::ErrorMessage>) -> Self {
                self.error_if(Some(error))
            }

            /// What is wrong with the answer, when something is.
            #[must_use]
            pub fn error_if(mut self, error: Option<impl Into<$crate::ErrorMessage>>) -> Self {
                self.$($path).+.error = error.map(Into::into);
                self
            }

            /// Ids of further elements that describe the control, separated by spaces; hint and error follow them.
            #[must_use]
            pub fn described_by(mut self, ids: impl Into<String>) -> Self {
                self.$($path).+.described_by = Some(ids.into());
                self
            }

            /// Adds classes to the form group around the control.
            #[must_use]
            pub fn group_classes(mut self, classes: impl Into<String>) -> Self {
                self.$($path).+.group.add_classes(&classes.into());
                self
            }

            /// Adds an attribute to the form group around the control.
            #[must_use]
            pub fn group_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
                self.$($path).+.group.add_attribute(name, value.into());
                self
            }
        }
    };
}

/// All that a labelled control has, for a type with a `field`.
macro_rules! field_options {
    ($name:ty) => {
        $crate::field::options::parts_options!($name, field.parts);
        $crate::options::extra_options!($name, field.extra);
        $crate::options::printable!($name);

        impl $name {
            /// The id of the control; its name unless set. An error summary links to it.
            #[must_use]
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.field.id = Some(id.into());
                self
            }

            /// Shown but not usable, and not sent with the form.
            #[must_use]
            pub fn disabled(mut self) -> Self {
                self.field.disabled = true;
                self
            }

            /// Markup before the control, inside its form group.
            #[must_use]
            pub fn before_input(mut self, html: impl Into<$crate::Html>) -> Self {
                self.field.before_input = Some(html.into());
                self
            }

            /// Markup after the control, inside its form group.
            #[must_use]
            pub fn after_input(mut self, html: impl Into<$crate::Html>) -> Self {
                self.field.after_input = Some(html.into());
                self
            }
        }
    };
}

/// What was typed before, shown again, for a type with a `value`.
macro_rules! value_options {
    ($name:ty) => {
        impl $name {
            /// What the control holds when the page opens: what was typed before, unchanged.
            #[must_use]
            pub fn value(self, value: impl Into<String>) -> Self {
                self.value_if(Some(value))
            }

            /// What the control holds when the page opens, when there is something.
            #[must_use]
            pub fn value_if(mut self, value: Option<impl Into<String>>) -> Self {
                self.value = value.map(Into::into);
                self
            }
        }
    };
}

pub(crate) use {field_options, parts_options, value_options};
