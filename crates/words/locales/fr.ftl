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

## Where a request stands

status-pending = En cours d’examen
status-approved = Accordée
status-partly = Accordée en partie
status-denied = Refusée
status-withdrawn = Annulée
status-closed = Close
status-expired = Expirée
status-revoked = Accès retiré

## Pages: what stands around each of them

page-skip = Aller au contenu
page-desk = Vers l’administration
page-you-are = Vous êtes <b>{ $mail }</b>
page-not-me = Ce n’est pas moi
page-motto = Des téléchargements derrière une porte entrouverte.
page-crumbs = Fil d’Ariane
page-language = Langue
page-start = Vers la page d’accueil
page-browse = Parcourir ce qu’il y a
page-back-to = Retour : { $place }
page-to-place = Vers { $place }
page-list-all = Les { $count } fichiers par nom
page-errors = Merci de vérifier encore une fois.
# What a field is called, and what is to be mended in it.
page-error-of = <b>{ $field }</b> – { $fault }
file-without-type = Fichier
file-deleted = Supprimé

## Pages: the home page, portals and kits

home-title = Téléchargements
home-portals = Portails
home-kits = Kits
home-empty-title = Rien n’est encore public
home-empty = Les kits et les portails apparaissent ici dès qu’ils sont publiés. Si l’on vous a envoyé une adresse, elle demande peut-être un mot de passe ou un compte.
home-sign-in = Se connecter
place-private = Privé
place-password = Avec mot de passe
place-download-all = { $count ->
    [one] Télécharger { $count } fichier, { $size }
   *[other] Télécharger les { $count } fichiers, { $size }
}
place-download-zip = { $count ->
    [one] Télécharger { $count } fichier en ZIP, { $size }
   *[other] Télécharger { $count } fichiers en ZIP, { $size }
}
place-request = Demander l’accès
portal-staff-only = Ce portail est privé : seules les personnes connectées le voient.
portal-empty-title = Pas encore de kit
portal-empty = Les kits apparaissent ici dès qu’ils sont publiés.
kit-staff-only = Ce kit est privé : seules les personnes connectées le voient.
kit-empty-title = Ce kit est encore vide
kit-empty = Revenez plus tard, ou parcourez les autres kits.
kit-sections = Rubriques
kit-select-all = Tout sélectionner
kit-select-none = Ne rien sélectionner
kit-select-section = Tout sélectionner dans { $section }
kit-selection = Votre sélection
kit-selected = { $count ->
    [one] { $count } fichier, { $size }
   *[other] { $count } fichiers, { $size }
}
kit-clear = Effacer
card-select = Sélectionner { $title }
card-download = Télécharger
card-download-title = Télécharger { $title }
card-request = Demander
card-request-title = Demander l’accès à { $title }

## Pages: finding

find-label = Rechercher dans { $place }
find-placeholder = Rechercher
find-button = Rechercher
find-types = Type de fichier
find-type-all = Tous
find-type-image = Images
find-type-vector = Images vectorielles
find-type-document = Documents
find-type-video = Vidéo
find-type-audio = Audio
find-type-font = Polices
find-type-archive = Archives
find-type-other = Autres fichiers
find-found = { $count ->
    [0] Aucun résultat
    [one] { $count } fichier trouvé
   *[other] { $count } fichiers trouvés
}
find-nothing-title = Aucun résultat
find-nothing = Aucun fichier ne porte ces mots dans son titre, son nom ou sa description.
find-show-all = Tout afficher
find-shown = Fichiers { $from } à { $to } sur { $total }
find-first = Première page
find-next = Page suivante

## Pages: one asset

asset-type = Type
asset-size = Taille
asset-filename = Nom du fichier
asset-dimensions = Dimensions
asset-pixels = { $width } × { $height } px
asset-drawing = { $width } × { $height }
asset-version = Version
asset-version-of = { $number } du { $day }
asset-checksum = Somme de contrôle (SHA-256)
asset-licence = Licence
asset-credit = Crédit
asset-versions = Versions antérieures
asset-download = Télécharger, { $size }
asset-formats = Autres formats
asset-format = { $format }, { $width } × { $height } px
asset-neighbours = Dans ce kit
asset-previous = Précédent
asset-next = Suivant
asset-position = { $position } sur { $total }

