// A form that changes something is sent once, however often its button is pressed.
const SECONDS = 15;
const sent = new WeakSet();

function release(form, button, words) {
  sent.delete(form);
  button?.removeAttribute("aria-busy");
  const label = button?.querySelector("span");
  if (label && words) label.textContent = words;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !event.submitter || form.hasAttribute("data-send-again")) return;
  if (sent.has(form)) return event.preventDefault();
  if (event.defaultPrevented && !form.dataset.swap) return;
  const button = event.submitter;
  const label = button?.querySelector("span");
  const words = label?.textContent;
  sent.add(form);
  button?.setAttribute("aria-busy", "true");
  if (label && button.dataset.busy) label.textContent = button.dataset.busy;
  const free = () => release(form, button, words);
  setTimeout(free, SECONDS * 1000);
  addEventListener("pageshow", (shown) => shown.persisted && free(), { once: true });
  document.addEventListener("swapped", free, { once: true });
}, true);
