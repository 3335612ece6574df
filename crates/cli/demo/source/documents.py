"""The press documents: HTML set by chromium, printed to PDF, metadata replaced.

    python documents.py    needs pikepdf, Pillow, chromium and the Noto fonts; run photographs.py first
"""
import base64
import io
import os
import subprocess
import tempfile
import pikepdf
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
DEMO = os.path.normpath(os.path.join(HERE, ".."))
LOGO = open(os.path.join(DEMO, "portal", "logo.svg"), encoding="utf-8").read()

CSS = """
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font: 9.6pt/1.5 'Noto Sans'; color: #10262d }
.page { width: 210mm; height: 296.5mm; padding: 18mm 22mm 16mm; position: relative; page-break-after: always; overflow: hidden }
.page:last-child { page-break-after: auto }
.logo svg { height: 9.5mm; width: auto; display: block; margin-left: -.5mm }
.kind { position: absolute; right: 22mm; top: 20.6mm; color: #b5402a }
h1 { font: 34pt/1.08 'Noto Serif Display'; margin: 24mm 0 6mm; letter-spacing: -.01em; max-width: 150mm }
h2 { font: 14pt/1.3 'Noto Serif Display'; margin: 7mm 0 2mm }
.lead { font: 13.5pt/1.42 'Noto Serif Display'; max-width: 142mm; margin-bottom: 8mm }
.cols { columns: 2; column-gap: 9mm } p + p { margin-top: 3mm }
dl { display: grid; grid-template-columns: 44mm 1fr; border-top: .35mm solid #10262d }
dt, dd { padding: 2.1mm 0; border-bottom: .15mm solid #c9c2b5 } dt { color: #55666b }
.foot { position: absolute; left: 22mm; right: 22mm; bottom: 12mm; font-size: 7.6pt; color: #55666b; border-top: .15mm solid #c9c2b5; padding-top: 2.5mm; display: flex; justify-content: space-between }
table { width: 100%; border-collapse: collapse; font-size: 8.6pt; line-height: 1.4 } td { vertical-align: top; padding: 2.6mm 0; border-top: .15mm solid #c9c2b5 }
td + td { padding-left: 6mm } td img { width: 34mm; display: block } small { color: #55666b; font-size: 7.8pt } b { font-weight: 600 }
blockquote { font: 15pt/1.4 'Noto Serif Display'; font-style: italic; margin: 8mm 0 2mm; padding-left: 6mm; border-left: .7mm solid #b5402a; max-width: 145mm }
"""


def page(kind, body, n, of):
    return (f'<div class="page"><div class="logo">{LOGO}</div><div class="kind">{kind}</div>{body}'
            f'<div class="foot"><span>Museum of Low Water, Strandgate 1, Halmersund</span><span>press@lowwater.example</span><span>{n} / {of}</span></div></div>')


