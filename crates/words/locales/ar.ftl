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

## Where a request stands

status-pending = قيد المراجعة
status-approved = تمت الموافقة
status-partly = موافقة جزئية
status-denied = مرفوض
status-withdrawn = ملغى
status-closed = مغلق
status-expired = منتهي الصلاحية
status-revoked = سُحب الوصول

## Pages: what stands around each of them

page-skip = الانتقال إلى المحتوى
page-desk = إلى الإدارة
page-you-are = أنتم <b>{ $mail }</b>
page-not-me = لست أنا
page-motto = تنزيلات خلف باب موارب.
page-crumbs = مسار التصفح
page-language = اللغة
page-start = إلى الصفحة الرئيسية
page-browse = تصفح المتاح
page-back-to = العودة إلى { $place }
page-to-place = إلى { $place }
page-list-all = جميع الملفات ({ $count }) حسب الاسم
page-errors = يُرجى المراجعة مرة أخرى.
# What a field is called, and what is to be mended in it.
page-error-of = <b>{ $field }</b> – { $fault }
file-without-type = ملف
file-deleted = محذوف

## Pages: the home page, portals and kits

home-title = التنزيلات
home-portals = البوابات
home-kits = المجموعات
home-empty-title = لا شيء متاح للعموم بعد
home-empty = تظهر المجموعات والبوابات هنا فور نشرها. إذا أُرسل إليكم عنوان، فقد يحتاج إلى كلمة مرور أو حساب.
home-sign-in = تسجيل الدخول
place-private = خاص
place-password = بكلمة مرور
place-download-all = { $count ->
    [zero] تنزيل 0 ملفات، { $size }
    [one] تنزيل ملف واحد، { $size }
    [two] تنزيل الملفين، { $size }
    [few] تنزيل جميع الملفات ({ $count })، { $size }
    [many] تنزيل جميع الملفات ({ $count })، { $size }
   *[other] تنزيل جميع الملفات ({ $count })، { $size }
}
place-download-zip = { $count ->
    [zero] تنزيل 0 ملفات بصيغة ZIP، { $size }
    [one] تنزيل ملف واحد بصيغة ZIP، { $size }
    [two] تنزيل ملفين بصيغة ZIP، { $size }
    [few] تنزيل { $count } ملفات بصيغة ZIP، { $size }
    [many] تنزيل { $count } ملفًا بصيغة ZIP، { $size }
   *[other] تنزيل { $count } ملف بصيغة ZIP، { $size }
}
place-request = طلب الوصول
portal-staff-only = هذه البوابة خاصة: لا يراها إلا من سجّل الدخول.
portal-empty-title = لا مجموعات بعد
portal-empty = تظهر المجموعات هنا فور نشرها.
kit-staff-only = هذه المجموعة خاصة: لا يراها إلا من سجّل الدخول.
kit-empty-title = لا شيء في هذه المجموعة بعد
kit-empty = عودوا لاحقًا، أو تصفحوا المجموعات الأخرى.
kit-sections = الأقسام
kit-select-all = تحديد الكل
kit-select-none = إلغاء التحديد
kit-select-section = تحديد كل ما في { $section }
kit-selection = ما حددتموه
kit-selected = { $count ->
    [zero] 0 ملفات، { $size }
    [one] ملف واحد، { $size }
    [two] ملفان، { $size }
    [few] { $count } ملفات، { $size }
    [many] { $count } ملفًا، { $size }
   *[other] { $count } ملف، { $size }
}
kit-clear = مسح
card-select = تحديد { $title }
card-download = تنزيل
card-download-title = تنزيل { $title }
card-request = طلب
card-request-title = طلب الوصول إلى { $title }

## Pages: finding

