# Toutes les phrases d’Ajar en français. L’ordre et les rubriques sont ceux de en.ftl.
#
# Glossaire : request = demande ; approve = accepter (accordée) ; deny = refuser ; revoke = retirer l’accès ;
# withdraw = annuler ; grant = accès ; kit = kit ; portal = portail ; asset = fichier ; folder = dossier ;
# responsible = responsable ; requester = demandeur ; download = télécharger ; link = lien ; desk = espace de téléchargement.
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
link-ended-title = Ce lien a été désactivé
link-ended = Il a été désactivé depuis la page à laquelle il menait et n’ouvre plus rien. Vos fichiers vous sont peut-être encore accessibles : demandez un nouveau lien.
invitation-over-title = Cette invitation n’est plus valable
invitation-over-sign-in = Se connecter
request-ended-on = L’accès a pris fin le { $until }.
request-meaning-ended = Votre demande avait été accordée pour une durée qui est écoulée. Vous pouvez faire une nouvelle demande.
request-heading-ended = Votre accès a pris fin
pickup-over-ended-title = Votre accès a pris fin
pickup-over-ended = Il vous était ouvert jusqu’au { $day }.
pickup-over-revoked-title = Votre accès a été retiré
pickup-over-revoked = Ces fichiers ne vous sont plus accessibles.
pickup-over-hidden-title = Ces fichiers ne sont plus proposés
pickup-over-hidden = Ce que vous avez demandé a été retiré du site et ne peut pas être téléchargé pour le moment.
pickup-over-locked-title = Un mot de passe est nécessaire
pickup-over-locked = Vos fichiers sont protégés par un mot de passe. Veuillez d’abord le saisir, puis revenir ici.
pickup-over-message = On vous a écrit : « { $message } »
pickup-over-ask = Vous pouvez faire une nouvelle demande.

## Faults in what was typed
fault-unavailable = L’espace de téléchargement n’a pas accès à ses données pour le moment. Veuillez réessayer dans un instant ; vérifiez d’abord si votre envoi est bien arrivé.

## Mails
# Comment un titre devient une phrase du texte brut, et comment un mot y annonce ce qui suit.
mail-sentence = { $words }.
mail-label = { $words } :
mail-who = Qui
mail-what = Quoi
mail-why = Pourquoi
mail-when = Quand
mail-closed = Close
mail-everything = Tout ce que contient { $place }
mail-some = { $count ->
    [one] Un fichier dans { $place }
   *[other] { $count } fichiers dans { $place }
}
mail-unshown = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}
mail-deleted-asset = Un fichier supprimé
mail-message-of = { $organisation } vous écrit :
mail-download = Télécharger vos fichiers
mail-reason-requested = Cet e-mail vous est adressé parce qu’un téléchargement a été demandé avec cette adresse.

# L’accusé de réception : au demandeur, quand une demande est en cours d’examen.
mail-received-subject-one = En cours d’examen : { $title } ({ $place })
mail-received-subject-some = { $count ->
    [one] En cours d’examen : un fichier dans { $place }
   *[other] En cours d’examen : { $count } fichiers dans { $place }
}
mail-received-subject-all = En cours d’examen : tout ce que contient { $place }
mail-received-preview = Votre demande a été transmise aux personnes qui en décident. Vous recevrez un e-mail dès que leur décision sera prise.
mail-received-title = Nous avons reçu votre demande
mail-received-text = Elle est entre les mains des personnes qui décident des téléchargements chez { $organisation }. Vous recevrez un e-mail dès que leur décision sera prise.
mail-received-plain-title = Votre demande est en cours d’examen
mail-received-plain-text = Nous avons reçu une demande de téléchargement et l’avons transmise aux personnes qui en décident chez { $organisation }. Vous recevrez un e-mail dès que leur décision sera prise.
mail-received-wanted = Ce qui a été demandé
mail-received-button = Voir où en est la demande
mail-received-private = Quiconque possède ce lien voit l’état de la demande et peut l’annuler ; merci de le garder pour vous.
mail-received-stranger = Vous n’avez rien demandé ? Quelqu’un a donc indiqué votre adresse par erreur. Ignorez cet e-mail, ou annulez la demande avec le lien ci-dessus.