## Pages: a password

password-text = Cette page s’ouvre avec un mot de passe. Il vous a été donné par la personne qui vous a envoyé ici.
password-label = Mot de passe
password-open = Ouvrir

## Pages: asking

ask-title = Demander l’accès
ask-title-at-once = Télécharger
ask-everything = Tout ce que contient <b>{ $place }</b>
ask-everything-size = { $count ->
    [one] { $count } fichier, { $size }
   *[other] { $count } fichiers, { $size }
}
ask-trap = Laissez ce champ vide
ask-mail = Votre adresse e-mail
ask-message = Pour quel usage ?
ask-message-at-once = Pour quel usage ?
ask-optional = (facultatif)
ask-choose = Veuillez choisir
ask-terms = Conditions d’utilisation
ask-terms-of = Conditions d’utilisation : { $place }
ask-terms-accept = J’ai lu les conditions d’utilisation et je les accepte.
ask-hint = Quelqu’un examinera votre demande. Nous vous écrirons dès que la décision sera prise, avec un lien vers vos fichiers ; vous n’avez pas besoin de compte.
ask-hint-at-once = Le téléchargement s’ouvre aussitôt, dans ce navigateur. Votre adresse y est jointe, pour que le propriétaire sache qui utilise quoi.
ask-send = Demander l’accès
ask-send-at-once = Continuer vers le téléchargement
ask-close = Fermer
ask-offline = Aucune réponse n’est arrivée. Rien de ce que vous avez saisi n’est perdu : merci d’envoyer encore une fois.
asked-title = En cours d’examen
asked-written = Nous vous avons écrit à l’adresse <b>{ $mail }</b>.
asked-more = L’e-mail contient un lien qui montre où en est votre demande. Nous vous écrirons de nouveau dès que la décision sera prise. Si rien n’arrive d’ici quelques minutes, regardez aussi parmi les indésirables.
asked-open-title = Déjà ouvert pour vous
asked-open = Inutile d’attendre pour ceci : c’est ouvert dès maintenant dans ce navigateur. Le reste est en cours d’examen.
asked-granted-title = Votre téléchargement est prêt
asked-granted = Tout reste ouvert dans ce navigateur. Il n’y a plus rien à remplir ici.

## Pages: a download that is not open

refused-title = Pas encore accessible pour vous
refused-ask = Merci d’en faire d’abord la demande
refused-never = Ce contenu ne peut pas être téléchargé
refused-asked = Vous en avez déjà fait la demande. Nous vous écrirons dès que la décision sera prise.
refused-off = Les téléchargements sont désactivés ici.
refused-open = Accessible pour vous dès maintenant
refused-download = { $count ->
    [one] Télécharger ce fichier
   *[other] Télécharger ces { $count } fichiers
}

## Pages: where a request stands

