# Alle Sätze von Ajar auf Deutsch. Reihenfolge und Abschnitte sind die von en.ftl.
#
# Glossar: request = Anfrage; approve = freigeben (freigegeben); deny = ablehnen; revoke = Zugriff entziehen;
# withdraw = zurückziehen; grant = Zugriff; kit = Kit; portal = Portal; asset = Datei; folder = Ordner;
# responsible = Verantwortliche; requester = anfragende Person; download = herunterladen; link = Link;
# desk = Download-Schalter. Gesiezt wird überall; Personen möglichst ohne Geschlecht.

language-name = Deutsch
# ltr oder rtl
language-direction = ltr

## How numbers, sizes and days are written

number-group = { "." }
number-decimal = ,
size-b = { $n } B
size-kb = { $n } kB
size-mb = { $n } MB
size-gb = { $n } GB
size-tb = { $n } TB
size-pb = { $n } PB
date-day = { $day }. { $month } { $year }
date-minute = { $day }, { $time } Uhr UTC
date-month-1 = Januar
date-month-2 = Februar
date-month-3 = März
date-month-4 = April
date-month-5 = Mai
date-month-6 = Juni
date-month-7 = Juli
date-month-8 = August
date-month-9 = September
date-month-10 = Oktober
date-month-11 = November
date-month-12 = Dezember
ago-now = gerade eben
ago-minutes = { $count ->
    [one] vor einer Minute
   *[other] vor { $count } Minuten
}
ago-hours = { $count ->
    [one] vor einer Stunde
   *[other] vor { $count } Stunden
}
ago-days = { $count ->
    [one] gestern
   *[other] vor { $count } Tagen
}
files = { $count ->
    [one] { $count } Datei
   *[other] { $count } Dateien
}
assets = { $count ->
    [one] { $count } Datei
   *[other] { $count } Dateien
}

## Where a request stands

status-pending = In Prüfung
status-approved = Freigegeben
status-partly = Teilweise freigegeben
status-denied = Abgelehnt
status-withdrawn = Zurückgezogen
status-expired = Abgelaufen
status-revoked = Zugriff entzogen

## Pages

## Faults in what was typed

## Mails
