// The desk by keyboard, with a request beside its list, and a list that follows. Everything works without this.

const triage = document.querySelector('[data-triage]');
const dialog = document.getElementById('keys');
const wide = matchMedia('(min-width: 72rem)');

// What was just done is said where everybody hears it.
const voice = document.createElement('p');
voice.className = 'voice';
voice.setAttribute('role', 'status');
document.querySelector('main')?.prepend(voice);
let silence = 0;

function say(words, bad = false) {
  clearTimeout(silence);
  voice.textContent = words;
  voice.classList.toggle('bad', bad);
  silence = setTimeout(() => (voice.textContent = ''), 8000);
}

const parse = (html) => new DOMParser().parseFromString(html, 'text/html');

// What was just decided may be undone until its mails leave.
const undo = {
  form: null,
  timer: 0,

  // Takes the form out of a page that was fetched, or shows the one that is here.
  take(page) {
    const form = page.querySelector('main > form.undo');
    if (!form) return;
    form.remove();
    if (this.form?.elements.stroke.value === form.elements.stroke.value) return;
    this.drop();
    this.form = document.adoptNode(form);
    voice.after(this.form);
    let left = Number(this.form.dataset.seconds);
    const count = () => {
      if (left <= 0) return this.drop();
      this.form.querySelector('.left').textContent = left;
      left -= 1;
      this.timer = setTimeout(count, 1000);
    };
    count();
  },

  drop() {
    clearTimeout(this.timer);
    this.form?.remove();
    this.form = null;
  },

  press() {
    if (this.form) this.form.requestSubmit();
    else say('There is nothing to undo.');
  },

  // Beside a list: it comes back there, and is open again.
  async send(form) {
    const body = new URLSearchParams(new FormData(form));
    this.drop();
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
      const told = parse(await answer.text()).querySelector('main > .notice')?.textContent.trim();
      say(told ?? 'Undone.', !answer.ok);
      if (!answer.ok) return;
      await list.look();
      const id = new URL(answer.url).pathname.split('/').pop();
      list.go(list.rows().find((row) => list.id(row) === id));
    } catch {
      say('There is no connection. Nothing was undone.', true);
    }
  },
};

document.addEventListener('submit', (event) => {
  if (event.target !== undo.form || !triage) return;
  event.preventDefault();
  delete event.target.dataset.sent;
  undo.send(event.target);
});

// Where a message is written, and what Enter makes of it then.
function arm(form, verdict) {
  const field = form?.querySelector('[name=message]');
  const button = form?.querySelector(`button[name=decision][value=${verdict}]`);
  if (!field || !button) return false;
  disarm();
  form.dataset.armed = verdict;
  button.classList.add('armed');
  field.focus();
  const hint = document.createElement('span');
  hint.className = 'armed-hint';
  hint.textContent = `Enter: ${button.textContent.trim().toLowerCase()}${field.tagName === 'TEXTAREA' ? ', Shift + Enter: new line' : ''}, Esc: leave it`;
  field.after(hint);
  return true;
}

function disarm() {
  for (const form of document.querySelectorAll('form[data-armed]')) delete form.dataset.armed;
  for (const button of document.querySelectorAll('button.armed')) button.classList.remove('armed');
  for (const hint of document.querySelectorAll('.armed-hint')) hint.remove();
}

