# Every sentence of Ajar in English, the language of the source. A new language is a copy of this file, named by its tag
# (`fr.ftl`), with the sentences said anew. What stands in braces is set in; a message may leave it out, but has no other.
# <b>…</b> and <a>…</a> become emphasis and a link where the page allows it. Numbers are written by the marks below.

language-name = English
# ltr or rtl
language-direction = ltr

## How numbers, sizes and days are written

number-group = ,
number-decimal = .
size-b = { $n } B
size-kb = { $n } kB
size-mb = { $n } MB
size-gb = { $n } GB
size-tb = { $n } TB
size-pb = { $n } PB
date-day = { $day } { $month } { $year }
date-minute = { $day }, { $time } UTC
date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
ago-now = just now
ago-minutes = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
assets = { $count ->
    [one] { $count } asset
   *[other] { $count } assets
}

## Where a request stands

status-pending = Under review
status-approved = Approved
status-partly = Partly approved
status-denied = Denied
status-withdrawn = Withdrawn
status-expired = Expired
status-revoked = Revoked

## Pages

## Faults in what was typed

## Mails
# How a heading reads as a sentence of the plain text, and how a word stands before what it names there.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = Who
mail-what = What
mail-why = Why
mail-when = When
mail-closed = Closed
mail-everything = Everything in { $place }
mail-some = { $count ->
    [one] One asset from { $place }
   *[other] { $count } assets from { $place }
}
mail-unshown = { $count ->
    [one] and one more
   *[other] and { $count } more
}
mail-deleted-asset = A deleted asset
mail-message-of = The message of { $organisation }:
mail-download = Download your files
mail-reason-requested = This mail went out because a download was requested with this address.

# The receipt: to the requester, when a request is under review.
mail-received-subject-one = Under review: { $title } ({ $place })
mail-received-subject-some = { $count ->
    [one] Under review: one asset from { $place }
   *[other] Under review: { $count } assets from { $place }
}
mail-received-subject-all = Under review: everything in { $place }
mail-received-preview = We have sent it to the people who decide. You will get a mail as soon as they have.
mail-received-title = We have received your request
mail-received-text = It is with the people at { $organisation } who decide about downloads. You will get a mail as soon as they have.
mail-received-plain-title = Your request is under review
mail-received-plain-text = We have received a request for a download and sent it to the people at { $organisation } who decide about it. You will get a mail as soon as they have.
mail-received-wanted = What was asked for
mail-received-button = See where it stands
mail-received-private = Whoever has this link sees the status and can withdraw the request there, so please keep it to yourself.
mail-received-stranger = You did not ask for anything? Then somebody gave your address by mistake. Ignore this mail, or withdraw the request with the link above.

# The fresh link: to the requester, for access that is there already.
mail-fresh-subject-one = Your link to { $title } ({ $place })
mail-fresh-subject = Your link to { $place }
mail-fresh-title = Here is your link
mail-fresh-text = You already have access, so there is nothing to wait for.
mail-fresh-wanted = What you may download
mail-fresh-private = The link works for 30 days. It is private: please do not forward it.
mail-fresh-stranger = If you did not ask for this, ignore this mail: nothing has changed.

# The question: to a responsible.
mail-review-subject-none = No download request is waiting
mail-review-subject-one = { $who } asks for { $title } ({ $place })
mail-review-subject-some = { $count ->
    [one] { $who } asks for one asset from { $place }
   *[other] { $who } asks for { $count } assets from { $place }
}
mail-review-subject-all = { $who } asks for everything in { $place }
mail-review-subject-two-of-one = { $who } asks for two downloads
mail-review-subject-two = { $who } and { $other } ask for downloads
mail-review-subject-many = { $count ->
    [one] { $count } download request, from { $who }
   *[other] { $count } download requests, the first from { $who }
}
mail-review-title = { $who } asks for a download
mail-review-waiting = { $count ->
    [one] A download request is waiting for your decision
   *[other] { $count } download requests are waiting for your decision
}
mail-review-no-message = They left no message.
mail-review-button = Review and decide
mail-review-more = { $count ->
    [one] One more request is waiting in Download Requests.
   *[other] { $count } more requests are waiting in Download Requests.
}
mail-review-all = See all download requests, to decide in one stroke
mail-review-plain-all = All of them, to decide in one stroke:
mail-review-private = The link is yours alone: please do not forward this mail. Opening it decides nothing yet. To write to the person who asks, use that page; an answer to this mail does not reach them.
mail-review-private-many = The links for deciding are yours alone: please do not forward this mail. Opening a link decides nothing yet.
mail-review-reason = You get this mail because you decide about downloads.

