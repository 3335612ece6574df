# Alle Sätze von Ajar auf Deutsch. Reihenfolge und Abschnitte sind die von en.ftl.
#
# Glossar: request = Anfrage; approve = freigeben (freigegeben); deny = ablehnen; revoke = Zugriff entziehen;
# withdraw = zurückziehen; grant = Zugriff; kit = Kit; portal = Portal; asset = Datei; folder = Ordner;
# responsible = Verantwortliche; requester = anfragende Person; download = herunterladen; link = Link;
# desk = Download-Bereich. Gesiezt wird überall; Personen möglichst ohne Geschlecht.

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
link-ended-title = Dieser Link wurde beendet
link-ended = Er wurde auf der Seite beendet, zu der er führte, und öffnet nichts mehr. Was Ihnen offenstand, tut es vielleicht noch: Lassen Sie sich einen neuen Link schicken.
invitation-over-title = Diese Einladung gilt nicht mehr
invitation-over-sign-in = Anmelden
request-ended-on = Der Zugriff endete am { $until }.
request-meaning-ended = Ihre Anfrage war für eine Zeit freigegeben, die nun vorbei ist. Sie können gern erneut anfragen.
request-heading-ended = Ihr Zugriff ist abgelaufen
pickup-over-ended-title = Ihr Zugriff ist abgelaufen
pickup-over-ended = Er war bis zum { $day } für Sie offen.
pickup-over-revoked-title = Ihr Zugriff wurde entzogen
pickup-over-revoked = Diese Dateien stehen Ihnen nicht mehr offen.
pickup-over-hidden-title = Diese Dateien werden nicht mehr gezeigt
pickup-over-hidden = Was Sie angefragt haben, wurde von der Seite genommen und kann zurzeit nicht heruntergeladen werden.
pickup-over-locked-title = Ein Passwort ist nötig
pickup-over-locked = Ihre Dateien liegen hinter einem Passwort. Bitte geben Sie es zuerst ein und kommen Sie dann hierher zurück.
pickup-over-message = Man hat Ihnen dazu geschrieben: „{ $message }“
pickup-over-ask = Sie können gern erneut anfragen.

## Faults in what was typed
fault-unavailable = Die Daten des Download-Bereichs sind im Augenblick nicht erreichbar. Bitte versuchen Sie es gleich noch einmal; sehen Sie vorher nach, ob Ihre Eingabe schon angekommen ist.

## Mails
# Wie eine Überschrift zum Satz des reinen Textes wird, und wie ein Wort dort ankündigt, was folgt.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = Wer
mail-what = Was
mail-why = Warum
mail-when = Wann
mail-closed = Geschlossen
mail-everything = Alles aus { $place }
mail-some = { $count ->
    [one] Eine Datei aus { $place }
   *[other] { $count } Dateien aus { $place }
}
mail-unshown = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
mail-deleted-asset = Eine gelöschte Datei
mail-message-of = Die Nachricht von { $organisation }:
mail-download = Ihre Dateien herunterladen
mail-reason-requested = Diese E-Mail wurde verschickt, weil mit dieser Adresse ein Download angefragt wurde.

# Die Empfangsbestätigung: an die anfragende Person, wenn eine Anfrage in Prüfung ist.
mail-received-subject-one = In Prüfung: { $title } ({ $place })
mail-received-subject-some = { $count ->
    [one] In Prüfung: eine Datei aus { $place }
   *[other] In Prüfung: { $count } Dateien aus { $place }
}
mail-received-subject-all = In Prüfung: alles aus { $place }
mail-received-preview = Ihre Anfrage liegt bei den Menschen, die darüber entscheiden. Sie erhalten eine E-Mail, sobald entschieden ist.
mail-received-title = Wir haben Ihre Anfrage erhalten
mail-received-text = Sie liegt bei den Menschen, die bei { $organisation } über Downloads entscheiden. Sie erhalten eine E-Mail, sobald entschieden ist.
mail-received-plain-title = Ihre Anfrage wird geprüft
mail-received-plain-text = Wir haben eine Download-Anfrage erhalten und an die Menschen weitergegeben, die bei { $organisation } darüber entscheiden. Sie erhalten eine E-Mail, sobald entschieden ist.
mail-received-wanted = Angefragt wurde
mail-received-button = Den Stand ansehen
mail-received-private = Wer diesen Link hat, sieht den Stand und kann die Anfrage dort zurückziehen. Bitte behalten Sie ihn für sich.
mail-received-stranger = Sie haben nichts angefragt? Dann hat jemand versehentlich Ihre Adresse angegeben. Ignorieren Sie diese E-Mail, oder ziehen Sie die Anfrage über den Link oben zurück.