const list = triage && {
  pane: triage.querySelector('.beside'),
  active: null,
  fetching: null,

  rows() {
    return [...triage.querySelectorAll('.rows li')];
  },

  id(row) {
    return row?.querySelector('a.who')?.href.split('/').pop();
  },

  // Moves to a row; beside the list where there is room, else it is only marked.
  go(row, focus = true) {
    if (!row) return;
    for (const other of this.rows()) {
      other.classList.toggle('active', other === row);
      const link = other.querySelector('a.who');
      if (other === row) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    this.active = row;
    row.scrollIntoView({ block: 'nearest' });
    if (focus) row.querySelector('a.who').focus({ preventScroll: true });
    history.replaceState(history.state, '', `#${this.id(row)}`);
    if (wide.matches) this.show(row);
  },

  step(by) {
    const rows = this.rows();
    const at = rows.indexOf(this.active);
    this.go(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]);
  },

  async show(row) {
    this.fetching?.abort();
    const fetching = (this.fetching = new AbortController());
    this.pane.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(row.querySelector('a.who').href, { headers: { Accept: 'text/html' }, signal: fetching.signal });
      this.fill(await answer.text());
    } catch (error) {
      if (error.name !== 'AbortError') say('The request can’t be shown: there is no connection.', true);
    }
  },

  // The content of a request's page. Its ids must not meet those of the list.
  fill(html) {
    const page = parse(html);
    undo.take(page);
    const parts = [...page.querySelectorAll('main > .notice, main > .desk-head, main > .split')];
    for (const part of parts) {
      for (const one of [part, ...part.querySelectorAll('*')]) {
        if (one.id) one.id = `beside-${one.id}`;
        for (const name of ['for', 'form', 'aria-describedby', 'aria-labelledby']) {
          const value = one.getAttribute(name);
          if (value) one.setAttribute(name, value.split(' ').map((id) => `beside-${id}`).join(' '));
        }
        const href = one.getAttribute('href');
        if (href?.startsWith('#')) one.setAttribute('href', `#beside-${href.slice(1)}`);
      }
      const heading = part.querySelector('h1');
      if (!heading) continue;
      const smaller = document.createElement('h2');
      smaller.append(...heading.childNodes);
      heading.replaceWith(smaller);
    }
    this.pane.replaceChildren(...parts.map((part) => document.adoptNode(part)));
    this.pane.removeAttribute('aria-busy');
    this.pane.hidden = parts.length === 0;
    this.pane.scrollTop = 0;
    triage.classList.toggle('open', parts.length > 0);
    this.pane.querySelector('#beside-errors')?.focus();
    return page;
  },

  // A decision or revocation beside the list: the list loses what no longer belongs there, and the next one comes.
  async send(form, button) {
    const row = this.active;
    const body = new URLSearchParams(new FormData(form, button));
    let answer;
    try {
      answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    } catch {
      say('There is no connection. Nothing was decided.', true);
      return;
    }
    const page = this.fill(await answer.text());
    const told = (page.querySelector('main > .notice') ?? undo.form?.querySelector('p'))?.textContent.trim();
    const who = row?.querySelector('a.who')?.textContent ?? '';
    say([who, told].filter(Boolean).join(': '), !answer.ok);
    if (!answer.ok) return;
    const rows = this.rows();
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    await this.look();
    if (row?.isConnected) {
      // The answer stands beside it already: showing it anew would lose what is typed there by now.
      if (document.activeElement === document.body) row.querySelector('a.who').focus({ preventScroll: true });
    } else if (next?.isConnected) this.go(next);
    else {
      this.pane.hidden = true;
      triage.classList.remove('open');
    }
  },

  // What came, went or changed since the list was made. Ticks and the row that is open stay.
  async look() {
    let page;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      page = parse(await answer.text());
    } catch {
      return;
    }
    undo.take(page);
    for (const part of ['.tabs.minor', '.side nav', '.desk-head .quiet', '.for-all']) {
      const [mine, theirs] = [document.querySelector(part), page.querySelector(part)];
      if (mine && theirs && mine.textContent !== theirs.textContent) mine.replaceWith(document.adoptNode(theirs));
    }
    const [mine, theirs] = [triage.querySelector('.rows'), page.querySelector('[data-triage] .rows')];
    if (!mine && !theirs) return;
    if (!mine || !theirs) {
      // The first one came, or the last one went.
      if (!document.querySelector('form[data-armed]')) location.reload();
      return;
    }
    const known = new Map(this.rows().map((row) => [this.id(row), row]));
    const fresh = [...theirs.children].map((row) => {
      const old = known.get(this.id(row));
      if (!old) return Object.assign(document.adoptNode(row), { isNew: true });
      const time = old.querySelector('time');
      const now = row.querySelector('time');
      if (time && now) time.textContent = now.textContent;
      return old;
    });
    const came = fresh.filter((row) => row.isNew).length;
    for (const row of fresh) {
      if (row.isNew) row.classList.add('fresh');
      delete row.isNew;
    }
    if (came || fresh.length !== known.size) {
      const focused = mine.contains(document.activeElement) ? document.activeElement : null;
      mine.replaceChildren(...fresh);
      focused?.focus({ preventScroll: true });
      mine.closest('form')?.dispatchEvent(new Event('change'));
    }
  },

  begin() {
    triage.classList.add('on');
    const wanted = location.hash.slice(1);
    const row = this.rows().find((each) => this.id(each) === wanted);
    if (row) this.go(row, false);
    triage.addEventListener('click', (event) => {
      const link = event.target.closest?.('.rows a.who');
      if (!link || !wide.matches || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.go(link.closest('li'));
    });
    // What is to be mended leads to its field; the address keeps the request.
    this.pane.addEventListener('click', (event) => {
      const fault = event.target.closest?.('a[href^="#"]');
      if (!fault) return;
      event.preventDefault();
      document.getElementById(fault.getAttribute('href').slice(1))?.focus();
    });
    this.pane.addEventListener('submit', (event) => {
      event.preventDefault();
      delete event.target.dataset.sent;
      disarm();
      this.send(event.target, event.submitter);
    });
    const follow = async () => {
      if (document.visibilityState === 'visible') await this.look();
      setTimeout(follow, 8000);
    };
    setTimeout(follow, 8000);
  },
};

