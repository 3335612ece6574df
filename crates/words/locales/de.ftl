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

## Where a request stands

status-pending = In Prüfung
status-approved = Freigegeben
status-partly = Teilweise freigegeben
status-denied = Abgelehnt
status-withdrawn = Zurückgezogen
status-closed = Geschlossen
status-expired = Abgelaufen
status-revoked = Zugriff entzogen

## Pages: what stands around each of them

page-skip = Zum Inhalt
page-desk = Zur Verwaltung
page-you-are = Sie sind <b>{ $mail }</b>
page-not-me = Das bin ich nicht
page-motto = Downloads hinter einer angelehnten Tür.
page-crumbs = Pfad
page-language = Sprache
page-start = Zur Startseite
page-browse = Ansehen, was es gibt
page-back-to = Zurück zu { $place }
page-to-place = Zu { $place }
page-list-all = Alle { $count } Dateien nach Namen
page-errors = Bitte sehen Sie noch einmal nach.
# What a field is called, and what is to be mended in it.
page-error-of = <b>{ $field }</b> – { $fault }
file-without-type = Datei
file-deleted = Gelöscht

## Pages: the home page, portals and kits

home-title = Downloads
home-portals = Portale
home-kits = Kits
home-empty-title = Noch ist nichts öffentlich
home-empty = Kits und Portale erscheinen hier, sobald sie veröffentlicht sind. Wenn Sie eine Adresse erhalten haben, braucht sie vielleicht ein Passwort oder ein Konto.
home-sign-in = Anmelden
place-private = Privat
place-password = Mit Passwort
place-download-all = { $count ->
    [one] { $count } Datei herunterladen, { $size }
   *[other] Alle { $count } Dateien herunterladen, { $size }
}
place-download-zip = { $count ->
    [one] { $count } Datei als ZIP herunterladen, { $size }
   *[other] { $count } Dateien als ZIP herunterladen, { $size }
}
place-request = Zugriff anfragen
portal-staff-only = Dieses Portal ist privat: Nur Angemeldete sehen es.
portal-empty-title = Noch keine Kits
portal-empty = Kits erscheinen hier, sobald sie veröffentlicht sind.
kit-staff-only = Dieses Kit ist privat: Nur Angemeldete sehen es.
kit-empty-title = In diesem Kit ist noch nichts
kit-empty = Schauen Sie später wieder vorbei, oder sehen Sie sich die anderen Kits an.
kit-sections = Abschnitte
kit-select-all = Alle auswählen
kit-select-none = Keine auswählen
kit-select-section = Alle in { $section } auswählen
kit-selection = Ihre Auswahl
kit-selected = { $count ->
    [one] { $count } Datei, { $size }
   *[other] { $count } Dateien, { $size }
}
kit-clear = Leeren
card-select = { $title } auswählen
card-download = Herunterladen
card-download-title = { $title } herunterladen
card-request = Anfragen
card-request-title = Zugriff auf { $title } anfragen

## Pages: finding

find-label = In { $place } suchen
find-placeholder = Suchen
find-button = Suchen
find-types = Dateityp
find-type-all = Alle
find-type-image = Bilder
find-type-vector = Vektorgrafiken
find-type-document = Dokumente
find-type-video = Video
find-type-audio = Audio
find-type-font = Schriften
find-type-archive = Archive
find-type-other = Andere Dateien
find-found = { $count ->
    [0] Nichts gefunden
    [one] { $count } Datei gefunden
   *[other] { $count } Dateien gefunden
}
find-nothing-title = Nichts gefunden
find-nothing = Keine Datei trägt diese Wörter in Titel, Name oder Beschreibung.
find-show-all = Alles zeigen
find-shown = Dateien { $from } bis { $to } von { $total }
find-first = Erste Seite
find-next = Nächste Seite

## Pages: one asset

asset-type = Typ
asset-size = Größe
asset-filename = Dateiname
asset-dimensions = Maße
asset-pixels = { $width } × { $height } px
asset-drawing = { $width } × { $height }
asset-version = Version
asset-version-of = { $number } vom { $day }
asset-checksum = Prüfsumme (SHA-256)
asset-licence = Lizenz
asset-credit = Nachweis
asset-versions = Frühere Versionen
asset-download = Herunterladen, { $size }
asset-formats = Andere Formate
asset-format = { $format }, { $width } × { $height } px
asset-neighbours = In diesem Kit
asset-previous = Zurück
asset-next = Weiter
asset-position = { $position } von { $total }

