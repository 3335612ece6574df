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
request-heading-expired = Your request has expired
request-heading-revoked = Your access has been revoked
request-meaning-pending = Somebody will look at it soon. We write to you when it is decided.
request-meaning-approved = The link to your files is in the mail that we sent you.
request-meaning-partly = The link to the approved files is in the mail that we sent you.
request-meaning-denied = These files cannot be downloaded with this request.
request-meaning-withdrawn = Nobody needs to look at it any more.
request-meaning-expired = Nobody decided it in time. You are welcome to ask again.
request-meaning-revoked = The files can no longer be downloaded with this request.
request-until = Access lasts until { $until }.
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
link-sent-more = If nothing comes within a few minutes, please look among the unwanted mail. We send at most three links a day.
link-expired-title = This link has expired
link-expired = Links work for thirty days. What was open to you may still be: have a fresh link sent.
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
case-until = Access until
case-until-hint = (optional; otherwise until revoked)
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
fault-own-request = Nobody decides their own request.
fault-not-responsible = Somebody else is responsible for this.
fault-invitation-over = This invitation is over. Please ask an admin for a new one.
fault-link-over = This link is over. Sign in to see the request.
fault-managers-only = Only managers and admins may do this.
fault-admins-only = Only admins may do this.
fault-invalid = Something in this is to be mended.
fault-not-found = There is nothing here, or nothing that you may know of.
fault-unauthenticated = Sign in, or send a valid token.
fault-too-many-requests = That was too often. Please wait a while and try again.
fault-internal = Something broke on our side. Nothing that you sent is lost or half done.
fault-malformed = The form can't be read.
fault-too-large = This is more than fits.
fault-unsupported-media-type = This was sent in a form that can't be read here.
fault-method-not-allowed = This can't be done here.
fault-foreign-origin = This came from another site and was not done.

## Mails