# Der neue Link: an die anfragende Person, für Zugriff, der schon besteht.
mail-fresh-subject-one = Ihr Link zu { $title } ({ $place })
mail-fresh-subject = Ihr Link zu { $place }
mail-fresh-title = Hier ist Ihr Link
mail-fresh-text = Sie haben bereits Zugriff und müssen auf nichts warten.
mail-fresh-wanted = Das können Sie herunterladen
mail-fresh-private = Der Link gilt 30 Tage. Er ist persönlich: Bitte leiten Sie ihn nicht weiter.
mail-fresh-stranger = Wenn Sie das nicht angefragt haben, ignorieren Sie diese E-Mail: Es hat sich nichts geändert.

# Die Frage: an eine verantwortliche Person.
mail-review-subject-none = Keine Download-Anfrage wartet
mail-review-subject-one = { $who } bittet um { $title } ({ $place }) (Anfrage { $number })
mail-review-subject-some = { $count ->
    [one] { $who } bittet um eine Datei aus { $place } (Anfrage { $number })
   *[other] { $who } bittet um { $count } Dateien aus { $place } (Anfrage { $number })
}
mail-review-subject-all = { $who } bittet um alles aus { $place } (Anfrage { $number })
mail-review-subject-two-of-one = { $who } bittet um zwei Downloads
mail-review-subject-two = { $who } und { $other } bitten um Downloads
mail-review-subject-many = { $count ->
    [one] { $count } Download-Anfrage, von { $who }
   *[other] { $count } Download-Anfragen, die erste von { $who }
}
mail-review-title = { $who } bittet um einen Download
mail-review-waiting = { $count ->
    [one] Eine Download-Anfrage wartet auf Ihre Entscheidung
   *[other] { $count } Download-Anfragen warten auf Ihre Entscheidung
}
mail-review-no-message = Es wurde keine Nachricht hinterlassen.
mail-review-button = Prüfen und entscheiden
mail-review-more = { $count ->
    [one] Eine weitere Anfrage wartet unter „Download-Anfragen“.
   *[other] { $count } weitere Anfragen warten unter „Download-Anfragen“.
}
mail-review-all = Alle Download-Anfragen ansehen, um auf einmal zu entscheiden
mail-review-plain-all = Alle Anfragen, um auf einmal zu entscheiden:
mail-review-private = Der Link ist nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter. Mit dem Öffnen ist noch nichts entschieden. Um der anfragenden Person zu schreiben, nutzen Sie bitte die verlinkte Seite; eine Antwort auf diese E-Mail erreicht sie nicht.
mail-review-private-many = Die Links zum Entscheiden sind nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter. Mit dem Öffnen eines Links ist noch nichts entschieden.
mail-review-reason = Sie erhalten diese E-Mail, weil Sie über Downloads entscheiden.

