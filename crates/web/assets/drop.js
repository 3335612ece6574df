// Files and folders may be dropped anywhere on the page. What sends them is fetched when something is.

const panel = document.querySelector('[data-uploads]');
const carries = (event) => event.dataTransfer?.types.includes('Files');

addEventListener('dragover', (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) document.body.classList.remove('dropping');
});
addEventListener('drop', async (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  document.body.classList.remove('dropping');
  // Entries can be asked for as long as the event lasts; afterwards they stay good.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...event.dataTransfer.files];
  const { dropped } = await import(panel.dataset.script);
  await dropped(entries, plain);
});