request-heading-pending = Votre demande est en cours d’examen
request-heading-approved = Votre demande est accordée
request-heading-partly = Votre demande est accordée en partie
request-heading-denied = Votre demande est refusée
request-heading-withdrawn = Votre demande est annulée
request-heading-closed = Votre demande est close
request-heading-expired = Votre demande a expiré
request-heading-revoked = Votre accès a été retiré
request-meaning-pending = Quelqu’un l’examinera bientôt. Nous vous écrirons dès que la décision sera prise.
request-meaning-approved = Le lien vers vos fichiers se trouve dans l’e-mail que nous vous avons envoyé.
request-meaning-partly = Le lien vers les fichiers accordés se trouve dans l’e-mail que nous vous avons envoyé.
request-meaning-denied = Ces fichiers ne peuvent pas être téléchargés avec cette demande.
request-meaning-withdrawn = Plus personne n’a besoin de l’examiner.
request-meaning-closed = Ce qu’elle concernait a été supprimé : plus personne n’a à en décider.
request-meaning-expired = Personne n’a décidé à temps. N’hésitez pas à faire une nouvelle demande.
request-meaning-revoked = Les fichiers ne peuvent plus être téléchargés avec cette demande.
request-until = L’accès dure jusqu’au { $until }.
request-files = Vers les fichiers
request-fresh-link = Obtenir un nouveau lien
request-ask-again = Faire une nouvelle demande
request-what = Ce que vous avez demandé
request-everything = Tout ce que contient <b>{ $place }</b>
request-all-deleted = Les fichiers ont été supprimés entre-temps.
request-why = Ce que vous avez écrit
request-answers = Ce que vous avez répondu
request-yes = Oui
request-no = Non
request-happened = Ce qui s’est passé
request-event-asked = Demandée
request-event-withdrawn = Annulée
request-event-closed = Close, car supprimé
request-event-approved = Accordée
request-event-denied = Refusée
request-event-revoked = Accès retiré
request-event-words = Vous avez ajouté un mot
request-withdraw = Annuler cette demande
request-add-word-label = Un mot de plus pour ceux qui décident
request-add-word-send = Ajouter
request-updates = Cette page suit la demande d’elle-même.

## Pages: picking up

pickup-title = Vos fichiers
pickup-heading = Vos fichiers sont prêts
pickup-from = Provenance : <a>{ $place }</a>
pickup-asked = Ce que vous avez demandé
pickup-contents = Ce qu’il y a dedans
pickup-rest = Également accessible pour vous
pickup-rest-text = Votre accès vaut pour tout ce que contient <b>{ $place }</b>.
pickup-rest-all = Parcourir tout ce que contient { $place }
pickup-select = Sélectionner { $title }
pickup-select-zip = Télécharger la sélection en ZIP
pickup-until = Vous pouvez télécharger ces fichiers jusqu’au { $until }.
pickup-until-revoked = Vous pouvez télécharger ces fichiers tant que l’accès n’est pas retiré.
pickup-link-until = Le lien de l’e-mail est valable jusqu’au { $until } ; ensuite, vous pouvez en obtenir un nouveau à tout moment.
pickup-end-link = Désactiver ce lien
pickup-end-link-why = si vous l’avez transmis par erreur ou si cet ordinateur n’est pas le vôtre.
pickup-nothing-title = Rien à récupérer
pickup-nothing = Rien ne vous est accessible pour le moment. Ce que vous avez demandé figure sur la page de suivi, dont le lien est dans votre accusé de réception.
pickup-ended-title = Ce lien est désactivé
pickup-ended = Il n’ouvre plus rien, dans aucun navigateur. Ce qui a été accordé le reste : un nouveau lien vous y ramène.
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
continue-title = Continuer sous un autre nom ?
continue-heading = Continuer en tant que { $mail } ?
continue-text = Ce lien a été envoyé à <b>{ $new }</b>. Dans ce navigateur, vous êtes jusqu’ici <b>{ $current }</b>.
continue-go = Continuer en tant que { $mail }
continue-stay = Rester comme je suis
link-title = Un nouveau lien
link-sent-title = Consultez votre messagerie
link-sent = Si quelque chose est accessible pour <b>{ $mail }</b>, un nouveau lien est en route.
link-sent-to-asker = Nous avons écrit à l’adresse qui a fait la demande. L’e-mail contient un nouveau lien vers les fichiers.
link-sent-back = Retour à la demande
link-sent-more = Si rien n’arrive d’ici quelques minutes, regardez aussi parmi les indésirables. Nous envoyons au plus trois liens par jour.
link-expired-title = Ce lien a expiré
link-expired = Les liens sont valables trente jours. Ce qui vous était accessible l’est peut-être encore : faites-vous envoyer un nouveau lien.
link-unknown-title = Ce lien ne fonctionne pas
link-unknown = Il a peut-être été désactivé, ou tronqué en chemin. Vous pouvez vous en faire envoyer un nouveau.
link-wanted-title = Obtenir un nouveau lien
link-wanted = Nous l’envoyons à l’adresse qui a fait la demande.
link-send = M’envoyer un nouveau lien

