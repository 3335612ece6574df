# Toutes les phrases d’Ajar en français. L’ordre et les rubriques sont ceux de en.ftl.
#
# Glossaire : request = demande ; approve = accepter (accordée) ; deny = refuser ; revoke = retirer l’accès ;
# withdraw = annuler ; grant = accès ; kit = kit ; portal = portail ; asset = fichier ; folder = dossier ;
# responsible = responsable ; requester = demandeur ; download = télécharger ; link = lien ; desk = guichet.
# On vouvoie. Espace fine insécable avant ; : ! ? et dans les guillemets, espace insécable entre un nombre et son unité.

language-name = Français
# ltr ou rtl
language-direction = ltr

## How numbers, sizes and days are written

number-group = { "\u202F" }
number-decimal = ,
size-b = { $n } o
size-kb = { $n } ko
size-mb = { $n } Mo
size-gb = { $n } Go
size-tb = { $n } To
size-pb = { $n } Po
date-day = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
date-minute = { $day } à { $time } UTC
date-month-1 = janvier
date-month-2 = février
date-month-3 = mars
date-month-4 = avril
date-month-5 = mai
date-month-6 = juin
date-month-7 = juillet
date-month-8 = août
date-month-9 = septembre
date-month-10 = octobre
date-month-11 = novembre
date-month-12 = décembre
ago-now = à l’instant
ago-minutes = { $count ->
    [one] il y a une minute
   *[other] il y a { $count } minutes
}
ago-hours = { $count ->
    [one] il y a une heure
   *[other] il y a { $count } heures
}
ago-days = { $count ->
    [one] hier
   *[other] il y a { $count } jours
}
files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
assets = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}

## Where a request stands

status-pending = En cours d’examen
status-approved = Accordée
status-partly = Accordée en partie
status-denied = Refusée
status-withdrawn = Annulée
status-expired = Expirée
status-revoked = Accès retiré

## Pages

## Faults in what was typed

## Mails
