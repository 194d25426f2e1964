# Releasing in the place of a role of which everybody wrote some of what leaves.
share-in-place-business_manager = Every business manager wrote some of this. You release it in their place: you come from another agency, and say why.
share-in-place-partner = Every partner wrote some of this. You release it in their place: you come from another agency, and say why.
share-in-place-information_governance = The information governance lead wrote some of this. You release it in their place: you come from another agency, and say why.
share-in-place-why = reason
    .label = Why do you release it in their place?
    .missing = Enter why you release it in their place
share-in-place-given = In their place, as somebody of another agency than those who wrote it: { $why }
share-in-place-may = Everybody in this role wrote some of it. Somebody of another agency, whom the guidance set up here names, may release it in their place.
rule-release-stand-in-why = Enter why you release it in their place
did-stand_in_release = Released learning in the place of a role of which everybody wrote some of it
refused-stand_in_release = Was refused releasing learning in the place of a role