## Pages: a password

password-text = Diese Seite öffnet sich mit einem Passwort. Sie haben es von der Person, die Sie hierher geschickt hat.
password-label = Passwort
password-open = Öffnen

## Pages: asking

ask-title = Zugriff anfragen
ask-title-at-once = Herunterladen
ask-everything = Alles aus <b>{ $place }</b>
ask-everything-size = { $count ->
    [one] { $count } Datei, { $size }
   *[other] { $count } Dateien, { $size }
}
ask-trap = Bitte leer lassen
ask-mail = Ihre E-Mail-Adresse
ask-message = Wofür brauchen Sie es?
ask-message-at-once = Wofür ist es gedacht?
ask-optional = (freiwillig)
ask-choose = Bitte wählen
ask-terms = Nutzungsbedingungen
ask-terms-of = Nutzungsbedingungen von { $place }
ask-terms-accept = Ich habe die Nutzungsbedingungen gelesen und nehme sie an.
ask-hint = Ihre Anfrage wird geprüft. Wir schreiben Ihnen, sobald entschieden ist, mit einem Link zu Ihren Dateien; ein Konto brauchen Sie nicht.
ask-hint-at-once = Der Download öffnet sich sofort, in diesem Browser. Ihre Adresse wird dazu vermerkt, damit bekannt ist, wer was verwendet.
ask-send = Zugriff anfragen
ask-send-at-once = Weiter zum Download
ask-close = Schließen
ask-offline = Es kam keine Antwort. Ihre Eingaben sind nicht verloren: Bitte senden Sie noch einmal.
asked-title = In Prüfung
asked-written = Wir haben Ihnen an <b>{ $mail }</b> geschrieben.
asked-more = Die E-Mail enthält einen Link, der zeigt, wie es um Ihre Anfrage steht. Sobald entschieden ist, schreiben wir wieder. Wenn in den nächsten Minuten nichts kommt, sehen Sie bitte auch im Spam-Ordner nach.
asked-open-title = Schon offen für Sie
asked-open = Auf das hier brauchen Sie nicht zu warten: Es ist in diesem Browser jetzt schon offen. Das Übrige wird geprüft.
asked-granted-title = Ihr Download ist bereit
asked-granted = In diesem Browser bleibt alles offen. Hier ist nichts mehr auszufüllen.

## Pages: a download that is not open

refused-title = Für Sie noch nicht offen
refused-ask = Bitte fragen Sie dies zuerst an
refused-never = Dies kann nicht heruntergeladen werden
refused-asked = Sie haben es bereits angefragt. Wir schreiben Ihnen, sobald entschieden ist.
refused-off = Downloads sind hier abgeschaltet.
refused-open = Jetzt für Sie offen
refused-download = { $count ->
    [one] Diese Datei herunterladen
   *[other] Diese { $count } Dateien herunterladen
}

## Pages: where a request stands