## Pages: deciding by the link in the mail

decide-title = Demande de téléchargement
decide-heading = { $name } demande un téléchargement
decide-why = Pourquoi
decide-form = Votre décision
decide-over-title = Ce lien n’est plus valable
decide-over = Il a été désactivé, il date de plus de 14 jours, ou la décision ne vous revient plus. L’administration montre ce qui vous attend.
decide-desk = Vers l’administration
decide-undo-hint = Les e-mails partent dans dix secondes. D’ici là, vous pouvez annuler cette décision.
decide-undo = Annuler la décision
decide-undone = Décision annulée. La demande attend de nouveau une décision.
case-who = Qui
case-where = Où
case-when = Quand
case-write = Lui écrire
case-subject = Votre demande : { $place }
case-subject-bare = Votre demande de téléchargement
case-no-reason = Aucun motif n’a été donné.
case-answers = Réponses
case-words = Ajouté ensuite
case-everything = Tout ce que contient <b>{ $place }</b>, y compris ce qui y sera ajouté.
case-all-deleted = Tout ce qui était demandé a été supprimé.
case-decided-by = Décision prise par { $name }
case-message = Message
case-message-hint = (facultatif, transmis à la personne qui demande)
case-reply = Réponse enregistrée
case-reply-hint = (précède vos propres mots)
case-reply-none = Aucune
case-until = Accès jusqu’au
case-until-hint = (facultatif ; sinon jusqu’à son retrait)
case-period = Ou pour une durée
case-period-none = Sans durée fixe
case-period-week = Une semaine
case-period-month = 30 jours
case-period-quarter = 90 jours
case-period-year = Un an
case-tick-hint = Cochez des fichiers pour ne décider que de ceux-là ; sans rien cocher, la décision vaut pour les { $total }.
case-tick-all = La décision vaut pour les { $total } fichiers. Cochez-en certains pour ne décider que de ceux-là.
case-tick-some = La décision ne vaut que pour les fichiers cochés : { $n } sur { $total }.
case-approve = Accepter
case-deny = Refuser
case-you = par vous, { $when }
case-colleague = par { $name }, { $when }
case-policy = par la règle, { $when }
case-nobody = { $when }

## Pages: an invitation

invitation-title = Bienvenue
invitation-heading = Bienvenue, { $name }
invitation-text = Choisissez un mot de passe d’au moins { $least } caractères. Vous vous connecterez avec lui et <b>{ $mail }</b>.
invitation-mail = Adresse e-mail
invitation-password = Mot de passe
invitation-again = Le même encore une fois
invitation-set = Enregistrer le mot de passe

## Pages: a way back into an account

recovery-title = Choisir un nouveau mot de passe
recovery-heading = Mot de passe oublié ?
recovery-text = Saisissez l’adresse avec laquelle vous vous connectez. Nous y envoyons un lien pour choisir un nouveau mot de passe.
recovery-mail = Adresse e-mail
recovery-send = Envoyer le lien
recovery-back = Retour à la connexion
recovery-sent-title = Consultez votre messagerie
recovery-sent = S’il existe un compte pour <b>{ $mail }</b>, un lien est en route. Il est valable une heure et ne sert qu’une fois.
recovery-sent-more = Rien reçu ? Regardez dans les courriers indésirables, ou demandez à l’administration si c’est bien l’adresse de votre compte.
recovery-set-heading = Un nouveau mot de passe pour { $name }
recovery-set-text = Choisissez un mot de passe d’au moins { $least } caractères. Vous vous connecterez avec lui et <b>{ $mail }</b> ; partout ailleurs, vous serez déconnecté.
recovery-over-title = Ce lien n’est plus valable
recovery-over-again = Envoyer un nouveau lien

