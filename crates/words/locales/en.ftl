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

## Where a request stands

status-pending = Under review
status-approved = Approved
status-partly = Partly approved
status-denied = Denied
status-withdrawn = Withdrawn
status-closed = Closed
status-expired = Expired
status-revoked = Revoked

## Pages: what stands around each of them

page-skip = Skip to the content
page-desk = To the desk
page-you-are = You are <b>{ $mail }</b>
page-not-me = Not me
page-motto = Downloads with a door that stands ajar.
page-crumbs = Breadcrumbs
page-language = Language
page-start = To the start page
page-browse = Browse what there is
page-back-to = Back to { $place }
page-to-place = To { $place }
page-list-all = All { $count } files by name
page-errors = Please have another look.
# What a field is called, and what is to be mended in it.
page-error-of = <b>{ $field }</b> – { $fault }
file-without-type = File
file-deleted = Deleted

## Pages: the home page, portals and kits

home-title = Downloads
home-portals = Portals
home-kits = Kits
home-empty-title = Nothing is public yet
home-empty = Kits and portals appear here once they are published. If you were sent an address, it may need a password or an account.
home-sign-in = Sign in
place-private = Private
place-password = With password
place-download-all = { $count ->
    [one] Download { $count } file, { $size }
   *[other] Download all { $count } files, { $size }
}
place-download-zip = { $count ->
    [one] Download { $count } file as ZIP, { $size }
   *[other] Download { $count } files as ZIP, { $size }
}
place-request = Request access
portal-staff-only = This portal is private: only people who are signed in see it.
portal-empty-title = No kits yet
portal-empty = Kits appear here once they are published.
kit-staff-only = This kit is private: only people who are signed in see it.
kit-empty-title = Nothing is in this kit yet
kit-empty = Come back later, or look at the other kits.
kit-sections = Sections
kit-select-all = Select all
kit-select-none = Select none
kit-select-section = Select all in { $section }
kit-selection = Your selection
kit-selected = { $count ->
    [one] { $count } file, { $size }
   *[other] { $count } files, { $size }
}
kit-clear = Clear
card-select = Select { $title }
card-download = Download
card-download-title = Download { $title }
card-request = Request
card-request-title = Request access to { $title }

## Pages: finding

find-label = Search in { $place }
find-placeholder = Search
find-button = Search
find-types = Type of file
find-type-all = All
find-type-image = Images
find-type-vector = Vector graphics
find-type-document = Documents
find-type-video = Video
find-type-audio = Audio
find-type-font = Fonts
find-type-archive = Archives
find-type-other = Other files
find-found = { $count ->
    [0] Nothing found
    [one] { $count } file found
   *[other] { $count } files found
}
find-nothing-title = Nothing found
find-nothing = No file here has these words in its title, name or description.
find-show-all = Show everything
find-shown = Files { $from } to { $to } of { $total }
find-first = First page
find-next = Next page

## Pages: one asset

asset-type = Type
asset-size = Size
asset-filename = File name
asset-dimensions = Dimensions
asset-pixels = { $width } × { $height } px
asset-drawing = { $width } × { $height }
asset-version = Version
asset-version-of = { $number } of { $day }
asset-checksum = Checksum (SHA-256)
asset-licence = Licence
asset-credit = Credit
asset-versions = Earlier versions
asset-download = Download, { $size }
asset-formats = Other formats
asset-format = { $format }, { $width } × { $height } px
asset-neighbours = In this kit
asset-previous = Previous
asset-next = Next
asset-position = { $position } of { $total }

## Pages: a password

password-text = This page opens with a password. You got it from whoever sent you here.
password-label = Password
password-open = Open

## Pages: asking

ask-title = Request access
ask-title-at-once = Download
ask-everything = Everything in <b>{ $place }</b>
ask-everything-size = { $count ->
    [one] { $count } file, { $size }
   *[other] { $count } files, { $size }
}
ask-trap = Leave this empty
ask-mail = Your mail address
ask-message = What do you need it for?
ask-message-at-once = What is it for?
ask-optional = (optional)
ask-choose = Please choose
ask-terms = Terms of use
ask-terms-of = Terms of use of { $place }
ask-terms-accept = I have read the terms of use and accept them.
ask-hint = Somebody will look at your request. We write to you when it is decided, with a link to your files; you need no account.
ask-hint-at-once = The download opens at once, in this browser. Your address is kept with it, so that its owner knows who uses what.
ask-send = Request access
ask-send-at-once = Continue to download
ask-close = Close
ask-offline = No answer came. Nothing that you typed is lost: please send it once more.
asked-title = Under review
asked-written = We have written to you at <b>{ $mail }</b>.
asked-more = The mail has a link that shows where your request stands. When it is decided, we write again. If nothing comes within a few minutes, please look among the unwanted mail.
asked-open-title = Open to you already
asked-open = You need not wait for these: they are open in this browser now. The rest is under review.
asked-granted-title = Your download is ready
asked-granted = Everything stays open in this browser. There is nothing more to fill in here.

