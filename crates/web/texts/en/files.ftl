# Files of a review.
files-title = Files
files-file = File
files-text = Text
files-more = More
files-added-head = Added
files-none = No file has been added yet.
files-none-left = There is no file here now.
files-done = Done
files-added = The file was added
files-taken = The file was taken away
files-held-out = { $many ->
    [one] 1 file is held because of the virus check and cannot be chosen yet.
   *[other] { $many } files are held because of the virus check and cannot be chosen yet.
    } Files says more.
files-was-taken = The file you asked for was taken away. This page says below who did that, when and why.
files-added-by = { $who }, { $when }
files-facts = { $kind }, { $size }
files-bytes = { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
    }
files-kilobytes = { $size } KB
files-megabytes = { $size } MB
files-careful = A download leaves this service. Keep it as safe as it is here, and delete it when you no longer need it.
files-gone = Taken away
files-gone-one = { $kind }, added by { $added-by } on { $added }. { $who } took it away on { $when }: { $reason }

file-kind-pdf = PDF
file-kind-docx = Word document
file-kind-xlsx = Excel workbook
file-kind-xls = Excel workbook, old format
file-kind-odt = OpenDocument text
file-kind-txt = Plain text
file-kind-csv = CSV table
file-kind-png = PNG picture
file-kind-jpeg = JPEG picture
file-kind-eml = Email
file-kind-msg = Outlook message

file-not-shown = The text of this kind of file is not shown here
file-waiting = Waiting to be read
file-failed = The text could not be read. { $why }
file-held-not-yet = Being checked for viruses. It can be opened when nothing was found.
file-held-found = Held: a virus was found ({ $name }). Nobody can open it. Ask whoever it came from for a clean copy, then take this one away.
file-held-found-other = Held: a virus was found ({ $name }). Nobody can open it. Whoever added it and the business manager can take it away.
file-held-failed = Held: it could not be checked for viruses. { $why }
look-file_held = A file is held because of what the virus check found: see what to do
file-open-text = Read the text
file-take = Take away

file-add-title = Add a file
file-add-explain = Add a document only when this review needs it. Everybody who may read it here can also download it.
file-add-button = Add the file
file-section = section
    .label = Who may read it?
    .missing = Select who may read the file
file-section-general = Everybody on this review
file-section-safe_contact = Only those who may read how and when people can be contacted safely
file-section-protected_addresses = Only those who may read protected addresses
file-section-protected_identities = Only those who may read protected identities
file-section-police_restricted = Only those who may read what the police keep back
file-section-not-yours = Select a section from the list
file-file = file
    .label = File
    .hint = PDF, Word, Excel, OpenDocument text, plain text, CSV, PNG, JPEG or a saved email, up to 50 MB (PDF and old Excel files up to 20 MB). Nothing with macros or a password.
file-none-chosen = Select a file
file-choose-again = Select the file again

file-take-title = Take the file away
file-take-explain = Nobody can download or read it here any more. It is kept, sealed, until the review is disposed of. The reason stays in the record of this review, so leave out what the file should not have shown.
file-take-not = Keep the file
file-reason = reason
    .label = Why do you take it away?
    .hint = For example “added to the wrong review”
    .missing = Enter why you take the file away

file-text-title = Text of a file
file-text-explain = This is the text of the file and not the file itself.
file-text-download = Download the original
file-text-part = Paragraphs { $from } to { $to } of { $of }
file-text-page = Page { $page } of the original
file-text-paragraph = Paragraph
file-text-pages = Parts of the text
file-text-before = Paragraphs before
file-text-after = Next paragraphs

# How our rendering of a text differs from the original.
file-source-guessed-encoding = The file does not say how its letters are encoded. Accented letters and signs may look wrong.
file-source-tracked-changes = The document has tracked changes. It is shown as if all of them had been accepted.
file-source-comments = The document has comments, which are not shown.
file-source-pictures = The document has pictures or drawings, which are not shown.
file-source-embedded-files = The document has other files inside it, which are not shown.
file-source-hidden-text = The document has hidden text, which is shown.
file-source-headers-and-footers = The document’s page headers and footers are not shown.
file-source-from-pdf = The text was taken from a PDF. Columns, tables and pictures of text may be out of order or missing.
file-source-pages-without-text = Some pages hold no text that can be read, only pictures of it. They are not shown.
file-source-linked-files = The document refers to other files, such as its template. They are not fetched, and what stands in them is not shown.
file-source-nested-tables = Tables inside cells of other tables are shown as lines of those cells.
file-source-struck-text = The document has words that are struck through, which are shown. Look whether they still stand.
file-source-only-values = Formulas are shown as their last results. Charts, colours and notes are not shown.

