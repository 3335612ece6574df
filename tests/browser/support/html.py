"""Reading a page the way a browser without JavaScript does: its words, its links, its forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Button:
    text: str = ""
    name: str = ""
    value: str = ""
    action: str = ""
    method: str = ""


@dataclass
class Form:
    """A form as it would be sent: its fields with their values, hidden ones included."""

    action: str
    method: str
    fields: list = field(default_factory=list)
    buttons: list = field(default_factory=list)
    id: str = ""

    def value(self, name):
        return next((value for found, value in self.fields if found == name), None)

    def values(self, name):
        return [value for found, value in self.fields if found == name]

    def has(self, name):
        return any(found == name for found, _ in self.fields)

    def filled(self, **values):
        """Its pairs, with some of the fields filled in; a list repeats a field."""
        pairs = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            many = value if isinstance(value, (list, tuple)) else [value]
            pairs += [(name, str(each)) for each in many]
        return pairs


class Page(HTMLParser):
    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.markup = markup
        self.forms, self.links, self.elements = [], [], []
        self._words, self._form, self._button, self._area, self._silent = [], None, None, None, 0
        self.feed(markup)
        self.text = " ".join("".join(self._words).split())

    def form(self, *, action=None, having=None):
        """The one form with this end of an address, or with this field."""
        for form in self.forms:
            if action is not None and not form.action.endswith(action):
                continue
            if having is not None and not form.has(having):
                continue
            return form
        raise AssertionError(f"no form (action={action}, having={having}) on: {self.text[:400]}")

    def link(self, part):
        """The first link whose address has this part."""
        return next((href for href in self.links if part in href), None)

    def handle_starttag(self, tag, attributes):
        attributes = [(name, value or "") for name, value in attributes]
        self.elements.append((tag, attributes))
        has = dict(attributes)
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "a" and has.get("href"):
            self.links.append(has["href"])
        elif tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").lower(), id=has.get("id", ""))
            self.forms.append(self._form)
        elif tag == "button" and self._form is not None and "disabled" not in has and has.get("type") != "button":
            self._button = Button("", has.get("name", ""), has.get("value", ""), has.get("formaction", ""), has.get("formmethod", ""))
            self._form.buttons.append(self._button)
        elif tag == "input":
            owner = self._form
            if has.get("form"):
                owner = next((form for form in self.forms if form.id == has["form"]), None)
            ticked = has.get("type") not in ("checkbox", "radio") or "checked" in has
            if owner is not None and has.get("name") and ticked:
                owner.fields.append((has["name"], has.get("value", "")))
        elif tag == "textarea" and self._form is not None:
            self._area = [has.get("name", ""), ""]
        if tag not in VOID:
            self._words.append(" ")

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._silent -= 1
        elif tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag == "textarea" and self._area is not None:
            self._form.fields.append(tuple(self._area))
            self._area = None
        self._words.append(" ")

    def handle_data(self, data):
        if self._silent:
            return
        if self._area is not None:
            self._area[1] += data
        if self._button is not None:
            self._button.text += data
        self._words.append(data)
