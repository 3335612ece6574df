# كل جمل Ajar بالعربية، بترتيب en.ftl وأقسامه نفسها.
#
# مسرد المصطلحات: request = طلب؛ approve = الموافقة؛ deny = رفض؛ revoke = سحب الوصول؛ withdraw = إلغاء الطلب؛
# grant = وصول؛ kit = مجموعة؛ portal = بوابة؛ asset = ملف؛ folder = مجلد؛ responsible = مسؤول؛
# requester = مقدّم الطلب؛ download = تنزيل؛ link = رابط؛ desk = منصة التنزيل.
# لغة فصيحة رسمية، وصيغ لا تفترض جنس الشخص حيثما أمكن، وأرقام لاتينية. الأسماء تُعزل تلقائيًا عن اتجاه النص.

language-name = العربية
# ltr or rtl
language-direction = rtl

## How numbers, sizes and days are written

number-group = ,
number-decimal = .
size-b = { $n } بايت
size-kb = { $n } كيلوبايت
size-mb = { $n } ميغابايت
size-gb = { $n } غيغابايت
size-tb = { $n } تيرابايت
size-pb = { $n } بيتابايت
date-day = { $day } { $month } { $year }
date-minute = { $day }، الساعة { $time } بالتوقيت العالمي
date-month-1 = يناير
date-month-2 = فبراير
date-month-3 = مارس
date-month-4 = أبريل
date-month-5 = مايو
date-month-6 = يونيو
date-month-7 = يوليو
date-month-8 = أغسطس
date-month-9 = سبتمبر
date-month-10 = أكتوبر
date-month-11 = نوفمبر
date-month-12 = ديسمبر
ago-now = الآن
ago-minutes = { $count ->
    [zero] قبل أقل من دقيقة
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
}
ago-hours = { $count ->
    [zero] قبل أقل من ساعة
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
}
ago-days = { $count ->
    [zero] اليوم
    [one] أمس
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
files = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
assets = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}

## Where a request stands

status-pending = قيد المراجعة
status-approved = تمت الموافقة
status-partly = موافقة جزئية
status-denied = مرفوض
status-withdrawn = ملغى
status-expired = منتهي الصلاحية
status-revoked = سُحب الوصول

## Pages
link-ended-title = أُنهي هذا الرابط
link-ended = أُنهي من الصفحة التي كان يؤدي إليها، ولم يعد يفتح شيئًا. قد يكون ما أُتيح لكم متاحًا بعد: اطلبوا إرسال رابط جديد.
invitation-over-title = انتهت صلاحية هذه الدعوة
invitation-over-sign-in = تسجيل الدخول
request-ended-on = انتهى الوصول في { $until }.
request-meaning-ended = قُبل طلبكم لمدة انقضت. يمكنكم تقديم طلب جديد.
request-heading-ended = انتهت صلاحية وصولكم
pickup-over-ended-title = انتهت صلاحية وصولكم
pickup-over-ended = كان متاحًا لكم حتى { $day }.
pickup-over-revoked-title = سُحب وصولكم
pickup-over-revoked = لم تعد هذه الملفات متاحة لكم.
pickup-over-hidden-title = لم تعد هذه الملفات معروضة
pickup-over-hidden = أُزيل ما طلبتموه من الموقع، ولا يمكن تنزيله في الوقت الحالي.
pickup-over-locked-title = كلمة المرور مطلوبة
pickup-over-locked = ملفاتكم محمية بكلمة مرور. يرجى إدخالها أولًا ثم العودة إلى هنا.
pickup-over-message = كُتب إليكم: «{ $message }»
pickup-over-ask = يمكنكم تقديم طلب جديد.

## Faults in what was typed
fault-unavailable = لا يمكن لمنصة التنزيل الوصول إلى بياناتها في هذه اللحظة. يرجى المحاولة مرة أخرى بعد قليل، والتحقق أولًا مما إذا كان ما أرسلتموه قد وصل.

