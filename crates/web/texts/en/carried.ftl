# What a document carries beside the text that people see.
carried-title = What the file carries beside its text
carried-what-key = What it is
carried-says-key = What it says
carried-place-key = Where
carried-known = On record in this review
carried-more = { $many ->
    [one] 1 more piece is not shown.
   *[other] { $many } more pieces are not shown.
}
carried-clean = In Word: accept or reject all changes, delete comments, then use “Inspect Document” and save. Then hand in the clean file.
carried-what-property = A property of the file
carried-what-tracked-change = A tracked change
carried-what-comment = A comment
carried-what-hidden-text = Hidden text
carried-what-alt-text = The description of a picture
carried-what-file-inside = A file inside the file
carried-what-link = A link
carried-what-own-data = Data of the program that wrote it
carried-what-page-edge = At the top or foot of each page
carried-what-drawn = Words in a chart, diagram or drawing
carried-what-form = A form field, or the note of a link
carried-what-place = The name of a bookmark, layer or place
carried-what-file-name = The name of the file
carried-many-property = { $many ->
    [one] The properties of the file say something, such as who wrote it.
   *[other] The properties of the file say { $many } things, such as who wrote it.
}
carried-many-tracked-change = { $many ->
    [one] 1 tracked change: text that was taken out, or who changed it, can still be read.
   *[other] { $many } tracked changes: text that was taken out, or who changed it, can still be read.
}
carried-many-comment = { $many ->
    [one] 1 comment, or the name of who wrote one.
   *[other] { $many } comments, or names of those who wrote them.
}
carried-many-hidden-text = { $many ->
    [one] 1 piece of hidden text.
   *[other] { $many } pieces of hidden text.
}
carried-many-alt-text = { $many ->
    [one] The description of 1 picture, which is read aloud to those who do not see it.
   *[other] The descriptions of { $many } pictures, which are read aloud to those who do not see them.
}
carried-many-file-inside = { $many ->
    [one] 1 file or hidden sheet inside the file.
   *[other] { $many } files or hidden sheets inside the file.
}
carried-many-link = { $many ->
    [one] 1 link to somewhere else.
   *[other] { $many } links to somewhere else.
}
carried-many-own-data = { $many ->
    [one] 1 piece of data that the program keeps for itself.
   *[other] { $many } pieces of data that the program keeps for itself.
}
carried-many-page-edge = { $many ->
    [one] 1 line at the top or foot of each page.
   *[other] { $many } lines at the top or foot of each page.
}
carried-many-drawn = { $many ->
    [one] 1 piece of text in a chart, diagram or drawing: it is shown, and is not read with the text.
   *[other] { $many } pieces of text in charts, diagrams or drawings: they are shown, and are not read with the text.
}
carried-many-form = { $many ->
    [one] 1 piece of text in a form field or in the note of a link.
   *[other] { $many } pieces of text in form fields or in the notes of links.
}
carried-many-place = { $many ->
    [one] The name of 1 bookmark, layer or place.
   *[other] The names of { $many } bookmarks, layers or places.
}
carried-many-file-name = { $many ->
   *[other] The name of the file.
}
carried-looked = what the file carries
    .label = Have you looked at all of it?
    .missing = Tick the box when you have looked at what the file carries
carried-looked-yes = I have looked at every piece, and all of it may go along with the file
rule-publication-carries = Look at what this file carries beside its text and tick the box, or choose a clean file
rule-publication-carries-known = Beside its text, or in its name, this file holds something that is on record in this review. Add a clean file to the review and choose that one
rule-document-carries = Look at what this file carries beside its text, tick the box and choose the file again, or choose a clean file