find-label = البحث في { $place }
find-placeholder = بحث
find-button = بحث
find-types = نوع الملف
find-type-all = الكل
find-type-image = صور
find-type-vector = رسوم متجهية
find-type-document = مستندات
find-type-video = فيديو
find-type-audio = صوت
find-type-font = خطوط
find-type-archive = ملفات مضغوطة
find-type-other = ملفات أخرى
find-found = { $count ->
    [zero] لا نتائج
    [one] عُثر على ملف واحد
    [two] عُثر على ملفين
    [few] عُثر على { $count } ملفات
    [many] عُثر على { $count } ملفًا
   *[other] عُثر على { $count } ملف
}
find-nothing-title = لا نتائج
find-nothing = لا يحمل أي ملف هنا هذه الكلمات في عنوانه أو اسمه أو وصفه.
find-show-all = عرض الكل
find-shown = الملفات { $from } إلى { $to } من أصل { $total }
find-first = الصفحة الأولى
find-next = الصفحة التالية

## Pages: one asset

asset-type = النوع
asset-size = الحجم
asset-filename = اسم الملف
asset-dimensions = الأبعاد
asset-pixels = { $width } × { $height } بكسل
asset-drawing = { $width } × { $height }
asset-version = الإصدار
asset-version-of = { $number } بتاريخ { $day }
asset-checksum = المجموع الاختباري (SHA-256)
asset-licence = الترخيص
asset-credit = المصدر
asset-versions = الإصدارات السابقة
asset-download = تنزيل، { $size }
asset-formats = صيغ أخرى
asset-format = { $format }، { $width } × { $height } بكسل
asset-neighbours = في هذه المجموعة
asset-previous = السابق
asset-next = التالي
asset-position = { $position } من أصل { $total }

## Pages: a password

password-text = تُفتح هذه الصفحة بكلمة مرور، وهي لدى من أرسلكم إلى هنا.
password-label = كلمة المرور
password-open = فتح

## Pages: asking

ask-title = طلب الوصول
ask-title-at-once = تنزيل
ask-everything = كل ما في <b>{ $place }</b>
ask-everything-size = { $count ->
    [zero] 0 ملفات، { $size }
    [one] ملف واحد، { $size }
    [two] ملفان، { $size }
    [few] { $count } ملفات، { $size }
    [many] { $count } ملفًا، { $size }
   *[other] { $count } ملف، { $size }
}
ask-trap = اتركوا هذا الحقل فارغًا
ask-mail = عنوان بريدكم الإلكتروني
ask-message = لأي غرض تحتاجون إليه؟
ask-message-at-once = ما الغرض منه؟
ask-optional = (اختياري)
ask-choose = يُرجى الاختيار
ask-terms = شروط الاستخدام
ask-terms-of = شروط استخدام { $place }
ask-terms-accept = قرأت شروط الاستخدام وأوافق عليها.
ask-hint = سيُراجَع طلبكم، ونكتب إليكم فور اتخاذ القرار مع رابط إلى ملفاتكم؛ ولا حاجة إلى حساب.
ask-hint-at-once = يُفتح التنزيل فورًا في هذا المتصفح. ويُحفظ عنوانكم معه ليعرف المالك من يستخدم ماذا.
ask-send = طلب الوصول
ask-send-at-once = المتابعة إلى التنزيل
ask-close = إغلاق
ask-offline = لم يصل أي رد. لم يضِع شيء مما كتبتموه: يُرجى الإرسال مرة أخرى.
asked-title = قيد المراجعة
asked-written = كتبنا إليكم على <b>{ $mail }</b>.
asked-more = تحتوي الرسالة على رابط يبيّن حالة طلبكم. ونكتب إليكم ثانية فور اتخاذ القرار. إن لم يصل شيء خلال دقائق، فابحثوا أيضًا في البريد غير المرغوب فيه.
asked-open-title = المفتوح لكم من الآن
asked-open = لا حاجة إلى انتظار ما يرد هنا: فهو مفتوح الآن في هذا المتصفح. أما الباقي فقيد المراجعة.
asked-granted-title = تنزيلكم جاهز
asked-granted = يبقى كل شيء مفتوحًا في هذا المتصفح، ولا شيء آخر يُملأ هنا.

## Pages: a download that is not open