RELEASE = ["""
<h1>Twice a Day: six centuries of predicting the sea</h1>
<p class="lead">On 20 March the Museum of Low Water opens its largest exhibition to date: the story of how people learned to know, days and then years ahead, where the edge of the sea would be.</p>
<div class="cols">
<p>Twice a day the sea leaves the flats below Halmersund and twice a day it returns, each time some twenty-five minutes later than the time before. For fishers, pilots and pilgrims the hour mattered more than the day. <i>Twice a Day</i> follows the tide table from a line of marks cut in a church pillar to the numbers now sent to every ship.</p>
<p>Ninety works and instruments are shown along a single route that falls, room by room, from high water to low. Visitors begin on the Upper Gallery with manuscripts and the earliest printed tables, and end four and a half metres below, in the Basin Hall, where the floor is water.</p>
<p>At the centre stands the brass predicting machine built for the harbour office in 1906. It adds together sixteen motions of the moon and sun with wheels and one length of wire, and draws a year of tides in an afternoon. It has been restored for the exhibition and will run every day at noon.</p>
<p>Above the basin hangs <i>Moon, 1 : 1 000 000</i>, a new work by Ilse Brandvik. The sphere, cast in plaster and 3.47 metres across, is the moon at one millionth of its size; at the same scale the earth would not fit in the building. Daylight crosses it in the course of a morning, so that it keeps its own phases.</p>
<p>The glass floats in the third room come from the museum’s own collection. They were gathered on the strand between 1931 and 1970 by the keepers of the tide gauge, who noted for each the day, the wind and the height of the water.</p>
</div>
<blockquote>“A tide table is a modest thing, a few columns of figures. It is also the first forecast people trusted with their lives.”</blockquote>
<p><small>Maren Solheim-Adeyemi, curator of the exhibition</small></p>""",
"""
<h2 style="margin-top:22mm">The exhibition in the building</h2>
<div class="cols">
<p>The museum stands where the harbour’s tide gauge has stood since 1931. The present house, by Ostby Quill Architects, is two long concrete storeys above the flats; at spring tides the sea comes under it. A stair leads from the lobby into the water, and how many of its twenty-six steps are dry is posted at the door each morning.</p>
<p>The Room of Noon, a round chamber open to the sky, is part of the route for the first time. On clear days the sun’s disc travels over its wall and touches the brass line at local noon.</p>
</div>
<h2>Publication and programme</h2>
<div class="cols">
<p><i>Twice a Day</i> is accompanied by a book of 216 pages with essays by six historians and a tide table for Halmersund for the next hundred years. At every new and full moon the museum opens two hours before low water for guided walks on the flats; boots are lent at the desk.</p>
<p>School classes visit free of charge. A tactile model of the predicting machine and a described route are available at all hours.</p>
</div>
<h2>Dates</h2>
<dl><dt>Press preview</dt><dd>18 March, 10:00 to 13:00; low water at 11:42</dd>
<dt>Open to the public</dt><dd>20 March to 27 September</dd>
<dt>Hours</dt><dd>Tuesday to Sunday, 10:00 to 18:00, and at low water on spring tides</dd>
<dt>Contact for the press</dt><dd>Jonas Achterberg, press@lowwater.example</dd>
<dt>Pictures</dt><dd>Press photographs may be requested in the museum’s portal. Free for reporting on the exhibition, with the credit given in the image list.</dd></dl>"""]

FACTS = ["""
<h1>Fact sheet</h1>
<p class="lead">Everything one is asked on the telephone, on one page.</p>
<dl><dt>Exhibition</dt><dd>Twice a Day: six centuries of predicting the sea</dd>
<dt>Dates</dt><dd>20 March to 27 September</dd>
<dt>Curator</dt><dd>Maren Solheim-Adeyemi, with Tomas Reyle (instruments)</dd>
<dt>Works</dt><dd>90, of which 31 on loan from eleven collections; 22 shown for the first time</dd>
<dt>Oldest</dt><dd>A leaf with the hours of high water, ink on vellum, about 1420</dd>
<dt>Largest</dt><dd>Ilse Brandvik, <i>Moon, 1 : 1 000 000</i>, plaster on a steel frame, diameter 3.47 m</dd>
<dt>Commissioned</dt><dd>Three works, one of them for the tide stair, visible at low water only</dd>
<dt>Area</dt><dd>1 480 m² in six rooms, one descending route of 310 m without a step</dd>
<dt>Architects</dt><dd>Building: Ostby Quill Architects. Exhibition: Atelier Noor Lindqvist</dd>
<dt>Book</dt><dd>216 pages, 140 pictures, cloth</dd>
<dt>Admission</dt><dd>12; reduced 7; under nineteen free. First Sunday of the month free for all</dd>
<dt>Museum</dt><dd>Founded 1931 with the tide gauge; 18 400 objects; 44 people; 96 000 visitors a year</dd>
<dt>Tidal range at the house</dt><dd>Springs 3.9 m, neaps 1.8 m</dd>
<dt>Access</dt><dd>Step-free throughout, except the tide stair; induction loop; described route; wheelchairs with wide tyres for the flats</dd>
<dt>Getting here</dt><dd>Train to Halmersund, then nine minutes on foot along the sea wall</dd>
<dt>Contact</dt><dd>Jonas Achterberg, press@lowwater.example</dd></dl>"""]

