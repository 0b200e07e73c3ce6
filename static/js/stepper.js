// The − and + beside a number: data-stepper. With data-submits on the number, its form follows after a pause.
const PAUSE = 500;
let soon;

function bounds(stepper) {
  const input = stepper.querySelector("input");
  for (const button of stepper.querySelectorAll("[data-step]")) {
    const limit = button.dataset.step > 0 ? input.max : input.min;
    button.disabled = limit !== "" && Number(input.value) === Number(limit);
  }
}

function moved(input) {
  input.dispatchEvent(new Event("input", { bubbles: true }));
  if (!input.matches("[data-submits]")) return;
  clearTimeout(soon);
  soon = setTimeout(() => input.form?.requestSubmit(), PAUSE);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const stepper = button.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  if (button.dataset.step > 0) input.stepUp();
  else input.stepDown();
  bounds(stepper);
  moved(input);
});

document.addEventListener("change", (event) => {
  const stepper = event.target.closest("[data-stepper]");
  if (!stepper) return;
  bounds(stepper);
  moved(event.target);
});

const look = () => document.querySelectorAll("[data-stepper]").forEach(bounds);
document.addEventListener("swapped", look);
look();