refused-title = ليس متاحًا لكم بعد
refused-ask = يُرجى تقديم طلب أولًا
refused-never = لا يمكن تنزيل هذا
refused-asked = قدّمتم طلبًا بالفعل. نكتب إليكم فور اتخاذ القرار.
refused-off = التنزيل متوقف هنا.
refused-open = متاح لكم الآن
refused-download = { $count ->
    [zero] تنزيل 0 ملفات
    [one] تنزيل هذا الملف
    [two] تنزيل هذين الملفين
    [few] تنزيل هذه الملفات ({ $count })
    [many] تنزيل هذه الملفات ({ $count })
   *[other] تنزيل هذه الملفات ({ $count })
}

## Pages: where a request stands

request-heading-pending = طلبكم قيد المراجعة
request-heading-approved = تمت الموافقة على طلبكم
request-heading-partly = تمت الموافقة جزئيًا على طلبكم
request-heading-denied = رُفض طلبكم
request-heading-withdrawn = أُلغي طلبكم
request-heading-closed = طلبكم مغلق
request-heading-expired = انتهت صلاحية طلبكم
request-heading-revoked = سُحب حق وصولكم
request-meaning-pending = سيُراجَع قريبًا، ونكتب إليكم فور اتخاذ القرار.
request-meaning-approved = الرابط إلى ملفاتكم في الرسالة التي أرسلناها إليكم.
request-meaning-partly = الرابط إلى الملفات التي تمت الموافقة عليها في الرسالة التي أرسلناها إليكم.
request-meaning-denied = لا يمكن تنزيل هذه الملفات بهذا الطلب.
request-meaning-withdrawn = لم يعد أحد بحاجة إلى مراجعته.
request-meaning-closed = حُذف ما كان الطلب من أجله، فلن يبتّ فيه أحد بعد الآن.
request-meaning-expired = لم يُتخذ القرار في الوقت المناسب. يسعدنا أن تقدّموا طلبًا جديدًا.
request-meaning-revoked = لم يعد بالإمكان تنزيل الملفات بهذا الطلب.
request-until = حق الوصول سارٍ حتى { $until }.
request-files = إلى الملفات
request-fresh-link = الحصول على رابط جديد
request-ask-again = تقديم طلب جديد
request-what = ما طلبتموه
request-everything = كل ما في <b>{ $place }</b>
request-all-deleted = حُذفت الملفات في هذه الأثناء.
request-why = ما كتبتموه
request-answers = ما أجبتم به
request-yes = نعم
request-no = لا
request-happened = ما حدث
request-event-asked = قُدِّم الطلب
request-event-withdrawn = أُلغي الطلب
request-event-closed = أُغلق لأن محتواه حُذف
request-event-approved = تمت الموافقة
request-event-denied = رُفض الطلب
request-event-revoked = سُحب الوصول
request-event-words = أضفتم كلمة
request-withdraw = إلغاء هذا الطلب
request-add-word-label = كلمة أخرى لأصحاب القرار
request-add-word-send = إضافة
request-updates = تتابع هذه الصفحة الطلب من تلقاء نفسها.

## Pages: picking up