## Mails
# كيف يصير العنوان جملة في النص العادي، وكيف تسبق الكلمة ما تسمّيه فيه.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = مقدّم الطلب
mail-what = المحتوى
mail-why = السبب
mail-when = التاريخ
mail-closed = مغلق
mail-everything = كل ما في { $place }
mail-some = { $count ->
    [zero] لا ملفات من { $place }
    [one] ملف واحد من { $place }
    [two] ملفان من { $place }
    [few] { $count } ملفات من { $place }
    [many] { $count } ملفًا من { $place }
   *[other] { $count } ملف من { $place }
}
mail-unshown = { $count ->
    [zero] ولا شيء آخر
    [one] وملف آخر
    [two] وملفان آخران
    [few] و{ $count } ملفات أخرى
    [many] و{ $count } ملفًا آخر
   *[other] و{ $count } ملف آخر
}
mail-deleted-asset = ملف محذوف
mail-message-of = رسالة { $organisation }:
mail-download = تنزيل ملفاتكم
mail-reason-requested = وصلتكم هذه الرسالة لأن طلب تنزيل قُدِّم بهذا العنوان.

# إشعار الاستلام: إلى مقدّم الطلب، عندما يكون الطلب قيد المراجعة.
mail-received-subject-one = قيد المراجعة: { $title } ({ $place })
mail-received-subject-some = { $count ->
    [zero] قيد المراجعة: لا ملفات من { $place }
    [one] قيد المراجعة: ملف واحد من { $place }
    [two] قيد المراجعة: ملفان من { $place }
    [few] قيد المراجعة: { $count } ملفات من { $place }
    [many] قيد المراجعة: { $count } ملفًا من { $place }
   *[other] قيد المراجعة: { $count } ملف من { $place }
}
mail-received-subject-all = قيد المراجعة: كل ما في { $place }
mail-received-preview = أحلنا طلبكم إلى أصحاب القرار، وستصلكم رسالة فور اتخاذ القرار.
mail-received-title = تلقّينا طلبكم
mail-received-text = طلبكم الآن لدى أصحاب القرار بشأن التنزيلات في { $organisation }. ستصلكم رسالة فور اتخاذ القرار.
mail-received-plain-title = طلبكم قيد المراجعة
mail-received-plain-text = تلقّينا طلب تنزيل وأحلناه إلى أصحاب القرار في { $organisation }. ستصلكم رسالة فور اتخاذ القرار.
mail-received-wanted = المطلوب
mail-received-button = الاطلاع على حالة الطلب
mail-received-private = كل من لديه هذا الرابط يرى حالة الطلب ويستطيع إلغاءه، لذا يُرجى الاحتفاظ به لأنفسكم.
mail-received-stranger = لم تطلبوا شيئًا؟ إذن أدخل أحدهم عنوانكم بالخطأ. تجاهلوا هذه الرسالة، أو ألغوا الطلب عبر الرابط أعلاه.

# الرابط الجديد: إلى مقدّم الطلب، لوصول قائم بالفعل.
mail-fresh-subject-one = رابطكم إلى { $title } ({ $place })
mail-fresh-subject = رابطكم إلى { $place }
mail-fresh-title = إليكم رابطكم
mail-fresh-text = لديكم حق الوصول بالفعل، فلا حاجة إلى الانتظار.
mail-fresh-wanted = ما يمكنكم تنزيله
mail-fresh-private = الرابط صالح لمدة 30 يومًا. وهو خاص بكم: يُرجى عدم إعادة توجيهه.
mail-fresh-stranger = إن لم تطلبوا ذلك، فتجاهلوا هذه الرسالة: لم يتغير شيء.