request-heading-pending = Ihre Anfrage ist in Prüfung
request-heading-approved = Ihre Anfrage ist freigegeben
request-heading-partly = Ihre Anfrage ist teilweise freigegeben
request-heading-denied = Ihre Anfrage ist abgelehnt
request-heading-withdrawn = Ihre Anfrage ist zurückgezogen
request-heading-closed = Ihre Anfrage ist geschlossen
request-heading-expired = Ihre Anfrage ist abgelaufen
request-heading-revoked = Ihr Zugriff wurde entzogen
request-meaning-pending = Sie wird bald geprüft. Wir schreiben Ihnen, sobald entschieden ist.
request-meaning-approved = Der Link zu Ihren Dateien steht in der E-Mail, die wir Ihnen geschickt haben.
request-meaning-partly = Der Link zu den freigegebenen Dateien steht in der E-Mail, die wir Ihnen geschickt haben.
request-meaning-denied = Diese Dateien können mit dieser Anfrage nicht heruntergeladen werden.
request-meaning-withdrawn = Niemand muss sie mehr prüfen.
request-meaning-closed = Wofür sie war, wurde gelöscht; deshalb entscheidet niemand mehr darüber.
request-meaning-expired = Es wurde nicht rechtzeitig entschieden. Sie können gern erneut anfragen.
request-meaning-revoked = Die Dateien können mit dieser Anfrage nicht mehr heruntergeladen werden.
request-until = Der Zugriff gilt bis zum { $until }.
request-files = Zu den Dateien
request-fresh-link = Neuen Link erhalten
request-ask-again = Erneut anfragen
request-what = Was Sie angefragt haben
request-everything = Alles aus <b>{ $place }</b>
request-all-deleted = Die Dateien wurden inzwischen gelöscht.
request-why = Was Sie geschrieben haben
request-answers = Was Sie geantwortet haben
request-yes = Ja
request-no = Nein
request-happened = Was geschehen ist
request-event-asked = Angefragt
request-event-withdrawn = Zurückgezogen
request-event-closed = Geschlossen, weil es gelöscht wurde
request-event-approved = Freigegeben
request-event-denied = Abgelehnt
request-event-revoked = Zugriff entzogen
request-event-words = Sie haben etwas hinzugefügt
request-withdraw = Diese Anfrage zurückziehen
request-add-word-label = Noch etwas für die, die entscheiden
request-add-word-send = Hinzufügen
request-updates = Diese Seite folgt der Anfrage von selbst.

## Pages: picking up

pickup-title = Ihre Dateien
pickup-heading = Ihre Dateien liegen bereit
pickup-from = Aus <a>{ $place }</a>
pickup-asked = Was Sie angefragt haben
pickup-contents = Was darin ist
pickup-rest = Ebenfalls für Sie offen
pickup-rest-text = Ihr Zugriff gilt für alles aus <b>{ $place }</b>.
pickup-rest-all = Alles aus { $place } ansehen
pickup-select = { $title } auswählen
pickup-select-zip = Auswahl als ZIP herunterladen
pickup-until = Sie können diese Dateien bis zum { $until } herunterladen.
pickup-until-revoked = Sie können diese Dateien herunterladen, bis der Zugriff entzogen wird.
pickup-link-until = Der Link in der E-Mail gilt bis zum { $until }; danach können Sie jederzeit einen neuen erhalten.
pickup-end-link = Diesen Link beenden
pickup-end-link-why = falls Sie ihn versehentlich weitergegeben haben oder dieser Computer nicht Ihrer ist.
pickup-nothing-title = Nichts abzuholen
pickup-nothing = Im Moment ist für Sie nichts offen. Was Sie angefragt haben, zeigt die Statusseite, zu der Ihre Empfangsbestätigung führt.
pickup-ended-title = Dieser Link ist beendet
pickup-ended = Er öffnet nichts mehr, in keinem Browser. Was freigegeben wurde, bleibt freigegeben: Ein neuer Link bringt Sie zurück.
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
continue-title = Als jemand anderes weitermachen?
continue-heading = Als { $mail } weitermachen?
continue-text = Dieser Link ging an <b>{ $new }</b>. In diesem Browser sind Sie bisher <b>{ $current }</b>.
continue-go = Als { $mail } weitermachen
continue-stay = Bleiben, wer ich bin
link-title = Ein neuer Link
link-sent-title = Bitte sehen Sie in Ihr Postfach
link-sent = Wenn für <b>{ $mail }</b> etwas offen ist, ist ein neuer Link dorthin unterwegs.
link-sent-to-asker = Wir haben an die Adresse geschrieben, die angefragt hat. Die E-Mail enthält einen neuen Link zu den Dateien.
link-sent-back = Zurück zur Anfrage
link-sent-more = Wenn in den nächsten Minuten nichts kommt, sehen Sie bitte auch im Spam-Ordner nach. Wir senden höchstens drei Links am Tag.
link-expired-title = Dieser Link ist abgelaufen
link-expired = Links gelten dreißig Tage. Was für Sie offen war, ist es vielleicht noch: Lassen Sie sich einen neuen Link schicken.
link-unknown-title = Dieser Link funktioniert nicht
link-unknown = Vielleicht wurde er beendet oder unterwegs abgeschnitten. Sie können sich einen neuen schicken lassen.
link-wanted-title = Einen neuen Link erhalten
link-wanted = Wir schicken ihn an die Adresse, die angefragt hat.
link-send = Neuen Link schicken