## Pages: a download that is not open

refused-title = Not open to you yet
refused-ask = Please ask for this first
refused-never = This cannot be downloaded
refused-asked = You have asked for it already. We write to you when it is decided.
refused-off = Downloads are switched off here.
refused-open = Open to you now
refused-download = { $count ->
    [one] Download this file
   *[other] Download these { $count } files
}

## Pages: where a request stands

request-heading-pending = Your request is under review
request-heading-approved = Your request is approved
request-heading-partly = Your request is partly approved
request-heading-denied = Your request is denied
request-heading-withdrawn = Your request is withdrawn
request-heading-closed = Your request is closed
request-heading-expired = Your request has expired
request-heading-revoked = Your access has been revoked
request-heading-ended = Your access has ended
request-meaning-pending = Somebody will look at it soon. We write to you when it is decided.
request-meaning-approved = The link to your files is in the mail that we sent you.
request-meaning-partly = The link to the approved files is in the mail that we sent you.
request-meaning-denied = These files cannot be downloaded with this request.
request-meaning-withdrawn = Nobody needs to look at it any more.
request-meaning-closed = What it was for has been deleted, so nobody decides about it any more.
request-meaning-expired = Nobody decided it in time. You are welcome to ask again.
request-meaning-revoked = The files can no longer be downloaded with this request.
request-meaning-ended = Your request was approved for a time that is over. You are welcome to ask again.
request-until = Access lasts until { $until }.
request-ended-on = Access ended on { $until }.
request-files = To the files
request-fresh-link = Get a fresh link
request-ask-again = Ask again
request-what = What you asked for
request-everything = Everything in <b>{ $place }</b>
request-all-deleted = The files have been deleted in the meantime.
request-why = What you wrote
request-answers = What you answered
request-yes = Yes
request-no = No
request-happened = What happened
request-event-asked = Asked
request-event-withdrawn = Withdrawn
request-event-closed = Closed, because it was deleted
request-event-approved = Approved
request-event-denied = Denied
request-event-revoked = Access revoked
request-event-words = You added a word
request-withdraw = Withdraw this request
request-add-word-label = Something more for those who decide
request-add-word-send = Add
request-updates = This page follows the request by itself.

## Pages: picking up

pickup-title = Your files
pickup-heading = Your files are ready
pickup-from = From <a>{ $place }</a>
pickup-asked = What you asked for
pickup-contents = What is in it
pickup-rest = Also open to you
pickup-rest-text = Your access is for everything in <b>{ $place }</b>.
pickup-rest-all = Browse everything in { $place }
pickup-select = Select { $title }
pickup-select-zip = Download the selection as ZIP
pickup-until = You may download these files until { $until }.
pickup-until-revoked = You may download these files until the access is revoked.
pickup-link-until = The link in the mail works until { $until }; after that you can have a fresh one at any time.
pickup-end-link = End this link
pickup-end-link-why = if you passed it on by mistake or use a computer that is not yours.
pickup-nothing-title = Nothing to pick up
pickup-nothing = Nothing stands open for you at the moment. What you asked for shows on the status page that your receipt links to.
pickup-over-ended-title = Your access has ended
pickup-over-ended = It was open to you until { $day }.
pickup-over-revoked-title = Your access was revoked
pickup-over-revoked = These files are not open to you any more.
pickup-over-hidden-title = These files are not shown any more
pickup-over-hidden = What you asked for was taken off the site, so it cannot be downloaded at the moment.
pickup-over-locked-title = A password is needed
pickup-over-locked = Your files lie behind a password. Please enter it first; then come back here.
pickup-over-message = You were told: “{ $message }”
pickup-over-ask = You are welcome to ask again.
pickup-ended-title = This link is ended
pickup-ended = It opens nothing any more, in no browser. What was approved stays approved: a fresh link brings you back.
continue-title = Continue as somebody else?
continue-heading = Continue as { $mail }?
continue-text = This link was sent to <b>{ $new }</b>. In this browser you are <b>{ $current }</b> until now.
continue-go = Continue as { $mail }
continue-stay = Stay as I am
link-title = A fresh link
link-sent-title = Please look into your mail
link-sent = If something is open to <b>{ $mail }</b>, a fresh link is on its way there.
link-sent-to-asker = We have written to the address that asked. The mail has a fresh link to the files.
link-sent-back = Back to the request
link-sent-more = If nothing comes within a few minutes, please look among the unwanted mail. We send at most three links a day.
link-expired-title = This link has expired
link-expired = Links work for thirty days. What was open to you may still be: have a fresh link sent.
link-ended-title = This link was ended
link-ended = It was ended from the page it led to, so it opens nothing any more. What was open to you may still be: have a fresh link sent.
link-unknown-title = This link does not work
link-unknown = It may have been ended, or cut short on its way. You can have a fresh one sent.
link-wanted-title = Get a fresh link
link-wanted = We send it to the address that asked.
link-send = Send me a fresh link

