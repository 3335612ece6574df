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

// Ticking: with Shift a whole stretch; all of a section; and a bar that says how many, how large.
for (const form of document.querySelectorAll('.picker, .bulk')) {
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  const sum = form.querySelector('.sum');
  const waiting = sum?.textContent;
  const clear = form.querySelector('[data-clear]');
  const submits = [...form.querySelectorAll('button[data-for]')];
  let last = null;

  for (const box of boxes) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last && last !== box) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
    });
  }

  for (const button of form.querySelectorAll('[data-select-all]')) {
    const section = [...button.closest('section').querySelectorAll('input[type=checkbox]')];
    const label = button.firstChild;
    const all = label.textContent;
    button.hidden = false;
    button.addEventListener('click', () => {
      const tick = section.some((box) => !box.checked);
      for (const box of section) box.checked = tick;
      show();
    });
    form.addEventListener('ajar:shown', () => {
      label.textContent = section.every((box) => box.checked) ? button.dataset.none : all;
    });
  }

  clear?.addEventListener('click', () => {
    for (const box of boxes) box.checked = false;
    show();
    boxes[0]?.focus();
  });

  // One button: what can be had at once is downloaded; as soon as something in the selection must be asked
  // for, the whole selection goes to the form.
  function choose(ticked) {
    const needs = ['request', 'form'].find((access) => ticked.some((box) => box.dataset.access === access));
    const wanted = needs ?? 'download';
    for (const button of submits) button.hidden = button.dataset.for !== wanted;
  }

  function show() {
    const ticked = boxes.filter((box) => box.checked);
    if (sum) {
      const bytes = ticked.reduce((total, box) => total + Number(box.dataset.bytes ?? 0), 0);
      const words = ticked.length === 1 ? sum.dataset.one : sum.dataset.many;
      sum.textContent = ticked.length
        ? words.replace('{n}', numbers.format(ticked.length)).replace('{size}', size(bytes))
        : waiting;
    }
    if (clear) clear.hidden = ticked.length === 0;
    if (submits.length) choose(ticked);
    form.dispatchEvent(new Event('ajar:shown'));
  }

  form.addEventListener('change', show);
  // The browser may have kept the ticks of an earlier visit.
  addEventListener('pageshow', show);
  show();
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