undo.take(document);
list?.begin();

// An empty list waits for its first request.
if (!triage && document.querySelector('.tabs.minor')) {
  const wait = async () => {
    try {
      const answer = document.visibilityState === 'visible' && (await fetch(location.href, { headers: { Accept: 'text/html' } }));
      if (answer?.ok && parse(await answer.text()).querySelector('[data-triage]')) return location.reload();
    } catch {
      // The next look may find the network back.
    }
    return setTimeout(wait, 8000);
  };
  setTimeout(wait, 8000);
}

// Decides what is ticked, or what is open.
function decide(verdict) {
  const bulk = triage?.querySelector('form.bulk.chosen');
  const open = triage ? triage.querySelector('.beside #beside-decision-form') : document.getElementById('decision-form');
  if (arm(bulk ?? open, verdict)) return;
  if (!triage) return;
  if (!list.active) list.step(1);
  else if (!wide.matches) location.assign(list.active.querySelector('a.who').href);
  else say('There is nothing to decide here.');
}

const keys = {
  j: () => list?.step(1),
  ArrowDown: () => list?.step(1),
  k: () => list?.step(-1),
  ArrowUp: () => list?.step(-1),
  x: () => list?.active?.querySelector('input[type=checkbox]')?.click(),
  a: () => decide('approve'),
  d: () => decide('deny'),
  s: () => document.querySelector('.beside [data-reply], #decision-form [data-reply]')?.focus(),
  n: () => document.querySelector('#beside-note, #note')?.focus(),
  r: () => document.querySelector('#beside-revoke-message, #revoke-message')?.focus(),
  z: () => undo.press(),
  o: () => list?.active && location.assign(list.active.querySelector('a.who').href),
  u: () => document.querySelector('.crumbs a')?.click(),
  '/': () => document.querySelector('.search input[type=search]')?.focus(),
  '?': () => dialog?.showModal(),
};

document.addEventListener('keydown', (event) => {
  const at = event.target;
  const form = at.closest?.('form[data-armed]');
  if (form && at.name === 'message') {
    if (event.key === 'Escape') {
      disarm();
      at.blur();
      (list?.active?.querySelector('a.who') ?? document.body).focus();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(`button[name=decision][value=${form.dataset.armed}]`));
    }
    return;
  }
  if (event.key === 'Escape' && at.matches?.('input, textarea')) at.blur();
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (at.matches?.('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])')) return;
  const key = keys[event.key];
  // Arrows belong to the page where there is no list.
  if (!key || (event.key.startsWith('Arrow') && !triage)) return;
  event.preventDefault();
  key();
});

// A saved reply goes before what was typed; another one takes its place. Enter goes on to the message.
document.addEventListener('change', (event) => {
  const select = event.target.closest?.('select[data-reply]');
  const field = select?.form.querySelector('[name=message]');
  if (!field) return;
  const text = select.selectedOptions[0].dataset.text ?? '';
  const before = select.dataset.put ?? '';
  const typed = (before && field.value.startsWith(before) ? field.value.slice(before.length) : field.value).trimStart();
  field.value = [text, typed].filter(Boolean).join('\n\n');
  select.dataset.put = text;
  // It is in the message now, and must not come a second time.
  select.removeAttribute('name');
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.target.matches?.('select[data-reply]')) return;
  event.preventDefault();
  event.target.form.querySelector('[name=message]').focus();
});

for (const button of document.querySelectorAll('[data-keys]')) {
  button.hidden = !dialog;
  button.addEventListener('click', () => dialog.showModal());
}
dialog?.addEventListener('click', (event) => event.target === dialog && dialog.close());

// What is under way on a page is looked at again until it has ended.
async function lookAgain() {
  const here = document.querySelector('[data-waits]');
  if (!here) return;
  try {
    const page = parse(await (await fetch(location.href, { headers: { Accept: 'text/html' } })).text());
    const fresh = page.getElementById(here.id);
    if (fresh && fresh.textContent !== here.textContent) {
      here.replaceWith(document.adoptNode(fresh));
      say(fresh.querySelector('.notice')?.textContent ?? '');
    }
  } catch {
    // Without a connection it is looked at later.
  }
  setTimeout(lookAgain, 1500);
}
setTimeout(lookAgain, 600);
