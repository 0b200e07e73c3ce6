// Keeps a form[data-send-later] on this phone, its pictures too, and sends it once there is a network.
const EVERY = 15_000;
const STORE = "sendings";

const answered = (asked) => new Promise((done, fail) => {
  asked.addEventListener("success", () => done(asked.result));
  asked.addEventListener("error", () => fail(asked.error));
});

// One after the other: what was typed last must not be overtaken by what was typed before.
let turn = Promise.resolve();
const inStore = (mode, work) => (turn = turn.catch(() => {}).then(() => atOnce(mode, work)));

async function atOnce(mode, work) {
  const asked = indexedDB.open("desk", 1);
  asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE, { keyPath: "key" }));
  const database = await answered(asked);
  try {
    return await answered(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

// A full or forbidden store loses the draft, not the page.
const put = (record) => inStore("readwrite", (store) => store.put(record)).catch(() => {});
const forget = (key) => inStore("readwrite", (store) => store.delete(key)).catch(() => {});
const kept = () => inStore("readonly", (store) => store.getAll()).catch(() => []);

const theForm = () => document.querySelector("form[data-send-later]");
const note = (form, name, shown) => (form.querySelector(`[data-later="${name}"]`).hidden = !shown);

function recordOf(form, waiting) {
  const entries = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
  const { booth, sentTo } = form.dataset;
  return { key: form.elements.key.value, action: form.action, at: Date.now(), booth, sentTo, waiting, entries };
}

async function send(record) {
  const body = new FormData();
  for (const [name, value] of record.entries) body.append(name, value);
  const answer = await fetch(record.action, { method: "POST", body });
  if (answer.status >= 500) throw new TypeError("the market is not well");
  const arrived = answer.ok && new URL(answer.url).pathname.startsWith(record.sentTo);
  if (arrived) await forget(record.key);
  else await put({ ...record, waiting: false });
  return { arrived, address: answer.url, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

function open({ arrived, address, page }) {
  const fresh = page.getElementById("main");
  if (!fresh || new URL(address).pathname.includes("/account/")) return location.assign(address);
  document.getElementById("main").replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  if (arrived) history.pushState({}, "", address);
  scrollTo(0, 0);
  document.querySelector("[data-focus]")?.focus();
  document.dispatchEvent(new CustomEvent("swapped"));
}

async function press(form) {
  const record = recordOf(form, true);
  await put(record);
  try {
    open(await send(record));
  } catch {
    note(form, "waiting", true);
    document.dispatchEvent(new CustomEvent("swapped"));
  }
}

function tell({ arrived, address, page }) {
  const main = document.getElementById("main");
  for (const told of page.querySelectorAll(arrived ? ".messages" : ".error-summary")) {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: page.querySelector("h1").textContent });
    told.append(link);
    main.prepend(document.adoptNode(told));
  }
}

let sending = false;
async function sendWaiting() {
  const form = theForm();
  const booth = document.querySelector("meta[name=acting-booth]")?.content;
  if (sending || !navigator.onLine) return;
  sending = true;
  for (const record of (await kept()).filter((each) => each.waiting && each.booth === booth)) {
    const here = form?.elements.key.value === record.key;
    await send(record).then(here ? open : tell).catch(() => {});
  }
  sending = false;
}

function refill(form, record) {
  for (const [name, value] of record.entries) {
    const field = form.elements[name];
    if (value instanceof File) {
      const files = new DataTransfer();
      files.items.add(value);
      field.files = files.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (field && (name === "key" || !field.value)) field.value = value;
  }
}

async function restore() {
  const form = theForm();
  if (!form) return;
  const mine = (await kept()).filter((each) => each.booth === form.dataset.booth && !each.waiting);
  const again = mine.find((each) => each.key === form.elements.key.value);
  const record = again || mine.sort((one, other) => other.at - one.at)[0];
  if (!record) return;
  refill(form, record);
  note(form, "restored", !again);
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form[data-send-later]")) return;
  event.preventDefault();
  press(event.target);
});

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form?.matches("form[data-send-later]")) return;
    note(form, "waiting", false);
    put(recordOf(form, false));
  });
}

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-later-drop]")) return;
  await forget(theForm().elements.key.value);
  location.reload();
});

document.addEventListener("swapped", restore);
addEventListener("online", sendWaiting);
setInterval(sendWaiting, EVERY);
restore();
sendWaiting();
