// Everything works without this; it only makes it quicker.

// A form is sent once, however often its button is pressed. A download leaves the page where it is, so the
// form comes back after a moment.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  const stays = 'stays' in form.dataset || button?.dataset.for === 'download';
  form.dataset.sent = 'yes';
  button?.setAttribute('aria-disabled', 'true');
  setTimeout(() => release(form), stays ? 2000 : 15000);
});

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
}

// Coming back with the browser's button shows the page as it was left, the guard included.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) release(form);
});

const language = document.documentElement.lang || 'en';
const numbers = new Intl.NumberFormat(language);

function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];
  let unit = 0;
  while (bytes >= 999.5 && unit < units.length - 1) {
    bytes /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && bytes < 9.95 ? 1 : 0;
  const format = { style: 'unit', unit: units[unit], unitDisplay: unit ? 'short' : 'narrow', minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, format).format(bytes);
}

// "{n} files, {size}" in the form that the language counts by; the page brings one sentence for each.
const rules = new Intl.PluralRules(language);

function counted(forms, count) {
  const [, words] =
    Object.entries(forms).find(([number]) => rules.select(Number(number)) === rules.select(count)) ?? [];
  return words ?? Object.values(forms).at(-1);
}

// What is ticked on one page of a long list stays ticked on the next: kept for the place, until the tab is closed.
function basket(form) {
  const key = `ajar:${form.getAttribute('action')}`;
  const keeps = 'keeps' in form.dataset;
  let kept = new Map();
  try {
    if (keeps) kept = new Map(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    // What can't be read is no selection.
  }
  return {
    kept,
    save() {
      if (!keeps) return;
      try {
        sessionStorage.setItem(key, JSON.stringify([...kept]));
      } catch {
        // Without storage a selection lasts as long as its page.
      }
    },
    clear() {
      kept.clear();
      this.save();
    },
  };
}

// Ticking: with Shift a whole stretch; all of a section; and a bar that says how many, how large.
for (const form of document.querySelectorAll('.picker, .bulk')) {
  // A list may change while its page is open.
  const boxes = () => [...form.querySelectorAll('input[type=checkbox]')];
  const sum = form.querySelector('.sum');
  const waiting = sum?.textContent;
  const clear = form.querySelector('[data-clear]');
  const submits = [...form.querySelectorAll('button[data-for]')];
  const forms = sum?.dataset.words ? JSON.parse(sum.dataset.words) : { 1: sum?.dataset.one, 100: sum?.dataset.many };
  const selection = basket(form);
  let last = null;

  for (const box of boxes()) if (selection.kept.has(box.value)) box.checked = true;
  form.addEventListener('click', (event) => {
    const [box, all] = [event.target, boxes()];
    if (!all.includes(box)) return;
    if (event.shiftKey && all.includes(last) && last !== box) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const between of all.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
  });

  for (const button of form.querySelectorAll('[data-select-all]')) {
    const section = [...button.closest('section').querySelectorAll('input[type=checkbox]')];
    const all = button.textContent;
    button.hidden = false;
    button.addEventListener('click', () => {
      const tick = section.some((box) => !box.checked);
      for (const box of section) box.checked = tick;
      show();
    });
    form.addEventListener('ajar:shown', () => {
      const every = section.every((box) => box.checked);
      button.textContent = every ? button.dataset.none : all;
      button.setAttribute('aria-pressed', every);
    });
  }

  clear?.addEventListener('click', () => {
    for (const box of boxes()) box.checked = false;
    selection.clear();
    show();
    boxes()[0]?.focus();
  });
  form.addEventListener('ajar:sent', () => clear?.click());

  // One button: what can be had at once is downloaded; as soon as something in the selection must be asked
  // for, the whole selection goes to the form.
  function choose(ticked) {
    const needs = ['request', 'form'].find((access) => ticked.some((one) => one.access === access));
    const wanted = needs ?? 'download';
    for (const button of submits) button.hidden = button.dataset.for !== wanted;
  }

  // Boxes of this page and what was ticked on others.
  function ticked() {
    // What is no part of the list any more is only kept where lists go on over pages.
    if (!('keeps' in form.dataset)) selection.kept.clear();
    for (const box of boxes()) {
      if (box.checked) selection.kept.set(box.value, { bytes: Number(box.dataset.bytes ?? 0), access: box.dataset.access });
      else selection.kept.delete(box.value);
    }
    selection.save();
    return [...selection.kept.values()];
  }

  function show() {
    const chosen = ticked();
    if (sum) {
      const bytes = chosen.reduce((total, one) => total + one.bytes, 0);
      sum.textContent = chosen.length
        ? counted(forms, chosen.length).replace('{n}', numbers.format(chosen.length)).replace('{size}', size(bytes))
        : waiting;
    }
    if (clear) clear.hidden = chosen.length === 0;
    if (submits.length) choose(chosen);
    form.classList.toggle('chosen', chosen.length > 0);
    form.dispatchEvent(new Event('ajar:shown'));
  }

  // What was ticked on other pages is sent along.
  form.addEventListener('formdata', ({ formData }) => {
    const here = new Set(boxes().map((box) => box.value));
    for (const id of selection.kept.keys()) if (!here.has(id)) formData.append('mediaId', id);
  });
  form.addEventListener('change', show);
  // The browser may have kept the ticks of an earlier visit.
  addEventListener('pageshow', show);
  show();
}

// Asking happens in place: the page of the form is fetched and its sheet shown above the one that is there. The address
// is the form's own, so that a reload shows the same, and the way back closes the sheet.
const sheet = {
  dialog: null,
  from: null,
  reload: false,

  host() {
    if (this.dialog) return this.dialog;
    const dialog = document.createElement('dialog');
    dialog.className = 'over';
    const close = document.createElement('button');
    close.className = 'close';
    close.textContent = '×';
    close.setAttribute('aria-label', document.body.dataset.close);
    close.addEventListener('click', () => dialog.close());
    const inside = document.createElement('div');
    dialog.append(close, inside);
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => {
      if (history.state?.sheet) history.back();
      inside.replaceChildren();
      if (this.reload) location.reload();
      else this.from?.focus();
    });
    document.body.append(dialog);
    this.dialog = dialog;
    return dialog;
  },

  fill(html) {
    const found = new DOMParser().parseFromString(html, 'text/html').querySelector('.sheet');
    if (!found) return false;
    const inside = this.host().lastElementChild;
    inside.replaceChildren(document.adoptNode(found));
    const heading = inside.querySelector('h1');
    heading.id = 'sheet-heading';
    this.dialog.setAttribute('aria-labelledby', heading.id);
    if (!this.dialog.open) this.dialog.showModal();
    const errors = inside.querySelector('#errors');
    const field = inside.querySelector('input:not([type=hidden], [readonly], [tabindex="-1"]), textarea');
    if (!errors && !field) heading.tabIndex = -1;
    (errors ?? field ?? heading).focus();
    return true;
  },

  async open(url, from) {
    this.from = from;
    this.reload = false;
    let answer;
    try {
      answer = await fetch(url, { headers: { Accept: 'text/html' } });
      if (answer.redirected || !this.fill(await answer.text())) throw new Error('not a sheet');
    } catch {
      location.assign(url);
      return;
    }
    history.pushState({ sheet: true }, '', url);
  },

  async send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    let answer;
    try {
      answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
      if (!this.fill(await answer.text())) throw new Error('not a sheet');
    } catch {
      release(form);
      const note = form.querySelector('.offline') ?? form.appendChild(document.createElement('p'));
      note.className = 'offline field-error';
      note.setAttribute('role', 'alert');
      note.textContent = document.body.dataset.offline;
      return;
    }
    if (!answer.ok) return;
    this.reload = Boolean(this.dialog.querySelector('[data-granted]'));
    for (const picker of document.querySelectorAll('.picker')) picker.dispatchEvent(new Event('ajar:sent'));
  },
};

