// Kits and portals, made quicker: buttons change the page without loading it anew, assets are dragged or moved by keyboard, and
// nothing typed is lost by a slip. Everything works without this.

const form = document.getElementById('place');
const state = form.querySelector('[data-state]');

// What was just done is said where everybody hears it.
const voice = document.createElement('p');
voice.className = 'voice';
voice.setAttribute('role', 'status');
document.querySelector('main').prepend(voice);
let silence = 0;

function say(words) {
  clearTimeout(silence);
  voice.textContent = words;
  silence = setTimeout(() => (voice.textContent = ''), 6000);
}

// Whether something is not saved.
let dirty = 'unsaved' in form.dataset;

function soil() {
  dirty = true;
  state.textContent = 'Not saved yet';
}
if (dirty) soil();

// What is searched for and ticked is no change.
const idle = (field) => field.matches('[name=q], [name=folderId], [name=pick], [name=tick], [name=into], [name=moveTo], [name=addKit]');
form.addEventListener('input', (event) => idle(event.target) || soil());
addEventListener('beforeunload', (event) => dirty && event.preventDefault());
// It is sent once, however often its button is pressed.
form.addEventListener('submit', (event) => {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  dirty = false;
  setTimeout(() => delete form.dataset.sent, 15000);
});
// A form that is come back to, or that never arrived, is still not saved.
addEventListener('pageshow', (event) => {
  delete form.dataset.sent;
  if (event.persisted && state.textContent) dirty = true;
});

// The server changes the form as the button says; the named parts of its answer take the place of those here.
let queue = Promise.resolve();

function act(verb, parts, more = []) {
  queue = queue.then(() => send(verb, parts, more));
  return queue;
}

async function send(verb, parts, more) {
  const body = new FormData(form);
  body.set('act', verb);
  for (const [name, value] of more) body.append(name, value);
  const mine = parts.map((id) => document.getElementById(id)).filter(Boolean);
  const focus = mine.some((part) => part.contains(document.activeElement)) ? document.activeElement : null;
  const again = focus && (focus.id ? `#${CSS.escape(focus.id)}` : focus.value && `[name="${focus.name}"][value="${CSS.escape(focus.value)}"]`);
  for (const part of mine) part.setAttribute('aria-busy', 'true');
  const typed = watch(mine);
  try {
    const urlencoded = form.enctype !== 'multipart/form-data';
    const answer = await fetch(form.action, { method: 'POST', body: urlencoded ? new URLSearchParams(body) : body, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const theirs = page.getElementById('place');
    if (!theirs) {
      say(answer.status === 401 || answer.redirected ? 'You are no longer signed in. Sign in in another tab, then go on here.' : 'That could not be done. Nothing is lost.');
      return;
    }
    for (const part of mine) {
      const fresh = page.getElementById(part.id);
      if (fresh && !typed.has(part)) part.replaceWith(document.adoptNode(fresh));
    }
    const told = page.querySelector('#moment .notice');
    if (!answer.ok && told) {
      document.getElementById('moment').replaceWith(document.adoptNode(page.getElementById('moment')));
      document.getElementById('errors')?.focus();
    } else if (typed.size && verb !== 'look') {
      say('What you typed meanwhile is kept. Press once more.');
    } else if (told && verb !== 'look' && !/^(find|more)/.test(verb)) {
      say(told.textContent.replace('Not saved yet.', '').trim());
      soil();
    }
  } catch {
    say('There is no connection. Nothing is lost; try again.');
  } finally {
    typed.stop();
    for (const part of mine) part.removeAttribute('aria-busy');
    count();
  }
  if (!again || document.activeElement !== document.body) return;
  const back = form.querySelector(again);
  // At the end of its list a button that moves is disabled: what stands beside it takes the focus.
  if (back?.disabled) back.parentElement.querySelector('button:not([disabled])')?.focus();
  else back?.focus();
}

// Parts in which somebody typed while an answer was on its way stay as they are.
function watch(parts) {
  const typed = new Set();
  const note = (event) => {
    const part = parts.find((each) => each.contains(event.target));
    if (part && !idle(event.target)) typed.add(part);
  };
  form.addEventListener('input', note);
  typed.stop = () => form.removeEventListener('input', note);
  return typed;
}

form.addEventListener('click', (event) => {
  const button = event.target.closest?.('button[data-swap]');
  if (!button) return;
  event.preventDefault();
  act(button.value, button.dataset.swap.split(' '));
});

// What a field changes beside itself: the introduction its preview, a file its picture.
let looking = 0;
form.addEventListener('input', (event) => {
  const parts = event.target.dataset?.look;
  if (!parts) return;
  if (event.target.type === 'file') return void act('look', parts.split(' '));
  clearTimeout(looking);
  looking = setTimeout(() => act('look', parts.split(' ')), 350);
});
form.addEventListener('change', (event) => {
  if (event.target.name === 'downloadPolicy' && document.getElementById('policy')) act('look', ['policy', 'kits']);
});

form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.dataset?.default) {
    event.preventDefault();
    form.querySelector(`button[value="${event.target.dataset.default}"]`)?.click();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey) && !event.altKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[data-save]'));
  }
});