pickup-title = ملفاتكم
pickup-heading = ملفاتكم جاهزة
pickup-from = من <a>{ $place }</a>
pickup-asked = ما طلبتموه
pickup-contents = المحتويات
pickup-rest = متاح لكم أيضًا
pickup-rest-text = يشمل حق وصولكم كل ما في <b>{ $place }</b>.
pickup-rest-all = تصفح كل ما في { $place }
pickup-select = تحديد { $title }
pickup-select-zip = تنزيل المحدد بصيغة ZIP
pickup-until = يمكنكم تنزيل هذه الملفات حتى { $until }.
pickup-until-revoked = يمكنكم تنزيل هذه الملفات ما لم يُسحب حق الوصول.
pickup-link-until = الرابط في الرسالة صالح حتى { $until }؛ وبعد ذلك يمكنكم الحصول على رابط جديد في أي وقت.
pickup-end-link = إنهاء هذا الرابط
pickup-end-link-why = إن أعطيتموه لغيركم بالخطأ أو كنتم تستخدمون حاسوبًا ليس لكم.
pickup-nothing-title = لا شيء لاستلامه
pickup-nothing = لا شيء متاح لكم في الوقت الحالي. يظهر ما طلبتموه في صفحة الحالة التي يقود إليها إشعار الاستلام.
pickup-ended-title = انتهى هذا الرابط
pickup-ended = لم يعد يفتح شيئًا، في أي متصفح. وما تمت الموافقة عليه يبقى كذلك: رابط جديد يعيدكم إليه.
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
continue-title = المتابعة باسم آخر؟
continue-heading = المتابعة باسم { $mail }؟
continue-text = أُرسل هذا الرابط إلى <b>{ $new }</b>. وأنتم في هذا المتصفح حتى الآن <b>{ $current }</b>.
continue-go = المتابعة باسم { $mail }
continue-stay = البقاء كما أنا
link-title = رابط جديد
link-sent-title = يُرجى الاطلاع على بريدكم
link-sent = إن كان ثمة ما هو متاح للعنوان <b>{ $mail }</b>، فإن رابطًا جديدًا في طريقه إليه.
link-sent-to-asker = كتبنا إلى العنوان الذي قُدِّم الطلب به. تحتوي الرسالة على رابط جديد إلى الملفات.
link-sent-back = العودة إلى الطلب
link-sent-more = إن لم يصل شيء خلال دقائق، فابحثوا أيضًا في البريد غير المرغوب فيه. نرسل ثلاثة روابط في اليوم على الأكثر.
link-expired-title = انتهت صلاحية هذا الرابط
link-expired = الروابط صالحة لمدة ثلاثين يومًا. ما كان متاحًا لكم قد يكون متاحًا بعد: اطلبوا إرسال رابط جديد.
link-unknown-title = هذا الرابط لا يعمل
link-unknown = ربما أُنهي، أو انقطع جزء منه في الطريق. يمكنكم طلب رابط جديد.
link-wanted-title = الحصول على رابط جديد
link-wanted = نرسله إلى العنوان الذي قُدِّم الطلب به.
link-send = إرسال رابط جديد إليّ

## Pages: deciding by the link in the mail

decide-title = طلب تنزيل
decide-heading = طلب تنزيل من { $name }
decide-why = السبب
decide-form = قراركم
decide-over-title = لم يعد هذا الرابط صالحًا
decide-over = إما أُنهي، أو مضى عليه أكثر من 14 يومًا، أو لم يعد القرار في الطلب إليكم. في الإدارة ترون ما ينتظركم.
decide-desk = إلى الإدارة
decide-undo-hint = تُرسَل الرسائل بعد عشر ثوانٍ، ويمكنكم التراجع حتى ذلك الحين.
decide-undo = تراجع
decide-undone = تم التراجع. الطلب بانتظار قرار من جديد.
case-who = مقدّم الطلب
case-where = المكان
case-when = التاريخ
case-write = مراسلة مقدّم الطلب
case-subject = طلبكم: { $place }
case-subject-bare = طلب التنزيل الذي قدّمتموه
case-no-reason = لم يُذكر سبب.
case-answers = الإجابات
case-words = أُضيف لاحقًا
case-everything = كل ما في <b>{ $place }</b>، وما يُضاف إليه لاحقًا.
case-all-deleted = حُذف كل ما طُلب.
case-decided-by = صاحب القرار: { $name }
case-message = رسالة
case-message-hint = (اختيارية، تصل إلى مقدّم الطلب)
case-reply = رد محفوظ
case-reply-hint = (يسبق كلماتكم)
case-reply-none = بلا رد
case-until = الوصول حتى
case-until-hint = (اختياري؛ وإلا فحتى سحب الوصول)
case-period = أو لمدة
case-period-none = بلا مدة محددة
case-period-week = أسبوع
case-period-month = 30 يومًا
case-period-quarter = 90 يومًا
case-period-year = سنة
case-tick-hint = حددوا ملفات لاتخاذ القرار بشأنها وحدها؛ ومن دون تحديد يشمل القرار جميع الملفات ({ $total }).
case-tick-all = يشمل القرار جميع الملفات ({ $total }). حددوا بعضها لاتخاذ القرار بشأنها وحدها.
case-tick-some = يشمل القرار الملفات المحددة فقط: { $n } من أصل { $total }.
case-approve = الموافقة
case-deny = الرفض
case-you = بقراركم، { $when }
case-colleague = بقرار { $name }، { $when }
case-policy = بحسب القاعدة، { $when }
case-nobody = { $when }

