//! Controls with one label.

use govuk::{
    Affix, CharacterCount, ErrorMessage, FileUpload, Hint, Html, Label, Limit, PasswordInput,
    PluralTexts, Select, SelectOption, TextInput, Textarea,
};

use super::{dress, given, switched};
use crate::options::Options;

pub fn label(options: &Options<'_>) -> Label {
    let mut label = Label::new(options.content_or_empty());
    given!(label, for_id: options.filled("for"));
    switched!(label, options, page_heading: "isPageHeading");
    dress!(label, options);
    label
}

fn label_of(options: &Options<'_>) -> Label {
    options
        .part("label")
        .map_or_else(|| Label::new(""), |options| label(&options))
}

pub fn hint(options: &Options<'_>) -> Hint {
    let mut hint = Hint::new(options.content_or_empty());
    given!(hint, id: options.filled("id"));
    dress!(hint, options);
    hint
}

pub fn error_message(options: &Options<'_>) -> ErrorMessage {
    let mut message = ErrorMessage::new(options.content_or_empty());
    given!(message, id: options.filled("id"), visually_hidden_text: options.text("visuallyHiddenText"));
    dress!(message, options);
    message
}

/// Hint, error and form group.
macro_rules! parts {
    ($component:ident, $options:expr) => {
        $crate::map::given!($component,
            hint: $options.part("hint").map(|options| $crate::map::field::hint(&options)),
            error: $options.part("errorMessage").map(|options| $crate::map::field::error_message(&options)),
            described_by: $options.filled("describedBy"),
        );
        if let Some(group) = $options.part("formGroup") {
            $crate::map::dress!($component, group, group_classes, group_attribute, "classes", "attributes");
        }
    };
}
pub(crate) use parts;

/// All that every control with a label has.
macro_rules! control {
    ($component:ident, $options:expr) => {
        parts!($component, $options);
        given!($component, id: $options.filled("id"));
        switched!($component, $options, disabled: "disabled");
        dress!($component, $options);
        if let Some(group) = $options.part("formGroup") {
            given!($component,
                before_input: group.part("beforeInput").and_then(|input| input.content()),
                after_input: group.part("afterInput").and_then(|input| input.content()),
            );
        }
    };
}

fn affix(options: &Options<'_>) -> Affix {
    let mut affix = Affix::new(options.content_or_empty());
    dress!(affix, options);
    affix
}

pub fn text_input(options: &Options<'_>) -> TextInput {
    let mut input = TextInput::new(options.text_or("name", ""), label_of(options));
    control!(input, options);
    given!(input,
        kind: options.filled("type"),
        value: options.filled("value"),
        autocomplete: options.filled("autocomplete"),
        autocapitalize: options.filled("autocapitalize"),
        pattern: options.filled("pattern"),
        inputmode: options.filled("inputmode"),
        spellcheck: options.flag("spellcheck"),
        prefix: options.part("prefix").map(|options| affix(&options)),
        suffix: options.part("suffix").map(|options| affix(&options)),
    );
    if let Some(wrapper) = options.part("inputWrapper") {
        dress!(
            input,
            wrapper,
            wrapper_classes,
            wrapper_attribute,
            "classes",
            "attributes"
        );
    }
    input
}

pub fn textarea(options: &Options<'_>) -> Textarea {
    let mut area = Textarea::new(options.text_or("name", ""), label_of(options));
    control!(area, options);
    given!(area,
        value: options.text("value"),
        rows: options.number("rows"),
        autocomplete: options.filled("autocomplete"),
        spellcheck: options.flag("spellcheck"),
    );
    area
}

fn plural(options: &Options<'_>, key: &str) -> Option<PluralTexts> {
    let texts = options.part(key)?;
    Some(PluralTexts {
        one: texts.text_or("one", ""),
        other: texts.text_or("other", ""),
    })
}

pub fn character_count(options: &Options<'_>) -> Html {
    let words = options.number("maxwords");
    let most = options.number("maxlength");
    let limit = match (words, most, options.text("countType").as_deref()) {
        (Some(words), ..) => Limit::Words(words),
        (None, Some(most), Some("words")) => Limit::Words(most),
        (None, Some(most), Some("characters")) => Limit::Characters(most),
        (None, most, _) => Limit::Length(most.unwrap_or_default()),
    };
    let label = label_of(options);
    let mut count =
        CharacterCount::new(options.text_or("name", ""), label, limit).area(|_| textarea(options));
    given!(count,
        threshold: options.number("threshold"),
        description: options.filled("textareaDescriptionText"),
        message_classes: options.part("countMessage").and_then(|message| message.filled("classes")),
    );
    let unit = if matches!(limit, Limit::Words(_)) {
        "words"
    } else {
        "characters"
    };
    given!(count,
        under_limit: plural(options, &format!("{unit}UnderLimitText")),
        at_limit: options.filled(&format!("{unit}AtLimitText")),
        over_limit: plural(options, &format!("{unit}OverLimitText")),
    );
    count.render()
}

pub fn password_input(options: &Options<'_>) -> Html {
    let mut password = PasswordInput::new(options.text_or("name", ""), label_of(options));
    password = password.input(|mut input| {
        control!(input, options);
        given!(input, autocomplete: options.filled("autocomplete"));
        input
    });
    given!(password,
        show_text: options.filled("showPasswordText"),
        hide_text: options.filled("hidePasswordText"),
        show_label: options.filled("showPasswordAriaLabelText"),
        hide_label: options.filled("hidePasswordAriaLabelText"),
        shown_announcement: options.filled("passwordShownAnnouncementText"),
        hidden_announcement: options.filled("passwordHiddenAnnouncementText"),
    );
    password.render()
}

pub fn file_upload(options: &Options<'_>) -> Html {
    let mut upload = FileUpload::new(options.text_or("name", ""), label_of(options));
    control!(upload, options);
    switched!(upload, options, multiple: "multiple", drop_zone: "javascript");
    dress!(
        upload,
        options,
        drop_zone_classes,
        drop_zone_attribute,
        "wrapperClasses",
        "wrapperAttributes"
    );
    given!(upload,
        choose_files_text: options.filled("chooseFilesButtonText"),
        no_file_chosen_text: options.filled("noFileChosenText"),
        multiple_files_chosen_text: plural(options, "multipleFilesChosenText"),
        drop_instruction_text: options.filled("dropInstructionText"),
        entered_drop_zone_text: options.filled("enteredDropZoneText"),
        left_drop_zone_text: options.filled("leftDropZoneText"),
    );
    upload.render()
}

pub fn select(options: &Options<'_>) -> Html {
    let mut select = Select::new(options.text_or("name", ""), label_of(options));
    control!(select, options);
    given!(select, value: options.text("value"));
    for item in options.list("items") {
        let text = item.text_or("text", "");
        let mut option = match item.text("value") {
            Some(value) => SelectOption::new(value, text),
            None => SelectOption::of_text(text),
        };
        given!(option, selected: item.flag("selected"));
        switched!(option, item, disabled: "disabled");
        for (name, value) in item.pairs("attributes") {
            option = option.attribute(name, value);
        }
        select = select.option(option);
    }
    select.render()
}
