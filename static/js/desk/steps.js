// Shows one fieldset[data-step] of a form[data-steps] at a time; without scripts they stand below each other.
const stepsOf = (form) => [...form.querySelectorAll("[data-step]")];

function show(form, number, { focus = true } = {}) {
  const steps = stepsOf(form);
  steps.forEach((step, place) => (step.hidden = place !== number));
  form.querySelector("[data-step-back]").hidden = number === 0;
  form.querySelector("[data-step-next]").hidden = number === steps.length - 1;
  form.querySelector("[data-step-send]").hidden = number !== steps.length - 1;
  if (!focus) return;
  steps[number].focus({ preventScroll: true });
  steps[number].scrollIntoView({ block: "start" });
}

const isFilled = (step) => [...step.querySelectorAll("input, select, textarea")].every((each) => each.reportValidity());

function begin() {
  for (const form of document.querySelectorAll("form[data-steps]:not([data-begun])")) {
    form.dataset.begun = "";
    const wrong = stepsOf(form).findIndex((step) => step.querySelector("[aria-invalid]"));
    show(form, Math.max(wrong, 0), { focus: false });
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step-back], [data-step-next]");
  if (!button) return;
  const steps = stepsOf(button.form);
  const now = steps.findIndex((step) => !step.hidden);
  if (button.matches("[data-step-back]")) show(button.form, now - 1);
  else if (isFilled(steps[now])) show(button.form, now + 1);
});

// Enter goes on, as the button in view does; only the last step sends.
document.addEventListener("submit", (event) => {
  const next = event.target.querySelector("[data-step-next]:not([hidden])");
  if (!next) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  next.click();
}, true);

// A link of the error summary leads into a step that may be out of view.
document.addEventListener("click", (event) => {
  const field = event.target.closest("form[data-steps] .error-summary a") && document.querySelector(event.target.hash);
  if (field) show(field.form, stepsOf(field.form).findIndex((step) => step.contains(field)), { focus: false });
});

document.addEventListener("swapped", begin);
begin();
