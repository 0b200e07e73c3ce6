// Presses or enters what is marked data-key="n" when that key is pressed and nothing is being typed.
// A box marked data-keys switches the keys off and on; the browser remembers it.
const TYPED = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select";

function isOn() {
  const box = document.querySelector("[data-keys]");
  return box ? box.checked : true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest(TYPED)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const marked = isOn() && document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!marked) return;
  event.preventDefault();
  if (marked.matches(TYPED)) marked.select();
  else marked.click();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys]")) localStorage.setItem("keys", event.target.checked ? "on" : "off");
});

for (const box of document.querySelectorAll("[data-keys]")) box.checked = localStorage.getItem("keys") !== "off";