## Pages: deciding by the link in the mail

decide-title = Download request
decide-heading = { $name } asks to download
decide-why = Why
decide-form = Your decision
decide-over-title = This link is over
decide-over = It was ended, it is older than 14 days, or the request is not yours to decide any more. At the desk you see what waits for you.
decide-desk = To the desk
decide-undo-hint = The mails leave in ten seconds. Until then you may undo this.
decide-undo = Undo
decide-undone = Undone. The request waits for a decision again.
case-who = Who
case-where = Where
case-when = When
case-write = Write to them
case-subject = Your request: { $place }
case-subject-bare = Your download request
case-no-reason = No reason was given.
case-answers = Answers
case-words = Added later
case-everything = Everything in <b>{ $place }</b>, what is added later too.
case-all-deleted = Everything that was asked for has been deleted.
case-decided-by = Decided by { $name }
case-message = Message
case-message-hint = (optional, goes to the requester)
case-reply = Saved reply
case-reply-hint = (comes before your own words)
case-reply-none = None
case-until = Access until
case-until-hint = (optional; otherwise until revoked)
case-period = Or for a while
case-period-none = No set time
case-period-week = A week
case-period-month = 30 days
case-period-quarter = 90 days
case-period-year = A year
case-tick-hint = Tick files to decide only those; with none ticked the decision is for all { $total }.
case-tick-all = The decision is for all { $total } files. Tick some to decide only those.
case-tick-some = The decision is for the ticked files only: { $n } of { $total }.
case-approve = Approve
case-deny = Deny
case-you = by you, { $when }
case-colleague = by { $name }, { $when }
case-policy = by the policy, { $when }
case-nobody = { $when }

## Pages: an invitation

invitation-title = Welcome
invitation-heading = Welcome, { $name }
invitation-text = Choose a password of at least { $least } characters. You sign in with it and <b>{ $mail }</b>.
invitation-mail = Mail address
invitation-password = Password
invitation-again = The same once more
invitation-set = Set the password
invitation-over-title = This invitation is over
invitation-over-sign-in = Sign in

## Pages: a way back into an account

recovery-title = Set a new password
recovery-heading = Forgot your password?
recovery-text = Type the address that you sign in with. We write a link to it with which you set a new password.
recovery-mail = Mail address
recovery-send = Send the link
recovery-back = Back to the sign-in
recovery-sent-title = Look into your mailbox
recovery-sent = If there is an account for <b>{ $mail }</b>, a link is on its way. It works for an hour and once only.
recovery-sent-more = Nothing came? Look into the spam folder, or ask an admin whether this is the address of your account.
recovery-set-heading = A new password for { $name }
recovery-set-text = Choose a password of at least { $least } characters. You sign in with it and <b>{ $mail }</b>; everywhere else you are signed out.
recovery-over-title = This link is over
recovery-over-again = Send a new link

## Pages: when something is in the way

