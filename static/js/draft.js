// Keeps what is typed on this device until it has been sent: data-draft="key" on a form.
const SECRET = new Set(["password", "file", "hidden", "submit"]);
const key = (name) => `draft:${location.pathname}:${name}`;
const isChoice = (field) => /radio|checkbox/.test(field.type);
const kept = (form) => [...form.elements].filter((each) => each.name && !SECRET.has(each.type));

// A full or forbidden store loses the draft, not the page.
function safely(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

function keep(form) {
  const values = kept(form).map((each) => [each.name, each.value, each.checked]);
  safely(() => (localStorage[key(form.dataset.draft)] = JSON.stringify(values)));
}

const read = (name) => safely(() => JSON.parse(localStorage[key(name)])) || [];

// The page after a press says whether what was typed was taken; after a refusal, or with no network, it is kept.
function forgetTaken() {
  if (document.querySelector(".messages .message-good")) localStorage.removeItem(sessionStorage.pressed);
  sessionStorage.removeItem("pressed");
}

function restore(form) {
  const fields = kept(form);
  const untouched = fields.every((each) => each.type === "select-one" || each.value === each.defaultValue);
  if (!untouched || form.querySelector("[aria-invalid]")) return;
  for (const [name, value, checked] of read(form.dataset.draft)) {
    const field = fields.find((each) => each.name === name && (isChoice(each) ? each.value === value : !each.defaultValue));
    if (field && isChoice(field)) field.checked = checked;
    else if (field) field.value = value;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) keep(form);
});

document.addEventListener("submit", (event) => {
  const name = event.target.dataset.draft;
  if (name) safely(() => (sessionStorage.pressed = key(name)));
});

safely(forgetTaken);
document.querySelectorAll("form[data-draft]").forEach(restore);
for (const done of document.querySelectorAll("[data-draft-done]")) {
  const ending = `:${done.dataset.draftDone}`;
  for (const each of Object.keys(localStorage)) {
    if (each.startsWith("draft:") && each.endsWith(ending)) localStorage.removeItem(each);
  }
}
