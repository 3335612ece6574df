// Files and folders that are dropped or chosen go up one by one, by tus 1.0: with progress, pause, and on from where a
// connection, a browser or a server broke. Without this the page's own form sends them in one go.

const panel = document.querySelector('[data-uploads]');
const form = document.querySelector('[data-upload-form]');
const endpoint = panel.dataset.uploads;
const list = panel.querySelector('.upload-list');
const sum = panel.querySelector('.sum');
const overall = panel.querySelector('.overall');
const pauseAll = panel.querySelector('[data-pause-all]');

const AT_ONCE = 3;
// One call carries so much: what stands between may want to keep a whole call in its memory.
const CALL = 64 * 1024 * 1024;
// How many lines of what is done stay.
const SHOWN = 50;
const TUS = { 'Tus-Resumable': '1.0.0' };

const uploads = [];
const numbers = new Intl.NumberFormat('en');

function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  let unit = 0;
  while (bytes >= 999.5 && unit < units.length - 1) {
    bytes /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && bytes < 9.95 ? 1 : 0;
  return new Intl.NumberFormat('en', { style: 'unit', unit: units[unit], unitDisplay: unit ? 'short' : 'narrow', maximumFractionDigits: digits }).format(bytes);
}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  if (text) made.textContent = text;
  return made;
}

// What a page remembers of an upload, so that the same file goes on after a reload.
const memory = {
  key: ({ file, path, folder, duplicates }) =>
    `ajar:upload:${[endpoint, folder, duplicates, path, file.name, file.size, file.lastModified].join('|')}`,
  get(upload) {
    try {
      return localStorage.getItem(this.key(upload));
    } catch {
      return null;
    }
  },
  set(upload, place) {
    try {
      if (place) localStorage.setItem(this.key(upload), place);
      else localStorage.removeItem(this.key(upload));
    } catch {
      // Without storage an upload goes on for as long as its page is open.
    }
  },
};

// What the server says is wrong, as a sentence.
async function fault(answer) {
  if (answer.status === 401) return 'You are signed out. Sign in again in another tab, then resume.';
  try {
    const problem = await answer.json();
    return problem.errors?.map((one) => one.detail).join(' ') || problem.detail;
  } catch {
    return `The server answered ${answer.status}.`;
  }
}

class Refused extends Error {}

class Upload {
  constructor(file, path, folder, duplicates) {
    Object.assign(this, { file, path, folder, duplicates, state: 'waiting', sent: 0, place: null, tries: 0 });
  }

  // Everything from where it stands to the asset. Whatever breaks on the way is tried again, ever more rarely.
  async run() {
    this.say('sending');
    try {
      await this.find();
      while (this.sent < this.file.size) await this.send();
      this.settle(await this.ask('GET', this.place));
    } catch (error) {
      if (this.state !== 'sending') return;
      if (error instanceof Refused) this.say('failed', error.message);
      else this.wait();
    }
  }

