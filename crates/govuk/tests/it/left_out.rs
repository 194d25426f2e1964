//! The fixtures that our components do not follow.

/// Component, reason, and the names of the fixtures. A fixture that agrees after all, or that is no more, may not stand
/// here; one that is new in govuk-frontend and does not agree fails the test until somebody decides about it.
pub const LEFT_OUT: &[(&str, &str, &[&str])] = &[
    (
        "breadcrumbs",
        "an option that no page needs is not offered",
        &["item attributes"],
    ),
    (
        "character-count",
        "a limit is always given: the type has no count without one, and its texts are set as a whole",
        &[
            "with count type 'length'",
            "with count type 'words'",
            "with count type 'words' and value",
            "with count type 'words' and error message",
            "with count type 'words' and threshold",
            "to configure in JavaScript",
            "with neither maxlength nor maxwords set",
            "with neither maxlength, maxwords nor textarea description set",
        ],
    ),
    (
        "character-count",
        "an option that no page needs is not offered",
        &["with translations"],
    ),
    (
        "checkboxes",
        "empty entries cannot be written: ids are numbered without them, and an empty reveal is none",
        &["with falsy values", "empty conditional"],
    ),
    (
        "date-input",
        "names and error classes are worked out from the field, not written by hand",
        &[
            "with nested name",
            "with error on single field using classes",
            "with error on single item using classes",
        ],
    ),
    (
        "date-input",
        "an option that no page needs is not offered",
        &[
            "with field value and item value",
            "with field value, item value and values",
            "with field value overriding values",
        ],
    ),
    (
        "file-upload",
        "an option that no page needs is not offered",
        &["with value"],
    ),
    ("label", "a label has words", &["empty"]),
    (
        "panel",
        "an option that no page needs is not offered",
        &[
            "interruption",
            "interruption-with-content-with-long-line-length",
            "interruption-with-headings-content-and-lists",
            "confirmation, with actions",
            "interruption, with actions classes and attributes",
            "interruption, submit action",
            "interruption, button link",
            "interruption, no actions items",
        ],
    ),
    (
        "panel",
        "only the confirmation panel is offered",
        &[
            "interruption with custom classes",
            "interruption, no actions",
        ],
    ),
    (
        "password-input",
        "an option that no page needs is not offered",
        &["value"],
    ),
    (
        "radios",
        "empty entries cannot be written, and an empty reveal is none",
        &["with falsy items", "with empty conditional"],
    ),
    (
        "service-navigation",
        "an option that no page needs is not offered",
        &[
            "with language navigation",
            "with right-aligned language navigation",
            "inverse with language navigation",
            "with slotted content",
            "with `inline` end slot",
        ],
    ),
    (
        "summary-list",
        "a summary card has a title",
        &[
            "summary card with custom classes",
            "summary card with custom attributes",
        ],
    ),
    (
        "task-list",
        "empty entries cannot be written: ids are numbered without them",
        &["with empty values"],
    ),
];

/// Components that are not offered, with the reason. One that is new in govuk-frontend fails the test until it is
/// offered or stands here.
pub const NOT_OFFERED: &[(&str, &str)] = &[
    (
        "accordion",
        "hides what people need on their worst days; a page says it in order",
    ),
    (
        "cookie-banner",
        "the service sets only the cookie that signing in needs",
    ),
    ("feedback", "not used"),
    ("footer", "ours carries no crown and no licence of gov.uk"),
    (
        "header",
        "the crown and logotype belong to gov.uk addresses",
    ),
    ("language-navigation", "no page of the service uses it"),
    ("tabs", "hides what people need; a page says it in order"),
];