# The answer: to the requester.
mail-decided-subject-none = Nothing was decided
mail-decided-subject-approved-one = Approved: { $title } ({ $place })
mail-decided-subject-approved-some = { $count ->
    [one] Approved: one asset from { $place }
   *[other] Approved: { $count } assets from { $place }
}
mail-decided-subject-approved-all = Approved: everything in { $place }
mail-decided-subject-partly-some = Partly approved: { $approved } of { $count } assets from { $place }
mail-decided-subject-partly-all = Partly approved: your request for { $place }
mail-decided-subject-denied-one = Denied: { $title } ({ $place })
mail-decided-subject-denied-some = { $count ->
    [one] Denied: one asset from { $place }
   *[other] Denied: { $count } assets from { $place }
}
mail-decided-subject-denied-all = Denied: your request for { $place }
mail-decided-subject-all-approved = Approved: your { $count } requests
mail-decided-subject-all-partly = Partly approved: your { $count } requests
mail-decided-subject-all-denied = Denied: your { $count } requests
mail-decided-subject-approved-denied = Your { $count } requests: { $approved } approved, { $denied } denied
mail-decided-subject-partly-denied = Your { $count } requests: { $partly } partly approved, { $denied } denied
mail-decided-subject-approved-partly = Your { $count } requests: { $approved } approved, { $partly } partly approved
mail-decided-subject-mixed = Your { $count } requests: { $approved } approved, { $partly } partly approved, { $denied } denied
mail-decided-preview-approved = There are files ready for you to download.
mail-decided-preview-denied = This was not approved, so you cannot download it.
mail-decided-batch = { $count ->
    [one] One of your requests has been decided
   *[other] { $count } of your requests have been decided
}
mail-decided-title-approved = Your request for { $place } is approved
mail-decided-title-approved-part = Part of your request for { $place } is approved
mail-decided-title-partly = Your request for { $place } is approved in part
mail-decided-title-partly-part = Part of your request for { $place } is decided: some is approved, some is denied
mail-decided-title-denied = Your request for { $place } is denied
mail-decided-title-denied-part = Part of your request for { $place } is denied
mail-decided-plain-approved = APPROVED: your request for { $place }
mail-decided-plain-approved-part = APPROVED: part of your request for { $place }
mail-decided-plain-partly = PARTLY APPROVED: your request for { $place }
mail-decided-plain-partly-part = PARTLY APPROVED: part of your request for { $place }
mail-decided-plain-denied = DENIED: your request for { $place }
mail-decided-plain-denied-part = DENIED: part of your request for { $place }
# Before a list of assets.
mail-decided-approved = Approved
mail-decided-denied = Denied
mail-decided-rest = everything else in { $place }
mail-decided-may-all = You may download everything in { $place }.
mail-decided-may-asked = You may download what you asked for.
mail-decided-may-these = You may download these:
mail-decided-plain-may-these = You may download:
mail-decided-may-some = You may download some of what you asked for, but not all of it.
mail-decided-not-all = You cannot download { $place }: your request was not approved.
mail-decided-not-asked = You cannot download what you asked for: your request was not approved.
mail-decided-not-these = You cannot download these: they were not approved.
mail-decided-under-review = { $count ->
    [one] One more asset of this request is still under review. You will get another mail about it.
   *[other] { $count } more assets of this request are still under review. You will get another mail about them.
}
mail-decided-until = You have access until { $until }.
mail-decided-private = The link works for 30 days; after that it tells you how to get a new one. It is private: please do not forward it.
mail-decided-again = If things change, <a>you may ask again</a>.
mail-decided-plain-again = If things change, you may ask again:
mail-decided-reason = You get this mail because you asked for a download with this address.

# The end of an access: to the requester.
mail-revoked-subject-one = Access revoked: { $title } ({ $place })
mail-revoked-subject-some = { $count ->
    [one] Access revoked: one asset from { $place }
   *[other] Access revoked: { $count } assets from { $place }
}
mail-revoked-subject-all = Access revoked: { $place }
mail-revoked-subject-more = { $count ->
    [one] Access revoked: { $place } and 1 more
   *[other] Access revoked: { $place } and { $count } more
}
mail-revoked-preview = You can no longer download what you had access to.
mail-revoked-title = Your access to { $place } has been revoked
mail-revoked-all = You can no longer download from there.
mail-revoked-some = You can no longer download:
mail-revoked-also-all = Nor can you download from { $place }.
mail-revoked-also-some = Nor can you download from { $place }:
mail-revoked-also-again = Ask again there
mail-revoked-button = Ask again
mail-revoked-plain-title = Your access has been revoked
mail-revoked-plain-all = You can no longer download from { $place }.
mail-revoked-plain-some = You can no longer download these from { $place }:
mail-revoked-plain-also-all = Nor from { $place }.
mail-revoked-plain-also-some = Nor these from { $place }:
mail-revoked-plain-again = If you still need it, you may ask again:
mail-revoked-reason = You get this mail because you had access to downloads with this address.

# The all-clear: to the other responsibles.
mail-handled-subject-approved = Handled: { $by } approved { $place } for { $who }
mail-handled-subject-partly = Handled: { $by } partly approved { $place } for { $who }
mail-handled-subject-denied = Handled: { $by } denied { $place } to { $who }
mail-handled-subject-withdrawn = Withdrawn: the request of { $who } for { $place }
mail-handled-subject-closed = Closed: the request of { $who } for { $place }
mail-handled-subject-many = { $count ->
    [one] Handled: { $count } download request
   *[other] Handled: { $count } download requests
}
mail-handled-title-approved = { $by } approved the request of { $who }
mail-handled-title-partly = { $by } approved the request of { $who } in part
mail-handled-title-denied = { $by } denied the request of { $who }
mail-handled-title-withdrawn = { $who } has withdrawn the request
mail-handled-title-closed = The request of { $who } is closed, because everything it asked for has been deleted
mail-handled-title-many = { $count ->
    [one] { $count } download request is handled
   *[other] { $count } download requests are handled
}
mail-handled-done = There is nothing left for you to do.
mail-handled-answer = Answer
mail-handled-plain-answer = The answer
mail-handled-see = See the request
mail-handled-plain-see = The request
mail-handled-reason = You get this mail because you were asked to decide about this.

# The invitation: to a new user.
mail-invitation-title = You are invited to the download desk of { $organisation }
mail-invitation-title-by = { $host } invites you to the download desk of { $organisation }
mail-invitation-text = Set a password, and your account is ready.
mail-invitation-plain-text = Set a password, and your account is ready:
mail-invitation-button = Set a password
mail-invitation-private = The link works for 7 days and once only. It is private: please do not forward it.
mail-invitation-stranger = If you do not know what this is about, ignore this mail: without a password the account stays closed.
mail-invitation-reason = You get this mail because an account was made for this address.