## Pages: when something is in the way

problem-400 = Nous n’avons pas pu lire cela
problem-401 = Merci de vous connecter
problem-403 = Vous n’avez pas accès à cette page
problem-404 = Il n’y a rien ici
problem-405 = Cela n’est pas possible ici
problem-409 = Quelqu’un a été plus rapide
problem-413 = C’est trop volumineux
problem-415 = Nous ne pouvons pas lire ce type de fichier
problem-416 = Cette partie n’existe pas
problem-429 = Cela faisait beaucoup à la fois
problem-500 = Une erreur s’est produite de notre côté
problem-503 = Un instant, s’il vous plaît
problem-400-text = Il manque quelque chose dans ce qui a été envoyé, ou quelque chose n’y est pas comme il faut. Revenez en arrière et réessayez.
problem-401-text = Cette page est réservée aux personnes qui ont un compte.
problem-403-text = Votre session est peut-être ouverte sous un autre nom, ou le formulaire est resté ouvert trop longtemps.
problem-404-text = L’adresse est peut-être mal écrite, ou ce qui se trouvait ici a été déplacé ou n’est plus public.
problem-405-text = L’adresse est juste, mais elle n’est pas prévue pour cet usage.
problem-409-text = Ce que vous vouliez modifier a changé entre-temps. Merci de l’examiner de nouveau.
problem-413-text = Merci d’envoyer moins à la fois.
problem-415-text = Merci de l’envoyer dans un autre format.
problem-416-text = Le fichier est plus court que la partie demandée. Merci de relancer le téléchargement.
problem-429-text = Pour que le service reste ouvert à tous, nous vous prions d’attendre un peu.
problem-500-text = Elle a été notée. Merci de réessayer ; si elle persiste, écrivez aux responsables de ce site.
problem-503-text = Le service est occupé ou en maintenance. Merci de réessayer sous peu.
problem-request = Si vous écrivez aux responsables de ce site, merci d’indiquer cette requête : { $id }
problem-wait-seconds = { $count ->
    [one] Merci de réessayer dans une seconde.
   *[other] Merci de réessayer dans { $count } secondes.
}
problem-wait-minutes = { $count ->
    [one] Merci de réessayer dans une minute.
   *[other] Merci de réessayer dans { $count } minutes.
}

## Faults in what was typed, and refusals