## Pages: an invitation

invitation-title = أهلًا بكم
invitation-heading = أهلًا بكم، { $name }
invitation-text = اختاروا كلمة مرور لا يقل عدد أحرفها عن { $least }. بها وبعنوان <b>{ $mail }</b> تسجّلون الدخول.
invitation-mail = عنوان البريد الإلكتروني
invitation-password = كلمة المرور
invitation-again = كلمة المرور مرة أخرى
invitation-set = تعيين كلمة المرور

## Pages: a way back into an account

recovery-title = تعيين كلمة مرور جديدة
recovery-heading = هل نسيتم كلمة المرور؟
recovery-text = أدخلوا العنوان الذي تسجّلون الدخول به. نرسل إليه رابطًا لتعيين كلمة مرور جديدة.
recovery-mail = عنوان البريد الإلكتروني
recovery-send = إرسال الرابط
recovery-back = العودة إلى تسجيل الدخول
recovery-sent-title = افتحوا صندوق بريدكم
recovery-sent = إن كان هناك حساب للعنوان <b>{ $mail }</b> فالرابط في الطريق إليه. يعمل الرابط لمدة ساعة ولمرة واحدة فقط.
recovery-sent-more = لم يصل شيء؟ ابحثوا في مجلد الرسائل غير المرغوب فيها، أو اسألوا الإدارة إن كان هذا عنوان حسابكم.
recovery-set-heading = كلمة مرور جديدة لحساب { $name }
recovery-set-text = اختاروا كلمة مرور لا يقل عدد أحرفها عن { $least }. بها وبعنوان <b>{ $mail }</b> تسجّلون الدخول، وتُنهى جلساتكم في كل مكان آخر.
recovery-over-title = انتهت صلاحية هذا الرابط
recovery-over-again = إرسال رابط جديد

## Pages: when something is in the way

problem-400 = لم نتمكن من قراءة ذلك
problem-401 = يُرجى تسجيل الدخول
problem-403 = هذا غير متاح لكم
problem-404 = لا شيء هنا
problem-405 = لا يمكن فعل ذلك هنا
problem-409 = سبقكم شخص آخر
problem-413 = هذا كبير جدًا
problem-415 = لا يمكننا قراءة هذا النوع من الملفات
problem-416 = لا يوجد جزء كهذا
problem-429 = كان ذلك كثيرًا دفعة واحدة
problem-500 = حدث خطأ من جانبنا
problem-503 = لحظة من فضلكم
problem-400-text = شيء مما أُرسل ناقص أو ليس كما ينبغي. يُرجى الرجوع والمحاولة مرة أخرى.
problem-401-text = هذه الصفحة لمن لديه حساب.
problem-403-text = ربما سُجّل الدخول باسم آخر، أو بقي النموذج مفتوحًا مدة أطول من اللازم.
problem-404-text = ربما كُتب العنوان خطأً، أو نُقل ما كان هنا أو لم يعد متاحًا للعموم.
problem-405-text = العنوان صحيح، لكنه غير مخصص لهذا الاستخدام.
problem-409-text = تغيّر في هذه الأثناء ما أردتم تغييره. يُرجى الاطلاع عليه مجددًا.
problem-413-text = يُرجى إرسال قدر أقل في كل مرة.
problem-415-text = يُرجى إرساله بصيغة أخرى.
problem-416-text = الملف أقصر من الجزء المطلوب. يُرجى بدء التنزيل من جديد.
problem-429-text = لكي تبقى الخدمة متاحة للجميع، نرجو الانتظار قليلًا.
problem-500-text = سُجّل الخطأ. يُرجى المحاولة مرة أخرى؛ وإن استمر فاكتبوا إلى القائمين على هذا الموقع.
problem-503-text = الخدمة مشغولة أو قيد الصيانة. يُرجى المحاولة بعد قليل.
problem-request = إذا كتبتم إلى القائمين على هذا الموقع فاذكروا هذا الطلب من فضلكم: { $id }
problem-wait-seconds = { $count ->
    [zero] يُرجى المحاولة الآن.
    [one] يُرجى المحاولة بعد ثانية.
    [two] يُرجى المحاولة بعد ثانيتين.
    [few] يُرجى المحاولة بعد { $count } ثوانٍ.
    [many] يُرجى المحاولة بعد { $count } ثانية.
   *[other] يُرجى المحاولة بعد { $count } ثانية.
}
problem-wait-minutes = { $count ->
    [zero] يُرجى المحاولة الآن.
    [one] يُرجى المحاولة بعد دقيقة.
    [two] يُرجى المحاولة بعد دقيقتين.
    [few] يُرجى المحاولة بعد { $count } دقائق.
    [many] يُرجى المحاولة بعد { $count } دقيقة.
   *[other] يُرجى المحاولة بعد { $count } دقيقة.
}