## Pages: deciding by the link in the mail

decide-title = Download-Anfrage
decide-heading = { $name } bittet um einen Download
decide-why = Warum
decide-form = Ihre Entscheidung
decide-over-title = Dieser Link gilt nicht mehr
decide-over = Er wurde beendet, ist älter als 14 Tage, oder Sie haben über die Anfrage nicht mehr zu entscheiden. In der Verwaltung sehen Sie, was auf Sie wartet.
decide-desk = Zur Verwaltung
decide-undo-hint = Die E-Mails gehen in zehn Sekunden hinaus. Bis dahin lässt sich das rückgängig machen.
decide-undo = Rückgängig machen
decide-undone = Rückgängig gemacht. Die Anfrage wartet wieder auf eine Entscheidung.
case-who = Wer
case-where = Wo
case-when = Wann
case-write = Nachricht schreiben
case-subject = Ihre Anfrage: { $place }
case-subject-bare = Ihre Download-Anfrage
case-no-reason = Es wurde kein Grund angegeben.
case-answers = Antworten
case-words = Später hinzugefügt
case-everything = Alles aus <b>{ $place }</b>, auch was später dazukommt.
case-all-deleted = Alles Angefragte wurde gelöscht.
case-decided-by = Entschieden von { $name }
case-message = Nachricht
case-message-hint = (freiwillig, geht an die anfragende Person)
case-reply = Gespeicherte Antwort
case-reply-hint = (steht vor Ihren eigenen Worten)
case-reply-none = Keine
case-until = Zugriff bis
case-until-hint = (freiwillig; sonst bis er entzogen wird)
case-period = Oder für eine Zeit
case-period-none = Keine feste Dauer
case-period-week = Eine Woche
case-period-month = 30 Tage
case-period-quarter = 90 Tage
case-period-year = Ein Jahr
case-tick-hint = Haken Sie Dateien an, um nur über diese zu entscheiden; ohne Haken gilt die Entscheidung für alle { $total }.
case-tick-all = Die Entscheidung gilt für alle { $total } Dateien. Haken Sie einige an, um nur über diese zu entscheiden.
case-tick-some = Die Entscheidung gilt nur für die angehakten Dateien: { $n } von { $total }.
case-approve = Freigeben
case-deny = Ablehnen
case-you = von Ihnen, { $when }
case-colleague = von { $name }, { $when }
case-policy = durch die Regel, { $when }
case-nobody = { $when }

## Pages: an invitation

invitation-title = Willkommen
invitation-heading = Willkommen, { $name }
invitation-text = Wählen Sie ein Passwort mit mindestens { $least } Zeichen. Damit und mit <b>{ $mail }</b> melden Sie sich an.
invitation-mail = E-Mail-Adresse
invitation-password = Passwort
invitation-again = Noch einmal dasselbe
invitation-set = Passwort festlegen

## Pages: a way back into an account

recovery-title = Neues Passwort festlegen
recovery-heading = Passwort vergessen?
recovery-text = Geben Sie die Adresse ein, mit der Sie sich anmelden. Wir schicken ihr einen Link, mit dem Sie ein neues Passwort festlegen.
recovery-mail = E-Mail-Adresse
recovery-send = Link schicken
recovery-back = Zurück zur Anmeldung
recovery-sent-title = Sehen Sie in Ihr Postfach
recovery-sent = Wenn es ein Konto für <b>{ $mail }</b> gibt, ist ein Link unterwegs. Er gilt eine Stunde und nur ein einziges Mal.
recovery-sent-more = Nichts gekommen? Sehen Sie im Spam-Ordner nach, oder fragen Sie die Administration, ob dies die Adresse Ihres Kontos ist.
recovery-set-heading = Ein neues Passwort für { $name }
recovery-set-text = Wählen Sie ein Passwort mit mindestens { $least } Zeichen. Damit und mit <b>{ $mail }</b> melden Sie sich an; überall sonst werden Sie abgemeldet.
recovery-over-title = Dieser Link gilt nicht mehr
recovery-over-again = Neuen Link schicken

## Pages: when something is in the way

