# The frame around every page.
frame-product = Throughline
frame-title = { $page } – Throughline
frame-title-error = Error: { $title }
frame-skip = Skip to main content
frame-menu = Menu
frame-back = Back
frame-printed = OFFICIAL-SENSITIVE. Printed for { $organisation } on { $day }. Keep it where nobody else reads it, and destroy it when it is no longer needed.
frame-account = Your account
frame-acting-for = You are acting for
frame-guest = { $home }, as a guest of { $host }
frame-change-organisation = Choose another organisation
frame-agency = and
frame-change-agency = Act for another agency
frame-sessions = Where you are signed in
frame-sign-out = Sign out
frame-synthetic = Demonstration.
frame-synthetic-more = Everyone and everything here is invented. Do not enter anything about real people.
frame-synthetic-ahead = { frame-synthetic-more } { $days ->
    [one] It shows tomorrow.
   *[other] It shows the day that comes in { $days } days.
    }
frame-rehearsal = Rehearsal: no real people.
frame-rehearsal-more = Do not enter anything about real people. The administration pages say what is missing before they may be recorded.
frame-support = Support links
frame-accessibility = Accessibility statement
frame-who-can-see = Who can see this
frame-privacy = Privacy
frame-licence = The software is open source under the Apache License, Version 2.0. What is written in it belongs to the organisation that wrote it.

nav-today = Today
nav-reviews = Reviews
nav-raise = Raise a possible serious incident

# Roles, by their code.
role-business_manager = business manager
role-delegated_partner = delegated safeguarding partner
role-lead_partner = lead safeguarding partner
role-scrutineer = independent scrutineer
role-review_group_member = member of the review group
role-agency_author = agency author
role-agency_approver = agency approver
role-lead_reviewer = independent reviewer
role-legal_reader = legal or communications adviser
role-inspector = inspector
role-learning_reader = reader of shared learning
role-information_governance = information-governance lead
role-authority_notifier = prepares the local authority’s notification
role-authority_authoriser = authorises the local authority’s notification
role-incident_raiser = may raise a possible serious incident
role-panel_secretariat = secretariat of the national body
role-panel_member = member of the national body
role-regional_facilitator = regional facilitator
role-second_reader = second reader from another body
role-family_contact = the family’s named contact
role-guest = guest from another area
role-administrator = administrator of the organisation
role-operator = operator of this service

# A date and a time of day.
moment = { $date } at { $time }

# Months, by their number.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

paging-pages = Pages
paging-part = Showing { $from } to { $to } of { $of }
paging-before = Previous page
paging-after = Next page