# Le nouveau lien : au demandeur, pour un accès qui existe déjà.
mail-fresh-subject-one = Votre lien vers { $title } ({ $place })
mail-fresh-subject = Votre lien vers { $place }
mail-fresh-title = Voici votre lien
mail-fresh-text = Vous avez déjà accès : il n’y a rien à attendre.
mail-fresh-wanted = Ce que vous pouvez télécharger
mail-fresh-private = Le lien est valable 30 jours. Il est personnel : merci de ne pas le transférer.
mail-fresh-stranger = Si vous n’avez rien demandé, ignorez cet e-mail : rien n’a changé.

# La question : à un responsable.
mail-review-subject-none = Aucune demande de téléchargement n’est en attente
mail-review-subject-one = { $who } demande { $title } ({ $place }) (demande { $number })
mail-review-subject-some = { $count ->
    [one] { $who } demande un fichier dans { $place } (demande { $number })
   *[other] { $who } demande { $count } fichiers dans { $place } (demande { $number })
}
mail-review-subject-all = { $who } demande tout ce que contient { $place } (demande { $number })
mail-review-subject-two-of-one = { $who } demande deux téléchargements
mail-review-subject-two = { $who } et { $other } demandent des téléchargements
mail-review-subject-many = { $count ->
    [one] { $count } demande de téléchargement, par { $who }
   *[other] { $count } demandes de téléchargement, la première par { $who }
}
mail-review-title = { $who } demande un téléchargement
mail-review-waiting = { $count ->
    [one] Une demande de téléchargement attend votre décision
   *[other] { $count } demandes de téléchargement attendent votre décision
}
mail-review-no-message = Aucun message n’a été laissé.
mail-review-button = Examiner et décider
mail-review-more = { $count ->
    [one] Une autre demande attend sous « Demandes de téléchargement ».
   *[other] { $count } autres demandes attendent sous « Demandes de téléchargement ».
}
mail-review-all = Voir toutes les demandes de téléchargement, pour décider en une fois
mail-review-plain-all = Toutes les demandes, pour décider en une fois :
mail-review-private = Le lien n’est destiné qu’à vous : merci de ne pas transférer cet e-mail. L’ouvrir ne décide encore de rien. Pour écrire à la personne qui demande, passez par cette page ; une réponse à cet e-mail ne lui parviendrait pas.
mail-review-private-many = Les liens pour décider ne sont destinés qu’à vous : merci de ne pas transférer cet e-mail. Ouvrir un lien ne décide encore de rien.
mail-review-reason = Vous recevez cet e-mail parce que vous décidez des téléchargements.

