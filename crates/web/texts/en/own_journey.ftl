# The journey of what an organisation learns from its own work.
own-journey-lead = What people here saw differently in their own work, in the order of the days on which they saw it.
own-journey-timeline-lead = What was seen differently, along time. The table beneath the drawing says the same.
own-journey-none = Nobody has written down yet what they see differently in their own work.