problem-400 = Das konnten wir nicht lesen
problem-401 = Bitte melden Sie sich an
problem-403 = Das ist für Sie nicht offen
problem-404 = Hier ist nichts
problem-405 = Das geht hier nicht
problem-409 = Jemand war schneller
problem-413 = Das ist zu groß
problem-415 = Diese Art von Datei können wir nicht lesen
problem-416 = Diesen Teil gibt es nicht
problem-429 = Das war viel auf einmal
problem-500 = Auf unserer Seite ist etwas schiefgegangen
problem-503 = Einen Moment, bitte
problem-400-text = Etwas von dem, was gesendet wurde, fehlt oder ist nicht, wie es sein soll. Bitte gehen Sie zurück und versuchen Sie es erneut.
problem-401-text = Diese Seite ist für Menschen mit einem Konto.
problem-403-text = Vielleicht sind Sie als jemand anderes angemeldet, oder das Formular war zu lange offen.
problem-404-text = Vielleicht ist die Adresse falsch geschrieben, oder was hier war, wurde verschoben oder ist nicht mehr öffentlich.
problem-405-text = Die Adresse stimmt, ist aber nicht für diese Verwendung gedacht.
problem-409-text = Was Sie ändern wollten, wurde inzwischen geändert. Bitte sehen Sie es sich noch einmal an.
problem-413-text = Bitte senden Sie weniger auf einmal.
problem-415-text = Bitte senden Sie es in einem anderen Format.
problem-416-text = Die Datei ist kürzer als der angefragte Teil. Bitte beginnen Sie den Download von vorn.
problem-429-text = Damit der Dienst für alle offen bleibt, bitten wir Sie, ein wenig zu warten.
problem-500-text = Es wurde vermerkt. Bitte versuchen Sie es erneut; wenn es bleibt, schreiben Sie denen, die diese Seite betreiben.
problem-503-text = Der Dienst ist beschäftigt oder wird gerade gewartet. Bitte versuchen Sie es in Kürze erneut.
problem-request = Wenn Sie denen schreiben, die diese Seite betreiben, nennen Sie bitte diese Anfrage: { $id }
problem-wait-seconds = { $count ->
    [one] Bitte versuchen Sie es in einer Sekunde erneut.
   *[other] Bitte versuchen Sie es in { $count } Sekunden erneut.
}
problem-wait-minutes = { $count ->
    [one] Bitte versuchen Sie es in einer Minute erneut.
   *[other] Bitte versuchen Sie es in { $count } Minuten erneut.
}

## Faults in what was typed, and refusals

