// Offers products, shelves, booths and communes while somebody types: data-suggest="/address" on a search form.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (list autocomplete with manual selection).
const WAIT = 180;

function suggester(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const known = new Map();
  let at = -1, soon, asked = 0;

  Object.assign(list, { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  Object.assign(said, { className: "hidden" });
  said.setAttribute("role", "status");
  form.append(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" })) {
    input.setAttribute(name, value);
  }

  const mark = (place) => {
    at = place;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };

  const open = (is) => {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    mark(-1);
  };

  const show = (items) => {
    list.replaceChildren(...items.map((item, index) => {
      const row = document.createElement("li");
      Object.assign(row, { id: `suggestion-${index}`, textContent: item.name });
      row.setAttribute("role", "option");
      row.dataset.url = item.url;
      if (item.note) row.append(Object.assign(document.createElement("small"), { textContent: item.note }));
      return row;
    }));
    said.textContent = items.length ? form.dataset.some.replace("0", items.length) : "";
    open(items.length > 0);
  };

  const ask = async () => {
    const turn = ++asked;
    const text = input.value.trim();
    if (!known.has(text)) {
      const address = new URL(form.dataset.suggest, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address).then((each) => (each.ok ? each.json() : null)).catch(() => null);
      if (answer) known.set(text, answer.items);
    }
    if (turn === asked && document.activeElement === input) show(known.get(text) ?? []);
  };

  input.addEventListener("input", () => {
    clearTimeout(soon);
    asked++;
    if (input.value.trim().length > 1) soon = setTimeout(ask, WAIT);
    else open(false);
  });
  input.addEventListener("keydown", (event) => {
    const rows = list.children.length;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) open(false);
    else if (by && rows) {
      if (list.hidden) open(true);
      // One stop before the first row is the text itself.
      mark(((at + 1 + by + rows + 1) % (rows + 1)) - 1);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) location.assign(list.children[at].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-url]");
    if (row) location.assign(row.dataset.url);
  });
  input.addEventListener("blur", () => open(false));
}

document.querySelectorAll("[data-suggest]").forEach(suggester);
