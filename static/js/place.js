// Finds a commune while its name is typed, old names too: data-place="/address" around the plain fields.
const PAUSE = 200;

function picker(box) {
  const search = box.querySelector("[data-place-search]");
  const province = box.querySelector("[data-place-province]");
  const code = box.querySelector("[data-place-code]");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[data-place-status]");
  let found = [], at = -1, soon, asked = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    search.value = place.name;
    code.value = place.code;
    if (place.province_code) province.value = place.province_code;
    close();
    code.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = () => {
    list.replaceChildren(...found.map((place, index) => {
      const row = document.createElement("li");
      row.id = `${list.id}-${index}`;
      row.role = "option";
      row.textContent = `${place.name}, ${place.province}`;
      if (place.was) row.append(Object.assign(document.createElement("small"), { textContent: place.was }));
      return row;
    }));
    at = -1;
    list.hidden = !found.length;
    search.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = found.length ? box.dataset.some : box.dataset.none;
  };

  const ask = async () => {
    const turn = ++asked;
    const address = new URL(box.dataset.place, location.href);
    address.searchParams.set("q", search.value);
    address.searchParams.set("province", province.value);
    const answer = await fetch(address).then((each) => each.json()).catch(() => ({ items: [] }));
    if (turn !== asked) return;
    found = answer.items;
    show();
  };

  const move = (by) => {
    at = (at + by + found.length) % found.length;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", list.children[at].id);
  };

  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" })) {
    search.setAttribute(name, value);
  }
  search.addEventListener("input", () => {
    code.value = "";
    clearTimeout(soon);
    if (search.value.trim().length > 1) soon = setTimeout(ask, PAUSE);
    else close();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) move(by);
    else if (event.key === "Enter" && at >= 0) choose(found[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(found[[...list.children].indexOf(event.target.closest("li"))]));
  search.addEventListener("blur", close);
  province.addEventListener("change", () => (code.value = ""));
}

const enhance = () => document.querySelectorAll("[data-place]:not([data-ready])").forEach((box) => {
  box.dataset.ready = "";
  picker(box);
});
document.addEventListener("swapped", enhance);
enhance();