ROOMS = [("1", "Upper Gallery", "Manuscripts, pillars, the first printed tables"), ("2", "Harbour Office", "The predicting machine of 1906, running at noon"),
         ("3", "Strand", "Glass floats from the keepers’ collection"), ("4", "Room of Noon", "Open to the sky"),
         ("5", "Basin Hall", "Ilse Brandvik, Moon, 1 : 1 000 000"), ("6", "Tide stair", "Twenty-six steps, some of them dry")]
PLAN = ["""<h1 style="margin-bottom:3mm">Floor plan</h1><p class="lead" style="margin-bottom:5mm">One route, falling four and a half metres from high water to low.</p>
<svg viewBox="0 0 664 470" style="width:166mm;display:block"><g fill="none" stroke="#10262d" stroke-width="5" stroke-linecap="square">
<path d="M40 128V60H230V150M230 190V230H40V162M230 60H400V140M400 180V230H230M400 60H560V120M560 160V230H400"/>
<path d="M126 271A62 62 0 0 1 168 312M168 348A62 62 0 1 1 90 271"/><path d="M210 318V270H500V318M500 358V420H210V358M500 296H624M500 396H624"/><path d="M560 60H624V230H608M576 230H560"/></g>
<path d="M262 306H448V388H262z" fill="#d5dfe0" stroke="#5b7f86"/><circle cx="355" cy="347" r="24" fill="#fff" stroke="#10262d" stroke-width="1.5"/>
<g stroke="#10262d" stroke-width="1.2">""" + "".join(f'<path d="M{508 + i * 5} 299V393"/>' for i in range(23)) + """</g>
<path d="M626 262c6 8-6 16 0 24s-6 16 0 24-6 16 0 24-6 16 0 24-6 16 0 24-6 16 0 24-6 16 0 24" fill="none" stroke="#5b7f86" stroke-width="2"/>
<circle cx="270" cy="110" r="15" fill="none" stroke="#5b7f86" stroke-width="2"/><circle cx="318" cy="110" r="26" fill="none" stroke="#5b7f86" stroke-width="2"/><circle cx="361" cy="110" r="11" fill="none" stroke="#5b7f86" stroke-width="2"/>
<g fill="#5b7f86"><circle cx="440" cy="95" r="9"/><circle cx="468" cy="104" r="6"/><circle cx="492" cy="92" r="11"/><circle cx="520" cy="105" r="7"/></g>
<g fill="none" stroke="#5b7f86" stroke-width="2"><path d="M66 92H110M66 108H110M66 124H110M150 92H194M150 108H194"/></g>
<path d="M20 145H90C200 205 235 165 320 165S470 150 520 142 592 150 592 190V246H108V330C108 365 200 340 236 340V404H480L500 340H530" fill="none" stroke="#b5402a" stroke-width="2.2" stroke-dasharray="2 6" stroke-linecap="round"/>
<path d="M12 139l12 6-12 6z" fill="#b5402a"/><g font-family="Noto Serif Display" font-size="30" fill="#10262d">
<text x="54" y="215">1</text><text x="245" y="215">2</text><text x="415" y="215">3</text><text x="68" y="358">4</text><text x="222" y="302">5</text></g>
<rect x="549" y="330" width="26" height="32" fill="#fff"/><text x="555" y="356" font-family="Noto Serif Display" font-size="30" fill="#10262d">6</text>
<text x="572" y="215" font-family="Noto Sans" font-size="11" fill="#10262d">Lift</text><text x="40" y="50" font-family="Noto Sans" font-size="10.5" fill="#55666b">Upper floor, +4.5 m</text><text x="210" y="440" font-family="Noto Sans" font-size="10.5" fill="#55666b">Lower floor, 0.0 m at mean low water springs</text>
<g stroke="#10262d" stroke-width="1.4"><path d="M40 455H130M40 451v8M85 451v8M130 451v8"/></g><text x="137" y="459" font-family="Noto Sans" font-size="10" fill="#10262d">20 m</text></svg>
<dl style="margin-top:5mm">""" + "".join(f"<dt>{n}&ensp;{a}</dt><dd>{b}</dd>" for n, a, b in ROOMS) + "</dl>"]