# السؤال: إلى مسؤول.
mail-review-subject-none = لا طلبات تنزيل في الانتظار
mail-review-subject-one = طلب من { $who }: { $title } ({ $place }) (الطلب { $number })
mail-review-subject-some = { $count ->
    [zero] طلب من { $who }: لا ملفات من { $place } (الطلب { $number })
    [one] طلب من { $who }: ملف واحد من { $place } (الطلب { $number })
    [two] طلب من { $who }: ملفان من { $place } (الطلب { $number })
    [few] طلب من { $who }: { $count } ملفات من { $place } (الطلب { $number })
    [many] طلب من { $who }: { $count } ملفًا من { $place } (الطلب { $number })
   *[other] طلب من { $who }: { $count } ملف من { $place } (الطلب { $number })
}
mail-review-subject-all = طلب من { $who }: كل ما في { $place } (الطلب { $number })
mail-review-subject-two-of-one = طلبا تنزيل من { $who }
mail-review-subject-two = طلبا تنزيل من { $who } و{ $other }
mail-review-subject-many = { $count ->
    [zero] لا طلبات تنزيل
    [one] طلب تنزيل واحد من { $who }
    [two] طلبا تنزيل، أولهما من { $who }
    [few] { $count } طلبات تنزيل، أولها من { $who }
    [many] { $count } طلبًا للتنزيل، أولها من { $who }
   *[other] { $count } طلب تنزيل، أولها من { $who }
}
mail-review-title = طلب تنزيل من { $who }
mail-review-waiting = { $count ->
    [zero] لا طلبات تنزيل بانتظار قراركم
    [one] طلب تنزيل بانتظار قراركم
    [two] طلبا تنزيل بانتظار قراركم
    [few] { $count } طلبات تنزيل بانتظار قراركم
    [many] { $count } طلبًا للتنزيل بانتظار قراركم
   *[other] { $count } طلب تنزيل بانتظار قراركم
}
mail-review-no-message = لم تُترك أي رسالة.
mail-review-button = المراجعة واتخاذ القرار
mail-review-more = { $count ->
    [zero] لا طلبات أخرى في «طلبات التنزيل».
    [one] هناك طلب آخر في الانتظار ضمن «طلبات التنزيل».
    [two] هناك طلبان آخران في الانتظار ضمن «طلبات التنزيل».
    [few] هناك { $count } طلبات أخرى في الانتظار ضمن «طلبات التنزيل».
    [many] هناك { $count } طلبًا آخر في الانتظار ضمن «طلبات التنزيل».
   *[other] هناك { $count } طلب آخر في الانتظار ضمن «طلبات التنزيل».
}
mail-review-all = عرض جميع طلبات التنزيل للبتّ فيها دفعة واحدة
mail-review-plain-all = جميع الطلبات، للبتّ فيها دفعة واحدة:
mail-review-private = هذا الرابط لكم وحدكم: يُرجى عدم إعادة توجيه هذه الرسالة. فتحه لا يحسم شيئًا بعد. لمراسلة مقدّم الطلب، استخدموا الصفحة المرتبطة؛ فالرد على هذه الرسالة لا يصل إليه.
mail-review-private-many = روابط اتخاذ القرار لكم وحدكم: يُرجى عدم إعادة توجيه هذه الرسالة. فتح أي رابط لا يحسم شيئًا بعد.
mail-review-reason = تصلكم هذه الرسالة لأن القرار بشأن التنزيلات يعود إليكم.