# La réponse : au demandeur.
mail-decided-subject-none = Rien n’a été décidé
mail-decided-subject-approved-one = Demande accordée : { $title } ({ $place })
mail-decided-subject-approved-some = { $count ->
    [one] Demande accordée : un fichier dans { $place }
   *[other] Demande accordée : { $count } fichiers dans { $place }
}
mail-decided-subject-approved-all = Demande accordée : tout ce que contient { $place }
mail-decided-subject-partly-some = Demande accordée en partie : { $approved } des { $count } fichiers dans { $place }
mail-decided-subject-partly-all = Demande accordée en partie : { $place }
mail-decided-subject-denied-one = Demande refusée : { $title } ({ $place })
mail-decided-subject-denied-some = { $count ->
    [one] Demande refusée : un fichier dans { $place }
   *[other] Demande refusée : { $count } fichiers dans { $place }
}
mail-decided-subject-denied-all = Demande refusée : { $place }
mail-decided-subject-all-approved = Accordées : vos { $count } demandes
mail-decided-subject-all-partly = Accordées en partie : vos { $count } demandes
mail-decided-subject-all-denied = Refusées : vos { $count } demandes
mail-decided-subject-approved-denied = Vos { $count } demandes : { $approved ->
    [one] { $approved } accordée
   *[other] { $approved } accordées
}, { $denied ->
    [one] { $denied } refusée
   *[other] { $denied } refusées
}
mail-decided-subject-partly-denied = Vos { $count } demandes : { $partly ->
    [one] { $partly } accordée en partie
   *[other] { $partly } accordées en partie
}, { $denied ->
    [one] { $denied } refusée
   *[other] { $denied } refusées
}
mail-decided-subject-approved-partly = Vos { $count } demandes : { $approved ->
    [one] { $approved } accordée
   *[other] { $approved } accordées
}, { $partly ->
    [one] { $partly } accordée en partie
   *[other] { $partly } accordées en partie
}
mail-decided-subject-mixed = Vos { $count } demandes : { $approved ->
    [one] { $approved } accordée
   *[other] { $approved } accordées
}, { $partly ->
    [one] { $partly } accordée en partie
   *[other] { $partly } accordées en partie
}, { $denied ->
    [one] { $denied } refusée
   *[other] { $denied } refusées
}
mail-decided-preview-approved = Des fichiers sont prêts à être téléchargés.
mail-decided-preview-denied = Votre demande n’a pas été acceptée, le téléchargement n’est donc pas possible.
mail-decided-batch = { $count ->
    [one] Une décision a été prise sur une de vos demandes
   *[other] Une décision a été prise sur { $count } de vos demandes
}
mail-decided-title-approved = Votre demande concernant { $place } est accordée
mail-decided-title-approved-part = Une partie de votre demande concernant { $place } est accordée
mail-decided-title-partly = Votre demande concernant { $place } est accordée en partie
mail-decided-title-partly-part = Une partie de votre demande concernant { $place } est tranchée : certains fichiers sont accordés, d’autres refusés
mail-decided-title-denied = Votre demande concernant { $place } est refusée
mail-decided-title-denied-part = Une partie de votre demande concernant { $place } est refusée
mail-decided-plain-approved = ACCORDÉE : votre demande concernant { $place }
mail-decided-plain-approved-part = ACCORDÉE : une partie de votre demande concernant { $place }
mail-decided-plain-partly = ACCORDÉE EN PARTIE : votre demande concernant { $place }
mail-decided-plain-partly-part = ACCORDÉE EN PARTIE : une partie de votre demande concernant { $place }
mail-decided-plain-denied = REFUSÉE : votre demande concernant { $place }
mail-decided-plain-denied-part = REFUSÉE : une partie de votre demande concernant { $place }
# Devant une liste de fichiers.
mail-decided-approved = Accordé
mail-decided-denied = Refusé
mail-decided-rest = tout le reste dans { $place }
mail-decided-may-all = Vous pouvez télécharger tout ce que contient { $place }.
mail-decided-may-asked = Vous pouvez télécharger ce que vous avez demandé.
mail-decided-may-these = Vous pouvez télécharger ces fichiers :
mail-decided-plain-may-these = Vous pouvez télécharger :
mail-decided-may-some = Vous pouvez télécharger une partie de ce que vous avez demandé, mais pas tout.
mail-decided-not-all = Vous ne pouvez pas télécharger { $place } : votre demande n’a pas été acceptée.
mail-decided-not-asked = Vous ne pouvez pas télécharger ce que vous avez demandé : votre demande n’a pas été acceptée.
mail-decided-not-these = Vous ne pouvez pas télécharger ces fichiers : ils n’ont pas été accordés.
mail-decided-under-review = { $count ->
    [one] Un autre fichier de cette demande est encore en cours d’examen. Vous recevrez un autre e-mail à son sujet.
   *[other] { $count } autres fichiers de cette demande sont encore en cours d’examen. Vous recevrez un autre e-mail à leur sujet.
}
mail-decided-until = Vous avez accès jusqu’au { $until }.
mail-decided-private = Le lien est valable 30 jours ; ensuite, il vous dit comment en obtenir un nouveau. Il est personnel : merci de ne pas le transférer.
mail-decided-again = Si la situation change, <a>vous pouvez faire une nouvelle demande</a>.
mail-decided-plain-again = Si la situation change, vous pouvez faire une nouvelle demande :
mail-decided-may-part = De ces fichiers, vous pouvez en télécharger certains, mais pas tous.
mail-decided-again-bare = Si la situation change, vous pouvez faire une nouvelle demande.
mail-decided-reason = Vous recevez cet e-mail parce que vous avez demandé un téléchargement avec cette adresse.