# Die Antwort: an die anfragende Person.
mail-decided-subject-none = Es wurde nichts entschieden
mail-decided-subject-approved-one = Freigegeben: { $title } ({ $place })
mail-decided-subject-approved-some = { $count ->
    [one] Freigegeben: eine Datei aus { $place }
   *[other] Freigegeben: { $count } Dateien aus { $place }
}
mail-decided-subject-approved-all = Freigegeben: alles aus { $place }
mail-decided-subject-partly-some = Teilweise freigegeben: { $approved } von { $count } Dateien aus { $place }
mail-decided-subject-partly-all = Teilweise freigegeben: Ihre Anfrage zu { $place }
mail-decided-subject-denied-one = Abgelehnt: { $title } ({ $place })
mail-decided-subject-denied-some = { $count ->
    [one] Abgelehnt: eine Datei aus { $place }
   *[other] Abgelehnt: { $count } Dateien aus { $place }
}
mail-decided-subject-denied-all = Abgelehnt: Ihre Anfrage zu { $place }
mail-decided-subject-all-approved = Freigegeben: Ihre { $count } Anfragen
mail-decided-subject-all-partly = Teilweise freigegeben: Ihre { $count } Anfragen
mail-decided-subject-all-denied = Abgelehnt: Ihre { $count } Anfragen
mail-decided-subject-approved-denied = Ihre { $count } Anfragen: { $approved } freigegeben, { $denied } abgelehnt
mail-decided-subject-partly-denied = Ihre { $count } Anfragen: { $partly } teilweise freigegeben, { $denied } abgelehnt
mail-decided-subject-approved-partly = Ihre { $count } Anfragen: { $approved } freigegeben, { $partly } teilweise freigegeben
mail-decided-subject-mixed = Ihre { $count } Anfragen: { $approved } freigegeben, { $partly } teilweise freigegeben, { $denied } abgelehnt
mail-decided-preview-approved = Es liegen Dateien für Sie bereit.
mail-decided-preview-denied = Ihre Anfrage wurde nicht freigegeben, ein Download ist daher nicht möglich.
mail-decided-batch = { $count ->
    [one] Über eine Ihrer Anfragen wurde entschieden
   *[other] Über { $count } Ihrer Anfragen wurde entschieden
}
mail-decided-title-approved = Ihre Anfrage zu { $place } ist freigegeben
mail-decided-title-approved-part = Ein Teil Ihrer Anfrage zu { $place } ist freigegeben
mail-decided-title-partly = Ihre Anfrage zu { $place } ist teilweise freigegeben
mail-decided-title-partly-part = Über einen Teil Ihrer Anfrage zu { $place } ist entschieden: Einiges ist freigegeben, einiges abgelehnt
mail-decided-title-denied = Ihre Anfrage zu { $place } ist abgelehnt
mail-decided-title-denied-part = Ein Teil Ihrer Anfrage zu { $place } ist abgelehnt
mail-decided-plain-approved = FREIGEGEBEN: Ihre Anfrage zu { $place }
mail-decided-plain-approved-part = FREIGEGEBEN: ein Teil Ihrer Anfrage zu { $place }
mail-decided-plain-partly = TEILWEISE FREIGEGEBEN: Ihre Anfrage zu { $place }
mail-decided-plain-partly-part = TEILWEISE FREIGEGEBEN: ein Teil Ihrer Anfrage zu { $place }
mail-decided-plain-denied = ABGELEHNT: Ihre Anfrage zu { $place }
mail-decided-plain-denied-part = ABGELEHNT: ein Teil Ihrer Anfrage zu { $place }
# Vor einer Liste von Dateien.
mail-decided-approved = Freigegeben
mail-decided-denied = Abgelehnt
mail-decided-rest = alles Übrige aus { $place }
mail-decided-may-all = Sie können alles aus { $place } herunterladen.
mail-decided-may-asked = Sie können herunterladen, was Sie angefragt haben.
mail-decided-may-these = Diese Dateien können Sie herunterladen:
mail-decided-plain-may-these = Sie können herunterladen:
mail-decided-may-some = Sie können einen Teil dessen herunterladen, was Sie angefragt haben, aber nicht alles.
mail-decided-not-all = Sie können { $place } nicht herunterladen: Ihre Anfrage wurde nicht freigegeben.
mail-decided-not-asked = Sie können nicht herunterladen, was Sie angefragt haben: Ihre Anfrage wurde nicht freigegeben.
mail-decided-not-these = Diese Dateien können Sie nicht herunterladen: Sie wurden nicht freigegeben.
mail-decided-under-review = { $count ->
    [one] Eine weitere Datei dieser Anfrage wird noch geprüft. Sie erhalten dazu eine weitere E-Mail.
   *[other] { $count } weitere Dateien dieser Anfrage werden noch geprüft. Sie erhalten dazu eine weitere E-Mail.
}
mail-decided-until = Sie haben Zugriff bis zum { $until }.
mail-decided-private = Der Link gilt 30 Tage; danach sagt er Ihnen, wie Sie einen neuen erhalten. Er ist persönlich: Bitte leiten Sie ihn nicht weiter.
mail-decided-again = Wenn sich etwas ändert, <a>können Sie erneut anfragen</a>.
mail-decided-plain-again = Wenn sich etwas ändert, können Sie erneut anfragen:
mail-decided-may-part = Von diesen Dateien können Sie einige herunterladen, aber nicht alle.
mail-decided-again-bare = Wenn sich etwas ändert, können Sie erneut anfragen.
mail-decided-reason = Sie erhalten diese E-Mail, weil Sie mit dieser Adresse einen Download angefragt haben.