# الجواب: إلى مقدّم الطلب.
mail-decided-subject-none = لم يُتخذ أي قرار
mail-decided-subject-approved-one = تمت الموافقة: { $title } ({ $place })
mail-decided-subject-approved-some = { $count ->
    [zero] تمت الموافقة: لا ملفات من { $place }
    [one] تمت الموافقة: ملف واحد من { $place }
    [two] تمت الموافقة: ملفان من { $place }
    [few] تمت الموافقة: { $count } ملفات من { $place }
    [many] تمت الموافقة: { $count } ملفًا من { $place }
   *[other] تمت الموافقة: { $count } ملف من { $place }
}
mail-decided-subject-approved-all = تمت الموافقة: كل ما في { $place }
mail-decided-subject-partly-some = موافقة جزئية: { $approved } من أصل { $count } من ملفات { $place }
mail-decided-subject-partly-all = موافقة جزئية: طلبكم بشأن { $place }
mail-decided-subject-denied-one = مرفوض: { $title } ({ $place })
mail-decided-subject-denied-some = { $count ->
    [zero] مرفوض: لا ملفات من { $place }
    [one] مرفوض: ملف واحد من { $place }
    [two] مرفوض: ملفان من { $place }
    [few] مرفوض: { $count } ملفات من { $place }
    [many] مرفوض: { $count } ملفًا من { $place }
   *[other] مرفوض: { $count } ملف من { $place }
}
mail-decided-subject-denied-all = مرفوض: طلبكم بشأن { $place }
mail-decided-subject-all-approved = { $count ->
    [two] تمت الموافقة على طلبيكم
   *[other] تمت الموافقة على طلباتكم، وعددها { $count }
}
mail-decided-subject-all-partly = { $count ->
    [two] تمت الموافقة جزئيًا على طلبيكم
   *[other] تمت الموافقة جزئيًا على طلباتكم، وعددها { $count }
}
mail-decided-subject-all-denied = { $count ->
    [two] رُفض طلباكم
   *[other] رُفضت طلباتكم، وعددها { $count }
}
mail-decided-subject-approved-denied = طلباتكم ({ $count }): موافقة على { $approved }، ورفض { $denied }
mail-decided-subject-partly-denied = طلباتكم ({ $count }): موافقة جزئية على { $partly }، ورفض { $denied }
mail-decided-subject-approved-partly = طلباتكم ({ $count }): موافقة على { $approved }، وموافقة جزئية على { $partly }
mail-decided-subject-mixed = طلباتكم ({ $count }): موافقة على { $approved }، وموافقة جزئية على { $partly }، ورفض { $denied }
mail-decided-preview-approved = هناك ملفات جاهزة للتنزيل.
mail-decided-preview-denied = لم تتم الموافقة على طلبكم، ولذلك لا يمكنكم التنزيل.
mail-decided-batch = { $count ->
    [one] اتُّخذ القرار بشأن أحد طلباتكم
    [two] اتُّخذ القرار بشأن طلبين من طلباتكم
   *[other] اتُّخذ القرار بشأن { $count } من طلباتكم
}
mail-decided-title-approved = تمت الموافقة على طلبكم بشأن { $place }
mail-decided-title-approved-part = تمت الموافقة على جزء من طلبكم بشأن { $place }
mail-decided-title-partly = تمت الموافقة جزئيًا على طلبكم بشأن { $place }
mail-decided-title-partly-part = اتُّخذ القرار بشأن جزء من طلبكم في { $place }: بعضه حظي بالموافقة وبعضه رُفض
mail-decided-title-denied = رُفض طلبكم بشأن { $place }
mail-decided-title-denied-part = رُفض جزء من طلبكم بشأن { $place }
mail-decided-plain-approved = تمت الموافقة: طلبكم بشأن { $place }
mail-decided-plain-approved-part = تمت الموافقة: جزء من طلبكم بشأن { $place }
mail-decided-plain-partly = موافقة جزئية: طلبكم بشأن { $place }
mail-decided-plain-partly-part = موافقة جزئية: جزء من طلبكم بشأن { $place }
mail-decided-plain-denied = مرفوض: طلبكم بشأن { $place }
mail-decided-plain-denied-part = مرفوض: جزء من طلبكم بشأن { $place }
# قبل قائمة ملفات.
mail-decided-approved = تمت الموافقة
mail-decided-denied = مرفوض
mail-decided-rest = كل ما تبقى في { $place }
mail-decided-may-all = يمكنكم تنزيل كل ما في { $place }.
mail-decided-may-asked = يمكنكم تنزيل ما طلبتموه.
mail-decided-may-these = يمكنكم تنزيل هذه الملفات:
mail-decided-plain-may-these = يمكنكم تنزيل ما يلي:
mail-decided-may-some = يمكنكم تنزيل بعض ما طلبتموه، لا كله.
mail-decided-not-all = لا يمكنكم تنزيل { $place }: لم تتم الموافقة على طلبكم.
mail-decided-not-asked = لا يمكنكم تنزيل ما طلبتموه: لم تتم الموافقة على طلبكم.
mail-decided-not-these = لا يمكنكم تنزيل هذه الملفات: لم تتم الموافقة عليها.
mail-decided-under-review = { $count ->
    [zero] لا ملفات أخرى من هذا الطلب قيد المراجعة.
    [one] ما زال ملف آخر من هذا الطلب قيد المراجعة. ستصلكم رسالة أخرى بشأنه.
    [two] ما زال ملفان آخران من هذا الطلب قيد المراجعة. ستصلكم رسالة أخرى بشأنهما.
    [few] ما زالت { $count } ملفات أخرى من هذا الطلب قيد المراجعة. ستصلكم رسالة أخرى بشأنها.
    [many] ما زال { $count } ملفًا آخر من هذا الطلب قيد المراجعة. ستصلكم رسالة أخرى بشأنها.
   *[other] ما زال { $count } ملف آخر من هذا الطلب قيد المراجعة. ستصلكم رسالة أخرى بشأنها.
}
mail-decided-until = حق الوصول سارٍ حتى { $until }.
mail-decided-private = الرابط صالح لمدة 30 يومًا؛ وبعدها يدلّكم على كيفية الحصول على رابط جديد. وهو خاص بكم: يُرجى عدم إعادة توجيهه.
mail-decided-again = إذا تغيّرت الظروف، <a>يمكنكم تقديم طلب جديد</a>.
mail-decided-plain-again = إذا تغيّرت الظروف، يمكنكم تقديم طلب جديد:
mail-decided-may-part = يمكنكم تنزيل بعض هذه الملفات، لا كلها.
mail-decided-again-bare = إذا تغيّرت الظروف، يمكنكم تقديم طلب جديد.
mail-decided-reason = تصلكم هذه الرسالة لأنكم طلبتم تنزيلًا بهذا العنوان.