# La fin d’un accès : au demandeur.
mail-revoked-subject-one = Accès retiré : { $title } ({ $place })
mail-revoked-subject-some = { $count ->
    [one] Accès retiré : un fichier dans { $place }
   *[other] Accès retiré : { $count } fichiers dans { $place }
}
mail-revoked-subject-all = Accès retiré : { $place }
mail-revoked-subject-more = { $count ->
    [one] Accès retiré : { $place } et un autre endroit
   *[other] Accès retiré : { $place } et { $count } autres endroits
}
mail-revoked-preview = Vous ne pouvez plus télécharger ce à quoi vous aviez accès.
mail-revoked-title = Votre accès à { $place } a été retiré
mail-revoked-all = Vous ne pouvez plus rien y télécharger.
mail-revoked-some = Vous ne pouvez plus télécharger :
mail-revoked-also-all = Vous ne pouvez plus rien télécharger non plus depuis { $place }.
mail-revoked-also-some = Vous ne pouvez plus télécharger non plus, depuis { $place } :
mail-revoked-also-again = Y faire une nouvelle demande
mail-revoked-button = Faire une nouvelle demande
mail-revoked-plain-title = Votre accès a été retiré
mail-revoked-plain-all = Vous ne pouvez plus rien télécharger depuis { $place }.
mail-revoked-plain-some = Vous ne pouvez plus télécharger ces fichiers depuis { $place } :
mail-revoked-plain-also-all = Vous ne pouvez plus rien télécharger non plus depuis { $place }.
mail-revoked-plain-also-some = Vous ne pouvez plus télécharger non plus ces fichiers depuis { $place } :
mail-revoked-plain-again = Si vous en avez encore besoin, vous pouvez faire une nouvelle demande :
mail-revoked-subject-still = Accès retiré pour l’une de vos demandes ({ $place }) ; vos fichiers vous restent accessibles
mail-revoked-title-still = L’accès accordé pour l’une de vos demandes concernant { $place } a été retiré
mail-revoked-plain-title-still = L’accès accordé pour l’une de vos demandes a été retiré
mail-revoked-still-all = Rien ne change pour vous : ces fichiers vous restent accessibles grâce à une autre demande.
mail-revoked-still-some = Vous restent accessibles grâce à une autre demande :
mail-revoked-reason = Vous recevez cet e-mail parce que vous aviez accès à des téléchargements avec cette adresse.

# L’affaire est close : aux autres responsables.
mail-handled-subject-approved = Traitée : { $by } a accordé { $place } à { $who }
mail-handled-subject-partly = Traitée : { $by } a accordé { $place } en partie à { $who }
mail-handled-subject-denied = Traitée : { $by } a refusé { $place } à { $who }
mail-handled-subject-withdrawn = Annulée : la demande présentée par { $who } concernant { $place }
mail-handled-subject-closed = Close : la demande présentée par { $who } concernant { $place }
mail-handled-subject-many = { $count ->
    [one] Traitée : { $count } demande de téléchargement
   *[other] Traitées : { $count } demandes de téléchargement
}
mail-handled-title-approved = { $by } a accepté la demande présentée par { $who }
mail-handled-title-partly = { $by } a accepté en partie la demande présentée par { $who }
mail-handled-title-denied = { $by } a refusé la demande présentée par { $who }
mail-handled-title-withdrawn = { $who } a annulé la demande
mail-handled-title-closed = La demande présentée par { $who } est close, car tout ce qui était demandé a été supprimé
mail-handled-title-many = { $count ->
    [one] { $count } demande de téléchargement est traitée
   *[other] { $count } demandes de téléchargement sont traitées
}
mail-handled-done = Vous n’avez plus rien à faire.
mail-handled-answer = Réponse
mail-handled-plain-answer = La réponse
mail-handled-see = Voir la demande
mail-handled-plain-see = La demande
mail-handled-reason = Vous recevez cet e-mail parce que votre décision avait été demandée.

# L’invitation : à un nouvel utilisateur.
mail-invitation-title = Invitation à l’espace de téléchargement { $organisation }
mail-invitation-title-by = { $host } vous invite à rejoindre l’espace de téléchargement { $organisation }
mail-invitation-text = Choisissez un mot de passe, et votre compte est prêt.
mail-invitation-plain-text = Choisissez un mot de passe, et votre compte est prêt :
mail-invitation-button = Choisir un mot de passe
mail-invitation-private = Le lien est valable 7 jours et ne sert qu’une fois. Il est personnel : merci de ne pas le transférer.
mail-invitation-stranger = Si vous ne savez pas de quoi il s’agit, ignorez cet e-mail : sans mot de passe, le compte reste fermé.
mail-invitation-reason = Vous recevez cet e-mail parce qu’un compte a été créé pour cette adresse.