# Das Ende eines Zugriffs: an die anfragende Person.
mail-revoked-subject-one = Zugriff entzogen: { $title } ({ $place })
mail-revoked-subject-some = { $count ->
    [one] Zugriff entzogen: eine Datei aus { $place }
   *[other] Zugriff entzogen: { $count } Dateien aus { $place }
}
mail-revoked-subject-all = Zugriff entzogen: { $place }
mail-revoked-subject-more = { $count ->
    [one] Zugriff entzogen: { $place } und ein weiterer Ort
   *[other] Zugriff entzogen: { $place } und { $count } weitere Orte
}
mail-revoked-preview = Sie können nicht mehr herunterladen, worauf Sie Zugriff hatten.
mail-revoked-title = Ihr Zugriff auf { $place } wurde entzogen
mail-revoked-all = Sie können von dort nichts mehr herunterladen.
mail-revoked-some = Sie können nicht mehr herunterladen:
mail-revoked-also-all = Auch aus { $place } können Sie nichts mehr herunterladen.
mail-revoked-also-some = Auch aus { $place } können Sie nicht mehr herunterladen:
mail-revoked-also-again = Dort erneut anfragen
mail-revoked-button = Erneut anfragen
mail-revoked-plain-title = Ihr Zugriff wurde entzogen
mail-revoked-plain-all = Sie können aus { $place } nichts mehr herunterladen.
mail-revoked-plain-some = Diese Dateien aus { $place } können Sie nicht mehr herunterladen:
mail-revoked-plain-also-all = Ebenso nichts mehr aus { $place }.
mail-revoked-plain-also-some = Ebenso diese Dateien aus { $place }:
mail-revoked-plain-again = Wenn Sie den Zugriff weiterhin brauchen, können Sie erneut anfragen:
mail-revoked-subject-still = Eine Ihrer Freigaben für { $place } wurde entzogen; Ihre Dateien bleiben offen
mail-revoked-title-still = Der Zugriff aus einer Ihrer Anfragen für { $place } wurde entzogen
mail-revoked-plain-title-still = Der Zugriff aus einer Ihrer Anfragen wurde entzogen
mail-revoked-still-all = Für Sie ändert sich nichts: Durch eine andere Anfrage stehen Ihnen diese Dateien weiterhin offen.
mail-revoked-still-some = Durch eine andere Anfrage steht Ihnen weiterhin offen:
mail-revoked-reason = Sie erhalten diese E-Mail, weil Sie mit dieser Adresse Zugriff auf Downloads hatten.

# Die Entwarnung: an die übrigen Verantwortlichen.
mail-handled-subject-approved = Erledigt: { $by } hat { $place } für { $who } freigegeben
mail-handled-subject-partly = Erledigt: { $by } hat { $place } für { $who } teilweise freigegeben
mail-handled-subject-denied = Erledigt: { $by } hat { $place } für { $who } abgelehnt
mail-handled-subject-withdrawn = Zurückgezogen: die Anfrage von { $who } zu { $place }
mail-handled-subject-closed = Geschlossen: die Anfrage von { $who } zu { $place }
mail-handled-subject-many = { $count ->
    [one] Erledigt: { $count } Download-Anfrage
   *[other] Erledigt: { $count } Download-Anfragen
}
mail-handled-title-approved = { $by } hat die Anfrage von { $who } freigegeben
mail-handled-title-partly = { $by } hat die Anfrage von { $who } teilweise freigegeben
mail-handled-title-denied = { $by } hat die Anfrage von { $who } abgelehnt
mail-handled-title-withdrawn = { $who } hat die Anfrage zurückgezogen
mail-handled-title-closed = Die Anfrage von { $who } ist geschlossen, weil alles Angefragte gelöscht wurde
mail-handled-title-many = { $count ->
    [one] { $count } Download-Anfrage ist erledigt
   *[other] { $count } Download-Anfragen sind erledigt
}
mail-handled-done = Für Sie bleibt nichts zu tun.
mail-handled-answer = Antwort
mail-handled-plain-answer = Die Antwort
mail-handled-see = Die Anfrage ansehen
mail-handled-plain-see = Die Anfrage
mail-handled-reason = Sie erhalten diese E-Mail, weil Sie um eine Entscheidung darüber gebeten wurden.

# Die Einladung: an ein neues Konto.
mail-invitation-title = Sie sind zum Download-Bereich von { $organisation } eingeladen
mail-invitation-title-by = { $host } lädt Sie zum Download-Bereich von { $organisation } ein
mail-invitation-text = Legen Sie ein Passwort fest, und Ihr Konto ist bereit.
mail-invitation-plain-text = Legen Sie ein Passwort fest, und Ihr Konto ist bereit:
mail-invitation-button = Passwort festlegen
mail-invitation-private = Der Link gilt 7 Tage und nur ein einziges Mal. Er ist persönlich: Bitte leiten Sie ihn nicht weiter.
mail-invitation-stranger = Wenn Sie nicht wissen, worum es geht, ignorieren Sie diese E-Mail: Ohne Passwort bleibt das Konto geschlossen.
mail-invitation-reason = Sie erhalten diese E-Mail, weil für diese Adresse ein Konto angelegt wurde.
