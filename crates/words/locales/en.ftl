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
