// Replaces a part of the page instead of all of it: data-swap="#results" on a link or a form.
const AS_PART = { "X-Requested-With": "fetch" };
let latest = null;

async function swap(address, options, targets) {
  latest?.abort();
  const waiting = (latest = new AbortController());
  const parts = targets.split(/[\s,]+/).map((target) => document.querySelector(target)).filter(Boolean);
  parts.forEach((part) => part.setAttribute("aria-busy", "true"));
  try {
    const answer = await fetch(address, { ...options, headers: AS_PART, signal: waiting.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!parts.length || parts.some((part) => !page.getElementById(part.id))) return leaveFor(answer, options);
    put(page, [...parts.map((part) => part.id), "personal"]);
    if (page.title) document.title = page.title;
    return answer;
  } finally {
    parts.forEach((part) => part.removeAttribute("aria-busy"));
  }
}

function put(page, ids) {
  const focused = document.activeElement?.id;
  for (const id of ids) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  document.querySelector("[data-focus]")?.focus();
  document.dispatchEvent(new CustomEvent("swapped"));
}

function leaveFor(answer, options) {
  if (answer.redirected || !options.method) location.assign(answer.url);
  else location.reload();
}

async function follow(address, targets) {
  const answer = await swap(address, {}, targets);
  if (answer) history.pushState({ targets }, "", answer.url);
}

function send(form, submitter) {
  const values = new FormData(form, submitter);
  if (form.method === "post") {
    return swap(submitter?.getAttribute("formaction") || form.action, { method: "POST", body: values }, form.dataset.swap);
  }
  const filled = [...values].filter(([, value]) => value !== "");
  const address = new URL(form.action);
  address.search = new URLSearchParams(filled);
  return follow(address, form.dataset.swap);
}

const plainly = (fault, go) => fault.name !== "AbortError" && go();

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  follow(link.href, link.dataset.swap)
    .then(() => document.querySelector(link.dataset.swap)?.scrollIntoView({ block: "start" }))
    .catch((fault) => plainly(fault, () => location.assign(link.href)));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.swap || event.defaultPrevented || form.closest(":target")) return;
  event.preventDefault();
  send(form, event.submitter).catch((fault) => plainly(fault, () => form.submit()));
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-swap-on-change]") && !form.closest(":target")) form.requestSubmit();
});

addEventListener("popstate", (event) => {
  if (event.state?.targets) swap(location.href, {}, event.state.targets).catch(() => location.reload());
  else if (!location.hash) location.reload();
});
