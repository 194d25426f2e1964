//! What there is to do, and how far each part is.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// Tasks with their states.
///
/// ```
/// use govuk::{Tag, TagColour, Task, TaskList};
/// let list = TaskList::new("steps")
///     .task(Task::new("Details", "Completed").href("/details"))
///     .task(Task::new("Authorise", Tag::new("Not yet started").colour(TagColour::Blue)).href("/authorise"));
/// assert!(list.render().as_str().contains("aria-describedby=\"steps-2-status\""));
/// ```
#[derive(Debug, Clone)]
pub struct TaskList {
    id_prefix: String,
    tasks: Vec<Task>,
    extra: Extra,
}

extra_options!(TaskList, extra);
printable!(TaskList);

impl TaskList {
    /// A list whose ids begin with this, still without tasks.
    pub fn new(id_prefix: impl Into<String>) -> Self {
        Self {
            id_prefix: id_prefix.into(),
            tasks: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// Adds a task.
    #[must_use]
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    /// Adds tasks.
    #[must_use]
    pub fn tasks(mut self, tasks: impl IntoIterator<Item = Task>) -> Self {
        self.tasks.extend(tasks);
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<ul")
            .class(["govuk-task-list", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">");
        for (index, task) in (1_usize..).zip(&self.tasks) {
            task.write(out, &format!("{}-{index}", self.id_prefix));
        }
        out.raw("</ul>");
    }
}

/// One task of a [`TaskList`].
#[derive(Debug, Clone)]
pub struct Task {
    title: Html,
    status: Html,
    href: Option<String>,
    hint: Option<Html>,
    classes: String,
    title_classes: String,
    status_classes: String,
}

setters!(Task {
    /// Where the task is done; none while it cannot be started.
    href: String,
    /// A hint under the title.
    hint: Html,
});

impl Task {
    /// A task with its title and state: a text for "completed" and "cannot start yet", else a [`crate::Tag`].
    pub fn new(title: impl Into<Html>, status: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            status: status.into(),
            href: None,
            hint: None,
            classes: String::new(),
            title_classes: String::new(),
            status_classes: String::new(),
        }
    }

    /// The state in grey, for a task that cannot be started yet.
    #[must_use]
    pub fn cannot_start_yet(self) -> Self {
        self.status_classes("govuk-task-list__status--cannot-start-yet")
    }

    /// Sets classes of the row.
    #[must_use]
    pub fn classes(mut self, classes: impl Into<String>) -> Self {
        self.classes = classes.into();
        self
    }

    /// Sets classes of the title.
    #[must_use]
    pub fn title_classes(mut self, classes: impl Into<String>) -> Self {
        self.title_classes = classes.into();
        self
    }

    /// Sets classes of the state.
    #[must_use]
    pub fn status_classes(mut self, classes: impl Into<String>) -> Self {
        self.status_classes = classes.into();
        self
    }

    fn write(&self, out: &mut Markup, id: &str) {
        let with_link = if self.href.is_some() {
            "govuk-task-list__item--with-link"
        } else {
            ""
        };
        out.raw("<li")
            .class(["govuk-task-list__item", with_link, &self.classes])
            .raw("><div class=\"govuk-task-list__name-and-hint\">");
        match &self.href {
            Some(href) => {
                let status = format!("{id}-status");
                let described_by = match self.hint {
                    Some(_) => format!("{id}-hint {status}"),
                    None => status,
                };
                out.raw("<a")
                    .class(["govuk-link", "govuk-task-list__link", &self.title_classes])
                    .attr("href", href)
                    .attr("aria-describedby", &described_by)
                    .raw(">")
                    .html(&self.title)
                    .raw("</a>");
            }
            None => {
                out.raw("<div")
                    .class([self.title_classes.as_str()])
                    .raw(">")
                    .html(&self.title)
                    .raw("</div>");
            }
        }
        out.when(self.hint.as_ref(), |out, hint| {
            out.raw("<div")
                .attr("id", &format!("{id}-hint"))
                .raw(" class=\"govuk-task-list__hint\">")
                .html(hint)
                .raw("</div>");
        });
        out.raw("</div><div")
            .class(["govuk-task-list__status", &self.status_classes])
            .attr("id", &format!("{id}-status"))
            .raw(">")
            .html(&self.status)
            .raw("</div></li>");
    }
}