problem-400 = We could not read that
problem-401 = Please sign in
problem-403 = This is not open to you
problem-404 = There is nothing here
problem-405 = That cannot be done here
problem-409 = Somebody was quicker
problem-413 = That is too large
problem-415 = We cannot read this kind of file
problem-416 = There is no such part
problem-429 = That was a lot at once
problem-500 = Something went wrong on our side
problem-503 = One moment, please
problem-400-text = Something in what was sent is missing or not as it should be. Please go back and try again.
problem-401-text = This page is for people with an account.
problem-403-text = You may be signed in as somebody else, or the form was open for too long.
problem-404-text = The address may be misspelt, or what was here has been moved or is no longer public.
problem-405-text = The address is right, but it is not meant to be used this way.
problem-409-text = What you wanted to change has been changed in the meantime. Please look at it again.
problem-413-text = Please send less at a time.
problem-415-text = Please send it in another format.
problem-416-text = The file is shorter than the part that was asked for. Please start the download again.
problem-429-text = To keep the desk open for everybody, we ask you to wait a little.
problem-500-text = It has been noted. Please try again; if it stays, write to those who run this site.
problem-503-text = The desk is busy or being looked after. Please try again shortly.
problem-request = If you write to those who run this site, please name this request: { $id }
problem-wait-seconds = { $count ->
    [one] Please try again in one second.
   *[other] Please try again in { $count } seconds.
}
problem-wait-minutes = { $count ->
    [one] Please try again in one minute.
   *[other] Please try again in { $count } minutes.
}

## Faults in what was typed, and refusals

fault-form-stale = This form was open for too long. Nothing is lost: please send it once more.
fault-mail-missing = Please enter a mail address.
fault-mail-too-long = This mail address is too long; an address has at most { $most } characters.
fault-mail-unreadable = This does not look like a mail address such as name@example.org.
fault-message-too-long = This is too long; at most { $most } characters fit.
fault-reason-missing = Please say what you want to download this for.
fault-assets-gone = One of the assets is not here any more. Please choose again.
fault-assets-missing = Choose at least one asset.
fault-id-unreadable = This is no id.
fault-answer-missing = Please answer this.
fault-answer-not-ticked = Please tick this to go on.
fault-answer-no-option = Please choose one of the options.
fault-answer-no-date = Please enter a date such as 2026-12-31.
fault-answer-too-long = This is too long; at most { $most } characters fit.
fault-answer-unknown = There is no such question here.
fault-terms-missing = Please accept the terms of use to go on.
fault-terms-changed = The terms have changed; please read them again.
fault-word-missing = Please write a word first.
fault-word-too-long = This is too long; at most { $most } characters fit.
fault-word-too-many = You have added { $most } words already; that is as many as fit.
fault-word-not-yours = Only who asked adds words, in a browser that came by a link we sent.
fault-password-wrong = This is not the password.
fault-sign-in-wrong = The address or the password is not right.
fault-password-too-short = A password needs at least { $fewest } characters.
fault-password-too-long = A password may have at most { $most } bytes.
fault-passwords-differ = The two passwords differ.
fault-expiry-past = This lies in the past; access has to end later than now.
fault-expiry-of-denial = A denial has no end.
fault-expiry-unreadable = This is no date such as 2026-12-31.
fault-verdict-missing = Choose whether to approve or to deny.
fault-downloads-disabled = Nothing can be downloaded here.
fault-no-access = You may not download this.
fault-not-pending = This request is not under review any more.
fault-already-decided = This was decided already.
fault-undo-too-late = This can’t be undone any more: the mails have left. What was approved can be revoked.
fault-undo-built-upon = This can’t be undone any more: something else has happened to the request since.
fault-own-request = Nobody decides their own request.
fault-not-responsible = Somebody else is responsible for this.
fault-invitation-over = This invitation is over. Please ask an admin for a new one.
fault-recovery-over = This link is over. Ask for a new one.
fault-password-not-present = This is not your present password.
fault-link-over = This link is over. Sign in to see the request.
fault-managers-only = Only managers and admins may do this.
fault-admins-only = Only admins may do this.
fault-invalid = Something in this is to be mended.
fault-not-found = There is nothing here, or nothing that you may know of.
fault-unauthenticated = Sign in, or send a valid token.
fault-too-many-requests = That was too often. Please wait a while and try again.
fault-internal = Something broke on our side. Nothing that you sent is lost or half done.
fault-unavailable = The desk cannot reach its records for the moment. Please try again in a moment; look first whether what you sent has arrived.
fault-malformed = The form can't be read.
fault-too-large = This is more than fits.
fault-unsupported-media-type = This was sent in a form that can't be read here.
fault-method-not-allowed = This can't be done here.
fault-foreign-origin = This came from another site and was not done.