## Faults in what was typed, and refusals

fault-form-stale = بقي هذا النموذج مفتوحًا مدة أطول من اللازم. لم يضِع شيء: يُرجى إرساله مرة أخرى.
fault-mail-missing = يُرجى إدخال عنوان بريد إلكتروني.
fault-mail-too-long = هذا العنوان طويل جدًا؛ الحد الأقصى للأحرف: { $most }.
fault-mail-unreadable = لا يبدو هذا عنوان بريد إلكتروني مثل name@example.org.
fault-message-too-long = هذا طويل جدًا؛ الحد الأقصى للأحرف: { $most }.
fault-reason-missing = يُرجى ذكر الغرض من التنزيل.
fault-assets-gone = لم يعد أحد الملفات موجودًا. يُرجى الاختيار من جديد.
fault-assets-missing = اختاروا ملفًا واحدًا على الأقل.
fault-id-unreadable = هذا ليس معرّفًا.
fault-answer-missing = يُرجى الإجابة عن هذا.
fault-answer-not-ticked = يُرجى تحديد هذا للمتابعة.
fault-answer-no-option = يُرجى اختيار أحد الخيارات.
fault-answer-no-date = يُرجى إدخال تاريخ مثل 2026-12-31.
fault-answer-too-long = هذا طويل جدًا؛ الحد الأقصى للأحرف: { $most }.
fault-answer-unknown = لا يوجد سؤال كهذا هنا.
fault-terms-missing = يُرجى قبول شروط الاستخدام للمتابعة.
fault-terms-changed = تغيّرت الشروط؛ يُرجى قراءتها مرة أخرى.
fault-word-missing = يُرجى كتابة كلمة أولًا.
fault-word-too-long = هذا طويل جدًا؛ الحد الأقصى للأحرف: { $most }.
fault-word-too-many = بلغتم الحد الأقصى للإضافات: { $most }.
fault-word-not-yours = لا يضيف إلا من قدّم الطلب، وفي متصفح فُتح برابط أرسلناه.
fault-password-wrong = كلمة المرور غير صحيحة.
fault-sign-in-wrong = العنوان أو كلمة المرور غير صحيح.
fault-password-too-short = الحد الأدنى لأحرف كلمة المرور: { $fewest }.
fault-password-too-long = الحد الأقصى لحجم كلمة المرور بالبايت: { $most }.
fault-passwords-differ = كلمتا المرور مختلفتان.
fault-expiry-past = هذا في الماضي؛ يجب أن ينتهي الوصول بعد الآن.
fault-expiry-of-denial = الرفض ليس له تاريخ انتهاء.
fault-expiry-unreadable = هذا ليس تاريخًا مثل 2026-12-31.
fault-verdict-missing = اختاروا الموافقة أو الرفض.
fault-downloads-disabled = لا يمكن تنزيل شيء هنا.
fault-no-access = لا يحق لكم تنزيل هذا.
fault-not-pending = لم يعد هذا الطلب قيد المراجعة.
fault-already-decided = اتُّخذ القرار في هذا بالفعل.
fault-undo-too-late = لم يعد التراجع ممكنًا: فقد أُرسلت الرسائل. ويمكن إلغاء ما تمت الموافقة عليه.
fault-undo-built-upon = لم يعد التراجع ممكنًا: فقد طرأ على الطلب شيء آخر منذ ذلك الحين.
fault-own-request = لا أحد يقرر في طلبه الخاص.
fault-not-responsible = المسؤول عن هذا شخص آخر.
fault-invitation-over = انتهت هذه الدعوة. يُرجى طلب دعوة جديدة من الإدارة.
fault-recovery-over = انتهت صلاحية هذا الرابط. يُرجى طلب رابط جديد.
fault-password-not-present = هذه ليست كلمة المرور الحالية.
fault-link-over = لم يعد هذا الرابط صالحًا. سجّلوا الدخول للاطلاع على الطلب.
fault-managers-only = هذا متاح للمديرين والمشرفين فقط.
fault-admins-only = هذا متاح للمشرفين فقط.
fault-invalid = هنا ما يحتاج إلى تصحيح.
fault-not-found = لا شيء هنا، أو لا شيء يحق لكم الاطلاع عليه.
fault-unauthenticated = سجّلوا الدخول، أو أرسلوا رمزًا صالحًا.
fault-too-many-requests = تكرر ذلك كثيرًا. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
fault-internal = حدث خطأ من جانبنا. لم يضِع شيء مما أرسلتموه ولم يُنجز نصفه.
fault-malformed = تتعذر قراءة النموذج.
fault-too-large = هذا أكثر مما يتسع له المكان.
fault-unsupported-media-type = أُرسل هذا بصيغة تتعذر قراءتها هنا.
fault-method-not-allowed = لا يمكن فعل ذلك هنا.
fault-foreign-origin = جاء هذا من موقع آخر ولم يُنفَّذ.
fault-unavailable = لا يمكن لمنصة التنزيل الوصول إلى بياناتها في هذه اللحظة. يرجى المحاولة مرة أخرى بعد قليل، والتحقق أولًا مما إذا كان ما أرسلتموه قد وصل.

