// Keeps what is typed on this device until it has been sent: data-draft="key" on a form.
const SECRET = new Set(["password", "file", "hidden", "submit"]);
const key = (name) => `draft:${location.pathname}:${name}`;
const kept = (form) => [...form.elements].filter((each) => each.name && !SECRET.has(each.type));

function keep(form) {
  const values = kept(form).map((each) => [each.name, each.value, each.checked]);
  try {
    localStorage.setItem(key(form.dataset.draft), JSON.stringify(values));
  } catch {
    // A full or forbidden store loses the draft, not the page.
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(key(name)) || "[]");
  } catch {
    return [];
  }
}

function remember(draft) {
  try {
    sessionStorage.setItem("draft-pressed", draft);
  } catch {
    // Then the draft is kept once too often, which harms less than once too seldom.
  }
}

function recall() {
  try {
    const draft = sessionStorage.getItem("draft-pressed");
    sessionStorage.removeItem("draft-pressed");
    return draft;
  } catch {
    return null;
  }
}

function restore(form) {
  const fields = kept(form);
  const untouched = fields.every((each) => each.type === "select-one" || each.value === each.defaultValue);
  if (!untouched || form.querySelector("[aria-invalid]")) return;
  for (const [name, value, checked] of read(form.dataset.draft)) {
    const choice = fields.find((each) => each.name === name && /radio|checkbox/.test(each.type) && each.value === value);
    const field = choice || fields.find((each) => each.name === name && !each.defaultValue);
    if (choice) choice.checked = checked;
    else if (field && !/radio|checkbox/.test(field.type)) field.value = value;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) keep(form);
});

document.addEventListener("submit", (event) => {
  if (event.target.dataset.draft) remember(key(event.target.dataset.draft));
});

// The page after a press says whether what was typed was taken; after a refusal, or with no network, it is kept.
const pressed = recall();
if (pressed && document.querySelector(".messages .message-good")) localStorage.removeItem(pressed);

document.querySelectorAll("form[data-draft]").forEach(restore);
for (const done of document.querySelectorAll("[data-draft-done]")) {
  const ending = `:${done.dataset.draftDone}`;
  Object.keys(localStorage).filter((each) => each.startsWith("draft:") && each.endsWith(ending))
    .forEach((each) => localStorage.removeItem(each));
}