  async ask(method, place, headers = {}, body = undefined) {
    const answer = await fetch(place, { method, headers: { Accept: 'application/json', ...headers }, body });
    if (answer.ok) return answer;
    // A conflict, a break or an overload passes; what is refused stays so.
    if (answer.status === 409 || answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    throw new Refused(await fault(answer));
  }

  // Where it stands; begun anew where nobody knows of it any more.
  async find() {
    this.place ??= memory.get(this);
    if (this.place) {
      const answer = await fetch(this.place, { method: 'HEAD', headers: TUS });
      if (answer.ok) {
        this.progress(Number(answer.headers.get('Upload-Offset')));
        return;
      }
      if (answer.status === 401) throw new Refused(await fault(answer));
      if (answer.status >= 500) throw new Error(String(answer.status));
      this.place = null;
    }
    const said = { filename: this.file.name, duplicates: this.duplicates };
    if (this.path) said.relativePath = `${this.path}/${this.file.name}`;
    if (this.folder) said.folderId = this.folder;
    const metadata = Object.entries(said).map(([name, value]) => `${name} ${encoded(value)}`).join(',');
    const headers = { ...TUS, 'Upload-Length': String(this.file.size), 'Upload-Metadata': metadata };
    const answer = await this.ask('POST', endpoint, headers);
    this.place = answer.headers.get('Location');
    memory.set(this, this.place);
    this.progress(0);
  }

  send() {
    return new Promise((resolve, reject) => {
      const from = this.sent;
      const call = (this.call = new XMLHttpRequest());
      call.open('PATCH', this.place);
      for (const [name, value] of Object.entries({ ...TUS, 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream', Accept: 'application/json' }))
        call.setRequestHeader(name, value);
      call.upload.onprogress = (event) => this.progress(from + event.loaded);
      call.onload = () => {
        this.call = null;
        if (call.status === 204) {
          this.tries = 0;
          this.progress(Number(call.getResponseHeader('Upload-Offset')));
          resolve();
        } else if ([401, 403, 413, 415, 422].includes(call.status)) {
          fault(new Response(call.responseText, { status: call.status })).then((words) => reject(new Refused(words)));
        } else reject(new Error(String(call.status)));
      };
      call.onerror = call.ontimeout = call.onabort = () => reject(new Error('broken'));
      call.send(this.file.slice(from, from + CALL));
    });
  }

  async settle(answer) {
    const upload = await answer.json();
    if (upload.status === 'done') {
      this.asset = upload.mediaId;
      memory.set(this, null);
      this.say('done');
    } else if (upload.status === 'duplicate') {
      this.same = upload.duplicates;
      this.say('asking');
    } else this.wait();
  }

  async decide(decision) {
    this.say('deciding');
    try {
      const body = JSON.stringify({ decision });
      const answer = await this.ask('POST', `${this.place}/decision`, { 'Content-Type': 'application/json' }, body);
      this.skipped = decision === 'skip';
      await this.settle(answer);
    } catch (error) {
      this.say('asking', error instanceof Refused ? error.message : 'There is no connection.');
    }
  }

  wait() {
    const pause = Math.min(30, 2 ** this.tries);
    this.tries += 1;
    this.say('broken', navigator.onLine ? `The connection broke. It goes on in ${pause} seconds.` : 'There is no connection. It goes on by itself.');
    this.timer = setTimeout(() => this.wake(), pause * 1000);
  }

  wake() {
    if (this.state !== 'broken') return;
    clearTimeout(this.timer);
    this.say('waiting');
    next();
  }

  pause() {
    if (!['sending', 'waiting', 'broken'].includes(this.state)) return;
    clearTimeout(this.timer);
    this.say('paused');
    this.call?.abort();
  }

  resume() {
    if (!['paused', 'failed'].includes(this.state)) return;
    this.tries = 0;
    this.say('waiting');
    next();
  }

  async cancel() {
    clearTimeout(this.timer);
    this.say('cancelled');
    this.call?.abort();
    memory.set(this, null);
    if (this.place) await fetch(this.place, { method: 'DELETE', headers: TUS }).catch(() => {});
  }

  progress(sent) {
    this.sent = sent;
    if (this.bar) this.bar.value = this.file.size ? (100 * sent) / this.file.size : 100;
    total();
  }

  say(state, words = '') {
    this.state = state;
    this.words = words;
    this.draw();
    total();
    if (['done', 'asking', 'failed', 'paused', 'broken', 'cancelled'].includes(state)) next();
  }

  draw() {
    if (this.state === 'waiting' && !this.line) return;
    if (!this.line) {
      this.line = element('li');
      this.bar = element('progress', '', { max: 100, value: 0 });
      this.bar.setAttribute('aria-label', this.file.name);
      this.tell = element('span', '', { className: 'quiet' });
      this.acts = element('span', '', { className: 'acts' });
      const name = element('bdi', this.path ? `${this.path}/${this.file.name}` : this.file.name, { className: 'name' });
      this.line.append(name, element('span', size(this.file.size), { className: 'quiet' }), this.bar, this.tell, this.acts);
      list.append(this.line);
      this.progress(this.sent);
    }
    const states = { waiting: 'Waiting', sending: '', paused: 'Paused', deciding: '', done: this.skipped ? 'Skipped. It is here as' : 'Uploaded as', cancelled: 'Taken out' };
    this.line.className = this.state;
    this.bar.hidden = ['done', 'asking', 'cancelled'].includes(this.state);
    this.tell.replaceChildren([states[this.state], this.words].filter(Boolean).join(' '));
    this.acts.replaceChildren();
    const link = (id, title) => element('a', title, { href: `${panel.dataset.assets}/${id}` });
    const button = (words, act) => {
      const made = element('button', words, { type: 'button', className: 'link' });
      made.append(element('span', ` ${this.file.name}`, { className: 'vh' }));
      made.addEventListener('click', act);
      this.acts.append(made);
    };
    if (this.state === 'done') this.tell.append(' ', link(this.asset, 'its asset'));
    if (this.state === 'asking') {
      this.tell.append('The same file is here already: ', link(this.same[0].mediaId, this.same[0].title), '. ');
      button('Skip it', () => this.decide('skip'));
      button('Add it once more', () => this.decide('keep'));
    }
    if (['sending', 'waiting', 'broken'].includes(this.state)) button('Pause', () => this.pause());
    if (['paused', 'failed'].includes(this.state)) button('Resume', () => this.resume());
    if (['sending', 'waiting', 'broken', 'paused', 'failed'].includes(this.state)) button('Take out', () => this.cancel());
    if (['done', 'cancelled'].includes(this.state)) {
      const over = [...list.querySelectorAll('.done, .cancelled')];
      for (const line of over.slice(0, Math.max(0, over.length - SHOWN))) line.remove();
    }
  }
}

// Those whose turn it is.
function next() {
  const busy = uploads.filter((upload) => upload.state === 'sending').length;
  for (const upload of uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy))) upload.run();
}

let said = '';

function total() {
  const counted = uploads.filter((upload) => upload.state !== 'cancelled');
  const bytes = counted.reduce((all, upload) => all + upload.file.size, 0);
  const done = counted.filter((upload) => upload.state === 'done').length;
  const ask = counted.filter((upload) => upload.state === 'asking').length;
  overall.value = bytes ? (100 * counted.reduce((all, upload) => all + (upload.state === 'done' ? upload.file.size : upload.sent), 0)) / bytes : 100;
  const words = [`${numbers.format(done)} of ${numbers.format(counted.length)} uploaded, ${size(bytes)} in all.`];
  if (ask) words.push(`${numbers.format(ask)} ${ask === 1 ? 'waits' : 'wait'} for your answer.`);
  const text = words.join(' ');
  // Said when something is new, not with each byte.
  if (text !== said) sum.textContent = said = text;
  const moving = counted.some((upload) => ['sending', 'waiting', 'broken'].includes(upload.state));
  pauseAll.hidden = !moving && !counted.some((upload) => upload.state === 'paused');
  pauseAll.textContent = moving ? 'Pause all' : 'Resume all';
  const over = counted.length > 0 && counted.every((upload) => ['done', 'failed'].includes(upload.state));
  panel.classList.toggle('over', over);
  show.hidden = !over || done === 0;
}

const show = element('a', 'Show what came', { className: 'btn plain', hidden: true });
show.href = panel.dataset.assets;
pauseAll.after(show);

pauseAll.addEventListener('click', () => {
  const moving = uploads.some((upload) => ['sending', 'waiting', 'broken'].includes(upload.state));
  for (const upload of uploads) if (moving) upload.pause();
    else if (upload.state === 'paused') upload.resume();
});

function begin(files) {
  const fields = form ? new FormData(form) : null;
  const folder = fields ? fields.get('folderId') : panel.dataset.folder;
  const duplicates = fields?.get('duplicates') === 'keep' ? 'keep' : 'ask';
  show.href = folder ? `${panel.dataset.assets}?folderId=${encodeURIComponent(folder)}` : panel.dataset.assets;
  for (const { file, path } of files) uploads.push(new Upload(file, path, folder, duplicates));
  panel.hidden = uploads.length === 0;
  if (files.length) panel.scrollIntoView({ block: 'nearest' });
  total();
  next();
}

// A folder that was dropped is walked through; a browser hands its entries out in portions.
async function walk(entry, path, found) {
  if (entry.isFile) {
    found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), path });
    return;
  }
  const inside = path ? `${path}/${entry.name}` : entry.name;
  const reader = entry.createReader();
  for (;;) {
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const each of portion) await walk(each, inside, found);
  }
}

