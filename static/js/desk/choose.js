// Chooses every row of a form at once: data-chooses="form id" on a checkbox. Says how many are chosen.
const boxes = (form) => [...document.querySelectorAll(`input[type="checkbox"][form="${form}"]`)];

function count(form) {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked).length;
  const bar = document.getElementById(form)?.closest(".batch")?.querySelector("p");
  if (!bar) return;
  bar.dataset.words ??= bar.textContent;
  bar.textContent = chosen ? `${bar.dataset.words} (${chosen})` : bar.dataset.words;
  const every = document.querySelector(`[data-chooses="${form}"]`);
  if (!every) return;
  every.checked = chosen > 0 && chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
}

document.addEventListener("change", (event) => {
  const form = event.target.dataset.chooses;
  if (form) boxes(form).forEach((box) => (box.checked = event.target.checked));
  const changed = form || event.target.getAttribute("form");
  if (changed) count(changed);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-chooses]").forEach((every) => count(every.dataset.chooses)));
