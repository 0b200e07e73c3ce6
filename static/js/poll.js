// Keeps a part of the page fresh: data-poll="/address" data-poll-seconds="5" on an element with an id.
const LONGEST = 60;
const watched = new Map();

function tell(part, ok) {
  for (const place of part.parentElement.querySelectorAll("[data-poll-status]")) {
    place.textContent = (ok ? place.dataset.ok : place.dataset.bad || "").replace("%s", new Date().toLocaleTimeString("vi-VN"));
  }
}

// What somebody is typing or has under the finger is not taken away, nor what is told to be wrong with it.
function isTyping(part) {
  const field = document.activeElement;
  if (!part.contains(field) || !field.matches("input, textarea, select")) return false;
  return field.value !== field.defaultValue || field.getAttribute("aria-invalid") === "true";
}

function put(part, fresh) {
  const focused = part.contains(document.activeElement) && document.activeElement.id;
  part.replaceChildren(...fresh);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function ask(part, state) {
  if (isTyping(part)) return true;

  const headers = { "X-Requested-With": "fetch", ...(state.tag && { "If-None-Match": state.tag }) };
  const answer = await fetch(part.dataset.poll, { headers, cache: "no-store" });
  if (answer.status !== 200) return answer.ok || answer.status === 304;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (isTyping(part)) return true;
  state.tag = answer.headers.get("ETag");
  put(part, (page.getElementById(part.id) || page.body).childNodes);
  const next = part.querySelector("[data-poll-go]");
  if (next) location.assign(next.dataset.pollGo);
  state.over = Boolean(next || part.querySelector("[data-poll-stop]"));
  document.dispatchEvent(new CustomEvent("swapped"));
  return true;
}

function later(part, state) {
  const usual = Number(part.dataset.pollSeconds) || 5;
  const seconds = Math.min(LONGEST, usual * 2 ** state.failures) * (0.85 + Math.random() * 0.3);
  clearTimeout(state.timer);
  if (!document.hidden && !state.over) state.timer = setTimeout(() => turn(part, state), seconds * 1000);
}

async function turn(part, state) {
  if (!part.isConnected) return watched.delete(part);
  const ok = await ask(part, state).catch(() => false);
  if (!part.isConnected) return watched.delete(part); // the page was swapped while the answer was on its way
  state.failures = ok ? 0 : state.failures + 1;
  tell(part, ok);
  later(part, state);
}

function watch() {
  for (const part of document.querySelectorAll("[data-poll]")) {
    if (watched.has(part)) continue;
    watched.set(part, { failures: 0 });
    later(part, watched.get(part));
  }
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) watched.forEach((state, part) => state.over || turn(part, state));
});
document.addEventListener("swapped", watch);
watch();