addEventListener('popstate', () => {
  if (sheet.dialog?.open) sheet.dialog.close();
});

document.addEventListener('click', (event) => {
  // What is to be mended leads to its field. Within a sheet an address of its own would close it.
  const fault = event.target.closest?.('#errors a[href^="#"]');
  if (fault && !event.defaultPrevented) {
    event.preventDefault();
    document.getElementById(decodeURIComponent(fault.hash.slice(1)))?.focus();
    return;
  }
  const link = event.target.closest?.('a[data-sheet]');
  const back = event.target.closest?.('dialog.over a[data-back]');
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link) {
    event.preventDefault();
    sheet.open(link.href, link);
  } else if (back) {
    event.preventDefault();
    sheet.dialog.close();
  }
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const wanted = event.submitter?.dataset.for;
  if (form.matches('dialog.over form.sheet')) {
    event.preventDefault();
    sheet.send(form, event.submitter);
  } else if (form.matches('.picker') && (wanted === 'request' || wanted === 'form')) {
    event.preventDefault();
    release(form);
    sheet.open(`${form.action}?${new URLSearchParams(new FormData(form))}`, event.submitter);
  }
});

// The page of a request that waits looks now and then whether it is decided. What is being written stays.
const following = () => document.querySelector('[data-follow]');
if (following()) {
  for (const note of document.querySelectorAll('[data-scripted]')) note.hidden = false;
  const look = async () => {
    const writing = [...document.querySelectorAll('[data-follow] textarea')].some((field) => field.value);
    if (document.visibilityState === 'visible' && !writing) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const state = (root) => root.querySelector('[data-follow]')?.textContent;
        if (answer.ok && state(page) !== state(document)) {
          document.title = page.title;
          document.querySelector('main').replaceChildren(...page.querySelector('main').childNodes);
          for (const note of document.querySelectorAll('[data-scripted]')) note.hidden = false;
        }
      } catch {
        // The next look may find the network back.
      }
    }
    if (following()) setTimeout(look, 10000);
  };
  setTimeout(look, 10000);
}

// The hint beside a decision says what it is for while items are ticked.
for (const hint of document.querySelectorAll('[data-ticked]')) {
  const boxes = [...document.querySelectorAll(`input[name="${hint.dataset.ticked}"]`)];
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    hint.textContent = count ? hint.dataset.some.replace('{n}', numbers.format(count)) : hint.dataset.all;
  };
  for (const box of boxes) box.addEventListener('change', show);
  addEventListener('pageshow', show);
  show();
}

// After a form came back with errors, reading goes on at what is wrong.
document.getElementById('errors')?.focus();