fault-form-stale = Ce formulaire est resté ouvert trop longtemps. Rien n’est perdu : merci de l’envoyer encore une fois.
fault-mail-missing = Indiquez une adresse e-mail.
fault-mail-too-long = Cette adresse e-mail est trop longue ; une adresse a au plus { $most } caractères.
fault-mail-unreadable = Cela ne ressemble pas à une adresse e-mail telle que nom@example.org.
fault-message-too-long = C’est trop long ; au plus { $most } caractères.
fault-reason-missing = Merci d’indiquer pourquoi vous souhaitez ce téléchargement.
fault-assets-gone = L’un des fichiers n’est plus là. Merci de choisir de nouveau.
fault-assets-missing = Choisissez au moins un fichier.
fault-id-unreadable = Ce n’est pas un identifiant.
fault-answer-missing = Merci de répondre à cette question.
fault-answer-not-ticked = Merci de cocher cette case pour continuer.
fault-answer-no-option = Merci de choisir l’une des options.
fault-answer-no-date = Indiquez une date telle que 2026-12-31.
fault-answer-too-long = C’est trop long ; au plus { $most } caractères.
fault-answer-unknown = Cette question n’existe pas ici.
fault-terms-missing = Merci d’accepter les conditions d’utilisation pour continuer.
fault-terms-changed = Les conditions ont changé ; merci de les relire.
fault-word-missing = Merci d’écrire d’abord un mot.
fault-word-too-long = C’est trop long ; au plus { $most } caractères.
fault-word-too-many = Vous avez déjà ajouté { $most } mots ; c’est le maximum.
fault-word-not-yours = Seule la personne qui a fait la demande peut ajouter un mot, dans un navigateur ouvert par un lien que nous avons envoyé.
fault-password-wrong = Ce n’est pas le bon mot de passe.
fault-sign-in-wrong = L’adresse ou le mot de passe n’est pas correct.
fault-password-too-short = Un mot de passe a au moins { $fewest } caractères.
fault-password-too-long = Un mot de passe a au plus { $most } octets.
fault-passwords-differ = Les deux mots de passe diffèrent.
fault-expiry-past = Cette date est passée ; l’accès doit se terminer plus tard que maintenant.
fault-expiry-of-denial = Un refus n’a pas de fin.
fault-expiry-unreadable = Ce n’est pas une date telle que 2026-12-31.
fault-verdict-missing = Choisissez d’accepter ou de refuser.
fault-downloads-disabled = Rien ne peut être téléchargé ici.
fault-no-access = Vous n’avez pas le droit de télécharger ceci.
fault-not-pending = Cette demande n’est plus en cours d’examen.
fault-already-decided = La décision a déjà été prise.
fault-undo-too-late = Il est trop tard pour annuler : les e-mails sont partis. Ce qui a été accordé peut être révoqué.
fault-undo-built-upon = Il est trop tard pour annuler : entre-temps, autre chose est arrivé à cette demande.
fault-own-request = Personne ne décide de sa propre demande.
fault-not-responsible = Quelqu’un d’autre en est responsable.
fault-invitation-over = Cette invitation n’est plus valable. Merci d’en demander une nouvelle à l’administration.
fault-recovery-over = Ce lien n’est plus valable. Merci d’en demander un nouveau.
fault-password-not-present = Ce n’est pas votre mot de passe actuel.
fault-link-over = Ce lien n’est plus valable. Connectez-vous pour voir la demande.
fault-managers-only = Cette action est réservée aux gestionnaires et aux administrateurs.
fault-admins-only = Cette action est réservée aux administrateurs.
fault-invalid = Quelque chose est à corriger ici.
fault-not-found = Il n’y a rien ici, ou rien dont vous puissiez avoir connaissance.
fault-unauthenticated = Connectez-vous, ou envoyez un jeton valable.
fault-too-many-requests = C’était trop souvent. Merci d’attendre un peu et de réessayer.
fault-internal = Une erreur s’est produite de notre côté. Rien de ce que vous avez envoyé n’est perdu ou fait à moitié.
fault-malformed = Le formulaire est illisible.
fault-too-large = C’est plus que ce qui peut être reçu.
fault-unsupported-media-type = L’envoi est dans un format qui ne peut pas être lu ici.
fault-method-not-allowed = Cela n’est pas possible ici.
fault-foreign-origin = Cet envoi venait d’un autre site et n’a pas été exécuté.
fault-unavailable = L’espace de téléchargement n’a pas accès à ses données pour le moment. Veuillez réessayer dans un instant ; vérifiez d’abord si votre envoi est bien arrivé.

## Mails
# Comment un titre devient une phrase du texte brut, et comment un mot y annonce ce qui suit.
mail-sentence = { $words }.
mail-label = { $words } :
mail-who = Qui
mail-what = Quoi
mail-why = Pourquoi
mail-answers = Réponses
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
mail-review-subject-one = { $who } demande { $title } ({ $place }, demande { $number })
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

mail-closed-subject = Close : votre demande pour { $place }
mail-closed-subject-more = { $count ->
    [one] Closes : vos demandes pour { $place } et 1 autre
   *[other] Closes : vos demandes pour { $place } et { $count } autres
}
mail-closed-title = Votre demande est close
mail-closed-text = Ce qu’elle concernait a été supprimé : plus personne n’a à en décider. Vous n’avez rien à faire.