## Mails
# How a heading reads as a sentence of the plain text, and how a word stands before what it names there.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = Who
mail-what = What
mail-why = Why
mail-answers = Answers
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
mail-review-subject-one = { $who } asks for { $title } ({ $place }, request { $number })
mail-review-subject-some = { $count ->
    [one] { $who } asks for one asset from { $place } (request { $number })
   *[other] { $who } asks for { $count } assets from { $place } (request { $number })
}
mail-review-subject-all = { $who } asks for everything in { $place } (request { $number })
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
mail-decided-may-part = Of these, you may download some, but not all.
mail-decided-again-bare = If things change, you may ask again.
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
mail-revoked-subject-still = Revoked: one of your requests for { $place }; your files stay open
mail-revoked-title-still = One of your requests for { $place } has been revoked
mail-revoked-plain-title-still = One of your requests has been revoked
mail-revoked-still-all = Nothing changes for you: what it opened stays open to you because of another request.
mail-revoked-still-some = Still open to you because of another request:
mail-revoked-reason = You get this mail because you had access to downloads with this address.

mail-closed-subject = Closed: your request for { $place }
mail-closed-subject-more = { $count ->
    [one] Closed: your requests for { $place } and 1 more
   *[other] Closed: your requests for { $place } and { $count } more
}
mail-closed-title = Your request is closed
mail-closed-text = What it was for has been deleted, so nobody decides about it any more. You need not do anything.

# The all-clear: to the other responsibles.
mail-handled-subject-approved = Handled: { $by } approved { $place } for { $who }
mail-handled-subject-partly = Handled: { $by } partly approved { $place } for { $who }
mail-handled-subject-denied = Handled: { $by } denied { $place } to { $who }
mail-handled-subject-withdrawn = Withdrawn: the request of { $who } for { $place }
mail-handled-subject-closed = Closed: the request of { $who } for { $place }
mail-handled-subject-expired = Expired: the request of { $who } for { $place }
mail-handled-subject-many = { $count ->
    [one] Handled: { $count } download request
   *[other] Handled: { $count } download requests
}
mail-handled-title-approved = { $by } approved the request of { $who }
mail-handled-title-partly = { $by } approved the request of { $who } in part
mail-handled-title-denied = { $by } denied the request of { $who }
mail-handled-title-withdrawn = { $who } has withdrawn the request
mail-handled-title-closed = The request of { $who } is closed, because everything it asked for has been deleted
mail-handled-title-expired = The request of { $who } has expired, because nobody decided it in time
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

# The way back: to a user who forgot the password.
mail-recovery-title = Set a new password for the download desk of { $organisation }
mail-recovery-text = Somebody, you we hope, asked for a new password for your account.
mail-recovery-plain-text = Somebody, you we hope, asked for a new password for your account. Set it here:
mail-recovery-button = Set a new password
mail-recovery-private = The link works for an hour and once only. It is private: please do not forward it.
mail-recovery-stranger = If it was not you, there is nothing to do: your password stays as it is.
mail-recovery-reason = You get this mail because there is an account for this address.

# The end of a request that nobody decided in time: to the requester.
mail-expired-subject = Expired: your request for { $place }
mail-expired-subject-more = { $count ->
    [one] Expired: your requests for { $place } and 1 more
   *[other] Expired: your requests for { $place } and { $count } more
}
mail-expired-text = Nobody decided it in time. What was decided of it before stays as it is. You are welcome to ask again.
mail-expired-plain-again = To ask again:

# The test: to the admin who wants to know whether mails arrive.
mail-test-title = Mails from { $organisation } arrive
mail-test-text = This is the test message that you asked for in the settings of the download desk. It took the same way as every mail of the desk.
mail-test-button = Back to the settings
mail-test-look = This is how its mails look: the name or the logo at the top, the colour on the button, the sender in your list of mails. All of it is chosen in the settings.
mail-test-reason = You get this mail because you pressed “Send a test message to me”.

mail-webhook-off-title = The webhook to { $host } was switched off
mail-webhook-off-gone = The server at { $host } answered that it wants to be told nothing any more (410). From now on it is told nothing of what happens on the desk.
mail-webhook-off-failing = The server at { $host } has answered nothing but failures since { $since }. From now on it is told nothing of what happens on the desk.
mail-webhook-off-description = What it is for: { $description }
mail-webhook-off-next = What could not be delivered stands in its log for 30 days. Once the server answers again, switch the webhook on there and send it once more. What happens in between is not kept for it.
mail-webhook-off-button = Look at its log
mail-webhook-off-reason = You get this mail because you are an admin of this desk.