## Mails
# كيف يصير العنوان جملة في النص العادي، وكيف تسبق الكلمة ما تسمّيه فيه.
mail-sentence = { $words }.
mail-label = { $words }:
mail-who = مقدّم الطلب
mail-what = المحتوى
mail-why = السبب
mail-answers = الإجابات
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
mail-review-subject-one = طلب من { $who }: { $title } ({ $place }، الطلب { $number })
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

mail-closed-subject = مغلق: طلبكم بشأن { $place }
mail-closed-subject-more = { $count ->
    [zero] مغلق: طلبكم بشأن { $place }
    [one] مغلق: طلباتكم بشأن { $place } وواحد آخر
    [two] مغلق: طلباتكم بشأن { $place } واثنين آخرين
    [few] مغلق: طلباتكم بشأن { $place } و{ $count } أخرى
    [many] مغلق: طلباتكم بشأن { $place } و{ $count } أخرى
   *[other] مغلق: طلباتكم بشأن { $place } و{ $count } أخرى
}
mail-closed-title = طلبكم مغلق
mail-closed-text = حُذف ما كان الطلب من أجله، فلن يبتّ فيه أحد بعد الآن. لا يلزمكم فعل أي شيء.

# انتهى الأمر: إلى بقية المسؤولين.
mail-handled-subject-approved = تمت المعالجة: موافقة من { $by } على طلب { $who } بشأن { $place }
mail-handled-subject-partly = تمت المعالجة: موافقة جزئية من { $by } على طلب { $who } بشأن { $place }
mail-handled-subject-denied = تمت المعالجة: رفض من { $by } لطلب { $who } بشأن { $place }
mail-handled-subject-withdrawn = أُلغي: طلب { $who } بشأن { $place }
mail-handled-subject-closed = أُغلق: طلب { $who } بشأن { $place }
mail-handled-subject-expired = انتهت الصلاحية: طلب { $who } بشأن { $place }
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
mail-handled-title-expired = انتهت صلاحية طلب { $who } لأن أحدًا لم يبتّ فيه في الوقت المناسب
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