# L’affaire est close : aux autres responsables.
mail-handled-subject-approved = Traitée : { $by } a accordé { $place } à { $who }
mail-handled-subject-partly = Traitée : { $by } a accordé { $place } en partie à { $who }
mail-handled-subject-denied = Traitée : { $by } a refusé { $place } à { $who }
mail-handled-subject-withdrawn = Annulée : la demande présentée par { $who } concernant { $place }
mail-handled-subject-closed = Close : la demande présentée par { $who } concernant { $place }
mail-handled-subject-expired = Expirée : la demande présentée par { $who } concernant { $place }
mail-handled-subject-many = { $count ->
    [one] Traitée : { $count } demande de téléchargement
   *[other] Traitées : { $count } demandes de téléchargement
}
mail-handled-title-approved = { $by } a accepté la demande présentée par { $who }
mail-handled-title-partly = { $by } a accepté en partie la demande présentée par { $who }
mail-handled-title-denied = { $by } a refusé la demande présentée par { $who }
mail-handled-title-withdrawn = { $who } a annulé la demande
mail-handled-title-closed = La demande présentée par { $who } est close, car tout ce qui était demandé a été supprimé
mail-handled-title-expired = La demande présentée par { $who } a expiré, car personne n’a décidé à temps
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

# The way back: to a user who forgot the password.
mail-recovery-title = Nouveau mot de passe pour l’espace de téléchargement { $organisation }
mail-recovery-text = Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte.
mail-recovery-plain-text = Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte. Choisissez-le ici :
mail-recovery-button = Choisir un nouveau mot de passe
mail-recovery-private = Le lien est valable une heure et ne sert qu’une fois. Il est personnel : merci de ne pas le transférer.
mail-recovery-stranger = Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe reste le même.
mail-recovery-reason = Vous recevez cet e-mail parce qu’il existe un compte pour cette adresse.

# La fin d’une demande que personne n’a décidée à temps : à la personne qui l’a faite.
mail-expired-subject = Expirée : votre demande pour { $place }
mail-expired-subject-more = { $count ->
    [one] Expirées : vos demandes pour { $place } et 1 autre
   *[other] Expirées : vos demandes pour { $place } et { $count } autres
}
mail-expired-text = Personne n’a décidé à temps. Ce qui avait déjà été décidé reste inchangé. N’hésitez pas à faire une nouvelle demande.
mail-expired-plain-again = Pour faire une nouvelle demande :

# L’essai : à la personne qui veut savoir si les e-mails arrivent.
mail-test-title = Les e-mails de { $organisation } arrivent
mail-test-text = Voici le message d’essai que vous avez demandé dans les réglages de l’espace de téléchargement. Il a pris le même chemin que tous ses e-mails.
mail-test-button = Retour aux réglages
mail-test-look = C’est ainsi que se présentent les e-mails : le nom ou le logo en haut, la couleur sur le bouton, l’expéditeur dans votre liste. Tout cela se choisit dans les réglages.
mail-test-reason = Vous recevez cet e-mail parce que vous vous êtes envoyé un message d’essai.

mail-webhook-off-title = Le webhook vers { $host } a été désactivé
mail-webhook-off-gone = Le serveur { $host } a répondu qu’il ne veut plus rien recevoir (410). Désormais, il n’apprend plus rien de ce qui se passe dans l’espace de téléchargement.
mail-webhook-off-failing = Le serveur { $host } n’a répondu que par des erreurs depuis le { $since }. Désormais, il n’apprend plus rien de ce qui se passe dans l’espace de téléchargement.
mail-webhook-off-description = À quoi il sert : { $description }
mail-webhook-off-next = Ce qui n’a pas pu être remis reste 30 jours dans son journal. Dès que le serveur répond de nouveau, réactivez le webhook et renvoyez-le depuis cette page. Ce qui se passe entre-temps n’est pas conservé pour lui.
mail-webhook-off-button = Voir le journal
mail-webhook-off-reason = Vous recevez cet e-mail parce que vous administrez cet espace de téléchargement.
