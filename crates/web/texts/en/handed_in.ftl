# Documents handed in for an agency: taking one away again, and what is said of them beside the return.
signed-handed-in = Filled in as a document, and handed in for the agency by somebody of the partnership. People of the agency took over what stands here and signed it off:
hand-in-taken-back = Taken away again by { $by } on { $when }: { $why }
hand-in-decided = The agency has begun to take it over, so it cannot be taken away.
hand-in-away = Take it away
hand-in-away-about = handed in { $when }
hand-in-away-title = Take away a document that was handed in
hand-in-away-explain = For a document that should not be there: of another agency, an earlier version, the wrong file. The agency will not find what stands in it. It sees that something was there, who took it away and why, so name nobody and nothing of the case in the reason.
hand-in-away-button = Take it away
hand-in-why = reason
    .label = Why is it taken away?
    .missing = Enter why it is taken away
rule-hand-in-why = Enter why it is taken away.
rule-hand-in-taken = Somebody of the agency has begun to take the document over, so it cannot be taken away. Ask the agency to put right what is wrong.
rule-hand-in-away = The document was taken away already.