// A colour is chosen or typed.
function colour() {
  const typed = form.querySelector('[data-colour]');
  if (!typed || typed.previousElementSibling?.type === 'color') return;
  const chosen = Object.assign(document.createElement('input'), { type: 'color', value: /^#[0-9a-f]{6}$/i.test(typed.value) ? typed.value : '#17594a' });
  chosen.setAttribute('aria-label', 'Choose the colour');
  chosen.addEventListener('input', () => {
    typed.value = chosen.value;
    typed.dispatchEvent(new Event('input', { bubbles: true }));
  });
  typed.addEventListener('input', () => /^#[0-9a-f]{6}$/i.test(typed.value) && (chosen.value = typed.value));
  typed.before(chosen);
}

// A section is called by its heading wherever it is named.
form.addEventListener('input', (event) => {
  if (event.target.name !== 'sectionTitle') return;
  const group = event.target.closest('.section-fields');
  const key = group.querySelector('[name=section]').value;
  const number = [...form.querySelectorAll('.section-fields')].indexOf(group) + 1;
  const called = event.target.value.trim() || `Section ${number}`;
  group.setAttribute('aria-label', called);
  for (const option of form.querySelectorAll(`#moveTo option[value="${CSS.escape(key)}"], #into option[value="${CSS.escape(key)}"]`)) option.textContent = called;
});

// How many are ticked, beside the buttons that move them; and what can be dragged.
function count() {
  const ticked = form.querySelectorAll('[name=tick]:checked').length;
  const output = form.querySelector('[data-count]');
  if (output) output.textContent = ticked ? `${ticked} ${ticked === 1 ? 'asset' : 'assets'} ticked` : 'Ticked assets';
  for (const row of form.querySelectorAll('.placed > li, .finds > li[data-media], .gathered > li')) row.draggable = true;
  colour();
}
form.addEventListener('change', count);

const title = (row) => (row.querySelector('.name bdi') ?? row.querySelector('.name')).textContent.trim();

// The tick of an asset names the section in which it stands.
function settle(row) {
  const tick = row.querySelector('[name=tick]');
  if (tick) tick.value = `${row.parentElement.dataset.section}.${row.querySelector('[name=mediaId]').value}`;
}

function twin(list, row) {
  const id = row.querySelector('[name=mediaId]')?.value;
  return [...list.children].find((other) => other !== row && other.querySelector('[name=mediaId]')?.value === id);
}

function moved(row) {
  const list = row.parentElement;
  const at = [...list.children].indexOf(row) + 1;
  const group = list.closest('[role=group]')?.getAttribute('aria-label');
  say(`${title(row)}: ${at} of ${list.children.length}${group ? ` in ${group}` : ''}`);
  soil();
}

// By keyboard: Alt and an arrow key, from one section into the next where one ends.
form.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
  const row = event.target.closest?.('.placed > li, .gathered > li');
  if (!step || !event.altKey || !row) return;
  event.preventDefault();
  const focus = document.activeElement;
  const beside = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (beside) {
    if (step < 0) beside.before(row);
    else beside.after(row);
  } else if (row.matches('.placed > li')) {
    const lists = [...form.querySelectorAll('.placed')];
    const next = lists[lists.indexOf(row.parentElement) + step];
    if (!next || twin(next, row)) return say(next ? `${title(row)} stands there already` : 'This is the end');
    if (step < 0) next.append(row);
    else next.prepend(row);
    settle(row);
  } else return say('This is the end');
  focus.focus();
  row.scrollIntoView({ block: 'nearest' });
  moved(row);
});

// By mouse: one, or all that are ticked with it; out of the library too.
let dragged = null;
const marker = document.createElement('li');
marker.className = 'drop-here';
marker.setAttribute('aria-hidden', 'true');

form.addEventListener('dragstart', (event) => {
  const row = event.target.closest?.('.placed > li, .finds > li[data-media], .gathered > li');
  if (!row) return;
  const box = row.querySelector('[type=checkbox]');
  const together = box?.checked ? [...form.querySelectorAll(`[name=${box.name}]:checked`)].map((each) => each.closest('li')) : [row];
  dragged = { rows: together, home: row.parentElement };
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', title(row));
  row.classList.add('dragged');
});

const target = (event) => {
  if (!dragged) return null;
  if (dragged.home.matches('.gathered')) return event.target.closest?.('.gathered');
  const over = event.target.closest?.('.section-fields');
  return over?.querySelector('.placed') ?? null;
};

form.addEventListener('dragover', (event) => {
  const list = target(event);
  if (!list) return;
  event.preventDefault();
  const over = event.target.closest('li');
  if (over === marker) return;
  if (over?.parentElement !== list) return void (marker.parentElement !== list && list.append(marker));
  const box = over.getBoundingClientRect();
  const across = list.matches('.placed');
  const rtl = getComputedStyle(list).direction === 'rtl';
  const before = across ? event.clientX < box.left + box.width / 2 !== rtl : event.clientY < box.top + box.height / 2;
  if (before) over.before(marker);
  else over.after(marker);
});

form.addEventListener('drop', (event) => {
  const list = target(event);
  if (!list || !marker.isConnected) return;
  event.preventDefault();
  const { rows, home } = dragged;
  if (home.matches('.finds')) {
    const before = marker.nextElementSibling?.querySelector('[name=mediaId]')?.value ?? '';
    for (const box of form.querySelectorAll('[name=pick]:checked')) box.checked = false;
    const picks = rows.map((row) => ['pick', row.dataset.media]);
    const into = form.querySelector('[name=into]');
    if (into) into.value = list.dataset.section;
    act('add', ['contents', 'library'], [...picks, ['before', before], ...(into ? [] : [['into', list.dataset.section]])]);
    return;
  }
  for (const row of rows) {
    const other = row.parentElement === list ? null : twin(list, row);
    marker.before(row);
    other?.remove();
    settle(row);
  }
  marker.remove();
  moved(rows[0]);
});

form.addEventListener('dragend', () => {
  marker.remove();
  for (const row of form.querySelectorAll('.dragged')) row.classList.remove('dragged');
  dragged = null;
});

count();