# The way back: to a user who forgot the password.
mail-recovery-title = كلمة مرور جديدة لمنصة التنزيل لدى { $organisation }
mail-recovery-text = طلب أحدهم، ونأمل أنه أنتم، كلمة مرور جديدة لحسابكم.
mail-recovery-plain-text = طلب أحدهم، ونأمل أنه أنتم، كلمة مرور جديدة لحسابكم. عيّنوها هنا:
mail-recovery-button = تعيين كلمة مرور جديدة
mail-recovery-private = الرابط صالح لمدة ساعة ولمرة واحدة فقط. وهو خاص بكم: يُرجى عدم إعادة توجيهه.
mail-recovery-stranger = إن لم تكونوا أنتم من طلب ذلك فلا داعي لفعل شيء: تبقى كلمة المرور كما هي.
mail-recovery-reason = تصلكم هذه الرسالة لأن هناك حسابًا لهذا العنوان.

# نهاية طلب لم يبتّ فيه أحد في الوقت المناسب: إلى مقدّم الطلب.
mail-expired-subject = انتهت الصلاحية: طلبكم بشأن { $place }
mail-expired-subject-more = { $count ->
    [zero] انتهت الصلاحية: طلبكم بشأن { $place }
    [one] انتهت الصلاحية: طلباتكم بشأن { $place } وواحد آخر
    [two] انتهت الصلاحية: طلباتكم بشأن { $place } واثنين آخرين
    [few] انتهت الصلاحية: طلباتكم بشأن { $place } و{ $count } أخرى
    [many] انتهت الصلاحية: طلباتكم بشأن { $place } و{ $count } طلبًا آخر
   *[other] انتهت الصلاحية: طلباتكم بشأن { $place } و{ $count } طلب آخر
}
mail-expired-text = لم يُتخذ القرار في الوقت المناسب. وما بُتّ فيه من قبل يبقى كما هو. يسعدنا أن تقدّموا طلبًا جديدًا.
mail-expired-plain-again = لتقديم طلب جديد:

# الرسالة التجريبية: إلى من يريد أن يعرف هل تصل الرسائل.
mail-test-title = رسائل { $organisation } تصل
mail-test-text = هذه هي الرسالة التجريبية التي طلبتموها في إعدادات منصة التنزيل. وقد سلكت الطريق نفسه الذي تسلكه كل رسائل المنصة.
mail-test-button = العودة إلى الإعدادات
mail-test-look = هكذا تبدو الرسائل: الاسم أو الشعار في الأعلى، واللون على الزر، والمرسل في قائمة بريدكم. كل ذلك يُختار في الإعدادات.
mail-test-reason = تصلكم هذه الرسالة لأنكم أرسلتم رسالة تجريبية إلى أنفسكم.

mail-webhook-off-title = أُوقف الخطّاف الموجّه إلى { $host }
mail-webhook-off-gone = أجاب الخادم { $host } بأنه لا يريد تلقي أي شيء بعد الآن (410). من الآن فصاعدًا لا يُبلَّغ بما يجري في منصة التنزيل.
mail-webhook-off-failing = لم يُجب الخادم { $host } إلا بأخطاء منذ { $since }. من الآن فصاعدًا لا يُبلَّغ بما يجري في منصة التنزيل.
mail-webhook-off-description = الغرض منه: { $description }
mail-webhook-off-next = ما تعذّر تسليمه يبقى في سجله مدة 30 يومًا. حالما يعود الخادم إلى الإجابة، شغّلوا الخطّاف من تلك الصفحة وأعيدوا الإرسال. أما ما يجري في هذه الأثناء فلا يُحفظ له.
mail-webhook-off-button = عرض السجل
mail-webhook-off-reason = تصلكم هذه الرسالة لأنكم تديرون منصة التنزيل هذه.