fault-form-stale = Dieses Formular war zu lange offen. Nichts ist verloren: Bitte senden Sie es noch einmal.
fault-mail-missing = Bitte geben Sie eine E-Mail-Adresse an.
fault-mail-too-long = Diese E-Mail-Adresse ist zu lang; eine Adresse hat höchstens { $most } Zeichen.
fault-mail-unreadable = Das sieht nicht nach einer E-Mail-Adresse wie name@example.org aus.
fault-message-too-long = Das ist zu lang; höchstens { $most } Zeichen passen.
fault-reason-missing = Bitte sagen Sie, wofür Sie dies herunterladen möchten.
fault-assets-gone = Eine der Dateien ist nicht mehr da. Bitte wählen Sie neu.
fault-assets-missing = Wählen Sie mindestens eine Datei.
fault-id-unreadable = Das ist keine Kennung.
fault-answer-missing = Bitte beantworten Sie dies.
fault-answer-not-ticked = Bitte haken Sie dies an, um fortzufahren.
fault-answer-no-option = Bitte wählen Sie eine der Möglichkeiten.
fault-answer-no-date = Bitte geben Sie ein Datum wie 2026-12-31 an.
fault-answer-too-long = Das ist zu lang; höchstens { $most } Zeichen passen.
fault-answer-unknown = Diese Frage gibt es hier nicht.
fault-terms-missing = Bitte nehmen Sie die Nutzungsbedingungen an, um fortzufahren.
fault-terms-changed = Die Bedingungen haben sich geändert; bitte lesen Sie sie noch einmal.
fault-word-missing = Bitte schreiben Sie zuerst etwas.
fault-word-too-long = Das ist zu lang; höchstens { $most } Zeichen passen.
fault-word-too-many = Sie haben bereits { $most }-mal etwas hinzugefügt; mehr passt nicht.
fault-word-not-yours = Nur wer angefragt hat, fügt etwas hinzu, in einem Browser, der über einen von uns gesendeten Link kam.
fault-password-wrong = Das ist nicht das Passwort.
fault-sign-in-wrong = Die Adresse oder das Passwort stimmt nicht.
fault-password-too-short = Ein Passwort braucht mindestens { $fewest } Zeichen.
fault-password-too-long = Ein Passwort darf höchstens { $most } Bytes haben.
fault-passwords-differ = Die beiden Passwörter sind verschieden.
fault-expiry-past = Das liegt in der Vergangenheit; der Zugriff muss später als jetzt enden.
fault-expiry-of-denial = Eine Ablehnung hat kein Ende.
fault-expiry-unreadable = Das ist kein Datum wie 2026-12-31.
fault-verdict-missing = Wählen Sie, ob Sie freigeben oder ablehnen.
fault-downloads-disabled = Hier kann nichts heruntergeladen werden.
fault-no-access = Sie dürfen dies nicht herunterladen.
fault-not-pending = Diese Anfrage ist nicht mehr in Prüfung.
fault-already-decided = Darüber wurde bereits entschieden.
fault-undo-too-late = Das lässt sich nicht mehr rückgängig machen: Die E-Mails sind unterwegs. Was genehmigt wurde, lässt sich widerrufen.
fault-undo-built-upon = Das lässt sich nicht mehr rückgängig machen: Mit der Anfrage ist inzwischen etwas anderes geschehen.
fault-own-request = Niemand entscheidet über die eigene Anfrage.
fault-not-responsible = Dafür ist jemand anderes verantwortlich.
fault-invitation-over = Diese Einladung gilt nicht mehr. Bitte bitten Sie die Administration um eine neue.
fault-recovery-over = Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an.
fault-password-not-present = Das ist nicht Ihr jetziges Passwort.
fault-link-over = Dieser Link gilt nicht mehr. Melden Sie sich an, um die Anfrage zu sehen.
fault-managers-only = Das dürfen nur Manager und Administratoren.
fault-admins-only = Das dürfen nur Administratoren.
fault-invalid = Hier ist etwas zu berichtigen.
fault-not-found = Hier ist nichts, oder nichts, wovon Sie wissen dürfen.
fault-unauthenticated = Melden Sie sich an, oder senden Sie ein gültiges Token.
fault-too-many-requests = Das war zu oft. Bitte warten Sie ein wenig und versuchen Sie es erneut.
fault-internal = Auf unserer Seite ist etwas schiefgegangen. Nichts von dem, was Sie gesendet haben, ist verloren oder halb getan.
fault-malformed = Das Formular ist nicht lesbar.
fault-too-large = Das ist mehr, als hier passt.
fault-unsupported-media-type = Dies wurde in einer Form gesendet, die hier nicht gelesen werden kann.
fault-method-not-allowed = Das geht hier nicht.
fault-foreign-origin = Dies kam von einer anderen Website und wurde nicht ausgeführt.
fault-unavailable = Die Daten des Download-Bereichs sind im Augenblick nicht erreichbar. Bitte versuchen Sie es gleich noch einmal; sehen Sie vorher nach, ob Ihre Eingabe schon angekommen ist.

## Mails
# Wie eine Überschrift zum Satz des reinen Textes wird, und wie ein Wort dort ankündigt, was folgt.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = Wer
mail-what = Was
mail-why = Warum
mail-answers = Antworten
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
mail-review-subject-one = { $who } bittet um { $title } ({ $place }, Anfrage { $number })
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

mail-closed-subject = Geschlossen: Ihre Anfrage zu { $place }
mail-closed-subject-more = { $count ->
    [one] Geschlossen: Ihre Anfragen zu { $place } und 1 weiteren
   *[other] Geschlossen: Ihre Anfragen zu { $place } und { $count } weiteren
}
mail-closed-title = Ihre Anfrage ist geschlossen
mail-closed-text = Wofür sie war, wurde gelöscht; deshalb entscheidet niemand mehr darüber. Sie müssen nichts tun.