IMAGES = [("museum-at-dusk.jpg", "The museum at dusk", "Seen from the flats, two hours after high water. Building: Ostby Quill Architects."),
          ("basin-hall-moon.jpg", "Basin Hall with Moon", "Ilse Brandvik, Moon, 1 : 1 000 000, plaster, 3.47 m."),
          ("room-of-noon.jpg", "Room of Noon", "The disc of the sun a little before local noon."),
          ("tide-stair.jpg", "The tide stair", "Twenty-six steps between the lobby and the sea."),
          ("glass-floats.jpg", "Glass floats", "From the keepers’ collection, gathered 1931 to 1970."),
          ("foreshore-first-light.jpg", "The foreshore at first light", "The pools below the house at low water."),
          ("groyne-long-exposure.jpg", "The old groyne", "Long exposure in sea fog, four minutes."),
          ("ripple-marks.jpg", "Ripple marks", "The sand an hour after high water; width about one metre.")]


def thumb(file):
    im = Image.open(os.path.join(DEMO, "photographs", file)).convert("RGB")
    im.thumbnail((210, 210))
    f = io.BytesIO()
    im.save(f, "JPEG", quality=62, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(f.getvalue()).decode()


def images():
    rows = ["<tr><td style='width:40mm'><img src='%s' style='%s'></td><td><b>%s</b><br>%s<br><small>%s · Photograph: Museum of Low Water</small></td></tr>"
            % (thumb(f), "width:20mm" if f in ("tide-stair.jpg", "ripple-marks.jpg") else "width:23mm" if f == "room-of-noon.jpg" else "", t, d, f) for f, t, d in IMAGES]
    head = "<h1 style='margin:20mm 0 4mm'>Image list</h1><p style='margin-bottom:6mm;max-width:140mm'>Free of charge for reporting on the museum and the exhibition, with the credit below. Please do not crop into a work of art, and send us a copy or a link.</p>"
    return [head + "<table>" + "".join(rows[:5]) + "</table>", "<table style='margin-top:20mm'>" + "".join(rows[5:]) + "</table>"]


def pdf(name, title, kind, pages):
    html = f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{title}</title><style>{CSS}</style>" + "".join(page(kind, b, i + 1, len(pages)) for i, b in enumerate(pages))
    with tempfile.TemporaryDirectory() as d:
        src, raw = os.path.join(d, "a.html"), os.path.join(d, "a.pdf")
        with open(src, "w", encoding="utf-8") as f:
            f.write(html)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={d}/p",
                        f"--print-to-pdf={raw}", "file://" + src], check=True, capture_output=True)
        with pikepdf.open(raw) as p:
            for key in list(p.docinfo):
                del p.docinfo[key]
            p.docinfo["/Title"], p.docinfo["/Author"] = title, "Museum of Low Water"
            out = os.path.join(DEMO, "press-pack", name)
            p.save(out, compress_streams=True, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    print(name, os.path.getsize(out) // 1024, "KB", flush=True)


if __name__ == "__main__":
    pdf("twice-a-day-press-release.pdf", "Twice a Day: press release", "Press release", RELEASE)
    pdf("twice-a-day-fact-sheet.pdf", "Twice a Day: fact sheet", "Fact sheet", FACTS)
    pdf("twice-a-day-floor-plan.pdf", "Twice a Day: floor plan", "Floor plan", PLAN)
    pdf("twice-a-day-image-list.pdf", "Twice a Day: image list", "Image list", images())