# نهاية الوصول: إلى مقدّم الطلب.
mail-revoked-subject-one = سُحب الوصول: { $title } ({ $place })
mail-revoked-subject-some = { $count ->
    [zero] سُحب الوصول: لا ملفات من { $place }
    [one] سُحب الوصول: ملف واحد من { $place }
    [two] سُحب الوصول: ملفان من { $place }
    [few] سُحب الوصول: { $count } ملفات من { $place }
    [many] سُحب الوصول: { $count } ملفًا من { $place }
   *[other] سُحب الوصول: { $count } ملف من { $place }
}
mail-revoked-subject-all = سُحب الوصول: { $place }
mail-revoked-subject-more = { $count ->
    [zero] سُحب الوصول: { $place }
    [one] سُحب الوصول: { $place } وموضع آخر
    [two] سُحب الوصول: { $place } وموضعان آخران
    [few] سُحب الوصول: { $place } و{ $count } مواضع أخرى
    [many] سُحب الوصول: { $place } و{ $count } موضعًا آخر
   *[other] سُحب الوصول: { $place } و{ $count } موضع آخر
}
mail-revoked-preview = لم يعد بإمكانكم تنزيل ما كان متاحًا لكم.
mail-revoked-title = سُحب وصولكم إلى { $place }
mail-revoked-all = لم يعد بإمكانكم التنزيل من هناك.
mail-revoked-some = لم يعد بإمكانكم تنزيل ما يلي:
mail-revoked-also-all = ولم يعد بإمكانكم أيضًا التنزيل من { $place }.
mail-revoked-also-some = ولم يعد بإمكانكم أيضًا تنزيل ما يلي من { $place }:
mail-revoked-also-again = تقديم طلب جديد هناك
mail-revoked-button = تقديم طلب جديد
mail-revoked-plain-title = سُحب حق وصولكم
mail-revoked-plain-all = لم يعد بإمكانكم التنزيل من { $place }.
mail-revoked-plain-some = لم يعد بإمكانكم تنزيل هذه الملفات من { $place }:
mail-revoked-plain-also-all = ولا التنزيل من { $place }.
mail-revoked-plain-also-some = ولا هذه الملفات من { $place }:
mail-revoked-plain-again = إن كنتم لا تزالون بحاجة إليها، يمكنكم تقديم طلب جديد:
mail-revoked-subject-still = سُحب الوصول الخاص بأحد طلباتكم ({ $place })، وتبقى ملفاتكم متاحة
mail-revoked-title-still = سُحب الوصول الخاص بأحد طلباتكم في { $place }
mail-revoked-plain-title-still = سُحب الوصول الخاص بأحد طلباتكم
mail-revoked-still-all = لا يتغيّر شيء بالنسبة إليكم: تبقى هذه الملفات متاحة لكم بفضل طلب آخر.
mail-revoked-still-some = تبقى متاحة لكم بفضل طلب آخر:
mail-revoked-reason = تصلكم هذه الرسالة لأن حق الوصول إلى تنزيلات كان ممنوحًا لهذا العنوان.

