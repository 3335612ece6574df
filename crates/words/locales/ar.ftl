# كل جمل Ajar بالعربية، بترتيب en.ftl وأقسامه نفسها.
#
# مسرد المصطلحات: request = طلب؛ approve = الموافقة؛ deny = رفض؛ revoke = سحب الوصول؛ withdraw = إلغاء الطلب؛
# grant = وصول؛ kit = مجموعة؛ portal = بوابة؛ asset = ملف؛ folder = مجلد؛ responsible = مسؤول؛
# requester = مقدّم الطلب؛ download = تنزيل؛ link = رابط؛ desk = مكتب التنزيل.
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

## Faults in what was typed

## Mails