// What was dropped on the page: entries, which may be folders, or plain files where a browser knows none.
export async function dropped(entries, plain) {
  const found = [];
  try {
    for (const entry of entries) await walk(entry, '', found);
  } catch {
    sum.textContent = said = 'Some of what was dropped can’t be read.';
    panel.hidden = false;
  }
  begin(entries.length ? found : plain.map((file) => ({ file, path: '' })));
}

const chosen = (input) =>
  [...input.files].map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1).join('/') }));

if (form) {
  const input = form.querySelector('input[type=file]');
  for (const label of form.querySelectorAll('[data-say]')) label.textContent = label.dataset.say;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    begin(chosen(input));
    input.value = '';
  });
  const whole = element('input', '', { type: 'file', hidden: true });
  whole.setAttribute('webkitdirectory', '');
  whole.addEventListener('change', () => {
    begin(chosen(whole));
    whole.value = '';
  });
  const button = element('button', 'Choose a whole folder', { type: 'button', className: 'btn plain' });
  button.addEventListener('click', () => whole.click());
  form.querySelector('.actions').append(button, whole);
  const hint = form.querySelector('[data-without-script]');
  hint.textContent = `Or drop files and folders anywhere on this page; folders are made as they were. ${hint.textContent}`;
}

addEventListener('online', () => {
  for (const upload of uploads) upload.wake();
});
addEventListener('beforeunload', (event) => {
  if (uploads.some((upload) => ['sending', 'waiting', 'broken'].includes(upload.state))) event.preventDefault();
});