# Die Entwarnung: an die übrigen Verantwortlichen.
mail-handled-subject-approved = Erledigt: { $by } hat { $place } für { $who } freigegeben
mail-handled-subject-partly = Erledigt: { $by } hat { $place } für { $who } teilweise freigegeben
mail-handled-subject-denied = Erledigt: { $by } hat { $place } für { $who } abgelehnt
mail-handled-subject-withdrawn = Zurückgezogen: die Anfrage von { $who } zu { $place }
mail-handled-subject-closed = Geschlossen: die Anfrage von { $who } zu { $place }
mail-handled-subject-expired = Abgelaufen: die Anfrage von { $who } zu { $place }
mail-handled-subject-many = { $count ->
    [one] Erledigt: { $count } Download-Anfrage
   *[other] Erledigt: { $count } Download-Anfragen
}
mail-handled-title-approved = { $by } hat die Anfrage von { $who } freigegeben
mail-handled-title-partly = { $by } hat die Anfrage von { $who } teilweise freigegeben
mail-handled-title-denied = { $by } hat die Anfrage von { $who } abgelehnt
mail-handled-title-withdrawn = { $who } hat die Anfrage zurückgezogen
mail-handled-title-closed = Die Anfrage von { $who } ist geschlossen, weil alles Angefragte gelöscht wurde
mail-handled-title-expired = Die Anfrage von { $who } ist abgelaufen, weil niemand rechtzeitig entschieden hat
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

# The way back: to a user who forgot the password.
mail-recovery-title = Neues Passwort für den Download-Bereich von { $organisation }
mail-recovery-text = Jemand, hoffentlich Sie, hat ein neues Passwort für Ihr Konto angefordert.
mail-recovery-plain-text = Jemand, hoffentlich Sie, hat ein neues Passwort für Ihr Konto angefordert. Hier legen Sie es fest:
mail-recovery-button = Neues Passwort festlegen
mail-recovery-private = Der Link gilt eine Stunde und nur ein einziges Mal. Er ist persönlich: Bitte leiten Sie ihn nicht weiter.
mail-recovery-stranger = Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-recovery-reason = Sie erhalten diese E-Mail, weil es für diese Adresse ein Konto gibt.

# Das Ende einer Anfrage, über die niemand rechtzeitig entschieden hat: an die anfragende Person.
mail-expired-subject = Abgelaufen: Ihre Anfrage zu { $place }
mail-expired-subject-more = { $count ->
    [one] Abgelaufen: Ihre Anfragen zu { $place } und 1 weiteren
   *[other] Abgelaufen: Ihre Anfragen zu { $place } und { $count } weiteren
}
mail-expired-text = Es wurde nicht rechtzeitig entschieden. Was davon vorher entschieden war, bleibt, wie es ist. Sie können gern erneut anfragen.
mail-expired-plain-again = Erneut anfragen:

# Der Test: an die Person, die wissen will, ob E-Mails ankommen.
mail-test-title = E-Mails von { $organisation } kommen an
mail-test-text = Dies ist die Testnachricht, um die Sie in den Einstellungen des Download-Bereichs gebeten haben. Sie hat denselben Weg genommen wie jede seiner E-Mails.
mail-test-button = Zurück zu den Einstellungen
mail-test-look = So sehen die E-Mails aus: oben der Name oder das Logo, auf der Schaltfläche die Farbe, in Ihrer Liste der Absender. All das wird in den Einstellungen gewählt.
mail-test-reason = Sie erhalten diese E-Mail, weil Sie eine Testnachricht an sich selbst geschickt haben.

mail-webhook-off-title = Der Webhook an { $host } wurde abgeschaltet
mail-webhook-off-gone = Der Server { $host } hat geantwortet, dass er nichts mehr erfahren möchte (410). Ab jetzt erfährt er nicht mehr, was im Download-Bereich geschieht.
mail-webhook-off-failing = Der Server { $host } hat seit dem { $since } nur mit Fehlern geantwortet. Ab jetzt erfährt er nicht mehr, was im Download-Bereich geschieht.
mail-webhook-off-description = Wofür er da ist: { $description }
mail-webhook-off-next = Was nicht zugestellt werden konnte, steht 30 Tage lang in seinem Protokoll. Sobald der Server wieder antwortet, schalten Sie den Webhook dort ein und senden Sie es noch einmal. Was inzwischen geschieht, wird nicht für ihn aufgehoben.
mail-webhook-off-button = Protokoll ansehen
mail-webhook-off-reason = Sie erhalten diese E-Mail, weil Sie diesen Download-Bereich verwalten.