# Why a file is not taken, or its text not shown.
rule-file-too-large = The file is too large. The limit is 50 MB, and 20 MB for a PDF or an old Excel file. Split it into smaller documents and add them one at a time.
rule-file-broken-off = The file did not arrive whole, and nothing was kept. Check your connection and add it again.
rule-file-no-room = There is no room left to keep the file, and nothing was kept. Tell the people who run this service.
rule-file-many = Many files are being added just now, and nothing was kept. Wait a minute and add it again.
rule-file-empty = The file is empty. Check that it was saved, then choose it again.
rule-file-program = The file is a program. Programs cannot be added here; choose a document, a picture or an email.
rule-file-script = The file is a script. Scripts cannot be added here; choose a document, a picture or an email.
rule-file-web-page = The file is a web page or a drawing that can carry scripts. Save it as a PDF and choose that.
rule-file-macros = The document has macros, small programs inside it. Save it without macros and choose that.
rule-file-password = The document is protected with a password. Save it without the password and choose that.
rule-file-archive = The file is an archive of other files. Unpack it and add the documents one at a time.
rule-file-old-word = The file is in an old word-processor format. Save it as a Word document (.docx) or a PDF and choose that.
rule-file-other-picture = The picture is not a PNG or JPEG. Save it as one of those and choose that.
rule-file-recording = The file is a sound or video recording. Recordings cannot be added here; add a written note of what it holds.
rule-file-name-contradicts = The end of the file’s name does not fit what the file holds. Open it, save it again as a document, and choose that.
rule-file-unknown = The file is not of a kind that can be added here. Choose a PDF, Word, Excel, OpenDocument text, plain text, CSV, PNG or JPEG file, or a saved email.
rule-file-damaged = The file is damaged and cannot be read. Open it in the program it comes from, save it again, and choose that.
rule-file-bomb = The document unpacks into far more than it seems to hold, so it was not opened. Save it again in the program it comes from, and choose that.
rule-file-no-text-view = The text of this kind of file cannot be shown here. Download the original to read it.
rule-file-no-text = The document holds no text that can be read, perhaps only scanned pages. Ask for it as text, or download the original to read it.
rule-file-second-document = The document shows the text of a second document that lies inside it, which cannot be read here. Open it in Word, save it as a new Word document, and choose that one: the text is then part of it.
rule-file-fetches = The document is made to fetch part of itself from the internet when it is opened. Ask for a copy without such links, for example as a PDF. Take care when you open the original.
rule-file-no-table = No table was found in the file. Choose a Word document, an Excel workbook or a CSV file that holds the chronology as a table, or copy the table and paste it.
rule-file-many-rows = A table in the file has more than 20,000 rows. Split it into smaller files, for example one for each year, and add them one at a time.
rule-file-encoding = The letters in the file cannot be made out. Open it in the program it comes from, save it as “CSV UTF-8”, and choose that.
rule-file-reader-crashed = The program that reads documents broke down over this file. The original can be downloaded. Take care when you open it, because such files can be made to do harm.
rule-file-reader-slow = Reading the file took too long. The original can be downloaded. Take care when you open it, because such files can be made to do harm.
rule-file-reader-gave-up = Reading the file was begun several times and never came to an end. Tell the people who run this service. The original can be downloaded.
rule-file-held-not-yet = The file you asked for is still being checked for viruses. It can be opened when nothing was found. If this takes longer than an hour, tell the people who run this service.
rule-file-held-found = A virus was found in the file you asked for, so nobody can open it. Ask whoever it came from for a clean copy.
rule-file-held-failed = The file you asked for could not be checked for viruses, so nobody can open it. The list says why.
rule-file-check-gave-up = Checking it was begun several times and never came to an end. Tell the people who run this service; it is tried again when the service starts.
rule-file-check-limit = It is larger than the virus checker takes. Tell the people who run this service, or split it into smaller documents, add those and take this one away.
rule-file-changed = The sealed file has been changed or is gone. Tell the people who run this service.