# انتهى الأمر: إلى بقية المسؤولين.
mail-handled-subject-approved = تمت المعالجة: موافقة من { $by } على طلب { $who } بشأن { $place }
mail-handled-subject-partly = تمت المعالجة: موافقة جزئية من { $by } على طلب { $who } بشأن { $place }
mail-handled-subject-denied = تمت المعالجة: رفض من { $by } لطلب { $who } بشأن { $place }
mail-handled-subject-withdrawn = أُلغي: طلب { $who } بشأن { $place }
mail-handled-subject-closed = أُغلق: طلب { $who } بشأن { $place }
mail-handled-subject-many = { $count ->
    [zero] لم تُعالَج أي طلبات تنزيل
    [one] تمت معالجة طلب تنزيل واحد
    [two] تمت معالجة طلبَي تنزيل
    [few] تمت معالجة { $count } طلبات تنزيل
    [many] تمت معالجة { $count } طلبًا للتنزيل
   *[other] تمت معالجة { $count } طلب تنزيل
}
mail-handled-title-approved = تمت الموافقة على طلب { $who } من قِبل { $by }
mail-handled-title-partly = تمت الموافقة جزئيًا على طلب { $who } من قِبل { $by }
mail-handled-title-denied = رُفض طلب { $who } من قِبل { $by }
mail-handled-title-withdrawn = أُلغي الطلب من قِبل { $who }
mail-handled-title-closed = أُغلق طلب { $who } لأن كل ما طُلب فيه قد حُذف
mail-handled-title-many = { $count ->
    [zero] لم تُعالَج أي طلبات تنزيل
    [one] تمت معالجة طلب تنزيل واحد
    [two] تمت معالجة طلبَي تنزيل
    [few] تمت معالجة { $count } طلبات تنزيل
    [many] تمت معالجة { $count } طلبًا للتنزيل
   *[other] تمت معالجة { $count } طلب تنزيل
}
mail-handled-done = لم يعد مطلوبًا منكم أي إجراء.
mail-handled-answer = الرد
mail-handled-plain-answer = الرد
mail-handled-see = عرض الطلب
mail-handled-plain-see = الطلب
mail-handled-reason = تصلكم هذه الرسالة لأن قراركم كان مطلوبًا في هذا الشأن.

# الدعوة: إلى مستخدم جديد.
mail-invitation-title = أنتم مدعوون إلى منصة التنزيل لدى { $organisation }
mail-invitation-title-by = دعوة من { $host } إلى منصة التنزيل لدى { $organisation }
mail-invitation-text = عيّنوا كلمة مرور، وسيكون حسابكم جاهزًا.
mail-invitation-plain-text = عيّنوا كلمة مرور، وسيكون حسابكم جاهزًا:
mail-invitation-button = تعيين كلمة مرور
mail-invitation-private = الرابط صالح لمدة 7 أيام ولمرة واحدة فقط. وهو خاص بكم: يُرجى عدم إعادة توجيهه.
mail-invitation-stranger = إن كنتم لا تعرفون ما المقصود، فتجاهلوا هذه الرسالة: يبقى الحساب مغلقًا ما دام بلا كلمة مرور.
mail-invitation-reason = تصلكم هذه الرسالة لأن حسابًا أُنشئ لهذا العنوان.
