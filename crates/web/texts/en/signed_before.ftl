# What an agency signed off before and says otherwise now.
signed-before-title = What changed since it was first signed off
signed-before-explain = Nothing that was signed off goes unseen: what an entry said before stands here, also where its agency took it away.
signed-before-head = How it was searched before
signed-before-key = It said
signed-before-voice = The child's words then
signed-now-key = Now
signed-before-gone = Taken away by the agency
signed-before-when = Signed off again
signed-before-why = What the agency says of it
query-about-gone = The entry of { $date }, taken away since
rule-return-changed = Entries that were signed off before, or what was said of the search, say something else now or were taken away. Enter why, for the partnership to read
rule-return-nothing = You say that your agency knows something, and nothing of it stands here: no entry and no part. Write it, or enter why there is nothing, for the partnership to read
return-part-empty = Nothing was written here
rule-request-not-sent = Send the request first: before that there is nothing for them to see
