return-open-title = Still open in the documents brought in
return-open-explain = Nobody has said yet whether these belong in the return. They are in no chronology until somebody does.
return-open-hint = Rows or questions of documents are still open.
return-sign-out = what is still open
    .label = Is what is still open left out?
    .missing = Say whether it is left out
return-sign-out-yes = Yes, none of it belongs in this return
return-sign-open = reason
    .label = Why is it left open?
    .hint = The partnership reads how much is left open, and this reason. You can also go to each document and say of each thing whether it belongs in the chronology.
    .missing = Enter why it is left open
rule-sign-open = Rows or questions of documents are still open. Enter why they are left open, or say that none of them belongs in this return.
return-open-out = { return-open-many } It was signed off that none of it belongs in the return.
return-open-out-why = { return-open-many } It was signed off that none of it belongs in the return: { $why }
return-open-why = { return-open-many } Left open because: { $why }
return-open-many = Still open in documents: { $things ->
    [one] 1 row or question
   *[other] { $things } rows or questions
    }{ $unread ->
    [0] .
    [one] , and 1 document of which nobody said what its columns hold.
   *[other] , and { $unread } documents of which nobody said what their columns hold.
    }
